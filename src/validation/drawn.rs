//! What a person did to the look of a table that changes what can be read of it: cells merged
//! over several rows, and rows that nobody sees.

use super::cell;
use super::layout::Layout;
use super::remark::Remark;
use super::schemas::Schemas;
use crate::diagnostics::{Finding, Findings};
use crate::domain::CellRef;
use crate::intake::Sheet;
use std::collections::BTreeSet;

/// Rows of one table; the longest one of a process has some hundreds.
const MAX_ROWS: usize = 2_000;

/// The cells of the given rows that are covered by a cell merged over several rows. Only the
/// first keeps its value, so that the others cannot be known; each area is told once.
pub(super) fn covered(
    schemas: &Schemas<'_>,
    (sheet, layout): (&Sheet, &Layout),
    rows: &BTreeSet<u32>,
    findings: &mut Findings,
) -> BTreeSet<CellRef> {
    let mut covered = BTreeSet::new();
    for (first, last) in &sheet.merged {
        let below = first.row > layout.header_row && first.row < last.row;
        let columns = layout.columns.values();
        let read: Vec<u32> = columns
            .copied()
            .filter(|c| (first.column..=last.column).contains(c))
            .collect();
        let hidden = rows.range((first.row + 1)..=last.row.max(first.row + 1));
        let cells: Vec<CellRef> = hidden
            .flat_map(|row| read.iter().map(|column| CellRef::new(*row, *column)))
            .collect();
        if below && !cells.is_empty() {
            findings.push(merged(schemas, sheet, (*first, *last)));
            covered.extend(cells);
        }
    }
    covered
}

fn merged(schemas: &Schemas<'_>, sheet: &Sheet, (first, last): (CellRef, CellRef)) -> Finding {
    let message = format!(
        "Las celdas {first}:{last} están combinadas, y solamente {first} conserva su dato; las demás filas no se usaron."
    );
    let received = cell::received(sheet.cells.get(&first));
    let remark = Remark::new(216, "un dato en la celda de cada fila", message).rule("R-27");
    schemas.certain(remark, sheet.at.cell(first), &received)
}

/// One advertencia for the hidden rows of a table that hold something.
pub(super) fn hidden(sheet: &Sheet, layout: &Layout, rows: &BTreeSet<u32>) -> Option<Finding> {
    let hidden: Vec<u32> = rows.intersection(&sheet.hidden_rows).copied().collect();
    let first = hidden.first()?;
    let message = match hidden.len() {
        1 => format!("La fila {first} está oculta y tiene datos; se leyó como las demás."),
        many => format!(
            "Hay {many} filas ocultas con datos, desde la fila {first}; se leyeron como las demás."
        ),
    };
    let at = CellRef::new(*first, layout.first_column);
    Some(Remark::new(171, "filas visibles", message).at(sheet.at.cell(at), "fila oculta"))
}

/// Drops the rows of a table beyond what any sender reports; that is told once.
pub(super) fn cut(sheet: &Sheet, layout: &Layout, rows: &mut BTreeSet<u32>) -> Option<Finding> {
    let first = rows.iter().nth(MAX_ROWS).copied()?;
    let told = too_many(sheet, layout, (rows.len(), first));
    rows.retain(|row| *row < first);
    Some(told)
}

fn too_many(sheet: &Sheet, layout: &Layout, (rows, first): (usize, u32)) -> Finding {
    let message = format!(
        "La hoja tiene más de 2,000 filas con contenido; desde la fila {first} no se usaron."
    );
    let at = CellRef::new(first, layout.first_column);
    Remark::new(172, "hasta 2,000 filas con contenido", message)
        .at(sheet.at.cell(at), &format!("{rows} filas"))
}
