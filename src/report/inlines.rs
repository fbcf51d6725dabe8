//! Small works on runs of text.

use super::Inline;

/// The words of a run of text, without notes.
pub fn plain(text: &[Inline]) -> String {
    let mut words = String::new();
    for inline in text {
        match inline {
            Inline::Text { text } | Inline::Value { text, .. } | Inline::Reference { text, .. } => {
                words.push_str(text);
            }
            Inline::Strong { text } | Inline::Emphasis { text } => words.push_str(&plain(text)),
            Inline::Status { word, .. } => words.push_str(word),
            Inline::Footnote { .. } => {}
            Inline::Break => words.push(' '),
        }
    }
    words
}

/// Adjacent texts as one.
pub fn merged(text: Vec<Inline>) -> Vec<Inline> {
    let mut merged: Vec<Inline> = Vec::new();
    for inline in text {
        match (merged.last_mut(), inline) {
            (Some(Inline::Text { text: before }), Inline::Text { text }) => before.push_str(&text),
            (_, inline) => merged.push(inline),
        }
    }
    merged
}

/// Without blanks at either end; empty when nothing but blanks is there.
pub fn trimmed(mut text: Vec<Inline>) -> Vec<Inline> {
    if let Some(Inline::Text { text }) = text.first_mut() {
        *text = text.trim_start().to_owned();
    }
    if let Some(Inline::Text { text }) = text.last_mut() {
        *text = text.trim_end().to_owned();
    }
    text.retain(|inline| !matches!(inline, Inline::Text { text } if text.is_empty()));
    text
}
