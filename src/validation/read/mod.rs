//! The sheets of a workbook become rows of values, each with its cell.
//!
//! ```text
//! a table, or a list of keys and values     table, pairs
//! labels that are missing or unknown        labels
//! a row, its key and its state              row
//! what its rows say together                whole
//! ```

mod labels;
mod pairs;
mod row;
mod table;
mod whole;

pub(super) use row::{Key, RowRead, State};

use super::identity::Identified;
use super::schemas::Schemas;
use crate::catalog::{Esquema, Forma};
use crate::diagnostics::{Findings, Location};
use crate::intake::Sheet;
use std::collections::BTreeSet;

/// A sheet that was read against its schema.
#[derive(Debug)]
pub(super) struct SheetRead<'a> {
    pub(super) schema: &'a Esquema,
    /// Where a missing row is told: the first header, or the sheet.
    pub(super) header: Location,
    pub(super) rows: Vec<RowRead>,
    /// Fields without a column, or without a key: what they say cannot be known.
    pub(super) absent: BTreeSet<String>,
    /// Whether it has rows that were not read.
    pub(super) incomplete: bool,
}

/// Reads a sheet against its schema.
pub(super) fn sheet<'a>(
    schemas: &Schemas<'a>,
    schema: &'a Esquema,
    sheet: &Sheet,
    from: &Identified<'_>,
    findings: &mut Findings,
) -> SheetRead<'a> {
    let read = match (schema.forma, schemas.headers(schema)) {
        (Forma::Tabla, Some(names)) => table::read(schemas, (schema, names), sheet, findings),
        (Forma::ClaveValor, Some(names)) => {
            pairs::read(schemas, (schema, names), sheet, from, findings)
        }
        (_, None) => None,
    };
    let Some(mut read) = read else {
        return SheetRead {
            schema,
            header: sheet.at.clone(),
            rows: Vec::new(),
            absent: BTreeSet::new(),
            incomplete: true,
        };
    };
    for row in &mut read.rows {
        findings.extend(whole::set_topic(schemas, schema, row, from));
    }
    whole::tell_topics(schema, &read.rows, findings);
    whole::tell_not_reported(schema, &mut read.rows, findings);
    whole::tell_repeated(schemas, schema, &mut read.rows, findings);
    SheetRead {
        schema,
        header: read.header,
        rows: read.rows,
        absent: read.absent,
        incomplete: read.incomplete,
    }
}

/// The first topic of a sheet that is active at a meeting.
pub(super) fn active_topic<'a>(schema: &'a Esquema, from: &Identified<'_>) -> Option<&'a str> {
    let active = |topic: &&String| from.meeting.temas.contains(topic);
    schema.temas.iter().find(active).map(String::as_str)
}
