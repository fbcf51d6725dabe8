//! A plain list as a workbook: what the secretariat filters and sorts, nobody fills in.

use super::saved::saved;
use super::style;
use crate::domain::Fecha;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};

/// Rows above the headers: title, note, and an empty one.
const HEADER_ROW: u32 = 3;

/// A list with a title.
#[derive(Debug)]
pub struct List<'a> {
    /// Name of the sheet.
    pub sheet: &'a str,
    /// Title above the list.
    pub title: String,
    /// A line below the title.
    pub note: String,
    /// Headers, with the width of each column in characters.
    pub columns: Vec<(&'a str, f64)>,
    /// Rows, as long as the headers.
    pub rows: Vec<Vec<ListCell>>,
    /// Stands for the day of creation, so that the bytes do not depend on it.
    pub date: Fecha,
}

/// A cell of a [`List`].
#[derive(Debug)]
pub enum ListCell {
    /// Text; never a formula.
    Text(String),
    /// How many.
    Count(usize),
}

/// The workbook of a list, or what it holds that no workbook can. Same list, same bytes.
pub fn list(list: &List<'_>) -> Result<Vec<u8>, String> {
    write(list).map_err(|error| format!("el libro «{}» no se pudo formar: {error}", list.title))
}

fn write(list: &List<'_>) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let created = ExcelDateTime::parse_from_str(&list.date.to_string())?;
    workbook.set_properties(
        &DocProperties::new()
            .set_title(&list.title)
            .set_creation_datetime(&created),
    );
    let sheet = workbook.add_worksheet();
    sheet.set_name(list.sheet)?;
    sheet.write_string_with_format(0, 0, &list.title, &style::title())?;
    sheet.write_string_with_format(1, 0, &list.note, &style::help())?;
    for (column, (header, width)) in (0..).zip(&list.columns) {
        sheet.set_column_width(column, *width)?;
        sheet.write_string_with_format(HEADER_ROW, column, *header, &style::header())?;
    }
    for (row, cells) in (HEADER_ROW + 1..).zip(&list.rows) {
        for (column, cell) in (0..).zip(cells) {
            match cell {
                ListCell::Text(text) => {
                    sheet.write_string_with_format(row, column, text, &style::paragraph())?
                }
                ListCell::Count(count) => {
                    sheet.write_number_with_format(row, column, *count as f64, &style::margin())?
                }
            };
        }
    }
    let last = HEADER_ROW + list.rows.len() as u32;
    let width = list.columns.len().saturating_sub(1) as u16;
    sheet.autofilter(HEADER_ROW, 0, last, width)?;
    sheet.set_freeze_panes(HEADER_ROW + 1, 1)?;
    sheet.set_repeat_rows(HEADER_ROW, HEADER_ROW)?;
    sheet.set_landscape().set_print_fit_to_pages(1, 0);
    saved(workbook)
}
