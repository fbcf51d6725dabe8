//! The workbooks of `inputs/`, read again and by nothing but their cells: what a printed value is
//! measured against.

use relator::catalog::Catalog;
use relator::diagnostics::{Findings, Location};
use relator::domain::CellRef;
use relator::intake::{self, Cell, CellValue, Sheet, Workbook};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// Headers stand in this row of every table of the demonstration.
const HEADERS: u32 = 4;

/// Every workbook by its path.
pub struct Sheets {
    books: BTreeMap<String, Workbook>,
    /// Sheet, sender and key of every row of a table, by file, sheet and row.
    identities: BTreeMap<(String, String, u32), Vec<String>>,
}

impl Sheets {
    /// Reads every file below `inputs/`.
    pub fn read(root: &Path, catalog: &Catalog) -> Self {
        let mut books = BTreeMap::new();
        let mut identities = BTreeMap::new();
        for folder in fs::read_dir(root.join("inputs")).unwrap() {
            let folder = folder.unwrap();
            for file in fs::read_dir(folder.path()).unwrap() {
                let file = file.unwrap();
                let (folder, name) = (folder.file_name(), file.file_name());
                let (folder, name) = (folder.to_str().unwrap(), name.to_str().unwrap());
                let path = format!("inputs/{folder}/{name}");
                let bytes = fs::read(file.path()).unwrap();
                let at = Location::file(path.as_str());
                let book = intake::read_bytes(at, &bytes, &mut Findings::default()).unwrap();
                for sheet in &book.sheets {
                    for (row, identity) in identified(&book, sheet, catalog) {
                        let key = (path.clone(), sheet.name.to_string(), row);
                        identities.insert(key, identity);
                    }
                }
                books.insert(path, book);
            }
        }
        Self { books, identities }
    }

    pub fn books(&self) -> impl Iterator<Item = &Workbook> {
        self.books.values()
    }

    pub fn sheet(&self, at: &Location) -> &Sheet {
        let book = &self.books[&*at.file];
        let name = at.sheet.as_deref().unwrap();
        sheet(book, name).unwrap()
    }

    /// What stands in a cell; none when it is empty.
    pub fn cell(&self, at: &Location) -> Option<&Cell> {
        self.sheet(at).cells.get(&at.cell.unwrap())
    }

    /// Whose row it is and which: sheet, sender and key. The same in every meeting.
    pub fn identity(&self, at: &Location) -> &[String] {
        let sheet = at.sheet.as_deref().unwrap().to_owned();
        let key = (at.file.to_string(), sheet, at.cell.unwrap().row);
        &self.identities[&key]
    }
}

/// The rows below the headers with what identifies them.
fn identified(book: &Workbook, sheet: &Sheet, catalog: &Catalog) -> Vec<(u32, Vec<String>)> {
    let sender = text_at(book, "_meta", "clave");
    let schema = catalog.esquemas.iter().find(|schema| {
        let known = |title: &str| column(sheet, title).is_some();
        schema.hoja == *sheet.name && schema.campos.iter().all(|campo| known(&campo.titulo))
    });
    let titles = schema.into_iter().flat_map(|schema| {
        let titled = |name: &String| schema.campo(name).unwrap().titulo.as_str();
        schema.llave.iter().map(titled)
    });
    let columns: Vec<u32> = titles.map(|title| column(sheet, title).unwrap()).collect();
    let rows: BTreeSet<u32> = sheet.cells.keys().map(|at| at.row).collect();
    let row = |row: u32| {
        let key = columns.iter().map(|column| {
            let cell = sheet.cells.get(&CellRef::new(row, *column));
            cell.map_or_else(String::new, text)
        });
        let whose = [sheet.name.to_string(), sender.clone()];
        (row, whose.into_iter().chain(key).collect())
    };
    rows.into_iter().map(row).collect()
}

pub fn sheet<'b>(book: &'b Workbook, name: &str) -> Option<&'b Sheet> {
    book.sheets.iter().find(|sheet| &*sheet.name == name)
}

/// The column with a header.
pub fn column(sheet: &Sheet, title: &str) -> Option<u32> {
    let headers = sheet.cells.iter().filter(|(at, _)| at.row == HEADERS);
    let mut named = headers.filter(|(_, cell)| text(cell) == title);
    named.next().map(|(at, _)| at.column)
}

/// The value beside a word of the first column.
pub fn text_at(book: &Workbook, name: &str, word: &str) -> String {
    let sheet = sheet(book, name).unwrap();
    let (at, _) = sheet
        .cells
        .iter()
        .find(|(at, cell)| at.column == 1 && text(cell) == word)
        .unwrap();
    text(&sheet.cells[&CellRef::new(at.row, 2)])
}

/// The rows of a table below its headers, each by the titles of its columns.
pub fn rows<'b>(sheet: &'b Sheet) -> Vec<BTreeMap<String, &'b Cell>> {
    let mut rows: BTreeMap<u32, BTreeMap<String, &'b Cell>> = BTreeMap::new();
    for (at, cell) in sheet.cells.iter().filter(|(at, _)| at.row > HEADERS) {
        if let Some(header) = sheet.cells.get(&CellRef::new(HEADERS, at.column)) {
            rows.entry(at.row).or_default().insert(text(header), cell);
        }
    }
    rows.into_values().collect()
}

/// A cell as plain text.
pub fn text(cell: &Cell) -> String {
    match &cell.value {
        CellValue::Text(text) | CellValue::Time(text) | CellValue::Error(text) => {
            text.trim().to_owned()
        }
        CellValue::Number(number) => number.to_string(),
        CellValue::DateTime(at) => at.to_string(),
        CellValue::Bool(yes) => yes.to_string(),
        CellValue::NoResult => String::new(),
    }
}

/// The number of a cell as it is meant: a share shown as percentage counts a hundred times.
pub fn number(cell: &Cell) -> Option<f64> {
    let CellValue::Number(number) = cell.value else {
        return None;
    };
    Some(if is_share(cell) {
        number * 100.0
    } else {
        number
    })
}

/// Whether Excel itself multiplies by a hundred: a percent sign outside quotation marks.
fn is_share(cell: &Cell) -> bool {
    let format = cell.format.as_deref().unwrap_or_default();
    format.split('"').step_by(2).any(|part| part.contains('%'))
}

/// Whether the cell is shown with a percent sign.
pub fn is_percent(cell: &Cell) -> bool {
    cell.format.as_deref().is_some_and(|f| f.contains('%'))
}
