//! A file that could not be opened at all is answered like every other: with a Reporte de revisión
//! that says what it is and what to do.

#![allow(
    clippy::unwrap_used,
    reason = "a test that cannot make its files has failed"
)]

mod support;

use calamine::{Reader, Xlsx};
use relator::domain::sha256_hex;
use std::fs;
use std::io::Cursor;
use std::path::Path;
use support::Workspace;

/// All words of the first sheet of a workbook.
fn words(path: &Path) -> String {
    let bytes = fs::read(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    let mut book = Xlsx::new(Cursor::new(bytes)).unwrap();
    let range = book.worksheet_range_at(0).unwrap().unwrap();
    let cells = range.rows().flatten().map(ToString::to_string);
    cells.collect::<Vec<_>>().join("\n")
}

fn sample(name: &str) -> Vec<u8> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/excel/casos");
    fs::read(folder.join(name)).unwrap()
}

#[test]
fn what_could_not_be_opened_is_answered_with_what_to_do() {
    let workspace = Workspace::new();
    let files = [
        (
            "viejo.xls",
            sample("excel-97.xls"),
            "REV-103",
            "Guardar como",
        ),
        (
            "cerrado.xlsx",
            sample("contrasena.xlsx"),
            "REV-102",
            "Quite la contraseña",
        ),
        (
            "vacio.xlsx",
            Vec::new(),
            "REV-100",
            "guárdelo y vuelva a enviarlo",
        ),
        (
            "enorme.xlsx",
            vec![7; 21 * 1024 * 1024],
            "REV-105",
            "Copie la información",
        ),
        (
            "roto.xlsx",
            b"PK\x03\x04 y nada".to_vec(),
            "REV-101",
            "envíen de nuevo",
        ),
    ];
    for (name, bytes, _, _) in &files {
        workspace.write(&format!("inputs/{name}"), bytes);
    }
    let args = ["generar", "5", "--formato", "pdf", "--json"];
    let json = workspace.run(args).code(1).json();
    assert_eq!(json["sin_remitente"].as_array().unwrap().len(), files.len());
    for (name, bytes, code, what_to_do) in &files {
        let review = format!(
            "output/revision/sin-remitente-{}.xlsx",
            &sha256_hex(bytes)[..8]
        );
        let said = words(&workspace.path(&review));
        for word in [*name, &sha256_hex(bytes), *code, *what_to_do] {
            assert!(said.contains(word), "{name}: {word} in\n{said}");
        }
        assert!(said.contains("No se pudo leer información"), "{said}");
    }
    let status = workspace.run(["estado", "5", "--json"]).code(0).json();
    let listed = status["sin_remitente"].as_array().unwrap().clone();
    for (name, _, _, _) in &files {
        assert!(listed.contains(&format!("inputs/{name}").into()), "{name}");
        fs::remove_file(workspace.path(&format!("inputs/{name}"))).unwrap();
    }
    workspace.run(args).code(0);
    let left = fs::read_dir(workspace.path("output/revision")).unwrap();
    let left = left.filter(|e| e.as_ref().unwrap().path().extension() == Some("xlsx".as_ref()));
    assert_eq!(left.count(), 0, "what was taken away is answered no more");
}
