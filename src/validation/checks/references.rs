//! `refiere`: a value that names a row of another sheet, where no such row was reported.

use crate::catalog::{Campo, Esquema, Referencia};
use crate::diagnostics::{Finding, Location};
use crate::domain::words::{fold, nearest};
use crate::validation::history::History;
use crate::validation::read::{RowRead, SheetRead, State};
use crate::validation::remark::Remark;
use crate::validation::workbook::WorkbookRead;
use std::collections::BTreeSet;

/// Tells every value that names a row of its workbook, or of an earlier report of the sender, that
/// is not there; what follows from such a value is not told. Where a rule of the sheet looks after
/// the column, it speaks.
pub(in crate::validation) fn run(book: &mut WorkbookRead<'_>, history: &History) {
    let mut findings = Vec::new();
    for index in 0..book.sheets.len() {
        for campo in &book.sheets[index].schema.campos {
            let Some(other) = campo.refiere.as_ref() else {
                continue;
            };
            if has_rule(book.sheets[index].schema, campo, other) {
                continue;
            }
            if let Some(known) = known(book, history, other) {
                findings.extend(dangling(&mut book.sheets[index], campo, &known));
            }
        }
    }
    book.findings.extend(findings);
}

/// Whether a rule on the column looks at the sheet that the column names.
fn has_rule(schema: &Esquema, campo: &Campo, other: &Referencia) -> bool {
    let sheets = ["libro", "reportado"].map(|owner| format!("{owner}.{}", other.hoja));
    schema.reglas.iter().any(|regla| {
        let looks = sheets.iter().any(|sheet| regla.expresion.contains(sheet));
        looks && regla.campos.first() == Some(&campo.nombre)
    })
}

/// The values that may be named; none when they cannot be known, because the other sheet has no
/// row or was not read whole.
fn known(book: &WorkbookRead<'_>, history: &History, other: &Referencia) -> Option<Vec<String>> {
    let unread = &book.from.workbook.unread;
    if unread.iter().any(|name| **name == *other.hoja) {
        return None;
    }
    let mut known = Vec::new();
    if let Some(sheet) = book.sheet(&other.hoja) {
        let unreadable = |row: &RowRead| row.wrong.contains(&other.campo);
        if sheet.incomplete || sheet.rows.iter().any(unreadable) {
            return None;
        }
        known.extend(
            sheet
                .rows
                .iter()
                .map(|row| row.value(&other.campo).written()),
        );
    }
    let earlier = history.of_sheet(&book.from.sender.clave, &other.hoja);
    known.extend(earlier.map(|(_, row)| row.value(&other.campo).written()));
    known.retain(|value| !value.is_empty());
    (!known.is_empty()).then_some(known)
}

fn dangling(sheet: &mut SheetRead<'_>, campo: &Campo, known: &[String]) -> Vec<Finding> {
    let folded: BTreeSet<String> = known.iter().map(|value| fold(value)).collect();
    let mut findings = Vec::new();
    for row in sheet.rows.iter_mut().filter(|r| r.state == State::Usable) {
        let value = row.value(&campo.nombre).written();
        if value.is_empty() || folded.contains(&fold(&value)) {
            continue;
        }
        if let Some(at) = row.at(&campo.nombre) {
            findings.push(Finding {
                topic: row.topic.clone(),
                ..tell(sheet.schema, campo, (&value, at), known)
            });
        }
        row.doubtful.insert(campo.nombre.clone());
    }
    findings
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
