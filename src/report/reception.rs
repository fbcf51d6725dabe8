//! When and how a delivery arrived: the secretariat's own sheet `Recepcion`, never the sender's.

use super::dates;
use crate::catalog::Catalog;
use crate::domain::Value;
use crate::validation::{Delivery, Judged, Standing, UsedAs};
use std::collections::BTreeMap;

/// The sheet of the secretariat's workbook.
const SHEET: &str = "Recepcion";

/// When and how something arrived.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reception {
    /// `AAAA-MM-DD HH:MM`, for order and data.
    pub moment: String,
    /// `8 de febrero de 2022, 13:45 horas`.
    pub words: String,
    /// `08/02/2022 13:45`, for lists.
    pub short: String,
    /// By what means, when it is told.
    pub medium: Option<String>,
    /// Folio, when it is told.
    pub folio: Option<String>,
}

/// What the secretariat noted for a meeting, by clave of the sender, in the order of arrival.
/// Nobody else's word counts, and what stands in for a row that could not be read does not either.
pub fn receptions(
    catalog: &Catalog,
    judged: &Judged,
    meeting: u8,
) -> BTreeMap<String, Vec<Reception>> {
    let mut found: BTreeMap<String, Vec<Reception>> = BTreeMap::new();
    for dataset in judged.datasets.values() {
        let rows = dataset.rows(SHEET).iter();
        for row in rows.filter(|row| row.standing == Standing::Reported) {
            let of = row.value("reunion").as_number();
            let of = of.unwrap_or_else(|| f64::from(dataset.meeting));
            let sender = row.value("remitente").as_text();
            let sender = sender.and_then(|name| catalog.remitente_por_nombre(name));
            let (Some(sender), true) = (sender, of == f64::from(meeting)) else {
                continue;
            };
            let Some([moment, words, short]) = moment(row.value("fecha_hora")) else {
                continue;
            };
            let text = |field| row.value(field).as_text().map(str::to_owned);
            let reception = Reception {
                moment,
                words,
                short,
                medium: text("medio"),
                folio: text("folio"),
            };
            let of_sender = found.entry(sender.clave.clone()).or_default();
            if !of_sender.contains(&reception) {
                of_sender.push(reception);
            }
        }
    }
    for of_sender in found.values_mut() {
        of_sender.sort_by(|a, b| a.moment.cmp(&b.moment));
    }
    found
}

/// For order, in words, for lists.
fn moment(value: &Value) -> Option<[String; 3]> {
    match value {
        Value::Text(text) => Some([
            text.clone(),
            dates::moment_long(text).unwrap_or_else(|| text.clone()),
            dates::moment_short(text).unwrap_or_else(|| text.clone()),
        ]),
        Value::Date(date) => Some([dates::iso(*date), dates::long(*date), dates::short(*date)]),
        Value::Missing | Value::Bool(_) | Value::Number(_) | Value::List(_) => None,
    }
}

/// The reception of one of the deliveries of a sender, given all of both in order: one by one
/// where there are as many, else the last for the delivery in force.
pub fn reception_of<'a>(
    receptions: &'a [Reception],
    deliveries: &[&Delivery],
    delivery: &Delivery,
) -> Option<&'a Reception> {
    let mut codes: Vec<&str> = Vec::new();
    for one in deliveries {
        if !codes.contains(&&*one.sha256) {
            codes.push(&one.sha256);
        }
    }
    if codes.len() == receptions.len() {
        let turn = codes.iter().position(|code| *code == &*delivery.sha256);
        return receptions.get(turn?);
    }
    match delivery.used_as {
        UsedAs::InForce => receptions.last(),
        UsedAs::Superseded | UsedAs::Unusable => None,
    }
}
