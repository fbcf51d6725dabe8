//! The sheets of a workbook become rows of values, each with its cell.

use super::cell::{self, Column};
use super::dataset::Field;
use super::drawn;
use super::identity::Identified;
use super::layout::{self, Layout};
use super::remark::Remark;
use super::schemas::{Headers, Schemas};
use crate::catalog::{Campo, Esquema, Forma};
use crate::diagnostics::{Finding, Findings, Location};
use crate::domain::{CellRef, Value};
use crate::intake::{Cell, Sheet};
use std::collections::{BTreeMap, BTreeSet};

/// The parts that make a row unique within a sender and sheet, in the order of the schema.
pub(super) type Key = Vec<String>;

/// A sheet that was read against its schema.
#[derive(Debug)]
pub(super) struct SheetRead<'a> {
    pub(super) schema: &'a Esquema,
    /// Where a missing row is told: the first header, or the sheet.
    pub(super) header: Location,
    pub(super) rows: Vec<RowRead>,
}

/// A row that was read, whatever became of it.
#[derive(Debug)]
pub(super) struct RowRead {
    pub(super) number: u32,
    pub(super) fields: BTreeMap<String, Field>,
    /// Fields whose cell cannot be used.
    pub(super) wrong: BTreeSet<String>,
    pub(super) key: Option<Key>,
    pub(super) topic: Option<String>,
    pub(super) state: State,
    /// The rule that left it out for what stands in another workbook.
    pub(super) elsewhere: Option<String>,
}

/// What became of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    /// It may be used.
    Usable,
    /// Something in it is wrong; it is left out.
    Wrong,
    /// Only what we wrote ourselves is in it.
    NotReported,
    /// Its topic is not of this meeting.
    OffTopic,
}

impl RowRead {
    /// The value of a field.
    pub(super) fn value(&self, field: &str) -> &Value {
        self.fields.get(field).map_or(&Value::Missing, |f| &f.value)
    }

    /// The place of a field; none when the schema has no such field.
    pub(super) fn at(&self, field: &str) -> Option<&Location> {
        self.fields.get(field).map(|f| &f.at)
    }

    /// The place that stands for the row: the first of these fields, else its first cell.
    pub(super) fn anchor(&self, fields: &[String]) -> Option<&Location> {
        let named = fields.iter().find_map(|field| self.at(field));
        named.or_else(|| self.fields.values().map(|f| &f.at).min())
    }
}

/// Reads a sheet against its schema.
pub(super) fn sheet<'a>(
    schemas: &Schemas<'a>,
    schema: &'a Esquema,
    sheet: &Sheet,
    from: &Identified<'_>,
    findings: &mut Findings,
) -> SheetRead<'a> {
    let columns = schemas.columns(schema);
    let (header, mut rows) = match (schema.forma, schemas.headers(schema)) {
        (Forma::Tabla, Some(names)) => table((schema, names), columns, sheet, findings),
        (Forma::ClaveValor, Some(names)) => key_value((schema, names), columns, sheet, findings),
        (_, None) => (sheet.at.clone(), Vec::new()),
    };
    for row in &mut rows {
        let off_topic = set_topic(schemas, schema, row, from);
        findings.extend(off_topic);
    }
    tell_topics(schema, &rows, findings);
    tell_not_reported(schema, &mut rows, findings);
    tell_repeated(schema, &mut rows, findings);
    SheetRead {
        schema,
        header,
        rows,
    }
}

fn table(
    (schema, names): (&Esquema, &Headers),
    columns: &[Column<'_>],
    sheet: &Sheet,
    findings: &mut Findings,
) -> (Location, Vec<RowRead>) {
    let Some(mut layout) = layout::find((schema, names), sheet, findings) else {
        return (sheet.at.clone(), Vec::new());
    };
    let mut numbers: BTreeSet<u32> = sheet
        .cells
        .range(CellRef::new(layout.header_row + 1, 0)..)
        .map(|(at, _)| at.row)
        .collect();
    findings.extend(drawn::left_over(sheet, &layout, &mut numbers));
    findings.extend(drawn::cut(sheet, &layout, &mut numbers));
    layout.covered = drawn::covered(sheet, &layout, &numbers, findings);
    findings.extend(drawn::hidden(sheet, layout.first_column, &numbers));
    findings.extend(drawn::hidden_columns(schema, sheet, &layout, &numbers));
    findings.extend(strays(sheet, &layout, &numbers));
    let mut rows = Vec::new();
    for number in numbers {
        rows.extend(table_row(
            schema,
            columns,
            (sheet, &layout),
            number,
            findings,
        ));
    }
    let header = CellRef::new(layout.header_row, layout.first_column);
    (sheet.at.cell(header), rows)
}

fn table_row(
    schema: &Esquema,
    columns: &[Column<'_>],
    (sheet, layout): (&Sheet, &Layout),
    number: u32,
    findings: &mut Findings,
) -> Option<RowRead> {
    let cell_of = |index: usize| -> Option<&Cell> {
        let column = layout.columns.get(&index)?;
        sheet.cells.get(&CellRef::new(number, *column))
    };
    let filled = |wanted: &dyn Fn(&Campo) -> bool| {
        let campos = schema.campos.iter().enumerate();
        campos
            .filter(|(_, c)| wanted(c))
            .any(|(i, _)| cell_of(i).is_some())
    };
    let any = filled(&|_| true);
    let own = filled(&|campo| !campo.prellenado);
    if !any {
        return None;
    }
    let mut row = RowRead::new(number);
    if !own {
        row.state = State::NotReported;
    }
    for (index, column) in columns.iter().enumerate() {
        let at = layout::place(sheet, layout, index, number);
        // A missing column was told once, at the header; a merged area at its first cell.
        let lacks = column.campo.requerido && !layout.columns.contains_key(&index);
        let told = lacks || at.cell.is_some_and(|c| layout.covered.contains(&c));
        let reading = match told {
            true => cell::Reading::default(),
            false => cell::read(column, cell_of(index)),
        };
        row.take(column.campo, reading, (at, cell_of(index)), findings);
    }
    row.key = key_of(schema, &row);
    Some(row)
}

fn key_value(
    (schema, names): (&Esquema, &Headers),
    columns: &[Column<'_>],
    sheet: &Sheet,
    findings: &mut Findings,
) -> (Location, Vec<RowRead>) {
    let keys = layout::keys((schema, names), sheet, findings);
    let Some(first) = keys.values().map(|at| at.row).min() else {
        return (sheet.at.clone(), Vec::new());
    };
    let filled: BTreeSet<u32> = keys
        .values()
        .filter(|at| sheet.cells.contains_key(at))
        .map(|at| at.row)
        .collect();
    findings.extend(drawn::hidden(sheet, 2, &filled));
    let mut row = RowRead::new(first);
    for (index, column) in columns.iter().enumerate() {
        let Some(at) = keys.get(&index) else {
            if column.campo.requerido {
                row.wrong.insert(column.campo.nombre.clone());
                row.state = State::Wrong;
                findings.push(missing_key(sheet, column.campo));
            }
            let at = sheet.at.cell(CellRef::new(first, 1));
            row.fields.insert(
                column.campo.nombre.clone(),
                Field {
                    value: Value::Missing,
                    at,
                },
            );
            continue;
        };
        let cell = sheet.cells.get(at);
        let reading = cell::read(column, cell);
        row.take(column.campo, reading, (sheet.at.cell(*at), cell), findings);
    }
    row.key = Some(Vec::new());
    (
        sheet.at.clone(),
        if filled.is_empty() {
            Vec::new()
        } else {
            vec![row]
        },
    )
}

fn missing_key(sheet: &Sheet, campo: &Campo) -> Finding {
    let message = format!("Falta el renglón “{}”.", campo.titulo);
    Remark::new(161, format!("un renglón “{}”", campo.titulo), message)
        .at(sheet.at.clone(), "renglón ausente")
}

impl RowRead {
    fn new(number: u32) -> Self {
        Self {
            number,
            fields: BTreeMap::new(),
            wrong: BTreeSet::new(),
            key: None,
            topic: None,
            state: State::Usable,
            elsewhere: None,
        }
    }

    /// Takes the reading of a cell. Of a row in which nothing was written, nothing is told.
    fn take(
        &mut self,
        campo: &Campo,
        reading: cell::Reading,
        (at, received): (Location, Option<&Cell>),
        findings: &mut Findings,
    ) {
        if reading.value.is_none() {
            self.wrong.insert(campo.nombre.clone());
        }
        match self.state {
            State::NotReported => {}
            State::Usable | State::Wrong | State::OffTopic => {
                if reading.value.is_none() {
                    self.state = State::Wrong;
                }
                let received = cell::received(received);
                let told = reading
                    .remarks
                    .into_iter()
                    .map(|r| r.at(at.clone(), &received));
                findings.extend(told);
            }
        }
        let value = reading.value.unwrap_or(Value::Missing);
        self.fields
            .insert(campo.nombre.clone(), Field { value, at });
    }
}

/// The key of a row; none when a part of it cannot be used or all of it is empty.
fn key_of(schema: &Esquema, row: &RowRead) -> Option<Key> {
    if schema.llave.iter().any(|field| row.wrong.contains(field)) {
        return None;
    }
    let key: Key = schema.llave.iter().map(|f| part(row.value(f))).collect();
    key.iter().any(|part| !part.is_empty()).then_some(key)
}

/// A value as a part of a key.
pub(super) fn part(value: &Value) -> String {
    match value {
        Value::Missing => String::new(),
        Value::Bool(true) => "Sí".to_owned(),
        Value::Bool(false) => "No".to_owned(),
        Value::Number(number) => number.to_string(),
        Value::Date(date) => date.to_string(),
        Value::Text(text) => text.clone(),
        Value::List(parts) => parts.join("; "),
    }
}

/// The first topic of a sheet that is active at a meeting.
pub(super) fn active_topic<'a>(schema: &'a Esquema, from: &Identified<'_>) -> Option<&'a str> {
    let active = |topic: &&String| from.meeting.temas.contains(topic);
    schema.temas.iter().find(active).map(String::as_str)
}

/// Says of what was found in a cell to which topic its row belongs, where a field decides it.
fn tell_topics(schema: &Esquema, rows: &[RowRead], findings: &mut Findings) {
    if schema.tema_por.is_none() {
        return;
    }
    let topics: BTreeMap<u32, &String> = rows
        .iter()
        .filter_map(|row| Some((row.number, row.topic.as_ref()?)))
        .collect();
    for finding in findings.iter_mut() {
        let row = finding.at.cell.map(|cell| cell.row);
        let topic = row.and_then(|row| topics.get(&row));
        finding.topic = finding
            .topic
            .take()
            .or_else(|| topic.map(|t| t.to_string()));
    }
}

/// The topic of a row at the meeting. A row whose own process is not of the meeting is told
/// and not used.
fn set_topic(
    schemas: &Schemas<'_>,
    schema: &Esquema,
    row: &mut RowRead,
    from: &Identified<'_>,
) -> Option<Finding> {
    let number = from.meeting.numero;
    let value = schema.tema_por.as_ref().map(|field| part(row.value(field)));
    let topic = schemas.topic(schema, value.as_deref(), number);
    row.topic = topic.map(str::to_owned);
    let field = schema.tema_por.as_ref()?;
    let known = !row.wrong.contains(field) && !row.value(field).is_missing();
    if row.topic.is_some() || !known || row.state == State::NotReported {
        return None;
    }
    row.state = State::OffTopic;
    let value = value.unwrap_or_default();
    let message = format!("“{value}” no se informa en la reunión {number}; la fila no se usó.");
    let remark = Remark::new(302, "un proceso que se informe en la reunión", message);
    Some(remark.rule("R-24").at(row.at(field)?.clone(), &value))
}

/// One advertencia for all rows of a sheet in which nothing was written. A commitment without an
/// answer is told by its own rule.
fn tell_not_reported(schema: &Esquema, rows: &mut [RowRead], findings: &mut Findings) {
    let empty: Vec<&RowRead> = rows
        .iter()
        .filter(|r| r.state == State::NotReported)
        .collect();
    let Some(first) = empty.first().filter(|_| !schema.temas.is_empty()) else {
        return;
    };
    let Some(at) = first.anchor(&schema.llave) else {
        return;
    };
    let message = match empty.len() {
        1 => format!(
            "No se llenó 1 fila de la hoja “{}”; se considera sin reporte.",
            schema.hoja
        ),
        n => format!(
            "No se llenaron {n} filas de la hoja “{}”; se consideran sin reporte.",
            schema.hoja
        ),
    };
    let finding =
        Remark::new(165, "filas con su información", message).at(at.clone(), "filas sin llenar");
    let related = empty[1..]
        .iter()
        .filter_map(|r| r.anchor(&schema.llave).cloned());
    findings.push(Finding {
        related: related.collect(),
        topic: first.topic.clone(),
        ..finding
    });
}

/// the later of two rows with the same key is left out.
fn tell_repeated(schema: &Esquema, rows: &mut [RowRead], findings: &mut Findings) {
    let mut first: BTreeMap<Key, (u32, Location)> = BTreeMap::new();
    for row in rows.iter_mut() {
        let (Some(key), false) = (row.key.clone(), schema.llave.is_empty()) else {
            continue;
        };
        let Some(at) = row.anchor(&schema.llave).cloned() else {
            continue;
        };
        let Some((number, earlier)) = first.get(&key) else {
            first.insert(key, (row.number, at));
            continue;
        };
        let shown: Vec<&str> = key
            .iter()
            .map(String::as_str)
            .filter(|p| !p.is_empty())
            .collect();
        let shown = shown.join(", ");
        let message = format!(
            "“{shown}” está en las filas {number} y {}; la segunda no se usó.",
            row.number
        );
        let finding = Remark::new(301, "una sola fila por clave", message)
            .rule("R-28")
            .at(at, &shown);
        findings.push(Finding {
            related: vec![earlier.clone()],
            topic: row.topic.clone(),
            ..finding
        });
        row.state = State::Wrong;
    }
}

/// A cell under a column without a header, told once for the sheet.
fn strays(sheet: &Sheet, layout: &Layout, rows: &BTreeSet<u32>) -> Option<Finding> {
    let below = sheet.cells.range(CellRef::new(layout.header_row + 1, 0)..);
    let outside = |at: &CellRef| layout.headed.binary_search(&at.column).is_err();
    let mut strays = below.filter(|(at, _)| outside(at) && rows.contains(&at.row));
    let (at, cell) = strays.next()?;
    let more = strays.count();
    let message = match more {
        0 => format!("La celda {at} está fuera de la tabla y no se usó."),
        more => format!("La celda {at} y {more} más están fuera de la tabla y no se usaron."),
    };
    let remark = Remark::new(167, "información bajo los encabezados", message);
    Some(remark.at(sheet.at.cell(*at), &cell::received(Some(cell))))
}
