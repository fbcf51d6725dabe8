//! The datasets and the wording become one format-free [`Informe`]: blocks with final words and
//! numbers. Touches no file and cannot fail.

pub mod derived;
pub mod figures;
mod informe;
mod options;
mod resource;
mod scene;

pub use informe::*;
pub use options::{OptionValue, Options};
pub use resource::{Datum, Format, Resource, ResourceField};
pub use scene::Scene;

use crate::catalog::Catalog;
use crate::diagnostics::Findings;
use crate::validation::Judged;

/// How far an informe has come; printed at its foot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// «Versión preliminar».
    Preliminary,
    /// «Versión para circular».
    ForCirculation,
    /// Nothing: the version that is integrated into the record.
    Final,
}

/// Composes the informe of a meeting of the calendar.
pub fn compose(
    _catalog: &Catalog,
    _judged: &Judged,
    _meeting: u8,
    _stage: Stage,
    _findings: &mut Findings,
) -> Option<Informe> {
    None
}
