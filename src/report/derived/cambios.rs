//! What changed in the systems since each was last reported.

use super::sistemas::Tracked;
use super::table::{Table, cells, computed, field, missing, number, or_not_applicable, text};
use super::vocabulary::{
    CANCELADO, CON_DESFASE, EN_OPERACION, FUERA_DE_OPERACION, POR_INICIAR, is_released,
};
use super::words::Words;
use crate::diagnostics::Location;
use crate::domain::Value;
use crate::domain::words::fold;
use crate::report::{Format, Resource, Scene};
use crate::validation::Row;

/// The kinds of change, in the order in which an informe tells them; each is a phrase
/// `tipo_<kind>` of the lexicon.
const KINDS: [&str; 11] = [
    "inicio",
    "conclusion",
    "liberacion",
    "operacion",
    "fin_operacion",
    "desfase",
    "reprogramacion",
    "ajuste",
    "cancelacion",
    "nuevo",
    "sin_reporte",
];

/// One change of one system.
#[derive(Debug)]
pub(super) struct Change<'t> {
    /// The system.
    pub(super) system: &'t Tracked,
    /// One of [`KINDS`].
    pub(super) kind: &'static str,
    /// What changed, in a sentence.
    pub(super) detail: String,
    /// The cells that were compared.
    pub(super) cells: Vec<Location>,
}

/// Every change, in the order of the systems.
pub(super) fn changes<'t>(
    scene: &Scene<'_>,
    tracked: &'t [Tracked],
    words: Words<'_>,
) -> Vec<Change<'t>> {
    tracked
        .iter()
        .filter(|t| scene.previous.contains_key(t.topic()))
        .flat_map(|t| of_system(scene, t, words))
        .collect()
}

fn of_system<'t>(scene: &Scene<'_>, system: &'t Tracked, words: Words<'_>) -> Vec<Change<'t>> {
    let row = &system.latest.row;
    let change = |kind: &'static str, detail: String, fields: &[&str]| {
        let mut places = cells(row, fields);
        if let Some(last) = row.last.as_ref().filter(|_| system.latest.current) {
            places.extend(cells(last, fields));
        }
        Change {
            system,
            kind,
            detail,
            cells: places,
        }
    };
    if !system.latest.current {
        if system.over || was_left_out(scene, row) {
            return Vec::new();
        }
        let parts = [
            ("estatus", system.estatus().to_lowercase()),
            ("real", words.percent_of(row.value("avance_real"))),
            ("reunion", words.meeting(system.latest.meeting)),
        ];
        let parts = parts.each_ref().map(|(name, said)| (*name, said.as_str()));
        let detail = words.say("cambio_sin_reporte", &parts);
        return vec![change("sin_reporte", detail, &["estatus", "avance_real"])];
    }
    let Some(last) = &row.last else {
        let parts = [
            ("estatus", &*system.estatus().to_lowercase()),
            ("real", &words.percent_of(row.value("avance_real"))),
        ];
        let detail = words.say("cambio_nuevo", &parts);
        return vec![change("nuevo", detail, &["estatus", "avance_real"])];
    };
    let mut found = Vec::new();
    if let Some((kind, detail)) = of_estatus(scene, row, last, words) {
        found.push(change(kind, detail, told_by(kind)));
    }
    if let Some(detail) = of_date(row, last, words) {
        found.push(change(
            "reprogramacion",
            detail,
            &["fecha_liberacion_programada"],
        ));
    }
    if let Some((kind, detail)) = of_advance(row, last, words) {
        // A release says already that the work is done.
        let released = is_released(row.value("estatus").as_text().unwrap_or(""));
        if kind != "conclusion" || !released {
            found.push(change(kind, detail, &["avance_real"]));
        }
    }
    found
}

/// Whether the system was reported for this meeting in a row that could not be used: its area did
/// report, and nobody may say that it did not.
fn was_left_out(scene: &Scene<'_>, row: &Row) -> bool {
    let schema = scene.catalog.esquemas.iter().find(|e| e.hoja == row.sheet);
    let keys = schema.map_or(&[][..], |schema| schema.llave.as_slice());
    let words = keys
        .iter()
        .map(|key| row.value(key).as_text().unwrap_or(""));
    let key = fold(&words.collect::<Vec<_>>().join(", "));
    let dataset = scene.judged.datasets.get(&scene.meeting);
    let mut reviews = dataset.into_iter().flat_map(|d| d.reviews.values());
    reviews.any(|review| {
        let mut rows = review.left_out.iter();
        rows.any(|out| out.sheet == row.sheet && !out.reasons.is_empty() && fold(&out.key) == key)
    })
}

/// The fields of which the sentence about a change of estatus is made.
fn told_by(kind: &str) -> &'static [&'static str] {
    match kind {
        "inicio" => &["estatus", "avance_real"],
        "desfase" => &[
            "estatus",
            "fecha_liberacion_programada",
            "avance_programado",
            "avance_real",
        ],
        "fin_operacion" => &["estatus", "fecha_fin_operacion"],
        "cancelacion" => &["estatus"],
        _ => &["estatus", "fecha_liberacion_real"],
    }
}

fn of_estatus(
    scene: &Scene<'_>,
    row: &Row,
    last: &Row,
    words: Words<'_>,
) -> Option<(&'static str, String)> {
    let now = row.value("estatus").as_text()?;
    let before = last.value("estatus").as_text()?;
    if now == before {
        return None;
    }
    let released = words.date_of(row.value("fecha_liberacion_real"));
    let real = words.percent_of(row.value("avance_real"));
    Some(match now {
        CANCELADO => (
            "cancelacion",
            words.say("cambio_cancelacion", &[("antes", &before.to_lowercase())]),
        ),
        FUERA_DE_OPERACION => match row.value("fecha_fin_operacion").as_date() {
            Some(end) => (
                "fin_operacion",
                words.say("cambio_fin_operacion", &[("fecha", &words.date(end))]),
            ),
            None => (
                "fin_operacion",
                words.say("cambio_fin_operacion_sin_fecha", &[]),
            ),
        },
        EN_OPERACION => (
            "operacion",
            words.say("cambio_operacion", &[("fecha", &released)]),
        ),
        now if is_released(now) => (
            "liberacion",
            words.say("cambio_liberacion", &[("fecha", &released)]),
        ),
        CON_DESFASE => ("desfase", late(scene, row, words)),
        _ if before == POR_INICIAR => ("inicio", words.say("cambio_inicio", &[("real", &real)])),
        _ => return None,
    })
}

fn late(scene: &Scene<'_>, row: &Row, words: Words<'_>) -> String {
    let days = super::sistemas::days_late(scene, row, words);
    match days.value.as_number() {
        Some(days) => {
            let planned = words.date_of(row.value("fecha_liberacion_programada"));
            words.say_count("cambio_desfase", days as i64, &[("fecha", &planned)])
        }
        None => {
            let parts = [
                ("real", words.percent_of(row.value("avance_real"))),
                (
                    "programado",
                    words.percent_of(row.value("avance_programado")),
                ),
            ];
            let parts: Vec<(&str, &str)> = parts.iter().map(|(k, v)| (*k, v.as_str())).collect();
            words.say("cambio_desfase_sin_dias", &parts)
        }
    }
}

fn of_date(row: &Row, last: &Row, words: Words<'_>) -> Option<String> {
    let now = row.value("fecha_liberacion_programada").as_date()?;
    let before = last.value("fecha_liberacion_programada").as_date()?;
    let days = (now - before).num_days();
    if days == 0 {
        return None;
    }
    let key = if days > 0 {
        "cambio_reprogramacion"
    } else {
        "cambio_reprogramacion_antes"
    };
    let (before, now) = (words.date(before), words.date(now));
    Some(words.say_count(key, days.abs(), &[("antes", &before), ("ahora", &now)]))
}

fn of_advance(row: &Row, last: &Row, words: Words<'_>) -> Option<(&'static str, String)> {
    let now = row.value("avance_real").as_number()?;
    let before = last.value("avance_real").as_number()?;
    let parts = [
        ("antes", words.percent(before)),
        ("ahora", words.percent(now)),
    ];
    let parts: Vec<(&str, &str)> = parts.iter().map(|(k, v)| (*k, v.as_str())).collect();
    if now < before {
        return Some(("ajuste", words.say("cambio_ajuste", &parts)));
    }
    let finished = now >= 100.0 && before < 100.0;
    finished.then(|| ("conclusion", words.say("cambio_conclusion", &parts)))
}

/// The resource `cambios`.
pub(super) fn cambios(changes: &[Change<'_>], words: Words<'_>) -> Resource {
    const FIELDS: &[(&str, Format)] = &[
        ("tema", Format::Text),
        ("proceso", Format::Text),
        ("orden", Format::Number),
        ("tipo", Format::Text),
        ("nombre", Format::Text),
        ("area", Format::Text),
        ("detalle", Format::Text),
        ("justificacion", Format::Text),
    ];
    let mut table = Table::new("cambios", FIELDS, words);
    for (order, kind) in KINDS.iter().enumerate() {
        for change in changes.iter().filter(|c| c.kind == *kind) {
            let row = &change.system.latest.row;
            let justification = if change.system.latest.current {
                field(row, "justificacion")
            } else {
                missing()
            };
            table.push(vec![
                text(change.system.topic()),
                field(row, "proceso"),
                number(order as f64 + 1.0),
                text(words.say(&format!("tipo_{kind}"), &[])),
                text(change.system.name.as_str()),
                text(change.system.area.as_str()),
                computed(
                    Value::Text(change.detail.clone()),
                    change.cells.clone(),
                    words.say("como_comparacion", &[]),
                ),
                or_not_applicable(justification),
            ]);
        }
    }
    table.finish()
}

/// The resource `cambios_resumen`: how many changes of each kind, and of which systems.
pub(super) fn cambios_resumen(
    scene: &Scene<'_>,
    changes: &[Change<'_>],
    words: Words<'_>,
) -> Resource {
    const FIELDS: &[(&str, Format)] = &[
        ("tema", Format::Text),
        ("tipo", Format::Text),
        ("cambios", Format::Number),
        ("sistemas", Format::Text),
    ];
    let mut table = Table::new("cambios_resumen", FIELDS, words);
    for topic in &scene.reunion.temas {
        for kind in KINDS {
            let some: Vec<&Change<'_>> = changes
                .iter()
                .filter(|c| c.kind == kind && c.system.topic() == topic)
                .collect();
            if some.is_empty() {
                continue;
            }
            let places: Vec<Location> = some.iter().flat_map(|c| c.cells.clone()).collect();
            let names: Vec<String> = some.iter().map(|c| c.system.name.clone()).collect();
            table.push(vec![
                text(topic.as_str()),
                text(words.say(&format!("tipo_{kind}"), &[])),
                super::table::count(places.clone(), some.len(), words),
                computed(
                    Value::List(names),
                    places,
                    words.say("como_comparacion", &[]),
                ),
            ]);
        }
    }
    table.finish()
}
