//! What `generar` leaves behind, on the demonstration data.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that cannot go on has failed"
)]

#[path = "support/delivered.rs"]
mod delivered;
mod support;

use delivered::changed;
use relator::domain::Value;
use relator::domain::sha256_hex;
use serde_json::Value as Json;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use support::{Ran, Workspace, files};

fn project() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Runs `generar` on the demonstration data; what is written stands below the workspace.
fn generate(workspace: &Workspace, args: &[&str]) -> Ran {
    let output = workspace.path("output");
    let all = ["--proyecto", project().to_str().unwrap()].into_iter();
    let all = all.chain(["--salida", output.to_str().unwrap(), "generar"]);
    workspace.run(all.chain(args.iter().copied()))
}

fn read_json(path: &Path) -> Json {
    serde_json::from_slice(&fs::read(path).unwrap()).unwrap()
}

/// DEOE's workbook for the fifth meeting with 120 % in the first row of `Sistemas`.
fn beyond_the_limit() -> Vec<u8> {
    let first = std::cell::Cell::new(true);
    changed("deoe", 5, 1, |sheet, record| {
        if sheet == "Sistemas" && first.replace(false) {
            record.insert("avance_real".to_owned(), Value::Number(120.0));
        }
    })
}

#[test]
fn an_edited_word_file_is_never_replaced() {
    let workspace = Workspace::none();
    generate(&workspace, &["1", "--formato", "docx"]).code(0);
    let word = workspace.path("output/reunion-01/informe-reunion-01.docx");
    let beside = workspace.path("output/reunion-01/informe-reunion-01-nuevo.docx");
    let generated = fs::read(&word).unwrap();
    assert!(
        !workspace
            .path("output/reunion-01/informe-reunion-01.pdf")
            .exists()
    );
    generate(&workspace, &["1", "--formato", "docx"]).code(0);
    assert!(!beside.exists(), "what is the same is left alone");
    fs::write(&word, b"edited by a person").unwrap();
    for _ in 0..2 {
        let ran = generate(&workspace, &["1", "--formato", "docx"]).code(0);
        assert!(
            ran.stdout.contains("advertencia[REV-701]"),
            "{}",
            ran.stdout
        );
        assert!(ran.stdout.contains("informe-reunion-01-nuevo.docx"));
        assert_eq!(fs::read(&word).unwrap(), b"edited by a person");
        assert!(fs::read(&beside).unwrap() == generated);
    }
    assert!(
        !workspace
            .path("output/reunion-01/informe-reunion-01-nuevo-2.docx")
            .exists()
    );
    fs::remove_file(&word).unwrap();
    generate(&workspace, &["1", "--formato", "docx"]).code(0);
    assert!(fs::read(&word).unwrap() == generated);
    assert!(
        !beside.exists(),
        "the spare one goes when it is no longer needed"
    );
}

#[test]
fn the_same_bytes_on_any_day_alone_or_among_others_with_one_thread_or_more() {
    let alone = Workspace::none();
    generate(&alone, &["8", "--hoy", "2022-05-01", "--hilos", "1"]).code(0);
    let among = Workspace::none();
    generate(&among, &["7", "8", "--hoy", "2031-12-31", "--hilos", "3"]).code(0);
    let folder = Path::new("output").join("reunion-08");
    let one = files::below(&alone.root().join(&folder));
    let other = files::below(&among.root().join(&folder));
    let names: Vec<&String> = one.keys().collect();
    assert_eq!(names, other.keys().collect::<Vec<_>>());
    for (name, bytes) in &one {
        assert!(*bytes == other[name], "{name} differs");
    }
}

#[test]
fn the_ficha_names_every_file_every_workbook_and_every_template() {
    let workspace = Workspace::none();
    generate(&workspace, &["2"]).code(0);
    let folder = workspace.path("output/reunion-02");
    let ficha = read_json(&folder.join("ficha.json"));
    let listed: BTreeMap<String, &str> = ficha["salidas"]
        .as_array()
        .unwrap()
        .iter()
        .map(|o| {
            (
                o["archivo"].as_str().unwrap().into(),
                o["sha256"].as_str().unwrap(),
            )
        })
        .collect();
    let mut found = files::below(&folder);
    found.remove("ficha.json");
    assert_eq!(
        listed.keys().collect::<Vec<_>>(),
        found.keys().collect::<Vec<_>>()
    );
    for (name, bytes) in &found {
        assert_eq!(listed[name], sha256_hex(bytes), "{name}");
    }
    for list in ["entradas", "plantillas"] {
        let entries = ficha[list].as_array().unwrap();
        assert!(entries.len() > 10, "{list}");
        for entry in entries {
            let file = project().join(entry["archivo"].as_str().unwrap());
            assert_eq!(entry["sha256"], sha256_hex(&fs::read(file).unwrap()));
        }
    }
}

#[test]
fn published_tables_are_what_their_description_says() {
    let workspace = Workspace::none();
    generate(&workspace, &["5"]).code(0);
    let folder = workspace.path("output/reunion-05/datos");
    let package = read_json(&folder.join("datapackage.json"));
    let resources = package["resources"].as_array().unwrap();
    assert!(resources.len() > 5);
    for resource in resources {
        let path = resource["path"].as_str().unwrap();
        let fields = resource["schema"]["fields"].as_array().unwrap();
        let mut reader = csv::Reader::from_path(folder.join(path)).unwrap();
        let names: Vec<&str> = fields.iter().map(|f| f["name"].as_str().unwrap()).collect();
        assert_eq!(reader.headers().unwrap().iter().collect::<Vec<_>>(), names);
        assert_eq!(
            names.iter().collect::<BTreeSet<_>>().len(),
            names.len(),
            "{path}: a name twice"
        );
        for record in reader.records() {
            for (field, cell) in fields.iter().zip(record.unwrap().iter()) {
                let missing = cell.is_empty() || cell == "—";
                let fits = match field["type"].as_str().unwrap() {
                    "number" => cell.parse::<f64>().is_ok(),
                    "date" => cell.parse::<relator::domain::Fecha>().is_ok(),
                    "boolean" => matches!(cell, "true" | "false"),
                    _ => !cell.starts_with(['=', '+', '-', '@']),
                };
                assert!(missing || fits, "{path}: {field}: {cell}");
            }
        }
    }
}

#[test]
fn published_data_never_names_a_sender_s_own_file() {
    let workspace = Workspace::none();
    generate(&workspace, &["5", "--formato", "docx"]).code(0);
    let data = read_json(&workspace.path("output/reunion-05/datos/datos.json"));
    let mut cells = 0;
    for resource in data["recursos"].as_array().unwrap() {
        for datum in resource["filas"]
            .as_array()
            .unwrap()
            .iter()
            .flat_map(|r| r.as_array().unwrap())
        {
            for cell in datum["celdas"].as_array().unwrap() {
                let cell = cell.as_str().unwrap();
                cells += 1;
                let ours = cell.starts_with('R') || cell.starts_with("templates/");
                assert!(ours && !cell.contains(".xlsx"), "{cell}");
            }
        }
    }
    assert!(cells > 100, "{cells}");
}

#[test]
fn rev_203_a_file_from_elsewhere_is_judged_in_the_place_of_what_was_delivered() {
    let workspace = Workspace::none();
    workspace.write("mio.xlsx", beyond_the_limit());
    let project = project().to_str().unwrap();
    let args = ["--proyecto", project, "validar", "mio.xlsx", "--json"];
    let ran = workspace.run(args).stderr("").code(1);
    let json = ran.json();
    let errors: Vec<&Json> = json["inconsistencias"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|f| f["severidad"] == "error")
        .collect();
    assert_eq!(errors.len(), 1, "{json:#}");
    assert_eq!(errors[0]["codigo"], "REV-203");
    assert_eq!(errors[0]["remitente"], "deoe");
    assert_eq!(errors[0]["reunion"], 5);
    assert_eq!(errors[0]["hoja"], "Sistemas");
    assert_eq!(json["resumen"]["libros"], 1);
}

#[test]
fn a_delivery_with_errors_ends_in_1_and_the_informe_is_there() {
    let workspace = Workspace::new();
    workspace.write("inputs/mio.xlsx", beyond_the_limit());
    let args = ["generar", "5", "--formato", "docx"];
    let ran = workspace.run(args).stderr("").code(1);
    assert!(ran.stdout.contains("error[REV-203]"), "{}", ran.stdout);
    assert!(
        ran.stdout
            .contains("Con errores:\n  inputs/mio.xlsx (1 error)\n")
    );
    assert!(
        workspace
            .path("output/reunion-05/informe-reunion-05.docx")
            .is_file()
    );
    let ficha = read_json(&workspace.path("output/reunion-05/ficha.json"));
    assert_eq!(ficha["fuera"][0]["codigo"], "REV-203");
    // The errors of a meeting that was not asked for are none of this one's.
    workspace.run(["generar", "1", "--formato", "docx"]).code(0);
}

#[test]
fn what_was_made_is_told_as_json_too() {
    let workspace = Workspace::none();
    let ran = generate(&workspace, &["8", "--formato", "pdf", "--json"])
        .stderr("")
        .code(0);
    let json = ran.json();
    assert_eq!(json["informes"][0]["reunion"], 8);
    let files = json["informes"][0]["archivos"].as_array().unwrap();
    let first = files[0]["archivo"].as_str().unwrap();
    assert!(
        first.ends_with("reunion-08/informe-reunion-08.pdf"),
        "{first}"
    );
}
