//! A blank workbook that a person filled in: the cells are changed in the file itself, so that
//! its formats, lists and notes stay as they were handed out.

use super::{blank, catalog, open, sender, text, told};
use crate::workbooks::with_part;
use calamine::Reader;
use chrono::NaiveDate;
use relator::catalog::{Esquema, Forma};
use relator::domain::{CellRef, Value};
use relator::validation::Row;
use std::collections::BTreeMap;

/// What is written in a sheet, by cell.
pub(super) type Cells = BTreeMap<CellRef, Value>;

/// What the demonstration tells of a sender for a meeting and the blank workbook does not say
/// yet, by sheet.
pub(super) fn missing(clave: &str, number: u8) -> BTreeMap<String, Cells> {
    let bytes = blank(clave, number);
    let mut book = open(&bytes);
    let mut sheets = BTreeMap::new();
    for name in super::visible(&bytes) {
        let Some(schema) = catalog().esquema(&name, sender(clave).clase) else {
            continue;
        };
        let range = book.worksheet_range(&name).unwrap();
        let reported = told().datasets[&number].rows(&name).iter();
        let own: Vec<&Row> = reported
            .map(AsRef::as_ref)
            .filter(|row| row.delivery.sender == clave && row.delivery.meeting == number)
            .collect();
        let mut cells = Cells::new();
        match schema.forma {
            Forma::ClaveValor => keys(schema, &range, &own, &mut cells),
            Forma::Tabla => rows(schema, &range, &own, &mut cells),
        }
        sheets.insert(name, cells);
    }
    sheets
}

fn keys(
    schema: &Esquema,
    range: &calamine::Range<calamine::Data>,
    own: &[&Row],
    cells: &mut Cells,
) {
    let [row] = own else {
        return;
    };
    for line in 4..range.end().unwrap().0 + 1 {
        let title = text(range, (line, 1));
        let Some(campo) = schema.campos.iter().find(|c| c.titulo == title) else {
            continue;
        };
        let value = row.value(&campo.nombre);
        if !value.is_missing() && text(range, (line, 2)).is_empty() {
            cells.insert(CellRef::new(line + 1, 3), value.clone());
        }
    }
}

fn rows(
    schema: &Esquema,
    range: &calamine::Range<calamine::Data>,
    own: &[&Row],
    cells: &mut Cells,
) {
    let last = range.end().unwrap().0;
    let key = |line: u32| {
        let fields = schema.llave.iter();
        let column = |field: &String| schema.campos.iter().position(|c| c.nombre == *field);
        let parts = fields.map(|field| text(range, (line, column(field).unwrap() as u32)));
        parts.collect::<Vec<_>>()
    };
    let mut free = last + 1;
    for row in own {
        let wanted: Vec<String> = schema
            .llave
            .iter()
            .map(|f| row.value(f).written())
            .collect();
        let found = (4..=last).find(|line| key(*line) == wanted);
        let line = found.unwrap_or_else(|| {
            free += 1;
            free - 1
        });
        for (column, campo) in (0..).zip(&schema.campos) {
            let value = row.value(&campo.nombre);
            let told = found.is_some() && !text(range, (line, column)).is_empty();
            let prefilled = told && campo.prellenado;
            if !value.is_missing() && !prefilled && !same(range, (line, column), value) {
                cells.insert(CellRef::new(line + 1, column + 1), value.clone());
            }
        }
    }
}

fn same(range: &calamine::Range<calamine::Data>, at: (u32, u32), value: &Value) -> bool {
    match value {
        Value::Date(date) => text(range, at) == serial(*date).to_string(),
        Value::Missing | Value::Bool(_) | Value::Number(_) | Value::Text(_) | Value::List(_) => {
            text(range, at) == value.written()
        }
    }
}

/// The day as Excel counts it.
fn serial(date: NaiveDate) -> i64 {
    (date - NaiveDate::from_ymd_opt(1899, 12, 30).unwrap()).num_days()
}

/// The blank workbook with what the demonstration tells, as a person would leave it.
pub(super) fn filled(clave: &str, number: u8) -> Vec<u8> {
    let mut bytes = blank(clave, number);
    for (sheet, cells) in missing(clave, number) {
        let names = open(&bytes).sheet_names();
        let index = names.iter().position(|name| *name == sheet).unwrap() + 1;
        let part = format!("xl/worksheets/sheet{index}.xml");
        bytes = with_part(&bytes, &part, |xml| {
            let write = |xml, (at, value): (&CellRef, &Value)| written(xml, *at, value);
            cells.iter().fold(xml, write)
        });
    }
    bytes
}

/// The XML of a sheet with a value in a cell, which keeps its format.
fn written(mut xml: String, at: CellRef, value: &Value) -> String {
    let start = format!("<c r=\"{at}\"");
    let Some(from) = xml.find(&start) else {
        // A row that nobody prefilled: its cells take the format of their columns.
        let row = format!("<row r=\"{}\">", at.row);
        let cell = cell(at, &of_column(&xml, at.column), value);
        if let Some(place) = xml.find(&row) {
            let end = place + xml[place..].find("</row>").unwrap();
            xml.insert_str(end, &cell);
        } else {
            let end = xml.find("</sheetData>").unwrap();
            xml.insert_str(end, &format!("{row}{cell}</row>"));
        }
        return xml;
    };
    let rest = &xml[from..];
    let style = rest.split('"').nth(3).unwrap().to_owned();
    let close = rest.find('>').unwrap();
    let length = match rest.as_bytes()[close - 1] {
        b'/' => close + 1,
        _ => rest.find("</c>").unwrap() + 4,
    };
    let cell = cell(at, &format!(" s=\"{style}\""), value);
    xml.replace_range(from..from + length, &cell);
    xml
}

/// The format that a column gives to its cells, as the attribute of a cell.
fn of_column(xml: &str, column: u32) -> String {
    let attribute = |col: &str, name: &str| -> u32 {
        let (_, rest) = col.split_once(&format!("{name}=\"")).unwrap();
        rest.split('"').next().unwrap().parse().unwrap()
    };
    let mut cols = xml.split("<col ").skip(1);
    let spans = |col: &&str| (attribute(col, "min")..=attribute(col, "max")).contains(&column);
    format!(" s=\"{}\"", attribute(cols.find(spans).unwrap(), "style"))
}

fn cell(at: CellRef, style: &str, value: &Value) -> String {
    match value {
        Value::Number(number) => format!("<c r=\"{at}\"{style}><v>{number}</v></c>"),
        Value::Date(date) => format!("<c r=\"{at}\"{style}><v>{}</v></c>", serial(*date)),
        Value::Missing | Value::Bool(_) | Value::Text(_) | Value::List(_) => {
            let text = value.written().replace('&', "&amp;").replace('<', "&lt;");
            format!("<c r=\"{at}\"{style} t=\"inlineStr\"><is><t>{text}</t></is></c>")
        }
    }
}
