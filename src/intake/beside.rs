//! What calamine does not tell beside the values of a sheet: which cells are formulas, which are
//! merged and which rows nobody sees. One pass over the sheet's own XML, which keeps nothing else.

use super::container::Container;
use crate::domain::CellRef;
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};
use std::collections::{BTreeMap, BTreeSet};
use std::io::BufRead;

/// Merged areas that are kept of one sheet.
const MAX_MERGED: usize = 10_000;
/// Formulas that are kept of one sheet.
const MAX_FORMULAS: usize = 500_000;

/// What stands beside the values of a sheet.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Beside {
    /// Cells with a formula, whether its result was saved or not.
    pub(super) formulas: BTreeSet<CellRef>,
    /// First and last cell of each merged area.
    pub(super) merged: Vec<(CellRef, CellRef)>,
    /// Rows that are hidden.
    pub(super) hidden_rows: BTreeSet<u32>,
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

/// Reads what stands beside the values of a sheet. A fault of its XML was met by the reader of
/// the values already, so that reading simply ends there.
pub(super) fn read(container: &mut Container<'_>, part: &str) -> Beside {
    let mut beside = Beside::default();
    let mut at = CellRef::new(0, 0);
    each(container, part, |element| {
        match element.local_name().as_ref() {
            "row" => {
                let given = attribute(element, "r").and_then(|r| r.parse().ok());
                at = CellRef::new(given.unwrap_or_else(|| at.row.saturating_add(1)), 0);
                if attribute(element, "hidden").is_some_and(|h| h == "1" || h == "true") {
                    beside.hidden_rows.insert(at.row);
                }
            }
            "c" => {
                let given = attribute(element, "r").and_then(|r| r.parse().ok());
                at = given.unwrap_or_else(|| CellRef::new(at.row, at.column.saturating_add(1)));
            }
            "f" if beside.formulas.len() < MAX_FORMULAS => {
                beside.formulas.insert(at);
            }
            "mergeCell" if beside.merged.len() < MAX_MERGED => {
                beside
                    .merged
                    .extend(attribute(element, "ref").and_then(|r| area(&r)));
            }
            _ => {}
        }
    });
    beside
}

/// `C4:C8`.
fn area(text: &str) -> Option<(CellRef, CellRef)> {
    let (first, last) = text.split_once(':')?;
    Some((first.parse().ok()?, last.parse().ok()?))
}

/// Every start of an element of a part, in order.
pub(super) fn each(
    container: &mut Container<'_>,
    part: &str,
    mut tell: impl FnMut(&BytesStart<'_>),
) {
    if let Some(stream) = container.stream(part) {
        starts(stream, &mut tell);
    }
}

fn starts(stream: impl BufRead, tell: &mut impl FnMut(&BytesStart<'_>)) {
    let mut reader = Reader::from_reader(stream);
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer) {
            Ok(Event::Start(element) | Event::Empty(element)) => tell(&element),
            Ok(Event::Eof) | Err(_) => return,
            Ok(
                Event::End(_)
                | Event::Text(_)
                | Event::CData(_)
                | Event::GeneralRef(_)
                | Event::DocType(_)
                | Event::Comment(_)
                | Event::Decl(_)
                | Event::PI(_),
            ) => {}
        }
    }
}

/// The value of an attribute by its name without prefix.
pub(super) fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut attributes = element.attributes().flatten();
    let found = attributes.find(|a| a.key.local_name().as_ref() == name)?;
    let value = found.normalized_value(XmlVersion::Implicit1_0).ok()?;
    Some(value.into_owned())
}
