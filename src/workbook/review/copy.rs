//! A copy of a sheet that was received: values at their own addresses, the cells to look at with
//! colour, border and a note.

use super::clipped;
use crate::domain::CellRef;
use crate::workbook::style;
use chrono::{NaiveDateTime, NaiveTime};
use rust_xlsxwriter::{
    ColNum, ExcelDateTime, Format, FormatBorder, Note, RowNum, Worksheet, XlsxError,
};
use std::collections::BTreeMap;

/// Longest note.
const NOTE_MAX: usize = 2_000;
/// Narrowest and widest column, in characters.
const WIDTHS: (f64, f64) = (9.0, 44.0);

/// A copy of a sheet.
#[derive(Debug, Default)]
pub struct CopiedSheet {
    /// Its name in the file that was received.
    pub name: String,
    /// What its cells hold.
    pub cells: BTreeMap<CellRef, Copied>,
    /// The cells to look at.
    pub marks: BTreeMap<CellRef, Mark>,
    /// Whether it has rows that are not copied.
    pub is_cut: bool,
}

/// A cell of a [`CopiedSheet`].
#[derive(Debug)]
pub struct Copied {
    /// Its value.
    pub value: CopiedValue,
    /// Said below a header: whether its column is published.
    pub header: Option<String>,
}

/// A value as it was received.
#[derive(Debug)]
pub enum CopiedValue {
    /// Text; never a formula.
    Text(String),
    /// Number.
    Number(f64),
    /// A fraction that is shown as a percentage: 0.85 as 85 %.
    Fraction(f64),
    /// A number shown with the sign of a percentage: 85 as 85 %.
    Percent(f64),
    /// Date, or date and time.
    Moment(NaiveDateTime),
    /// True or false.
    Bool(bool),
}

/// Why a cell is marked.
#[derive(Debug)]
pub struct Mark {
    /// How much it weighs.
    pub weight: Weight,
    /// What is said of it.
    pub note: String,
}

/// How much a mark weighs, the heaviest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// Error.
    Error,
    /// Advertencia.
    Warning,
    /// Nota.
    Note,
    /// Takes part in what is said of another cell.
    Related,
}

/// The format of a cell that is marked: colour and border, never red.
pub(super) fn marked(format: Format, weight: Weight) -> Format {
    let (colour, line, border) = match weight {
        Weight::Error => ("#FAD7B0", "#8A5A00", FormatBorder::Thick),
        Weight::Warning => ("#FFF3C4", "#8A5A00", FormatBorder::Medium),
        Weight::Note => ("#E7E3F4", "#674092", FormatBorder::Thin),
        Weight::Related => ("#F2F2F2", "#5F6368", FormatBorder::Dashed),
    };
    format
        .set_background_color(colour)
        .set_border(border)
        .set_border_color(line)
}

/// Writes a copy under a name.
pub(super) fn write(
    sheet: &mut Worksheet,
    copy: &CopiedSheet,
    name: &str,
) -> Result<(), XlsxError> {
    sheet.set_name(name)?;
    let widths = widths(copy);
    for (column, width) in &widths {
        sheet.set_column_width(*column, *width)?;
    }
    let mut heights: BTreeMap<RowNum, u32> = BTreeMap::new();
    let rows = Rows::of(copy);
    for (at, cell) in &copy.cells {
        let (row, column) = place(*at);
        let weight = copy.marks.get(at).map(|mark| mark.weight);
        let format = format(cell, rows.kind(*at), weight);
        value(sheet, (row, column), cell, format)?;
        let width = widths.get(&column).copied().unwrap_or(WIDTHS.0);
        let lines = match rows.kind(*at) {
            RowKind::Alone => 1,
            RowKind::Headers | RowKind::Record => style::lines_of(length(cell), width),
        };
        let below = cell.header.as_ref().is_some_and(|mark| !mark.is_empty());
        let height = heights.entry(row).or_insert(1);
        *height = (lines + u32::from(below)).max(*height);
    }
    for (row, lines) in heights.into_iter().filter(|(_, lines)| *lines > 1) {
        let height = (style::LINE_HEIGHT * f64::from(lines) + 2.0).min(400.0);
        sheet.set_row_height(row, height)?;
    }
    for (at, mark) in &copy.marks {
        let (row, column) = place(*at);
        if !copy.cells.contains_key(at) {
            sheet.write_blank(row, column, &marked(style::copied(), mark.weight))?;
        }
        sheet.insert_note(row, column, &note(&mark.note))?;
    }
    if let Some(row) = rows.headers {
        sheet.set_freeze_panes(row, 0)?;
        sheet.set_repeat_rows(row - 1, row - 1)?;
    }
    sheet.set_paper_size(1);
    sheet.set_landscape().set_print_fit_to_pages(1, 0);
    Ok(())
}

/// From 0, as rust_xlsxwriter counts.
fn place(at: CellRef) -> (RowNum, ColNum) {
    let column = ColNum::try_from(at.column.saturating_sub(1)).unwrap_or(ColNum::MAX);
    (at.row.saturating_sub(1), column)
}

fn value(
    sheet: &mut Worksheet,
    (row, column): (RowNum, ColNum),
    cell: &Copied,
    format: Format,
) -> Result<(), XlsxError> {
    match &cell.value {
        CopiedValue::Text(text) => {
            let text = match &cell.header {
                Some(mark) if !mark.is_empty() => format!("{text}\n{mark}"),
                Some(_) | None => text.clone(),
            };
            sheet.write_string_with_format(row, column, clipped(&text), &format)?
        }
        CopiedValue::Number(number) => {
            sheet.write_number_with_format(row, column, *number, &format)?
        }
        CopiedValue::Fraction(number) => {
            let format = format.set_num_format(style::SHARE);
            sheet.write_number_with_format(row, column, *number, &format)?
        }
        CopiedValue::Percent(number) => {
            let format = format.set_num_format(style::PERCENT);
            sheet.write_number_with_format(row, column, *number, &format)?
        }
        CopiedValue::Moment(moment) => return self::moment(sheet, (row, column), *moment, format),
        CopiedValue::Bool(yes) => sheet.write_boolean_with_format(row, column, *yes, &format)?,
    };
    Ok(())
}

/// A date that Excel's calendar does not have is written as text.
fn moment(
    sheet: &mut Worksheet,
    (row, column): (RowNum, ColNum),
    moment: NaiveDateTime,
    format: Format,
) -> Result<(), XlsxError> {
    let pattern = if moment.time() == NaiveTime::MIN {
        "dd/mm/yyyy"
    } else {
        "dd/mm/yyyy hh:mm"
    };
    let text = moment.format("%Y-%m-%dT%H:%M:%S").to_string();
    match ExcelDateTime::parse_from_str(&text) {
        Ok(date) => {
            let format = format.set_num_format(pattern);
            sheet.write_datetime_with_format(row, column, &date, &format)?;
        }
        Err(_) => {
            sheet.write_string_with_format(row, column, text, &format)?;
        }
    }
    Ok(())
}

fn note(text: &str) -> Note {
    let text: String = text.chars().take(NOTE_MAX).collect();
    // About 45 characters a line and 14 pixels a line in the font of notes.
    let lines: usize = text.lines().map(|line| line.chars().count() / 45 + 1).sum();
    Note::new(text)
        .add_author_prefix(false)
        .set_width(280)
        .set_height((lines as u32 + 1).min(40) * 14)
}

/// Characters that a value shows.
fn length(cell: &Copied) -> usize {
    match &cell.value {
        CopiedValue::Text(text) => text.chars().count(),
        CopiedValue::Number(_) | CopiedValue::Fraction(_) | CopiedValue::Percent(_) => 8,
        CopiedValue::Moment(_) => 10,
        CopiedValue::Bool(_) => 9,
    }
}

/// As wide as its longest value, within limits; a title that stands alone in its row runs over
/// the empty cells beside it and does not count.
fn widths(copy: &CopiedSheet) -> BTreeMap<ColNum, f64> {
    let rows = Rows::of(copy);
    let mut widths: BTreeMap<ColNum, f64> = BTreeMap::new();
    for (at, cell) in &copy.cells {
        let (_, column) = place(*at);
        let wanted = match rows.kind(*at) {
            RowKind::Alone => WIDTHS.0,
            RowKind::Headers => WIDTHS.0.max(length(cell) as f64 / 2.0),
            RowKind::Record => length(cell) as f64 + 2.0,
        };
        let width = widths.entry(column).or_insert(WIDTHS.0);
        *width = width.max(wanted).clamp(WIDTHS.0, WIDTHS.1);
    }
    widths
}

/// What stands in a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum RowKind {
    /// One text alone: a title.
    Alone,
    /// The headers of a table.
    Headers,
    /// Values.
    Record,
}

/// The rows of a copy: how many cells are in each, and which holds the headers.
struct Rows {
    cells: BTreeMap<u32, usize>,
    headers: Option<u32>,
}

impl Rows {
    fn of(copy: &CopiedSheet) -> Self {
        let mut cells: BTreeMap<u32, usize> = BTreeMap::new();
        let mut headers: BTreeMap<u32, usize> = BTreeMap::new();
        for (at, cell) in &copy.cells {
            *cells.entry(at.row).or_default() += 1;
            if cell.header.is_some() {
                *headers.entry(at.row).or_default() += 1;
            }
        }
        // A sheet of keys has one in each row.
        let several = headers.into_iter().find(|(_, count)| *count > 1);
        Self {
            cells,
            headers: several.map(|(row, _)| row),
        }
    }

    fn kind(&self, at: CellRef) -> RowKind {
        if self.headers == Some(at.row) {
            RowKind::Headers
        } else if self.cells.get(&at.row) == Some(&1) {
            RowKind::Alone
        } else {
            RowKind::Record
        }
    }
}

fn format(cell: &Copied, kind: RowKind, weight: Option<Weight>) -> Format {
    let plain = match (&cell.header, kind) {
        (Some(_), RowKind::Headers) => style::header(),
        (Some(_), RowKind::Alone | RowKind::Record) => style::key(),
        (None, RowKind::Alone) => style::copied_title(),
        (None, RowKind::Headers | RowKind::Record) => style::copied(),
    };
    match weight {
        Some(weight) => marked(plain.set_font_color("#1F1B24"), weight),
        None => plain,
    }
}
