//! Inconsistencias: what a person can mend, told with a place, a code and a way out.
//!
//! A [`Finding`] is data; how it is shown (terminal, JSON) stands in [`show`]. What the disk did is
//! an [`Error`].

mod code;
mod codes;
mod error;
mod finding;
mod location;
pub mod show;

pub use code::{Code, Explanation};
pub use codes::CODES;
pub use error::{Error, reason};
pub use finding::{Finding, Findings, Severity};
pub use location::Location;
