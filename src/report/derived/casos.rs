//! The test cases of the PREP by phase and result; no scenario is described.

use super::latest::{Latest, latest};
use super::table::{Table, cells, count, datum, text};
use super::vocabulary::{BLOQUEADO, EXITOSO, FALLIDO, NO_EJECUTADO};
use super::words::Words;
use crate::diagnostics::Location;
use crate::domain::Value;
use crate::report::{Datum, Format, Resource, Scene};
use crate::validation::Row;

const CASE_COUNTS: &[(&str, Format)] = &[
    ("casos", Format::Number),
    ("exitosos", Format::Number),
    ("no_exitosos", Format::Number),
    ("bloqueados", Format::Number),
    ("no_ejecutados", Format::Number),
    ("reejecuciones", Format::Number),
];

/// The phases that the schema lists for a field.
pub(super) fn phase_list(scene: &Scene<'_>, sheet: &str, field: &str) -> Vec<String> {
    scene
        .catalog
        .esquemas
        .iter()
        .find(|e| e.hoja == sheet)
        .and_then(|e| e.campo(field))
        .map(|c| c.valores.clone())
        .unwrap_or_default()
}

/// The cells that decide how cases are counted.
pub(super) fn case_cells(some: &[&Latest]) -> Vec<Location> {
    some.iter()
        .flat_map(|l| cells(&l.row, &["estatus", "reejecucion_de"]))
        .collect()
}

/// Whether a case runs an earlier one again.
pub(super) fn is_again(row: &Row) -> bool {
    !row.value("reejecucion_de").is_missing()
}

/// The result of a case; empty when unknown.
pub(super) fn result(row: &Row) -> &str {
    row.value("estatus").as_text().unwrap_or("")
}

fn case_counts(cases: &[&Latest], words: Words<'_>) -> Vec<Datum> {
    let how_many = |is: &dyn Fn(&Row) -> bool| {
        let some: Vec<&Latest> = cases.iter().copied().filter(|l| is(&l.row)).collect();
        count(case_cells(&some), some.len(), words)
    };
    vec![
        how_many(&|_| true),
        how_many(&|r| result(r) == EXITOSO),
        how_many(&|r| result(r) == FALLIDO),
        how_many(&|r| result(r) == BLOQUEADO),
        how_many(&|r| result(r) == NO_EJECUTADO),
        how_many(&is_again),
    ]
}

/// The resources `casos_por_fase` (OPL by OPL) and `casos_por_fase_total`.
pub(super) fn casos_por_fase(scene: &Scene<'_>, words: Words<'_>) -> [Resource; 2] {
    let cases = latest(scene, "Casos_prueba");
    let phases = phase_list(scene, "Casos_prueba", "fase");
    let mut fields = vec![("entidad", Format::Text), ("fase", Format::Text)];
    fields.extend_from_slice(CASE_COUNTS);
    let mut by_opl = Table::new("casos_por_fase", &fields, words);
    let mut total = Table::new("casos_por_fase_total", &fields[1..], words);
    let in_phase = |phase: &str, sender: Option<&str>| -> Vec<&Latest> {
        cases
            .iter()
            .filter(|l| l.row.value("fase").as_text() == Some(phase))
            .filter(|l| sender.is_none_or(|s| l.row.delivery.sender == s))
            .collect()
    };
    for opl in scene.catalog.opl() {
        for phase in &phases {
            let mine = in_phase(phase, Some(&opl.clave));
            if !mine.is_empty() {
                let mut row = vec![text(opl.nombre_corto()), text(phase.as_str())];
                row.extend(case_counts(&mine, words));
                by_opl.push(row);
            }
        }
    }
    for phase in &phases {
        let all = in_phase(phase, None);
        if !all.is_empty() {
            let mut row = vec![datum(Value::Text(phase.clone()))];
            row.extend(case_counts(&all, words));
            total.push(row);
        }
    }
    [by_opl.finish(), total.finish()]
}
