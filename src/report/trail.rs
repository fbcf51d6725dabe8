//! The annex «Trazabilidad»: for each table and figure the sheets and deliveries on which it rests,
//! and how its figures were computed. Source notes link to it; codes and rows stand in the table of
//! the workbooks beside it.

use super::phrases::Phrases;
use super::sources::{deliveries, entry_id};
use super::tables::Built;
use super::widths::{Extent, Sheet, shares};
use super::wording::{TrailCall, TrailOf};
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

/// A table of the annex; it says nothing of what rests on no workbook.
pub fn table(call: &TrailCall, trail: &[Step], scene: &Scene<'_>, phrases: &Phrases) -> Built {
    let (fields, lines) = match call.of {
        TrailOf::Elements => (ELEMENTS, elements(trail, scene, phrases)),
        TrailOf::Books => (BOOKS, books(trail, scene, phrases)),
    };
    let headers: Vec<String> = fields.iter().map(|f| phrases.plain(f.title)).collect();
    let mut rows = Vec::new();
    let mut data = Vec::new();
    for line in lines {
        let texts = line.cells.iter().map(|cell| inlines::plain(cell));
        data.push(texts.zip(fields).map(datum).collect());
        rows.push(TableRow {
            cells: line.cells.into_iter().map(cell).collect(),
            role: RowRole::Body,
            id: line.id,
        });
    }
    let titled = fields.iter().zip(&headers);
    Built {
        resource: Resource {
            name: call.id.clone(),
            title: call.title.clone(),
            fields: titled.map(field).collect(),
            rows: data,
        },
        table: Table {
            id: call.id.clone(),
            label: String::new(),
            caption: vec![text(&call.title)],
            description: call.description.clone(),
            columns: columns(&rows, fields, &headers),
            header: vec![headers.iter().map(|h| cell(vec![text(h)])).collect()],
            rows,
            notes: Vec::new(),
            landscape: false,
        },
        cells: Vec::new(),
        how: Vec::new(),
    }
}

/// A column of a table of the annex.
#[derive(Debug, Clone, Copy)]
struct Named {
    /// Name in the data.
    name: &'static str,
    /// Phrase of the heading.
    title: &'static str,
    format: Format,
}

const fn named(name: &'static str, title: &'static str, format: Format) -> Named {
    Named {
        name,
        title,
        format,
    }
}

const ELEMENTS: &[Named] = &[
    named("elemento", "origen_elemento", Format::Text),
    named("libros", "origen_libros", Format::Text),
    named("como", "origen_como", Format::Text),
];

const BOOKS: &[Named] = &[
    named("libro", "libros_libro", Format::Text),
    named("codigo", "libros_codigo", Format::Text),
    named("hojas", "libros_hojas", Format::Text),
    named("usadas", "libros_usadas", Format::Number),
];

/// A row of a table of the annex.
struct Line {
    cells: Vec<Vec<Inline>>,
    id: Option<String>,
}

fn field((field, title): (&Named, &String)) -> ResourceField {
    ResourceField {
        name: field.name.to_owned(),
        title: title.clone(),
        format: field.format,
        public: true,
    }
}

fn datum((text, field): (String, &Named)) -> Datum {
    let value = if field.format == Format::Number {
        text.parse().map_or(Value::Missing, Value::Number)
    } else {
        Value::Text(text)
    };
    Datum {
        value,
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

fn columns(rows: &[TableRow], fields: &[Named], headers: &[String]) -> Vec<Column> {
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
    let shares = shares(&extents, &vec![1.0; fields.len()], sheet);
    let columns = shares.into_iter().zip(fields).enumerate();
    let columns = columns.map(|(at, (share, field))| Column {
        align: if field.format == Format::Number {
            Align::Right
        } else {
            Align::Left
        },
        share,
        header: at == 0,
    });
    columns.collect()
}

/// For each table and figure its sheets and books, and how its figures were computed.
fn elements(trail: &[Step], scene: &Scene<'_>, phrases: &Phrases) -> Vec<Line> {
    let mut lines = Vec::new();
    for step in trail {
        let books = books_of(step, scene, phrases);
        if books.is_empty() {
            continue;
        }
        let how = match step.how.as_slice() {
            [] => phrases.plain("origen_como_esta"),
            ways => numbers::capitalized(&ways.join("; ")),
        };
        lines.push(Line {
            cells: vec![vec![text(&step.words)], books, vec![text(&how)]],
            id: Some(entry_id(&step.id)),
        });
    }
    lines
}

/// A book on which something printed rests: its name, its code and the rows of its sheets.
struct Book<'a> {
    name: &'a str,
    code: &'a str,
    sheets: BTreeMap<&'a str, BTreeSet<u32>>,
}

/// Every book on which something printed rests, with its code and, by sheet, its rows.
fn books(trail: &[Step], scene: &Scene<'_>, phrases: &Phrases) -> Vec<Line> {
    let by_file = deliveries(scene);
    let mut used: BTreeMap<(u8, &str, u32), Book<'_>> = BTreeMap::new();
    for at in trail.iter().flat_map(|step| &step.cells) {
        let delivery = by_file.get(&*at.file);
        let (Some(sheet), Some(cell), Some(delivery)) = (&at.sheet, at.cell, delivery) else {
            continue;
        };
        let (meeting, sender) = (delivery.meeting, delivery.sender.as_str());
        let book = used.entry((meeting, sender, delivery.version));
        let book = book.or_insert_with(|| Book {
            name: &delivery.name,
            code: &delivery.sha256,
            sheets: BTreeMap::new(),
        });
        book.sheets.entry(sheet).or_default().insert(cell.row);
    }
    let lines = used.into_values().map(|book| {
        let code: String = book.code.chars().take(CODE_LENGTH).collect();
        let rows: usize = book.sheets.values().map(BTreeSet::len).sum();
        Line {
            cells: vec![
                vec![text(book.name)],
                vec![text(&code)],
                rows_of(&book.sheets, phrases),
                vec![text(&rows.to_string())],
            ],
            id: None,
        }
    });
    lines.collect()
}

/// «*Entregables*: 5 a 14. *Simulacros*: 5, 6.»
fn rows_of(sheets: &BTreeMap<&str, BTreeSet<u32>>, phrases: &Phrases) -> Vec<Inline> {
    let mut told = Vec::new();
    for (at, (sheet, rows)) in sheets.iter().enumerate() {
        let rows = ranges(rows, &|key, values| phrases.fill(key, values));
        let mut rows = phrases.fill("libros_filas", &[("filas", &rows)]);
        if at + 1 < sheets.len() {
            rows.push(' ');
        }
        told.push(Inline::Emphasis {
            text: vec![text(sheet)],
        });
        told.push(text(&rows));
    }
    told
}

/// «*Sistemas*: cncs-v1, deoe-v1 (reuniones 1 a 5); derfe-v2 (reunión 5). *Incidencias*: …». A book
/// is named as in the table of the workbooks, whose codes and rows stand there.
fn books_of(step: &Step, scene: &Scene<'_>, phrases: &Phrases) -> Vec<Inline> {
    let by_file = deliveries(scene);
    let mut sheets: BTreeMap<&str, BTreeMap<&str, BTreeSet<u32>>> = BTreeMap::new();
    for at in &step.cells {
        let delivery = by_file.get(&*at.file);
        let (Some(sheet), Some(delivery)) = (&at.sheet, delivery) else {
            continue;
        };
        let books = sheets.entry(sheet).or_default();
        let meetings = books.entry(without_meeting(&delivery.name)).or_default();
        meetings.insert(u32::from(delivery.meeting));
    }
    let mut told = Vec::new();
    let last = sheets.len();
    for (at, (sheet, books)) in sheets.into_iter().enumerate() {
        told.push(Inline::Emphasis {
            text: vec![text(sheet)],
        });
        let books = alike(books).into_iter().map(|(books, meetings)| {
            let key = if meetings.len() == 1 {
                "origen_reunion"
            } else {
                "origen_reuniones"
            };
            let meetings = ranges(&meetings, &|key, values| phrases.fill(key, values));
            let values = [("libros", &*books.join(", ")), ("reuniones", &meetings)];
            phrases.fill(key, &values)
        });
        let books: Vec<String> = books.collect();
        let mut books = phrases.fill("origen_hoja", &[("libros", &books.join("; "))]);
        if at + 1 < last {
            books.push(' ');
        }
        told.push(text(&books));
    }
    told
}

/// «hidalgo-v1», of «R05-hidalgo-v1».
fn without_meeting(name: &str) -> &str {
    name.split_once('-').map_or(name, |(_, rest)| rest)
}

/// The books of the same meetings together, in the order of the first of them.
fn alike(books: BTreeMap<&str, BTreeSet<u32>>) -> Vec<(Vec<&str>, BTreeSet<u32>)> {
    let mut alike: Vec<(Vec<&str>, BTreeSet<u32>)> = Vec::new();
    for (book, meetings) in books {
        match alike.iter_mut().find(|(_, of)| *of == meetings) {
            Some((books, _)) => books.push(book),
            None => alike.push((vec![book], meetings)),
        }
    }
    alike
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
