//! The labels of a list of keys and values against those of its schema: what is missing, repeated or
//! of nobody's is told, so that no value is lost without a word (`dominio.md` §8.1).

use crate::catalog::{Campo, Esquema};
use crate::diagnostics::{Finding, Location};
use crate::domain::CellRef;
use crate::domain::words::nearest;
use crate::intake::Sheet;
use crate::validation::layout::{self, Keys, misnamed, missing_code};
use crate::validation::remark::Remark;
use std::collections::BTreeSet;

/// A label that names no field, or none that is still missing; empty before a value without one.
struct Strange {
    at: CellRef,
    label: String,
    /// The field that it names a second time.
    again: Option<usize>,
}

/// What is told of the labels of a sheet.
pub(super) fn tell(schema: &Esquema, sheet: &Sheet, keys: &Keys, meeting: u8) -> Vec<Finding> {
    let mut strange = strange(sheet, keys);
    let mut findings = Vec::new();
    let mut lost = Vec::new();
    let asked = |campo: &Campo| campo.desde.is_none_or(|first| first <= meeting);
    let missing = schema.campos.iter().enumerate();
    let missing: Vec<(usize, &Campo)> = missing
        .filter(|(index, _)| !keys.values.contains_key(index))
        .collect();
    let expected: Vec<usize> = missing
        .iter()
        .filter(|(_, campo)| asked(campo))
        .map(|(index, _)| *index)
        .collect();
    for (index, campo) in missing {
        let here = strange.iter().map(|s| s.label.as_str());
        let named = nearest(&campo.titulo, here.filter(|label| !label.is_empty()));
        let named = named.and_then(|label| strange.iter().position(|s| s.label == label));
        let in_place = |s: &Strange| in_place(keys, &expected, index, s.at);
        let meant = named.or_else(|| strange.iter().position(in_place));
        match meant.map(|position| strange.remove(position)) {
            Some(one) => findings.push(instead(sheet, campo, &one)),
            None if asked(campo) => lost.push(campo),
            None => {}
        }
    }
    findings.extend(absent(sheet, keys, &lost));
    findings.extend(strange.iter().map(|s| unknown(schema, sheet, keys, s)));
    findings
}

/// The cells in which a label should stand and a strange one or none does.
fn strange(sheet: &Sheet, keys: &Keys) -> Vec<Strange> {
    let values: BTreeSet<CellRef> = keys.values.values().copied().collect();
    let columns: BTreeSet<u32> = values.iter().map(|at| at.column - 1).collect();
    let rows: BTreeSet<u32> = values.iter().map(|at| at.row).collect();
    let (Some(first), Some(last)) = (rows.first(), rows.last()) else {
        return Vec::new();
    };
    let title = |at: CellRef| {
        let text = sheet.cells.get(&at).and_then(|cell| cell.value.as_text());
        text.map(str::trim).unwrap_or_default().to_owned()
    };
    let mut found = Vec::new();
    for at in sheet.cells.keys() {
        let is_label = columns.contains(&at.column) && !values.contains(at);
        let value = CellRef::new(at.row, at.column + 1);
        let within = (*first..=*last).contains(&at.row);
        if is_label && !values.contains(&value) {
            // Above and below the list, a text without a value beside it is a title or a remark.
            let told = within || sheet.cells.contains_key(&value);
            let again = keys.repeated.iter().find(|(_, place)| place == at);
            let label = title(*at);
            if told && !label.is_empty() {
                found.push(Strange {
                    at: *at,
                    label,
                    again: again.map(|(index, _)| *index),
                });
            }
        }
        let before = CellRef::new(at.row, at.column.saturating_sub(1));
        let is_value = columns.contains(&before.column) && !columns.contains(&at.column);
        if is_value && !sheet.cells.contains_key(&before) && at.row + 1 >= *first {
            found.push(Strange {
                at: before,
                label: String::new(),
                again: None,
            });
        }
    }
    found
}

/// Whether a cell lies where the label of a field belongs, the only one that is missing there: below
/// the labels before it, above those behind.
fn in_place(keys: &Keys, missing: &[usize], index: usize, at: CellRef) -> bool {
    let before = keys.values.range(..index).next_back();
    let behind = keys.values.range(index..).next();
    let from = before.map_or(0, |(i, _)| *i);
    let to = behind.map_or(usize::MAX, |(i, _)| *i);
    let mut there = missing.iter().filter(|i| (from..to).contains(i));
    let alone = there.next() == Some(&index) && there.next().is_none();
    let below = before.is_none_or(|(_, value)| value.row < at.row);
    let above = behind.is_none_or(|(_, value)| at.row < value.row);
    alone && below && above
}

/// That a field is missing and something else stands in its place.
fn instead(sheet: &Sheet, campo: &Campo, strange: &Strange) -> Finding {
    let at = sheet.at.cell(strange.at);
    if !strange.label.is_empty() {
        return misnamed(campo, "una fila", "la fila", (at, &strange.label));
    }
    let message = format!(
        "Falta el nombre del dato, “{}”: la fila {} tiene un dato y nada a su izquierda.",
        campo.titulo, strange.at.row
    );
    let expected = format!("una fila “{}”", campo.titulo);
    Remark::new(missing_code(campo), expected, message).at(at, "celda vacía")
}

/// One finding for each missing row that is required, and one for all the others; at the first
/// label.
fn absent(sheet: &Sheet, keys: &Keys, lost: &[&Campo]) -> Vec<Finding> {
    let Some(first) = keys.values.values().min() else {
        return Vec::new();
    };
    let at = || -> Location { sheet.at.cell(CellRef::new(first.row, first.column - 1)) };
    let (required, others): (Vec<&Campo>, Vec<&Campo>) = lost.iter().partition(|c| c.requerido);
    let told = |names: &[&Campo]| {
        let names: Vec<String> = names.iter().map(|c| format!("“{}”", c.titulo)).collect();
        let (what, expected) = match names.as_slice() {
            [one] => (format!("Falta la fila {one}."), format!("una fila {one}")),
            many => {
                let many = many.join(", ");
                (
                    format!("Faltan las filas {many}."),
                    format!("las filas {many}"),
                )
            }
        };
        (what, expected)
    };
    let mut findings: Vec<Finding> = required
        .iter()
        .map(|campo| {
            let (message, expected) = told(&[campo]);
            Remark::new(161, expected, message).at(at(), "fila ausente")
        })
        .collect();
    if !others.is_empty() {
        let (message, expected) = told(&others);
        findings.push(Remark::new(168, expected, message).at(at(), "fila ausente"));
    }
    findings
}

/// That a label is of no field, or that a value has none.
fn unknown(schema: &Esquema, sheet: &Sheet, keys: &Keys, strange: &Strange) -> Finding {
    let at = sheet.at.cell(strange.at);
    let label = &strange.label;
    if let Some(index) = strange.again {
        let title = schema.campos.get(index).map_or("", |c| c.titulo.as_str());
        let value = keys.values.get(&index).copied().unwrap_or(strange.at);
        let first = CellRef::new(value.row, value.column - 1);
        let message = format!(
            "La fila “{title}” está dos veces: en {first} y en {}; se usó la primera.",
            strange.at
        );
        return layout::repeated(sheet, title, message, (strange.at, first));
    }
    if label.is_empty() {
        let message = format!(
            "La fila {} tiene un dato sin su nombre a la izquierda; no se usó.",
            strange.at.row
        );
        return Remark::new(167, "el nombre del dato a su izquierda", message)
            .at(at, "celda vacía");
    }
    let message = format!("La fila “{label}” no es de esta hoja; su contenido no se usó.");
    Remark::new(163, "las filas del formato de la reunión", message).at(at, label)
}
