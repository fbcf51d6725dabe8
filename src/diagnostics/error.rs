//! The surroundings failed: disk, permission, a broken template.

use super::Finding;
use std::fmt;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

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
    /// A file of the record is not what the record says it is.
    Damaged {
        /// The file.
        path: PathBuf,
        /// What is the matter, in Spanish: «falta», «no es el que se integró».
        what: String,
    },
    /// A fault of this program, caught so that the rest could go on.
    Internal(String),
}

impl Error {
    /// Reading or writing failed; for `map_err`.
    pub fn io(doing: &'static str, path: &Path) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.to_path_buf();
        move |source| Self::Io {
            doing,
            path,
            source,
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io {
                doing,
                path,
                source,
            } => write!(
                f,
                "no se pudo {doing} «{}»: {}",
                path.display(),
                reason(source)
            ),
            Self::NoWorkspace(from) => write!(
                f,
                "no hay carpeta de trabajo: ni «{}» ni las carpetas que la contienen tienen templates/proceso.toml. \
                 Indíquela con --proyecto DIR o créela con «relator iniciar DIR»",
                from.display()
            ),
            Self::Catalog(findings) => {
                let noun = if findings.len() == 1 {
                    "una inconsistencia"
                } else {
                    "inconsistencias"
                };
                write!(f, "las plantillas tienen {noun}; corríjalas para continuar")
            }
            Self::Locked(path) => write!(
                f,
                "otra ejecución de relator trabaja en esta carpeta (bloqueo: «{}»). Espere a que termine e intente de nuevo",
                path.display()
            ),
            Self::Damaged { path, what } => write!(
                f,
                "el expediente está dañado: «{}» {what}. «relator verificar» dice todo lo que encuentra; \
                 recupere los archivos de una copia de respaldo",
                path.display()
            ),
            Self::Internal(what) => write!(
                f,
                "falla interna del programa ({what}). Conserve los archivos y repórtelo a quien mantiene el programa"
            ),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Io { source, .. } => Some(source),
            Self::NoWorkspace(_)
            | Self::Catalog(_)
            | Self::Locked(_)
            | Self::Damaged { .. }
            | Self::Internal(_) => None,
        }
    }
}

/// Why the system refused, in Spanish; its own words only for what has no common name.
pub fn reason(error: &std::io::Error) -> String {
    let known = match error.kind() {
        ErrorKind::NotFound => "no existe",
        ErrorKind::PermissionDenied => "sin permiso",
        ErrorKind::AlreadyExists => "ya existe",
        ErrorKind::StorageFull => "el disco está lleno",
        ErrorKind::QuotaExceeded => "se agotó el espacio asignado",
        ErrorKind::ReadOnlyFilesystem => "la unidad es de solo lectura",
        ErrorKind::NotADirectory => "no es una carpeta",
        ErrorKind::IsADirectory => "es una carpeta",
        ErrorKind::ResourceBusy => "está en uso",
        ErrorKind::InvalidFilename => "el nombre no es válido",
        ErrorKind::FileTooLarge => "el archivo es demasiado grande",
        ErrorKind::BrokenPipe => "quien leía la salida dejó de hacerlo",
        ErrorKind::OutOfMemory => "no hay memoria suficiente",
        ErrorKind::UnexpectedEof => "el archivo está incompleto",
        ErrorKind::InvalidData => "el contenido no es válido",
        ErrorKind::NetworkDown | ErrorKind::HostUnreachable | ErrorKind::NetworkUnreachable => {
            "no hay conexión con la unidad de red"
        }
        // Ours, and in Spanish already.
        ErrorKind::Other => return error.to_string(),
        _ if cfg!(unix) && matches!(error.raw_os_error(), Some(23 | 24)) => {
            "el sistema no permite abrir más archivos a la vez"
        }
        _ => return format!("el sistema respondió «{error}»"),
    };
    known.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_names_the_file_and_the_reason_in_spanish() {
        let refused = std::io::Error::from(ErrorKind::PermissionDenied);
        let error = Error::io("escribir", Path::new("output/ficha.json"))(refused);
        assert_eq!(
            error.to_string(),
            "no se pudo escribir «output/ficha.json»: sin permiso"
        );
    }

    #[test]
    fn a_full_disk_is_called_by_its_name() {
        let full = std::io::Error::from(ErrorKind::StorageFull);
        let error = Error::io("escribir", Path::new("x"))(full);
        assert!(error.to_string().ends_with("el disco está lleno"));
    }
}
