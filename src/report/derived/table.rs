//! Building a resource: fields whose headers come from the lexicon, and values with their cells.

use super::words::Words;
use crate::diagnostics::Location;
use crate::domain::{Fecha, Value};
use crate::report::{Datum, Format, Resource, ResourceField};
use crate::validation::Row;

/// A resource in the making.
#[derive(Debug)]
pub(super) struct Table {
    resource: Resource,
}

impl Table {
    /// A public table; titles stand in the lexicon under `recurso_…` and `campo_…`.
    pub(super) fn new(name: &str, fields: &[(&str, Format)], words: Words<'_>) -> Self {
        let mut table = Self {
            resource: Resource {
                name: name.to_owned(),
                title: words.say(&format!("recurso_{name}"), &[]),
                ..Resource::default()
            },
        };
        table.add_fields(fields, words);
        table
    }

    /// A table with the fields of a sheet and more.
    pub(super) fn extending(raw: &Resource, fields: &[(&str, Format)], words: Words<'_>) -> Self {
        let mut table = Self {
            resource: Resource {
                name: raw.name.clone(),
                title: raw.title.clone(),
                fields: raw.fields.clone(),
                rows: Vec::new(),
            },
        };
        table.add_fields(fields, words);
        table
    }

    fn add_fields(&mut self, fields: &[(&str, Format)], words: Words<'_>) {
        for (name, format) in fields {
            self.resource.fields.push(ResourceField {
                name: (*name).to_owned(),
                title: words.say(&format!("campo_{name}"), &[]),
                format: *format,
                public: true,
            });
        }
    }

    /// Adds a record; it must have a value per field.
    pub(super) fn push(&mut self, row: Vec<Datum>) {
        debug_assert_eq!(
            row.len(),
            self.resource.fields.len(),
            "{}",
            self.resource.name
        );
        self.resource.rows.push(row);
    }

    /// The finished resource.
    pub(super) fn finish(self) -> Resource {
        self.resource
    }
}

/// Nothing is known.
pub(super) fn missing() -> Datum {
    datum(Value::Missing)
}

/// A value that came from no cell (catalogue, calendar).
pub(super) fn datum(value: Value) -> Datum {
    Datum {
        value,
        cells: Vec::new(),
        how: None,
    }
}

/// Not applicable: printed as a dash, an empty cell in the data; unlike what is unknown.
pub(super) fn not_applicable() -> Datum {
    datum(Value::Text(String::new()))
}

/// What is known, or a dash where nobody had to say anything.
pub(super) fn or_not_applicable(datum: Datum) -> Datum {
    if datum.value.is_missing() {
        not_applicable()
    } else {
        datum
    }
}

/// Puts a dash in the fields of a record that nobody had to fill.
pub(super) fn dash_empty(data: &mut [Datum], fields: &[ResourceField], names: &[&str]) {
    for (datum, field) in data.iter_mut().zip(fields) {
        if datum.value.is_missing() && names.contains(&field.name.as_str()) {
            *datum = not_applicable();
        }
    }
}

/// A text that came from no cell; nothing when it is empty.
pub(super) fn text(text: impl Into<String>) -> Datum {
    let text = text.into();
    datum(if text.is_empty() {
        Value::Missing
    } else {
        Value::Text(text)
    })
}

/// A number that came from no cell.
pub(super) fn number(number: f64) -> Datum {
    datum(Value::Number(number))
}

/// A date that came from no cell; nothing when there is none.
pub(super) fn date(date: Option<Fecha>) -> Datum {
    datum(date.map_or(Value::Missing, Value::Date))
}

/// A field of a row, with its cell.
pub(super) fn field(row: &Row, name: &str) -> Datum {
    match row.fields.get(name) {
        Some(field) => Datum {
            value: field.value.clone(),
            cells: vec![field.at.clone()],
            how: None,
        },
        None => missing(),
    }
}

/// The cells of some fields of a row.
pub(super) fn cells(row: &Row, names: &[&str]) -> Vec<Location> {
    names
        .iter()
        .filter_map(|name| row.fields.get(name))
        .map(|field| field.at.clone())
        .collect()
}

/// A value that was computed from cells.
pub(super) fn computed(value: Value, mut cells: Vec<Location>, how: String) -> Datum {
    cells.sort();
    cells.dedup();
    Datum {
        value,
        cells,
        how: Some(how),
    }
}

/// A count of rows with the cells that were counted.
pub(super) fn count(cells: Vec<Location>, count: usize, words: Words<'_>) -> Datum {
    computed(
        Value::Number(count as f64),
        cells,
        words.say("como_conteo", &[]),
    )
}
