//! Opaque marks: one private-use character stands for a value while the words around it are
//! Markdown, so that nothing a value contains can become markup.

use crate::diagnostics::Location;
use crate::report::Inline;
use crate::report::Origin;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// What an inline mark stands for.
#[derive(Debug, Clone)]
pub enum Mark {
    /// Literal words without cells.
    Text(String),
    /// A printed value with its cells.
    Value {
        /// Final words.
        text: String,
        /// Where it came from.
        origin: Origin,
    },
    /// A reference to what has that id; its words are known after numbering.
    Reference(String),
}

const FIRST_INLINE: u32 = 0xF_0000;
const LAST_INLINE: u32 = 0xF_FFFD;
const FIRST_BLOCK: u32 = 0x10_0000;
const LAST_BLOCK: u32 = 0x10_FFFD;

/// Whether a character is for private use: never in what people write, as [`clean`] sees to it.
fn is_private(c: char) -> bool {
    matches!(u32::from(c), 0xE000..=0xF8FF | 0xF_0000..=0x10_FFFF)
}

/// The text with every private-use character spelled out: «[U+E000]».
pub fn clean(text: &str) -> String {
    if !text.contains(is_private) {
        return text.to_owned();
    }
    let spelled = text.chars().map(|c| {
        if is_private(c) {
            format!("[U+{:04X}]", u32::from(c))
        } else {
            c.to_string()
        }
    });
    spelled.collect()
}

/// The marks of one informe.
#[derive(Debug, Default)]
pub struct Marks {
    marks: Mutex<Vec<Mark>>,
}

/// There are more values than marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TooMany;

impl Marks {
    /// The character that stands for a new mark.
    pub fn add(&self, mark: Mark) -> Result<char, TooMany> {
        let mut marks = self.lock();
        let at = u32::try_from(marks.len()).map_err(|_| TooMany)?;
        let code = FIRST_INLINE + at;
        let c = char::from_u32(code).filter(|_| code <= LAST_INLINE);
        let c = c.ok_or(TooMany)?;
        marks.push(mark);
        Ok(c)
    }

    /// What a character stands for.
    pub fn get(&self, c: char) -> Option<Mark> {
        let at = u32::from(c).checked_sub(FIRST_INLINE)?;
        self.lock().get(at as usize).cloned()
    }

    /// A text with marks as inlines. The origins of its values are added to `origins`.
    pub fn inlines(&self, text: &str, origins: &mut Vec<Origin>) -> Vec<Inline> {
        let mut inlines = Vec::new();
        let mut words = String::new();
        for c in text.chars() {
            let Some(mark) = self.get(c) else {
                words.push(c);
                continue;
            };
            flush(&mut words, &mut inlines);
            match mark {
                Mark::Text(text) => push_literal(&text, None, &mut inlines),
                Mark::Value { text, origin } => {
                    let at = add_origin(origin, origins);
                    push_literal(&text, at, &mut inlines);
                }
                Mark::Reference(target) => inlines.push(Inline::Reference {
                    target,
                    text: String::new(),
                }),
            }
        }
        flush(&mut words, &mut inlines);
        inlines
    }

    /// A text with its marks replaced by their words; a reference is left out.
    pub fn plain(&self, text: &str) -> String {
        let mut plain = String::new();
        for c in text.chars() {
            match self.get(c) {
                None => plain.push(c),
                Some(Mark::Text(text) | Mark::Value { text, .. }) => plain.push_str(&text),
                Some(Mark::Reference(_)) => {}
            }
        }
        plain
    }

    fn lock(&self) -> MutexGuard<'_, Vec<Mark>> {
        self.marks.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The character that stands for the block with that index.
pub fn block_char(index: usize) -> Result<char, TooMany> {
    let code = FIRST_BLOCK + u32::try_from(index).map_err(|_| TooMany)?;
    char::from_u32(code)
        .filter(|_| code <= LAST_BLOCK)
        .ok_or(TooMany)
}

/// The index of the block that a character stands for.
pub fn block_index(c: char) -> Option<usize> {
    u32::from(c).checked_sub(FIRST_BLOCK).map(|at| at as usize)
}

/// Adds an origin unless it says nothing.
pub fn add_origin(origin: Origin, origins: &mut Vec<Origin>) -> Option<usize> {
    if origin.cells.is_empty() && origin.how.is_none() {
        return None;
    }
    origins.push(origin);
    Some(origins.len() - 1)
}

/// An origin.
pub fn origin(cells: &[Location], how: Option<&str>) -> Origin {
    Origin {
        cells: cells.to_vec(),
        how: how.map(str::to_owned),
    }
}

/// Literal words as inlines: a line break of a cell is a line break on the page.
pub fn push_literal(text: &str, origin: Option<usize>, inlines: &mut Vec<Inline>) {
    let piece = |text: String| match origin {
        None => Inline::Text { text },
        Some(origin) => Inline::Value { text, origin },
    };
    if !text.contains(['\n', '\r', '\t']) {
        if !text.is_empty() {
            inlines.push(piece(text.to_owned()));
        }
        return;
    }
    for (at, line) in text.replace("\r\n", "\n").split(['\n', '\r']).enumerate() {
        if at > 0 {
            inlines.push(Inline::Break);
        }
        let line = line.replace('\t', " ");
        if !line.trim().is_empty() {
            inlines.push(piece(line.trim().to_owned()));
        }
    }
}

fn flush(words: &mut String, inlines: &mut Vec<Inline>) {
    if !words.is_empty() {
        inlines.push(Inline::Text {
            text: std::mem::take(words),
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn private_characters_of_people_are_spelled_out() {
        assert_eq!(clean("a\u{e000}b\u{f0000}"), "a[U+E000]b[U+F0000]");
        assert_eq!(clean("ñandú"), "ñandú");
    }

    #[test]
    fn a_marked_text_becomes_inlines_with_their_cells() {
        let marks = Marks::default();
        let cell = Location::file("x.xlsx");
        let value = Mark::Value {
            text: "línea\n**dos**".into(),
            origin: origin(&[cell], None),
        };
        let c = marks.add(value).unwrap();
        let mut origins = Vec::new();
        let inlines = marks.inlines(&format!("núm. 4: {c}."), &mut origins);
        assert_eq!(origins.len(), 1);
        assert_eq!(inlines.len(), 5);
        assert!(matches!(&inlines[0], Inline::Text { text } if text == "núm. 4: "));
        assert!(matches!(&inlines[1], Inline::Value { text, origin: 0 } if text == "línea"));
        assert!(matches!(&inlines[2], Inline::Break));
        assert!(matches!(&inlines[3], Inline::Value { text, .. } if text == "**dos**"));
        assert_eq!(marks.plain(&format!("<{c}>")), "<línea\n**dos**>");
    }

    #[test]
    fn block_marks_and_inline_marks_never_meet() {
        let marks = Marks::default();
        let inline = marks.add(Mark::Text(String::new())).unwrap();
        assert_eq!(block_index(inline), None);
        let block = block_char(3).unwrap();
        assert_eq!(block_index(block), Some(3));
        assert!(marks.get(block).is_none());
        assert_eq!(block_char(70_000), Err(TooMany));
    }
}
