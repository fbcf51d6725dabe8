//! A list of keys and values: one record for the whole sheet.

use super::labels;
use super::row::{RowRead, State};
use super::table::Table;
use crate::catalog::Esquema;
use crate::diagnostics::{Finding, Findings};
use crate::domain::{CellRef, Value};
use crate::intake::Sheet;
use crate::validation::cell;
use crate::validation::drawn;
use crate::validation::fields::Field;
use crate::validation::identity::Identified;
use crate::validation::layout;
use crate::validation::remark::Remark;
use crate::validation::schemas::{Headers, Schemas};
use std::collections::{BTreeMap, BTreeSet};

/// Reads a list of keys and values as one row; none when no key was found, which is told.
pub(super) fn read(
    schemas: &Schemas<'_>,
    (schema, names): (&Esquema, &Headers),
    sheet: &Sheet,
    from: &Identified<'_>,
    findings: &mut Findings,
) -> Option<Table> {
    let found = layout::keys(names, sheet);
    let keys = &found.values;
    let Some(first) = keys.values().map(|at| at.row).min() else {
        findings.push(layout::no_headers(schema, sheet));
        return None;
    };
    findings.extend(labels::tell(schema, sheet, &found, from.meeting.numero));
    let filled: BTreeSet<u32> = keys
        .values()
        .filter(|at| sheet.cells.contains_key(at))
        .map(|at| at.row)
        .collect();
    let column = keys.values().map(|at| at.column - 1).min().unwrap_or(1);
    findings.extend(drawn::hidden(sheet, column, &filled));
    let columns: BTreeMap<u32, &str> = keys.values().map(|at| (at.column, "")).collect();
    findings.extend(drawn::hidden_of(sheet, first, &columns, &filled));
    findings.extend(beside(sheet, keys));
    let values = keys.values().copied().collect();
    let covered = drawn::covered_values(schemas, sheet, &values, findings);
    let mut absent = BTreeSet::new();
    let mut row = RowRead::new(first);
    for (index, column) in schemas.columns(schema).iter().enumerate() {
        let Some(at) = keys.get(&index) else {
            if column.campo.requerido {
                row.wrong.insert(column.campo.nombre.clone());
                row.state = State::Wrong;
            }
            let value = Value::Missing;
            let at = sheet.at.cell(CellRef::new(first, 1));
            let field = Field { value, at };
            absent.insert(column.campo.nombre.clone());
            row.fields.insert(column.campo.nombre.clone(), field);
            continue;
        };
        let cell = sheet.cells.get(at);
        let reading = match covered.contains(at) {
            true => cell::Reading::default(),
            false => cell::read(column, cell),
        };
        let place = (sheet.at.cell(*at), cell);
        row.take((schemas, column.campo), reading, place, findings);
    }
    row.key = Some(Vec::new());
    Some(Table {
        header: sheet.at.clone(),
        rows: if filled.is_empty() {
            Vec::new()
        } else {
            vec![row]
        },
        absent,
        incomplete: false,
    })
}

/// What stands to the right of the values and we did not write, told once for the sheet. In our own
/// workbooks what is published, in parentheses, and the help follow each value.
fn beside(sheet: &Sheet, keys: &BTreeMap<usize, CellRef>) -> Option<Finding> {
    let ours = |value: &CellRef| -> u32 {
        let mark = sheet.cells.get(&CellRef::new(value.row, value.column + 1));
        let mark = mark.and_then(|cell| cell.value.as_text());
        match mark.is_some_and(|text| text.contains('(') && text.trim_end().ends_with(')')) {
            true => value.column + 2,
            false => value.column,
        }
    };
    let mut strays: Vec<CellRef> = keys
        .values()
        .flat_map(|value| {
            let row = CellRef::new(value.row, ours(value) + 1)..CellRef::new(value.row + 1, 0);
            sheet.cells.range(row).map(|(at, _)| *at)
        })
        .collect();
    strays.sort_unstable();
    let (at, more) = strays.split_first()?;
    let message = match more.len() {
        0 => format!("La celda {at} está al lado de los datos y no se usó."),
        more => format!("La celda {at} y {more} más están al lado de los datos y no se usaron."),
    };
    let remark = Remark::new(167, "los datos en su propia columna", message);
    Some(remark.at(sheet.at.cell(*at), &cell::received(sheet.cells.get(at))))
}
