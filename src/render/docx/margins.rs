//! Headers and feet of the letterhead: which of them say the legends, and new ones where a legend
//! has no place to stand.

use super::graft::{CONTENT_TYPE, RELATIONSHIPS, WORD};
use super::letterhead::{Letterhead, parse};
use super::parts::{CONTENT_TYPES, ContentTypes};
use super::placeholder;
use super::xml::Element;
use crate::report::Meta;
use std::collections::{BTreeMap, BTreeSet};

/// The legend of the version, as a letterhead names it.
const FOOT: &str = "{{leyenda}}";

/// A header or foot.
pub(super) struct Margin<'a> {
    /// Name of the part.
    pub part: String,
    /// Its content.
    pub root: Element,
    /// Tells its drawing from that of the others.
    pub number: usize,
    /// Legend of demonstration that it must say.
    pub legend: Option<&'a str>,
    /// Legend of version that it must say, because no placeholder does.
    pub foot: Option<&'a str>,
}

/// Header or foot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Header,
    Foot,
}

impl Side {
    const fn word(self) -> &'static str {
        match self {
            Self::Header => "header",
            Self::Foot => "footer",
        }
    }

    const fn root(self) -> &'static str {
        match self {
            Self::Header => "w:hdr",
            Self::Foot => "w:ftr",
        }
    }
}

/// Gives the letterhead the headers and feet that the legends need and it does not have.
pub(super) fn prepare(letterhead: &mut Letterhead, meta: &Meta) -> Result<(), String> {
    if meta.legend.is_some() {
        for page in letterhead.page.kinds() {
            ensure(letterhead, Side::Header, page)?;
        }
    }
    if !meta.foot.is_empty() {
        for page in letterhead.page.kinds() {
            // The cover says what it is, and nothing else.
            if page != "first" {
                ensure(letterhead, Side::Foot, page)?;
            }
        }
    }
    Ok(())
}

fn ensure(letterhead: &mut Letterhead, side: Side, page: &str) -> Result<(), String> {
    let kind = side.word();
    if letterhead.page.reference(kind, page).is_some() {
        return Ok(());
    }
    let file = format!("{kind}-{page}-informe.xml");
    let id = format!("rIdInforme{kind}{page}");
    letterhead.relations.add(&id, kind, &file);
    let part = letterhead.relations.resolve(&file);
    let root = Element::new(side.root())
        .with("xmlns:w", WORD)
        .with("xmlns:r", RELATIONSHIPS)
        .child(Element::new("w:p"));
    letterhead.page.refer(kind, page, &id);
    let mut types = ContentTypes::read(&letterhead.package)?;
    types.set(&part, &format!("{CONTENT_TYPE}{kind}+xml"));
    let parts = &mut letterhead.package.parts;
    parts.insert(CONTENT_TYPES.to_owned(), types.to_part());
    parts.insert(part, root.to_part());
    Ok(())
}

/// Every header and foot, whichever section has it, with what it must say.
pub(super) fn all<'a>(letterhead: &Letterhead, meta: &'a Meta) -> Result<Vec<Margin<'a>>, String> {
    let mut margins: Vec<Margin<'a>> = Vec::new();
    let mut placed = BTreeSet::new();
    for side in [Side::Header, Side::Foot] {
        for part in letterhead.relations.targets(side.word()) {
            if margins.iter().any(|margin| margin.part == part) {
                continue;
            }
            let root = parse(&letterhead.package, &part)?;
            if mentions_foot(&root) {
                placed.insert(part.clone());
            }
            margins.push(Margin {
                part,
                root,
                number: margins.len() + 1,
                legend: meta.legend.as_deref().filter(|_| side == Side::Header),
                foot: None,
            });
        }
    }
    if !meta.foot.is_empty() {
        let silent = silent_feet(letterhead, &placed);
        for margin in margins.iter_mut().filter(|m| silent.contains(&m.part)) {
            margin.foot = Some(&meta.foot);
        }
    }
    Ok(margins)
}

/// The feet of pages on which no placeholder says the version, neither above nor below.
fn silent_feet(letterhead: &Letterhead, placed: &BTreeSet<String>) -> BTreeSet<String> {
    let parts: BTreeMap<&str, String> = letterhead.relations.inner().collect();
    let part = |id: Option<&str>| parts.get(id?).cloned();
    let pages = letterhead.page.after_the_cover().into_iter();
    let silent = pages.filter_map(|(header, foot)| {
        let said = part(header).is_some_and(|part| placed.contains(&part));
        part(foot).filter(|foot| !said && !placed.contains(foot))
    });
    silent.collect()
}

fn mentions_foot(root: &Element) -> bool {
    let mut found = false;
    root.walk(&mut |e| {
        found |= e.name == "w:p" && placeholder::texts(e).concat().contains(FOOT);
    });
    found
}
