//! The catalogue's sheets, with what is made ready once for a whole run: lists, patterns, rules.

use super::cell::Column;
use super::words::Words;
use crate::catalog::{Catalog, Esquema};
use crate::domain::Clase;
use crate::domain::words::fold;
use regex::Regex;

/// The sheets of the catalogue, made ready.
#[derive(Debug)]
pub(super) struct Schemas<'a> {
    pub(super) catalog: &'a Catalog,
    /// Patterns of personal data, each with the position of its words in the catalogue.
    pub(super) patterns: Vec<(usize, Regex)>,
    columns: Vec<Vec<Column<'a>>>,
}

impl<'a> Schemas<'a> {
    /// Makes the lists and patterns of every field ready.
    pub(super) fn new(catalog: &'a Catalog) -> Self {
        let columns = catalog.esquemas.iter().map(|e| Self::ready(catalog, e));
        Self {
            catalog,
            patterns: super::checks::patterns(&catalog.comprobaciones),
            columns: columns.collect(),
        }
    }

    fn ready(catalog: &'a Catalog, schema: &'a Esquema) -> Vec<Column<'a>> {
        let columns = schema.campos.iter().map(|campo| Column {
            campo,
            words: Words::of(campo, catalog),
            // A pattern that does not compile is told when the catalogue is read.
            pattern: campo
                .patron
                .as_ref()
                .and_then(|p| Regex::new(&format!("^(?:{p})$")).ok()),
        });
        columns.collect()
    }

    /// The fields of a sheet, made ready.
    pub(super) fn columns(&self, schema: &Esquema) -> &[Column<'a>] {
        let index = self.index(schema);
        index
            .and_then(|i| self.columns.get(i))
            .map_or(&[], Vec::as_slice)
    }

    /// The position of a sheet in the catalogue; sheets are known by their address there, since
    /// two kinds of sender may have sheets of the same name.
    pub(super) fn index(&self, schema: &Esquema) -> Option<usize> {
        self.catalog
            .esquemas
            .iter()
            .position(|e| std::ptr::eq(e, schema))
    }

    /// The sheets that a kind of sender may bring.
    pub(super) fn of_class(&self, class: Clase) -> impl Iterator<Item = &'a Esquema> {
        let all = self.catalog.esquemas.iter();
        all.filter(move |e| e.remitentes.contains(&class))
    }

    /// The sheet that a name means, for a kind of sender.
    pub(super) fn named(&self, class: Clase, name: &str) -> Option<&'a Esquema> {
        let wanted = fold(name);
        self.of_class(class)
            .find(|e| fold(&e.hoja) == wanted || e.alias.iter().any(|a| fold(a) == wanted))
    }
}
