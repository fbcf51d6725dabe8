//! The commands of the record on the demonstration data.

use super::judges;
use super::support::{Ran, Workspace, files};
use relator::render::pdf::Paper;
use serde_json::json;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

fn project() -> &'static str {
    env!("CARGO_MANIFEST_DIR")
}

/// A command on the demonstration data whose record stands below the workspace, by the clock.
fn run(workspace: &Workspace, args: &[&str]) -> Ran {
    let output = workspace.path("output");
    let all = [
        "--proyecto",
        project(),
        "--salida",
        output.to_str().unwrap(),
    ];
    let mut command = workspace.bare(all.into_iter().chain(args.iter().copied()));
    command.env_remove("SOURCE_DATE_EPOCH");
    Ran::of(command.output().unwrap(), workspace)
}

const BY: [&str; 2] = ["--responsable", "Secretaría Técnica"];

#[test]
fn a_set_date_is_refused() {
    let workspace = Workspace::new();
    let ran = workspace.run(["archivar", "8", BY[0], BY[1]]);
    let expected =
        "error: «archivar» anota la fecha del reloj y no acepta otra; quite SOURCE_DATE_EPOCH\n";
    ran.stdout("").stderr(expected).code(2);
    let ran = run(
        &workspace,
        &["archivar", "8", BY[0], BY[1], "--hoy", "2022-05-10"],
    );
    let expected = "error: «archivar» anota la fecha del reloj y no acepta otra; quite --hoy\n";
    ran.stdout("").stderr(expected).code(2);
    assert!(!workspace.path("output/expediente").exists());
}

#[test]
fn a_cargo_or_a_reason_without_words_and_a_file_that_is_not_there_are_refused() {
    let workspace = Workspace::new();
    let (cargo, reason, version) = (
        "error: --responsable no dice nada; escriba el cargo de quien integra, por ejemplo «Secretaría Técnica»",
        "error: --con-pendientes no dice nada; escriba el motivo por el que se integra así",
        "error: --motivo no dice nada; escriba por qué hay una versión nueva",
    );
    let missing = "error: no existe «nada.pdf»";
    let cases: [(&[&str], &str); 9] = [
        (&["--responsable", ""], cargo),
        (&["--responsable", "  \u{a0}\t"], cargo),
        (&["--responsable", "—"], cargo),
        (&[BY[0], BY[1], "--con-pendientes", " "], reason),
        (&[BY[0], BY[1], "--motivo", ""], version),
        (&[BY[0], BY[1], "--presentado", "nada.pdf"], missing),
        (&[BY[0], BY[1], "--word", "nada.pdf"], missing),
        (&[BY[0], BY[1], "--adjuntar", "nada.pdf"], missing),
        (
            &[BY[0], BY[1], "--motivo", "x", "--adjuntar", "nada.pdf"],
            missing,
        ),
    ];
    for (args, told) in cases {
        let mut command = workspace.bare([&["archivar", "4"], args].concat());
        command.env_remove("SOURCE_DATE_EPOCH");
        let ran = Ran::of(command.output().unwrap(), &workspace);
        assert_eq!(ran.stderr.lines().next(), Some(told), "{args:?}");
        ran.stdout("").code(2);
        assert!(!workspace.path("output/expediente").exists(), "{args:?}");
    }
}

/// The words of a PDF, each with one space before it.
fn words(pdf: &Path) -> String {
    let bytes = fs::read(pdf).unwrap();
    let words = Paper::read(&bytes, &BTreeMap::new()).unwrap().words;
    words.iter().map(|word| format!(" {}", word.text)).collect()
}

#[test]
fn a_word_file_alone_is_never_called_presented() {
    let workspace = Workspace::new();
    workspace.write("trabajo.docx", b"PK, and no more");
    let bare = |args: &[&str]| {
        let mut command = workspace.bare(args.iter().copied());
        command.env_remove("SOURCE_DATE_EPOCH");
        Ran::of(command.output().unwrap(), &workspace)
            .stderr("")
            .code(0)
    };
    bare(&["archivar", "1", BY[0], BY[1], "--word", "trabajo.docx"]);
    let version = workspace.path("output/expediente/ocfl/reunion-01/v1");
    let kept = files::below(&version);
    assert!(kept.contains_key("content/interno/informe-editado.docx"));
    assert!(kept.keys().all(|name| !name.contains("presentado")));
    let ficha = fs::read_to_string(version.join("content/ficha.json")).unwrap();
    assert!(!ficha.contains("presentad"), "{ficha}");
    let told = bare(&["cotejar", "trabajo.docx"]).stdout;
    let end = "es el Word en el que se trabajó el informe de la reunión del 19/10/2021; no se integró ningún documento \
               como presentado.\n";
    assert!(told.ends_with(end), "{told}");
}

#[test]
fn without_a_record_the_answer_is_no() {
    let workspace = Workspace::new();
    workspace
        .run(["verificar"])
        .stdout("No hay expediente en «output/expediente»: nada que comprobar.\n")
        .stderr("")
        .code(4);
    workspace.write("x.pdf", b"x");
    let ran = workspace.run(["cotejar", "x.pdf"]).stderr("").code(4);
    assert!(ran.stdout.starts_with("No consta: "), "{}", ran.stdout);
    workspace
        .run(["reproducir", "5"])
        .stdout("")
        .stderr("error: la reunión 5 no se ha integrado al expediente\n")
        .code(2);
}

#[test]
fn a_meeting_with_errors_comes_in_only_with_a_reason() {
    let workspace = Workspace::new();
    workspace.write("inputs/x.xlsx", b"this is no workbook");
    let bare = |args: &[&str]| {
        let mut command = workspace.bare(args.iter().copied());
        command.env_remove("SOURCE_DATE_EPOCH");
        Ran::of(command.output().unwrap(), &workspace)
    };
    let ran = bare(&["archivar", "1", BY[0], BY[1]]).stderr("").code(1);
    assert!(
        ran.stdout
            .contains("La reunión 1 no se integró: hay 1 inconsistencia"),
        "{}",
        ran.stdout
    );
    assert!(!workspace.path("output/expediente").exists());
    // As a run leaves it that died when the record had just begun.
    workspace.write("output/expediente/ocfl/0=ocfl_1.1", "ocfl_1.1\n");
    let layout = "{\n  \"extension\": \"0002-flat-direct-storage-layout\",\n  \
                  \"description\": \"La carpeta de cada objeto lleva su identificador\"\n}\n";
    workspace.write("output/expediente/ocfl/ocfl_layout.json", layout);
    let told =
        "Expediente: output/expediente\nTodavía no se ha integrado nada: nada que comprobar.\n";
    bare(&["verificar"]).stdout(told).stderr("").code(4);
    assert_eq!(
        bare(&["verificar", "--json"]).code(4).json()["integro"],
        false
    );
    let reason = "Se presentó así; el área lo corrige para la reunión 2";
    bare(&["archivar", "1", BY[0], BY[1], "--con-pendientes", reason])
        .stderr("")
        .code(0);
    let ficha = "output/expediente/ocfl/reunion-01/v1/content/ficha.json";
    let ficha: serde_json::Value =
        serde_json::from_slice(&fs::read(workspace.path(ficha)).unwrap()).unwrap();
    assert_eq!(ficha["pendientes"], reason);
    let pdf = "output/expediente/ocfl/reunion-01/v1/content/informe/informe-reunion-01.pdf";
    let pdf = fs::read(workspace.path(pdf)).unwrap();
    let words = Paper::read(&pdf, &BTreeMap::new()).unwrap().words;
    let words: Vec<&str> = words.iter().map(|word| word.text.as_str()).collect();
    let said = words.join(" ");
    assert!(said.contains(&format!("“{reason}”")), "{said}");
    bare(&["reproducir", "1"]).stderr("").code(0);
    assert_eq!(ficha["clase"], "generada");
}

/// One long story, because each integration makes an informe and keeps the program.
#[test]
fn a_meeting_is_integrated_presented_looked_up_exported_and_reproduced() {
    let workspace = Workspace::none();
    let record = workspace.path("output/expediente");
    let first = run(&workspace, &["archivar", "8", BY[0], BY[1], "--json"])
        .stderr("")
        .code(0)
        .json();
    assert_eq!(first["integrada"], true);
    assert_eq!(first["version_integrada"], 1);
    assert_eq!(first["renglon"], 2, "the program has the first line");
    let sheet = workspace.path("output/reunion-08/integridad/hoja-de-integridad-v1.pdf");
    let printed = fs::read(&sheet).unwrap();
    assert!(printed.starts_with(b"%PDF"));
    let before = files::below(&record);

    // The page counts what lies there, and no name twice.
    let lying = files::below(&record.join("ocfl/reunion-08/v1/content")).len();
    let said = words(&sheet);
    assert!(said.contains(&format!(" {lying} archivos, ")), "{said}");

    // The same again makes no version, and the same sheet.
    let again = run(
        &workspace,
        &["archivar", "8", BY[0], "Otra persona", "--json"],
    )
    .code(0)
    .json();
    assert_eq!(
        (&again["integrada"], &again["cabeza"]),
        (&json!(false), &first["cabeza"])
    );
    assert!(files::below(&record) == before, "nothing was written");
    assert!(fs::read(&sheet).unwrap() == printed);

    // The final informe says nothing at its foot, and has no contact data beside it.
    let version = record.join("ocfl/reunion-08/v1/content");
    let text = fs::read_to_string(version.join("ficha.json")).unwrap();
    assert!(
        text.contains("\"etapa\": \"definitiva\"") && !text.contains(".xlsx"),
        "{text}"
    );

    // What was presented comes as a new version, with a reason.
    let edited = workspace.path("editado.docx");
    let mut bytes = fs::read(version.join("informe/informe-reunion-08.docx")).unwrap();
    bytes.extend(b"edited");
    fs::write(&edited, bytes).unwrap();
    workspace.write("presentado.pdf", b"%PDF-1.7 presented");
    let presented = workspace.path("presentado.pdf");
    let add = [
        "archivar",
        "8",
        BY[0],
        BY[1],
        "--word",
        edited.to_str().unwrap(),
        "--presentado",
        presented.to_str().unwrap(),
    ];
    let ran = run(&workspace, &add).stdout("").code(2);
    assert!(ran.stderr.contains("--motivo TEXTO"), "{}", ran.stderr);
    let reason = ["--motivo", "Se agrega lo presentado", "--json"];
    let second = run(&workspace, &[add.as_slice(), &reason].concat())
        .stderr("")
        .code(0)
        .json();
    assert_eq!(second["version_integrada"], 2);
    for (name, bytes) in &before {
        let same = name.ends_with("inventory.json") || name.ends_with("inventory.json.sha512");
        let top = name == "registro.jsonl" || (same && name.matches('/').count() == 2);
        assert!(
            top || fs::read(record.join(name)).unwrap() == *bytes,
            "{name} was changed"
        );
    }

    // Without them they stay, and nothing is new.
    let third = run(&workspace, &["archivar", "8", BY[0], BY[1], "--json"])
        .code(0)
        .json();
    assert_eq!(third["integrada"], false);

    let told = run(&workspace, &["cotejar", presented.to_str().unwrap()])
        .stderr("")
        .code(0);
    assert!(
        told.stdout
            .starts_with("Idéntico a la versión 2 de la reunión 8"),
        "{}",
        told.stdout
    );
    assert!(
        told.stdout
            .contains("el documento que se presentó en la reunión del 03/05/2022")
    );

    run(&workspace, &["reproducir", "8"]).stderr("").code(0);
    run(&workspace, &["reproducir", "8", "1"])
        .stderr("")
        .code(0);
    run(&workspace, &["reproducir", "8", "3"])
        .stdout("")
        .code(2);

    let bag = workspace.path("paquete");
    run(
        &workspace,
        &["exportar", "8", bag.to_str().unwrap(), "--version-publica"],
    )
    .code(0);
    let names: Vec<String> = files::below(&bag).into_keys().collect();
    assert!(
        names.iter().all(|name| !name.contains("interno")),
        "{names:?}"
    );
    assert!(names.contains(&"data/presentado/informe-presentado.pdf".to_owned()));
    let withheld = fs::read_to_string(bag.join("data/retenido.json")).unwrap();
    assert!(withheld.contains("interno/entradas/R08-"), "{withheld}");

    let again = run(&workspace, &["exportar", "8", bag.to_str().unwrap()]).stdout("");
    assert!(
        again.stderr.contains("ya es un paquete (tiene bagit.txt)"),
        "{}",
        again.stderr
    );
    again.code(2);
    let inside = bag.join("data").join("otro");
    run(&workspace, &["exportar", "8", inside.to_str().unwrap()]).code(2);
    assert!(
        files::below(&bag).into_keys().eq(names),
        "the bag is as it was"
    );

    let whole = run(&workspace, &["verificar", "--json"])
        .stderr("")
        .code(0)
        .json();
    assert_eq!(
        (&whole["integro"], &whole["cabeza"]),
        (&json!(true), &second["cabeza"])
    );
    if let Some(verdict) = judges::ocfl(&record) {
        verdict.unwrap();
    }
    let told = run(&workspace, &["verificar"]).code(0).stdout;
    assert!(
        told.contains("está completo y sin cambios hasta el renglón 3, del "),
        "{told}"
    );
    assert!(told.contains("Solo el papel puede decirlo."), "{told}");
    builds(&record);
    flipped(&workspace, &record);
    withdrawn(&workspace, &record);
}

/// Everything that cargo and the compiler read stands in the source that the record keeps.
fn builds(record: &Path) {
    let programs = fs::read_dir(record.join("ocfl")).unwrap();
    let mut programs = programs.map(|entry| entry.unwrap().path());
    let program = programs.find(|path| path.to_string_lossy().contains("programa-"));
    let source = program.unwrap().join("v1/content/fuente");
    let kept = files::below(&source);
    let project = Path::new(project());
    for folder in ["src", "benches"] {
        for (name, bytes) in files::below(&project.join(folder)) {
            assert!(
                kept.get(&format!("{folder}/{name}")) == Some(&bytes),
                "{name}"
            );
        }
    }
    let named = fs::read_to_string(source.join("src/cli/program.rs")).unwrap();
    let included: Vec<&str> = named.split("include_bytes!(\"../../").skip(1).collect();
    assert_eq!(included.len(), 5);
    for name in included.iter().map(|rest| rest.split('"').next().unwrap()) {
        assert!(
            kept.get(name) == Some(&fs::read(project.join(name)).unwrap()),
            "{name}"
        );
    }
}

/// The last line and everything that it names go together: only a page of paper knows, or the
/// sheet that is still beside the informe.
fn withdrawn(workspace: &Workspace, record: &Path) {
    let register = record.join("registro.jsonl");
    let lines = fs::read_to_string(&register).unwrap();
    let first = lines.split_inclusive('\n').next().unwrap();
    fs::write(&register, first).unwrap();
    fs::remove_dir_all(record.join("ocfl/reunion-08")).unwrap();
    let ran = run(workspace, &["verificar"]).stderr("").code(4);
    assert!(ran.stdout.contains("error[REV-714]"), "{}", ran.stdout);
    let told = "reunion-08/integridad/hoja-de-integridad-v2.pdf» es la hoja de integridad del renglón 3 y el registro \
                termina en el 1";
    assert!(ran.stdout.contains(told), "{}", ran.stdout);
    fs::remove_dir_all(workspace.path("output/reunion-08")).unwrap();
    let ran = run(workspace, &["verificar"]).stderr("").code(0);
    assert!(
        ran.stdout.contains("hasta el renglón 1, del "),
        "{}",
        ran.stdout
    );
}

fn flipped(workspace: &Workspace, record: &Path) {
    let pdf = record.join("ocfl/reunion-08/v1/content/informe/informe-reunion-08.pdf");
    let mut bytes = fs::read(&pdf).unwrap();
    bytes[1000] ^= 1;
    fs::write(&pdf, bytes).unwrap();
    let ran = run(workspace, &["verificar"]).stderr("").code(4);
    assert!(ran.stdout.contains("error[REV-711]"), "{}", ran.stdout);
    assert!(
        ran.stdout
            .contains("v1/content/informe/informe-reunion-08.pdf")
    );
    assert!(
        ran.stdout
            .contains("El expediente no está como se integró.")
    );
    run(workspace, &["verificar", "--rapido"]).code(0);
    run(workspace, &["reproducir", "8"]).stdout("").code(4);
}
