//! The end of every list: how many there are, and the files with errors named once more.

use super::text::{BOLD, clean, counted, styled, tone};
use crate::diagnostics::{Finding, Severity};
use std::collections::BTreeMap;

/// How many inconsistencias of each severity there are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Summary {
    /// Workbooks that were looked at.
    pub workbooks: usize,
    /// Errors.
    pub errors: usize,
    /// Advertencias.
    pub warnings: usize,
    /// Notas.
    pub notes: usize,
}

impl Summary {
    /// Counts.
    pub fn new<'a>(workbooks: usize, findings: impl IntoIterator<Item = &'a Finding>) -> Self {
        let mut summary = Self {
            workbooks,
            ..Self::default()
        };
        for finding in findings {
            match finding.severity {
                Severity::Error => summary.errors += 1,
                Severity::Advertencia => summary.warnings += 1,
                Severity::Nota => summary.notes += 1,
            }
        }
        summary
    }

    /// «2 errores, 14 advertencias y 3 notas», or «sin inconsistencias».
    pub fn sentence(&self) -> String {
        let parts: Vec<String> = [
            (self.errors, "error", "errores"),
            (self.warnings, "advertencia", "advertencias"),
            (self.notes, "nota", "notas"),
        ]
        .iter()
        .filter(|(n, _, _)| *n > 0)
        .map(|(n, one, many)| counted(*n, one, many))
        .collect();
        match parts.split_last() {
            None => "sin inconsistencias".to_owned(),
            Some((last, [])) => last.clone(),
            Some((last, first)) => format!("{} y {last}", first.join(", ")),
        }
    }
}

/// Tells how many workbooks were looked at and what was found; names the files with errors.
pub fn summary<'a>(
    workbooks: usize,
    findings: impl IntoIterator<Item = &'a Finding> + Clone,
) -> String {
    let all = Summary::new(workbooks, findings.clone());
    let sentence = all.sentence();
    let looked_at = match workbooks {
        0 => styled(BOLD, "No se encontró ningún libro"),
        1 => styled(BOLD, "Se revisó 1 libro"),
        n => styled(BOLD, &format!("Se revisaron {n} libros")),
    };
    let mut text = if (workbooks, all) == (0, Summary::default()) {
        format!("{looked_at}.\n")
    } else {
        format!("{looked_at}: {sentence}.\n")
    };
    let mut errors: BTreeMap<&str, usize> = BTreeMap::new();
    for finding in findings {
        if finding.severity == Severity::Error {
            *errors.entry(&finding.at.file).or_default() += 1;
        }
    }
    if !errors.is_empty() {
        text.push_str(&styled(tone(Severity::Error), "Con errores:"));
        text.push('\n');
        for (file, n) in errors {
            let file = clean(file);
            text.push_str(&format!("  {file} ({})\n", counted(n, "error", "errores")));
        }
    }
    text
}
