//! What a rule sees: rows, sheets, meeting and process as values of CEL.

use crate::catalog::{Catalog, Esquema, Tipo};
use crate::diagnostics::Location;
use crate::domain::{Clase, Institucion, Reunion, Value};
use crate::validation::dataset::Row;
use crate::validation::history::History;
use crate::validation::read::{Key, RowRead, State};
use crate::validation::schemas::Schemas;
use crate::validation::workbook::WorkbookRead;
use cel::objects::{Key as CelKey, Map};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

pub(super) type Cel = cel::Value;

/// A row that a rule may look at: of this workbook, or its last report.
#[derive(Debug, Clone, Copy)]
pub(super) enum Seen<'r> {
    /// Brought by the workbook.
    Read(&'r RowRead),
    /// Used at an earlier meeting.
    Last(&'r Row),
}

impl Seen<'_> {
    /// The value of a field.
    pub(super) fn value(&self, field: &str) -> &Value {
        match self {
            Self::Read(row) => row.value(field),
            Self::Last(row) => row.value(field),
        }
    }

    /// The cell of a field.
    pub(super) fn at(&self, field: &str) -> Option<&Location> {
        match self {
            Self::Read(row) => row.at(field),
            Self::Last(row) => row.fields.get(field).map(|f| &f.at),
        }
    }

    /// The meeting for which it was reported, if an earlier one.
    pub(super) fn meeting(&self) -> Option<u8> {
        match self {
            Self::Read(_) => None,
            Self::Last(row) => Some(row.delivery.meeting),
        }
    }

    /// The row as a value: every field of its sheet, a value or null.
    pub(super) fn cel(&self, schema: &Esquema) -> Cel {
        let fields = schema.campos.iter();
        map(fields.map(|campo| {
            let value = cel_value(self.value(&campo.nombre), campo.tipo);
            (campo.nombre.as_str(), value)
        }))
    }
}

/// The rows of a sheet that a workbook brings.
pub(super) fn brought<'r>(book: &'r WorkbookRead<'_>, schema: &Esquema) -> Vec<Seen<'r>> {
    let sheet = book.sheets.iter().find(|s| std::ptr::eq(s.schema, schema));
    let rows = sheet.into_iter().flat_map(|sheet| &sheet.rows);
    let told = rows.filter(|r| r.state != State::NotReported && !r.repeated);
    told.map(Seen::Read).collect()
}

/// The same, and the last report of every row that the workbook does not bring.
pub(super) fn reported<'r>(
    book: &'r WorkbookRead<'_>,
    schema: &Esquema,
    history: &'r History,
) -> Vec<Seen<'r>> {
    let mut rows = brought(book, schema);
    let here: BTreeSet<&Key> = rows
        .iter()
        .filter_map(|row| match row {
            Seen::Read(row) => row.key.as_ref(),
            Seen::Last(_) => None,
        })
        .collect();
    let mut last: BTreeMap<&Key, &Row> = BTreeMap::new();
    for ((_, _, _, key), row) in history.of_sheet(&book.from.sender.clave, &schema.hoja) {
        let later = |known: &&Row| known.delivery.meeting >= row.delivery.meeting;
        if !here.contains(key) && !last.get(key).is_some_and(later) {
            last.insert(key, row);
        }
    }
    rows.extend(last.into_values().map(Seen::Last));
    rows
}

/// Every sheet that the sender may bring, as a list of rows.
pub(super) fn sheets<'r>(
    schemas: &Schemas<'_>,
    class: Clase,
    rows: impl Fn(&Esquema) -> Vec<Seen<'r>>,
) -> Cel {
    let sheets = schemas.of_class(class).map(|schema| {
        let rows = rows(schema);
        let rows: Vec<Cel> = rows.iter().map(|row| row.cel(schema)).collect();
        (schema.hoja.as_str(), Cel::List(Arc::new(rows)))
    });
    map(sheets)
}

/// What a rule knows of the process.
pub(super) fn process(catalog: &Catalog) -> Cel {
    let process = &catalog.proceso;
    map([
        ("jornada", text(process.jornada)),
        ("inicio", text(process.inicio)),
        ("fin", text(process.fin)),
    ])
}

/// The line of the catalogue of deliverables of which a row speaks; null when it speaks of none.
pub(super) fn catalogue(catalog: &Catalog, sender: &Institucion, row: &RowRead) -> Cel {
    let Some(entry) = row.entregable(catalog) else {
        return Cel::Null;
    };
    let fixed = entry.fecha_referencia(catalog.proceso.jornada);
    let fixed = fixed.filter(|_| !sender.extraordinaria);
    map([
        ("en_su_caso", Cel::Bool(entry.en_su_caso)),
        ("fecha_referencia", fixed.map_or(Cel::Null, text)),
    ])
}

/// What a rule knows of the meeting.
pub(super) fn meeting(meeting: &Reunion) -> Cel {
    map([
        ("numero", Cel::Int(meeting.numero.into())),
        ("fecha", text(meeting.fecha)),
        ("corte", text(meeting.corte)),
    ])
}

fn cel_value(value: &Value, tipo: Tipo) -> Cel {
    match value {
        Value::Missing => Cel::Null,
        Value::Bool(flag) => Cel::Bool(*flag),
        // Unsigned and signed do not mix in CEL.
        Value::Number(number) if tipo == Tipo::Entero => Cel::Int(*number as i64),
        Value::Number(number) => Cel::Float(*number),
        Value::Date(date) => text(date),
        Value::Text(word) => text(word),
        Value::List(words) => Cel::List(Arc::new(words.iter().map(text).collect())),
    }
}

pub(super) fn text(text: impl ToString) -> Cel {
    Cel::String(Arc::new(text.to_string()))
}

pub(super) fn map<'k>(entries: impl IntoIterator<Item = (&'k str, Cel)>) -> Cel {
    let entries = entries
        .into_iter()
        .map(|(key, value)| (CelKey::String(Arc::new(key.to_owned())), value));
    Cel::Map(Map {
        map: Arc::new(entries.collect::<HashMap<CelKey, Cel>>()),
    })
}
