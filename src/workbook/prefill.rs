//! The rows that a blank workbook already brings: the sender's systems, the deliverables that are
//! due, coming due or open, its open commitments, what it reported before and is not finished, and
//! the values last reported.

use super::{Contents, Record};
use crate::catalog::{Campo, Catalog, Esquema, Forma, Tipo};
use crate::domain::{Clase, Fecha, Institucion, Reunion, Value};
use crate::validation::{Judged, Row};
use std::sync::Arc;

/// Sheets whose rows come from a catalogue or from the secretariat's own workbook.
pub(super) const SYSTEMS: &str = "Sistemas";
const DELIVERABLES: &str = "Entregables";
pub(super) const COMMITMENTS: &str = "Compromisos";
const OPEN_COMMITMENTS: &str = "Compromisos_abiertos";
/// The secretariat's own list of what arrived.
const RECEPTIONS: &str = "Recepcion";
/// A text longer than this speaks of one meeting only and is not carried to the next.
const LONGEST_CARRIED: usize = 250;

/// What the workbook of a sender for a meeting already says, given what was reported before.
pub fn prefilled(
    catalog: &Catalog,
    sender: &Institucion,
    meeting: &Reunion,
    judged: &Judged,
) -> Contents {
    let past = Past::new(judged, sender, meeting);
    let mut contents = Contents::new();
    for schema in catalog.esquemas_de(meeting.numero, sender.clase) {
        let rows = match schema.hoja.as_str() {
            SYSTEMS => systems(catalog, sender, meeting),
            DELIVERABLES => deliverables(catalog, meeting),
            COMMITMENTS => commitments(catalog, &past),
            OPEN_COMMITMENTS => past.still_open(schema),
            RECEPTIONS => receptions(catalog, meeting),
            _ if schema.forma == Forma::ClaveValor => vec![Record::new()],
            _ if is_repeated(schema) => past.keys(schema),
            _ => Vec::new(),
        };
        let rows: Vec<Record> = rows
            .into_iter()
            .filter_map(|row| past.carry(schema, row))
            .collect();
        if !rows.is_empty() {
            contents.insert(schema.hoja.clone(), rows);
        }
    }
    contents
}

/// What a sender reported before a meeting.
pub(super) struct Past<'a> {
    judged: &'a Judged,
    sender: &'a str,
    meeting: u8,
}

impl<'a> Past<'a> {
    pub(super) fn new(judged: &'a Judged, sender: &'a Institucion, meeting: &Reunion) -> Self {
        Self {
            judged,
            sender: &sender.clave,
            meeting: meeting.numero,
        }
    }

    /// The row with its last reported values; none when it was finished already.
    fn carry(&self, schema: &Esquema, mut row: Record) -> Option<Record> {
        let Some(last) = self.last(schema, &row) else {
            return Some(row);
        };
        // Of a sheet without a topic the secretariat says what is over.
        let is_own = !schema.temas.is_empty();
        if is_own && schema.concluye(|field| last.value(field)) {
            return None;
        }
        for campo in schema.campos.iter().filter(|c| carried(schema, c)) {
            let value = last.value(&campo.nombre);
            if !value.is_missing() {
                row.entry(campo.nombre.clone())
                    .or_insert_with(|| value.clone());
            }
        }
        Some(row)
    }

    /// The same row in the latest earlier meeting that had it.
    pub(super) fn last(&self, schema: &Esquema, row: &Record) -> Option<&Row> {
        let same = |candidate: &&Arc<Row>| {
            candidate.delivery.sender == self.sender
                && schema.llave.iter().all(|field| {
                    candidate.value(field) == row.get(field).unwrap_or(&Value::Missing)
                })
        };
        self.earlier()
            .find_map(|dataset| dataset.rows(&schema.hoja).iter().find(same))
            .map(AsRef::as_ref)
    }

    /// The secretariat's latest list of commitments: that of this very meeting, once it is there.
    fn commitments(&self) -> &[Arc<Row>] {
        let known = self.judged.datasets.range(..=self.meeting).rev();
        let mut lists = known.map(|(_, dataset)| dataset.rows(OPEN_COMMITMENTS));
        lists.find(|rows| !rows.is_empty()).unwrap_or_default()
    }

    /// A commitment of that list, by its id.
    pub(super) fn opened(&self, id: &Value) -> Option<&Row> {
        let mut list = self.commitments().iter();
        list.find(|row| row.value("id") == id).map(AsRef::as_ref)
    }

    /// The keys of the rows that the sender last reported in a sheet.
    fn keys(&self, schema: &Esquema) -> Vec<Record> {
        let own = |row: &&Arc<Row>| row.delivery.sender == self.sender;
        let latest = self
            .earlier()
            .map(|dataset| dataset.rows(&schema.hoja).iter().filter(own))
            .find(|rows| rows.clone().next().is_some());
        let key = |row: &Arc<Row>| {
            let fields = schema.llave.iter();
            fields
                .map(|field| (field.clone(), row.value(field).clone()))
                .collect()
        };
        latest.into_iter().flatten().map(key).collect()
    }

    /// The commitments of the secretariat's last list that were not closed.
    fn still_open(&self, schema: &Esquema) -> Vec<Record> {
        let latest = self
            .earlier()
            .find(|dataset| !dataset.rows(&schema.hoja).is_empty());
        latest
            .into_iter()
            .flat_map(|dataset| dataset.rows(&schema.hoja))
            .filter(|row| !schema.concluye(|field| row.value(field)))
            .map(|row| {
                let values = row.fields.iter();
                values
                    .map(|(name, field)| (name.clone(), field.value.clone()))
                    .collect()
            })
            .collect()
    }

    /// What was understood for the earlier meetings, the latest first.
    fn earlier(&self) -> impl Iterator<Item = &crate::validation::Dataset> {
        self.judged
            .datasets
            .range(..self.meeting)
            .rev()
            .map(|(_, dataset)| dataset)
    }
}

/// Whether the blank workbook repeats what was last reported: where the schema says so, and what a
/// list of keys knows already but for its dates.
fn carried(schema: &Esquema, campo: &Campo) -> bool {
    let short = campo
        .maximo_caracteres
        .is_none_or(|longest| longest <= LONGEST_CARRIED);
    let lasting = schema.forma == Forma::ClaveValor && campo.tipo != Tipo::Fecha;
    campo.arrastra || (lasting && short)
}

/// Whether the rows of a table are carried over: the schema says so of every field of its key.
fn is_repeated(schema: &Esquema) -> bool {
    let mut key = schema.llave.iter().map(|field| schema.campo(field));
    !schema.llave.is_empty() && key.all(|campo| campo.is_some_and(|campo| campo.arrastra))
}

fn systems(catalog: &Catalog, sender: &Institucion, meeting: &Reunion) -> Vec<Record> {
    let mut rows = Vec::new();
    for proceso in catalog.procesos_de(meeting.numero) {
        for system in &catalog.sistemas {
            let tracked = system.area == sender.clave && system.procesos.contains(&proceso.nombre);
            if tracked {
                rows.push(record([
                    ("id_sistema", Value::Text(system.clave.clone())),
                    ("proceso", Value::Text(proceso.nombre.clone())),
                    ("area_usuaria", Value::Text(sender.sigla.clone())),
                ]));
            }
        }
    }
    rows
}

fn deliverables(catalog: &Catalog, meeting: &Reunion) -> Vec<Record> {
    let until = horizon(catalog, meeting);
    let mut rows = Vec::new();
    for deliverable in &catalog.entregables {
        let Some(due) = deliverable.fecha_referencia(catalog.proceso.jornada) else {
            continue;
        };
        if until.is_some_and(|until| due > until) {
            continue;
        }
        let mut row = record([
            ("no", Value::Number(f64::from(deliverable.no))),
            ("entregable", Value::Text(deliverable.titulo.clone())),
            ("fecha_referencia", Value::Date(due)),
        ]);
        if !deliverable.variante.is_empty() {
            row.insert(
                "variante".to_owned(),
                Value::Text(deliverable.variante.clone()),
            );
        }
        if !deliverable.en_su_caso {
            row.insert("aplica".to_owned(), Value::Bool(true));
        }
        rows.push(row);
    }
    rows
}

/// The corte of the next meeting that asks for deliverables: what is due by then is coming due.
/// None when there is no such meeting, and then everything is.
fn horizon(catalog: &Catalog, meeting: &Reunion) -> Option<Fecha> {
    let asks = |reunion: &&Reunion| {
        reunion.numero > meeting.numero
            && reunion
                .hojas
                .values()
                .flatten()
                .any(|sheet| sheet == DELIVERABLES)
    };
    catalog.proceso.reuniones.iter().find(asks).map(|r| r.corte)
}

fn commitments(catalog: &Catalog, past: &Past<'_>) -> Vec<Record> {
    let schema = catalog.esquema(OPEN_COMMITMENTS, Clase::Secretaria);
    let open = |row: &Row| {
        let responsible = match row.value("responsables") {
            Value::List(names) => names.iter().any(|name| {
                let named = catalog.remitente_por_nombre(name);
                named.is_some_and(|sender| sender.clave == past.sender)
            }),
            Value::Text(_)
            | Value::Missing
            | Value::Bool(_)
            | Value::Number(_)
            | Value::Date(_) => false,
        };
        responsible && !schema.is_some_and(|s| s.concluye(|field| row.value(field)))
    };
    let known = past.commitments().iter().filter(|row| open(row));
    known
        .map(|row| record([("id", row.value("id").clone())]))
        .collect()
}

/// A row for each sender from which a workbook is expected.
fn receptions(catalog: &Catalog, meeting: &Reunion) -> Vec<Record> {
    let expected = |sender: &&Institucion| {
        sender.clase != Clase::Secretaria && meeting.hojas.contains_key(&sender.clase)
    };
    let senders = catalog.instituciones.iter().filter(expected);
    let row = |sender: &Institucion| {
        record([
            ("remitente", Value::Text(sender.nombre_corto().to_owned())),
            ("reunion", Value::Number(f64::from(meeting.numero))),
        ])
    };
    senders.map(row).collect()
}

fn record<const N: usize>(values: [(&str, Value); N]) -> Record {
    values
        .into_iter()
        .map(|(field, value)| (field.to_owned(), value))
        .collect()
}
