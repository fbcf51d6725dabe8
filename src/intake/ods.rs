//! The sheets of a LibreOffice workbook. Read by a pass of our own, because calamine spreads every
//! repeated cell out in memory at once and does not tell a percentage from a number.

use super::budget::Budget;
use super::cell::{Cell, CellValue, Formula};
use super::cells::Cells;
use super::container::Container;
use super::elements::attribute;
use super::ods_styles::Styles;
use super::trouble::Trouble;
use super::value;
use super::workbook::{Sheet, SheetVisibility};
use crate::diagnostics::Location;
use crate::domain::CellRef;
use quick_xml::Reader;
use quick_xml::events::{BytesRef, BytesStart, Event};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Bytes of text of one cell; Excel admits 32,767 characters.
const MAX_CELL_TEXT: usize = 131_072;
/// Merged areas that are kept of one sheet.
const MAX_MERGED: usize = 10_000;
/// Rows and columns of a sheet.
const GRID: CellRef = CellRef::new(1_048_576, 16_384);

/// Reads every sheet of `content.xml`; how its numbers are shown stands in `styles.xml` too.
pub(super) fn read(at: &Location, bytes: &[u8]) -> Result<Vec<Sheet>, Trouble> {
    let mut container = Container::open(bytes)?;
    let mut pass = Pass::new(at);
    if let Some(styles) = container.part("styles.xml") {
        walk(styles, &mut pass)?;
    }
    let content = container.part("content.xml").ok_or_else(Trouble::damaged)?;
    walk(content, &mut pass)?;
    pass.finish()
}

fn walk(part: Vec<u8>, pass: &mut Pass<'_>) -> Result<(), Trouble> {
    let text = String::from_utf8(part)
        .map_err(|_| Trouble::tampered("codificación de texto no admitida"))?;
    let mut reader = Reader::from_str(&text);
    loop {
        match reader.read_event().map_err(|_| Trouble::damaged())? {
            Event::Start(element) => pass.open(&element)?,
            Event::Empty(element) => {
                pass.open(&element)?;
                pass.close(element.local_name().as_ref())?;
            }
            Event::End(element) => pass.close(element.local_name().as_ref())?,
            Event::Text(words) => pass.text(&words.xml10_content()),
            Event::CData(words) => pass.text(&words.xml10_content()),
            Event::GeneralRef(entity) => pass.text(&resolved(&entity)?.to_string()),
            Event::DocType(_) => return Err(Trouble::tampered("entidades XML no permitidas")),
            Event::Eof => return Ok(()),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
        }
    }
}

/// The character of `&amp;` or `&#233;`; any other entity is refused.
fn resolved(entity: &BytesRef<'_>) -> Result<char, Trouble> {
    let forbidden = || Trouble::tampered("entidades XML no permitidas");
    match &**entity {
        "lt" => Ok('<'),
        "gt" => Ok('>'),
        "amp" => Ok('&'),
        "apos" => Ok('\''),
        "quot" => Ok('"'),
        _ => entity
            .resolve_char_ref()
            .ok()
            .flatten()
            .ok_or_else(forbidden),
    }
}

/// A cell while it is read.
#[derive(Default)]
struct Open {
    kind: String,
    value: Option<String>,
    shows_error: bool,
    formula: Option<Formula>,
    style: Option<String>,
    repeated: u32,
    /// Columns and rows that it is merged over.
    spans: (u32, u32),
    /// Whether a merged cell covers it; nobody sees what it holds.
    covered: bool,
    text: String,
}

struct Pass<'a> {
    at: &'a Location,
    sheets: Vec<Sheet>,
    styles: Styles,
    /// Last column and style of each run of columns.
    columns: Vec<(u32, Option<String>)>,
    row: u32,
    column: u32,
    /// Cells of the row that is read, how often the row is repeated, its style, whether it is seen.
    cells: Vec<(u32, u32, Cell)>,
    rows: u32,
    row_style: Option<String>,
    row_hidden: bool,
    cell: Option<Open>,
    /// Depth inside a note, whose text is not the cell's.
    note: u32,
    budget: Budget,
}

impl<'a> Pass<'a> {
    fn new(at: &'a Location) -> Self {
        Self {
            at,
            sheets: Vec::new(),
            styles: Styles::default(),
            columns: Vec::new(),
            row: 1,
            column: 1,
            cells: Vec::new(),
            rows: 1,
            row_style: None,
            row_hidden: false,
            cell: None,
            note: 0,
            budget: Budget::new(),
        }
    }

    fn open(&mut self, element: &BytesStart<'_>) -> Result<(), Trouble> {
        match element.local_name().as_ref() {
            "annotation" => self.note += 1,
            "table" => self.open_sheet(element)?,
            "table-column" => self.columns_of(element),
            "table-row" => {
                self.column = 1;
                self.rows = repeats(element, "number-rows-repeated");
                self.row_style = attribute(element, "default-cell-style-name");
                self.row_hidden = is_hidden(element);
            }
            kind @ ("table-cell" | "covered-table-cell") => {
                self.cell = Some(open_cell(element, kind == "covered-table-cell"));
            }
            "s" => {
                let blanks = attribute(element, "c")
                    .and_then(|c| c.parse().ok())
                    .unwrap_or(1usize);
                self.text(&" ".repeat(blanks.min(1_000)));
            }
            "tab" => self.text(" "),
            "line-break" => self.text("\n"),
            "p" if self.cell.as_ref().is_some_and(|c| !c.text.is_empty()) => self.text("\n"),
            _ => self.styles.open(element),
        }
        Ok(())
    }

    fn columns_of(&mut self, element: &BytesStart<'_>) {
        let first = self
            .columns
            .last()
            .map_or(1, |(last, _)| last.saturating_add(1));
        let repeated = repeats(element, "number-columns-repeated");
        let last = first.saturating_add(repeated - 1).min(GRID.column);
        let style = attribute(element, "default-cell-style-name");
        if first <= last {
            self.columns.push((last, style));
        }
        if let Some(sheet) = self.sheets.last_mut().filter(|_| is_hidden(element)) {
            sheet.hidden_columns.extend(first..=last);
        }
    }

    /// The number format of a cell: its own, else its row's, else its column's.
    fn format(&self, open: &Open) -> Option<Arc<str>> {
        let of_column = || {
            let run = self
                .columns
                .partition_point(|(last, _)| *last < self.column);
            self.columns.get(run)?.1.clone()
        };
        let of_row = || self.row_style.clone();
        let style = open.style.clone().or_else(of_row).or_else(of_column)?;
        self.styles.format(&style)
    }

    fn close(&mut self, name: &str) -> Result<(), Trouble> {
        match name {
            "annotation" => self.note = self.note.saturating_sub(1),
            "table-cell" | "covered-table-cell" => self.close_cell(),
            "table-row" => self.close_row()?,
            _ => self.styles.close(name),
        }
        Ok(())
    }

    fn text(&mut self, words: &str) {
        self.styles.text(words);
        if let Some(cell) = self.cell.as_mut().filter(|_| self.note == 0)
            && cell.text.len() < MAX_CELL_TEXT
        {
            cell.text.push_str(words);
        }
    }

    fn open_sheet(&mut self, element: &BytesStart<'_>) -> Result<(), Trouble> {
        let name: Arc<str> = attribute(element, "name").unwrap_or_default().into();
        if self.sheets.len() >= 50 {
            return Err(Trouble::too_much("más de 50 hojas", "hasta 50 hojas"));
        }
        let hidden = attribute(element, "style-name").is_some_and(|s| self.styles.hides(&s));
        self.sheets.push(Sheet {
            at: self.at.sheet(name.clone()),
            name,
            visibility: if hidden {
                SheetVisibility::Hidden
            } else {
                SheetVisibility::Visible
            },
            cells: Cells::default(),
            merged: Vec::new(),
            hidden_rows: BTreeSet::new(),
            hidden_columns: BTreeSet::new(),
        });
        self.row = 1;
        self.columns.clear();
        Ok(())
    }

    fn close_cell(&mut self) {
        let Some(open) = self.cell.take() else {
            return;
        };
        let format = self.format(&open);
        let (first, repeated) = (self.column, open.repeated);
        self.column = self.column.saturating_add(repeated);
        let (columns, rows) = open.spans;
        if let Some(sheet) = self.sheets.last_mut().filter(|_| columns > 1 || rows > 1)
            && sheet.merged.len() < MAX_MERGED
        {
            let last = CellRef::new(
                self.row.saturating_add(rows - 1).min(GRID.row),
                first.saturating_add(columns - 1).min(GRID.column),
            );
            sheet.merged.push((CellRef::new(self.row, first), last));
        }
        if let Some(cell) = cell(open, format) {
            self.cells.push((first, repeated, cell));
        }
    }

    fn close_row(&mut self) -> Result<(), Trouble> {
        let (first, rows) = (self.row, self.rows);
        self.row = self.row.saturating_add(rows);
        let Some(sheet) = self.sheets.last_mut() else {
            return Ok(());
        };
        let seen = self.cells.is_empty() || !self.row_hidden;
        for (column, repeated, cell) in self.cells.drain(..) {
            let count = u64::from(repeated) * u64::from(rows);
            let count = usize::try_from(count).unwrap_or(usize::MAX);
            self.budget.take(count, text_of(&cell))?;
            for row in first..first.saturating_add(rows) {
                for column in column..column.saturating_add(repeated) {
                    if row <= GRID.row && column <= GRID.column {
                        sheet.cells.insert(CellRef::new(row, column), cell.clone());
                    }
                }
            }
        }
        if !seen {
            let last = first.saturating_add(rows - 1).min(GRID.row);
            sheet.hidden_rows.extend(first..=last);
        }
        Ok(())
    }

    fn finish(self) -> Result<Vec<Sheet>, Trouble> {
        if self.sheets.is_empty() {
            return Err(Trouble::damaged());
        }
        let mut names = BTreeSet::new();
        match self
            .sheets
            .iter()
            .find(|s| !names.insert(s.name.to_lowercase()))
        {
            Some(twice) => Err(Trouble::tampered(format!("dos hojas “{}”", twice.name))),
            None => Ok(self.sheets),
        }
    }
}

fn open_cell(element: &BytesStart<'_>, covered: bool) -> Open {
    let values = [
        "value",
        "date-value",
        "time-value",
        "boolean-value",
        "string-value",
    ];
    let formula = attribute(element, "formula").map(|formula| match formula.contains("'#") {
        true => Formula::OtherWorkbook,
        false => Formula::Own,
    });
    let kinds = element.attributes().flatten();
    let mut kinds = kinds.filter(|a| a.key.local_name().as_ref() == "value-type");
    Open {
        kind: attribute(element, "value-type").unwrap_or_default(),
        value: values.iter().find_map(|name| attribute(element, name)),
        shows_error: kinds.any(|kind| &*kind.value == "error"),
        formula,
        style: attribute(element, "style-name"),
        repeated: repeats(element, "number-columns-repeated"),
        spans: (
            repeats(element, "number-columns-spanned"),
            repeats(element, "number-rows-spanned"),
        ),
        covered,
        text: String::new(),
    }
}

/// What the cell holds; none when it is empty or a merged cell covers it.
fn cell(open: Open, format: Option<Arc<str>>) -> Option<Cell> {
    let number = || open.value.as_deref().and_then(|v| v.parse::<f64>().ok());
    let given = open.value.clone().unwrap_or_default();
    let shown = match open.text.is_empty() {
        true => &given,
        false => &open.text,
    };
    let value = match open.kind.as_str() {
        _ if open.covered => return None,
        _ if open.shows_error => Some(CellValue::Error(shown.trim().to_owned())),
        "float" | "currency" | "percentage" => number().map(value::number),
        "date" => Some(value::iso_moment(&given)),
        "time" => Some(value::iso_span(&given)),
        "boolean" => Some(CellValue::Bool(given == "true")),
        "string" | "error" => value::text(shown),
        _ => value::text(&open.text),
    };
    let no_result = || open.formula.map(|_| CellValue::NoResult);
    let percentage = || (open.kind == "percentage").then(|| "0%".into());
    Some(Cell {
        value: value.or_else(no_result)?,
        format: percentage().or(format),
        formula: open.formula,
    })
}

/// Bytes of text that a cell keeps.
fn text_of(cell: &Cell) -> usize {
    match &cell.value {
        CellValue::Text(text) | CellValue::Time(text) | CellValue::Error(text) => text.len(),
        CellValue::NoResult
        | CellValue::Number(_)
        | CellValue::DateTime(_)
        | CellValue::Bool(_) => 0,
    }
}

fn is_hidden(element: &BytesStart<'_>) -> bool {
    let visibility = attribute(element, "visibility");
    visibility.is_some_and(|v| v == "collapse" || v == "filter")
}

fn repeats(element: &BytesStart<'_>, name: &str) -> u32 {
    let given = attribute(element, name).and_then(|n| n.parse().ok());
    given.filter(|n| *n > 0).unwrap_or(1)
}
