//! What a cell says against its field.

use crate::workbooks::{self, DELIVERED, Sheet, judge, percent};
use crate::{hidalgo, one_system, rows, told};
use relator::diagnostics::{Findings, Severity};
use relator::domain::{CellRef, Value};

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
    let entregables = || Sheet::of("Entregables", class).row(&DELIVERED);
    let book = |datos: Sheet| hidalgo(5, vec![entregables(), datos]);
    let (judged, findings) = judge(&[book(datos().text("C8", "05/06/2022 20:00"))]);
    // A date with its hour that was typed as text is read, and told, as a date is.
    assert_eq!(told(&findings), ["REV-208 - Datos_PREP!C8"]);
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
            datos()
                .text("B9", "CCV previstos")
                .text("B10", "CATD previstos")
                .cell("C10", "3"),
            "REV-162 - Datos_PREP!B10",
        ),
    ];
    for (datos, expected) in cases {
        let (_, findings) = judge(&[book(datos)]);
        assert_eq!(told(&findings), [expected]);
    }
    let maybe = Sheet::of("Entregables", class)
        .row(&DELIVERED)
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
            vec!["REV-204 R-27 Pruebas!F5"],
        ),
        (
            tests().text("F5", "Captura"),
            vec!["REV-300 R-20 Pruebas!F5"],
        ),
        (tests().cell("I5", "30"), vec!["REV-300 R-15 Pruebas!I5"]),
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
