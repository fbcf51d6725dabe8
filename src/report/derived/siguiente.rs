//! What comes next for the tests of one OPL, from what is reported: the test, the cases, the
//! incidencias, the observations, the evaluation; else the simulacros.

use super::casos::{case_cells, is_again, result};
use super::latest::Latest;
use super::observaciones::Observed;
use super::table::{cells, computed, missing};
use super::vocabulary::{BLOQUEADO, EXITOSO, FALLIDO, NO_EJECUTADO, REALIZADA, REPROGRAMADA};
use super::words::Words;
use crate::diagnostics::Location;
use crate::domain::words::fold;
use crate::domain::{Institucion, Value};
use crate::report::numbers::{self, uncapitalized};
use crate::report::{Datum, Scene};
use crate::validation::Row;
use std::collections::BTreeSet;

/// What is known of the tests of one OPL.
pub(super) struct Tests<'a> {
    pub(super) opl: &'a Institucion,
    pub(super) rows: Vec<&'a Latest>,
    pub(super) cases: Vec<&'a Latest>,
    pub(super) observed: Vec<&'a Observed>,
}

impl<'a> Tests<'a> {
    /// A test that was reported for this meeting.
    pub(super) fn now(&self) -> Option<&'a Latest> {
        self.rows.iter().copied().find(|l| l.current)
    }
}

/// Whether a test took place.
pub(super) fn is_held(row: &Row) -> bool {
    row.value("situacion")
        .as_text()
        .is_some_and(|s| s.starts_with(REALIZADA))
}

/// A step, and the cells that ask for it.
type Step = (String, Vec<Location>);

/// What comes next; missing where nothing does.
pub(super) fn next_step(scene: &Scene<'_>, tests: &Tests<'_>, words: Words<'_>) -> Datum {
    let mut steps: Vec<Step> = Vec::new();
    if tests.now().is_none() {
        steps.push((words.say("sigue_informacion", &[]), Vec::new()));
    }
    let to_hold = tests.rows.iter().filter(|l| l.current && !is_held(&l.row));
    steps.extend(to_hold.map(|l| pending_test(scene, &l.row, words)));
    steps.extend(case_steps(tests, words));
    steps.extend(attention(tests, words));
    let report = "fecha_informe_evaluacion";
    let unreported = |l: &&&Latest| is_held(&l.row) && l.row.value(report).is_missing();
    if let Some(test) = tests.rows.iter().find(unreported) {
        let said = words.say("sigue_informe", &[]);
        steps.push((said, cells(&test.row, &[report])));
    }
    if steps.is_empty() && scene.reunion.corte < scene.catalog.proceso.jornada {
        steps.push((words.say("sigue_simulacros", &[]), Vec::new()));
    }
    let said: Vec<String> = steps.iter().map(|(said, _)| said.clone()).collect();
    let Some((first, later)) = said.split_first() else {
        return missing();
    };
    let later = later.iter().map(|s| uncapitalized(s));
    let all: Vec<String> = std::iter::once(first.clone()).chain(later).collect();
    computed(
        Value::Text(all.join("; ")),
        steps.into_iter().flat_map(|(_, from)| from).collect(),
        words.say("como_situacion", &[]),
    )
}

/// The test that is to be held, with its day unless that has passed.
fn pending_test(scene: &Scene<'_>, row: &Row, words: Words<'_>) -> Step {
    let moved = row.value("situacion").as_text() == Some(REPROGRAMADA);
    let day = row
        .value("fecha_reprogramada")
        .as_date()
        .or_else(|| row.value("fecha").as_date().filter(|_| !moved))
        .filter(|day| *day > scene.reunion.corte);
    let said = match day {
        Some(day) => words.say("sigue_realizar_fecha", &[("fecha", &words.date(day))]),
        None if moved => words.say("sigue_reprogramada", &[]),
        None => words.say("sigue_realizar", &[]),
    };
    (
        said,
        cells(row, &["situacion", "fecha", "fecha_reprogramada"]),
    )
}

/// The cases to run again and those that were not run. Without their detail nobody knows which of
/// the failed ones were run again, and the OPL is to tell.
fn case_steps(tests: &Tests<'_>, words: Words<'_>) -> Vec<Step> {
    let steps = if tests.cases.is_empty() {
        let held: Vec<&Latest> = tests
            .rows
            .iter()
            .copied()
            .filter(|l| is_held(&l.row))
            .collect();
        let open = |fields: &[&str]| {
            let from = held.iter().flat_map(|l| cells(&l.row, fields)).collect();
            (fields.iter().map(|field| sum_of(&held, field)).sum(), from)
        };
        [
            ("sigue_sin_detalle", open(&["casos_fallidos"])),
            (
                "sigue_ejecucion",
                open(&["casos_bloqueados", "casos_no_ejecutados"]),
            ),
        ]
    } else {
        let open = |results: &[&str]| (unsettled(&tests.cases, results), case_cells(&tests.cases));
        [
            ("sigue_reejecucion", open(&[FALLIDO])),
            ("sigue_ejecucion", open(&[BLOQUEADO, NO_EJECUTADO])),
        ]
    };
    let asked = steps.into_iter().filter(|(_, (count, _))| *count > 0);
    asked
        .map(|(key, (count, from))| (words.say_count(key, count, &[]), from))
        .collect()
}

/// Cases with one of these results that no later case runs again with success.
fn unsettled(cases: &[&Latest], results: &[&str]) -> i64 {
    let well: BTreeSet<String> = cases
        .iter()
        .filter(|l| result(&l.row) == EXITOSO)
        .filter_map(|l| l.row.value("reejecucion_de").as_text().map(fold))
        .collect();
    let open = cases.iter().filter(|l| {
        let id = l.row.value("id_caso").as_text().map(fold);
        results.contains(&result(&l.row))
            && !is_again(&l.row)
            && id.is_none_or(|id| !well.contains(&id))
    });
    i64::try_from(open.count()).unwrap_or(i64::MAX)
}

/// The incidencias and observations that are not attended yet.
fn attention(tests: &Tests<'_>, words: Words<'_>) -> Option<Step> {
    let observed: Vec<&Latest> = tests.observed.iter().map(|o| &o.latest).collect();
    let kinds = [
        (
            "sigue_incidencias",
            &tests.rows,
            ["incidencias", "incidencias_atendidas"],
        ),
        (
            "sigue_observaciones",
            &observed,
            ["observaciones_emitidas", "observaciones_atendidas"],
        ),
    ];
    let mut said = Vec::new();
    let mut from = Vec::new();
    for (key, rows, fields) in kinds {
        let open = sum_of(rows, fields[0]) - sum_of(rows, fields[1]);
        if open > 0 {
            said.push(words.say_count(key, open, &[]));
            from.extend(rows.iter().flat_map(|l| cells(&l.row, &fields)));
        }
    }
    let list = numbers::list(&said);
    (!said.is_empty()).then(|| (words.say("sigue_atencion", &[("lista", &list)]), from))
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "counts of cases and observations"
)]
fn sum_of(rows: &[&Latest], field: &str) -> i64 {
    let known = rows.iter().filter_map(|l| l.row.value(field).as_number());
    known.sum::<f64>() as i64
}
