//! Looking at an output folder without changing it: whether it could be written, and which names
//! are taken by what people changed or hold open.

use super::atomic::below;
use super::ficha::{Kept, ours};
use super::output::held_open;
use crate::diagnostics::Error;
use crate::domain::sha256_hex;
use std::fs::{self, File, TryLockError};
use std::io::ErrorKind;
use std::path::Path;

/// Whether an output folder could be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// As far as can be told without writing.
    Free,
    /// It is not there yet, and is made by the first run.
    Missing,
    /// Another run holds it.
    Busy,
    /// The system does not let it be written.
    Refused,
    /// It is no folder.
    NoFolder,
}

/// Whether an output folder could be written; nothing in it is changed.
pub fn access(root: &Path) -> Access {
    let found = match fs::metadata(root) {
        Ok(found) => found,
        Err(error) if error.kind() == ErrorKind::NotFound => return Access::Missing,
        Err(_) => return Access::Refused,
    };
    if !found.is_dir() {
        return Access::NoFolder;
    }
    if found.permissions().readonly() {
        return Access::Refused;
    }
    // The lock is there from the first run on; opening it for writing does not change it.
    match File::options().write(true).open(root.join(".bloqueo")) {
        Ok(lock) => match lock.try_lock() {
            Err(TryLockError::WouldBlock) => Access::Busy,
            Ok(()) | Err(TryLockError::Error(_)) => Access::Free,
        },
        Err(error) if error.kind() == ErrorKind::NotFound => Access::Free,
        Err(_) => Access::Refused,
    }
}

/// The files of a folder that the next run would leave as they are, and write beside.
pub fn taken(folder: &Path) -> Result<Vec<(String, Kept)>, Error> {
    let mut taken = Vec::new();
    for (name, known) in ours(folder)? {
        let path = below(folder, &name);
        if held_open(&path) {
            taken.push((name, Kept::Held));
        } else if let Ok(bytes) = fs::read(&path)
            && !known.contains(&sha256_hex(&bytes))
        {
            taken.push((name, Kept::Edited));
        }
    }
    Ok(taken)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::archive::{Output, OutputFile};
    use serde_json::Map;

    #[test]
    fn a_folder_is_free_until_another_run_holds_it() {
        let root = tempfile::tempdir().unwrap();
        assert_eq!(access(&root.path().join("nada")), Access::Missing);
        assert_eq!(access(root.path()), Access::Free);
        let held = Output::open(root.path(), "output").unwrap();
        assert_eq!(access(root.path()), Access::Busy);
        drop(held);
        assert_eq!(access(root.path()), Access::Free);
        assert_eq!(access(&root.path().join(".bloqueo")), Access::NoFolder);
    }

    #[test]
    fn what_people_changed_or_hold_open_is_named() {
        let root = tempfile::tempdir().unwrap();
        let output = Output::open(root.path(), "output").unwrap();
        let file = |name: &str| OutputFile {
            name: name.to_owned(),
            bytes: b"one".to_vec(),
        };
        let files = [file("a.docx"), file("b.docx"), file("c.docx")];
        output.publish("r", &files, &[], Map::new()).unwrap();
        let folder = root.path().join("r");
        assert_eq!(taken(&folder).unwrap(), []);
        fs::write(folder.join("a.docx"), b"two").unwrap();
        fs::write(folder.join(".~lock.b.docx#"), b"").unwrap();
        let wanted = [
            ("a.docx".to_owned(), Kept::Edited),
            ("b.docx".to_owned(), Kept::Held),
        ];
        assert_eq!(taken(&folder).unwrap(), wanted);
    }
}
