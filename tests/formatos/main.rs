//! What `relator formatos` hands out: what each meeting asks of each sender and no more, how much
//! there is to fill in, and that what was filled in comes back whole, LibreOffice in between.

#![allow(clippy::unwrap_used, reason = "a test may stop where it likes")]

#[path = "../support/demonstration.rs"]
mod demonstration;
#[path = "../workbooks/mod.rs"]
mod workbooks;

mod asked;
mod count;
mod filled;
mod libreoffice;

use calamine::{Data, Reader, SheetVisible, Xlsx};
use demonstration::demonstration;
use relator::catalog::Catalog;
use relator::domain::{Institucion, Reunion};
use relator::validation::Judged;
use relator::workbook;
use std::io::Cursor;

fn catalog() -> &'static Catalog {
    &demonstration().catalog
}

/// What was understood from the demonstration.
fn told() -> &'static Judged {
    &demonstration().judged
}

/// What is known while a meeting is being prepared: every earlier one.
fn known_before(number: u8) -> Judged {
    let mut judged = told().clone();
    judged.datasets.retain(|n, _| *n < number);
    judged
}

fn sender(clave: &str) -> &'static Institucion {
    catalog().institucion(clave).unwrap()
}

fn meeting(number: u8) -> &'static Reunion {
    catalog().reunion(number).unwrap()
}

/// The blank workbook of a sender for a meeting.
fn blank(clave: &str, number: u8) -> Vec<u8> {
    let known = known_before(number);
    workbook::blank(catalog(), sender(clave), meeting(number), 1, &known).unwrap()
}

fn open(bytes: &[u8]) -> Xlsx<Cursor<&[u8]>> {
    Xlsx::new(Cursor::new(bytes)).unwrap()
}

/// The sheets that a person sees, in order.
fn visible(bytes: &[u8]) -> Vec<String> {
    let book = open(bytes);
    let sheets = book.sheets_metadata().iter();
    sheets
        .filter(|sheet| sheet.visible == SheetVisible::Visible)
        .map(|sheet| sheet.name.clone())
        .collect()
}

/// What stands in a cell, in words; rows and columns from 0.
fn text(range: &calamine::Range<Data>, at: (u32, u32)) -> String {
    range
        .get_value(at)
        .map_or_else(String::new, Data::to_string)
}
