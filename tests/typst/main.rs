//! The PDF: valid under both standards, the same bytes always, every text literal.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test stops where it stands"
)]

#[path = "../support/demonstration.rs"]
mod demonstration;
mod faults;
#[path = "../support/files.rs"]
mod files;
#[path = "../support/judge.rs"]
mod judge;
mod letters;
mod muestra;
mod pages;

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::LazyLock;

use page_validation::ValidationProfile;
use relator::render::typst::{Attachment, Typeset, Typesetter};
use relator::report::Informe;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("templates/estilo")
}

fn style() -> BTreeMap<String, Vec<u8>> {
    files::below(&folder())
}

static TYPESETTER: LazyLock<Typesetter> = LazyLock::new(|| Typesetter::new(&style()).unwrap());

fn attachments() -> Vec<Attachment> {
    vec![Attachment {
        name: "sistemas.csv".into(),
        mime: "text/csv".into(),
        description: "Avance de los sistemas".into(),
        bytes: b"sistema,avance\nUno,83.4\n".to_vec(),
    }]
}

fn typeset(informe: &Informe) -> Typeset {
    let typeset = TYPESETTER.typeset(informe, &attachments()).unwrap();
    assert_eq!(typeset.warnings, [], "the style that is shipped warns");
    typeset
}

static SAMPLE: LazyLock<Typeset> = LazyLock::new(|| {
    let typeset = typeset(&muestra::informe());
    if let Some(folder) = std::env::var_os("MUESTRA") {
        let folder = PathBuf::from(folder);
        std::fs::write(folder.join("muestra.pdf"), &typeset.pdf).unwrap();
        for (id, picture) in &typeset.layout.pictures {
            std::fs::write(folder.join(format!("{id}.png")), &picture.png).unwrap();
            std::fs::write(folder.join(format!("{id}.svg")), &picture.svg).unwrap();
        }
    }
    typeset
});

/// The words of a PDF, or nothing where `pdftotext` is not installed; said aloud.
fn words(pdf: &[u8], layout: &str) -> Option<String> {
    let child = Command::new("pdftotext")
        .args(["-enc", "UTF-8", layout, "-", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn();
    let Ok(mut child) = child else {
        eprintln!("NOT CHECKED: pdftotext (poppler-utils) is not installed");
        return None;
    };
    let mut input = child.stdin.take().unwrap();
    let bytes = pdf.to_vec();
    let writer = std::thread::spawn(move || input.write_all(&bytes));
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap().unwrap();
    Some(String::from_utf8(output.stdout).unwrap())
}

#[test]
fn the_sample_of_the_style_is_an_informe() {
    let path = folder().join("muestra.json");
    let expected = muestra::json();
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, &expected).unwrap();
    }
    let found = std::fs::read_to_string(&path)
        .unwrap()
        .replace("\r\n", "\n");
    assert!(
        found == expected,
        "templates/estilo/muestra.json is stale; UPDATE=1 rewrites it"
    );
}

/// Zero failures under both profiles.
fn assert_valid(pdf: &[u8]) {
    for profile in [ValidationProfile::PdfA3a, ValidationProfile::PdfUa1] {
        assert_eq!(
            judge::failures(pdf, profile),
            Vec::<String>::new(),
            "{profile}"
        );
    }
}

#[test]
fn the_sample_is_valid_for_keeping_and_for_everybody() {
    assert_valid(&SAMPLE.pdf);
}

#[test]
fn two_runs_and_two_threads_give_the_same_bytes() {
    let other = {
        let mut informe = muestra::informe();
        informe.meta.number = 6;
        informe.blocks.truncate(12);
        informe
    };
    let sample = muestra::informe();
    let (one, two) = std::thread::scope(|scope| {
        let one = scope.spawn(|| {
            typeset(&other);
            typeset(&sample)
        });
        let two = scope.spawn(|| typeset(&sample));
        (one.join().unwrap(), two.join().unwrap())
    });
    let fresh = Typesetter::new(&style()).unwrap();
    let three = fresh.typeset(&sample, &attachments()).unwrap();
    for again in [one, two, three] {
        assert!(again.pdf == SAMPLE.pdf, "another PDF");
        for (id, picture) in &again.layout.pictures {
            assert!(picture.png == SAMPLE.layout.pictures[id].png, "{id}");
            assert!(picture.svg == SAMPLE.layout.pictures[id].svg, "{id}");
        }
    }
}
