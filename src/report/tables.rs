//! A `tabla(…)` call becomes a table and the data that are published with it.

mod columns;

use super::phrases::Phrases;
use super::printing::{Place, print};
use super::widths::Sheet;
use super::wording::{Book, TableCall, add_origin, compute, origin, push_literal, unique};
use super::{
    Cell, Datum, Format, Inline, Origin, Resource, ResourceField, RowRole, Scene, Table, TableRow,
    sources,
};
use crate::diagnostics::Location;
use crate::domain::Value;

/// A table without number, and its data.
#[derive(Debug)]
pub struct Built {
    /// The table; its label is still empty.
    pub table: Table,
    /// What is published with it.
    pub resource: Resource,
    /// The cells on which it rests.
    pub cells: Vec<Location>,
    /// How its computed values were computed, each way once.
    pub how: Vec<String>,
}

/// What building blocks needs besides the call.
pub struct Bench<'b, 's> {
    /// Resources, lexicon and marks.
    pub book: &'b Book,
    /// What the informe is told from.
    pub scene: &'b Scene<'s>,
    /// Where values came from.
    pub origins: &'b mut Vec<Origin>,
    /// Whether the informe has the annex to which source notes link.
    pub linked: bool,
}

impl Bench<'_, '_> {
    /// A text with marks as inlines.
    pub fn inlines(&mut self, text: &str) -> Vec<Inline> {
        self.book.marks.inlines(text, self.origins)
    }

    /// Notes below a table or figure, the source last.
    pub fn notes(
        &mut self,
        notes: &[String],
        source: Option<&str>,
        (cells, id): (&[Location], &str),
    ) -> Vec<Vec<Inline>> {
        let mut lines: Vec<Vec<Inline>> = notes.iter().map(|note| self.inlines(note)).collect();
        let source = match source {
            Some(source) => Some(self.inlines(source)),
            None => {
                let entry = self.linked.then(|| sources::entry_id(id));
                sources::note(self.scene, &self.book.phrases, cells, entry.as_deref())
            }
        };
        lines.extend(source);
        lines.retain(|line| !line.is_empty());
        lines
    }
}

/// Builds the table of a call, which gets that id; the selection has at least one row.
pub fn build(call: &TableCall, id: &str, bench: &mut Bench<'_, '_>) -> Built {
    let resource = &call.selection.resource;
    let order = grouped(call);
    let mut rows = Vec::new();
    let mut group = None;
    for at in &order {
        let row = &resource.rows[*at];
        if let Some(field) = call.group {
            let datum = &row[field];
            if group != Some(&datum.value) {
                group = Some(&datum.value);
                rows.push(group_row(call, datum, bench));
            }
        }
        let cells = call.columns.iter().map(|(field, _)| {
            let datum = &row[*field];
            let unknown = call.unknown.iter().find(|(at, _)| at == field);
            let text = match unknown.filter(|_| datum.value.is_missing()) {
                Some((_, words)) => bench.inlines(words),
                None => cell_text(datum, resource.fields[*field].format, bench),
            };
            Cell { text, span: 1 }
        });
        rows.push(TableRow {
            cells: cells.collect(),
            role: RowRole::Body,
            id: None,
        });
    }
    let mut notes = call.notes.clone();
    let mut how = ways_of(call, &order);
    if !call.totals.is_empty() {
        let (total, note) = total_row(call, bench);
        let phrases = &bench.book.phrases;
        let totals = call.totals.iter().filter_map(|(_, measure)| measure.key());
        how.extend(totals.map(|key| phrases.plain(key)));
        rows.push(total);
        notes.extend(note);
    }
    let extents = columns::extents(call, &rows);
    let sheet = Sheet::of(&extents, call.landscape);
    let cells = cells_of(call, &order);
    let notes = bench.notes(&notes, call.source.as_deref(), (&cells, id));
    let table = Table {
        id: id.to_owned(),
        label: String::new(),
        caption: bench.inlines(&call.title),
        description: description(call, order.len(), bench),
        columns: columns::columns(call, &extents, sheet),
        header: vec![header(call, bench)],
        rows,
        notes,
        landscape: sheet.landscape,
    };
    Built {
        resource: Resource {
            name: id.to_owned(),
            ..published(call, &order, bench.book)
        },
        table,
        cells,
        how: unique(how),
    }
}

/// The rows with those of one group together, groups in the order of their first row.
fn grouped(call: &TableCall) -> Vec<usize> {
    let rows = &call.selection.rows;
    let Some(field) = call.group else {
        return rows.clone();
    };
    let value = |row: &usize| &call.selection.resource.rows[*row][field].value;
    let mut groups: Vec<(&Value, Vec<usize>)> = Vec::new();
    for row in rows {
        match groups.iter_mut().find(|(key, _)| *key == value(row)) {
            Some((_, rows)) => rows.push(*row),
            None => groups.push((value(row), vec![*row])),
        }
    }
    groups.into_iter().flat_map(|(_, rows)| rows).collect()
}

fn group_row(call: &TableCall, datum: &Datum, bench: &mut Bench<'_, '_>) -> TableRow {
    let format = call
        .group
        .map_or(Format::Text, |at| call.selection.resource.fields[at].format);
    let words = print(&datum.value, format, Place::Table, &bench.book.phrases);
    TableRow {
        cells: vec![Cell {
            text: valued(&words, datum, bench),
            span: u32::try_from(call.columns.len()).unwrap_or(1),
        }],
        role: RowRole::Group,
        id: None,
    }
}

fn valued(words: &str, datum: &Datum, bench: &mut Bench<'_, '_>) -> Vec<Inline> {
    let at = add_origin(origin(&datum.cells, datum.how.as_deref()), bench.origins);
    let mut text = Vec::new();
    push_literal(words, at, &mut text);
    text
}

/// The words of a cell; a status that the lexicon marks gets its shape.
fn cell_text(datum: &Datum, format: Format, bench: &mut Bench<'_, '_>) -> Vec<Inline> {
    let words = print(&datum.value, format, Place::Table, &bench.book.phrases);
    if format == Format::Status
        && let Some(mark) = bench.book.phrases.lexico.marca(&words)
    {
        return vec![Inline::Status {
            shape: mark.forma.clone(),
            word: words,
            tone: mark.tono,
        }];
    }
    let text = valued(&words, datum, bench);
    if text.is_empty() {
        let text = bench.book.phrases.plain("no_aplica");
        return vec![Inline::Text { text }];
    }
    text
}

fn header(call: &TableCall, bench: &mut Bench<'_, '_>) -> Vec<Cell> {
    let headers = call.columns.iter().map(|(_, header)| Cell {
        text: bench.inlines(header),
        span: 1,
    });
    headers.collect()
}

/// The totals, recomputed, and a note when some value is not known.
fn total_row(call: &TableCall, bench: &mut Bench<'_, '_>) -> (TableRow, Option<String>) {
    let resource = &call.selection.resource;
    let phrases = &bench.book.phrases;
    let mut known_least = call.selection.rows.len();
    let mut cells: Vec<Option<Vec<Inline>>> = Vec::new();
    for (field, _) in &call.columns {
        let Some((_, measure)) = call.totals.iter().find(|(at, _)| at == field) else {
            cells.push(None);
            continue;
        };
        let data = call.selection.data().map(|row| &row[*field]);
        let known: Vec<&Datum> = data.filter(|d| !d.value.is_missing()).collect();
        known_least = known_least.min(known.len());
        let how = measure.key().map(|key| phrases.plain(key));
        let datum = Datum {
            value: compute(&known, *measure),
            cells: unique(known.iter().flat_map(|d| d.cells.clone())),
            how,
        };
        let words = print(
            &datum.value,
            resource.fields[*field].format,
            Place::Table,
            phrases,
        );
        cells.push(Some(valued(&words, &datum, bench)));
    }
    let all = call.selection.rows.len();
    let note = (known_least < all).then(|| {
        let (known, all) = (known_least.to_string(), all.to_string());
        phrases.fill("total_parcial", &[("n", &known), ("total", &all)])
    });
    let row = TableRow {
        cells: total_cells(cells, phrases),
        role: RowRole::Total,
        id: None,
    };
    (row, note)
}

/// «Total» across the columns before the first total; «—» in the others without one.
fn total_cells(cells: Vec<Option<Vec<Inline>>>, phrases: &Phrases) -> Vec<Cell> {
    let words = |key: &str| {
        vec![Inline::Text {
            text: phrases.plain(key),
        }]
    };
    let before = cells.iter().take_while(|cell| cell.is_none()).count();
    let mut row = Vec::new();
    if before > 0 {
        let span = u32::try_from(before).unwrap_or(1);
        row.push(Cell {
            text: words("total"),
            span,
        });
    }
    for cell in cells.into_iter().skip(before) {
        let text = cell.unwrap_or_else(|| words("no_aplica"));
        row.push(Cell { text, span: 1 });
    }
    row
}

fn description(call: &TableCall, rows: usize, bench: &Bench<'_, '_>) -> String {
    if let Some(description) = &call.description {
        return bench.book.marks.plain(description);
    }
    let headers: Vec<String> = call
        .columns
        .iter()
        .map(|(_, h)| bench.book.marks.plain(h))
        .collect();
    let values = [
        ("n", rows.to_string()),
        ("columnas", super::numbers::list(&headers)),
    ];
    let values = values
        .each_ref()
        .map(|(name, value)| (*name, value.as_str()));
    bench.book.phrases.fill("descripcion_tabla", &values)
}

/// The printed values of the rows.
fn printed<'c>(call: &'c TableCall, order: &'c [usize]) -> impl Iterator<Item = &'c Datum> {
    let columns = call.columns.iter().map(|(field, _)| *field);
    let fields: Vec<usize> = columns.chain(call.group).collect();
    let rows = order.iter().map(|row| &call.selection.resource.rows[*row]);
    rows.flat_map(move |row| fields.clone().into_iter().map(|field| &row[field]))
}

fn cells_of(call: &TableCall, order: &[usize]) -> Vec<Location> {
    unique(printed(call, order).flat_map(|datum| datum.cells.clone()))
}

fn ways_of(call: &TableCall, order: &[usize]) -> Vec<String> {
    printed(call, order)
        .filter_map(|datum| datum.how.clone())
        .collect()
}

/// The printed fields and rows as data, the field of the groups first.
fn published(call: &TableCall, order: &[usize], book: &Book) -> Resource {
    let resource = &call.selection.resource;
    let mut fields: Vec<usize> = call.group.into_iter().collect();
    for (field, _) in &call.columns {
        if !fields.contains(field) {
            fields.push(*field);
        }
    }
    let rows = order.iter().map(|row| {
        let row = &resource.rows[*row];
        fields.iter().map(|field| row[*field].clone()).collect()
    });
    let header = |field: usize| {
        let own = call.columns.iter().find(|(at, _)| *at == field);
        own.map_or_else(
            || resource.fields[field].title.clone(),
            |(_, h)| book.marks.plain(h),
        )
    };
    Resource {
        name: call.id.clone(),
        title: book.marks.plain(&call.title),
        rows: rows.collect(),
        fields: fields
            .iter()
            .map(|field| ResourceField {
                title: header(*field),
                ..resource.fields[*field].clone()
            })
            .collect(),
    }
}
