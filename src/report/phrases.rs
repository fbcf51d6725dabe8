//! The closed lexicon of self-written phrases, filled in.

use crate::catalog::Lexico;
use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

/// The phrases of `lexico.toml`; remembers the keys that were asked for and are not there.
#[derive(Debug)]
pub struct Phrases {
    /// The lexicon.
    pub lexico: Lexico,
    missing: Mutex<BTreeSet<String>>,
}

impl Phrases {
    /// The phrases of a lexicon.
    pub fn new(lexico: &Lexico) -> Self {
        Self {
            lexico: lexico.clone(),
            missing: Mutex::default(),
        }
    }

    /// The phrase with that key, as it stands in the lexicon. Where `n` is «1» and the lexicon has
    /// the key with `_uno`, that one. None when the key is not there.
    pub fn pattern(&self, key: &str, n: Option<&str>) -> Option<&str> {
        let frases = &self.lexico.frases;
        n.filter(|n| *n == "1")
            .and_then(|_| frases.get(&format!("{key}_uno")))
            .or_else(|| frases.get(key))
            .map(String::as_str)
    }

    /// The phrase with that key, its `{names}` replaced. A key that is not there prints itself
    /// and is remembered.
    pub fn fill(&self, key: &str, values: &[(&str, &str)]) -> String {
        let n = values
            .iter()
            .find(|(name, _)| *name == "n")
            .map(|(_, n)| *n);
        if let Some(pattern) = self.pattern(key, n) {
            return fill(pattern, values);
        }
        self.lock().insert(key.to_owned());
        key.to_owned()
    }

    /// A phrase without names.
    pub fn plain(&self, key: &str) -> String {
        self.fill(key, &[])
    }

    /// The keys that were asked for and are not in the lexicon.
    pub fn missing(&self) -> Vec<String> {
        self.lock().iter().cloned().collect()
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, BTreeSet<String>> {
        self.missing.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The pattern with its `{names}` replaced, once: what a value contains is never replaced again.
/// A name without value stays as it is.
pub fn fill(pattern: &str, values: &[(&str, &str)]) -> String {
    let mut text = String::new();
    let mut rest = pattern;
    while let Some(open) = rest.find('{') {
        let (before, inside) = rest.split_at(open);
        text.push_str(before);
        let named = inside.find('}').and_then(|close| {
            let name = &inside[1..close];
            let value = values.iter().find(|(key, _)| *key == name)?;
            Some((value.1, &inside[close + 1..]))
        });
        if let Some((value, after)) = named {
            text.push_str(value);
            rest = after;
        } else {
            text.push('{');
            rest = &inside[1..];
        }
    }
    text.push_str(rest);
    text
}

/// The names between braces of a pattern.
pub fn names(pattern: &str) -> Vec<&str> {
    pattern
        .split('{')
        .skip(1)
        .filter_map(|part| part.split_once('}').map(|(name, _)| name))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phrase_is_filled_once_and_knows_its_singular() {
        let mut lexico = Lexico::default();
        lexico
            .frases
            .insert("dias".into(), "{n} días de {que}".into());
        lexico
            .frases
            .insert("dias_uno".into(), "un día de {que}".into());
        let phrases = Phrases::new(&lexico);
        assert_eq!(
            phrases.fill("dias", &[("n", "3"), ("que", "{n}")]),
            "3 días de {n}"
        );
        assert_eq!(
            phrases.fill("dias", &[("n", "1"), ("que", "x")]),
            "un día de x"
        );
        assert!(phrases.missing().is_empty());
        assert_eq!(phrases.plain("otra"), "otra");
        assert_eq!(phrases.missing(), ["otra"]);
        assert_eq!(names("{n} días de {que}"), ["n", "que"]);
    }
}
