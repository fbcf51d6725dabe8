//! What people do to a workbook, case by case: what is told, where, and what of it is used. Every
//! file is made by a program that really writes workbooks; only hostile ones are made by hand.
//!
//! ```text
//! files     what arrives in the folder: what is a workbook, what is not, and how it is told
//! hostile   files that no program of good faith writes
//! sheets    sheets, headers, rows, columns, merged and hidden parts
//! cells     what one cell holds: percentages, dates, texts, keys
//! formulas  what formulas, links and errors of the sheet leave in a cell
//! saved     workbooks that LibreOffice and openpyxl saved (tests/excel/casos)
//! ```

#![allow(
    clippy::unwrap_used,
    reason = "a test that cannot make its workbook has failed"
)]

mod cells;
mod files;
mod formulas;
mod hostile;
mod saved;
mod sheets;
#[path = "../workbooks/mod.rs"]
mod workbooks;

use relator::diagnostics::{Finding, Findings, Location};
use relator::domain::Value;
use relator::intake;
use relator::validation::{self, Judged};
use std::path::Path;
use workbooks::{Book, SYSTEM, Sheet};

/// What came of one file.
struct Outcome {
    findings: Findings,
    judged: Judged,
}

impl Outcome {
    /// Everything but the notas, as `code rule sheet!cell`.
    fn told(&self) -> Vec<String> {
        workbooks::told(&self.findings)
    }

    fn only(&self) -> &Finding {
        let all: Vec<&Finding> = self.findings.iter().collect();
        assert_eq!(all.len(), 1, "{:?}", self.told());
        all[0]
    }

    /// The systems that are used, by their clave.
    fn used(&self) -> Vec<String> {
        let rows = self.judged.datasets[&5].rows("Sistemas");
        let claves = rows.iter().map(|row| row.value("id_sistema"));
        claves
            .map(|clave| match clave {
                Value::Text(clave) => clave.clone(),
                other => panic!("{other:?}"),
            })
            .collect()
    }

    /// A field of the first system.
    fn value(&self, field: &str) -> Value {
        let rows = self.judged.datasets[&5].rows("Sistemas");
        rows.first()
            .map_or(Value::Missing, |row| row.value(field).clone())
    }
}

/// Reads and judges the bytes of one file.
fn judge(path: &str, bytes: &[u8]) -> Outcome {
    let mut findings = Findings::default();
    let read = intake::read_bytes(Location::file(path), bytes, &mut findings);
    let read: Vec<_> = read.into_iter().collect();
    let judged = validation::judge(&workbooks::catalog(), &read, &mut findings);
    Outcome { findings, judged }
}

fn judge_book(book: &Book) -> Outcome {
    judge(&book.path, &book.bytes())
}

/// A file of tests/excel/casos.
fn saved_file(name: &str) -> Vec<u8> {
    std::fs::read(Path::new("tests/excel/casos").join(name)).unwrap()
}

/// [`SYSTEM`] for another system.
fn system(clave: &str) -> [&str; 12] {
    let mut system = SYSTEM;
    system[0] = clave;
    system
}

/// The workbook of DEOE for meeting 5 with a sheet of systems.
fn book(sheet: Sheet) -> Book {
    Book::of("INE", "deoe", "DEOE", 5).with(sheet)
}

/// The workbook with one system in order, changed.
fn one_system(change: impl FnOnce(Sheet) -> Sheet) -> Book {
    book(change(Sheet::systems().row(&SYSTEM)))
}
