//! The listed words of a field, with every spelling that is understood.

use crate::catalog::{Campo, Catalog};
use crate::domain::words::{fold, nearest};
use std::collections::BTreeMap;

/// The listed words of a field.
#[derive(Debug, Clone, Default)]
pub(super) struct Words {
    /// Folded spelling → the spelling and the word that is kept.
    spellings: BTreeMap<String, (String, String)>,
    /// The words as a person sees them in the list, in its order.
    shown: Vec<String>,
}

/// How a word was found in a list.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Match<'a> {
    /// Spelled as in the list.
    Exact(&'a str),
    /// The same word with other case, accents or blanks.
    Folded(&'a str),
}

impl Words {
    /// The words of a field; none when any value will do.
    pub(super) fn of(campo: &Campo, catalog: &Catalog) -> Option<Self> {
        let mut words = Self::default();
        for word in catalog.valores(campo) {
            words.add(word, []);
        }
        match campo.catalogo.as_deref() {
            Some("sistemas") => words.add_systems(catalog),
            Some("areas" | "remitentes" | "entidades") => words.add_senders(catalog),
            Some(_) | None => {}
        }
        (!words.shown.is_empty()).then_some(words)
    }

    /// The word for a spelling.
    pub(super) fn find(&self, text: &str) -> Option<Match<'_>> {
        let (spelling, word) = self.spellings.get(&fold(text))?;
        if spelling == text {
            Some(Match::Exact(word))
        } else {
            Some(Match::Folded(word))
        }
    }

    /// The listed word that is most like a text.
    pub(super) fn nearest(&self, text: &str) -> Option<&str> {
        nearest(text, self.shown.iter().map(String::as_str))
    }

    /// «“A”, “B” o “C”», or how many there are when the list is long.
    pub(super) fn sentence(&self) -> String {
        match self.shown.as_slice() {
            [] => String::new(),
            [only] => format!("“{only}”"),
            [first @ .., last] if self.shown.len() <= 10 => {
                let first: Vec<String> = first.iter().map(|w| format!("“{w}”")).collect();
                format!("{} o “{last}”", first.join(", "))
            }
            many => format!("uno de los {} valores de la lista", many.len()),
        }
    }

    fn add<'a>(&mut self, word: &'a str, others: impl IntoIterator<Item = &'a str>) {
        if !self.shown.iter().any(|shown| shown == word) {
            self.shown.push(word.to_owned());
        }
        for spelling in std::iter::once(word).chain(others) {
            let entry = (spelling.to_owned(), word.to_owned());
            self.spellings.entry(fold(spelling)).or_insert(entry);
        }
    }

    fn add_systems(&mut self, catalog: &Catalog) {
        for system in &catalog.sistemas {
            let (clave, nombre) = (&system.clave, &system.nombre);
            let others = [
                nombre.clone(),
                format!("{clave} - {nombre}"),
                format!("{clave} — {nombre}"),
                format!("{clave} · {nombre}"),
                format!("{clave}: {nombre}"),
                format!("{nombre} ({clave})"),
            ];
            self.add(clave, others.iter().map(String::as_str));
        }
    }

    /// Other spellings of the senders that are in the list.
    fn add_senders(&mut self, catalog: &Catalog) {
        for sender in &catalog.instituciones {
            let word = sender.nombre_corto();
            if self.shown.iter().any(|shown| shown == word) {
                let fixed = [sender.clave.as_str(), sender.nombre.as_str()];
                let alias = sender.alias.iter().map(String::as_str);
                self.add(word, fixed.into_iter().chain(alias));
            }
        }
    }
}
