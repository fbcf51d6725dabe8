//! An [`Informe`](crate::report::Informe) becomes bytes, twice from the same blocks. A renderer
//! never formats a number, chooses a word or writes a file.

pub mod docx;
pub mod pdf;
pub mod typst;

use serde::Serialize;
use std::collections::BTreeMap;

/// A drawing for the Word file.
#[derive(Debug, Clone)]
pub struct Picture {
    /// Bitmap.
    pub png: Vec<u8>,
    /// The same drawing as vectors.
    pub svg: Vec<u8>,
    /// Width in points.
    pub width_pt: f64,
    /// Height in points.
    pub height_pt: f64,
}

/// Sheet and margins of a standing page, in points.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Sheet {
    /// Width of the paper.
    pub width: f64,
    /// Height of the paper.
    pub height: f64,
    /// Margin on either side, the mean of both.
    pub side: f64,
    /// Margin above.
    pub top: f64,
    /// Margin below.
    pub bottom: f64,
}

/// What the layout of the PDF tells the Word writer.
#[derive(Debug, Clone, Default)]
pub struct Layout {
    /// Page of every heading, table and figure by id, from 1 (the cover).
    pub pages: BTreeMap<String, usize>,
    /// Number of pages.
    pub total: usize,
    /// Drawing of every figure by id.
    pub pictures: BTreeMap<String, Picture>,
}
