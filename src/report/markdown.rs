//! Filled-in Markdown becomes pieces of the body; marks become literal inlines only here, after
//! the Markdown has been read.

use super::inlines::{merged, plain};
use super::numbers::letter;
use super::piece::{Piece, RawHeading};
use super::placement::{flush, is_block, misplaced, nested_call, split_calls};
use super::wording::{Book, Problem};
use super::{Inline, ListItem, Origin, Role};
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd, TextMergeStream};
use std::collections::BTreeMap;

/// What the Markdown says, and what is wrong in it.
#[derive(Debug, Default)]
pub struct Parsed {
    /// The body.
    pub pieces: Vec<Piece>,
    /// Where the values in it came from.
    pub origins: Vec<Origin>,
    /// What is wrong.
    pub problems: Vec<Problem>,
}

/// Reads filled-in Markdown.
pub fn parse(markdown: &str, book: &Book) -> Parsed {
    let dedented = dedent(markdown);
    let options = Options::ENABLE_FOOTNOTES | Options::ENABLE_HEADING_ATTRIBUTES;
    let events: Vec<Event<'_>> =
        TextMergeStream::new(Parser::new_ext(&dedented, options)).collect();
    let mut reader = Reader {
        events: &events,
        at: 0,
        book,
        footnotes: BTreeMap::new(),
        footnote_ends: BTreeMap::new(),
        parsed: Parsed::default(),
    };
    reader.read_footnotes();
    let pieces = reader.blocks();
    reader.parsed.pieces = pieces;
    reader.parsed
}

/// Lines indented inside `{% … %}` never become code: at most three blanks stay.
fn dedent(markdown: &str) -> String {
    let line = |line: &str| {
        let text = line.trim_start_matches([' ', '\t']);
        let blanks = (line.len() - text.len()).min(3);
        format!("{}{text}", " ".repeat(blanks))
    };
    let lines: Vec<String> = markdown.lines().map(line).collect();
    lines.join("\n")
}

struct Reader<'e, 'b> {
    events: &'e [Event<'e>],
    at: usize,
    book: &'b Book,
    footnotes: BTreeMap<String, Vec<Inline>>,
    /// Where a footnote's text begins and ends among the events.
    footnote_ends: BTreeMap<usize, usize>,
    parsed: Parsed,
}

impl<'e> Reader<'e, '_> {
    fn next(&mut self) -> Option<&'e Event<'e>> {
        let event = self.events.get(self.at);
        self.at += 1;
        event
    }

    fn read_footnotes(&mut self) {
        for at in 0..self.events.len() {
            if let Event::Start(Tag::FootnoteDefinition(label)) = &self.events[at] {
                self.at = at + 1;
                let pieces = self.blocks();
                let text = self.flat(pieces);
                self.footnotes.insert(label.to_string(), text);
                self.footnote_ends.insert(at + 1, self.at);
            }
        }
        self.at = 0;
    }

    /// Blocks up to the end of the container, which is consumed.
    fn blocks(&mut self) -> Vec<Piece> {
        let mut pieces = Vec::new();
        while let Some(event) = self.next() {
            match event {
                Event::End(_) => break,
                Event::Start(Tag::Paragraph) => {
                    let text = self.inlines();
                    self.push_paragraph(text, &mut pieces);
                }
                Event::Start(Tag::Heading {
                    level, id, classes, ..
                }) => {
                    let text = self.inlines();
                    let text = self.heading_text(text);
                    pieces.push(Piece::Heading(RawHeading {
                        level: depth(*level),
                        id: id.as_ref().map(ToString::to_string),
                        numbered: !classes.iter().any(|c| &**c == "sin-numero"),
                        text,
                    }));
                }
                Event::Start(Tag::BlockQuote(_)) => {
                    let inner = self.blocks();
                    pieces.extend(inner.into_iter().map(quoted));
                }
                Event::Start(Tag::List(start)) => {
                    let items = self.list(*start);
                    pieces.push(Piece::List(items));
                }
                Event::Start(Tag::FootnoteDefinition(_)) => {
                    self.at = self.footnote_ends.get(&self.at).copied().unwrap_or(self.at);
                }
                Event::Start(Tag::HtmlBlock) => {
                    let text = self.inlines();
                    if !plain(&text).trim_start().starts_with("<!--") {
                        self.push_paragraph(text, &mut pieces);
                    }
                }
                Event::Rule => pieces.push(Piece::PageBreak),
                Event::Start(
                    Tag::Strong | Tag::Emphasis | Tag::Link { .. } | Tag::Image { .. },
                )
                | Event::Text(_)
                | Event::Code(_)
                | Event::InlineMath(_)
                | Event::DisplayMath(_)
                | Event::Html(_)
                | Event::InlineHtml(_)
                | Event::FootnoteReference(_)
                | Event::SoftBreak
                | Event::HardBreak
                | Event::TaskListMarker(_) => {
                    self.at -= 1;
                    let text = self.tight_run();
                    self.push_paragraph(text, &mut pieces);
                }
                Event::Start(_) => {
                    let text = self.inlines();
                    self.push_paragraph(text, &mut pieces);
                }
            }
        }
        pieces
    }

    /// Inlines up to the end of the container, which is consumed.
    fn inlines(&mut self) -> Vec<Inline> {
        let mut text = Vec::new();
        while let Some(event) = self.next() {
            if matches!(event, Event::End(_)) {
                break;
            }
            self.inline(event, &mut text);
        }
        merged(text)
    }

    /// Inlines of a tight list item, up to a block or the end of the item.
    fn tight_run(&mut self) -> Vec<Inline> {
        let mut text = Vec::new();
        while let Some(event) = self.events.get(self.at) {
            let inline = match event {
                Event::End(_) | Event::Rule => false,
                Event::Start(tag) => matches!(
                    tag,
                    Tag::Strong | Tag::Emphasis | Tag::Link { .. } | Tag::Image { .. }
                ),
                _ => true,
            };
            if !inline {
                break;
            }
            self.at += 1;
            self.inline(event, &mut text);
        }
        merged(text)
    }

    fn inline(&mut self, event: &Event<'_>, text: &mut Vec<Inline>) {
        match event {
            Event::Text(words)
            | Event::Code(words)
            | Event::InlineMath(words)
            | Event::DisplayMath(words)
            | Event::Html(words)
            | Event::InlineHtml(words) => {
                text.extend(self.book.marks.inlines(words, &mut self.parsed.origins));
            }
            Event::Start(Tag::Strong) => {
                let inner = self.inlines();
                text.push(Inline::Strong { text: inner });
            }
            Event::Start(Tag::Emphasis) => {
                let inner = self.inlines();
                text.push(Inline::Emphasis { text: inner });
            }
            Event::Start(_) => {
                let inner = self.inlines();
                text.extend(inner);
            }
            Event::FootnoteReference(label) => match self.footnotes.get(&**label) {
                Some(note) => text.push(Inline::Footnote { text: note.clone() }),
                None => self.parsed.problems.push(Problem::call(
                    "La nota al pie no tiene texto.",
                    format!("[^{label}]"),
                    "una línea que empiece con la misma marca y dos puntos",
                )),
            },
            Event::SoftBreak => text.push(Inline::Text {
                text: " ".to_owned(),
            }),
            Event::HardBreak => text.push(Inline::Break),
            Event::End(_) | Event::Rule | Event::TaskListMarker(_) => {}
        }
    }

    fn list(&mut self, start: Option<u64>) -> Vec<ListItem> {
        let mut items = Vec::new();
        let mut number = 0;
        while let Some(event) = self.next() {
            match event {
                Event::Start(Tag::Item) => {
                    number += 1;
                    let marker = match start {
                        Some(_) => format!("{})", letter(number)),
                        None => "•".to_owned(),
                    };
                    self.item(marker, &mut items);
                }
                Event::End(TagEnd::List(_)) => break,
                _ => {}
            }
        }
        items
    }

    /// An item; lists inside it follow as items of their own with a dash.
    fn item(&mut self, marker: String, items: &mut Vec<ListItem>) {
        let mut nested = Vec::new();
        let mut own = Vec::new();
        for piece in self.blocks() {
            match piece {
                Piece::List(inner) => nested.extend(inner),
                Piece::Paragraph(..) | Piece::Heading(_) | Piece::Call(_) | Piece::PageBreak => {
                    own.push(piece);
                }
            }
        }
        let text = self.flat(own);
        items.push(ListItem { marker, text });
        items.extend(nested.into_iter().map(|item| ListItem {
            marker: if item.marker == "•" {
                "–".to_owned()
            } else {
                item.marker
            },
            text: item.text,
        }));
    }

    /// Pieces as one run of text, for notes and items.
    fn flat(&mut self, pieces: Vec<Piece>) -> Vec<Inline> {
        let mut text = Vec::new();
        for piece in pieces {
            let inner = match piece {
                Piece::Paragraph(inner, _) => inner,
                Piece::Heading(heading) => vec![Inline::Text { text: heading.text }],
                Piece::List(items) => items.into_iter().flat_map(|item| item.text).collect(),
                Piece::Call(_) | Piece::PageBreak => {
                    self.parsed.problems.push(misplaced());
                    continue;
                }
            };
            if !text.is_empty() {
                text.push(Inline::Break);
            }
            text.extend(inner);
        }
        text
    }

    /// A paragraph; a call in it stands between what comes before and after.
    fn push_paragraph(&mut self, text: Vec<Inline>, pieces: &mut Vec<Piece>) {
        let mut run = Vec::new();
        for inline in text {
            match inline {
                Inline::Text { text } if text.contains(is_block) => {
                    split_calls(&text, &mut run, pieces);
                }
                inline => {
                    if nested_call(&inline) {
                        self.parsed.problems.push(misplaced());
                    } else {
                        run.push(inline);
                    }
                }
            }
        }
        flush(&mut run, pieces);
    }

    fn heading_text(&mut self, text: Vec<Inline>) -> String {
        let words = plain(&text);
        if words.contains(is_block) {
            self.parsed.problems.push(misplaced());
        }
        words.replace(is_block, "").trim().to_owned()
    }
}

fn quoted(piece: Piece) -> Piece {
    match piece {
        Piece::Paragraph(text, _) => Piece::Paragraph(text, Role::Quote),
        Piece::Heading(heading) => {
            Piece::Paragraph(vec![Inline::Text { text: heading.text }], Role::Quote)
        }
        Piece::List(_) | Piece::Call(_) | Piece::PageBreak => piece,
    }
}

fn depth(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 | HeadingLevel::H5 | HeadingLevel::H6 => 4,
    }
}
