//! What a code is, and what it means for people. The table stands in [`super::codes`].

use super::{CODES, Severity};
use serde::{Deserialize, Serialize};
use std::fmt;

/// The kind of an inconsistencia, shown as `REV-203`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Code(pub u16);

impl Code {
    /// Its line in the table; the one of internal faults for a number that is not there.
    pub fn explanation(self) -> &'static Explanation {
        CODES
            .iter()
            .find(|e| e.code == self)
            .unwrap_or(&CODES[CODES.len() - 1])
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "REV-{}", self.0)
    }
}

/// What a code means, for people.
#[derive(Debug, Clone, Copy)]
pub struct Explanation {
    /// The code.
    pub code: Code,
    /// Weight unless the rule says otherwise.
    pub severity: Severity,
    /// A few words, no full stop.
    pub title: &'static str,
    /// What happened and why it matters, in two or three sentences.
    pub text: &'static str,
    /// What to do.
    pub help: &'static str,
    /// A small example of a message.
    pub example: &'static str,
}
