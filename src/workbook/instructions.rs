//! How to fill in a workbook: a sheet of its own at the front, or, where five sheets are already
//! asked for, some lines beneath the cover.

use super::{Issue, sheet, style};
use crate::catalog::{Esquema, INSTRUCCIONES};
use rust_xlsxwriter::{RowNum, Worksheet, XlsxError};

/// Width of the text, in characters.
const WIDTH: f64 = 100.0;
const TITLE: &str = "Cómo llenar este libro";

const STEPS: [&str; 8] = [
    "Escriba solo en las celdas blancas y en las amarillas. Las grises ya vienen escritas y están protegidas.",
    "Las celdas amarillas son datos obligatorios que aún faltan; al llenarlas se vuelven blancas. Lo demás puede quedar vacío.",
    "Donde aparece una flecha, elija una palabra de la lista. Si pega datos de otro libro, péguelos como valores para conservar la lista.",
    "Las fechas se escriben como día/mes/año, por ejemplo 05/06/2022. Los porcentajes se escriben sin el signo: 85 significa 85 %.",
    "Deje vacío lo que todavía no se conoce. Una celda vacía se lee como “sin información”, nunca como cero.",
    "Al pasar el cursor por un encabezado o por un dato aparece la regla que le corresponde.",
    "Lo marcado “(se publica)” aparece en el informe. Lo marcado “(uso interno)” no se publica.",
    "Si envía una corrección, aumente en uno la versión en la hoja Portada. Se toma en cuenta la versión más alta.",
];

/// Writes the sheet.
pub(super) fn write(
    worksheet: &mut Worksheet,
    issue: Issue<'_>,
    schemas: &[&Esquema],
) -> Result<(), XlsxError> {
    worksheet.set_name(INSTRUCCIONES)?;
    worksheet.set_screen_gridlines(false);
    worksheet.set_column_width(0, 3)?;
    worksheet.set_column_width(1, WIDTH)?;
    worksheet.set_row_height(0, style::TITLE_HEIGHT)?;
    worksheet.write_string_with_format(0, 1, TITLE, &style::title())?;
    let whose = format!(
        "Reunión {} · {} · información con corte al {}",
        issue.meeting.numero,
        issue.sender.nombre,
        issue.meeting.corte.format("%d/%m/%Y")
    );
    worksheet.write_string_with_format(1, 1, whose, &style::help())?;
    let mut row = 3;
    for step in steps() {
        paragraph(worksheet, row, step)?;
        row += 1;
    }
    row += 1;
    worksheet.write_string_with_format(row, 1, "Hojas de este libro", &style::heading())?;
    for schema in schemas {
        row += 1;
        let text = format!("{}: {}. {}", schema.hoja, schema.titulo, schema.ayuda);
        paragraph(worksheet, row, text)?;
    }
    sheet::page(worksheet);
    worksheet.protect();
    Ok(())
}

/// Writes the steps beneath the keys of the cover, where nothing is read.
pub(super) fn beneath(worksheet: &mut Worksheet, cover: &Esquema) -> Result<(), XlsxError> {
    let first = sheet::FIRST_ROW + cover.campos.len() as RowNum + 1;
    let column = sheet::KEY_COLUMN;
    worksheet.write_string_with_format(first, column, TITLE, &style::heading())?;
    for (row, step) in (first + 1..).zip(steps()) {
        worksheet.write_string_with_format(row, column, step, &style::margin())?;
    }
    Ok(())
}

fn steps() -> impl Iterator<Item = String> {
    let numbered = (1..).zip(STEPS);
    numbered.map(|(number, step): (u8, _)| format!("{number}. {step}"))
}

fn paragraph(worksheet: &mut Worksheet, row: RowNum, text: String) -> Result<(), XlsxError> {
    let lines = style::lines_of(text.chars().count(), WIDTH);
    worksheet.set_row_height(row, style::LINE_HEIGHT * f64::from(lines) + 4.0)?;
    worksheet.write_string_with_format(row, 1, text, &style::paragraph())?;
    Ok(())
}
