//! Every number that is printed is what its cells say, in prose and in tables.

use crate::evidence::{Judge, read};
use crate::story::{Stretch, story, stretches, values};
use relator::report::Informe;

fn judge() -> Judge<'static> {
    let story = story();
    Judge {
        catalog: &story.catalog,
        sheets: &story.sheets,
    }
}

/// Numbers of a stretch, of which proportions and differences may be made.
fn nearby(stretch: &Stretch<'_>) -> Vec<f64> {
    let mut found = Vec::new();
    let all = stretch.texts.iter().chain(&stretch.totals);
    all.for_each(|text| values(text, &mut found));
    found
        .into_iter()
        .filter_map(|(shown, _)| read(shown))
        .collect()
}

/// Asks for an objection against every value, each printed as `said` wants it.
fn objections(informe: &Informe, said: impl Fn(&str) -> Option<String>) -> (usize, Vec<String>) {
    let judge = judge();
    let (mut asked, mut objections) = (0, Vec::new());
    for stretch in stretches(informe) {
        let nearby = nearby(&stretch);
        let mut found = Vec::new();
        stretch
            .texts
            .iter()
            .for_each(|text| values(text, &mut found));
        for (shown, origin) in found {
            let Some(said) = said(shown) else { continue };
            asked += 1;
            let origin = &informe.origins[origin];
            // What rests on files, not on cells, is counted again in `acceptance`.
            if stretch.table == Some("expediente") && origin.cells.is_empty() {
                continue;
            }
            if let Some(objection) = judge.objection(&said, origin, &nearby) {
                let number = informe.meta.number;
                let place = stretch.table.unwrap_or("prose");
                objections.push(format!("{number} {place}: {objection} {:?}", origin.how));
            }
        }
    }
    (asked, objections)
}

#[test]
fn every_printed_value_is_what_its_cells_say() {
    let (mut asked, mut all) = (0, Vec::new());
    for informe in &story().informes {
        let (here, objections) = objections(informe, |shown| Some(shown.to_owned()));
        asked += here;
        all.extend(objections);
    }
    assert!(
        all.is_empty(),
        "{} of {asked}\n{}",
        all.len(),
        all.join("\n")
    );
    assert!(asked > 10_000, "{asked} values were recomputed");
}
