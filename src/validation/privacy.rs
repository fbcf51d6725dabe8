//! R-25: what looks like personal data or a password in a text that is published.

use super::remark::Remark;
use regex::Regex;
use std::sync::LazyLock;

/// Domains on which people have their private addresses.
const PRIVATE: &str = r"(?i)\b[\w.+-]+@(gmail|hotmail|outlook|live|yahoo|icloud|msn|prodigy|protonmail)\.[a-z.]+";
/// Clave Única de Registro de Población.
const CURP: &str = r"(?i)\b[A-ZÑ][AEIOUX][A-ZÑ]{2}\d{6}[HMX][A-ZÑ]{5}[A-Z0-9]\d\b";
/// `https://user:password@host`.
const CREDENTIALS: &str = r"(?i)[a-z][a-z0-9+.-]*://[^\s/:@]+:[^\s/@]+@";

/// A pattern that does not compile matches nothing; the tests try every one.
fn compiled(pattern: &str) -> Option<Regex> {
    Regex::new(pattern).ok()
}

static PATTERNS: LazyLock<[Option<Regex>; 3]> =
    LazyLock::new(|| [CREDENTIALS, CURP, PRIVATE].map(compiled));

/// What is to be said about a text that is published, if anything. The text itself is not
/// repeated in the message.
pub(super) fn remark(text: &str) -> Option<Remark> {
    let [credentials, curp, private] = &*PATTERNS;
    let has = |pattern: &Option<Regex>| pattern.as_ref().is_some_and(|p| p.is_match(text));
    let remark = if has(credentials) {
        let message = "El texto, que se publica, contiene una dirección con usuario y contraseña.";
        Remark::new(221, "un texto sin contraseñas", message)
    } else if has(curp) {
        let message = "El texto, que se publica, contiene lo que parece una CURP.";
        Remark::new(222, "un texto sin datos personales", message)
    } else if has(private) {
        let message = "El texto, que se publica, contiene lo que parece un correo electrónico particular.";
        Remark::new(222, "un texto sin datos personales", message)
    } else {
        return None;
    };
    Some(remark.rule("R-25").found("dato que no se reproduce aquí"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn personal_data_and_passwords_are_recognised() {
        let code = |text| remark(text).map(|r| r.code);
        assert_eq!(code("ver https://ana:clave@prep.mx/x"), Some(221));
        assert_eq!(code("CURP GOMA800101MDFRRN09"), Some(222));
        assert_eq!(code("escriba a ana.g@gmail.com"), Some(222));
        assert_eq!(code("escriba a enlace@ine.mx o vea https://prep.mx:8080/x"), None);
    }
}
