//! What stands between the Markdown and the blocks of an informe.

use super::{Inline, ListItem, Role};

/// A piece of the body before numbering; a call stands for a block that is built later.
#[derive(Debug, Clone)]
pub enum Piece {
    /// Heading.
    Heading(RawHeading),
    /// Paragraph.
    Paragraph(Vec<Inline>, Role),
    /// List.
    List(Vec<ListItem>),
    /// Index of a call of the wording.
    Call(usize),
    /// New page.
    PageBreak,
}

/// A heading before numbering.
#[derive(Debug, Clone)]
pub struct RawHeading {
    /// 1 to 4.
    pub level: u8,
    /// `{#id}`.
    pub id: Option<String>,
    /// Whether it is numbered.
    pub numbered: bool,
    /// Its text.
    pub text: String,
}
