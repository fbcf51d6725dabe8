//! The closed lexicon: every word that a derived resource or a drawing says by itself.

use crate::catalog::Lexico;
use crate::domain::{Fecha, Value};
use chrono::Datelike;

/// The phrases of `lexico.toml`.
#[derive(Debug, Clone, Copy)]
pub(in crate::report) struct Words<'a> {
    lexico: &'a Lexico,
}

const MONTHS: [&str; 12] = [
    "enero",
    "febrero",
    "marzo",
    "abril",
    "mayo",
    "junio",
    "julio",
    "agosto",
    "septiembre",
    "octubre",
    "noviembre",
    "diciembre",
];

impl<'a> Words<'a> {
    /// The words of a lexicon.
    pub(in crate::report) fn new(lexico: &'a Lexico) -> Self {
        Self { lexico }
    }

    /// A phrase with its places filled in; the key itself when the lexicon lacks it, so that the
    /// lack is seen.
    pub(in crate::report) fn say(&self, key: &str, parts: &[(&str, &str)]) -> String {
        match self.lexico.frases.get(key) {
            Some(phrase) => fill(phrase, parts),
            None => key.replace('_', " "),
        }
    }

    /// A phrase about a number of things; `{n}` is the number, and the key with `_uno` is taken
    /// for one.
    pub(in crate::report) fn say_count(
        &self,
        key: &str,
        count: i64,
        parts: &[(&str, &str)],
    ) -> String {
        let one = format!("{key}_uno");
        let number = self.number(count as f64);
        let mut all = vec![("n", number.as_str())];
        all.extend_from_slice(parts);
        if count == 1 && self.lexico.frases.contains_key(&one) {
            self.say(&one, &all)
        } else {
            self.say(key, &all)
        }
    }

    /// Shape and tone of a status word, when the lexicon marks it.
    pub(in crate::report) fn mark(&self, word: &str) -> Option<(&'a str, &'a str)> {
        let mark = self.lexico.estatus.get(word)?;
        Some((&mark.forma, &mark.tono))
    }

    /// `19 de octubre de 2021`.
    pub(in crate::report) fn date(&self, date: Fecha) -> String {
        let month = MONTHS[date.month0() as usize];
        format!("{} de {month} de {}", date.day(), date.year())
    }

    /// `19/10/2021`.
    pub(in crate::report) fn date_short(&self, date: Fecha) -> String {
        date.format("%d/%m/%Y").to_string()
    }

    /// `oct 2021`, for the ticks of an axis.
    pub(in crate::report) fn month(&self, date: Fecha) -> String {
        let month = &MONTHS[date.month0() as usize][..3];
        format!("{month} {}", date.year())
    }

    /// `83.4%`.
    pub(in crate::report) fn percent(&self, number: f64) -> String {
        format!("{}%", self.number(number))
    }

    /// `3,978` with up to two decimals.
    pub(in crate::report) fn number(&self, number: f64) -> String {
        let text = format!("{:.2}", number.abs());
        let text = text.trim_end_matches('0').trim_end_matches('.');
        let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
        let mut grouped = String::new();
        for (i, digit) in whole.chars().enumerate() {
            if i > 0 && (whole.len() - i).is_multiple_of(3) {
                grouped.push(',');
            }
            grouped.push(digit);
        }
        if !decimals.is_empty() {
            grouped.push('.');
            grouped.push_str(decimals);
        }
        if number < 0.0 && grouped != "0" {
            grouped.insert(0, '−');
        }
        grouped
    }

    /// A percentage that may be unknown.
    pub(in crate::report) fn percent_of(&self, value: &Value) -> String {
        match value.as_number() {
            Some(number) => self.percent(number),
            None => self.say("sin_informacion", &[]),
        }
    }

    /// A date in words that may be unknown.
    pub(in crate::report) fn date_of(&self, value: &Value) -> String {
        match value.as_date() {
            Some(date) => self.date(date),
            None => self.say("sin_informacion", &[]),
        }
    }
}

/// Fills the places of a phrase in one pass, so that braces inside a value stay as they are.
fn fill(phrase: &str, parts: &[(&str, &str)]) -> String {
    let mut out = String::with_capacity(phrase.len());
    let mut rest = phrase;
    while let Some(open) = rest.find('{') {
        let Some(close) = rest[open..].find('}') else {
            break;
        };
        let name = &rest[open + 1..open + close];
        out.push_str(&rest[..open]);
        match parts.iter().find(|(key, _)| *key == name) {
            Some((_, value)) => out.push_str(value),
            None => out.push_str(&rest[open..=open + close]),
        }
        rest = &rest[open + close + 1..];
    }
    out.push_str(rest);
    out
}

/// A text without case and accents, for comparing and for the alphabetical order of Spanish.
pub(in crate::report) fn fold(text: &str) -> String {
    text.to_lowercase()
        .chars()
        .flat_map(|c| match c {
            'á' => vec!['a'],
            'é' => vec!['e'],
            'í' => vec!['i'],
            'ó' => vec!['o'],
            'ú' | 'ü' => vec!['u'],
            'ñ' => vec!['n', '~'],
            other => vec![other],
        })
        .collect()
}
