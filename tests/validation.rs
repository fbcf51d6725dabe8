//! Small workbooks, each with one story: what is told, where, and what of it is used.

#![allow(
    clippy::unwrap_used,
    reason = "a test that cannot make its workbook has failed"
)]

mod workbooks;

use relator::diagnostics::{Finding, Findings, Severity};
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

/// A mistake in one cell of an orderly row: exactly one finding, at exactly that cell.
fn one_mistake(cell: &str, value: impl Into<workbooks::Raw>, expected: &str) {
    let (judged, findings) = judge(&[one_system(|s| s.cell(cell, value))]);
    assert_eq!(
        told(&findings),
        [format!("{expected} Sistemas!{cell}")],
        "{cell}"
    );
    let errors = findings.count(Severity::Error);
    assert_eq!(rows(&judged, 5, "Sistemas"), 1 - errors, "{cell}");
    for finding in findings.iter() {
        assert_eq!(finding.sender.as_deref(), Some("deoe"));
        assert_eq!(finding.meeting, Some(5));
        assert!(
            !finding.message.is_empty() && !finding.help.is_empty() && !finding.expected.is_empty()
        );
    }
}

#[test]
fn a_mistake_in_a_cell_is_told_once_and_there() {
    let text = |t: &str| workbooks::Raw::Text(t.to_owned());
    let number = |n: f64| workbooks::Raw::Number(n, "General");
    one_mistake("D5", text(""), "REV-200 R-27");
    one_mistake("D5", text("Fase tres"), "REV-204 R-27");
    one_mistake("F5", number(120.0), "REV-203 R-01");
    one_mistake("F5", number(-3.0), "REV-203 R-01");
    one_mistake("F5", number(83.456), "REV-205 R-01");
    one_mistake("F5", number(0.8), "REV-206 R-27");
    one_mistake("F5", number(1.0), "REV-206 R-27");
    one_mistake("F5", text("0,85"), "REV-206 R-27");
    one_mistake("F5", percent(80.0), "REV-203 R-01");
    one_mistake("F5", text("ochenta"), "REV-201 R-27");
    one_mistake("F5", text("80,5 %"), "REV-207 -");
    one_mistake(
        "F5",
        workbooks::Raw::Formula("1/0", "#DIV/0!"),
        "REV-210 R-27",
    );
    one_mistake("G5", text("31/02/2022"), "REV-202 R-27");
    one_mistake("G5", text("pronto"), "REV-202 R-27");
    one_mistake("G5", number(44666.0), "REV-202 R-27");
    one_mistake("G5", text("15 de abril de 2022"), "REV-208 -");
    one_mistake("G5", text("15/04/2022"), "REV-208 -");
    one_mistake("K5", text(&"x".repeat(1001)), "REV-211 R-27");
    one_mistake("K5", text("a\u{202E}b"), "REV-212 -");
    one_mistake("L5", text("escriba a ana@gmail.com"), "REV-222 R-25");
    one_mistake("L5", text("https://ana:clave@prep.mx/x"), "REV-221 R-25");
    one_mistake("C5", text("Área 51"), "REV-204 R-27");
    one_mistake("G5", "05/06/2032", "REV-300 R-02");
}

#[test]
fn the_nearest_word_of_the_list_is_offered() {
    let (_, findings) = judge(&[one_system(|s| s.text("J5", "En ejecusión"))]);
    let finding = findings.iter().next().unwrap();
    assert!(
        finding.help.contains("¿quiso decir “En ejecución”?"),
        "{}",
        finding.help
    );
    assert_eq!(finding.found, "En ejecusión");
}

#[test]
fn other_case_accents_and_blanks_are_a_nota() {
    let (judged, findings) = judge(&[one_system(|s| s.text("J5", " EN  ejecucion "))]);
    assert_eq!(told(&findings), Vec::<String>::new());
    assert_eq!(findings.count(Severity::Nota), 1);
    let row = &judged.datasets[&5].rows("Sistemas")[0];
    assert_eq!(row.value("estatus"), &Value::Text("En ejecución".into()));
}

#[test]
fn a_percentage_is_read_by_its_format() {
    let cases = [
        (workbooks::Raw::Number(0.805, "0.0%"), 80.5),
        (workbooks::Raw::Number(80.5, "0.##\"%\""), 80.5),
        (workbooks::Raw::Number(1.0, "0.##\"%\""), 1.0),
        (workbooks::Raw::Number(80.5, "General"), 80.5),
        (workbooks::Raw::Number(0.0, "General"), 0.0),
        (workbooks::Raw::Number(0.1 + 0.2, "0%"), 30.0),
    ];
    for (raw, expected) in cases {
        let (judged, findings) = judge(&[one_system(|s| s.cell("F5", raw))]);
        assert_eq!(told(&findings), Vec::<String>::new(), "{expected}");
        let row = &judged.datasets[&5].rows("Sistemas")[0];
        assert_eq!(row.value("avance_real"), &Value::Number(expected));
    }
}

#[test]
fn a_row_rule_stands_at_its_first_column_and_names_the_others() {
    let (judged, findings) = judge(&[one_system(|s| s.text("J5", "Liberado"))]);
    let all = told(&findings);
    assert_eq!(
        all,
        ["REV-300 R-04 Sistemas!F5", "REV-300 R-04 Sistemas!H5"]
    );
    let error = findings
        .iter()
        .find(|f| f.severity == Severity::Error)
        .unwrap();
    assert_eq!(error.related.len(), 1);
    assert_eq!(error.related[0].cell, Some(CellRef::new(5, 10)));
    assert_eq!(error.topic.as_deref(), Some("sistemas-pel"));
    assert_eq!(rows(&judged, 5, "Sistemas"), 0);
    let review = &judged.datasets[&5].reviews.values().next().unwrap();
    assert_eq!(review.left_out[0].reasons, ["R-04"]);
}

#[test]
fn a_duplicate_is_told_at_the_later_row() {
    let sheet = Sheet::systems().row(&SYSTEM).row(&SYSTEM);
    let (judged, findings) = judge(&[deoe(5, vec![sheet])]);
    assert_eq!(told(&findings), ["REV-301 R-28 Sistemas!A6"]);
    assert_eq!(rows(&judged, 5, "Sistemas"), 1);
}

#[test]
fn columns_are_found_by_their_headers_wherever_they_are() {
    let sheet = Sheet::empty("sistemas ")
        .text("A1", "Avance de los sistemas")
        .text("C7", "AVANCE REAL (%) *")
        .text("D7", "Sistema")
        .text("E7", "Proceso")
        .text("F7", "Area usuaria")
        .text("G7", "Fase")
        .text("H7", "Avance programado")
        .text("I7", "Estatus")
        .text("J7", "Justificación")
        .text("K7", "Observaciones")
        .text("L7", "Liberación programada")
        .text("M7", "Liberación real")
        .text("N7", "Fin de operación")
        .cell("C9", "80%")
        .text("D9", "SUC")
        .text("E9", "PEL 2021-2022")
        .text("F9", "DEOE")
        .text("G9", "Pruebas")
        .cell("H9", "85%")
        .text("I9", "En ejecución");
    let (judged, findings) = judge(&[deoe(5, vec![sheet])]);
    assert_eq!(told(&findings), Vec::<String>::new());
    let row = &judged.datasets[&5].rows("Sistemas")[0];
    assert_eq!(row.fields["avance_real"].at.cell, Some(CellRef::new(9, 3)));
    assert_eq!(row.number, 9);
}

#[test]
fn columns_missing_repeated_or_unknown_are_told_at_the_header() {
    let (_, findings) = judge(&[one_system(|s| s.text("F4", "Avanze rreal (%)"))]);
    assert_eq!(told(&findings), ["REV-161 - Sistemas!F4"]);
    let (_, findings) = judge(&[one_system(|s| s.text("M4", "Semáforo").text("M5", "verde"))]);
    assert_eq!(told(&findings), ["REV-163 - Sistemas!M4"]);
    let (_, findings) = judge(&[one_system(|s| s.text("M4", "Estatus"))]);
    assert_eq!(told(&findings), ["REV-162 - Sistemas!M4"]);
    let (judged, findings) = judge(&[one_system(|s| s.text("L4", ""))]);
    assert_eq!(told(&findings), ["REV-168 - Sistemas!A4"]);
    assert_eq!(rows(&judged, 5, "Sistemas"), 1);
    let (_, findings) = judge(&[one_system(|s| s.text("P9", "suelta"))]);
    assert_eq!(told(&findings), ["REV-167 - Sistemas!P9"]);
}

#[test]
fn a_sheet_is_missing_renamed_or_of_another_topic() {
    let (_, findings) = judge(&[deoe(5, vec![])]);
    assert_eq!(told(&findings), ["REV-156 R-27 -!-"]);
    let (judged, findings) = judge(&[one_system(|s| s.renamed("Hoja1"))]);
    assert_eq!(told(&findings), ["REV-169 - Hoja1!-"]);
    assert_eq!(rows(&judged, 5, "Sistemas"), 1);
    let (judged, findings) = judge(&[deoe(8, vec![Sheet::systems().row(&SYSTEM)])]);
    assert_eq!(told(&findings), ["REV-157 R-24 Sistemas!-"]);
    assert_eq!(rows(&judged, 8, "Sistemas"), 0);
    let other = Sheet::empty("Notas").text("A1", "x");
    let (_, findings) = judge(&[deoe(5, vec![Sheet::systems().row(&SYSTEM), other])]);
    assert_eq!(told(&findings), ["REV-158 - Notas!-"]);
    let (_, findings) = judge(&[one_system(Sheet::hidden)]);
    assert_eq!(told(&findings), ["REV-166 - Sistemas!-"]);
}

#[test]
fn a_process_that_is_not_of_the_meeting_is_not_used() {
    let (judged, findings) = judge(&[one_system(|s| s.text("B5", "Consulta popular"))]);
    assert_eq!(told(&findings), ["REV-302 R-24 Sistemas!B5"]);
    assert_eq!(rows(&judged, 5, "Sistemas"), 0);
}

#[test]
fn rows_in_which_nothing_was_written_are_told_once() {
    let blank = ["OBS", "PEL 2021-2022", "DEOE"];
    let other = ["SES", "PEL 2021-2022", "DEOE"];
    let sheet = Sheet::systems().row(&SYSTEM).row(&blank).row(&other);
    let (judged, findings) = judge(&[deoe(5, vec![sheet])]);
    assert_eq!(told(&findings), ["REV-165 - Sistemas!A6"]);
    assert_eq!(rows(&judged, 5, "Sistemas"), 1);
}

#[test]
fn who_sends_a_workbook_is_known_without_meta_or_refused() {
    let sheet = || Sheet::systems().row(&SYSTEM);
    let bare = || {
        deoe(5, vec![sheet()])
            .without("_meta")
            .at("inputs/avance final.xlsx")
    };
    let (judged, findings) = judge(&[bare()]);
    assert_eq!(told(&findings), Vec::<String>::new());
    assert_eq!(judged.datasets[&5].deliveries[0].name, "R05-deoe-v1");
    let cases = [
        (bare().without("Portada"), "REV-150 R-29 -!-"),
        (
            bare().change("Portada", |s| s.text("C5", "Otra área")),
            "REV-150 R-29 Portada!C5",
        ),
        (
            bare().change("Portada", |s| s.cell("C6", "12")),
            "REV-150 R-29 Portada!C6",
        ),
        (
            deoe(5, vec![sheet()]).change("Portada", |s| s.cell("C6", "6")),
            "REV-151 R-29 Portada!C6",
        ),
        (
            deoe(5, vec![sheet()]).change("Portada", |s| s.text("C5", "DERFE")),
            "REV-151 R-29 Portada!C5",
        ),
        (
            deoe(5, vec![sheet()]).change("_meta", |s| s.text("B4", "PEL 2017-2018")),
            "REV-150 R-29 _meta!B4",
        ),
    ];
    for (book, expected) in cases {
        let (judged, findings) = judge(&[book]);
        assert_eq!(told(&findings), [expected]);
        assert_eq!(judged.unidentified.len(), 1);
        assert!(judged.datasets[&5].deliveries.is_empty());
    }
}

#[test]
fn a_file_name_that_says_something_else_is_an_advertencia() {
    let book = one_system(|s| s).at("inputs/R06-deoe-v1.xlsx");
    let (judged, findings) = judge(&[book]);
    assert_eq!(told(&findings), ["REV-152 - -!-"]);
    assert_eq!(rows(&judged, 5, "Sistemas"), 1);
}

#[test]
fn the_highest_version_counts_whole() {
    let first = one_system(|s| s.cell("F5", "70%"));
    let second = one_system(|s| s)
        .change("Portada", |s| s.cell("C7", "2"))
        .at("inputs/R05-deoe-v2.xlsx");
    let (judged, findings) = judge(&[first.clone(), second.clone()]);
    assert_eq!(told(&findings), Vec::<String>::new());
    let used: Vec<_> = judged.datasets[&5]
        .deliveries
        .iter()
        .map(|d| (d.version, d.used_as))
        .collect();
    assert_eq!(used, [(1, UsedAs::Superseded), (2, UsedAs::InForce)]);
    assert_eq!(
        judged.datasets[&5].rows("Sistemas")[0].value("avance_real"),
        &Value::Number(80.0)
    );
    let twin = second.clone().at("inputs/copia.xlsx");
    let (judged, findings) = judge(&[second.clone(), twin]);
    assert_eq!(findings.count(Severity::Error), 0);
    assert_eq!(rows(&judged, 5, "Sistemas"), 1);
    let rival = first
        .change("Portada", |s| s.cell("C7", "2"))
        .at("inputs/otro.xlsx");
    let (judged, findings) = judge(&[second, rival]);
    assert_eq!(told(&findings), ["REV-153 - -!-", "REV-153 - -!-"]);
    assert_eq!(rows(&judged, 5, "Sistemas"), 0);
}

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
fn two_areas_that_report_the_same_system_differently_are_both_named() {
    let one = one_system(|s| s);
    let mut other = Book::of("INE", "derfe", "DERFE", 5);
    other = other.with(Sheet::systems().row(&SYSTEM).cell("F5", "70%"));
    let (judged, findings) = judge(&[one, other]);
    assert_eq!(told(&findings), ["REV-401 R-10 Sistemas!A5"]);
    assert_eq!(rows(&judged, 5, "Sistemas"), 0);
    let finding = findings.iter().next().unwrap();
    assert!(finding.message.contains("DEOE") && finding.message.contains("DERFE"));
    let files: Vec<&str> = finding.related.iter().map(|l| &*l.file).collect();
    assert!(files.contains(&"inputs/reunion-05/R05-deoe-v1.xlsx"));
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
fn meeting_eight_wants_a_test_of_every_opl() {
    let class = relator::domain::Clase::Opl;
    let empty = Book::of("OPL", "hidalgo", "Hidalgo", 8).with(Sheet::of("Pruebas", class));
    let (_, findings) = judge(&[empty]);
    assert_eq!(told(&findings), ["REV-407 R-19 Pruebas!A4"]);
}

#[test]
fn an_open_commitment_wants_an_answer() {
    let class = relator::domain::Clase::Secretaria;
    let opened = Sheet::of("Compromisos_abiertos", class).row(&[
        "C-04-01",
        "4",
        "Precisar la fecha de liberación",
        "DEOE; Hidalgo",
        "5",
        "No",
    ]);
    let opened = Book::of("Secretaria", "secretaria", "Secretaría", 4).with(opened);
    let answers = Sheet::of("Compromisos", relator::domain::Clase::Ine);
    let silent = one_system(|s| s).with(answers.clone());
    let (_, findings) = judge(&[opened.clone(), silent]);
    assert_eq!(told(&findings), ["REV-410 R-23 Compromisos!A4"]);
    let blank = one_system(|s| s).with(answers.clone().row(&["C-04-01"]));
    let (_, findings) = judge(&[opened.clone(), blank]);
    assert_eq!(told(&findings), ["REV-410 R-23 Compromisos!B5"]);
    let answer = one_system(|s| s).with(answers.row(&["C-04-01", "En proceso", "Se acordó."]));
    let (judged, findings) = judge(&[opened, answer]);
    assert_eq!(told(&findings), Vec::<String>::new());
    assert_eq!(rows(&judged, 5, "Compromisos"), 1);
}

#[test]
fn a_rule_that_cannot_be_judged_is_told_once_as_a_fault_of_the_catalogue() {
    let mut catalog = workbooks::catalog();
    for schema in catalog.esquemas.iter_mut().filter(|e| e.hoja == "Sistemas") {
        schema.reglas[0].expresion = "self.no_existe > 1".to_owned();
    }
    let mut other = SYSTEM;
    other[0] = "OBS";
    let book = deoe(5, vec![Sheet::systems().row(&SYSTEM).row(&other)]);
    let (judged, findings) = workbooks::judge_with(&catalog, &[book]);
    assert_eq!(told(&findings), ["REV-519 R-03 -!-"]);
    assert_eq!(rows(&judged, 5, "Sistemas"), 2);
}

#[test]
fn a_formula_without_its_result_is_told_as_such() {
    let book = one_system(|s| s.cell("F5", workbooks::Raw::Formula("1+1", "77")));
    let bytes = workbooks::with_part(&book.bytes(), "xl/worksheets/sheet3.xml", |text| {
        text.replace("<v>77</v>", "")
    });
    let mut findings = Findings::default();
    let at = relator::diagnostics::Location::file("inputs/x.xlsx");
    let read = relator::intake::read_bytes(at, &bytes, &mut findings).unwrap();
    relator::validation::judge(&workbooks::catalog(), &[read], &mut findings);
    assert_eq!(told(&findings), ["REV-209 R-27 Sistemas!F5"]);
}

fn adjustment(cell: &str) -> relator::catalog::Ajuste {
    relator::catalog::Ajuste {
        remitente: "deoe".into(),
        hoja: "Sistemas".into(),
        celda: cell.into(),
        acepta: None,
        original: None,
        publicado: None,
        motivo: "Se confirmó por oficio".into(),
        cargo: "Secretaría Técnica".into(),
    }
}

#[test]
fn an_authorised_adjustment_mends_a_text_or_accepts_a_row() {
    let judge_with = |adjustment, book| {
        let mut catalog = workbooks::catalog();
        catalog.wording.ajustes.insert(5, vec![adjustment]);
        workbooks::judge_with(&catalog, &[book])
    };
    let typo = one_system(|s| s.text("L5", "Sin obserbaciones"));
    let mend = relator::catalog::Ajuste {
        original: Some("Sin obserbaciones".into()),
        publicado: Some("Sin observaciones".into()),
        ..adjustment("L5")
    };
    let (judged, findings) = judge_with(mend.clone(), typo);
    assert_eq!(told(&findings), Vec::<String>::new());
    let row = &judged.datasets[&5].rows("Sistemas")[0];
    assert_eq!(
        row.value("observaciones"),
        &Value::Text("Sin observaciones".into())
    );
    let (_, findings) = judge_with(mend, one_system(|s| s));
    assert_eq!(told(&findings), ["REV-170 - Sistemas!L5"]);
    let accept = relator::catalog::Ajuste {
        acepta: Some("R-08".into()),
        ..adjustment("F5")
    };
    let early = one_system(|s| s.text("J5", "Por iniciar"));
    let (judged, findings) = judge_with(accept, early);
    assert_eq!(findings.count(Severity::Error), 0);
    assert_eq!(rows(&judged, 5, "Sistemas"), 1);
    assert!(
        findings
            .iter()
            .any(|f| f.message.contains("Secretaría Técnica"))
    );
}

/// The workbook with the XML of its first table changed.
fn judge_changed(book: &Book, from: &str, to: &str) -> (Judged, Findings) {
    let bytes = workbooks::with_part(&book.bytes(), "xl/worksheets/sheet3.xml", |text| {
        assert!(text.contains(from), "{text}");
        text.replace(from, to)
    });
    let mut findings = Findings::default();
    let at = relator::diagnostics::Location::file("inputs/x.xlsx");
    let read = relator::intake::read_bytes(at, &bytes, &mut findings).unwrap();
    let judged = relator::validation::judge(&workbooks::catalog(), &[read], &mut findings);
    (judged, findings)
}

#[test]
fn cells_merged_over_several_rows_are_told_once() {
    let mut other = SYSTEM;
    other[0] = "OBS";
    let sheet = Sheet::systems().row(&SYSTEM).row(&other).text("J6", "");
    let merge = "</sheetData><mergeCells count=\"1\"><mergeCell ref=\"J5:J6\"/></mergeCells>";
    let (judged, findings) = judge_changed(&deoe(5, vec![sheet]), "</sheetData>", merge);
    assert_eq!(told(&findings), ["REV-216 R-27 Sistemas!J5"]);
    assert_eq!(rows(&judged, 5, "Sistemas"), 1);
}

#[test]
fn a_hidden_row_with_data_is_told_and_used() {
    let (judged, findings) = judge_changed(
        &one_system(|s| s),
        "<row r=\"5\"",
        "<row r=\"5\" hidden=\"1\"",
    );
    assert_eq!(told(&findings), ["REV-171 - Sistemas!A5"]);
    assert_eq!(rows(&judged, 5, "Sistemas"), 1);
}

/// Sheet, number and values of a row.
type RowValues = (String, u32, Vec<Value>);

/// The values of every row by sheet, and the warnings, of a workbook of tests/excel.
fn values(name: &str) -> (Vec<RowValues>, Vec<String>) {
    let bytes = std::fs::read(std::path::Path::new("tests/excel").join(name)).unwrap();
    let mut findings = Findings::default();
    let at = relator::diagnostics::Location::file(name);
    let read = relator::intake::read_bytes(at, &bytes, &mut findings).unwrap();
    let judged = relator::validation::judge(&workbooks::catalog(), &[read], &mut findings);
    let rows = judged.datasets[&5].sheets.values().flatten();
    let values = rows.map(|row| {
        let values = row.fields.values().map(|f| f.value.clone()).collect();
        (row.sheet.clone(), row.number, values)
    });
    (values.collect(), told(&findings))
}

#[test]
fn what_libreoffice_saves_says_the_same() {
    let (ours, findings) = values("deoe.xlsx");
    assert_eq!(findings, Vec::<String>::new());
    assert!(ours.len() > 15);
    let (xlsx, findings) = values("deoe-libreoffice.xlsx");
    assert_eq!(findings, Vec::<String>::new());
    assert_eq!(xlsx, ours);
    let (ods, findings) = values("deoe.ods");
    assert_eq!(findings, ["REV-116 - -!-"]);
    assert_eq!(ods, ours);
}

fn hidalgo(meeting: u8, sheets: Vec<Sheet>) -> Book {
    let mut book = Book::of("OPL", "hidalgo", "Hidalgo", meeting);
    for sheet in sheets {
        book = book.with(sheet);
    }
    book
}

fn datos() -> Sheet {
    Sheet::empty("Datos_PREP")
        .text("A1", "Datos de la implementación del PREP")
        .text("B5", "Modalidad de implementación")
        .text("C5", "OPL")
        .text("B6", "CATD previstos")
        .cell("C6", "120")
        .text("B7", "CATD habilitados")
        .cell("C7", "80")
        .text("B8", "Inicio de la publicación")
        .text("C8", "05/06/2022 20:00")
}

const TEST: [&str; 20] = [
    "1",
    "Primera prueba",
    "12/04/2022",
    "Pachuca",
    "Mixta",
    "Captura; Verificación; Publicación",
    "29",
    "29",
    "29",
    "28",
    "1",
    "0",
    "0",
    "1",
    "1",
    "INE; COTAPREP",
    "20/04/2022",
    "Realizada con observaciones en atención",
    "",
    "",
];

#[test]
fn keys_and_values_are_read_and_judged() {
    let class = relator::domain::Clase::Opl;
    let deliverable = [
        "4",
        "Acuerdo",
        "Aprobado",
        "10/11/2021",
        "Sí",
        "Entregado",
        "09/11/2021",
        "OF-1",
        "",
        "",
    ];
    let entregables = || Sheet::of("Entregables", class).row(&deliverable);
    let book = |datos: Sheet| hidalgo(5, vec![entregables(), datos]);
    let (judged, findings) = judge(&[book(datos())]);
    assert_eq!(told(&findings), Vec::<String>::new());
    let row = &judged.datasets[&5].rows("Datos_PREP")[0];
    assert_eq!(row.value("catd"), &Value::Number(120.0));
    assert_eq!(
        row.value("inicio_publicacion"),
        &Value::Text("2022-06-05 20:00".into())
    );
    assert_eq!(row.fields["catd"].at.cell, Some(CellRef::new(6, 3)));
    assert_eq!(
        judged.datasets[&5].rows("Entregables")[0].value("aplica"),
        &Value::Bool(true)
    );
    let cases = [
        (datos().text("C6", "muchos"), "REV-201 R-27 Datos_PREP!C6"),
        (datos().cell("C6", "12.5"), "REV-205 R-27 Datos_PREP!C6"),
        (datos().cell("C6", "-1"), "REV-203 R-27 Datos_PREP!C6"),
        (datos().cell("C7", "130"), "REV-300 R-22 Datos_PREP!C7"),
        (
            datos().text("C8", "en la noche"),
            "REV-202 R-27 Datos_PREP!C8",
        ),
        (
            datos().text("B9", "CATD previstos").cell("C9", "3"),
            "REV-162 - Datos_PREP!B9",
        ),
    ];
    for (datos, expected) in cases {
        let (_, findings) = judge(&[book(datos)]);
        assert_eq!(told(&findings), [expected]);
    }
    let maybe = Sheet::of("Entregables", class)
        .row(&deliverable)
        .text("E5", "tal vez");
    let (judged, findings) = judge(&[hidalgo(5, vec![maybe])]);
    assert_eq!(told(&findings), ["REV-217 R-27 Entregables!E5"]);
    assert_eq!(rows(&judged, 5, "Entregables"), 0);
}

#[test]
fn lists_and_sums_of_the_tests_are_judged() {
    let class = relator::domain::Clase::Opl;
    let tests = || Sheet::of("Pruebas", class).row(&TEST);
    let (judged, findings) = judge(&[hidalgo(8, vec![tests()])]);
    assert_eq!(told(&findings), Vec::<String>::new());
    let row = &judged.datasets[&8].rows("Pruebas")[0];
    assert_eq!(row.topic.as_deref(), Some("prep-pruebas"));
    let phases = ["Captura", "Verificación", "Publicación"].map(str::to_owned);
    assert_eq!(row.value("fases_cubiertas"), &Value::List(phases.to_vec()));
    let cases = [
        (
            tests().text("F5", "Captura; Verificación; Publicasión; Danza"),
            vec!["REV-204 R-27 Pruebas!F5"; 2],
        ),
        (
            tests().text("F5", "Captura"),
            vec!["REV-300 R-20 Pruebas!F5"],
        ),
        (
            tests().cell("I5", "30"),
            vec!["REV-300 R-15 Pruebas!H5", "REV-300 R-15 Pruebas!I5"],
        ),
        (tests().text("A5", "uno"), vec!["REV-201 R-27 Pruebas!A5"]),
    ];
    for (tests, expected) in cases {
        let (_, findings) = judge(&[hidalgo(8, vec![tests])]);
        assert_eq!(told(&findings), expected);
    }
}

#[test]
fn the_follow_up_of_the_tests_belongs_to_the_prep_of_the_opl() {
    let class = relator::domain::Clase::Opl;
    let tests = Sheet::of("Pruebas", class).row(&TEST);
    let (judged, _) = judge(&[hidalgo(9, vec![tests])]);
    assert_eq!(
        judged.datasets[&9].rows("Pruebas")[0].topic.as_deref(),
        Some("prep-opl")
    );
}

#[test]
fn a_deliverable_that_was_told_before_stays_known() {
    let class = relator::domain::Clase::Opl;
    let one = [
        "4",
        "Acuerdo",
        "Aprobado",
        "10/11/2021",
        "Sí",
        "Entregado",
        "09/11/2021",
        "OF-1",
        "",
        "",
    ];
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
