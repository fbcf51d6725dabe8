//! Every number that is printed is what its cells say, and prose says what its table says.

use crate::evidence::{Judge, close, read};
use crate::story::{Stretch, citations, story, stretches, table, values};
use relator::report::{Informe, Inline, Origin, RowRole, Table};
use std::collections::{BTreeMap, BTreeSet};

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

/// How many values were asked about, and what speaks against them when each is printed as `said`
/// wants it.
fn objections(
    informe: &Informe,
    said: impl Fn(&Stretch<'_>, &str, &Origin) -> Option<String>,
) -> (usize, Vec<String>) {
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
            let origin = &informe.origins[origin];
            // What rests on files, not on cells, is counted again in `acceptance`.
            if stretch.table == Some("expediente") && origin.cells.is_empty() {
                continue;
            }
            let Some(said) = said(&stretch, shown, origin) else {
                continue;
            };
            asked += 1;
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
        let (here, objections) = objections(informe, |_, shown, _| Some(shown.to_owned()));
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

/// The number one higher.
fn altered(shown: &str) -> Option<String> {
    let value = read(shown)? + 1.0;
    let sign = if shown.ends_with('%') { "%" } else { "" };
    Some(format!("{value:.2}{sign}"))
}

#[test]
fn a_number_of_the_prose_that_was_altered_is_noticed() {
    let mut asked = 0;
    for informe in &story().informes {
        let (here, objections) = objections(informe, |stretch, shown, origin| {
            let evident = stretch.table.is_none() && !origin.cells.is_empty();
            altered(shown).filter(|_| evident)
        });
        assert_eq!(here, objections.len(), "{}", informe.meta.number);
        asked += here;
    }
    assert!(asked > 300, "{asked} numbers were altered");
}

/// How a value was computed, without the name of what was computed.
fn kind(origin: &Origin) -> &str {
    let how = origin.how.as_deref().unwrap_or_default();
    how.split(':').next().unwrap_or_default()
}

/// Numbers by the cells that they rest on and how they were computed.
fn by_evidence<'a>(
    informe: &'a Informe,
    texts: impl Iterator<Item = &'a [Inline]>,
) -> BTreeMap<(String, String), BTreeSet<String>> {
    let mut found = Vec::new();
    texts.for_each(|text| values(text, &mut found));
    let mut numbers: BTreeMap<(String, String), BTreeSet<String>> = BTreeMap::new();
    for (shown, origin) in found {
        let origin = &informe.origins[origin];
        if read(shown).is_some() && !origin.cells.is_empty() && !kind(origin).is_empty() {
            let cells: BTreeSet<String> = origin.cells.iter().map(ToString::to_string).collect();
            let cells: Vec<String> = cells.into_iter().collect();
            let key = (kind(origin).to_owned(), cells.join(" "));
            numbers.entry(key).or_default().insert(shown.to_owned());
        }
    }
    numbers
}

#[test]
fn what_rests_on_the_same_cells_is_the_same_number_in_prose_and_in_tables() {
    let mut both = 0;
    for informe in &story().informes {
        let stretches = stretches(informe);
        let (tables, prose): (Vec<_>, Vec<_>) = stretches.iter().partition(|s| s.table.is_some());
        let tables = tables.iter().flat_map(|s| s.texts.iter().chain(&s.totals));
        let tables = by_evidence(informe, tables.copied());
        let prose = by_evidence(informe, prose.iter().flat_map(|s| s.texts.iter().copied()));
        for (evidence, numbers) in &prose {
            assert_eq!(numbers.len(), 1, "{}: {evidence:?}", informe.meta.number);
            if let Some(shown) = tables.get(evidence) {
                both += 1;
                assert!(
                    numbers.is_subset(shown),
                    "{}: {numbers:?} and {shown:?}",
                    informe.meta.number
                );
            }
        }
    }
    assert!(both > 50, "{both} numbers stand in both");
}

/// The number of a cell of a table: row by its first word («Total» for the totals), column by its
/// header.
fn at(table: &Table, row: &str, header: &str) -> f64 {
    use crate::story::plain;
    let column = table.header[0]
        .iter()
        .position(|cell| plain(&cell.text) == header)
        .unwrap_or_else(|| panic!("{} has no column {header}", table.id));
    let mut sum = 0.0;
    for line in &table.rows {
        let named = match line.role {
            RowRole::Total => row == "Total",
            RowRole::Body => plain(&line.cells[0].text) == row,
            RowRole::Group => false,
        };
        let mut start = 0;
        for cell in &line.cells {
            if named && start == column {
                sum += read(&plain(&cell.text)).unwrap();
            }
            start += cell.span as usize;
        }
    }
    sum
}

fn body(table: &Table) -> f64 {
    let rows = table.rows.iter().filter(|row| row.role == RowRole::Body);
    rows.count() as f64
}

/// The numbers that a table holds and its paragraph must tell, in the order of the paragraph.
fn told_by(table: &Table) -> Option<Vec<f64>> {
    let statuses = |header| {
        let all = ["Liberado", "En operación", "Fuera de operación"];
        all.iter().map(|row| at(table, row, header)).sum::<f64>()
    };
    let ready = ["Liberado", "En operación", "Fuera de operación"];
    let column = |index: usize| {
        let rows = table.rows.iter().filter(|row| row.role == RowRole::Body);
        let words = rows.map(|row| crate::story::plain(&row.cells[index].text));
        words.filter(|word| ready.contains(&word.as_str())).count() as f64
    };
    Some(match table.id.as_str() {
        "estatus-pel" => vec![at(table, "Total", "Sistemas"), statuses("Sistemas")],
        "extraordinarios" | "revocacion" => vec![body(table), column(table.columns.len() - 1)],
        "incidencias-pel" => vec![
            at(table, "Total", "Incidencias"),
            at(table, "Total", "Cerradas"),
        ],
        "entregables-opl" => vec![
            at(table, "Total", "Entregados"),
            at(table, "Total", "Con fecha de referencia al corte")
                - at(table, "Total", "No aplica"),
        ],
        "balance" => vec![
            at(table, "Total", "Entregados"),
            at(table, "Total", "Entregables") - at(table, "Total", "No aplica"),
        ],
        "auditoria" => vec![
            at(table, "Total", "Reportadas"),
            at(table, "Total", "Atendidas"),
        ],
        "resumen-pruebas" => vec![
            at(table, "Total", "Ejecutados"),
            at(table, "Total", "Casos planeados"),
            at(table, "Total", "Exitosos"),
        ],
        _ => return None,
    })
}

/// Whether the numbers stand in the paragraph in this order, zeros left out.
fn tells(printed: &[f64], expected: &[f64]) -> bool {
    let mut rest = printed.iter();
    expected
        .iter()
        .filter(|value| **value != 0.0)
        .all(|value| rest.any(|number| close(*number, *value)))
}

#[test]
fn a_paragraph_tells_the_numbers_of_the_table_it_cites() {
    let mut compared = BTreeMap::new();
    for informe in &story().informes {
        for (paragraph, cited) in citations(informe) {
            let mut found = Vec::new();
            values(paragraph, &mut found);
            let numbers: Vec<f64> = found.iter().filter_map(|(shown, _)| read(shown)).collect();
            let Some(table) = table(informe, cited).filter(|_| !numbers.is_empty()) else {
                continue;
            };
            let Some(expected) = told_by(table) else {
                continue;
            };
            let place = format!("{} {cited}: {numbers:?} {expected:?}", informe.meta.number);
            assert!(tells(&numbers, &expected), "{place}");
            let wrong: Vec<f64> = numbers.iter().map(|number| number + 0.5).collect();
            assert!(!tells(&wrong, &expected), "{place} is noticed");
            *compared.entry(cited.to_owned()).or_insert(0) += 1;
        }
    }
    let tables = [
        "estatus-pel",
        "entregables-opl",
        "extraordinarios",
        "revocacion",
    ];
    let more = ["incidencias-pel", "balance", "auditoria", "resumen-pruebas"];
    for id in tables.iter().chain(&more) {
        assert!(compared.contains_key(*id), "{id} is cited: {compared:?}");
    }
}
