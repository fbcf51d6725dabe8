//! Dates on a line, with the corte and the jornada.

use super::Drawn;
use super::columns::{Columns, label};
use crate::domain::Fecha;
use crate::report::derived::words::Words;
use crate::report::{Datum, Drawing, Lane, Scene, TimelineMark, Tone};
use chrono::{Datelike, Months};

/// The shapes of the kinds of mark, in the order in which the wording names them.
const SHAPES: [&str; 4] = ["○", "●", "■", "▲"];

pub(super) fn draw(
    columns: &Columns<'_>,
    scene: &Scene<'_>,
    words: Words<'_>,
) -> Result<Drawn, String> {
    let name = columns.of_option("etiqueta")?;
    let kinds = columns.of_pairs("marcas")?;
    if kinds.len() > SHAPES.len() {
        return Err(format!(
            "Una línea de tiempo distingue hasta {} clases de fecha.",
            SHAPES.len()
        ));
    }
    let lines = lines(columns, scene, words);
    let dates = columns.rows.iter().flat_map(|row| {
        kinds
            .iter()
            .filter_map(|(at, _)| row.get(*at)?.value.as_date())
    });
    let span = Span::around(dates.chain(lines.iter().map(|(date, _)| *date)));
    let Some(span) = span else {
        return Err("La línea de tiempo no tiene fechas.".to_owned());
    };
    let mut lanes = Vec::new();
    let mut said = Vec::new();
    for row in columns.rows {
        let (mut marks, told) = marks(row, &kinds, &span, words);
        spread(&mut marks);
        let item = label(row, name, words);
        if !marks.is_empty() {
            let parts = [("nombre", item.as_str()), ("marcas", &told.join(", "))];
            said.push(words.say("alt_linea_item", &parts));
            lanes.push(Lane { label: item, marks });
        }
    }
    let ends = [
        ("desde", words.date(span.from)),
        ("hasta", words.date(span.to)),
        ("detalle", said.join("; ")),
    ];
    let ends: Vec<(&str, &str)> = ends.iter().map(|(k, v)| (*k, v.as_str())).collect();
    Ok(Drawn {
        alt: words.say("alt_linea", &ends),
        drawing: Drawing::Timeline {
            lanes,
            ticks: span.ticks(words),
            lines: lines
                .into_iter()
                .map(|(date, text)| (span.position(date), text))
                .collect(),
            legend: kinds
                .into_iter()
                .zip(SHAPES)
                .map(|((_, what), shape)| (shape.to_owned(), what))
                .collect(),
        },
    })
}

/// The marks of a row, and what the alternative text says of each.
fn marks(
    row: &[Datum],
    kinds: &[(usize, String)],
    span: &Span,
    words: Words<'_>,
) -> (Vec<TimelineMark>, Vec<String>) {
    let mut marks = Vec::new();
    let mut told = Vec::new();
    for ((at, what), shape) in kinds.iter().zip(SHAPES) {
        let Some(date) = row.get(*at).and_then(|d| d.value.as_date()) else {
            continue;
        };
        let (what, written) = (what.to_lowercase(), words.date(date));
        let parts = [("que", what.as_str()), ("fecha", written.as_str())];
        told.push(words.say("alt_linea_marca", &parts));
        marks.push(TimelineMark {
            position: span.position(date),
            shape: shape.to_owned(),
            tone: Tone::Gris,
            text: words.date_short(date),
        });
    }
    (marks, told)
}

/// The share of the line that a date takes beside its mark.
const DATE_WIDTH: f64 = 0.2;

/// Where marks are so near that their dates would overlap, only the last one keeps its date.
fn spread(marks: &mut [TimelineMark]) {
    for at in 1..marks.len() {
        if (marks[at].position - marks[at - 1].position).abs() < DATE_WIDTH {
            marks[at - 1].text.clear();
        }
    }
}

/// The corte, and the jornada unless the wording leaves it out.
fn lines(columns: &Columns<'_>, scene: &Scene<'_>, words: Words<'_>) -> Vec<(Fecha, String)> {
    let line = |date: Fecha, key: &str| {
        let text = words.say(key, &[("fecha", &words.date_short(date))]);
        (date, text)
    };
    let mut lines = vec![line(scene.reunion.corte, "linea_corte")];
    if columns.options.entries.get("jornada") != Some(&crate::report::OptionValue::Flag(false)) {
        lines.push(line(scene.catalog.proceso.jornada, "linea_jornada"));
    }
    lines
}

/// The stretch of time that a line shows: whole months.
struct Span {
    from: Fecha,
    to: Fecha,
}

/// At most this many ticks fit beside each other.
const TICKS: i32 = 6;

impl Span {
    fn around(dates: impl Iterator<Item = Fecha>) -> Option<Self> {
        let (mut first, mut last): (Option<Fecha>, Option<Fecha>) = (None, None);
        for date in dates {
            first = Some(first.map_or(date, |f| f.min(date)));
            last = Some(last.map_or(date, |l| l.max(date)));
        }
        let from = first?.with_day(1)?;
        let to = last?.with_day(1)?.checked_add_months(Months::new(1))?;
        Some(Self { from, to })
    }

    fn position(&self, date: Fecha) -> f64 {
        let whole = (self.to - self.from).num_days() as f64;
        (date - self.from).num_days() as f64 / whole
    }

    /// The first day of each month, or of every second, third … where they are many.
    fn ticks(&self, words: Words<'_>) -> Vec<(f64, String)> {
        let months = (self.to.year() - self.from.year()) * 12 + self.to.month0() as i32
            - self.from.month0() as i32;
        let step = Months::new(((months + TICKS - 1) / TICKS).max(1) as u32);
        let mut ticks = Vec::new();
        let mut at = self.from;
        while at < self.to {
            ticks.push((self.position(at), words.month(at)));
            match at.checked_add_months(step) {
                Some(next) => at = next,
                None => break,
            }
        }
        ticks
    }
}

#[cfg(test)]
mod tests {
    use crate::report::Drawing;
    use crate::report::figures::tests::{drawn, resource};

    #[test]
    fn marks_stand_between_whole_months_with_corte_and_jornada() {
        let data = resource(
            &["nombre", "prog", "real"],
            &[
                &["Cómputos", "2022-05-01", ""],
                &["Ubicación de Casillas", "2021-12-15", "2021-12-20"],
                &["Sin fechas", "", ""],
            ],
        );
        let pairs = [(
            "marcas",
            &[
                ("prog", "Liberación programada"),
                ("real", "Liberación real"),
            ][..],
        )];
        let drawn = drawn("linea_de_tiempo", &data, &[("etiqueta", "nombre")], &pairs).unwrap();
        let Drawing::Timeline {
            lanes,
            ticks,
            lines,
            legend,
        } = drawn.drawing
        else {
            panic!("not a timeline");
        };
        assert_eq!(lanes.len(), 2);
        assert_eq!(ticks[0], (0.0, "dic 2021".to_owned()));
        assert_eq!(ticks.len(), 4);
        let texts: Vec<&str> = lanes[1].marks.iter().map(|m| m.text.as_str()).collect();
        assert_eq!(texts, ["", "20/12/2021"]);
        assert_eq!(lines[0].1, "Corte 12/02/2022");
        assert_eq!(lines[1].1, "Jornada electoral 05/06/2022");
        assert!(lines[0].0 < lanes[0].marks[0].position && lanes[0].marks[0].position < lines[1].0);
        assert_eq!(legend[1], ("●".to_owned(), "Liberación real".to_owned()));
        assert!(
            drawn
                .alt
                .contains("liberación real 20\u{a0}de diciembre de 2021"),
            "{}",
            drawn.alt
        );
    }
}
