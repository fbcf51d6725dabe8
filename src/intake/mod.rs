//! A file becomes a [`Workbook`] whose every cell knows its place. The only module that names
//! calamine. It knows no schema.

mod workbook;

pub use workbook::{Cell, CellValue, Sheet, SheetVisibility, Workbook};

use crate::diagnostics::{Error, Findings, Location};
use std::path::Path;

/// Reads every workbook below a folder, in the order of their paths. A file that is no workbook
/// becomes a finding; only a folder that cannot be listed is an error.
pub fn read_all(
    _workspace: &Path,
    _folder: &Path,
    _findings: &mut Findings,
) -> Result<Vec<Workbook>, Error> {
    Ok(Vec::new())
}

/// Reads the bytes of one workbook.
pub fn read_bytes(_at: Location, _bytes: &[u8], _findings: &mut Findings) -> Option<Workbook> {
    None
}
