//! What an OPL reports of its PREP: deliverables and facts of the implementation.

use super::{Record, maybe, record, text, whole};
use chrono::{Datelike, Days, NaiveDate};
use relator::catalog::Catalog;
use relator::domain::{Entregable, Institucion, Reunion, Value};
use serde::Deserialize;
use std::collections::BTreeMap;

/// What the OPL report, from `opl.toml`.
#[derive(Deserialize)]
pub(crate) struct Prep {
    /// Days before the fecha de referencia by deliverable.
    adelantos: BTreeMap<String, u64>,
    pub(super) opl: Vec<Opl>,
}

#[derive(Deserialize)]
pub(crate) struct Opl {
    clave: String,
    /// A number of its own, so that OPL differ a little.
    pub(super) variacion: u32,
    prefijo: String,
    acuerdos: String,
    modalidad: String,
    #[serde(default)]
    tercero: Option<String>,
    ente_auditor: String,
    instancia_interna: String,
    integrantes: u32,
    pub(super) catd: u32,
    ccv: u32,
    personal: u32,
    difusores: u32,
    pub(super) inicio_publicacion: String,
    actualizaciones: u32,
    /// CATD that are ready at the seventh and the last meeting.
    habilitados: [u32; 2],
    /// Only the OPL publishes.
    sin_difusores: bool,
    /// The one deliverable whose document had no number yet.
    sin_folio: Unnumbered,
    /// Share of the actas that is digitised at the casilla.
    pub(super) casilla: f64,
    pub(super) elecciones: Vec<Election>,
    /// The OPL's own words on each drill.
    pub(super) simulacros: Vec<String>,
    #[serde(default)]
    atrasos: Vec<Late>,
}

#[derive(Deserialize)]
pub(crate) struct Election {
    pub(super) eleccion: String,
    pub(super) actas: u32,
    pub(super) capturadas: u32,
    pub(super) contabilizadas: u32,
    pub(super) fin: String,
    pub(super) incidencias: u32,
    #[serde(default)]
    pub(super) aclaracion: Option<String>,
}

#[derive(Deserialize)]
struct Unnumbered {
    entregable: String,
    aclaracion: String,
}

#[derive(Deserialize)]
struct Late {
    entregable: String,
    entrega: NaiveDate,
    aclaracion: String,
    /// What is said once it was delivered, where it was pending at a meeting.
    #[serde(default)]
    entregado: Option<String>,
}

impl Prep {
    pub(super) fn of(&self, sender: &Institucion) -> Option<&Opl> {
        self.opl.iter().find(|o| o.clave == sender.clave)
    }

    /// The deliverables that are due, coming due or open at a meeting.
    pub(crate) fn deliverables(
        &self,
        catalog: &Catalog,
        sender: &Institucion,
        meeting: &Reunion,
    ) -> Vec<Record> {
        let Some(opl) = self.of(sender) else {
            return Vec::new();
        };
        let asks = |r: &&Reunion| {
            let sheets = r.hojas.get(&sender.clase);
            sheets.is_some_and(|sheets| sheets.iter().any(|s| s == "Entregables"))
        };
        let meetings: Vec<&Reunion> = catalog.proceso.reuniones.iter().filter(asks).collect();
        let before = meetings.iter().rev().find(|r| r.numero < meeting.numero);
        let next = meetings.iter().find(|r| r.numero > meeting.numero);
        let mut rows = Vec::new();
        for deliverable in &catalog.entregables {
            let Some(due) = deliverable.fecha_referencia(catalog.proceso.jornada) else {
                continue;
            };
            let delivered = self.delivered(opl, deliverable, due);
            let exempt = opl.exempt(deliverable);
            let asked_first = meetings.iter().position(|r| r.corte >= due).unwrap_or(0);
            let told = |r: &&Reunion| match exempt {
                // «No aplica» is told once, when the deliverable is coming due.
                Some(_) => meetings[asked_first.saturating_sub(1)].corte <= r.corte,
                None => delivered <= r.corte,
            };
            let open = !before.is_some_and(told);
            if open && next.is_none_or(|next| due <= next.corte) {
                rows.push(opl.deliverable(deliverable, (due, delivered), meeting));
            }
        }
        rows
    }

    /// The day of delivery.
    fn delivered(&self, opl: &Opl, deliverable: &Entregable, due: NaiveDate) -> NaiveDate {
        let name = named(deliverable);
        if let Some(late) = opl.late(&name) {
            return late.entrega;
        }
        let early = self.adelantos.get(&name).copied().unwrap_or_else(|| {
            let mix = opl.clave.len() + usize::from(deliverable.no) * 3 + name.len();
            (mix % 4) as u64
        });
        due - Days::new(early)
    }

    /// What is known of the implementation at a meeting.
    pub(crate) fn facts(
        &self,
        catalog: &Catalog,
        sender: &Institucion,
        meeting: &Reunion,
    ) -> Vec<Record> {
        let (Some(opl), Some(schema)) =
            (self.of(sender), catalog.esquema("Datos_PREP", sender.clase))
        else {
            return Vec::new();
        };
        let mut facts = opl.facts(catalog, meeting);
        facts.retain(|field, value| {
            let from = schema.campo(field).and_then(|c| c.desde);
            from.is_none_or(|from| from <= meeting.numero) && !value.is_missing()
        });
        vec![facts]
    }
}

/// «8 Proyecto», or the number alone.
fn named(deliverable: &Entregable) -> String {
    format!("{} {}", deliverable.no, deliverable.variante)
        .trim()
        .to_owned()
}

impl Late {
    fn words(&self, done: bool) -> &str {
        let delivered = self.entregado.as_ref().filter(|_| done);
        delivered.unwrap_or(&self.aclaracion)
    }
}

impl Opl {
    fn late(&self, name: &str) -> Option<&Late> {
        self.atrasos.iter().find(|late| late.entregable == name)
    }

    /// Why a deliverable does not apply to this OPL, if it does not.
    fn exempt(&self, deliverable: &Entregable) -> Option<&'static str> {
        match deliverable.no {
            10 if self.tercero.is_none() => {
                Some("El PREP se implementa únicamente por el organismo, sin apoyo de un tercero.")
            }
            25 if self.sin_difusores => {
                Some("Los resultados se publican únicamente en el sitio del organismo.")
            }
            _ => None,
        }
    }

    fn deliverable(
        &self,
        deliverable: &Entregable,
        (due, delivered): (NaiveDate, NaiveDate),
        meeting: &Reunion,
    ) -> Record {
        let name = named(deliverable);
        let exempt = self.exempt(deliverable);
        let done = delivered <= meeting.corte && exempt.is_none();
        let status = match exempt {
            Some(_) => "No aplica",
            None if done => "Entregado",
            None if due <= meeting.corte + Days::new(25) => "En proceso",
            None => "Pendiente",
        };
        let mut row = record([
            ("no", whole(u32::from(deliverable.no))),
            ("entregable", text(&deliverable.titulo)),
            ("fecha_referencia", Value::Date(due)),
            ("aplica", Value::Bool(exempt.is_none())),
            ("estatus", text(status)),
        ]);
        if !deliverable.variante.is_empty() {
            row.insert("variante".to_owned(), text(&deliverable.variante));
        }
        let unnumbered = Some(&self.sin_folio).filter(|u| done && u.entregable == name);
        if done {
            row.insert("fecha_entrega".to_owned(), Value::Date(delivered));
        }
        if done && unnumbered.is_none() {
            row.extend(self.documents(deliverable, delivered));
        }
        let late = self.late(&name).filter(|_| due <= meeting.corte);
        let remark = exempt
            .or(late.map(|late| late.words(done)))
            .or(unnumbered.map(|u| u.aclaracion.as_str()));
        if let Some(remark) = remark {
            row.insert("aclaracion".to_owned(), text(remark));
        }
        row
    }

    /// The letter of a delivery, and the agreement where the document is one.
    fn documents(&self, deliverable: &Entregable, delivered: NaiveDate) -> Record {
        let letter = Value::Text(self.letter(deliverable, delivered));
        let mut documents = record([("oficio_o_folio", letter)]);
        let approved =
            deliverable.titulo.starts_with("Acuerdo") && deliverable.variante != "Proyecto";
        if approved {
            let agreement = Value::Text(self.agreement(deliverable, delivered));
            documents.insert("acuerdo".to_owned(), agreement);
        }
        documents
    }

    /// The number of the letter grows with the day of the year.
    fn letter(&self, deliverable: &Entregable, date: NaiveDate) -> String {
        let number = date.ordinal() * 4 + u32::from(deliverable.no);
        format!("{}/{number:04}/{}", self.prefijo, date.year())
    }

    fn agreement(&self, deliverable: &Entregable, date: NaiveDate) -> String {
        let number = date.ordinal() / 5 + u32::from(deliverable.no);
        format!("{}/{number:03}/{}", self.acuerdos, date.year())
    }

    fn facts(&self, catalog: &Catalog, meeting: &Reunion) -> Record {
        let months = (catalog.proceso.reuniones.iter())
            .filter(|r| r.numero < meeting.numero && r.numero != 8)
            .count();
        let sessions = months as u32 + 1 + u32::from(meeting.numero > 5) * (1 + self.own(3) % 3);
        let last = meeting.corte > catalog.proceso.jornada;
        let start = format!("{} {}", catalog.proceso.jornada, self.inicio_publicacion);
        record([
            ("modalidad", text(&self.modalidad)),
            ("tercero", maybe(self.tercero.as_ref())),
            ("ente_auditor", text(&self.ente_auditor)),
            ("instancia_interna", text(&self.instancia_interna)),
            ("integrantes_cotaprep", whole(self.integrantes)),
            ("sesiones_cotaprep", whole(sessions)),
            ("catd", whole(self.catd)),
            ("ccv", whole(self.ccv)),
            (
                "catd_habilitados",
                whole(self.habilitados[usize::from(last)]),
            ),
            ("personal_operativo", whole(self.personal)),
            ("difusores", whole(self.difusores)),
            ("inicio_publicacion", Value::Text(start)),
            ("actualizaciones_hora_datos", whole(self.actualizaciones)),
            ("actualizaciones_hora_bases", whole(self.actualizaciones)),
        ])
    }
}
