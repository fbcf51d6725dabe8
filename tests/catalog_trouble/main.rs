//! What is wrong in a template is told with file, line and the nearest right word.

#![allow(clippy::unwrap_used, reason = "a test may stop where it likes")]

mod references;

use relator::catalog;
use relator::diagnostics::{Error, Finding};
use std::collections::BTreeMap;

type Files = BTreeMap<String, Vec<u8>>;

fn shipped() -> Files {
    let files = catalog::embedded().into_iter();
    files
        .map(|(path, bytes)| (path.to_owned(), bytes.to_vec()))
        .collect()
}

/// The shipped templates with a text replaced once, and the line where it stood.
fn edited(path: &str, from: &str, to: &str) -> (Files, u32) {
    let mut files = shipped();
    let text = String::from_utf8(files[path].clone()).unwrap();
    let (before, _) = text
        .split_once(from)
        .unwrap_or_else(|| panic!("{path} has no {from}"));
    let line =
        before.lines().count() as u32 + u32::from(before.ends_with('\n') || before.is_empty());
    files.insert(path.to_owned(), text.replacen(from, to, 1).into_bytes());
    (files, line)
}

fn troubles(files: &Files) -> Vec<Finding> {
    match catalog::from_files(files) {
        Ok(_) => Vec::new(),
        Err(Error::Catalog(findings)) => findings,
        Err(other) => panic!("{other:?}"),
    }
}

/// The one trouble that an edit makes: its code, its file and line, and a word of its help.
#[track_caller]
fn tells(path: &str, (from, to): (&str, &str), code: &str, word: &str) {
    let (files, line) = edited(path, from, to);
    let found = troubles(&files);
    let told: Vec<String> = found
        .iter()
        .map(|f| format!("{} {} {} — {}", f.code, f.at, f.message, f.help))
        .collect();
    assert_eq!(found.len(), 1, "{told:#?}");
    assert_eq!(found[0].code.to_string(), code, "{told:?}");
    assert_eq!(&*found[0].at.file, format!("templates/{path}"), "{told:?}");
    assert_eq!(found[0].at.line, Some(line), "{told:?}");
    assert!(
        found[0].message.contains(&format!("línea {line}")),
        "{told:?}"
    );
    let text = format!(
        "{} {} {}",
        found[0].expected, found[0].message, found[0].help
    );
    assert!(text.contains(word), "{told:?}");
    println!("{}", told[0]);
}

#[test]
fn nothing_is_wrong_in_the_shipped_templates() {
    assert_eq!(troubles(&shipped()), []);
}

#[test]
fn rev_500_a_file_that_is_not_toml() {
    tells(
        "sistemas.toml",
        ("clave = \"SUC\"", "clave = \"SUC"),
        "REV-500",
        "comilla",
    );
    tells(
        "sistemas.toml",
        ("clave = \"SUC\"", "clave \"SUC\""),
        "REV-500",
        "=",
    );
}

#[test]
fn rev_501_an_unknown_key() {
    tells(
        "instituciones.toml",
        ("sigla = \"DEOE\"", "sigal = \"DEOE\""),
        "REV-501",
        "¿Quiso escribir “sigla”?",
    );
    tells(
        "temas/prep-opl.toml",
        ("titulo = \"Avances", "titullo = \"Avances"),
        "REV-501",
        "“titulo”",
    );
    tells(
        "temas/comun.toml",
        ("prellenado = true", "prelleno = true"),
        "REV-501",
        "“prellenado”",
    );
    tells(
        "entregables.toml",
        ("mas_dias = 5", "mas_dia = 5"),
        "REV-501",
        "“mas_dias”",
    );
}

#[test]
fn rev_502_a_missing_key() {
    tells(
        "instituciones.toml",
        ("[[instituciones]]\nclave = \"deoe\"", "[[instituciones]]"),
        "REV-502",
        "clave",
    );
}

#[test]
fn rev_503_an_unknown_word() {
    tells(
        "instituciones.toml",
        ("clase = \"OPL\"", "clase = \"OPLE\""),
        "REV-503",
        "¿Quiso escribir “OPL”?",
    );
    tells(
        "temas/comun.toml",
        ("tipo = \"fecha\"", "tipo = \"fechas\""),
        "REV-503",
        "¿Quiso escribir “fecha”?",
    );
    tells(
        "proceso.toml",
        ("OPL = [\"Entregables\"", "OPLS = [\"Entregables\""),
        "REV-503",
        "“OPL”",
    );
    tells(
        "lexico.toml",
        ("tono = \"rojo\"", "tono = \"roja\""),
        "REV-503",
        "¿Quiso escribir “rojo”?",
    );
}

#[test]
fn rev_504_a_value_of_another_type() {
    tells(
        "proceso.toml",
        ("numero = 3", "numero = \"tres\""),
        "REV-504",
        "un número entero",
    );
    tells(
        "proceso.toml",
        ("fecha = \"2021-10-19\"", "fecha = \"2021-10-39\""),
        "REV-504",
        "AAAA-MM-DD",
    );
    tells(
        "proceso.toml",
        ("fecha = \"2021-10-19\"", "fecha = \"19/10/2021\""),
        "REV-504",
        "AAAA-MM-DD",
    );
    tells(
        "proceso.toml",
        ("fecha = \"2021-10-19\"", "fecha = 2021-10-19"),
        "REV-504",
        "AAAA-MM-DD",
    );
    tells(
        "proceso.toml",
        ("demostracion = true", "demostracion = \"sí\""),
        "REV-504",
        "true o false",
    );
    tells(
        "sistemas.toml",
        ("area = \"deoe\"", "area = 7"),
        "REV-504",
        "un texto",
    );
}

#[test]
fn rev_505_a_missing_file() {
    let mut files = shipped();
    files.remove("sistemas.toml");
    let found = troubles(&files);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].code.to_string(), "REV-505");
    assert_eq!(&*found[0].at.file, "templates/sistemas.toml");
}

#[test]
fn rev_506_a_name_that_stands_twice() {
    tells(
        "instituciones.toml",
        ("clave = \"secretaria\"", "clave = \"deoe\""),
        "REV-506",
        "",
    );
    tells(
        "instituciones.toml",
        ("\"OPL Tamaulipas\"", "\"IEEPCO\""),
        "REV-506",
        "tamaulipas",
    );
    tells(
        "sistemas.toml",
        ("clave = \"OBS\"", "clave = \"suc\""),
        "REV-506",
        "suc",
    );
    tells("entregables.toml", ("no = 2\n", "no = 1\n"), "REV-506", "1");
    tells(
        "temas/prep-opl.toml",
        ("alias = [\"Aplica\"]", "alias = [\"No.\"]"),
        "REV-506",
        "“aplica”",
    );
}

#[test]
fn rev_510_dates_out_of_order() {
    tells(
        "proceso.toml",
        ("corte = \"2021-10-16\"", "corte = \"2021-10-20\""),
        "REV-510",
        "corte",
    );
    tells("proceso.toml", ("numero = 3", "numero = 4"), "REV-510", "3");
    tells(
        "proceso.toml",
        ("desde = 6\nhasta = 9", "desde = 6\nhasta = 12"),
        "REV-510",
        "Chiapas",
    );
    tells(
        "proceso.toml",
        ("inicio = \"2021-07-01\"", "inicio = \"2022-07-01\""),
        "REV-510",
        "jornada",
    );
}

#[test]
fn rev_511_a_rule_of_a_deliverable_outside_the_process() {
    tells(
        "entregables.toml",
        (
            "regla = { sentido = \"antes\", dias = 51 }",
            "regla = { sentido = \"antes\", dias = 510 }",
        ),
        "REV-511",
        "21",
    );
}

#[test]
fn rev_513_what_contradicts_itself() {
    tells(
        "proceso.toml",
        (
            "OPL = [\"Pruebas\", \"Casos_prueba\"",
            "OPL = [\"Pruebas\", \"Jornada\"",
        ),
        "REV-513",
        "Jornada",
    );
    tells(
        "instituciones.toml",
        (
            "clase = \"OPL\"\nentidad = \"Oaxaca\"\n",
            "clase = \"OPL\"\n",
        ),
        "REV-513",
        "oaxaca",
    );
    tells(
        "temas/sistemas-pel.toml",
        ("maximo = 100", "maximo = -1"),
        "REV-513",
        "minimo",
    );
}

#[test]
fn rev_514_a_name_that_cannot_be_used() {
    tells(
        "instituciones.toml",
        ("clave = \"quintana-roo\"", "clave = \"Quintana Roo\""),
        "REV-514",
        "Quintana Roo",
    );
    tells(
        "temas/comun.toml",
        ("nombre = \"medio\"", "nombre = \"Medio\""),
        "REV-514",
        "Medio",
    );
}

#[test]
fn rev_515_rev_516_rev_517_the_files_of_a_meeting() {
    let mut files = shipped();
    files.insert(
        "reuniones/12.md".to_owned(),
        b"# Conclusiones\n\nNada.\n".to_vec(),
    );
    files.insert(
        "reuniones/08.md".to_owned(),
        "# Introduccion\n\nTexto.\n".into(),
    );
    let adjustment = "[[ajustes]]\nremitente = \"hidalgo\"\nhoja = \"Pruebas\"\ncelda = \"H\"\nmotivo = \"m\"\ncargo = \"c\"\n";
    files.insert("reuniones/08.toml".to_owned(), adjustment.into());
    let found = troubles(&files);
    let told: Vec<String> = found
        .iter()
        .map(|f| format!("{} {}", f.code, f.at))
        .collect();
    let expected = [
        "REV-516 templates/reuniones/08.md › línea 1",
        "REV-515 templates/reuniones/12.md",
        "REV-517 templates/reuniones/08.toml › línea 4",
        "REV-517 templates/reuniones/08.toml › línea 1",
    ];
    assert_eq!(told, expected);
    assert!(
        found[0].help.contains("“Introducción”"),
        "{}",
        found[0].help
    );
}

#[test]
fn what_is_wrong_in_two_files_is_told_at_once() {
    let (mut files, _) = edited("instituciones.toml", "sigla = \"DEOE\"", "sigal = \"DEOE\"");
    let (other, _) = edited("sistemas.toml", "area = \"deoe\"", "area = 7");
    files.insert("sistemas.toml".to_owned(), other["sistemas.toml"].clone());
    let found = troubles(&files);
    let codes: Vec<String> = found.iter().map(|f| f.code.to_string()).collect();
    assert_eq!(codes, ["REV-501", "REV-504"]);
}
