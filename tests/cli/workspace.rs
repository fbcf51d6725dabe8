//! The folder in which the program works, and the surroundings that it meets there.

use crate::support::Workspace;
use std::fs::{self, File};
use std::process::Stdio;

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
