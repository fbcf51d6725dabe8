//! The words of a PDF that belong to the text: without the notes at the foot, without the first rows
//! that a table repeats, without running headers and feet.

use super::{Change, Content, Piece, What};
use crate::render::pdf::Word;
use std::collections::BTreeSet;

/// The words without the notes, which stand at the foot of whatever page; a note that is not there
/// word by word was changed.
pub(super) fn without_notes(notes: &[String], words: &[String]) -> (Vec<String>, Vec<Change>) {
    let mut left: Vec<(String, &String)> = words.iter().map(|word| (key(word), word)).collect();
    let mut changes = Vec::new();
    for note in notes {
        let wanted: Vec<String> = split(note).iter().map(|word| key(word)).collect();
        let found = left
            .windows(wanted.len().max(1))
            .position(|some| some.iter().map(|(key, _)| key).eq(&wanted));
        match found {
            Some(at) => drop(left.drain(at..at + wanted.len())),
            None if wanted.is_empty() => {}
            None => changes.push(Change {
                place: String::new(),
                what: What::Note {
                    before: Some(note.clone()),
                    after: None,
                },
            }),
        }
    }
    (
        left.into_iter().map(|(_, word)| word.clone()).collect(),
        changes,
    )
}

/// The words without the first rows of tables, which a table repeats on whatever page it goes on,
/// and without running headers and feet; with the places of the tables whose first rows were found.
pub(super) fn without_headers(content: &Content, words: &[Word]) -> (Vec<String>, BTreeSet<usize>) {
    let mut left: Vec<(String, &Word)> = words.iter().map(|w| (key(&w.text), w)).collect();
    let mut found = BTreeSet::new();
    let mut removed: BTreeSet<Vec<String>> = BTreeSet::new();
    for (n, piece) in content.pieces.iter().enumerate() {
        let Piece::Table(grid) = piece else { continue };
        let cells = grid.rows.iter().take(grid.header).flatten();
        let wanted: Vec<String> = cells
            .flat_map(|(text, _)| split(text))
            .map(|w| key(&w))
            .collect();
        if wanted.len() < HEADER {
            continue;
        }
        let mut at = 0;
        while at + wanted.len() <= left.len() {
            let some = &left[at..at + wanted.len()];
            if some.iter().map(|(key, _)| key).eq(&wanted) {
                drop(left.drain(at..at + wanted.len()));
                removed.insert(wanted.clone());
            } else {
                at += 1;
            }
        }
        if removed.contains(&wanted) {
            found.insert(n);
        }
    }
    let body = left.into_iter().filter(|(_, word)| !word.running);
    (body.map(|(_, word)| word.text.clone()).collect(), found)
}

/// Words from which on the first rows of a table are no words that stand anywhere.
const HEADER: usize = 3;

/// The words of a text.
pub(super) fn split(text: &str) -> Vec<String> {
    text.split_whitespace().map(str::to_owned).collect()
}

/// What makes two words the same: a hyphen may be that of a line's end.
pub(super) fn key(word: &str) -> String {
    word.chars()
        .filter(|c| !matches!(c, '-' | '\u{ad}' | '\u{2010}' | '\u{2011}' | '\u{200b}'))
        .collect()
}

/// The same without the point or colon after it.
pub(super) fn bare(word: &str) -> String {
    let inside = word.trim_matches(|c: char| !c.is_alphanumeric());
    key(inside)
}

/// «III.», «2.1»: what a heading is counted with.
pub(super) fn is_number(word: &str) -> bool {
    let digits = |c: char| c.is_ascii_digit() || "IVXLC.".contains(c);
    word.chars().all(digits)
}
