//! A template as text, with the lines of its keys.

use super::trouble;
use crate::diagnostics::{Finding, Location};
use serde::de::DeserializeOwned;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// A TOML file under `templates/`.
pub(super) struct Source<'a> {
    /// Path in the workspace: `templates/temas/x.toml`.
    pub path: String,
    /// Its text.
    pub text: &'a str,
    table: Option<Spanned<DeTable<'a>>>,
}

/// A step from the top of a file to a value: a key, or a place in a list.
#[derive(Debug, Clone, Copy)]
pub(super) enum Step<'k> {
    Key(&'k str),
    Index(usize),
}

impl<'a> Source<'a> {
    pub fn new(path: String, text: &'a str) -> Self {
        Self {
            path,
            text,
            table: DeTable::parse(text).ok(),
        }
    }

    /// The file as its type, or what is wrong with it.
    pub fn read<T: DeserializeOwned>(&self) -> Result<T, Box<Finding>> {
        toml::from_str(self.text).map_err(|error| {
            let span = error.span().unwrap_or(0..0);
            let line = self.line_at(span.start);
            let found = self.text.get(span).and_then(|text| text.lines().next());
            let found = found.unwrap_or_default();
            Box::new(trouble::shape(
                (self.place(line), line),
                found,
                error.message(),
            ))
        })
    }

    /// The line of a value; where a step is missing, the line of what was reached.
    pub fn line(&self, steps: &[Step<'_>]) -> u32 {
        let Some(table) = &self.table else { return 1 };
        let mut at: Option<Range<usize>> = None;
        let mut here = At::Table(table.get_ref());
        for step in steps {
            let Some((span, value)) = here.step(*step) else {
                break;
            };
            at = Some(span);
            here = At::Value(value);
        }
        self.line_at(at.map_or(0, |span| span.start))
    }

    /// The line of a byte, from 1.
    fn line_at(&self, byte: usize) -> u32 {
        let before = self.text.as_bytes().iter().take(byte);
        before.fold(1, |line, b| line + u32::from(*b == b'\n'))
    }

    /// A line of this file as a place.
    pub fn place(&self, line: u32) -> Location {
        Location::file(self.path.as_str()).line(line)
    }
}

enum At<'t, 'a> {
    Table(&'t DeTable<'a>),
    Value(&'t DeValue<'a>),
}

impl<'t, 'a> At<'t, 'a> {
    fn step(&self, step: Step<'_>) -> Option<(Range<usize>, &'t DeValue<'a>)> {
        match step {
            Step::Key(key) => {
                let table = match self {
                    At::Table(table) => *table,
                    At::Value(value) => value.as_table()?,
                };
                let (name, value) = table.iter().find(|(name, _)| name.get_ref() == key)?;
                Some((name.span(), value.get_ref()))
            }
            Step::Index(index) => {
                let value = match self {
                    At::Table(_) => return None,
                    At::Value(value) => value.as_array()?.get(index)?,
                };
                Some((value.span(), value.get_ref()))
            }
        }
    }
}
