//! Blank, annotated and demonstration workbooks. The only module that names rust_xlsxwriter.
//!
//! What a workbook asks stands in `templates/`: sheets, columns, words and notes come from the
//! schema, which sheets from the meeting. Only the sender's identity is known here by name.

mod choice;
mod identity;
mod instructions;
mod list;
mod prefill;
mod remembered;
mod review;
mod saved;
mod sheet;
mod style;
mod words;

pub use choice::published_or_not;
pub use list::{List, ListCell, list};
pub use prefill::prefilled;
pub use review::{
    Copied, CopiedSheet, CopiedValue, Line, Mark, Page, PageCell, ReviewBook, Weight, review,
};

use crate::catalog::{Catalog, Esquema, PORTADA};
use crate::diagnostics::Error;
use crate::domain::{Institucion, Reunion, Value};
use crate::validation::Judged;
use choice::Lists;
use remembered::Remembered;
use rust_xlsxwriter::{Workbook, XlsxError};
use saved::saved;
use std::collections::BTreeMap;

/// Rows to write by sheet. What is not named stays empty.
pub type Contents = BTreeMap<String, Vec<Record>>;

/// A row to write, by field name.
pub type Record = BTreeMap<String, Value>;

/// Sheets that a person sees, at the most.
pub const VISIBLE_SHEETS: usize = 5;

/// The workbook that is being written: for whom and for which meeting.
#[derive(Clone, Copy)]
struct Issue<'a> {
    catalog: &'a Catalog,
    sender: &'a Institucion,
    meeting: &'a Reunion,
    version: u32,
    remembered: &'a Remembered,
}

/// The blank workbook of a sender for a meeting, with what was reported before. Same arguments,
/// same bytes; fails like [`write`].
pub fn blank(
    catalog: &Catalog,
    sender: &Institucion,
    meeting: &Reunion,
    version: u32,
    judged: &Judged,
) -> Result<Vec<u8>, Error> {
    let contents = prefilled(catalog, sender, meeting, judged);
    let issue = Issue {
        catalog,
        sender,
        meeting,
        version,
        remembered: &remembered::remembered(catalog, (sender, meeting), judged, &contents),
    };
    finish(issue, &contents)
}

/// The workbook of a sender for a meeting with the given contents. Same arguments, same bytes. Fails only when the schema asks for what a
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
        remembered: &Remembered::new(),
    };
    finish(issue, contents)
}

fn finish(issue: Issue<'_>, contents: &Contents) -> Result<Vec<u8>, Error> {
    assemble(issue, contents).map_err(|error| {
        Error::Internal(format!(
            "el libro de {} para la reunión {} no se pudo formar: {error}",
            issue.sender.clave, issue.meeting.numero
        ))
    })
}

/// The sheets of a workbook, in order: `Portada`, what the meeting asks of that kind of sender,
/// then what the contents bring besides. A sheet whose rows we write is left out when there is
/// none to write: nobody is asked about commitments who has none open.
pub fn sheets<'a>(
    catalog: &'a Catalog,
    sender: &Institucion,
    meeting: &Reunion,
    contents: &Contents,
) -> Vec<&'a Esquema> {
    let asked = meeting.hojas.get(&sender.clase);
    let asked = asked.into_iter().flatten().map(String::as_str);
    let asked = asked.filter(|name| {
        let schema = catalog.esquema(name, sender.clase);
        contents.contains_key(*name) || !schema.is_some_and(is_for_us_to_begin)
    });
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

/// Whether the rows of a sheet can only be those that we write, and there may be none.
fn is_for_us_to_begin(schema: &Esquema) -> bool {
    let mut key = schema.llave.iter().map(|field| schema.campo(field));
    let ours = key.all(|campo| campo.is_some_and(|campo| campo.prellenado));
    ours && !schema.llave.is_empty() && !schema.obligatoria
}

fn assemble(issue: Issue<'_>, contents: &Contents) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let mut lists = Lists::default();
    let none = Vec::new();
    let schemas = sheets(issue.catalog, issue.sender, issue.meeting, contents);
    let has_room = schemas.len() < VISIBLE_SHEETS;
    if has_room {
        instructions::write(workbook.add_worksheet(), issue, &schemas)?;
    }
    for schema in &schemas {
        let rows = contents.get(&schema.hoja).unwrap_or(&none);
        let worksheet = workbook.add_worksheet();
        sheet::write(worksheet, issue, schema, rows, &mut lists)?;
        if schema.hoja == PORTADA && !has_room {
            instructions::beneath(worksheet, schema)?;
        }
    }
    lists.write(&mut workbook)?;
    identity::write(&mut workbook, issue)?;
    // The best compression: what an office keeps for years and sends by mail.
    workbook.set_zip_compression_level(9);
    saved(workbook)
}
