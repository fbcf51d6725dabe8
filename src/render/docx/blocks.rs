//! Each block of the informe becomes paragraphs and tables.

use super::body::{Body, Orientation};
use super::inline::{field, literal};
use super::{styles, widths};
use crate::report::{Block, Heading, Inline, ListItem, Role, sections};
use docx_rs::{IndentLevel, NumberingId, Paragraph, Run, SpecialIndentType};

/// A longer paragraph does not follow its table to the next page.
const BRIEF: u32 = 320;

/// Whether a paragraph presents what follows it, as `informe.typ` has it: the page turns before it.
fn presents(text: &[Inline], next: &Block) -> bool {
    let shown = match next {
        Block::Table(_) | Block::Figure(_) => true,
        Block::Paragraph { role, .. } => *role == Role::Quote,
        Block::Contents
        | Block::Heading(_)
        | Block::List { .. }
        | Block::Definitions { .. }
        | Block::KeyFigures { .. }
        | Block::PageBreak => false,
    };
    shown && widths::length(text) < BRIEF
}

impl Body<'_> {
    /// Writes every block of the informe.
    pub fn blocks(&mut self, blocks: &[Block]) {
        for section in sections(blocks) {
            self.turn(if section.landscape {
                Orientation::Landscape
            } else {
                Orientation::Portrait
            });
            let mut blocks = section.blocks.iter().peekable();
            while let Some(block) = blocks.next() {
                self.block(block, blocks.peek().copied());
            }
        }
    }

    fn block(&mut self, block: &Block, next: Option<&Block>) {
        match block {
            Block::Heading(heading) => self.heading(heading),
            Block::Paragraph { text, role } => {
                self.paragraph(text, *role);
                if *role == Role::Body && next.is_some_and(|next| presents(text, next)) {
                    self.keep_with_next();
                }
            }
            Block::List { items } => self.list(items),
            Block::Table(table) => self.table(table),
            Block::Definitions { items } => self.definitions(items),
            Block::KeyFigures { items } => self.key_figures(items),
            Block::Figure(figure) => self.figure(figure),
            Block::Contents => {
                self.contents();
                self.lists();
            }
            Block::PageBreak => self.break_page(),
        }
    }

    fn heading(&mut self, heading: &Heading) {
        let level = heading.level.clamp(1, 4);
        let style = if heading.listed {
            format!("heading {level}")
        } else {
            format!("Título {level} sin índice")
        };
        let mut paragraph = Paragraph::new()
            .style(self.context.styles.paragraph(&style))
            .keep_next(true);
        let label = heading.number.as_deref();
        let list = label.and_then(|l| self.numbering.heading(usize::from(level) - 1, l));
        paragraph = match list {
            Some(list) => paragraph.numbering(
                NumberingId::new(list as usize),
                IndentLevel::new(usize::from(level) - 1),
            ),
            // A letterhead may number its headings by itself; here nothing does.
            None => paragraph.numbering(NumberingId::new(0), IndentLevel::new(0)),
        };
        let text = match (label, list) {
            (Some(label), None) => format!("{label}\u{a0}{}", heading.text),
            (Some(_), Some(_)) | (None, _) => heading.text.clone(),
        };
        let run = literal(Run::new(), &text);
        let paragraph = match self.bookmark(&heading.id) {
            Some(place) => paragraph
                .add_bookmark_start(place.id, place.name.clone())
                .add_run(run)
                .add_bookmark_end(place.id),
            None => paragraph.add_run(run),
        };
        self.push(&paragraph);
    }

    fn paragraph(&mut self, text: &[Inline], role: Role) {
        let style = match role {
            Role::Body => styles::BODY,
            Role::Quote => styles::QUOTE,
            Role::Note => styles::NOTE,
        };
        self.styled(style, text);
    }

    /// Writes a paragraph of running text in a style.
    pub fn styled(&mut self, style: &str, text: &[Inline]) {
        let paragraph = Paragraph::new().style(self.context.styles.paragraph(style));
        let paragraph = self.write(paragraph, text);
        self.push(&paragraph);
    }

    fn list(&mut self, items: &[ListItem]) {
        let markers: Vec<&str> = items.iter().map(|item| item.marker.as_str()).collect();
        let list = self.numbering.list(&markers);
        let style = self.context.styles.paragraph(styles::LIST);
        for item in items {
            let paragraph = Paragraph::new().style(style);
            let paragraph = match list {
                Some(list) => {
                    paragraph.numbering(NumberingId::new(list as usize), IndentLevel::new(0))
                }
                // No counter prints these markers: they stand as text, hanging all the same.
                None => paragraph
                    .indent(Some(567), Some(SpecialIndentType::Hanging(340)), None, None)
                    .add_run(literal(Run::new(), &item.marker).add_tab()),
            };
            let paragraph = self.write(paragraph, &item.text);
            self.push(&paragraph);
        }
    }

    /// Writes the caption of a table or figure: its label, with a counter that Word can update
    /// when it would print the same number, and the sentence after it. The bookmark spans what a
    /// reference prints: the label without its full stop.
    pub fn caption(&mut self, id: &str, label: &str, caption: &[Inline]) {
        let mut paragraph = Paragraph::new()
            .style(self.context.styles.paragraph(styles::CAPTION))
            .keep_next(true);
        let place = self.bookmark(id).cloned();
        if let Some(place) = &place {
            paragraph = paragraph.add_bookmark_start(place.id, place.name.clone());
        }
        paragraph = match self.counted(label) {
            Some((name, number, after)) => {
                let instruction = format!("SEQ {name} \\* ARABIC");
                let number = literal(Run::new(), &number);
                let before = literal(Run::new(), &format!("{name} "));
                field(paragraph.add_run(before), &instruction, number)
                    .add_run(literal(Run::new(), after.trim_end_matches('.')))
            }
            None => paragraph.add_run(literal(Run::new(), label.trim_end_matches('.'))),
        };
        if let Some(place) = &place {
            paragraph = paragraph.add_bookmark_end(place.id);
        }
        let stop = &label[label.trim_end_matches('.').len()..];
        let stop = Run::new().add_text(format!("{stop} "));
        let paragraph = self.write(paragraph.add_run(stop), caption);
        self.push(&paragraph);
    }

    /// Takes «Tabla 3.» apart when a SEQ field prints that very number.
    fn counted(&mut self, label: &str) -> Option<(String, String, String)> {
        let (name, rest) = label.split_once([' ', '\u{a0}'])?;
        let plain = !name.is_empty() && name.chars().all(char::is_alphabetic);
        let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let (number, after) = rest.split_at(digits);
        let value: u32 = number.parse().ok().filter(|_| plain)?;
        let next = self.sequences.get(name).copied().unwrap_or(0) + 1;
        if value != next {
            return None;
        }
        self.sequences.insert(name.to_owned(), next);
        Some((name.to_owned(), number.to_owned(), after.to_owned()))
    }
}
