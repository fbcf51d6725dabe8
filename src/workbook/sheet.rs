//! One sheet of a workbook: headers in row 4 and records from row 5, or keys in column B and
//! values in column C from row 5.

use super::choice::{Lists, mark, note, validation};
use super::style::{self, Access};
use super::words::listed;
use super::{Issue, Record, identity};
use crate::catalog::{Campo, Esquema, Forma, PORTADA, Tipo};
use crate::domain::{Fecha, Value};
use rust_xlsxwriter::{
    ColNum, ExcelDateTime, Format, Note, ProtectionOptions, RowNum, Worksheet, XlsxError,
};

/// Row of the title, counted from 0 as rust_xlsxwriter does; the others follow.
const TITLE_ROW: RowNum = 0;
const HELP_ROW: RowNum = 1;
const MARK_ROW: RowNum = 2;
const HEADER_ROW: RowNum = 3;
pub(super) const FIRST_ROW: RowNum = 4;
/// Last row with drop-downs: far more than any sender reports.
const LAST_ROW: RowNum = 499;
pub(super) const KEY_COLUMN: ColNum = 1;
const VALUE_COLUMN: ColNum = 2;
const MARK_COLUMN: ColNum = 3;
const HELP_COLUMN: ColNum = 4;
/// Paper of a letter, in the numbering of Excel.
const LETTER: u8 = 1;

/// Writes a sheet with the given records.
pub(super) fn write(
    worksheet: &mut Worksheet,
    issue: Issue<'_>,
    schema: &Esquema,
    records: &[Record],
    lists: &mut Lists,
) -> Result<(), XlsxError> {
    worksheet.set_name(&schema.hoja)?;
    worksheet.set_default_note_author(&issue.catalog.proceso.institucion);
    match schema.forma {
        Forma::Tabla => table(worksheet, issue, schema, records, lists)?,
        Forma::ClaveValor => pairs(worksheet, issue, schema, records, lists)?,
    }
    page(worksheet);
    worksheet.protect_with_options(&ProtectionOptions {
        format_columns: true,
        format_rows: true,
        insert_rows: true,
        sort: true,
        use_autofilter: true,
        ..ProtectionOptions::new()
    });
    Ok(())
}

/// How a sheet is printed: as wide as the paper, and with the letters and numbers of the cells,
/// because what is returned to a sender speaks of `G14`.
pub(super) fn page(worksheet: &mut Worksheet) {
    worksheet.set_paper_size(LETTER);
    worksheet.set_landscape();
    worksheet.set_margins(0.4, 0.4, 0.5, 0.5, 0.3, 0.3);
    worksheet.set_print_fit_to_pages(1, 0);
    worksheet.set_print_headings(true);
}

fn head(worksheet: &mut Worksheet, schema: &Esquema, column: ColNum) -> Result<(), XlsxError> {
    for row in TITLE_ROW..FIRST_ROW {
        worksheet.set_row_format(row, &style::margin())?;
    }
    worksheet.set_row_height(TITLE_ROW, style::TITLE_HEIGHT)?;
    worksheet.write_string_with_format(TITLE_ROW, column, &schema.titulo, &style::title())?;
    worksheet.write_string_with_format(HELP_ROW, column, &schema.ayuda, &style::help())?;
    Ok(())
}

fn table(
    worksheet: &mut Worksheet,
    issue: Issue<'_>,
    schema: &Esquema,
    records: &[Record],
    lists: &mut Lists,
) -> Result<(), XlsxError> {
    head(worksheet, schema, 0)?;
    let mut widths = Vec::with_capacity(schema.campos.len());
    for (column, campo) in (0..).zip(&schema.campos) {
        let width = style::width(campo, &listed(issue, campo));
        widths.push(width);
        worksheet.set_column_width(column, width)?;
        worksheet.set_column_format(column, &style::blank(campo))?;
        worksheet.write_string_with_format(MARK_ROW, column, mark(campo), &style::difusion())?;
        worksheet.write_string_with_format(HEADER_ROW, column, &campo.titulo, &style::header())?;
        if !campo.prellenado {
            worksheet.insert_note(HEADER_ROW, column, &sized(note(issue, campo)))?;
        }
        let rule = validation(issue, campo, lists)?;
        worksheet.add_data_validation(FIRST_ROW, column, LAST_ROW, column, &rule)?;
        if campo.requerido && !campo.prellenado && !records.is_empty() {
            let last = FIRST_ROW + records.len() as RowNum - 1;
            worksheet.add_conditional_format(FIRST_ROW, column, last, column, &style::wanted())?;
        }
    }
    worksheet.set_row_height(MARK_ROW, 24)?;
    worksheet.set_row_height(HEADER_ROW, 42)?;
    for (index, record) in records.iter().enumerate() {
        let row = FIRST_ROW + index as RowNum;
        let mut lines = 1;
        for (column, campo) in (0..).zip(&schema.campos) {
            let value = record.get(&campo.nombre);
            let format = style::value(campo, access(issue, schema, campo, record));
            cell(worksheet, (row, column), (campo, value), &format)?;
            remember(worksheet, (row, column), issue, (schema, index, campo))?;
            lines = lines.max(style::lines(value, widths[usize::from(column)]));
        }
        if lines > 1 {
            worksheet.set_row_height(row, style::LINE_HEIGHT * f64::from(lines) + 2.0)?;
        }
    }
    worksheet.set_freeze_panes(FIRST_ROW, 0)?;
    worksheet.set_repeat_rows(HEADER_ROW, HEADER_ROW)?;
    Ok(())
}

fn pairs(
    worksheet: &mut Worksheet,
    issue: Issue<'_>,
    schema: &Esquema,
    records: &[Record],
    lists: &mut Lists,
) -> Result<(), XlsxError> {
    head(worksheet, schema, KEY_COLUMN)?;
    worksheet.set_column_width(0, 3)?;
    worksheet.set_column_width(KEY_COLUMN, 38)?;
    worksheet.set_column_width(VALUE_COLUMN, 62)?;
    worksheet.set_column_width(MARK_COLUMN, 14)?;
    worksheet.set_column_width(HELP_COLUMN, 70)?;
    let mut record = records.first().cloned().unwrap_or_default();
    if schema.hoja == PORTADA {
        record.extend(identity::cover(issue));
    }
    let shown = (schema.campos.iter()).filter(|campo| asked(issue, campo) || told(campo, &record));
    for (row, campo) in (FIRST_ROW..).zip(shown) {
        worksheet.write_string_with_format(row, KEY_COLUMN, &campo.titulo, &style::key())?;
        let value = record.get(&campo.nombre);
        let format = style::beside_key(campo, access(issue, schema, campo, &record));
        cell(worksheet, (row, VALUE_COLUMN), (campo, value), &format)?;
        remember(worksheet, (row, VALUE_COLUMN), issue, (schema, 0, campo))?;
        worksheet.write_string_with_format(row, MARK_COLUMN, mark(campo), &style::difusion())?;
        worksheet.write_string_with_format(row, HELP_COLUMN, &campo.ayuda, &style::key_help())?;
        let rule = validation(issue, campo, lists)?;
        worksheet.add_data_validation(row, VALUE_COLUMN, row, VALUE_COLUMN, &rule)?;
    }
    worksheet.set_freeze_panes(FIRST_ROW, 0)?;
    Ok(())
}

/// The note of a cell with what was last reported, where there is one.
fn remember(
    worksheet: &mut Worksheet,
    (row, column): (RowNum, ColNum),
    issue: Issue<'_>,
    (schema, index, campo): (&Esquema, usize, &Campo),
) -> Result<(), XlsxError> {
    let place = (schema.hoja.clone(), index, campo.nombre.clone());
    if let Some(text) = issue.remembered.get(&place) {
        worksheet.insert_note(row, column, &sized(text.clone()))?;
    }
    Ok(())
}

/// A note as tall as its text.
fn sized(text: String) -> Note {
    // About 40 characters a line and 13 pixels a line in the font of notes.
    let lines: usize = text.lines().map(|line| line.chars().count() / 40 + 1).sum();
    Note::new(text)
        .add_author_prefix(false)
        .set_width(240)
        .set_height((lines as u32 + 1) * 14)
}

/// What we prefill is locked, also where there is nothing to say, and so is what is not asked yet;
/// a row that nobody prefilled is open.
fn access(issue: Issue<'_>, schema: &Esquema, campo: &Campo, record: &Record) -> Access {
    let prefilled = record.values().any(|value| !value.is_missing());
    let first = first_report(schema, record) && campo.desde.is_some();
    let not_yet = first || !asked(issue, campo);
    let closed = campo.prellenado || (not_yet && !told(campo, record));
    if prefilled && closed {
        Access::Locked
    } else {
        Access::Open
    }
}

/// Whether a row is reported for the first time: nothing was carried over to it. What a blank
/// workbook asks only later (`desde`), it does not ask of such a row either.
fn first_report(schema: &Esquema, record: &Record) -> bool {
    let mut carried = schema
        .campos
        .iter()
        .filter(|campo| campo.arrastra)
        .peekable();
    carried.peek().is_some() && carried.all(|campo| !told(campo, record))
}

/// Whether a record has something to say in a field.
fn told(campo: &Campo, record: &Record) -> bool {
    record
        .get(&campo.nombre)
        .is_some_and(|value| !value.is_missing())
}

/// Whether the blank workbook of this meeting asks for a field.
fn asked(issue: Issue<'_>, campo: &Campo) -> bool {
    campo.desde.is_none_or(|from| from <= issue.meeting.numero)
}

/// Writes the value of a field.
fn cell(
    worksheet: &mut Worksheet,
    (row, column): (RowNum, ColNum),
    (campo, value): (&Campo, Option<&Value>),
    format: &Format,
) -> Result<(), XlsxError> {
    let value = value.unwrap_or(&Value::Missing);
    match value {
        Value::Missing => worksheet.write_blank(row, column, format)?,
        Value::Bool(true) => worksheet.write_string_with_format(row, column, "Sí", format)?,
        Value::Bool(false) => worksheet.write_string_with_format(row, column, "No", format)?,
        Value::Number(number) => {
            worksheet.write_number_with_format(row, column, *number, format)?
        }
        Value::Date(date) => {
            worksheet.write_datetime_with_format(row, column, &excel_date(*date)?, format)?
        }
        Value::Text(text) => {
            return written(worksheet, (row, column), campo, text, format);
        }
        Value::List(words) => {
            worksheet.write_string_with_format(row, column, words.join("; "), format)?
        }
    };
    Ok(())
}

fn excel_date(date: Fecha) -> Result<ExcelDateTime, XlsxError> {
    ExcelDateTime::parse_from_str(&date.to_string())
}

/// A text; a time of day that is kept as text becomes a time of the sheet.
fn written(
    worksheet: &mut Worksheet,
    (row, column): (RowNum, ColNum),
    campo: &Campo,
    text: &str,
    format: &Format,
) -> Result<(), XlsxError> {
    let time = match campo.tipo {
        Tipo::Hora | Tipo::FechaHora => ExcelDateTime::parse_from_str(text).ok(),
        Tipo::Texto
        | Tipo::Numero
        | Tipo::Entero
        | Tipo::Porcentaje
        | Tipo::Fecha
        | Tipo::SiNo
        | Tipo::Lista => None,
    };
    match time {
        Some(time) => worksheet.write_datetime_with_format(row, column, &time, format)?,
        None => worksheet.write_string_with_format(row, column, text, format)?,
    };
    Ok(())
}
