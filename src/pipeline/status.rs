//! Who has delivered for a meeting, topic by topic, with what result, and who has not.

use super::{Understood, review};
use crate::catalog::Catalog;
use crate::diagnostics::{Finding, Location, Severity};
use crate::domain::{Clase, Fecha, Institucion, Reunion};
use crate::report::{Reception, reception_of, receptions};
use crate::validation::{Dataset, Delivery, Standing, UsedAs};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Who has delivered for a meeting.
#[derive(Debug)]
pub struct Status {
    /// Number of the meeting.
    pub meeting: u8,
    /// Its day.
    pub date: Fecha,
    /// Day up to which the informe tells.
    pub corte: Fecha,
    /// Slug and title of its topics, in the order of the informe.
    pub topics: Vec<(String, String)>,
    /// Every sender, in the order of the catalogue.
    pub entries: Vec<Entry>,
    /// Files whose sender or meeting is unknown: one of them may be what is awaited.
    pub unidentified: Vec<String>,
    /// Said where the data are invented.
    pub legend: Option<String>,
}

/// A sender in a [`Status`].
#[derive(Debug)]
pub struct Entry {
    /// Clave.
    pub sender: String,
    /// Name, as printed.
    pub name: String,
    /// Name of a word or two.
    pub short_name: String,
    /// How it stands.
    pub situation: Situation,
    /// How it stands in each topic of [`Status::topics`].
    pub topics: Vec<Situation>,
    /// Name of the delivery in force (`R05-hidalgo-v1`), or of the last one that could not be used.
    pub delivery: Option<String>,
    /// When and how that one arrived, if the secretariat noted it.
    pub received: Option<Reception>,
    /// Name of its review below `revision/`, without ending.
    pub review: Option<String>,
    /// How many earlier versions it supersedes.
    pub superseded: usize,
    /// How many more files have the bytes of one of its deliveries.
    pub copies: usize,
    /// Errors of its deliveries.
    pub errors: usize,
    /// Advertencias of its deliveries.
    pub warnings: usize,
    /// Whether it is to be reminded: it has no usable delivery, or none for a topic that was asked.
    pub reminder: bool,
}

/// How a sender stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Situation {
    /// Delivered, without errors.
    Received,
    /// Delivered, with errors.
    WithErrors,
    /// Asked for, and nothing came.
    Awaited,
    /// Not asked for anything.
    NotAsked,
}

impl Situation {
    /// The words that people and JSON read.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Received => "recibido",
            Self::WithErrors => "con inconsistencias",
            Self::Awaited => "sin recibir",
            Self::NotAsked => "no aplica",
        }
    }
}

impl Status {
    /// The status of a meeting; none when the calendar does not have it.
    pub fn new(catalog: &Catalog, understood: &Understood, meeting: u8) -> Option<Self> {
        let desk = Desk::new(catalog, understood, catalog.proceso.reunion(meeting)?);
        let entries = catalog
            .instituciones
            .iter()
            .map(|sender| desk.entry(sender));
        let title = |slug: &String| {
            let titles = catalog.temas.iter();
            let title = titles.into_iter().find(|(known, _)| known == slug);
            let title = title.map_or(slug, |(_, title)| title);
            (slug.clone(), title.clone())
        };
        let unidentified = understood.judged.unidentified.iter().map(|u| &u.at);
        let refused = understood.refused.iter().map(|w| &w.at);
        let unidentified: BTreeSet<&Location> = unidentified.chain(refused).collect();
        Some(Self {
            meeting,
            date: desk.reunion.fecha,
            corte: desk.reunion.corte,
            topics: desk.reunion.temas.iter().map(title).collect(),
            entries: entries.collect(),
            unidentified: unidentified.iter().map(|at| at.file.to_string()).collect(),
            legend: catalog
                .proceso
                .demostracion
                .then(|| catalog.proceso.leyenda_demostracion.clone()),
        })
    }

    /// How many senders stand so.
    pub fn count(&self, situation: Situation) -> usize {
        let entries = self.entries.iter();
        entries.filter(|e| e.situation == situation).count()
    }
}

/// What the entries of one meeting are told from.
struct Desk<'a> {
    catalog: &'a Catalog,
    reunion: &'a Reunion,
    understood: &'a Understood,
    dataset: Option<&'a Dataset>,
    receptions: BTreeMap<String, Vec<Reception>>,
    received: Vec<review::Received<'a>>,
    /// Sender and topic of every row that is used.
    used: BTreeSet<(&'a str, &'a str)>,
    /// Sender and topic of what was reported before and is asked no more: nothing stands in for it.
    finished: BTreeSet<(&'a str, &'a str)>,
}

/// Sender and topic of the rows of a dataset that stand so.
fn topics(dataset: Option<&Dataset>, standing: Standing) -> BTreeSet<(&str, &str)> {
    let rows = dataset
        .into_iter()
        .flat_map(|d| d.sheets.values().flatten());
    let rows = rows.filter(|row| row.standing == standing);
    rows.filter_map(|row| Some((row.delivery.sender.as_str(), row.topic.as_deref()?)))
        .collect()
}

impl<'a> Desk<'a> {
    fn new(catalog: &'a Catalog, understood: &'a Understood, reunion: &'a Reunion) -> Self {
        let judged = &understood.judged;
        let dataset = judged.datasets.get(&reunion.numero);
        let used = topics(dataset, Standing::Reported);
        let standing_in = topics(dataset, Standing::LastKnown);
        let earlier = judged.datasets.range(..reunion.numero);
        let before = earlier.flat_map(|(_, dataset)| topics(Some(dataset), Standing::Reported));
        Self {
            catalog,
            reunion,
            understood,
            dataset,
            receptions: receptions(catalog, judged, reunion.numero),
            received: review::received(understood, reunion.numero),
            finished: before
                .filter(|topic| !standing_in.contains(topic))
                .collect(),
            used,
        }
    }

    fn entry(&self, sender: &Institucion) -> Entry {
        let all = self.dataset.into_iter().flat_map(|d| &d.deliveries);
        let all: Vec<&Arc<Delivery>> = all.filter(|d| d.sender == sender.clave).collect();
        let in_force = all.iter().find(|d| d.used_as == UsedAs::InForce);
        let told = in_force.or(all.last()).copied();
        let errors = self.found(sender, Severity::Error).count();
        let asked = self.reunion.hojas.get(&sender.clase);
        let situation = match (told, asked) {
            (Some(delivery), _) if delivery.used_as == UsedAs::Unusable || errors > 0 => {
                Situation::WithErrors
            }
            (Some(_), _) => Situation::Received,
            (None, Some(sheets)) if !sheets.is_empty() => Situation::Awaited,
            (None, Some(_) | None) => Situation::NotAsked,
        };
        let topics = self.reunion.temas.iter();
        let topics = topics.map(|topic| self.topic(sender, topic, situation));
        let codes: BTreeSet<&str> = all.iter().map(|d| &*d.sha256).collect();
        let superseded = all.iter().filter(|d| {
            d.used_as == UsedAs::Superseded && told.is_some_and(|told| told.sha256 != d.sha256)
        });
        let superseded: BTreeSet<&str> = superseded.map(|d| &*d.sha256).collect();
        Entry {
            sender: sender.clave.clone(),
            name: sender.nombre.clone(),
            short_name: sender.nombre_corto().to_owned(),
            situation,
            delivery: told.map(|d| d.name.clone()),
            received: told.and_then(|d| self.reception(d, &all)).cloned(),
            review: told.and_then(|d| self.review(d)),
            superseded: superseded.len(),
            copies: all.len() - codes.len(),
            errors,
            warnings: self.found(sender, Severity::Advertencia).count(),
            reminder: sender.clase != Clase::Secretaria
                && situation != Situation::NotAsked
                && (in_force.is_none() || self.lacks_a_topic(sender)),
            topics: topics.collect(),
        }
    }

    /// Inconsistencias of its deliveries for the meeting, those told of another sender's workbook
    /// among them.
    fn found<'s>(
        &'s self,
        sender: &'s Institucion,
        severity: Severity,
    ) -> impl Iterator<Item = &'s Finding> {
        let all = self.dataset.into_iter().flat_map(|d| &d.deliveries);
        let own: Vec<&Arc<Delivery>> = all.filter(|d| d.sender == sender.clave).collect();
        self.understood.findings.iter().filter(move |f| {
            f.severity == severity
                && f.meeting == Some(self.reunion.numero)
                && (f.sender.as_deref() == Some(&sender.clave)
                    || own.iter().any(|d| f.touches(&sender.clave, &d.at.file)))
        })
    }

    /// How a sender stands in a topic.
    fn topic(&self, sender: &Institucion, topic: &str, whole: Situation) -> Situation {
        let used = self.used.contains(&(sender.clave.as_str(), topic));
        let mut errors = self.found(sender, Severity::Error);
        let errors = errors.any(|f| f.topic.as_deref() == Some(topic));
        match (self.asks(sender, topic), used, errors) {
            (_, _, true) => Situation::WithErrors,
            (_, true, false) => Situation::Received,
            (false, false, false) => Situation::NotAsked,
            // Nothing of the workbook could be used.
            (true, false, false) if whole == Situation::WithErrors => Situation::WithErrors,
            (true, false, false) => Situation::Awaited,
        }
    }

    /// Whether a topic that was asked has no row that can be used, or the sender's workbook or a
    /// sheet of it is wrong as a whole.
    fn lacks_a_topic(&self, sender: &Institucion) -> bool {
        let mut findings = self.found(sender, Severity::Error);
        if findings.any(|f| f.at.cell.is_none()) {
            return true;
        }
        let mut topics = self.reunion.temas.iter();
        topics.any(|topic| {
            let used = self.used.contains(&(sender.clave.as_str(), topic.as_str()));
            !used && self.asks(sender, topic)
        })
    }

    /// Whether a sender must report on a topic: it is asked for a compulsory sheet of it and, where
    /// the rows tell their topic, it has a system there.
    fn asks(&self, sender: &Institucion, topic: &str) -> bool {
        let finished = self.finished.contains(&(sender.clave.as_str(), topic));
        if finished && !self.used.contains(&(sender.clave.as_str(), topic)) {
            return false;
        }
        let number = self.reunion.numero;
        let asked = self.catalog.esquemas_de(number, sender.clase);
        asked
            .iter()
            .filter(|schema| schema.obligatoria)
            .any(|schema| {
                if schema.tema_por.is_none() {
                    return self.catalog.tema_de(schema, None, number) == Some(topic);
                }
                let processes = self.catalog.procesos_de(number);
                let mut processes = processes.iter().filter(|p| p.tema == topic);
                processes.any(|p| {
                    let mut systems = self.catalog.sistemas.iter();
                    systems.any(|s| s.area == sender.clave && s.procesos.contains(&p.nombre))
                })
            })
    }

    fn reception(&self, delivery: &Delivery, all: &[&Arc<Delivery>]) -> Option<&Reception> {
        let all: Vec<&Delivery> = all.iter().map(|d| d.as_ref()).collect();
        reception_of(self.receptions.get(&delivery.sender)?, &all, delivery)
    }

    fn review(&self, delivery: &Delivery) -> Option<String> {
        let mut received = self.received.iter();
        let found = received.find(|r| r.delivery.at.file == delivery.at.file);
        found.map(|r| r.name.clone())
    }
}
