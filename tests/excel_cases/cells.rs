//! What one cell holds.

use crate::workbooks::{self, Raw};
use crate::{Outcome, judge, judge_book, one_system};
use relator::diagnostics::Severity;
use relator::domain::Value;
use rust_xlsxwriter::Format;

/// Column F is «Avance real (%)», G the date of release, K a text, J a list.
fn with(cell: &str, raw: Raw) -> Outcome {
    judge_book(&one_system(|s| s.cell(cell, raw)))
}

pub fn text(text: &str) -> Raw {
    Raw::Text(text.to_owned())
}

#[track_caller]
pub fn told(outcome: &Outcome, expected: &[&str]) {
    assert_eq!(outcome.told(), expected);
}

#[track_caller]
fn percent(raw: Raw, expected: &[&str], value: f64) {
    let outcome = with("F5", raw);
    told(&outcome, expected);
    assert_eq!(outcome.value("avance_real"), Value::Number(value));
}

#[track_caller]
pub fn refused(cell: &str, raw: Raw, expected: &str) -> String {
    let outcome = with(cell, raw);
    told(&outcome, &[&format!("{expected} Sistemas!{cell}")]);
    assert!(outcome.used().is_empty());
    let finding = outcome.only();
    assert_eq!(finding.severity, Severity::Error);
    format!("{} {}", finding.message, finding.help)
}

#[test]
fn a_share_with_a_percent_format_is_its_percentage() {
    percent(Raw::Number(0.8, "0%"), &[], 80.0);
    percent(Raw::Number(0.805, "0.0%"), &[], 80.5);
}

#[test]
fn a_computed_share_is_rounded_before_it_is_compared() {
    percent(Raw::Number(0.8500000000000001, "0%"), &[], 85.0);
    percent(Raw::Number(0.1 + 0.2, "0%"), &[], 30.0);
}

#[test]
fn a_number_over_one_without_a_percent_format_is_taken_as_it_stands() {
    percent(Raw::Number(80.0, "General"), &[], 80.0);
    percent(Raw::Number(0.0, "General"), &[], 0.0);
}

#[test]
fn a_share_without_a_percent_format_is_refused_with_both_readings() {
    let said = refused("F5", Raw::Number(0.8, "General"), "REV-206 R-27");
    assert!(said.contains("80%") && said.contains("0.8%"), "{said}");
    let said = refused("F5", Raw::Number(1.0, "General"), "REV-206 R-27");
    assert!(said.contains("100%") && said.contains("1%"), "{said}");
}

#[test]
fn a_whole_number_with_a_percent_format_shows_a_hundredfold_and_is_refused() {
    let said = refused("F5", Raw::Number(85.0, "0%"), "REV-203 R-01");
    assert!(
        said.contains("muestra 8500%") && said.contains("¿Quiso decir 85%?"),
        "{said}"
    );
}

#[test]
fn a_literal_percent_sign_multiplies_nothing() {
    for format in ["0.##\"%\"", "0\\%", "0\" %\""] {
        percent(Raw::Number(80.0, format), &[], 80.0);
        percent(Raw::Number(1.0, format), &[], 1.0);
    }
}

/// Of a typed `85%` Excel keeps 0.85 where the cell has the format of our workbooks.
#[test]
fn a_share_under_a_literal_percent_sign_is_used_as_it_is_shown_and_told() {
    for format in ["0.##\"%\"", "0.00\\%"] {
        let told = ["REV-226 - Sistemas!F5"];
        percent(Raw::Number(0.8, format), &told, 0.8);
    }
    let outcome = with("F5", Raw::Number(0.8, "0.##\"%\""));
    let said = &outcome.only().message;
    assert!(said.contains("¿Quiso decir 80%?"), "{said}");
    let said = refused("F5", Raw::Number(0.855, "0.##\"%\""), "REV-205 R-01");
    assert!(said.contains("¿Quiso decir 85.5%?"), "{said}");
}

#[test]
fn a_percentage_written_as_text_is_used_and_told() {
    for (written, value) in [
        ("80%", 80.0),
        ("80 %", 80.0),
        ("80,5 %", 80.5),
        ("80.5 %", 80.5),
    ] {
        percent(text(written), &["REV-207 - Sistemas!F5"], value);
    }
}

#[test]
fn a_share_written_as_text_is_refused() {
    refused("F5", text("0,85"), "REV-206 R-27");
    refused("F5", text("0.85"), "REV-206 R-27");
}

#[test]
fn words_in_a_column_of_numbers_are_refused() {
    refused("F5", text("ochenta"), "REV-201 R-27");
    refused("F5", text("80 % aprox."), "REV-201 R-27");
    refused("F5", text("8O%"), "REV-201 R-27");
}

#[test]
fn a_date_in_a_column_of_numbers_is_refused() {
    refused("F5", Raw::Day(2022, 3, 1), "REV-201 R-27");
}

#[test]
fn a_number_with_too_many_decimals_is_refused_with_its_rounding() {
    let said = refused("F5", Raw::Number(83.456, "General"), "REV-205 R-01");
    assert!(said.contains("83.46"), "{said}");
}

#[track_caller]
fn date(raw: Raw, expected: &[&str]) {
    let outcome = with("G5", raw);
    told(&outcome, expected);
    let day = Value::Date("2022-04-15".parse().unwrap());
    assert_eq!(outcome.value("fecha_liberacion_programada"), day);
}

#[test]
fn a_date_is_a_date_in_any_format_of_dates() {
    date(Raw::Day(2022, 4, 15), &[]);
    for format in [
        "d-mmm-yy",
        "[$-80A]d \"de\" mmmm \"de\" yyyy;@",
        "yyyy\\-mm\\-dd",
        "mm-dd-yy",
    ] {
        date(Raw::Number(44_666.0, format), &[]);
    }
}

#[test]
fn a_date_written_as_text_is_used_and_told() {
    for written in [
        "15/04/2022",
        "15 de abril de 2022",
        " 15 de ABRIL del 2022 ",
    ] {
        date(text(written), &["REV-208 - Sistemas!G5"]);
    }
}

#[test]
fn a_date_with_its_time_is_used_without_it() {
    date(
        Raw::Number(44_666.562_5, "dd/mm/yyyy hh:mm"),
        &["REV-219 - Sistemas!G5"],
    );
}

#[test]
fn a_date_that_can_be_read_in_two_ways_or_in_none_is_refused() {
    for written in [
        "31/02/2022",
        "2022",
        "abril",
        "pronto",
        "mayo 2022",
        "15/04",
    ] {
        let said = refused("G5", text(written), "REV-202 R-27");
        assert!(!said.contains("¿Quiso decir"), "{written}: {said}");
    }
}

#[test]
fn a_date_in_another_order_or_with_other_marks_is_refused_with_the_one_that_was_meant() {
    for written in [
        "04/15/2022",
        "2022-04-15",
        "15.04.2022",
        "15-4-2022",
        "15/04/22",
    ] {
        let said = refused("G5", text(written), "REV-202 R-27");
        assert!(
            said.contains("¿Quiso decir 15/04/2022?"),
            "{written}: {said}"
        );
    }
}

#[test]
fn a_serial_number_without_the_format_of_a_date_is_offered_as_a_date() {
    let said = refused("G5", Raw::Number(44_666.0, "General"), "REV-202 R-27");
    assert!(said.contains("15/04/2022"), "{said}");
}

#[test]
fn a_serial_that_no_calendar_of_the_process_has_is_told() {
    refused("G5", Raw::Number(-5.0, "dd/mm/yyyy"), "REV-202 R-27");
    let outcome = with("G5", Raw::Number(60.0, "dd/mm/yyyy"));
    assert!(
        outcome
            .told()
            .contains(&"REV-300 R-02 Sistemas!G5".to_owned())
    );
}

#[test]
fn text_that_looks_like_a_formula_stays_text() {
    for written in ["=1+1", "+52 55", "-", "@area", "=HYPERLINK(\"x\")"] {
        let outcome = with("K5", text(written));
        assert!(outcome.told().is_empty(), "{written}: {:?}", outcome.told());
        let literal = Value::Text(written.to_owned());
        assert_eq!(outcome.value("justificacion"), literal);
    }
}

#[test]
fn rich_text_is_its_plain_text() {
    let book = one_system(|s| s);
    let bytes = book.bytes_with(|workbook| {
        let sheet = workbook.worksheet_from_name("Sistemas").unwrap();
        let (plain, bold) = (Format::new(), Format::new().set_bold());
        let pieces = [(&plain, "texto "), (&bold, "con negritas")];
        sheet.write_rich_string(4, 10, &pieces).unwrap();
    });
    let outcome = judge(&book.path, &bytes);
    told(&outcome, &[]);
    assert_eq!(
        outcome.value("justificacion"),
        Value::Text("texto con negritas".into())
    );
}

#[test]
fn blanks_around_a_text_are_dropped_and_line_breaks_within_are_kept() {
    let outcome = with("K5", text(" \u{a0}uno\ndos \u{a0}\n"));
    told(&outcome, &[]);
    assert_eq!(
        outcome.value("justificacion"),
        Value::Text("uno\ndos".into())
    );
    let outcome = with("J5", text(" \u{a0}en  EJECUCION "));
    told(&outcome, &[]);
    assert_eq!(outcome.value("estatus"), Value::Text("En ejecución".into()));
    assert_eq!(outcome.only().code.0, 213);
}

#[test]
fn escapes_control_and_direction_characters_become_visible_and_are_told() {
    for written in ["a\u{7}b", "a\u{202E}b", "a\u{2066}b"] {
        let outcome = with("K5", text(written));
        told(&outcome, &["REV-212 - Sistemas!K5"]);
        assert_eq!(
            outcome.value("justificacion"),
            Value::Text("a\u{FFFD}b".into())
        );
    }
}

#[test]
fn a_text_beyond_its_limit_is_refused() {
    let said = refused("K5", text(&"x".repeat(32_000)), "REV-211 R-27");
    assert!(said.contains("32000") || said.contains("32,000"), "{said}");
}

#[test]
fn words_for_nothing_are_an_empty_cell_only_where_the_catalogue_says_so() {
    refused("F5", text("S/D"), "REV-201 R-27");
    let literal = with("K5", text("N/A"));
    assert_eq!(literal.value("justificacion"), Value::Text("N/A".into()));
    let row = [
        "1",
        "Comisión de seguimiento",
        "—",
        "10/09/2021",
        "Sí",
        "Entregado",
        "09/09/2021",
        "OF-1",
        "A-1",
    ];
    let sheet = workbooks::Sheet::of("Entregables", relator::domain::Clase::Opl).row(&row);
    let outcome = judge_book(&workbooks::Book::of("OPL", "hidalgo", "Hidalgo", 5).with(sheet));
    let rows = outcome.judged.datasets[&5].rows("Entregables");
    assert_eq!(
        rows[0].value("variante"),
        &Value::Missing,
        "{:?}",
        outcome.told()
    );
}

#[test]
fn a_truth_value_is_no_word_of_a_list() {
    let said = refused("J5", Raw::Bool(true), "REV-204 R-27");
    assert!(said.contains("VERDADERO"), "{said}");
}

#[test]
fn a_number_that_lost_its_digits_is_refused() {
    refused(
        "K5",
        Raw::Number(12_345_678_901_234_567_890.0, "0"),
        "REV-218 R-27",
    );
}

#[test]
fn a_key_keeps_the_zeros_that_its_format_shows() {
    let outcome = with("K5", Raw::Number(7.0, "000"));
    told(&outcome, &[]);
    assert_eq!(outcome.value("justificacion"), Value::Text("007".into()));
}
