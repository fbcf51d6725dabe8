//! The intent: from its flush to its removal an integration consists of renames only, which any
//! later run can finish.

use super::inventory::{self, INVENTORY, SIDECAR};
use super::place::{
    self, INTENT, NO_FILE, QUARANTINE, README, REGISTER, Record, STAGING, is_plain, names,
};
use super::tell;
use crate::archive::{LOCK_NAME, disk};
use crate::diagnostics::{Error, Finding};
use crate::domain::sha512_hex;
use serde::{Deserialize, Serialize};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// Name of the intent before it counts.
const DRAFT: &str = "intento.borrador";

/// What is being integrated.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Intent {
    pub objeto: String,
    pub version: u32,
    /// SHA-512 of the inventory that the object will have.
    pub inventario: String,
}

impl Intent {
    fn staged(&self, record: &Record) -> PathBuf {
        record.path(&format!("{STAGING}/{}-v{}", self.objeto, self.version))
    }

    /// From where to where, in the order in which it must happen; the register last.
    fn renames(&self, record: &Record) -> Vec<(PathBuf, PathBuf)> {
        let staged = self.staged(record);
        let object = record.object(&self.objeto);
        let mut renames = Vec::new();
        if self.version == 1 {
            renames.push((staged.join(&self.objeto), object));
        } else {
            let version = inventory::folder(self.version);
            for name in [version.as_str(), INVENTORY, SIDECAR] {
                renames.push((staged.join(name), object.join(name)));
            }
        }
        for name in [README, REGISTER] {
            renames.push((staged.join(name), record.path(name)));
        }
        renames
    }

    /// Whether what was prepared, or has already been renamed, is what the intent means.
    fn fits(&self, record: &Record) -> bool {
        let staged = self.staged(record);
        let object = record.object(&self.objeto);
        let prepared = match self.version {
            1 => staged.join(&self.objeto),
            _ => staged,
        };
        [prepared, object].iter().any(|folder| {
            let bytes = place::read(&folder.join(INVENTORY));
            bytes.is_ok_and(|bytes| sha512_hex(&bytes) == self.inventario)
        })
    }
}

/// The intent that stands, if one does; `Err` holds why it cannot be understood.
pub(super) fn standing(record: &Record) -> Result<Option<Intent>, Error> {
    let path = intent_path(record);
    match place::read(&path) {
        Err(error) if is_absent(&error) => Ok(None),
        Err(error) if error.kind() == ErrorKind::InvalidInput => Err(Error::Damaged {
            path,
            what: NO_FILE.to_owned(),
        }),
        Err(error) => Err(Error::io("leer", &path)(error)),
        Ok(bytes) => match serde_json::from_slice::<Intent>(&bytes) {
            Ok(intent) if is_plain(&intent.objeto) => Ok(Some(intent)),
            Ok(_) | Err(_) => Err(Error::Damaged {
                path,
                what: "no se entiende".to_owned(),
            }),
        },
    }
}

/// Nothing is there, or what should be the folder around it is none.
fn is_absent(error: &std::io::Error) -> bool {
    matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory)
}

fn intent_path(record: &Record) -> PathBuf {
    record.path(&format!("{STAGING}/{INTENT}"))
}

/// Makes the intent last: from here on the integration will happen.
pub(super) fn announce(record: &Record, intent: &Intent) -> Result<(), Error> {
    let path = intent_path(record);
    let draft = path.with_file_name(DRAFT);
    let failed = |error| Error::io("escribir", &path)(error);
    let text = serde_json::to_vec(intent).unwrap_or_default();
    disk::write_new(&draft, &text).map_err(failed)?;
    disk::rename(&draft, &path).map_err(failed)?;
    flush_above(&path)
}

/// Renames what was prepared into its place, and removes the intent.
pub(super) fn finish(record: &Record, intent: &Intent) -> Result<(), Error> {
    for (from, to) in intent.renames(record) {
        if from.symlink_metadata().is_ok() {
            disk::rename(&from, &to).map_err(Error::io("escribir", &to))?;
        }
        flush_above(&to)?;
    }
    let path = intent_path(record);
    disk::remove(&path).map_err(Error::io("borrar", &path))?;
    flush_above(&path)?;
    let staged = intent.staged(record);
    match disk::remove_folder(&staged) {
        Err(error) if error.kind() != ErrorKind::NotFound => {
            Err(Error::io("borrar", &staged)(error))
        }
        Ok(()) | Err(_) => Ok(()),
    }
}

fn flush_above(path: &Path) -> Result<(), Error> {
    let folder = path.parent().unwrap_or(path);
    disk::flush_folder(folder).map_err(Error::io("escribir", folder))
}

/// Completes what a run that died had announced, and clears what it had not.
pub(super) fn run(record: &Record) -> Result<Vec<Finding>, Error> {
    let mut findings = Vec::new();
    if let Some(intent) = standing(record)? {
        if intent.fits(record) {
            finish(record, &intent)?;
            findings.push(tell::finished(record, &intent.objeto, intent.version));
        } else {
            let kept = quarantine(record, &intent)?;
            findings.push(tell::quarantined(record, &kept));
        }
    }
    for name in debris(record)? {
        let path = record.path(&format!("{STAGING}/{name}"));
        let removed = if place::is_folder(&path) {
            disk::remove_folder(&path)
        } else {
            disk::remove(&path)
        };
        match removed {
            // A name that is no text cannot be named; it stays, and is told again.
            Err(error) if error.kind() == ErrorKind::NotFound => continue,
            Err(error) => return Err(Error::io("borrar", &path)(error)),
            Ok(()) => {}
        }
        findings.push(tell::cleared(record, &format!("{STAGING}/{name}")));
    }
    Ok(findings)
}

/// Names below `preparacion/` that belong to no announced integration.
pub(super) fn debris(record: &Record) -> Result<Vec<String>, Error> {
    let path = record.path(STAGING);
    let names = names(&path)?;
    let foreign = |name: &String| name != LOCK_NAME && name != INTENT;
    Ok(names.into_iter().filter(foreign).collect())
}

/// Puts what does not fit aside, never away: the intent last, because it announces the rest.
fn quarantine(record: &Record, intent: &Intent) -> Result<String, Error> {
    let name = (1..)
        .map(|n| format!("{QUARANTINE}/{}-v{}-{n}", intent.objeto, intent.version))
        .find(|name| !record.path(name).exists())
        .unwrap_or_default();
    let folder = record.path(&name);
    disk::create_folder(&folder).map_err(Error::io("crear la carpeta", &folder))?;
    let intent_path = intent_path(record);
    for from in [intent.staged(record), intent_path] {
        if let Some(last) = from.file_name().filter(|_| from.exists()) {
            let to = folder.join(last);
            disk::rename(&from, &to).map_err(Error::io("escribir", &to))?;
        }
    }
    flush_above(&folder)?;
    Ok(name)
}
