//! The story that the demonstration workbooks tell, from compact trajectories: `*.toml` beside
//! this file say what happens and when; the modules turn it into the rows of each meeting.

mod commitments;
mod operation;
mod prep;
mod systems;
mod trials;

use chrono::{Days, NaiveDate};
use relator::catalog::Catalog;
use relator::domain::{Clase, Institucion, Reunion, Value, names};
use relator::workbook::{self, Contents};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::error::Error;

/// A workbook of the story.
pub struct Book {
    /// Folder below `inputs/`.
    pub folder: String,
    /// Name of the file.
    pub file: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

pub(crate) type Record = BTreeMap<String, Value>;

/// All that the files say.
struct Story {
    systems: systems::Systems,
    prep: prep::Prep,
    trials: trials::Trials,
    commitments: commitments::Commitments,
    deliveries: Deliveries,
}

/// Who sends what under which name, from `envios.toml`.
#[derive(Deserialize)]
struct Deliveries {
    /// Senders that did not deliver once.
    ausencias: Vec<Absence>,
    /// File names of the senders' own.
    nombres: Vec<OwnName>,
    /// Deliveries that a later version replaces.
    sustituciones: Vec<Replacement>,
    /// General remarks on the cover.
    portadas: Vec<Remark>,
}

#[derive(Deserialize)]
struct Absence {
    remitente: String,
    reunion: u8,
}

#[derive(Deserialize)]
struct OwnName {
    remitente: String,
    reunion: u8,
    archivo: String,
}

#[derive(Deserialize)]
struct Replacement {
    remitente: String,
    reunion: u8,
    /// Sheet whose last row the first version did not have yet.
    hoja: String,
    observaciones: String,
}

#[derive(Deserialize)]
struct Remark {
    remitente: String,
    reunion: u8,
    texto: String,
}

/// Every workbook, in the order of meetings and senders.
pub fn books(catalog: &Catalog) -> Result<Vec<Book>, Box<dyn Error>> {
    let story = Story {
        systems: toml::from_str(include_str!("sistemas.toml"))?,
        prep: toml::from_str(include_str!("opl.toml"))?,
        trials: toml::from_str(include_str!("pruebas.toml"))?,
        commitments: commitments::read()?,
        deliveries: toml::from_str(include_str!("envios.toml"))?,
    };
    let mut books = Vec::new();
    for meeting in &catalog.proceso.reuniones {
        for sender in &catalog.instituciones {
            let absent = (story.deliveries.ausencias.iter())
                .any(|a| a.remitente == sender.clave && a.reunion == meeting.numero);
            if meeting.hojas.contains_key(&sender.clase) && !absent {
                deliver(catalog, &story, (sender, meeting), &mut books)?;
            }
        }
    }
    Ok(books)
}

/// The workbooks of a sender for a meeting: one, or two when the first was replaced.
fn deliver(
    catalog: &Catalog,
    story: &Story,
    (sender, meeting): (&Institucion, &Reunion),
    books: &mut Vec<Book>,
) -> Result<(), Box<dyn Error>> {
    let mut contents = contents(catalog, story, sender, meeting);
    let replaced = (story.deliveries.sustituciones.iter())
        .find(|s| s.remitente == sender.clave && s.reunion == meeting.numero);
    let mut version = 1;
    if let Some(replaced) = replaced {
        let mut first = contents.clone();
        if let Some(rows) = first.get_mut(&replaced.hoja) {
            rows.pop();
        }
        books.push(book(catalog, story, (sender, meeting), (version, &first))?);
        let remark = Value::Text(replaced.observaciones.clone());
        for cover in contents.entry("Portada".to_owned()).or_default() {
            cover.insert("observaciones_generales".to_owned(), remark.clone());
        }
        version = 2;
    }
    books.push(book(
        catalog,
        story,
        (sender, meeting),
        (version, &contents),
    )?);
    Ok(())
}

fn book(
    catalog: &Catalog,
    story: &Story,
    (sender, meeting): (&Institucion, &Reunion),
    (version, contents): (u32, &Contents),
) -> Result<Book, Box<dyn Error>> {
    let numero = meeting.numero;
    let own = (story.deliveries.nombres.iter())
        .find(|n| n.remitente == sender.clave && n.reunion == numero && version == 1);
    let file = match own {
        Some(own) => own.archivo.clone(),
        None => format!("{}.xlsx", names::workbook(numero, &sender.clave, version)),
    };
    let bytes = workbook::write(catalog, sender, meeting, version, contents)
        .map_err(|error| format!("{file}: {error:?}"))?;
    Ok(Book {
        folder: names::meeting(numero),
        file,
        bytes,
    })
}

/// What a sender writes for a meeting, sheet by sheet.
fn contents(catalog: &Catalog, story: &Story, sender: &Institucion, meeting: &Reunion) -> Contents {
    let mut contents = Contents::new();
    contents.insert("Portada".to_owned(), vec![cover(story, sender, meeting)]);
    for sheet in meeting.hojas.get(&sender.clase).into_iter().flatten() {
        let rows = match sheet.as_str() {
            "Sistemas" => story.systems.rows(catalog, sender, meeting),
            "Incidencias" if sender.clase == Clase::Opl => story.trials.incidents(sender, meeting),
            "Incidencias" => story.commitments.incidents(catalog, sender, meeting),
            "Compromisos" => story.commitments.answers(sender, meeting),
            "Compromisos_abiertos" => story.commitments.open(meeting),
            "Recepcion" => receptions(catalog, story, meeting),
            "Seguimiento_PREP" => story.commitments.follow_up(meeting),
            "Entregables" => story.prep.deliverables(catalog, sender, meeting),
            "Datos_PREP" => story.prep.facts(catalog, sender, meeting),
            "Simulacros" => story.prep.drills(sender, meeting),
            "Jornada" => story.prep.election_day(sender),
            "Auditoria" => story.prep.audit(sender, meeting),
            "Pruebas" => story.trials.rows(sender, meeting),
            "Casos_prueba" => story.trials.cases(sender),
            _ => Vec::new(),
        };
        contents.insert(sheet.clone(), rows);
    }
    contents
}

fn cover(story: &Story, sender: &Institucion, meeting: &Reunion) -> Record {
    let mut cover = record([
        ("fecha_informacion", Value::Date(meeting.corte)),
        ("enlace_nombre", text("Enlace designado")),
        ("enlace_cargo", text("Enlace de seguimiento")),
        (
            "enlace_correo",
            text(&format!("enlace.{}@ejemplo.mx", sender.clave)),
        ),
    ]);
    let remark = (story.deliveries.portadas.iter())
        .find(|r| r.remitente == sender.clave && r.reunion == meeting.numero);
    if let Some(remark) = remark {
        cover.insert("observaciones_generales".to_owned(), text(&remark.texto));
    }
    cover
}

/// When and how each delivery arrived: in the three days up to the corte, at hours that differ.
fn receptions(catalog: &Catalog, story: &Story, meeting: &Reunion) -> Vec<Record> {
    let mut rows = Vec::new();
    for (index, sender) in (0_u64..).zip(&catalog.instituciones) {
        let absent = (story.deliveries.ausencias.iter())
            .any(|a| a.remitente == sender.clave && a.reunion == meeting.numero);
        let asked = meeting.hojas.contains_key(&sender.clase);
        if sender.clase == Clase::Secretaria || absent || !asked {
            continue;
        }
        let mix = index * 7 + u64::from(meeting.numero) * 5;
        let day = meeting.corte - Days::new(mix % 3);
        let (hour, minute) = (9 + mix % 9, (mix * 13) % 60);
        let medium = match mix % 4 {
            0 => "Oficio",
            1 | 2 => "Correo electrónico",
            _ => "Sistema de vinculación",
        };
        rows.push(record([
            ("remitente", text(sender.nombre_corto())),
            ("reunion", Value::Number(f64::from(meeting.numero))),
            (
                "fecha_hora",
                Value::Text(format!("{day} {hour:02}:{minute:02}")),
            ),
            ("medio", text(medium)),
            (
                "folio",
                Value::Text(format!("GTSI-{:02}-{:03}", meeting.numero, rows.len() + 1)),
            ),
        ]));
    }
    rows
}

pub(crate) fn record<const N: usize>(values: [(&str, Value); N]) -> Record {
    values
        .into_iter()
        .map(|(field, value)| (field.to_owned(), value))
        .collect()
}

pub(crate) fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

/// A text, or nothing when there is none to say.
pub(crate) fn maybe(text: Option<&String>) -> Value {
    text.map_or(Value::Missing, |text| Value::Text(text.clone()))
}

pub(crate) fn whole(number: u32) -> Value {
    Value::Number(f64::from(number))
}

/// The share of a quantity, rounded to a whole number.
pub(crate) fn share(quantity: u32, part: f64) -> u32 {
    (f64::from(quantity) * part).round() as u32
}

/// A date once it has come, otherwise nothing.
pub(crate) fn past(date: NaiveDate, corte: NaiveDate) -> Value {
    if date <= corte {
        Value::Date(date)
    } else {
        Value::Missing
    }
}
