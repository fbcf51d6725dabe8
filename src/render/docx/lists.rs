//! The lists of tables and of figures: fields that Word can update, filled in already.

use super::body::Body;
use super::inline::literal;
use super::styles;
use crate::report::{Block, Inline};
use docx_rs::{
    FieldCharType, Hyperlink, HyperlinkType, InstrText, LineSpacing, Paragraph, Run, Tab,
    TabLeaderType, TabValueType,
};

/// Space above the heading of a list, in twips: it does not start a page.
const SPACE_ABOVE: u32 = 480;

/// Lines of a list on a page, about; those of the contents list are a quarter higher.
const PAGE: usize = 44;

/// An entry: what it leads to, and its words.
struct Entry<'a> {
    id: &'a str,
    label: &'a str,
    caption: &'a [Inline],
}

impl Body<'_> {
    /// Writes both lists, below the contents list. What follows starts a page.
    pub fn lists(&mut self) {
        let informe = self.context.informe;
        let (mut tables, mut figures) = (Vec::new(), Vec::new());
        for block in &informe.blocks {
            match block {
                Block::Table(t) => tables.push(entry(&t.id, &t.label, &t.caption)),
                Block::Figure(f) => figures.push(entry(&f.id, &f.label, &f.caption)),
                Block::Heading(_)
                | Block::Paragraph { .. }
                | Block::List { .. }
                | Block::Definitions { .. }
                | Block::KeyFigures { .. }
                | Block::Contents
                | Block::PageBreak => {}
            }
        }
        let mut lists = self.entries(&informe.meta.tables_title, &tables);
        lists.extend(self.entries(&informe.meta.figures_title, &figures));
        // Word keeps paragraphs together, but not a heading with the field below it everywhere.
        let chapters = informe.blocks.iter().filter(is_listed).count();
        if lists.len() <= PAGE && chapters * 5 / 4 + lists.len() > PAGE {
            self.break_page();
        }
        for paragraph in &lists {
            self.push(paragraph);
        }
        self.break_page();
    }

    fn entries(&self, title: &str, entries: &[Entry<'_>]) -> Vec<Paragraph> {
        let (Some(first), false) = (entries.first(), title.is_empty()) else {
            return Vec::new();
        };
        let title = Paragraph::new()
            .style(self.context.styles.paragraph(styles::CONTENTS))
            .line_spacing(LineSpacing::new().before(SPACE_ABOVE))
            .add_run(literal(Run::new(), title));
        let mut list = vec![title];
        // The name that the captions count under.
        let name = first
            .label
            .split([' ', '\u{a0}'])
            .next()
            .unwrap_or_default();
        let last = entries.len() - 1;
        for (n, entry) in entries.iter().enumerate() {
            let tab = Tab::new()
                .val(TabValueType::Right)
                .leader(TabLeaderType::Dot)
                .pos(self.text_width().0 as usize);
            let mut paragraph = Paragraph::new()
                .style(self.context.styles.paragraph(styles::FIGURE_ENTRY))
                .add_tab(tab);
            if n == 0 {
                let instruction = format!(" TOC \\h \\z \\c \"{name}\" ");
                paragraph = begin(paragraph, instruction);
            }
            paragraph = self.listed(paragraph, entry);
            if n == last {
                paragraph = paragraph.add_run(end());
            }
            list.push(paragraph);
        }
        list
    }

    fn listed(&self, paragraph: Paragraph, entry: &Entry<'_>) -> Paragraph {
        let mut words = format!("{} ", entry.label);
        plain(entry.caption, &mut words);
        let Some(place) = self.bookmark(entry.id) else {
            return paragraph.add_run(literal(Run::new(), &words));
        };
        let mut link = Hyperlink::new(place.name.clone(), HyperlinkType::Anchor)
            .add_run(literal(Run::new(), &words));
        if let Some(page) = self.context.layout.pages.get(entry.id) {
            link = page_of(link, &place.name, *page);
        }
        paragraph.add_hyperlink(link)
    }
}

/// Whether a block stands in the contents list.
fn is_listed(block: &&Block) -> bool {
    matches!(block, Block::Heading(heading) if heading.listed)
}

fn entry<'a>(id: &'a str, label: &'a str, caption: &'a [Inline]) -> Entry<'a> {
    Entry { id, label, caption }
}

/// The start of a field whose result is paragraphs.
pub(super) fn begin(paragraph: Paragraph, instruction: String) -> Paragraph {
    paragraph
        .add_run(Run::new().add_field_char(FieldCharType::Begin, false))
        .add_run(Run::new().add_instr_text(InstrText::Unsupported(instruction)))
        .add_run(Run::new().add_field_char(FieldCharType::Separate, false))
}

/// The end of such a field.
pub(super) fn end() -> Run {
    Run::new().add_field_char(FieldCharType::End, false)
}

/// A tab and the page of a bookmark, as a field with its result.
pub(super) fn page_of(link: Hyperlink, bookmark: &str, page: usize) -> Hyperlink {
    let instruction = InstrText::Unsupported(format!(" PAGEREF {bookmark} \\h "));
    link.add_run(Run::new().add_tab())
        .add_run(Run::new().add_field_char(FieldCharType::Begin, false))
        .add_run(Run::new().add_instr_text(instruction))
        .add_run(Run::new().add_field_char(FieldCharType::Separate, false))
        .add_run(Run::new().add_text(page.to_string()))
        .add_run(end())
}

/// The words of a caption, without its notes.
fn plain(text: &[Inline], out: &mut String) {
    for inline in text {
        match inline {
            Inline::Text { text } | Inline::Value { text, .. } | Inline::Reference { text, .. } => {
                out.push_str(text);
            }
            Inline::Strong { text } | Inline::Emphasis { text } => plain(text, out),
            Inline::Status { shape, word, .. } => out.push_str(&format!("{shape}\u{a0}{word}")),
            Inline::Break => out.push(' '),
            Inline::Footnote { .. } => {}
        }
    }
}
