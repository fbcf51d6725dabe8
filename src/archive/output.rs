//! `output/`, held by one run at a time.

use super::atomic::{self, below};
use super::ficha::{Ficha, Kept, Ours};
use super::lock::Lock;
use crate::diagnostics::{Code, Error, Finding, Location};
use crate::domain::sha256_hex;
use serde_json::{Map, Value};
use std::collections::BTreeSet;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// Name of what a run keeps for the next one; it can be deleted at any time.
const MEMORY: &str = ".ultima-ejecucion.json";

/// The folder of what is produced, locked until this value is dropped; a run that dies frees it.
#[derive(Debug)]
pub struct Output {
    root: PathBuf,
    shown: String,
    _lock: Lock,
}

/// A file to be written.
#[derive(Debug, Clone)]
pub struct OutputFile {
    /// Name below its folder, with `/`.
    pub name: String,
    /// Content.
    pub bytes: Vec<u8>,
}

/// What became of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fate {
    /// New or replaced.
    Written,
    /// Was already there, byte for byte.
    Unchanged,
    /// The one that was there stays; the new one has this name.
    Beside(String),
}

/// What a folder holds after a run.
#[derive(Debug, Default)]
pub struct Published {
    /// Files of this run by name, in order, with their fate.
    pub files: Vec<(String, Fate)>,
    /// What people must know: files that stayed.
    pub findings: Vec<Finding>,
}

/// What the last run left in a folder.
#[derive(Debug)]
pub struct Last {
    /// Its ficha.
    pub about: Map<String, Value>,
    /// SHA-256 of the file that the ficha is.
    pub code: String,
    /// Names of the files, in alphabetical order.
    pub files: Vec<String>,
    /// Whether every file is there, byte for byte, and none was left to a person.
    pub intact: bool,
}

/// What stands where a file should go.
enum Standing {
    Free,
    Same,
    Ours,
    Foreign,
}

impl Output {
    /// Takes the lock, and so finds out before any work whether the folder can be written.
    /// `shown` is how people read the folder's path: relative to the workspace, with `/`.
    pub fn open(root: &Path, shown: impl Into<String>) -> Result<Self, Error> {
        atomic::create_folder(root)?;
        Ok(Self {
            root: root.to_path_buf(),
            shown: shown.into(),
            _lock: Lock::take(root)?,
        })
    }

    /// Whether a folder was written before.
    pub fn has(&self, folder: &str) -> bool {
        below(&self.root, folder).exists()
    }

    /// What [`Output::remember`] last kept; none when it is not there whole.
    pub fn remembered(&self) -> Option<String> {
        let text = fs::read_to_string(self.root.join(MEMORY)).ok()?;
        let (code, text) = text.split_once('\n')?;
        (sha256_hex(text.as_bytes()) == code).then(|| text.to_owned())
    }

    /// Keeps a text for the next run, with its code of integrity.
    pub fn remember(&self, text: &str) -> Result<(), Error> {
        let code = sha256_hex(text.as_bytes());
        let text = format!("{code}\n{text}");
        atomic::write(&self.root.join(MEMORY), text.as_bytes())
    }

    /// What the last run left in a folder; none when there is no ficha that can be understood.
    pub fn last(&self, folder: &str) -> Option<Last> {
        let folder = below(&self.root, folder);
        let (about, code) = Ficha::read(&folder)?;
        let list = about.get("salidas")?.as_array()?.clone();
        let mut files = Vec::new();
        let kept = about.get("conservados").and_then(Value::as_array);
        let mut intact = kept.is_some_and(Vec::is_empty);
        for entry in &list {
            let name = entry["archivo"].as_str()?;
            let same = fs::read(below(&folder, name)).map(|bytes| sha256_hex(&bytes));
            intact &= same.is_ok_and(|sha256| entry["sha256"] == sha256);
            files.push(name.to_owned());
        }
        Some(Last {
            about,
            code,
            files,
            intact,
        })
    }

    /// Writes the files of a folder and its ficha, which begins with `about`. What is not ours
    /// stays, and the new file is written beside it. Files of the last ficha that are still ours
    /// and were not made now are removed, except those that `carried` names.
    pub fn publish(
        &self,
        folder: &str,
        files: &[OutputFile],
        carried: &[String],
        about: Map<String, Value>,
    ) -> Result<Published, Error> {
        let place = Place::open(self, folder, files)?;
        let mut ficha = Ficha::default();
        let mut published = Published::default();
        for file in files {
            let (fate, kept) = place.put(file)?;
            if let Some(kept) = kept {
                let known = place.ours.get(&file.name).and_then(BTreeSet::first);
                let known = known.filter(|_| kept == Kept::Held).cloned();
                ficha.kept.insert(file.name.clone(), (kept, known));
            }
            let name = match &fate {
                Fate::Written | Fate::Unchanged => &file.name,
                Fate::Beside(name) => name,
            };
            ficha.outputs.insert(name.clone(), sha256_hex(&file.bytes));
            if let (Fate::Beside(name), Some(kept)) = (&fate, kept) {
                published
                    .findings
                    .push(place.stayed(&file.name, name, kept));
            }
            published.files.push((file.name.clone(), fate));
        }
        place.retire(carried, &mut ficha)?;
        ficha.write(&place.folder, about)?;
        Ok(published)
    }
}

/// A folder of the output while it is being written.
struct Place {
    folder: PathBuf,
    shown: String,
    ours: Ours,
}

impl Place {
    fn open(output: &Output, name: &str, files: &[OutputFile]) -> Result<Self, Error> {
        let folder = below(&output.root, name);
        let shown = format!("{}/{name}", output.shown);
        let mut folders: BTreeSet<PathBuf> = files
            .iter()
            .filter_map(|f| below(&folder, &f.name).parent().map(Path::to_path_buf))
            .collect();
        folders.insert(folder.clone());
        for folder in &folders {
            atomic::create_folder(folder)?;
        }
        let ours = Ficha::ours(&folder)?;
        for folder in &folders {
            atomic::sweep(folder)?;
        }
        let place = Self {
            folder,
            shown,
            ours,
        };
        let mut announced = place.ours.clone();
        for file in files {
            let sha256 = sha256_hex(&file.bytes);
            let (name, _) = place.target(file);
            announced.entry(name).or_default().insert(sha256);
        }
        Ficha::announce(&place.folder, &announced)?;
        Ok(place)
    }

    /// The name under which a file can be written, and why it is not its own.
    fn target(&self, file: &OutputFile) -> (String, Option<Kept>) {
        match self.standing(&file.name, &file.bytes) {
            Standing::Free | Standing::Same => (file.name.clone(), None),
            Standing::Ours if self.open_elsewhere(&file.name) => {
                (self.beside(file), Some(Kept::Held))
            }
            Standing::Ours => (file.name.clone(), None),
            Standing::Foreign => (self.beside(file), Some(Kept::Edited)),
        }
    }

    fn put(&self, file: &OutputFile) -> Result<(Fate, Option<Kept>), Error> {
        if matches!(self.standing(&file.name, &file.bytes), Standing::Same) {
            return Ok((Fate::Unchanged, None));
        }
        let (name, kept) = self.target(file);
        let replaced = atomic::replace(&below(&self.folder, &name), &file.bytes)?;
        match (replaced, kept) {
            (atomic::Replaced::Yes, None) => Ok((Fate::Written, None)),
            (atomic::Replaced::Yes, Some(kept)) => Ok((Fate::Beside(name), Some(kept))),
            (atomic::Replaced::Held, kept) => {
                let name = self.free_name(&file.name);
                atomic::write(&below(&self.folder, &name), &file.bytes)?;
                Ok((Fate::Beside(name), kept.or(Some(Kept::Held))))
            }
        }
    }

    fn standing(&self, name: &str, new: &[u8]) -> Standing {
        let path = below(&self.folder, name);
        match fs::symlink_metadata(&path) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Standing::Free,
            Ok(found) if found.is_file() => {}
            Ok(_) | Err(_) => return Standing::Foreign,
        }
        let Ok(old) = fs::read(&path) else {
            return Standing::Foreign;
        };
        if old == new {
            return Standing::Same;
        }
        let known = self.ours.get(name);
        if known.is_some_and(|known| known.contains(&sha256_hex(&old))) {
            Standing::Ours
        } else {
            Standing::Foreign
        }
    }

    fn open_elsewhere(&self, name: &str) -> bool {
        held_open(&below(&self.folder, name))
    }

    /// The first name beside a file that is free or ours.
    fn beside(&self, file: &OutputFile) -> String {
        let mut names = (1..).map(|n| numbered(&file.name, n));
        names
            .find(|name| {
                !matches!(self.standing(name, &file.bytes), Standing::Foreign)
                    && !self.open_elsewhere(name)
            })
            .unwrap_or_default()
    }

    fn free_name(&self, name: &str) -> String {
        let mut names = (1..).map(|n| numbered(name, n));
        names
            .find(|name| matches!(self.standing(name, &[]), Standing::Free))
            .unwrap_or_default()
    }

    /// Removes what an earlier run wrote and this one did not, unless a person changed it.
    fn retire(&self, carried: &[String], ficha: &mut Ficha) -> Result<(), Error> {
        for (name, known) in &self.ours {
            if ficha.outputs.contains_key(name) || ficha.kept.contains_key(name) {
                continue;
            }
            let path = below(&self.folder, name);
            let Ok(bytes) = fs::read(&path) else { continue };
            let sha256 = sha256_hex(&bytes);
            if !known.contains(&sha256) {
                continue;
            }
            if carried.contains(name) || self.open_elsewhere(name) {
                let kept = (Kept::Earlier, Some(sha256));
                ficha.kept.insert(name.clone(), kept);
            } else if fs::remove_file(&path).is_err() {
                let kept = (Kept::Held, Some(sha256));
                ficha.kept.insert(name.clone(), kept);
            }
        }
        Ok(())
    }

    fn stayed(&self, name: &str, new: &str, kept: Kept) -> Finding {
        let at = Location::file(format!("{}/{name}", self.shown));
        let (code, message) = match kept {
            Kept::Edited | Kept::Earlier => (
                Code(701),
                "El archivo fue modificado después de generarse; se conservó tal como está.",
            ),
            Kept::Held => (
                Code(702),
                "El archivo está abierto en otro programa; se conservó tal como está.",
            ),
        };
        Finding {
            message: message.to_owned(),
            help: format!(
                "La versión nueva es «{}/{new}». Compare ambos archivos y conserve el que corresponda.",
                self.shown
            ),
            ..Finding::new(code, at)
        }
    }
}

/// Word and LibreOffice leave a small file beside a document that they hold open.
pub(super) fn held_open(path: &Path) -> bool {
    let Some(file) = path.file_name().map(|f| f.to_string_lossy().into_owned()) else {
        return false;
    };
    let rest: String = file.chars().skip(2).collect();
    [
        format!(".~lock.{file}#"),
        format!("~${rest}"),
        format!("~${file}"),
    ]
    .iter()
    .any(|mark| path.with_file_name(mark).exists())
}

/// `informe-nuevo.docx`, `informe-nuevo-2.docx` …
fn numbered(name: &str, number: usize) -> String {
    let (stem, extension) = match name.rsplit_once('.') {
        Some((stem, extension)) if !extension.contains('/') => (stem, format!(".{extension}")),
        Some(_) | None => (name, String::new()),
    };
    if number == 1 {
        format!("{stem}-nuevo{extension}")
    } else {
        format!("{stem}-nuevo-{number}{extension}")
    }
}

#[cfg(test)]
mod tests;
