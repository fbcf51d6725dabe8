//! Authorised adjustments of the secretariat (`reuniones/NN.toml`): a typo that is mended in a
//! published text, a row that is accepted in spite of an inconsistencia.

use super::read::State;
use super::remark::Remark;
use super::workbook::WorkbookRead;
use crate::catalog::{Ajuste, Catalog};
use crate::diagnostics::{Finding, Location, Severity};
use crate::domain::words::fold;
use crate::domain::{CellRef, Value};

/// The adjustments that speak of a workbook.
fn of<'c>(catalog: &'c Catalog, book: &WorkbookRead<'_>) -> Vec<&'c Ajuste> {
    let of_meeting = catalog.wording.ajustes.get(&book.from.meeting.numero);
    let own = |a: &&Ajuste| a.remitente == book.from.sender.clave;
    of_meeting.into_iter().flatten().filter(own).collect()
}

/// Puts the published text in place of the one that was received.
pub(super) fn mend(catalog: &Catalog, book: &mut WorkbookRead<'_>) {
    for adjustment in of(catalog, book) {
        let (Some(original), Some(published)) = (&adjustment.original, &adjustment.publicado)
        else {
            continue;
        };
        let sheets = book.sheets.iter_mut();
        let rows = sheets
            .filter(|s| fold(&s.schema.hoja) == fold(&adjustment.hoja))
            .flat_map(|s| &mut s.rows);
        let field = rows
            .flat_map(|row| row.fields.values_mut())
            .find(|f| f.at.cell == cell(adjustment));
        match field {
            Some(field) if field.value.as_text() == Some(original.as_str()) => {
                field.value = Value::Text(published.clone());
            }
            Some(_) | None => {
                let finding = unmatched(adjustment, book, "el texto original no es el de la celda");
                book.findings.push(finding);
            }
        }
    }
}

/// Turns an accepted error into a nota that says who accepted it and why; its row is used.
pub(super) fn accept(catalog: &Catalog, book: &mut WorkbookRead<'_>) {
    for adjustment in of(catalog, book) {
        let Some(accepted) = &adjustment.acepta else {
            continue;
        };
        let is_meant = |f: &Finding| {
            let named = f.code.to_string() == *accepted || f.rule.as_ref() == Some(accepted);
            let sheet = f.at.sheet.as_deref().map(fold) == Some(fold(&adjustment.hoja));
            named && sheet && f.at.cell == cell(adjustment) && f.severity == Severity::Error
        };
        let mut findings: Vec<Finding> = std::mem::take(&mut book.findings).into_iter().collect();
        let place = findings
            .iter()
            .position(|f| is_meant(f) && is_readable(book, &f.at));
        match place {
            Some(index) => {
                let why = format!(" Se aceptó: {} ({}).", adjustment.motivo, adjustment.cargo);
                findings[index].severity = Severity::Nota;
                findings[index].message.push_str(&why);
                let at = findings[index].at.clone();
                if !findings
                    .iter()
                    .any(|f| f.severity == Severity::Error && same_row(&f.at, &at))
                {
                    use_again(book, &at);
                }
            }
            None => findings.push(unmatched(
                adjustment,
                book,
                "la celda no tiene esa inconsistencia, o su valor no se pudo leer",
            )),
        }
        book.findings.extend(findings);
    }
}

fn cell(adjustment: &Ajuste) -> Option<CellRef> {
    adjustment.celda.parse().ok()
}

fn same_row(one: &Location, other: &Location) -> bool {
    one.sheet == other.sheet && one.cell.map(|c| c.row) == other.cell.map(|c| c.row)
}

/// Whether every cell of the row of a finding could be read.
fn is_readable(book: &WorkbookRead<'_>, at: &Location) -> bool {
    let sheets = book.sheets.iter().filter(|s| s.header.sheet == at.sheet);
    let mut rows = sheets.flat_map(|s| &s.rows);
    rows.any(|r| Some(r.number) == at.cell.map(|c| c.row) && r.wrong.is_empty())
}

fn use_again(book: &mut WorkbookRead<'_>, at: &Location) {
    let sheets = book
        .sheets
        .iter_mut()
        .filter(|s| s.header.sheet == at.sheet);
    for row in sheets.flat_map(|s| &mut s.rows) {
        if Some(row.number) == at.cell.map(|c| c.row) && row.state == State::Wrong {
            row.state = State::Usable;
        }
    }
}

fn unmatched(adjustment: &Ajuste, book: &WorkbookRead<'_>, why: &str) -> Finding {
    let (sheet, place) = (&adjustment.hoja, &adjustment.celda);
    let message = format!("El ajuste autorizado de {sheet} › {place} no se aplicó: {why}.");
    let at = book.from.workbook.at.sheet(sheet.as_str());
    let at = cell(adjustment).map_or(at.clone(), |c| at.cell(c));
    let found = adjustment.original.as_ref().or(adjustment.acepta.as_ref());
    let found = found.cloned().unwrap_or_default();
    Remark::new(170, "un ajuste que corresponda a lo recibido", message).at(at, &found)
}
