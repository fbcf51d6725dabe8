//! Programs of others judge the record: `ocfl-py` and `bagit` from PyPI, and the commands that
//! `LEEME.txt` gives to whoever has nothing but the system. What is not installed is skipped
//! aloud. `RELATOR_JUECES` names a folder with the scripts of the two.

use super::bench::{Small, copy};
use relator::record::{Bag, Depth, Object, Register};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A judge, or none and a word about it.
pub fn judge(name: &str) -> Option<PathBuf> {
    let folders = std::env::var_os("RELATOR_JUECES").into_iter();
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders: Vec<PathBuf> = folders
        .map(PathBuf::from)
        .chain(std::env::split_paths(&path))
        .collect();
    let found = folders.iter().map(|f| f.join(name)).find(|f| f.is_file());
    if found.is_none() {
        eprintln!("SKIPPED: {name} is not installed; set RELATOR_JUECES to the folder that has it");
    }
    found
}

fn said(output: &Output) -> String {
    let text = [output.stdout.as_slice(), &output.stderr].concat();
    String::from_utf8_lossy(&text).into_owned()
}

/// What `ocfl-py` says of the root of a record.
pub fn ocfl(record: &Path) -> Option<Result<String, String>> {
    let root = record.join("ocfl");
    let output = Command::new(judge("ocfl-root.py")?)
        .args([
            "validate",
            "--validate-objects",
            "--check-digests",
            "--root",
        ])
        .arg(&root)
        .output()
        .unwrap();
    let text = said(&output);
    // It calls a root valid whose objects are not, and counts those that are.
    let root_is = text.contains(&format!("{} is VALID", root.display()));
    let objects = text.lines().find_map(|line| {
        let counted = line
            .strip_prefix("Objects checked: ")?
            .strip_suffix(" are VALID")?;
        counted.split_once(" / ")
    });
    let valid = root_is && objects.is_some_and(|(valid, all)| valid == all);
    Some(if valid { Ok(text) } else { Err(text) })
}

#[test]
fn ocfl_py_calls_the_record_valid_and_a_changed_one_not() {
    let small = Small::new();
    let Some(verdict) = ocfl(&small.root()) else {
        return;
    };
    let text = verdict.unwrap();
    assert!(text.contains("2 / 2 are VALID"), "{text}");
    let file = small
        .root()
        .join("ocfl/reunion-01/v1/content/informe/a.pdf");
    fs::write(file, b"une").unwrap();
    assert!(ocfl(&small.root()).unwrap().is_err());
}

#[test]
fn bagit_calls_a_bag_valid_and_a_changed_one_not() {
    let small = Small::new();
    let register = Register::read(&small.record()).unwrap();
    let object = Object::open(&small.record(), &register, "reunion-01");
    let object = object.unwrap().unwrap();
    let info = [("Bagging-Date".to_owned(), "2022-02-15".to_owned())];
    let bag = Bag {
        object: &object,
        version: 2,
        withheld: &[],
        added: &[],
        info: &info,
    };
    let target = small.folder.path().join("paquete");
    bag.write(&target).unwrap();
    assert!(bag.write(&target).is_err(), "a bag is never written over");
    let data = target.join("data/informe/a.pdf");
    assert_eq!(fs::read(&data).unwrap(), b"otro");
    let Some(valid) = bagit(&target) else {
        return;
    };
    assert!(valid);
    fs::write(data, b"otrO").unwrap();
    assert_eq!(bagit(&target), Some(false));
}

/// Whether `bagit` calls a bag valid.
pub fn bagit(bag: &Path) -> Option<bool> {
    let mut command = Command::new(judge("bagit.py")?);
    let output = command.arg("--validate").arg(bag).output();
    Some(output.unwrap().status.success())
}

/// The commands of `LEEME.txt` for Linux: the indented lines that begin with «$ ».
fn commands(record: &Path) -> Vec<String> {
    let text = fs::read_to_string(record.join("LEEME.txt")).unwrap();
    let lines = text
        .lines()
        .filter_map(|line| line.trim_start().strip_prefix("$ "));
    lines.map(str::to_owned).collect()
}

/// Whether every command succeeds and nothing says «NO», and what they print.
pub fn read_me(record: &Path) -> (bool, String) {
    let mut whole = true;
    let mut printed = String::new();
    for command in commands(record) {
        let output = Command::new("sh")
            .args(["-c", &command])
            .current_dir(record)
            .output();
        let output = output.unwrap();
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        whole &= output.status.success() && !text.lines().any(|l| l.starts_with("NO"));
        printed.push_str(&text);
    }
    (whole, printed)
}

#[cfg(target_os = "linux")]
#[test]
fn the_commands_of_the_read_me_succeed_and_find_what_was_changed() {
    let small = Small::new();
    assert_eq!(commands(&small.root()).len(), 3);
    let (whole, printed) = read_me(&small.root());
    assert!(whole, "{printed}");
    let head = small.verify(Depth::Bytes).head;
    assert!(printed.lines().any(|line| line == head), "{printed}");
    let changes = [
        "registro.jsonl",
        "ocfl/reunion-02/v1/inventory.json",
        "ocfl/reunion-01/v1/content/informe/a.pdf",
    ];
    for name in changes {
        let other = tempfile::tempdir().unwrap();
        copy(&small.root(), other.path());
        let path = other.path().join(name);
        let text = fs::read_to_string(&path).unwrap();
        let changed = text.replacen("2022", "2023", 1).replacen("uno", "una", 1);
        assert_ne!(text, changed, "{name}");
        fs::write(&path, changed).unwrap();
        let (whole, printed) = read_me(other.path());
        assert!(!whole, "{name}: {printed}");
    }
    fs::remove_file(small.root().join("ocfl/reunion-01/v2/inventory.json")).unwrap();
    assert!(!read_me(&small.root()).0);
}
