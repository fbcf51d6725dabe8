//! What we did wrong.

use super::super::{Code, Explanation, Severity};

/// In the order of their numbers.
pub(super) const CODES: &[Explanation] = &[Explanation {
    code: Code(900),
    severity: Severity::Error,
    title: "Falla interna del programa",
    text: "El programa encontró una situación que no debería ocurrir. El resto del trabajo siguió su curso.",
    help: "Conserve el archivo y repórtelo a quien mantiene el programa.",
    example: "El informe de la reunión 5 no se terminó por una falla interna del programa.",
}];
