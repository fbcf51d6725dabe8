//! Shapes in a grid: rows and columns in the order in which they come.

use super::Drawn;
use super::columns::{Columns, label};
use crate::report::derived::words::Words;
use crate::report::{Drawing, Mark, Tone};

pub(super) fn draw(columns: &Columns<'_>, words: Words<'_>) -> Result<Drawn, String> {
    let down = columns.of_option("fila")?;
    let across = columns.of_option("columna")?;
    let what = columns.of_option("marca")?;
    let mut heads: Vec<String> = Vec::new();
    let mut names: Vec<String> = Vec::new();
    for row in columns.rows {
        push_new(&mut heads, label(row, across, words));
        push_new(&mut names, label(row, down, words));
    }
    let mut rows = Vec::new();
    let mut said = Vec::new();
    let mut legend: Vec<Mark> = Vec::new();
    for name in &names {
        let mut marks = vec![mark("", words); heads.len()];
        let mut counted: Vec<(String, usize)> = Vec::new();
        for row in columns
            .rows
            .iter()
            .filter(|r| label(r, down, words) == *name)
        {
            let word = label(row, what, words);
            let head = label(row, across, words);
            if let Some(at) = heads.iter().position(|h| *h == head) {
                marks[at] = mark(&word, words);
            }
            match counted.iter_mut().find(|(seen, _)| *seen == word) {
                Some((_, count)) => *count += 1,
                None => counted.push((word, 1)),
            }
        }
        for mark in &marks {
            let new = legend.iter().all(|l| l.word != mark.word);
            if new && !mark.shape.is_empty() {
                legend.push(mark.clone());
            }
        }
        said.push(sentence(name, &counted, words));
        rows.push((name.clone(), marks));
    }
    let parts = [
        ("filas", words.number(names.len() as f64)),
        ("columnas", words.number(heads.len() as f64)),
        ("detalle", said.join("; ")),
    ];
    let parts: Vec<(&str, &str)> = parts.iter().map(|(k, v)| (*k, v.as_str())).collect();
    Ok(Drawn {
        alt: words.say("alt_matriz", &parts),
        drawing: Drawing::Matrix {
            columns: heads,
            rows,
            legend,
        },
    })
}

fn push_new(list: &mut Vec<String>, item: String) {
    if !list.contains(&item) {
        list.push(item);
    }
}

/// The mark of a word; a word that the lexicon does not mark is printed itself.
fn mark(word: &str, words: Words<'_>) -> Mark {
    let (shape, tone) = words.mark(word).unwrap_or((word, Tone::Gris));
    Mark {
        shape: shape.to_owned(),
        tone,
        word: word.to_owned(),
    }
}

fn sentence(name: &str, counted: &[(String, usize)], words: Words<'_>) -> String {
    let marks: Vec<String> = counted
        .iter()
        .map(|(word, count)| {
            let n = words.number(*count as f64);
            words.say(
                "alt_matriz_marca",
                &[("que", &word.to_lowercase()), ("n", &n)],
            )
        })
        .collect();
    let parts = [("nombre", name), ("marcas", &marks.join(", "))];
    words.say("alt_matriz_item", &parts)
}

#[cfg(test)]
mod tests {
    use crate::report::Drawing;
    use crate::report::figures::tests::{drawn, resource};

    #[test]
    fn a_grid_keeps_its_order_and_leaves_blank_what_is_not_due() {
        let data = resource(
            &["entidad", "no", "clase"],
            &[
                &["Durango", "1", "Entregado"],
                &["Durango", "2", "Fecha de referencia posterior al corte"],
                &["Hidalgo", "1", "Pendiente"],
                &["Hidalgo", "2", "Entregado"],
            ],
        );
        let options = [("fila", "entidad"), ("columna", "no"), ("marca", "clase")];
        let drawn = drawn("matriz", &data, &options, &[]).unwrap();
        let Drawing::Matrix {
            columns,
            rows,
            legend,
        } = drawn.drawing
        else {
            panic!("not a matrix");
        };
        assert_eq!(columns, ["1", "2"]);
        let shapes: Vec<Vec<&str>> = rows
            .iter()
            .map(|(_, marks)| marks.iter().map(|m| m.shape.as_str()).collect())
            .collect();
        assert_eq!(shapes, [["●", ""], ["○", "●"]]);
        let legend: Vec<&str> = legend.iter().map(|m| m.word.as_str()).collect();
        assert_eq!(legend, ["Entregado", "Pendiente"]);
        assert!(
            drawn
                .alt
                .contains("Hidalgo: pendiente en 1, entregado en 1"),
            "{}",
            drawn.alt
        );
    }
}
