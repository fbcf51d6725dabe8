//! One inconsistencia and the list of them that travels with every result.

use super::{Code, Location};
use serde::{Deserialize, Serialize};

/// How much an inconsistencia weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The row, sheet or workbook is not used.
    Error,
    /// Used, and told to the sender.
    Advertencia,
    /// Used; told so that nobody wonders.
    Nota,
}

impl Severity {
    /// The word that people and JSON read.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Advertencia => "advertencia",
            Self::Nota => "nota",
        }
    }
}

/// Something that a person can mend.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Finding {
    /// Kind of inconsistencia.
    pub code: Code,
    /// Its weight here.
    pub severity: Severity,
    /// The rule of a topic that found it («R-05»), when there is one.
    pub rule: Option<String>,
    /// Slug of the topic, when it belongs to one.
    pub topic: Option<String>,
    /// Clave of the sender, when it is known.
    pub sender: Option<String>,
    /// Number of the meeting, when it is known.
    pub meeting: Option<u8>,
    /// Where.
    pub at: Location,
    /// The other cells that take part.
    pub related: Vec<Location>,
    /// The value as received.
    pub found: String,
    /// What would be right, in words.
    pub expected: String,
    /// What is the matter, in one or two sentences.
    pub message: String,
    /// What to do, as an action.
    pub help: String,
}

impl Finding {
    /// A finding with the severity that its code has by default; the rest is filled in by the
    /// caller with struct update syntax.
    pub fn new(code: Code, at: Location) -> Self {
        Self {
            severity: code.explanation().severity,
            code,
            rule: None,
            topic: None,
            sender: None,
            meeting: None,
            at,
            related: Vec::new(),
            found: String::new(),
            expected: String::new(),
            message: String::new(),
            help: String::new(),
        }
    }

    /// Whether it was told of the workbook of another sender, and cells of this file take part.
    pub fn touches(&self, sender: &str, file: &str) -> bool {
        let of_other = self.sender.as_deref().is_some_and(|own| own != sender);
        of_other && self.related.iter().any(|place| *place.file == *file)
    }
}

/// The list that is handed down the pipeline and collects everything at once.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Findings {
    items: Vec<Finding>,
}

impl Findings {
    /// Adds one.
    pub fn push(&mut self, finding: Finding) {
        self.items.push(finding);
    }

    /// Adds all of another list.
    pub fn extend(&mut self, other: impl IntoIterator<Item = Finding>) {
        self.items.extend(other);
    }

    /// In the order in which they were found.
    pub fn iter(&self) -> impl Iterator<Item = &Finding> {
        self.items.iter()
    }

    /// The same, to complete what is known of them.
    pub fn iter_mut(&mut self) -> impl Iterator<Item = &mut Finding> {
        self.items.iter_mut()
    }

    /// How many there are of a severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.items.iter().filter(|f| f.severity == severity).count()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// Sorts by file, sheet and cell, which is the order of every list that people read.
    pub fn sort(&mut self) {
        self.items
            .sort_by(|a, b| (&a.at, a.code, &a.rule).cmp(&(&b.at, b.code, &b.rule)));
    }
}

impl IntoIterator for Findings {
    type Item = Finding;
    type IntoIter = std::vec::IntoIter<Finding>;

    fn into_iter(self) -> Self::IntoIter {
        self.items.into_iter()
    }
}
