//! PDF and Word file say the same: the sequence of words of contents, body, tables, captions and
//! notes, without hyphenation, what every page repeats, text drawn in figures and pages of the
//! contents list.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that cannot go on has failed"
)]

#[path = "support/demonstration.rs"]
mod demonstration;
#[path = "parity/pdf.rs"]
mod pdf;

use demonstration::{Demonstration, demonstration};
use relator::diagnostics::Findings;
use relator::render::docx::{self, Text};
use relator::render::typst::Typesetter;
use relator::report::{self, Stage};
use std::sync::Mutex;
use std::thread::scope;

/// The meetings that are always compared: one of the usual informe, and the one of another. Poppler
/// lays a page out again for every tag on it, which takes minutes for the longest annexes.
const SHORTEST: [u8; 2] = [1, 8];

/// Words around a difference.
const AROUND: usize = 12;

fn words(paragraphs: &[String]) -> Vec<String> {
    let words = paragraphs.iter().flat_map(|p| p.split_whitespace());
    words.map(str::to_owned).collect()
}

/// Whether a word of the PDF is one of the Word file: a hyphen that stands alone in the PDF is
/// either the word's own or the end of a line.
fn same(pdf: &str, word: &str) -> bool {
    match pdf.split_once(pdf::HYPHEN) {
        None => pdf == word,
        Some((before, after)) => word.strip_prefix(before).is_some_and(|rest| {
            same(after, rest) || rest.strip_prefix('-').is_some_and(|rest| same(after, rest))
        }),
    }
}

/// The first difference, with the words around it.
fn difference(pdf: &[String], word: &[String]) -> Option<String> {
    let pairs = pdf.iter().zip(word);
    let alike = pairs.take_while(|(pdf, word)| same(pdf, word)).count();
    if alike == pdf.len() && alike == word.len() {
        return None;
    }
    let near = |words: &[String]| {
        let until = words.len().min(alike + AROUND);
        words[alike.saturating_sub(AROUND).min(until)..until]
            .join(" ")
            .replace(pdf::HYPHEN, "-")
    };
    Some(format!(
        "word {alike} of {} and {}\nPDF:  {}\nWord: {}",
        pdf.len(),
        word.len(),
        near(pdf),
        near(word)
    ))
}

/// What differs between the two, part by part.
fn differences(pdf: &Text, word: &Text) -> Vec<String> {
    let parts = [
        ("contents", &pdf.contents, &word.contents),
        ("body", &pdf.body, &word.body),
        ("notes", &pdf.notes, &word.notes),
    ];
    let differ = parts.into_iter().filter_map(|(name, pdf, word)| {
        difference(&words(pdf), &words(word)).map(|what| format!("{name}, {what}"))
    });
    differ.collect()
}

#[test]
fn the_informes_say_the_same_in_pdf_and_word() {
    if !pdf::can_be_read() {
        eprintln!("NOT CHECKED: pdfinfo (poppler-utils) is not installed");
        return;
    }
    let Demonstration {
        catalog, judged, ..
    } = demonstration();
    let typesetter = Typesetter::new(&catalog.estilo).unwrap();
    let meetings: Vec<u8> = catalog.proceso.reuniones.iter().map(|r| r.numero).collect();
    assert_eq!(meetings.len(), 11);
    let everything = std::env::var_os("PARITY").is_some_and(|which| which == "todas");
    let meetings: Vec<u8> = if everything {
        meetings
    } else {
        eprintln!("NOT CHECKED: all meetings but {SHORTEST:?}; PARITY=todas checks them");
        SHORTEST.to_vec()
    };
    let compare = |meeting: u8| {
        let mut findings = Findings::default();
        let stage = Stage::Preliminary;
        let informe = report::compose(catalog, judged, meeting, stage, &mut findings).unwrap();
        let typeset = typesetter.typeset(&informe, &[]).unwrap();
        let file = docx::write(&informe, &typeset.layout, &catalog.estilo).unwrap();
        let (pdf, word) = (pdf::read(&typeset.pdf), Text::read(&file).unwrap());
        assert!(words(&word.body).len() > 500 && word.contents.len() > 5);
        let differ = differences(&pdf, &word);
        (!differ.is_empty()).then(|| format!("meeting {meeting}: {}", differ.join("\n")))
    };
    let left = Mutex::new(meetings);
    let next = || left.lock().unwrap().pop();
    let work = || {
        let mut differ = Vec::new();
        while let Some(meeting) = next() {
            differ.extend(compare(meeting));
        }
        differ
    };
    let differ: Vec<String> = scope(|scope| {
        let threads = [scope.spawn(work), scope.spawn(work)];
        let all = threads.into_iter().flat_map(|t| t.join().unwrap());
        all.collect()
    });
    assert!(differ.is_empty(), "{}", differ.join("\n\n"));
}

#[test]
fn a_word_more_less_or_other_is_a_difference() {
    let split = |text: &str| words(&[text.to_owned()]);
    let word = split("el OPL de Oaxaca IEEPCO-CG");
    let pdf = split("el OPL de Oa\u{1f}xaca IEEPCO\u{1f}CG");
    assert_eq!(difference(&pdf, &word), None);
    for other in [
        "el OPL de Oaxaca",
        "el OPL de Oaxaca IEEPCO-CG 2",
        "el OPL de Oaxaca IEEPCO CG",
        "elOPL de Oaxaca IEEPCO-CG",
        "el OPL de Oa-xaxa IEEPCO-CG",
    ] {
        let told = difference(&pdf, &split(other)).unwrap();
        assert!(told.contains("PDF:  el OPL"), "{told}");
    }
}
