//! A list of keys and values: one record for the whole sheet.

use super::labels;
use super::row::{RowRead, State};
use super::table::Table;
use crate::catalog::Esquema;
use crate::diagnostics::Findings;
use crate::domain::{CellRef, Value};
use crate::intake::Sheet;
use crate::validation::cell;
use crate::validation::drawn;
use crate::validation::fields::Field;
use crate::validation::identity::Identified;
use crate::validation::layout;
use crate::validation::schemas::{Headers, Schemas};
use std::collections::BTreeSet;

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
        let reading = cell::read(column, cell);
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
