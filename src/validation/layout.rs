//! Where the columns of a sheet are: by the words of its headers, never by their position.

use super::remark::Remark;
use super::schemas::Headers;
use crate::catalog::{Campo, Esquema};
use crate::diagnostics::{Finding, Findings, Location};
use crate::domain::CellRef;
use crate::domain::words::nearest;
use crate::intake::Sheet;
use std::collections::{BTreeMap, BTreeSet};

/// Rows in which the headers are looked for.
const HEADER_ROWS: u32 = 30;
/// Unknown columns that are told one by one.
const MAX_UNKNOWN: usize = 20;
/// Columns in which the keys of a key-value sheet are looked for.
const KEY_COLUMNS: u32 = 6;

/// Where the columns of a table are.
#[derive(Debug)]
pub(super) struct Layout {
    /// Row of the headers.
    pub(super) header_row: u32,
    /// Column of each field, by its index in the schema.
    pub(super) columns: BTreeMap<usize, u32>,
    /// First column that has a header.
    pub(super) first_column: u32,
    /// Every column that has a header, known or not.
    pub(super) headed: Vec<u32>,
    /// Cells that a merged cell of another row covers.
    pub(super) covered: BTreeSet<CellRef>,
}

/// How many headers of a schema a row of a sheet has.
fn matches(names: &Headers, sheet: &Sheet, row: u32) -> usize {
    let cells = sheet
        .cells
        .range(CellRef::new(row, 1)..CellRef::new(row + 1, 0));
    let headers = cells.filter_map(|(_, cell)| cell.value.as_text());
    headers.filter(|h| names.find(h).is_some()).count()
}

/// The row of a sheet that has most headers of a schema, and how many.
pub(super) fn header_row(
    (schema, names): (&Esquema, &Headers),
    sheet: &Sheet,
) -> Option<(u32, usize)> {
    let needed = schema.campos.len().min(2);
    let rows = (1..=HEADER_ROWS).map(|row| (row, matches(names, sheet, row)));
    rows.filter(|(_, count)| *count >= needed)
        .max_by_key(|(row, count)| (*count, std::cmp::Reverse(*row)))
}

/// Finds the columns of a table; what is missing, repeated or unknown is told.
pub(super) fn find(
    (schema, names): (&Esquema, &Headers),
    sheet: &Sheet,
    findings: &mut Findings,
) -> Option<Layout> {
    let Some((row, _)) = header_row((schema, names), sheet) else {
        findings.push(no_headers(schema, sheet));
        return None;
    };
    let mut columns: BTreeMap<usize, u32> = BTreeMap::new();
    let mut unknown = Vec::new();
    let mut twice = Vec::new();
    let mut headed = Vec::new();
    let cells = sheet
        .cells
        .range(CellRef::new(row, 1)..CellRef::new(row + 1, 0));
    for (at, cell) in cells {
        headed.push(at.column);
        let header = cell.value.as_text().unwrap_or_default();
        match names.find(header) {
            Some(index) if columns.contains_key(&index) => twice.push((index, *at)),
            Some(index) => {
                columns.insert(index, at.column);
            }
            None => unknown.push((*at, header.to_owned())),
        }
    }
    let mut layout = Layout {
        header_row: row,
        first_column: headed.first().copied().unwrap_or(1),
        columns,
        headed,
        covered: BTreeSet::new(),
    };
    let renamed = tell_repeated(schema, sheet, &mut layout, twice, findings);
    tell_missing(
        (schema, &renamed),
        sheet,
        &mut layout,
        &mut unknown,
        findings,
    );
    tell_unknown(sheet, &unknown, findings);
    Some(layout)
}

/// Tells the headers that name a column a second time. Where one of the two stands in the place of a
/// column that is missing, that column was renamed: it is told here and returned, and the other one
/// is the column that both name.
fn tell_repeated(
    schema: &Esquema,
    sheet: &Sheet,
    layout: &mut Layout,
    twice: Vec<(usize, CellRef)>,
    findings: &mut Findings,
) -> BTreeSet<usize> {
    let mut renamed = BTreeSet::new();
    for (index, at) in twice {
        let Some(first) = layout.columns.get(&index).copied() else {
            continue;
        };
        let missing = schema.campos.iter().enumerate();
        let missing: Vec<(usize, &Campo)> = missing
            .filter(|(i, _)| !layout.columns.contains_key(i) && !renamed.contains(i))
            .collect();
        let lies = |layout: &Layout, column| {
            let mut missing = missing.iter();
            missing.find(|(i, _)| fits(layout, *i, column)).copied()
        };
        let at_first = CellRef::new(layout.header_row, first);
        let found = lies(layout, at.column).map(|field| (field, at));
        let found = found.or_else(|| {
            layout.columns.insert(index, at.column);
            lies(layout, first).map(|field| (field, at_first))
        });
        let title = schema.campos.get(index).map_or("", |c| c.titulo.as_str());
        match found {
            Some(((missing, campo), at)) => {
                renamed.insert(missing);
                let (at, header) = (sheet.at.cell(at), title);
                findings.push(misnamed(campo, "una columna", "la columna", (at, header)));
            }
            None => {
                layout.columns.insert(index, first);
                let message =
                    format!("La columna “{title}” está dos veces: en {at_first} y en {at}.");
                findings.push(repeated(sheet, title, message, (at, at_first)));
            }
        }
    }
    renamed
}

/// That a field's header or label has other words.
pub(super) fn misnamed(
    campo: &Campo,
    one: &str,
    the: &str,
    (at, header): (Location, &str),
) -> Finding {
    let message = format!(
        "Falta {the} “{}”; en su lugar está “{header}”.",
        campo.titulo
    );
    Remark::new(
        missing_code(campo),
        format!("{one} “{}”", campo.titulo),
        message,
    )
    .help(format!(
        "¿Quiso decir “{}”? Restablezca el texto original.",
        campo.titulo
    ))
    .at(at, header)
}

/// The code of a missing column or label.
pub(super) const fn missing_code(campo: &Campo) -> u16 {
    if campo.requerido { 161 } else { 168 }
}

/// One finding for each missing column, at the header that may be meant, else at the first
/// header. A header that may be meant is not told a second time as unknown. Where one column is
/// missing and one is strange, or has cells and no header, that is the one.
fn tell_missing(
    (schema, told): (&Esquema, &BTreeSet<usize>),
    sheet: &Sheet,
    layout: &mut Layout,
    unknown: &mut Vec<(CellRef, String)>,
    findings: &mut Findings,
) {
    let missing = schema.campos.iter().enumerate();
    let missing: Vec<(usize, &Campo)> = missing
        .filter(|(i, _)| !layout.columns.contains_key(i) && !told.contains(i))
        .collect();
    let only = match (&missing[..], &unknown[..]) {
        ([(index, _)], []) => {
            let headless = headless(sheet, layout).filter(|at| fits(layout, *index, at.column));
            unknown.extend(headless.map(|at| (at, String::new())));
            layout.headed.extend(headless.map(|at| at.column));
            layout.headed.sort_unstable();
            headless.is_some()
        }
        ([(index, _)], [(at, _)]) => fits(layout, *index, at.column),
        (_, _) => false,
    };
    for (_, campo) in missing {
        let headers = unknown.iter().map(|(_, header)| header.as_str());
        let meant = nearest(&campo.titulo, headers).map(str::to_owned);
        let meant = meant.and_then(|m| unknown.iter().position(|(_, header)| *header == m));
        let meant = meant.or(only.then_some(0));
        let code = missing_code(campo);
        let expected = format!("una columna “{}”", campo.titulo);
        let finding = match meant.map(|index| unknown.remove(index)) {
            Some((at, header)) if header.is_empty() => {
                let message = format!(
                    "Falta el encabezado “{}”: la columna {} tiene datos y no tiene encabezado.",
                    campo.titulo,
                    at.column_letters()
                );
                Remark::new(code, expected, message).at(sheet.at.cell(at), "encabezado vacío")
            }
            Some((at, header)) => {
                let at = sheet.at.cell(at);
                misnamed(campo, "una columna", "la columna", (at, &header))
            }
            None => {
                let message = format!("Falta la columna “{}”.", campo.titulo);
                let at = CellRef::new(layout.header_row, layout.first_column);
                Remark::new(code, expected, message).at(sheet.at.cell(at), "columna ausente")
            }
        };
        findings.push(finding);
    }
}

/// Whether a column lies where a field belongs: behind the fields before it, before those behind.
fn fits(layout: &Layout, index: usize, column: u32) -> bool {
    let before = layout.columns.range(..index).next_back();
    let behind = layout.columns.range(index..).next();
    let last = layout.headed.last().copied().unwrap_or(column);
    let end = behind.map_or(last + 2, |(_, c)| *c);
    before.is_none_or(|(_, c)| *c < column) && column < end
}

/// The header cell of the only column that has cells below the headers and no header itself.
fn headless(sheet: &Sheet, layout: &Layout) -> Option<CellRef> {
    let below = sheet.cells.range(CellRef::new(layout.header_row + 1, 0)..);
    let columns: BTreeSet<u32> = below
        .map(|(at, _)| at.column)
        .filter(|column| layout.headed.binary_search(column).is_err())
        .collect();
    let first = columns.first().copied().filter(|_| columns.len() == 1)?;
    Some(CellRef::new(layout.header_row, first))
}

/// That a sheet has none of its headers or labels.
pub(super) fn no_headers(schema: &Esquema, sheet: &Sheet) -> Finding {
    let message = format!(
        "No se encontraron los encabezados de la hoja “{}”.",
        schema.hoja
    );
    Remark::new(
        160,
        "los encabezados originales en una de las primeras treinta filas",
        message,
    )
    .at(sheet.at.clone(), "hoja sin encabezados")
}

/// That two headers or labels are the same.
pub(super) fn repeated(
    sheet: &Sheet,
    title: &str,
    message: String,
    (at, first): (CellRef, CellRef),
) -> Finding {
    Finding {
        related: vec![sheet.at.cell(first)],
        ..Remark::new(162, format!("“{title}” una sola vez"), message).at(sheet.at.cell(at), title)
    }
}

/// One finding for each unknown column; of very many, one that names the first.
fn tell_unknown(sheet: &Sheet, unknown: &[(CellRef, String)], findings: &mut Findings) {
    match unknown {
        [(at, header), rest @ ..] if rest.len() >= MAX_UNKNOWN => {
            let more = rest.len();
            let message = format!(
                "La columna “{header}” y {more} más no son de esta hoja; su contenido no se usó."
            );
            let remark = Remark::new(163, "las columnas del formato de la reunión", message);
            findings.push(remark.at(sheet.at.cell(*at), header));
        }
        _ => findings.extend(unknown.iter().map(|(at, h)| unknown_column(sheet, *at, h))),
    }
}

fn unknown_column(sheet: &Sheet, at: CellRef, header: &str) -> Finding {
    let message = format!("La columna “{header}” no es de esta hoja; su contenido no se usó.");
    Remark::new(163, "las columnas del formato de la reunión", message)
        .at(sheet.at.cell(at), header)
}

/// Where the labels of a key-value sheet are.
#[derive(Debug, Default)]
pub(super) struct Keys {
    /// Value cell of each field, by its index in the schema.
    pub(super) values: BTreeMap<usize, CellRef>,
    /// Labels that name a field a second time.
    pub(super) repeated: Vec<(usize, CellRef)>,
}

/// Finds the labels of a key-value sheet.
pub(super) fn keys(names: &Headers, sheet: &Sheet) -> Keys {
    let mut found = Keys::default();
    let keys = sheet
        .cells
        .iter()
        .filter(|(at, _)| at.column <= KEY_COLUMNS);
    for (at, cell) in keys {
        let Some(key) = cell.value.as_text() else {
            continue;
        };
        let value_at = CellRef::new(at.row, at.column + 1);
        // The value of one key may read like another key: «OPL».
        let is_value = found.values.values().any(|value| value == at);
        let Some(index) = names.find(key).filter(|_| !is_value) else {
            continue;
        };
        match found.values.get(&index) {
            Some(_) => found.repeated.push((index, *at)),
            None => {
                found.values.insert(index, value_at);
            }
        }
    }
    found
}

/// The place of a field's cell in a row: under its header, or in the header's row when the
/// column is missing.
pub(super) fn place(sheet: &Sheet, layout: &Layout, index: usize, row: u32) -> Location {
    match layout.columns.get(&index) {
        Some(column) => sheet.at.cell(CellRef::new(row, *column)),
        None => sheet
            .at
            .cell(CellRef::new(layout.header_row, layout.first_column)),
    }
}
