//! Tables: rules above and below the header and at the end, a repeated header, rows that no page
//! cuts, widths from the shares of the informe and the page of the letterhead.

use super::body::{Body, Orientation, mark, page_break, properties};
use super::fragment;
use super::measure::Twips;
use super::styles;
use super::widths::{self, Size};
use super::xml::{Element, Node};
use crate::report::{Align, Cell, Column, Inline, KeyFigure, RowRole, Table, TableRow};
use docx_rs::{
    AlignmentType, BorderType, Paragraph, Shading, Table as WordTable, TableCell, TableCellBorder,
    TableCellBorderPosition, TableCellBorders, TableLayoutType, TableRow as WordRow, VAlignType,
    WidthType,
};

/// Shares of term and meaning, in thousandths.
const TERM_SHARES: [u32; 2] = [170, 830];

/// The paragraphs of a cell, each with the name of its style.
type Paragraphs = Vec<(&'static str, Vec<Inline>)>;

/// A line above or below a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Line {
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
enum Kind {
    Header(Rules),
    Body(RowRole),
}

/// Which rules of the header a row of it carries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Rules {
    above: Line,
    below: Line,
}

/// Whether the row may be parted by a page from what follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Keep {
    Free,
    WithNext,
}

impl Body<'_> {
    /// Writes a table with its caption above and its notes below.
    pub fn table(&mut self, table: &Table) {
        self.caption(&table.id, &table.label, &table.caption);
        let size = self.size(table);
        let widths = widths::fit(table, self.text_width(), size);
        let mut shell = self.shell(styles::TABLE, &widths);
        shell.edit("w:tblPr", |p| {
            describe(p, table);
            if size.side != SIDE {
                p.children.push(Node::Element(sides(size.side)));
                super::order::sort(p);
            }
        });
        let mut out = open(&shell);
        let length = length(table, &widths, size);
        let gaps = widths::gaps(table, size);
        let columns: Vec<(&Column, Twips)> = table.columns.iter().zip(widths).collect();
        for (n, cells) in table.header.iter().enumerate() {
            let rules = Rules {
                above: if n == 0 { Line::Rule } else { Line::Inherited },
                below: if n + 1 == table.header.len() {
                    Line::Rule
                } else {
                    Line::Nothing
                },
            };
            let mut row = self.row(&columns, cells, (Kind::Header(rules), Keep::WithNext));
            self.resize(&mut row, size);
            row.write(&mut out);
        }
        let rows = table.rows.iter().zip(gaps).enumerate();
        for (n, (TableRow { cells, role, id }, gaps)) in rows {
            let keep = keep(table, n, length);
            let mut row = self.row(&columns, cells, (Kind::Body(*role), keep));
            self.resize(&mut row, size);
            indent(&mut row, &gaps);
            if let Some(place) = id.as_deref().and_then(|id| self.bookmark(id)) {
                mark(&mut row, place);
            }
            row.write(&mut out);
        }
        shell.write_close(&mut out);
        self.push_table(&out);
        for note in &table.notes {
            self.styled(styles::NOTE, note);
        }
    }

    /// Many columns on a standing page have letters that are a point smaller, and less white.
    fn size(&self, table: &Table) -> Size {
        let half_points = self.context.styles.size(styles::CELL);
        let many = table.columns.len() >= COMPACT_COLUMNS;
        if many && self.orientation == Orientation::Portrait {
            Size {
                half_points: half_points.saturating_sub(2),
                side: COMPACT_SIDE,
            }
        } else {
            Size {
                half_points,
                side: SIDE,
            }
        }
    }

    /// Gives a row letters that are not those of its style.
    fn resize(&self, row: &mut Element, size: Size) {
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

    /// Writes term and meaning side by side.
    pub fn definitions(&mut self, items: &[(String, Vec<Inline>)]) {
        let rows = items.iter().map(|(term, meaning)| {
            let term = vec![Inline::Text { text: term.clone() }];
            vec![
                vec![(styles::TERM, term)],
                vec![(styles::MEANING, meaning.clone())],
            ]
        });
        self.pairs(TERM_SHARES, rows.collect());
    }

    /// Writes the figures of the summary, two side by side, each above its sentence.
    pub fn key_figures(&mut self, items: &[KeyFigure]) {
        let rows = items.chunks(2).map(|pair| {
            let cell = |item: &KeyFigure| {
                vec![
                    (styles::KEY_VALUE, item.value.clone()),
                    (styles::KEY_TEXT, item.text.clone()),
                ]
            };
            pair.iter().map(cell).collect()
        });
        self.pairs([500, 500], rows.collect());
    }

    /// Writes rows of two cells without borders; a cell is paragraphs with their style.
    fn pairs(&mut self, shares: [u32; 2], rows: Vec<Vec<Paragraphs>>) {
        let widths = self.text_width().split(&shares);
        let shell = self.shell(styles::PLAIN_TABLE, &widths);
        let mut out = open(&shell);
        let mut starts_page = self.take_break();
        for mut row in rows {
            row.resize_with(widths.len(), Vec::new);
            let mut cells = Vec::new();
            for (paragraphs, width) in row.into_iter().zip(&widths) {
                let mut cell = TableCell::new().width(width.0 as usize, WidthType::Dxa);
                for (name, text) in paragraphs {
                    let style = self.context.styles.paragraph(name);
                    cell = cell.add_paragraph(self.write(Paragraph::new().style(style), &text));
                }
                cells.push(cell);
            }
            let mut row = fragment::row(&WordRow::new(cells).cant_split());
            if std::mem::take(&mut starts_page) {
                first_paragraph(&mut row, page_break);
            }
            row.write(&mut out);
        }
        shell.write_close(&mut out);
        self.push_table(&out);
    }

    fn shell(&self, style: &str, widths: &[Twips]) -> Element {
        let total: u32 = widths.iter().map(|w| w.0).sum();
        let table = WordTable::without_borders(Vec::new())
            .style(self.context.styles.table(style))
            .width(total as usize, WidthType::Dxa)
            .layout(TableLayoutType::Fixed)
            .set_grid(widths.iter().map(|w| w.0 as usize).collect());
        let mut shell = fragment::table(&table);
        shell.edit("w:tblPr", |p| {
            // The borders are those of the style.
            p.children.retain(|node| match node {
                Node::Element(e) => e.name != "w:tblBorders" && e.name != "w:jc",
                Node::Text(_) => true,
            });
            p.children.push(Node::Element(look("0", "0")));
            super::order::sort(p);
        });
        shell
    }

    fn row(
        &mut self,
        columns: &[(&Column, Twips)],
        cells: &[Cell],
        (kind, keep): (Kind, Keep),
    ) -> Element {
        let mut built = Vec::new();
        let mut at = 0;
        for cell in cells {
            let span = (cell.span.max(1) as usize).min(columns.len().saturating_sub(at).max(1));
            let over = columns.get(at..at + span).unwrap_or_default();
            built.push(self.cell(over, cell, (kind, keep)));
            at += span;
        }
        let mut row = fragment::row(&WordRow::new(built).cant_split());
        if matches!(kind, Kind::Header(_)) {
            row.edit("w:trPr", |p| {
                p.children.push(Node::Element(Element::new("w:tblHeader")));
            });
        }
        row
    }

    fn cell(
        &mut self,
        over: &[(&Column, Twips)],
        cell: &Cell,
        (kind, keep): (Kind, Keep),
    ) -> TableCell {
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
        let paragraph = self.write(paragraph, &cell.text);
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
}

/// Tables of at least so many columns have smaller letters on a standing page.
const COMPACT_COLUMNS: usize = 7;
/// White between the text of a cell and either side of it, as the table style has it.
const SIDE: Twips = Twips(85);
/// The same where the letters are smaller.
const COMPACT_SIDE: Twips = Twips(60);
/// A table of so many lines of text, its header among them, stays on one page where it can: the
/// same as in the PDF, so that the pages of both break alike.
const SHORT: u32 = 16;
/// So many rows at the end of a longer one stay together.
const END: usize = 3;

/// How long a table is, for who decides whether a page may cut it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Length {
    Short,
    Long,
}

fn length(table: &Table, widths: &[Twips], size: Size) -> Length {
    let body = table.rows.iter().map(|row| &row.cells);
    let mut lines = 0;
    for cells in table.header.iter().chain(body) {
        lines += widths::lines(cells, widths, size);
        if lines > SHORT {
            return Length::Long;
        }
    }
    Length::Short
}

/// Whether a row of the body stays on the page of what follows it: a short table stays whole, a
/// longer one leaves neither its first nor its last rows, nor its notes, alone on a page.
fn keep(table: &Table, at: usize, length: Length) -> Keep {
    let count = table.rows.len();
    let last = at + 1 == count;
    let group = |row: Option<&TableRow>| row.is_some_and(|row| row.role == RowRole::Group);
    let with_next = if last {
        !table.notes.is_empty()
    } else {
        length == Length::Short
            || at == 0
            || at + END >= count
            || group(table.rows.get(at))
            || (group(table.rows.get(at - 1)) && !group(table.rows.get(at + 1)))
    };
    if with_next {
        Keep::WithNext
    } else {
        Keep::Free
    }
}

/// The start tag, the properties and the grid.
fn open(shell: &Element) -> String {
    let mut out = String::new();
    shell.write_open(&mut out);
    for part in shell.elements() {
        part.write(&mut out);
    }
    out
}

/// Title and description for who cannot see the table.
fn describe(properties: &mut Element, table: &Table) {
    let first_column = match table.columns.first() {
        Some(column) if column.header => "1",
        Some(_) | None => "0",
    };
    properties.children.retain(|node| match node {
        Node::Element(e) => e.name != "w:tblLook",
        Node::Text(_) => true,
    });
    let title = table.label.trim_end_matches('.');
    for element in [
        look("1", first_column),
        Element::new("w:tblCaption").with("w:val", title),
        Element::new("w:tblDescription").with("w:val", table.description.as_str()),
    ] {
        properties.children.push(Node::Element(element));
    }
}

/// Keeps the text of the cells of a row off their right side.
fn indent(row: &mut Element, gaps: &[Twips]) {
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

/// Margins of the cells that are not those of the table style.
fn sides(side: Twips) -> Element {
    let margin = |name| {
        let width = Element::new(name).with("w:w", side.0.to_string());
        width.with("w:type", "dxa")
    };
    Element::new("w:tblCellMar")
        .child(margin("w:left"))
        .child(margin("w:right"))
}

/// Which parts of the table style apply.
fn look(first_row: &str, first_column: &str) -> Element {
    let bits = 0x0600
        + if first_row == "1" { 0x0020 } else { 0 }
        + if first_column == "1" { 0x0080 } else { 0 };
    Element::new("w:tblLook")
        .with("w:val", format!("{bits:04X}"))
        .with("w:firstRow", first_row)
        .with("w:lastRow", "0")
        .with("w:firstColumn", first_column)
        .with("w:lastColumn", "0")
        .with("w:noHBand", "1")
        .with("w:noVBand", "1")
}

fn first_paragraph(row: &mut Element, change: fn(&mut Element)) {
    if let Some(cell) = row.find_mut("w:tc")
        && let Some(paragraph) = cell.find_mut("w:p")
    {
        properties(paragraph, |_| {});
        change(paragraph);
        super::order::sort(paragraph);
    }
}
