//! Workbooks with random faults, read and judged: none may be a panic, and none may take long.
//!
//! A hundred and fifty of them on every run, always the same ones. With `RELATOR_FUZZ_MINUTES=10` others
//! for so long, from `RELATOR_FUZZ_SEED`; the bytes of the last one stand in the folder that
//! `CARGO_TARGET_TMPDIR` is, so that one that ends the process is not lost.

#![allow(
    clippy::unwrap_used,
    reason = "a test that cannot make its workbook has failed"
)]

mod workbooks;

use relator::diagnostics::show::{Detail, full, json};
use relator::diagnostics::{Findings, Location};
use relator::{intake, validation};
use std::io::{Cursor, Read, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use workbooks::{Book, DELIVERED, Raw, Sheet};

/// Workbooks of an ordinary run.
const FEW: u64 = 150;
/// The longest that one workbook may take, also where the machine is busy.
const PATIENCE: Duration = Duration::from_secs(20);

/// Values that have broken readers of workbooks before.
const NASTY: [&str; 30] = [
    "",
    "0",
    "-1",
    "1",
    "4294967295",
    "2147483648",
    "99999999999999999999",
    "1e308",
    "-1e308",
    "NaN",
    "inf",
    "1048576",
    "1048577",
    "16384",
    "XFD1048576",
    "A0",
    "A1:XFD1048576",
    "ZZZ9",
    "true",
    "\u{202E}",
    "&amp;",
    "]]>",
    "0%",
    "000000000000000000000000000",
    "[h]:mm:ss",
    "General;;;",
    "5/6/2022",
    "31 de febrero de 2022",
    "PT99999999H",
    "2022-13-45T99:99:99",
];

/// A small generator; the same seed, the same faults.
struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, limit: usize) -> usize {
        (self.roll() % limit.max(1) as u64) as usize
    }

    fn one_of<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }
}

/// A part of a zip: its name and its bytes.
type Part = (String, Vec<u8>);

fn parts(bytes: &[u8]) -> Vec<Part> {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut parts = Vec::new();
    for index in 0..zip.len() {
        let mut part = zip.by_index(index).unwrap();
        let name = part.name().unwrap().into_owned();
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).unwrap();
        parts.push((name, bytes));
    }
    parts
}

fn zipped(parts: &[Part]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        let options = zip::write::SimpleFileOptions::default();
        // A fault may have given two parts one name, which the writer refuses.
        if zip.start_file(name.as_str(), options).is_ok() {
            zip.write_all(bytes).unwrap();
        }
    }
    zip.finish().unwrap().into_inner()
}

/// Faults of the bytes themselves.
fn scratch(bytes: &mut Vec<u8>, dice: &mut Dice) {
    for _ in 0..=dice.below(8) {
        if bytes.len() < 8 {
            return;
        }
        let at = dice.below(bytes.len());
        match dice.below(6) {
            0 => bytes[at] ^= 1 << dice.below(8),
            1 => bytes[at] = dice.roll() as u8,
            2 => bytes.truncate(at.max(4)),
            3 => {
                let piece: Vec<u8> = bytes[at..].iter().take(dice.below(64)).copied().collect();
                let to = dice.below(bytes.len());
                bytes.splice(to..to, piece);
            }
            4 => {
                let end = (at + dice.below(64)).min(bytes.len());
                bytes.drain(at..end);
            }
            _ => {
                for byte in bytes[at..].iter_mut().take(4) {
                    *byte = 0xFF;
                }
            }
        }
    }
}

/// Faults of the XML: values, tags and whole elements.
fn garble(text: &str, dice: &mut Dice) -> String {
    let marks: Vec<usize> = text
        .char_indices()
        .filter(|(_, c)| matches!(c, '<' | '"' | '>'))
        .map(|(at, _)| at)
        .collect();
    if marks.len() < 4 {
        return text.to_owned();
    }
    let first = dice.below(marks.len() - 1);
    let far = first + 1 + dice.below((marks.len() - first - 1).min(40));
    let (from, to) = (marks[first], marks[far]);
    match dice.below(6) {
        // What stands between two marks: the value of an attribute or the text of an element.
        0 | 1 => {
            let next = marks[first + 1];
            let nasty = dice.one_of(&NASTY);
            format!("{}{nasty}{}", &text[..=from], &text[next..])
        }
        2 => format!("{}{}", &text[..from], &text[to..]),
        3 => format!("{}{}{}", &text[..to], &text[from..to], &text[to..]),
        4 => {
            let many = text[from..to].repeat(2 + dice.below(60));
            format!("{}{many}{}", &text[..from], &text[to..])
        }
        _ => {
            let other = dice.below(marks.len() - 1);
            let (a, b) = (marks[other], marks[other + 1]);
            format!("{}{}{}", &text[..from], &text[a..b], &text[from..])
        }
    }
}

/// One workbook with faults.
fn faulty(seeds: &[Vec<u8>], dice: &mut Dice) -> Vec<u8> {
    let seed = dice.one_of(seeds);
    if dice.below(5) == 0 {
        let mut bytes = seed.clone();
        scratch(&mut bytes, dice);
        return bytes;
    }
    let mut parts = parts(seed);
    for _ in 0..=dice.below(4) {
        let index = dice.below(parts.len());
        match dice.below(12) {
            0 => {
                parts.remove(index);
            }
            1 => {
                let other = parts[dice.below(parts.len())].1.clone();
                parts[index].1 = other;
            }
            2 => scratch(&mut parts[index].1, dice),
            _ => {
                let text = String::from_utf8_lossy(&parts[index].1).into_owned();
                parts[index].1 = garble(&text, dice).into_bytes();
            }
        }
        if parts.is_empty() {
            break;
        }
    }
    zipped(&parts)
}

/// Real workbooks: those of tests/excel, and some with everything that a sheet may hold.
fn seeds() -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests")
        .join("excel");
    let mut files: Vec<PathBuf> = [folder.clone(), folder.join("casos")]
        .iter()
        .flat_map(|folder| std::fs::read_dir(folder).unwrap())
        .map(|entry| entry.unwrap().path())
        .filter(|path| {
            let name = path.to_string_lossy().into_owned();
            [".xlsx", ".ods", ".xlsm"]
                .iter()
                .any(|end| name.ends_with(end))
        })
        .collect();
    files.sort();
    let read = files.iter().map(|path| std::fs::read(path).unwrap());
    let zips = read.filter(|bytes| bytes.starts_with(b"PK"));
    zips.chain([written().bytes()]).collect()
}

fn written() -> Book {
    let class = relator::domain::Clase::Opl;
    let datos = Sheet::empty("Datos_PREP")
        .text("B5", "Modalidad de implementación")
        .text("C5", "OPL")
        .text("B6", "CATD previstos")
        .cell("C6", Raw::Formula("60*2", "120"))
        .text("B8", "Inicio de la publicación")
        .text("C8", "05/06/2022 20:00");
    Book::of("OPL", "hidalgo", "Hidalgo", 5)
        .with(Sheet::of("Entregables", class).row(&DELIVERED))
        .with(datos)
}

/// Reads, judges and tells one workbook.
fn answer(bytes: &[u8]) -> Findings {
    let mut findings = Findings::default();
    let read = intake::read_bytes(Location::file("inputs/x.xlsx"), bytes, &mut findings);
    let read: Vec<_> = read.into_iter().collect();
    if !read.is_empty() {
        validation::judge(&workbooks::catalog(), &read, &mut findings);
    }
    let told: Vec<_> = findings.iter().collect();
    json(read.len(), told.iter().copied());
    full(findings.iter(), Detail::Everything, &|_| None);
    findings
}

fn number(variable: &str) -> Option<u64> {
    std::env::var(variable).ok()?.parse().ok()
}

#[test]
fn a_workbook_with_random_faults_is_answered() {
    let minutes = number("RELATOR_FUZZ_MINUTES");
    let end = minutes.map(|m| Instant::now() + Duration::from_secs(60 * m));
    let mut dice = Dice(number("RELATOR_FUZZ_SEED").unwrap_or(20_220_605).max(1));
    let kept = Path::new(env!("CARGO_TARGET_TMPDIR")).join("fuzz.bin");
    let seeds = seeds();
    let (mut runs, mut read, mut longest) = (0u64, 0u64, Duration::ZERO);
    while end.map_or(runs < FEW, |end| Instant::now() < end) {
        let bytes = faulty(&seeds, &mut dice);
        if minutes.is_some() {
            std::fs::write(&kept, &bytes).unwrap();
        }
        let start = Instant::now();
        let answered = catch_unwind(AssertUnwindSafe(|| answer(&bytes)));
        let took = start.elapsed();
        let fault = match &answered {
            Ok(findings) => findings.iter().any(|f| matches!(f.code.0, 118 | 900)),
            Err(_) => true,
        };
        if fault || took > PATIENCE {
            let found = kept.with_file_name(format!("fuzz-{runs}.bin"));
            std::fs::write(&found, &bytes).unwrap();
            panic!("run {runs}, {took:?}: {}", found.display());
        }
        let whole = answered.is_ok_and(|f| f.iter().all(|f| f.at.sheet.is_some()));
        read += u64::from(whole);
        longest = longest.max(took);
        runs += 1;
    }
    println!("{runs} workbooks with faults, {read} of them read; the longest took {longest:?}");
    // Faults that are always met at the door would try nothing.
    assert!(read > runs / 10, "{read} of {runs} were read");
}
