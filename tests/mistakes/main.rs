//! A random workbook in order and one mistake of each kind in it: exactly one inconsistencia more,
//! at exactly that cell, under the right rule. The places are drawn by a generator with fixed seeds,
//! and every changed workbook is written and read as a real file.

#![allow(clippy::unwrap_used, reason = "a test may stop where it likes")]

mod books;
mod cells;
#[path = "../support/demonstration.rs"]
mod demonstration;
mod desk;
mod rules;
mod sheets;

use books::{Archive, Dice, Shared, Told, written};
use desk::Desk;
use relator::diagnostics::Finding;
use relator::domain::CellRef;
use rules::OfRule;
use std::collections::BTreeSet;
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
fn one_mistake_in_a_cell_or_a_sheet_is_told_once_and_there() {
    let archive = archive();
    let mut dice = Dice::new(20_220_605);
    let mut wrong = Vec::new();
    for kind in cells::names().chain(sheets::names()) {
        let mut made = 0;
        for _ in 0..ROUNDS * 5 {
            if made == ROUNDS {
                break;
            }
            let Some((sender, meeting)) = dice.pick(BOOKS.to_vec()) else {
                continue;
            };
            let mut book = archive.book(sender, meeting).unwrap().clone();
            let planted = cells::plant(archive, sender, &mut book, kind, &mut dice)
                .or_else(|| sheets::plant(archive, sender, &mut book, kind, &mut dice));
            let Some(expected) = planted else {
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

/// Every workbook of these senders for these meetings, in an order that is drawn.
fn drawn(dice: &Shared, of_rule: &OfRule) -> Vec<(&'static str, u8)> {
    let meetings = of_rule.meetings.iter();
    let mut all: Vec<(&str, u8)> = meetings
        .flat_map(|meeting| of_rule.senders.iter().map(|sender| (*sender, *meeting)))
        .collect();
    all.sort_by_cached_key(|_| dice.borrow_mut().next());
    all
}

#[test]
fn one_mistake_against_a_rule_is_told_once_and_there() {
    let archive = archive();
    let dice = Shared::new(Dice::new(20_220_605));
    let mut wrong = Vec::new();
    for of_rule in rules::all() {
        let mut made = 0;
        for (sender, meeting) in drawn(&dice, of_rule) {
            let book = archive.book(sender, meeting);
            let Some(book) = book.filter(|_| made < 2).cloned() else {
                continue;
            };
            let mut desk = Desk {
                archive,
                sender,
                meeting,
                book,
                dice: &dice,
            };
            let Some(expected) = (of_rule.make)(&mut desk) else {
                continue;
            };
            made += 1;
            let before = archive.before(&[sender], meeting);
            let now = archive.told(&[sender], meeting, Some(written(&desk.book)));
            let told = added(now, &before);
            if told != [expected.clone()] {
                let name = of_rule.name;
                wrong.push(format!("{name}: {sender} {meeting} {expected:?}: {told:?}"));
            }
        }
        assert!(made > 0, "no place for {}: {}", of_rule.rule, of_rule.name);
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn a_mistake_is_made_against_every_rule() {
    let catalog = &archive().catalog;
    let of_checks = catalog.comprobaciones.iter().map(|check| &check.id);
    let rules = catalog.esquemas.iter().flat_map(|sheet| &sheet.reglas);
    let known: BTreeSet<&str> = of_checks
        .chain(rules.map(|rule| &rule.id))
        .map(String::as_str)
        .collect();
    let mut made: BTreeSet<&str> = rules::all().map(|rule| rule.rule).collect();
    made.extend(cells::rules().chain(sheets::RULES));
    // Of a quantity that is more than another, and of two areas, the tests below speak.
    made.extend(["R-10", "R-22"]);
    let without: Vec<&&str> = known.difference(&made).collect();
    assert!(known.len() > 26 && without.is_empty(), "{without:?}");
}

/// Every quantity that may not be more than another, once too large and once the other too small:
/// told once, at the one or, where others exceed it as well, at the other; both cells light up.
#[test]
fn a_quantity_that_exceeds_another_is_told_once() {
    const BOOKS: [(&str, u8); 8] = [
        ("utsi", 5),
        ("hidalgo", 6),
        ("oaxaca", 6),
        ("tamaulipas", 11),
        ("aguascalientes", 9),
        ("oaxaca", 10),
        ("hidalgo", 10),
        ("oaxaca", 11),
    ];
    let archive = archive();
    let dice = Shared::new(Dice::new(20_220_605));
    let rules = archive.catalog.esquemas.iter();
    let rules = rules.flat_map(|e| e.reglas.iter().map(move |rule| (&e.hoja, rule)));
    let mut wrong = Vec::new();
    for (sheet, rule) in rules.filter(|(_, rule)| rule.id == "R-22") {
        let [less, more] = [&rule.campos[0], &rule.campos[1]];
        for too_small in [false, true] {
            let desks = BOOKS.iter().filter_map(|(sender, meeting)| {
                let book = archive.book(sender, *meeting)?.clone();
                let desk = Desk {
                    archive,
                    sender,
                    meeting: *meeting,
                    book,
                    dice: &dice,
                };
                let filled = [(less.as_str(), "!"), (more.as_str(), "!")];
                let row = desk.find(sheet, &filled)?;
                let room = !too_small || desk.number(sheet, less, row) > 0.0;
                room.then_some((desk, row))
            });
            let desks: Vec<(Desk<'_>, u32)> = desks.collect();
            let found = dice.borrow_mut().pick(desks);
            let Some((mut desk, row)) = found else {
                // Nothing is less than none.
                assert!(too_small, "no place for {sheet} {less}");
                continue;
            };
            let (few, many) = (desk.number(sheet, less, row), desk.number(sheet, more, row));
            let (field, value) = if too_small {
                (more, few - 1.0)
            } else {
                (less, many + 1.0)
            };
            desk.put(sheet, (field, row), Some(books::number(value, None)));
            let (sender, meeting) = (desk.sender, desk.meeting);
            let before = archive.before(&[sender], meeting);
            let all = archive.found(&[sender], meeting, Some(written(&desk.book)));
            let new: Vec<_> = all
                .iter()
                .filter(|f| !before.contains(&books::told(f)))
                .collect();
            let both = [desk.at(sheet, less, row), desk.at(sheet, more, row)];
            let lit = |f: &Finding| {
                let cells: Vec<_> = [&f.at].into_iter().chain(&f.related).collect();
                both.iter().all(|at| cells.iter().any(|c| c.cell == *at))
            };
            let good = match new.as_slice() {
                [one] => one.rule.as_deref() == Some("R-22") && lit(one),
                _ => false,
            };
            if !good {
                wrong.push(format!(
                    "{sheet} {less} {more} {sender} {meeting}: {new:#?}"
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn two_areas_that_differ_on_one_system_are_told_once_and_both_named() {
    const PAIRS: [(&str, &str, u8); 4] = [
        ("deoe", "derfe", 6),
        ("deoe", "deceyec", 5),
        ("derfe", "utvopl", 4),
        ("deppp", "utf", 7),
    ];
    let archive = archive();
    let mut dice = Dice::new(20_220_605);
    for (mine, yours, meeting) in PAIRS {
        let mut senders = [mine, yours];
        senders.sort_unstable();
        let mut sheets = archive.book(mine, meeting).unwrap().sheets.iter();
        let sheet = sheets.find(|s| &*s.name == "Sistemas").unwrap();
        let rows: BTreeSet<u32> = sheet.cells.keys().map(|at| at.row).collect();
        let rows = rows.into_iter().filter(|row| *row > 4).collect();
        let row = dice.pick(rows).unwrap();
        let cells = sheet
            .cells
            .range(CellRef::new(row, 1)..CellRef::new(row + 1, 1));
        let mut other = archive.book(yours, meeting).unwrap().clone();
        let to = other.sheets.iter_mut().find(|s| &*s.name == "Sistemas");
        let to = to.unwrap();
        let last = to.cells.keys().map(|at| at.row).max().unwrap() + 1;
        for (at, cell) in cells {
            to.cells.insert(CellRef::new(last, at.column), cell.clone());
        }
        let observation = CellRef::new(last, 12);
        to.cells.insert(observation, books::text("Otra cosa."));
        let before = archive.before(&senders, meeting);
        let found = archive.found(&senders, meeting, Some(written(&other)));
        let new: Vec<&Finding> = found
            .iter()
            .filter(|f| !before.contains(&books::told(f)))
            .collect();
        let [one] = new.as_slice() else {
            panic!("{mine} {yours} {meeting}: {new:#?}");
        };
        // At the workbook that comes later in the order of the files; the other one lights up.
        assert_eq!(one.rule.as_deref(), Some("R-10"));
        let cells: Vec<_> = [&one.at].into_iter().chain(&one.related).collect();
        for (file, row) in [(mine, row), (yours, last)] {
            let file = &archive.book(file, meeting).unwrap().at.file;
            for column in [1, 12] {
                let at = Some(CellRef::new(row, column));
                let lit = cells.iter().any(|c| c.file == *file && c.cell == at);
                assert!(lit, "{file} {at:?}: {cells:#?}");
            }
        }
    }
}
