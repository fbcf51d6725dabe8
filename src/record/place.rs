//! Where the parts of the record lie.

use crate::archive::atomic::below;
use crate::archive::{LOCK_NAME, Lock, disk};
use crate::diagnostics::Error;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Component, Path, PathBuf};

/// What makes a folder an OCFL root: name and content of its file.
pub(super) const ROOT_MARK: (&str, &str) = ("0=ocfl_1.1", "ocfl_1.1\n");
/// How the folders of the root are named; a registered extension of OCFL.
pub(super) const LAYOUT: (&str, &str) = (
    "ocfl_layout.json",
    "{\n  \"extension\": \"0002-flat-direct-storage-layout\",\n  \
     \"description\": \"La carpeta de cada objeto lleva su identificador\"\n}\n",
);
pub(super) const REGISTER: &str = "registro.jsonl";
pub(super) const README: &str = "LEEME.txt";
pub(super) const OCFL: &str = "ocfl";
pub(super) const SEALS: &str = "sellos";
pub(super) const STAGING: &str = "preparacion";
pub(super) const QUARANTINE: &str = "cuarentena";
/// Name of the intent below `preparacion/`.
pub(super) const INTENT: &str = "intento.json";
/// What is the matter with what should be a file.
pub(super) const NO_FILE: &str =
    "no es un archivo: en su lugar hay una carpeta, un enlace o una tubería";

/// The folder of the record. Reading it takes no lock and changes nothing.
#[derive(Debug, Clone)]
pub struct Record {
    root: PathBuf,
    shown: String,
}

/// The record held by one run, to be written. A run that integrates nothing into a record that was
/// not there takes its folders with it when it lets go.
#[derive(Debug)]
pub(super) struct Held {
    record: Record,
    lock: Option<Lock>,
    /// Folders that this run made, those inside before those around them.
    made: Vec<PathBuf>,
}

impl Drop for Held {
    fn drop(&mut self) {
        // Without the lock the folders are those of another run. Windows removes no open file.
        let held = self.lock.take().map(drop).is_some();
        if !held || self.record.exists() {
            return;
        }
        // What is not empty stays, and so does what the system does not let go: no record either way.
        let staging = self.record.path(STAGING);
        if self.made.contains(&staging) {
            let _ = disk::remove(&staging.join(LOCK_NAME));
        }
        for folder in &self.made {
            let _ = disk::remove_empty(folder);
        }
    }
}

impl Record {
    /// The record in a folder, which need not be there yet. `shown` is how people read its path.
    pub fn at(root: &Path, shown: impl Into<String>) -> Self {
        Self {
            root: root.to_path_buf(),
            shown: shown.into(),
        }
    }

    /// Whether anything was ever integrated, or at least begun, here.
    pub fn exists(&self) -> bool {
        self.root.join(OCFL).exists() || self.root.join(REGISTER).exists()
    }

    /// A path below the record from a name with `/`.
    pub(super) fn path(&self, name: &str) -> PathBuf {
        below(&self.root, name)
    }

    /// The same as people read it.
    pub(super) fn shown(&self, name: &str) -> String {
        if name.is_empty() {
            self.shown.clone()
        } else {
            format!("{}/{name}", self.shown)
        }
    }

    /// The place of an object.
    pub(super) fn object(&self, object: &str) -> PathBuf {
        self.path(&format!("{OCFL}/{object}"))
    }

    /// The folder itself.
    pub(super) fn root(&self) -> &Path {
        &self.root
    }

    /// Makes the folders that are missing, and takes the lock.
    pub(super) fn hold(&self) -> Result<Held, Error> {
        let inside = [QUARANTINE, SEALS, STAGING].map(|folder| self.path(folder));
        let around = self.root.ancestors().map(Path::to_path_buf);
        let missing = inside.iter().cloned().chain(around);
        let mut held = Held {
            record: self.clone(),
            lock: None,
            made: missing.filter(|folder| !folder.exists()).collect(),
        };
        for path in &inside {
            disk::create_folder(path).map_err(Error::io("crear la carpeta", path))?;
        }
        held.lock = Some(Lock::take(&self.path(STAGING))?);
        Ok(held)
    }

    /// Makes an empty OCFL root where there is none, whole or not at all.
    pub(super) fn found(&self) -> Result<(), Error> {
        let root = self.path(OCFL);
        if root.exists() {
            return Ok(());
        }
        let new = self.path(&format!("{STAGING}/{OCFL}"));
        if new.exists() {
            disk::remove_folder(&new).map_err(Error::io("borrar", &new))?;
        }
        disk::create_folder(&new).map_err(Error::io("crear la carpeta", &new))?;
        for (name, text) in [ROOT_MARK, LAYOUT] {
            let path = new.join(name);
            disk::write_new(&path, text.as_bytes()).map_err(Error::io("escribir", &path))?;
        }
        disk::flush_folder(&new)
            .and_then(|()| disk::rename(&new, &root))
            .and_then(|()| disk::flush_folder(&self.root))
            .map_err(Error::io("escribir", &root))
    }
}

/// The bytes of a file. A link is not followed, and a pipe is not waited for.
pub(super) fn read(path: &Path) -> io::Result<Vec<u8>> {
    if path.symlink_metadata()?.is_file() {
        fs::read(path)
    } else {
        Err(ErrorKind::InvalidInput.into())
    }
}

/// Whether there is a file that is no link and no pipe.
pub(super) fn is_file(path: &Path) -> bool {
    path.symlink_metadata().is_ok_and(|meta| meta.is_file())
}

/// The same of a folder.
pub(super) fn is_folder(path: &Path) -> bool {
    path.symlink_metadata().is_ok_and(|meta| meta.is_dir())
}

/// Names of objects are slugs; anything else would be a path.
pub(super) fn is_plain(name: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.');
    !name.is_empty() && !name.starts_with('.') && name.chars().all(plain)
}

/// Whether a name with `/` stays below the folder that it is joined to, on this system.
pub(super) fn is_inside(name: &str) -> bool {
    name.split('/').all(|part| {
        let mut parts = Path::new(part).components();
        matches!(
            (parts.next(), parts.next()),
            (Some(Component::Normal(_)), None)
        )
    })
}

/// Names in a folder, sorted; none when there is no such folder, or a link to one.
pub(super) fn names(folder: &Path) -> Result<Vec<String>, Error> {
    match folder.symlink_metadata() {
        Ok(meta) if meta.is_dir() => listed(folder),
        Err(error) if error.kind() == ErrorKind::PermissionDenied => {
            Err(Error::io("leer la carpeta", folder)(error))
        }
        Ok(_) | Err(_) => Ok(Vec::new()),
    }
}

/// Names in a folder that is there, sorted.
pub(super) fn listed(folder: &Path) -> Result<Vec<String>, Error> {
    let entries = fs::read_dir(folder).map_err(Error::io("leer la carpeta", folder))?;
    let mut names = Vec::new();
    for entry in entries {
        let entry = entry.map_err(Error::io("leer la carpeta", folder))?;
        names.push(entry.file_name().to_string_lossy().into_owned());
    }
    names.sort();
    Ok(names)
}
