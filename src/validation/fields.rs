//! The fields of a row that may be used.

use crate::diagnostics::Location;
use crate::domain::Value;
use std::collections::BTreeMap;
use std::ops::Index;
use std::sync::Arc;

/// A value and the cell it came from.
#[derive(Debug, Clone)]
pub struct Field {
    /// The value.
    pub value: Value,
    /// Its cell; the header's column in the row when the cell is empty.
    pub at: Location,
}

/// Every field of a row by name, in the order of the names. The rows of a sheet share their names:
/// all rows of a process are kept, and a map for each would take three times the memory.
#[derive(Debug, Clone)]
pub struct Fields {
    names: Arc<[String]>,
    list: Box<[Field]>,
}

impl Fields {
    /// The same fields with the names of another row, where these are the same.
    pub(super) fn like(self, other: Option<&Self>) -> Self {
        let names = other.map(|other| &other.names);
        match names.filter(|names| **names == self.names) {
            Some(names) => Self {
                names: names.clone(),
                ..self
            },
            None => self,
        }
    }

    /// The field of that name.
    pub fn get(&self, name: &str) -> Option<&Field> {
        let place = self.names.binary_search_by(|own| own.as_str().cmp(name));
        self.list.get(place.ok()?)
    }

    /// Whether there is a field of that name.
    pub fn contains_key(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    /// The fields with their names.
    pub fn iter(&self) -> impl Iterator<Item = (&String, &Field)> {
        self.names.iter().zip(&self.list)
    }

    /// The fields without their names.
    pub fn values(&self) -> impl Iterator<Item = &Field> {
        self.list.iter()
    }
}

impl From<BTreeMap<String, Field>> for Fields {
    fn from(fields: BTreeMap<String, Field>) -> Self {
        let (names, list): (Vec<String>, Vec<Field>) = fields.into_iter().unzip();
        Self {
            names: names.into(),
            list: list.into(),
        }
    }
}

impl FromIterator<(String, Field)> for Fields {
    fn from_iter<I: IntoIterator<Item = (String, Field)>>(fields: I) -> Self {
        BTreeMap::from_iter(fields).into()
    }
}

impl Index<&str> for Fields {
    type Output = Field;

    /// Panics where there is no such field, as a map does.
    fn index(&self, name: &str) -> &Field {
        match self.get(name) {
            Some(field) => field,
            None => panic!("no field «{name}»"),
        }
    }
}
