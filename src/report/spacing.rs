//! No-break spaces of Spanish typography, in words of ours only.

use regex::Regex;
use std::sync::LazyLock;

/// No-break space.
pub const NBSP: char = '\u{a0}';

/// What keeps the next word on its line: the day of a date, abbreviations before a number, the
/// name of a table before its number.
static TIES: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(concat!(
        r"\b(\d{1,2}) (de (?:enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|",
        r"noviembre|diciembre)\b)|",
        r"\b([Nn]úms?\.|[Nn]o\.|[Aa]rts?\.|[Pp]ágs?\.|[Tt]abla|[Gg]ráfica|[Ff]igura|[Rr]eunión|",
        r"[Aa]rtículo|[Nn]umeral|[Aa]nexo) ([0-9IVX])|",
        r"(\d) (horas|días|%)"
    ))
    .ok()
});

/// The text with no-break spaces where a line may not end: «5 de mayo», «núm. 4», «Tabla 3»,
/// «20:00 horas».
pub fn tie(text: &str) -> String {
    if !text.contains(|c: char| c.is_ascii_digit() || matches!(c, 'I' | 'V' | 'X')) {
        return text.to_owned();
    }
    TIES.as_ref().map_or_else(
        || text.to_owned(),
        |ties| {
            ties.replace_all(text, "${1}${3}${5}\u{a0}${2}${4}${6}")
                .into_owned()
        },
    )
}

/// Whether a text of ours ends with an abbreviation that stays with the number after it.
pub fn ends_tied(text: &str) -> bool {
    const BEFORE_A_NUMBER: [&str; 6] =
        ["núm. ", "núms. ", "Tabla ", "Gráfica ", "No. ", "reunión "];
    BEFORE_A_NUMBER.iter().any(|end| text.ends_with(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_an_abbreviation_and_a_table_keep_their_number() {
        let cases = [
            ("el 5 de mayo de 2022", "el 5\u{a0}de mayo de 2022"),
            ("5 de cada diez", "5 de cada diez"),
            (
                "véase la Tabla 3 y la núm. 4",
                "véase la Tabla\u{a0}3 y la núm.\u{a0}4",
            ),
            ("a las 20:00 horas", "a las 20:00\u{a0}horas"),
            ("artículo 33", "artículo\u{a0}33"),
        ];
        for (text, tied) in cases {
            assert_eq!(tie(text), tied);
        }
        assert!(ends_tied("prueba núm. "));
        assert!(!ends_tied("prueba "));
    }
}
