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
        code: Code(520),
        severity: Severity::Error,
        title: "Plantilla de estilo que no se puede usar",
        text: "Un archivo de templates/estilo tiene un error y Typst no puede formar el informe. El PDF y el Word de esa reunión no se hacen; los demás siguen su curso.",
        help: "Corrija la línea que se indica, o recupere el archivo original con `relator iniciar` en una carpeta vacía y compare.",
        example: "La plantilla de estilo no se puede usar en la línea 37, columna 39. Typst dice: “unknown variable: lilaa”.",
    },
    Explanation {
        code: Code(521),
        severity: Severity::Error,
        title: "Falta un archivo del estilo",
        text: "La carpeta templates/estilo no tiene un archivo que el programa necesita para formar el informe.",
        help: "Recupérelo con `relator iniciar` en una carpeta vacía y cópielo a su lugar.",
        example: "Falta el archivo “informe.typ” del estilo; sin él no se puede hacer el PDF.",
    },
    Explanation {
        code: Code(522),
        severity: Severity::Advertencia,
        title: "Aviso de la plantilla de estilo",
        text: "Typst forma el informe, pero avisa de algo que quizá no es lo que se quería: una tipografía que no está, una página que no se estabiliza.",
        help: "Revise el punto que se indica y compare la página con lo que se esperaba.",
        example: "La plantilla de estilo trae un aviso en la línea 5, columna 3. Typst dice: “unknown font family: gotham”.",
    },
    Explanation {
        code: Code(523),
        severity: Severity::Error,
        title: "El estilo no tiene tipografías",
        text: "La carpeta templates/estilo/fonts no tiene ningún archivo de tipografía. Las de la computadora no se usan, para que el informe salga igual en todas.",
        help: "Copie los archivos .ttf u .otf de la tipografía a templates/estilo/fonts.",
        example: "La carpeta de estilo no tiene ninguna tipografía.",
    },
    Explanation {
        code: Code(620),
        severity: Severity::Error,
        title: "El informe no se puede formar como está redactado",
        text: "La redacción produce algo que ninguna página puede llevar: un nivel de encabezado que se salta, un identificador repetido, una tabla sin encabezado o una figura sin texto alternativo.",
        help: "Revise la redacción del informe en templates/informes.",
        example: "El encabezado “Avance” es de nivel 3 y el anterior de nivel 1; los niveles no se saltan.",
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
