//! How words are compared: without case, accents or needless spaces; and the names of the months,
//! which are read as well as printed.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The months as Spanish writes them.
pub const MONTHS: [&str; 12] = [
    "enero",
    "febrero",
    "marzo",
    "abril",
    "mayo",
    "junio",
    "julio",
    "agosto",
    "septiembre",
    "octubre",
    "noviembre",
    "diciembre",
];

/// A word as it is compared: without case and accents, with single spaces, and without the marks
/// `*`, `:` and `.` that people add at the ends of a header.
pub fn fold(text: &str) -> String {
    let plain: String = text
        .nfkd()
        .filter(|c| !is_combining_mark(*c))
        .flat_map(char::to_lowercase)
        .collect();
    let words: Vec<&str> = plain.split_whitespace().collect();
    words
        .join(" ")
        .trim_matches(|c: char| matches!(c, '*' | ':' | '.') || c.is_whitespace())
        .to_owned()
}

/// A key for the alphabetical order of Spanish: without case and accents, ñ after n.
pub fn alphabetical(text: &str) -> String {
    let mut key = String::new();
    for c in text.to_lowercase().nfc() {
        if c == 'ñ' {
            // The last character that stands before every other letter.
            key.push_str("n\u{7f}");
        } else {
            key.extend(c.nfkd().filter(|c| !is_combining_mark(*c)));
        }
    }
    key
}

/// The candidate that is most like a word, if any is like it at all.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let wanted = fold(word);
    let mut best: Option<(f64, &'a str)> = None;
    for candidate in candidates {
        let likeness = likeness(&wanted, &fold(candidate));
        if likeness >= ALIKE && best.is_none_or(|(most, _)| likeness > most) {
            best = Some((likeness, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// Below this share of common letters a suggestion confuses more than it helps.
const ALIKE: f64 = 0.55;

/// How alike two folded words are, from 0 to 1: by typing errors, or because one begins the other.
fn likeness(a: &str, b: &str) -> f64 {
    let typed = strsim::normalized_damerau_levenshtein(a, b);
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let begins = short.chars().count() >= 4 && long.starts_with(short);
    if begins { typed.max(0.75) } else { typed }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_alike_without_case_accents_spaces_or_end_marks() {
        assert_eq!(fold("  *Área   usuaria: "), "area usuaria");
        assert_eq!(fold("N\u{ba}. de Reunión"), "no. de reunion");
        assert_eq!(fold("QUINTANA\u{a0}ROO."), "quintana roo");
        assert_eq!(fold("..."), "");
    }

    #[test]
    fn an_enye_stands_after_every_n_in_whatever_way_it_is_written() {
        let mut sorted = [
            "Oaxaca",
            "Nz",
            "N\u{303}u",
            "Ávila",
            "ñandú",
            "azul",
            "nube",
        ];
        sorted.sort_by_key(|word| alphabetical(word));
        let expected = [
            "Ávila",
            "azul",
            "nube",
            "Nz",
            "ñandú",
            "N\u{303}u",
            "Oaxaca",
        ];
        assert_eq!(sorted, expected);
    }

    #[test]
    fn the_nearest_word_is_named_and_a_strange_one_has_none() {
        let listed = ["En ejecución", "En operación", "Liberado", "Cancelado"];
        assert_eq!(nearest("liberada", listed), Some("Liberado"));
        assert_eq!(nearest("EN OPERACION", listed), Some("En operación"));
        assert_eq!(nearest("cancelad", listed), Some("Cancelado"));
        assert_eq!(nearest("xyz", listed), None);
        assert_eq!(
            nearest("tama", ["Tamaulipas", "Hidalgo"]),
            Some("Tamaulipas")
        );
    }
}
