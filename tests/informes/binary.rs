//! The program itself: the same bytes whatever surrounds it, and properties that agree.

use crate::files;
use crate::story::{root, story};
use std::collections::BTreeMap;
use std::fs;
use std::io::Read;
use std::path::Path;
use std::process::{Command, Stdio};

/// Runs the program in a folder and gives what it said; it must succeed.
pub fn run(folder: &Path, args: &[&str], surroundings: &[(&str, &str)]) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_relator"));
    command
        .args(args)
        .current_dir(folder)
        .env("SOURCE_DATE_EPOCH", "1643716800")
        .stdin(Stdio::null());
    for (name, value) in surroundings {
        command.env(name, value);
    }
    let ran = command.output().unwrap();
    let said = format!(
        "{}{}",
        String::from_utf8_lossy(&ran.stdout),
        String::from_utf8_lossy(&ran.stderr)
    );
    assert_eq!(ran.status.code(), Some(0), "{said}");
    said
}

/// A part of a Word file.
fn part(path: &Path, name: &str) -> String {
    let file = fs::File::open(path).unwrap();
    let mut archive = zip::ZipArchive::new(file).unwrap();
    let mut text = String::new();
    let mut part = archive.by_name(name).unwrap();
    part.read_to_string(&mut text).unwrap();
    text
}

/// The words of a Word file in one line.
pub fn words_of(path: &Path) -> String {
    let xml = part(path, "word/document.xml").replace("<w:noBreakHyphen/>", "<w:t>-</w:t>");
    let mut text = String::new();
    for paragraph in xml.split("</w:p>") {
        for run in paragraph.split("<w:t").skip(1) {
            let inner = run.split_once('>').map_or("", |(_, rest)| rest);
            text.push_str(inner.split("</w:t>").next().unwrap());
        }
        text.push(' ');
    }
    text.replace('\u{a0}', " ")
}

/// The documents of a meeting, and nothing else.
fn documents(output: &Path, meeting: u8) -> BTreeMap<String, Vec<u8>> {
    let mut all = files::below(&output.join(format!("reunion-{meeting:02}")));
    let kinds = [".pdf", ".docx"];
    all.retain(|name, _| !name.contains('/') && kinds.iter().any(|kind| name.ends_with(kind)));
    all
}

#[test]
fn documents_are_the_same_alone_or_among_others_in_any_surroundings() {
    let folder = tempfile::tempdir().unwrap();
    let inputs = files::below(&root().join("inputs"));
    let project = root().to_str().unwrap();
    let (one, other) = (folder.path().join("one"), folder.path().join("other"));
    let make = |output: &Path, args: &[&str], surroundings: &[(&str, &str)]| {
        let output = output.to_str().unwrap();
        let all = ["--proyecto", project, "--salida", output, "generar"];
        let all: Vec<&str> = all.iter().chain(args).copied().collect();
        run(folder.path(), &all, surroundings)
    };
    let here = [("TZ", "America/Mexico_City"), ("LANG", "es_MX.UTF-8")];
    make(&one, &["1", "11", "--hilos", "4"], &here);
    let there = [
        ("TZ", "Asia/Tokyo"),
        ("LANG", "tr_TR.UTF-8"),
        ("LC_ALL", "C"),
        ("RAYON_NUM_THREADS", "1"),
    ];
    make(
        &other,
        &["1", "--hilos", "1", "--hoy", "2031-12-31"],
        &there,
    );
    let (first, second) = (documents(&one, 1), documents(&other, 1));
    assert_eq!(first.len(), 2);
    assert!(first == second, "PDF or Word differ");
    assert!(
        files::below(&root().join("inputs")) == inputs,
        "inputs were touched"
    );
    for meeting in [1, 11] {
        properties_agree(&one, meeting);
    }
}

/// File name, title and day of the documents are those of the meeting.
fn properties_agree(output: &Path, meeting: u8) {
    let informe = &story().informes[usize::from(meeting) - 1];
    let folder = output.join(format!("reunion-{meeting:02}"));
    let name = format!("informe-reunion-{meeting:02}");
    let core = part(&folder.join(format!("{name}.docx")), "docProps/core.xml");
    let title = informe.meta.file_title();
    assert!(title.starts_with(&informe.meta.title));
    assert!(title.ends_with(&informe.meta.header_right), "{title}");
    assert!(
        core.contains(&format!("<dc:title>{title}</dc:title>")),
        "{core}"
    );
    assert!(core.contains(&format!("{}T", informe.meta.date)), "{core}");
    let pdf = fs::read(folder.join(format!("{name}.pdf"))).unwrap();
    let pdf = String::from_utf8_lossy(&pdf);
    assert!(pdf.contains(title.as_str()), "the title of the PDF");
    let date = format!("<xmp:CreateDate>{}T", informe.meta.date);
    assert!(pdf.contains(&date), "the date of the PDF");
}
