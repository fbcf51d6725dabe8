//! What the secretariat decided about the workbooks of the informe: a row that is used in spite of
//! an error, a typo of a published text that was mended.

use super::insumos::{Used, used};
use super::table::{Table, not_applicable, text};
use super::words::Words;
use crate::domain::Value;
use crate::report::{Datum, Format, Resource, Scene};
use crate::validation::{Adjustment, Decision};

const FIELDS: &[(&str, Format)] = &[
    ("libro", Format::Text),
    ("hoja", Format::Text),
    ("celda", Format::Text),
    ("decision", Format::Text),
    ("texto_recibido", Format::Text),
    ("texto_publicado", Format::Text),
    ("motivo", Format::Text),
    ("cargo", Format::Text),
];

/// The resource `ajustes`: those of this meeting, and those of earlier meetings whose row still
/// stands in the informe.
pub(super) fn ajustes(scene: &Scene<'_>, words: Words<'_>) -> Resource {
    let mut table = Table::new("ajustes", FIELDS, words);
    let used = used(scene);
    for (number, dataset) in scene.judged.datasets.range(..=scene.meeting) {
        let own = *number == scene.meeting;
        let shown = dataset.adjustments.iter();
        for adjustment in shown.filter(|a| own || is_used(a, &used)) {
            table.push(record(adjustment, words));
        }
    }
    table.finish()
}

fn is_used(adjustment: &Adjustment, used: &Used) -> bool {
    let key = (
        adjustment.delivery.name.clone(),
        adjustment.sheet.clone(),
        adjustment.delivery.sha256.clone(),
    );
    let row = adjustment.at.cell.map(|cell| cell.row);
    used.get(&key)
        .is_some_and(|rows| row.is_some_and(|row| rows.contains(&row)))
}

fn record(adjustment: &Adjustment, words: Words<'_>) -> Vec<Datum> {
    let cell = adjustment
        .at
        .cell
        .map_or_else(String::new, |c| c.to_string());
    let (decision, received, published) = match &adjustment.decision {
        Decision::Accepted { what } => (
            words.say("ajuste_aceptado", &[("regla", what)]),
            not_applicable(),
            not_applicable(),
        ),
        Decision::Mended {
            received,
            published,
        } => {
            let hidden = || words.say("ajuste_no_se_reproduce", &[]);
            let received = received.clone().unwrap_or_else(hidden);
            (
                words.say("ajuste_corregido", &[]),
                text(received),
                text(published.as_str()),
            )
        }
    };
    vec![
        text(adjustment.delivery.name.as_str()),
        text(adjustment.sheet.as_str()),
        Datum {
            value: Value::Text(cell),
            cells: vec![adjustment.at.clone()],
            how: None,
        },
        text(decision),
        received,
        published,
        text(adjustment.reason.as_str()),
        text(adjustment.cargo.as_str()),
    ]
}
