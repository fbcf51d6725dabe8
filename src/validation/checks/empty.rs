//! at a meeting that expects rows of a sheet, a workbook that has none.

use super::told;
use crate::domain::Reunion;
use crate::validation::read::State;
use crate::validation::schemas::Schemas;
use crate::validation::workbook::{WorkbookRead, asked};

/// Tells the workbooks in which the sheet that the check names, and that was asked for, has no
/// row. A missing sheet is told as such.
pub(super) fn run(schemas: &Schemas<'_>, meeting: &Reunion, books: &mut [WorkbookRead<'_>]) {
    let Some(words) = schemas.catalog.comprobacion("R-19") else {
        return;
    };
    let now = words.reuniones.is_empty() || words.reuniones.contains(&meeting.numero);
    let Some(name) = words.hoja.as_ref().filter(|_| now) else {
        return;
    };
    for book in books.iter_mut() {
        let empty = book.sheet(name).filter(|sheet| {
            let reported = sheet.rows.iter().any(|r| r.state != State::NotReported);
            asked(sheet.schema, &book.from) && !sheet.incomplete && !reported
        });
        let Some(sheet) = empty else {
            continue;
        };
        let mut finding = told(407, words, sheet.header.clone(), "hoja sin filas");
        finding.topic = sheet.schema.temas.first().cloned();
        book.findings.push(finding);
    }
}
