//! What was said at an earlier meeting: it stands in for what cannot be used, and is compared.

use crate::workbooks::{Book, DELIVERED, Sheet, judge};
use crate::{SYSTEM, deoe, hidalgo, one_system, rows, told};
use relator::domain::Value;
use relator::validation::Standing;

#[test]
fn what_cannot_be_used_is_stood_in_for_by_its_last_report() {
    let before = deoe(4, vec![Sheet::systems().row(&SYSTEM)]);
    let wrong = one_system(|s| s.cell("F5", "120%"));
    let (judged, _) = judge(&[before.clone(), wrong]);
    let row = &judged.datasets[&5].rows("Sistemas")[0];
    assert_eq!(
        (row.standing, row.delivery.meeting),
        (Standing::LastKnown, 4)
    );
    assert_eq!(row.value("avance_real"), &Value::Number(80.0));
    // Nothing delivered at meeting 6 nor 7: still the report of meeting 4; not at meeting 8.
    let (judged, _) = judge(&[before]);
    assert_eq!(rows(&judged, 7, "Sistemas"), 1);
    assert_eq!(rows(&judged, 8, "Sistemas"), 0);
    assert_eq!(
        judged.datasets[&9].rows("Sistemas")[0].standing,
        Standing::LastKnown
    );
}

#[test]
fn a_system_out_of_operation_is_asked_no_more() {
    let mut closed = SYSTEM;
    closed[5] = "100%";
    closed[7] = "10/01/2022";
    closed[9] = "Fuera de operación";
    let mut other = SYSTEM;
    other[0] = "OBS";
    let before = deoe(4, vec![Sheet::systems().row(&closed).row(&other)]);
    let now = deoe(5, vec![Sheet::systems().row(&other)]);
    let (judged, findings) = judge(&[before, now]);
    assert_eq!(told(&findings), Vec::<String>::new());
    assert_eq!(rows(&judged, 5, "Sistemas"), 1);
}

#[test]
fn a_system_that_was_reported_before_and_is_missing_is_told_at_the_header() {
    let mut other = SYSTEM;
    other[0] = "OBS";
    let before = deoe(4, vec![Sheet::systems().row(&SYSTEM).row(&other)]);
    let now = deoe(5, vec![Sheet::systems().row(&SYSTEM)]);
    let (judged, findings) = judge(&[before, now]);
    assert_eq!(told(&findings), ["REV-400 R-09 Sistemas!A4"]);
    let standing: Vec<_> = judged.datasets[&5]
        .rows("Sistemas")
        .iter()
        .map(|r| r.standing)
        .collect();
    assert!(standing.contains(&Standing::LastKnown) && standing.contains(&Standing::Reported));
}

#[test]
fn a_system_that_another_area_reports_now_has_one_row() {
    let before = deoe(4, vec![Sheet::systems().row(&SYSTEM)]);
    let other = Book::of("INE", "derfe", "DERFE", 5).with(Sheet::systems().row(&SYSTEM));
    let (judged, findings) = judge(&[before, other]);
    assert_eq!(told(&findings), Vec::<String>::new());
    let rows = judged.datasets[&5].rows("Sistemas");
    let senders: Vec<&str> = rows.iter().map(|r| r.delivery.sender.as_str()).collect();
    assert_eq!(senders, ["derfe"]);
}

#[test]
fn what_the_last_report_said_is_told_and_lit_up() {
    let before = deoe(4, vec![Sheet::systems().row(&SYSTEM)]);
    let lower = one_system(|s| s.cell("F5", "70%"));
    let (_, findings) = judge(&[before, lower]);
    assert_eq!(told(&findings), ["REV-300 R-03 Sistemas!F5"]);
    let finding = findings.iter().next().unwrap();
    let said = "En el reporte de la reunión 4, “Avance real (%)” era 80.";
    assert!(finding.message.ends_with(said), "{}", finding.message);
    let places: Vec<String> = finding.related.iter().map(|l| l.to_string()).collect();
    assert_eq!(
        places,
        [
            "inputs/reunion-05/R05-deoe-v1.xlsx › Sistemas › K5",
            "inputs/reunion-04/R04-deoe-v1.xlsx › Sistemas › F5"
        ]
    );
}

#[test]
fn the_last_report_is_compared() {
    let before = deoe(
        7,
        vec![Sheet::systems().row(&SYSTEM).cell("G5", "15/06/2022")],
    );
    let lower = deoe(
        9,
        vec![
            Sheet::systems()
                .row(&SYSTEM)
                .cell("F5", "70%")
                .cell("G5", "15/06/2022"),
        ],
    );
    let (judged, findings) = judge(&[before, lower]);
    assert_eq!(told(&findings), ["REV-300 R-03 Sistemas!F5"]);
    let row = &judged.datasets[&9].rows("Sistemas")[0];
    assert_eq!(row.last.as_ref().map(|l| l.delivery.meeting), Some(7));
}

#[test]
fn a_deliverable_that_was_told_before_stays_known() {
    let class = relator::domain::Clase::Opl;
    let one = DELIVERED;
    let two = [
        "5",
        "Plan de trabajo",
        "",
        "10/11/2021",
        "Sí",
        "Pendiente",
        "",
        "",
        "",
        "",
    ];
    let before = hidalgo(2, vec![Sheet::of("Entregables", class).row(&one)]);
    let now = hidalgo(3, vec![Sheet::of("Entregables", class).row(&two)]);
    let (judged, findings) = judge(&[before.clone(), now]);
    assert_eq!(told(&findings), Vec::<String>::new());
    let standing: Vec<_> = judged.datasets[&3]
        .rows("Entregables")
        .iter()
        .map(|r| r.standing)
        .collect();
    assert_eq!(
        standing
            .iter()
            .filter(|s| **s == Standing::LastKnown)
            .count(),
        1
    );
    assert_eq!(standing.len(), 2);
    // R-13 looks at the last report.
    let mut back = one;
    back[5] = "Pendiente";
    back[6] = "";
    let now = hidalgo(3, vec![Sheet::of("Entregables", class).row(&back)]);
    let (_, findings) = judge(&[before, now]);
    assert_eq!(told(&findings), ["REV-300 R-13 Entregables!F5"]);
}
