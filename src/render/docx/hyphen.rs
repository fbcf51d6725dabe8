//! Words that no column of a narrow page has room for: they may break at their syllables, with a
//! hyphen that only shows where it is needed.

use super::xml::{Element, Node};
use hypher::Lang;

/// So many letters of a word stay together at its start and at its end.
const LEAST: usize = 3;

/// The syllables of a word: the word itself when it is a code, a sigla or a figure, where a hyphen
/// would read as a part of it.
pub(super) fn syllables(word: &str) -> Vec<&str> {
    let letters = word.trim_matches(|c: char| !c.is_alphabetic());
    let is_word =
        letters.chars().all(char::is_alphabetic) && letters.chars().skip(1).all(char::is_lowercase);
    let Some(start) = word
        .find(letters)
        .filter(|_| is_word && !letters.is_empty())
    else {
        return vec![word];
    };
    let parts = hypher::hyphenate_bounded(letters, Lang::Spanish, LEAST, LEAST);
    // What stands around the letters goes with the first and the last syllable.
    let (mut ends, mut at) = (Vec::new(), start);
    for part in parts {
        at += part.len();
        ends.push(at);
    }
    if let Some(last) = ends.last_mut() {
        *last = word.len();
    }
    let mut from = 0;
    let cut = ends.into_iter().map(|end| {
        let part = &word[from..end];
        from = end;
        part
    });
    cut.collect()
}

/// Lets the words of a text below an element break that `fits` does not hold for.
pub(super) fn soften(element: &mut Element, fits: &dyn Fn(&str) -> bool) {
    element.walk_mut(&mut |run| {
        let long = |node: &Node| matches!(node, Node::Element(e) if e.name == "w:t" && !e.own_text().split(' ').all(fits));
        if run.name != "w:r" || !run.children.iter().any(long) {
            return;
        }
        for node in std::mem::take(&mut run.children) {
            match node {
                Node::Element(text) if text.name == "w:t" => broken(&text, fits, run),
                node => run.children.push(node),
            }
        }
    });
}

/// Adds a text to a run, in pieces with soft hyphens between them.
fn broken(text: &Element, fits: &dyn Fn(&str) -> bool, run: &mut Element) {
    let words = text.own_text();
    let mut piece = String::new();
    let push = |piece: &mut String| {
        let mut part = text.clone();
        part.set("xml:space", "preserve");
        part.children = vec![Node::Text(std::mem::take(piece).into())];
        part
    };
    for (n, word) in words.split(' ').enumerate() {
        if n > 0 {
            piece.push(' ');
        }
        if fits(word) {
            piece.push_str(word);
            continue;
        }
        for (n, syllable) in syllables(word).into_iter().enumerate() {
            if n > 0 {
                run.children.push(Node::Element(push(&mut piece)));
                let hyphen = Element::new("w:softHyphen");
                run.children.push(Node::Element(hyphen));
            }
            piece.push_str(syllable);
        }
    }
    run.children.push(Node::Element(push(&mut piece)));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_has_syllables_and_a_code_has_none() {
        assert_eq!(syllables("Aguascalientes"), ["Aguas", "ca", "lien", "tes"]);
        assert_eq!(syllables("(operación),").concat(), "(operación),");
        assert!(syllables("(operación),").len() > 1);
        for whole in [
            "COTAPREP",
            "DECEyEC",
            "R01-tamaulipas-v1",
            "16/10/2021",
            "—",
            "",
            "de",
        ] {
            assert_eq!(syllables(whole), [whole]);
        }
    }

    #[test]
    fn only_what_does_not_fit_gets_a_hyphen_and_no_word_changes() {
        let text = Element::new("w:t").text("En operación, ya");
        let mut run = Element::new("w:r").child(Element::new("w:rPr")).child(text);
        soften(&mut run, &|word| word.len() < 6);
        let names: Vec<&str> = run.elements().map(|e| e.name.as_str()).collect();
        assert_eq!(names[..4], ["w:rPr", "w:t", "w:softHyphen", "w:t"]);
        let texts: String = run.elements().map(Element::own_text).collect();
        assert_eq!(texts, "En operación, ya");
        let before = run.clone();
        soften(&mut run, &|_| true);
        assert_eq!(run, before);
    }
}
