//! Texts, listed words and lists.

use super::Reading;
use crate::domain::Value;
use crate::domain::words::fold;
use crate::intake::{Cell, CellValue};
use crate::validation::remark::Remark;
use crate::validation::schemas::Column;
use crate::validation::words::{Match, Words};
use unicode_normalization::UnicodeNormalization;
use unicode_properties::{GeneralCategory, UnicodeGeneralCategory};

/// Most characters of a cell, which is Excel's own limit.
const LONGEST: usize = 32_767;
/// Excel keeps fifteen digits of a number.
const DIGITS: f64 = 1e15;

/// A text, or one of the words of a list.
pub(super) fn read(column: &Column<'_>, cell: &Cell) -> Reading {
    let raw = match written(cell) {
        Ok(raw) => raw,
        Err(remark) => return Reading::wrong(remark),
    };
    let (text, changed) = clean(&raw);
    match &column.words {
        Some(words) => listed(column, words, &text),
        None => free(column, text, changed),
    }
}

/// Several words of a list in one cell, separated by `;`.
pub(super) fn read_list(column: &Column<'_>, cell: &Cell) -> Reading {
    let raw = match written(cell) {
        Ok(raw) => raw,
        Err(remark) => return Reading::wrong(remark),
    };
    let (text, changed) = clean(&raw);
    let parts = text.split(';').map(str::trim).filter(|p| !p.is_empty());
    let mut reading = Reading::default();
    let mut values = Vec::new();
    let mut wrong = Vec::new();
    for part in parts {
        let one = match &column.words {
            Some(words) => listed(column, words, part),
            None => free(column, part.to_owned(), changed),
        };
        if one.value.is_none() {
            wrong.push(part);
        }
        reading.remarks.extend(one.remarks);
        if let Some(Value::Text(word)) = one.value.or(one.otherwise) {
            values.push(word);
        }
    }
    if wrong.is_empty() {
        reading.value = Some(Value::List(values));
        return reading;
    }
    // What keeps the cell from being used is told once, and nothing besides.
    reading.remarks.retain(Remark::is_error);
    if let (Some(words), Some(remark)) = (&column.words, reading.remarks.first_mut()) {
        told_together(column, words, &wrong, remark);
    }
    reading.remarks.truncate(1);
    reading.otherwise = Some(Value::List(values));
    reading
}

/// Says of several words of a cell together that they are not of its list, or what divides them.
fn told_together(column: &Column<'_>, words: &Words, wrong: &[&str], remark: &mut Remark) {
    let divided: Vec<&str> = wrong
        .iter()
        .flat_map(|part| part.split([',', '\n', '/']))
        .map(str::trim)
        .collect();
    let all = divided.iter().map(|word| match words.find(word)? {
        Match::Exact(word) | Match::Folded(word) => Some(word.to_owned()),
    });
    let all: Option<Vec<String>> = all.collect();
    if let Some(all) = all.filter(|all| all.len() > wrong.len()) {
        remark.help = format!("Separe los valores con punto y coma: “{}”.", all.join("; "));
        return;
    }
    if wrong.len() < 2 {
        return;
    }
    let quoted: Vec<String> = wrong
        .iter()
        .map(|word| format!("“{}”", super::clip(word)))
        .collect();
    let title = &column.campo.titulo;
    remark.message = format!(
        "{} no son valores de la lista de “{title}”.",
        quoted.join(", ")
    );
    let near: Vec<String> = wrong
        .iter()
        .filter_map(|word| words.nearest(word))
        .map(|word| format!("“{word}”"))
        .collect();
    if !near.is_empty() {
        remark.help = format!(
            "Elija los valores de la lista; ¿quiso decir {}?",
            near.join(", ")
        );
    }
}

/// «Sí» or «No», as text: what some programs keep as a logical value others keep as a number.
pub(super) fn read_yes_no(cell: &Cell) -> Reading {
    let received = super::received(Some(cell));
    let value = match fold(&received).as_str() {
        "si" => Some(true),
        "no" => Some(false),
        _ => None,
    };
    let Some(value) = value else {
        let message = format!("“{received}” no es “Sí” ni “No”.");
        return Reading::wrong(Remark::new(217, "“Sí” o “No”", message).rule("R-27"));
    };
    let word = if value { "Sí" } else { "No" };
    if received.trim() == word {
        return Reading::plain(Value::Bool(value));
    }
    let remark = Remark::new(
        213,
        format!("“{word}”"),
        format!("“{received}” se leyó como “{word}”."),
    );
    Reading::with(Value::Bool(value), remark)
}

/// What a cell shows, as text; a number keeps the zeros that its format puts before it.
fn written(cell: &Cell) -> Result<String, Remark> {
    match &cell.value {
        CellValue::Text(text) => Ok(text.clone()),
        CellValue::Number(number) if number.abs() >= DIGITS => {
            let message =
                format!("Excel guarda quince dígitos, y los demás de {number} se perdieron.");
            Err(Remark::new(218, "el número completo, escrito como texto", message).rule("R-27"))
        }
        CellValue::Number(number) => Ok(padded(*number, cell.format.as_deref().unwrap_or(""))),
        CellValue::DateTime(_)
        | CellValue::Time(_)
        | CellValue::Bool(_)
        | CellValue::NoResult
        | CellValue::Error(_) => Ok(super::received(Some(cell))),
    }
}

/// A number with the format `000` is a key of three digits.
fn padded(number: f64, format: &str) -> String {
    let zeros = !format.is_empty() && format.bytes().all(|b| b == b'0');
    match zeros && number.fract() == 0.0 {
        true => format!("{number:0width$}", width = format.len()),
        false => number.to_string(),
    }
}

/// Text in NFC without blanks at its ends; control and direction characters become U+FFFD. Also
/// says how many there were.
fn clean(raw: &str) -> (String, usize) {
    let mut changed = 0;
    let lines = raw
        .replace("\r\n", "\n")
        .replace(['\r', '\u{2028}', '\u{2029}'], "\n");
    let text: String = lines
        .nfc()
        .map(|c| match c {
            '\n' => '\n',
            '\t' => ' ',
            c if is_hidden(c) => {
                changed += 1;
                '\u{FFFD}'
            }
            c => c,
        })
        .collect();
    (text.trim().to_owned(), changed)
}

fn is_hidden(c: char) -> bool {
    let directs = matches!(
        c,
        '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}'
    );
    directs || c.general_category() == GeneralCategory::Control
}

fn listed(column: &Column<'_>, words: &Words, text: &str) -> Reading {
    match words.find(text) {
        Some(Match::Exact(word)) => Reading::plain(Value::Text(word.to_owned())),
        Some(Match::Folded(word)) => {
            let message = format!("“{text}” se leyó como “{word}”.");
            let remark = Remark::new(213, format!("“{word}”"), message);
            Reading::with(Value::Text(word.to_owned()), remark)
        }
        None => {
            let value = Value::Text(text.to_owned());
            let text = super::clip(text);
            let message = format!(
                "“{text}” no es un valor de la lista de “{}”.",
                column.campo.titulo
            );
            let remark = Remark::new(204, words.sentence(), message).rule("R-27");
            let remark = match words.nearest(&text) {
                Some(near) => remark.help(format!(
                    "Elija el valor de la lista; ¿quiso decir “{near}”?"
                )),
                None => remark,
            };
            Reading::refused(value, remark)
        }
    }
}

fn free(column: &Column<'_>, text: String, changed: usize) -> Reading {
    let campo = column.campo;
    let length = text.chars().count();
    let longest = campo.maximo_caracteres.unwrap_or(LONGEST).min(LONGEST);
    if length > longest {
        let (length, longest) = (thousands(length), thousands(longest));
        let message = format!(
            "El texto de “{}” tiene {length} caracteres y se admiten {longest}.",
            campo.titulo
        );
        let expected = format!("un texto de hasta {longest} caracteres");
        let remark = Remark::new(211, expected, message).rule("R-27");
        return Reading::refused(Value::Text(text), remark);
    }
    if column.pattern.as_ref().is_some_and(|p| !p.is_match(&text)) {
        let message = format!(
            "“{}” no tiene la forma que pide “{}”.",
            super::clip(&text),
            campo.titulo
        );
        let remark = Remark::new(215, campo.ayuda.clone(), message).rule("R-27");
        return Reading::refused(Value::Text(text), remark);
    }
    let mut reading = Reading::plain(Value::Text(text));
    if changed > 0 {
        let (what, are) = match changed {
            1 => ("carácter invisible", "se muestra"),
            _ => ("caracteres invisibles", "se muestran"),
        };
        let message = format!(
            "El texto contiene {changed} {what} de control o de dirección, que {are} como “\u{FFFD}”."
        );
        reading = reading.remark(Remark::new(
            212,
            "un texto sin caracteres invisibles",
            message,
        ));
    }
    reading
}

/// A count as Mexico writes it: `1,204`.
fn thousands(count: usize) -> String {
    let digits = count.to_string();
    let groups: Vec<&str> = digits
        .as_bytes()
        .rchunks(3)
        .rev()
        .filter_map(|group| std::str::from_utf8(group).ok())
        .collect();
    groups.join(",")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_and_direction_characters_become_visible() {
        assert_eq!(
            clean("a\u{7}b\u{202E}c"),
            ("a\u{FFFD}b\u{FFFD}c".to_owned(), 2)
        );
        assert_eq!(clean(" uno\r\ndos\u{a0}"), ("uno\ndos".to_owned(), 0));
        assert_eq!(clean("e\u{301}").0, "é");
    }

    #[test]
    fn thousands_have_their_comma() {
        let counts = [0, 999, 1000, 32_767, 1_048_576];
        let shown = counts.map(thousands);
        assert_eq!(shown, ["0", "999", "1,000", "32,767", "1,048,576"]);
    }

    #[test]
    fn a_key_keeps_its_zeros() {
        assert_eq!(padded(7.0, "000"), "007");
        assert_eq!(padded(7.0, "General"), "7");
        assert_eq!(padded(7.5, "0"), "7.5");
    }
}
