//! What the notes of a blank workbook tell: what was last reported where it is asked anew, so that
//! nobody has to look for it and nobody sends it again by oversight, and what a key stands for.

use super::prefill::{COMMITMENTS, Past, SYSTEMS};
use super::{Contents, Record};
use crate::catalog::{Campo, Catalog, Tipo};
use crate::domain::{Clase, Institucion, Reunion, Value};
use crate::validation::Judged;
use std::collections::BTreeMap;

/// A longer text speaks of its own meeting only.
const LONGEST: usize = 60;

/// Notes by sheet, record (in the order of the contents) and field.
pub(super) type Remembered = BTreeMap<(String, usize, String), String>;

/// The notes of a blank workbook with these contents.
pub(super) fn remembered(
    catalog: &Catalog,
    (sender, meeting): (&Institucion, &Reunion),
    judged: &Judged,
    contents: &Contents,
) -> Remembered {
    let past = Past::new(judged, sender, meeting);
    let mut notes = Remembered::new();
    if sender.clase == Clase::Secretaria {
        return notes;
    }
    for (sheet, rows) in contents {
        let Some(schema) = catalog.esquema(sheet, sender.clase) else {
            continue;
        };
        for (index, row) in rows.iter().enumerate() {
            for (field, value) in row {
                if let Some(note) = meaning(catalog, &past, (sheet, field), value) {
                    notes.insert((sheet.clone(), index, field.clone()), note);
                }
            }
            let Some(last) = past.last(schema, row) else {
                continue;
            };
            let asked_anew = |campo: &&Campo| !campo.prellenado && !told(row, campo);
            for campo in schema.campos.iter().filter(asked_anew) {
                if let Some(value) = shown(campo, last.value(&campo.nombre)) {
                    let meeting = last.delivery.meeting;
                    let note = format!("Último dato reportado (reunión {meeting}): {value}");
                    notes.insert((sheet.clone(), index, campo.nombre.clone()), note);
                }
            }
        }
    }
    notes
}

/// What the key of a system or a commitment stands for.
fn meaning(
    catalog: &Catalog,
    past: &Past<'_>,
    (sheet, field): (&str, &str),
    value: &Value,
) -> Option<String> {
    match (sheet, field) {
        (SYSTEMS, "id_sistema") => {
            let system = catalog.sistema(value.as_text()?)?;
            Some(system.nombre.clone())
        }
        (COMMITMENTS, "id") => {
            let row = past.opened(value)?;
            let text = row.value("texto").as_text()?;
            let due = row.value("plazo").as_number();
            let due = due.map_or_else(String::new, |due| format!("\nReunión límite: {due}"));
            Some(format!("{text}{due}"))
        }
        _ => None,
    }
}

fn told(row: &Record, campo: &Campo) -> bool {
    row.get(&campo.nombre)
        .is_some_and(|value| !value.is_missing())
}

/// A value as the cell would show it; none when there is nothing short to say.
fn shown(campo: &Campo, value: &Value) -> Option<String> {
    match value {
        Value::Missing | Value::List(_) => None,
        Value::Bool(true) => Some("Sí".to_owned()),
        Value::Bool(false) => Some("No".to_owned()),
        Value::Date(date) => Some(date.format("%d/%m/%Y").to_string()),
        Value::Number(number) if campo.tipo == Tipo::Porcentaje => Some(format!("{number} %")),
        Value::Number(number) => Some(number.to_string()),
        Value::Text(text) => (text.chars().count() <= LONGEST).then(|| text.clone()),
    }
}
