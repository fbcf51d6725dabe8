//! What is to be said about one cell, before it is known whose cell it is.

use crate::diagnostics::{Code, Finding, Location, Severity};

/// What is to be said about one cell.
#[derive(Debug, Clone)]
pub(super) struct Remark {
    pub(super) code: u16,
    pub(super) rule: Option<&'static str>,
    pub(super) found: Option<String>,
    pub(super) expected: String,
    pub(super) message: String,
    pub(super) help: String,
}

impl Remark {
    /// A remark whose help is that of its code.
    pub(super) fn new(code: u16, expected: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            code,
            rule: None,
            found: None,
            expected: expected.into(),
            message: message.into(),
            help: Code(code).explanation().help.to_owned(),
        }
    }

    /// The same under a rule.
    pub(super) fn rule(self, rule: &'static str) -> Self {
        Self {
            rule: Some(rule),
            ..self
        }
    }

    /// The same with its own help.
    pub(super) fn help(self, help: impl Into<String>) -> Self {
        Self {
            help: help.into(),
            ..self
        }
    }

    /// The same with what was found.
    pub(super) fn found(self, found: impl Into<String>) -> Self {
        Self {
            found: Some(found.into()),
            ..self
        }
    }

    /// Whether the cell cannot be used.
    pub(super) fn is_error(&self) -> bool {
        Code(self.code).explanation().severity == Severity::Error
    }

    /// The finding at a place, for a value as received.
    pub(super) fn at(self, at: Location, received: &str) -> Finding {
        Finding {
            rule: self.rule.map(str::to_owned),
            found: self.found.unwrap_or_else(|| received.to_owned()),
            expected: self.expected,
            message: self.message,
            help: self.help,
            ..Finding::new(Code(self.code), at)
        }
    }
}
