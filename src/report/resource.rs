//! A published table as data: what `datos/`, the attachments and the tables of the informe share.

use crate::diagnostics::Location;
use crate::domain::Value;

/// A table of values with their cells: a sheet of the dataset, or one derived from several.
#[derive(Debug, Clone, Default)]
pub struct Resource {
    /// ASCII name, unique in a meeting: `sistemas`, `entregables_por_opl`.
    pub name: String,
    /// Title in words.
    pub title: String,
    /// Fields, in order.
    pub fields: Vec<ResourceField>,
    /// Records.
    pub rows: Vec<Vec<Datum>>,
}

/// A field of a [`Resource`].
#[derive(Debug, Clone)]
pub struct ResourceField {
    /// Name in expressions and data.
    pub name: String,
    /// Header in words.
    pub title: String,
    /// How its values are printed.
    pub format: Format,
    /// Whether it reaches a document.
    pub public: bool,
}

/// How a value is printed in es-MX.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// As it stands.
    Text,
    /// Thousands with a comma, up to two decimals: `3,978`.
    Number,
    /// `83.40%`.
    Percent,
    /// `19 de octubre de 2021` in prose, `19/10/2021` in tables.
    Date,
    /// Word with the mark of the lexicon.
    Status,
    /// `Sí` or `No`.
    YesNo,
}

/// A value with the cells it came from.
#[derive(Debug, Clone)]
pub struct Datum {
    /// The value.
    pub value: Value,
    /// Its cells.
    pub cells: Vec<Location>,
    /// How it was computed, for a computed one.
    pub how: Option<String>,
}
