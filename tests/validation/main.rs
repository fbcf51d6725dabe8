//! Small workbooks, each with one story: what is told, where, and what of it is used.

#![allow(
    clippy::unwrap_used,
    reason = "a test that cannot make its workbook has failed"
)]

mod cells;
mod last_report;
mod lost;
mod meeting;
mod values;
mod workbook;
#[path = "../workbooks/mod.rs"]
mod workbooks;

use relator::validation::Judged;
use workbooks::{Book, SYSTEM, Sheet, told};

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
