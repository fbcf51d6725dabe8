//! One meeting: its workbooks are read, judged, compared with each other and with the last
//! report, and become a dataset.

use super::adjust;
use super::checks;
use super::dataset::{Dataset, Delivery, LeftOut, Review, Row, Standing, UsedAs};
use super::fields::Fields;
use super::history::History;
use super::identity::Identified;
use super::read::{Key, RowRead, SheetRead, State};
use super::rules::Rules;
use super::schemas::Schemas;
use super::standins;
use super::workbook::{self, WorkbookRead};
use crate::catalog::Esquema;
use crate::diagnostics::{Finding, Findings, Severity};
use crate::domain::Reunion;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Judges the deliveries of one meeting; its used rows become the last report of the next.
pub(super) fn judge<'a>(
    schemas: &Schemas<'a>,
    rules: &mut Rules<'a>,
    (meeting, deliveries): (&'a Reunion, Vec<(Identified<'a>, UsedAs)>),
    history: &mut History,
    findings: &mut Findings,
) -> Dataset {
    let in_force: Vec<Identified<'a>> = deliveries
        .iter()
        .filter(|(_, used_as)| *used_as == UsedAs::InForce)
        .map(|(identified, _)| *identified)
        .collect();
    let mut books: Vec<WorkbookRead<'a>> = in_force
        .into_par_iter()
        .map(|identified| workbook::read(schemas, identified))
        .collect();
    for book in &mut books {
        adjust::mend(schemas, book);
        checks::references(book, history);
        checks::unknown_deliverables(schemas, book);
        let mut own = Findings::default();
        rules.judge(schemas, book, history, &mut own);
        for finding in own {
            match finding.code.0 {
                519 => findings.push(finding),
                _ => book.findings.push(finding),
            }
        }
    }
    checks::run(schemas, meeting, &mut books, history);
    for book in &mut books {
        adjust::accept(schemas.catalog, book);
    }
    adjust::without_workbook(schemas.catalog, meeting, &books, findings);
    let mut dataset = Dataset {
        meeting: meeting.numero,
        ..Dataset::default()
    };
    for (identified, used_as) in &deliveries {
        let book = books
            .iter()
            .find(|b| b.from.workbook.at == identified.workbook.at);
        dataset
            .deliveries
            .push(Arc::new(delivery(identified, *used_as, book)));
    }
    let mut keys = Vec::new();
    for book in books {
        add(&mut dataset, &mut keys, book, history, findings);
    }
    let used: Vec<(Key, Arc<Row>)> = keys;
    standins::add(schemas, meeting, &mut dataset, &used, history);
    for (key, row) in used {
        history.keep(key, row);
    }
    sort(&mut dataset);
    dataset
}

/// What is told of a workbook, by sheet and row.
type ByRow<'a> = BTreeMap<(Arc<str>, u32), Vec<&'a Finding>>;

fn delivery(from: &Identified<'_>, used_as: UsedAs, book: Option<&WorkbookRead<'_>>) -> Delivery {
    let mut sheets: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for sheet in book.iter().flat_map(|b| &b.sheets) {
        let count = sheets.entry(sheet.schema.hoja.clone()).or_default();
        let read = sheet.rows.iter().filter(|r| r.state != State::NotReported);
        count.0 += read.count();
        count.1 += sheet
            .rows
            .iter()
            .filter(|r| r.state == State::Usable)
            .count();
    }
    Delivery {
        sender: from.sender.clave.clone(),
        meeting: from.meeting.numero,
        version: from.version,
        name: from.name(),
        at: from.workbook.at.clone(),
        sha256: from.workbook.sha256.clone(),
        used_as,
        sheets,
    }
}

/// Adds the rows and the review of one workbook.
fn add(
    dataset: &mut Dataset,
    used: &mut Vec<(Key, Arc<Row>)>,
    book: WorkbookRead<'_>,
    history: &History,
    findings: &mut Findings,
) {
    let place = &book.from.workbook.at;
    let Some(delivery) = dataset.deliveries.iter().find(|d| d.at == *place).cloned() else {
        return;
    };
    let own: Vec<Finding> = book
        .findings
        .into_iter()
        .map(|finding| Finding {
            sender: Some(delivery.sender.clone()),
            meeting: Some(delivery.meeting),
            ..finding
        })
        .collect();
    let by_row = by_row(&own, &place.file);
    let mut review = Review::default();
    for finding in &own {
        match finding.severity {
            Severity::Error => review.errors += 1,
            Severity::Advertencia => review.warnings += 1,
            Severity::Nota => review.notes += 1,
        }
    }
    let adjusted = book.adjusted.into_iter();
    dataset
        .adjustments
        .extend(adjusted.map(|a| a.of(delivery.clone())));
    for sheet in book.sheets {
        for row in &sheet.rows {
            if row.state != State::Usable {
                review.left_out.push(left_out(&sheet, row, &by_row));
            }
        }
        let rows = dataset.sheets.entry(sheet.schema.hoja.clone());
        let rows = rows.or_default();
        for row in sheet.rows.into_iter().filter(|r| r.state == State::Usable) {
            let last = history.last_of(&delivery.sender, sheet.schema, &row);
            let last = last.cloned();
            let key = row.key.clone().unwrap_or_default();
            let like = rows.last().map(|row| &row.fields);
            let row = reported((&delivery, sheet.schema), row, last, like);
            rows.push(Arc::new(row));
            used.extend(rows.last().map(|row| (key, row.clone())));
        }
        if rows.is_empty() {
            dataset.sheets.remove(&sheet.schema.hoja);
        }
    }
    dataset.reviews.insert(delivery.at.file.clone(), review);
    findings.extend(own);
}

/// What is told of the rows of a file: the findings that stand in them, and the errors that light
/// them up.
fn by_row<'f>(findings: &'f [Finding], file: &str) -> ByRow<'f> {
    let mut by_row = ByRow::new();
    for finding in findings {
        let wrong = finding.severity == Severity::Error;
        let lit = finding.related.iter();
        let lit = lit.filter(|cell| wrong && *cell.file == *file);
        let rows = [&finding.at].into_iter().chain(lit).filter_map(|at| {
            let row = at.cell.map(|cell| cell.row);
            at.sheet.clone().zip(row)
        });
        for row in rows.collect::<BTreeSet<_>>() {
            by_row.entry(row).or_default().push(finding);
        }
    }
    by_row
}

/// A row that was reported and may be used.
fn reported(
    (delivery, schema): (&Arc<Delivery>, &Esquema),
    row: RowRead,
    last: Option<Arc<Row>>,
    like: Option<&Fields>,
) -> Row {
    Row {
        sheet: schema.hoja.clone(),
        topic: row.topic,
        delivery: delivery.clone(),
        number: row.number,
        fields: Fields::from(row.fields).like(like),
        standing: Standing::Reported,
        last,
    }
}

/// Why a row is not used: the errors that stand in it or light it up.
fn left_out(sheet: &SheetRead<'_>, row: &RowRead, findings: &ByRow<'_>) -> LeftOut {
    let name = sheet.header.sheet.clone();
    let here = name.and_then(|name| findings.get(&(name, row.number)));
    let told = here
        .into_iter()
        .flatten()
        .filter(|f| f.severity == Severity::Error || row.state != State::Wrong)
        .map(|f| f.rule.clone().unwrap_or_else(|| f.code.to_string()));
    let mut reasons: Vec<String> = told.chain(row.elsewhere.clone()).collect();
    reasons.dedup();
    LeftOut {
        sheet: sheet.schema.hoja.clone(),
        row: row.number,
        key: row.key.clone().unwrap_or_default().join(", "),
        reasons,
    }
}

/// Rows stand in the order of sender and row, last known ones among them.
fn sort(dataset: &mut Dataset) {
    dataset
        .deliveries
        .sort_by(|a, b| (&a.sender, a.version, &a.at).cmp(&(&b.sender, b.version, &b.at)));
    dataset
        .adjustments
        .sort_by(|a, b| (&a.delivery.sender, &a.at).cmp(&(&b.delivery.sender, &b.at)));
    for rows in dataset.sheets.values_mut() {
        rows.sort_by(|a, b| {
            (&a.delivery.sender, a.number, a.delivery.meeting).cmp(&(
                &b.delivery.sender,
                b.number,
                b.delivery.meeting,
            ))
        });
    }
}
