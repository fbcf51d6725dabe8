//! The sheets of an Excel workbook, read cell by cell with absolute addresses.

use super::beside::{self, Beside};
use super::budget::Budget;
use super::cell::{Cell, CellValue};
use super::container::Container;
use super::trouble::Trouble;
use super::value;
use super::workbook::{Sheet, SheetVisibility};
use crate::diagnostics::{Code, Finding, Findings, Location};
use crate::domain::CellRef;
use calamine::{DataRef, Reader, SheetType, SheetVisible, Xlsx, XlsxError};
use std::collections::{BTreeMap, BTreeSet};
use std::io::Cursor;
use std::sync::Arc;

/// Sheets of one workbook.
const MAX_SHEETS: usize = 50;

/// Rows of a sheet of Excel.
const ROWS: u32 = 1_048_576;
/// Columns of a sheet of Excel.
const COLUMNS: u32 = 16_384;

type Book<'a> = Xlsx<Cursor<&'a [u8]>>;

/// Reads every worksheet. A sheet that cannot be read becomes a finding of its own.
pub(super) fn read(
    at: &Location,
    bytes: &[u8],
    findings: &mut Findings,
) -> Result<Vec<Sheet>, Trouble> {
    let mut book: Book<'_> = Xlsx::new(Cursor::new(bytes)).map_err(|e| trouble(&e))?;
    let listed = book.sheets_metadata().to_vec();
    check_names(&listed)?;
    let mut container = Container::open(bytes)?;
    let parts = beside::parts(&mut container);
    check_parts(&listed, &parts)?;
    let mut budget = Budget::new();
    let mut sheets = Vec::new();
    for meta in listed.iter().filter(|m| m.typ == SheetType::WorkSheet) {
        let name: Arc<str> = meta.name.as_str().into();
        let place = at.sheet(name.clone());
        let part = parts.get(&meta.name);
        let beside = part.map(|part| beside::read(&mut container, part));
        let beside = beside.unwrap_or_default();
        match read_sheet(&mut book, &place, &beside, &mut budget) {
            Ok((mut cells, strays)) => {
                findings.extend(strays);
                join(&mut cells, &beside);
                sheets.push(Sheet {
                    at: place,
                    name,
                    visibility: visibility(meta.visible),
                    cells: cells.into(),
                    merged: beside.merged,
                    hidden_rows: beside.hidden_rows,
                    hidden_columns: beside.hidden_columns,
                });
            }
            Err(SheetTrouble::OverBudget(trouble)) => return Err(trouble),
            Err(SheetTrouble::Broken(error)) => findings.push(broken(place, &error)),
        }
    }
    Ok(sheets)
}

enum SheetTrouble {
    OverBudget(Trouble),
    Broken(XlsxError),
}

impl From<Trouble> for SheetTrouble {
    fn from(trouble: Trouble) -> Self {
        Self::OverBudget(trouble)
    }
}

impl From<XlsxError> for SheetTrouble {
    fn from(error: XlsxError) -> Self {
        Self::Broken(error)
    }
}

type Cells = BTreeMap<CellRef, Cell>;

fn read_sheet(
    book: &mut Book<'_>,
    place: &Location,
    beside: &Beside,
    budget: &mut Budget,
) -> Result<(Cells, Option<Finding>), SheetTrouble> {
    let mut cells = Cells::new();
    let mut stray = None;
    let name = place.sheet.as_deref().unwrap_or_default();
    {
        let mut reader = book.worksheet_cells_reader(name)?;
        let formats: Vec<Option<Arc<str>>> = reader
            .styles()
            .iter()
            .map(|style| {
                style
                    .number_format
                    .as_ref()
                    .map(|f| f.format_code.as_str().into())
            })
            .collect();
        loop {
            let (cell, style) = match reader.next_cell_with_style_id() {
                Ok(Some(cell)) => cell,
                Ok(None) => break,
                // An error that calamine has no name for, such as #SPILL!, costs its own cell.
                Err(XlsxError::CellError(_)) if !beside.unaddressed => continue,
                Err(error) => return Err(error.into()),
            };
            budget.visit()?;
            let data = cell.get_value();
            if matches!(data, DataRef::Empty) {
                continue;
            }
            budget.take(1, text_of(data))?;
            let Some(value) = cell_value(data) else {
                continue;
            };
            let Some(address) = address(cell.get_position()) else {
                stray.get_or_insert_with(|| outside(place.clone()));
                continue;
            };
            let format = formats.get(style).cloned().flatten();
            let cell = Cell {
                value,
                format,
                formula: None,
            };
            cells.insert(address, cell);
        }
    }
    Ok((cells, stray))
}

/// Joins what stands beside the values: a formula without a saved result is no empty cell.
fn join(cells: &mut Cells, beside: &Beside) {
    for (address, shown) in &beside.errors {
        let error = || blank(CellValue::Error(shown.clone()));
        cells.entry(*address).or_insert_with(error);
    }
    for (address, formula) in &beside.formulas {
        let no_result = || blank(CellValue::NoResult);
        cells.entry(*address).or_insert_with(no_result).formula = Some(*formula);
    }
}

/// A cell whose value calamine does not tell.
fn blank(value: CellValue) -> Cell {
    Cell {
        value,
        format: None,
        formula: None,
    }
}

/// The one place where calamine's positions, which count from 0, become addresses.
fn address((row, column): (u32, u32)) -> Option<CellRef> {
    let inside = row < ROWS && column < COLUMNS;
    inside.then(|| CellRef::new(row + 1, column + 1))
}

/// Bytes of text that a cell would keep.
fn text_of(data: &DataRef<'_>) -> usize {
    match data {
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
            text.len()
        }
        DataRef::SharedString(text) => text.len(),
        DataRef::Empty
        | DataRef::Int(_)
        | DataRef::Float(_)
        | DataRef::Bool(_)
        | DataRef::DateTime(_)
        | DataRef::Error(_) => 0,
    }
}

fn cell_value(data: &DataRef<'_>) -> Option<CellValue> {
    match data {
        DataRef::Empty => None,
        DataRef::Int(number) => Some(CellValue::Number(*number as f64)),
        DataRef::Float(number) => Some(value::number(*number)),
        DataRef::String(text) => value::text(text),
        DataRef::SharedString(text) => value::text(text),
        DataRef::Bool(flag) => Some(CellValue::Bool(*flag)),
        DataRef::DateTime(moment) => Some(value::moment(*moment)),
        DataRef::DateTimeIso(text) => Some(value::iso_moment(text)),
        DataRef::DurationIso(text) => Some(value::iso_span(text)),
        DataRef::Error(kind) => Some(CellValue::Error(kind.to_string())),
    }
}

fn visibility(visible: SheetVisible) -> SheetVisibility {
    match visible {
        SheetVisible::Visible => SheetVisibility::Visible,
        SheetVisible::Hidden | SheetVisible::VeryHidden => SheetVisibility::Hidden,
    }
}

/// Every worksheet has a part of its own, so that none is read more than once.
fn check_parts(
    listed: &[calamine::Sheet],
    parts: &BTreeMap<String, String>,
) -> Result<(), Trouble> {
    let mut worksheets = listed.iter().filter(|m| m.typ == SheetType::WorkSheet);
    let mut seen = BTreeSet::new();
    let own = |meta: &calamine::Sheet| {
        let part = parts.get(&meta.name).map(|part| part.to_lowercase());
        part.is_some_and(|part| seen.insert(part))
    };
    match worksheets.all(own) {
        true => Ok(()),
        false => Err(Trouble::tampered(
            "dos hojas con el mismo contenido interno",
        )),
    }
}

fn check_names(listed: &[calamine::Sheet]) -> Result<(), Trouble> {
    if listed.len() > MAX_SHEETS {
        let found = format!("{} hojas", listed.len());
        return Err(Trouble::too_much(found, "hasta 50 hojas"));
    }
    let mut seen = BTreeSet::new();
    match listed.iter().find(|m| !seen.insert(m.name.to_lowercase())) {
        Some(twice) => Err(Trouble::tampered(format!("dos hojas “{}”", twice.name))),
        None => Ok(()),
    }
}

/// calamine's own words mislead people, so only the kind of the error is told.
fn trouble(error: &XlsxError) -> Trouble {
    let text = format!("{error:?}");
    if matches!(error, XlsxError::Password) {
        Trouble::password()
    } else if matches!(error, XlsxError::Unrecognized { typ, val } if *typ == "sheet:type" && val.contains("macro"))
    {
        Trouble::macros(
            "hojas de macros de Excel 4.0",
            "El libro tiene hojas de macros de Excel 4.0, que no se reciben ni se ejecutan; no se leyó.",
        )
    } else if text.contains("UnrecognizedEntity") || text.contains("UnrecognizedSymbol") {
        Trouble::tampered("entidades XML no permitidas")
    } else if matches!(error, XlsxError::Encoding(_)) {
        Trouble::tampered("codificación de texto no admitida")
    } else {
        Trouble::damaged()
    }
}

fn broken(place: Location, error: &XlsxError) -> Finding {
    let name = place.sheet.as_deref().unwrap_or_default().to_owned();
    let entities = trouble(error) == Trouble::tampered("entidades XML no permitidas");
    let why = if entities {
        " porque contiene entidades XML no permitidas"
    } else {
        ""
    };
    Finding {
        found: format!("hoja “{name}” dañada"),
        expected: "una hoja que Excel pueda abrir".to_owned(),
        message: format!("La hoja “{name}” no se pudo leer{why}."),
        help: "Abra el libro en Excel, guárdelo como libro nuevo (.xlsx) y vuelva a enviarlo."
            .to_owned(),
        ..Finding::new(Code(109), place)
    }
}

fn outside(place: Location) -> Finding {
    Finding {
        found: "celdas en posiciones que no existen".to_owned(),
        expected: "celdas entre A1 y XFD1048576".to_owned(),
        message: "La hoja tiene celdas fuera de lo que Excel puede mostrar; no se leyeron."
            .to_owned(),
        help: "Copie la información a una hoja nueva del formato de la reunión.".to_owned(),
        ..Finding::new(Code(110), place)
    }
}
