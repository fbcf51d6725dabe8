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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostics::Code;
    use crate::diagnostics::show::{DrawnCell, DrawnRow};

    fn finding(row: u32) -> Finding {
        let file = Location::file("inputs/deoe.xlsx");
        Finding {
            rule: Some("R-01".to_owned()),
            found: "120".to_owned(),
            expected: "un número de 0 a 100".to_owned(),
            message: format!("El avance del renglón {row} es mayor que 100."),
            help: "Corrija el número.".to_owned(),
            ..Finding::new(Code(203), file.sheet("Sistemas").cell(CellRef::new(row, 7)))
        }
    }

    fn row(at: &Location) -> Option<DrawnRow> {
        let cells = [
            (
                2,
                "Sistema",
                "Sistema de Información de la Jornada Electoral",
            ),
            (3, "Proceso", "PEL 2021-2022"),
            (7, "Avance real", "120"),
            (8, "Liberación programada", "15/02/2022"),
        ];
        let cells = cells.map(|(column, header, text)| DrawnCell {
            cell: CellRef::new(at.cell.map_or(0, |c| c.row), column),
            header: header.to_owned(),
            text: text.to_owned(),
        });
        Some(DrawnRow {
            cells: cells.to_vec(),
        })
    }

    fn plain(findings: &[Finding], detail: Detail) -> String {
        anstream::adapter::strip_str(&full(findings, detail, &row)).to_string()
    }

    #[test]
    fn a_cell_is_shown_in_its_row_and_equal_ones_are_told_once() {
        let findings: Vec<Finding> = [14, 16, 17, 18].map(finding).to_vec();
        let expected = "\
error[REV-203]: Número fuera de los límites (R-01)
  ┌─ inputs/deoe.xlsx › Sistemas › G14
  │
     │ B                             C              G            H
     │ Sistema                       Proceso        Avance real  Liberación programada
  14 │ Sistema de Información de l…  PEL 2021-2022  120          15/02/2022
     │                                              ^^^ se espera: un número de 0 a 100
  = El avance del renglón 14 es mayor que 100.
  = ayuda: Corrija el número.
  = lo mismo en otras 3 celdas: G16:G18

";
        assert_eq!(plain(&findings, Detail::Capped), expected);
    }

    #[test]
    fn a_long_list_says_how_much_it_leaves_out() {
        let findings: Vec<Finding> = (1..=30)
            .map(|n| Finding {
                expected: format!("otra cosa {n}"),
                ..finding(n)
            })
            .collect();
        let capped = plain(&findings, Detail::Capped);
        assert!(
            capped.ends_with(
                "… y 5 inconsistencias más en inputs/deoe.xlsx (con -v se muestran todas)\n\n"
            ),
            "{capped}"
        );
        let everything = plain(&findings, Detail::Everything);
        assert_eq!(everything.matches("error[REV-203]").count(), 30);
    }

    #[test]
    fn what_several_meetings_tell_of_one_template_is_told_once() {
        let at = Location::file("templates/lexico.toml");
        let one = Finding {
            message: "No existe la frase.".to_owned(),
            ..Finding::new(Code(900), at)
        };
        let told = plain(&[one.clone(), one], Detail::Capped);
        assert_eq!(told.matches("No existe la frase.").count(), 1);
    }
}
