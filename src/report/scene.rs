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

impl<'a> Scene<'a> {
    /// What was known at an earlier meeting, without the resources of its sheets; none when the
    /// calendar or the workbooks do not have it.
    pub fn at(&self, meeting: u8) -> Option<Self> {
        Some(Self {
            meeting,
            reunion: self.catalog.proceso.reunion(meeting)?,
            dataset: self.judged.datasets.get(&meeting)?,
            previous: Self::previous(self.catalog, meeting)?,
            raw: Vec::new(),
            ..*self
        })
    }

    /// The latest earlier meeting that had each topic of a meeting of the calendar.
    pub(super) fn previous(catalog: &Catalog, meeting: u8) -> Option<BTreeMap<String, u8>> {
        let before = |topic: &String| {
            let earlier = catalog.reunion_anterior(topic, meeting)?;
            Some((topic.clone(), earlier.numero))
        };
        let topics = catalog.proceso.reunion(meeting)?.temas.iter();
        Some(topics.filter_map(before).collect())
    }

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
