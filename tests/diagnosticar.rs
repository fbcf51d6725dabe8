//! `relator diagnosticar`: what it says of a workspace, and that it leaves it as it was.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that cannot go on has failed"
)]

mod support;

use relator::render::docx::Package;
use serde_json::Value as Json;
use std::fs;
use support::{Workspace, files};

const LETTERHEAD: &str = "templates/estilo/membrete.docx";

/// The check about something.
fn check<'a>(json: &'a Json, about: &str) -> &'a Json {
    let checks = json["revisiones"].as_array().unwrap();
    let found = checks.iter().find(|c| c["asunto"] == about);
    found.unwrap_or_else(|| panic!("{about} in {json:#}"))
}

#[test]
fn a_new_workspace_is_in_order_and_stays_as_it_was() {
    let workspace = Workspace::new();
    let before = files::below(workspace.root());
    let ran = workspace.run(["diagnosticar"]).stderr("").code(0);
    assert!(
        ran.stdout
            .starts_with("Carpeta de trabajo: [CARPETA]\nEntradas: inputs\nSalida: output\n\n"),
        "{}",
        ran.stdout
    );
    assert!(!ran.stdout.contains("falla"), "{}", ran.stdout);
    let json = workspace.run(["doctor", "--json"]).code(0).json();
    assert_eq!(json["version"], 1);
    assert_eq!(json["estado"], "atención");
    for about in ["Plantillas", "Redacción", "PDF", "Membrete", "Salida"] {
        assert_eq!(check(&json, about)["estado"], "en orden", "{json:#}");
    }
    assert_eq!(check(&json, "Entradas")["detalle"], "no hay libros todavía");
    assert!(
        files::below(workspace.root()) == before,
        "something was written"
    );
}

#[test]
fn what_a_letterhead_lacks_is_told() {
    let workspace = Workspace::new();
    let mut package = Package::read(&fs::read(workspace.path(LETTERHEAD)).unwrap()).unwrap();
    for foot in ["word/footer1.xml", "word/footer2.xml"] {
        let text = String::from_utf8(package.parts[foot].clone()).unwrap();
        let text = text.replace("{{pagina}}", "{{folio}}");
        package.parts.insert(foot.to_owned(), text.into_bytes());
    }
    let styles = String::from_utf8(package.parts["word/styles.xml"].clone()).unwrap();
    let styles: String = styles
        .lines()
        .filter(|l| !l.contains("\"Informe nota\""))
        .collect();
    package
        .parts
        .insert("word/styles.xml".to_owned(), styles.into_bytes());
    workspace.write(LETTERHEAD, package.to_bytes().unwrap());
    let json = workspace.run(["diagnosticar", "--json"]).code(0).json();
    let letterhead = check(&json, "Membrete");
    assert_eq!(letterhead["estado"], "atención");
    let codes: Vec<&str> = letterhead["inconsistencias"]
        .as_array()
        .unwrap()
        .iter()
        .map(|f| f["codigo"].as_str().unwrap())
        .collect();
    assert!(
        codes.contains(&"REV-643") && codes.contains(&"REV-644"),
        "{codes:?}"
    );
    let styles = check(&json, "Estilos");
    assert!(
        styles["ayuda"]
            .as_str()
            .unwrap()
            .ends_with(": Informe nota.")
    );
}

#[test]
fn rev_645_a_place_where_no_informe_fits_is_told() {
    let workspace = Workspace::new();
    let ours = fs::read(workspace.path(LETTERHEAD)).unwrap();
    let placed = |place: &str| -> Vec<String> {
        let mut package = Package::read(&ours).unwrap();
        let part = package.parts.get_mut("word/document.xml").unwrap();
        let text = String::from_utf8(part.clone()).unwrap();
        *part = text.replace("{{contenido}}", place).into_bytes();
        workspace.write(LETTERHEAD, package.to_bytes().unwrap());
        let json = workspace.run(["diagnosticar", "--json"]).code(0).json();
        let found = check(&json, "Membrete")["inconsistencias"].clone();
        let found = found.as_array().unwrap().iter();
        found
            .map(|f| f["codigo"].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(placed("{{ contenido }}"), [""; 0]);
    assert_eq!(placed("Informe: {{contenido}}"), ["REV-645"]);
}

#[test]
fn a_broken_part_is_told_once_in_spanish() {
    let workspace = Workspace::new();
    let mut package = Package::read(&fs::read(workspace.path(LETTERHEAD)).unwrap()).unwrap();
    let part = package.parts.get_mut("word/settings.xml").unwrap();
    part.truncate(part.len() - 5);
    workspace.write(LETTERHEAD, package.to_bytes().unwrap());
    let json = workspace.run(["diagnosticar", "--json"]).code(3).json();
    let found = check(&json, "Membrete")["inconsistencias"].clone();
    let told: Vec<&str> = found
        .as_array()
        .unwrap()
        .iter()
        .map(|f| f["mensaje"].as_str().unwrap())
        .collect();
    let [told] = told[..] else { panic!("{told:?}") };
    assert!(
        told.contains("word/settings.xml no se puede leer: su XML está mal escrito (línea"),
        "{told}"
    );
}

#[test]
fn what_stands_in_the_way_is_a_failure() {
    let workspace = Workspace::new();
    workspace.write(LETTERHEAD, "texto");
    let json = workspace.run(["diagnosticar", "--json"]).code(3).json();
    assert_eq!(check(&json, "Membrete")["estado"], "falla");
    assert_eq!(json["estado"], "falla");

    let workspace = Workspace::new();
    workspace.write("templates/proceso.toml", "nombre = 3");
    let ran = workspace.run(["diagnosticar"]).stderr("").code(3);
    assert!(
        ran.stdout.contains("\nfalla     Plantillas"),
        "{}",
        ran.stdout
    );
    assert!(
        ran.stdout
            .ends_with("Algo impide trabajar; corrija lo que dice «falla».\n")
    );

    let workspace = Workspace::new();
    fs::remove_dir(workspace.path("output")).unwrap();
    workspace.write("output", "un archivo");
    fs::remove_dir(workspace.path("inputs")).unwrap();
    let json = workspace.run(["diagnosticar", "--json"]).code(3).json();
    assert_eq!(check(&json, "Salida")["detalle"], "no es una carpeta");
    assert_eq!(check(&json, "Entradas")["detalle"], "la carpeta no existe");
}

#[test]
fn a_document_in_which_somebody_worked_is_named() {
    let workspace = Workspace::none();
    let output = workspace.path("output");
    let place = ["--proyecto", env!("CARGO_MANIFEST_DIR"), "--salida"];
    let run = |args: &[&str]| {
        let place = place.into_iter().chain([output.to_str().unwrap()]);
        workspace.run(place.chain(args.iter().copied()))
    };
    run(&["generar", "1", "--formato", "docx", "-q"]).code(0);
    fs::write(
        output.join("reunion-01/informe-reunion-01.docx"),
        "otra cosa",
    )
    .unwrap();
    let json = run(&["diagnosticar", "--json"]).code(0).json();
    let document = check(&json, "Documentos");
    assert_eq!(
        document["detalle"],
        "reunion-01/informe-reunion-01.docx: alguien trabajó en él; se conserva y el nuevo se escribirá junto a él"
    );
}
