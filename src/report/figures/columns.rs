//! The fields of a resource that a figure draws.

use crate::domain::Value;
use crate::report::derived::words::Words;
use crate::report::{Datum, Options, Resource};

/// The rows of a figure and the fields that its options name.
#[derive(Debug)]
pub(super) struct Columns<'a> {
    /// The resource.
    pub(super) resource: &'a Resource,
    /// Its rows, chosen and ordered.
    pub(super) rows: &'a [&'a Vec<Datum>],
    /// What the wording asks for.
    pub(super) options: &'a Options,
}

impl Columns<'_> {
    /// The position of the field that an option names.
    pub(super) fn of_option(&self, option: &str) -> Result<usize, String> {
        let field = self.options.text(option).ok_or_else(|| {
            format!("A la figura le falta la opción «{option}», con el nombre de un campo.")
        })?;
        self.of_field(field)
    }

    /// The positions and words of the fields that an option lists.
    pub(super) fn of_pairs(&self, option: &str) -> Result<Vec<(usize, String)>, String> {
        let pairs = self.options.pairs(option);
        if pairs.is_empty() {
            return Err(format!(
                "A la figura le falta la opción «{option}», con una lista de campos."
            ));
        }
        pairs
            .into_iter()
            .map(|(field, name)| Ok((self.of_field(field)?, name.to_owned())))
            .collect()
    }

    fn of_field(&self, field: &str) -> Result<usize, String> {
        let fields = &self.resource.fields;
        let at = fields.iter().position(|f| f.name == field).ok_or_else(|| {
            format!(
                "El recurso «{}» no tiene el campo «{field}».",
                self.resource.name
            )
        })?;
        if fields[at].public {
            Ok(at)
        } else {
            Err(format!(
                "El campo «{field}» no se difunde; no puede estar en una figura."
            ))
        }
    }
}

/// The value of a row as words.
pub(super) fn label(row: &[Datum], at: usize, words: Words<'_>) -> String {
    match row.get(at).map(|d| &d.value) {
        Some(Value::Text(text)) => text.clone(),
        Some(Value::Number(number)) => words.number(*number),
        Some(Value::Date(date)) => words.date_short(*date),
        Some(Value::List(list)) => list.join(", "),
        Some(Value::Bool(true)) => words.say("si", &[]),
        Some(Value::Bool(false)) => words.say("no", &[]),
        Some(Value::Missing) | None => words.say("sin_informacion", &[]),
    }
}

/// The number of a row.
pub(super) fn number(row: &[Datum], at: usize) -> Option<f64> {
    row.get(at).and_then(|d| d.value.as_number())
}

/// The labels of an axis in percent, at 0, 25, 50, 75 and 100.
pub(super) fn percent_axis(words: Words<'_>) -> Vec<String> {
    [0.0, 25.0, 50.0, 75.0, 100.0]
        .iter()
        .map(|n| words.percent(*n))
        .collect()
}
