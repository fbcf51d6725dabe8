//! What a sender wrote and would be lost or contradict itself: it is told where it stands, once.

use crate::workbooks::{Book, SYSTEM, Sheet, judge, short, told};
use crate::{deoe, one_system, rows};
use relator::diagnostics::{Findings, Severity};
use relator::domain::{Clase, Value};

/// A deliverable that always applies, delivered.
const ROW: [&str; 10] = [
    "9",
    "Candidatos",
    "",
    "",
    "Sí",
    "Entregado",
    "10/01/2022",
    "OF-1",
    "",
    "",
];

fn hidalgo(rows: &[[&str; 10]]) -> Book {
    let mut sheet = Sheet::of("Entregables", Clase::Opl);
    for row in rows {
        sheet = sheet.row(row);
    }
    Book::of("OPL", "hidalgo", "Hidalgo", 5).with(sheet)
}

/// What is told but for the deliverables that these few rows do not have.
fn of_rows(findings: &Findings) -> Vec<String> {
    let all = findings.iter().filter(|f| f.code.0 != 411);
    all.map(short).collect()
}

#[test]
fn a_row_of_no_deliverable_is_told_and_not_used() {
    let mut number = ROW;
    number[0] = "99";
    let mut variant = ROW;
    (variant[0], variant[2]) = ("3", "Marzo 2023");
    let (judged, findings) = judge(&[hidalgo(&[ROW, number, variant])]);
    let all = ["REV-204 R-27 Entregables!A6", "REV-204 R-27 Entregables!C7"];
    assert_eq!(of_rows(&findings), all);
    let variant = findings.iter().find(|f| f.found == "Marzo 2023").unwrap();
    assert!(variant.expected.contains("“Marzo 2022”") && variant.help.contains("Marzo 2022"));
    let delivery = &judged.datasets[&5].deliveries[0];
    assert_eq!(delivery.sheets["Entregables"], (3, 1));
    let left = &judged.datasets[&5]
        .reviews
        .values()
        .next()
        .unwrap()
        .left_out;
    let rows: Vec<u32> = left.iter().map(|left| left.row).collect();
    assert_eq!(rows, [6, 7]);
}

#[test]
fn cells_of_a_deliverable_that_contradict_each_other_are_told() {
    let with = |changes: &[(usize, &'static str)]| {
        let mut row = ROW;
        for (column, value) in changes {
            row[*column] = value;
        }
        let (_, findings) = judge(&[hidalgo(&[row])]);
        of_rows(&findings)
    };
    let none = Vec::<String>::new();
    assert_eq!(with(&[]), none);
    // It is in its place, whatever the sender wrote into the locked cell.
    assert_eq!(with(&[(3, "10/03/2022")]), ["REV-300 R-27 Entregables!D5"]);
    assert_eq!(
        with(&[(5, "No aplica"), (6, "")]),
        ["REV-300 R-27 Entregables!F5"]
    );
    let may_not_apply = [(0, "10"), (2, "Final")];
    let and = |more: &[(usize, &'static str)]| with(&[&may_not_apply, more].concat());
    assert_eq!(and(&[]), none);
    assert_eq!(and(&[(4, "No")]), ["REV-300 R-27 Entregables!E5"]);
    assert_eq!(
        and(&[(5, "No aplica"), (6, "")]),
        ["REV-300 R-27 Entregables!F5"]
    );
    assert_eq!(and(&[(4, "No"), (5, "No aplica"), (6, "")]), none);
    assert_eq!(with(&[(5, "Pendiente")]), ["REV-300 R-27 Entregables!G5"]);
    // Bad news is no contradiction.
    assert_eq!(with(&[(5, "Pendiente"), (6, "")]), none);
}

#[test]
fn deliverables_that_are_due_and_have_no_row_are_told_once() {
    let (_, findings) = judge(&[hidalgo(&[])]);
    let all: Vec<String> = findings.iter().map(short).collect();
    assert_eq!(all, ["REV-411 - Entregables!A4"]);
    let message = &findings.iter().next().unwrap().message;
    assert!(
        message.contains("9,") && message.contains("12 (Proyecto)"),
        "{message}"
    );
    // What a report says is delivered is asked for no more.
    let before = Book::of("OPL", "hidalgo", "Hidalgo", 4);
    let before = before.with(Sheet::of("Entregables", Clase::Opl).row(&ROW));
    let (_, findings) = judge(&[before, hidalgo(&[])]);
    let now = findings.iter().find(|f| f.meeting == Some(5)).unwrap();
    assert!(!now.message.contains(" 9,"), "{}", now.message);
}

fn with_labels(change: impl FnOnce(Sheet) -> Sheet) -> Findings {
    let sheet = Sheet::empty("Datos_PREP")
        .text("B5", "Modalidad de implementación")
        .text("C5", "OPL")
        .text("B6", "Tercero que auxilia")
        .text("B7", "Ente auditor")
        .text("B8", "Instancia interna")
        .text("B9", "Integrantes del COTAPREP")
        .text("B10", "Sesiones del COTAPREP celebradas")
        .text("B11", "CATD previstos")
        .cell("C11", "25")
        .text("B12", "CCV previstos")
        .cell("C12", "2");
    let book = Book::of("OPL", "hidalgo", "Hidalgo", 5).with(change(sheet));
    let book = book.with(Sheet::of("Entregables", Clase::Opl).row(&ROW));
    judge(&[book]).1
}

#[test]
fn a_label_that_nobody_knows_loses_no_value_without_a_word() {
    let of = |change: fn(Sheet) -> Sheet| of_rows(&with_labels(change));
    assert_eq!(of(|s| s), Vec::<String>::new());
    assert_eq!(
        of(|s| s.text("B12", "Numero de centros")),
        ["REV-168 - Datos_PREP!B12"]
    );
    assert_eq!(of(|s| s.cell("B11", "")), ["REV-168 - Datos_PREP!B11"]);
    assert_eq!(
        of(|s| s.cell("B11", "").cell("C11", "")),
        ["REV-168 - Datos_PREP!B5"]
    );
    assert_eq!(
        of(|s| s.text("B12", "CATD previstos")),
        ["REV-168 - Datos_PREP!B12"]
    );
    let more = |s: Sheet| s.text("B14", "Color").text("C14", "Rosa");
    assert_eq!(of(more), ["REV-163 - Datos_PREP!B14"]);
    let unnamed = |s: Sheet| s.text("C14", "Rosa");
    assert_eq!(of(unnamed), ["REV-167 - Datos_PREP!B14"]);
    // A remark below the list is no value.
    assert_eq!(of(|s| s.text("B20", "Nota")), Vec::<String>::new());
}

#[test]
fn a_row_of_the_cover_that_is_missing_is_told_at_its_first_label() {
    let book = one_system(|s| s).change("Portada", |s| s.cell("B5", "").cell("C5", ""));
    let (_, findings) = judge(&[book]);
    assert_eq!(told(&findings), ["REV-161 - Portada!B6"]);
    let help = &findings.iter().next().unwrap().help;
    assert!(!help.contains("columna"), "{help}");
}

#[test]
fn a_delivery_whose_version_has_lost_its_label_is_not_set_aside_in_silence() {
    let second = one_system(|s| s).at("inputs/segunda.xlsx");
    let second = second.change("Portada", |s| s.cell("C7", "2"));
    let third = one_system(|s| s).at("inputs/tercera.xlsx");
    let third = third.change("Portada", |s| {
        s.text("B7", "Entrega número").cell("C7", "3")
    });
    let (_, findings) = judge(&[second, third]);
    let told: Vec<_> = findings
        .iter()
        .filter(|f| f.severity != Severity::Nota)
        .collect();
    assert_eq!(told.len(), 1);
    assert_eq!(&*told[0].at.file, "inputs/tercera.xlsx");
    assert!(told[0].message.contains("“Versión”"), "{}", told[0].message);
}

#[test]
fn a_meeting_outside_the_calendar_is_told_whatever_the_workbook_was_issued_for() {
    for number in ["14", "0"] {
        let book = one_system(|s| s).change("Portada", |s| s.cell("C6", number));
        let (judged, findings) = judge(&[book]);
        assert_eq!(told(&findings), ["REV-150 R-29 Portada!C6"], "{number}");
        assert_eq!(rows(&judged, 5, "Sistemas"), 0);
    }
}

#[test]
fn an_answer_to_a_commitment_that_nobody_opened_is_not_used() {
    let listed = Sheet::of("Compromisos_abiertos", Clase::Secretaria).row(&[
        "C-04-01",
        "4",
        "Entregar el calendario",
        "DEOE",
        "5",
        "No",
    ]);
    let secretariat = Book::of("Secretaria", "secretaria", "Secretaría", 5).with(listed);
    let answers = |id| {
        let sheet = Sheet::of("Compromisos", Clase::Ine).row(&[id, "Atendido", "Listo", "", ""]);
        one_system(|s| s).with(sheet)
    };
    let (judged, findings) = judge(&[secretariat.clone(), answers("C-04-01")]);
    assert_eq!(told(&findings), Vec::<String>::new());
    assert_eq!(rows(&judged, 5, "Compromisos"), 1);
    let (judged, findings) = judge(&[secretariat, answers("C-04-09")]);
    assert_eq!(told(&findings), ["REV-204 R-27 Compromisos!A5"]);
    assert_eq!(findings.iter().next().unwrap().expected, "“C-04-01”");
    assert_eq!(rows(&judged, 5, "Compromisos"), 0);
    // Without a list of the secretariat it cannot be known.
    let (judged, findings) = judge(&[answers("C-04-09")]);
    assert_eq!(told(&findings), Vec::<String>::new());
    assert_eq!(rows(&judged, 5, "Compromisos"), 1);
}

#[test]
fn a_row_of_totals_is_told_once_and_is_no_row() {
    let total = ["TOTAL", "", "", "", "85%", "80%", "", "", "", "", "", ""];
    let sheet = Sheet::systems().row(&SYSTEM).row(&total);
    let (judged, findings) = judge(&[deoe(5, vec![sheet])]);
    assert_eq!(told(&findings), ["REV-227 R-26 Sistemas!A6"]);
    assert_eq!(
        findings.iter().next().unwrap().severity,
        Severity::Advertencia
    );
    assert_eq!(rows(&judged, 5, "Sistemas"), 1);
}

#[test]
fn a_header_with_the_words_of_another_is_told_once_and_its_neighbour_is_read() {
    let book = |cell, header| one_system(|s| s.text(cell, header));
    let (_, findings) = judge(&[book("F4", "Avance programado (%)")]);
    assert_eq!(told(&findings), ["REV-161 - Sistemas!F4"]);
    let (_, findings) = judge(&[book("E4", "Avance real (%)")]);
    assert_eq!(told(&findings), ["REV-161 - Sistemas!E4"]);
    // A column that is not required: the one that both name is read where it stands.
    let (judged, findings) =
        judge(&[book("K4", "Observaciones")
            .change("Sistemas", |s| s.text("K5", "uno").text("L5", "otro"))]);
    assert_eq!(told(&findings), ["REV-168 - Sistemas!K4"]);
    let row = &judged.datasets[&5].rows("Sistemas")[0];
    assert_eq!(row.value("observaciones"), &Value::Text("otro".into()));
}

#[test]
fn an_empty_sheet_that_nobody_asked_for_is_no_mistake() {
    let book = hidalgo(&[ROW]);
    let (_, findings) = judge(&[book.clone().with(Sheet::empty("Simulacros"))]);
    assert_eq!(of_rows(&findings), Vec::<String>::new());
    let written = Sheet::empty("Simulacros").text("A1", "Algo");
    let (_, findings) = judge(&[book.with(written)]);
    assert_eq!(of_rows(&findings), ["REV-160 - Simulacros!-"]);
}

#[test]
fn all_systems_that_are_missing_are_named_in_one_finding() {
    let mut other = SYSTEM;
    other[0] = "OBS";
    let before = deoe(4, vec![Sheet::systems().row(&SYSTEM).row(&other)]);
    let (_, findings) = judge(&[before, deoe(5, vec![Sheet::systems()])]);
    assert_eq!(told(&findings), ["REV-400 R-09 Sistemas!A4"]);
    let finding = findings.iter().next().unwrap();
    assert!(finding.message.contains("SUC") && finding.message.contains("OBS"));
    assert_eq!(finding.related.len(), 4);
}
