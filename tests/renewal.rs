//! What has not changed is not made again, and what stays says the same as a full run.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that cannot go on has failed"
)]

mod support;

use relator::domain::sha256_hex;
use std::fs;
use std::path::Path;
use support::{Workspace, files};

/// A workspace with two deliveries, one for each of the first two meetings.
fn workspace() -> Workspace {
    let workspace = Workspace::new();
    deliver(&workspace, "reunion-01/R01-deoe-v1.xlsx", "uno.xlsx");
    deliver(&workspace, "reunion-02/R02-deoe-v1.xlsx", "dos.xlsx");
    workspace
}

fn deliver(workspace: &Workspace, from: &str, to: &str) {
    let from = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("inputs")
        .join(from);
    workspace.write(&format!("inputs/{to}"), fs::read(from).unwrap());
}

/// Why each of the two meetings was made anew; nothing for one that stayed.
fn reasons(workspace: &Workspace, more: &[&str]) -> Vec<Option<String>> {
    let args = ["generar", "1", "2", "--formato", "pdf", "--json"];
    let ran = workspace.run(args.into_iter().chain(more.iter().copied()));
    let told = ran.json();
    let informes = told["informes"].as_array().unwrap();
    let why = |informe: &serde_json::Value| {
        let renewed = informe["rehecho"].as_bool().unwrap();
        renewed.then(|| informe["motivo"].as_str().unwrap_or("").to_owned())
    };
    informes.iter().map(why).collect()
}

fn some(words: &str) -> Option<String> {
    Some(words.to_owned())
}

#[test]
fn only_what_changed_is_made_again_and_it_says_why() {
    let workspace = workspace();
    assert_eq!(reasons(&workspace, &[]), [some(""), some("")]);
    assert_eq!(reasons(&workspace, &[]), [None, None]);

    let asked = some("se pidió rehacerlo");
    let renewed = reasons(&workspace, &["--rehacer"]);
    assert_eq!(renewed, [asked.clone(), asked]);

    // A delivery for the second meeting leaves the first as it is.
    deliver(&workspace, "reunion-02/R02-utsi-v1.xlsx", "tres.xlsx");
    let books = some("cambiaron los libros");
    assert_eq!(reasons(&workspace, &[]), [None, books.clone()]);
    // One for the first is compared with by the second.
    deliver(&workspace, "reunion-01/R01-utsi-v1.xlsx", "cuatro.xlsx");
    assert_eq!(reasons(&workspace, &[]), [books.clone(), books]);

    fs::remove_file(workspace.path("output/reunion-02/datos/datos.json")).unwrap();
    let gone = some("falta un archivo, o alguien lo modificó");
    assert_eq!(reasons(&workspace, &[]), [None, gone]);

    let form = some("se pidió de otra forma, o tenía avisos");
    let renewed = reasons(&workspace, &["--para-circular"]);
    assert_eq!(renewed, [form.clone(), form]);

    let lexicon = workspace.path("templates/lexico.toml");
    let text = fs::read_to_string(&lexicon).unwrap();
    fs::write(&lexicon, text + "\n# Otra línea.\n").unwrap();
    let templates = some("cambiaron las plantillas");
    assert_eq!(reasons(&workspace, &[]), [templates.clone(), templates]);
}

#[test]
fn a_run_that_keeps_everything_tells_and_leaves_what_a_full_run_does() {
    let workspace = workspace();
    // A file that is no workbook is an inconsistencia of every run.
    workspace.write("inputs/notas.txt", "nada");
    let told = |args: &[&str]| {
        let ran = workspace.run(args.iter().copied());
        (ran.code, ran.json()["inconsistencias"].clone())
    };
    let output = workspace.path("output");
    let first = told(&["generar", "1", "2", "--json"]);
    let before = files::below(&output);
    let kept = told(&["generar", "1", "2", "--json"]);
    let between = files::below(&output);
    let full = told(&["generar", "1", "2", "--json", "--rehacer"]);
    let after = files::below(&output);
    assert_eq!(first.0, Some(1));
    assert_eq!([&kept, &full], [&first, &first]);
    assert!(before == between && before == after);
}

/// The memory of the last run.
const MEMORY: &str = "output/.ultima-ejecucion.json";

/// Exit code and standard output of a run of the first meeting.
fn told(workspace: &Workspace, more: &[&str]) -> (Option<i32>, String) {
    let args = ["generar", "1", "--formato", "pdf"];
    let ran = workspace.run(args.into_iter().chain(more.iter().copied()));
    // Why a meeting was made is another matter.
    let text = ran.stdout.replace("  (sin cambios)", "");
    (ran.code, text.replace("  (se pidió rehacerlo)", ""))
}

/// Changes what the memory says, with a code of integrity that fits.
fn falsify(workspace: &Workspace, from: &str, to: &str) {
    let text = fs::read_to_string(workspace.path(MEMORY)).unwrap();
    let (_, text) = text.split_once('\n').unwrap();
    assert!(text.contains(from));
    let text = text.replace(from, to);
    let code = sha256_hex(text.as_bytes());
    fs::write(workspace.path(MEMORY), format!("{code}\n{text}")).unwrap();
}

#[test]
fn where_nothing_changed_no_workbook_is_read_and_the_same_is_said() {
    let workspace = workspace();
    workspace.write("inputs/notas.txt", "nada");
    let first = told(&workspace, &[]);
    assert_eq!(first.0, Some(1));
    for more in [&["-v"][..], &["-q", "--hilos", "1"]] {
        let full = told(&workspace, &[more, &["--rehacer"]].concat());
        assert_eq!(told(&workspace, more), full, "{more:?}");
    }
    // That it comes out of the memory shows in a memory that lies.
    falsify(&workspace, "notas.txt", "otras.txt");
    assert!(told(&workspace, &[]).1.contains("otras.txt"));
    assert_eq!(told(&workspace, &["--rehacer"]), first);
    assert_eq!(told(&workspace, &[]), first);
}

#[test]
fn whatever_changed_the_memory_is_not_asked() {
    let workspace = workspace();
    workspace.write("inputs/notas.txt", "nada");
    let first = told(&workspace, &[]);
    let lies = |what: &str, change: &dyn Fn()| {
        let asked = |text: &str| text.contains("otras.txt");
        told(&workspace, &[]);
        falsify(&workspace, "notas.txt", "otras.txt");
        assert!(asked(&told(&workspace, &[]).1), "{what}");
        change();
        let now = told(&workspace, &[]);
        assert!(!asked(&now.1), "{what}: {}", now.1);
    };
    lies("an edited output", &|| {
        let path = workspace.path("output/reunion-01/estado.html");
        fs::write(path, "mío").unwrap();
    });
    fs::remove_dir_all(workspace.path("output")).unwrap();
    lies("an output that is gone", &|| {
        fs::remove_file(workspace.path("output/reunion-01/estado.html")).unwrap();
    });
    lies("an edited ficha", &|| {
        let path = workspace.path("output/reunion-01/ficha.json");
        let text = fs::read_to_string(&path).unwrap();
        fs::write(path, text + "\n").unwrap();
    });
    lies("a run that died", &|| {
        let path = workspace.path("output/reunion-01/.relator-en-curso.json");
        fs::write(path, "{}").unwrap();
    });
    lies("a damaged memory", &|| {
        let text = fs::read_to_string(workspace.path(MEMORY)).unwrap();
        fs::write(workspace.path(MEMORY), text.replace("nada", "algo") + " ").unwrap();
    });
    lies("another form", &|| {
        told(&workspace, &["--para-circular"]);
    });
    lies("a template", &|| {
        let path = workspace.path("templates/lexico.toml");
        let text = fs::read_to_string(&path).unwrap();
        fs::write(path, text + "\n# Otra línea.\n").unwrap();
    });
    lies("a file that is no workbook", &|| {
        workspace.write("inputs/notas.txt", "algo");
    });
    assert_eq!(told(&workspace, &[]), first);
    lies("a workbook", &|| {
        deliver(&workspace, "reunion-01/R01-utsi-v1.xlsx", "tres.xlsx");
    });
    assert_eq!(told(&workspace, &[]), told(&workspace, &["--rehacer"]));
}
