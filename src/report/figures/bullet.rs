//! Planned against real: one bar per item, the planned as a tick on it.

use super::Drawn;
use super::columns::{Columns, label, number, percent_axis};
use crate::report::derived::words::Words;
use crate::report::{Bullet, Drawing, Tone};

pub(super) fn draw(columns: &Columns<'_>, words: Words<'_>) -> Result<Drawn, String> {
    let name = columns.of_option("etiqueta")?;
    let real = columns.of_option("real")?;
    let planned = columns.of_option("programado")?;
    let estatus = columns
        .options
        .text("estatus")
        .map(|_| columns.of_option("estatus"))
        .transpose()?;
    let mut bars = Vec::new();
    let mut said = Vec::new();
    for row in columns.rows {
        let printed = |at: usize| match number(row, at) {
            Some(number) => words.percent(number),
            None => words.say("sin_informacion", &[]),
        };
        let (is, was) = (printed(real), printed(planned));
        let item = label(row, name, words);
        let parts = [
            ("nombre", item.as_str()),
            ("real", is.as_str()),
            ("programado", was.as_str()),
        ];
        said.push(words.say("alt_avance_item", &parts));
        bars.push(Bullet {
            text: words.say("avance_texto", &parts),
            tone: estatus.map_or(Tone::Gris, |at| {
                let mark = words.mark(&label(row, at, words));
                mark.map_or(Tone::Gris, |(_, tone)| tone)
            }),
            real: number(row, real),
            planned: number(row, planned),
            label: item,
        });
    }
    Ok(Drawn {
        drawing: Drawing::Bullet {
            bars,
            legend: [
                words.say("avance_real", &[]),
                words.say("avance_programado", &[]),
            ],
            axis: percent_axis(words),
        },
        alt: words.say("alt_avance", &[("detalle", &said.join("; "))]),
    })
}

#[cfg(test)]
mod tests {
    use crate::report::figures::tests::{drawn, resource};
    use crate::report::{Drawing, Tone};

    #[test]
    fn a_bar_says_its_figures_and_an_unknown_one_has_no_length() {
        let data = resource(
            &["nombre", "real", "prog", "estatus"],
            &[
                &["Cómputos", "62.5", "80", "Con desfase"],
                &["Ubicación de Casillas", "", "40", "En ejecución"],
            ],
        );
        let options = [
            ("etiqueta", "nombre"),
            ("real", "real"),
            ("programado", "prog"),
            ("estatus", "estatus"),
        ];
        let drawn = drawn("avance", &data, &options, &[]).unwrap();
        let Drawing::Bullet { bars, axis, .. } = drawn.drawing else {
            panic!("not a bullet chart");
        };
        assert_eq!(bars[0].text, "62.50% (programado 80%)");
        assert_eq!((bars[0].real, bars[0].tone), (Some(62.5), Tone::Rojo));
        assert_eq!((bars[1].real, bars[1].planned), (None, Some(40.0)));
        assert_eq!(axis, ["0%", "25%", "50%", "75%", "100%"]);
        assert_eq!(
            drawn.alt,
            "Gráfica de barras del avance real y programado. Cómputos: real 62.50%, programado 80%; \
             Ubicación de Casillas: real Sin información a la fecha de corte, programado 40%."
        );
    }

    #[test]
    fn a_field_that_is_not_there_is_named() {
        let data = resource(&["nombre"], &[&["Cómputos"]]);
        let options = [("etiqueta", "nombre"), ("real", "avance")];
        let error = drawn("avance", &data, &options, &[]).unwrap_err();
        assert_eq!(error, "El recurso «prueba» no tiene el campo «avance».");
        let error = drawn("pastel", &data, &options, &[]).unwrap_err();
        assert!(error.contains("linea_de_tiempo"), "{error}");
    }
}
