//! The last passes over a numbered informe: references, glossary, no-break spaces, barred words.

use super::assemble::Body;
use super::ids::slug;
use super::visit::{self, Whose};
use super::wording::Problem;
use super::{Block, Informe, Inline, inlines, spacing};
use crate::catalog::Lexico;
use crate::diagnostics::Code;
use crate::domain::words::alphabetical;
use std::collections::BTreeMap;

/// Fills in the words of every reference; an id that nothing has is a problem.
pub fn references(body: &mut Body) {
    let mut problems = Vec::new();
    let targets = &body.targets;
    visit::runs(&mut body.blocks, &mut |text| {
        for inline in text {
            if let Inline::Reference { target, text } = inline {
                let id = slug(target);
                let heading = format!("s-{id}");
                let id = if targets.contains_key(&id) {
                    id
                } else {
                    heading
                };
                if let Some(words) = targets.get(&id) {
                    text.clone_from(words);
                    *target = id;
                } else {
                    problems.push(lost(target, targets));
                    *inline = Inline::Text {
                        text: target.clone(),
                    };
                }
            }
        }
    });
    body.problems.extend(problems);
}

fn lost(target: &str, targets: &BTreeMap<String, String>) -> Problem {
    let problem = Problem::unknown(
        "la tabla o gráfica",
        target,
        targets.keys().map(String::as_str),
    );
    Problem {
        code: Code(604),
        message: format!("El texto remite a «{target}», que este informe no imprime."),
        help: "Revise el id; si la tabla puede quedar sin filas, condicione la frase con hay(…)."
            .to_owned(),
        ..problem
    }
}

/// Whether the glossary has anything to say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Glossary {
    /// It stands, or nobody asked for it.
    Settled,
    /// It was asked for and no sigla occurs.
    Empty,
}

/// The siglas of the lexicon that the informe uses, in alphabetical order, where the wording asked
/// for them.
pub fn glossary(body: &mut Body, glossary: &BTreeMap<String, String>) -> Glossary {
    let Some(at) = body.glossary else {
        return Glossary::Settled;
    };
    let mut words = words_of(&mut body.blocks);
    let mut used: Vec<(&String, &String)> = Vec::new();
    loop {
        let new: Vec<_> = glossary
            .iter()
            .filter(|(sigla, _)| has_word(&words, sigla))
            .filter(|entry| !used.contains(entry))
            .collect();
        if new.is_empty() {
            break;
        }
        for (_, meaning) in &new {
            words.push('\n');
            words.push_str(meaning);
        }
        used.extend(new);
    }
    if used.is_empty() {
        return Glossary::Empty;
    }
    used.sort_by_key(|(sigla, _)| alphabetical(sigla));
    let items = used.into_iter().map(|(sigla, meaning)| {
        let text = meaning.clone();
        (sigla.clone(), vec![Inline::Text { text }])
    });
    body.blocks[at] = Block::Definitions {
        items: items.collect(),
    };
    Glossary::Settled
}

/// Every word that a reader of the body sees.
fn words_of(blocks: &mut [Block]) -> String {
    let mut words = String::new();
    for block in blocks.iter() {
        if let Block::Heading(heading) = block {
            words.push_str(&heading.text);
            words.push('\n');
        }
    }
    visit::runs(blocks, &mut |text| {
        words.push_str(&inlines::plain(text));
        words.push('\n');
    });
    words
}

/// Whether a text has a word: with no letter or digit at either side.
fn has_word(text: &str, word: &str) -> bool {
    let part = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    text.match_indices(word).any(|(at, _)| {
        !part(text[..at].chars().next_back()) && !part(text[at + word.len()..].chars().next())
    })
}

/// No-break spaces in words of ours, also before a value that follows its abbreviation.
pub fn spaces(informe: &mut Informe) {
    visit::texts(informe, &mut |text, whose| match whose {
        Whose::Ours => *text = spacing::tie(text),
        Whose::Value(_) | Whose::Data => {}
    });
    visit::runs(&mut informe.blocks, &mut |text| {
        for at in 1..text.len() {
            let number = match &text[at] {
                Inline::Value { text, .. } | Inline::Text { text } => {
                    text.starts_with(|c: char| c.is_ascii_digit())
                }
                Inline::Strong { .. }
                | Inline::Emphasis { .. }
                | Inline::Status { .. }
                | Inline::Footnote { .. }
                | Inline::Reference { .. }
                | Inline::Break => false,
            };
            if let Inline::Text { text: before } = &mut text[at - 1]
                && number
                && spacing::ends_tied(before)
            {
                before.pop();
                before.push(spacing::NBSP);
            }
        }
    });
}

/// Words of ours that the lexicon bars, each with the text in which it stands. The informe stays
/// as it is; it is borrowed as the walk over its texts wants it.
pub fn barred(informe: &mut Informe, lexico: &Lexico) -> Vec<(String, String)> {
    let mut texts: Vec<String> = Vec::new();
    visit::texts(informe, &mut |text, whose| match whose {
        Whose::Ours => texts.push(text.clone()),
        Whose::Value(_) | Whose::Data => {}
    });
    let all = texts.join("\n").to_lowercase();
    let mut found = Vec::new();
    for word in &lexico.prohibidas {
        let lower = word.to_lowercase();
        if has_word(&all, &lower) {
            let holding = texts
                .iter()
                .filter(|text| has_word(&text.to_lowercase(), &lower));
            found.extend(holding.map(|text| (word.clone(), text.clone())));
        }
    }
    found
}

/// The problem that a barred word is.
pub fn barred_problem((word, text): (String, String)) -> Problem {
    Problem {
        code: Code(608),
        message: format!("Un texto propio contiene «{word}», que el léxico no admite."),
        found: text,
        expected: "una redacción neutral".to_owned(),
        help: "Cambie la redacción en templates/informes, templates/reuniones o templates/lexico.toml."
            .to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sigla_is_found_only_as_a_whole_word() {
        assert!(has_word("los OPL, y", "OPL"));
        assert!(!has_word("UTVOPL", "OPL"));
        assert!(has_word("UTVOPL y OPL", "OPL"));
    }
}
