//! The last that was reported of each row, up to a meeting, and who reported it.

use super::table::{cells, datum, field, missing, text};
use super::words::Words;
use crate::domain::words::{alphabetical, fold};
use crate::domain::{Clase, Institucion, Value};
use crate::report::{Datum, Resource, Scene};
use crate::validation::{Row, Standing};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The last report of a row up to the meeting.
#[derive(Debug, Clone)]
pub(super) struct Latest {
    /// The row.
    pub(super) row: Arc<Row>,
    /// The meeting for which it was reported.
    pub(super) meeting: u8,
    /// Whether it was reported for this meeting.
    pub(super) current: bool,
    /// Whether the meeting's own dataset has it, as reported or as the last that is known.
    pub(super) present: bool,
}

/// The rows of a sheet in their last report up to the meeting, of topics that are active now or
/// of a sheet that is asked for now; by sender and key.
pub(super) fn latest(scene: &Scene<'_>, sheet: &str) -> Vec<Latest> {
    let keys = scene
        .catalog
        .esquemas
        .iter()
        .find(|e| e.hoja == sheet)
        .map_or(&[][..], |e| e.llave.as_slice());
    let asked = scene.reunion.hojas.values().flatten().any(|s| s == sheet);
    let mut found: BTreeMap<(String, Vec<String>), Latest> = BTreeMap::new();
    for (number, dataset) in scene.judged.datasets.range(..=scene.meeting) {
        let present = *number == scene.meeting;
        for row in dataset.rows(sheet) {
            if !present && !is_active(scene, row, asked) {
                continue;
            }
            let key: Vec<String> = keys.iter().map(|k| fold(&row.value(k).written())).collect();
            let latest = Latest {
                row: row.clone(),
                meeting: row.delivery.meeting,
                current: row.standing == Standing::Reported
                    && row.delivery.meeting == scene.meeting,
                present,
            };
            found.insert((row.delivery.sender.clone(), key), latest);
        }
    }
    found.into_values().collect()
}

/// Whether a row is over, in the words that its sheet says so (`concluyen`).
pub(super) fn is_over(scene: &Scene<'_>, row: &Row) -> bool {
    let mut schemas = scene.catalog.esquemas.iter();
    schemas.any(|e| e.hoja == row.sheet && e.concluye(|field| row.value(field)))
}

/// Whether an earlier row still speaks: its topic is active, or its sheet belongs to no process
/// and is asked for.
fn is_active(scene: &Scene<'_>, row: &Row, asked: bool) -> bool {
    let Some(topic) = &row.topic else { return true };
    let by_process = scene
        .catalog
        .esquemas
        .iter()
        .any(|e| e.hoja == row.sheet && e.tema_por.is_some() && e.temas.contains(topic));
    scene.reunion.temas.contains(topic) || (asked && !by_process)
}

/// The values of a row for the fields that every resource of a sheet has.
pub(super) fn sheet_data(
    scene: &Scene<'_>,
    raw: &Resource,
    latest: &Latest,
    words: Words<'_>,
) -> Vec<Datum> {
    let row = &latest.row;
    let sender = scene.catalog.institucion(&row.delivery.sender);
    let common = |name: &str| match name {
        "remitente" => text(sender.map_or("", Institucion::nombre_corto)),
        "clave_remitente" => text(row.delivery.sender.as_str()),
        "entidad" => text(sender.and_then(|s| s.entidad.as_deref()).unwrap_or("")),
        "tema" => text(row.topic.as_deref().unwrap_or("")),
        "reporte" => text(report_words(scene, latest, words)),
        _ => missing(),
    };
    raw.fields
        .iter()
        .map(|f| match row.fields.contains_key(&f.name) {
            true => field(row, &f.name),
            false => common(&f.name),
        })
        .collect()
}

/// «Del periodo», or «Último dato reportado» with the corte of its meeting.
pub(super) fn report_words(scene: &Scene<'_>, latest: &Latest, words: Words<'_>) -> String {
    if latest.current {
        return words.say("reporte_del_periodo", &[]);
    }
    match scene.catalog.proceso.reunion(latest.meeting) {
        Some(meeting) => {
            let corte = words.date_short(meeting.corte);
            words.say("ultimo_dato", &[("corte", &corte)])
        }
        None => words.say("reporte_ultimo_dato", &[]),
    }
}

/// The senders that are asked for the meeting: INE first, then OPL, each in alphabetical order.
pub(super) fn asked<'a>(scene: &Scene<'a>) -> Vec<&'a Institucion> {
    let mut asked: Vec<&Institucion> = scene
        .catalog
        .instituciones
        .iter()
        .filter(|i| {
            let sheets = scene.reunion.hojas.get(&i.clase);
            i.clase != Clase::Secretaria && sheets.is_some_and(|s| !s.is_empty())
        })
        .collect();
    asked.sort_by_key(|i| (i.clase == Clase::Opl, alphabetical(i.nombre_corto())));
    asked
}

/// The number in a field.
pub(super) fn number_of(row: &Row, name: &str) -> Option<f64> {
    row.value(name).as_number()
}

/// The sum of a field over rows; missing when no row has a number.
pub(super) fn sum(rows: &[&Latest], name: &str, words: Words<'_>) -> Datum {
    let known: Vec<&&Latest> = rows
        .iter()
        .filter(|l| number_of(&l.row, name).is_some())
        .collect();
    if known.is_empty() {
        return datum(Value::Missing);
    }
    let total: f64 = known.iter().filter_map(|l| number_of(&l.row, name)).sum();
    let cells = known.iter().flat_map(|l| cells(&l.row, &[name])).collect();
    super::table::computed(Value::Number(total), cells, words.say("como_suma", &[]))
}
