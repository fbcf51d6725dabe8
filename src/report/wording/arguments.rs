//! The arguments of a call of the wording, read one by one.

use super::blocks::Selection;
use super::book::Book;
use super::dato::Dato;
use super::problem::Problem;
use super::select::{Query, select};
use crate::domain::words::nearest;
use crate::report::{OptionValue, Options};
use minijinja::value::{Kwargs, ValueKind};
use minijinja::{Error, ErrorKind, Value};

/// Names and what is said of each, if anything.
pub type Pairs = Vec<(String, Option<Value>)>;

/// The named arguments of one call.
pub struct Arguments<'a> {
    /// Name of the function.
    pub function: &'static str,
    kwargs: &'a Kwargs,
}

impl<'a> Arguments<'a> {
    /// The named arguments of a call; fails where one rests on a name that does not exist, which
    /// the engine lets through as long as nobody prints it.
    pub fn new(function: &'static str, kwargs: &'a Kwargs) -> Result<Self, Error> {
        let lacking = |name: &&str| kwargs.peek(name).is_ok_and(|value| is_lacking(&value));
        match kwargs.args().find(lacking) {
            Some(_) => Err(ErrorKind::UndefinedError.into()),
            None => Ok(Self { function, kwargs }),
        }
    }

    /// Fails on a name that the function does not know.
    pub fn only(&self, known: &[&str]) -> Result<(), Problem> {
        let mut names: Vec<&str> = self.kwargs.args().collect();
        names.sort_unstable();
        let Some(wrong) = names.into_iter().find(|name| !known.contains(name)) else {
            return Ok(());
        };
        let near = nearest(wrong, known.iter().copied());
        let expected =
            near.map_or_else(|| known.join(", "), |near| format!("por ejemplo «{near}»"));
        let message = format!(
            "La función «{}» no tiene el argumento «{wrong}».",
            self.function
        );
        Err(Problem::call(message, wrong, &expected))
    }

    /// The value of an argument, unless it is absent or none.
    pub fn value(&self, name: &str) -> Option<Value> {
        let value: Value = self.kwargs.peek(name).ok()?;
        (!value.is_none() && !value.is_undefined()).then_some(value)
    }

    /// A text; it may hold marks.
    pub fn text(&self, name: &str) -> Result<Option<String>, Problem> {
        self.value(name)
            .map(|value| self.as_text(name, &value))
            .transpose()
    }

    /// A text that the call needs.
    pub fn required_text(&self, name: &str) -> Result<String, Problem> {
        self.text(name)?.ok_or_else(|| {
            let message = format!(
                "A la función «{}» le falta el argumento «{name}».",
                self.function
            );
            Problem::call(message, "", &format!("{name}=\"…\""))
        })
    }

    /// Yes or no.
    pub fn flag(&self, name: &str) -> Result<Option<bool>, Problem> {
        match self.value(name) {
            Some(value) if value.kind() == ValueKind::Bool => Ok(Some(value.is_true())),
            Some(value) => Err(self.wrong(name, &value)),
            None => Ok(None),
        }
    }

    /// A list of texts; one text is a list of one.
    pub fn texts(&self, name: &str) -> Result<Vec<String>, Problem> {
        let Some(value) = self.value(name) else {
            return Ok(Vec::new());
        };
        if value.kind() != ValueKind::Seq {
            return Ok(vec![self.as_text(name, &value)?]);
        }
        let items = value.try_iter().map_err(|_| self.wrong(name, &value))?;
        items.map(|item| self.as_text(name, &item)).collect()
    }

    /// Names and what is said of each, in the order in which they are written.
    pub fn pairs(&self, name: &str) -> Result<Option<Pairs>, Problem> {
        let Some(value) = self.value(name) else {
            return Ok(None);
        };
        if value.kind() != ValueKind::Seq {
            return Err(self.wrong(name, &value));
        }
        let items = value.try_iter().map_err(|_| self.wrong(name, &value))?;
        let mut pairs = Vec::new();
        for item in items {
            let pair = if item.kind() == ValueKind::Seq {
                let key = item
                    .get_item_by_index(0)
                    .map_err(|_| self.wrong(name, &item))?;
                (self.as_text(name, &key)?, item.get_item_by_index(1).ok())
            } else {
                (self.as_text(name, &item)?, None)
            };
            pairs.push(pair);
        }
        Ok(Some(pairs))
    }

    /// Condition and order, common to every call over rows.
    pub fn query(&self, condition: Option<String>) -> Result<Query, Problem> {
        let condition = match condition {
            Some(condition) => condition,
            None => self.text("donde")?.unwrap_or_default(),
        };
        let with = self.pairs("con")?.unwrap_or_default();
        Ok(Query {
            condition,
            order: self.texts("orden")?,
            with: with
                .into_iter()
                .filter_map(|(name, value)| value.map(|value| (name, value)))
                .collect(),
        })
    }

    /// The rows that the call speaks of.
    pub fn select(&self, book: &Book, resource: &str) -> Result<Selection, Error> {
        select(book, resource, &self.query(None)?)
    }

    /// The arguments that are not among the engine's own.
    pub fn options(&self, own: &[&str]) -> Result<Options, Problem> {
        let mut options = Options::default();
        for name in self.kwargs.args().filter(|name| !own.contains(name)) {
            if let Some(value) = self.value(name) {
                options
                    .entries
                    .insert(name.to_owned(), self.option(name, &value)?);
            }
        }
        Ok(options)
    }

    fn option(&self, name: &str, value: &Value) -> Result<OptionValue, Problem> {
        match value.kind() {
            ValueKind::Bool => Ok(OptionValue::Flag(value.is_true())),
            ValueKind::Number => f64::try_from(value.clone())
                .map(OptionValue::Number)
                .map_err(|_| self.wrong(name, value)),
            ValueKind::Seq => {
                let pairs = self.pairs(name)?.unwrap_or_default();
                if pairs.iter().all(|(_, words)| words.is_none()) {
                    return Ok(OptionValue::List(
                        pairs.into_iter().map(|(key, _)| key).collect(),
                    ));
                }
                let words = |(key, words): (String, Option<Value>)| {
                    let words = words.map(|w| self.as_text(name, &w)).transpose()?;
                    Ok((key.clone(), words.unwrap_or(key)))
                };
                pairs
                    .into_iter()
                    .map(words)
                    .collect::<Result<_, _>>()
                    .map(OptionValue::Pairs)
            }
            _ => Ok(OptionValue::Text(self.as_text(name, value)?)),
        }
    }

    /// A value as text; printed values become their mark.
    fn as_text(&self, name: &str, value: &Value) -> Result<String, Problem> {
        if let Some(dato) = value.downcast_object_ref::<Dato>() {
            return dato.mark().map(String::from);
        }
        match value.kind() {
            ValueKind::String | ValueKind::Number => Ok(value.to_string()),
            _ => Err(self.wrong(name, value)),
        }
    }

    fn wrong(&self, name: &str, value: &Value) -> Problem {
        let message = format!(
            "El argumento «{name}» de la función «{}» no es lo que se espera.",
            self.function
        );
        let expected = match name {
            "columnas" => "{\"campo\": \"Encabezado\", …}, escrito en la propia llamada",
            "con" => "{\"nombre\": valor}",
            "total" => "{\"campo\": \"suma\"}",
            "horizontal" => "true o false, sin comillas",
            _ => "un texto entre comillas o una lista de textos",
        };
        Problem::call(message, value.to_string(), expected)
    }
}

/// Whether a value, or one within it, comes from a name that does not exist.
fn is_lacking(value: &Value) -> bool {
    let within = || {
        value
            .try_iter()
            .is_ok_and(|mut all| all.any(|v| is_lacking(&v)))
    };
    value.is_undefined() || value.kind() == ValueKind::Seq && within()
}
