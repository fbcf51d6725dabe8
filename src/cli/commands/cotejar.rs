//! `relator cotejar`: which version of which meeting a file is.

use super::super::args::Cotejar;
use super::super::context::{Context, Reader};
use super::super::exit::{Exit, Failure};
use super::super::out::Out;
use super::super::record::{called, day, ficha, meeting_of, opened};
use crate::diagnostics::Error;
use crate::record::{Found, Object, Record, Register};
use serde_json::{Value, json};

/// Runs the command.
pub fn run(args: &Cotejar, context: &Context, out: &mut Out) -> Result<Exit, Failure> {
    let bytes = std::fs::read(&args.archivo).map_err(Error::io("leer", &args.archivo))?;
    let (record, register) = opened(context)?;
    let found = record.find(&register, &bytes)?;
    let told: Vec<Told> = found
        .iter()
        .map(|found| Told::new(&record, &register, found))
        .collect::<Result<_, Failure>>()?;
    match context.reader {
        Reader::Program => {
            let found: Vec<Value> = told.iter().map(Told::json).collect();
            let shown = context.shown(&args.archivo);
            out.json(&json!({
                "version": 1,
                "archivo": shown,
                "consta": !told.is_empty(),
                "coincidencias": found,
            }));
        }
        Reader::Person if told.is_empty() => out.print(
            "No consta: ningún archivo del expediente tiene exactamente estos bytes. Un documento que se \
             abrió y se volvió a guardar, o que se firmó después, ya no es el mismo archivo.\n",
        ),
        Reader::Person => told.iter().for_each(|told| out.print(&told.sentence())),
    }
    Ok(if told.is_empty() {
        Exit::AnswersNo
    } else {
        Exit::Done
    })
}

/// A place of the record where the file stands.
struct Told<'a> {
    found: &'a Found,
    /// When the first version that has it was integrated.
    integrated: String,
    /// «presentada» or «generada»; empty for what is no informe.
    kind: String,
    /// Day of the meeting.
    date: String,
}

impl<'a> Told<'a> {
    fn new(record: &Record, register: &Register, found: &'a Found) -> Result<Self, Failure> {
        let object = Object::open(record, register, &found.object)?;
        let mut told = Self {
            found,
            integrated: String::new(),
            kind: String::new(),
            date: String::new(),
        };
        let Some(object) = object else {
            return Ok(told);
        };
        if let Some((created, _)) = object.about(found.version) {
            told.integrated = day(created);
        }
        if meeting_of(&found.object).is_some() {
            let ficha = ficha(&object, found.version)?;
            told.kind = ficha["clase"].as_str().unwrap_or_default().to_owned();
            told.date = day(ficha["fecha"].as_str().unwrap_or_default());
        }
        Ok(told)
    }

    fn sentence(&self) -> String {
        let found = self.found;
        let versions = if found.version == found.until {
            format!("la versión {}", found.version)
        } else {
            format!("las versiones {} a {}", found.version, found.until)
        };
        let part = match found.name.split_once('/') {
            Some(("presentado", _)) => format!(
                ": es el documento que se presentó en la reunión del {}",
                self.date
            ),
            Some(("informe", _)) if self.kind == "presentada" => format!(
                ": es el documento que generó el programa para la reunión del {}; el que se presentó se guarda aparte",
                self.date
            ),
            Some(("informe", _)) => format!(
                ": es el documento que generó el programa para la reunión del {}; no se integró otro como presentado",
                self.date
            ),
            Some(_) | None => format!(": es «{}»", found.name),
        };
        let of = called(&found.object);
        let integrated = &self.integrated;
        format!("Idéntico a {versions} de {of}, integrada el {integrated}{part}.\n")
    }

    fn json(&self) -> Value {
        let found = self.found;
        json!({
            "objeto": found.object,
            "reunion": meeting_of(&found.object),
            "version_integrada": found.version,
            "hasta": found.until,
            "nombre": found.name,
            "integrada_el": self.integrated,
            "clase": self.kind,
        })
    }
}
