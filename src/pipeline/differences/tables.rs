//! What changed in a table: its rows and cells, by the names that stand in it.

use super::align::align;
use super::words::alike;
use super::{Change, What};
use crate::render::docx::Grid;

/// The cells of a row by the column in which each starts.
type Row = Vec<(String, usize)>;

/// How alike two tables are, in thousandths: the words of their headers and first columns.
pub fn tables_alike(before: &Grid, after: &Grid) -> u32 {
    alike(&names(before), &names(after))
}

fn names(grid: &Grid) -> String {
    let header = grid.rows.iter().take(grid.header).flatten();
    let first = grid.rows.iter().skip(grid.header).filter_map(|r| r.first());
    let all: Vec<&str> = header.chain(first).map(|(text, _)| text.as_str()).collect();
    all.join(" ")
}

/// A table as one text: the same for two tables that say the same.
pub fn key(grid: &Grid) -> String {
    let rows: Vec<String> = grid.rows.iter().map(row_key).collect();
    rows.join("\u{1e}")
}

fn row_key(row: &Row) -> String {
    let cells: Vec<&str> = row.iter().map(|(text, _)| text.as_str()).collect();
    cells.join("\u{1f}")
}

/// Adds what changed between two versions of the table called `table`.
pub fn changes(before: &Grid, after: &Grid, table: &str, place: &str, out: &mut Vec<Change>) {
    let old: Vec<String> = before.rows.iter().map(row_key).collect();
    let new: Vec<String> = after.rows.iter().map(row_key).collect();
    let pairs = align(&old, &new, &|i, j| {
        rows_alike(&before.rows[i], &after.rows[j])
    });
    let mut push = |what: What| {
        let place = place.to_owned();
        out.push(Change { place, what });
    };
    for pair in pairs {
        match pair {
            (Some(i), Some(j)) if old[i] == new[j] => {}
            (Some(i), Some(j)) => {
                for what in cells(before, after, (i, j), table) {
                    push(what);
                }
            }
            (i, j) => push(What::Row {
                table: table.to_owned(),
                before: i.map(|i| texts(&before.rows[i])),
                after: j.map(|j| texts(&after.rows[j])),
            }),
        }
    }
}

fn texts(row: &Row) -> Vec<String> {
    row.iter().map(|(text, _)| text.clone()).collect()
}

/// A row is known by its first cell; without it, by what else stands in it.
fn rows_alike(before: &Row, after: &Row) -> u32 {
    // Cells that were merged or split say the same words together.
    if texts(before).join(" ") == texts(after).join(" ") {
        return 1_000;
    }
    let same = before.iter().zip(after).filter(|(a, b)| a.0 == b.0).count();
    let longest = before.len().max(after.len()).max(1);
    let share = u32::try_from(1_000 * same / longest).unwrap_or(0);
    match (before.first(), after.first()) {
        (Some(a), Some(b)) if a.0 == b.0 && !a.0.is_empty() => 500 + share / 2,
        (Some(_) | None, Some(_) | None) => share,
    }
}

/// The text of every cell from a row on, with the names of its row and column.
pub fn named(grid: &Grid, first: usize) -> Vec<(String, String, &str)> {
    let mut named = Vec::new();
    for (n, row) in grid.rows.iter().enumerate().skip(first) {
        let mut at = 0;
        for (text, span) in row {
            let number = n + 1 - grid.header.min(n + 1);
            named.push((row_name(row, number), column_name(grid, at), text.as_str()));
            at += span;
        }
    }
    named
}

/// The cells that changed in a row.
fn cells(before: &Grid, after: &Grid, (i, j): (usize, usize), table: &str) -> Vec<What> {
    let (old, new) = (&before.rows[i], &after.rows[j]);
    if old.len() != new.len() {
        return vec![What::Row {
            table: table.to_owned(),
            before: Some(texts(old)),
            after: Some(texts(new)),
        }];
    }
    let mut at = 0;
    let mut found = Vec::new();
    for (a, b) in old.iter().zip(new) {
        if a.0 != b.0 {
            found.push(What::Cell {
                table: table.to_owned(),
                row: row_name(old, i + 1 - before.header.min(i + 1)),
                column: column_name(before, at),
                before: a.0.clone(),
                after: b.0.clone(),
            });
        }
        at += a.1;
    }
    found
}

/// «SIJE», or the number of the row where its first cell says nothing.
fn row_name(row: &Row, number: usize) -> String {
    match row.first() {
        Some((text, _)) if !text.is_empty() => text.clone(),
        Some(_) | None => number.to_string(),
    }
}

/// The text of the last header row above a column, or the number of the column.
fn column_name(grid: &Grid, column: usize) -> String {
    let header = grid.rows.iter().take(grid.header).rev();
    let mut names = header.filter_map(|row| {
        let mut at = 0;
        row.iter().find_map(|(text, span)| {
            at += span;
            (column < at && !text.is_empty()).then(|| text.clone())
        })
    });
    names.next().unwrap_or_else(|| (column + 1).to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grid(text: &str) -> Grid {
        let row = |line: &str| line.split('|').map(|c| (c.to_owned(), 1)).collect();
        Grid {
            header: 1,
            rows: text.lines().map(row).collect(),
        }
    }

    fn told(before: &str, after: &str) -> Vec<What> {
        let mut out = Vec::new();
        changes(&grid(before), &grid(after), "Tabla 1", "", &mut out);
        out.into_iter().map(|c| c.what).collect()
    }

    const TABLE: &str =
        "Sistema|Programado|Real\nSIJE|76%|70%\nUbicación|60%|52%\nCómputos|10%|10%";

    #[test]
    fn a_cell_is_named_by_its_row_and_its_column() {
        let wanted = What::Cell {
            table: "Tabla 1".into(),
            row: "SIJE".into(),
            column: "Real".into(),
            before: "70%".into(),
            after: "75%".into(),
        };
        assert_eq!(told(TABLE, &TABLE.replace("70%", "75%")), [wanted]);
    }

    #[test]
    fn merged_cells_are_one_row_that_changed() {
        let row = |cells: &str| Some(cells.split('|').map(str::to_owned).collect());
        let wanted = What::Row {
            table: "Tabla 1".into(),
            before: row("SIJE|76%|70%"),
            after: row("SIJE|76% 70%"),
        };
        assert_eq!(told(TABLE, &TABLE.replace("76%|70%", "76% 70%")), [wanted]);
    }

    #[test]
    fn a_row_is_put_in_and_another_taken_out() {
        let after = TABLE.replace("\nUbicación|60%|52%", "") + "\nNuevo|1%|2%";
        let rows: Vec<_> = told(TABLE, &after)
            .into_iter()
            .map(|what| match what {
                What::Row { before, after, .. } => (before, after),
                other => panic!("{other:?}"),
            })
            .collect();
        let row = |text: &str| Some(text.split('|').map(str::to_owned).collect::<Vec<_>>());
        let wanted = [(row("Ubicación|60%|52%"), None), (None, row("Nuevo|1%|2%"))];
        assert_eq!(rows, wanted);
    }
}
