//! at the meeting of the tests, a workbook that reports none.

use super::told;
use crate::domain::Reunion;
use crate::validation::read::State;
use crate::validation::schemas::Schemas;
use crate::validation::workbook::{WorkbookRead, asked};

/// Tells the workbooks whose sheet of tests, asked for because its own topic is the only one of
/// the meeting, has no row. A missing sheet is told as such.
pub(super) fn run(schemas: &Schemas<'_>, meeting: &Reunion, books: &mut [WorkbookRead<'_>]) {
    let Some(words) = schemas.catalog.comprobacion("R-19") else {
        return;
    };
    // The rule on the rows of this sheet says which sheet it is, and at which meetings.
    let judged = |schema: &crate::catalog::Esquema| {
        let mut rules = schema.reglas.iter();
        rules.any(|r| r.id == words.id && r.reuniones.contains(&meeting.numero))
    };
    for book in books.iter_mut() {
        let empty = book.sheets.iter().find(|sheet| {
            let reported = sheet.rows.iter().any(|r| r.state != State::NotReported);
            judged(sheet.schema) && asked(sheet.schema, &book.from) && !reported
        });
        let Some(sheet) = empty else {
            continue;
        };
        let mut finding = told(407, words, sheet.header.clone(), "hoja sin renglones");
        finding.topic = sheet.schema.temas.first().cloned();
        book.findings.push(finding);
    }
}
