//! What is reported is what the cell showed: percentages, dates, numbers, keys, yes and no, in every
//! form in which a person or a program leaves them.

use crate::workbooks::{self, Book, Raw, Sheet, judge, percent};
use crate::{hidalgo, one_system, told};
use relator::diagnostics::{Findings, Severity};
use relator::domain::{Clase, Value};
use relator::validation::Judged;

/// The value of a field of the only row of a sheet, and what is told of it.
fn value(judged: &Judged, (meeting, sheet, field): (u8, &str, &str)) -> Value {
    let rows = judged.datasets[&meeting].rows(sheet);
    rows.first()
        .map_or(Value::Missing, |row| row.value(field).clone())
}

fn advance(raw: Raw) -> (Value, Vec<String>) {
    let (judged, findings) = judge(&[one_system(|s| s.cell("F5", raw))]);
    (
        value(&judged, (5, "Sistemas", "avance_real")),
        told(&findings),
    )
}

fn words(text: &str) -> Raw {
    Raw::Text(text.to_owned())
}

#[test]
fn a_percentage_is_what_the_cell_showed() {
    for (raw, shown) in [
        (percent(0.0), 0.0),
        (percent(0.0085), 0.85),
        (percent(0.01), 1.0),
        (percent(0.85), 85.0),
        (percent(0.850_000_000_000_000_1), 85.0),
        (percent(0.999), 99.9),
        (Raw::Number(0.85, "0%"), 85.0),
        (Raw::Number(0.85, "[Red]0.0%;-0.0%"), 85.0),
        (Raw::Number(85.0, "0\\%"), 85.0),
        (Raw::Number(85.0, "0\"%\""), 85.0),
        (Raw::Number(1.0, "0\" %\""), 1.0),
        (Raw::Number(85.0, "General"), 85.0),
        (Raw::Number(85.25, "0.00"), 85.25),
        (Raw::Number(99.99, "General"), 99.99),
    ] {
        assert_eq!(advance(raw), (Value::Number(shown), vec![]), "{shown}");
    }
    let told = vec!["REV-226 - Sistemas!F5".to_owned()];
    let small = advance(Raw::Number(0.5, "0.##\"%\""));
    assert_eq!(small, (Value::Number(0.5), told));
    for (text, shown) in [
        ("85%", 85.0),
        ("85 %", 85.0),
        ("85,5 %", 85.5),
        ("85.25%", 85.25),
        (" 0.5 % ", 0.5),
        ("85", 85.0),
    ] {
        let read = (
            Value::Number(shown),
            vec!["REV-207 - Sistemas!F5".to_owned()],
        );
        assert_eq!(advance(words(text)), read, "{text}");
    }
    for (raw, code) in [
        (Raw::Number(85.0, "0%"), "REV-203 R-01"),
        (Raw::Number(1.0, "General"), "REV-206 R-27"),
        (Raw::Number(0.85, "0.00"), "REV-206 R-27"),
        (words("0,85"), "REV-206 R-27"),
        (words("1"), "REV-206 R-27"),
        (words("85 por ciento"), "REV-201 R-27"),
        (Raw::Day(2022, 3, 25), "REV-201 R-27"),
        (Raw::Bool(true), "REV-201 R-27"),
    ] {
        let told = format!("{code} Sistemas!F5");
        assert_eq!(advance(raw), (Value::Missing, vec![told]), "{code}");
    }
}

#[test]
fn a_percentage_that_shows_eighty_five_hundred_is_told_as_it_shows() {
    let (_, findings) = judge(&[one_system(|s| s.cell("F5", Raw::Number(85.0, "0%")))]);
    let finding = findings.iter().next().unwrap();
    assert!(finding.message.contains("8500"), "{}", finding.message);
}

#[test]
fn a_number_is_rounded_only_where_nobody_could_see_it() {
    let near = 80.33 + 5e-10;
    assert_eq!(
        advance(Raw::Number(near, "General")).0,
        Value::Number(80.33)
    );
    for far in [80.33 + 5e-9, 80.335, 80.333_333] {
        let (value, told) = advance(Raw::Number(far, "General"));
        assert_eq!(
            (value, told),
            (Value::Missing, vec!["REV-205 R-01 Sistemas!F5".to_owned()]),
            "{far}"
        );
    }
}

fn release(raw: Raw) -> (Value, Vec<String>) {
    let (judged, findings) = judge(&[one_system(|s| s.cell("G5", raw))]);
    let value = value(&judged, (5, "Sistemas", "fecha_liberacion_programada"));
    (value, told(&findings))
}

#[test]
fn a_date_is_the_day_that_the_cell_showed() {
    let day = || Value::Date(chrono::NaiveDate::from_ymd_opt(2022, 6, 5).unwrap());
    assert_eq!(release(Raw::Day(2022, 6, 5)), (day(), vec![]));
    for format in [
        "dd/mm/yyyy",
        "d mmm yy",
        "[$-80A]d \"de\" mmmm \"de\" yyyy",
        "yyyy-mm-dd",
    ] {
        assert_eq!(
            release(Raw::Number(44_717.0, format)),
            (day(), vec![]),
            "{format}"
        );
    }
    let with_time = release(Raw::Number(44_717.75, "dd/mm/yyyy hh:mm"));
    assert_eq!(with_time, (day(), vec!["REV-219 - Sistemas!G5".to_owned()]));
    for text in [
        "05/06/2022",
        "5/6/2022",
        "5 de junio de 2022",
        "5 DE JUNIO DE 2022",
        " 05/06/2022 ",
    ] {
        let read = (day(), vec!["REV-208 - Sistemas!G5".to_owned()]);
        assert_eq!(release(words(text)), read, "{text}");
    }
    for text in [
        "06-05-2022",
        "05/06/22",
        "junio de 2022",
        "2022",
        "31/06/2022",
        "06/13/2022",
    ] {
        let told = vec!["REV-202 R-27 Sistemas!G5".to_owned()];
        assert_eq!(release(words(text)), (Value::Missing, told), "{text}");
    }
}

#[test]
fn a_date_that_lost_its_format_is_offered_and_not_guessed() {
    let (_, findings) = judge(&[one_system(|s| {
        s.cell("G5", Raw::Number(44_717.0, "General"))
    })]);
    assert_eq!(told(&findings), ["REV-202 R-27 Sistemas!G5"]);
    let finding = findings.iter().next().unwrap();
    assert!(
        finding.message.contains("¿es 05/06/2022?"),
        "{}",
        finding.message
    );
}

#[test]
fn a_workbook_that_counts_from_1904_shows_the_same_days() {
    let serial_1904 = 44_717.0 - 1_462.0;
    let book = one_system(|s| s.cell("G5", Raw::Number(serial_1904, "dd/mm/yyyy")));
    let bytes = workbooks::with_part(&book.bytes(), "xl/workbook.xml", |text| {
        assert!(text.contains("<workbookPr "), "{text}");
        text.replace("<workbookPr ", "<workbookPr date1904=\"1\" ")
    });
    let mut findings = Findings::default();
    let at = relator::diagnostics::Location::file("inputs/x.xlsx");
    let read = relator::intake::read_bytes(at, &bytes, &mut findings).unwrap();
    let judged = relator::validation::judge(&workbooks::catalog(), &[read], &mut findings);
    let day = chrono::NaiveDate::from_ymd_opt(2022, 6, 5).unwrap();
    let read = value(&judged, (5, "Sistemas", "fecha_liberacion_programada"));
    assert_eq!(read, Value::Date(day));
}

fn opl(sheets: Vec<Sheet>) -> Book {
    let row = ["3", "Informe", "Enero 2022", "05/02/2022", "", "Pendiente"];
    let papers = Sheet::of("Entregables", Clase::Opl).row(&row);
    hidalgo(5, [vec![papers], sheets].concat())
}

#[test]
fn a_count_is_read_as_a_number_or_as_its_text() {
    let count = |raw: Raw| {
        let sheet = Sheet::empty("Datos_PREP")
            .text("B5", "CATD previstos")
            .cell("C5", raw);
        let (judged, findings) = judge(&[opl(vec![sheet])]);
        (value(&judged, (5, "Datos_PREP", "catd")), told(&findings))
    };
    assert_eq!(
        count(Raw::Number(1234.0, "#,##0")),
        (Value::Number(1234.0), vec![])
    );
    for text in ["1234", "1,234", " 1234 ", "1234.0"] {
        let read = (
            Value::Number(1234.0),
            vec!["REV-207 - Datos_PREP!C5".to_owned()],
        );
        assert_eq!(count(words(text)), read, "{text}");
    }
    for (raw, code) in [
        (words("1.234,0"), "REV-201 R-27"),
        (words("12,34"), "REV-201 R-27"),
        (words("unos 1234"), "REV-201 R-27"),
        (Raw::Number(12.5, "0"), "REV-205 R-27"),
    ] {
        assert_eq!(count(raw).1, [format!("{code} Datos_PREP!C5")], "{code}");
    }
}

#[test]
fn yes_and_no_are_words() {
    let applies = |raw: Raw| {
        let row = ["3", "Informe", "Enero 2022", "05/02/2022", "", "Pendiente"];
        let sheet = Sheet::of("Entregables", Clase::Opl)
            .row(&row)
            .cell("E5", raw);
        let (judged, findings) = judge(&[hidalgo(5, vec![sheet])]);
        let notes = findings.count(Severity::Nota);
        (
            value(&judged, (5, "Entregables", "aplica")),
            told(&findings),
            notes,
        )
    };
    assert_eq!(applies(words("Sí")), (Value::Bool(true), vec![], 0));
    for text in ["sí", "SI", " Si "] {
        assert_eq!(
            applies(words(text)),
            (Value::Bool(true), vec![], 1),
            "{text}"
        );
    }
    assert_eq!(applies(Raw::Empty), (Value::Missing, vec![], 0));
    for raw in [
        words("x"),
        words("Yes"),
        Raw::Bool(true),
        Raw::Number(1.0, "General"),
    ] {
        assert_eq!(applies(raw).1, ["REV-217 R-27 Entregables!E5"]);
    }
}

#[test]
fn a_key_keeps_its_zeros_and_loses_no_digit() {
    let incident = |raw: Raw| {
        let row = [
            "",
            "1",
            "12/04/2022",
            "Falla",
            "Baja",
            "Abierta",
            "",
            "Pública",
        ];
        let sheet = Sheet::of("Incidencias", Clase::Opl)
            .row(&row)
            .cell("A5", raw);
        let test = [
            "1",
            "Prueba",
            "12/04/2022",
            "",
            "",
            "Captura; Verificación; Publicación",
        ];
        let tests = Sheet::of("Pruebas", Clase::Opl)
            .row(&test)
            .text("R5", "Reprogramada")
            .text("T5", "Será en mayo.");
        let (judged, findings) = judge(&[hidalgo(8, vec![tests, sheet])]);
        (value(&judged, (8, "Incidencias", "id")), told(&findings))
    };
    for (raw, shown) in [
        (words("007"), "007"),
        (Raw::Number(7.0, "000"), "007"),
        (Raw::Number(7.0, "General"), "7"),
        (Raw::Number(123_456_789_012_345.0, "0"), "123456789012345"),
    ] {
        assert_eq!(
            incident(raw),
            (Value::Text(shown.into()), vec![]),
            "{shown}"
        );
    }
    let lost = incident(Raw::Number(12_345_678_901_234_567_890.0, "0"));
    assert_eq!(lost.1, ["REV-218 R-27 Incidencias!A5"]);
}
