//! What is told of a rule: that a row does not hold, or that the rule itself cannot be judged.

use super::scope::Seen;
use crate::catalog::{Esquema, Regla};
use crate::diagnostics::{Code, Finding, Location};
use crate::domain::Value;
use crate::validation::read::{RowRead, part};
use crate::validation::remark::Remark;
use std::collections::BTreeSet;

/// The finding of a rule that does not hold, at its first field; all its fields and the cells
/// elsewhere take part.
pub(super) fn broken(
    row: &RowRead,
    regla: &Regla,
    elsewhere: Vec<Location>,
    before: &str,
) -> Option<Finding> {
    let at = row.anchor(&regla.campos)?.clone();
    let received = match regla.campos.first().map(|f| row.value(f)) {
        None | Some(Value::Missing) => "celda vacía".to_owned(),
        Some(value) => shown(value),
    };
    let mut related: Vec<Location> = Vec::new();
    let own = regla.campos.iter().filter_map(|f| row.at(f).cloned());
    for place in own.chain(elsewhere) {
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

/// Of several findings of one rule at one cell, the heaviest, with the cells of all.
pub(super) fn once(mut told: Vec<Finding>) -> Vec<Finding> {
    told.sort_by_key(|finding| finding.severity);
    let mut kept: Vec<Finding> = Vec::new();
    for finding in told {
        let same = |known: &&mut Finding| known.at == finding.at && known.rule == finding.rule;
        match kept.iter_mut().find(same) {
            Some(known) => {
                let places = finding.related.into_iter();
                let new: Vec<Location> = places.filter(|p| !known.related.contains(p)).collect();
                known.related.extend(new);
            }
            None => kept.push(finding),
        }
    }
    kept
}

/// A value as a person reads it.
fn shown(value: &Value) -> String {
    match value {
        Value::Date(date) => date.format("%d/%m/%Y").to_string(),
        Value::Missing | Value::Bool(_) | Value::Number(_) | Value::Text(_) | Value::List(_) => {
            part(value)
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
