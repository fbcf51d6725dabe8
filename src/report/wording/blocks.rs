//! What the wording asks for as a whole block: tables, figures, key figures, glossary, notes.

use crate::report::{Datum, Options, Resource};
use std::sync::Arc;

/// A call that stands for a whole block; its texts may hold marks.
#[derive(Debug, Clone)]
pub enum BlockCall {
    /// `tabla(…)`.
    Table(Box<TableCall>),
    /// `figura(…)`.
    Figure(Box<FigureCall>),
    /// `cifras(…)`: value and sentence of each.
    KeyFigures(Vec<(String, String)>),
    /// `glosario()`.
    Glossary,
    /// `contenido()`.
    Contents,
    /// `origenes(…)` or `libros(…)`.
    Trail(TrailCall),
    /// `nota(…)`.
    Note(String),
}

/// `tabla(…)`.
#[derive(Debug, Clone)]
pub struct TableCall {
    /// Its id; follows from the resource when the call gives none.
    pub id: String,
    /// Rows, in order.
    pub selection: Selection,
    /// Field and header of each column.
    pub columns: Vec<(usize, String)>,
    /// Caption.
    pub title: String,
    /// The field whose values head groups of rows.
    pub group: Option<usize>,
    /// Notes below.
    pub notes: Vec<String>,
    /// Landscape on request; by the number of columns otherwise.
    pub landscape: Option<bool>,
    /// What is said instead of an empty table.
    pub empty: Option<String>,
    /// What is recomputed at the foot of a column.
    pub totals: Vec<(usize, Measure)>,
    /// For who cannot see it.
    pub description: Option<String>,
    /// Weight of a column by its field, where it is asked for.
    pub widths: Vec<(usize, f64)>,
    /// Words of a missing value by field, where «sin información» would not be true.
    pub unknown: Vec<(usize, String)>,
    /// Source note instead of the engine's.
    pub source: Option<String>,
}

/// `figura(…)`.
#[derive(Debug, Clone)]
pub struct FigureCall {
    /// Its id; follows from the resource when the call gives none.
    pub id: String,
    /// What is drawn.
    pub kind: String,
    /// Rows, in order.
    pub selection: Selection,
    /// Caption.
    pub title: String,
    /// What to see.
    pub reading: String,
    /// Notes below.
    pub notes: Vec<String>,
    /// Whether it needs a landscape page.
    pub landscape: bool,
    /// What is said instead of an empty figure.
    pub empty: Option<String>,
    /// Arguments of the kind of figure.
    pub options: Options,
    /// Source note instead of the engine's.
    pub source: Option<String>,
}

/// What a table of the annex tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TrailOf {
    /// `origenes(…)`: on what each table and figure rests.
    Elements,
    /// `libros(…)`: every book on which one of them rests, with its code and rows.
    Books,
}

/// `origenes(…)` or `libros(…)`.
#[derive(Debug, Clone)]
pub struct TrailCall {
    /// What it tells.
    pub of: TrailOf,
    /// Its id.
    pub id: String,
    /// Caption.
    pub title: String,
    /// For who cannot see it.
    pub description: String,
}

/// Some rows of a resource.
#[derive(Debug, Clone)]
pub struct Selection {
    /// The resource.
    pub resource: Arc<Resource>,
    /// Indices of the rows, in order.
    pub rows: Vec<usize>,
    /// The fields that the condition looked at.
    pub judged: Vec<usize>,
}

impl Selection {
    /// The rows themselves.
    pub fn data(&self) -> impl Iterator<Item = &Vec<Datum>> {
        self.rows.iter().map(|row| &self.resource.rows[*row])
    }
}

/// What is measured over a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measure {
    /// Sum of the known values.
    Sum,
    /// Mean of the known values.
    Mean,
    /// Least of the known values.
    Least,
    /// Greatest of the known values.
    Greatest,
    /// Value of the first row.
    First,
}

impl Measure {
    /// The key of the lexicon that says how it was computed; none for a value as it stands.
    pub const fn key(self) -> Option<&'static str> {
        match self {
            Self::Sum => Some("como_suma"),
            Self::Mean => Some("como_promedio"),
            Self::Least => Some("como_minimo"),
            Self::Greatest => Some("como_maximo"),
            Self::First => None,
        }
    }
}
