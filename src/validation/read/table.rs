//! A table: headers in a row, one record a row below.

use super::row::{RowRead, State, key_of};
use crate::catalog::{Campo, Esquema};
use crate::diagnostics::{Finding, Findings, Location};
use crate::domain::CellRef;
use crate::intake::{Cell, Sheet};
use crate::validation::cell;
use crate::validation::drawn;
use crate::validation::layout::{self, Layout};
use crate::validation::remark::Remark;
use crate::validation::schemas::{Headers, Schemas};
use std::collections::BTreeSet;

/// What was read of a sheet.
pub(super) struct Table {
    /// Where a missing row is told.
    pub(super) header: Location,
    pub(super) rows: Vec<RowRead>,
    /// Fields without a column.
    pub(super) absent: BTreeSet<String>,
    /// Whether there are more rows than were read.
    pub(super) incomplete: bool,
}

/// Reads a table; none when its headers were not found, which is told.
pub(super) fn read(
    schemas: &Schemas<'_>,
    (schema, names): (&Esquema, &Headers),
    sheet: &Sheet,
    findings: &mut Findings,
) -> Option<Table> {
    let mut layout = layout::find((schema, names), sheet, findings)?;
    let mut numbers: BTreeSet<u32> = sheet
        .cells
        .range(CellRef::new(layout.header_row + 1, 0)..)
        .map(|(at, _)| at.row)
        .collect();
    let cut = drawn::cut(sheet, &layout, &mut numbers);
    let incomplete = cut.is_some();
    findings.extend(cut);
    layout.covered = drawn::covered(schemas, (sheet, &layout), &numbers, findings);
    findings.extend(drawn::hidden(sheet, &layout, &numbers));
    let mut rows = Vec::new();
    for number in numbers {
        rows.extend(row(schemas, schema, (sheet, &layout), number, findings));
    }
    findings.extend(strays(sheet, &layout));
    let header = CellRef::new(layout.header_row, layout.first_column);
    let absent = schema.campos.iter().enumerate();
    let absent = absent.filter(|(index, _)| !layout.columns.contains_key(index));
    Some(Table {
        header: sheet.at.cell(header),
        rows,
        absent: absent.map(|(_, campo)| campo.nombre.clone()).collect(),
        incomplete,
    })
}

fn row(
    schemas: &Schemas<'_>,
    schema: &Esquema,
    (sheet, layout): (&Sheet, &Layout),
    number: u32,
    findings: &mut Findings,
) -> Option<RowRead> {
    let cell_of = |index: usize| -> Option<&Cell> {
        let column = layout.columns.get(&index)?;
        sheet.cells.get(&CellRef::new(number, *column))
    };
    let filled = |wanted: &dyn Fn(&Campo) -> bool| {
        let campos = schema.campos.iter().enumerate();
        campos
            .filter(|(_, c)| wanted(c))
            .any(|(i, _)| cell_of(i).is_some())
    };
    let any = filled(&|_| true);
    let own = filled(&|campo| !campo.prellenado);
    if !any {
        return None;
    }
    let mut row = RowRead::new(number);
    if !own {
        row.state = State::NotReported;
    }
    for (index, column) in schemas.columns(schema).iter().enumerate() {
        let at = layout::place(sheet, layout, index, number);
        // A missing column was told once, at the header; a merged area at its first cell.
        let lacks = column.campo.requerido && !layout.columns.contains_key(&index);
        let told = lacks || at.cell.is_some_and(|c| layout.covered.contains(&c));
        let reading = match told {
            true => cell::Reading::default(),
            false => cell::read(column, cell_of(index)),
        };
        row.take(
            (schemas, column.campo),
            reading,
            (at, cell_of(index)),
            findings,
        );
    }
    row.key = key_of(schema, &row);
    Some(row)
}

/// A cell under a column without a header, told once for the sheet.
fn strays(sheet: &Sheet, layout: &Layout) -> Option<Finding> {
    let below = sheet.cells.range(CellRef::new(layout.header_row + 1, 0)..);
    let mut strays = below.filter(|(at, _)| layout.headed.binary_search(&at.column).is_err());
    let (at, cell) = strays.next()?;
    let more = strays.count();
    let message = match more {
        0 => format!("La celda {at} está fuera de la tabla y no se usó."),
        more => format!("La celda {at} y {more} más están fuera de la tabla y no se usaron."),
    };
    let remark = Remark::new(167, "información bajo los encabezados", message);
    Some(remark.at(sheet.at.cell(*at), &cell::received(Some(cell))))
}
