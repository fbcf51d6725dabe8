//! What a cell says once it has been read against its field.

use super::Fecha;
use serde::Serialize;

/// What a cell says once it has been read against its field. Unknown is not zero: an empty cell
/// is [`Value::Missing`], carried to the page as «sin información».
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Value {
    /// The cell is empty.
    Missing,
    /// Yes or no.
    Bool(bool),
    /// A number, rounded to the decimals of its field; percentages from 0 to 100.
    Number(f64),
    /// A calendar date.
    Date(Fecha),
    /// Text in NFC, without blanks at its ends; a time of day as `HH:MM`.
    Text(String),
    /// A list that stood in one cell, separated by `;`.
    List(Vec<String>),
}

/// The whole number that a number is, where JSON and conditions can hold it exactly.
pub fn whole(number: f64) -> Option<i64> {
    /// Below 2^53, beyond which not every whole number is a float.
    const EXACT: f64 = 9e15;
    #[expect(
        clippy::cast_possible_truncation,
        reason = "only whole numbers that fit are turned into whole numbers"
    )]
    (number.fract() == 0.0 && number.abs() < EXACT).then_some(number as i64)
}

impl Value {
    /// Whether the cell was empty.
    pub fn is_missing(&self) -> bool {
        matches!(self, Self::Missing)
    }

    /// The value as a cell has it: «Sí» or «No», a number with a point, a date as AAAA-MM-DD, the
    /// items of a list between `; `; empty when nothing is there.
    pub fn written(&self) -> String {
        match self {
            Self::Missing => String::new(),
            Self::Bool(true) => "Sí".to_owned(),
            Self::Bool(false) => "No".to_owned(),
            Self::Number(number) => number.to_string(),
            Self::Date(date) => date.to_string(),
            Self::Text(text) => text.clone(),
            Self::List(items) => items.join("; "),
        }
    }

    /// The text, if it is one.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            Self::Missing | Self::Bool(_) | Self::Number(_) | Self::Date(_) | Self::List(_) => None,
        }
    }

    /// The number, if it is one.
    pub fn as_number(&self) -> Option<f64> {
        match self {
            Self::Number(number) => Some(*number),
            Self::Missing | Self::Bool(_) | Self::Text(_) | Self::Date(_) | Self::List(_) => None,
        }
    }

    /// The date, if it is one.
    pub fn as_date(&self) -> Option<Fecha> {
        match self {
            Self::Date(date) => Some(*date),
            Self::Missing | Self::Bool(_) | Self::Text(_) | Self::Number(_) | Self::List(_) => None,
        }
    }
}
