//! Small workbooks, each with one story: what is told, where, and what of it is used.

mod workbooks;

use relator::diagnostics::{Finding, Findings, Location, Severity};
use relator::domain::{CellRef, Value};
use relator::validation::{Judged, Standing, UsedAs};
use workbooks::{Book, Sheet, judge, percent};

/// The findings of a severity or worse, as `code rule sheet!cell`.
fn told(findings: &Findings) -> Vec<String> {
    let worth = findings.iter().filter(|f| f.severity != Severity::Nota);
    worth.map(short).collect()
}

fn short(finding: &Finding) -> String {
    let rule = finding.rule.as_deref().unwrap_or("-");
    let sheet = finding.at.sheet.as_deref().unwrap_or("-");
    let cell = finding.at.cell.map_or("-".to_owned(), |c| c.to_string());
    format!("{} {rule} {sheet}!{cell}", finding.code)
}

/// A system in order, as meeting 5 wants it.
const SYSTEM: [&str; 12] = [
    "SUC",
    "PEL 2021-2022",
    "DEOE",
    "Construcción",
    "85%",
    "80%",
    "15/04/2022",
    "",
    "",
    "En ejecución",
    "",
    "",
];

fn deoe(meeting: u8, systems: Vec<Sheet>) -> Book {
    let mut book = Book::of("INE", "deoe", "DEOE", meeting);
    for sheet in systems {
        book = book.with(sheet);
    }
    book
}

fn one_system(change: impl FnOnce(Sheet) -> Sheet) -> Book {
    deoe(5, vec![change(Sheet::systems().row(&SYSTEM))])
}

fn rows(judged: &Judged, meeting: u8, sheet: &str) -> usize {
    judged.datasets[&meeting].rows(sheet).len()
}

#[test]
fn a_workbook_in_order_is_told_nothing() {
    let (judged, findings) = judge(&[one_system(|s| s)]);
    assert_eq!(told(&findings), Vec::<String>::new());
    let dataset = &judged.datasets[&5];
    assert_eq!(dataset.deliveries[0].name, "R05-deoe-v1");
    assert_eq!(dataset.deliveries[0].used_as, UsedAs::InForce);
    let row = &dataset.rows("Sistemas")[0];
    assert_eq!(row.value("avance_real"), &Value::Number(80.0));
    assert_eq!(row.value("id_sistema"), &Value::Text("SUC".into()));
    assert_eq!(row.topic.as_deref(), Some("sistemas-pel"));
    assert_eq!(row.fields["avance_real"].at.cell, Some(CellRef::new(5, 6)));
    assert_eq!(
        row.fields["fecha_liberacion_real"].at.cell,
        Some(CellRef::new(5, 8))
    );
    let cover = &dataset.rows("Portada")[0];
    assert_eq!(cover.value("reunion"), &Value::Number(5.0));
}
