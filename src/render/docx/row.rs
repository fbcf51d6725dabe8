//! A row of a table: its cells in the fill and between the rules of its kind, and their words.

use super::body::{Body, properties};
use super::fragment;
use super::measure::Twips;
use super::styles;
use super::widths::Size;
use super::xml::{Element, Node};
use crate::report::{Align, Cell, Column, RowRole};
use docx_rs::{
    AlignmentType, BorderType, Paragraph, Shading, TableCell, TableCellBorder,
    TableCellBorderPosition, TableCellBorders, TableRow as WordRow, VAlignType, WidthType,
};

/// A line above or below a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Line {
    /// As the table style has it.
    Inherited,
    /// None, whatever the table style has.
    Nothing,
    Hairline,
    Rule,
}

impl Line {
    fn border(self, position: TableCellBorderPosition, color: &str) -> Option<TableCellBorder> {
        // Eighths of a point.
        let (kind, size) = match self {
            Self::Inherited => return None,
            Self::Nothing => (BorderType::Nil, 0),
            // As wide as the line between rows, which a narrower one would give way to.
            Self::Hairline => (BorderType::Single, 4),
            Self::Rule => (BorderType::Single, 8),
        };
        let border = TableCellBorder::new(position).border_type(kind);
        Some(border.size(size).color(color))
    }
}

/// What a row of a table is, header rows included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Header(Rules),
    Body(RowRole),
}

/// Which rules of the header a row of it carries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Rules {
    /// Above it.
    pub above: Line,
    /// Below it.
    pub below: Line,
}

/// Whether the row may be parted by a page from what follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Keep {
    Free,
    WithNext,
}

/// What a row is apart from its words.
#[derive(Debug, PartialEq, Eq)]
struct Frame {
    kind: Kind,
    keep: Keep,
    /// Columns that each cell spans.
    spans: Vec<usize>,
}

/// The rows of a table while they are written: each frame is built once, for a long table has few.
#[derive(Debug)]
pub(super) struct Rows<'t> {
    columns: Vec<(&'t Column, Twips)>,
    frames: Vec<(Frame, Element)>,
}

impl<'t> Rows<'t> {
    /// None yet, in columns of these widths.
    pub fn new(columns: &'t [Column], widths: Vec<Twips>) -> Self {
        Self {
            columns: columns.iter().zip(widths).collect(),
            frames: Vec::new(),
        }
    }
}

impl Body<'_> {
    /// A row: the frame of its kind with its words.
    pub fn row(
        &mut self,
        rows: &mut Rows<'_>,
        cells: &[Cell],
        (kind, keep): (Kind, Keep),
    ) -> Element {
        let spans = cells.iter().map(|cell| cell.span.max(1) as usize).collect();
        let frame = Frame { kind, keep, spans };
        let built = rows.frames.iter().find(|(known, _)| *known == frame);
        let mut row = match built {
            Some((_, row)) => row.clone(),
            None => {
                let row = self.frame(&rows.columns, &frame);
                rows.frames.push((frame, row.clone()));
                row
            }
        };
        let framed = row.elements_mut().filter(|e| e.name == "w:tc");
        for (framed, cell) in framed.zip(cells) {
            if let Some(paragraph) = framed.find_mut("w:p") {
                paragraph.children.extend(self.words(&cell.text));
            }
        }
        row
    }

    /// A row without words, as docx-rs builds it.
    fn frame(&self, columns: &[(&Column, Twips)], frame: &Frame) -> Element {
        let mut built = Vec::new();
        let mut at = 0;
        for span in &frame.spans {
            let span = (*span).min(columns.len().saturating_sub(at).max(1));
            let over = columns.get(at..at + span).unwrap_or_default();
            built.push(self.cell(over, frame.kind, frame.keep));
            at += span;
        }
        let mut row = fragment::row(&WordRow::new(built).cant_split());
        if matches!(frame.kind, Kind::Header(_)) {
            row.edit("w:trPr", |p| {
                p.children.push(Node::Element(Element::new("w:tblHeader")));
            });
        }
        row
    }

    fn cell(&self, over: &[(&Column, Twips)], kind: Kind, keep: Keep) -> TableCell {
        let style = match kind {
            Kind::Header(_) => styles::CELL_HEADER,
            Kind::Body(RowRole::Body) => styles::CELL,
            Kind::Body(RowRole::Group) => styles::CELL_GROUP,
            Kind::Body(RowRole::Total) => styles::CELL_TOTAL,
        };
        let align = match (over, kind) {
            ([(column, _)], _) => column.align,
            (_, Kind::Header(_)) => Align::Center,
            (_, Kind::Body(_)) => Align::Left,
        };
        let mut paragraph = Paragraph::new().style(self.context.styles.paragraph(style));
        paragraph = match align {
            Align::Left => paragraph,
            Align::Center => paragraph.align(AlignmentType::Center),
            Align::Right => paragraph.align(AlignmentType::Right),
        };
        if keep == Keep::WithNext {
            paragraph = paragraph.keep_next(true);
        }
        let width: u32 = over.iter().map(|(_, width)| width.0).sum();
        let mut built = TableCell::new().width(width as usize, WidthType::Dxa);
        if over.len() > 1 {
            built = built.grid_span(over.len());
        }
        self.dress(built, kind, over.len()).add_paragraph(paragraph)
    }

    /// The header in the fill and between the rules of the table style, whatever its rows, with a
    /// hairline below what spans columns; a hairline above groups, a rule above the total.
    fn dress(&self, cell: TableCell, kind: Kind, span: usize) -> TableCell {
        let (above, below) = match kind {
            Kind::Header(rules) if span > 1 && rules.below == Line::Nothing => {
                (rules.above, Line::Hairline)
            }
            Kind::Header(rules) => (rules.above, rules.below),
            Kind::Body(RowRole::Group) => (Line::Hairline, Line::Inherited),
            Kind::Body(RowRole::Total) => (Line::Rule, Line::Inherited),
            Kind::Body(RowRole::Body) => (Line::Inherited, Line::Inherited),
        };
        let styles = self.context.styles;
        let cell = if (above, below) == (Line::Inherited, Line::Inherited) {
            cell
        } else {
            let color = styles.rule_color().unwrap_or_else(|| "auto".to_owned());
            let sides = [
                above.border(TableCellBorderPosition::Top, &color),
                below.border(TableCellBorderPosition::Bottom, &color),
            ];
            let sides = sides.into_iter().flatten();
            cell.set_borders(sides.fold(TableCellBorders::with_empty(), TableCellBorders::set))
        };
        match kind {
            Kind::Header(_) => {
                let cell = cell.vertical_align(VAlignType::Bottom);
                match styles.header_fill() {
                    Some(fill) => cell.shading(Shading::new().fill(fill)),
                    None => cell,
                }
            }
            Kind::Body(_) => cell,
        }
    }

    /// Gives a row letters that are not those of its style.
    pub fn resize(&self, row: &mut Element, size: Size) {
        if size.half_points == self.context.styles.size(styles::CELL) {
            return;
        }
        row.walk_mut(&mut |element| {
            if element.name == "w:r" {
                element.edit("w:rPr", |p| {
                    for name in ["w:sz", "w:szCs"] {
                        let size = Element::new(name).with("w:val", size.half_points.to_string());
                        p.children.push(Node::Element(size));
                    }
                });
                super::order::sort(element);
            }
        });
    }
}

/// Keeps the text of the cells of a row off their right side.
pub(super) fn indent(row: &mut Element, gaps: &[Twips]) {
    let cells = row.elements_mut().filter(|e| e.name == "w:tc");
    for (cell, gap) in cells.zip(gaps).filter(|(_, gap)| gap.0 > 0) {
        if let Some(paragraph) = cell.find_mut("w:p") {
            properties(paragraph, |p| {
                let indent = Element::new("w:ind").with("w:right", gap.0.to_string());
                p.children.push(Node::Element(indent));
                super::order::sort(p);
            });
        }
    }
}
