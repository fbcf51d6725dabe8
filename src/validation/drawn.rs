//! What a person did to the look of a table that changes what can be read of it: merged cells,
//! rows and columns that nobody sees, rows far below the others.

use super::cell;
use super::layout::Layout;
use super::remark::Remark;
use super::schemas::Schemas;
use crate::catalog::Esquema;
use crate::diagnostics::{Finding, Findings};
use crate::domain::CellRef;
use crate::intake::Sheet;
use std::collections::{BTreeMap, BTreeSet};

/// Rows of one table; the longest one of a process has some hundreds.
const MAX_ROWS: usize = 2_000;

/// Empty rows after which what follows is no row of the table, but something left over.
const MAX_GAP: u32 = 1_000;

/// The cells of the given rows that are covered by a merged cell. Only the first of its area keeps
/// its value, so that the others cannot be known; each area is told once.
pub(super) fn covered(
    schemas: &Schemas<'_>,
    (sheet, layout): (&Sheet, &Layout),
    rows: &BTreeSet<u32>,
    findings: &mut Findings,
) -> BTreeSet<CellRef> {
    let mut covered = BTreeSet::new();
    for (first, last) in &sheet.merged {
        let below = first.row > layout.header_row;
        let columns = layout.columns.values();
        let read: Vec<u32> = columns
            .copied()
            .filter(|c| (first.column..=last.column).contains(c))
            .collect();
        let of_area = rows.range(first.row..=last.row.max(first.row));
        let cells: Vec<CellRef> = of_area
            .flat_map(|row| read.iter().map(|column| CellRef::new(*row, *column)))
            .filter(|cell| cell != first)
            .collect();
        if below && !cells.is_empty() {
            let lost: BTreeSet<u32> = cells.iter().map(|cell| cell.row).collect();
            let related = cells.iter().map(|cell| sheet.at.cell(*cell));
            findings.push(Finding {
                related: related.collect(),
                ..merged(schemas, sheet, (*first, *last), &unused(&lost))
            });
            covered.extend(cells);
        }
    }
    covered
}

/// The value cells of a list of keys and values that are covered by a merged cell, as in a table.
pub(super) fn covered_values(
    schemas: &Schemas<'_>,
    sheet: &Sheet,
    values: &BTreeSet<CellRef>,
    findings: &mut Findings,
) -> BTreeSet<CellRef> {
    let mut covered = BTreeSet::new();
    for (first, last) in &sheet.merged {
        let rows = first.row..=last.row;
        let columns = first.column..=last.column;
        let inside = |at: &&CellRef| rows.contains(&at.row) && columns.contains(&at.column);
        let cells = values.iter().filter(inside).filter(|at| *at != first);
        let cells: Vec<CellRef> = cells.copied().collect();
        if !cells.is_empty() {
            let names: Vec<String> = cells.iter().map(CellRef::to_string).collect();
            let lost = format!("no se conoce el dato de {}", names.join(", "));
            let related = cells.iter().map(|cell| sheet.at.cell(*cell));
            findings.push(Finding {
                related: related.collect(),
                ..merged(schemas, sheet, (*first, *last), &lost)
            });
            covered.extend(cells);
        }
    }
    covered
}

/// Which rows of a table are not used for a merged cell.
fn unused(lost: &BTreeSet<u32>) -> String {
    match (lost.first(), lost.last()) {
        (Some(one), Some(other)) if one != other => {
            format!("las filas {one} a {other} no se usaron")
        }
        (one, _) => format!("la fila {} no se usó", one.copied().unwrap_or_default()),
    }
}

fn merged(
    schemas: &Schemas<'_>,
    sheet: &Sheet,
    (first, last): (CellRef, CellRef),
    rest: &str,
) -> Finding {
    let message = format!(
        "Las celdas {first}:{last} están combinadas, y solamente {first} conserva su dato; {rest}."
    );
    let received = match sheet.cells.get(&first) {
        Some(cell) => cell::received(Some(cell)),
        None => "celda vacía".to_owned(),
    };
    let remark = Remark::new(216, "un dato en cada celda", message).rule("R-27");
    schemas.certain(remark, sheet.at.cell(first), &received)
}

/// One advertencia for the hidden rows, of those that hold something; told at their cell of the
/// column that is given.
pub(super) fn hidden(sheet: &Sheet, column: u32, rows: &BTreeSet<u32>) -> Option<Finding> {
    let hidden: Vec<u32> = rows.intersection(&sheet.hidden_rows).copied().collect();
    let first = hidden.first()?;
    let message = match hidden.len() {
        1 => format!("La fila {first} está oculta y tiene datos; se leyó como las demás."),
        many => format!(
            "Hay {many} filas ocultas con datos, desde la fila {first}; se leyeron como las demás."
        ),
    };
    let at = CellRef::new(*first, column);
    Some(Remark::new(171, "filas visibles", message).at(sheet.at.cell(at), "fila oculta"))
}

/// One advertencia for the hidden columns of a table that hold something.
pub(super) fn hidden_columns(
    schema: &Esquema,
    sheet: &Sheet,
    layout: &Layout,
    rows: &BTreeSet<u32>,
) -> Option<Finding> {
    let titles = layout.columns.iter();
    let titles: BTreeMap<u32, &str> = titles
        .filter_map(|(index, column)| Some((*column, schema.campos.get(*index)?.titulo.as_str())))
        .collect();
    hidden_of(sheet, layout.header_row, &titles, rows)
}

/// The same of columns with their titles; of a list of keys and values, the one with the values, which
/// has none.
pub(super) fn hidden_of(
    sheet: &Sheet,
    header_row: u32,
    titles: &BTreeMap<u32, &str>,
    rows: &BTreeSet<u32>,
) -> Option<Finding> {
    let filled = |column: u32| {
        let mut cells = rows.iter().map(|row| CellRef::new(*row, column));
        cells.any(|cell| sheet.cells.contains_key(&cell))
    };
    let mut hidden = titles
        .iter()
        .filter(|(column, _)| sheet.hidden_columns.contains(column) && filled(**column));
    let (first, title) = hidden.next()?;
    let at = CellRef::new(header_row, *first);
    let letters = at.column_letters();
    let (named, found) = match *title {
        "" => (letters, "columna oculta"),
        title => (format!("{letters} (“{title}”)"), title),
    };
    let message = match hidden.count() {
        0 => format!("La columna {named} está oculta y tiene datos; se leyó como las demás."),
        more => format!(
            "Hay {} columnas ocultas con datos, desde la columna {named}; se leyeron como las demás.",
            more + 1
        ),
    };
    Some(Remark::new(174, "columnas visibles", message).at(sheet.at.cell(at), found))
}

/// Drops what stands far below the last row of a table, which was left there by accident; that is
/// told once.
pub(super) fn left_over(
    sheet: &Sheet,
    layout: &Layout,
    rows: &mut BTreeSet<u32>,
) -> Option<Finding> {
    let mut last = layout.header_row;
    let first = rows.iter().copied().find(|row| {
        let far = row - last > MAX_GAP;
        last = *row;
        far
    })?;
    rows.retain(|row| *row < first);
    let from = CellRef::new(first, 1);
    let (at, cell) = sheet.cells.range(from..).next()?;
    let message =
        format!("La celda {at} está muy por debajo de la tabla; ni ella ni lo que sigue se usó.");
    let remark = Remark::new(167, "información en las filas de la tabla", message);
    Some(remark.at(sheet.at.cell(*at), &cell::received(Some(cell))))
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
