//! A place in a file of somebody: born in `intake` (or `catalog`) and never guessed later.

use crate::domain::CellRef;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::sync::Arc;

/// A file, a sheet of it, or a cell of that sheet; of a text file, a line.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(from = "Parts", into = "Parts")]
pub struct Location {
    /// Path relative to the workspace, with `/` on every system.
    pub file: Arc<str>,
    /// Name of the sheet as it stands in the file; none when the whole file is meant.
    pub sheet: Option<Arc<str>>,
    /// Cell; none when the whole sheet (or file) is meant.
    pub cell: Option<CellRef>,
    /// Line of a text file (a template), from 1.
    pub line: Option<u32>,
}

/// File, sheet, cell and line, as they are kept in a file.
type Parts = (String, Option<String>, Option<CellRef>, Option<u32>);

impl From<Parts> for Location {
    fn from((file, sheet, cell, line): Parts) -> Self {
        Self {
            file: file.into(),
            sheet: sheet.map(Arc::from),
            cell,
            line,
        }
    }
}

impl From<Location> for Parts {
    fn from(at: Location) -> Self {
        let sheet = at.sheet.map(|sheet| sheet.to_string());
        (at.file.to_string(), sheet, at.cell, at.line)
    }
}

impl Location {
    /// The whole file.
    pub fn file(file: impl Into<Arc<str>>) -> Self {
        Self {
            file: file.into(),
            sheet: None,
            cell: None,
            line: None,
        }
    }

    /// A sheet of the same file.
    pub fn sheet(&self, sheet: impl Into<Arc<str>>) -> Self {
        Self {
            file: self.file.clone(),
            sheet: Some(sheet.into()),
            cell: None,
            line: None,
        }
    }

    /// A line of the same file, from 1.
    pub fn line(&self, line: u32) -> Self {
        Self {
            line: Some(line),
            ..Self::file(self.file.clone())
        }
    }

    /// A cell of the same sheet.
    pub fn cell(&self, cell: CellRef) -> Self {
        Self {
            cell: Some(cell),
            ..self.clone()
        }
    }
}

impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if let Some(sheet) = &self.sheet {
            write!(f, " › {sheet}")?;
        }
        if let Some(cell) = self.cell {
            write!(f, " › {cell}")?;
        }
        if let Some(line) = self.line {
            write!(f, " › línea {line}")?;
        }
        Ok(())
    }
}
