//! Running text becomes runs. What a person wrote in a workbook stays text: line breaks and tabs
//! become Word's own, everything else is literal.

use super::body::Body;
use super::fragment;
use super::styles;
use super::xml::{Element, Node};
use crate::report::{Inline, Tone};
use docx_rs::{
    BreakType, FieldCharType, FootnoteReference, Hyperlink, HyperlinkType, InstrText, Paragraph,
    Run, RunChild,
};

/// How a piece of text is set off.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Format {
    strong: bool,
    emphasis: bool,
}

/// Where the text stands: a note has no notes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Body,
    Note,
}

impl Body<'_> {
    /// Adds running text to a paragraph.
    pub fn write(&mut self, paragraph: Paragraph, text: &[Inline]) -> Paragraph {
        self.inlines(paragraph, text, Format::default(), Place::Body)
    }

    fn inlines(
        &mut self,
        mut paragraph: Paragraph,
        text: &[Inline],
        format: Format,
        place: Place,
    ) -> Paragraph {
        for inline in text {
            paragraph = match inline {
                Inline::Text { text } | Inline::Value { text, .. } => {
                    paragraph.add_run(self.run(text, format))
                }
                Inline::Strong { text } => {
                    let format = Format {
                        strong: true,
                        ..format
                    };
                    self.inlines(paragraph, text, format, place)
                }
                Inline::Emphasis { text } => {
                    let format = Format {
                        emphasis: true,
                        ..format
                    };
                    self.inlines(paragraph, text, format, place)
                }
                Inline::Status { shape, word, tone } => {
                    paragraph.add_run(self.status(shape, word, *tone))
                }
                Inline::Reference { target, text } => self.reference(paragraph, target, text),
                Inline::Break => paragraph.add_run(Run::new().add_break(BreakType::TextWrapping)),
                Inline::Footnote { text } => match place {
                    Place::Body => {
                        let mark = self.footnote(text);
                        paragraph.add_run(mark)
                    }
                    Place::Note => self.inlines(paragraph, text, format, place),
                },
            };
        }
        paragraph
    }

    fn run(&self, text: &str, format: Format) -> Run {
        let styles = self.context.styles;
        let run = match (format.strong, format.emphasis) {
            (false, false) => Run::new(),
            (true, false) => Run::new().style(styles.character(styles::STRONG)),
            (false, true) => Run::new().style(styles.character(styles::EMPHASIS)),
            (true, true) => Run::new().style(styles.character(styles::STRONG)).italic(),
        };
        literal(run, text)
    }

    fn status(&self, shape: &str, word: &str, tone: Tone) -> Run {
        let style = match tone {
            Tone::Verde => "Estado verde",
            Tone::Ambar => "Estado ámbar",
            Tone::Rojo => "Estado rojo",
            Tone::Gris => "Estado gris",
        };
        let run = Run::new().style(self.context.styles.character(style));
        literal(run, &format!("{shape}\u{a0}{word}"))
    }

    /// A reference that prints the words of its target is a field, so that Word can update it when
    /// people put a table in; another leads there; one whose target is not in the informe is
    /// printed all the same.
    fn reference(&self, paragraph: Paragraph, target: &str, text: &str) -> Paragraph {
        let style = self.context.styles.character(styles::REFERENCE);
        let run = literal(Run::new().style(style), text);
        match self.bookmark(target) {
            Some(place) if same_words(&place.words, text) => {
                let instruction = format!("REF {} \\h", place.name);
                field(paragraph, &instruction, run)
            }
            Some(place) => {
                let link = Hyperlink::new(place.name.clone(), HyperlinkType::Anchor);
                paragraph.add_hyperlink(link.add_run(run))
            }
            None => paragraph.add_run(run),
        }
    }

    fn footnote(&mut self, text: &[Inline]) -> Run {
        let id = self.firsts.note + self.notes.len();
        // The place of this note is taken before its text is written.
        self.notes.push(Element::default());
        let at = self.notes.len() - 1;
        let styles = self.context.styles;
        let mark = styles.character(styles::FOOTNOTE_MARK).to_owned();
        let paragraph = Paragraph::new()
            .style(styles.paragraph(styles::FOOTNOTE))
            .add_run(literal(Run::new().style(&mark), ""))
            .add_run(Run::new().add_text(" "));
        let paragraph = self.inlines(paragraph, text, Format::default(), Place::Note);
        let mut paragraph = fragment::paragraph(&paragraph);
        if let Some(run) = paragraph.find_mut("w:r") {
            run.children
                .push(Node::Element(Element::new("w:footnoteRef")));
        }
        self.notes[at] = Element::new("w:footnote")
            .with("w:id", id.to_string())
            .child(paragraph);
        let mut run = Run::new().style(&mark);
        run.children
            .push(RunChild::FootnoteReference(FootnoteReference::new(id)));
        run
    }
}

/// Whether two texts differ in their kinds of space at most.
fn same_words(one: &str, other: &str) -> bool {
    let plain = |text: &str| text.replace('\u{a0}', " ");
    plain(one) == plain(other)
}

/// Adds text to a run, literally.
pub(super) fn literal(mut run: Run, text: &str) -> Run {
    if !text.contains(is_special) {
        return if text.is_empty() {
            run
        } else {
            run.add_text(text)
        };
    }
    let mut plain = String::new();
    let text = text.replace("\r\n", "\n");
    for c in text.chars().map(super::xml::legal) {
        match c {
            '\n' | '\r' | '\u{2028}' | '\u{2029}' | '\u{85}' => {
                run = take(run, &mut plain).add_break(BreakType::TextWrapping);
            }
            '\t' => run = take(run, &mut plain).add_tab(),
            c => plain.push(c),
        }
    }
    take(run, &mut plain)
}

/// Whether a character is not written as it is.
fn is_special(c: char) -> bool {
    c < ' '
        || matches!(
            c,
            '\u{85}' | '\u{2028}' | '\u{2029}' | '\u{fffe}' | '\u{ffff}'
        )
}

fn take(run: Run, plain: &mut String) -> Run {
    if plain.is_empty() {
        return run;
    }
    run.add_text(std::mem::take(plain))
}

/// Adds a complex field with its result: one run for each of its marks, as Word writes it.
pub(super) fn field(paragraph: Paragraph, instruction: &str, result: Run) -> Paragraph {
    let instruction = InstrText::Unsupported(format!(" {instruction} "));
    paragraph
        .add_run(Run::new().add_field_char(FieldCharType::Begin, false))
        .add_run(Run::new().add_instr_text(instruction))
        .add_run(Run::new().add_field_char(FieldCharType::Separate, false))
        .add_run(result)
        .add_run(Run::new().add_field_char(FieldCharType::End, false))
}
