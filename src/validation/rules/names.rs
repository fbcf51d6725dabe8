//! What a rule speaks of, read from its expression: fields of its own row, of its last report and
//! of other rows, and the sheets in which these stand.

use crate::validation::read::{RowRead, SheetRead};
use crate::validation::workbook::WorkbookRead;
use regex::Regex;
use std::collections::BTreeSet;

/// What a rule speaks of.
#[derive(Debug, Default)]
pub(super) struct Names {
    /// Fields of the row: `self.estatus`.
    own: BTreeSet<String>,
    /// Fields of its last report: `oldSelf.estatus`.
    pub(super) old: BTreeSet<String>,
    /// Sheets whose rows it looks at: `libro.Pruebas`, `reportado.Pruebas`.
    sheets: BTreeSet<String>,
    /// Fields of those rows, whatever these are called: `p.fecha`.
    others: BTreeSet<String>,
    /// Whether it looks at rows of the workbook.
    pub(super) of_book: bool,
    /// Whether it looks at last reports of rows that the workbook does not bring.
    pub(super) of_reports: bool,
    /// Whether it counts rows.
    counts: bool,
}

impl Names {
    /// The names in an expression.
    pub(super) fn of(dotted: &Regex, expression: &str) -> Self {
        let mut names = Self {
            counts: expression.contains(".size()"),
            ..Self::default()
        };
        for found in dotted.captures_iter(expression) {
            let (_, [owner, word]) = found.extract();
            match owner {
                "self" => names.own.insert(word.to_owned()),
                "oldSelf" => names.old.insert(word.to_owned()),
                "libro" | "reportado" => {
                    names.of_book |= owner == "libro";
                    names.of_reports |= owner == "reportado";
                    names.sheets.insert(word.to_owned())
                }
                "reunion" | "proceso" | "catalogo" => false,
                _ => names.others.insert(word.to_owned()),
            };
        }
        names
    }

    /// Whether the rule speaks of a cell of the row that is doubted already.
    pub(super) fn are_doubtful(&self, row: &RowRead) -> bool {
        row.doubtful.intersection(&self.own).next().is_some()
    }

    /// Whether the rule speaks of something that the sheet lacks, or of cells elsewhere in the
    /// workbook that could not be read: that was told, and what follows from it is no second
    /// mistake.
    pub(super) fn are_unknown(&self, book: &WorkbookRead<'_>, sheet: &SheetRead<'_>) -> bool {
        let lacking = |sheet: &SheetRead<'_>, fields: &BTreeSet<String>| {
            sheet.absent.intersection(fields).next().is_some()
        };
        let unreadable = |other: &SheetRead<'_>| {
            let rows = other.rows.iter();
            let mut fields = rows.flat_map(|row| row.wrong.union(&row.doubtful));
            // Of two rows with one key nobody knows which to count.
            let repeated = other.rows.iter().any(|row| row.repeated);
            other.incomplete
                || (self.counts && repeated)
                || lacking(other, &self.others)
                || fields.any(|field| self.others.contains(field))
        };
        let mut elsewhere = self.sheets.iter().filter_map(|name| book.sheet(name));
        let unread = |name: &String| {
            let mut unread = book.from.workbook.unread.iter();
            unread.any(|sheet| **sheet == **name)
        };
        lacking(sheet, &self.own) || elsewhere.any(unreadable) || self.sheets.iter().any(unread)
    }
}

/// A name, a point and a name.
pub(super) fn dotted() -> Option<Regex> {
    Regex::new(r"\b([A-Za-z_]\w*)\.([A-Za-z_]\w*)").ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_names_of_a_rule_are_those_of_its_expression() {
        let expression = "self.no == null || oldSelf.estatus == 'x' || reunion.numero == 8 ||
            !libro.Pruebas.exists(p, p.fecha != null && f in p.fases_cubiertas)";
        let names = Names::of(&dotted().unwrap(), expression);
        let words = |set: &BTreeSet<String>| set.iter().cloned().collect::<Vec<_>>().join(" ");
        assert_eq!(words(&names.own), "no");
        assert_eq!(words(&names.old), "estatus");
        assert_eq!(words(&names.sheets), "Pruebas");
        assert_eq!(words(&names.others), "fases_cubiertas fecha");
        assert!(names.of_book && !names.of_reports);
    }
}
