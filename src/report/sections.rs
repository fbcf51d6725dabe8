//! How the pages lie: runs of blocks that stand on portrait or on landscape pages, the same for
//! every renderer.

use super::inlines::plain;
use super::{Block, Drawing, Figure, ListItem, Table};
use serde::{Serialize, Serializer};

/// Blocks that follow each other on pages that lie the same way.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Section<'a> {
    /// Whether the pages are landscape.
    pub landscape: bool,
    /// The blocks, in order; at least one.
    pub blocks: &'a [Block],
}

/// How many paragraphs between its heading and a landscape block turn the page with it.
const INTRODUCTION: usize = 2;

/// Lines of a landscape page, about.
const LANDSCAPE_LINES: f64 = 30.0;

/// Letters of a line of running text, about.
const LETTERS: f64 = 95.0;

/// The sections of some blocks. A heading, with the few paragraphs below it, goes with the
/// landscape table or figure that it leads to; between two landscape pages no portrait one is spent
/// on less than a landscape page holds.
pub fn sections(blocks: &[Block]) -> Vec<Section<'_>> {
    let turned = turned(blocks);
    let runs: Vec<Section<'_>> = runs(blocks, &turned).collect();
    let mut all = turned;
    let mut start = 0;
    for (nth, run) in runs.iter().enumerate() {
        let end = start + run.blocks.len();
        let between = nth > 0 && nth + 1 < runs.len();
        if between && run.blocks.iter().map(lines).sum::<f64>() <= LANDSCAPE_LINES {
            all[start..end].fill(true);
        }
        start = end;
    }
    self::runs(blocks, &all).collect()
}

/// The blocks of an informe as the list of their sections.
pub(super) fn serialize<S: Serializer>(blocks: &[Block], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(sections(blocks))
}

fn runs<'a>(blocks: &'a [Block], turned: &[bool]) -> impl Iterator<Item = Section<'a>> {
    let mut rest = blocks;
    turned.chunk_by(|one, next| one == next).map(move |run| {
        let (blocks, after) = rest.split_at(run.len());
        rest = after;
        Section {
            landscape: run[0],
            blocks,
        }
    })
}

/// Whether each block lies on a landscape page.
fn turned(blocks: &[Block]) -> Vec<bool> {
    let mut all: Vec<bool> = blocks.iter().map(is_wide).collect();
    for at in 0..blocks.len() {
        let first = at == 0 || !all[at - 1];
        if is_wide(&blocks[at]) && first {
            let start = introduction(&blocks[..at], &all);
            all[start..at].fill(true);
        }
    }
    all
}

/// Where the introduction of a landscape block starts, that follows these blocks.
fn introduction(before: &[Block], turned: &[bool]) -> usize {
    let mut start = before.len();
    let mut paragraphs = 0;
    for (at, block) in before.iter().enumerate().rev() {
        if turned[at] {
            break;
        }
        match block {
            Block::Heading(_) => start = at,
            Block::Paragraph { .. } if paragraphs < INTRODUCTION && start == before.len() => {
                paragraphs += 1;
            }
            Block::Paragraph { .. }
            | Block::List { .. }
            | Block::Table(_)
            | Block::Definitions { .. }
            | Block::KeyFigures { .. }
            | Block::Figure(_)
            | Block::Contents
            | Block::PageBreak => break,
        }
    }
    start
}

fn is_wide(block: &Block) -> bool {
    match block {
        Block::Table(Table { landscape, .. }) | Block::Figure(Figure { landscape, .. }) => {
            *landscape
        }
        Block::Heading(_)
        | Block::Paragraph { .. }
        | Block::List { .. }
        | Block::Definitions { .. }
        | Block::KeyFigures { .. }
        | Block::Contents
        | Block::PageBreak => false,
    }
}

/// Lines that a block takes, about; a page break takes the whole page.
fn lines(block: &Block) -> f64 {
    let item = |item: &ListItem| of_text(plain(&item.text).chars().count()) + 0.3;
    match block {
        Block::Heading(_) => 2.5,
        Block::Paragraph { text, .. } => of_text(plain(text).chars().count()) + 0.8,
        Block::List { items } => items.iter().map(item).sum(),
        Block::Definitions { items } => of_count(items.len()) * 1.3,
        Block::Table(table) => 5.0 + of_count(table.rows.len()) * 1.6,
        Block::Figure(figure) => 7.0 + of_drawing(&figure.drawing),
        Block::KeyFigures { .. } => 20.0,
        Block::Contents | Block::PageBreak => f64::INFINITY,
    }
}

fn of_drawing(drawing: &Drawing) -> f64 {
    match drawing {
        Drawing::Bullet { bars, .. } => of_count(bars.len()) * 1.3,
        Drawing::Stacked { bars, .. } => of_count(bars.len()) * 1.3,
        Drawing::Timeline { lanes, .. } => of_count(lanes.len()) * 1.2,
        Drawing::Matrix { rows, .. } => of_count(rows.len()) * 1.5,
        Drawing::Curve { .. } => 14.0,
    }
}

fn of_text(letters: usize) -> f64 {
    (of_count(letters) / LETTERS).ceil()
}

/// A count as a measure; no document has so many that it matters.
fn of_count(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::{Heading, Inline, Role};

    fn heading() -> Block {
        Block::Heading(Heading {
            id: "h".into(),
            level: 1,
            number: None,
            text: "H".into(),
            listed: true,
        })
    }

    fn paragraph(letters: usize) -> Block {
        let text = "x".repeat(letters);
        Block::Paragraph {
            text: vec![Inline::Text { text }],
            role: Role::Body,
        }
    }

    fn wide() -> Block {
        Block::Figure(Figure {
            id: "f".into(),
            label: "Gráfica 1.".into(),
            caption: Vec::new(),
            reading: Vec::new(),
            alt: String::new(),
            notes: Vec::new(),
            landscape: true,
            drawing: Drawing::Stacked {
                parts: Vec::new(),
                bars: Vec::new(),
            },
        })
    }

    /// Blocks of each section; those of landscape pages negative.
    fn told(blocks: &[Block]) -> Vec<isize> {
        let count = |s: &Section<'_>| isize::try_from(s.blocks.len()).unwrap_or(0);
        let signed = |s: &Section<'_>| if s.landscape { -count(s) } else { count(s) };
        sections(blocks).iter().map(signed).collect()
    }

    #[test]
    fn a_heading_and_its_few_paragraphs_turn_with_what_they_lead_to() {
        let introduced = [heading(), heading(), paragraph(9), paragraph(9), wide()];
        let blocks: Vec<Block> = std::iter::once(paragraph(9)).chain(introduced).collect();
        assert_eq!(told(&blocks), [1, -5]);
    }

    #[test]
    fn long_text_and_text_without_heading_stay_upright() {
        let few = || paragraph(9);
        let blocks = [heading(), few(), few(), few(), wide(), wide(), few()];
        assert_eq!(told(&blocks), [4, -2, 1]);
    }

    #[test]
    fn little_between_two_landscape_blocks_turns_too() {
        assert_eq!(told(&[wide(), paragraph(95 * 29), wide()]), [-3]);
        assert_eq!(told(&[wide(), paragraph(95 * 30), wide()]), [-1, 1, -1]);
        assert_eq!(told(&[wide(), Block::PageBreak, wide()]), [-1, 1, -1]);
    }

    #[test]
    fn nothing_has_no_sections() {
        assert_eq!(told(&[]), [0_isize; 0]);
    }
}
