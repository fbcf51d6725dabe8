//! The last report of every row: what was used at the meetings before.

use super::dataset::{Dataset, Row, Standing};
use super::read::{Key, RowRead};
use crate::catalog::{Catalog, Esquema};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Sender, sheet, topic and key of a row.
type Address = (String, String, Option<String>, Key);

/// The last used row of every sender, sheet, topic and key, of the meetings judged so far.
#[derive(Debug, Clone, Default)]
pub(super) struct History {
    last: BTreeMap<Address, Arc<Row>>,
}

impl History {
    /// The last report of a row: same sender, sheet, topic and key.
    pub(super) fn last_of(
        &self,
        sender: &str,
        schema: &Esquema,
        row: &RowRead,
    ) -> Option<&Arc<Row>> {
        let key = row.key.clone()?;
        let address = (
            sender.to_owned(),
            schema.hoja.clone(),
            row.topic.clone(),
            key,
        );
        self.last.get(&address)
    }

    /// The rows of a sheet in the latest report of a sender that had it, whatever the topic.
    pub(super) fn latest_rows(&self, sender: &str, sheet: &str) -> Vec<&Arc<Row>> {
        let rows: Vec<&Arc<Row>> = self.of_sheet(sender, sheet).map(|(_, row)| row).collect();
        let latest = rows.iter().map(|row| row.delivery.meeting).max();
        rows.into_iter()
            .filter(|row| Some(row.delivery.meeting) == latest)
            .collect()
    }

    /// The last rows of a sender's sheet with their addresses, in order.
    pub(super) fn of_sheet(
        &self,
        sender: &str,
        sheet: &str,
    ) -> impl Iterator<Item = (&Address, &Arc<Row>)> {
        let first = (sender.to_owned(), sheet.to_owned(), None, Key::new());
        let (sender, sheet) = (first.0.clone(), first.1.clone());
        self.last
            .range(first..)
            .take_while(move |((s, h, _, _), _)| *s == sender && *h == sheet)
    }

    /// Every last row with its address, in order.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&Address, &Arc<Row>)> {
        self.last.iter()
    }

    /// Keeps a used row as the last report.
    pub(super) fn keep(&mut self, key: Key, row: Arc<Row>) {
        let sender = row.delivery.sender.clone();
        let address = (sender, row.sheet.clone(), row.topic.clone(), key);
        self.last.insert(address, row);
    }

    /// Lets go of what each row was reported as before, where nobody else keeps the row.
    pub(super) fn forget_earlier(&mut self) {
        for row in self.last.values_mut() {
            if let Some(row) = Arc::get_mut(row) {
                row.last = None;
            }
        }
    }

    /// Keeps the rows that were reported for a recorded meeting.
    pub(super) fn keep_all(&mut self, catalog: &Catalog, dataset: &Dataset) {
        let reported = dataset.sheets.values().flatten();
        for row in reported.filter(|row| row.standing == Standing::Reported) {
            let sender = catalog.institucion(&row.delivery.sender);
            let schema = sender.and_then(|s| catalog.esquema(&row.sheet, s.clase));
            if let Some(schema) = schema {
                let key: Key = schema
                    .llave
                    .iter()
                    .map(|f| row.value(f).written())
                    .collect();
                let known = key.iter().any(|part| !part.is_empty());
                self.keep(if known { key } else { Key::new() }, row.clone());
            }
        }
    }
}
