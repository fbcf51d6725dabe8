//! The Instituto's systems: each with its name, area, deviation and last report; by area and by
//! estatus.

use super::latest::{Latest, is_over, latest, sheet_data};
use super::table::{Table, cells, computed, count, dash_empty, missing, text};
use super::vocabulary::{self, is_released};
use super::words::Words;
use crate::domain::Value;
use crate::domain::words::alphabetical;
use crate::report::{Datum, Format, Resource, Scene};
use crate::validation::Row;
use std::collections::BTreeMap;

const EXTRA: &[(&str, Format)] = &[
    ("nombre", Format::Text),
    ("area", Format::Text),
    ("desviacion", Format::Number),
    ("avance_real_anterior", Format::Percent),
    ("estatus_anterior", Format::Status),
    ("fecha_programada_anterior", Format::Date),
    ("dias_reprogramacion", Format::Number),
    ("dias_desfase", Format::Number),
];

/// A system as the informe tells of it.
#[derive(Debug)]
pub(super) struct Tracked {
    /// Its row.
    pub(super) latest: Latest,
    /// Its name.
    pub(super) name: String,
    /// The sigla of its area.
    pub(super) area: String,
    /// Whether it is over and reported no more.
    pub(super) over: bool,
}

impl Tracked {
    /// Slug of its topic.
    pub(super) fn topic(&self) -> &str {
        self.latest.row.topic.as_deref().unwrap_or("")
    }

    /// Its estatus; empty when unknown.
    pub(super) fn estatus(&self) -> &str {
        self.latest.row.value("estatus").as_text().unwrap_or("")
    }
}

/// The systems that are reported at the meeting, in the order of area and name. One whose process
/// is no longer followed is not among them.
pub(super) fn tracked(scene: &Scene<'_>) -> Vec<Tracked> {
    let mut all: Vec<Tracked> = latest(scene, "Sistemas")
        .into_iter()
        .filter(|l| is_followed(scene, &l.row))
        .map(|latest| Tracked {
            name: system_name(scene, &latest.row),
            area: area_name(scene, &latest.row),
            over: is_over(scene, &latest.row),
            latest,
        })
        .collect();
    all.sort_by_key(|t| (alphabetical(&t.area), alphabetical(&t.name)));
    all
}

fn is_followed(scene: &Scene<'_>, row: &Row) -> bool {
    let name = row.value("proceso").as_text();
    let process = name.and_then(|name| scene.catalog.proceso_seguido(name));
    process.is_none_or(|p| (p.desde..=p.hasta).contains(&scene.meeting))
}

/// The name of the system that a row is about.
pub(super) fn system_name(scene: &Scene<'_>, row: &Row) -> String {
    let key = row.value("id_sistema").as_text().unwrap_or("");
    let system = scene.catalog.sistema(key);
    system.map_or_else(|| key.to_owned(), |s| s.nombre.clone())
}

fn area_name(scene: &Scene<'_>, row: &Row) -> String {
    let word = row.value("area_usuaria").as_text().unwrap_or("");
    match scene.catalog.remitente_por_nombre(word) {
        Some(area) => area.sigla.clone(),
        None => word.to_owned(),
    }
}

/// The resource `sistemas`: the sheet in its last report, and what follows from it.
pub(super) fn sistemas(
    scene: &Scene<'_>,
    tracked: &[Tracked],
    words: Words<'_>,
) -> Option<Resource> {
    let raw = scene.raw("sistemas")?;
    let mut table = Table::extending(raw, EXTRA, words);
    for system in tracked {
        let row = &system.latest.row;
        let mut data = sheet_data(scene, raw, &system.latest, words);
        dash_empty(&mut data, &raw.fields, unneeded(system.estatus()));
        data.push(text(system.name.as_str()));
        data.push(computed_text(&system.area, row, "area_usuaria"));
        data.push(deviation(row, words));
        data.extend(previous(system, words));
        data.push(days_late(scene, row, words));
        table.push(data);
    }
    Some(table.finish())
}

/// The fields that may stay empty with an estatus.
fn unneeded(estatus: &str) -> &'static [&'static str] {
    const ALL: &[&str] = &[
        "observaciones",
        "fecha_fin_operacion",
        "fecha_liberacion_real",
    ];
    if estatus == vocabulary::FUERA_DE_OPERACION {
        &ALL[..1]
    } else if is_released(estatus) {
        &ALL[..2]
    } else {
        ALL
    }
}

fn computed_text(value: &str, row: &Row, field: &str) -> Datum {
    let mut datum = text(value);
    datum.cells = cells(row, &[field]);
    datum
}

fn deviation(row: &Row, words: Words<'_>) -> Datum {
    let real = row.value("avance_real").as_number();
    let planned = row.value("avance_programado").as_number();
    match real.zip(planned) {
        Some((real, planned)) => computed(
            Value::Number(round(real - planned)),
            cells(row, &["avance_real", "avance_programado"]),
            words.say("como_desviacion", &[]),
        ),
        None => missing(),
    }
}

/// A number with at most two decimals.
pub(super) fn round(number: f64) -> f64 {
    (number * 100.0).round() / 100.0
}

/// What the last report said: avance real, estatus, planned date; and the days it moved.
fn previous(system: &Tracked, words: Words<'_>) -> Vec<Datum> {
    let row = &system.latest.row;
    let Some(last) = row.last.as_ref().filter(|_| system.latest.current) else {
        return vec![missing(), missing(), missing(), missing()];
    };
    vec![
        super::table::field(last, "avance_real"),
        super::table::field(last, "estatus"),
        super::table::field(last, "fecha_liberacion_programada"),
        days_moved(row, last, words),
    ]
}

/// By how many days the planned date moved since the last report; nothing when it did not.
fn days_moved(row: &Row, last: &Row, words: Words<'_>) -> Datum {
    const FIELD: &str = "fecha_liberacion_programada";
    match row.value(FIELD).as_date().zip(last.value(FIELD).as_date()) {
        Some((now, before)) if now != before => {
            let mut places = cells(row, &[FIELD]);
            places.extend(cells(last, &[FIELD]));
            let days = (now - before).num_days() as f64;
            computed(
                Value::Number(days),
                places,
                words.say("como_diferencia", &[]),
            )
        }
        Some(_) | None => missing(),
    }
}

/// The days from the planned date to the corte, for a system with desfase.
pub(super) fn days_late(scene: &Scene<'_>, row: &Row, words: Words<'_>) -> Datum {
    let planned = row.value("fecha_liberacion_programada").as_date();
    let late = row.value("estatus").as_text() == Some(vocabulary::CON_DESFASE);
    match planned {
        Some(planned) if late && planned < scene.reunion.corte => computed(
            Value::Number((scene.reunion.corte - planned).num_days() as f64),
            cells(row, &["fecha_liberacion_programada", "estatus"]),
            words.say("como_diferencia", &[]),
        ),
        Some(_) | None => missing(),
    }
}

/// The resource `estatus_sistemas`: how many systems stand in each estatus, topic by topic.
pub(super) fn estatus_sistemas(
    scene: &Scene<'_>,
    tracked: &[Tracked],
    words: Words<'_>,
) -> Resource {
    const FIELDS: &[(&str, Format)] = &[
        ("tema", Format::Text),
        ("estatus", Format::Status),
        ("sistemas", Format::Number),
        ("porcentaje", Format::Percent),
    ];
    let mut table = Table::new("estatus_sistemas", FIELDS, words);
    for topic in &scene.reunion.temas {
        let all: Vec<&Tracked> = tracked.iter().filter(|t| t.topic() == topic).collect();
        for estatus in vocabulary::ESTATUS_SISTEMA {
            let some: Vec<&Tracked> = all
                .iter()
                .copied()
                .filter(|t| t.estatus() == *estatus)
                .collect();
            if some.is_empty() {
                continue;
            }
            let places = estatus_cells(&some);
            let share = round(100.0 * some.len() as f64 / all.len() as f64);
            table.push(vec![
                text(topic.as_str()),
                text(*estatus),
                count(places, some.len(), words),
                computed(
                    Value::Number(share),
                    estatus_cells(&all),
                    words.say("como_porcentaje", &[]),
                ),
            ]);
        }
    }
    table.finish()
}

fn estatus_cells(systems: &[&Tracked]) -> Vec<crate::diagnostics::Location> {
    systems
        .iter()
        .flat_map(|t| cells(&t.latest.row, &["estatus"]))
        .collect()
}

/// The resource `resumen_areas`: systems by estatus and mean advance, area by area.
pub(super) fn resumen_areas(scene: &Scene<'_>, tracked: &[Tracked], words: Words<'_>) -> Resource {
    const FIELDS: &[(&str, Format)] = &[
        ("tema", Format::Text),
        ("area", Format::Text),
        ("sistemas", Format::Number),
        ("por_iniciar", Format::Number),
        ("en_ejecucion", Format::Number),
        ("con_desfase", Format::Number),
        ("liberados", Format::Number),
        ("concluidos", Format::Number),
        ("programado", Format::Percent),
        ("real", Format::Percent),
    ];
    let mut table = Table::new("resumen_areas", FIELDS, words);
    for topic in &scene.reunion.temas {
        let mut areas: BTreeMap<(String, &str), Vec<&Tracked>> = BTreeMap::new();
        for system in tracked.iter().filter(|t| t.topic() == topic) {
            let key = (alphabetical(&system.area), system.area.as_str());
            areas.entry(key).or_default().push(system);
        }
        for ((_, area), systems) in areas {
            let how_many = |is: &dyn Fn(&Tracked) -> bool| {
                let some: Vec<&Tracked> = systems.iter().copied().filter(|t| is(t)).collect();
                count(estatus_cells(&some), some.len(), words)
            };
            table.push(vec![
                text(topic.as_str()),
                text(area),
                how_many(&|_| true),
                how_many(&|t| t.estatus() == vocabulary::POR_INICIAR),
                how_many(&|t| t.estatus() == vocabulary::EN_EJECUCION),
                how_many(&|t| t.estatus() == vocabulary::CON_DESFASE),
                how_many(&|t| is_released(t.estatus()) && !t.over),
                how_many(&|t| t.over),
                mean(&systems, "avance_programado", words),
                mean(&systems, "avance_real", words),
            ]);
        }
    }
    table.finish()
}

/// The mean of a field over the systems that report it.
pub(super) fn mean(systems: &[&Tracked], field: &str, words: Words<'_>) -> Datum {
    let known: Vec<f64> = systems
        .iter()
        .filter_map(|t| t.latest.row.value(field).as_number())
        .collect();
    if known.is_empty() {
        return missing();
    }
    let places = systems
        .iter()
        .filter(|t| t.latest.row.value(field).as_number().is_some())
        .flat_map(|t| cells(&t.latest.row, &[field]))
        .collect();
    let mean = round(known.iter().sum::<f64>() / known.len() as f64);
    computed(Value::Number(mean), places, words.say("como_promedio", &[]))
}
