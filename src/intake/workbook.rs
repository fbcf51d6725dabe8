//! A workbook as it was received.

use crate::diagnostics::Location;
use crate::domain::CellRef;
use chrono::NaiveDateTime;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// A workbook as it was received: read once into memory, hashed, and those bytes parsed.
#[derive(Debug, Clone)]
pub struct Workbook {
    /// The file.
    pub at: Location,
    /// SHA-256 of its bytes, in lower-case hexadecimal digits.
    pub sha256: Arc<str>,
    /// Its sheets, in the order of the file.
    pub sheets: Vec<Sheet>,
    /// Names of sheets that could not be read and were told.
    pub unread: Vec<Arc<str>>,
}

/// A sheet of a workbook.
#[derive(Debug, Clone)]
pub struct Sheet {
    /// The sheet.
    pub at: Location,
    /// Its name as it stands in the file.
    pub name: Arc<str>,
    /// Whether a person sees it.
    pub visibility: SheetVisibility,
    /// Every cell that is not empty, by its absolute address.
    pub cells: BTreeMap<CellRef, Cell>,
    /// First and last cell of each merged area, where the file tells it.
    pub merged: Vec<(CellRef, CellRef)>,
    /// Rows that are hidden, where the file tells it.
    pub hidden_rows: BTreeSet<u32>,
    /// Columns that are hidden, where the file tells it.
    pub hidden_columns: BTreeSet<u32>,
}

/// Whether a person sees a sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SheetVisibility {
    /// Shown.
    Visible,
    /// Hidden or very hidden.
    Hidden,
}

/// A cell that is not empty.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell {
    /// What it holds; of a formula, the value that was saved with it.
    pub value: CellValue,
    /// Number format code, where the file tells it (`0%`, `dd/mm/yyyy`).
    pub format: Option<Arc<str>>,
    /// The formula that gave the value, when there is one.
    pub formula: Option<Formula>,
}

/// A formula, as far as anybody needs to know it; it is never evaluated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Formula {
    /// Of cells of the same workbook.
    Own,
    /// It takes its value from another file, which is not opened.
    OtherWorkbook,
}

/// What a cell holds, before any schema.
#[derive(Debug, Clone, PartialEq)]
pub enum CellValue {
    /// A formula without a saved value.
    NoResult,
    /// Text as it stands.
    Text(String),
    /// Number.
    Number(f64),
    /// Date, or date and time.
    DateTime(NaiveDateTime),
    /// Time of day or span, as hours and minutes `HH:MM`.
    Time(String),
    /// True or false.
    Bool(bool),
    /// An error of the sheet, as it is shown («#REF!»).
    Error(String),
}
