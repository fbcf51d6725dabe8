//! The sheet that says how to fill in the others, in a workbook that has room for it.

use super::{Issue, style};
use crate::catalog::{Esquema, INSTRUCCIONES};
use rust_xlsxwriter::{RowNum, Worksheet, XlsxError};

/// Width of the text, in characters.
const WIDTH: f64 = 100.0;

const STEPS: [&str; 7] = [
    "Escriba solo en las celdas blancas. Las grises ya vienen escritas y no es necesario modificarlas.",
    "Donde la celda muestra una flecha, elija una palabra de la lista. Si pega valores de otro libro, péguelos como valores para conservar la lista.",
    "Las fechas se escriben como día/mes/año, por ejemplo 05/06/2022. Los porcentajes se escriben de 0 a 100: 85 significa 85 %.",
    "Deje vacío lo que todavía no se conoce. Una celda vacía se lee como “sin información”, nunca como cero.",
    "Al pasar el cursor por el encabezado de cada columna aparece la regla que le corresponde.",
    "Las columnas marcadas “(se publica)” aparecen en el informe. Las marcadas “(uso interno)” no se publican.",
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
    worksheet.write_string_with_format(0, 1, "Cómo llenar este libro", &style::title())?;
    let whose = format!(
        "Reunión {} · {} · información con corte al {}",
        issue.meeting.numero,
        issue.sender.nombre,
        issue.meeting.corte.format("%d/%m/%Y")
    );
    worksheet.write_string_with_format(1, 1, whose, &style::help())?;
    let mut row = 3;
    for (step, text) in (1..).zip(STEPS) {
        paragraph(worksheet, row, format!("{step}. {text}"))?;
        row += 1;
    }
    row += 1;
    worksheet.write_string_with_format(row, 1, "Hojas de este libro", &style::heading())?;
    for schema in schemas {
        row += 1;
        let text = format!("{}: {}. {}", schema.hoja, schema.titulo, schema.ayuda);
        paragraph(worksheet, row, text)?;
    }
    worksheet.set_print_fit_to_pages(1, 0);
    worksheet.protect();
    Ok(())
}

fn paragraph(worksheet: &mut Worksheet, row: RowNum, text: String) -> Result<(), XlsxError> {
    let lines = style::lines_of(text.chars().count(), WIDTH);
    worksheet.set_row_height(row, style::LINE_HEIGHT * f64::from(lines) + 4.0)?;
    worksheet.write_string_with_format(row, 1, text, &style::paragraph())?;
    Ok(())
}
