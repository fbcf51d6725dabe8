//! A file appears whole or not at all.

use super::disk;
use crate::diagnostics::Error;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// First letters of the names of unfinished files; what a dead run leaves is recognised by them.
const UNFINISHED: &str = ".relator-";

/// Writes a file beside its place, flushes it to the disk and renames it over what is there.
pub fn write(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let (folder, finished) = stage(path, bytes)?;
    finished
        .persist(path)
        .map_err(|failed| Error::io("escribir", path)(failed.error))?;
    disk::flush_folder(folder).map_err(Error::io("escribir", folder))
}

/// The same, but tells apart that the place is taken by a file that cannot be replaced now: on
/// Windows, one that another program holds open.
pub fn replace(path: &Path, bytes: &[u8]) -> Result<Replaced, Error> {
    let (folder, finished) = stage(path, bytes)?;
    match finished.persist(path) {
        Ok(_) => {
            disk::flush_folder(folder).map_err(Error::io("escribir", folder))?;
            Ok(Replaced::Yes)
        }
        Err(failed) if held(&failed.error) && path.exists() => Ok(Replaced::Held),
        Err(failed) => Err(Error::io("escribir", path)(failed.error)),
    }
}

/// Whether a file could be replaced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Replaced {
    /// It is the new one.
    Yes,
    /// It is as it was; another program holds it.
    Held,
}

/// Creates a folder and those above it.
pub fn create_folder(path: &Path) -> Result<(), Error> {
    disk::create_folder(path).map_err(Error::io("crear la carpeta", path))
}

/// Removes what a run that died left unfinished in a folder.
pub fn sweep(folder: &Path) -> Result<(), Error> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(Error::io("leer la carpeta", folder)(error)),
    };
    for entry in entries {
        let entry = entry.map_err(Error::io("leer la carpeta", folder))?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with(UNFINISHED) && name.ends_with(".tmp") {
            disk::remove_file(&entry.path()).map_err(Error::io("borrar", &entry.path()))?;
        }
    }
    Ok(())
}

/// A path below a folder from a name with `/`.
pub fn below(folder: &Path, name: &str) -> PathBuf {
    name.split('/')
        .fold(folder.to_path_buf(), |path, part| path.join(part))
}

fn stage<'a>(path: &'a Path, bytes: &[u8]) -> Result<(&'a Path, tempfile::NamedTempFile), Error> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let mut unfinished = tempfile::Builder::new();
    let unfinished = unfinished.prefix(UNFINISHED).suffix(".tmp");
    readable_by_all(unfinished);
    let mut file = unfinished
        .tempfile_in(folder)
        .map_err(Error::io("escribir en la carpeta", folder))?;
    disk::write(file.as_file_mut(), bytes).map_err(Error::io("escribir", path))?;
    Ok((folder, file))
}

/// Temporary files are private by default; what we publish is an ordinary file.
#[cfg(unix)]
fn readable_by_all(builder: &mut tempfile::Builder<'_, '_>) {
    use std::os::unix::fs::PermissionsExt;
    builder.permissions(fs::Permissions::from_mode(0o666));
}

#[cfg(not(unix))]
fn readable_by_all(_builder: &mut tempfile::Builder<'_, '_>) {}

/// Whether the system refused because another program holds the file: on Windows a denied access
/// (5), a sharing violation (32) or a lock (33).
fn held(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::PermissionDenied | io::ErrorKind::ResourceBusy
    ) || (cfg!(windows) && matches!(error.raw_os_error(), Some(32 | 33)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_replaced_whole_and_leaves_nothing_beside_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.txt");
        write(&path, b"one").unwrap();
        write(&path, b"two").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"two");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn what_a_dead_run_left_is_swept_and_the_rest_stays() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join(".relator-x.tmp"), b"half").unwrap();
        fs::write(folder.path().join("whole.txt"), b"whole").unwrap();
        sweep(folder.path()).unwrap();
        let left: Vec<_> = fs::read_dir(folder.path()).unwrap().collect();
        assert_eq!(left.len(), 1);
        assert_eq!(left[0].as_ref().unwrap().file_name(), "whole.txt");
    }
}
