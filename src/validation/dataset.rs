//! What was understood from the workbooks of a meeting.

use super::fields::Fields;
use crate::catalog::Ajuste;
use crate::diagnostics::Location;
use crate::domain::Value;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What was understood from the workbooks in force for a meeting.
#[derive(Debug, Clone, Default)]
pub struct Dataset {
    /// Number of the meeting.
    pub meeting: u8,
    /// Every delivery for the meeting, superseded ones included; by clave, then version.
    pub deliveries: Vec<Arc<Delivery>>,
    /// The rows that may be used, sheet by sheet (name of the schema, for example `Sistemas`), in
    /// the order of sender and row. A key-value sheet is one row.
    pub sheets: BTreeMap<String, Vec<Arc<Row>>>,
    /// What became of each workbook in force, by its file.
    pub reviews: BTreeMap<Arc<str>, Review>,
    /// What the secretariat decided about the workbooks in force, in the order of their deliveries.
    pub adjustments: Vec<Adjustment>,
}

/// A decision of the secretariat that was applied to a workbook in force.
#[derive(Debug, Clone)]
pub struct Adjustment {
    /// The cell.
    pub at: Location,
    /// The workbook.
    pub delivery: Arc<Delivery>,
    /// Name of the schema's sheet.
    pub sheet: String,
    /// What was decided.
    pub decision: Decision,
    /// Why.
    pub reason: String,
    /// Cargo of who decided.
    pub cargo: String,
}

/// An adjustment that was applied to a workbook, before its delivery is known.
#[derive(Debug)]
pub(super) struct Applied<'a> {
    pub(super) ajuste: &'a Ajuste,
    pub(super) at: Location,
    pub(super) decision: Decision,
}

impl Applied<'_> {
    /// The same for whoever reads the dataset.
    pub(super) fn of(self, delivery: Arc<Delivery>) -> Adjustment {
        Adjustment {
            at: self.at,
            delivery,
            sheet: self.ajuste.hoja.clone(),
            decision: self.decision,
            reason: self.ajuste.motivo.clone(),
            cargo: self.ajuste.cargo.clone(),
        }
    }
}

/// What the secretariat decided about a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decision {
    /// Its row is used in spite of an error.
    Accepted {
        /// The rule, or the code where there is none: «R-08».
        what: String,
    },
    /// A typo of a published text was mended.
    Mended {
        /// The text as received; none where it looks like personal data, which is not repeated.
        received: Option<String>,
        /// The text as published.
        published: String,
    },
}

/// What became of a workbook in force.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Review {
    /// Inconsistencias of weight error.
    pub errors: usize,
    /// Of weight advertencia.
    pub warnings: usize,
    /// Of weight nota.
    pub notes: usize,
    /// Rows that were read and not used, in the order of the workbook.
    pub left_out: Vec<LeftOut>,
}

/// A row that was read and not used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    /// Name of the schema's sheet.
    pub sheet: String,
    /// Row number, as Excel shows it.
    pub row: u32,
    /// Its key in words; empty when it could not be read.
    pub key: String,
    /// Rules or codes that left it out; empty when nothing was written in the row.
    pub reasons: Vec<String>,
}

/// A file in which neither a sender nor a meeting could be recognised.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unidentified {
    /// The file.
    pub at: Location,
    /// SHA-256 of its bytes.
    pub sha256: Arc<str>,
}

impl Dataset {
    /// The rows of a sheet; none when nobody delivered it.
    pub fn rows(&self, sheet: &str) -> &[Arc<Row>] {
        self.sheets.get(sheet).map_or(&[], Vec::as_slice)
    }
}

/// One workbook of a known sender for a known meeting.
#[derive(Debug, Clone)]
pub struct Delivery {
    /// Clave of the sender.
    pub sender: String,
    /// Number of the meeting.
    pub meeting: u8,
    /// Version, from 1.
    pub version: u32,
    /// What documents print: `R05-hidalgo-v1`, never the sender's own file name.
    pub name: String,
    /// The file.
    pub at: Location,
    /// SHA-256 of its bytes, in hexadecimal digits.
    pub sha256: Arc<str>,
    /// Whether it counts, was superseded by a later version, or could not be used.
    pub used_as: UsedAs,
    /// Rows read and rows used, by sheet of the schema.
    pub sheets: BTreeMap<String, (usize, usize)>,
}

/// What became of a delivery.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UsedAs {
    /// The delivery in force.
    InForce,
    /// A later version counts.
    Superseded,
    /// Nothing of it could be used.
    Unusable,
}

/// A row that may be used.
#[derive(Debug, Clone)]
pub struct Row {
    /// Name of the schema's sheet.
    pub sheet: String,
    /// Slug of the topic to which the row belongs; none for `Portada` and `Compromisos`.
    pub topic: Option<String>,
    /// The delivery that brought it.
    pub delivery: Arc<Delivery>,
    /// Row number in the sheet, as Excel shows it; the first value's row in a key-value sheet.
    pub number: u32,
    /// Every field of the schema by name; a missing value is a value.
    pub fields: Fields,
    /// How the row stands in this meeting.
    pub standing: Standing,
    /// The same row (sender and key) in the last report that had it.
    pub last: Option<Arc<Row>>,
}

impl Row {
    /// The value of a field; missing when the schema has no such field.
    pub fn value(&self, field: &str) -> &Value {
        self.fields.get(field).map_or(&Value::Missing, |f| &f.value)
    }
}

/// How a row stands in a meeting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Reported for this meeting and usable.
    Reported,
    /// The row of this meeting could not be used, or its sender delivered nothing usable: this is
    /// the last reported value.
    LastKnown,
}
