//! What stands in for a row that could not be used or was not reported: its last report.

use super::dataset::{Dataset, Row, Standing, UsedAs};
use super::history::History;
use super::read::Key;
use super::schemas::{Schemas, lists_systems};
use crate::catalog::{Esquema, Forma, PORTADA};
use crate::domain::Reunion;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Adds the last reports that stand in at a meeting.
pub(super) fn add(
    schemas: &Schemas<'_>,
    meeting: &Reunion,
    dataset: &mut Dataset,
    used: &[(Key, Arc<Row>)],
    history: &History,
) {
    let reported: BTreeSet<(&str, &str, &Option<String>, &Key)> = used
        .iter()
        .map(|(key, row)| {
            (
                row.delivery.sender.as_str(),
                row.sheet.as_str(),
                &row.topic,
                key,
            )
        })
        .collect();
    // A system has one row, whoever reports it.
    let systems: BTreeSet<(&str, &Key)> =
        reported.iter().map(|(_, s, _, key)| (*s, *key)).collect();
    for ((sender, sheet, topic, key), row) in history.iter() {
        let is_reported = reported.contains(&(sender.as_str(), sheet.as_str(), topic, key));
        let Some(schema) = asked(schemas, meeting, (sender, sheet)) else {
            continue;
        };
        let due = is_due(schemas, schema, meeting, row);
        let is_reported =
            is_reported || (lists_systems(schema) && systems.contains(&(sheet.as_str(), key)));
        if is_reported || !due || !stands(schema, dataset, history, row, (sender, key)) {
            continue;
        }
        let stand_in = Arc::new(Row {
            standing: Standing::LastKnown,
            last: Some(row.clone()),
            ..Row::clone(row)
        });
        dataset
            .sheets
            .entry(sheet.clone())
            .or_default()
            .push(stand_in);
    }
}

/// The sheet, if its sender is asked for it at the meeting.
fn asked<'a>(
    schemas: &Schemas<'a>,
    meeting: &Reunion,
    (sender, sheet): (&str, &str),
) -> Option<&'a Esquema> {
    let sender = schemas.catalog.institucion(sender)?;
    let asked = meeting.hojas.get(&sender.clase)?;
    if sheet == PORTADA || !asked.iter().any(|name| name == sheet) {
        return None;
    }
    schemas.catalog.esquema(sheet, sender.clase)
}

/// Whether a row is over and leaves the informes that follow.
fn leaves(schema: &Esquema, row: &Row) -> bool {
    !schema.permanece && schema.concluye(|field| row.value(field))
}

/// Whether the row still belongs to a topic of the meeting.
pub(super) fn is_due(
    schemas: &Schemas<'_>,
    schema: &Esquema,
    meeting: &Reunion,
    row: &Row,
) -> bool {
    if schema.temas.is_empty() {
        return true;
    }
    let value = schema.tema_por.as_ref().map(|field| row.value(field));
    let value = value.and_then(|v| v.as_text());
    let topic = schemas.topic(schema, value, meeting.numero);
    topic.is_some() && topic == row.topic.as_deref() && !leaves(schema, row)
}

/// Whether the last report of a row stands in when the row is not among the used ones.
fn stands(
    schema: &Esquema,
    dataset: &Dataset,
    history: &History,
    row: &Row,
    (sender, key): (&str, &Key),
) -> bool {
    // The rows of these sheets are written by us: one that is absent is one without a report.
    let ours = schema
        .llave
        .iter()
        .all(|f| schema.campo(f).is_some_and(|c| c.prellenado));
    let listed_by_us = ours && !schema.llave.is_empty() && !schema.temas.is_empty();
    let mut in_force = dataset
        .deliveries
        .iter()
        .filter(|d| d.used_as == UsedAs::InForce);
    let delivery = in_force.find(|d| d.sender == sender);
    let review = delivery.and_then(|d| dataset.reviews.get(&d.at.file));
    let left_out = review.is_some_and(|review| {
        let shown = key.join(", ");
        review
            .left_out
            .iter()
            .any(|l| l.sheet == schema.hoja && l.key == shown)
    });
    let brought = delivery.is_some_and(|d| d.sheets.contains_key(&schema.hoja));
    if listed_by_us || left_out {
        return true;
    }
    // A sheet that lists what happened in the period is empty when it is not brought; one that
    // must be brought, or says how things stand, keeps its latest report.
    let keeps = schema.obligatoria || schema.forma == Forma::ClaveValor || schema.temas.is_empty();
    let of_latest = || {
        let latest = history.latest_rows(sender, &schema.hoja);
        latest
            .iter()
            .any(|other| other.delivery.meeting == row.delivery.meeting)
    };
    !brought && keeps && of_latest()
}
