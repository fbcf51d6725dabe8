//! an open commitment to which its responsible sender gives no answer. R-27: an answer to a
//! commitment that the secretariat never opened.

use super::told;
use crate::diagnostics::Severity;
use crate::domain::{Clase, Institucion, Reunion, Value};
use crate::validation::history::History;
use crate::validation::read::{RowRead, SheetRead, State};
use crate::validation::remark::Remark;
use crate::validation::schemas::Schemas;
use crate::validation::workbook::{WorkbookRead, asked};
use std::collections::BTreeSet;

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
    let open = open(schemas, meeting, books, history);
    if let Some(opened) = Opened::of(schemas, books, history) {
        for book in books.iter_mut() {
            never_opened(schemas, (book, meeting), &opened, &open);
        }
    }
    let Some(words) = schemas.catalog.comprobacion("R-23") else {
        return;
    };
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
                .find(|r| r.value("id").written() == commitment.id);
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

/// Every commitment that the secretariat ever opened, as far as its lists are known.
struct Opened {
    ids: BTreeSet<String>,
    /// The meetings at which they were taken.
    taken: BTreeSet<u8>,
}

impl Opened {
    /// None when the secretariat delivered no list, or one that could not be read whole.
    fn of(schemas: &Schemas<'_>, books: &[WorkbookRead<'_>], history: &History) -> Option<Self> {
        let secretariats = schemas.catalog.instituciones.iter();
        let secretariats = secretariats.filter(|i| i.clase == Clase::Secretaria);
        let earlier = secretariats.flat_map(|s| history.of_sheet(&s.clave, OPENED));
        let earlier: Vec<String> = earlier.map(|(_, row)| row.value("id").written()).collect();
        let now: Vec<_> = books.iter().filter_map(|b| b.sheet(OPENED)).collect();
        let unreadable = |sheet: &&SheetRead<'_>| {
            sheet.incomplete || sheet.rows.iter().any(|row| row.wrong.contains("id"))
        };
        if now.iter().any(unreadable) {
            return None;
        }
        let rows = now.iter().flat_map(|sheet| &sheet.rows);
        let listed = rows.map(|row| row.value("id").written()).chain(earlier);
        let ids: BTreeSet<String> = listed.filter(|id| !id.is_empty()).collect();
        let taken = ids.iter().filter_map(|id| taken(id)).collect();
        (!now.is_empty() || !ids.is_empty()).then_some(Self { ids, taken })
    }

    /// Whether it is certain that nobody opened a commitment: «C-05-03» was taken at meeting 5, and
    /// what was taken there is listed.
    fn lacks(&self, id: &str, meeting: &Reunion) -> bool {
        let listed = taken(id).is_none_or(|at| self.taken.contains(&at) || at > meeting.numero);
        listed && !self.ids.contains(id)
    }
}

/// The meeting at which a commitment was taken: 5 of «C-05-03».
fn taken(id: &str) -> Option<u8> {
    id.split('-').nth(1)?.parse().ok()
}

/// Leaves out, and tells, every answer to a commitment that the secretariat never opened (`dominio.md`
/// §8.3, R-27).
fn never_opened(
    schemas: &Schemas<'_>,
    (book, meeting): (&mut WorkbookRead<'_>, &Reunion),
    opened: &Opened,
    open: &[Open],
) {
    let sender = book.from.sender;
    let own: Vec<String> = open
        .iter()
        .filter(|c| c.names(schemas, sender))
        .map(|c| format!("“{}”", c.id))
        .collect();
    let expected = match own.as_slice() {
        [] => "un compromiso que la Secretaría haya abierto".to_owned(),
        own => own.join(", "),
    };
    let Some(sheet) = book.sheets.iter_mut().find(|s| s.schema.hoja == ANSWERS) else {
        return;
    };
    for row in sheet.rows.iter_mut().filter(|r| r.state == State::Usable) {
        let id = row.value("id").written();
        if id.is_empty() || !opened.lacks(&id, meeting) {
            continue;
        }
        let Some(at) = row.at("id").cloned() else {
            continue;
        };
        let message = format!(
            "El compromiso {id} no está entre los abiertos por la Secretaría; la fila no se usó."
        );
        let remark = Remark::new(204, expected.as_str(), message).rule("R-27");
        let remark = remark.help(
            "Corrija el número o borre la fila; si el compromiso existe, comuníquelo a la Secretaría.",
        );
        let Some(finding) = schemas.finding(remark, at, &id) else {
            return;
        };
        if finding.severity == Severity::Error {
            row.state = State::Wrong;
        }
        row.wrong.insert("id".to_owned());
        book.findings.push(finding);
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
            id: value("id").written(),
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
        .filter(|open| !now.iter().any(|row| row.value("id").written() == open.id))
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
