//! an open commitment to which its responsible sender gives no answer.

use super::told;
use crate::domain::{Clase, Institucion, Reunion, Value};
use crate::validation::history::History;
use crate::validation::read::{RowRead, State, part};
use crate::validation::schemas::Schemas;
use crate::validation::workbook::{WorkbookRead, asked};

/// The secretariat's sheet in which commitments are opened and closed.
const OPENED: &str = "Compromisos_abiertos";
/// The sheet in which a sender answers.
const ANSWERS: &str = "Compromisos";

/// A commitment that stood open when the workbooks of the meeting were asked for.
struct Open {
    id: String,
    responsible: Vec<String>,
}

/// Tells every workbook the commitments that it does not answer. Open is what was taken at the
/// meetings before and is not closed; what is taken at this one is asked for at the next.
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
        // A row of which the id cannot be read may be the answer that is missed.
        let unreadable = sheet.rows.iter().any(|row| row.wrong.contains("id"));
        if unreadable || sheet.incomplete || !asked(sheet.schema, &book.from) {
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
    fn of<'v>(value: impl Fn(&str) -> &'v Value) -> Self {
        let responsible = match value("responsables") {
            Value::List(names) => names.clone(),
            Value::Text(name) => vec![name.clone()],
            Value::Missing | Value::Bool(_) | Value::Number(_) | Value::Date(_) => Vec::new(),
        };
        Self {
            id: part(value("id")),
            responsible,
        }
    }

    fn names(&self, schemas: &Schemas<'_>, sender: &Institucion) -> bool {
        let named = |text: &String| schemas.catalog.remitente_por_nombre(text);
        self.responsible
            .iter()
            .filter_map(named)
            .any(|s| s.clave == sender.clave)
    }
}

/// What the latest earlier list of the secretariat leaves open, and what its list of this meeting
/// says was taken at an earlier one; without what that list closes.
fn open(
    schemas: &Schemas<'_>,
    meeting: &Reunion,
    books: &[WorkbookRead<'_>],
    history: &History,
) -> Vec<Open> {
    let Some(schema) = schemas.catalog.esquema(OPENED, Clase::Secretaria) else {
        return Vec::new();
    };
    let now: Vec<&RowRead> = books
        .iter()
        .filter_map(|book| book.sheet(OPENED))
        .flat_map(|sheet| &sheet.rows)
        .filter(|row| row.state == State::Usable)
        .collect();
    let secretariats = schemas.catalog.instituciones.iter();
    let secretariats = secretariats.filter(|i| i.clase == Clase::Secretaria);
    let earlier = secretariats.flat_map(|s| history.latest_rows(&s.clave, OPENED));
    let mut open: Vec<Open> = earlier
        .filter(|row| !schema.concluye(|field| row.value(field)))
        .map(|row| Open::of(|field| row.value(field)))
        .filter(|open| !now.iter().any(|row| part(row.value("id")) == open.id))
        .collect();
    let before = |row: &&&RowRead| {
        let taken = row.value("reunion").as_number();
        taken.is_some_and(|taken| taken < f64::from(meeting.numero))
    };
    let listed = now.iter().filter(before);
    let listed = listed.filter(|row| !schema.concluye(|field| row.value(field)));
    open.extend(listed.map(|row| Open::of(|field| row.value(field))));
    open
}
