//! The catalogue's sheets, with what is made ready once for a whole run: lists, patterns, rules.

use super::remark::Remark;
use super::words::Words;
use crate::catalog::{Campo, Catalog, Comprobacion, Esquema};
use crate::diagnostics::{Code, Finding, Location, Severity};
use crate::domain::Clase;
use crate::domain::words::fold;
use regex::Regex;
use std::collections::BTreeMap;

/// The sheets of the catalogue, made ready.
#[derive(Debug)]
pub(super) struct Schemas<'a> {
    pub(super) catalog: &'a Catalog,
    /// Patterns of personal data, each with the position of its words in the catalogue.
    pub(super) patterns: Vec<(usize, Regex)>,
    /// Labels of a row of totals, each with the position of its words in the catalogue.
    totals: Vec<(usize, Regex)>,
    columns: Vec<Vec<Column<'a>>>,
    headers: Vec<Headers>,
    /// Topic of a process or system (as it stands in `tema_por`) by meeting, where it has one.
    topics: BTreeMap<&'a str, BTreeMap<u8, &'a str>>,
}

/// A field with what is made ready once for all its cells.
#[derive(Debug)]
pub(super) struct Column<'a> {
    /// The field.
    pub(super) campo: &'a Campo,
    /// Its list, when it has one.
    pub(super) words: Option<Words>,
    /// Its pattern, when it has one.
    pub(super) pattern: Option<Regex>,
}

/// The words by which the fields of a sheet are recognised, folded.
#[derive(Debug)]
pub(super) struct Headers(BTreeMap<String, usize>);

impl Headers {
    fn new(schema: &Esquema) -> Self {
        let mut words = BTreeMap::new();
        for (index, campo) in schema.campos.iter().enumerate() {
            for name in [&campo.titulo, &campo.nombre]
                .into_iter()
                .chain(&campo.alias)
            {
                words.entry(fold(name)).or_insert(index);
            }
        }
        Self(words)
    }

    /// The position of the field that a header or key names.
    pub(super) fn find(&self, header: &str) -> Option<usize> {
        self.0.get(&fold(header)).copied()
    }
}

impl<'a> Schemas<'a> {
    /// Makes the lists and patterns of every field ready.
    pub(super) fn new(catalog: &'a Catalog) -> Self {
        let columns = catalog.esquemas.iter().map(|e| Self::ready(catalog, e));
        Self {
            catalog,
            patterns: patterns(&catalog.comprobaciones, "R-25"),
            totals: patterns(&catalog.comprobaciones, "R-26"),
            columns: columns.collect(),
            headers: catalog.esquemas.iter().map(Headers::new).collect(),
            topics: Self::topics(catalog),
        }
    }

    /// What is said of a row with that label, when it is one of totals.
    pub(super) fn of_totals(&self, label: &str) -> Option<&Comprobacion> {
        let mut totals = self.totals.iter();
        let (index, _) = totals.find(|(_, pattern)| pattern.is_match(label))?;
        self.catalog.comprobaciones.get(*index)
    }

    fn topics(catalog: &'a Catalog) -> BTreeMap<&'a str, BTreeMap<u8, &'a str>> {
        let by_row = catalog.esquemas.iter().find(|e| e.tema_por.is_some());
        let processes = catalog.proceso.procesos.iter().map(|p| p.nombre.as_str());
        let systems = catalog.sistemas.iter().map(|s| s.clave.as_str());
        let topics = processes.chain(systems).map(|value| {
            let meetings = catalog.proceso.reuniones.iter().filter_map(|meeting| {
                let topic = catalog.tema_de(by_row?, Some(value), meeting.numero)?;
                Some((meeting.numero, topic))
            });
            (value, meetings.collect())
        });
        topics.collect()
    }

    /// The topic of a row at a meeting, if it is active there.
    pub(super) fn topic(&self, schema: &Esquema, value: Option<&str>, meeting: u8) -> Option<&str> {
        match schema.tema_por {
            Some(_) => self.topics.get(value?)?.get(&meeting).copied(),
            None => self.catalog.tema_de(schema, None, meeting),
        }
    }

    /// What a remark weighs: under a rule, what the catalogue says of it, and nothing when it does
    /// not have the rule; else what its code says.
    pub(super) fn weight(&self, remark: &Remark) -> Option<Severity> {
        match remark.rule {
            Some(rule) => self.catalog.comprobacion(rule).map(|c| c.severidad),
            None => Some(Code(remark.code).explanation().severity),
        }
    }

    /// The finding of a remark at a place, with its weight; none when its rule is not in force.
    pub(super) fn finding(&self, remark: Remark, at: Location, received: &str) -> Option<Finding> {
        let severity = self.weight(&remark)?;
        Some(Finding {
            severity,
            ..remark.at(at, received)
        })
    }

    /// The same of what cannot be known at all, and so is told whatever the rules: without a rule
    /// when the catalogue does not have it.
    pub(super) fn certain(&self, remark: Remark, at: Location, received: &str) -> Finding {
        let under_rule = self.finding(remark.clone(), at.clone(), received);
        let plain = Remark {
            rule: None,
            ..remark
        };
        under_rule.unwrap_or_else(|| plain.at(at, received))
    }

    /// The words by which the fields of a sheet are recognised.
    pub(super) fn headers(&self, schema: &Esquema) -> Option<&Headers> {
        self.headers.get(self.index(schema)?)
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

/// The patterns of a rule, made ready.
fn patterns(words: &[Comprobacion], rule: &str) -> Vec<(usize, Regex)> {
    let of_rule = words.iter().enumerate().filter(|(_, w)| w.id == rule);
    let patterns = of_rule.flat_map(|(index, w)| w.patrones.iter().map(move |p| (index, p)));
    // A pattern that does not compile is told when the catalogue is read.
    patterns
        .filter_map(|(index, pattern)| Some((index, Regex::new(pattern).ok()?)))
        .collect()
}

/// A sheet whose rows name their process: that of the systems, and nothing else.
pub(super) fn lists_systems(schema: &Esquema) -> bool {
    schema
        .tema_por
        .as_ref()
        .is_some_and(|field| schema.llave.contains(field))
        && schema.obligatoria
}
