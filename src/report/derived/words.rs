//! The closed lexicon: every word that a derived resource or a drawing says by itself.

use crate::catalog::{Lexico, Tone};
use crate::domain::{Fecha, Value};
use crate::report::numbers::Form;
use crate::report::{dates, numbers, phrases};
use chrono::Datelike;

/// The phrases of `lexico.toml`.
#[derive(Debug, Clone, Copy)]
pub(in crate::report) struct Words<'a> {
    lexico: &'a Lexico,
}

impl<'a> Words<'a> {
    /// The words of a lexicon.
    pub(in crate::report) fn new(lexico: &'a Lexico) -> Self {
        Self { lexico }
    }

    /// A phrase with its places filled in; the key itself when the lexicon lacks it, so that the
    /// lack is seen.
    pub(in crate::report) fn say(&self, key: &str, parts: &[(&str, &str)]) -> String {
        match self.lexico.frases.get(key) {
            Some(phrase) => phrases::fill(phrase, parts),
            None => key.replace('_', " "),
        }
    }

    /// A phrase about a number of things; `{n}` is the number, `{letra}` the same in words below
    /// ten, and the key with `_uno` is taken for one.
    pub(in crate::report) fn say_count(
        &self,
        key: &str,
        count: i64,
        parts: &[(&str, &str)],
    ) -> String {
        let one = format!("{key}_uno");
        let number = self.number(count as f64);
        let letters = match u64::try_from(count) {
            Ok(few) if few < 10 => numbers::in_words(few, Form::Masculine),
            Ok(_) | Err(_) => number.clone(),
        };
        let mut all = vec![("n", number.as_str()), ("letra", letters.as_str())];
        all.extend_from_slice(parts);
        if count == 1 && self.lexico.frases.contains_key(&one) {
            self.say(&one, &all)
        } else {
            self.say(key, &all)
        }
    }

    /// Shape and tone of a status word, when the lexicon marks it.
    pub(in crate::report) fn mark(&self, word: &str) -> Option<(&'a str, Tone)> {
        let mark = self.lexico.marca(word)?;
        Some((&mark.forma, mark.tono))
    }

    /// `19 de octubre de 2021`.
    pub(in crate::report) fn date(&self, date: Fecha) -> String {
        dates::long(date)
    }

    /// `19/10/2021`.
    pub(in crate::report) fn date_short(&self, date: Fecha) -> String {
        dates::short(date)
    }

    /// `cuarta`, for «reunión».
    pub(in crate::report) fn meeting(&self, number: u8) -> String {
        numbers::ordinal(number).to_lowercase()
    }

    /// `oct 2021`, for the ticks of an axis.
    pub(in crate::report) fn month(&self, date: Fecha) -> String {
        let month: String = dates::month(date).chars().take(3).collect();
        format!("{month} {}", date.year())
    }

    /// `83.40%`.
    pub(in crate::report) fn percent(&self, number: f64) -> String {
        numbers::percent(number)
    }

    /// `3,978` with up to two decimals.
    pub(in crate::report) fn number(&self, number: f64) -> String {
        numbers::number(number)
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
