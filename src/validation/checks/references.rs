//! `refiere`: a value that names a row of another sheet, where no such row was reported.

use crate::catalog::{Campo, Esquema, Referencia};
use crate::diagnostics::{Finding, Location};
use crate::domain::words::{fold, nearest};
use crate::validation::history::History;
use crate::validation::read::{SheetRead, State, part};
use crate::validation::remark::Remark;
use crate::validation::workbook::WorkbookRead;
use std::collections::BTreeSet;

/// Tells every value that names a row of its workbook, or of an earlier report of the sender, that
/// is not there. A cell of which a rule spoke already is not told a second time.
pub(super) fn run(book: &mut WorkbookRead<'_>, history: &History) {
    let told: BTreeSet<&Location> = book
        .findings
        .iter()
        .flat_map(|f| std::iter::once(&f.at).chain(&f.related))
        .collect();
    let mut findings = Vec::new();
    for sheet in &book.sheets {
        for campo in &sheet.schema.campos {
            let known = campo.refiere.as_ref().and_then(|r| known(book, history, r));
            let Some(known) = known else {
                continue;
            };
            let dangling = dangling(sheet, campo, &known).into_iter();
            findings.extend(dangling.filter(|f| !told.contains(&f.at)));
        }
    }
    book.findings.extend(findings);
}

/// The values that may be named; none when they cannot be known, because the other sheet was
/// not read whole.
fn known(book: &WorkbookRead<'_>, history: &History, other: &Referencia) -> Option<Vec<String>> {
    let unread = &book.from.workbook.unread;
    if unread.iter().any(|name| **name == *other.hoja) {
        return None;
    }
    let mut known = Vec::new();
    if let Some(sheet) = book.sheet(&other.hoja) {
        let unreadable = |row: &crate::validation::read::RowRead| row.wrong.contains(&other.campo);
        if sheet.incomplete || sheet.rows.iter().any(unreadable) {
            return None;
        }
        known.extend(sheet.rows.iter().map(|row| part(row.value(&other.campo))));
    }
    let earlier = history.of_sheet(&book.from.sender.clave, &other.hoja);
    known.extend(earlier.map(|(_, row)| part(row.value(&other.campo))));
    known.retain(|value| !value.is_empty());
    Some(known)
}

fn dangling(sheet: &SheetRead<'_>, campo: &Campo, known: &[String]) -> Vec<Finding> {
    let folded: BTreeSet<String> = known.iter().map(|value| fold(value)).collect();
    let rows = sheet.rows.iter().filter(|r| r.state == State::Usable);
    let named = rows.filter_map(|row| {
        let value = part(row.value(&campo.nombre));
        let is_known = value.is_empty() || folded.contains(&fold(&value));
        let finding = tell(sheet.schema, campo, (&value, row.at(&campo.nombre)?), known);
        (!is_known).then_some(Finding {
            topic: row.topic.clone(),
            ..finding
        })
    });
    named.collect()
}

fn tell(
    schema: &Esquema,
    campo: &Campo,
    (value, at): (&str, &Location),
    known: &[String],
) -> Finding {
    let other = campo
        .refiere
        .as_ref()
        .map_or(&schema.hoja, |other| &other.hoja);
    let message = format!(
        "“{}” dice “{value}”, que no está en la hoja “{other}”.",
        campo.titulo
    );
    let expected = format!("un dato que esté en la hoja “{other}”");
    let remark = Remark::new(402, expected, message);
    let help = match nearest(value, known.iter().map(String::as_str)) {
        Some(near) => format!("¿Quiso decir “{near}”? Corrija el dato o agregue la fila."),
        None => format!("Corrija el dato o agregue la fila en la hoja “{other}”."),
    };
    remark.help(help).at(at.clone(), value)
}
