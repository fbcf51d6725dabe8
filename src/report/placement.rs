//! Where a table or figure may stand: alone between paragraphs, nowhere inside a text.

use super::inlines::trimmed;
use super::piece::Piece;
use super::wording::{Problem, block_index};
use super::{Inline, Role};
use crate::diagnostics::Code;

/// Whether a character stands for a block.
pub fn is_block(c: char) -> bool {
    block_index(c).is_some()
}

/// The words of a text as parts of a run, its calls as pieces between.
pub fn split_calls(text: &str, run: &mut Vec<Inline>, pieces: &mut Vec<Piece>) {
    let mut words = String::new();
    for c in text.chars() {
        let Some(index) = block_index(c) else {
            words.push(c);
            continue;
        };
        if !words.trim().is_empty() {
            run.push(Inline::Text {
                text: std::mem::take(&mut words),
            });
        }
        words.clear();
        flush(run, pieces);
        pieces.push(Piece::Call(index));
    }
    if !words.trim().is_empty() {
        run.push(Inline::Text { text: words });
    }
}

/// The run so far as a paragraph, unless it is blank.
pub fn flush(run: &mut Vec<Inline>, pieces: &mut Vec<Piece>) {
    let text = trimmed(std::mem::take(run));
    if !text.is_empty() {
        pieces.push(Piece::Paragraph(text, Role::Body));
    }
}

/// Whether a call stands inside a resaltado or a note.
pub fn nested_call(inline: &Inline) -> bool {
    match inline {
        Inline::Strong { text } | Inline::Emphasis { text } | Inline::Footnote { text } => {
            text.iter().any(|i| {
                nested_call(i) || matches!(i, Inline::Text { text } if text.contains(is_block))
            })
        }
        Inline::Text { .. }
        | Inline::Value { .. }
        | Inline::Status { .. }
        | Inline::Reference { .. }
        | Inline::Break => false,
    }
}

/// A call stands where no block can.
pub fn misplaced() -> Problem {
    Problem {
        code: Code(605),
        found: "una tabla, gráfica o lista de cifras dentro de otro elemento".to_owned(),
        expected: "la llamada sola en su párrafo".to_owned(),
        message: "Una tabla o gráfica está dentro de un título, una lista, una nota o un texto resaltado."
            .to_owned(),
        help: "Ponga la llamada sola, con una línea en blanco antes y después.".to_owned(),
    }
}
