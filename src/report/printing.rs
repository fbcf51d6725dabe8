//! A value of a field becomes its final words.

use super::phrases::Phrases;
use super::spacing::NBSP;
use super::{Format, dates, numbers};
use crate::domain::Value;

/// Where a value is printed: decides the form of a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// `19 de octubre de 2021`.
    Prose,
    /// `19/10/2021`.
    Table,
}

/// The final words of a value; never empty.
pub fn print(value: &Value, format: Format, place: Place, phrases: &Phrases) -> String {
    match value {
        Value::Missing => phrases.plain("sin_informacion"),
        Value::Bool(true) => phrases.plain("si"),
        Value::Bool(false) => phrases.plain("no"),
        Value::Number(number) => match format {
            Format::Percent => numbers::percent(*number),
            Format::Text | Format::Number | Format::Date | Format::Status | Format::YesNo => {
                numbers::number(*number)
            }
        },
        Value::Date(date) => match place {
            Place::Prose => dates::long(*date),
            Place::Table => dates::short(*date),
        },
        Value::Text(text) => print_text(text, format, place),
        Value::List(items) if items.is_empty() => phrases.plain("sin_informacion"),
        Value::List(items) => match place {
            Place::Prose => numbers::list(items),
            Place::Table => tied(&numbers::list(items)),
        },
    }
}

/// A list whose last conjunction does not stand alone on a line of a narrow cell.
fn tied(list: &str) -> String {
    for and in ["y", "e"] {
        if let Some((before, last)) = list.rsplit_once(&format!(" {and} ")) {
            return format!("{before}{NBSP}{and} {last}");
        }
    }
    list.to_owned()
}

fn print_text(text: &str, format: Format, place: Place) -> String {
    let moment = match (format, place) {
        (Format::Date, Place::Prose) => dates::moment_long(text),
        (Format::Date, Place::Table) => dates::moment_short(text),
        (
            Format::Text | Format::Number | Format::Percent | Format::Status | Format::YesNo,
            Place::Prose | Place::Table,
        ) => None,
    };
    moment.unwrap_or_else(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::Lexico;

    #[test]
    fn every_kind_of_value_has_its_words() {
        let mut lexico = Lexico::default();
        for (key, words) in [
            ("sin_informacion", "Sin información"),
            ("si", "Sí"),
            ("no", "No"),
        ] {
            lexico.frases.insert(key.into(), words.into());
        }
        let phrases = Phrases::new(&lexico);
        let print = |value: Value, format| print(&value, format, Place::Table, &phrases);
        assert_eq!(print(Value::Missing, Format::Number), "Sin información");
        assert_eq!(print(Value::Bool(true), Format::YesNo), "Sí");
        assert_eq!(print(Value::Number(83.4), Format::Percent), "83.40%");
        assert_eq!(print(Value::Number(3978.0), Format::Number), "3,978");
        let day = dates::parse("2022-06-05").map(Value::Date);
        assert_eq!(print(day.unwrap(), Format::Date), "05/06/2022");
        let moment = Value::Text("2022-06-05 20:00".into());
        assert_eq!(print(moment, Format::Date), "05/06/2022\u{a0}20:00");
        let list = Value::List(vec!["Captura".into(), "Verificación".into()]);
        assert_eq!(print(list, Format::Text), "Captura\u{a0}y Verificación");
    }
}
