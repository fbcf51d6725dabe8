//! `templates/` holds all rules: taking any of them out of a copy of the folder changes what is
//! found, with the same program.

#![allow(clippy::unwrap_used, reason = "a test may stop where it likes")]

mod stories;
#[path = "../workbooks/mod.rs"]
mod workbooks;

use relator::catalog::{self, Catalog};
use relator::diagnostics::{Findings, Location};
use relator::intake::{self, Workbook};
use relator::validation;
use std::collections::BTreeMap;
use std::path::Path;
use stories::Story;

type Files = BTreeMap<String, Vec<u8>>;

/// A rule as it stands in a file: from its heading to the next one.
struct Block {
    file: String,
    text: String,
    id: String,
}

fn carried() -> Files {
    let files = catalog::embedded().into_iter();
    files
        .map(|(path, bytes)| (path.to_owned(), bytes.to_vec()))
        .collect()
}

fn blocks(files: &Files) -> Vec<Block> {
    let mut found = Vec::new();
    for (file, bytes) in files.iter().filter(|(file, _)| file.starts_with("temas/")) {
        let text = std::str::from_utf8(bytes).unwrap();
        for part in text.split("\n[[").skip(1) {
            let rule = ["hojas.reglas]]", "comprobaciones]]", "reglas_por_tipo]]"];
            if !rule.iter().any(|heading| part.starts_with(heading)) {
                continue;
            }
            let id = part.split("id = \"").nth(1).unwrap();
            found.push(Block {
                file: file.clone(),
                text: format!("\n[[{part}"),
                id: id.split('"').next().unwrap().to_owned(),
            });
        }
    }
    found
}

/// A copy of the templates in a folder.
fn copied(files: &Files) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (path, bytes) in files {
        let path = folder.path().join("templates").join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }
    folder
}

/// The catalogue of the copy without a rule, which is then put back.
fn without(folder: &Path, files: &Files, block: &Block) -> Catalog {
    let path = folder.join("templates").join(&block.file);
    let whole = String::from_utf8(files[&block.file].clone()).unwrap();
    assert_eq!(whole.matches(&block.text).count(), 1, "{}", block.text);
    std::fs::write(&path, whole.replace(&block.text, "\n")).unwrap();
    let catalog = catalog::load(folder);
    std::fs::write(&path, whole).unwrap();
    catalog.unwrap_or_else(|error| panic!("{} {error:#?}", block.text))
}

fn read(story: &Story) -> Vec<Workbook> {
    let books = story.books.iter().map(|book| {
        let at = Location::file(book.path.as_str());
        let mut findings = Findings::default();
        intake::read_bytes(at, &book.bytes(), &mut findings).unwrap()
    });
    books.collect()
}

fn tells(catalog: &Catalog, books: &[Workbook], told: &str) -> bool {
    let mut findings = Findings::default();
    validation::judge(catalog, books, &mut findings);
    findings.iter().any(|finding| {
        let rule = finding.rule.as_deref().unwrap_or("-");
        let sheet = finding.at.sheet.as_deref().unwrap_or("-");
        let cell = finding.at.cell.map_or("-".to_owned(), |c| c.to_string());
        format!("{rule} {sheet}!{cell}") == told
    })
}

#[test]
fn taking_a_rule_out_of_the_templates_changes_what_is_found() {
    let files = carried();
    let whole = workbooks::catalog();
    let mut stories = Vec::new();
    for story in stories::all() {
        let books = read(&story);
        assert!(tells(&whole, &books, &story.told), "{}", story.told);
        stories.push((story, books));
    }
    let blocks = blocks(&files);
    let folder = copied(&files);
    assert!(blocks.len() > 70, "{}", blocks.len());
    let mut idle = Vec::new();
    for block in &blocks {
        let without = without(folder.path(), &files, block);
        let mut own = stories.iter().filter(|(story, _)| story.rule == block.id);
        if own.all(|(story, books)| tells(&without, books, &story.told)) {
            idle.push(format!("{}: {}", block.file, block.text));
        }
    }
    assert!(idle.is_empty(), "no story changes without: {idle:#?}");
}
