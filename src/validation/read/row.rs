//! A row that was read, its key and its state.

use crate::catalog::{Campo, Catalog, Esquema};
use crate::diagnostics::{Finding, Findings, Location};
use crate::domain::{Entregable, Value};
use crate::intake::Cell;
use crate::validation::cell::{self, Reading};
use crate::validation::fields::Field;
use crate::validation::schemas::Schemas;
use std::collections::{BTreeMap, BTreeSet};

/// The parts that make a row unique within a sender and sheet, in the order of the schema.
pub(in crate::validation) type Key = Vec<String>;

/// A row that was read, whatever became of it.
#[derive(Debug)]
pub(in crate::validation) struct RowRead {
    pub(in crate::validation) number: u32,
    pub(in crate::validation) fields: BTreeMap<String, Field>,
    /// Fields whose cell cannot be used.
    pub(in crate::validation) wrong: BTreeSet<String>,
    /// Fields whose value a rule of their column doubts; what follows from it is not told.
    pub(in crate::validation) doubtful: BTreeSet<String>,
    /// Fields that take part in a rule of their own row that does not hold.
    pub(in crate::validation) contradicted: BTreeSet<String>,
    pub(in crate::validation) key: Option<Key>,
    pub(in crate::validation) topic: Option<String>,
    pub(in crate::validation) state: State,
    /// Whether an earlier row of the sheet has the same key.
    pub(in crate::validation) repeated: bool,
    /// The rule that left it out for what stands in another workbook.
    pub(in crate::validation) elsewhere: Option<String>,
}

/// What became of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::validation) enum State {
    /// It may be used.
    Usable,
    /// Something in it is wrong; it is left out.
    Wrong,
    /// Only what we wrote ourselves is in it.
    NotReported,
    /// Its topic is not of this meeting.
    OffTopic,
}

impl RowRead {
    /// The value of a field.
    pub(in crate::validation) fn value(&self, field: &str) -> &Value {
        self.fields.get(field).map_or(&Value::Missing, |f| &f.value)
    }

    /// The place of a field; none when the schema has no such field.
    pub(in crate::validation) fn at(&self, field: &str) -> Option<&Location> {
        self.fields.get(field).map(|f| &f.at)
    }

    /// The deliverable of the catalogue of which the row speaks; none of a row of another sheet, or
    /// when the catalogue has no such deliverable.
    pub(in crate::validation) fn entregable<'a>(
        &self,
        catalog: &'a Catalog,
    ) -> Option<&'a Entregable> {
        self.at("variante")?;
        let variant = self.value("variante").as_text().unwrap_or_default();
        catalog.entregable(self.value("no").as_number()?, variant)
    }

    /// The place that stands for the row: the first of these fields, else its first cell.
    pub(in crate::validation) fn anchor(&self, fields: &[String]) -> Option<&Location> {
        let named = fields.iter().find_map(|field| self.at(field));
        named.or_else(|| self.fields.values().map(|f| &f.at).min())
    }
}

impl RowRead {
    pub(super) fn new(number: u32) -> Self {
        Self {
            number,
            fields: BTreeMap::new(),
            wrong: BTreeSet::new(),
            doubtful: BTreeSet::new(),
            contradicted: BTreeSet::new(),
            key: None,
            topic: None,
            state: State::Usable,
            repeated: false,
            elsewhere: None,
        }
    }

    /// Takes the reading of a cell. Of a row in which nothing was written, nothing is told.
    pub(super) fn take(
        &mut self,
        (schemas, campo): (&Schemas<'_>, &Campo),
        reading: Reading,
        (at, received): (Location, Option<&Cell>),
        findings: &mut Findings,
    ) {
        let refused = reading.value.is_none();
        let (value, told) = reading.weighed(schemas);
        match &value {
            None => self.wrong.insert(campo.nombre.clone()),
            Some(_) => refused && !told.is_empty() && self.doubtful.insert(campo.nombre.clone()),
        };
        match self.state {
            State::NotReported => {}
            State::Usable | State::Wrong | State::OffTopic => {
                if value.is_none() {
                    self.state = State::Wrong;
                }
                let received = cell::received(received);
                findings.extend(told.into_iter().map(|(remark, severity)| Finding {
                    severity,
                    ..remark.at(at.clone(), &received)
                }));
            }
        }
        let value = value.unwrap_or(Value::Missing);
        self.fields
            .insert(campo.nombre.clone(), Field { value, at });
    }
}

/// The key of a row; none when a part of it cannot be used or all of it is empty.
pub(super) fn key_of(schema: &Esquema, row: &RowRead) -> Option<Key> {
    if schema.llave.iter().any(|field| row.wrong.contains(field)) {
        return None;
    }
    let key: Key = schema
        .llave
        .iter()
        .map(|f| row.value(f).written())
        .collect();
    key.iter().any(|part| !part.is_empty()).then_some(key)
}
