//! The program itself is killed, or refused by the system, at a call that changes the disk, with
//! the means of `strace`. A few points by default; `RELATOR_FALLAS=todas` tries the whole row.
#![cfg(target_os = "linux")]

use super::judges;
use super::support::{Ran, Workspace, files};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

/// Calls by their names for strace, and the error that the system gives.
const CALLS: [(&str, &str); 5] = [
    ("write", "ENOSPC"),
    ("fsync", "EIO"),
    ("rename", "EIO"),
    ("mkdir", "ENOSPC"),
    ("unlink,unlinkat", "EIO"),
];
const ARCHIVE: [&str; 4] = ["archivar", "1", "--responsable", "Secretaría"];
const REASON: [&str; 2] = ["--motivo", "Otra redacción"];

/// A workspace without workbooks whose first meeting is integrated, and then reworded, so that
/// the next integration is a correction.
struct Trial {
    workspace: Workspace,
}

impl Trial {
    fn new() -> Self {
        let trial = Self {
            workspace: Workspace::new(),
        };
        trial.run(&ARCHIVE).code(0);
        let words = trial.workspace.path("templates/reuniones/01.md");
        fs::write(words, "# Introducción\n\nOtra redacción.\n").unwrap();
        trial
    }

    fn record(&self) -> std::path::PathBuf {
        self.workspace.path("output/expediente")
    }

    fn run(&self, args: &[&str]) -> Ran {
        let mut command = self.workspace.bare(args.iter().copied());
        command.env_remove("SOURCE_DATE_EPOCH");
        Ran::of(command.output().unwrap(), &self.workspace)
    }

    /// The correction under strace; gives back how it ended and the log.
    fn traced(&self, options: &[String]) -> (Option<i32>, String) {
        let log = self.workspace.path("strace.log");
        let status = Command::new("strace")
            .args(["-f", "-qq", "-o"])
            .arg(&log)
            .args(options)
            .arg(env!("CARGO_BIN_EXE_relator"))
            .args(ARCHIVE)
            .args(REASON)
            .current_dir(self.workspace.root())
            .env_remove("SOURCE_DATE_EPOCH")
            .stdin(Stdio::null())
            .output()
            .unwrap()
            .status;
        (status.code(), fs::read_to_string(log).unwrap())
    }

    /// Puts the record back as it was, without the pages about what comes later. The big files of
    /// the program are never written again, so a link is as good as a copy.
    fn restore(&self, before: &BTreeMap<String, Vec<u8>>, kept: &Path) {
        fs::remove_dir_all(self.record()).unwrap();
        let _ = fs::remove_dir_all(self.workspace.path("output/reunion-01"));
        for (name, bytes) in before {
            let to = self.record().join(name);
            fs::create_dir_all(to.parent().unwrap()).unwrap();
            if name.starts_with("ocfl/programa") {
                fs::hard_link(kept.join(name), to).unwrap();
            } else {
                fs::write(to, bytes).unwrap();
            }
        }
        for folder in ["sellos", "cuarentena", "preparacion"] {
            fs::create_dir_all(self.record().join(folder)).unwrap();
        }
    }
}

fn strace() -> bool {
    let found = Command::new("strace")
        .arg("-V")
        .stdout(Stdio::null())
        .status();
    let found = found.is_ok_and(|status| status.success());
    if !found {
        eprintln!("SKIPPED: strace is not installed");
    }
    found
}

/// How often the busiest thread makes a call, because strace counts thread by thread.
fn count(log: &str) -> usize {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for line in log.lines().filter(|line| line.contains('(')) {
        *counts.entry(line.split(' ').next().unwrap()).or_default() += 1;
    }
    counts.into_values().max().unwrap_or(0)
}

/// Some numbers from 1 to a count, the first and the last among them.
fn spread(count: usize, points: usize) -> Vec<usize> {
    let points = points.min(count);
    let step = |i: usize| 1 + i * (count - 1) / (points - 1).max(1);
    let mut all: Vec<usize> = (0..points).map(step).collect();
    all.dedup();
    all
}

#[test]
fn killed_or_refused_at_any_call_it_leaves_nothing_half_and_ends_well_the_next_time() {
    if !strace() {
        return;
    }
    let points = match std::env::var_os("RELATOR_FALLAS") {
        Some(_) => 9,
        None => 2,
    };
    let trial = Trial::new();
    let before = files::below(&trial.record());
    let inputs = files::below(&trial.workspace.path("templates"));
    let kept = trial.workspace.path("kept");
    fs::rename(trial.record(), &kept).unwrap();
    fs::create_dir(trial.record()).unwrap();
    let mut tried = BTreeMap::new();
    for (call, error) in CALLS {
        trial.restore(&before, &kept);
        let (code, log) = trial.traced(&[format!("-etrace={call}")]);
        assert_eq!(code, Some(0), "{log}");
        for k in spread(count(&log), points) {
            for fault in ["signal=SIGKILL".to_owned(), format!("error={error}")] {
                trial.restore(&before, &kept);
                let what = format!("{fault} at {call} {k}");
                let inject = format!("-einject={call}:{fault}:when={k}");
                let (code, _) = trial.traced(&[format!("-etrace={call}"), inject]);
                let clean = matches!(code, None | Some(0 | 3 | 137));
                assert!(clean, "{what}: {code:?}");
                judged(&trial, &before, &what);
                *tried.entry(call).or_insert(0) += 1;
            }
        }
    }
    assert!(files::below(&trial.workspace.path("templates")) == inputs);
    eprintln!("faults tried: {tried:?}");
}

/// Nothing is damaged; what was there is there; the next run completes it all.
fn judged(trial: &Trial, before: &BTreeMap<String, Vec<u8>>, what: &str) {
    let verified = trial.run(&["verificar"]);
    assert_eq!(verified.code, Some(0), "{what}: {verified:?}");
    let now = files::below(&trial.record());
    for (name, bytes) in before.iter().filter(|(name, _)| name.contains("/v1/")) {
        assert!(now.get(name) == Some(bytes), "{what}: {name} was changed");
    }
    let again = trial.run(&[ARCHIVE.as_slice(), &REASON].concat());
    assert_eq!(again.code, Some(0), "{what}: {again:?}");
    let json = trial.run(&["verificar", "--json"]).code(0).json();
    assert_eq!(json["inconsistencias"], serde_json::json!([]), "{what}");
    assert_eq!(json["integraciones"].as_array().unwrap().len(), 3, "{what}");
    if let Some(verdict) = judges::ocfl(&trial.record()) {
        verdict.unwrap_or_else(|text| panic!("{what}: {text}"));
    }
}

/// Data before its name, a name before the folder that holds it, and the register last of all.
#[test]
fn what_is_renamed_was_flushed_before_and_its_folder_is_flushed_after() {
    if !strace() {
        return;
    }
    let trial = Trial::new();
    let (code, log) = trial.traced(&["-y".to_owned(), "-etrace=fsync,rename,unlink".to_owned()]);
    assert_eq!(code, Some(0), "{log}");
    let lines: Vec<&str> = log
        .lines()
        .filter(|line| line.contains("expediente"))
        .collect();
    let position = |what: &dyn Fn(&str) -> bool| lines.iter().position(|line| what(line));
    let at = |what: &dyn Fn(&str) -> bool| position(what).unwrap_or_else(|| panic!("{log}"));
    let intent = at(&|l| l.contains("rename(") && l.contains("intento.json\")"));
    let register = at(&|l| l.contains("rename(") && l.contains("expediente/registro.jsonl\")"));
    let gone = at(&|l| l.contains("unlink(") && l.contains("intento.json"));
    let staged: Vec<usize> = (0..lines.len())
        .filter(|i| {
            lines[*i].contains("fsync(") && lines[*i].contains("preparacion/reunion-01-v2/")
        })
        .collect();
    assert!(
        staged.len() > 5 && staged.iter().all(|i| *i < intent),
        "{log}"
    );
    let renames: Vec<usize> = (intent..gone)
        .filter(|i| lines[*i].contains("rename("))
        .collect();
    assert_eq!(
        *renames.last().unwrap(),
        register,
        "the register comes last: {log}"
    );
    for rename in renames {
        assert!(lines[rename + 1].contains("fsync("), "{}", lines[rename]);
    }
}
