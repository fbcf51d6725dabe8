//! Blank, annotated and demonstration workbooks. The only module that names rust_xlsxwriter.

use crate::catalog::Catalog;
use crate::domain::{Institucion, Reunion, Value};
use std::collections::BTreeMap;

/// Rows to write by sheet; each row by field name. What is not named stays empty.
pub type Contents = BTreeMap<String, Vec<BTreeMap<String, Value>>>;

/// The workbook of a sender for a meeting with the given contents: blank when there are none but
/// the prefilled ones. Same arguments, same bytes.
pub fn write(
    _catalog: &Catalog,
    _sender: &Institucion,
    _meeting: &Reunion,
    _version: u32,
    _contents: &Contents,
) -> Vec<u8> {
    Vec::new()
}
