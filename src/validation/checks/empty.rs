//! Sheets that were asked for and have no row: at the meetings that expect some, and
//! any other sheet in which nothing was reported.

use super::deliverables::SHEET as DELIVERABLES;
use super::told;
use crate::diagnostics::Finding;
use crate::domain::Reunion;
use crate::validation::history::History;
use crate::validation::read::{SheetRead, State};
use crate::validation::remark::Remark;
use crate::validation::schemas::{Schemas, lists_systems};
use crate::validation::workbook::{WorkbookRead, asked};

/// Tells the workbooks in which a sheet that was asked for has no row: in the words of the check
/// that names the sheet, else that it counts as no report. A missing sheet is told as such.
pub(super) fn run(
    schemas: &Schemas<'_>,
    meeting: &Reunion,
    books: &mut [WorkbookRead<'_>],
    history: &History,
) {
    for book in books.iter_mut() {
        let empty = book.sheets.iter().filter(|sheet| {
            let reported = sheet.rows.iter().any(|r| r.state != State::NotReported);
            asked(sheet.schema, &book.from) && !sheet.incomplete && !reported
        });
        let findings: Vec<Finding> = empty
            .filter_map(|sheet| {
                expected(schemas, meeting, sheet).or_else(|| silent(book, sheet, history))
            })
            .collect();
        book.findings.extend(findings);
    }
}

/// What a check says of a sheet that it expects to have rows at the meeting.
fn expected(schemas: &Schemas<'_>, meeting: &Reunion, sheet: &SheetRead<'_>) -> Option<Finding> {
    let mut checks = schemas.catalog.comprobaciones.iter();
    let words = checks.find(|words| {
        let now = words.reuniones.is_empty() || words.reuniones.contains(&meeting.numero);
        now && words.hoja.as_ref() == Some(&sheet.schema.hoja)
    })?;
    Some(Finding {
        topic: sheet.schema.temas.first().cloned(),
        ..told(407, words, sheet.header.clone(), "hoja sin filas")
    })
}

/// A compulsory sheet without any row. Rows that we wrote are told as such, and so is each system
/// that was reported before.
fn silent(book: &WorkbookRead<'_>, sheet: &SheetRead<'_>, history: &History) -> Option<Finding> {
    let schema = sheet.schema;
    let mut before = history.of_sheet(&book.from.sender.clave, &schema.hoja);
    // Deliverables that are due were named one by one.
    let named = book.findings.iter().any(|f| f.code.0 == 411);
    let before = lists_systems(schema) && before.next().is_some();
    let told = !sheet.rows.is_empty() || before || named && schema.hoja == DELIVERABLES;
    if told || !schema.obligatoria {
        return None;
    }
    let message = format!(
        "La hoja “{}” no tiene ninguna fila; se considera sin reporte.",
        schema.hoja
    );
    let remark = Remark::new(165, "filas con su información", message);
    Some(Finding {
        topic: schema.temas.first().cloned(),
        ..remark.at(sheet.header.clone(), "hoja sin filas")
    })
}
