//! Tables: rules above and below the header and at the end, a repeated header, rows that no page
//! cuts, widths from the shares of the informe and the page of the letterhead.

use super::body::{Body, Orientation, mark, page_break, properties};
use super::fragment;
use super::hyphen;
use super::measure::Twips;
use super::row::{Keep, Kind, Line, Rows, Rules, indent};
use super::styles;
use super::widths::{self, Parts, Size};
use super::xml::{Element, Node};
use crate::report::{Inline, KeyFigure, RowRole, Table, TableRow};
use docx_rs::{
    Paragraph, Table as WordTable, TableCell, TableLayoutType, TableRow as WordRow, WidthType,
};

/// What a column of terms has of the width, in thousandths, where no term needs more.
const TERM_SHARE: u32 = 170;

/// White between a term and its meaning, as the style of tables without borders has it.
const BESIDE_TERM: Twips = Twips(284);

/// The paragraphs of a cell, each with the name of its style.
type Paragraphs = Vec<(&'static str, Vec<Inline>)>;

impl Body<'_> {
    /// Writes a table with its caption above and its notes below.
    pub fn table(&mut self, table: &Table) {
        self.caption(&table.id, &table.label, &table.caption);
        let size = self.size(table);
        let (widths, parts) = widths::fit(table, self.text_width(), size);
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
        let narrow = (parts == Parts::Syllables).then(|| widths.clone());
        let narrow = narrow.as_deref().unwrap_or_default();
        let mut rows = Rows::new(&table.columns, widths);
        for (n, cells) in table.header.iter().enumerate() {
            let rules = Rules {
                above: if n == 0 { Line::Rule } else { Line::Inherited },
                below: if n + 1 == table.header.len() {
                    Line::Rule
                } else {
                    Line::Nothing
                },
            };
            let mut row = self.row(&mut rows, cells, (Kind::Header(rules), Keep::WithNext));
            self.resize(&mut row, size);
            soften(&mut row, narrow, size);
            row.write(&mut out);
        }
        let body = table.rows.iter().zip(gaps).enumerate();
        for (n, (TableRow { cells, role, id }, gaps)) in body {
            let keep = keep(table, n, length);
            let mut row = self.row(&mut rows, cells, (Kind::Body(*role), keep));
            self.resize(&mut row, size);
            soften(&mut row, narrow, size);
            indent(&mut row, &gaps);
            if let Some(place) = id.as_deref().and_then(|id| self.bookmark(id)) {
                mark(&mut row, place);
            }
            row.write(&mut out);
        }
        shell.write_close(&mut out);
        self.push_table(&out);
        for (n, note) in table.notes.iter().enumerate() {
            self.styled(styles::NOTE, note);
            if n + 1 < table.notes.len() {
                self.keep_with_next();
            }
        }
    }

    /// Many columns on a standing page have letters that are a point smaller, and less white; so
    /// have those whose words would not fit.
    fn size(&self, table: &Table) -> Size {
        let half_points = self.context.styles.size(styles::CELL);
        let usual = Size {
            half_points,
            side: SIDE,
        };
        let many = table.columns.len() >= COMPACT_COLUMNS;
        let compact = many && self.orientation == Orientation::Portrait;
        if !compact && widths::has_room(table, self.text_width(), usual) {
            return usual;
        }
        Size {
            half_points: half_points.saturating_sub(2).max(SMALLEST),
            side: COMPACT_SIDE,
        }
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
        let size = Size {
            half_points: self.context.styles.size(styles::TERM),
            side: BESIDE_TERM,
        };
        let total = self.text_width();
        let longest = items.iter().map(|(term, _)| widths::of_term(term, size));
        let longest = longest.max().unwrap_or(Twips(0)).min(Twips(total.0 / 3));
        let term = Twips(total.0 * TERM_SHARE / 1_000).max(longest);
        let widths = [term, Twips(total.0 - term.0)];
        self.pairs(&widths, rows.collect());
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
        let widths = self.text_width().split(&[500, 500]);
        self.pairs(&widths, rows.collect());
    }

    /// Writes rows of two cells without borders; a cell is paragraphs with their style.
    fn pairs(&mut self, widths: &[Twips], rows: Vec<Vec<Paragraphs>>) {
        let shell = self.shell(styles::PLAIN_TABLE, widths);
        let mut out = open(&shell);
        let mut starts_page = self.take_break();
        for mut row in rows {
            row.resize_with(widths.len(), Vec::new);
            let mut cells = Vec::new();
            for (paragraphs, width) in row.into_iter().zip(widths) {
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
}

/// Tables of at least so many columns have smaller letters on a standing page.
const COMPACT_COLUMNS: usize = 7;
/// No letter of a table is smaller than eight points.
const SMALLEST: u32 = 16;
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

/// Lets the words of a row break that are wider than their column; there are no `widths` when none
/// is.
fn soften(row: &mut Element, widths: &[Twips], size: Size) {
    let mut at = 0;
    for cell in row.elements_mut().filter(|e| e.name == "w:tc") {
        let span = cell.find("w:tcPr").and_then(|p| p.find("w:gridSpan"));
        let span = span.and_then(|s| s.get("w:val")?.parse().ok()).unwrap_or(1);
        if let (1, Some(width)) = (span, widths.get(at)) {
            hyphen::soften(cell, &|word| widths::holds(word, *width, size));
        }
        at += span;
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
