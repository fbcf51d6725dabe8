//! The one table of codes. A code is never reused; its severity may change.

use super::Severity;
use std::fmt;

/// The kind of an inconsistencia, shown as `REV-203`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Code(pub u16);

impl Code {
    /// Its line in the table; the one of internal faults for a number that is not there.
    pub fn explanation(self) -> &'static Explanation {
        CODES
            .iter()
            .find(|e| e.code == self)
            .unwrap_or(&CODES[CODES.len() - 1])
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "REV-{}", self.0)
    }
}

/// What a code means, for people.
#[derive(Debug)]
pub struct Explanation {
    /// The code.
    pub code: Code,
    /// Weight unless the rule says otherwise.
    pub severity: Severity,
    /// A few words, no full stop.
    pub title: &'static str,
    /// What happened and why it matters, in two or three sentences.
    pub text: &'static str,
    /// What to do.
    pub help: &'static str,
    /// A small example of a message.
    pub example: &'static str,
}

/// Every code: 1xx file and sheet, 2xx cell, 3xx row, 4xx across rows and workbooks,
/// 5xx templates, 6xx composition, 7xx output and record, 9xx internal.
pub const CODES: &[Explanation] = &[
    Explanation {
        code: Code(701),
        severity: Severity::Advertencia,
        title: "Salida modificada por una persona",
        text: "El archivo que se iba a reemplazar no es el que escribió el programa: alguien trabajó en él después. \
               Se conservó sin cambios y la versión nueva se escribió junto a él, con «-nuevo» en el nombre.",
        help: "Compare ambos archivos y conserve el que corresponda.",
        example: "output/reunion-05/informe-reunion-05.docx: el archivo fue modificado después de generarse.",
    },
    Explanation {
        code: Code(702),
        severity: Severity::Advertencia,
        title: "Salida abierta en otro programa",
        text: "Otro programa, por ejemplo Word, tiene abierto el archivo que se iba a reemplazar. \
               Se conservó sin cambios y la versión nueva se escribió junto a él, con «-nuevo» en el nombre.",
        help: "Cierre el archivo y genere de nuevo, o use el que lleva «-nuevo» en el nombre.",
        example: "output/reunion-05/informe-reunion-05.docx: el archivo está abierto en otro programa.",
    },
    Explanation {
        code: Code(900),
        severity: Severity::Error,
        title: "Falla interna del programa",
        text: "El programa encontró una situación que no debería ocurrir. El resto del trabajo siguió su curso.",
        help: "Conserve el archivo y repórtelo a quien mantiene el programa.",
        example: "El informe de la reunión 5 no se terminó por una falla interna del programa.",
    },
];
