//! `registro.jsonl`: one line for each integration, each holding the digest of the line before.
//!
//! OCFL proves that files are undamaged, not that none is missing at the end: an object whose last
//! version was cut off is valid. The register says how many versions there are, and its last
//! line's digest, on paper with the consejerías, says how many lines.

use super::place::{
    self, INTENT, LAYOUT, NO_FILE, OCFL, REGISTER, ROOT_MARK, Record, STAGING, is_file, is_plain,
    names,
};
use crate::diagnostics::Error;
use crate::domain::sha512_hex;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;
use std::io::ErrorKind;

/// What stands before the line's own digest.
const OWN_DIGEST: &str = ",\"codigo\":\"";

/// An integration.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// From 1, without gaps.
    pub numero: u64,
    /// When, in UTC: `2022-02-15T18:00:00Z`.
    pub fecha: String,
    /// The object: its folder below `ocfl/`.
    pub objeto: String,
    /// Its version, from 1.
    pub version: u32,
    /// SHA-512 of its inventory.
    pub inventario: String,
    /// Files that came in with this version.
    pub archivos: usize,
    /// Their bytes.
    pub bytes: u64,
    /// SHA-512 of `LEEME.txt`.
    pub leeme: String,
    /// SHA-512 of every seal that was there, by its name.
    pub sellos: BTreeMap<String, String>,
    /// What was odd about the moment: a clock behind the line before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub aviso: Option<String>,
    /// SHA-512 of the line before, without its line end; empty in the first.
    pub anterior: String,
}

/// A line of the register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// What it says.
    pub entry: Entry,
    /// SHA-512 of the line without its line end; of the last line, the head of the register.
    pub code: String,
}

/// Why a register is not what it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Broken {
    /// A line, counted from 1, and what is the matter with it; nothing after it counts.
    Line(usize, &'static str),
    /// Something was integrated, and no line says so.
    Lost,
    /// There is no file in its place, but something else.
    NoFile,
}

/// What follows the name of the register: «no es el que se escribió, en el renglón 3».
impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Line(line, why) => write!(f, "{why}, en el renglón {line}"),
            Self::Lost => f.write_str("no tiene ningún renglón, y hay integraciones"),
            Self::NoFile => f.write_str(NO_FILE),
        }
    }
}

/// The register as far as it can be understood.
#[derive(Debug, Clone, Default)]
pub struct Register {
    /// The lines in order.
    pub lines: Vec<Line>,
    /// What is the matter with it, if anything is.
    pub broken: Option<Broken>,
    /// The bytes of the file.
    pub(super) text: Vec<u8>,
}

impl Register {
    /// Reads the register; one that is not there is empty.
    pub fn read(record: &Record) -> Result<Self, Error> {
        let path = record.path(REGISTER);
        let mut register = match place::read(&path) {
            Ok(text) => Self::parse(text),
            Err(error) if error.kind() == ErrorKind::NotFound => Self::default(),
            Err(error) if error.kind() == ErrorKind::InvalidInput => Self {
                broken: Some(Broken::NoFile),
                ..Self::default()
            },
            Err(error) => return Err(Error::io("leer", &path)(error)),
        };
        if register.text.is_empty() && register.broken.is_none() && is_lost(record)? {
            register.broken = Some(Broken::Lost);
        }
        Ok(register)
    }

    /// The register, which must be whole.
    pub fn whole(record: &Record) -> Result<Self, Error> {
        let register = Self::read(record)?;
        match register.broken {
            None => Ok(register),
            Some(broken) => Err(Error::Damaged {
                path: record.path(REGISTER),
                what: broken.to_string(),
            }),
        }
    }

    fn parse(text: Vec<u8>) -> Self {
        let mut register = Self::default();
        let mut rest = text.as_slice();
        while !rest.is_empty() && register.broken.is_none() {
            let Some(end) = rest.iter().position(|b| *b == b'\n') else {
                let line = register.lines.len() + 1;
                register.broken = Some(Broken::Line(line, "está incompleto"));
                break;
            };
            match Line::parse(&rest[..end], &register) {
                Ok(line) => register.lines.push(line),
                Err(why) => {
                    register.broken = Some(Broken::Line(register.lines.len() + 1, why));
                }
            }
            rest = &rest[end + 1..];
        }
        register.text = text;
        register
    }

    /// SHA-512 of the last line; empty when there is none.
    pub fn head(&self) -> &str {
        self.lines.last().map_or("", |line| &line.code)
    }

    /// The register with one more line.
    pub(super) fn with(&self, entry: &Entry) -> Vec<u8> {
        let mut text = self.text.clone();
        text.extend(written(entry));
        text.push(b'\n');
        text
    }

    /// The last line of an object.
    pub fn last_of(&self, object: &str) -> Option<&Line> {
        self.lines.iter().rfind(|line| line.entry.objeto == object)
    }

    /// The lines of an object by its versions.
    pub(super) fn of(&self, object: &str) -> BTreeMap<u32, &Entry> {
        let lines = self.lines.iter().map(|line| &line.entry);
        let own = lines.filter(|entry| entry.objeto == object);
        own.map(|entry| (entry.version, entry)).collect()
    }
}

impl Line {
    /// A line after those of a register, or what is the matter with it.
    fn parse(line: &[u8], before: &Register) -> Result<Self, &'static str> {
        const CHANGED: &str = "no es el que se escribió";
        let text = std::str::from_utf8(line).map_err(|_| CHANGED)?;
        let (said, _) = text.rsplit_once(OWN_DIGEST).ok_or(CHANGED)?;
        let entry: Entry = serde_json::from_str(&format!("{said}}}")).map_err(|_| CHANGED)?;
        if written(&entry) != line || !is_plain(&entry.objeto) || !is_moment(&entry.fecha) {
            return Err(CHANGED);
        }
        if entry.anterior != before.head() || entry.numero != before.lines.len() as u64 + 1 {
            return Err("no sigue al anterior: se quitó o se cambió un renglón");
        }
        Ok(Self {
            code: sha512_hex(line),
            entry,
        })
    }
}

/// Whether there are objects and no integration is under way that would have put them there.
fn is_lost(record: &Record) -> Result<bool, Error> {
    let marks = [ROOT_MARK.0, LAYOUT.0];
    let found = names(&record.path(OCFL))?;
    let objects = found.iter().any(|name| !marks.contains(&name.as_str()));
    Ok(objects && !is_file(&record.path(&format!("{STAGING}/{INTENT}"))))
}

/// Whether a text is a moment in UTC as we write it: `2022-02-15T18:00:00Z`.
fn is_moment(text: &str) -> bool {
    chrono::NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%SZ").is_ok() && text.len() == 20
}

/// The line of an entry, its own digest last, so that a changed last line is noticed too.
fn written(entry: &Entry) -> Vec<u8> {
    // Text, numbers and lists of text always become JSON.
    let said = serde_json::to_string(entry).unwrap_or_default();
    let own = sha512_hex(said.as_bytes());
    let open = said.strip_suffix('}').unwrap_or_default();
    format!("{open}{OWN_DIGEST}{own}\"}}").into_bytes()
}
