//! A review as the pages of a workbook.

use crate::catalog::Catalog;
use crate::diagnostics::{Location, Severity};
use crate::report::{Block, Cell, Inline, Review, Table, plain};
use crate::workbook::{CopiedSheet, Line, Page, PageCell, ReviewBook, Weight};

/// Widths of the columns of the list of inconsistencias, in characters.
const LIST: [f64; 8] = [20.0, 11.0, 14.0, 24.0, 28.0, 46.0, 46.0, 17.0];
/// Widths of the columns of the list of dates.
const DATES: [f64; 4] = [20.0, 11.0, 40.0, 34.0];
/// Width of the columns of what the informe prints, and how many there are at least.
const PRINTED: (f64, usize) = (19.0, 5);
/// Most lines of the list: beyond this nobody mends cell by cell.
const MOST: usize = 5_000;

/// The workbook of a review, with the copies of the sheets.
pub(super) fn book(catalog: &Catalog, review: &Review, copies: Vec<CopiedSheet>) -> ReviewBook {
    let meta = &review.informe.meta;
    let mut pages = vec![page_of_review(review, &copies)];
    if !review.printed.is_empty() {
        pages.push(page_as_printed(review));
    }
    if !review.dates.is_empty() {
        pages.push(page_of_dates(review, &copies));
    }
    ReviewBook {
        title: meta.subject.clone(),
        institution: catalog.proceso.institucion.clone(),
        legend: meta.legend.clone(),
        pages,
        date: day(catalog, review),
        copies,
    }
}

/// The corte of its meeting, else the first day of the process.
fn day(catalog: &Catalog, review: &Review) -> crate::domain::Fecha {
    let proceso = &catalog.proceso;
    let reunion = proceso.reunion(review.informe.meta.number);
    reunion.map_or(proceso.inicio, |reunion| reunion.corte)
}

fn page_of_review(review: &Review, copies: &[CopiedSheet]) -> Page {
    let meta = &review.informe.meta;
    let mut lines = vec![Line::Title(meta.title.clone())];
    lines.extend(review.received.iter().flat_map(block));
    if !review.entries.is_empty() {
        lines.push(Line::Blank);
        lines.push(Line::Heading(review.words.list.clone()));
        lines.push(Line::Text(review.words.copied.clone()));
        let headers = review.headers.iter().map(PageCell::text);
        lines.push(Line::Header(headers.collect()));
    }
    for entry in review.entries.iter().take(MOST) {
        let link = link(&entry.at, copies);
        let cells = entry.columns.iter().enumerate().map(|(at, text)| PageCell {
            text: text.clone(),
            // The address leads to the copy; the word of the weight has its colour.
            link: link.filter(|_| at == 1),
            weight: (at == 2).then(|| weight(entry.severity)),
        });
        lines.push(Line::Row(cells.collect()));
    }
    if review.entries.len() > MOST {
        lines.push(Line::Text(review.words.more.clone()));
    }
    if copies.iter().any(|copy| copy.is_cut) {
        lines.push(Line::Text(review.words.cut.clone()));
    }
    Page {
        name: review.words.review.clone(),
        widths: LIST.to_vec(),
        lines,
    }
}

fn page_as_printed(review: &Review) -> Page {
    let columns = review.printed.iter().map(|block| match block {
        Block::Table(table) => table.columns.len(),
        Block::Heading(_)
        | Block::Paragraph { .. }
        | Block::List { .. }
        | Block::Definitions { .. }
        | Block::KeyFigures { .. }
        | Block::Figure(_)
        | Block::Contents
        | Block::PageBreak => 0,
    });
    let columns = columns.max().unwrap_or(0).max(PRINTED.1);
    Page {
        name: review.words.printed.clone(),
        widths: vec![PRINTED.0; columns],
        lines: review.printed.iter().flat_map(block).collect(),
    }
}

fn page_of_dates(review: &Review, copies: &[CopiedSheet]) -> Page {
    let mut lines = vec![
        Line::Title(review.words.dates.clone()),
        Line::Header(review.date_headers.iter().map(PageCell::text).collect()),
    ];
    for date in review.dates.iter().take(MOST) {
        let sheet = date.at.sheet.as_deref().unwrap_or_default();
        let cell = date.at.cell.map(|cell| cell.to_string());
        lines.push(Line::Row(vec![
            PageCell::text(sheet),
            PageCell {
                text: cell.unwrap_or_default(),
                link: link(&date.at, copies),
                weight: None,
            },
            PageCell::text(date.column.as_str()),
            PageCell::text(date.words.as_str()),
        ]));
    }
    if review.dates.len() > MOST {
        lines.push(Line::Text(review.words.more.clone()));
    }
    Page {
        name: review.words.dates.clone(),
        widths: DATES.to_vec(),
        lines,
    }
}

/// Where a place leads: the copy of its sheet, and its cell or the first one.
fn link(at: &Location, copies: &[CopiedSheet]) -> Option<(usize, crate::domain::CellRef)> {
    let sheet = at.sheet.as_deref()?;
    let copy = copies.iter().position(|copy| copy.name == sheet)?;
    let first = crate::domain::CellRef::new(1, 1);
    Some((copy, at.cell.unwrap_or(first)))
}

/// The mark of a severity.
pub(super) const fn weight(severity: Severity) -> Weight {
    match severity {
        Severity::Error => Weight::Error,
        Severity::Advertencia => Weight::Warning,
        Severity::Nota => Weight::Note,
    }
}

/// A block as lines.
fn block(block: &Block) -> Vec<Line> {
    match block {
        Block::Heading(heading) => vec![Line::Blank, Line::Heading(heading.text.clone())],
        Block::Paragraph { text, .. } => vec![Line::Text(words(text))],
        Block::List { items } => {
            let items = items.iter();
            let line = items.map(|i| Line::Text(format!("{} {}", i.marker, words(&i.text))));
            line.collect()
        }
        Block::Definitions { items } => {
            let items = items.iter();
            let fact = items.map(|(label, text)| Line::Fact(label.clone(), words(text)));
            fact.collect()
        }
        Block::KeyFigures { items } => {
            let items = items.iter();
            let line = items.map(|i| Line::Fact(words(&i.value), words(&i.text)));
            line.collect()
        }
        Block::Table(table) => self::table(table),
        Block::Figure(_) | Block::Contents | Block::PageBreak => Vec::new(),
    }
}

fn table(table: &Table) -> Vec<Line> {
    let title = format!("{} {}", table.label, words(&table.caption));
    let mut lines = vec![Line::Blank, Line::Text(title)];
    lines.extend(table.header.iter().map(|row| Line::Header(cells(row))));
    let rows = table.rows.iter();
    lines.extend(rows.map(|row| Line::Row(cells(&row.cells))));
    lines.extend(table.notes.iter().map(|note| Line::Text(words(note))));
    lines
}

/// The cells of a row; one that spans several columns stands in the first of them.
fn cells(row: &[Cell]) -> Vec<PageCell> {
    let mut cells = Vec::new();
    for cell in row {
        cells.push(PageCell::text(words(&cell.text)));
        let empty = (1..cell.span).map(|_| PageCell::default());
        cells.extend(empty);
    }
    cells
}

/// The words of a run, a status with its shape.
fn words(text: &[Inline]) -> String {
    match text {
        [Inline::Status { shape, word, .. }] => format!("{shape} {word}"),
        _ => plain(text),
    }
}
