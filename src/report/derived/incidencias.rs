//! Incidencias: what may be described, and all of them counted; activities with the names of
//! their systems.

use super::latest::{Latest, is_over, latest, sheet_data};
use super::sistemas::system_name;
use super::table::{Table, cells, count, dash_empty, missing, text};
use super::vocabulary::{ABIERTA, CERRADA, EN_ATENCION, PUBLICA, SEVERIDADES};
use super::words::Words;
use crate::report::{Format, Resource, Scene};
use crate::validation::Row;

/// The resource `incidencias`: only what is public is described, the rest is there to be counted.
pub(super) fn incidencias(scene: &Scene<'_>, words: Words<'_>) -> Option<Resource> {
    const KEPT: [&str; 10] = [
        "remitente",
        "clave_remitente",
        "entidad",
        "tema",
        "reporte",
        "fecha",
        "severidad",
        "estatus",
        "fecha_cierre",
        "difusion",
    ];
    let raw = scene.raw("incidencias")?;
    let mut table = Table::extending(raw, &[("sistema", Format::Text)], words);
    for latest in latest(scene, "Incidencias") {
        let public = is_public(&latest.row);
        let mut data = sheet_data(scene, raw, &latest, words);
        for (datum, field) in data.iter_mut().zip(&raw.fields) {
            if !public && !KEPT.contains(&field.name.as_str()) {
                *datum = missing();
            }
        }
        if !is_over(scene, &latest.row) {
            dash_empty(&mut data, &raw.fields, &["fecha_cierre"]);
        }
        data.push(text(system_name(scene, &latest.row)));
        table.push(data);
    }
    Some(table.finish())
}

fn is_public(row: &Row) -> bool {
    row.value("difusion").as_text() == Some(PUBLICA)
}

/// The resource `incidencias_resumen`: by topic and severity.
pub(super) fn incidencias_resumen(scene: &Scene<'_>, words: Words<'_>) -> Resource {
    const FIELDS: &[(&str, Format)] = &[
        ("tema", Format::Text),
        ("severidad", Format::Text),
        ("incidencias", Format::Number),
        ("abiertas", Format::Number),
        ("en_atencion", Format::Number),
        ("cerradas", Format::Number),
    ];
    let mut table = Table::new("incidencias_resumen", FIELDS, words);
    let all = latest(scene, "Incidencias");
    for topic in &scene.reunion.temas {
        for (severity, _) in SEVERIDADES {
            let some: Vec<&Latest> = all
                .iter()
                .filter(|l| l.row.topic.as_ref() == Some(topic))
                .filter(|l| l.row.value("severidad").as_text() == Some(severity))
                .collect();
            if some.is_empty() {
                continue;
            }
            let how_many = |word: Option<&str>| {
                let is = |l: &&&Latest| word.is_none() || l.row.value("estatus").as_text() == word;
                let kept: Vec<_> = some.iter().filter(is).collect();
                let fields = ["severidad", "estatus"];
                let places = kept.iter().flat_map(|l| cells(&l.row, &fields)).collect();
                count(places, kept.len(), words)
            };
            table.push(vec![
                text(topic.as_str()),
                text(*severity),
                how_many(None),
                how_many(Some(ABIERTA)),
                how_many(Some(EN_ATENCION)),
                how_many(Some(CERRADA)),
            ]);
        }
    }
    table.finish()
}

/// The resource `actividades`, with the name of the system.
pub(super) fn actividades(scene: &Scene<'_>, words: Words<'_>) -> Option<Resource> {
    let raw = scene.raw("actividades")?;
    let mut table = Table::extending(raw, &[("nombre", Format::Text)], words);
    for latest in latest(scene, "Actividades").iter().filter(|l| l.current) {
        let mut data = sheet_data(scene, raw, latest, words);
        dash_empty(&mut data, &raw.fields, &["inicio_real", "fin_real"]);
        data.push(text(system_name(scene, &latest.row)));
        table.push(data);
    }
    Some(table.finish())
}
