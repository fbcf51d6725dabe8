//! How much of one workbook is kept in memory. A text that is written once in the file may stand
//! in every cell, so that neither the size of the file nor the number of its cells says
//! how much memory it asks for.

use super::trouble::Trouble;

/// Cells visited in one workbook, with those that are only formatted; a template has some 2,400.
const MAX_VISITED: usize = 500_000;
/// Cells of one workbook with contents; judging reads some 2,000 rows of each sheet.
const MAX_CELLS: usize = 250_000;
/// Bytes of text in all cells of one workbook; a template has some 50,000.
const MAX_TEXT: usize = 32 * 1024 * 1024;

/// What one workbook may still ask for.
#[derive(Debug)]
pub(super) struct Budget {
    visited: usize,
    cells: usize,
    text: usize,
}

impl Budget {
    /// The budget of one workbook.
    pub(super) fn new() -> Self {
        Self {
            visited: MAX_VISITED,
            cells: MAX_CELLS,
            text: MAX_TEXT,
        }
    }

    /// Visits a cell, whether it has contents or not.
    pub(super) fn visit(&mut self) -> Result<(), Trouble> {
        let many = || Trouble::too_much("más de 500,000 celdas", "hasta 500,000 celdas");
        self.visited = self.visited.checked_sub(1).ok_or_else(many)?;
        Ok(())
    }

    /// Takes a number of cells with contents, each with a text of so many bytes.
    pub(super) fn take(&mut self, cells: usize, text: usize) -> Result<(), Trouble> {
        let many = || {
            let found = "más de 250,000 celdas con contenido";
            Trouble::too_much(found, "hasta 250,000 celdas con contenido")
        };
        self.cells = self.cells.checked_sub(cells).ok_or_else(many)?;
        let long = || Trouble::too_much("más de 32 MB de texto", "hasta 32 MB de texto");
        let bytes = text.saturating_mul(cells);
        self.text = self.text.checked_sub(bytes).ok_or_else(long)?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_in_many_cells_is_counted_in_each() {
        assert!(Budget::new().take(200_000, 8).is_ok());
        assert!(Budget::new().take(200_000, 30_000).is_err());
        assert!(Budget::new().take(usize::MAX, usize::MAX).is_err());
    }

    #[test]
    fn cells_without_contents_are_counted_by_themselves() {
        let mut budget = Budget::new();
        assert!((0..500_000).all(|_| budget.visit().is_ok()));
        assert!(budget.visit().is_err());
        assert!(budget.take(250_000, 0).is_ok());
    }
}
