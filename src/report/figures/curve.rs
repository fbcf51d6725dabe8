//! Lines over ordered points, in percent.

use super::Drawn;
use super::columns::{Columns, label, number, percent_axis};
use crate::report::Drawing;
use crate::report::derived::words::Words;

pub(super) fn draw(columns: &Columns<'_>, words: Words<'_>) -> Result<Drawn, String> {
    let point = columns.of_option("punto")?;
    let lines = columns.of_pairs("series")?;
    let points: Vec<String> = columns
        .rows
        .iter()
        .map(|r| label(r, point, words))
        .collect();
    let mut series = Vec::new();
    let mut said = Vec::new();
    for (at, name) in lines {
        let values: Vec<Option<(f64, String)>> = columns
            .rows
            .iter()
            .map(|row| number(row, at).map(|n| (n, words.percent(n))))
            .collect();
        let told: Vec<String> = points
            .iter()
            .zip(&values)
            .filter_map(|(point, value)| {
                let (_, text) = value.as_ref()?;
                Some(words.say("alt_curva_punto", &[("punto", point), ("valor", text)]))
            })
            .collect();
        let pieces = [("nombre", name.as_str()), ("puntos", &told.join(", "))];
        said.push(words.say("alt_curva_serie", &pieces));
        series.push((name, values));
    }
    Ok(Drawn {
        drawing: Drawing::Curve {
            points,
            series,
            axis: percent_axis(words),
        },
        alt: words.say("alt_curva", &[("detalle", &said.join("; "))]),
    })
}

#[cfg(test)]
mod tests {
    use crate::report::Drawing;
    use crate::report::figures::tests::{drawn, resource};

    #[test]
    fn a_point_without_value_interrupts_the_line() {
        let data = resource(
            &["reunion", "real"],
            &[&["R1", "10"], &["R2", ""], &["R3", "35.5"]],
        );
        let pairs = [("series", &[("real", "Avance real")][..])];
        let drawn = drawn("curva", &data, &[("punto", "reunion")], &pairs).unwrap();
        let Drawing::Curve { points, series, .. } = drawn.drawing else {
            panic!("not a curve");
        };
        assert_eq!(points, ["R1", "R2", "R3"]);
        assert_eq!(series[0].1[1], None);
        assert_eq!(
            drawn.alt,
            "Gráfica de líneas. Avance real: R1 10%, R3 35.50%."
        );
    }
}
