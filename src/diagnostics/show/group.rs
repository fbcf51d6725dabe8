//! Findings that say the same of several cells are told once.

use crate::diagnostics::Finding;
use crate::domain::CellRef;

/// Findings of one code and rule in one column (or of one whole sheet or file).
#[derive(Debug)]
pub struct Group<'a> {
    /// The first of them, told in full.
    pub first: &'a Finding,
    /// The others, in their order.
    pub rest: Vec<&'a Finding>,
}

impl Group<'_> {
    fn told(&self, finding: &Finding) -> bool {
        let mut all = std::iter::once(&self.first).chain(&self.rest);
        all.any(|f| f.at == finding.at && f.message == finding.message)
    }
}

/// Groups findings, each group where its first finding stands.
pub fn group<'a>(findings: impl IntoIterator<Item = &'a Finding>) -> Vec<Group<'a>> {
    let mut groups: Vec<Group<'a>> = Vec::new();
    for finding in findings {
        let known = groups.iter_mut().find(|g| equal(g.first, finding));
        match known {
            // Several meetings may tell the same of one place.
            Some(group) if group.told(finding) => {}
            Some(group) => group.rest.push(finding),
            None => groups.push(Group {
                first: finding,
                rest: Vec::new(),
            }),
        }
    }
    groups
}

/// Whether two findings say the same, but for the cell and the value in it. What is to be done must
/// be the same too: a nearest word is of one value only.
fn equal(a: &Finding, b: &Finding) -> bool {
    let column = |f: &Finding| f.at.cell.map(|c| c.column);
    // Two things that are told of one place are two things.
    let apart = a.at.cell.is_some() && a.at.cell != b.at.cell;
    a.code == b.code
        && a.rule == b.rule
        && a.severity == b.severity
        && a.at.file == b.at.file
        && a.at.sheet == b.at.sheet
        && column(a) == column(b)
        && a.expected == b.expected
        && a.help == b.help
        && (apart || a.message == b.message)
}

/// Addresses with runs drawn together: `E6, E9:E48`; after `cap` pieces «y 3 más».
pub fn ranges(cells: &[CellRef], cap: usize) -> String {
    let mut runs: Vec<(CellRef, CellRef)> = Vec::new();
    for &cell in cells {
        match runs.last_mut() {
            Some((_, end)) if end.column == cell.column && end.row + 1 == cell.row => *end = cell,
            Some(_) | None => runs.push((cell, cell)),
        }
    }
    let told = runs.iter().take(cap).map(|(start, end)| {
        if start == end {
            start.to_string()
        } else {
            format!("{start}:{end}")
        }
    });
    let mut text = told.collect::<Vec<_>>().join(", ");
    if runs.len() > cap {
        text.push_str(&format!(" y {} más", runs.len() - cap));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostics::{Code, Location};

    #[test]
    fn neighbours_are_drawn_together() {
        let cells: Vec<CellRef> = [6, 9, 10, 11, 20].map(|row| CellRef::new(row, 5)).to_vec();
        assert_eq!(ranges(&cells, 9), "E6, E9:E11, E20");
        assert_eq!(ranges(&cells, 2), "E6, E9:E11 y 1 más");
    }

    #[test]
    fn two_things_that_are_told_of_one_cell_stay_two() {
        let told = |row, message: &str| Finding {
            message: message.to_owned(),
            ..Finding::new(
                Code(400),
                Location::file("a.xlsx")
                    .sheet("Sistemas")
                    .cell(CellRef::new(row, 1)),
            )
        };
        let all = [
            told(4, "Falta A."),
            told(4, "Falta B."),
            told(5, "Falta C."),
        ];
        assert_eq!(group(&all).len(), 2);
    }
}
