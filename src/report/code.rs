//! The short code of an informe, which stands at the foot of each page: a paper can be looked up by
//! it in the record.

use super::Informe;
use crate::domain::sha256_hex;

/// Digits between two hyphens.
const GROUP: usize = 4;
/// Groups of a code: 48 bits.
const GROUPS: usize = 3;

/// `3f9a-12c0-77b4`: of everything that the informe says, without the code itself and without
/// «Versión preliminar»: what was circulated and what was integrated have the same code where they
/// say the same, whatever they look like.
pub fn of(informe: &Informe) -> String {
    // Text, numbers and lists always become JSON.
    let said = serde_json::to_vec(informe).unwrap_or_default();
    shown(&sha256_hex(&said))
}

/// The code as it was typed from a paper, in the form in which it is kept; none when it is none.
pub fn typed(text: &str) -> Option<String> {
    let digits: String = text.chars().filter(|c| !"- ".contains(*c)).collect();
    let digits = digits.to_ascii_lowercase();
    let whole = digits.len() == GROUP * GROUPS && digits.chars().all(|c| c.is_ascii_hexdigit());
    whole.then(|| shown(&digits))
}

fn shown(digits: &str) -> String {
    let groups = (0..GROUPS).filter_map(|n| digits.get(n * GROUP..(n + 1) * GROUP));
    groups.collect::<Vec<_>>().join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_however_it_was_typed() {
        let kept = Some("3f9a-12c0-77b4".to_owned());
        for text in ["3f9a-12c0-77b4", "3F9A12C077B4", " 3f9a 12c0 77b4 "] {
            assert_eq!(typed(text), kept);
        }
        for text in [
            "",
            "3f9a-12c0-77b",
            "3f9a-12c0-77b44",
            "informe.pdf",
            "3f9a-12c0-77bg",
        ] {
            assert_eq!(typed(text), None, "{text}");
        }
    }
}
