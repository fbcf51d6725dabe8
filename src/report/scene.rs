//! Everything that the informe of one meeting is told from.

use super::Resource;
use crate::catalog::Catalog;
use crate::domain::Reunion;
use crate::validation::{Dataset, Judged};
use std::collections::BTreeMap;

/// Everything that the informe of one meeting is told from.
#[derive(Debug)]
pub struct Scene<'a> {
    /// What we demand and what we say.
    pub catalog: &'a Catalog,
    /// Every meeting's dataset.
    pub judged: &'a Judged,
    /// Number of the meeting.
    pub meeting: u8,
    /// The meeting in the calendar.
    pub reunion: &'a Reunion,
    /// What was understood from the workbooks of the meeting.
    pub dataset: &'a Dataset,
    /// The latest earlier meeting of the calendar that had the topic, by slug of each active
    /// topic that has one (7 for `prep-opl` at 9).
    pub previous: BTreeMap<String, u8>,
    /// A resource for every sheet of the schema, empty ones included; `derived` adds its own.
    pub raw: Vec<Resource>,
}

impl Scene<'_> {
    /// The meeting that follows in the calendar.
    pub fn next(&self) -> Option<&Reunion> {
        self.catalog
            .proceso
            .reuniones
            .iter()
            .find(|r| r.numero > self.meeting)
    }

    /// The resource of a sheet of the schema, by its lower-case name.
    pub fn raw(&self, name: &str) -> Option<&Resource> {
        self.raw.iter().find(|r| r.name == name)
    }
}
