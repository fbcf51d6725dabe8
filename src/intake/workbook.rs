//! A workbook as it was received.

use super::cells::Cells;
use crate::diagnostics::Location;
use crate::domain::CellRef;
use std::collections::BTreeSet;
use std::sync::Arc;

/// A workbook as it was received: read once into memory, hashed, and those bytes parsed. Its cells
/// are packed until they are looked at; who looks at many workbooks looks at a copy of each.
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
    pub cells: Cells,
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
