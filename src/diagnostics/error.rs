//! The surroundings failed: disk, permission, a broken template.

use super::Finding;
use std::path::PathBuf;

/// Why a command could not do its work. What a person can mend in a workbook is never an error.
#[derive(Debug)]
pub enum Error {
    /// Reading or writing failed.
    Io {
        /// What was being done, in Spanish: «escribir», «leer», «crear la carpeta».
        doing: &'static str,
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// No folder upwards from here has `templates/proceso.toml`.
    NoWorkspace(PathBuf),
    /// Files under `templates/` are wrong; each with its place.
    Catalog(Vec<Finding>),
    /// Another run holds the workspace.
    Locked(PathBuf),
    /// A fault of this program, caught so that the rest could go on.
    Internal(String),
}
