//! Every delivered row is used somewhere in the informe of its meeting, or stands here with the
//! reason why not.

use super::Understood;
use super::data::public_fields;
use crate::catalog::PORTADA;
use crate::diagnostics::Location;
use crate::domain::Reunion;
use crate::report::Informe;
use crate::validation::{Delivery, Row, Standing, UsedAs};
use std::collections::BTreeSet;

/// What was delivered and not used.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Unused {
    /// Name of the delivery: `R05-hidalgo-v1`.
    pub delivery: String,
    /// Name of the schema's sheet; none when the whole delivery is meant.
    pub sheet: Option<String>,
    /// Row, as Excel shows it; of a key-value sheet the first.
    pub row: Option<u32>,
    /// Why, in Spanish.
    pub reason: String,
}

/// The deliveries for a meeting, and their rows, on which no published value rests; by delivery,
/// sheet and row. `Portada` says who sends and is never counted.
pub fn unused(understood: &Understood, reunion: &Reunion, informe: &Informe) -> Vec<Unused> {
    let Some(dataset) = understood.judged.datasets.get(&reunion.numero) else {
        return Vec::new();
    };
    let used = used(informe);
    let mut unused = Vec::new();
    for delivery in &dataset.deliveries {
        let whole = match delivery.used_as {
            UsedAs::InForce => None,
            UsedAs::Superseded => Some("la sustituye una versión posterior, o es una copia"),
            UsedAs::Unusable => Some("otra entrega tiene la misma versión y otro contenido"),
        };
        if let Some(reason) = whole {
            unused.push(entry(delivery, None, reason));
        }
        let review = dataset.reviews.get(&delivery.at.file);
        for left in review.iter().flat_map(|review| &review.left_out) {
            let reason = match left.reasons.as_slice() {
                [] => "no se escribió nada en la fila".to_owned(),
                reasons => reasons.join(", "),
            };
            unused.push(entry(delivery, Some((&left.sheet, left.row)), &reason));
        }
    }
    let rows = dataset.sheets.values().flatten();
    for row in rows.filter(|row| row.standing == Standing::Reported && row.sheet != PORTADA) {
        if !rests_on(&used, row) {
            let reason = reason(row, reunion);
            let place = Some((row.sheet.as_str(), row.number));
            unused.push(entry(&row.delivery, place, reason));
        }
    }
    unused.retain(|unused| unused.sheet.as_deref() != Some(PORTADA));
    unused.sort();
    unused
}

/// The cells on which the informe rests, those of its sentences and those of its tables.
fn used(informe: &Informe) -> BTreeSet<&Location> {
    let sentences = informe.origins.iter().flat_map(|origin| &origin.cells);
    let tables = informe.resources.iter().flat_map(|resource| {
        let public = public_fields(resource);
        resource.rows.iter().flat_map(move |row| {
            let data = public.clone().into_iter().filter_map(|(at, _)| row.get(at));
            data.flat_map(|datum| &datum.cells)
        })
    });
    sentences.chain(tables).collect()
}

fn rests_on(used: &BTreeSet<&Location>, row: &Row) -> bool {
    row.fields.values().any(|field| used.contains(&field.at))
}

fn reason(row: &Row, reunion: &Reunion) -> &'static str {
    match &row.topic {
        Some(topic) if !reunion.temas.contains(topic) => "su tema no se presenta en esta reunión",
        Some(_) | None => "se leyó, y el informe no publica nada que se base en él",
    }
}

fn entry(delivery: &Delivery, place: Option<(&str, u32)>, reason: &str) -> Unused {
    Unused {
        delivery: delivery.name.clone(),
        sheet: place.map(|(sheet, _)| sheet.to_owned()),
        row: place.map(|(_, row)| row),
        reason: reason.to_owned(),
    }
}
