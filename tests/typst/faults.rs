//! What is wrong is told, with its place.

use std::collections::BTreeMap;

use relator::render::typst::Typesetter;

use super::{TYPESETTER, muestra, style};

#[test]
fn a_broken_style_is_told_with_its_place() {
    let mut broken = style();
    let tables = String::from_utf8(broken["tablas.typ"].clone()).unwrap();
    let line = tables
        .lines()
        .position(|line| line.contains("bloque.notes"))
        .unwrap()
        + 1;
    let tables = tables.replace("bloque.notes", "bloque.notass");
    broken.insert("tablas.typ".into(), tables.into_bytes());
    let findings = Typesetter::new(&broken)
        .unwrap()
        .typeset(&muestra::informe(), &[])
        .unwrap_err();
    assert_eq!(findings[0].code.to_string(), "REV-520");
    assert_eq!(&*findings[0].at.file, "templates/estilo/tablas.typ");
    assert_eq!(findings[0].at.line, u32::try_from(line).ok());
    assert!(
        findings[0].message.contains(&format!("línea {line}, ")),
        "{}",
        findings[0].message
    );
    assert!(
        findings[0].found.contains("notass"),
        "{}",
        findings[0].found
    );
}

#[test]
fn a_warning_of_typst_is_told() {
    let mut odd = style();
    let settings = String::from_utf8(odd["ajustes.typ"].clone()).unwrap();
    let settings = settings.replace("\"Liberation Sans\"", "\"Gotham\", \"Liberation Sans\"");
    odd.insert("ajustes.typ".into(), settings.into_bytes());
    let made = Typesetter::new(&odd)
        .unwrap()
        .typeset(&muestra::informe(), &[])
        .unwrap();
    assert_eq!(made.warnings[0].code.to_string(), "REV-522");
    assert!(
        made.warnings[0].message.contains("gotham"),
        "{}",
        made.warnings[0].message
    );
}

#[test]
fn the_style_reaches_neither_the_disk_nor_the_network() {
    for line in [
        "#import \"@preview/cetz:0.4.0\"",
        "#read(\"/etc/hostname\")",
    ] {
        let mut odd = style();
        odd.insert("informe.typ".into(), line.as_bytes().to_vec());
        let findings = Typesetter::new(&odd)
            .unwrap()
            .typeset(&muestra::informe(), &[])
            .unwrap_err();
        assert_eq!(findings[0].code.to_string(), "REV-520", "{line}");
    }
}

#[test]
fn a_style_without_fonts_or_files_is_told() {
    let findings = Typesetter::new(&BTreeMap::new()).unwrap_err();
    let codes: Vec<String> = findings.iter().map(|f| f.code.to_string()).collect();
    assert_eq!(codes, ["REV-521", "REV-521", "REV-523"]);
}

#[test]
fn what_no_page_can_hold_is_told_before_typst_sees_it() {
    let mut informe = muestra::informe();
    let again = informe.blocks[0].clone();
    informe.blocks.push(again);
    informe
        .blocks
        .push(muestra::titulo("salto", 3, "", "Salto"));
    informe.blocks.push(muestra::sin_encabezado());
    let findings = TYPESETTER.typeset(&informe, &[]).unwrap_err();
    let told: Vec<&str> = findings.iter().map(|f| f.message.as_str()).collect();
    assert_eq!(told.len(), 3, "{told:#?}");
    assert!(findings.iter().all(|f| f.code.to_string() == "REV-620"));
}
