//! A cell as it was received.

use chrono::NaiveDateTime;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// A cell that is not empty.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell {
    /// What it holds; of a formula, the value that was saved with it.
    pub value: CellValue,
    /// Number format code, where the file tells it (`0%`, `dd/mm/yyyy`).
    pub format: Option<Arc<str>>,
    /// The formula that gave the value, when there is one.
    pub formula: Option<Formula>,
}

/// A formula, as far as anybody needs to know it; it is never evaluated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Formula {
    /// Of cells of the same workbook.
    Own,
    /// It takes its value from another file, which is not opened.
    OtherWorkbook,
}

/// What a cell holds, before any schema.
#[derive(Debug, Clone, PartialEq)]
pub enum CellValue {
    /// A formula without a saved value.
    NoResult,
    /// Text as it stands.
    Text(String),
    /// Number.
    Number(f64),
    /// Date, or date and time.
    DateTime(NaiveDateTime),
    /// Time of day or span, as hours and minutes `HH:MM`.
    Time(String),
    /// True or false.
    Bool(bool),
    /// An error of the sheet, as it is shown («#REF!»).
    Error(String),
}

impl CellValue {
    /// The text; none of what is no text.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            Self::NoResult
            | Self::Number(_)
            | Self::DateTime(_)
            | Self::Time(_)
            | Self::Bool(_)
            | Self::Error(_) => None,
        }
    }
}

/// What the percent sign of a number format does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PercentSign {
    /// None there.
    Absent,
    /// Shows the number a hundredfold.
    Multiplies,
    /// Stands beside the number as it is.
    Literal,
}

impl Cell {
    /// What the percent sign of its format does; only an unquoted, unescaped `%` multiplies.
    pub fn percent_sign(&self) -> PercentSign {
        percent_sign(self.format.as_deref().unwrap_or(""))
    }

    /// What the cell says, about as Excel shows it: dates as day/month/year, a share with a percent
    /// format as a percentage.
    pub fn shown(&self) -> String {
        match &self.value {
            CellValue::NoResult => "fórmula sin resultado".to_owned(),
            CellValue::Text(text) | CellValue::Time(text) | CellValue::Error(text) => text.clone(),
            CellValue::Number(number) => match self.percent_sign() {
                PercentSign::Multiplies => format!("{}%", plain(number * 100.0)),
                PercentSign::Literal => format!("{}%", plain(*number)),
                PercentSign::Absent => plain(*number).to_string(),
            },
            CellValue::DateTime(at) if at.time() == chrono::NaiveTime::MIN => {
                at.format("%d/%m/%Y").to_string()
            }
            CellValue::DateTime(at) => at.format("%d/%m/%Y %H:%M").to_string(),
            CellValue::Bool(true) => "VERDADERO".to_owned(),
            CellValue::Bool(false) => "FALSO".to_owned(),
        }
    }
}

/// Without the noise of binary fractions.
fn plain(number: f64) -> f64 {
    (number * 1e9).round() / 1e9 + 0.0
}

fn percent_sign(format: &str) -> PercentSign {
    let mut sign = PercentSign::Absent;
    let mut chars = format.chars();
    while let Some(c) = chars.next() {
        match c {
            '%' => return PercentSign::Multiplies,
            '\\' | '_' | '*' if chars.next() == Some('%') => sign = PercentSign::Literal,
            '"' => {
                let quoted = chars.by_ref().take_while(|c| *c != '"');
                if quoted.filter(|c| *c == '%').count() > 0 {
                    sign = PercentSign::Literal;
                }
            }
            _ => {}
        }
    }
    sign
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_unquoted_percent_multiplies() {
        for (format, sign) in [
            ("0%", PercentSign::Multiplies),
            ("0.00%", PercentSign::Multiplies),
            ("0.##\"%\"", PercentSign::Literal),
            ("0\\%", PercentSign::Literal),
            ("General", PercentSign::Absent),
            ("[Red]\"x\"0%", PercentSign::Multiplies),
        ] {
            assert_eq!(percent_sign(format), sign, "{format}");
        }
    }

    #[test]
    fn a_number_is_shown_as_its_format_says_and_without_the_noise_of_fractions() {
        let shown = |number, format: &str| {
            let cell = Cell {
                value: CellValue::Number(number),
                format: Some(format.into()),
                formula: None,
            };
            cell.shown()
        };
        assert_eq!(shown(0.1 + 0.2, "0%"), "30%");
        assert_eq!(shown(85.0, "0\\%"), "85%");
        assert_eq!(shown(0.1 + 0.2, "General"), "0.3");
        assert_eq!(shown(-0.0, "General"), "0");
    }
}
