//! Words of people are compared without regard to case, accents and blanks.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// How alike two words must be to be offered as «¿quiso decir…?», from 0 to 1.
const ALIKE: f64 = 0.6;

/// The form in which two spellings of the same word are equal: no accents, lower case, single
/// blanks, no `*`, `:` or `.` at its ends.
pub(crate) fn fold(text: &str) -> String {
    let plain: String = text
        .nfkd()
        .filter(|c| !is_combining_mark(*c))
        .flat_map(char::to_lowercase)
        .collect();
    let words: Vec<&str> = plain.split_whitespace().collect();
    let ends = |c: char| matches!(c, '*' | ':' | '.') || c.is_whitespace();
    words.join(" ").trim_matches(ends).to_owned()
}

/// The candidate that is most like a word, when one is like it at all.
pub(crate) fn nearest<'a>(
    word: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let word = fold(word);
    candidates
        .into_iter()
        .map(|c| (likeness(&word, &fold(c)), c))
        .filter(|(alike, _)| *alike >= ALIKE)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, candidate)| candidate)
}

/// A word that begins like another is like it too: «En ejecución parcial».
fn likeness(word: &str, candidate: &str) -> f64 {
    if word.len() > 3 && (candidate.starts_with(word) || word.starts_with(candidate)) {
        return 0.9;
    }
    strsim::normalized_damerau_levenshtein(word, candidate)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_accents_and_blanks_do_not_matter() {
        assert_eq!(fold(" Avance\u{a0}REAL\n(%)*: "), "avance real (%)");
        assert_eq!(fold("Área usuaria"), fold("area  USUARIA"));
    }

    #[test]
    fn the_nearest_word_is_offered_only_when_it_is_near() {
        let words = ["Por iniciar", "En ejecución", "Con desfase"];
        assert_eq!(nearest("en ejecusion", words), Some("En ejecución"));
        assert_eq!(nearest("zzz", words), None);
    }
}
