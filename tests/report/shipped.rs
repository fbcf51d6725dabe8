//! The wordings under `templates/`, on the demonstration data.

use super::scenario::demostracion::{compose_all, every_informe};
use super::scenario::{Scenario, plain, texts};
use super::tables;
use relator::report::{Block, RowRole};

/// Every text of the serialised informe, `meta` included.
fn strings(value: &serde_json::Value, found: &mut Vec<String>) {
    match value {
        serde_json::Value::String(text) => found.push(text.clone()),
        serde_json::Value::Array(items) => items.iter().for_each(|item| strings(item, found)),
        serde_json::Value::Object(map) => map.values().for_each(|item| strings(item, found)),
        _ => {}
    }
}

#[test]
fn the_shipped_wordings_compose_without_findings_on_the_demonstration_data() {
    for told in every_informe() {
        told.assert_no_findings();
    }
}

#[test]
fn a_word_that_the_lexicon_bars_is_noticed_as_a_whole_word_only() {
    let told = Scenario::new("La Comisión informó.\n\nEl OPL incumplió el plazo.").compose();
    told.assert_finding("REV-608", 0, "incumplió");
    let quoted = Scenario::new("{% for b in filas(\"inventario\") %}{{ b.bien }}{% endfor %}");
    quoted.compose().assert_no_findings();
}

#[test]
fn no_mark_and_no_placeholder_reaches_the_page() {
    for told in every_informe() {
        let mut found = Vec::new();
        let json = serde_json::to_value(told.informe()).unwrap();
        strings(&json, &mut found);
        for text in found {
            let odd = text.contains(|c: char| {
                ('\u{e000}'..='\u{f8ff}').contains(&c) || c >= '\u{f0000}' || c.is_control()
            });
            assert!(!odd, "{text:?}");
            let raw = ["{{", "{%", "none", "undefined"]
                .iter()
                .find(|raw| text.contains(**raw));
            assert_eq!(raw, None, "{text:?}");
        }
    }
}

#[test]
fn no_cell_is_empty_and_every_row_fills_its_table() {
    for told in every_informe() {
        for table in tables(&told.informe().blocks) {
            assert_eq!(table.columns.iter().map(|c| c.share).sum::<u32>(), 1000);
            for row in table.rows.iter().map(|r| &r.cells).chain(&table.header) {
                let span: u32 = row.iter().map(|cell| cell.span).sum();
                assert_eq!(span as usize, table.columns.len(), "{}", table.id);
                let empty = row.iter().any(|cell| plain(&cell.text).trim().is_empty());
                assert!(!empty, "{}: {row:?}", table.id);
            }
        }
    }
}

#[test]
fn tables_and_figures_are_numbered_in_order_and_each_is_cited() {
    for told in every_informe() {
        let informe = told.informe();
        let number = informe.meta.number;
        let mut labels = [Vec::new(), Vec::new()];
        for block in &informe.blocks {
            match block {
                Block::Table(table) => labels[0].push((table.label.clone(), table.id.clone())),
                Block::Figure(figure) => labels[1].push((figure.label.clone(), figure.id.clone())),
                _ => {}
            }
        }
        let text = texts(informe).join("\n");
        for (word, labels) in ["Tabla", "Gráfica"].iter().zip(&labels) {
            for (at, (label, id)) in labels.iter().enumerate() {
                assert_eq!(*label, format!("{word}\u{a0}{}.", at + 1), "{number}");
                let words = label.trim_end_matches('.');
                let cited = text.match_indices(words).filter(|(start, _)| {
                    let next = text[start + words.len()..].chars().next();
                    !next.is_some_and(|c| c.is_ascii_digit())
                });
                assert!(cited.count() > 1, "{number}: {label} ({id}) is not cited");
            }
        }
    }
}

#[test]
fn every_total_is_the_sum_of_the_rows_above_it() {
    let mut totals = 0;
    for told in every_informe() {
        for table in tables(&told.informe().blocks) {
            let Some(total) = table.rows.iter().find(|row| row.role == RowRole::Total) else {
                continue;
            };
            let mut column = 0;
            for cell in &total.cells {
                let shown = plain(&cell.text);
                let number = |text: &str| text.replace(',', "").parse::<f64>().ok();
                if let Some(total) = number(&shown) {
                    let body = table.rows.iter().filter(|row| row.role == RowRole::Body);
                    let values = body.filter_map(|row| number(&plain(&row.cells[column].text)));
                    assert_eq!(values.sum::<f64>(), total, "{}", table.id);
                    totals += 1;
                }
                column += cell.span as usize;
            }
        }
    }
    assert!(totals > 20, "{totals} totals were compared");
}

#[test]
fn a_value_points_to_cells_of_workbooks_that_were_read() {
    let mut values = 0;
    for told in every_informe() {
        for origin in &told.informe().origins {
            values += origin.cells.len();
            for cell in &origin.cells {
                assert!(cell.file.starts_with("inputs/"), "{cell}");
            }
        }
    }
    assert!(values > 1000, "{values} cells");
}

#[test]
fn the_same_data_and_words_give_the_same_informe() {
    let twice = || {
        let informes = compose_all();
        let json = informes
            .iter()
            .map(|told| serde_json::to_string(told.informe()).unwrap());
        json.collect::<Vec<_>>()
    };
    assert_eq!(twice(), twice());
}
