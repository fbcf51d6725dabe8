//! A place in a file of somebody: born in `intake` (or `catalog`) and never guessed later.

use crate::domain::CellRef;
use std::fmt;
use std::sync::Arc;

/// A file, a sheet of it, or a cell of that sheet.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Location {
    /// Path relative to the workspace, with `/` on every system.
    pub file: Arc<str>,
    /// Name of the sheet as it stands in the file; none when the whole file is meant.
    pub sheet: Option<Arc<str>>,
    /// Cell; none when the whole sheet (or file) is meant.
    pub cell: Option<CellRef>,
}

impl Location {
    /// The whole file.
    pub fn file(file: impl Into<Arc<str>>) -> Self {
        Self {
            file: file.into(),
            sheet: None,
            cell: None,
        }
    }

    /// A sheet of the same file.
    pub fn sheet(&self, sheet: impl Into<Arc<str>>) -> Self {
        Self {
            file: self.file.clone(),
            sheet: Some(sheet.into()),
            cell: None,
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
        Ok(())
    }
}
