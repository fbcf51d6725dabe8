//! The Word file. The only module that names docx_rs.

use super::Layout;
use crate::diagnostics::Finding;
use crate::report::Informe;
use std::collections::BTreeMap;

/// Writes the Word file of an informe; `style` is `estilo/` by path below it.
pub fn write(
    _informe: &Informe,
    _layout: &Layout,
    _style: &BTreeMap<String, Vec<u8>>,
) -> Result<Vec<u8>, Vec<Finding>> {
    Err(Vec::new())
}
