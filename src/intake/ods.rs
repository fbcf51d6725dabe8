//! x
use super::trouble::Trouble;
use super::workbook::Sheet;
use crate::diagnostics::Location;
pub(super) fn read(_at: &Location, _bytes: &[u8]) -> Result<Vec<Sheet>, Trouble> {
    Err(Trouble::damaged())
}
