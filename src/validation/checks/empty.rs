//! at a meeting that expects rows of a sheet, a workbook that has none.

use super::told;
use crate::catalog::Comprobacion;
use crate::domain::Reunion;
use crate::validation::read::State;
use crate::validation::schemas::Schemas;
use crate::validation::workbook::{WorkbookRead, asked};

/// Tells the workbooks in which a sheet that a check names, and that was asked for, has no row. A
/// missing sheet is told as such.
pub(super) fn run(schemas: &Schemas<'_>, meeting: &Reunion, books: &mut [WorkbookRead<'_>]) {
    for words in &schemas.catalog.comprobaciones {
        let now = words.reuniones.is_empty() || words.reuniones.contains(&meeting.numero);
        if let Some(name) = words.hoja.as_ref().filter(|_| now) {
            for book in books.iter_mut() {
                tell(words, name, book);
            }
        }
    }
}

fn tell(words: &Comprobacion, name: &str, book: &mut WorkbookRead<'_>) {
    let empty = book.sheet(name).filter(|sheet| {
        let reported = sheet.rows.iter().any(|r| r.state != State::NotReported);
        asked(sheet.schema, &book.from) && !sheet.incomplete && !reported
    });
    let Some(sheet) = empty else {
        return;
    };
    let mut finding = told(407, words, sheet.header.clone(), "hoja sin filas");
    finding.topic = sheet.schema.temas.first().cloned();
    book.findings.push(finding);
}
