//! Whose workbook it is, its sheets, columns and rows.

use crate::workbooks::{self, Book, Sheet, judge};
use crate::{SYSTEM, deoe, one_system, rows, told};
use relator::diagnostics::{Findings, Severity};
use relator::domain::{CellRef, Value};
use relator::validation::{Judged, UsedAs};

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

#[test]
fn a_row_rule_stands_at_its_first_column_and_names_the_others() {
    let (judged, findings) = judge(&[one_system(|s| s.text("J5", "Por iniciar"))]);
    assert_eq!(told(&findings), ["REV-300 R-08 Sistemas!F5"]);
    let error = findings.iter().next().unwrap();
    assert_eq!(error.severity, Severity::Error);
    assert_eq!(error.related.len(), 1);
    assert_eq!(error.related[0].cell, Some(CellRef::new(5, 10)));
    assert_eq!(error.topic.as_deref(), Some("sistemas-pel"));
    assert_eq!(rows(&judged, 5, "Sistemas"), 0);
    let review = &judged.datasets[&5].reviews.values().next().unwrap();
    assert_eq!(review.left_out[0].reasons, ["R-08"]);
}

/// Released by mistake: the date that is missing and the progress that is not 100 have the status in
/// common.
#[test]
fn what_breaks_a_rule_twice_is_told_once_at_the_cell_in_common() {
    let (_, findings) = judge(&[one_system(|s| s.text("J5", "Liberado"))]);
    assert_eq!(told(&findings), ["REV-300 R-04 Sistemas!J5"]);
    let one = findings.iter().next().unwrap();
    assert_eq!((one.severity, &*one.found), (Severity::Error, "Liberado"));
    let cells: Vec<String> = one
        .related
        .iter()
        .map(|at| at.cell.unwrap().to_string())
        .collect();
    assert_eq!(cells, ["H5", "F5"]);
    for words in ["falta la fecha de liberación real", "menor que 100"] {
        assert!(one.message.contains(words), "{}", one.message);
    }
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

#[test]
fn rows_beyond_what_is_read_are_told_and_only_those_are_lost() {
    let mut sheet = Sheet::of("Actividades", relator::domain::Clase::Ine);
    for number in 1..=2_003 {
        sheet = sheet.row(&["SUC", &format!("Actividad {number}")]);
    }
    let (judged, findings) = judge(&[one_system(|s| s).with(sheet)]);
    assert_eq!(told(&findings), ["REV-172 - Actividades!A2005"]);
    let finding = findings.iter().next().unwrap();
    assert_eq!(
        (finding.severity, finding.found.as_str()),
        (Severity::Error, "2003 filas")
    );
    assert_eq!(rows(&judged, 5, "Actividades"), 2_000);
}

#[test]
fn a_header_that_was_erased_or_written_anew_is_told_there() {
    let (_, findings) = judge(&[one_system(|s| s.text("L4", "").text("L5", "Sin novedad"))]);
    assert_eq!(told(&findings), ["REV-168 - Sistemas!L4"]);
    let (_, findings) = judge(&[one_system(|s| s.text("D4", "Etapa del ciclo"))]);
    assert_eq!(told(&findings), ["REV-161 - Sistemas!D4"]);
    // Elsewhere it is a column of their own, and the missing one is told as missing.
    let moved = one_system(|s| s.text("D4", "").text("D5", "").text("M4", "Semáforo"));
    let (_, findings) = judge(&[moved]);
    assert_eq!(
        told(&findings),
        ["REV-161 - Sistemas!A4", "REV-163 - Sistemas!M4"]
    );
}
