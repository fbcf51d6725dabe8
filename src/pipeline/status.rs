//! Who has delivered for a meeting, with what result, and who has not.

use super::Understood;
use crate::catalog::Catalog;
use crate::diagnostics::Severity;
use crate::domain::{Fecha, Institucion, Reunion};
use crate::validation::{Delivery, UsedAs};
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
    /// Every sender, in the order of the catalogue.
    pub entries: Vec<Entry>,
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
    /// Name of the delivery in force (`R05-hidalgo-v1`), or of the last one that could not be used.
    pub delivery: Option<String>,
    /// How many earlier versions it supersedes.
    pub superseded: usize,
    /// Errors of its deliveries.
    pub errors: usize,
    /// Advertencias of its deliveries.
    pub warnings: usize,
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
        let reunion = catalog.proceso.reunion(meeting)?;
        let entries = catalog
            .instituciones
            .iter()
            .map(|sender| entry(reunion, understood, sender))
            .collect();
        Some(Self {
            meeting,
            date: reunion.fecha,
            corte: reunion.corte,
            entries,
        })
    }

    /// How many senders stand so.
    pub fn count(&self, situation: Situation) -> usize {
        let entries = self.entries.iter();
        entries.filter(|e| e.situation == situation).count()
    }
}

fn entry(reunion: &Reunion, understood: &Understood, sender: &Institucion) -> Entry {
    let all = understood.judged.datasets.get(&reunion.numero);
    let deliveries: Vec<&Arc<Delivery>> = all
        .iter()
        .flat_map(|d| &d.deliveries)
        .filter(|d| d.sender == sender.clave)
        .collect();
    let in_force = deliveries.iter().find(|d| d.used_as == UsedAs::InForce);
    let told = in_force.or(deliveries.last());
    let found = |severity| {
        let of_sender = understood.findings.iter().filter(|f| {
            f.severity == severity
                && f.meeting == Some(reunion.numero)
                && f.sender.as_deref() == Some(&sender.clave)
        });
        of_sender.count()
    };
    let (errors, warnings) = (found(Severity::Error), found(Severity::Advertencia));
    let asked = reunion.hojas.get(&sender.clase);
    let situation = match (told, asked) {
        (Some(delivery), _) if delivery.used_as == UsedAs::Unusable || errors > 0 => {
            Situation::WithErrors
        }
        (Some(_), _) => Situation::Received,
        (None, Some(sheets)) if !sheets.is_empty() => Situation::Awaited,
        (None, Some(_) | None) => Situation::NotAsked,
    };
    Entry {
        sender: sender.clave.clone(),
        name: sender.nombre.clone(),
        short_name: sender.nombre_corto().to_owned(),
        situation,
        delivery: told.map(|d| d.name.clone()),
        superseded: deliveries
            .iter()
            .filter(|d| d.used_as == UsedAs::Superseded)
            .count(),
        errors,
        warnings,
    }
}
