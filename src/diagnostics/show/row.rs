//! The row of a finding, drawn with its headers and a mark under the cell.

use super::text::{FRAME, clean, pad, shorten, styled, width};
use crate::diagnostics::Location;
use crate::domain::CellRef;
use anstyle::Style;
use serde::{Deserialize, Serialize};

/// A row of a workbook as text. Where it comes from is none of this module's business.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct DrawnRow {
    /// Its cells that are not empty, and those of the headers, by column.
    pub cells: Vec<DrawnCell>,
}

/// A cell of a [`DrawnRow`].
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct DrawnCell {
    /// Where it stands.
    pub cell: CellRef,
    /// Header of its column; nothing where there is none.
    pub header: String,
    /// What it says, as Excel would show it.
    pub text: String,
}

/// Gives the row of a location, where the file is at hand.
pub type RowSource<'a> = dyn Fn(&Location) -> Option<DrawnRow> + 'a;

/// Columns that the whole drawing may take.
const COLUMNS: usize = 96;
/// What stands for columns that are left out.
const GAP: &str = "…";
/// Columns that one cell may take.
const CELL: usize = 28;

/// Draws a row: letters of the columns, headers, values, and a mark under one cell with a few
/// words beside it.
pub fn draw(row: &DrawnRow, at: CellRef, mark: Style, words: &str) -> Vec<String> {
    let shown = window(row, at);
    let number = at.row.to_string();
    let gutter = |label: &str| styled(FRAME, &format!("{} │", pad_left(label, number.len())));
    let widths: Vec<usize> = shown
        .iter()
        .map(|c| width(&c.header).max(width(&c.text)).max(width(&c.letters)))
        .collect();
    let line = |part: fn(&Shown) -> &str| {
        let cells = shown.iter().zip(&widths).map(|(c, w)| pad(part(c), *w));
        cells.collect::<Vec<_>>().join("  ").trim_end().to_owned()
    };
    let mut lines = vec![format!(
        "{} {}",
        gutter(""),
        styled(FRAME, &line(|c| &c.letters))
    )];
    // Of a row of headers nothing stands above.
    if shown
        .iter()
        .any(|c| !c.header.is_empty() && c.header != GAP)
    {
        lines.push(format!("{} {}", gutter(""), line(|c| &c.header)));
    }
    lines.push(format!("{} {}", gutter(&number), line(|c| &c.text)));
    let before: usize = shown
        .iter()
        .zip(&widths)
        .take_while(|(c, _)| !c.marked)
        .map(|(_, w)| w + 2)
        .sum();
    let marked = shown.iter().find(|c| c.marked);
    let length = marked.map_or(1, |c| width(&c.text).max(1));
    let under = format!(
        "{}{}",
        " ".repeat(before),
        styled(mark, &"^".repeat(length))
    );
    let words = styled(mark, words);
    lines.push(
        format!("{} {under} {words}", gutter(""))
            .trim_end()
            .to_owned(),
    );
    lines
}

/// A cell made ready for the drawing.
struct Shown {
    letters: String,
    header: String,
    text: String,
    marked: bool,
}

/// The marked cell, the first cell of the row (it says which record it is) and as many neighbours
/// as fit; a gap is shown as `…`.
fn window(row: &DrawnRow, at: CellRef) -> Vec<Shown> {
    let mut cells: Vec<(u32, Shown)> = row
        .cells
        .iter()
        .map(|c| (c.cell.column, shown(c, c.cell.column == at.column)))
        .collect();
    if !cells.iter().any(|(column, _)| *column == at.column) {
        let empty = DrawnCell {
            cell: at,
            header: String::new(),
            text: String::new(),
        };
        cells.push((at.column, shown(&empty, true)));
    }
    cells.sort_by_key(|(column, _)| *column);
    let marked = cells.iter().position(|(_, c)| c.marked).unwrap_or(0);
    let takes = |i: usize| {
        let c = &cells[i].1;
        2 + width(&c.header).max(width(&c.text)).max(width(&c.letters))
    };
    let mut kept = vec![marked];
    let mut used = takes(marked) + 3;
    let by_distance = (1..cells.len()).flat_map(|d| [marked.checked_sub(d), Some(marked + d)]);
    let first = Some(0).filter(|_| marked != 0);
    for i in first.into_iter().chain(by_distance.flatten()) {
        if i >= cells.len() || kept.contains(&i) {
            continue;
        }
        if used + takes(i) > COLUMNS {
            break;
        }
        used += takes(i);
        kept.push(i);
    }
    let first_missing = kept
        .contains(&0)
        .then(|| (1..marked).find(|i| !kept.contains(i)));
    let gap = first_missing.flatten();
    cells
        .into_iter()
        .enumerate()
        .filter_map(|(i, (_, cell))| {
            if gap == Some(i) {
                Some(ellipsis())
            } else {
                kept.contains(&i).then_some(cell)
            }
        })
        .collect()
}

fn shown(cell: &DrawnCell, marked: bool) -> Shown {
    Shown {
        letters: cell.cell.column_letters(),
        header: shorten(&clean(&cell.header), CELL),
        text: shorten(&clean(&cell.text), CELL),
        marked,
    }
}

fn ellipsis() -> Shown {
    Shown {
        letters: GAP.to_owned(),
        header: GAP.to_owned(),
        text: GAP.to_owned(),
        marked: false,
    }
}

fn pad_left(text: &str, columns: usize) -> String {
    format!("{}{text}", " ".repeat(columns.saturating_sub(width(text))))
}
