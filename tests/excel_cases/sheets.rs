//! Sheets, headers, rows and columns.

use crate::workbooks::{Book, Raw, Sheet};
use crate::{Outcome, SYSTEM, book, judge, judge_book, one_system, system};
use relator::diagnostics::Severity;
use relator::domain::Value;
use rust_xlsxwriter::{Format, Note, Table, TableColumn, Workbook, Worksheet};

fn three() -> Sheet {
    let sheet = Sheet::systems().row(&SYSTEM);
    sheet.row(&system("OBS")).row(&system("SES"))
}

/// The workbook after its writer was asked for more on the sheet of systems.
fn finished(book: &Book, finish: impl Fn(&mut Worksheet)) -> Outcome {
    let bytes = book.bytes_with(|workbook: &mut Workbook| {
        finish(workbook.worksheet_from_name("Sistemas").unwrap());
    });
    judge(&book.path, &bytes)
}

#[track_caller]
fn told(outcome: &Outcome, expected: &[&str]) {
    assert_eq!(outcome.told(), expected);
}

fn plain() -> Format {
    Format::new()
}

#[test]
fn cells_merged_over_rows_are_named_as_such_and_cost_the_covered_rows() {
    let sheet = three().text("J6", "").text("J7", "");
    let outcome = finished(&book(sheet), |sheet| {
        sheet
            .merge_range(4, 9, 6, 9, "En ejecución", &plain())
            .unwrap();
    });
    told(&outcome, &["REV-216 R-27 Sistemas!J5"]);
    assert!(outcome.only().message.contains("J5:J7"));
    assert_eq!(outcome.used(), ["SUC"]);
}

#[test]
fn cells_merged_over_columns_are_named_as_such_and_cost_their_row() {
    let outcome = finished(&book(three().text("D6", "")), |sheet| {
        sheet.merge_range(5, 2, 5, 3, "DEOE", &plain()).unwrap();
    });
    told(&outcome, &["REV-216 R-27 Sistemas!C6"]);
    assert!(outcome.only().message.contains("C6:D6"));
    assert_eq!(outcome.used(), ["SUC", "SES"]);
}

#[test]
fn a_line_merged_across_the_table_is_told_once() {
    let sheet = three().text("A8", "");
    let outcome = finished(&book(sheet), |sheet| {
        sheet
            .merge_range(7, 0, 7, 11, "Fuente: DEOE", &plain())
            .unwrap();
    });
    let about: Vec<String> = outcome.told();
    assert!(
        about.contains(&"REV-216 R-27 Sistemas!A8".to_owned()),
        "{about:?}"
    );
    assert_eq!(outcome.used(), ["SUC", "OBS", "SES"]);
}

#[test]
fn a_title_merged_above_the_headers_is_no_matter() {
    let outcome = finished(&book(three()), |sheet| {
        sheet
            .merge_range(0, 0, 0, 11, "Avance de los sistemas", &plain())
            .unwrap();
    });
    told(&outcome, &[]);
}

#[test]
fn hidden_rows_with_data_are_used_and_told_once() {
    let outcome = finished(&book(three()), |sheet| {
        sheet.set_row_hidden(4).unwrap();
        sheet.set_row_hidden(6).unwrap();
        sheet.set_row_hidden(90).unwrap();
    });
    told(&outcome, &["REV-171 - Sistemas!A5"]);
    assert_eq!(outcome.used().len(), 3);
}

#[test]
fn hidden_columns_with_data_are_used_and_told_once() {
    let outcome = finished(&book(three()), |sheet| {
        sheet.set_column_hidden(6).unwrap();
        sheet.set_column_hidden(9).unwrap();
        // Nothing stands in these.
        sheet.set_column_hidden(7).unwrap();
        sheet.set_column_hidden(40).unwrap();
    });
    told(&outcome, &["REV-174 - Sistemas!G4"]);
    let said = &outcome.only().message;
    assert!(
        said.contains("2 columnas") && said.contains("columna G"),
        "{said}"
    );
    assert_eq!(outcome.used().len(), 3);
}

#[test]
fn rows_that_a_filter_hides_are_used_and_told() {
    let outcome = finished(&book(three()), |sheet| {
        sheet.autofilter(3, 0, 6, 11).unwrap();
        let condition = rust_xlsxwriter::FilterCondition::new().add_list_filter("OBS");
        sheet.filter_column(0, &condition).unwrap();
    });
    told(&outcome, &["REV-171 - Sistemas!A5"]);
    assert_eq!(outcome.used().len(), 3);
}

#[test]
fn a_hidden_row_of_keys_and_values_is_told() {
    let book = one_system(|s| s);
    let bytes = book.bytes_with(|workbook| {
        let cover = workbook.worksheet_from_name("Portada").unwrap();
        cover.set_row_hidden(6).unwrap();
    });
    told(&judge(&book.path, &bytes), &["REV-171 - Portada!B7"]);
}

#[test]
fn a_hidden_sheet_of_ours_is_read_and_told() {
    let outcome = judge_book(&one_system(Sheet::hidden));
    told(&outcome, &["REV-166 - Sistemas!-"]);
    assert_eq!(outcome.used(), ["SUC"]);
}

#[test]
fn a_hidden_sheet_with_notes_is_nobodys_business() {
    let notes = Sheet::empty("Notas").text("A1", "apuntes").hidden();
    told(&judge_book(&one_system(|s| s).with(notes)), &[]);
}

#[test]
fn a_hidden_sheet_that_holds_a_table_is_told() {
    let copy = Sheet::systems()
        .row(&SYSTEM)
        .renamed("Sistemas (2)")
        .hidden();
    let outcome = judge_book(&one_system(|s| s).with(copy));
    told(&outcome, &["REV-158 - Sistemas (2)!-"]);
    assert!(outcome.only().message.contains("oculta"));
}

#[test]
fn a_protected_sheet_is_read_as_any_other() {
    let outcome = finished(&book(three()), |sheet| {
        sheet.protect_with_password("secreto");
    });
    told(&outcome, &[]);
}

#[test]
fn notes_beside_the_cells_are_not_read() {
    let outcome = finished(&book(three()), |sheet| {
        sheet
            .insert_note(4, 10, &Note::new("no lo publiquen"))
            .unwrap();
    });
    told(&outcome, &[]);
    assert_eq!(outcome.value("justificacion"), Value::Missing);
}

#[test]
fn a_table_of_excel_is_read_as_any_other() {
    let headers = relator_headers();
    let outcome = finished(&book(three()), |sheet| {
        let columns: Vec<TableColumn> = headers
            .iter()
            .map(|h| TableColumn::new().set_header(h))
            .collect();
        let table = Table::new().set_columns(&columns);
        sheet.add_table(3, 0, 6, 11, &table).unwrap();
    });
    told(&outcome, &[]);
    assert_eq!(outcome.used().len(), 3);
}

fn relator_headers() -> Vec<String> {
    let catalog = crate::workbooks::catalog();
    let schema = catalog
        .esquema("Sistemas", relator::domain::Clase::Ine)
        .unwrap();
    schema.campos.iter().map(|c| c.titulo.clone()).collect()
}

#[test]
fn a_header_that_stands_twice_is_refused_with_both_cells() {
    let outcome = judge_book(&one_system(|s| s.text("M4", "avance  REAL (%)")));
    told(&outcome, &["REV-162 - Sistemas!M4"]);
    let finding = outcome.only();
    assert_eq!(finding.severity, Severity::Error);
    assert_eq!(finding.related[0].cell, "F4".parse().ok());
}

#[test]
fn headers_are_known_without_case_accents_blanks_and_line_breaks() {
    let outcome = judge_book(&one_system(|s| {
        s.text("C4", "  AREA\u{a0}USUARIA *")
            .text("G4", "Fecha de\nliberación  programada:")
    }));
    told(&outcome, &[]);
    assert_eq!(outcome.used(), ["SUC"]);
}

#[test]
fn a_missing_column_is_refused_at_the_header() {
    let outcome = judge_book(&one_system(|s| s.text("F4", "").cell("F5", Raw::Empty)));
    told(&outcome, &["REV-161 - Sistemas!A4"]);
    assert!(outcome.used().is_empty());
}

#[test]
fn an_extra_column_is_told_and_not_used() {
    let outcome = judge_book(&one_system(|s| {
        s.text("M4", "Semáforo").text("M5", "verde")
    }));
    told(&outcome, &["REV-163 - Sistemas!M4"]);
    assert_eq!(outcome.used(), ["SUC"]);
}

/// The rows of a sheet, so many rows further down.
fn shifted(by: u32, values: &[&str]) -> Sheet {
    let mut sheet = Sheet::empty("Sistemas");
    for (column, header) in relator_headers().iter().enumerate() {
        let letter = char::from(b'A' + column as u8);
        sheet = sheet.text(&format!("{letter}{}", 4 + by), header);
        sheet = sheet.cell(&format!("{letter}{}", 5 + by), values[column]);
    }
    sheet
}

#[test]
fn the_headers_are_found_in_another_row() {
    let outcome = judge_book(&book(shifted(20, &SYSTEM).text("A3", "Sistema")));
    told(&outcome, &[]);
    assert_eq!(outcome.used(), ["SUC"]);
    told(
        &judge_book(&book(shifted(40, &SYSTEM))),
        &["REV-160 - Sistemas!-"],
    );
}

#[test]
fn a_sheet_is_known_by_its_name_without_case_and_blanks_or_by_its_headers() {
    let outcome = judge_book(&one_system(|s| s.renamed("SISTEMAS ")));
    told(&outcome, &[]);
    assert_eq!(outcome.only().code.0, 159);
    let outcome = judge_book(&one_system(|s| s.renamed("Avance mayo")));
    told(&outcome, &["REV-169 - Avance mayo!-"]);
    assert_eq!(outcome.used(), ["SUC"]);
}

#[test]
fn empty_rows_between_the_rows_are_no_matter() {
    let mut sheet = Sheet::systems().row(&SYSTEM);
    for (column, value) in system("OBS").iter().enumerate() {
        let letter = char::from(b'A' + column as u8);
        sheet = sheet.cell(&format!("{letter}60"), *value);
    }
    let outcome = judge_book(&book(sheet.cell("D20", " ")));
    told(&outcome, &[]);
    assert_eq!(outcome.used(), ["SUC", "OBS"]);
}

#[test]
fn a_formatted_empty_cell_far_away_is_no_cell() {
    let outcome = finished(&book(three()), |sheet| {
        let yellow = Format::new().set_background_color("yellow");
        sheet.write_blank(1_048_575, 16_383, &yellow).unwrap();
    });
    told(&outcome, &[]);
}

#[test]
fn a_cell_far_away_is_told_with_its_address() {
    for far in ["XFD1048576", "L1048576", "A1048576", "XFD5"] {
        let outcome = judge_book(&book(three().text(far, "x")));
        told(&outcome, &[&format!("REV-167 - Sistemas!{far}")]);
        let finding = outcome.only();
        assert!(finding.help.contains("Borre"), "{}", finding.help);
        assert_eq!(outcome.used().len(), 3, "{far}");
    }
}

#[test]
fn a_sheet_without_any_row_is_told() {
    let outcome = judge_book(&book(Sheet::systems()));
    told(&outcome, &["REV-165 - Sistemas!A4"]);
    assert!(outcome.used().is_empty());
}

#[test]
fn a_row_with_nothing_that_is_required_is_told_once() {
    let sheet = three().text("L8", "Nota: cifras preliminares");
    let outcome = judge_book(&book(sheet));
    told(&outcome, &["REV-225 R-27 Sistemas!L8"]);
    assert_eq!(outcome.used(), ["SUC", "OBS", "SES"]);
    // Nor is it one of the rows that we wrote where it stands in a column that we fill.
    for at in ["A8", "B8"] {
        let outcome = judge_book(&book(three().text(at, "Fuente: DEOE")));
        told(&outcome, &[&format!("REV-225 R-27 Sistemas!{at}")]);
        assert_eq!(outcome.used(), ["SUC", "OBS", "SES"], "{at}");
    }
}
