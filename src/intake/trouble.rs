//! Why a file, or a part of it, could not be read.

use crate::diagnostics::{Code, Finding, Location};

/// Why a file, or a part of it, could not be read; becomes one finding.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Trouble {
    code: u16,
    found: String,
    message: String,
    help: String,
}

/// What every file below `inputs/` ought to be.
const EXPECTED: &str = "un libro de Excel (.xlsx)";

impl Trouble {
    /// A trouble with what was found, what is the matter and what to do.
    pub(super) fn new(
        code: u16,
        found: impl Into<String>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> Self {
        Self {
            code,
            found: found.into(),
            message: message.into(),
            help: help.into(),
        }
    }

    /// The file has no bytes.
    pub(super) fn empty() -> Self {
        Self::new(
            100,
            "0 bytes",
            "El archivo está vacío.",
            "Abra el libro original, guárdelo y vuelva a enviarlo.",
        )
    }

    /// The file is cut short or damaged.
    pub(super) fn damaged() -> Self {
        Self::new(
            101,
            "archivo incompleto o dañado",
            "El archivo está incompleto o dañado: no se pudo leer como libro de Excel.",
            "Espere a que termine de copiarse o pida que lo guarden y lo envíen de nuevo.",
        )
    }

    /// The file asks for a password.
    pub(super) fn password() -> Self {
        Self::new(
            102,
            "libro con contraseña de apertura",
            "El libro tiene contraseña de apertura y no se puede leer.",
            "Quite la contraseña (Archivo › Información › Proteger libro) y vuelva a enviarlo.",
        )
    }

    /// The file is a workbook of a kind that is not read.
    pub(super) fn old_format(kind: &str) -> Self {
        Self::new(
            103,
            kind,
            format!("El archivo es {kind}, un formato que no se recibe."),
            "Ábralo en Excel, elija Archivo › “Guardar como…” y el tipo “Libro de Excel (.xlsx)”, y envíe ese archivo.",
        )
    }

    /// The file is something else.
    pub(super) fn foreign(kind: &str) -> Self {
        Self::new(
            104,
            kind,
            format!("El archivo no es un libro de Excel: es {kind}."),
            "Envíe el formato de la reunión, lleno y guardado como “Libro de Excel (.xlsx)”.",
        )
    }

    /// It is no file that can be read to its end: a pipe, a device.
    pub(super) fn special() -> Self {
        Self::new(
            121,
            "un archivo especial del sistema",
            "No es un archivo, sino un elemento especial del sistema; no se leyó.",
            "Envíe el formato de la reunión, lleno y guardado como “Libro de Excel (.xlsx)”.",
        )
    }

    /// The file holds more than a workbook of ours ever does.
    pub(super) fn too_much(found: impl Into<String>, limit: &str) -> Self {
        let found = found.into();
        let message = format!(
            "El archivo rebasa lo que un libro de la reunión puede contener: tiene {found}, y se admiten {limit}."
        );
        Self::new(
            105,
            found,
            message,
            "Copie la información al formato de la reunión y envíe ese libro.",
        )
    }

    /// The file contradicts itself in a way that no program of good faith writes.
    pub(super) fn tampered(found: impl Into<String>) -> Self {
        let found = found.into();
        let message = format!(
            "La estructura interna del archivo está dañada o fue manipulada ({found}), por lo que no se leyó."
        );
        Self::new(
            106,
            found,
            message,
            "Ábralo en Excel, guárdelo como libro nuevo (.xlsx) y vuelva a enviarlo.",
        )
    }

    /// The file carries macros where none are received.
    pub(super) fn macros(found: &str, message: &str) -> Self {
        Self::new(
            120,
            found,
            message,
            "Ábralo en Excel, elija Archivo › “Guardar como…” y el tipo “Libro de Excel (.xlsx)”, sin macros, y envíe ese archivo.",
        )
    }

    /// The file is a link to somewhere else.
    pub(super) fn link() -> Self {
        Self::new(
            108,
            "enlace simbólico",
            "Es un enlace a otro lugar y no se sigue; no se leyó.",
            "Copie el libro a la carpeta en lugar del enlace.",
        )
    }

    /// The system refused to open or read the file.
    pub(super) fn unreadable(source: &std::io::Error) -> Self {
        Self::new(
            107,
            source.to_string(),
            "El sistema no permitió leer el archivo; puede estar abierto en otro programa o faltar un permiso.",
            "Cierre el libro si está abierto, revise los permisos de la carpeta y ejecute de nuevo.",
        )
    }

    /// Our own reading failed.
    pub(super) fn fault() -> Self {
        Self::new(
            118,
            "falla al leer",
            "El archivo provocó una falla al leerlo; no se usó y el resto de los libros siguió su curso.",
            "Ábralo en Excel, guárdelo como libro nuevo (.xlsx) y vuelva a enviarlo; conserve el original.",
        )
    }

    /// Reading took more memory or time than one file may.
    pub(super) fn interrupted(found: &str) -> Self {
        Self::new(
            119,
            found,
            "La lectura del archivo se interrumpió porque pedía más memoria o más tiempo de lo que un libro de la reunión necesita; no se usó y el resto de los libros siguió su curso.",
            "Copie la información al formato de la reunión y envíe ese libro; conserve el original.",
        )
    }

    /// The finding at a place.
    pub(super) fn at(self, at: Location) -> Finding {
        Finding {
            found: self.found,
            expected: EXPECTED.to_owned(),
            message: self.message,
            help: self.help,
            ..Finding::new(Code(self.code), at)
        }
    }
}
