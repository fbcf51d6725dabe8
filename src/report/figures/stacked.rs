//! Bars made of parts.

use super::Drawn;
use super::columns::{Columns, label, number};
use crate::report::Drawing;
use crate::report::derived::words::Words;

pub(super) fn draw(columns: &Columns<'_>, words: Words<'_>) -> Result<Drawn, String> {
    let name = columns.of_option("etiqueta")?;
    let parts = columns.of_pairs("partes")?;
    let mut bars = Vec::new();
    let mut said = Vec::new();
    for row in columns.rows {
        let values: Vec<(f64, String)> = parts
            .iter()
            .map(|(at, _)| match number(row, *at) {
                Some(number) => (number.max(0.0), words.number(number)),
                None => (0.0, words.say("sin_informacion", &[])),
            })
            .collect();
        let item = label(row, name, words);
        let told: Vec<String> = parts
            .iter()
            .zip(&values)
            .map(|((_, part), (_, text))| {
                let part = part.to_lowercase();
                words.say("alt_apiladas_parte", &[("parte", &part), ("valor", text)])
            })
            .collect();
        let pieces = [("nombre", item.as_str()), ("partes", &told.join(", "))];
        said.push(words.say("alt_apiladas_item", &pieces));
        bars.push((item, values));
    }
    Ok(Drawn {
        drawing: Drawing::Stacked {
            parts: parts.into_iter().map(|(_, name)| name).collect(),
            bars,
        },
        alt: words.say("alt_apiladas", &[("detalle", &said.join("; "))]),
    })
}

#[cfg(test)]
mod tests {
    use crate::report::Drawing;
    use crate::report::figures::tests::{drawn, resource};

    #[test]
    fn every_part_of_a_bar_is_printed_and_told() {
        let data = resource(
            &["entidad", "bien", "mal"],
            &[&["Oaxaca", "1200", "3"], &["Tamaulipas", "40", ""]],
        );
        let pairs = [(
            "partes",
            &[("bien", "Exitosos"), ("mal", "No exitosos")][..],
        )];
        let drawn = drawn("apiladas", &data, &[("etiqueta", "entidad")], &pairs).unwrap();
        let Drawing::Stacked { parts, bars } = drawn.drawing else {
            panic!("not stacked bars");
        };
        assert_eq!(parts, ["Exitosos", "No exitosos"]);
        assert_eq!(
            bars[0].1,
            [(1200.0, "1,200".to_owned()), (3.0, "3".to_owned())]
        );
        assert!(
            drawn.alt.contains("Oaxaca: exitosos 1,200, no exitosos 3"),
            "{}",
            drawn.alt
        );
    }
}
