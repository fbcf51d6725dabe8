//! The house stands as its plan says: imports go one way, pieces stay small.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that cannot go on has failed"
)]

#[path = "support/files.rs"]
mod files;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// Each module and the modules it may import.
const MAY_IMPORT: &[(&str, &[&str])] = &[
    ("domain", &[]),
    ("diagnostics", &["domain"]),
    ("catalog", &["domain", "diagnostics"]),
    ("intake", &["domain", "diagnostics"]),
    (
        "validation",
        &["domain", "diagnostics", "catalog", "intake"],
    ),
    (
        "report",
        &["domain", "diagnostics", "catalog", "validation"],
    ),
    ("render", &["domain", "diagnostics", "report"]),
    (
        "workbook",
        &["domain", "diagnostics", "catalog", "validation"],
    ),
    ("archive", &["domain", "diagnostics"]),
    ("record", &["domain", "diagnostics", "archive"]),
    (
        "pipeline",
        &[
            "domain",
            "diagnostics",
            "catalog",
            "intake",
            "validation",
            "report",
            "render",
            "workbook",
            "archive",
        ],
    ),
    (
        "cli",
        &[
            "domain",
            "diagnostics",
            "catalog",
            "intake",
            "report",
            "workbook",
            "archive",
            "record",
            "pipeline",
        ],
    ),
];

/// Crates that one module alone may name.
const ONE_DOOR: &[(&str, &str)] = &[
    ("calamine", "intake"),
    ("rust_xlsxwriter", "workbook"),
    ("docx_rs", "render/docx"),
    ("hayro_interpret", "render/pdf"),
    ("typst_pdf", "render/typst"),
    ("clap", "cli"),
    ("tempfile", "archive"),
];

/// Lines of code of a file, without comments and empty lines.
const LINES_OF_A_FILE: usize = 400;
/// Lines of a function, all of them.
const LINES_OF_A_FUNCTION: usize = 70;

/// Folders below `src` in which some files still import each other in a circle.
const CIRCLES: &[&str] = &["render/docx"];

struct Source {
    /// Path below `src`, with `/`.
    path: String,
    text: String,
}

impl Source {
    /// `domain`, `cli`, …; `main` and `lib` for the roots.
    fn module(&self) -> &str {
        let first = self.path.split('/').next().unwrap_or_default();
        first.trim_end_matches(".rs")
    }

    /// `report::derived::table`; a `mod.rs` stands for its folder.
    fn module_path(&self) -> Vec<String> {
        let path = self.path.trim_end_matches(".rs");
        let path = path.trim_end_matches("/mod").split('/');
        path.map(str::to_owned).collect()
    }

    /// Unit tests in a file of their own: stories, which may be long.
    fn is_test(&self) -> bool {
        let name = self.path.rsplit('/').next().unwrap_or_default();
        name.starts_with("tests")
    }

    /// Lines of code before the unit tests, with their numbers.
    fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        self.text
            .lines()
            .enumerate()
            .map(|(i, line)| (i + 1, line))
            .take_while(|(_, line)| *line != "#[cfg(test)]")
            .filter(|(_, line)| !line.trim().is_empty() && !line.trim_start().starts_with("//"))
    }
}

fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let rust = files::below(&root).into_iter();
    rust.filter(|(path, _)| path.ends_with(".rs"))
        .map(|(path, bytes)| Source {
            path,
            text: String::from_utf8(bytes).unwrap(),
        })
        .collect()
}

/// Names after `crate::` in a line, those of `crate::{a, b}` too.
fn imported(line: &str) -> Vec<String> {
    let name = |text: &str| -> String {
        let letters = text.chars();
        letters
            .take_while(|c| c.is_alphanumeric() || *c == '_')
            .collect()
    };
    let mut names = Vec::new();
    for rest in line.split("crate::").skip(1) {
        match rest.strip_prefix('{') {
            Some(list) => names.extend(list.split(", ").map(name)),
            None => names.push(name(rest)),
        }
    }
    names
}

#[test]
fn imports_go_one_way() {
    let plan: BTreeMap<&str, &[&str]> = MAY_IMPORT.iter().copied().collect();
    let mut wrong = Vec::new();
    for source in sources() {
        let module = source.module();
        if matches!(module, "main" | "lib") {
            continue;
        }
        let allowed = plan[module];
        for (number, line) in source.code() {
            for name in imported(line) {
                let known = plan.contains_key(name.as_str());
                if !known || (name != module && !allowed.contains(&name.as_str())) {
                    let path = &source.path;
                    wrong.push(format!(
                        "src/{path}:{number}: {module} may not import {name}"
                    ));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// The names that a path of `crate::` or `super::` leads through, one list for each leaf of a tree
/// of imports: `crate::{a::b, c}` is `a b` and `c`.
fn leaves(text: &str, mut before: Vec<String>, into: &mut Vec<Vec<String>>) {
    let text = text.trim_start();
    if let Some(tree) = text.strip_prefix('{') {
        let mut depth = 0;
        let mut start = 0;
        for (at, c) in tree.char_indices() {
            match c {
                '{' => depth += 1,
                '}' if depth > 0 => depth -= 1,
                ',' | '}' if depth == 0 => {
                    leaves(&tree[start..at], before.clone(), into);
                    start = at + 1;
                    if c == '}' {
                        return;
                    }
                }
                _ => {}
            }
        }
        return;
    }
    let end = text.find(|c: char| !c.is_alphanumeric() && c != '_');
    let (name, rest) = text.split_at(end.unwrap_or(text.len()));
    before.push(name.to_owned());
    match rest.strip_prefix("::") {
        Some(rest) => leaves(rest, before, into),
        None => into.push(before),
    }
}

/// What a file imports or names by its path, from the root of the crate.
fn targets(source: &Source) -> Vec<Vec<String>> {
    let own = source.module_path();
    let code: Vec<&str> = source.code().map(|(_, line)| line).collect();
    let code = code.join("\n");
    let mut found = Vec::new();
    for (at, _) in code.match_indices("crate::") {
        leaves(&code[at + "crate::".len()..], Vec::new(), &mut found);
    }
    for (at, _) in code.match_indices("super::") {
        if code[..at].ends_with("super::") {
            continue;
        }
        let rest = code[at..].trim_start_matches("super::");
        let up = (code[at..].len() - rest.len()) / "super::".len();
        leaves(
            rest,
            own[..own.len().saturating_sub(up)].to_vec(),
            &mut found,
        );
    }
    found
}

/// Folder by folder, files and folders that stand beside each other import each other one way
/// only. A file that stands for its folder (`mod.rs`) hands names on, and is asked nothing.
#[test]
fn files_beside_each_other_import_one_way() {
    let sources: Vec<Source> = sources();
    let sources: Vec<&Source> = sources.iter().filter(|s| !s.is_test()).collect();
    let places: BTreeSet<Vec<String>> = sources.iter().map(|s| s.module_path()).collect();
    let mut arrows: BTreeMap<String, BTreeSet<(String, String)>> = BTreeMap::new();
    for source in &sources {
        let own = source.module_path();
        for target in targets(source) {
            let same = own.iter().zip(&target).take_while(|(a, b)| a == b).count();
            let (Some(from), Some(to)) = (own.get(same), target.get(same)) else {
                continue;
            };
            let known = |place: &Vec<String>| place.starts_with(&target[..=same]);
            if places.iter().any(known) {
                let folder = own[..same].join("/");
                let of_folder = arrows.entry(folder).or_default();
                of_folder.insert((from.clone(), to.clone()));
            }
        }
    }
    let mut circles = Vec::new();
    for (folder, mut open) in arrows {
        // Who imports nothing more, or is imported by nobody more, stands in no circle.
        loop {
            let before = open.len();
            let from: BTreeSet<String> = open.iter().map(|(from, _)| from.clone()).collect();
            let to: BTreeSet<String> = open.iter().map(|(_, to)| to.clone()).collect();
            open.retain(|(a, b)| to.contains(a) && from.contains(b));
            if open.len() == before {
                break;
            }
        }
        if !open.is_empty() {
            circles.push((folder, open));
        }
    }
    let folders: Vec<&str> = circles.iter().map(|(folder, _)| folder.as_str()).collect();
    assert_eq!(folders, CIRCLES, "{circles:#?}");
}

/// «| `render` | what it is | domain, diagnostics, report |».
#[test]
fn the_page_of_the_architecture_tells_the_same_plan() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("ARCHITECTURE.md");
    let page = fs::read_to_string(page).unwrap();
    let rows: Vec<String> = page
        .lines()
        .filter(|line| line.starts_with("| `"))
        .map(|line| {
            let cells: Vec<&str> = line.split('|').map(str::trim).collect();
            format!("{}: {}", cells[1].trim_matches('`'), cells[3])
        })
        .collect();
    let plan: Vec<String> = MAY_IMPORT
        .iter()
        .map(|(module, allowed)| match allowed {
            [] => format!("{module}: —"),
            some => format!("{module}: {}", some.join(", ")),
        })
        .collect();
    assert_eq!(rows, plan);
}

#[test]
fn each_of_the_big_libraries_has_one_door() {
    let mut wrong = Vec::new();
    for source in sources() {
        for (number, line) in source.code() {
            for (library, door) in ONE_DOOR {
                let named = line.contains(&format!("{library}::"))
                    || line.contains(&format!("use {library};"));
                if named && !source.path.starts_with(door) {
                    wrong.push(format!("src/{}:{number}: {line}", source.path));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// Lines of code with one of these words, outside the modules that may use them.
fn lines_with(words: &[&str], allowed: &[&str]) -> Vec<String> {
    let mut lines = Vec::new();
    for source in sources() {
        for (number, line) in source.code() {
            let named = words.iter().any(|word| line.contains(word));
            if named && !allowed.contains(&source.module()) {
                lines.push(format!("src/{}:{number}: {line}", source.path));
            }
        }
    }
    lines
}

#[test]
fn only_the_command_line_reads_the_clock_and_the_environment() {
    let words = [
        "::env::",
        "Local::now",
        "Utc::now",
        "SystemTime",
        "Instant::now",
    ];
    let wrong = lines_with(&words, &["cli", "main"]);
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn only_the_archive_writes() {
    let words = [
        "fs::write",
        "File::create",
        "create_dir",
        "fs::rename",
        "remove_file",
        "fs::copy",
    ];
    let wrong = lines_with(&words, &["archive"]);
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn standard_output_has_one_door() {
    let wrong = lines_with(&["println!", "print!(", "eprint", "dbg!"], &[]);
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn files_stay_small() {
    let mut long = Vec::new();
    for source in sources() {
        let lines = source.code().count();
        if lines > LINES_OF_A_FILE && !source.is_test() {
            long.push(format!("src/{}: {lines} lines of code", source.path));
        }
    }
    assert!(long.is_empty(), "\n{}", long.join("\n"));
}

/// rustfmt closes a function at the indentation at which it began.
#[test]
fn functions_stay_small() {
    let mut long = Vec::new();
    for source in sources().iter().filter(|s| !s.is_test()) {
        let mut open: Vec<(usize, usize)> = Vec::new();
        for (i, line) in source.text.lines().enumerate() {
            let body = line.trim_start();
            let indent = line.len() - body.len();
            let words = body.split("fn ").next().unwrap_or_default();
            let begins = body.contains("fn ")
                && words.split_whitespace().all(|w| {
                    w.starts_with("pub") || w.starts_with("in ") || matches!(w, "const" | "async")
                });
            if begins {
                open.push((indent, i));
            }
            if body.starts_with('}')
                && let Some((_, start)) = open.pop_if(|(at, _)| *at == indent)
            {
                let lines = i - start + 1;
                if lines > LINES_OF_A_FUNCTION {
                    long.push(format!("src/{}:{}: {lines} lines", source.path, start + 1));
                }
            }
        }
    }
    assert!(long.is_empty(), "\n{}", long.join("\n"));
}
