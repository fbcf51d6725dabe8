//! Checks that need other rows, sheets or workbooks than the row they speak of. Their words and
//! weights come from the catalogue.

mod commitments;
mod deliverables;
mod empty;
mod privacy;
mod references;
mod systems;

pub(super) use deliverables::unknown as unknown_deliverables;
pub(super) use references::run as references;

use super::history::History;
use super::schemas::Schemas;
use super::workbook::WorkbookRead;
use crate::catalog::Comprobacion;
use crate::diagnostics::{Code, Finding, Location};
use crate::domain::Reunion;

/// Runs every named check over the workbooks in force for a meeting.
pub(super) fn run(
    schemas: &Schemas<'_>,
    meeting: &Reunion,
    books: &mut [WorkbookRead<'_>],
    history: &History,
) {
    for book in books.iter_mut() {
        privacy::run(schemas, book);
    }
    systems::missing(schemas, meeting, books, history);
    systems::contradictory(schemas, books);
    deliverables::missing(schemas, meeting, books, history);
    empty::run(schemas, meeting, books, history);
    commitments::run(schemas, meeting, books, history);
}

/// The finding of a named check at a place, in the catalogue's words.
fn told(code: u16, words: &Comprobacion, at: Location, found: impl Into<String>) -> Finding {
    Finding {
        severity: words.severidad,
        rule: Some(words.id.clone()),
        found: found.into(),
        expected: words.esperado.clone(),
        message: words.mensaje.clone(),
        help: words.ayuda.clone(),
        ..Finding::new(Code(code), at)
    }
}
