//! The tests of the PREP: each OPL once, with what it held, what is being attended and what comes
//! next; and the test cases by phase and result. No scenario is described.

use super::casos::{case_cells, is_again, phase_list, result};
use super::latest::{Latest, latest, report_words, sum};
use super::observaciones::{Observed, observed};
use super::siguiente::{Tests, is_held, next_step};
use super::table::{Table, cells, computed, count, missing, or_not_applicable, text};
use super::vocabulary::{EXITOSO, REALIZADA};
use super::words::Words;
use crate::domain::{Fecha, Value};
use crate::report::numbers::uncapitalized;
use crate::report::{Datum, Format, Resource, Scene};
use crate::validation::Row;

const FIELDS: &[(&str, Format)] = &[
    ("clave", Format::Text),
    ("entidad", Format::Text),
    ("nombre", Format::Text),
    ("pruebas", Format::Number),
    ("realizadas", Format::Number),
    ("realizadas_de", Format::Text),
    ("fechas", Format::Text),
    ("fases", Format::Text),
    ("casos_planeados", Format::Number),
    ("casos_ejecutados", Format::Number),
    ("casos_exitosos", Format::Number),
    ("casos_fallidos", Format::Number),
    ("casos_bloqueados", Format::Number),
    ("casos_no_ejecutados", Format::Number),
    ("incidencias", Format::Number),
    ("incidencias_atendidas", Format::Number),
    ("reejecuciones", Format::Number),
    ("reejecuciones_exitosas", Format::Number),
    ("observaciones_emitidas", Format::Number),
    ("observaciones_atendidas", Format::Number),
    ("incidencias_de", Format::Text),
    ("observaciones_de", Format::Text),
    ("en_atencion", Format::Number),
    ("situacion", Format::Status),
    ("siguiente_paso", Format::Text),
    ("siguiente_paso_minuscula", Format::Text),
    ("reporte", Format::Text),
];

/// The resource `pruebas_por_opl`.
pub(super) fn pruebas_por_opl(scene: &Scene<'_>, words: Words<'_>) -> Resource {
    let mut table = Table::new("pruebas_por_opl", FIELDS, words);
    let tests = latest(scene, "Pruebas");
    let cases = latest(scene, "Casos_prueba");
    let observed = observed(scene);
    for opl in scene.catalog.opl() {
        let of = |all: &'_ Latest| all.row.delivery.sender == opl.clave;
        let mut rows: Vec<&Latest> = tests.iter().filter(|l| of(l)).collect();
        rows.sort_by_key(|l| (l.row.value("fecha").as_date(), l.row.number));
        table.push(row_of(
            scene,
            &Tests {
                opl,
                rows,
                cases: cases.iter().filter(|l| of(l)).collect(),
                observed: observed
                    .iter()
                    .filter(|o| {
                        o.clave.as_deref() == Some(opl.clave.as_str()) && o.is_about_tests(words)
                    })
                    .collect(),
            },
            words,
        ));
    }
    table.finish()
}

fn row_of(scene: &Scene<'_>, tests: &Tests<'_>, words: Words<'_>) -> Vec<Datum> {
    let Tests { opl, rows, .. } = tests;
    let held: Vec<&Latest> = rows.iter().copied().filter(|l| is_held(&l.row)).collect();
    let places = |some: &[&Latest]| {
        some.iter()
            .flat_map(|l| cells(&l.row, &["situacion"]))
            .collect()
    };
    let again: Vec<&Latest> = tests
        .cases
        .iter()
        .copied()
        .filter(|l| is_again(&l.row))
        .collect();
    let again_well: Vec<&Latest> = again
        .iter()
        .copied()
        .filter(|l| result(&l.row) == EXITOSO)
        .collect();
    let issued = observed_sum(&tests.observed, "observaciones_emitidas", words);
    let attended = observed_sum(&tests.observed, "observaciones_atendidas", words);
    let mut data = vec![
        text(opl.clave.as_str()),
        text(opl.nombre_corto()),
        text(opl.nombre.as_str()),
        count(places(rows), rows.len(), words),
        count(places(&held), held.len(), words),
        held_of(held.len(), rows, words),
        dates(if held.is_empty() { rows } else { &held }, words),
        phases(scene, if held.is_empty() { rows } else { &held }, words),
    ];
    // A test that was not held has no results yet: they do not apply.
    let yet_to_come = held.is_empty() && !rows.is_empty();
    let so_far = |datum: Datum| match yet_to_come {
        true => or_not_applicable(datum),
        false => datum,
    };
    data.push(sum(rows, FIELDS[8].0, words));
    for field in &FIELDS[9..16] {
        data.push(so_far(sum(rows, field.0, words)));
    }
    data.push(count(case_cells(&again), again.len(), words));
    data.push(count(case_cells(&again_well), again_well.len(), words));
    data.push(so_far(issued.clone()));
    data.push(so_far(attended.clone()));
    data.push(so_far(out_of(&data[15], &data[14], words)));
    data.push(so_far(out_of(&attended, &issued, words)));
    data.push(in_attention(
        &data[14], &data[15], &issued, &attended, words,
    ));
    data.push(situation(scene, tests, &held, words));
    let next = next_step(scene, tests, words);
    data.push(next.clone());
    data.push(Datum {
        value: match next.value.as_text() {
            Some(text) => Value::Text(uncapitalized(text)),
            None => Value::Missing,
        },
        ..next
    });
    data.push(match rows.last() {
        Some(last) => text(report_words(scene, tests.now().unwrap_or(last), words)),
        None => missing(),
    });
    data
}

fn observed_sum(observed: &[&Observed], field: &str, words: Words<'_>) -> Datum {
    let rows: Vec<&Latest> = observed.iter().map(|o| &o.latest).collect();
    sum(&rows, field, words)
}

/// «1 de 2»: tests held, of those reported.
fn held_of(held: usize, rows: &[&Latest], words: Words<'_>) -> Datum {
    if rows.is_empty() {
        return missing();
    }
    let parts = [("n", held.to_string()), ("total", rows.len().to_string())];
    let parts: Vec<(&str, &str)> = parts.iter().map(|(k, v)| (*k, v.as_str())).collect();
    let places = rows
        .iter()
        .flat_map(|l| cells(&l.row, &["situacion"]))
        .collect();
    let text = Value::Text(words.say("de_total", &parts));
    computed(text, places, words.say("como_conteo", &[]))
}

/// The dates of tests.
fn dates(rows: &[&Latest], words: Words<'_>) -> Datum {
    let day = |row: &Row| -> Option<Fecha> {
        row.value("fecha_reprogramada")
            .as_date()
            .or_else(|| row.value("fecha").as_date())
    };
    let days: Vec<String> = rows
        .iter()
        .filter_map(|l| day(&l.row))
        .map(|d| words.date_short(d))
        .collect();
    if days.is_empty() {
        return missing();
    }
    let places = rows
        .iter()
        .flat_map(|l| cells(&l.row, &["fecha", "fecha_reprogramada"]))
        .collect();
    computed(Value::List(days), places, words.say("como_union", &[]))
}

/// The phases that the tests cover together, in the order of the list.
fn phases(scene: &Scene<'_>, rows: &[&Latest], words: Words<'_>) -> Datum {
    let mut seen: Vec<String> = Vec::new();
    for row in rows {
        let named = match row.row.value("fases_cubiertas") {
            Value::List(list) => list.clone(),
            Value::Text(text) => vec![text.clone()],
            Value::Missing | Value::Bool(_) | Value::Number(_) | Value::Date(_) => Vec::new(),
        };
        for phase in named {
            if !seen.contains(&phase) {
                seen.push(phase);
            }
        }
    }
    if seen.is_empty() {
        return missing();
    }
    let order = phase_list(scene, "Pruebas", "fases_cubiertas");
    seen.sort_by_key(|phase| order.iter().position(|p| p == phase));
    let places = rows
        .iter()
        .flat_map(|l| cells(&l.row, &["fases_cubiertas"]))
        .collect();
    computed(Value::List(seen), places, words.say("como_union", &[]))
}

/// «2 de 3», when both are known.
fn out_of(part: &Datum, whole: &Datum, words: Words<'_>) -> Datum {
    let known = part.value.as_number().zip(whole.value.as_number());
    let Some((part_n, whole_n)) = known else {
        return missing();
    };
    let (n, total) = (words.number(part_n), words.number(whole_n));
    let text = words.say("de_total", &[("n", &n), ("total", &total)]);
    let places = part.cells.iter().chain(&whole.cells).cloned().collect();
    computed(Value::Text(text), places, words.say("como_suma", &[]))
}

/// Incidencias and observations that are still being attended.
fn in_attention(
    incidents: &Datum,
    closed: &Datum,
    issued: &Datum,
    attended: &Datum,
    words: Words<'_>,
) -> Datum {
    let open = |all: &Datum, done: &Datum| {
        let all = all.value.as_number()?;
        Some(all - done.value.as_number().unwrap_or(0.0))
    };
    let parts = [open(incidents, closed), open(issued, attended)];
    if parts.iter().all(Option::is_none) {
        return missing();
    }
    let places = [incidents, closed, issued, attended]
        .iter()
        .flat_map(|d| d.cells.clone())
        .collect();
    let total: f64 = parts.iter().flatten().sum();
    computed(
        Value::Number(total),
        places,
        words.say("como_diferencia", &[]),
    )
}

/// The situación of the test that is furthest from done, among those held where there are any;
/// «Realizada (1 de 2 pruebas)» where others are to come, and marked where none was reported for
/// this meeting.
fn situation(scene: &Scene<'_>, tests: &Tests<'_>, held: &[&Latest], words: Words<'_>) -> Datum {
    let rows = &tests.rows;
    let some = if held.is_empty() {
        rows.as_slice()
    } else {
        held
    };
    let least = some.iter().min_by_key(|l| {
        let word = l.row.value("situacion").as_text().unwrap_or("");
        (word == REALIZADA, word.starts_with(REALIZADA))
    });
    let Some(least) = least else {
        return missing();
    };
    let told = super::table::field(&least.row, "situacion");
    if tests.now().is_none() {
        let report = report_words(scene, least, words);
        let parts = [
            ("situacion", told.value.as_text().unwrap_or("")),
            ("reporte", &uncapitalized(&report)),
        ];
        let said = Value::Text(words.say("situacion_ultimo", &parts));
        return computed(said, told.cells, words.say("como_situacion", &[]));
    }
    if held.is_empty() || held.len() == rows.len() {
        return told;
    }
    let (n, total) = (held.len().to_string(), rows.len().to_string());
    let word = told.value.as_text().unwrap_or("");
    let parts = [("situacion", word), ("n", &*n), ("total", &*total)];
    let from = rows.iter().flat_map(|l| cells(&l.row, &["situacion"]));
    computed(
        Value::Text(words.say("situacion_de_total", &parts)),
        from.collect(),
        words.say("como_conteo", &[]),
    )
}
