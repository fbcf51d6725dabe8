//! Blank, annotated and demonstration workbooks. The only module that names rust_xlsxwriter.
//!
//! What a workbook asks stands in `templates/`: sheets, columns, words and notes come from the
//! schema, which sheets from the meeting. Only the sender's identity is known here by name.

mod choice;
mod identity;
mod instructions;
mod list;
mod prefill;
mod review;
mod sheet;
mod style;
mod words;

pub use choice::mark as published_or_not;
pub use list::{List, ListCell, list};
pub use prefill::prefilled;
pub use review::{
    Copied, CopiedSheet, CopiedValue, Line, Mark, Page, PageCell, ReviewBook, Weight, review,
};

use crate::catalog::{Catalog, Esquema, PORTADA};
use crate::diagnostics::Error;
use crate::domain::{Institucion, Reunion, Value};
use choice::Lists;
use rust_xlsxwriter::{Workbook, XlsxError};
use std::collections::BTreeMap;

/// Rows to write by sheet; each row by field name. What is not named stays empty.
pub type Contents = BTreeMap<String, Vec<BTreeMap<String, Value>>>;

/// Sheets that a person sees, at the most.
pub const VISIBLE_SHEETS: usize = 5;

/// The workbook that is being written: for whom and for which meeting.
#[derive(Clone, Copy)]
struct Issue<'a> {
    catalog: &'a Catalog,
    sender: &'a Institucion,
    meeting: &'a Reunion,
    version: u32,
}

/// The workbook of a sender for a meeting with the given contents: blank when there are none but
/// the prefilled ones. Same arguments, same bytes. Fails only when the schema asks for what a
/// workbook cannot hold, such as the name of a sheet with more than 31 characters.
pub fn write(
    catalog: &Catalog,
    sender: &Institucion,
    meeting: &Reunion,
    version: u32,
    contents: &Contents,
) -> Result<Vec<u8>, Error> {
    let issue = Issue {
        catalog,
        sender,
        meeting,
        version,
    };
    assemble(issue, contents).map_err(|error| {
        Error::Internal(format!(
            "el libro de {} para la reunión {} no se pudo formar: {error}",
            sender.clave, meeting.numero
        ))
    })
}

/// The sheets of a workbook, in order: `Portada`, what the meeting asks of that kind of sender,
/// then what the contents bring besides.
pub fn sheets<'a>(
    catalog: &'a Catalog,
    sender: &Institucion,
    meeting: &Reunion,
    contents: &Contents,
) -> Vec<&'a Esquema> {
    let asked = meeting.hojas.get(&sender.clase);
    let asked = asked.into_iter().flatten().map(String::as_str);
    let mut names = vec![PORTADA];
    for name in asked.chain(contents.keys().map(String::as_str)) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
        .into_iter()
        .filter_map(|name| catalog.esquema(name, sender.clase))
        .collect()
}

fn assemble(issue: Issue<'_>, contents: &Contents) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let mut lists = Lists::default();
    let none = Vec::new();
    let schemas = sheets(issue.catalog, issue.sender, issue.meeting, contents);
    for schema in &schemas {
        let rows = contents.get(&schema.hoja).unwrap_or(&none);
        let worksheet = workbook.add_worksheet();
        sheet::write(worksheet, issue, schema, rows, &mut lists)?;
    }
    if schemas.len() < VISIBLE_SHEETS {
        instructions::write(workbook.add_worksheet(), issue, &schemas)?;
    }
    lists.write(&mut workbook)?;
    identity::write(&mut workbook, issue)?;
    // The best compression: what an office keeps for years and sends by mail.
    workbook.set_zip_compression_level(9);
    workbook.save_to_buffer()
}
