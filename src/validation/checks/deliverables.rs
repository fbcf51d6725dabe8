//! The rows of `Entregables` against the catalogue of deliverables: rows that speak of none, and
//! deliverables that are due and have no row (`dominio.md` §8.4, R-27).

use crate::catalog::{Catalog, Esquema};
use crate::diagnostics::{Finding, Severity};
use crate::domain::words::{fold, nearest};
use crate::domain::{Entregable, Reunion};
use crate::validation::history::History;
use crate::validation::read::{RowRead, SheetRead, State};
use crate::validation::remark::Remark;
use crate::validation::schemas::Schemas;
use crate::validation::workbook::{WorkbookRead, asked};

/// The sheet of the deliverables.
pub(super) const SHEET: &str = "Entregables";
/// The fields that say of which deliverable a row speaks.
const NUMBER: &str = "no";
const VARIANT: &str = "variante";

/// Tells every row that speaks of a deliverable that the catalogue does not have: nothing could be
/// said of it, so that it is not used.
pub(in crate::validation) fn unknown(schemas: &Schemas<'_>, book: &mut WorkbookRead<'_>) {
    let catalog = schemas.catalog;
    let Some(sheet) = book.sheets.iter_mut().find(|s| s.schema.hoja == SHEET) else {
        return;
    };
    let lacks = [NUMBER, VARIANT].iter().any(|f| sheet.absent.contains(*f));
    if lacks || catalog.entregables.is_empty() {
        return;
    }
    let schema = sheet.schema;
    for row in sheet.rows.iter_mut().filter(|r| r.state == State::Usable) {
        if row.entregable(catalog).is_some() {
            continue;
        }
        let (field, remark) = refused(catalog, schema, row);
        let found = row.value(field).written();
        let Some(at) = row.at(field).cloned() else {
            continue;
        };
        let Some(finding) = schemas.finding(remark.rule("R-27"), at, &found) else {
            continue;
        };
        if finding.severity == Severity::Error {
            row.state = State::Wrong;
        }
        row.wrong.insert(field.to_owned());
        book.findings.push(Finding {
            topic: row.topic.clone(),
            ..finding
        });
    }
}

/// Which cell is not as in the catalogue, and what the catalogue has.
fn refused(catalog: &Catalog, schema: &Esquema, row: &RowRead) -> (&'static str, Remark) {
    let all = &catalog.entregables;
    let number = row.value(NUMBER).as_number().unwrap_or_default();
    let variant = row.value(VARIANT).as_text().unwrap_or_default();
    let title = row.value("entregable").as_text().map(fold);
    let same: Vec<&Entregable> = all.iter().filter(|e| f64::from(e.no) == number).collect();
    if same.is_empty() {
        let numbers = || all.iter().map(|e| e.no);
        let (first, last) = (numbers().min(), numbers().max());
        let expected = format!(
            "un número del catálogo de entregables, de {} a {}",
            first.unwrap_or_default(),
            last.unwrap_or_default()
        );
        let message = format!("No hay un entregable {number}; la fila no se usó.");
        let meant = all
            .iter()
            .find(|e| Some(fold(&e.titulo)) == title && fold(&e.variante) == fold(variant));
        let help = match meant {
            Some(meant) => format!("¿Quiso decir “{}”? Es el de ese título.", meant.no),
            None => "Restablezca el número con que venía escrita la fila, o bórrela.".to_owned(),
        };
        return (NUMBER, Remark::new(204, expected, message).help(help));
    }
    let listed: Vec<&str> = same.iter().map(|e| e.variante.as_str()).collect();
    let column = schema.campo(VARIANT).map_or(VARIANT, |c| c.titulo.as_str());
    let message = match variant.is_empty() {
        true => format!("Al entregable {number} le falta “{column}”; la fila no se usó."),
        false => format!("El entregable {number} no tiene “{variant}”; la fila no se usó."),
    };
    let expected: Vec<String> = listed.iter().map(|v| shown(v)).collect();
    let help = match nearest(variant, listed.iter().copied().filter(|v| !v.is_empty())) {
        Some(near) => format!("¿Quiso decir “{near}”?"),
        None => "Restablezca la variante con que venía escrita la fila, o bórrela.".to_owned(),
    };
    let remark = Remark::new(204, expected.join(", "), message);
    (VARIANT, remark.help(help))
}

fn shown(variant: &str) -> String {
    match variant {
        "" => "la celda vacía".to_owned(),
        word => format!("“{word}”"),
    }
}

/// Tells every workbook, once, the deliverables that are due and of which it has no row; what was
/// delivered before is asked for no more.
pub(super) fn missing(
    schemas: &Schemas<'_>,
    meeting: &Reunion,
    books: &mut [WorkbookRead<'_>],
    history: &History,
) {
    for book in books.iter_mut() {
        let Some(sheet) = book.sheet(SHEET) else {
            continue;
        };
        // A row of which it cannot be read what it speaks of may be the one that is missed.
        let unreadable = |row: &RowRead| row.wrong.contains(NUMBER) || row.wrong.contains(VARIANT);
        let lacks = [NUMBER, VARIANT].iter().any(|f| sheet.absent.contains(*f));
        let unknown = lacks || sheet.incomplete || sheet.rows.iter().any(unreadable);
        if unknown || !asked(sheet.schema, &book.from) {
            continue;
        }
        let missing = absent(schemas.catalog, meeting, (book, sheet), history);
        let told = tell(&missing, sheet);
        book.findings.extend(told);
    }
}

/// The deliverables that are due, have no row and were not over at the last report.
fn absent<'a>(
    catalog: &'a Catalog,
    meeting: &Reunion,
    (book, sheet): (&WorkbookRead<'_>, &SheetRead<'_>),
    history: &History,
) -> Vec<&'a Entregable> {
    let sender = book.from.sender;
    let here = sheet.rows.iter().filter_map(|row| row.entregable(catalog));
    let here: Vec<&Entregable> = here.collect();
    let over = history
        .of_sheet(&sender.clave, SHEET)
        .filter(|(_, row)| sheet.schema.concluye(|field| row.value(field)))
        .filter_map(|(_, row)| {
            let variant = row.value(VARIANT).as_text().unwrap_or_default();
            catalog.entregable(row.value(NUMBER).as_number()?, variant)
        });
    let over: Vec<&Entregable> = over.collect();
    let known = |entry: &Entregable| {
        let mut all = here.iter().chain(&over);
        all.any(|known| std::ptr::eq(*known, entry))
    };
    let due = |entry: &Entregable| {
        let day = entry.fecha_referencia(catalog.proceso.jornada);
        day.is_some_and(|day| day <= meeting.corte) && !sender.extraordinaria
    };
    let all = catalog.entregables.iter();
    all.filter(|entry| due(entry) && !known(entry)).collect()
}

fn tell(missing: &[&Entregable], sheet: &SheetRead<'_>) -> Option<Finding> {
    let names: Vec<String> = missing.iter().map(|entry| name(entry)).collect();
    let message = match names.as_slice() {
        [] => return None,
        [one] => format!("Falta la fila de un entregable que ya debe reportarse: {one}."),
        many => format!(
            "Faltan las filas de {} entregables que ya deben reportarse: {}.",
            many.len(),
            many.join(", ")
        ),
    };
    let remark = Remark::new(411, "una fila por cada entregable por reportar", message);
    let found = match names.len() {
        1 => "fila ausente",
        _ => "filas ausentes",
    };
    Some(Finding {
        topic: sheet.schema.temas.first().cloned(),
        ..remark.at(sheet.header.clone(), found)
    })
}

/// «12 (Aprobado)».
fn name(entry: &Entregable) -> String {
    match entry.variante.as_str() {
        "" => entry.no.to_string(),
        variant => format!("{} ({variant})", entry.no),
    }
}
