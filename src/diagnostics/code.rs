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
        code: Code(640),
        severity: Severity::Error,
        title: "El membrete no se puede usar",
        text: "El documento de Word toma sus estilos, su página, su encabezado y su pie de `templates/estilo/membrete.docx`, y ese archivo falta o no es un documento de Word que se pueda leer.",
        help: "Abra el membrete en Word y guárdelo de nuevo como documento de Word (.docx), o recupere el original con `relator iniciar`.",
        example: "El membrete no se puede usar: le falta la parte word/document.xml.",
    },
    Explanation {
        code: Code(641),
        severity: Severity::Error,
        title: "Una figura no tiene dibujo",
        text: "El documento de Word lleva cada figura como imagen y el estilo del informe no produjo la de esta.",
        help: "Revise `templates/estilo/informe.typ`: cada figura debe producir su dibujo.",
        example: "La figura «Gráfica 3» no tiene dibujo y el documento de Word no puede llevarla.",
    },
    Explanation {
        code: Code(642),
        severity: Severity::Error,
        title: "El documento de Word no pasó la revisión interna",
        text: "Antes de escribir un documento de Word se revisa que Word pueda abrirlo sin preguntar. Este no pasó la revisión y no se escribió; el PDF no se ve afectado.",
        help: "Conserve los libros y el membrete de esta reunión y repórtelo a quien mantiene el programa.",
        example: "El documento de Word no se escribió porque no pasó la revisión interna: un campo no termina (word/document.xml).",
    },
    Explanation {
        code: Code(900),
        severity: Severity::Error,
        title: "Falla interna del programa",
        text: "El programa encontró una situación que no debería ocurrir. El resto del trabajo siguió su curso.",
        help: "Conserve el archivo y repórtelo a quien mantiene el programa.",
        example: "",
    },
];
