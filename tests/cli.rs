//! The command line as people and scripts meet it: exact words, exact exit codes.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that cannot go on has failed"
)]

mod support;

use std::fs::{self, File};
use std::process::Stdio;
use support::Workspace;

/// Words of clap that must never be seen.
const ENGLISH: &[&str] = &[
    "Usage",
    "Options",
    "Commands",
    "Arguments",
    "Print ",
    "default:",
    "possible values",
    "aliases",
    "error: unexpected",
    "tip:",
];

#[test]
fn help_is_in_spanish_for_every_command() {
    let workspace = Workspace::none();
    let all = [
        vec!["--help"],
        vec!["generar", "--help"],
        vec!["validar", "--help"],
        vec!["estado", "-h"],
        vec!["formatos", "--help"],
        vec!["diagnosticar", "--help"],
        vec!["diferencias", "--help"],
        vec!["esquema", "--help"],
        vec!["explicar", "--help"],
        vec!["iniciar", "--help"],
        vec!["origen", "--help"],
    ];
    for args in all {
        let ran = workspace.run(args.iter().copied()).stderr("").code(0);
        assert!(ran.stdout.contains("\nUso: relator "), "{}", ran.stdout);
        for word in ENGLISH {
            assert!(
                !ran.stdout.contains(word),
                "{args:?}: «{word}» in\n{}",
                ran.stdout
            );
        }
    }
}

#[test]
fn help_can_be_asked_for_in_words() {
    let workspace = Workspace::none();
    let general = workspace.run(["--help"]).code(0).stdout;
    let of_command = workspace.run(["estado", "--help"]).code(0).stdout;
    for word in ["help", "ayuda"] {
        workspace.run([word]).stdout(&general).stderr("").code(0);
        let told = workspace.run([word, "estado"]);
        told.stdout(&of_command).stderr("").code(0);
    }
}

#[test]
fn the_help_of_a_command_lists_its_arguments_and_options() {
    let ran = Workspace::none().run(["explain", "--help"]).code(0);
    let first: Vec<&str> = ran.stdout.lines().take(8).collect();
    assert_eq!(
        first,
        [
            "Explica un código de inconsistencia o una regla (explain)",
            "",
            "Uso: relator explicar <REV-nnn|R-nn> [OPCIONES]",
            "",
            "Argumentos:",
            "  <REV-nnn|R-nn>  Código (REV-203) o regla (R-05)",
            "",
            "Opciones generales:",
        ]
    );
}

#[test]
fn the_version_is_told() {
    let version = concat!("relator ", env!("CARGO_PKG_VERSION"), "\n");
    Workspace::none()
        .run(["--version"])
        .stdout(version)
        .stderr("")
        .code(0);
}

#[test]
fn a_wrong_option_is_answered_with_the_nearest() {
    Workspace::none()
        .run(["generar", "--tods"])
        .stdout("")
        .stderr(
            "error: no existe la opción «--tods»; quizá quiso decir «--todas»\n\n\
             Para ver las opciones: relator generar --help\n",
        )
        .code(2);
}

#[test]
fn a_wrong_command_is_answered_with_the_nearest() {
    Workspace::none()
        .run(["generra"])
        .stdout("")
        .stderr(
            "error: no existe el comando «generra»; quizá quiso decir «generar»\n\n\
             Para ver las opciones: relator --help\n",
        )
        .code(2);
}

#[test]
fn wrong_values_are_answered_with_right_ones() {
    let workspace = Workspace::none();
    workspace
        .run(["estado", "--hoy", "ayer"])
        .stdout("")
        .stderr(
            "error: «ayer» no sirve para «--hoy»; se espera una fecha como 2022-02-15\n\n\
             Para ver las opciones: relator estado --help\n",
        )
        .code(2);
    workspace
        .run(["generar", "--formato", "odt"])
        .stdout("")
        .stderr(
            "error: «odt» no es un valor de «--formato»; se acepta: pdf, docx\n\n\
             Para ver las opciones: relator generar --help\n",
        )
        .code(2);
    workspace
        .run(["generar", "3", "--todas"])
        .stdout("")
        .stderr(
            "error: «N» no puede usarse junto con «--todas»\n\n\
             Para ver las opciones: relator generar --help\n",
        )
        .code(2);
    workspace
        .run([])
        .stdout("")
        .stderr(
            "error: falta decir qué comando se ejecuta: generar, validar, estado, formatos, \
             archivar, verificar, cotejar, exportar, reproducir, origen, diferencias, esquema, \
             explicar, diagnosticar, iniciar\n\n\
             Para ver las opciones: relator --help\n",
        )
        .code(2);
}

#[test]
fn an_unknown_meeting_is_answered_with_the_calendar() {
    Workspace::new()
        .run(["generar", "12"])
        .stdout("")
        .stderr("error: el calendario no tiene la reunión 12; tiene: 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11\n")
        .code(2);
}

#[test]
fn an_unknown_sender_is_answered_with_the_nearest() {
    Workspace::new()
        .run(["formatos", "5", "--remitente", "hidalg"])
        .stdout("")
        .stderr("error: no hay remitente con la clave «hidalg»; quizá quiso decir «hidalgo»\n")
        .code(2);
}

#[test]
fn without_a_workspace_the_way_out_is_named() {
    Workspace::none()
        .run(["validar"])
        .stdout("")
        .stderr(
            "error: no hay carpeta de trabajo: ni «[CARPETA]» ni las carpetas que la contienen tienen \
             templates/proceso.toml. Indíquela con --proyecto DIR o créela con «relator iniciar DIR»\n",
        )
        .code(3);
}

#[test]
fn a_workspace_is_found_upwards_and_by_name() {
    let workspace = Workspace::new();
    fs::create_dir_all(workspace.path("inputs/a/b")).unwrap();
    let mut below = workspace.bare(["estado", "5", "--json"]);
    let below = below.current_dir(workspace.path("inputs/a/b"));
    assert_eq!(below.output().unwrap().status.code(), Some(0));
    let elsewhere = Workspace::none();
    let root = workspace.root().to_str().unwrap();
    elsewhere
        .run(["--proyecto", root, "estado", "5", "--json"])
        .stderr("")
        .code(0);
}

#[test]
fn a_workspace_is_never_written_over() {
    let workspace = Workspace::new();
    let ran = workspace.run(["iniciar", "."]).stdout("").code(3);
    assert!(ran.stderr.ends_with("ya existe\n"), "{}", ran.stderr);
}

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
    fs::write(workspace.path("inputs/notas.txt"), "hola").unwrap();
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
fn a_wrong_option_is_json_too() {
    let ran = Workspace::none()
        .run(["generar", "--tods", "--json"])
        .code(2);
    let told = ran.json()["error"].as_str().unwrap().to_owned();
    assert!(
        told.starts_with("error: no existe la opción «--tods»"),
        "{told}"
    );
}

#[test]
fn a_failure_is_json_too() {
    let ran = Workspace::none().run(["estado", "--json"]).code(3);
    assert_eq!(ran.json()["version"], 1);
    assert!(ran.json()["error"].as_str().unwrap().contains("--proyecto"));
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
fn the_schema_is_frictionless() {
    let ran = Workspace::none()
        .run(["schema", "--json"])
        .stderr("")
        .code(0);
    let json = ran.json();
    let all = json["esquemas"].as_array().unwrap();
    let systems = all
        .iter()
        .find(|e| e["hoja"] == "Sistemas" && e["remitente"] == "INE");
    let systems = systems.unwrap();
    let fields = systems["schema"]["fields"].as_array().unwrap();
    let real = fields.iter().find(|f| f["name"] == "avance_real").unwrap();
    assert_eq!(real["constraints"]["maximum"], 100);
    let allowed = [
        "name",
        "title",
        "type",
        "format",
        "description",
        "constraints",
        "trueValues",
        "falseValues",
    ];
    for field in all
        .iter()
        .flat_map(|e| e["schema"]["fields"].as_array().unwrap())
    {
        for key in field.as_object().unwrap().keys() {
            let ours = key.starts_with("relator:");
            assert!(ours || allowed.contains(&key.as_str()), "{key}");
        }
    }
}

#[test]
fn a_code_and_a_rule_are_explained() {
    let workspace = Workspace::none();
    let code = workspace.run(["explicar", "rev-100"]).stderr("").code(0);
    assert!(code.stdout.starts_with("REV-100 (error): Archivo vacío\n"));
    for asked in ["R-05", "r5", "R 05", "5"] {
        let rule = workspace.run(["explicar", asked]).stderr("").code(0);
        assert!(rule.stdout.starts_with("R-05 (advertencia)"), "{asked}");
    }
    let dates = workspace.run(["explicar", "R-02"]).stderr("").code(0);
    assert!(
        dates.stdout.matches("\nEjemplo: ").count() < 5,
        "{}",
        dates.stdout
    );
    assert!(!dates.stdout.contains("Expresión"), "{}", dates.stdout);
    let all = workspace.run(["explicar", "R-02", "-v"]).stderr("").code(0);
    assert!(all.stdout.contains("Expresión: self.fecha_informacion"));
    let wrong = workspace.run(["explicar", "R-99"]).stdout("").code(2);
    assert!(wrong.stderr.contains("el más parecido es R-"));
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

#[test]
fn a_workspace_that_is_taken_is_not_touched() {
    let workspace = Workspace::new();
    workspace.write("output/.bloqueo", "");
    let lock = File::options()
        .write(true)
        .open(workspace.path("output/.bloqueo"))
        .unwrap();
    lock.lock().unwrap();
    let ran = workspace.run(["generar", "5"]).stdout("").code(5);
    assert!(
        ran.stderr
            .starts_with("error: otra ejecución de relator trabaja en esta carpeta"),
        "{}",
        ran.stderr
    );
    assert!(!workspace.path("output/reunion-05").exists());
    // Who only reads does not wait.
    workspace.run(["validar"]).stderr("").code(0);
}

#[test]
fn inputs_are_never_changed() {
    let workspace = Workspace::new();
    workspace.write("inputs/vacio.xlsx", "");
    workspace.write("inputs/texto.xlsx", "no es un libro");
    workspace.run(["validar"]).code(1);
    let left = fs::read_dir(workspace.path("inputs")).unwrap().count();
    assert_eq!(left, 2);
    let text = fs::read(workspace.path("inputs/texto.xlsx")).unwrap();
    assert_eq!(text, b"no es un libro");
}

#[test]
fn colour_comes_only_when_asked_for() {
    let workspace = Workspace::new();
    workspace.write("inputs/vacio.xlsx", "");
    assert!(!workspace.run(["validar"]).stdout.contains('\x1b'));
    let coloured = workspace.run(["validar", "--color", "always"]);
    assert!(coloured.stdout.contains("\x1b[1m"));
}

#[test]
fn a_reader_that_goes_away_is_no_fault() {
    let workspace = Workspace::none();
    let mut command = workspace.bare(["esquema", "--json"]);
    let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    assert_eq!(child.wait().unwrap().code(), Some(0));
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_behind_standard_output_is_told() {
    let full = File::options().write(true).open("/dev/full").unwrap();
    let workspace = Workspace::none();
    let mut command = workspace.bare(["esquema", "--json"]);
    let output = command.stdout(full).output().unwrap();
    assert_eq!(output.status.code(), Some(3));
    let told = String::from_utf8(output.stderr).unwrap();
    assert_eq!(
        told,
        "error: no se pudo escribir en «la salida estándar»: el disco está lleno\n"
    );
}

#[cfg(unix)]
#[test]
fn an_output_folder_that_cannot_be_written_is_named_before_any_work() {
    let workspace = Workspace::new();
    // A file where the folder should be: refused to every user, root included.
    workspace.write("elsewhere", "a file");
    let ran = workspace
        .run(["generar", "5", "--salida", "elsewhere/output"])
        .stdout("")
        .code(3);
    assert!(ran.stderr.contains("elsewhere/output"), "{}", ran.stderr);
}
