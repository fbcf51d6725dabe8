//! What `relator formatos` hands out: what each meeting asks of each sender and no more, how much
//! there is to fill in, and that what was filled in comes back whole, LibreOffice in between.

#![allow(clippy::unwrap_used, reason = "a test may stop where it likes")]

#[path = "../workbooks/mod.rs"]
mod workbooks;

mod asked;
mod count;
mod filled;
mod libreoffice;

use calamine::{Data, Reader, SheetVisible, Xlsx};
use relator::catalog::{Catalog, carried};
use relator::diagnostics::Findings;
use relator::domain::{Institucion, Reunion};
use relator::intake::{self, Fence, Workbook};
use relator::validation::{self, Judged};
use relator::workbook;
use std::io::Cursor;
use std::path::Path;
use std::sync::OnceLock;

fn catalog() -> &'static Catalog {
    static CATALOG: OnceLock<Catalog> = OnceLock::new();
    CATALOG.get_or_init(|| carried().unwrap())
}

/// The demonstration workbooks, read once.
fn story() -> &'static [Workbook] {
    static STORY: OnceLock<Vec<Workbook>> = OnceLock::new();
    STORY.get_or_init(|| {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        intake::read_all(
            &Fence::none(),
            root,
            &root.join("inputs"),
            &mut Findings::default(),
        )
        .unwrap()
    })
}

/// What was understood from the demonstration.
fn told() -> &'static Judged {
    static TOLD: OnceLock<Judged> = OnceLock::new();
    TOLD.get_or_init(|| validation::judge(catalog(), story(), &mut Findings::default()))
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
