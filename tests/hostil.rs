//! Small workbooks that ask for all memory, or lie about what they hold: each is one error, and
//! none ends the run.

#![allow(
    clippy::unwrap_used,
    reason = "a test that cannot make its workbook has failed"
)]

mod workbooks;

use relator::diagnostics::{Findings, Location, Severity};
use relator::intake;
use workbooks::{Book, Sheet, judge, with_part};

fn systems() -> Book {
    Book::of("INE", "deoe", "DEOE", 5).with(Sheet::systems())
}

/// The codes of the errors that reading alone tells.
fn errors(bytes: &[u8]) -> Vec<u16> {
    let mut findings = Findings::default();
    intake::read_bytes(Location::file("inputs/x.xlsx"), bytes, &mut findings);
    let errors = findings.iter().filter(|f| f.severity == Severity::Error);
    errors.map(|f| f.code.0).collect()
}

#[test]
fn a_count_hidden_behind_a_comment_is_refused() {
    let lie = format!(
        "<!-- <sst > {} --><sst uniqueCount=\"4294967295\"><si><t>a</t></si></sst>",
        "x".repeat(9_000)
    );
    let bytes = with_part(&systems().bytes(), "xl/sharedStrings.xml", |_| lie.clone());
    assert_eq!(errors(&bytes), [106]);
}

#[test]
fn a_format_that_thousands_of_styles_would_copy_is_refused() {
    let styles = format!(
        "<styleSheet><numFmts><numFmt numFmtId=\"200\" formatCode=\"{}\"/></numFmts><cellXfs>{}</cellXfs></styleSheet>",
        "0".repeat(200_000),
        "<xf numFmtId=\"200\"/>".repeat(20_000)
    );
    let bytes = with_part(&systems().bytes(), "xl/styles.xml", |_| styles.clone());
    assert_eq!(errors(&bytes), [106]);
}

#[test]
fn one_long_text_in_many_cells_is_refused() {
    let cell = "<c t=\"inlineStr\"><is><t>0</t></is></c>";
    let text = format!(
        "<c t=\"inlineStr\"><is><t>{}</t></is></c>",
        (0..6_000).map(|n| format!("{n:x} ")).collect::<String>()
    );
    let rows: String = (100..1_500)
        .map(|row| format!("<row r=\"{row}\">{text}{cell}</row>"))
        .collect();
    let bytes = with_part(&systems().bytes(), "xl/worksheets/sheet2.xml", |sheet| {
        sheet.replace("</sheetData>", &format!("{rows}</sheetData>"))
    });
    assert_eq!(errors(&bytes), [105]);
}

#[test]
fn thousands_of_rows_are_one_error_beside_the_first_rows() {
    let mut sheet = Sheet::systems();
    for row in 30..2_200 {
        sheet = sheet.text(&format!("L{row}"), "copiado hasta el final");
    }
    let book = Book::of("INE", "deoe", "DEOE", 5).with(sheet);
    let (_, findings) = judge(&[book]);
    let many = findings.iter().filter(|f| f.code.0 == 172);
    assert_eq!(many.count(), 1);
}

#[test]
fn a_workbook_of_another_layout_is_not_judged_further() {
    let book = systems().change("_meta", |meta| meta.text("A9", "esquema").text("B9", "0"));
    let (judged, findings) = judge(&[book]);
    let codes: Vec<u16> = findings.iter().map(|f| f.code.0).collect();
    assert_eq!(codes, [173]);
    assert_eq!(judged.unidentified.len(), 1);
}
