//! Workbooks that LibreOffice and openpyxl saved; tests/excel/casos/README.md says how.

use crate::{judge, saved_file};
use relator::domain::Value;

/// What tests/excel/casos/make.py wrote into every one of these, and what must be told of it.
const TOLD: [&str; 7] = [
    "REV-174 - Sistemas!K4",
    "REV-171 - Sistemas!A7",
    "REV-223 - Sistemas!F8",
    "REV-210 R-27 Sistemas!F9",
    "REV-210 R-27 Sistemas!F10",
    "REV-216 R-27 Sistemas!J12",
    "REV-208 - Sistemas!G14",
];

#[track_caller]
fn check(name: &str, before: &[&str]) {
    let outcome = judge(&format!("inputs/{name}"), &saved_file(name));
    let mut expected: Vec<&str> = before.to_vec();
    expected.extend(TOLD);
    assert_eq!(outcome.told(), expected, "{name}");
    assert_eq!(
        outcome.used(),
        ["SUC", "OBS", "SES", "REP", "SICCE", "BOD", "SNR"],
        "{name}"
    );
    let rows = outcome.judged.datasets[&5].rows("Sistemas");
    let value = |clave: &str, field: &str| {
        let text = Value::Text(clave.to_owned());
        let row = rows.iter().find(|r| *r.value("id_sistema") == text);
        row.unwrap().value(field).clone()
    };
    // A literal percent sign: 85 is 85 % and 1 is 1 %.
    assert_eq!(value("OBS", "avance_programado"), Value::Number(85.0));
    assert_eq!(value("OBS", "avance_real"), Value::Number(1.0));
    // A number whose format puts zeros before it.
    let key = Value::Text("007".into());
    assert_eq!(value("SUC", "observaciones"), key);
    // A formula with its saved result.
    assert_eq!(value("REP", "avance_real"), Value::Number(80.0));
    let rich = Value::Text("texto con negritas".into());
    assert_eq!(value("SICCE", "justificacion"), rich);
    let trimmed = Value::Text("espacios al final".into());
    assert_eq!(value("SICCE", "observaciones"), trimmed);
    let lines = Value::Text("línea uno\nlínea dos".into());
    assert_eq!(value("SNR", "justificacion"), lines);
    let day = Value::Date("2022-04-15".parse().unwrap());
    assert_eq!(value("SNR", "fecha_liberacion_programada"), day);
}

#[test]
fn what_libreoffice_saved_as_xlsx_says_what_a_person_saw() {
    check("libreoffice.xlsx", &[]);
}

#[test]
fn what_libreoffice_saved_as_ods_says_what_a_person_saw() {
    check("libreoffice.ods", &["REV-116 - -!-"]);
}

#[test]
fn a_libreoffice_set_up_for_mexico_changes_nothing() {
    check("libreoffice-mx.ods", &["REV-116 - -!-"]);
}

/// openpyxl, as many export programs, saves no results of formulas.
#[test]
fn formulas_whose_results_nobody_saved_are_refused() {
    let outcome = judge("inputs/x.xlsx", &saved_file("sin-resultados.xlsx"));
    for cell in ["F8", "F9", "F10"] {
        let told = format!("REV-209 R-27 Sistemas!{cell}");
        assert!(outcome.told().contains(&told), "{:?}", outcome.told());
    }
    assert_eq!(outcome.used(), ["SUC", "OBS", "SES", "SICCE", "BOD", "SNR"]);
}

#[test]
fn dates_of_the_1904_calendar_are_the_same_days() {
    for name in ["fechas-1904.xlsx", "fechas-1904-libreoffice.xlsx"] {
        let outcome = judge(&format!("inputs/{name}"), &saved_file(name));
        assert_eq!(outcome.told(), [""; 0], "{name}");
        let day = Value::Date("2022-04-15".parse().unwrap());
        assert_eq!(outcome.value("fecha_liberacion_programada"), day, "{name}");
    }
}

#[test]
fn dates_in_iso_form_are_the_same_days() {
    let outcome = judge("inputs/x.xlsx", &saved_file("fechas-iso.xlsx"));
    assert_eq!(outcome.told(), [""; 0]);
    let day = Value::Date("2022-04-15".parse().unwrap());
    assert_eq!(outcome.value("fecha_liberacion_programada"), day);
}
