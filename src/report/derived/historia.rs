//! The mean advance of the systems, meeting by meeting.

use super::sistemas::{Tracked, mean, tracked};
use super::table::{Table, number, text};
use super::words::Words;
use crate::report::{Format, Resource, Scene};

/// The resource `avance_por_reunion`: of each topic that is active now, the mean advance of the
/// systems at every meeting up to this one, as the informe of that meeting says it.
pub(super) fn avance_por_reunion(scene: &Scene<'_>, words: Words<'_>) -> Resource {
    const FIELDS: &[(&str, Format)] = &[
        ("tema", Format::Text),
        ("numero", Format::Number),
        ("reunion", Format::Text),
        ("sistemas", Format::Number),
        ("programado", Format::Percent),
        ("real", Format::Percent),
    ];
    let meetings = scene.judged.datasets.range(..=scene.meeting);
    let known: Vec<(u8, Vec<Tracked>)> = meetings
        .filter_map(|(meeting, _)| Some((*meeting, tracked(&scene.at(*meeting)?))))
        .collect();
    let mut table = Table::new("avance_por_reunion", FIELDS, words);
    for topic in &scene.reunion.temas {
        for (meeting, all) in &known {
            let systems: Vec<&Tracked> = all.iter().filter(|t| t.topic() == topic).collect();
            if systems.is_empty() {
                continue;
            }
            table.push(vec![
                text(topic.as_str()),
                number(f64::from(*meeting)),
                text(words.say("reunion_corta", &[("n", &meeting.to_string())])),
                number(systems.len() as f64),
                mean(&systems, "avance_programado", words),
                mean(&systems, "avance_real", words),
            ]);
        }
    }
    table.finish()
}
