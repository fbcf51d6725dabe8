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
        code: Code(600),
        severity: Severity::Error,
        title: "Instrucción del texto que no se puede leer",
        text: "Un texto de templates/informes o templates/reuniones contiene una instrucción incompleta. El informe no se compone mientras no se corrija.",
        help: "Revise comillas, paréntesis y llaves en la línea indicada y en la anterior.",
        example: "templates/informes/ordinario.md, línea 12: la instrucción no se pudo leer.",
    },
    Explanation {
        code: Code(601),
        severity: Severity::Error,
        title: "Nombre desconocido en el texto",
        text: "El texto del informe nombra un recurso, un campo, una función o un valor que no existe. El mensaje propone el nombre más parecido.",
        help: "Corrija el nombre en la línea indicada.",
        example: "Línea 8: no existe el recurso «sistema»; por ejemplo «sistemas».",
    },
    Explanation {
        code: Code(602),
        severity: Severity::Error,
        title: "Llamada mal escrita en el texto",
        text: "A una función del texto le falta un argumento, le sobra o no es de la clase esperada.",
        help: "Corrija la llamada en la línea indicada; el manual describe cada función.",
        example: "Línea 20: a la función «tabla» le falta el argumento «titulo».",
    },
    Explanation {
        code: Code(603),
        severity: Severity::Error,
        title: "Falta una frase del léxico",
        text: "El programa necesita una frase que templates/lexico.toml no tiene; en su lugar se imprime su clave.",
        help: "Agregue la frase con esa clave bajo [frases] en templates/lexico.toml.",
        example: "No existe la frase «sin_informacion».",
    },
    Explanation {
        code: Code(604),
        severity: Severity::Error,
        title: "Referencia a una tabla o gráfica que no se imprime",
        text: "El texto remite a una tabla, gráfica o apartado que este informe no contiene.",
        help: "Revise el id; si la tabla puede quedar sin filas, condicione la frase con hay(…).",
        example: "El texto remite a «avance», que este informe no imprime.",
    },
    Explanation {
        code: Code(605),
        severity: Severity::Error,
        title: "Tabla o gráfica dentro de otro elemento",
        text: "Una tabla, gráfica o lista de cifras está dentro de un título, una lista, una nota o un texto resaltado, donde no se puede colocar.",
        help: "Ponga la llamada sola en su párrafo, con una línea en blanco antes y después.",
        example: "Una tabla está dentro de una lista.",
    },
    Explanation {
        code: Code(606),
        severity: Severity::Error,
        title: "Campo que no se difunde",
        text: "El texto del informe imprime un campo cuya difusión no es pública. Solo lo público llega a un documento.",
        help: "Quite el campo del texto; si debe publicarse, cambie su difusión en templates/temas.",
        example: "El campo «enlace_correo» del recurso «portada» no se difunde.",
    },
    Explanation {
        code: Code(607),
        severity: Severity::Advertencia,
        title: "Carácter que no se puede mostrar",
        text: "Las fuentes del documento no tienen un carácter del texto. En su lugar se lee su código entre corchetes.",
        help: "Sustituya el carácter por uno del teclado o por una palabra.",
        example: "En el informe se lee «[U+1F600]».",
    },
    Explanation {
        code: Code(608),
        severity: Severity::Advertencia,
        title: "Palabra que el léxico no admite",
        text: "Un texto propio contiene una palabra que templates/lexico.toml enlista como no admitida.",
        help: "Cambie la redacción por una neutral.",
        example: "Un texto propio contiene «incumplió».",
    },
    Explanation {
        code: Code(609),
        severity: Severity::Error,
        title: "Gráfica que no se puede dibujar",
        text: "La figura no existe o sus argumentos no corresponden a los campos del recurso. El informe se compone sin ella.",
        help: "Revise los argumentos de la figura en el texto del informe.",
        example: "La gráfica no se pudo dibujar: no existe la figura «barra».",
    },
    Explanation {
        code: Code(610),
        severity: Severity::Error,
        title: "Reunión o texto de informe que no existe",
        text: "Se pidió una reunión que no está en el calendario, o el calendario nombra un texto de informe que no existe.",
        help: "Indique una reunión de templates/proceso.toml, o agregue el texto en templates/informes.",
        example: "El calendario no tiene la reunión 12.",
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
