//! The form that people read on a terminal.
//!
//! ```text
//! error[REV-203]: Número fuera de los límites
//!    ┌─ inputs/reunion-05/deoe.xlsx › Sistemas › G14
//!    │
//!    │ B     …  F                  G
//!    │ Sistema  Avance programado  Avance real
//! 14 │ SIJE     100                120
//!    │                             ^^^ se espera: un número de 0 a 100
//!    = ayuda: Corrija el número.
//! ```
//!
//! Of a template, the lines of which Typst speaks are shown with its mark.

use super::group::{Group, group, ranges};
use super::row::{RowSource, draw};
use super::text::{BOLD, FRAME, clean, grouped, shorten, styled, tone};
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
                "… y {} inconsistencias más en {file} (con -v se muestran todas)\n\n",
                grouped(left)
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
    let drawn = finding.at.cell.zip(rows(&finding.at));
    let number = drawn.as_ref().map(|(cell, _)| cell.row).or(finding.at.line);
    let margin = Margin::of(number.unwrap_or(0));
    let mut lines = vec![
        format!("{}{}", styled(mark, &kind), styled(BOLD, &title)),
        margin.line("┌─", &clean(&finding.at.to_string())),
    ];
    let note = |label: &str, text: &str| note(&margin, label, text);
    match drawn {
        Some((cell, row)) => {
            lines.push(margin.line("│", ""));
            let expected = shorten(&clean(&finding.expected), 60);
            let words = if expected.is_empty() {
                String::new()
            } else {
                format!("se espera: {expected}")
            };
            lines.extend(draw(&row, cell, mark, &words));
        }
        None if finding.at.line.is_some() && finding.found.contains('\n') => {
            lines.extend(quoted(&finding.found));
        }
        // What the message says already is not said twice.
        None if clean(&finding.message).contains(&clean(&finding.found)) => {}
        None => {
            let found = shorten(&clean(&finding.found), QUOTED);
            lines.extend(note("encontrado", &format!("«{found}»")));
        }
    }
    lines.extend(note("", &finding.message));
    if drawn_text_is_short(finding, &lines) {
        lines.extend(note("se espera", &finding.expected));
    }
    lines.extend(note("ayuda", &finding.help));
    lines.extend(note("véase también", &related(finding)));
    lines.extend(same_elsewhere(group, detail).and_then(|(label, text)| note(&label, &text)));
    lines
}

/// The lines of a template that a report in many lines shows, with its frame and its mark; the
/// words before the frame stand in the message.
fn quoted(report: &str) -> Vec<String> {
    let lines = report.lines().map(clean);
    let framed = lines.filter(|line| line.contains('│'));
    framed.map(|line| styled(FRAME, &line)).collect()
}

/// The blanks before the frame, as wide as the number of the row that is drawn.
struct Margin(String);

impl Margin {
    fn of(row: u32) -> Self {
        Self(" ".repeat(row.to_string().len() + 1))
    }

    fn line(&self, frame: &str, text: &str) -> String {
        let start = styled(FRAME, &format!("{}{frame}", self.0));
        match text {
            "" => start,
            text => format!("{start} {text}"),
        }
    }
}

/// The drawing holds a cut form of what is expected; a longer one stands below it.
fn drawn_text_is_short(finding: &Finding, lines: &[String]) -> bool {
    let expected = clean(&finding.expected);
    !expected.is_empty() && !lines.iter().any(|line| line.contains(&expected))
}

fn note(margin: &Margin, label: &str, text: &str) -> Option<String> {
    let text = clean(text);
    let line = match label {
        _ if text.is_empty() => return None,
        "" => text,
        label => format!("{}: {text}", styled(BOLD, label)),
    };
    Some(margin.line("=", &line))
}

fn related(finding: &Finding) -> String {
    let told: Vec<String> = finding
        .related
        .iter()
        .take(PIECES)
        .map(|other| place_seen_from(&finding.at, other))
        .collect();
    let more = finding.related.len().saturating_sub(PIECES);
    match more {
        0 => told.join("; "),
        more => format!("{} y {more} más", told.join("; ")),
    }
}

/// A place without what it shares with another.
fn place_seen_from(at: &Location, other: &Location) -> String {
    match (&other.sheet, other.cell) {
        (Some(_), Some(cell)) if other.file == at.file && other.sheet == at.sheet => {
            cell.to_string()
        }
        (Some(sheet), Some(cell)) if other.file == at.file => format!("{sheet} › {cell}"),
        (_, _) => other.to_string(),
    }
}

fn same_elsewhere(group: &Group<'_>, detail: Detail) -> Option<(String, String)> {
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
        format!("lo mismo en otras {} celdas", grouped(cells.len()))
    };
    Some((noun, ranges(&cells, cap)))
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
            message: format!("El avance de la fila {row} es mayor que 100."),
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
   = El avance de la fila 14 es mayor que 100.
   = ayuda: Corrija el número.
   = lo mismo en otras 3 celdas: G16:G18

";
        assert_eq!(plain(&findings, Detail::Capped), expected);
    }

    #[test]
    fn a_template_is_shown_at_its_line_with_its_mark() {
        let report = "error: unknown variable: litera\n   ┌─ templates/estilo/portada.typ:84:4\n   \
                      │\n84 │     litera(meta)\n   │     ^^^^^^\n";
        let finding = Finding {
            found: report.to_owned(),
            message: "La plantilla de estilo no se puede usar.".to_owned(),
            ..Finding::new(
                Code(520),
                Location::file("templates/estilo/portada.typ").line(84),
            )
        };
        let expected = "\
error[REV-520]: Plantilla de estilo que no se puede usar
   ┌─ templates/estilo/portada.typ › línea 84
   │
84 │     litera(meta)
   │     ^^^^^^
   = La plantilla de estilo no se puede usar.

";
        assert_eq!(plain(&[finding], Detail::Capped), expected);
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
