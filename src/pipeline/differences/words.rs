//! Two texts that were one: what changed in them, with a few words around it.

use super::align::align;

/// Words that are shown around a change.
const AROUND: usize = 5;

/// The changed stretch of two texts, each with the words around it.
pub fn around(before: &str, after: &str) -> (String, String) {
    let (old, new) = (split(before), split(after));
    let shorter = old.len().min(new.len());
    let start = (0..shorter).take_while(|&n| old[n] == new[n]).count();
    let rest = shorter - start;
    let end = (1..=rest)
        .take_while(|n| old[old.len() - n] == new[new.len() - n])
        .count();
    (stretch(&old, start, end), stretch(&new, start, end))
}

fn stretch(words: &[String], start: usize, end: usize) -> String {
    let from = start.saturating_sub(AROUND);
    let to = (words.len() - end + AROUND).min(words.len());
    let before = if from > 0 { "… " } else { "" };
    let after = if to < words.len() { " …" } else { "" };
    format!("{before}{}{after}", words[from..to].join(" "))
}

/// How alike two texts are, in thousandths: the share of words that stand in both, in order or not.
pub fn alike(before: &str, after: &str) -> u32 {
    let (mut old, mut new) = (split(before), split(after));
    let all = old.len() + new.len();
    if all == 0 {
        return 0;
    }
    old.sort_unstable();
    new.sort_unstable();
    let (mut i, mut j, mut common) = (0, 0, 0_usize);
    while i < old.len() && j < new.len() {
        match old[i].cmp(&new[j]) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                common += 1;
                i += 1;
                j += 1;
            }
        }
    }
    u32::try_from(2_000 * common / all).unwrap_or(1_000)
}

/// The numbers that changed: those of the first text that became another, were taken out, or are
/// new in the second.
pub fn numbers(before: &str, after: &str) -> Vec<(Option<String>, Option<String>)> {
    let (old, new) = (digits(before), digits(after));
    let pairs = align(&old, &new, &|_, _| 500);
    let number = |list: &[String], at: Option<usize>| at.map(|n| list[n].clone());
    pairs
        .into_iter()
        .map(|(i, j)| (number(&old, i), number(&new, j)))
        .filter(|(old, new)| old != new)
        .collect()
}

/// The numbers of a text, with their signs: `1,234.5`, `83.4%`, `2021-2022`.
fn digits(text: &str) -> Vec<String> {
    let words = text.split(|c: char| c.is_whitespace() || "()[]«»\"“”".contains(c));
    let numbers = words
        .filter(|w| w.contains(|c: char| c.is_ascii_digit()) && !w.contains(char::is_alphabetic));
    let trimmed = numbers.map(|w| {
        let w = w.trim_start_matches(|c: char| !c.is_ascii_digit() && c != '-');
        w.trim_end_matches(|c: char| !c.is_ascii_digit() && c != '%')
    });
    trimmed.map(str::to_owned).collect()
}

fn split(text: &str) -> Vec<String> {
    text.split_whitespace().map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_change_is_shown_with_a_few_words_around_it() {
        let before = "uno dos tres cuatro cinco seis siete 21 ocho nueve diez once doce trece";
        let (old, new) = around(before, &before.replace("21", "veintidós sistemas"));
        assert_eq!(
            old,
            "… tres cuatro cinco seis siete 21 ocho nueve diez once doce …"
        );
        assert_eq!(
            new,
            "… tres cuatro cinco seis siete veintidós sistemas ocho nueve diez once doce …"
        );
        assert_eq!(around("a", "a b"), ("a".into(), "a b".into()));
        assert_eq!(around("a a", "a"), ("a a".into(), "a".into()));
    }

    #[test]
    fn numbers_are_paired_in_order() {
        let pair = |a: &str, b: &str| (Some(a.to_owned()), Some(b.to_owned()));
        assert_eq!(
            numbers("son 21 de 25 (84.0%).", "son 22 de 25 (88.0%)."),
            [pair("21", "22"), pair("84.0%", "88.0%")]
        );
        assert_eq!(numbers("PEL 2021-2022, T3", "PEL 2021-2022, T4"), []);
        assert_eq!(numbers("hay 3", "hay"), [(Some("3".to_owned()), None)]);
    }

    #[test]
    fn texts_with_most_words_in_common_are_alike() {
        assert_eq!(alike("a b c d", "a b c e"), 750);
        assert_eq!(alike("a b", "c d"), 0);
        assert_eq!(alike("", ""), 0);
    }
}
