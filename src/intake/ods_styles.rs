//! The styles of a LibreOffice workbook, as far as they say how a number is shown and which sheets
//! nobody sees.

use super::elements::attribute;
use quick_xml::events::BytesStart;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Styles that one may inherit from, one above the other.
const DEPTH: usize = 8;
/// Styles that are kept of one workbook.
const MAX_STYLES: usize = 64_000;
/// Digits that a format may put before a number.
const MAX_DIGITS: usize = 15;

/// The styles of a workbook, by their names.
#[derive(Debug, Default)]
pub(super) struct Styles {
    /// Number formats, in the words of Excel (`0%`, `000`).
    numbers: BTreeMap<String, Arc<str>>,
    /// Of each style of cells its number format and the style that it inherits from.
    cells: BTreeMap<String, (Option<String>, Option<String>)>,
    /// Styles of sheets that are not shown.
    hidden: BTreeSet<String>,
    /// The style that is read.
    style: Option<String>,
    /// The number format that is read.
    number: Option<Number>,
}

/// A number format while it is read.
#[derive(Debug)]
struct Number {
    name: String,
    is_percentage: bool,
    digits: usize,
    /// What stands beside the number.
    text: String,
}

impl Styles {
    /// The number format of a style of cells, as Excel would write it; none when it changes
    /// nothing in what the number says.
    pub(super) fn format(&self, style: &str) -> Option<Arc<str>> {
        let mut name = Some(style);
        for _ in 0..DEPTH {
            let (number, parent) = self.cells.get(name?)?;
            if let Some(number) = number {
                return self.numbers.get(number).cloned();
            }
            name = parent.as_deref();
        }
        None
    }

    /// Whether sheets with that style are not shown.
    pub(super) fn hides(&self, style: &str) -> bool {
        self.hidden.contains(style)
    }

    /// Takes the start of an element.
    pub(super) fn open(&mut self, element: &BytesStart<'_>) {
        match element.local_name().as_ref() {
            "style" => {
                self.style = attribute(element, "name");
                let number = attribute(element, "data-style-name");
                let parent = attribute(element, "parent-style-name");
                if let Some(name) = self.style.clone().filter(|_| self.cells.len() < MAX_STYLES) {
                    self.cells.insert(name, (number, parent));
                }
            }
            "table-properties" if attribute(element, "display").as_deref() == Some("false") => {
                self.hidden.extend(self.style.clone());
            }
            kind @ ("number-style" | "percentage-style") => {
                self.number = attribute(element, "name").map(|name| Number {
                    name,
                    is_percentage: kind == "percentage-style",
                    digits: 0,
                    text: String::new(),
                });
            }
            "number" => {
                let digits = attribute(element, "min-integer-digits").and_then(|d| d.parse().ok());
                let decimals = attribute(element, "decimal-places").is_some_and(|d| d != "0");
                if let Some(number) = self.number.as_mut().filter(|_| !decimals) {
                    number.digits = digits.unwrap_or(0).min(MAX_DIGITS);
                }
            }
            _ => {}
        }
    }

    /// Takes the text of an element.
    pub(super) fn text(&mut self, words: &str) {
        if let Some(number) = self.number.as_mut().filter(|n| n.text.len() < 256) {
            number.text.push_str(words);
        }
    }

    /// Takes the end of an element.
    pub(super) fn close(&mut self, name: &str) {
        if !matches!(name, "number-style" | "percentage-style") {
            return;
        }
        let Some(number) = self
            .number
            .take()
            .filter(|_| self.numbers.len() < MAX_STYLES)
        else {
            return;
        };
        if let Some(code) = code(&number) {
            self.numbers.insert(number.name, code.into());
        }
    }
}

/// The format in the words of Excel.
fn code(number: &Number) -> Option<String> {
    if number.is_percentage {
        Some("0%".to_owned())
    } else if number.text.contains('%') {
        Some("0\"%\"".to_owned())
    } else if number.digits > 1 && number.text.trim().is_empty() {
        Some("0".repeat(number.digits))
    } else {
        None
    }
}
