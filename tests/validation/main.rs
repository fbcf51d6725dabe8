//! Small workbooks, each with one story: what is told, where, and what of it is used.

#![allow(
    clippy::unwrap_used,
    reason = "a test that cannot make its workbook has failed"
)]

mod cells;
mod lost;
mod meeting;
mod values;
mod workbook;
#[path = "../workbooks/mod.rs"]
mod workbooks;

use relator::diagnostics::{Finding, Findings, Severity};
use relator::validation::Judged;
use workbooks::{Book, Sheet};

/// The findings of a severity or worse, as `code rule sheet!cell`.
fn told(findings: &Findings) -> Vec<String> {
    let worth = findings.iter().filter(|f| f.severity != Severity::Nota);
    worth.map(short).collect()
}

fn short(finding: &Finding) -> String {
    let rule = finding.rule.as_deref().unwrap_or("-");
    let sheet = finding.at.sheet.as_deref().unwrap_or("-");
    let cell = finding.at.cell.map_or("-".to_owned(), |c| c.to_string());
    format!("{} {rule} {sheet}!{cell}", finding.code)
}

/// A system in order, as meeting 5 wants it.
const SYSTEM: [&str; 12] = [
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

fn deoe(meeting: u8, systems: Vec<Sheet>) -> Book {
    let mut book = Book::of("INE", "deoe", "DEOE", meeting);
    for sheet in systems {
        book = book.with(sheet);
    }
    book
}

fn one_system(change: impl FnOnce(Sheet) -> Sheet) -> Book {
    deoe(5, vec![change(Sheet::systems().row(&SYSTEM))])
}

fn rows(judged: &Judged, meeting: u8, sheet: &str) -> usize {
    judged.datasets[&meeting].rows(sheet).len()
}

fn hidalgo(meeting: u8, sheets: Vec<Sheet>) -> Book {
    let mut book = Book::of("OPL", "hidalgo", "Hidalgo", meeting);
    for sheet in sheets {
        book = book.with(sheet);
    }
    book
}
