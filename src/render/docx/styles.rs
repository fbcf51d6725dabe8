//! The styles of the letterhead, found by their name, in whatever language Word wrote their ids.
//! What the letterhead lacks is taken from ours.

use super::measure::Twips;
use super::xml::Element;
use std::collections::BTreeMap;

/// Styles that rest on each other; Word itself allows eleven.
const LONGEST_CHAIN: usize = 16;

/// The size of a document that says none, in half points.
const WORDS_OWN_SIZE: u32 = 20;

/// What a style is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Paragraph,
    Character,
    Table,
}

impl Kind {
    const fn word(self) -> &'static str {
        match self {
            Self::Paragraph => "paragraph",
            Self::Character => "character",
            Self::Table => "table",
        }
    }
}

/// The styles of a Word file.
#[derive(Debug, Clone)]
pub(super) struct Styles {
    /// The part `styles.xml`.
    pub root: Element,
    ids: BTreeMap<(String, String), String>,
}

impl Styles {
    /// Reads the part.
    pub fn new(root: Element) -> Self {
        let mut ids = BTreeMap::new();
        for style in root.elements().filter(|e| e.name == "w:style") {
            if let (Some(key), Some(id)) = (key(style), style.get("w:styleId")) {
                ids.entry(key).or_insert_with(|| id.to_owned());
            }
        }
        Self { root, ids }
    }

    /// The id of the paragraph style of that name.
    pub fn paragraph(&self, name: &str) -> &str {
        self.id(Kind::Paragraph, name)
    }

    /// The id of the character style of that name.
    pub fn character(&self, name: &str) -> &str {
        self.id(Kind::Character, name)
    }

    /// The id of the table style of that name.
    pub fn table(&self, name: &str) -> &str {
        self.id(Kind::Table, name)
    }

    /// A name that is nowhere gives an id that the lint refuses.
    fn id(&self, kind: Kind, name: &str) -> &str {
        let key = (kind.word().to_owned(), name.to_lowercase());
        self.ids.get(&key).map_or("", String::as_str)
    }

    /// The fill of the header row in our table style, for the header cells.
    pub fn header_fill(&self) -> Option<String> {
        let first_row = self
            .style(self.table(TABLE))?
            .elements()
            .find(|e| e.name == "w:tblStylePr" && e.get("w:type") == Some("firstRow"))?;
        let fill = first_row.find("w:tcPr")?.find("w:shd")?.get("w:fill")?;
        Some(fill.to_owned())
    }

    /// The colour of the rules of our table style.
    pub fn rule_color(&self) -> Option<String> {
        let properties = self.style(self.table(TABLE))?.find("w:tblPr")?;
        let borders = properties.find("w:tblBorders")?;
        let color = borders.elements().find_map(|b| b.get("w:color"))?;
        Some(color.to_owned())
    }

    /// The height of the letters of a paragraph style, in half points: its own, that of the style
    /// it rests on, or that of the document.
    pub fn size(&self, name: &str) -> u32 {
        let own = |e: &Element| -> Option<u32> {
            let size = e.find("w:rPr").and_then(|p| p.find("w:sz"))?;
            size.get("w:val")?.parse().ok()
        };
        let mut style = self.style(self.paragraph(name));
        // A style may rest on itself in a file that somebody made by hand.
        for _ in 0..LONGEST_CHAIN {
            if let Some(size) = style.and_then(own) {
                return size;
            }
            let below = style.and_then(|s| s.find("w:basedOn")?.get("w:val"));
            style = below.and_then(|id| self.style(id));
        }
        let defaults = self.root.find("w:docDefaults");
        let defaults = defaults.and_then(|d| d.find("w:rPrDefault"));
        defaults.and_then(own).unwrap_or(WORDS_OWN_SIZE)
    }

    /// Space above and below a paragraph of a style, as the style itself or the one that it rests
    /// on has it.
    pub fn spacing(&self, name: &str) -> (Twips, Twips) {
        let mut style = self.style(self.paragraph(name));
        for _ in 0..LONGEST_CHAIN {
            let spacing = style.and_then(|s| s.find("w:pPr")?.find("w:spacing"));
            if let Some(spacing) = spacing {
                let side = |name| spacing.get(name).and_then(|v| v.parse().ok()).unwrap_or(0);
                return (Twips(side("w:before")), Twips(side("w:after")));
            }
            let below = style.and_then(|s| s.find("w:basedOn")?.get("w:val"));
            style = below.and_then(|id| self.style(id));
        }
        (Twips(0), Twips(0))
    }

    fn style(&self, id: &str) -> Option<&Element> {
        self.root
            .elements()
            .find(|e| e.name == "w:style" && e.get("w:styleId") == Some(id))
    }

    /// Sets the language of the text.
    pub fn speak(&mut self, language: &str) {
        self.root.edit("w:docDefaults", |defaults| {
            defaults.edit("w:rPrDefault", |runs| {
                runs.edit("w:rPr", |properties| {
                    properties.edit("w:lang", |lang| lang.set("w:val", language));
                    super::order::sort(properties);
                });
            });
        });
    }

    /// Adds the styles of `other` whose name is not here, with the ids that they refer to mapped.
    pub fn add_missing(&mut self, other: &Self) {
        let mut mapped: BTreeMap<String, String> = BTreeMap::new();
        let mut missing = Vec::new();
        for style in other.root.elements().filter(|e| e.name == "w:style") {
            let (Some(key), Some(id)) = (key(style), style.get("w:styleId")) else {
                continue;
            };
            match self.ids.get(&key) {
                Some(own) => {
                    mapped.insert(id.to_owned(), own.clone());
                }
                None => {
                    let free = self.free_id(id);
                    mapped.insert(id.to_owned(), free.clone());
                    self.ids.insert(key, free.clone());
                    missing.push((style.clone(), free));
                }
            }
        }
        for (mut style, id) in missing {
            style.set("w:styleId", id);
            style.attributes.retain(|(name, _)| name != "w:default");
            for name in ["w:basedOn", "w:next", "w:link"] {
                if let Some(reference) = style.find_mut(name)
                    && let Some(id) = reference.get("w:val").and_then(|v| mapped.get(v)).cloned()
                {
                    reference.set("w:val", id);
                }
            }
            self.root = std::mem::take(&mut self.root).child(style);
        }
    }

    /// The names of the styles of `other` that are not here.
    pub fn lacking(&self, other: &Self) -> Vec<String> {
        let missing = other.root.elements().filter(|style| {
            let key = key(style);
            style.name == "w:style" && key.is_some_and(|key| !self.ids.contains_key(&key))
        });
        let names = missing.filter_map(|s| s.find("w:name")?.get("w:val"));
        names.map(str::to_owned).collect()
    }

    fn free_id(&self, wanted: &str) -> String {
        let taken = |id: &str| self.ids.values().any(|known| known == id);
        let mut id = wanted.to_owned();
        while taken(&id) {
            id.push_str("Informe");
        }
        id
    }
}

fn key(style: &Element) -> Option<(String, String)> {
    let kind = style.get("w:type").unwrap_or("paragraph").to_owned();
    let name = style.find("w:name")?.get("w:val")?.to_lowercase();
    Some((kind, name))
}

/// Names of the styles that the body uses; the built-in ones in Word's English names.
pub(super) const BODY: &str = "Body Text";
/// Title of the cover.
pub(super) const TITLE: &str = "Title";
/// Lines of the cover below the title.
pub(super) const SUBTITLE: &str = "Subtitle";
/// Institution on the cover.
pub(super) const COVER_INSTITUTION: &str = "Portada institución";
/// Area on the cover.
pub(super) const COVER_AREA: &str = "Portada área";
/// Group on the cover.
pub(super) const COVER_GROUP: &str = "Portada grupo";
/// Number and date of the meeting on the cover.
pub(super) const COVER_MEETING: &str = "Portada reunión";
/// Heading of the contents list.
pub(super) const CONTENTS: &str = "TOC Heading";
/// Entry of the lists of tables and figures.
pub(super) const FIGURE_ENTRY: &str = "table of figures";
/// Caption of a table or figure.
pub(super) const CAPTION: &str = "caption";
/// Item of a list.
pub(super) const LIST: &str = "List Paragraph";
/// Words of a sender.
pub(super) const QUOTE: &str = "Quote";
/// Footnote.
pub(super) const FOOTNOTE: &str = "footnote text";
/// Mark of a footnote.
pub(super) const FOOTNOTE_MARK: &str = "footnote reference";
/// Small note, source.
pub(super) const NOTE: &str = "Informe nota";
/// What a figure shows.
pub(super) const READING: &str = "Informe lectura";
/// The paragraph that holds a picture.
pub(super) const FIGURE: &str = "Informe figura";
/// Cell of a table.
pub(super) const CELL: &str = "Informe tabla texto";
/// Header cell.
pub(super) const CELL_HEADER: &str = "Informe tabla encabezado";
/// Heading of a group of rows.
pub(super) const CELL_GROUP: &str = "Informe tabla grupo";
/// Total.
pub(super) const CELL_TOTAL: &str = "Informe tabla total";
/// Figure of the summary.
pub(super) const KEY_VALUE: &str = "Informe cifra";
/// Its sentence.
pub(super) const KEY_TEXT: &str = "Informe cifra texto";
/// Term of the glossary.
pub(super) const TERM: &str = "Informe término";
/// Its meaning.
pub(super) const MEANING: &str = "Informe significado";
/// Legend across every page.
pub(super) const LEGEND: &str = "Informe leyenda";
/// The paragraph that ends a section where no other can.
pub(super) const SECTION: &str = "Informe sección";
/// Bold.
pub(super) const STRONG: &str = "Strong";
/// Italic.
pub(super) const EMPHASIS: &str = "Emphasis";
/// Reference to a table, figure or heading.
pub(super) const REFERENCE: &str = "Informe referencia";
/// Table with rules.
pub(super) const TABLE: &str = "Informe tabla";
/// Table without borders.
pub(super) const PLAIN_TABLE: &str = "Informe sin bordes";

#[cfg(test)]
mod tests {
    use super::*;

    fn style(kind: &str, id: &str, name: &str, based: &str) -> Element {
        Element::new("w:style")
            .with("w:type", kind)
            .with("w:styleId", id)
            .child(Element::new("w:name").with("w:val", name))
            .child(Element::new("w:basedOn").with("w:val", based))
    }

    #[test]
    fn styles_are_found_by_name_and_missing_ones_come_over() {
        let theirs = Element::new("w:styles")
            .child(style("paragraph", "Ttulo1", "heading 1", "Normal"))
            .child(style("paragraph", "Nota", "Other", "Normal"));
        let ours = Element::new("w:styles")
            .child(style("paragraph", "Heading1", "Heading 1", "Normal"))
            .child(style("paragraph", "Nota", "Informe nota", "Heading1"));
        let mut styles = Styles::new(theirs);
        styles.add_missing(&Styles::new(ours));
        assert_eq!(styles.paragraph("heading 1"), "Ttulo1");
        let id = styles.paragraph("Informe nota").to_owned();
        assert_eq!(id, "NotaInforme");
        let base = styles.style(&id).and_then(|s| s.find("w:basedOn"));
        assert_eq!(base.and_then(|b| b.get("w:val")), Some("Ttulo1"));
    }
}
