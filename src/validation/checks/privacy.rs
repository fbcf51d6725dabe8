//! what looks like personal data or a password in a text that is published.

use super::told;
use crate::catalog::Difusion;
use crate::diagnostics::Severity;
use crate::validation::read::State;
use crate::validation::schemas::Schemas;
use crate::validation::workbook::WorkbookRead;

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
