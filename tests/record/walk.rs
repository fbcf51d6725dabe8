//! A process from its first meeting to its last: integrated, corrected, presented otherwise than it
//! was generated, looked up, made again, and checked with the tools of others. Two meetings by
//! default; `RELATOR_RECORRIDO=todas` walks through all eleven.

use super::bench::copy;
use super::judges;
use super::support::{Ran, Workspace};
use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};

const BY: [&str; 2] = ["--responsable", "Secretaría Técnica"];
const WORDS: &str = "# Introducción\n\nSe agrega una precisión a solicitud de las consejerías.\n";

fn meetings() -> Vec<u8> {
    match std::env::var_os("RELATOR_RECORRIDO") {
        Some(_) => (1..=11).collect(),
        None => vec![1, 8],
    }
}

struct Walk {
    workspace: Workspace,
}

impl Walk {
    fn new() -> Self {
        let workspace = Workspace::new();
        let inputs = Path::new(env!("CARGO_MANIFEST_DIR")).join("inputs");
        copy(&inputs, &workspace.path("inputs"));
        Self { workspace }
    }

    fn run(&self, args: &[&str]) -> Ran {
        let mut command = self.workspace.bare(args.iter().copied());
        command.env_remove("SOURCE_DATE_EPOCH");
        Ran::of(command.output().unwrap(), &self.workspace).stderr("")
    }

    fn archive(&self, meeting: u8, more: &[&str]) -> Value {
        let meeting = meeting.to_string();
        let args = [&["archivar", &meeting, BY[0], BY[1], "--json"], more].concat();
        self.run(&args).code(0).json()
    }

    fn record(&self) -> PathBuf {
        self.workspace.path("output/expediente")
    }

    fn file(&self, meeting: u8, version: u32, name: &str) -> PathBuf {
        let version = format!("ocfl/reunion-{meeting:02}/v{version}/content");
        self.record().join(version).join(name)
    }

    fn json(&self, meeting: u8, version: u32, name: &str) -> Value {
        serde_json::from_slice(&fs::read(self.file(meeting, version, name)).unwrap()).unwrap()
    }

    /// Integrates a meeting with a PDF and a Word file that say one paragraph more.
    fn presented_otherwise(&self, meeting: u8) {
        let own = format!("templates/reuniones/{meeting:02}.md");
        let before = fs::read(self.workspace.path(&own)).ok();
        // The meeting may have paragraphs of its own, which stay.
        let paragraphs = String::from_utf8(before.clone().unwrap_or_default()).unwrap();
        self.workspace.write(&own, format!("{WORDS}\n{paragraphs}"));
        self.run(&["generar", &meeting.to_string()]).code(0);
        match before {
            Some(words) => drop(self.workspace.write(&own, words)),
            None => fs::remove_file(self.workspace.path(&own)).unwrap(),
        }
        let made = |kind: &str| {
            let name = format!("output/reunion-{meeting:02}/informe-reunion-{meeting:02}.{kind}");
            let kept = self.workspace.path(&format!("presentado.{kind}"));
            fs::copy(self.workspace.path(&name), &kept).unwrap();
            kept.display().to_string()
        };
        let (pdf, docx) = (made("pdf"), made("docx"));
        self.archive(meeting, &["--presentado", &pdf, "--word", &docx]);
        for name in ["interno/diferencias.json", "interno/diferencias-pdf.json"] {
            let told = self.json(meeting, 1, name);
            let changes = told["cambios"].as_array().unwrap();
            assert_eq!(changes.len(), 1, "{name}: {told:#}");
            assert_eq!(changes[0]["antes"], Value::Null, "{name}: {told:#}");
            let added = changes[0]["ahora"].as_str().unwrap();
            assert!(WORDS.contains(added), "{name}: {added}");
        }
        let told = self.run(&["cotejar", &pdf]).code(0);
        assert!(told.stdout.contains("es el documento que se presentó"));
    }

    /// A new version of a meeting, with its reason only.
    fn corrected(&self, meeting: u8) {
        let own = format!("templates/reuniones/{meeting:02}.md");
        self.workspace.write(&own, WORDS);
        let args = ["archivar", &meeting.to_string(), BY[0], BY[1]];
        let mut command = self.workspace.bare(args);
        command.env_remove("SOURCE_DATE_EPOCH");
        let refused = Ran::of(command.output().unwrap(), &self.workspace);
        assert!(refused.stderr.contains("--motivo TEXTO"), "{refused:?}");
        refused.stdout("").code(2);
        let told = self.archive(meeting, &["--motivo", "Fe de erratas"]);
        assert_eq!(told["version_integrada"], 2);
        assert_eq!(
            self.json(meeting, 2, "ficha.json")["correccion"],
            "Fe de erratas"
        );
        self.run(&["reproducir", &meeting.to_string(), "1"]).code(0);
    }

    /// Every document of a version is known, and so is the code at its foot.
    fn looked_up(&self, meeting: u8, version: u32) {
        for kind in ["pdf", "docx"] {
            let name = format!("informe/informe-reunion-{meeting:02}.{kind}");
            let file = self.file(meeting, version, &name).display().to_string();
            let told = self.run(&["cotejar", &file, "--json"]).code(0).json();
            assert_eq!(
                told["coincidencias"][0]["version_integrada"],
                json!(version)
            );
        }
        let ficha = self.json(meeting, version, "ficha.json");
        let code = ficha["codigo"].as_str().unwrap();
        for typed in [code.to_owned(), code.replace('-', "").to_uppercase()] {
            let told = self.run(&["cotejar", &typed]).code(0);
            let wanted = format!("el del informe de la versión {version} de la reunión {meeting}");
            assert!(told.stdout.contains(&wanted), "{}", told.stdout);
        }
        let level = ficha["confinamiento"].as_str().unwrap();
        assert_ne!(
            level, "ninguno",
            "workbooks are read by a process of its own"
        );
    }
}

#[test]
fn a_process_is_integrated_presented_corrected_looked_up_and_made_again() {
    let walk = Walk::new();
    let meetings = meetings();
    let (first, last) = (meetings[0], *meetings.last().unwrap());
    for meeting in &meetings[..meetings.len() - 1] {
        walk.archive(*meeting, &[]);
    }
    walk.presented_otherwise(last);
    walk.corrected(first);
    for meeting in &meetings {
        let version = if *meeting == first { 2 } else { 1 };
        walk.run(&["reproducir", &meeting.to_string()]).code(0);
        walk.looked_up(*meeting, version);
    }
    let told = walk.run(&["cotejar", "0000-0000-0000"]).code(4);
    assert!(told.stdout.starts_with("No consta: "), "{}", told.stdout);
    let whole = walk.run(&["verificar", "--json"]).code(0).json();
    let lines = whole["integraciones"].as_array().unwrap().len();
    assert_eq!(lines, meetings.len() + 2, "the program, and one correction");
    assert_eq!(whole["inconsistencias"], json!([]));
    if cfg!(target_os = "linux") {
        let (whole, printed) = judges::read_me(&walk.record());
        assert!(whole, "{printed}");
    }
    if let Some(verdict) = judges::ocfl(&walk.record()) {
        verdict.unwrap();
    }
    let bag = walk.workspace.path("paquete");
    walk.run(&["exportar", &last.to_string(), bag.to_str().unwrap()])
        .code(0);
    if let Some(valid) = judges::bagit(&bag) {
        assert!(valid);
    }
}
