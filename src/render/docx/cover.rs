//! The cover and the contents list.

use super::body::{Body, properties};
use super::fragment;
use super::inline::literal;
use super::lists::{begin, end, page_of};
use super::numbering::Numbering;
use super::styles;
use super::xml::{Element, Node};
use crate::report::{Block, Heading, Inline};
use docx_rs::{Hyperlink, HyperlinkType, Paragraph, Run, Tab, TabLeaderType, TabValueType};

/// Word offers to update what stands in this frame.
const FRAME_START: &str = "<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val=\"Table of Contents\"/>\
    <w:docPartUnique/></w:docPartObj></w:sdtPr><w:sdtContent>";
const FRAME_END: &str = "</w:sdtContent></w:sdt>";

/// How many of the first lines below the title say which meeting it is: its number, its date.
const MEETING_LINES: usize = 2;

/// White that the cover leaves at its foot, in twips.
const SPARE: u32 = 700;

/// Space that stays around the title where the letterhead leaves little, in twips.
const LEAST_SPACE: u32 = 240;

/// An entry of the contents list.
struct Entry<'a> {
    heading: &'a Heading,
    /// The number is printed by a counter, and a tab follows it.
    counted: bool,
}

impl Body<'_> {
    /// Writes the cover: who presents, to whom, what and when.
    pub fn cover(&mut self) {
        let meta = &self.context.informe.meta;
        let head = [
            (styles::COVER_INSTITUTION, &meta.institution),
            (styles::COVER_AREA, &meta.area),
            (styles::TITLE, &meta.title),
            (styles::COVER_GROUP, &meta.group),
        ];
        let lines = meta.cover_lines.iter().enumerate().map(|(n, line)| {
            let style = if n < MEETING_LINES {
                styles::COVER_MEETING
            } else {
                styles::SUBTITLE
            };
            (style, line)
        });
        let lines: Vec<(&str, &String)> = head.into_iter().chain(lines).collect();
        let less = self.excess(&lines) / 2;
        for (name, text) in lines.into_iter().filter(|(_, text)| !text.is_empty()) {
            let style = self.context.styles.paragraph(name);
            let text = literal(Run::new(), text);
            let mut line = fragment::paragraph(&Paragraph::new().style(style).add_run(text));
            line.walk_mut(&mut keep_years_whole);
            if less > 0 {
                self.tighten(&mut line, name, less);
            }
            self.push_element(line);
        }
    }

    /// By how much the cover is higher than what the letterhead leaves it on one page.
    fn excess(&self, lines: &[(&str, &String)]) -> u32 {
        let width = self.text_width().0 * 9 / 10;
        let height = |(name, text): &(&str, &String)| {
            let size = self.context.styles.size(name);
            let letters = u32::try_from(text.chars().count()).unwrap_or(u32::MAX);
            // A letter is half as wide as it is high, and a line a quarter higher: a half point is
            // ten twips.
            let rows = letters.saturating_mul(size * 5) / width + 1;
            let space = self.context.styles.spacing(name);
            space.0.0 + space.1.0 + rows.saturating_mul(size * 25 / 2)
        };
        let needed = lines
            .iter()
            .filter(|(_, text)| !text.is_empty())
            .map(height);
        let needed = needed.fold(SPARE, u32::saturating_add);
        needed.saturating_sub(self.context.page.cover_height().0)
    }

    /// Takes space from above the title and below the group, which have most of it.
    fn tighten(&self, line: &mut Element, name: &str, less: u32) {
        let (above, below) = self.context.styles.spacing(name);
        let (side, space) = match name {
            styles::TITLE => ("w:before", above),
            styles::COVER_GROUP => ("w:after", below),
            _ => return,
        };
        let left = space.0.saturating_sub(less).max(space.0.min(LEAST_SPACE));
        properties(line, |p| {
            let spacing = Element::new("w:spacing").with(side, left.to_string());
            p.children.push(Node::Element(spacing));
        });
    }

    /// Writes the contents list: one field that Word can update, filled in already.
    pub fn contents(&mut self) {
        let meta = &self.context.informe.meta;
        let entries = entries(&self.context.informe.blocks);
        self.break_page();
        let Some(last) = entries.len().checked_sub(1) else {
            return;
        };
        self.push_tag(FRAME_START);
        let title = meta.contents_title.clone();
        self.styled(styles::CONTENTS, &[Inline::Text { text: title }]);
        let deepest = entries.iter().map(|e| e.heading.level).max().unwrap_or(1);
        for (n, entry) in entries.iter().enumerate() {
            let style = format!("toc {}", entry.heading.level.clamp(1, 4));
            let tab = Tab::new()
                .val(TabValueType::Right)
                .leader(TabLeaderType::Dot)
                .pos(self.text_width().0 as usize);
            let mut paragraph = Paragraph::new()
                .style(self.context.styles.paragraph(&style))
                .add_tab(tab);
            if n == 0 {
                let instruction = format!(" TOC \\o \"1-{deepest}\" \\h \\z ");
                paragraph = begin(paragraph, instruction);
            }
            paragraph = self.entry(paragraph, entry);
            if n == last {
                paragraph = paragraph.add_run(end());
            }
            self.push(&paragraph);
        }
        self.push_tag(FRAME_END);
    }

    fn entry(&self, paragraph: Paragraph, entry: &Entry<'_>) -> Paragraph {
        let heading = entry.heading;
        let Some(place) = self.bookmark(&heading.id) else {
            return paragraph.add_run(literal(Run::new(), &heading.text));
        };
        let mut link = Hyperlink::new(place.name.clone(), HyperlinkType::Anchor);
        link = match (&heading.number, entry.counted) {
            (Some(number), true) => link.add_run(literal(Run::new(), number).add_tab()),
            (Some(number), false) => link.add_run(literal(Run::new(), &format!("{number}\u{a0}"))),
            (None, _) => link,
        };
        link = link.add_run(literal(Run::new(), &heading.text));
        if let Some(page) = self.context.layout.pages.get(&heading.id) {
            link = page_of(link, &place.name, *page);
        }
        paragraph.add_hyperlink(link)
    }
}

/// A hyphen between figures does not break («2021-2022»): Word has a mark of its own for it.
fn keep_years_whole(run: &mut Element) {
    if run.name != "w:r" {
        return;
    }
    for node in std::mem::take(&mut run.children) {
        match node {
            Node::Element(text) if text.name == "w:t" => {
                let words = text.own_text();
                for (n, piece) in between_figures(&words).into_iter().enumerate() {
                    if n > 0 {
                        let hyphen = Element::new("w:noBreakHyphen");
                        run.children.push(Node::Element(hyphen));
                    }
                    let mut part = text.clone();
                    part.children = vec![Node::Text(piece.into())];
                    run.children.push(Node::Element(part));
                }
            }
            node => run.children.push(node),
        }
    }
}

/// The pieces of a text between the hyphens that stand between figures.
fn between_figures(text: &str) -> Vec<&str> {
    let figure = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let mut pieces = Vec::new();
    let mut start = 0;
    for (at, hyphen) in text.match_indices('-') {
        let after = at + hyphen.len();
        if figure(text[..at].chars().next_back()) && figure(text[after..].chars().next()) {
            pieces.push(&text[start..at]);
            start = after;
        }
    }
    pieces.push(&text[start..]);
    pieces
}

fn entries(blocks: &[Block]) -> Vec<Entry<'_>> {
    // The counters are played through once for themselves, the body plays them again.
    let mut counters = Numbering::new(0, 1);
    let mut entries = Vec::new();
    for block in blocks {
        if let Block::Heading(heading) = block {
            let level = usize::from(heading.level.clamp(1, 4)) - 1;
            let label = heading.number.as_deref();
            let counted = label.is_some_and(|l| counters.heading(level, l).is_some());
            if heading.listed {
                entries.push(Entry { heading, counted });
            }
        }
    }
    entries
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_hyphen_between_figures_is_kept() {
        let pieces = between_figures("PEL 2021-2022, anti-2 y 1-2-3");
        assert_eq!(pieces, ["PEL 2021", "2022, anti-2 y 1", "2", "3"]);
        assert_eq!(between_figures("–"), ["–"]);
    }
}
