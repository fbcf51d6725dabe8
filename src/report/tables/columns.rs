//! How the columns of a table lie, from what stands in them.

use crate::report::widths::{Extent, Sheet, shares};
use crate::report::wording::TableCall;
use crate::report::{Align, Column, Format, Inline, RowRole, TableRow, inlines};

/// What every column holds.
pub(super) fn extents(call: &TableCall, rows: &[TableRow]) -> Vec<Extent> {
    let fields = &call.selection.resource.fields;
    let mut extents = vec![Extent::default(); call.columns.len()];
    for (extent, (_, header)) in extents.iter_mut().zip(&call.columns) {
        extent.add_header(header);
    }
    for row in rows.iter().filter(|row| row.role != RowRole::Group) {
        let mut at = 0;
        for cell in &row.cells {
            if cell.span == 1 {
                measure(
                    &mut extents[at],
                    &cell.text,
                    fields[call.columns[at].0].format,
                );
            }
            at += cell.span as usize;
        }
    }
    extents
}

/// The columns: their shares of the page, and which of them names the row.
pub(super) fn columns(call: &TableCall, extents: &[Extent], sheet: Sheet) -> Vec<Column> {
    let fields = &call.selection.resource.fields;
    let weight = |field: &usize| {
        let own = call.widths.iter().find(|(at, _)| at == field);
        own.map_or(1.0, |(_, weight)| *weight)
    };
    let weights: Vec<f64> = call
        .columns
        .iter()
        .map(|(field, _)| weight(field))
        .collect();
    let shares = shares(extents, &weights, sheet);
    let named = call
        .columns
        .iter()
        .position(|(field, _)| fields[*field].format == Format::Text);
    let columns = call.columns.iter().zip(shares).enumerate();
    let column = columns.map(|(at, ((field, _), share))| Column {
        align: align(fields[*field].format),
        share,
        header: at == named.unwrap_or(0),
    });
    column.collect()
}

fn measure(extent: &mut Extent, text: &[Inline], format: Format) {
    let words = inlines::plain(text);
    let digits = words.starts_with(|c: char| c.is_ascii_digit() || c == '-');
    match format {
        Format::Number | Format::Percent | Format::Date if digits => extent.add_whole(&words),
        Format::Number | Format::Percent | Format::Date => extent.add_words(&words),
        // What stands in brackets after a status may take a line of its own.
        Format::Status => {
            let (word, _) = words.split_once(" (").unwrap_or((&words, ""));
            extent.add_status(&format!("● {word}"));
        }
        Format::Text | Format::YesNo => extent.add_words(&words),
    }
}

fn align(format: Format) -> Align {
    match format {
        Format::Number | Format::Percent => Align::Right,
        Format::Date | Format::YesNo => Align::Center,
        Format::Text | Format::Status => Align::Left,
    }
}
