//! The sheets of a received workbook as copies for its sender, with the cells marked.

use super::book::weight;
use crate::catalog::{Catalog, Esquema, Forma, INSTRUCCIONES};
use crate::domain::words::fold;
use crate::domain::{CellRef, Clase};
use crate::intake::{Cell, CellValue, PercentSign, Sheet, Workbook};
use crate::report::Review;
use crate::workbook::{Copied, CopiedSheet, CopiedValue, Mark, Weight, published_or_not};
use std::collections::{BTreeMap, BTreeSet};

/// Rows of a sheet that are copied, besides those with a mark.
const ROWS: usize = 2_000;
/// Cells of a sheet that are marked at most.
const MARKS: usize = 5_000;
/// Headers stand in the first rows, keys in the second column.
const HEADER_ROWS: u32 = 30;
const KEY_COLUMN: u32 = 2;

/// The sheets of a workbook, each with the rows in which something is written.
pub(super) fn rows_by_sheet(workbook: &Workbook) -> Vec<(&str, usize)> {
    let sheets = workbook.sheets.iter().filter(|sheet| is_theirs(sheet));
    let counted = sheets.map(|sheet| {
        let rows: BTreeSet<u32> = sheet.cells.keys().map(|at| at.row).collect();
        (&*sheet.name, rows.len())
    });
    counted.collect()
}

/// Sheets of ours carry no report: the instructions, the lists, the identity.
fn is_theirs(sheet: &Sheet) -> bool {
    let ours = sheet.name.starts_with('_') || &*sheet.name == INSTRUCCIONES;
    !ours && !sheet.cells.is_empty()
}

/// Copies of every sheet of the sender; the schema of each tells what is published.
pub(super) fn copies(
    catalog: &Catalog,
    class: Option<Clase>,
    workbook: &Workbook,
    review: &Review,
) -> Vec<CopiedSheet> {
    let sheets = workbook.sheets.iter().filter(|sheet| is_theirs(sheet));
    let copies = sheets.map(|sheet| {
        let marks = marks(sheet, review);
        let schema = class.and_then(|class| schema_of(catalog, class, &sheet.name));
        let headers = schema.map(|schema| headers(schema, sheet));
        CopiedSheet {
            name: sheet.name.to_string(),
            cells: cells(sheet, &marks, &headers.unwrap_or_default()),
            marks,
        }
    });
    copies.collect()
}

fn schema_of<'a>(catalog: &'a Catalog, class: Clase, name: &str) -> Option<&'a Esquema> {
    let wanted = fold(name);
    catalog.esquemas.iter().find(|schema| {
        let mut names = schema.alias.iter().chain([&schema.hoja]);
        schema.remitentes.contains(&class) && names.any(|name| fold(name) == wanted)
    })
}

/// The cells to look at in a sheet: those of the inconsistencias first, then those that take part.
fn marks(sheet: &Sheet, review: &Review) -> BTreeMap<CellRef, Mark> {
    let mut marks: BTreeMap<CellRef, Mark> = BTreeMap::new();
    let here = |at: &crate::diagnostics::Location| {
        let same = at.file == sheet.at.file && at.sheet.as_deref() == Some(&*sheet.name);
        at.cell.filter(|_| same)
    };
    for entry in &review.entries {
        let Some(cell) = here(&entry.at) else {
            continue;
        };
        let weight = weight(entry.severity);
        let room = marks.len() < MARKS;
        match marks.get_mut(&cell) {
            Some(mark) => {
                mark.weight = mark.weight.min(weight);
                mark.note.push_str("\n\n");
                mark.note.push_str(&entry.note);
            }
            None if room => {
                let note = entry.note.clone();
                marks.insert(cell, Mark { weight, note });
            }
            None => {}
        }
    }
    for entry in &review.entries {
        for cell in entry.related.iter().filter_map(here) {
            if marks.len() < MARKS && !marks.contains_key(&cell) {
                let note = entry.related_note.clone();
                let weight = Weight::Related;
                marks.insert(cell, Mark { weight, note });
            }
        }
    }
    marks
}

/// What is said below each header: whether its column is published. Empty where the sheet says it
/// by itself.
fn headers(schema: &Esquema, sheet: &Sheet) -> BTreeMap<CellRef, String> {
    let field = |cell: &Cell| {
        let wanted = fold(cell.value.as_text()?);
        schema.campos.iter().find(|campo| {
            let mut names = campo.alias.iter().chain([&campo.titulo, &campo.nombre]);
            names.any(|name| fold(name) == wanted)
        })
    };
    let found = sheet.cells.iter().filter_map(|(at, cell)| {
        let mark = published_or_not(field(cell)?.difusion);
        Some((*at, mark.to_owned()))
    });
    let found: Vec<(CellRef, String)> = match schema.forma {
        Forma::ClaveValor => found.filter(|(at, _)| at.column == KEY_COLUMN).collect(),
        Forma::Tabla => {
            let found: Vec<_> = found.filter(|(at, _)| at.row <= HEADER_ROWS).collect();
            let mut rows: BTreeMap<u32, usize> = BTreeMap::new();
            for (at, _) in &found {
                *rows.entry(at.row).or_default() += 1;
            }
            // The first of the rows with most headers.
            let best = rows.iter().rev().max_by_key(|(_, count)| **count);
            let best = best.map(|(row, _)| *row);
            let in_best = found.into_iter().filter(|(at, _)| Some(at.row) == best);
            in_best.collect()
        }
    };
    let told = |at: CellRef, mark: &str| {
        let places = match schema.forma {
            Forma::Tabla => CellRef::new(at.row.saturating_sub(1), at.column),
            Forma::ClaveValor => CellRef::new(at.row, at.column + 2),
        };
        let cell = sheet.cells.get(&places);
        let text = cell.and_then(|cell| cell.value.as_text());
        text.is_some_and(|text| fold(text) == fold(mark))
    };
    let headers = found.into_iter().map(|(at, mark)| {
        let words = if told(at, &mark) { String::new() } else { mark };
        (at, words)
    });
    headers.collect()
}

fn cells(
    sheet: &Sheet,
    marks: &BTreeMap<CellRef, Mark>,
    headers: &BTreeMap<CellRef, String>,
) -> BTreeMap<CellRef, Copied> {
    let marked: BTreeSet<u32> = marks.keys().map(|at| at.row).collect();
    let rows: BTreeSet<u32> = sheet.cells.keys().map(|at| at.row).collect();
    let rows: BTreeSet<u32> = rows.into_iter().take(ROWS).chain(marked).collect();
    let kept = sheet.cells.iter().filter(|(at, _)| rows.contains(&at.row));
    let copied = kept.map(|(at, cell)| {
        let header = headers.get(at).cloned();
        let value = value(cell);
        (*at, Copied { value, header })
    });
    copied.collect()
}

fn value(cell: &Cell) -> CopiedValue {
    match &cell.value {
        CellValue::NoResult => CopiedValue::Text(String::new()),
        CellValue::Text(text) | CellValue::Time(text) | CellValue::Error(text) => {
            CopiedValue::Text(text.clone())
        }
        CellValue::Number(number) => match cell.percent_sign() {
            PercentSign::Absent => CopiedValue::Number(*number),
            PercentSign::Multiplies => CopiedValue::Fraction(*number),
            PercentSign::Literal => CopiedValue::Percent(*number),
        },
        CellValue::DateTime(moment) => CopiedValue::Moment(*moment),
        CellValue::Bool(yes) => CopiedValue::Bool(*yes),
    }
}
