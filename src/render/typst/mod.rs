//! The PDF, laid out by embedded Typst. The only module that names typst.

use super::Layout;
use crate::diagnostics::Finding;
use crate::report::Informe;
use std::collections::BTreeMap;

/// A file attached to the PDF.
#[derive(Debug, Clone)]
pub struct Attachment {
    /// Name inside the PDF.
    pub name: String,
    /// Media type.
    pub mime: String,
    /// What it is, in Spanish.
    pub description: String,
    /// Bytes.
    pub bytes: Vec<u8>,
}

/// Fonts and style, loaded once per process and shared by every informe.
#[derive(Debug)]
pub struct Typesetter {}

/// A laid-out informe.
#[derive(Debug)]
pub struct Typeset {
    /// The PDF.
    pub pdf: Vec<u8>,
    /// What the Word writer needs to know.
    pub layout: Layout,
}

impl Typesetter {
    /// Loads the fonts and files of the style (`estilo/` by path below it).
    pub fn new(_style: &BTreeMap<String, Vec<u8>>) -> Result<Self, Vec<Finding>> {
        Ok(Self {})
    }

    /// Lays an informe out. A broken style gives findings with Typst's own place.
    pub fn typeset(
        &self,
        _informe: &Informe,
        _attachments: &[Attachment],
    ) -> Result<Typeset, Vec<Finding>> {
        Err(Vec::new())
    }
}
