//! What is followed from meeting to meeting: commitments, incidents of the Instituto's systems and
//! its observations on the PREP.

use super::{Record, maybe, past, record, text, whole};
use chrono::{Days, NaiveDate};
use relator::catalog::Catalog;
use relator::domain::{Institucion, Reunion, Value};
use serde::Deserialize;
use std::collections::BTreeMap;

/// From `compromisos.toml`, `incidencias.toml` and `seguimiento.toml`.
pub(crate) struct Commitments {
    commitments: Vec<Commitment>,
    incidents: Vec<Incident>,
    objects: Vec<Object>,
}

#[derive(Deserialize)]
struct CommitmentFile {
    compromiso: Vec<Commitment>,
}

#[derive(Deserialize)]
struct IncidentFile {
    incidencia: Vec<Incident>,
}

#[derive(Deserialize)]
struct ObjectFile {
    objeto: Vec<Object>,
}

#[derive(Deserialize)]
struct Commitment {
    id: String,
    texto: String,
    responsables: Vec<String>,
    plazo: u32,
    informes: Vec<Answer>,
}

#[derive(Deserialize)]
struct Answer {
    reunion: u8,
    estatus: String,
    #[serde(default)]
    fecha: Option<NaiveDate>,
    avance: String,
    /// Other words of one of the responsible senders.
    #[serde(default)]
    avances: BTreeMap<String, String>,
    #[serde(default)]
    evidencia: Option<String>,
}

#[derive(Deserialize)]
struct Incident {
    area: String,
    id: String,
    sistema: String,
    reunion: u8,
    fecha: NaiveDate,
    descripcion: String,
    severidad: String,
    cierre: NaiveDate,
    #[serde(default)]
    difusion: Option<String>,
}

#[derive(Deserialize)]
struct Object {
    entidad: String,
    objeto: String,
    cortes: Vec<Observation>,
}

#[derive(Deserialize)]
struct Observation {
    reunion: u8,
    emitidas: u32,
    atendidas: u32,
    comentario: String,
}

/// Reads the three files.
pub(crate) fn read() -> Result<Commitments, toml::de::Error> {
    Ok(Commitments {
        commitments: toml::from_str::<CommitmentFile>(include_str!("compromisos.toml"))?.compromiso,
        incidents: toml::from_str::<IncidentFile>(include_str!("incidencias.toml"))?.incidencia,
        objects: toml::from_str::<ObjectFile>(include_str!("seguimiento.toml"))?.objeto,
    })
}

impl Commitment {
    /// The meeting at which it was made, from its id.
    fn meeting(&self) -> u8 {
        self.id
            .split('-')
            .nth(1)
            .and_then(|number| number.parse().ok())
            .unwrap_or(0)
    }

    /// The meeting at which it is answered for the last time.
    fn last(&self) -> u8 {
        self.informes.last().map_or(u8::MAX, |a| a.reunion)
    }
}

impl Commitments {
    /// What a sender answers to its open commitments.
    pub(crate) fn answers(&self, sender: &Institucion, meeting: &Reunion) -> Vec<Record> {
        let mut rows = Vec::new();
        for commitment in &self.commitments {
            let name = sender.nombre_corto();
            let answer = (commitment.informes.iter()).find(|a| a.reunion == meeting.numero);
            let Some(answer) = answer else { continue };
            let position = commitment.responsables.iter().position(|r| r == name);
            if let Some(position) = position {
                let words = answer.avances.get(name).unwrap_or(&answer.avance);
                rows.push(record([
                    ("id", text(&commitment.id)),
                    ("estatus", text(&answer.estatus)),
                    ("avance", text(words)),
                    (
                        "fecha_atencion",
                        answer.fecha.map_or(Value::Missing, |date| {
                            // Not everybody answers on the same day.
                            Value::Date(date - Days::new(position as u64 % 4))
                        }),
                    ),
                    ("evidencia", maybe(answer.evidencia.as_ref())),
                ]));
            }
        }
        rows
    }

    /// The secretariat's list of commitments at a meeting: those made before and not closed yet.
    /// One is closed at the meeting at which everybody has attended it.
    pub(crate) fn open(&self, meeting: &Reunion) -> Vec<Record> {
        (self.commitments.iter())
            .filter(|c| c.meeting() < meeting.numero && meeting.numero <= c.last())
            .map(|c| {
                record([
                    ("id", text(&c.id)),
                    ("reunion", whole(u32::from(c.meeting()))),
                    ("texto", text(&c.texto)),
                    ("responsables", Value::List(c.responsables.clone())),
                    ("plazo", whole(c.plazo)),
                    ("cerrado", Value::Bool(c.last() == meeting.numero)),
                ])
            })
            .collect()
    }

    /// The incidents of an area's systems: told when they occur, and once more when closed.
    pub(crate) fn incidents(
        &self,
        catalog: &Catalog,
        sender: &Institucion,
        meeting: &Reunion,
    ) -> Vec<Record> {
        let previous = (catalog.proceso.reuniones.iter().rev())
            .find(|r| r.numero < meeting.numero && r.hojas.contains_key(&sender.clase));
        let news = |i: &&Incident| {
            let told = i.reunion < meeting.numero;
            let open_before = previous.is_some_and(|p| i.cierre > p.corte);
            i.area == sender.clave && (i.reunion == meeting.numero || (told && open_before))
        };
        (self.incidents.iter().filter(news))
            .map(|i| {
                let closed = i.cierre <= meeting.corte;
                record([
                    ("id", text(&i.id)),
                    ("id_sistema", text(&i.sistema)),
                    ("fecha", Value::Date(i.fecha)),
                    ("descripcion", text(&i.descripcion)),
                    ("severidad", text(&i.severidad)),
                    (
                        "estatus",
                        text(if closed { "Cerrada" } else { "En atención" }),
                    ),
                    ("fecha_cierre", past(i.cierre, meeting.corte)),
                    ("difusion", text(i.difusion.as_deref().unwrap_or("Pública"))),
                ])
            })
            .collect()
    }

    /// The Instituto's observations on the PREP of the OPL.
    pub(crate) fn follow_up(&self, meeting: &Reunion) -> Vec<Record> {
        let mut rows = Vec::new();
        for object in &self.objects {
            let seen = object.cortes.iter().find(|c| c.reunion == meeting.numero);
            let Some(seen) = seen else { continue };
            let state = match (seen.emitidas, seen.atendidas) {
                (0, _) => "Sin observaciones",
                (made, attended) if made == attended => "Observaciones atendidas",
                _ => "Con observaciones en atención",
            };
            rows.push(record([
                ("entidad", text(&object.entidad)),
                ("objeto", text(&object.objeto)),
                ("observaciones_emitidas", whole(seen.emitidas)),
                ("observaciones_atendidas", whole(seen.atendidas)),
                ("estado", text(state)),
                ("comentario", text(&seen.comentario)),
            ]));
        }
        rows.sort_by_cached_key(|row| match row.get("entidad") {
            Some(Value::Text(name)) => name.clone(),
            Some(_) | None => String::new(),
        });
        rows
    }
}
