//! From a published value to the cells it came from, and from a cell to where it was published.

use super::Understood;
use super::data::public_fields;
use crate::catalog::Catalog;
use crate::diagnostics::{Findings, Location};
use crate::domain::words::fold;
use crate::report::{self, Datum, Informe, Resource, ResourceField, Stage};

/// A value of a published table.
#[derive(Debug, Clone, Copy)]
pub struct Published<'a> {
    /// The table, as it stands in `datos/`.
    pub resource: &'a Resource,
    /// Its row, from 1, without the header.
    pub row: usize,
    /// Its column.
    pub field: &'a ResourceField,
    /// The value with its cells.
    pub datum: &'a Datum,
}

/// What is not in the published tables of a meeting.
#[derive(Debug, PartialEq, Eq)]
pub enum Missing<'a> {
    /// No such table; the names of those that there are.
    Resource(Vec<&'a str>),
    /// No such row; how many there are.
    Row(usize),
    /// No such column; the names of those that there are.
    Column(Vec<&'a str>),
}

/// Composes the informe of a meeting, without laying it out.
pub fn informe(catalog: &Catalog, understood: &Understood, meeting: u8) -> Option<Informe> {
    let mut findings = Findings::default();
    let stage = Stage::Preliminary;
    report::compose(catalog, &understood.judged, meeting, stage, &mut findings)
}

/// The value in a row (from 1) and a column (its name, its heading or its number, from 1) of a
/// table.
pub fn value<'a>(
    informe: &'a Informe,
    table: &str,
    row: usize,
    column: &str,
) -> Result<Published<'a>, Missing<'a>> {
    let all = &informe.resources;
    let resource = all.iter().find(|r| fold(&r.name) == fold(table));
    let resource =
        resource.ok_or_else(|| Missing::Resource(all.iter().map(|r| r.name.as_str()).collect()))?;
    let columns = public_fields(resource);
    let number = column.parse().ok().and_then(|n: usize| n.checked_sub(1));
    let named = |field: &&ResourceField| [&field.name, &field.title].map(|n| fold(n));
    let at = columns
        .iter()
        .position(|(_, field)| named(field).contains(&fold(column)))
        .or(number.filter(|n| *n < columns.len()));
    let Some((at, field)) = at.map(|at| columns[at]) else {
        let names = columns.iter().map(|(_, field)| field.name.as_str());
        return Err(Missing::Column(names.collect()));
    };
    let cells = row.checked_sub(1).and_then(|row| resource.rows.get(row));
    let datum = cells.and_then(|cells| cells.get(at));
    Ok(Published {
        resource,
        row,
        field,
        datum: datum.ok_or(Missing::Row(resource.rows.len()))?,
    })
}

/// The published values that rest on a cell.
pub fn uses<'a>(informe: &'a Informe, cell: &Location) -> Vec<Published<'a>> {
    let mut found = Vec::new();
    for resource in &informe.resources {
        let columns = public_fields(resource);
        for (row, data) in resource.rows.iter().enumerate() {
            let used = columns.iter().filter_map(|(at, field)| {
                let datum = data.get(*at).filter(|d| d.cells.contains(cell))?;
                Some(Published {
                    resource,
                    row: row + 1,
                    field,
                    datum,
                })
            });
            found.extend(used);
        }
    }
    found
}

/// How many values in the sentences and tables of the document rest on a cell.
pub fn printed(informe: &Informe, cell: &Location) -> usize {
    let all = informe.origins.iter();
    all.filter(|origin| origin.cells.contains(cell)).count()
}

/// The name (`R05-hidalgo-v1`) and the SHA-256 of the delivery that a file is.
pub fn delivery<'a>(understood: &'a Understood, file: &str) -> Option<(&'a str, &'a str)> {
    let datasets = understood.judged.datasets.values();
    let mut all = datasets.flat_map(|dataset| &dataset.deliveries);
    let found = all.find(|delivery| *delivery.at.file == *file)?;
    Some((&found.name, &found.sha256))
}
