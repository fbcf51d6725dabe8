//! What the OPL report of the operation of their PREP: characteristics, simulacros, election day,
//! audit.

use super::latest::{Latest, latest, number_of, sheet_data, sum};
use super::sistemas::round;
use super::table::{Table, cells, computed, count, dash_empty, datum, missing, number, text};
use super::vocabulary::{MODALIDAD_OPL, SEVERIDADES};
use super::words::Words;
use crate::domain::Value;
use crate::domain::words::alphabetical;
use crate::report::{Datum, Format, Resource, Scene};
use crate::validation::Row;

/// The resource `datos_prep`: every OPL once, what it last reported of its PREP.
pub(super) fn datos_prep(scene: &Scene<'_>, words: Words<'_>) -> Option<Resource> {
    let raw = scene.raw("datos_prep")?;
    let all = latest(scene, "Datos_PREP");
    let mut table = Table::extending(raw, &[], words);
    for opl in scene.catalog.opl() {
        let mine = all.iter().find(|l| l.row.delivery.sender == opl.clave);
        table.push(match mine {
            Some(latest) => {
                let mut data = sheet_data(scene, raw, latest, words);
                if latest.row.value("modalidad").as_text() == Some(MODALIDAD_OPL) {
                    dash_empty(&mut data, &raw.fields, &["tercero"]);
                }
                data
            }
            None => {
                let of = |field: &str| match field {
                    "remitente" | "entidad" => text(opl.nombre_corto()),
                    "clave_remitente" => text(opl.clave.as_str()),
                    _ => missing(),
                };
                raw.fields.iter().map(|f| of(&f.name)).collect()
            }
        });
    }
    Some(table.finish())
}

fn sorted(scene: &Scene<'_>, sheet: &str) -> Vec<Latest> {
    let mut all = latest(scene, sheet);
    all.sort_by_key(|l| {
        let sender = scene.catalog.institucion(&l.row.delivery.sender);
        let number = number_of(&l.row, "no").unwrap_or(0.0) as i64;
        (
            sender.map(|s| alphabetical(s.nombre_corto())),
            number,
            l.row.number,
        )
    });
    all
}

/// The resource `simulacros`: with the shares and rests that tables and figures show.
pub(super) fn simulacros(scene: &Scene<'_>, words: Words<'_>) -> Option<Resource> {
    const EXTRA: &[(&str, Format)] = &[
        ("nombre", Format::Text),
        ("porcentaje_publicadas", Format::Percent),
        ("por_publicar", Format::Number),
        ("por_capturar", Format::Number),
        ("nuevo", Format::YesNo),
    ];
    let raw = scene.raw("simulacros")?;
    let mut table = Table::extending(raw, EXTRA, words);
    for latest in sorted(scene, "Simulacros") {
        let row = &latest.row;
        let mut data = sheet_data(scene, raw, &latest, words);
        let sender = scene.catalog.institucion(&row.delivery.sender);
        let n = number_of(row, "no").map_or_else(String::new, |n| words.number(n));
        let entidad = sender.map_or("", |s| s.nombre_corto());
        data.push(text(
            words.say("simulacro_entidad", &[("entidad", entidad), ("n", &n)]),
        ));
        data.push(share(row, "actas_publicadas", "actas_esperadas", words));
        data.push(rest(row, "actas_capturadas", "actas_publicadas", words));
        data.push(rest(row, "actas_esperadas", "actas_capturadas", words));
        let new = latest.current && row.last.is_none();
        data.push(datum(Value::Bool(new)));
        table.push(data);
    }
    Some(table.finish())
}

/// The resource `simulacros_por_opl`: how many simulacros each OPL reports.
pub(super) fn simulacros_por_opl(scene: &Scene<'_>, words: Words<'_>) -> Resource {
    const FIELDS: &[(&str, Format)] = &[("entidad", Format::Text), ("simulacros", Format::Number)];
    let mut table = Table::new("simulacros_por_opl", FIELDS, words);
    let all = latest(scene, "Simulacros");
    for opl in scene.catalog.opl() {
        let mine: Vec<&Latest> = all
            .iter()
            .filter(|l| l.row.delivery.sender == opl.clave)
            .collect();
        let places = mine.iter().flat_map(|l| cells(&l.row, &["no"])).collect();
        table.push(vec![
            text(opl.nombre_corto()),
            count(places, mine.len(), words),
        ]);
    }
    table.finish()
}

/// The resource `jornada`: with the share of actas contabilizadas.
pub(super) fn jornada(scene: &Scene<'_>, words: Words<'_>) -> Option<Resource> {
    let raw = scene.raw("jornada")?;
    let extra = [("porcentaje_contabilizadas", Format::Percent)];
    let mut table = Table::extending(raw, &extra, words);
    for latest in sorted(scene, "Jornada") {
        let mut data = sheet_data(scene, raw, &latest, words);
        data.push(share(
            &latest.row,
            "actas_contabilizadas",
            "actas_esperadas",
            words,
        ));
        table.push(data);
    }
    Some(table.finish())
}

fn share(row: &Row, part: &str, whole: &str, words: Words<'_>) -> Datum {
    match number_of(row, part).zip(number_of(row, whole)) {
        Some((part_n, whole_n)) if whole_n > 0.0 => computed(
            Value::Number(round(100.0 * part_n / whole_n)),
            cells(row, &[part, whole]),
            words.say("como_porcentaje", &[]),
        ),
        Some(_) | None => missing(),
    }
}

fn rest(row: &Row, whole: &str, part: &str, words: Words<'_>) -> Datum {
    match number_of(row, whole).zip(number_of(row, part)) {
        Some((whole_n, part_n)) => computed(
            Value::Number(whole_n - part_n),
            cells(row, &[whole, part]),
            words.say("como_diferencia", &[]),
        ),
        None => missing(),
    }
}

/// The resource `auditoria_total`: the sum over the OPL, by severity; never one OPL alone.
pub(super) fn auditoria_total(scene: &Scene<'_>, words: Words<'_>) -> Resource {
    const FIELDS: &[(&str, Format)] = &[
        ("severidad", Format::Text),
        ("reportados", Format::Number),
        ("atendidos", Format::Number),
        ("en_atencion", Format::Number),
        ("reunion", Format::Number),
        ("reunion_ordinal", Format::Text),
    ];
    let mut table = Table::new("auditoria_total", FIELDS, words);
    let all = latest(scene, "Auditoria");
    let rows: Vec<&Latest> = all.iter().collect();
    let last = rows.iter().map(|l| l.meeting).max();
    let ordinal = last.map_or_else(missing, |n| text(words.meeting(n)));
    let last = last.map_or_else(missing, |n| number(f64::from(n)));
    for (word, suffix) in SEVERIDADES {
        let found = sum(&rows, &format!("hallazgos_{suffix}"), words);
        let attended = sum(&rows, &format!("atendidos_{suffix}"), words);
        let open = match found.value.as_number() {
            Some(found_n) => {
                let attended_n = attended.value.as_number().unwrap_or(0.0);
                let mut places = found.cells.clone();
                places.extend(attended.cells.clone());
                computed(
                    Value::Number(found_n - attended_n),
                    places,
                    words.say("como_diferencia", &[]),
                )
            }
            None => missing(),
        };
        let (last, ordinal) = (last.clone(), ordinal.clone());
        table.push(vec![text(*word), found, attended, open, last, ordinal]);
    }
    table.finish()
}
