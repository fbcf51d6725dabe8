//! What a cell takes, as Excel enforces it: drop-downs, limits and their messages. Pasting goes
//! past all of it, so every rule is judged again when the workbook comes back.

use super::Issue;
use super::words::listed;
use crate::catalog::{Campo, Difusion, Tipo};
use rust_xlsxwriter::{
    ColNum, DataValidation, DataValidationErrorStyle, DataValidationRule, ExcelDateTime, Formula,
    Workbook, XlsxError,
};

/// Longest title of a message in Excel.
const TITLE_MAX: usize = 32;
/// Longest message, and longest list written as text, in Excel.
const TEXT_MAX: usize = 255;
/// Largest number where the schema names none: more than anything that is counted here.
const MOST: f64 = 99_999_999.0;
/// The hidden sheet with the lists that are too long for text.
const LISTS: &str = "_listas";

/// Lists that need a range of a hidden sheet because of their length or their commas.
#[derive(Default)]
pub(super) struct Lists {
    columns: Vec<Vec<String>>,
}

impl Lists {
    /// The range with these words; equal lists share one.
    fn range(&mut self, words: &[String]) -> String {
        let index = match self.columns.iter().position(|column| column == words) {
            Some(index) => index,
            None => {
                self.columns.push(words.to_vec());
                self.columns.len() - 1
            }
        };
        let letters = crate::domain::CellRef::new(1, index as u32 + 1).column_letters();
        format!("='{LISTS}'!${letters}$1:${letters}${}", words.len())
    }

    /// Writes the hidden sheet when a list asked for it.
    pub(super) fn write(&self, workbook: &mut Workbook) -> Result<(), XlsxError> {
        if self.columns.is_empty() {
            return Ok(());
        }
        let worksheet = workbook.add_worksheet();
        worksheet.set_name(LISTS)?;
        for (column, words) in (0 as ColNum..).zip(&self.columns) {
            worksheet.write_column(0, column, words)?;
        }
        worksheet.set_hidden(true);
        Ok(())
    }
}

/// The rule that Excel keeps for the cells of a field, with its messages in Spanish.
pub(super) fn validation(
    issue: Issue<'_>,
    campo: &Campo,
    lists: &mut Lists,
) -> Result<DataValidation, XlsxError> {
    let words = listed(issue, campo);
    let rule = DataValidation::new();
    let rule = match campo.tipo {
        Tipo::Lista => rule.allow_any_value(),
        Tipo::SiNo => rule.allow_list_strings(&["Sí", "No"])?,
        Tipo::Texto if !words.is_empty() => one_of(rule, &words, lists)?,
        Tipo::Texto => text(rule, campo),
        Tipo::Porcentaje | Tipo::Numero => number(rule, campo),
        Tipo::Entero => whole(rule, campo),
        Tipo::Fecha | Tipo::FechaHora => date(rule, issue)?,
        Tipo::Hora => rule.allow_time(DataValidationRule::Between(
            ExcelDateTime::from_hms(0, 0, 0)?,
            ExcelDateTime::from_hms(23, 59, 59)?,
        )),
    };
    let rule = if campo.prellenado {
        rule
    } else {
        rule.set_input_title(clip(&campo.titulo, TITLE_MAX))?
            .set_input_message(clip(&sentence(campo, &words), TEXT_MAX))?
    };
    rule.set_error_title(clip(&campo.titulo, TITLE_MAX))?
        .set_error_message(clip(&expected(campo), TEXT_MAX))
}

fn one_of(
    rule: DataValidation,
    words: &[String],
    lists: &mut Lists,
) -> Result<DataValidation, XlsxError> {
    let length: usize = words.iter().map(|w| w.chars().count() + 1).sum();
    let plain = length <= TEXT_MAX && !words.iter().any(|w| w.contains([',', '"']));
    if plain {
        rule.allow_list_strings(words)
    } else {
        Ok(rule.allow_list_formula(Formula::new(lists.range(words))))
    }
}

fn text(rule: DataValidation, campo: &Campo) -> DataValidation {
    match campo.maximo_caracteres {
        Some(longest) => rule.allow_text_length(DataValidationRule::LessThanOrEqualTo(
            u32::try_from(longest).unwrap_or(u32::MAX),
        )),
        None => rule.allow_any_value(),
    }
}

fn number(rule: DataValidation, campo: &Campo) -> DataValidation {
    let (least, most) = limits(campo);
    rule.allow_decimal_number(DataValidationRule::Between(least, most))
}

fn whole(rule: DataValidation, campo: &Campo) -> DataValidation {
    let (least, most) = limits(campo);
    // Excel's whole numbers go up to 32 bits here; `as` saturates.
    rule.allow_whole_number(DataValidationRule::Between(least as i32, most as i32))
}

/// Excel wants both ends.
fn limits(campo: &Campo) -> (f64, f64) {
    let (least, most) = campo.limites();
    (least.unwrap_or(0.0), most.unwrap_or(MOST))
}

/// A date outside the process is asked about, not refused.
fn date(rule: DataValidation, issue: Issue<'_>) -> Result<DataValidation, XlsxError> {
    let proceso = &issue.catalog.proceso;
    let first = ExcelDateTime::parse_from_str(&proceso.inicio.to_string())?;
    let last = ExcelDateTime::parse_from_str(&proceso.fin.to_string())?;
    Ok(rule
        .allow_date(DataValidationRule::Between(first, last))
        .set_error_style(DataValidationErrorStyle::Warning))
}

/// The rule of the column in a sentence, with what its kind of value needs to be said.
fn sentence(campo: &Campo, words: &[String]) -> String {
    match campo.tipo {
        Tipo::Lista if !words.is_empty() => {
            format!(
                "{} Puede escribir varias, separadas por punto y coma: {}.",
                campo.ayuda,
                words.join("; ")
            )
        }
        Tipo::Porcentaje => format!("{} Sin el signo: 85 significa 85 %.", campo.ayuda),
        Tipo::Lista
        | Tipo::Texto
        | Tipo::Numero
        | Tipo::Entero
        | Tipo::Fecha
        | Tipo::Hora
        | Tipo::FechaHora
        | Tipo::SiNo => campo.ayuda.clone(),
    }
}

/// What is expected, told when something else was typed.
fn expected(campo: &Campo) -> String {
    let (least, most) = limits(campo);
    match campo.tipo {
        Tipo::Texto if campo.valores.is_empty() && campo.catalogo.is_none() => {
            match campo.maximo_caracteres {
                Some(longest) => format!("Escriba un texto de hasta {longest} caracteres."),
                None => "Escriba un texto.".to_owned(),
            }
        }
        Tipo::Texto | Tipo::Lista => "Elija una palabra de la lista desplegable.".to_owned(),
        Tipo::SiNo => "Elija Sí o No.".to_owned(),
        Tipo::Porcentaje => {
            format!("Escriba un número de {least} a {most}, sin el signo: 85 significa 85 %.")
        }
        Tipo::Numero => "Escriba un número.".to_owned(),
        Tipo::Entero => "Escriba un número entero, sin decimales.".to_owned(),
        Tipo::Fecha => "Escriba una fecha como día/mes/año dentro del periodo del proceso, por \
                        ejemplo 05/06/2022. ¿Desea conservar la que escribió?"
            .to_owned(),
        Tipo::FechaHora => "Escriba fecha y hora, por ejemplo 05/06/2022 20:00. ¿Desea conservar \
                            lo que escribió?"
            .to_owned(),
        Tipo::Hora => "Escriba una hora de 00:00 a 23:59.".to_owned(),
    }
}

/// The note of a column: its rule, what is taken and whether it must be filled in.
pub(super) fn note(issue: Issue<'_>, campo: &Campo) -> String {
    let words = listed(issue, campo);
    let mut lines = vec![campo.ayuda.clone()];
    if !campo.valores.is_empty() {
        lines.push(format!("Valores: {}.", words.join("; ")));
    }
    let need = if campo.requerido {
        "Dato obligatorio."
    } else {
        "Puede quedar vacío."
    };
    lines.push(need.to_owned());
    lines.join("\n")
}

/// Where a column goes: «(se publica)», «(uso interno)» or «(reservado)».
pub const fn published_or_not(difusion: Difusion) -> &'static str {
    match difusion {
        Difusion::Publica => "(se publica)",
        Difusion::Interna => "(uso interno)",
        Difusion::Reservada => "(reservado)",
    }
}

/// The mark above a column or beside a key: whether it must be filled in and is published.
pub(super) fn mark(campo: &Campo) -> String {
    let use_of = published_or_not(campo.difusion);
    if campo.requerido && !campo.prellenado {
        format!("obligatorio {use_of}")
    } else {
        use_of.to_owned()
    }
}

fn clip(text: &str, longest: usize) -> String {
    if text.chars().count() <= longest {
        return text.to_owned();
    }
    let kept: String = text.chars().take(longest - 1).collect();
    format!("{}…", kept.trim_end())
}

#[cfg(test)]
mod tests {
    use super::clip;

    #[test]
    fn a_long_title_is_clipped_to_what_excel_takes() {
        let title = "Fecha y hora de publicación de la última actualización";
        assert_eq!(clip(title, 32), "Fecha y hora de publicación de…");
        assert_eq!(clip(title, 15), "Fecha y hora d…");
        assert_eq!(clip("Estatus", 32), "Estatus");
    }
}
