//! The body being written: fragment after fragment goes to text, so that a long table costs no
//! tree; what the other parts need to know (notes, pictures, lists, places) is gathered here.

use super::fragment;
use super::letterhead::{Nth, Page};
use super::numbering::Numbering;
use super::styles::{self, Styles};
use super::xml::{Element, Node};
use crate::diagnostics::Finding;
use crate::render::{Layout, Picture};
use crate::report::{Block, Informe};
use docx_rs::Paragraph;
use std::collections::BTreeMap;

/// What every block may look at.
#[derive(Debug, Clone, Copy)]
pub(super) struct Context<'a> {
    /// The informe.
    pub informe: &'a Informe,
    /// Pages and pictures.
    pub layout: &'a Layout,
    /// Styles of the letterhead.
    pub styles: &'a Styles,
    /// Page of the letterhead.
    pub page: &'a Page,
}

/// How the page lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Orientation {
    Portrait,
    Landscape,
}

/// A place that a reference or the contents list points to.
#[derive(Debug, Clone)]
pub(super) struct Bookmark {
    /// Its name in the file.
    pub name: String,
    /// Its number in the file.
    pub id: usize,
    /// The words that it spans.
    pub words: String,
}

/// A picture to be stored beside the document.
#[derive(Debug)]
pub(super) struct Media<'a> {
    /// Relationship of the bitmap.
    pub png_rel: String,
    /// Relationship of the vectors; none when there are none.
    pub svg_rel: Option<String>,
    /// The picture.
    pub picture: &'a Picture,
}

/// The first footnote, drawing and bookmark.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Firsts {
    /// Footnote.
    pub note: usize,
    /// Drawing.
    pub drawing: usize,
    /// Bookmark.
    pub bookmark: usize,
}

/// The body while it grows.
#[derive(Debug)]
pub(super) struct Body<'a> {
    /// What every block may look at.
    pub context: Context<'a>,
    /// Pictures, in order.
    pub media: Vec<Media<'a>>,
    /// Lists.
    pub numbering: Numbering,
    /// Footnotes, in order.
    pub notes: Vec<Element>,
    /// Where the numbers start.
    pub firsts: Firsts,
    /// What could not be expressed.
    pub findings: Vec<Finding>,
    /// How the page lies where we are.
    pub orientation: Orientation,
    /// Counters of SEQ fields by their name.
    pub sequences: BTreeMap<String, u32>,
    sections: Nth,
    bookmarks: BTreeMap<String, Bookmark>,
    out: String,
    pending: Option<Element>,
    breaks: Break,
    before: Before,
}

/// Whether the next fragment starts a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Break {
    None,
    Page,
}

/// What stands before the next fragment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Before {
    Paragraph,
    Table,
}

/// Space above a paragraph that follows a table, in twips: a table has no space of its own.
const SPACE_AFTER_TABLE: &str = "180";

impl<'a> Body<'a> {
    /// An empty body whose lists and notes start after those of the letterhead.
    pub fn new(context: Context<'a>, numbering: Numbering, firsts: Firsts) -> Self {
        Self {
            context,
            media: Vec::new(),
            numbering,
            notes: Vec::new(),
            firsts,
            findings: Vec::new(),
            orientation: Orientation::Portrait,
            sequences: BTreeMap::new(),
            sections: Nth::First,
            bookmarks: bookmarks(&context.informe.blocks, firsts.bookmark),
            out: String::new(),
            pending: None,
            breaks: Break::None,
            before: Before::Paragraph,
        }
    }

    /// The place of a heading, table or figure.
    pub fn bookmark(&self, id: &str) -> Option<&Bookmark> {
        self.bookmarks.get(id)
    }

    /// Width of the text where we are.
    pub fn text_width(&self) -> super::measure::Twips {
        self.context.page.text_width(self.orientation)
    }

    /// Adds a paragraph that docx-rs built.
    pub fn push(&mut self, paragraph: &Paragraph) {
        self.push_element(fragment::paragraph(paragraph));
    }

    /// Adds a paragraph.
    pub fn push_element(&mut self, mut paragraph: Element) {
        if self.take_break() {
            page_break(&mut paragraph);
        }
        if self.before == Before::Table && self.keeps_its_distance(&paragraph) {
            properties(&mut paragraph, |p| {
                p.children.push(Node::Element(
                    Element::new("w:spacing").with("w:before", SPACE_AFTER_TABLE),
                ));
            });
        }
        self.before = Before::Paragraph;
        self.flush();
        self.pending = Some(paragraph);
    }

    /// Keeps the paragraph that was added last on the page of what follows.
    pub fn keep_with_next(&mut self) {
        if let Some(paragraph) = &mut self.pending {
            properties(paragraph, |p| {
                p.children.push(Node::Element(Element::new("w:keepNext")));
            });
        }
    }

    /// Adds a table, already written.
    pub fn push_table(&mut self, table: &str) {
        self.flush();
        self.out.push_str(table);
        self.before = Before::Table;
    }

    /// What follows starts a page.
    pub fn break_page(&mut self) {
        self.breaks = Break::Page;
    }

    /// Whether the fragment that is being built starts a page; asked once.
    pub fn take_break(&mut self) -> bool {
        std::mem::replace(&mut self.breaks, Break::None) == Break::Page
    }

    /// Turns the page where what follows needs it the other way.
    pub fn turn(&mut self, orientation: Orientation) {
        if orientation == self.orientation {
            return;
        }
        let section = self.section();
        let mut last = self.pending.take().unwrap_or_else(|| self.carrier());
        properties(&mut last, |p| p.children.push(Node::Element(section)));
        self.pending = Some(last);
        self.flush();
        self.orientation = orientation;
        self.breaks = Break::None;
        self.before = Before::Paragraph;
    }

    /// The section that ends here.
    pub fn section(&mut self) -> Element {
        let nth = std::mem::replace(&mut self.sections, Nth::Later);
        self.context.page.section(self.orientation, nth)
    }

    /// Adds a start or end tag around fragments.
    pub fn push_tag(&mut self, tag: &str) {
        self.flush();
        self.out.push_str(tag);
    }

    /// The written body, without its last section.
    pub fn finish(&mut self) -> String {
        self.flush();
        std::mem::take(&mut self.out)
    }

    /// A paragraph of no height: a table cannot end a section.
    fn carrier(&self) -> Element {
        let style = self.context.styles.paragraph(styles::SECTION);
        let mut paragraph = Element::new("w:p");
        properties(&mut paragraph, |p| {
            p.children
                .push(Node::Element(Element::new("w:pStyle").with("w:val", style)));
        });
        paragraph
    }

    fn flush(&mut self) {
        if let Some(mut paragraph) = self.pending.take() {
            super::order::sort(&mut paragraph);
            paragraph.write(&mut self.out);
        }
    }

    /// Headings, captions and notes bring their own space above.
    fn keeps_its_distance(&self, paragraph: &Element) -> bool {
        let style = paragraph
            .find("w:pPr")
            .and_then(|p| p.find("w:pStyle"))
            .and_then(|s| s.get("w:val"));
        let flat = [styles::BODY, styles::LIST, styles::QUOTE];
        flat.iter()
            .any(|name| style == Some(self.context.styles.paragraph(name)))
    }
}

/// Changes the properties of a paragraph.
pub(super) fn properties(paragraph: &mut Element, change: impl FnOnce(&mut Element)) {
    paragraph.edit("w:pPr", change);
}

/// Makes a paragraph start a page.
pub(super) fn page_break(paragraph: &mut Element) {
    properties(paragraph, |p| {
        if p.find("w:pageBreakBefore").is_none() {
            p.children
                .push(Node::Element(Element::new("w:pageBreakBefore")));
        }
    });
}

/// Puts a bookmark around the first paragraph of a row.
pub(super) fn mark(row: &mut Element, place: &Bookmark) {
    let cell = row.find_mut("w:tc");
    let Some(paragraph) = cell.and_then(|cell| cell.find_mut("w:p")) else {
        return;
    };
    let id = place.id.to_string();
    let start = Element::new("w:bookmarkStart")
        .with("w:id", id.as_str())
        .with("w:name", place.name.as_str());
    let end = Element::new("w:bookmarkEnd").with("w:id", id.as_str());
    let after = |node: &Node| matches!(node, Node::Element(e) if e.name == "w:pPr");
    let first = usize::from(paragraph.children.first().is_some_and(after));
    paragraph.children.insert(first, Node::Element(start));
    paragraph.children.push(Node::Element(end));
}

/// Tells our bookmarks from those of Word, which has the time of day in their place.
pub(super) const BOOKMARK: &str = "0000";

/// Names and numbers from the position in the document, so that they are the same on every run.
fn bookmarks(blocks: &[Block], first: usize) -> BTreeMap<String, Bookmark> {
    let ids = blocks.iter().flat_map(|block| match block {
        Block::Heading(heading) => vec![("_Toc", &heading.id, heading.text.as_str())],
        Block::Table(table) => {
            let words = table.label.trim_end_matches('.');
            let rows = table.rows.iter().filter_map(|row| row.id.as_ref());
            let all = [&table.id].into_iter().chain(rows);
            all.map(|id| ("_Ref", id, words)).collect()
        }
        Block::Figure(figure) => {
            vec![("_Ref", &figure.id, figure.label.trim_end_matches('.'))]
        }
        Block::Paragraph { .. }
        | Block::List { .. }
        | Block::Definitions { .. }
        | Block::KeyFigures { .. }
        | Block::Contents
        | Block::PageBreak => Vec::new(),
    });
    let mut bookmarks = BTreeMap::new();
    for (n, (prefix, id, words)) in ids.enumerate() {
        bookmarks.entry(id.clone()).or_insert_with(|| Bookmark {
            name: format!("{prefix}{BOOKMARK}{:04}", n + 1),
            id: first + n,
            words: words.to_owned(),
        });
    }
    bookmarks
}
