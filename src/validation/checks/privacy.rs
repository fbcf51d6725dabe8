//! what looks like personal data or a password in a text that is published.

use super::told;
use crate::catalog::{Comprobacion, Difusion};
use crate::diagnostics::Severity;
use crate::validation::read::State;
use crate::validation::schemas::Schemas;
use crate::validation::workbook::WorkbookRead;
use regex::Regex;

/// The rule of which this module speaks.
pub(in crate::validation) const PRIVACY: &str = "R-25";

/// The patterns of a rule of the catalogue, made ready, each with the position of its words.
pub(in crate::validation) fn patterns(words: &[Comprobacion], rule: &str) -> Vec<(usize, Regex)> {
    let of_rule = words.iter().enumerate().filter(|(_, w)| w.id == rule);
    let patterns = of_rule.flat_map(|(index, w)| w.patrones.iter().map(move |p| (index, p)));
    // A pattern that does not compile is told when the catalogue is read.
    patterns
        .filter_map(|(index, pattern)| Some((index, Regex::new(pattern).ok()?)))
        .collect()
}

/// Tells every published text in which a pattern is found; the text itself is not repeated.
pub(super) fn run(schemas: &Schemas<'_>, book: &mut WorkbookRead<'_>) {
    for sheet in &mut book.sheets {
        let public = sheet
            .schema
            .campos
            .iter()
            .filter(|c| c.difusion == Difusion::Publica);
        let public: Vec<&str> = public.map(|c| c.nombre.as_str()).collect();
        for row in sheet.rows.iter_mut().filter(|r| r.state == State::Usable) {
            let mut state = State::Usable;
            for field in public.iter().filter_map(|name| row.fields.get(*name)) {
                let Some(text) = field.value.as_text() else {
                    continue;
                };
                let found = schemas.patterns.iter().find(|(_, p)| p.is_match(text));
                let Some(words) = found.and_then(|(i, _)| schemas.catalog.comprobaciones.get(*i))
                else {
                    continue;
                };
                let code = match words.severidad {
                    Severity::Error => 221,
                    Severity::Advertencia | Severity::Nota => 222,
                };
                if words.severidad == Severity::Error {
                    state = State::Wrong;
                }
                let mut finding = told(
                    code,
                    words,
                    field.at.clone(),
                    "dato que no se reproduce aquí",
                );
                finding.topic = row.topic.clone();
                book.findings.push(finding);
            }
            row.state = state;
        }
    }
}
