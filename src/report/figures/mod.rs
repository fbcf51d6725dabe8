//! The drawings of the informes, one module a kind.
//!
//! | kind | options (fields of the resource) |
//! |---|---|
//! | `avance` | `etiqueta`, `real`, `programado`, `estatus` |
//! | `linea_de_tiempo` | `etiqueta`, `marcas` = `[["field", "what it marks"], …]`, `jornada` = false to leave it out |
//! | `matriz` | `fila`, `columna`, `marca` |
//! | `apiladas` | `etiqueta`, `partes` = `[["field", "name"], …]` |
//! | `curva` | `punto`, `series` = `[["field", "name"], …]` |

mod bullet;
mod columns;
mod curve;
mod matrix;
mod stacked;
mod timeline;

use super::derived::words::Words;
use super::{Datum, Drawing, Options, Resource, Scene};
use columns::Columns;

/// A drawing and the text that says its figures.
#[derive(Debug, Clone)]
pub struct Drawn {
    /// What is drawn.
    pub drawing: Drawing,
    /// Its figures in sentences, for who cannot see it.
    pub alt: String,
}

/// The kinds of figure that a wording may ask for.
const KINDS: [&str; 5] = ["avance", "linea_de_tiempo", "matriz", "apiladas", "curva"];

/// Draws the rows of a resource; the error is a sentence in Spanish for who writes the wording.
pub fn draw(
    kind: &str,
    resource: &Resource,
    rows: &[&Vec<Datum>],
    options: &Options,
    scene: &Scene<'_>,
) -> Result<Drawn, String> {
    let words = Words::new(&scene.catalog.wording.lexico);
    let columns = Columns {
        resource,
        rows,
        options,
    };
    let mut drawn = match kind {
        "avance" => bullet::draw(&columns, words),
        "linea_de_tiempo" => timeline::draw(&columns, scene, words),
        "matriz" => matrix::draw(&columns, words),
        "apiladas" => stacked::draw(&columns, words),
        "curva" => curve::draw(&columns, words),
        _ => Err(format!(
            "No existe la figura «{kind}»; las que hay son: {}.",
            KINDS.join(", ")
        )),
    }?;
    if rows.is_empty() {
        drawn.alt = words.say("alt_vacia", &[]);
    }
    Ok(drawn)
}

#[cfg(test)]
mod tests {
    use super::{Drawn, draw};
    use crate::domain::Value;
    use crate::report::derived::fixture;
    use crate::report::{Datum, Format, OptionValue, Options, Resource, ResourceField};

    /// A public resource from words: numbers and dates are recognised, an empty word is missing.
    pub(super) fn resource(fields: &[&str], rows: &[&[&str]]) -> Resource {
        let field = |name: &&str| ResourceField {
            name: (*name).to_owned(),
            title: (*name).to_owned(),
            format: Format::Text,
            public: true,
        };
        let datum = |word: &&str| Datum {
            value: fixture::value(word),
            cells: Vec::new(),
            how: None,
        };
        let mut made = Resource {
            name: "prueba".to_owned(),
            title: String::new(),
            fields: fields.iter().map(field).collect(),
            rows: rows.iter().map(|r| r.iter().map(datum).collect()).collect(),
        };
        if let Some(at) = fields
            .iter()
            .position(|f| ["no", "nombre", "reunion"].contains(f))
        {
            for row in &mut made.rows {
                if let Value::Number(number) = row[at].value {
                    row[at].value = Value::Text(number.to_string());
                }
            }
        }
        made
    }

    /// A figure of all rows at meeting 5 (corte 12 February 2022).
    pub(super) fn drawn(
        kind: &str,
        data: &Resource,
        texts: &[(&str, &str)],
        pairs: &[(&str, &[(&str, &str)])],
    ) -> Result<Drawn, String> {
        let mut options = Options::default();
        for (key, text) in texts {
            let text = OptionValue::Text((*text).to_owned());
            options.entries.insert((*key).to_owned(), text);
        }
        for (key, list) in pairs {
            let list = list.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned()));
            options
                .entries
                .insert((*key).to_owned(), OptionValue::Pairs(list.collect()));
        }
        let rows: Vec<&Vec<Datum>> = data.rows.iter().collect();
        let story = fixture::Story::new();
        story.at(5, |scene| draw(kind, data, &rows, &options, scene))
    }

    #[test]
    fn a_figure_without_rows_says_so() {
        let data = resource(&["entidad", "bien"], &[]);
        let pairs = [("partes", &[("bien", "Exitosos")][..])];
        let drawn = drawn("apiladas", &data, &[("etiqueta", "entidad")], &pairs).unwrap();
        assert_eq!(drawn.alt, "Sin información a la fecha de corte.");
    }
}
