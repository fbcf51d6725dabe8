//! What needs other workbooks, other meetings or the secretariat.

use crate::workbooks::{self, Book, Sheet, judge};
use crate::{SYSTEM, deoe, hidalgo, one_system, rows, told};
use relator::diagnostics::{Findings, Severity};
use relator::domain::Value;
use relator::intake::Fence;
use relator::validation::UsedAs;
use std::path::Path;

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
fn cells_of_other_sheets_that_take_part_are_lit_up() {
    let class = relator::domain::Clase::Opl;
    let row = ["10", "Contrato", "Final", "", "Sí", "Pendiente"];
    let papers = Sheet::of("Entregables", class).row(&row);
    let data = Sheet::empty("Datos_PREP")
        .text("B5", "Modalidad de implementación")
        .text("C5", "OPL");
    let (_, findings) = judge(&[hidalgo(5, vec![papers, data])]);
    assert_eq!(told(&findings), ["REV-300 R-14 Entregables!F5"]);
    let finding = findings.iter().find(|f| f.code.0 == 300).unwrap();
    let places: Vec<String> = finding.related.iter().map(|l| l.to_string()).collect();
    let file = "inputs/reunion-05/R05-hidalgo-v1.xlsx";
    assert_eq!(places, [format!("{file} › Datos_PREP › C5")]);
}

#[test]
fn what_follows_from_a_cell_that_cannot_be_read_is_not_told() {
    let class = relator::domain::Clase::Opl;
    let case = |estatus: &str| ["1", "A", "Captura", "", "", "", estatus].map(str::to_owned);
    let book = |estatus: &str| {
        let test = [
            "1",
            "Prueba",
            "12/04/2022",
            "",
            "",
            "Captura; Verificación; Publicación",
        ];
        let tests = Sheet::of("Pruebas", class)
            .row(&test)
            .cell("J5", "1")
            .text("R5", "Realizada");
        let case = case(estatus);
        let case: Vec<&str> = case.iter().map(String::as_str).collect();
        hidalgo(8, vec![tests, Sheet::of("Casos_prueba", class).row(&case)])
    };
    let (_, findings) = judge(&[book("Exitoso")]);
    assert_eq!(told(&findings), Vec::<String>::new());
    let (_, findings) = judge(&[book("Bloqueado")]);
    assert_eq!(told(&findings), ["REV-300 R-16 Pruebas!J5"]);
    let (_, findings) = judge(&[book("Exitossso!")]);
    assert_eq!(told(&findings), ["REV-204 R-27 Casos_prueba!G5"]);
}

#[test]
fn the_weight_of_a_check_stands_in_the_catalogue() {
    let mut catalog = workbooks::catalog();
    for check in catalog.comprobaciones.iter_mut().filter(|c| c.id == "R-01") {
        check.severidad = Severity::Advertencia;
    }
    let book = one_system(|s| s.cell("F5", "120%"));
    let (judged, findings) = workbooks::judge_with(&catalog, &[book]);
    assert_eq!(told(&findings), ["REV-203 R-01 Sistemas!F5"]);
    assert_eq!(findings.count(Severity::Error), 0);
    let row = &judged.datasets[&5].rows("Sistemas")[0];
    assert_eq!(row.value("avance_real"), &Value::Number(120.0));
    // What cannot be read is told even without the rule that speaks of it.
    catalog.comprobaciones.retain(|c| c.id != "R-27");
    let book = one_system(|s| s.text("F5", "ochenta").text("D5", "Otra fase"));
    let (judged, findings) = workbooks::judge_with(&catalog, &[book]);
    assert_eq!(told(&findings), ["REV-201 - Sistemas!F5"]);
    assert_eq!(rows(&judged, 5, "Sistemas"), 0);
}

#[test]
fn a_row_that_another_sheet_names_and_is_not_there_is_told() {
    let incident = [
        "I-1",
        "OBS",
        "01/02/2022",
        "Falla",
        "Baja",
        "Abierta",
        "",
        "Pública",
    ];
    let incidents = Sheet::of("Incidencias", relator::domain::Clase::Ine).row(&incident);
    let (judged, findings) = judge(&[one_system(|s| s).with(incidents.clone())]);
    assert_eq!(told(&findings), ["REV-402 - Incidencias!B5"]);
    assert_eq!(rows(&judged, 5, "Incidencias"), 1);
    // A system of an earlier report is known.
    let mut other = SYSTEM;
    other[0] = "OBS";
    other[5] = "100%";
    other[7] = "10/01/2022";
    other[9] = "Fuera de operación";
    let before = deoe(4, vec![Sheet::systems().row(&other)]);
    let (_, findings) = judge(&[before, one_system(|s| s).with(incidents)]);
    assert_eq!(told(&findings), Vec::<String>::new());
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
        linea: 1,
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
    assert!(findings.iter().any(|f| f.code.0 == 179), "{findings:?}");
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

#[test]
fn what_is_wrong_is_the_same_for_who_lets_go_of_the_rows() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let inputs = root.join("inputs");
    let mut kept = Findings::default();
    let books = relator::intake::read_all(&Fence::none(), root, &inputs, &mut kept).unwrap();
    let mut let_go = kept.clone();
    let catalog = workbooks::catalog();
    let judged = relator::validation::judge(&catalog, &books, &mut kept);
    let checked = relator::validation::check(&catalog, &books, &mut let_go);
    assert_eq!(format!("{let_go:?}"), format!("{kept:?}"));
    for (meeting, dataset) in &judged.datasets {
        assert!(!dataset.sheets.is_empty() && checked.datasets[meeting].sheets.is_empty());
        let deliveries = &checked.datasets[meeting].deliveries;
        assert_eq!(
            format!("{deliveries:?}"),
            format!("{:?}", dataset.deliveries)
        );
    }
}
