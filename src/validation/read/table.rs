//! A table: headers in a row, one record a row below.

use super::row::{RowRead, State, key_of};
use crate::catalog::{Campo, Esquema};
use crate::diagnostics::{Code, Finding, Findings, Location};
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
    findings.extend(drawn::left_over(sheet, &layout, &mut numbers));
    let cut = drawn::cut(sheet, &layout, &mut numbers);
    let incomplete = cut.is_some();
    findings.extend(cut);
    layout.covered = drawn::covered(schemas, (sheet, &layout), &numbers, findings);
    findings.extend(drawn::hidden(sheet, layout.first_column, &numbers));
    findings.extend(drawn::hidden_columns(schema, sheet, &layout, &numbers));
    findings.extend(strays(sheet, &layout, &numbers));
    let mut rows = Vec::new();
    for number in numbers {
        rows.extend(row(schemas, schema, (sheet, &layout), number, findings));
    }
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
    if let Some(finding) = total(schemas, (sheet, layout), number) {
        findings.push(finding);
        return None;
    }
    let mut row = RowRead::new(number);
    let left_over = match own {
        true => !filled(&|campo| campo.requerido) && !schema.llave.is_empty(),
        // In a row that we wrote, its key is whole.
        false => !whole_key(schema, &|index| cell_of(index).is_some()),
    };
    if !own && !left_over {
        row.state = State::NotReported;
    }
    if left_over {
        findings.extend(nothing_required(schemas, schema, (sheet, layout), number));
    }
    for (index, column) in schemas.columns(schema).iter().enumerate() {
        let at = layout::place(sheet, layout, index, number);
        // A missing column was told once, at the header; a merged area at its first cell.
        let lacks = column.campo.requerido && !layout.columns.contains_key(&index);
        let covered = at.cell.is_some_and(|c| layout.covered.contains(&c));
        let told = lacks || covered || left_over;
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

/// Whether every part of the key that is required has something in it.
fn whole_key(schema: &Esquema, is_filled: &dyn Fn(usize) -> bool) -> bool {
    let campos = schema.campos.iter().enumerate();
    let mut parts = campos.filter(|(_, c)| c.requerido && schema.llave.contains(&c.nombre));
    parts.all(|(index, _)| is_filled(index))
}

/// A row in which something was written, and little of what is required: a remark below the table, or
/// what is left of a row that was deleted. It is told once, not for each cell that is empty.
fn nothing_required(
    schemas: &Schemas<'_>,
    schema: &Esquema,
    (sheet, layout): (&Sheet, &Layout),
    number: u32,
) -> Option<Finding> {
    let filled = layout.columns.iter().filter_map(|(index, column)| {
        let at = CellRef::new(number, *column);
        Some((at, sheet.cells.get(&at)?, schema.campos.get(*index)?))
    });
    let (at, cell, campo) = filled.min_by_key(|(at, _, _)| at.column)?;
    let message = format!(
        "La fila {number} dice algo en “{}” y no tiene sus datos obligatorios; no se usó.",
        campo.titulo
    );
    let remark = Remark::new(225, "una fila con sus datos obligatorios, o vacía", message);
    let received = cell::received(Some(cell));
    Some(schemas.certain(remark.rule("R-27"), sheet.at.cell(at), &received))
}

/// A row of totals, which are computed and never read: told once, and no row of the table.
fn total(
    schemas: &Schemas<'_>,
    (sheet, layout): (&Sheet, &Layout),
    number: u32,
) -> Option<Finding> {
    let columns: BTreeSet<u32> = layout.columns.values().copied().collect();
    let mut cells = columns.iter().map(|column| CellRef::new(number, *column));
    let (at, cell) = cells.find_map(|at| Some((at, sheet.cells.get(&at)?)))?;
    let label = cell.value.as_text()?.trim();
    let words = schemas.of_totals(label)?;
    Some(Finding {
        severity: words.severidad,
        rule: Some(words.id.clone()),
        found: label.to_owned(),
        expected: words.esperado.clone(),
        message: words.mensaje.clone(),
        help: words.ayuda.clone(),
        ..Finding::new(Code(227), sheet.at.cell(at))
    })
}

/// A cell under a column without a header, told once for the sheet.
fn strays(sheet: &Sheet, layout: &Layout, rows: &BTreeSet<u32>) -> Option<Finding> {
    let below = sheet.cells.range(CellRef::new(layout.header_row + 1, 0)..);
    let outside = |at: &CellRef| layout.headed.binary_search(&at.column).is_err();
    let mut strays = below.filter(|(at, _)| outside(at) && rows.contains(&at.row));
    let (at, cell) = strays.next()?;
    let more = strays.count();
    let message = match more {
        0 => format!("La celda {at} está fuera de la tabla y no se usó."),
        more => format!("La celda {at} y {more} más están fuera de la tabla y no se usaron."),
    };
    let remark = Remark::new(167, "información bajo los encabezados", message);
    Some(remark.at(sheet.at.cell(*at), &cell::received(Some(cell))))
}
