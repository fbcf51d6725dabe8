//! A workbook of the demonstration as it lies open to be changed, by sheet, field and words.

use crate::books::{Archive, Grid, Shared, copy_row};
use relator::catalog::Esquema;
use relator::domain::CellRef;
use relator::intake::{Cell, Workbook};

/// A workbook on the desk, to be changed.
pub struct Desk<'a> {
    pub archive: &'a Archive,
    pub sender: &'a str,
    pub meeting: u8,
    pub book: Workbook,
    /// Draws the row in which the mistake is made.
    pub dice: &'a Shared,
}

impl<'a> Desk<'a> {
    /// The workbook of a sender for a meeting.
    pub fn other(&self, sender: &'a str, meeting: u8) -> Option<Self> {
        Some(Self {
            archive: self.archive,
            sender,
            meeting,
            book: self.archive.book(sender, meeting)?.clone(),
            dice: self.dice,
        })
    }

    pub fn sheet(&self, name: &str) -> Option<(usize, &'a Esquema, Grid)> {
        let sheets = self.archive.sheets(&self.book, self.sender);
        let (index, schema) = sheets.into_iter().find(|(_, e)| e.hoja == name)?;
        Some((index, schema, Grid::of(&self.book.sheets[index], schema)))
    }

    pub fn rows(&self, sheet: &str) -> Vec<u32> {
        self.sheet(sheet)
            .map_or_else(Vec::new, |(_, _, grid)| grid.rows)
    }

    pub fn at(&self, sheet: &str, field: &str, row: u32) -> Option<CellRef> {
        self.sheet(sheet)?.2.at(field, row)
    }

    /// What a cell says; empty when nothing.
    pub fn says(&self, sheet: &str, field: &str, row: u32) -> String {
        let Some((index, _, grid)) = self.sheet(sheet) else {
            return String::new();
        };
        let cell = grid
            .at(field, row)
            .and_then(|at| self.book.sheets[index].cells.get(&at));
        cell.map_or_else(String::new, Cell::shown)
    }

    pub fn number(&self, sheet: &str, field: &str, row: u32) -> f64 {
        self.says(sheet, field, row)
            .trim_end_matches('%')
            .parse()
            .unwrap_or(f64::NAN)
    }

    /// Writes a cell, or empties it, and says where.
    pub fn put(
        &mut self,
        sheet: &str,
        (field, row): (&str, u32),
        cell: Option<Cell>,
    ) -> Option<CellRef> {
        let (index, _, grid) = self.sheet(sheet)?;
        let at = grid.at(field, row)?;
        match cell {
            Some(cell) => self.book.sheets[index].cells.insert(at, cell),
            None => self.book.sheets[index].cells.remove(&at),
        };
        Some(at)
    }

    pub fn clear(&mut self, sheet: &str, row: u32) -> Option<()> {
        let (index, _, _) = self.sheet(sheet)?;
        self.book.sheets[index].cells.retain(|at, _| at.row != row);
        Some(())
    }

    pub fn copy(&mut self, sheet: &str, row: u32) -> Option<u32> {
        let (index, _, _) = self.sheet(sheet)?;
        Some(copy_row(&mut self.book.sheets[index], row))
    }

    /// One of the rows in which fields say certain words; `!` before a word: something else.
    pub fn find(&self, sheet: &str, wanted: &[(&str, &str)]) -> Option<u32> {
        let rows = self.rows(sheet).into_iter();
        let fit = rows.filter(|row| {
            wanted.iter().all(|(field, words)| {
                let says = self.says(sheet, field, *row);
                match words.strip_prefix('!') {
                    Some(other) => says != other,
                    None => words.split('|').any(|word| says == word),
                }
            })
        });
        self.dice.borrow_mut().pick(fit.collect())
    }

    /// Writes in one of such rows.
    pub fn wrong(
        &mut self,
        sheet: &str,
        wanted: &[(&str, &str)],
        (field, cell): (&str, Option<Cell>),
    ) -> Option<(u32, CellRef)> {
        let row = self.find(sheet, wanted)?;
        Some((row, self.put(sheet, (field, row), cell)?))
    }
}
