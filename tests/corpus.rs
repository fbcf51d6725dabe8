//! Other people's workbooks, real and broken, and the same with bytes changed: each gets an answer
//! in time. Only where `RELATOR_CORPUS` names a folder of them; those of calamine, Apache POI and
//! SheetJS are public.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test that cannot go on has failed, and this one tells what it saw"
)]

#[path = "support/files.rs"]
mod files;

use relator::diagnostics::{Findings, Severity};
use relator::intake::{self, Fence};
use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// Everybody has an answer within this time.
const IN_TIME: Duration = Duration::from_secs(20);

/// The file itself; cut short; with some bits turned; with a stretch of nothing.
fn variants(bytes: &[u8], seed: u64) -> Vec<Vec<u8>> {
    let mut state = seed | 1;
    let mut any = |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state % below.max(1) as u64) as usize
    };
    let cut = bytes[..any(bytes.len())].to_vec();
    let mut turned = bytes.to_vec();
    let mut gap = bytes.to_vec();
    if !bytes.is_empty() {
        for _ in 0..8 {
            turned[any(bytes.len())] ^= 1 << any(8);
        }
        let from = any(bytes.len());
        let to = (from + any(400)).min(bytes.len());
        gap[from..to].fill(0);
    }
    vec![bytes.to_vec(), cut, turned, gap]
}

/// What was answered, and how long that took.
fn ask(fence: &Fence, path: &Path) -> (String, Duration) {
    let mut findings = Findings::default();
    let begun = Instant::now();
    let folder = path.parent().unwrap();
    let read = intake::read_all(fence, folder, path, &mut findings).unwrap();
    let took = begun.elapsed();
    let errors = findings.iter().filter(|f| f.severity == Severity::Error);
    let codes: Vec<String> = errors.map(|f| f.code.to_string()).collect();
    let answer = match (read.as_slice(), codes.as_slice()) {
        ([_], []) => "read".to_owned(),
        ([_], [first, ..]) => format!("read, with {first}"),
        ([], [only]) => only.clone(),
        (_, _) => panic!("{}: {} workbooks, {codes:?}", path.display(), read.len()),
    };
    (answer, took)
}

#[test]
fn every_workbook_of_a_corpus_gets_an_answer_in_time() {
    let Some(corpus) = std::env::var_os("RELATOR_CORPUS") else {
        println!("SKIPPED: RELATOR_CORPUS names no folder of workbooks");
        return;
    };
    let all = files::paths(Path::new(&corpus));
    let fence = Fence::of(
        PathBuf::from(env!("CARGO_BIN_EXE_relator")),
        &["leer-libro"],
    );
    let scratch = tempfile::tempdir().unwrap();
    let mut tally: BTreeMap<(&str, String), usize> = BTreeMap::new();
    let mut slowest = (Duration::ZERO, String::new());
    for (number, path) in all.iter().enumerate() {
        let bytes = fs::read(path).unwrap();
        let end = path.extension().unwrap_or(OsStr::new("xlsx"));
        let kinds = ["as it is", "cut", "bits turned", "gap"];
        for (kind, bytes) in kinds.into_iter().zip(variants(&bytes, number as u64 + 1)) {
            let file = scratch.path().join("x").with_extension(end);
            fs::write(&file, bytes).unwrap();
            let (answer, took) = ask(&fence, &file);
            assert!(took < IN_TIME, "{} {kind}: {took:?}", path.display());
            if ["REV-118", "REV-119"]
                .iter()
                .any(|code| answer.contains(code))
            {
                println!("{answer}: {} {kind}", path.display());
            }
            if took > slowest.0 {
                slowest = (took, format!("{} {kind}", path.display()));
            }
            *tally.entry((kind, answer)).or_default() += 1;
        }
    }
    for ((kind, answer), count) in &tally {
        println!("{kind:<12} {answer:<24} {count:>6}");
    }
    let started = fence.started();
    println!(
        "{} files, {started} readers; slowest {slowest:?}",
        all.len()
    );
}
