//! A file is opened once, read into memory once, and never written.

use super::trouble::Trouble;
use crate::domain::sha256_of;
use std::fs::File;
use std::io::Read;
use std::path::Path;

/// Largest file that is read; real workbooks stay far below one megabyte.
const MAX_BYTES: u64 = 20 * 1024 * 1024;
/// Of a larger file only the code of integrity is taken, up to so many bytes.
const MAX_HASHED: u64 = 512 * 1024 * 1024;
/// How often a file that grows while it is read is read again.
const TRIES: usize = 3;

/// Why there are no bytes of a file.
#[derive(Debug, PartialEq)]
pub(super) struct Unread {
    pub(super) trouble: Trouble,
    /// SHA-256 of the bytes, where they could be gone through.
    pub(super) sha256: Option<String>,
}

impl From<Trouble> for Unread {
    fn from(trouble: Trouble) -> Self {
        let sha256 = None;
        Self { trouble, sha256 }
    }
}

/// The bytes of a regular file.
pub(super) fn read(path: &Path) -> Result<Vec<u8>, Unread> {
    let kind = std::fs::symlink_metadata(path).map_err(|e| Trouble::unreadable(&e))?;
    if kind.file_type().is_symlink() {
        return Err(Trouble::link().into());
    }
    if !kind.file_type().is_file() {
        return Err(Trouble::special().into());
    }
    for _ in 0..TRIES {
        if let Some(bytes) = read_at_rest(path)? {
            return Ok(bytes);
        }
    }
    Err(Trouble::new(
        114,
        "el archivo cambió durante la lectura",
        "El archivo cambió mientras se leía: se está copiando o guardando.",
        "Espere a que termine y ejecute de nuevo.",
    )
    .into())
}

/// The bytes, or none when the file changed meanwhile.
fn read_at_rest(path: &Path) -> Result<Option<Vec<u8>>, Unread> {
    let mut file = open(path).map_err(|e| Trouble::unreadable(&e))?;
    let before = file.metadata().map_err(|e| Trouble::unreadable(&e))?;
    if !before.is_file() {
        return Err(Trouble::special().into());
    }
    if before.len() > MAX_BYTES {
        let megabytes = before.len() / (1024 * 1024);
        return Err(Unread {
            trouble: Trouble::too_much(format!("{megabytes} MB"), "hasta 20 MB"),
            sha256: digest(file, before.len()),
        });
    }
    let mut bytes = Vec::with_capacity(before.len() as usize);
    file.by_ref()
        .take(MAX_BYTES + 1)
        .read_to_end(&mut bytes)
        .map_err(|e| Trouble::unreadable(&e))?;
    let after = file.metadata().map_err(|e| Trouble::unreadable(&e))?;
    let at_rest = after.len() == before.len()
        && bytes.len() as u64 == after.len()
        && before.modified().ok() == after.modified().ok();
    Ok(at_rest.then_some(bytes))
}

/// The SHA-256 of a file that is too large to be read; none where that would take too long, or
/// where it changed meanwhile.
fn digest(file: File, length: u64) -> Option<String> {
    if length > MAX_HASHED {
        return None;
    }
    let (sha256, hashed) = sha256_of(file.take(MAX_HASHED + 1)).ok()?;
    (hashed == length).then_some(sha256)
}

/// Opens a file that was looked at before, and might have been exchanged since: a link is not
/// followed and nothing is waited for.
#[cfg(unix)]
fn open(path: &Path) -> std::io::Result<File> {
    use rustix::fs::OFlags;
    use std::os::unix::fs::OpenOptionsExt;
    let flags = OFlags::NOFOLLOW | OFlags::NONBLOCK;
    File::options()
        .read(true)
        .custom_flags(flags.bits().cast_signed())
        .open(path)
}

/// Windows has no pipes among its files, and tells a link apart before it is opened.
#[cfg(not(unix))]
fn open(path: &Path) -> std::io::Result<File> {
    File::open(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn what_was_exchanged_after_the_look_is_not_followed_and_not_waited_for() {
        let folder = tempfile::tempdir().unwrap();
        let pipe = folder.path().join("x.xlsx");
        let made = std::process::Command::new("mkfifo").arg(&pipe).status();
        assert!(made.unwrap().success());
        assert!(read(&pipe).is_err());
        assert!(read_at_rest(&pipe).is_err());
        let target = folder.path().join("y.xlsx");
        std::fs::write(&target, b"PK").unwrap();
        let link = folder.path().join("z.xlsx");
        std::os::unix::fs::symlink(&target, &link).unwrap();
        assert!(read_at_rest(&link).is_err());
        assert_eq!(read_at_rest(&target), Ok(Some(b"PK".to_vec())));
    }

    #[test]
    fn a_folder_is_no_file() {
        let folder = tempfile::tempdir().unwrap();
        assert!(read(folder.path()).is_err());
    }
}
