//! systems that are missing, and systems that two areas report differently.

use super::told;
use crate::catalog::{Comprobacion, Esquema};
use crate::diagnostics::{Finding, Location};
use crate::domain::Reunion;
use crate::validation::dataset::Row;
use crate::validation::history::History;
use crate::validation::read::{Key, RowRead, State};
use crate::validation::schemas::{Schemas, lists_systems};
use crate::validation::standins::is_due;
use crate::validation::workbook::{WorkbookRead, asked};
use std::collections::BTreeSet;

/// a system that its area reported before is not in its workbook.
pub(super) fn missing(
    schemas: &Schemas<'_>,
    meeting: &Reunion,
    books: &mut [WorkbookRead<'_>],
    history: &History,
) {
    let Some(words) = schemas.catalog.comprobacion("R-09") else {
        return;
    };
    let mut lost: Vec<Lost> = Vec::new();
    for (index, book) in books.iter().enumerate() {
        let sheets = book
            .sheets
            .iter()
            .filter(|s| lists_systems(s.schema) && asked(s.schema, &book.from));
        for sheet in sheets {
            let hoja = &sheet.schema.hoja;
            for ((_, _, topic, key), row) in history.of_sheet(&book.from.sender.clave, hoja) {
                if !is_due(schemas, sheet.schema, meeting, row) {
                    continue;
                }
                // A row of which the key cannot be read, or whose process is not of the meeting, may
                // be the one that is missed; both were told.
                let here = |r: &RowRead| {
                    let same_system = |k: &Key| k.first() == key.first();
                    let moved =
                        r.state == State::OffTopic && r.key.as_ref().is_some_and(same_system);
                    r.key.as_ref().is_none_or(|k| k == key) || moved
                };
                let elsewhere = books.iter().flat_map(|b| &b.sheets).any(|other| {
                    other.schema.hoja == *hoja
                        && other.rows.iter().any(|r| r.key.as_ref() == Some(key))
                });
                if sheet.incomplete || sheet.rows.iter().any(here) || elsewhere {
                    continue;
                }
                lost.push(Lost {
                    book: index,
                    at: sheet.header.clone(),
                    topic: topic.clone(),
                    system: key.join(", "),
                    meeting: row.delivery.meeting,
                    cells: key_cells(sheet.schema, row),
                });
            }
        }
    }
    for group in lost.chunk_by(|a, b| (a.book, &a.topic) == (b.book, &b.topic)) {
        let [first, ..] = group else { continue };
        let finding = first.tell(words, group);
        books[first.book].findings.push(finding);
    }
}

/// A system that was reported before and is not in a workbook.
struct Lost {
    /// Position of the workbook.
    book: usize,
    /// Where its rows are missing.
    at: Location,
    topic: Option<String>,
    system: String,
    /// The meeting at which it was last reported, and its cells there.
    meeting: u8,
    cells: Vec<Location>,
}

impl Lost {
    /// All that is missing of one topic of a workbook, told once.
    fn tell(&self, words: &Comprobacion, all: &[Self]) -> Finding {
        let systems: Vec<&str> = all.iter().map(|l| l.system.as_str()).collect();
        let (label, found) = match all.len() {
            1 => ("Sistema", self.system.clone()),
            many => ("Sistemas", format!("{many} filas ausentes")),
        };
        let meetings: BTreeSet<u8> = all.iter().map(|l| l.meeting).collect();
        let meetings: Vec<String> = meetings.iter().map(u8::to_string).collect();
        let word = match meetings.len() {
            1 => "reunión",
            _ => "reuniones",
        };
        Finding {
            message: format!(
                "{} {label}: {} ({word} {}).",
                words.mensaje,
                systems.join("; "),
                meetings.join(", ")
            ),
            related: all.iter().flat_map(|l| l.cells.clone()).collect(),
            topic: self.topic.clone(),
            ..told(400, words, self.at.clone(), found)
        }
    }
}

/// The cells of the key of a row.
fn key_cells(schema: &Esquema, row: &Row) -> Vec<Location> {
    let fields = schema.llave.iter().filter_map(|f| row.fields.get(f));
    fields.map(|field| field.at.clone()).collect()
}

/// A row of some workbook: book, sheet and row.
type Place = (usize, usize, usize);

/// the same system and process with different values in two workbooks; both rows are left
/// out. The same values twice count once.
pub(super) fn contradictory(schemas: &Schemas<'_>, books: &mut [WorkbookRead<'_>]) {
    let Some(words) = schemas.catalog.comprobacion("R-10") else {
        return;
    };
    let mut rows: Vec<Place> = Vec::new();
    for (b, book) in books.iter().enumerate() {
        for (s, sheet) in book
            .sheets
            .iter()
            .enumerate()
            .filter(|(_, s)| lists_systems(s.schema))
        {
            let usable = sheet
                .rows
                .iter()
                .enumerate()
                .filter(|(_, r)| r.state == State::Usable);
            rows.extend(usable.map(|(r, _)| (b, s, r)));
        }
    }
    let mut out: Vec<Place> = Vec::new();
    let mut findings: Vec<(usize, Finding)> = Vec::new();
    for (position, later) in rows.iter().enumerate() {
        let same_key = |earlier: &&Place| {
            earlier.0 != later.0 && row(books, **earlier).key == row(books, *later).key
        };
        let Some(earlier) = rows[..position].iter().find(same_key) else {
            continue;
        };
        out.push(*later);
        let differing = differing(books, *earlier, *later);
        if differing.is_empty() {
            continue;
        }
        out.push(*earlier);
        let (one, other) = (&books[earlier.0].from.sender, &books[later.0].from.sender);
        let key = row(books, *later)
            .key
            .clone()
            .unwrap_or_default()
            .join(", ");
        let Some((at, related)) = places(books, *earlier, *later, &differing) else {
            continue;
        };
        let mut finding = told(401, words, at, key.clone());
        finding.message = format!(
            "{} Sistema: {key}; áreas: {} y {}.",
            words.mensaje,
            one.nombre_corto(),
            other.nombre_corto()
        );
        finding.related = related;
        finding.topic = row(books, *later).topic.clone();
        findings.push((later.0, finding));
    }
    for (b, s, r) in out {
        let row = &mut books[b].sheets[s].rows[r];
        row.state = State::Wrong;
        row.elsewhere = Some(words.id.clone());
    }
    for (index, finding) in findings {
        books[index].findings.push(finding);
    }
}

fn row<'r>(books: &'r [WorkbookRead<'_>], (b, s, r): Place) -> &'r RowRead {
    &books[b].sheets[s].rows[r]
}

/// The fields in which two rows say different things.
fn differing(books: &[WorkbookRead<'_>], one: Place, other: Place) -> Vec<String> {
    let schema = books[one.0].sheets[one.1].schema;
    let (one, other) = (row(books, one), row(books, other));
    let names = schema.campos.iter().map(|c| &c.nombre);
    names
        .filter(|name| one.value(name).written() != other.value(name).written())
        .cloned()
        .collect()
}

/// The place of the finding (the key of the later row) and every other cell that takes part.
fn places(
    books: &[WorkbookRead<'_>],
    earlier: Place,
    later: Place,
    differing: &[String],
) -> Option<(Location, Vec<Location>)> {
    let schema = books[later.0].sheets[later.1].schema;
    let key = schema.llave.first()?;
    let at = row(books, later).at(key)?.clone();
    let mut related = vec![row(books, earlier).at(key)?.clone()];
    for name in differing {
        related.extend(row(books, later).at(name).cloned());
        related.extend(row(books, earlier).at(name).cloned());
    }
    Some((at, related))
}
