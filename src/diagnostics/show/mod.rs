//! How inconsistencias are shown: [`full`] for a terminal, [`json`] for programs.
//!
//! Text comes with ANSI styles; who writes it removes them where nobody sees them. What came from
//! a workbook is shown without control characters, so that a cell never speaks to the terminal.

mod full;
mod group;
mod json;
mod row;
mod summary;
mod text;

pub use full::{Detail, full};
pub use group::{Group, group, ranges};
pub use json::json;
pub use row::{DrawnCell, DrawnRow, RowSource};
pub use summary::{Summary, summary};
pub use text::{clean, counted, grouped, pad, shorten, width, wrapped};
