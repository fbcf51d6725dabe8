//! What is told of a rule: that a row does not hold, or that the rule itself cannot be judged.

use super::scope::Seen;
use crate::catalog::{Esquema, Regla};
use crate::diagnostics::{Code, Finding, Location};
use crate::domain::Value;
use crate::validation::read::RowRead;
use crate::validation::remark::Remark;
use crate::validation::workbook::WorkbookRead;
use std::collections::BTreeSet;

/// The finding of a rule that does not hold, at its first field; all its fields and the cells
/// elsewhere take part.
pub(super) fn broken(
    row: &RowRead,
    regla: &Regla,
    elsewhere: &[Location],
    before: &str,
) -> Option<Finding> {
    let at = row.anchor(&regla.campos)?.clone();
    let received = regla.campos.first().map(|field| row.value(field));
    let received = received.map_or_else(|| found(&Value::Missing), found);
    let mut related: Vec<Location> = Vec::new();
    let own = regla.campos.iter().filter_map(|f| row.at(f).cloned());
    for place in own.chain(elsewhere.iter().cloned()) {
        if place != at && !related.contains(&place) {
            related.push(place);
        }
    }
    Some(Finding {
        severity: regla.severidad,
        rule: Some(regla.id.clone()),
        topic: row.topic.clone(),
        related,
        ..Remark::new(
            300,
            regla.esperado.clone(),
            format!("{}{before}", regla.mensaje),
        )
        .help(regla.ayuda.clone())
        .at(at, &received)
    })
}

/// « En el reporte de la reunión 4, “Avance real (%)” era 60.»: what a rule compares with.
pub(super) fn before(schema: &Esquema, fields: &BTreeSet<String>, old: Option<Seen<'_>>) -> String {
    let Some((old, meeting)) = old.and_then(|old| Some((old, old.meeting()?))) else {
        return String::new();
    };
    let known = schema.campos.iter().filter(|c| fields.contains(&c.nombre));
    let said: Vec<String> = known
        .filter(|campo| !old.value(&campo.nombre).is_missing())
        .map(|campo| format!("“{}” era {}", campo.titulo, shown(old.value(&campo.nombre))))
        .collect();
    match said.is_empty() {
        true => String::new(),
        false => format!(
            " En el reporte de la reunión {meeting}, {}.",
            said.join(" y ")
        ),
    }
}

/// Findings of one rule in which one cell takes part are one mistake: it is told once, as heavy as
/// the heaviest, with the words and the cells of all, at the cell that all have in common.
pub(super) fn once(mut told: Vec<Finding>, book: &WorkbookRead<'_>) -> Vec<Finding> {
    told.sort_by_key(|finding| finding.severity);
    let mut groups: Vec<Vec<Finding>> = Vec::new();
    for finding in told {
        let (akin, others): (Vec<_>, Vec<_>) = groups
            .into_iter()
            .partition(|group| group.iter().any(|known| share_a_cell(known, &finding)));
        groups = others;
        let mut group: Vec<Finding> = akin.into_iter().flatten().collect();
        group.push(finding);
        groups.push(group);
    }
    let told = groups.into_iter().filter_map(|group| joined(group, book));
    told.collect()
}

/// The cells of a finding that stand in the workbook of which it is told.
fn cells(finding: &Finding) -> impl Iterator<Item = &Location> {
    let all = [&finding.at].into_iter().chain(&finding.related);
    all.filter(|place| place.file == finding.at.file)
}

fn share_a_cell(one: &Finding, other: &Finding) -> bool {
    one.rule == other.rule && cells(one).any(|cell| cells(other).any(|place| place == cell))
}

/// One finding for all of a group.
fn joined(group: Vec<Finding>, book: &WorkbookRead<'_>) -> Option<Finding> {
    let mut findings = group.into_iter();
    let mut first = findings.next()?;
    let rest: Vec<Finding> = findings.collect();
    let common = |place: &&Location| rest.iter().all(|other| cells(other).any(|c| c == *place));
    let at = cells(&first).find(common).cloned();
    if let Some(at) = at.filter(|at| *at != first.at) {
        first.found = book.value_at(&at).map_or_else(String::new, found);
        first.related.retain(|place| *place != at);
        let before = std::mem::replace(&mut first.at, at);
        first.related.insert(0, before);
    }
    for other in rest {
        add_words(&mut first.message, " ", &other.message);
        add_words(&mut first.expected, "; ", &other.expected);
        add_words(&mut first.help, " ", &other.help);
        for place in [other.at].into_iter().chain(other.related) {
            if place != first.at && !first.related.contains(&place) {
                first.related.push(place);
            }
        }
    }
    Some(first)
}

/// Adds a sentence that is not there yet.
fn add_words(text: &mut String, between: &str, more: &str) {
    if !text.contains(more) {
        text.push_str(between);
        text.push_str(more);
    }
}

/// The value of a cell, as a finding names what it found.
fn found(value: &Value) -> String {
    match value {
        Value::Missing => "celda vacía".to_owned(),
        Value::Bool(_) | Value::Number(_) | Value::Date(_) | Value::Text(_) | Value::List(_) => {
            shown(value)
        }
    }
}

/// A value as a person reads it.
fn shown(value: &Value) -> String {
    match value {
        Value::Date(date) => date.format("%d/%m/%Y").to_string(),
        Value::Missing | Value::Bool(_) | Value::Number(_) | Value::Text(_) | Value::List(_) => {
            value.written()
        }
    }
}

/// The finding of a rule that cannot be judged.
pub(super) fn faulty(schema: &Esquema, regla: &Regla, why: &str) -> Finding {
    let message = format!(
        "La regla {} de la hoja “{}” no se pudo aplicar: {why}.",
        regla.id, schema.hoja
    );
    Finding {
        rule: Some(regla.id.clone()),
        found: regla.expresion.trim().to_owned(),
        expected: "una expresión CEL que dé verdadero o falso".to_owned(),
        message,
        help: "Corrija la expresión de la regla en templates/temas.".to_owned(),
        ..Finding::new(Code(519), Location::file("templates/temas"))
    }
}
