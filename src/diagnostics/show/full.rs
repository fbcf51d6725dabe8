//! The form that people read on a terminal.
//!
//! ```text
//! error[REV-203]: Porcentaje fuera de rango
//!    ┌─ inputs/reunion-05/deoe.xlsx › Sistemas › G14
//!    │
//!    │ B     …  F                  G
//!    │ Sistema  Avance programado  Avance real
//! 14 │ SIJE     100                120
//!    │                             ^^^ se espera: un número de 0 a 100
//!    = ayuda: escriba el porcentaje de 0 a 100
//! ```

use super::group::{Group, group, ranges};
use super::row::{RowSource, draw};
use super::text::{BOLD, FRAME, clean, shorten, styled, tone};
use crate::diagnostics::{Finding, Location};
use crate::domain::CellRef;

/// How much is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Detail {
    /// Long lists are cut, and how many were cut is said.
    Capped,
    /// Everything.
    Everything,
}

/// Groups told of one file.
const GROUPS_OF_A_FILE: usize = 25;
/// Pieces of a list of cells.
const PIECES: usize = 12;
/// Columns of a quoted value.
const QUOTED: usize = 120;

/// Tells findings, which are already sorted; equal ones are told once.
pub fn full<'a>(
    findings: impl IntoIterator<Item = &'a Finding>,
    detail: Detail,
    rows: &RowSource<'_>,
) -> String {
    let mut text = String::new();
    let groups = group(findings);
    for of_file in groups.chunk_by(|a, b| a.first.at.file == b.first.at.file) {
        let cap = match detail {
            Detail::Capped => GROUPS_OF_A_FILE,
            Detail::Everything => usize::MAX,
        };
        for group in of_file.iter().take(cap) {
            for line in tell(group, detail, rows) {
                text.push_str(&line);
                text.push('\n');
            }
            text.push('\n');
        }
        if of_file.len() > cap {
            let left: usize = of_file[cap..].iter().map(|g| 1 + g.rest.len()).sum();
            let file = clean(&of_file[0].first.at.file);
            text.push_str(&format!(
                "… y {left} inconsistencias más en {file} (con -v se muestran todas)\n\n"
            ));
        }
    }
    text
}

fn tell(group: &Group<'_>, detail: Detail, rows: &RowSource<'_>) -> Vec<String> {
    let finding = group.first;
    let mark = tone(finding.severity);
    let rule = match &finding.rule {
        Some(rule) => format!(" ({})", clean(rule)),
        None => String::new(),
    };
    let kind = format!("{}[{}]", finding.severity.word(), finding.code);
    let title = format!(": {}{rule}", finding.code.explanation().title);
    let mut lines = vec![
        format!("{}{}", styled(mark, &kind), styled(BOLD, &title)),
        format!(
            "{} {}",
            styled(FRAME, "  ┌─"),
            clean(&finding.at.to_string())
        ),
    ];
    let drawn = finding.at.cell.zip(rows(&finding.at));
    match drawn {
        Some((cell, row)) => {
            lines.push(styled(FRAME, "  │"));
            let indent = "  ";
            let expected = shorten(&clean(&finding.expected), 60);
            let words = if expected.is_empty() {
                String::new()
            } else {
                format!("se espera: {expected}")
            };
            let drawing = draw(&row, cell, mark, &words);
            lines.extend(drawing.into_iter().map(|l| format!("{indent}{l}")));
        }
        None => lines.extend(note("encontrado", &finding.found)),
    }
    lines.extend(note("", &finding.message));
    if drawn_text_is_short(finding, &lines) {
        lines.extend(note("se espera", &finding.expected));
    }
    lines.extend(note("ayuda", &finding.help));
    lines.extend(related(finding));
    lines.extend(same_elsewhere(group, detail));
    lines
}

/// The drawing holds a cut form of what is expected; a longer one stands below it.
fn drawn_text_is_short(finding: &Finding, lines: &[String]) -> bool {
    let expected = clean(&finding.expected);
    !expected.is_empty() && !lines.iter().any(|line| line.contains(&expected))
}

fn note(label: &str, text: &str) -> Option<String> {
    let text = clean(text);
    if text.is_empty() {
        return None;
    }
    let equals = styled(FRAME, "  =");
    Some(if label.is_empty() {
        format!("{equals} {text}")
    } else if label == "encontrado" {
        format!("{equals} {label}: «{}»", shorten(&text, QUOTED))
    } else {
        format!("{equals} {}: {text}", styled(BOLD, label))
    })
}

fn related(finding: &Finding) -> Option<String> {
    let told: Vec<String> = finding
        .related
        .iter()
        .take(PIECES)
        .map(|other| place_seen_from(&finding.at, other))
        .collect();
    let more = finding.related.len().saturating_sub(PIECES);
    let mut text = told.join("; ");
    if more > 0 {
        text.push_str(&format!(" y {more} más"));
    }
    note("véase también", &text)
}

/// A place without what it shares with another.
fn place_seen_from(at: &Location, other: &Location) -> String {
    match (&other.sheet, other.cell) {
        (Some(sheet), Some(cell)) if other.file == at.file && other.sheet == at.sheet => {
            let _ = sheet;
            cell.to_string()
        }
        (Some(sheet), Some(cell)) if other.file == at.file => format!("{sheet} › {cell}"),
        (_, _) => other.to_string(),
    }
}

fn same_elsewhere(group: &Group<'_>, detail: Detail) -> Option<String> {
    let cells: Vec<CellRef> = group.rest.iter().filter_map(|f| f.at.cell).collect();
    if cells.is_empty() {
        return None;
    }
    let cap = match detail {
        Detail::Capped => PIECES,
        Detail::Everything => usize::MAX,
    };
    let noun = if cells.len() == 1 {
        "lo mismo en otra celda".to_owned()
    } else {
        format!("lo mismo en otras {} celdas", cells.len())
    };
    note(&noun, &ranges(&cells, cap))
}
