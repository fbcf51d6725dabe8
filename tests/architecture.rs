//! The house stands as its plan says: imports go one way, pieces stay small.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that cannot go on has failed"
)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

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
    fn walk(folder: &Path, into: &mut Vec<PathBuf>) {
        let mut entries: Vec<PathBuf> = fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .collect();
        entries.sort();
        for path in entries {
            if path.is_dir() {
                walk(&path, into);
            } else if path.extension().is_some_and(|e| e == "rs") {
                into.push(path);
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    walk(&root, &mut files);
    files
        .into_iter()
        .map(|file| Source {
            path: file
                .strip_prefix(&root)
                .unwrap()
                .components()
                .map(|part| part.as_os_str().to_string_lossy())
                .collect::<Vec<_>>()
                .join("/"),
            text: fs::read_to_string(&file).unwrap(),
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

#[test]
fn only_the_command_line_reads_the_clock_and_the_environment() {
    let words = [
        "::env::",
        "Local::now",
        "Utc::now",
        "SystemTime",
        "Instant::now",
    ];
    let mut wrong = Vec::new();
    for source in sources() {
        for (number, line) in source.code() {
            let reads = words.iter().any(|word| line.contains(word));
            if reads && !matches!(source.module(), "cli" | "main") {
                wrong.push(format!("src/{}:{number}: {line}", source.path));
            }
        }
    }
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
    let mut wrong = Vec::new();
    for source in sources() {
        for (number, line) in source.code() {
            let writes = words.iter().any(|word| line.contains(word));
            if writes && source.module() != "archive" {
                wrong.push(format!("src/{}:{number}: {line}", source.path));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn standard_output_has_one_door() {
    let words = ["println!", "print!(", "eprint", "dbg!"];
    let mut wrong = Vec::new();
    for source in sources() {
        for (number, line) in source.code() {
            if words.iter().any(|word| line.contains(word)) {
                wrong.push(format!("src/{}:{number}: {line}", source.path));
            }
        }
    }
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
