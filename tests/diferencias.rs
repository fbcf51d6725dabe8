//! `relator diferencias`: what people changed in a Word file, as the program tells it.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that cannot go on has failed"
)]

mod support;

use relator::render::docx::Package;
use serde_json::{Value as Json, json};
use std::fs;
use support::{Ran, Workspace};

const WORD: &str = "output/reunion-01/informe-reunion-01.docx";

/// The program on the demonstration data; what it writes stands below the workspace.
fn run(workspace: &Workspace, args: &[&str]) -> Ran {
    let output = workspace.path("output");
    let place = ["--proyecto", env!("CARGO_MANIFEST_DIR"), "--salida"];
    let place = place.into_iter().chain([output.to_str().unwrap()]);
    workspace.run(place.chain(args.iter().copied()))
}

/// A workspace with the Word file of the first meeting.
fn generated() -> Workspace {
    let workspace = Workspace::none();
    run(&workspace, &["generar", "1", "--formato", "docx", "-q"]).code(0);
    workspace
}

/// A copy of a Word file in which a person changed the text of its document.
fn edited(workspace: &Workspace, name: &str, change: impl Fn(String) -> String) -> String {
    let mut package = Package::read(&fs::read(workspace.path(WORD)).unwrap()).unwrap();
    let part = package.parts.get_mut("word/document.xml").unwrap();
    let text = String::from_utf8(std::mem::take(part)).unwrap();
    *part = change(text.clone()).into_bytes();
    assert!(*part != text.into_bytes(), "nothing was changed");
    workspace.write(name, package.to_bytes().unwrap());
    workspace.path(name).to_str().unwrap().to_owned()
}

/// What a person writes below the first heading.
fn below_the_first_heading(text: &str, written: &str) -> String {
    let heading = text.find("w:val=\"Ttulo1\"").unwrap();
    let end = heading + text[heading..].find("</w:p>").unwrap() + 6;
    format!("{}{written}{}", &text[..end], &text[end..])
}

fn told(workspace: &Workspace, file: &str) -> Json {
    run(workspace, &["diferencias", "1", file, "--json"])
        .code(0)
        .json()
}

#[test]
fn what_nobody_changed_has_no_differences() {
    let workspace = generated();
    let file = workspace.path(WORD);
    let json = told(&workspace, file.to_str().unwrap());
    assert_eq!(json["cambios"], json!([]));
    assert_eq!(json["coincidencia"], 1.0);
    let ran = run(&workspace, &["diff", "1", file.to_str().unwrap()]).code(0);
    assert!(
        ran.stdout
            .ends_with("son los mismos que se generaron. No se compara el aspecto.\n")
    );
}

#[test]
fn paragraphs_numbers_and_cells_that_people_changed_are_told_where_they_stand() {
    let workspace = generated();
    let file = edited(&workspace, "editado.docx", |text| {
        let text = text.replace(">51.85%<", ">52.00%<");
        let number = ">27.26%<";
        let last = text.rfind(number).unwrap();
        let text = format!("{}>28.26%<{}", &text[..last], &text[last + number.len()..]);
        let new = "<w:p><w:r><w:t>Lo agregó la Secretaría.</w:t></w:r></w:p>";
        below_the_first_heading(&text, new)
    });
    let json = told(&workspace, &file);
    let changes = json["cambios"].as_array().unwrap();
    assert_eq!(changes.len(), 3, "{changes:#?}");
    assert_eq!(
        changes[0],
        json!({"tipo": "parrafo", "antes": null, "ahora": "Lo agregó la Secretaría.", "bajo": "Glosario"})
    );
    assert_eq!(
        changes[1],
        json!({"tipo": "celda", "tabla": "Tabla 1", "fila": "○ Por iniciar", "columna": "Porcentaje",
            "antes": "51.85%", "ahora": "52.00%", "bajo": "Sistemas del Instituto"})
    );
    assert_eq!(changes[2]["bajo"], "Avance programado y real");
    assert_eq!(
        changes[2]["numeros"],
        json!([{"antes": "27.26%", "ahora": "28.26%"}])
    );
    let ran = run(&workspace, &["diferencias", "1", &file]).code(0);
    for wanted in [
        "\nGlosario\n  párrafo agregado: Lo agregó la Secretaría.\n",
        "  Tabla 1, fila «○ Por iniciar», columna «Porcentaje»: «51.85%» → «52.00%»\n",
        "  párrafo cambiado (27.26% → 28.26%)\n    antes: … de los sistemas es de 27.26%, frente",
        "\nEn total: 1 párrafo cambiado, 1 párrafo agregado, 1 celda cambiada.",
    ] {
        assert!(ran.stdout.contains(wanted), "{wanted}\nin\n{}", ran.stdout);
    }
}

#[test]
fn a_picture_and_a_header_that_people_changed_are_told() {
    let workspace = generated();
    let mut package = Package::read(&fs::read(workspace.path(WORD)).unwrap()).unwrap();
    let header = package.parts.get_mut("word/header1.xml").unwrap();
    let text = String::from_utf8(header.clone()).unwrap();
    *header = text
        .replace("Primera reunión", "Segunda reunión")
        .into_bytes();
    for picture in ["word/media/figura-01.png", "word/media/figura-01.svg"] {
        let part = package.parts.get_mut(picture).unwrap();
        part.push(b'\n');
    }
    workspace.write("editado.docx", package.to_bytes().unwrap());
    let file = workspace.path("editado.docx");
    let json = told(&workspace, file.to_str().unwrap());
    let changes = json["cambios"].as_array().unwrap();
    let kinds: Vec<&str> = changes
        .iter()
        .map(|c| c["tipo"].as_str().unwrap())
        .collect();
    assert_eq!(kinds, ["imagen-sustituida", "encabezado-o-pie"], "{json:#}");
    assert!(changes[1]["ahora"].as_str().unwrap().starts_with("Segunda"));
}

#[test]
fn tracked_changes_are_listed_and_count_as_accepted() {
    let workspace = generated();
    let file = edited(&workspace, "revisado.docx", |text| {
        let new = "<w:p><w:del w:id=\"901\" w:author=\"Ana\"><w:r><w:delText>Fuera.</w:delText></w:r></w:del>\
            <w:ins w:id=\"902\" w:author=\"Luis\"><w:r><w:t>Una frase nueva.</w:t></w:r></w:ins></w:p>";
        below_the_first_heading(&text, new)
    });
    let json = told(&workspace, &file);
    assert_eq!(json["cambios"][0]["ahora"], "Una frase nueva.");
    assert_eq!(
        json["control_de_cambios"],
        json!([{"autor": "Ana", "tipo": "eliminacion", "texto": "Fuera."},
            {"autor": "Luis", "tipo": "insercion", "texto": "Una frase nueva."}])
    );
    let ran = run(&workspace, &["diferencias", "1", &file]).code(0);
    let wanted = "El control de cambios tiene 1 inserción y 1 eliminación por aceptar o rechazar (Ana, Luis); aquí se cuentan como aceptadas.\n";
    assert!(ran.stdout.ends_with(wanted), "{}", ran.stdout);
}

#[test]
fn a_file_that_was_edited_in_its_place_is_compared_with_the_informe_composed_anew() {
    let workspace = generated();
    let file = edited(&workspace, WORD, |text| {
        text.replace(">51.85%<", ">52.00%<")
    });
    let json = told(&workspace, &file);
    assert_eq!(json["comparado_con"], Json::Null);
    assert_eq!(json["cambios"].as_array().unwrap().len(), 1, "{json:#}");
}

#[test]
fn what_is_no_word_file_of_this_meeting_is_told() {
    let workspace = generated();
    workspace.write("texto.docx", "texto");
    let ran = run(&workspace, &["diferencias", "1", "texto.docx"]).code(2);
    assert!(
        ran.stderr
            .contains("«texto.docx» no se puede leer como documento de Word"),
        "{}",
        ran.stderr
    );
    let ran = run(&workspace, &["diferencias", "1", "nada.docx"]);
    ran.stdout("")
        .stderr("error: no existe «nada.docx»\n")
        .code(2);
    let other = edited(&workspace, "otro.docx", |text| {
        let body = text.find("<w:body>").unwrap() + 8;
        let section = text.rfind("<w:sectPr").unwrap();
        format!(
            "{}<w:p><w:r><w:t>Otra cosa.</w:t></w:r></w:p>{}",
            &text[..body],
            &text[section..]
        )
    });
    let ran = run(&workspace, &["diferencias", "1", &other]).code(0);
    assert!(
        ran.stdout.contains("conserva muy poco del informe"),
        "{}",
        ran.stdout
    );
}
