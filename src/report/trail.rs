//! The annex «Trazabilidad»: for each table and figure the deliveries, sheets and rows on which it
//! rests, and how its figures were computed. Source notes link to it.

use super::phrases::Phrases;
use super::sources::deliveries;
use super::tables::Built;
use super::widths::{Extent, Sheet, shares};
use super::wording::TrailCall;
use super::{
    Align, Cell, Column, Datum, Format, Inline, Resource, ResourceField, RowRole, Scene, Table,
    TableRow, inlines, numbers,
};
use crate::diagnostics::Location;
use crate::domain::Value;
use std::collections::{BTreeMap, BTreeSet};

/// Characters of a code of integrity that a document prints.
pub const CODE_LENGTH: usize = 12;

/// What a table or figure rests on.
#[derive(Debug, Clone)]
pub struct Step {
    /// Its id.
    pub id: String,
    /// How a reference names it: «Tabla 3».
    pub words: String,
    /// Its cells.
    pub cells: Vec<Location>,
    /// How its computed values were computed, each once.
    pub how: Vec<String>,
}

/// The id of the entry of a table or figure.
pub fn entry_id(id: &str) -> String {
    format!("origen-{id}")
}

/// Each text once, where it first stands.
pub fn distinct(texts: impl IntoIterator<Item = String>) -> Vec<String> {
    let mut kept: Vec<String> = Vec::new();
    for text in texts {
        if !kept.contains(&text) {
            kept.push(text);
        }
    }
    kept
}

/// The table of the annex; it says nothing of what rests on no workbook.
pub fn table(call: &TrailCall, trail: &[Step], scene: &Scene<'_>, phrases: &Phrases) -> Built {
    let mut rows = Vec::new();
    let mut data = Vec::new();
    for step in trail {
        let books = books(step, scene, phrases);
        if books.is_empty() {
            continue;
        }
        let how = match step.how.as_slice() {
            [] => phrases.plain("origen_como_esta"),
            ways => numbers::capitalized(&ways.join("; ")),
        };
        let texts = [step.words.clone(), inlines::plain(&books), how.clone()];
        data.push(texts.map(datum).to_vec());
        rows.push(TableRow {
            cells: vec![
                cell(vec![text(&step.words)]),
                cell(books),
                cell(vec![text(&how)]),
            ],
            role: RowRole::Body,
            id: Some(entry_id(&step.id)),
        });
    }
    let headers = FIELDS.map(|(_, key)| phrases.plain(key));
    Built {
        table: Table {
            id: call.id.clone(),
            label: String::new(),
            caption: vec![text(&call.title)],
            description: call.description.clone(),
            columns: columns(&rows, &headers),
            header: vec![headers.iter().map(|h| cell(vec![text(h)])).collect()],
            rows,
            notes: Vec::new(),
            landscape: false,
        },
        resource: Resource {
            name: call.id.clone(),
            title: call.title.clone(),
            fields: FIELDS.into_iter().zip(headers).map(field).collect(),
            rows: data,
        },
        cells: Vec::new(),
        how: Vec::new(),
    }
}

/// Name in the data and phrase of the heading of each column.
const FIELDS: [(&str, &str); 3] = [
    ("elemento", "origen_elemento"),
    ("libros", "origen_libros"),
    ("como", "origen_como"),
];

fn field(((name, _), title): ((&str, &str), String)) -> ResourceField {
    ResourceField {
        name: name.to_owned(),
        title,
        format: Format::Text,
        public: true,
    }
}

fn datum(text: String) -> Datum {
    Datum {
        value: Value::Text(text),
        cells: Vec::new(),
        how: None,
    }
}

fn text(words: &str) -> Inline {
    Inline::Text {
        text: words.to_owned(),
    }
}

fn cell(text: Vec<Inline>) -> Cell {
    Cell { text, span: 1 }
}

fn columns(rows: &[TableRow], headers: &[String]) -> Vec<Column> {
    let mut extents = vec![Extent::default(); headers.len()];
    for (extent, header) in extents.iter_mut().zip(headers) {
        extent.add_header(header);
    }
    for row in rows {
        for (extent, cell) in extents.iter_mut().zip(&row.cells) {
            extent.add_words(&inlines::plain(&cell.text));
        }
    }
    let sheet = Sheet::of(&extents, Some(false));
    let shares = shares(&extents, &[1.0; FIELDS.len()], sheet);
    let columns = shares.into_iter().enumerate().map(|(at, share)| Column {
        align: Align::Left,
        share,
        header: at == 0,
    });
    columns.collect()
}

/// The workbooks of a sheet, by meeting, sender and version: how they are named, and the rows.
type Books<'a> = BTreeMap<(u8, &'a str, u32), (String, BTreeSet<u32>)>;

/// «*Sistemas*: R05-cncs-v1 (4b02abfb8751), fila 5; R05-deoe-v1 (…), filas 5 a 21. *Incidencias*: …».
fn books(step: &Step, scene: &Scene<'_>, phrases: &Phrases) -> Vec<Inline> {
    let by_file = deliveries(scene);
    let mut sheets: BTreeMap<&str, Books<'_>> = BTreeMap::new();
    for at in &step.cells {
        let (Some(sheet), Some(cell)) = (&at.sheet, at.cell) else {
            continue;
        };
        let Some(delivery) = by_file.get(&*at.file) else {
            continue;
        };
        let code: String = delivery.sha256.chars().take(CODE_LENGTH).collect();
        let key = (delivery.meeting, delivery.sender.as_str(), delivery.version);
        let of_sheet = sheets.entry(sheet).or_default();
        let (_, rows) = of_sheet.entry(key).or_insert_with(|| {
            let values = [("libro", delivery.name.as_str()), ("codigo", &code)];
            (phrases.fill("origen_libro", &values), BTreeSet::new())
        });
        rows.insert(cell.row);
    }
    let mut told = Vec::new();
    let last = sheets.len();
    for (at, (sheet, books)) in sheets.into_iter().enumerate() {
        let books = books.into_values().map(|(book, rows)| {
            let key = if rows.len() == 1 {
                "origen_fila"
            } else {
                "origen_filas"
            };
            let rows = ranges(&rows, &|key, values| phrases.fill(key, values));
            phrases.fill(key, &[("libro", &book), ("filas", &rows)])
        });
        let books: Vec<String> = books.collect();
        told.push(Inline::Emphasis {
            text: vec![text(sheet)],
        });
        let mut books = phrases.fill("origen_hoja", &[("libros", &books.join("; "))]);
        if at + 1 < last {
            books.push(' ');
        }
        told.push(text(&books));
    }
    told
}

/// How a phrase is said: its key and its values.
type Say<'s> = &'s dyn Fn(&str, &[(&str, &str)]) -> String;

/// «5 a 18, 20», from row numbers.
pub fn ranges(rows: &BTreeSet<u32>, say: Say<'_>) -> String {
    let mut spans: Vec<(u32, u32)> = Vec::new();
    for row in rows {
        match spans.last_mut() {
            Some((_, end)) if *end + 1 == *row => *end = *row,
            Some(_) | None => spans.push((*row, *row)),
        }
    }
    let said = spans.iter().map(|(from, to)| {
        let (from, to) = (from.to_string(), to.to_string());
        let key = if from == to {
            "filas_una"
        } else {
            "filas_varias"
        };
        say(key, &[("desde", &from), ("hasta", &to)])
    });
    said.collect::<Vec<_>>().join(", ")
}
