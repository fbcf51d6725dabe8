//! The listed words of a field, with every spelling that is understood.

use super::fold::{fold, nearest};
use crate::catalog::{Campo, Catalog};
use crate::domain::{Clase, Institucion};
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
    /// The words of a field; none when it has no list.
    pub(super) fn of(campo: &Campo, catalog: &Catalog) -> Option<Self> {
        let mut words = Self::default();
        for value in &campo.valores {
            words.add(value, value, []);
        }
        match campo.catalogo.as_deref() {
            Some("sistemas") => words.add_systems(catalog),
            Some("areas") => words.add_areas(catalog),
            Some("remitentes") => words.add_senders(catalog),
            Some("procesos") => words.add_processes(catalog),
            Some("entidades") => words.add_entidades(catalog),
            Some("entregables") => words.add_deliverables(catalog),
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

    fn add<'a>(&mut self, shown: &str, word: &str, others: impl IntoIterator<Item = &'a str>) {
        self.shown.push(shown.to_owned());
        for spelling in std::iter::once(shown).chain([word]).chain(others) {
            let entry = (spelling.to_owned(), word.to_owned());
            self.spellings.entry(fold(spelling)).or_insert(entry);
        }
    }

    fn add_systems(&mut self, catalog: &Catalog) {
        for system in &catalog.sistemas {
            let (clave, nombre) = (&system.clave, &system.nombre);
            let both = [
                format!("{clave} - {nombre}"),
                format!("{clave} — {nombre}"),
                format!("{clave} · {nombre}"),
                format!("{clave}: {nombre}"),
                format!("{nombre} ({clave})"),
            ];
            self.add(nombre, clave, both.iter().map(String::as_str));
        }
    }

    fn add_areas(&mut self, catalog: &Catalog) {
        let areas = catalog.instituciones.iter().filter(|i| match i.clase {
            Clase::Ine | Clase::Utsi => true,
            Clase::Opl | Clase::Secretaria => false,
        });
        for area in areas {
            let others = [area.clave.as_str(), area.nombre.as_str()];
            let alias = area.alias.iter().map(String::as_str);
            self.add(&area.sigla, &area.sigla, others.into_iter().chain(alias));
        }
    }

    fn add_senders(&mut self, catalog: &Catalog) {
        for sender in &catalog.instituciones {
            self.add(sender.nombre_corto(), &sender.clave, spellings(sender));
        }
    }

    fn add_processes(&mut self, catalog: &Catalog) {
        for process in &catalog.proceso.procesos {
            self.add(&process.nombre, &process.nombre, []);
        }
    }

    fn add_entidades(&mut self, catalog: &Catalog) {
        for sender in &catalog.instituciones {
            if let Some(entidad) = &sender.entidad {
                self.add(entidad, entidad, spellings(sender));
            }
        }
    }

    fn add_deliverables(&mut self, catalog: &Catalog) {
        for deliverable in &catalog.entregables {
            let title = &deliverable.titulo;
            if self.find(title).is_none() {
                self.add(title, title, [deliverable.titulo_corto.as_str()]);
            }
        }
    }
}

/// Every spelling by which a sender is understood.
pub(super) fn spellings(sender: &Institucion) -> impl Iterator<Item = &str> {
    let fixed = [&sender.clave, &sender.nombre, &sender.sigla];
    let entidad = sender.entidad.iter();
    let others = entidad.chain(&sender.alias);
    fixed.into_iter().chain(others).map(String::as_str)
}
