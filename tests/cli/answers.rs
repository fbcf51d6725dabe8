//! What is answered about the workbooks that came, and about those that are awaited.

use crate::support::Workspace;
use std::fs;

#[test]
fn nothing_to_review_is_said() {
    Workspace::new()
        .run(["validar"])
        .stdout(
            "No se encontró ningún libro.\n\
             Se buscó en «inputs»: guarde ahí los libros recibidos.\n",
        )
        .stderr("")
        .code(0);
}

#[test]
fn what_is_no_workbook_is_told_and_counts() {
    let workspace = Workspace::new();
    workspace.write("inputs/vacio.xlsx", "");
    workspace
        .run(["validar"])
        .stdout(
            "error[REV-100]: Archivo vacío\n  \
               ┌─ inputs/vacio.xlsx\n  \
               = encontrado: «0 bytes»\n  \
               = El archivo está vacío.\n  \
               = se espera: un libro de Excel (.xlsx)\n  \
               = ayuda: Abra el libro original, guárdelo y vuelva a enviarlo.\n\n\
             Se revisó 1 libro: 1 error.\n\
             Con errores:\n  \
               inputs/vacio.xlsx (1 error)\n",
        )
        .stderr("")
        .code(1);
}

#[test]
fn every_command_counts_the_same_files() {
    let workspace = Workspace::new();
    // What is no workbook is told and not counted.
    fs::write(workspace.path("inputs/notas.txt"), "hola").unwrap();
    workspace.write("inputs/vacio.xlsx", "");
    let reviewed = workspace.run(["validar", "--json"]).code(1).json();
    let generated = ["generar", "8", "--formato", "pdf", "--json"];
    let generated = workspace.run(generated).code(1).json();
    assert_eq!(reviewed["resumen"]["libros"], 1);
    assert_eq!(reviewed["resumen"], generated["resumen"]);
}

#[test]
fn json_stands_alone_and_keeps_to_the_contract() {
    let workspace = Workspace::new();
    workspace.write("inputs/vacio.xlsx", "");
    let ran = workspace.run(["validar", "--json"]).stderr("").code(1);
    let json = ran.json();
    assert_eq!(json["version"], 1);
    let finding = &json["inconsistencias"][0];
    assert_eq!(finding["codigo"], "REV-100");
    assert_eq!(finding["severidad"], "error");
    assert_eq!(finding["archivo"], "inputs/vacio.xlsx");
    assert!(finding.get("hoja").is_none() && finding.get("celda").is_none());
    for key in ["relacionadas", "encontrado", "esperado", "mensaje", "ayuda"] {
        assert!(finding.get(key).is_some(), "{key}");
    }
    let summary = serde_json::json!({"libros": 1, "errores": 1, "advertencias": 0, "notas": 0});
    assert_eq!(json["resumen"], summary);
}

#[test]
fn who_is_awaited_is_named_with_the_days_left() {
    let ran = Workspace::new().run(["estado"]).stderr("").code(0);
    let first = ran.stdout.lines().next().unwrap();
    assert_eq!(
        first,
        "Reunión 5, 15/02/2022. Fecha de corte: 12/02/2022 (faltan 11 días)."
    );
    assert!(
        ran.stdout.contains("\n  Hidalgo         sin recibir\n"),
        "{}",
        ran.stdout
    );
}

#[test]
fn a_set_day_stands_above_the_environment() {
    let workspace = Workspace::new();
    let ran = workspace.run(["estado", "--hoy", "2022-05-27", "--json"]);
    assert_eq!(ran.json()["reunion"], 10);
    let after = workspace.run(["estado", "--hoy", "2030-01-01", "--json"]);
    assert_eq!(after.json()["reunion"], 11, "else the last");
}

#[test]
fn blank_workbooks_are_written_once_and_a_filled_one_stays() {
    let workspace = Workspace::new();
    let path = "output/formatos/reunion-05/R05-hidalgo-v1.xlsx";
    let args = ["formatos", "5", "--remitente", "hidalgo"];
    workspace
        .run(args)
        .stdout(&format!(
            "Reunión 5, con corte al 12/02/2022: un libro para enviar\n{path}\n"
        ))
        .stderr("")
        .code(0);
    workspace.write(path, "filled by a person");
    let ran = workspace.run(args).stderr("").code(0);
    assert!(
        ran.stdout.contains("advertencia[REV-701]"),
        "{}",
        ran.stdout
    );
    assert!(
        ran.stdout
            .ends_with("output/formatos/reunion-05/R05-hidalgo-v1-nuevo.xlsx\n"),
        "{}",
        ran.stdout
    );
    let kept = fs::read(workspace.path(path)).unwrap();
    assert_eq!(kept, b"filled by a person");
}
