//! `relator cotejar`: which version of which meeting a file is, or a paper by the code at its foot.

use super::super::args::Cotejar;
use super::super::context::{Context, Reader, read_named};
use super::super::exit::{Exit, Failure};
use super::super::out::Out;
use super::super::record::{WORD, called, day, ficha, opened};
use crate::domain::names;
use crate::record::{Found, Object, Record, Register};
use crate::report::code;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// Runs the command.
pub fn run(args: &Cotejar, context: &Context, out: &mut Out) -> Result<Exit, Failure> {
    let typed = args.archivo.to_str().and_then(code::typed);
    let asked = match typed.filter(|_| !args.archivo.exists()) {
        Some(code) => Asked::Code(code),
        None => Asked::File(read_named(&args.archivo)?, context.shown(&args.archivo)),
    };
    let (record, register) = opened(context)?;
    let found = match &asked {
        Asked::Code(code) => with_code(code, &record, &register)?,
        Asked::File(bytes, _) => record.find(&register, bytes)?,
    };
    let told: Vec<Told> = found
        .iter()
        .map(|found| Told::new(&record, &register, found))
        .collect::<Result<_, Failure>>()?;
    match context.reader {
        Reader::Program => out.json(&asked.json(&told)),
        Reader::Person => out.print(&asked.answer(&told)),
    }
    Ok(if told.is_empty() {
        Exit::AnswersNo
    } else {
        Exit::Done
    })
}

/// What is looked for in the record.
enum Asked {
    /// The code at the foot of a paper.
    Code(String),
    /// The bytes of a file, and its name as it is shown.
    File(Vec<u8>, String),
}

impl Asked {
    fn json(&self, told: &[Told]) -> Value {
        let (key, value) = match self {
            Self::Code(code) => ("codigo", code),
            Self::File(_, shown) => ("archivo", shown),
        };
        json!({
            "version": 1,
            key: value,
            "consta": !told.is_empty(),
            "coincidencias": told.iter().map(Told::json).collect::<Vec<_>>(),
        })
    }

    fn answer(&self, told: &[Told]) -> String {
        match self {
            Self::Code(code) if told.is_empty() => format!(
                "No consta: ningún informe del expediente lleva al pie el código {code}. Un informe que \
                 después cambió en una palabra o en un número lleva otro.\n"
            ),
            Self::Code(code) => {
                let versions: String = told.iter().map(|told| told.paper(code)).collect();
                format!(
                    "{versions}El código dice de qué versión salió el papel, no que nadie lo haya cambiado \
                     después: compare sus páginas con las del documento integrado.\n"
                )
            }
            Self::File(..) if told.is_empty() => "No consta: ningún archivo del expediente tiene exactamente \
                 estos bytes. Un documento que se abrió y se volvió a guardar, o que se firmó después, ya no \
                 es el mismo archivo.\n"
                .to_owned(),
            Self::File(..) => told.iter().map(Told::sentence).collect(),
        }
    }
}

/// Every run of versions of a meeting whose ficha has a code.
fn with_code(code: &str, record: &Record, register: &Register) -> Result<Vec<Found>, Failure> {
    let names: BTreeSet<&str> = register.lines.iter().map(|l| &*l.entry.objeto).collect();
    let mut found: Vec<Found> = Vec::new();
    for name in names
        .into_iter()
        .filter(|name| names::meeting_of(name).is_some())
    {
        let Some(object) = Object::open(record, register, name)? else {
            continue;
        };
        for version in 1..=object.head() {
            if ficha(&object, version)?["codigo"] != code {
                continue;
            }
            match found
                .last_mut()
                .filter(|f| f.object == name && f.until + 1 == version)
            {
                Some(before) => before.until = version,
                None => found.push(Found {
                    object: name.to_owned(),
                    version,
                    until: version,
                    name: INFORME.to_owned(),
                }),
            }
        }
    }
    Ok(found)
}

/// What a paper is looked up as: the folder of the generated documents.
const INFORME: &str = "informe";

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
        if names::meeting_of(&found.object).is_some() {
            let ficha = ficha(&object, found.version)?;
            told.kind = ficha["clase"].as_str().unwrap_or_default().to_owned();
            told.date = day(ficha["fecha"].as_str().unwrap_or_default());
        }
        Ok(told)
    }

    /// «la versión 2» or «las versiones 1 a 3».
    fn versions(&self) -> String {
        let found = self.found;
        if found.version == found.until {
            format!("la versión {}", found.version)
        } else {
            format!("las versiones {} a {}", found.version, found.until)
        }
    }

    /// The same for a paper with a code.
    fn paper(&self, code: &str) -> String {
        let (versions, of) = (self.versions(), called(&self.found.object));
        let (integrated, date) = (&self.integrated, &self.date);
        let presented = if self.kind == "presentada" {
            " Lo que se presentó en ella se guarda aparte, en la carpeta «presentado»."
        } else {
            ""
        };
        format!(
            "El código {code} es el del informe de {versions} de {of}, del {date}, integrada el {integrated}.{presented}\n"
        )
    }

    fn sentence(&self) -> String {
        let found = self.found;
        let versions = self.versions();
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
            Some(_) if found.name == WORD && self.kind == "presentada" => format!(
                ": es el Word en el que se trabajó el informe de la reunión del {}; el documento que se presentó se guarda aparte",
                self.date
            ),
            Some(_) if found.name == WORD => format!(
                ": es el Word en el que se trabajó el informe de la reunión del {}; no se integró ningún documento como presentado",
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
            "reunion": names::meeting_of(&found.object),
            "version_integrada": found.version,
            "hasta": found.until,
            "nombre": found.name,
            "integrada_el": self.integrated,
            "clase": self.kind,
        })
    }
}
