//! What is told of the rows of a sheet once all are read: their topics, rows in which nothing was
//! written, rows that repeat another.

use super::row::{Key, RowRead, State};
use crate::catalog::Esquema;
use crate::diagnostics::{Finding, Findings, Location, Severity};
use crate::validation::identity::Identified;
use crate::validation::remark::Remark;
use crate::validation::schemas::Schemas;
use std::collections::BTreeMap;

/// Says of what was found in a cell to which topic its row belongs, where a field decides it.
pub(super) fn tell_topics(schema: &Esquema, rows: &[RowRead], findings: &mut Findings) {
    if schema.tema_por.is_none() {
        return;
    }
    let topics: BTreeMap<u32, &String> = rows
        .iter()
        .filter_map(|row| Some((row.number, row.topic.as_ref()?)))
        .collect();
    for finding in findings.iter_mut() {
        let row = finding.at.cell.map(|cell| cell.row);
        let topic = row.and_then(|row| topics.get(&row));
        finding.topic = finding
            .topic
            .take()
            .or_else(|| topic.map(|t| t.to_string()));
    }
}

/// The topic of a row at the meeting. A row whose own process is not of the meeting is told
/// and not used.
pub(super) fn set_topic(
    schemas: &Schemas<'_>,
    schema: &Esquema,
    row: &mut RowRead,
    from: &Identified<'_>,
) -> Option<Finding> {
    let number = from.meeting.numero;
    let value = schema
        .tema_por
        .as_ref()
        .map(|field| row.value(field).written());
    let topic = schemas.topic(schema, value.as_deref(), number);
    row.topic = topic.map(str::to_owned);
    let field = schema.tema_por.as_ref()?;
    let known = !row.wrong.contains(field) && !row.value(field).is_missing();
    if row.topic.is_some() || !known || row.state == State::NotReported {
        return None;
    }
    row.state = State::OffTopic;
    let value = value.unwrap_or_default();
    let message = format!("“{value}” no se informa en la reunión {number}; la fila no se usó.");
    let remark = Remark::new(302, "un proceso que se informe en la reunión", message);
    schemas.finding(remark.rule("R-24"), row.at(field)?.clone(), &value)
}

/// One advertencia for all rows of a sheet in which nothing was written. A commitment without an
/// answer is told by its own rule.
pub(super) fn tell_not_reported(schema: &Esquema, rows: &mut [RowRead], findings: &mut Findings) {
    let empty: Vec<&RowRead> = rows
        .iter()
        .filter(|r| r.state == State::NotReported)
        .collect();
    let Some(first) = empty.first().filter(|_| !schema.temas.is_empty()) else {
        return;
    };
    let Some(at) = first.anchor(&schema.llave) else {
        return;
    };
    let numbers = rows_in_words(&empty);
    let message = match empty.len() {
        1 => format!("No se llenó la fila {numbers}; se considera sin reporte."),
        _ => format!("No se llenaron las filas {numbers}; se consideran sin reporte."),
    };
    let finding =
        Remark::new(165, "filas con su información", message).at(at.clone(), "filas sin llenar");
    let related = empty[1..]
        .iter()
        .filter_map(|r| r.anchor(&schema.llave).cloned());
    findings.push(Finding {
        related: related.collect(),
        topic: first.topic.clone(),
        ..finding
    });
}

/// «6, 9 a 12 y 15».
fn rows_in_words(rows: &[&RowRead]) -> String {
    let mut runs: Vec<(u32, u32)> = Vec::new();
    for row in rows {
        match runs.last_mut() {
            Some((_, end)) if *end + 1 == row.number => *end = row.number,
            Some(_) | None => runs.push((row.number, row.number)),
        }
    }
    let mut words: Vec<String> = runs
        .iter()
        .map(|(start, end)| match end - start {
            0 => start.to_string(),
            1 => format!("{start}, {end}"),
            _ => format!("{start} a {end}"),
        })
        .collect();
    match words.pop() {
        Some(last) if !words.is_empty() => format!("{} y {last}", words.join(", ")),
        Some(only) => only.replace(", ", " y "),
        None => String::new(),
    }
}

/// the later of two rows with the same key is left out.
pub(super) fn tell_repeated(
    schemas: &Schemas<'_>,
    schema: &Esquema,
    rows: &mut [RowRead],
    findings: &mut Findings,
) {
    let mut first: BTreeMap<Key, (u32, Vec<Location>)> = BTreeMap::new();
    for row in rows.iter_mut() {
        let (Some(key), false) = (row.key.clone(), schema.llave.is_empty()) else {
            continue;
        };
        let cells = schema.llave.iter().filter_map(|f| row.at(f).cloned());
        let cells: Vec<Location> = cells.collect();
        let Some((number, earlier)) = first.get(&key) else {
            first.insert(key, (row.number, cells));
            continue;
        };
        let shown: Vec<&str> = key
            .iter()
            .map(String::as_str)
            .filter(|p| !p.is_empty())
            .collect();
        let shown = shown.join(", ");
        let message = format!(
            "“{shown}” está en las filas {number} y {}; la segunda no se usó.",
            row.number
        );
        let Some((at, others)) = cells.split_first() else {
            continue;
        };
        let remark = Remark::new(301, "una sola fila por clave", message).rule("R-28");
        let Some(finding) = schemas.finding(remark, at.clone(), &shown) else {
            return;
        };
        if finding.severity == Severity::Error {
            row.state = State::Wrong;
            row.repeated = true;
        }
        findings.push(Finding {
            related: others.iter().chain(earlier).cloned().collect(),
            topic: row.topic.clone(),
            ..finding
        });
    }
}
