//! A folder held by one run at a time.

use crate::diagnostics::Error;
use std::fs::{File, TryLockError};
use std::path::Path;

/// Name of the file that is locked; it stays, and says nothing.
pub(crate) const NAME: &str = ".bloqueo";

/// The lock of a folder, held until this value is dropped; a run that dies frees it.
#[derive(Debug)]
pub(crate) struct Lock(#[expect(dead_code, reason = "held, never read")] File);

impl Lock {
    /// Takes the lock of a folder that is there.
    pub(crate) fn take(folder: &Path) -> Result<Self, Error> {
        let path = folder.join(NAME);
        // A pipe in its place would be waited for.
        if path.symlink_metadata().is_ok_and(|meta| !meta.is_file()) {
            let other = std::io::Error::other("en su lugar hay algo que no es un archivo");
            return Err(Error::io("bloquear", &path)(other));
        }
        let lock = File::options()
            .create(true)
            .truncate(false)
            .write(true)
            .open(&path)
            .map_err(Error::io("escribir", &path))?;
        match lock.try_lock() {
            Ok(()) => Ok(Self(lock)),
            Err(TryLockError::WouldBlock) => Err(Error::Locked(path)),
            Err(TryLockError::Error(error)) => Err(Error::io("bloquear", &path)(error)),
        }
    }
}
