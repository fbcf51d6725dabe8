//! an open commitment to which its responsible sender gives no answer.

use super::told;
use crate::domain::{Clase, Institucion, Reunion, Value};
use crate::validation::dataset::Row;
use crate::validation::history::History;
use crate::validation::read::{State, part};
use crate::validation::schemas::Schemas;
use crate::validation::workbook::{WorkbookRead, asked};
use std::sync::Arc;

/// The secretariat's sheet in which commitments are opened and closed.
const OPENED: &str = "Compromisos_abiertos";
/// The sheet in which a sender answers.
const ANSWERS: &str = "Compromisos";

/// A commitment that stood open when the workbooks of the meeting were asked for.
struct Open {
    id: String,
    responsible: Vec<String>,
}

/// Tells every workbook the commitments that it does not answer. Open is what the secretariat
/// had listed at the meetings before; what it lists now is asked for at the next one.
pub(super) fn run(
    schemas: &Schemas<'_>,
    meeting: &Reunion,
    books: &mut [WorkbookRead<'_>],
    history: &History,
) {
    let Some(words) = schemas.catalog.comprobacion("R-23") else {
        return;
    };
    let open = open(schemas, meeting, books, history);
    for book in books.iter_mut() {
        let Some(sheet) = book.sheets.iter().find(|s| s.schema.hoja == ANSWERS) else {
            continue;
        };
        if !asked(sheet.schema, &book.from) {
            continue;
        }
        let mut findings = Vec::new();
        for commitment in open.iter().filter(|c| c.names(schemas, book.from.sender)) {
            let row = sheet
                .rows
                .iter()
                .find(|r| part(r.value("id")) == commitment.id);
            let at = match row {
                Some(row) if row.state != State::NotReported => continue,
                Some(row) => row.at("estatus").unwrap_or(&sheet.header),
                None => &sheet.header,
            };
            let mut finding = told(410, words, at.clone(), commitment.id.clone());
            finding.message = format!("{} Compromiso: {}.", words.mensaje, commitment.id);
            findings.push(finding);
        }
        book.findings.extend(findings);
    }
}

impl Open {
    fn names(&self, schemas: &Schemas<'_>, sender: &Institucion) -> bool {
        let named = |text: &String| schemas.catalog.remitente_por_nombre(text);
        self.responsible
            .iter()
            .filter_map(named)
            .any(|s| s.clave == sender.clave)
    }
}

/// What was open after the latest earlier list of the secretariat, and was not closed since.
fn open(
    schemas: &Schemas<'_>,
    meeting: &Reunion,
    books: &[WorkbookRead<'_>],
    history: &History,
) -> Vec<Open> {
    let Some(schema) = schemas.catalog.esquema(OPENED, Clase::Secretaria) else {
        return Vec::new();
    };
    let secretariats = schemas.catalog.instituciones.iter();
    let secretariats = secretariats.filter(|i| i.clase == Clase::Secretaria);
    let earlier = secretariats.flat_map(|s| history.latest_rows(&s.clave, OPENED));
    let now_closed = |id: &str| {
        let sheets = books.iter().filter_map(|b| b.sheet(OPENED));
        let mut rows = sheets.flat_map(|s| &s.rows);
        rows.any(|r| part(r.value("id")) == id && schema.concluye(|f| r.value(f)))
    };
    let is_open = |row: &&Arc<Row>| {
        row.delivery.meeting < meeting.numero && !schema.concluye(|f| row.value(f))
    };
    earlier
        .filter(is_open)
        .map(|row| Open {
            id: part(row.value("id")),
            responsible: match row.value("responsables") {
                Value::List(names) => names.clone(),
                Value::Text(name) => vec![name.clone()],
                Value::Missing | Value::Bool(_) | Value::Number(_) | Value::Date(_) => Vec::new(),
            },
        })
        .filter(|open| !now_closed(&open.id))
        .collect()
}
