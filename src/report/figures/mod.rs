//! The drawings of the informes, one module a kind.

use super::{Datum, Drawing, Options, Resource, Scene};

/// A drawing and the text that says its figures.
#[derive(Debug, Clone)]
pub struct Drawn {
    /// What is drawn.
    pub drawing: Drawing,
    /// Its figures in sentences, for who cannot see it.
    pub alt: String,
}

/// Draws the rows of a resource; the error is a sentence in Spanish for who writes the wording.
pub fn draw(
    kind: &str,
    _resource: &Resource,
    _rows: &[&Vec<Datum>],
    _options: &Options,
    _scene: &Scene<'_>,
) -> Result<Drawn, String> {
    Err(format!("no existe la figura «{kind}»"))
}
