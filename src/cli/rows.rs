//! Draws the rows of the workbooks that were read.

use crate::diagnostics::Location;
use crate::diagnostics::show::{DrawnCell, DrawnRow};
use crate::domain::CellRef;
use crate::intake::{Cell, Sheet, Workbook};
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

/// Header rows are looked for above a cell, in the first rows of its sheet.
const HEADER_ROWS: u32 = 30;
/// A row with fewer texts is no header row: a title, a help line, a list of keys and values.
const HEADER_TEXTS: usize = 3;

/// The row of a location, with the headers above it, if its workbook was read. Copies are looked
/// at, the last one for as long as its rows are asked for, so that those that are kept stay packed.
pub fn source(workbooks: &[Workbook]) -> impl Fn(&Location) -> Option<DrawnRow> + '_ {
    let by_file: BTreeMap<&str, &Workbook> = workbooks.iter().map(|w| (&*w.at.file, w)).collect();
    let last: RefCell<Option<Workbook>> = RefCell::default();
    move |at| {
        let mut last = last.borrow_mut();
        if last.as_ref().is_none_or(|w| w.at.file != at.file) {
            *last = Some(Workbook::clone(by_file.get(&*at.file)?));
        }
        let name = at.sheet.as_ref()?;
        let sheet = last.as_ref()?.sheets.iter().find(|s| s.name == *name)?;
        Some(row(sheet, at.cell?))
    }
}

/// What a cell says, if its workbook was read and something stands in it.
pub fn cell(workbooks: &[Workbook], at: &Location) -> Option<String> {
    let workbook = workbooks.iter().find(|w| w.at.file == at.file)?;
    let name = at.sheet.as_ref()?;
    let sheet = workbook.sheets.iter().find(|s| s.name == *name)?;
    sheet.cells.get(&at.cell?).map(Cell::shown)
}

fn row(sheet: &Sheet, at: CellRef) -> DrawnRow {
    let header_row = header_row(sheet, at.row);
    let header = |column| {
        let cell = sheet.cells.get(&CellRef::new(header_row?, column))?;
        Some(cell.shown())
    };
    let mut columns: Vec<u32> = of_row(sheet, at.row).map(|(c, _)| c.column).collect();
    columns.push(at.column);
    columns.sort_unstable();
    columns.dedup();
    let cells = columns
        .into_iter()
        .map(|column| {
            let cell = CellRef::new(at.row, column);
            DrawnCell {
                cell,
                header: header(column).unwrap_or_default(),
                text: sheet.cells.get(&cell).map(Cell::shown).unwrap_or_default(),
            }
        })
        .collect();
    DrawnRow { cells }
}

/// The row above with the most different texts.
fn header_row(sheet: &Sheet, below: u32) -> Option<u32> {
    let texts = |row| {
        let texts = of_row(sheet, row).filter_map(|(_, cell)| cell.value.as_text());
        texts.collect::<BTreeSet<_>>().len()
    };
    let rows = 1..below.min(HEADER_ROWS + 1);
    // Of rows with as many texts the uppermost is the header.
    rows.rev()
        .max_by_key(|row| texts(*row))
        .filter(|row| texts(*row) >= HEADER_TEXTS)
}

fn of_row(sheet: &Sheet, row: u32) -> impl Iterator<Item = (&CellRef, &Cell)> {
    sheet
        .cells
        .range(CellRef::new(row, 1)..CellRef::new(row + 1, 1))
}
