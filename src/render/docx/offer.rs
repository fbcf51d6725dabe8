//! What a letterhead offers and lacks, for who prepares one.

use super::body::Orientation;
use super::letterhead::{Letterhead, parse};
use super::letterhead_of;
use super::placeholder::{self, CONTENT, Owner};
use super::xml::Element;
use crate::diagnostics::{Code, Finding, Location};
use crate::domain::words;
use std::collections::{BTreeMap, BTreeSet};

/// What a letterhead offers and lacks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// Its name below `estilo/`.
    pub file: String,
    /// The placeholders that are filled in.
    pub filled: BTreeSet<String>,
    /// The placeholders that nothing fills in, each with the name of its part in the file.
    pub unknown: Vec<(String, String)>,
    /// Whether a header or foot counts the pages.
    pub counts_pages: bool,
    /// How many headers and feet it has.
    pub margins: usize,
    /// Names of the styles that it lacks and that are taken from the program's own.
    pub lacking: Vec<String>,
    /// Whether `{{contenido}}` is asked for where the informe cannot go: among other words, in a
    /// table, in a header.
    pub misplaced: bool,
    /// Width of the text on a standing page, in tenths of a millimetre.
    pub text_width: u32,
}

/// Looks a letterhead over; `style` is `estilo/` by path below it.
pub fn offer(style: &BTreeMap<String, Vec<u8>>) -> Result<Offer, Vec<Finding>> {
    let (file, bytes) = letterhead_of(style)?;
    look(file, bytes).map_err(|why| vec![super::unusable(file, &why)])
}

fn look(file: &str, bytes: &[u8]) -> Result<Offer, String> {
    let (letterhead, lacking) = Letterhead::on_its_own(bytes)?;
    let mut offer = Offer {
        file: file.to_owned(),
        filled: BTreeSet::new(),
        unknown: Vec::new(),
        counts_pages: false,
        margins: 0,
        lacking,
        misplaced: false,
        // A twip is 1/1440 of an inch of 254 tenths of a millimetre.
        text_width: letterhead.page.text_width(Orientation::Portrait).0 * 254 / 1_440,
    };
    offer.take(&letterhead.main, &letterhead.document);
    let kinds = ["header", "footer"];
    let all = kinds.iter().flat_map(|k| letterhead.relations.targets(k));
    let parts: BTreeSet<String> = all.collect();
    offer.margins = parts.len();
    for part in parts {
        let root = parse(&letterhead.package, &part)?;
        offer.take(&part, &root);
        offer.counts_pages |= counts_pages(&root);
    }
    offer.counts_pages |= offer.filled.contains("pagina");
    let body = letterhead.document.find("w:body");
    let mut top = body.into_iter().flat_map(Element::elements);
    offer.misplaced = offer.filled.contains(CONTENT) && !top.any(placeholder::is_content);
    Ok(offer)
}

impl Offer {
    fn take(&mut self, part: &str, root: &Element) {
        for (name, owner) in placeholder::all(root) {
            match owner {
                Owner::Ours => {
                    self.filled.insert(name);
                }
                Owner::Nobody => self.unknown.push((name, part.to_owned())),
            }
        }
    }
}

/// Whether a part has a field with the number of the page.
fn counts_pages(root: &Element) -> bool {
    let mut found = false;
    root.walk(&mut |e| {
        let instruction = match e.name.as_str() {
            "w:instrText" => e.own_text(),
            "w:fldSimple" => e.get("w:instr").unwrap_or_default().to_owned(),
            _ => return,
        };
        let mut words = instruction.split_whitespace();
        found |= words.next().is_some_and(|w| w.eq_ignore_ascii_case("PAGE"));
    });
    found
}

/// What people should know of their letterhead before the informe goes out. One that cannot be
/// used at all is told when it is used.
pub fn remarks(style: &BTreeMap<String, Vec<u8>>) -> Vec<Finding> {
    offer(style).map_or_else(|_| Vec::new(), |offer| offer.remarks())
}

impl Offer {
    /// What people should know.
    pub fn remarks(&self) -> Vec<Finding> {
        let place = Location::file(format!("templates/estilo/{}", self.file));
        let mut remarks: Vec<Finding> = self
            .unknown
            .iter()
            .map(|(name, part)| {
                let nearest = words::nearest(name, placeholder::NAMES);
                let nearest = nearest.map_or_else(String::new, |known| {
                    format!(" ¿Quiso decir «{{{{{known}}}}}»?")
                });
                Finding {
                    found: format!("{{{{{name}}}}} ({part})"),
                    expected: placeholder::NAMES.join(", "),
                    message: format!(
                        "El membrete pide «{{{{{name}}}}}», que no existe; en el Word queda tal como está.{nearest}"
                    ),
                    help: Code(643).explanation().help.to_owned(),
                    ..Finding::new(Code(643), place.clone())
                }
            })
            .collect();
        if self.misplaced {
            remarks.push(Finding {
                message: "El membrete dice «{{contenido}}» donde no cabe un informe: entre otras palabras, en una tabla o en un encabezado. El informe va al final y lo escrito queda tal como está.".to_owned(),
                help: Code(645).explanation().help.to_owned(),
                ..Finding::new(Code(645), place.clone())
            });
        }
        if !self.counts_pages {
            remarks.push(Finding {
                message: "El membrete no numera las páginas.".to_owned(),
                help: Code(644).explanation().help.to_owned(),
                ..Finding::new(Code(644), place)
            });
        }
        remarks
    }
}
