//! A random workbook in order and one mistake of each kind in it: exactly one inconsistencia more,
//! at exactly that cell, under the right rule. The places are drawn by a generator with fixed seeds,
//! and every changed workbook is written and read as a real file.

#![allow(clippy::unwrap_used, reason = "a test may stop where it likes")]

mod books;
mod cells;
mod rules;

use books::{Archive, Dice, Told, written};
use relator::domain::CellRef;
use rules::{Desk, OF_RULES};
use std::sync::OnceLock;

fn archive() -> &'static Archive {
    static ARCHIVE: OnceLock<Archive> = OnceLock::new();
    ARCHIVE.get_or_init(Archive::read)
}

/// Senders of every class with the meetings at which they are looked at.
const BOOKS: [(&str, u8); 14] = [
    ("deoe", 5),
    ("derfe", 6),
    ("deceyec", 3),
    ("deppp", 1),
    ("utsi", 7),
    ("utsi", 8),
    ("hidalgo", 3),
    ("oaxaca", 5),
    ("aguascalientes", 6),
    ("tamaulipas", 7),
    ("hidalgo", 8),
    ("quintana-roo", 9),
    ("hidalgo", 10),
    ("oaxaca", 11),
];
/// How often each kind of mistake of a cell is made.
const ROUNDS: u64 = 3;

/// What a mistake adds to what is told.
fn added(mut now: Vec<Told>, before: &[Told]) -> Vec<Told> {
    for old in before {
        if let Some(index) = now.iter().position(|new| new == old) {
            now.remove(index);
        }
    }
    now
}

#[test]
fn a_workbook_that_is_only_written_anew_is_told_nothing_new() {
    let archive = archive();
    for (sender, meeting) in BOOKS {
        let book = archive.book(sender, meeting).unwrap();
        let before = archive.before(&[sender], meeting);
        let now = archive.told(&[sender], meeting, Some(written(book)));
        assert_eq!(now, before, "{sender} {meeting}");
    }
}

#[test]
fn one_mistake_in_a_cell_is_told_once_and_there() {
    let archive = archive();
    let mut dice = Dice::new(20_220_605);
    let mut wrong = Vec::new();
    for kind in cells::names() {
        let mut made = 0;
        for _ in 0..ROUNDS * 5 {
            if made == ROUNDS {
                break;
            }
            let Some((sender, meeting)) = dice.pick(BOOKS.to_vec()) else {
                continue;
            };
            let mut book = archive.book(sender, meeting).unwrap().clone();
            let Some(expected) = cells::plant(archive, sender, &mut book, kind, &mut dice) else {
                continue;
            };
            made += 1;
            let before = archive.before(&[sender], meeting);
            let now = archive.told(&[sender], meeting, Some(written(&book)));
            let told = added(now, &before);
            if told != [expected.clone()] {
                wrong.push(format!("{kind}: {sender} {meeting} {expected:?}: {told:?}"));
            }
        }
        assert!(made > 0, "no place for: {kind}");
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn one_mistake_against_a_rule_is_told_once_and_there() {
    let archive = archive();
    let mut wrong = Vec::new();
    for of_rule in OF_RULES {
        let mut made = 0;
        for meeting in of_rule.meetings {
            for sender in of_rule.senders {
                let book = archive.book(sender, *meeting);
                let Some(book) = book.filter(|_| made < 2).cloned() else {
                    continue;
                };
                let mut desk = Desk {
                    archive,
                    sender,
                    meeting: *meeting,
                    book,
                };
                let Some(expected) = (of_rule.make)(&mut desk) else {
                    continue;
                };
                made += 1;
                let before = archive.before(&[sender], *meeting);
                let now = archive.told(&[sender], *meeting, Some(written(&desk.book)));
                let told = added(now, &before);
                if told != [expected.clone()] {
                    let name = of_rule.name;
                    wrong.push(format!("{name}: {sender} {meeting} {expected:?}: {told:?}"));
                }
            }
        }
        assert!(made > 0, "no place for {}: {}", of_rule.rule, of_rule.name);
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn two_areas_that_differ_on_one_system_are_told_once_and_both_named() {
    let archive = archive();
    let one = archive.book("deoe", 5).unwrap();
    let mut other = archive.book("derfe", 6).unwrap().clone();
    let meeting = 6;
    let senders = ["deoe", "derfe"];
    let mine = archive.book("deoe", meeting).unwrap_or(one);
    let row = |book: &relator::intake::Workbook| {
        let sheet = book.sheets.iter().find(|s| &*s.name == "Sistemas").unwrap();
        let row = CellRef::new(5, 1)..CellRef::new(6, 1);
        let cells = sheet.cells.range(row);
        cells.map(|(at, c)| (*at, c.clone())).collect::<Vec<_>>()
    };
    let cells = row(mine);
    let sheet = other.sheets.iter_mut().find(|s| &*s.name == "Sistemas");
    let sheet = sheet.unwrap();
    let last = sheet.cells.keys().map(|at| at.row).max().unwrap() + 1;
    for (at, cell) in cells {
        sheet.cells.insert(CellRef::new(last, at.column), cell);
    }
    let observation = CellRef::new(last, 12);
    sheet.cells.insert(observation, books::text("Otra cosa."));
    let before = archive.before(&senders, meeting);
    let now = archive.told(&senders, meeting, Some(written(&other)));
    let at = CellRef::new(last, 1).to_string();
    let expected = ["REV-401", "R-10", "Sistemas", &at].map(str::to_owned);
    let expected: Told = expected.into();
    assert_eq!(added(now, &before), [expected]);
}
