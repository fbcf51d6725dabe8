//! Workbooks made by the tests, cell by cell.

#![allow(dead_code, reason = "each test file uses its own part")]

use relator::catalog::{self, Catalog};
use relator::diagnostics::{Finding, Findings, Location, Severity};
use relator::intake;
use relator::validation::{self, Judged};
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};
use std::io::{Cursor, Read, Write};
use std::sync::OnceLock;

/// What a test writes in a cell.
#[derive(Clone)]
pub enum Raw {
    Empty,
    Text(String),
    Number(f64, &'static str),
    Day(u16, u8, u8),
    /// With the result that was saved; empty for none.
    Formula(&'static str, &'static str),
    Bool(bool),
}

/// `80%` as a share with a percent format.
pub fn percent(share: f64) -> Raw {
    Raw::Number(share, "0.00%")
}

impl From<&str> for Raw {
    /// `80%` becomes a share with a percent format, `05/06/2022` a date, digits a number.
    fn from(text: &str) -> Self {
        let day: Vec<&str> = text.split('/').collect();
        if text.is_empty() {
            Self::Empty
        } else if let Some(number) = text.strip_suffix('%') {
            percent(number.parse::<f64>().unwrap() / 100.0)
        } else if let [d, m, y] = day[..] {
            Self::Day(y.parse().unwrap(), m.parse().unwrap(), d.parse().unwrap())
        } else if let Ok(number) = text.parse() {
            Self::Number(number, "General")
        } else {
            Self::Text(text.to_owned())
        }
    }
}

/// A row of `Sistemas`: a system in order, as meeting 5 wants it.
pub const SYSTEM: [&str; 12] = [
    "SUC",
    "PEL 2021-2022",
    "DEOE",
    "Construcción",
    "85%",
    "80%",
    "15/04/2022",
    "",
    "",
    "En ejecución",
    "",
    "",
];

/// A row of `Entregables`: a deliverable that was handed in.
pub const DELIVERED: [&str; 10] = [
    "4",
    "Acuerdo",
    "Aprobado",
    "10/11/2021",
    "Sí",
    "Entregado",
    "09/11/2021",
    "OF-1",
    "",
    "",
];

/// A sheet, cell by cell; addresses count from 1.
#[derive(Clone)]
pub struct Sheet {
    pub name: String,
    cells: Vec<(u32, u16, Raw)>,
    next: u32,
    hidden: bool,
}

impl Sheet {
    pub fn empty(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            cells: Vec::new(),
            next: 5,
            hidden: false,
        }
    }

    /// Headers in row 4.
    pub fn table(name: &str, headers: &[&str]) -> Self {
        let mut sheet = Self::empty(name).cell("A1", "Título de la hoja");
        for (column, header) in headers.iter().enumerate() {
            sheet
                .cells
                .push((4, column as u16 + 1, Raw::Text((*header).to_owned())));
        }
        sheet
    }

    /// The table of systems with its headers.
    pub fn systems() -> Self {
        Self::of("Sistemas", relator::domain::Clase::Ine)
    }

    /// A table of the carried catalogue with its headers.
    pub fn of(name: &str, class: relator::domain::Clase) -> Self {
        let catalog = catalog();
        let schema = catalog.esquema(name, class).unwrap();
        let headers: Vec<&str> = schema.campos.iter().map(|c| c.titulo.as_str()).collect();
        Self::table(name, &headers)
    }

    /// The next row, from row 5.
    pub fn row(mut self, values: &[&str]) -> Self {
        for (column, value) in values.iter().enumerate() {
            self.cells
                .push((self.next, column as u16 + 1, (*value).into()));
        }
        self.next += 1;
        self
    }

    /// One cell, last word.
    pub fn cell(mut self, address: &str, value: impl Into<Raw>) -> Self {
        let at: relator::domain::CellRef = address.parse().unwrap();
        let (row, column) = (at.row, at.column as u16);
        self.cells.retain(|(r, c, _)| (*r, *c) != (row, column));
        self.cells.push((row, column, value.into()));
        self
    }

    pub fn text(self, address: &str, value: &str) -> Self {
        self.cell(address, Raw::Text(value.to_owned()))
    }

    pub fn renamed(mut self, name: &str) -> Self {
        self.name = name.to_owned();
        self
    }

    pub fn hidden(mut self) -> Self {
        self.hidden = true;
        self
    }
}

/// A workbook with its path.
#[derive(Clone)]
pub struct Book {
    pub path: String,
    pub sheets: Vec<Sheet>,
}

impl Book {
    pub fn bare(path: &str) -> Self {
        Self {
            path: path.to_owned(),
            sheets: Vec::new(),
        }
    }

    /// A workbook with `_meta` and `Portada` in order.
    pub fn of(class: &str, clave: &str, name: &str, meeting: u8) -> Self {
        let number = meeting.to_string();
        let meta = Sheet::empty("_meta")
            .text("A1", "clase")
            .text("B1", class)
            .text("A2", "clave")
            .text("B2", clave)
            .text("A3", "reunion")
            .cell("B3", number.as_str())
            .text("A4", "proceso")
            .text("B4", "PEL 2021-2022")
            .text("A5", "esquema")
            .cell("B5", "1")
            .hidden();
        let cover = Sheet::empty("Portada")
            .text("A1", "Datos del envío")
            .text("B5", "Remitente")
            .text("C5", name)
            .text("B6", "Número de reunión")
            .cell("C6", number.as_str())
            .text("B7", "Versión")
            .cell("C7", "1")
            .text("B8", "Fecha de la información")
            .text("B9", "Nombre del enlace")
            .text("B10", "Cargo del enlace")
            .text("B11", "Correo electrónico del enlace")
            .text("B12", "Observaciones generales");
        let path = format!("inputs/reunion-{meeting:02}/R{meeting:02}-{clave}-v1.xlsx");
        Self {
            path,
            sheets: vec![cover, meta],
        }
    }

    pub fn with(mut self, sheet: Sheet) -> Self {
        self.sheets.push(sheet);
        self
    }

    /// Changes the sheet of that name.
    pub fn change(mut self, name: &str, change: impl FnOnce(Sheet) -> Sheet) -> Self {
        let index = self.sheets.iter().position(|s| s.name == name).unwrap();
        let sheet = self.sheets.remove(index);
        self.sheets.insert(index, change(sheet));
        self
    }

    pub fn without(mut self, name: &str) -> Self {
        self.sheets.retain(|s| s.name != name);
        self
    }

    pub fn at(mut self, path: &str) -> Self {
        self.path = path.to_owned();
        self
    }

    pub fn bytes(&self) -> Vec<u8> {
        self.bytes_with(|_| ())
    }

    /// The same after the writer has been asked for more: merged cells, hidden rows, notes.
    pub fn bytes_with(&self, finish: impl Fn(&mut Workbook)) -> Vec<u8> {
        let mut workbook = Workbook::new();
        for sheet in &self.sheets {
            let written = workbook.add_worksheet();
            written.set_name(&sheet.name).unwrap();
            for (row, column, raw) in &sheet.cells {
                let (row, column) = (row - 1, column - 1);
                match raw {
                    Raw::Empty => continue,
                    Raw::Text(text) => written.write_string(row, column, text).unwrap(),
                    Raw::Number(number, format) => {
                        let format = Format::new().set_num_format(*format);
                        written
                            .write_number_with_format(row, column, *number, &format)
                            .unwrap()
                    }
                    Raw::Day(y, m, d) => {
                        let format = Format::new().set_num_format("dd/mm/yyyy");
                        let day = ExcelDateTime::from_ymd(*y, *m, *d).unwrap();
                        written
                            .write_datetime_with_format(row, column, &day, &format)
                            .unwrap()
                    }
                    Raw::Formula(formula, result) => {
                        let formula = rust_xlsxwriter::Formula::new(*formula).set_result(*result);
                        written.write_formula(row, column, formula).unwrap()
                    }
                    Raw::Bool(flag) => written.write_boolean(row, column, *flag).unwrap(),
                };
            }
            if sheet.hidden {
                written.set_hidden(true);
            }
        }
        finish(&mut workbook);
        workbook.save_to_buffer().unwrap()
    }
}

/// The carried catalogue, read once.
pub fn catalog() -> Catalog {
    static CATALOG: OnceLock<Catalog> = OnceLock::new();
    let read = || catalog::carried().unwrap_or_else(|error| panic!("{error:#?}"));
    CATALOG.get_or_init(read).clone()
}

/// Reads and judges workbooks against the carried catalogue.
pub fn judge(books: &[Book]) -> (Judged, Findings) {
    judge_with(&catalog(), books)
}

pub fn judge_with(catalog: &Catalog, books: &[Book]) -> (Judged, Findings) {
    let mut findings = Findings::default();
    let mut read = Vec::new();
    for book in books {
        let at = Location::file(book.path.as_str());
        read.extend(intake::read_bytes(at, &book.bytes(), &mut findings));
    }
    let judged = validation::judge(catalog, &read, &mut findings);
    (judged, findings)
}

/// Everything but the notas, as `code rule sheet!cell`.
pub fn told(findings: &Findings) -> Vec<String> {
    let worth = findings.iter().filter(|f| f.severity != Severity::Nota);
    // Small workbooks leave out most deliverables and labels.
    let left_out = |f: &&Finding| f.code.0 == 411 || f.code.0 == 168 && f.found == "fila ausente";
    worth.filter(|f| !left_out(f)).map(short).collect()
}

/// A finding, as `code rule sheet!cell`.
pub fn short(finding: &Finding) -> String {
    let rule = finding.rule.as_deref().unwrap_or("-");
    let sheet = finding.at.sheet.as_deref().unwrap_or("-");
    let cell = finding.at.cell.map_or("-".to_owned(), |c| c.to_string());
    format!("{} {rule} {sheet}!{cell}", finding.code)
}

/// A workbook's bytes with one of its parts changed.
pub fn with_part(bytes: &[u8], name: &str, change: impl Fn(String) -> String) -> Vec<u8> {
    let mut from = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut to = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..from.len() {
        let mut part = from.by_index(index).unwrap();
        let part_name = part.name().unwrap().into_owned();
        let mut text = String::new();
        part.read_to_string(&mut text).unwrap();
        if part_name == name {
            text = change(text);
        }
        let options = zip::write::SimpleFileOptions::default();
        to.start_file(part_name, options).unwrap();
        to.write_all(text.as_bytes()).unwrap();
    }
    to.finish().unwrap().into_inner()
}
