//! `ficha.json`: what an output folder holds and what it was made from.

use super::atomic;
use crate::diagnostics::Error;
use crate::domain::sha256_hex;
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::ErrorKind;
use std::path::Path;

/// Name of the file in its folder.
const FICHA: &str = "ficha.json";

/// Name of the list of what a run is about to write; it exists only while the run goes on, so
/// that after a crash the files that were already written are still known as ours.
const UNDER_WAY: &str = ".relator-en-curso.json";

/// What is recorded about the files of a folder.
#[derive(Debug, Default)]
pub struct Ficha {
    /// SHA-256 by name below the folder, with `/`.
    pub outputs: BTreeMap<String, String>,
    /// Files that were left as a person has them, the reason, and the SHA-256 of ours if it is
    /// still ours.
    pub kept: BTreeMap<String, (Kept, Option<String>)>,
}

/// Why a file stayed as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    /// Its bytes are not those that we wrote: a person works in it.
    Edited,
    /// Another program holds it open.
    Held,
    /// This run did not make it; it is that of an earlier run.
    Earlier,
}

impl Kept {
    /// The word of the ficha.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Edited => "modificado",
            Self::Held => "abierto en otro programa",
            Self::Earlier => "de una ejecución anterior",
        }
    }
}

/// The bytes that are known as ours, by name of the file.
pub type Ours = BTreeMap<String, BTreeSet<String>>;

impl Ficha {
    /// The files of a folder that are ours: those of its last ficha and those that a run which
    /// died had announced. A ficha that cannot be understood knows nothing, so nothing is replaced.
    pub fn ours(folder: &Path) -> Result<Ours, Error> {
        let mut ours = Ours::new();
        for name in [FICHA, UNDER_WAY] {
            let path = folder.join(name);
            let text = match fs::read_to_string(&path) {
                Ok(text) => text,
                Err(error) if matches!(error.kind(), ErrorKind::NotFound) => continue,
                Err(error) if matches!(error.kind(), ErrorKind::InvalidData) => continue,
                Err(error) => return Err(Error::io("leer", &path)(error)),
            };
            let ficha: Value = serde_json::from_str(&text).unwrap_or_default();
            let lists = ["salidas", "conservados"];
            for entry in lists.iter().filter_map(|l| ficha[l].as_array()).flatten() {
                if let (Some(file), Some(sha256)) =
                    (entry["archivo"].as_str(), entry["sha256"].as_str())
                {
                    let known = ours.entry(file.to_owned()).or_default();
                    known.insert(sha256.to_owned());
                }
            }
        }
        Ok(ours)
    }

    /// The ficha of a folder and its SHA-256, if there is one that can be understood and no run
    /// died since.
    pub fn read(folder: &Path) -> Option<(Map<String, Value>, String)> {
        if folder.join(UNDER_WAY).exists() {
            return None;
        }
        let text = fs::read_to_string(folder.join(FICHA)).ok()?;
        let about = serde_json::from_str(&text).ok()?;
        Some((about, sha256_hex(text.as_bytes())))
    }

    /// Announces what a run is about to write.
    pub fn announce(folder: &Path, ours: &Ours) -> Result<(), Error> {
        let all: Vec<Value> = ours
            .iter()
            .flat_map(|(file, known)| known.iter().map(move |sha| entry(file, sha)))
            .collect();
        let text = format!("{:#}\n", json!({"version": 1, "salidas": all}));
        atomic::write(&folder.join(UNDER_WAY), text.as_bytes())
    }

    /// Writes the ficha, `about` first, and ends the announcement.
    pub fn write(&self, folder: &Path, about: Map<String, Value>) -> Result<(), Error> {
        let outputs: Vec<Value> = self.outputs.iter().map(|(f, s)| entry(f, s)).collect();
        let kept: Vec<Value> = self
            .kept
            .iter()
            .map(|(file, (why, sha256))| {
                let mut entry = json!({"archivo": file, "motivo": why.word()});
                if let Some(sha256) = sha256 {
                    entry["sha256"] = json!(sha256);
                }
                entry
            })
            .collect();
        let mut ficha = Map::from_iter([("version".to_owned(), json!(1))]);
        ficha.extend(about);
        ficha.insert("salidas".to_owned(), json!(outputs));
        ficha.insert("conservados".to_owned(), json!(kept));
        let text = format!("{:#}\n", Value::Object(ficha));
        atomic::write(&folder.join(FICHA), text.as_bytes())?;
        match fs::remove_file(folder.join(UNDER_WAY)) {
            Err(error) if error.kind() != ErrorKind::NotFound => {
                Err(Error::io("borrar", &folder.join(UNDER_WAY))(error))
            }
            Ok(()) | Err(_) => Ok(()),
        }
    }
}

/// The files that are known as ours in an output folder; none when it has no ficha.
pub fn ours(folder: &Path) -> Result<Ours, Error> {
    Ficha::ours(folder)
}

/// The ficha of an output folder, if there is one that can be understood and no run died since.
pub fn about(folder: &Path) -> Option<Map<String, Value>> {
    Ficha::read(folder).map(|(about, _)| about)
}

fn entry(file: &str, sha256: &str) -> Value {
    json!({"archivo": file, "sha256": sha256})
}
