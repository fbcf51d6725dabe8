//! What calamine does not tell beside the values of a sheet: which cells are formulas, which are
//! merged, which rows and columns nobody sees, and errors whose name it does not know. One pass
//! over the sheet's own XML, which keeps nothing else.

use super::cell::Formula;
use super::container::Container;
use super::elements::{attribute, each, events};
use crate::domain::CellRef;
use quick_xml::events::{BytesStart, Event};
use std::collections::{BTreeMap, BTreeSet};
use std::io::BufRead;

/// Merged areas that are kept of one sheet.
const MAX_MERGED: usize = 10_000;
/// Formulas, errors and hidden rows that are kept of one sheet.
const MAX_CELLS: usize = 500_000;
/// Last column of a sheet of Excel.
const LAST_COLUMN: u32 = 16_384;
/// Bytes of a formula that are looked at; Excel itself admits 8,192 characters.
const MAX_FORMULA: usize = 40_000;

/// What stands beside the values of a sheet.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Beside {
    /// Cells with a formula, whether its result was saved or not.
    pub(super) formulas: BTreeMap<CellRef, Formula>,
    /// Cells that show an error, as the file says it («#SPILL!»).
    pub(super) errors: BTreeMap<CellRef, String>,
    /// First and last cell of each merged area.
    pub(super) merged: Vec<(CellRef, CellRef)>,
    /// Rows that are hidden.
    pub(super) hidden_rows: BTreeSet<u32>,
    /// Columns that are hidden.
    pub(super) hidden_columns: BTreeSet<u32>,
    /// Whether the place of some cell follows only from its neighbours.
    pub(super) unaddressed: bool,
}

/// The part of each worksheet, by the name of the sheet.
pub(super) fn parts(container: &mut Container<'_>) -> BTreeMap<String, String> {
    let mut targets = BTreeMap::new();
    each(container, "xl/_rels/workbook.xml.rels", |element| {
        let id = attribute(element, "Id");
        let target = attribute(element, "Target");
        targets.extend(id.zip(target));
    });
    let mut parts = BTreeMap::new();
    each(container, "xl/workbook.xml", |element| {
        let is_sheet = element.local_name().as_ref() == "sheet";
        let name = attribute(element, "name").filter(|_| is_sheet);
        let target = attribute(element, "id").and_then(|id| targets.get(&id));
        if let Some((name, target)) = name.zip(target) {
            let part = match target.strip_prefix('/') {
                Some(absolute) => absolute.to_owned(),
                None => format!("xl/{target}"),
            };
            parts.insert(name, part);
        }
    });
    parts
}

/// Reads what stands beside the values of a sheet. A fault of its XML is met by the reader of the
/// values too, so that reading simply ends there.
pub(super) fn read(container: &mut Container<'_>, part: &str) -> Beside {
    let mut pass = Pass::new();
    if !container.stream(part).is_some_and(mentions_any) {
        return pass.beside;
    }
    if let Some(stream) = container.stream(part) {
        events(stream, &mut |event| pass.take(event));
    }
    pass.beside
}

/// Whether a sheet has any of the words without which nothing stands beside its values; most have
/// none, and looking for a word is a tenth of the work of taking the XML apart. A formula without
/// its element, or an error without its kind, there is not: without them nobody asks whether cells
/// say their address.
fn mentions_any(mut stream: impl BufRead) -> bool {
    const WORDS: [&[u8]; 4] = [b"hidden", b"mergeCell", b"\"e\"", b"'e'"];
    const LONGEST: usize = 9;
    let mut window = Vec::new();
    loop {
        let Ok(read) = stream.fill_buf() else {
            return true;
        };
        if read.is_empty() {
            return false;
        }
        let length = read.len();
        window.extend_from_slice(read);
        stream.consume(length);
        let found = |word: &&[u8]| memchr::memmem::find(&window, word).is_some();
        if WORDS.iter().any(found) || has_formula(&window) {
            return true;
        }
        window.drain(..window.len().saturating_sub(LONGEST));
    }
}

/// Whether an element `f` begins, with a prefix or without; at the end of what is there it may.
fn has_formula(window: &[u8]) -> bool {
    memchr::memchr2_iter(b'<', b':', window).any(|at| {
        let named = window.get(at + 1) == Some(&b'f');
        named
            && window
                .get(at + 2)
                .is_none_or(|c| !c.is_ascii_alphanumeric())
    })
}

/// Where the pass is, and what it has found.
struct Pass {
    beside: Beside,
    at: CellRef,
    inside: Inside,
    /// Whether the cell that is read shows an error.
    shows_error: bool,
    /// Text of the formula or error that is read.
    text: String,
    /// Shared formulas that name another workbook, by their index.
    shared: BTreeSet<String>,
}

/// In which element of the sheet the pass is.
#[derive(PartialEq, Eq)]
enum Inside {
    /// Outside the cells: what has the same name there means something else.
    Nothing,
    Cell,
    Formula {
        shared: Option<String>,
    },
    Error,
}

impl Pass {
    fn new() -> Self {
        Self {
            beside: Beside::default(),
            at: CellRef::new(0, 0),
            inside: Inside::Nothing,
            shows_error: false,
            text: String::new(),
            shared: BTreeSet::new(),
        }
    }

    fn take(&mut self, event: &Event<'_>) {
        match event {
            Event::Start(element) => self.open(element),
            Event::Empty(element) => {
                self.open(element);
                self.close(element.local_name().as_ref());
            }
            Event::End(element) => self.close(element.local_name().as_ref()),
            Event::Text(words) => self.words(&words.xml10_content()),
            Event::CData(words) => self.words(&words.xml10_content()),
            Event::GeneralRef(_) => self.words("&"),
            Event::DocType(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::Eof => {}
        }
    }

    fn open(&mut self, element: &BytesStart<'_>) {
        match element.local_name().as_ref() {
            "row" => {
                let given = attribute(element, "r").and_then(|r| r.parse().ok());
                self.at = CellRef::new(given.unwrap_or_else(|| self.at.row.saturating_add(1)), 0);
                if is_hidden(element) && self.beside.hidden_rows.len() < MAX_CELLS {
                    self.beside.hidden_rows.insert(self.at.row);
                }
            }
            "col" if is_hidden(element) => {
                let limit = |name| attribute(element, name).and_then(|n| n.parse::<u32>().ok());
                let first = limit("min").unwrap_or(1).max(1);
                let last = limit("max").unwrap_or(first).min(LAST_COLUMN);
                self.beside.hidden_columns.extend(first..=last);
            }
            "c" => self.open_cell(element),
            "f" if self.inside == Inside::Cell => {
                self.text.clear();
                let shared = attribute(element, "si");
                self.inside = Inside::Formula { shared };
            }
            "v" if self.inside == Inside::Cell && self.shows_error => {
                self.text.clear();
                self.inside = Inside::Error;
            }
            "mergeCell" if self.beside.merged.len() < MAX_MERGED => {
                let area = attribute(element, "ref").and_then(|r| area(&r));
                self.beside.merged.extend(area);
            }
            _ => {}
        }
    }

    /// Cells are many, so that their attributes are looked at once and as they stand.
    fn open_cell(&mut self, element: &BytesStart<'_>) {
        let next = CellRef::new(self.at.row, self.at.column.saturating_add(1));
        let (mut at, mut addressed) = (Some(next), false);
        self.shows_error = false;
        for attribute in element.attributes().with_checks(false).flatten() {
            match attribute.key.local_name().as_ref() {
                // A cell outside of what Excel can show is told by the reader of the values.
                "r" => (at, addressed) = (attribute.value.parse().ok(), true),
                "t" => self.shows_error = &*attribute.value == "e",
                _ => {}
            }
        }
        self.beside.unaddressed |= !addressed;
        self.inside = at.map_or(Inside::Nothing, |_| Inside::Cell);
        self.at = at.unwrap_or(next);
    }

    fn words(&mut self, words: &str) {
        let wanted = matches!(self.inside, Inside::Formula { .. } | Inside::Error);
        if wanted && self.text.len() < MAX_FORMULA {
            self.text.push_str(words);
        }
    }

    fn close(&mut self, name: &str) {
        match (name, &self.inside) {
            ("c", _) => self.inside = Inside::Nothing,
            ("f", Inside::Formula { shared }) => {
                let known = shared.as_ref().is_some_and(|si| self.shared.contains(si));
                let elsewhere = known || names_another_workbook(&self.text);
                if let Some(si) = shared.clone().filter(|_| elsewhere) {
                    self.shared.insert(si);
                }
                let formula = if elsewhere {
                    Formula::OtherWorkbook
                } else {
                    Formula::Own
                };
                if self.beside.formulas.len() < MAX_CELLS {
                    self.beside.formulas.insert(self.at, formula);
                }
                self.inside = Inside::Cell;
            }
            ("v", Inside::Error) => {
                let shown: String = self.text.trim().chars().take(40).collect();
                if self.beside.errors.len() < MAX_CELLS {
                    self.beside.errors.insert(self.at, shown);
                }
                self.inside = Inside::Cell;
            }
            (_, _) => {}
        }
    }
}

fn is_hidden(element: &BytesStart<'_>) -> bool {
    attribute(element, "hidden").is_some_and(|h| h == "1" || h == "true")
}

/// Whether a formula takes its value from another file, which it names by a number: `[1]Hoja1!A1`.
/// A column of a table (`Tabla[2]`) stands behind a name, and a text between quotation marks.
fn names_another_workbook(formula: &str) -> bool {
    let (mut before, mut quoted, mut depth) = (' ', false, 0u32);
    for (at, c) in formula.char_indices() {
        quoted ^= c == '"';
        let names = before.is_alphanumeric() || matches!(before, '_' | ']');
        let outside = !quoted && depth == 0;
        match c {
            '[' => depth += 1,
            ']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if c == '[' && outside && !names {
            let number = formula[at + 1..].split_once(']').map_or("", |(n, _)| n);
            if !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()) {
                return true;
            }
        }
        before = c;
    }
    false
}

/// `C4:C8`.
fn area(text: &str) -> Option<(CellRef, CellRef)> {
    let (first, last) = text.split_once(':')?;
    Some((first.parse().ok()?, last.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pass(xml: &str) -> Beside {
        let mut pass = Pass::new();
        events(xml.as_bytes(), &mut |event| pass.take(event));
        pass.beside
    }

    fn at(address: &str) -> CellRef {
        address.parse().unwrap()
    }

    #[test]
    fn a_sheet_is_taken_apart_only_for_a_reason() {
        let plain = "<row r='1'><c r='A1' t='s'><v>0</v></c></row><font/><xm:formula1/>";
        assert!(!mentions_any(plain.as_bytes()));
        let reasons = [
            "<f>",
            "<f ",
            "<f/",
            "<x:f>",
            "t='e'",
            "t=\"e\"",
            "hidden",
            "<mergeCell ",
        ];
        for reason in reasons {
            let text = plain.repeat(9) + reason + plain;
            assert!(mentions_any(text.as_bytes()), "{reason}");
            for piece in 1..20 {
                let slow = std::io::BufReader::with_capacity(piece, text.as_bytes());
                assert!(mentions_any(slow), "{reason} in pieces of {piece}");
            }
        }
    }

    #[test]
    fn a_formula_of_a_drop_down_is_none_of_the_last_cell() {
        let beside = pass(
            "<sheetData><row r='1'><c r='A1'><f>1+1</f><v>2</v></c><c r='B1'><v>5</v></c></row></sheetData>\
             <extLst><x14:formula1><xm:f>_listas!$A$1:$A$9</xm:f></x14:formula1></extLst>",
        );
        assert_eq!(beside.formulas, BTreeMap::from([(at("A1"), Formula::Own)]));
    }

    #[test]
    fn a_formula_that_leans_on_another_file_is_known() {
        let elsewhere = ["[1]Hoja1!A1", "'[2]Mi hoja'!B3*2", "SUM([1]!ventas)"];
        let own = [
            "Tabla1[1]",
            "Tabla1[[#This Row],[2]]",
            "\"[1]\"&A1",
            "A1+B2",
        ];
        assert!(elsewhere.iter().all(|f| names_another_workbook(f)));
        assert!(!own.iter().any(|f| names_another_workbook(f)));
        let beside = pass(
            "<row r='1'><c r='A1'><f t='shared' ref='A1:A2' si='0'>[1]H!A1</f><v>2</v></c></row>\
             <row r='2'><c r='A2'><f t='shared' si='0'/><v>2</v></c></row>",
        );
        assert_eq!(beside.formulas[&at("A2")], Formula::OtherWorkbook);
    }

    #[test]
    fn what_nobody_sees_and_what_shows_an_error_is_known() {
        let beside = pass(
            "<cols><col min='2' max='3' hidden='1'/><col min='5' max='5' hidden='0'/></cols>\
             <row r='7' hidden='true'><c r='A7' t='e'><f>X()</f><v>#CALC!</v></c><c/></row>",
        );
        assert_eq!(beside.hidden_columns, BTreeSet::from([2, 3]));
        assert_eq!(beside.hidden_rows, BTreeSet::from([7]));
        assert_eq!(
            beside.errors,
            BTreeMap::from([(at("A7"), "#CALC!".to_owned())])
        );
        assert!(beside.unaddressed);
    }
}
