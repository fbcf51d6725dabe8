//! The mean advance of the systems, meeting by meeting.

use super::table::{Table, computed, number, text};
use super::vocabulary::CANCELADO;
use super::words::Words;
use crate::domain::Value;
use crate::report::{Datum, Format, Resource, Scene};
use crate::validation::Row;
use std::sync::Arc;

/// The resource `avance_por_reunion`: of each topic that is active now, the mean advance of the
/// systems at every meeting up to this one.
pub(super) fn avance_por_reunion(scene: &Scene<'_>, words: Words<'_>) -> Resource {
    const FIELDS: &[(&str, Format)] = &[
        ("tema", Format::Text),
        ("numero", Format::Number),
        ("reunion", Format::Text),
        ("sistemas", Format::Number),
        ("programado", Format::Percent),
        ("real", Format::Percent),
    ];
    let mut table = Table::new("avance_por_reunion", FIELDS, words);
    for topic in &scene.reunion.temas {
        for (meeting, dataset) in scene.judged.datasets.range(..=scene.meeting) {
            let rows: Vec<&Arc<Row>> = dataset
                .rows("Sistemas")
                .iter()
                .filter(|r| r.topic.as_ref() == Some(topic))
                .filter(|r| r.value("estatus").as_text() != Some(CANCELADO))
                .collect();
            if rows.is_empty() {
                continue;
            }
            table.push(vec![
                text(topic.as_str()),
                number(f64::from(*meeting)),
                text(words.say("reunion_corta", &[("n", &meeting.to_string())])),
                number(rows.len() as f64),
                mean(&rows, "avance_programado", words),
                mean(&rows, "avance_real", words),
            ]);
        }
    }
    table.finish()
}

fn mean(rows: &[&Arc<Row>], field: &str, words: Words<'_>) -> Datum {
    let known: Vec<f64> = rows
        .iter()
        .filter_map(|r| r.value(field).as_number())
        .collect();
    if known.is_empty() {
        return super::table::missing();
    }
    let places = rows
        .iter()
        .flat_map(|r| super::table::cells(r, &[field]))
        .collect();
    let mean = super::sistemas::round(known.iter().sum::<f64>() / known.len() as f64);
    computed(Value::Number(mean), places, words.say("como_promedio", &[]))
}
