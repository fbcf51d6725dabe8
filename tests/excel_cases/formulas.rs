//! What formulas, links and errors of the sheet leave in a cell.

use crate::cells::{refused, text, told};
use crate::workbooks::{self, Raw};
use crate::{Outcome, judge, one_system};
use relator::domain::Value;
use rust_xlsxwriter::{Format, Formula, Url};

/// The workbook after its writer was asked for a formula in F5.
fn with_formula(formula: Formula) -> Outcome {
    let book = one_system(|s| s.cell("F5", Raw::Empty));
    let bytes = book.bytes_with(|workbook| {
        let sheet = workbook.worksheet_from_name("Sistemas").unwrap();
        let percent = Format::new().set_num_format("0%");
        sheet
            .write_formula_with_format(4, 5, formula.clone(), &percent)
            .unwrap();
    });
    judge(&book.path, &bytes)
}

#[test]
fn the_saved_result_of_a_formula_is_used_and_told() {
    let outcome = with_formula(Formula::new("E5-0.05").set_result("0.8"));
    told(&outcome, &["REV-223 - Sistemas!F5"]);
    assert_eq!(outcome.value("avance_real"), Value::Number(80.0));
}

#[test]
fn a_value_that_comes_from_another_workbook_is_used_and_told() {
    let outcome = with_formula(Formula::new("[1]Hoja1!A1").set_result("0.8"));
    told(&outcome, &["REV-224 - Sistemas!F5"]);
    assert_eq!(outcome.value("avance_real"), Value::Number(80.0));
}

#[test]
fn a_formula_without_a_saved_result_is_refused() {
    let book = one_system(|s| s.cell("F5", Raw::Formula("1+1", "77")));
    let bytes = workbooks::with_part(&book.bytes(), "xl/worksheets/sheet3.xml", |text| {
        text.replace("<v>77</v>", "")
    });
    let outcome = judge(&book.path, &bytes);
    told(&outcome, &["REV-209 R-27 Sistemas!F5"]);
    let finding = outcome.only();
    assert!(finding.help.contains("guárdelo"), "{}", finding.help);
}

#[test]
fn a_link_is_the_text_that_it_shows() {
    let book = one_system(|s| s);
    let bytes = book.bytes_with(|workbook| {
        let sheet = workbook.worksheet_from_name("Sistemas").unwrap();
        let link = Url::new("https://www.ine.mx").set_text("ver el acuerdo");
        sheet.write_url(4, 11, link).unwrap();
        let formula = Formula::new("HYPERLINK(\"https://www.ine.mx\",\"el acuerdo\")");
        sheet
            .write_formula(4, 10, formula.set_result("el acuerdo"))
            .unwrap();
    });
    let outcome = judge(&book.path, &bytes);
    told(&outcome, &["REV-223 - Sistemas!K5"]);
    assert_eq!(
        outcome.value("justificacion"),
        Value::Text("el acuerdo".into())
    );
    assert_eq!(
        outcome.value("observaciones"),
        Value::Text("ver el acuerdo".into())
    );
}

#[test]
fn an_error_of_the_sheet_is_refused_by_its_name() {
    for error in [
        "#REF!", "#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#VALUE!",
    ] {
        let said = refused("F5", Raw::Formula("X", error), "REV-210 R-27");
        assert!(said.contains(error), "{said}");
    }
    for pasted in ["#N/A", "#¡REF!", "#¿NOMBRE?", "#¡DIV/0!"] {
        refused("F5", text(pasted), "REV-210 R-27");
    }
}

#[test]
fn an_error_that_only_newer_versions_know_costs_its_own_cell() {
    let book = one_system(|s| {
        s.cell("F5", Raw::Formula("X", "#N/A"))
            .row(&crate::system("OBS"))
    });
    let bytes = workbooks::with_part(&book.bytes(), "xl/worksheets/sheet3.xml", |text| {
        text.replace("#N/A", "#SPILL!")
    });
    let outcome = judge(&book.path, &bytes);
    told(&outcome, &["REV-210 R-27 Sistemas!F5"]);
    assert!(outcome.only().message.contains("#SPILL!"));
    assert_eq!(outcome.used(), ["OBS"]);
}
