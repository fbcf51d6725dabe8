//! The source note of a table or figure: which workbooks it rests on.

use super::phrases::Phrases;
use super::{Inline, Scene, numbers};
use crate::diagnostics::Location;
use crate::validation::Delivery;
use std::collections::{BTreeMap, BTreeSet};

/// Up to so many deliveries are named one by one.
const NAMED_DELIVERIES: usize = 4;
/// Up to so many senders are named.
const NAMED_SENDERS: usize = 8;

/// Where the phrase of the source names the annex.
const ANNEX: &str = "{anexo}";

/// The id of the entry of a table or figure in the annex «Trazabilidad».
pub fn entry_id(id: &str) -> String {
    format!("origen-{id}")
}

/// «Fuente: …» for values with these cells, with a reference to `entry`, their entry in the annex;
/// none when no workbook brought any of them.
pub fn note<'c>(
    scene: &Scene<'_>,
    phrases: &Phrases,
    cells: impl IntoIterator<Item = &'c Location>,
    entry: Option<&str>,
) -> Option<Vec<Inline>> {
    let by_file = deliveries(scene);
    let files: BTreeSet<&str> = cells.into_iter().map(|cell| &*cell.file).collect();
    let mut used: Vec<&Delivery> = files
        .iter()
        .filter_map(|f| by_file.get(f).copied())
        .collect();
    used.sort_by(|a, b| (a.meeting, &a.sender, a.version).cmp(&(b.meeting, &b.sender, b.version)));
    if used.is_empty() {
        return None;
    }
    let books = if used.len() <= NAMED_DELIVERIES {
        let names: Vec<&str> = used.iter().map(|d| d.name.as_str()).collect();
        numbers::list(&names)
    } else {
        by_sender(scene, phrases, &used)
    };
    let text = phrases.fill("fuente", &[("libros", &books)]);
    let plain = |text: &str| Inline::Text {
        text: text.to_owned(),
    };
    let annex = phrases.plain("anexo_trazabilidad");
    Some(match (text.split_once(ANNEX), entry) {
        (Some((before, after)), Some(entry)) => {
            let reference = Inline::Reference {
                target: entry.to_owned(),
                text: annex,
            };
            vec![plain(before), reference, plain(after)]
        }
        (Some(_) | None, _) => vec![plain(&text.replace(ANNEX, &annex))],
    })
}

fn by_sender(scene: &Scene<'_>, phrases: &Phrases, used: &[&Delivery]) -> String {
    let claves: BTreeSet<&str> = used.iter().map(|d| d.sender.as_str()).collect();
    let senders = scene.catalog.instituciones.iter();
    let names: Vec<&str> = senders
        .filter(|i| claves.contains(i.clave.as_str()))
        .map(crate::domain::Institucion::nombre_corto)
        .collect();
    if names.len() <= NAMED_SENDERS {
        phrases.fill("libros_de", &[("lista", &numbers::list(&names))])
    } else {
        phrases.fill("libros_de_n", &[("n", &names.len().to_string())])
    }
}

/// The deliveries of every meeting up to this one, by file.
pub fn deliveries<'s>(scene: &'s Scene<'_>) -> BTreeMap<&'s str, &'s Delivery> {
    let earlier = scene.judged.datasets.range(..=scene.meeting);
    earlier
        .flat_map(|(_, dataset)| &dataset.deliveries)
        .map(|delivery| (&*delivery.at.file, delivery.as_ref()))
        .collect()
}
