//! The keyword arguments of a `figura(…)` call that are not the engine's own.

use std::collections::BTreeMap;

/// The keyword arguments of a `figura(…)` call that are not the engine's own (`titulo`,
/// `lectura`, `id`, `donde`, `orden`, `horizontal`, `notas` are).
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Options {
    /// By name.
    pub entries: BTreeMap<String, OptionValue>,
}

/// A value of [`Options`].
#[derive(Debug, Clone, PartialEq)]
pub enum OptionValue {
    /// `etiqueta="sistema"`.
    Text(String),
    /// `maximo=100`.
    Number(f64),
    /// `leyenda=true`.
    Flag(bool),
    /// `partes=["casos_exitosos", "casos_fallidos"]`.
    List(Vec<String>),
    /// `partes=[["casos_exitosos", "Exitosos"], …]` or `{"casos_exitosos": "Exitosos", …}`.
    Pairs(Vec<(String, String)>),
}

impl Options {
    /// The same options with every text replaced.
    pub fn with_texts(&self, words: impl Fn(&str) -> String) -> Self {
        let entries = self.entries.iter().map(|(name, value)| {
            let value = match value {
                OptionValue::Text(text) => OptionValue::Text(words(text)),
                OptionValue::List(list) => {
                    OptionValue::List(list.iter().map(|t| words(t)).collect())
                }
                OptionValue::Pairs(pairs) => {
                    let pairs = pairs.iter().map(|(a, b)| (words(a), words(b)));
                    OptionValue::Pairs(pairs.collect())
                }
                OptionValue::Number(_) | OptionValue::Flag(_) => value.clone(),
            };
            (name.clone(), value)
        });
        Self {
            entries: entries.collect(),
        }
    }

    /// Whether some option names a field.
    pub fn names(&self, field: &str) -> bool {
        self.entries.values().any(|value| match value {
            OptionValue::Text(text) => text == field,
            OptionValue::List(list) => list.iter().any(|text| text == field),
            OptionValue::Pairs(pairs) => pairs.iter().any(|(name, _)| name == field),
            OptionValue::Number(_) | OptionValue::Flag(_) => false,
        })
    }

    /// A text.
    pub fn text(&self, key: &str) -> Option<&str> {
        match self.entries.get(key)? {
            OptionValue::Text(text) => Some(text),
            OptionValue::Number(_)
            | OptionValue::Flag(_)
            | OptionValue::List(_)
            | OptionValue::Pairs(_) => None,
        }
    }

    /// Field and words, in order; a list of fields gives each field as its own words.
    pub fn pairs(&self, key: &str) -> Vec<(&str, &str)> {
        match self.entries.get(key) {
            Some(OptionValue::Pairs(pairs)) => pairs
                .iter()
                .map(|(a, b)| (a.as_str(), b.as_str()))
                .collect(),
            Some(OptionValue::List(list)) => {
                list.iter().map(|a| (a.as_str(), a.as_str())).collect()
            }
            Some(OptionValue::Text(text)) => vec![(text, text)],
            Some(OptionValue::Number(_) | OptionValue::Flag(_)) | None => Vec::new(),
        }
    }
}
