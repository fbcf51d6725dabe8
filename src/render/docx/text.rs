//! The words of a Word file, as a reader sees them: paragraph after paragraph, with the numbers
//! and marks that Word prints in front of headings and items.

use super::letterhead::parse;
use super::package::Package;
use super::parts::{self, Relations};
use super::styles;
use super::xml::Element;
use std::collections::{BTreeMap, BTreeSet};

/// The words of a Word file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Text {
    /// The contents list with its heading; entries without their page.
    pub contents: Vec<String>,
    /// Paragraphs of the body in order, those of table cells among them, the contents list left
    /// out.
    pub body: Vec<String>,
    /// Footnotes in order, without their numbers.
    pub notes: Vec<String>,
}

impl Text {
    /// Reads the words of a Word file; says in Spanish why it cannot.
    pub fn read(bytes: &[u8]) -> Result<Self, String> {
        let package = Package::read(bytes)?;
        let main = parts::main(&package)?;
        let relations = Relations::read(&package, &main)?;
        let mut labels = match relations.target(parts::NUMBERING) {
            Some(part) => Labels::new(&parse(&package, &part)?),
            None => Labels::default(),
        };
        let mut text = Self::default();
        let document = parse(&package, &main)?;
        if let Some(part) = relations.target(parts::STYLES) {
            labels.lists_of_contents = lists_of_contents(&parse(&package, &part)?);
        }
        paragraphs(&document, &mut labels, &mut text.body);
        contents(&document, &labels.lists_of_contents, &mut text.contents);
        if let Some(part) = relations.target(parts::FOOTNOTES) {
            for note in parse(&package, &part)?.elements() {
                if note.get("w:type").is_none() {
                    paragraphs(note, &mut labels, &mut text.notes);
                }
            }
        }
        Ok(text)
    }
}

fn paragraphs(element: &Element, labels: &mut Labels, out: &mut Vec<String>) {
    match element.name.as_str() {
        "w:p" if is_listed(element, &labels.lists_of_contents) => {}
        "w:p" => {
            let mut text = labels.next(element).unwrap_or_default();
            write(element, &mut text);
            let text = text.trim();
            if !text.is_empty() {
                out.push(text.to_owned());
            }
        }
        "w:sdt" if is_contents(element) => {}
        _ => element
            .elements()
            .for_each(|child| paragraphs(child, labels, out)),
    }
}

/// The contents list in its frame, and the lists of tables and figures by their styles.
fn contents(element: &Element, styles: &BTreeSet<String>, out: &mut Vec<String>) {
    let framed = element.name == "w:sdt" && is_contents(element);
    if framed || is_listed(element, styles) {
        paragraphs_of_contents(element, out);
    } else {
        let children = element.elements();
        children.for_each(|child| contents(child, styles, out));
    }
}

/// The ids of the styles of headings and entries of contents lists.
fn lists_of_contents(root: &Element) -> BTreeSet<String> {
    let wanted = [styles::CONTENTS, styles::FIGURE_ENTRY].map(str::to_lowercase);
    let named = |style: &&Element| wanted.contains(&value(style, "w:name").to_lowercase());
    let found = root.elements().filter(named);
    found
        .filter_map(|s| s.get("w:styleId").map(str::to_owned))
        .collect()
}

fn is_listed(element: &Element, styles: &BTreeSet<String>) -> bool {
    element.name == "w:p"
        && element
            .find("w:pPr")
            .is_some_and(|p| styles.contains(&value(p, "w:pStyle")))
}

/// The page of an entry stands after the last tab.
fn paragraphs_of_contents(element: &Element, out: &mut Vec<String>) {
    if element.name == "w:p" {
        let mut text = String::new();
        write(element, &mut text);
        let numbered = text.rsplit_once('\t').filter(|(_, page)| {
            !page.is_empty() && page.chars().all(|digit| digit.is_ascii_digit())
        });
        out.push(numbered.map_or(text.trim(), |(entry, _)| entry).to_owned());
    } else {
        element
            .elements()
            .for_each(|child| paragraphs_of_contents(child, out));
    }
}

fn is_contents(frame: &Element) -> bool {
    frame
        .find("w:sdtPr")
        .and_then(|p| p.find("w:docPartObj"))
        .is_some()
}

fn write(element: &Element, text: &mut String) {
    match element.name.as_str() {
        "w:t" => text.push_str(&element.own_text()),
        "w:noBreakHyphen" => text.push('-'),
        "w:br" | "w:cr" => text.push('\n'),
        "w:tab" => text.push('\t'),
        "w:pPr" => {}
        _ => element.elements().for_each(|child| write(child, text)),
    }
}

/// What tells one paragraph from another: the styles of contents lists, and the counters of the
/// lists.
#[derive(Debug, Default)]
struct Labels {
    /// Ids of the styles of contents lists.
    lists_of_contents: BTreeSet<String>,
    /// Form and text of each level, by definition.
    levels: BTreeMap<(String, u32), (String, String)>,
    /// Definition of each list.
    lists: BTreeMap<String, String>,
    /// Numbers at which a list starts a level anew; taken away when it has.
    starts: BTreeMap<(String, u32), u32>,
    /// Last number of each level, by definition.
    counters: BTreeMap<(String, u32), u32>,
}

impl Labels {
    fn new(root: &Element) -> Self {
        let mut labels = Self::default();
        for element in root.elements() {
            if let Some(id) = element.get("w:abstractNumId") {
                for level in element.elements().filter(|e| e.name == "w:lvl") {
                    let form = value(level, "w:numFmt");
                    let text = value(level, "w:lvlText");
                    let key = (id.to_owned(), number(level, "w:ilvl"));
                    labels.levels.insert(key, (form, text));
                }
            } else if let Some(id) = element.get("w:numId") {
                let definition = value(element, "w:abstractNumId");
                labels.lists.insert(id.to_owned(), definition);
                for change in element.elements().filter(|e| e.name == "w:lvlOverride") {
                    if let Ok(start) = value(change, "w:startOverride").parse() {
                        let key = (id.to_owned(), number(change, "w:ilvl"));
                        labels.starts.insert(key, start);
                    }
                }
            }
        }
        labels
    }

    /// What Word prints in front of a paragraph.
    fn next(&mut self, paragraph: &Element) -> Option<String> {
        let properties = paragraph.find("w:pPr")?.find("w:numPr")?;
        let list = value(properties, "w:numId");
        let level: u32 = value(properties, "w:ilvl").parse().ok()?;
        let definition = self.lists.get(&list)?.clone();
        let here = (definition.clone(), level);
        let start = self.starts.remove(&(list, level));
        let counter = self.counters.entry(here.clone()).or_insert(0);
        *counter = start.unwrap_or(*counter + 1);
        let count = *counter;
        self.counters
            .retain(|(d, deeper), _| *d != definition || *deeper <= level);
        let (form, text) = self.levels.get(&here)?;
        let number = super::numbering::print(form, count);
        let label = text.replace(&format!("%{}", level + 1), &number);
        Some(format!("{label} "))
    }
}

fn value(parent: &Element, name: &str) -> String {
    let value = parent.find(name).and_then(|e| e.get("w:val"));
    value.unwrap_or_default().to_owned()
}

fn number(element: &Element, name: &str) -> u32 {
    element
        .get(name)
        .and_then(|v| v.parse().ok())
        .unwrap_or_default()
}
