//! The sheets of a LibreOffice workbook. Read by a pass of our own, because calamine spreads every
//! repeated cell out in memory at once and does not tell a percentage from a number.

use super::beside::attribute;
use super::budget::Budget;
use super::container::Container;
use super::trouble::Trouble;
use super::value;
use super::workbook::{Cell, CellValue, Sheet, SheetVisibility};
use crate::diagnostics::Location;
use crate::domain::CellRef;
use quick_xml::Reader;
use quick_xml::events::{BytesRef, BytesStart, Event};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Bytes of text of one cell; Excel admits 32,767 characters.
const MAX_CELL_TEXT: usize = 131_072;
/// Rows and columns of a sheet.
const GRID: CellRef = CellRef::new(1_048_576, 16_384);

/// Reads every sheet of `content.xml`.
pub(super) fn read(at: &Location, bytes: &[u8]) -> Result<Vec<Sheet>, Trouble> {
    let content = Container::open(bytes)?
        .part("content.xml")
        .ok_or_else(Trouble::damaged)?;
    let text = String::from_utf8(content)
        .map_err(|_| Trouble::tampered("codificación de texto no admitida"))?;
    let mut reader = Reader::from_str(&text);
    let mut pass = Pass::new(at);
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
            Event::Eof => return pass.finish(),
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
    formula: bool,
    repeated: u32,
    text: String,
}

struct Pass<'a> {
    at: &'a Location,
    sheets: Vec<Sheet>,
    /// Names of the styles of sheets that are not shown.
    hidden: BTreeSet<String>,
    style: Option<String>,
    row: u32,
    column: u32,
    /// Cells of the row that is read, and how often the row is repeated.
    cells: Vec<(u32, u32, Cell)>,
    rows: u32,
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
            hidden: BTreeSet::new(),
            style: None,
            row: 1,
            column: 1,
            cells: Vec::new(),
            rows: 1,
            cell: None,
            note: 0,
            budget: Budget::new(),
        }
    }

    fn open(&mut self, element: &BytesStart<'_>) -> Result<(), Trouble> {
        match element.local_name().as_ref() {
            "annotation" => self.note += 1,
            "style" => self.style = attribute(element, "name"),
            "table-properties" if attribute(element, "display").as_deref() == Some("false") => {
                self.hidden.extend(self.style.clone());
            }
            "table" => self.open_sheet(element)?,
            "table-row" => {
                self.column = 1;
                self.rows = repeats(element, "number-rows-repeated");
            }
            "table-cell" | "covered-table-cell" => {
                let attributes = [
                    "value",
                    "date-value",
                    "time-value",
                    "boolean-value",
                    "string-value",
                ];
                self.cell = Some(Open {
                    kind: attribute(element, "value-type").unwrap_or_default(),
                    value: attributes.iter().find_map(|name| attribute(element, name)),
                    formula: attribute(element, "formula").is_some(),
                    repeated: repeats(element, "number-columns-repeated"),
                    text: String::new(),
                });
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
            _ => {}
        }
        Ok(())
    }

    fn close(&mut self, name: &str) -> Result<(), Trouble> {
        match name {
            "annotation" => self.note = self.note.saturating_sub(1),
            "table-cell" | "covered-table-cell" => self.close_cell(),
            "table-row" => self.close_row()?,
            _ => {}
        }
        Ok(())
    }

    fn text(&mut self, words: &str) {
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
        let hidden = attribute(element, "style-name").is_some_and(|s| self.hidden.contains(&s));
        self.sheets.push(Sheet {
            at: self.at.sheet(name.clone()),
            name,
            visibility: if hidden {
                SheetVisibility::Hidden
            } else {
                SheetVisibility::Visible
            },
            cells: BTreeMap::new(),
            merged: Vec::new(),
            hidden_rows: BTreeSet::new(),
        });
        self.row = 1;
        Ok(())
    }

    fn close_cell(&mut self) {
        let Some(open) = self.cell.take() else {
            return;
        };
        let (first, repeated) = (self.column, open.repeated);
        self.column = self.column.saturating_add(repeated);
        if let Some(cell) = cell(open) {
            self.cells.push((first, repeated, cell));
        }
    }

    fn close_row(&mut self) -> Result<(), Trouble> {
        let (first, rows) = (self.row, self.rows);
        self.row = self.row.saturating_add(rows);
        let Some(sheet) = self.sheets.last_mut() else {
            return Ok(());
        };
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

/// What the cell holds; none when it is empty.
fn cell(open: Open) -> Option<Cell> {
    let number = || open.value.as_deref().and_then(|v| v.parse::<f64>().ok());
    let given = open.value.clone().unwrap_or_default();
    let value = match open.kind.as_str() {
        "float" | "currency" | "percentage" => number().map(value::number),
        "date" => Some(value::iso_moment(&given)),
        "time" => Some(value::iso_span(&given)),
        "boolean" => Some(CellValue::Bool(given == "true")),
        "string" | "error" => value::text(if open.text.is_empty() {
            &given
        } else {
            &open.text
        }),
        _ => value::text(&open.text),
    };
    let no_result = || open.formula.then_some(CellValue::NoResult);
    Some(Cell {
        value: value.or_else(no_result)?,
        format: (open.kind == "percentage").then(|| "0%".into()),
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

fn repeats(element: &BytesStart<'_>, name: &str) -> u32 {
    let given = attribute(element, name).and_then(|n| n.parse().ok());
    given.filter(|n| *n > 0).unwrap_or(1)
}
