//! The demonstration workbooks, read once; one of them changed and written anew as a real file.

use crate::demonstration::demonstration;
use relator::catalog::{Campo, Catalog, Esquema, Forma};
use relator::diagnostics::{Finding, Findings};
use relator::domain::CellRef;
use relator::domain::words::fold;
use relator::intake::{self, Cell, CellValue, Sheet, Workbook};
use relator::validation;
use rust_xlsxwriter::{ExcelDateTime, Format};
use std::collections::BTreeMap;
use std::sync::Mutex;

/// A generator of numbers that are the same in every run.
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// One of several; none of nothing.
    pub fn pick<T>(&mut self, mut of: Vec<T>) -> Option<T> {
        if of.is_empty() {
            return None;
        }
        let index = self.next() as usize % of.len();
        Some(of.swap_remove(index))
    }
}

/// Numbers that can be drawn while something else is only looked at.
pub type Shared = std::cell::RefCell<Dice>;

/// Every demonstration workbook.
pub struct Archive {
    pub catalog: Catalog,
    books: Vec<(String, u8, Workbook)>,
    /// What is told of the demonstration itself.
    before: Mutex<BTreeMap<(String, u8), Vec<Told>>>,
}

/// What is told, as code, rule, sheet and cell.
pub type Told = (String, String, String, String);

/// What a mistake must be told as.
pub fn expect(code: u16, rule: &str, sheet: &str, at: Option<CellRef>) -> Option<Told> {
    let at = at.map_or("-".to_owned(), |at| at.to_string());
    Some((format!("REV-{code}"), rule.to_owned(), sheet.to_owned(), at))
}

/// The fields of the cover that say whose workbook it is are another matter.
pub fn is_identity(campo: &Campo) -> bool {
    ["remitente", "reunion", "version"].contains(&campo.nombre.as_str())
}

impl Archive {
    pub fn read() -> Self {
        let known = demonstration();
        let books = known.books.iter().map(|book| {
            let meeting = meta(book, "reunion").parse().unwrap();
            (meta(book, "clave"), meeting, book.clone())
        });
        Self {
            catalog: known.catalog.clone(),
            books: books.collect(),
            before: Mutex::default(),
        }
    }

    /// The one workbook of a sender for a meeting; none when there are several or none.
    pub fn book(&self, sender: &str, meeting: u8) -> Option<&Workbook> {
        let mut of = self
            .books
            .iter()
            .filter(|(s, m, _)| s == sender && *m == meeting);
        let first = of.next()?;
        of.next().is_none().then_some(&first.2)
    }

    /// The workbooks of the senders up to a meeting, and those of the secretariat.
    fn until(&self, senders: &[&str], meeting: u8) -> Vec<Workbook> {
        let wanted = |sender: &str| senders.contains(&sender) || sender == "secretaria";
        let books = self
            .books
            .iter()
            .filter(|(s, m, _)| wanted(s) && *m <= meeting);
        books.map(|(_, _, book)| book.clone()).collect()
    }

    /// What is told of the meeting's workbooks as they are.
    pub fn before(&self, senders: &[&str], meeting: u8) -> Vec<Told> {
        let mut known = self.before.lock().unwrap();
        let told = known.entry((senders.join(" "), meeting));
        told.or_insert_with(|| self.told(senders, meeting, None))
            .clone()
    }

    /// What is told of the meeting's workbooks when one is another than the demonstration's.
    pub fn told(&self, senders: &[&str], meeting: u8, changed: Option<Workbook>) -> Vec<Told> {
        let found = self.found(senders, meeting, changed);
        found.iter().map(told).collect()
    }

    /// The same, with all that is said.
    pub fn found(&self, senders: &[&str], meeting: u8, changed: Option<Workbook>) -> Vec<Finding> {
        let mut books = self.until(senders, meeting);
        if let Some(changed) = changed {
            let place = books.iter_mut().find(|b| b.at == changed.at).unwrap();
            *place = changed;
        }
        let mut findings = Findings::default();
        validation::judge(&self.catalog, &books, &mut findings);
        let now = format!("inputs/reunion-{meeting:02}/");
        let all = findings.into_iter();
        all.filter(|f| f.at.file.starts_with(&now)).collect()
    }

    /// The sheets of a workbook with what the catalogue asks of them.
    pub fn sheets<'c>(&'c self, book: &Workbook, sender: &str) -> Vec<(usize, &'c Esquema)> {
        let class = self.catalog.institucion(sender).unwrap().clase;
        let sheets = book.sheets.iter().enumerate();
        sheets
            .filter_map(|(i, sheet)| Some((i, self.catalog.esquema(&sheet.name, class)?)))
            .collect()
    }
}

pub fn told(finding: &Finding) -> Told {
    (
        finding.code.to_string(),
        finding.rule.clone().unwrap_or_else(|| "-".to_owned()),
        finding.at.sheet.as_deref().unwrap_or("-").to_owned(),
        finding.at.cell.map_or("-".to_owned(), |c| c.to_string()),
    )
}

fn meta(book: &Workbook, key: &str) -> String {
    let sheet = book.sheets.iter().find(|s| &*s.name == "_meta").unwrap();
    let found = sheet.cells.iter().find(|(_, cell)| cell.shown() == key);
    let row = found.unwrap().0.row;
    sheet.cells[&CellRef::new(row, 2)].shown()
}

/// Where the fields of a sheet stand.
pub struct Grid {
    /// Column of each field of a table; row of each field of a list of keys and values.
    pub places: BTreeMap<String, u32>,
    /// Rows with something in them that we did not write ourselves.
    pub rows: Vec<u32>,
    pub forma: Forma,
}

impl Grid {
    pub fn of(sheet: &Sheet, schema: &Esquema) -> Self {
        let field = |cell: &Cell| {
            let word = fold(&cell.shown());
            let mut fields = schema.campos.iter();
            fields
                .find(|c| fold(&c.titulo) == word)
                .map(|c| c.nombre.clone())
        };
        let tabla = schema.forma == Forma::Tabla;
        let headers = sheet.cells.iter().filter(|(at, _)| match tabla {
            true => at.row == 4,
            false => at.column == 2 && at.row >= 5,
        });
        let places: BTreeMap<String, u32> = headers
            .filter_map(|(at, cell)| Some((field(cell)?, if tabla { at.column } else { at.row })))
            .collect();
        let own = |column: u32| {
            let mut fields = schema.campos.iter().filter(|c| !c.prellenado);
            fields.any(|c| places.get(&c.nombre) == Some(&column))
        };
        let mut rows: Vec<u32> = match tabla {
            true => {
                let cells = sheet.cells.keys().filter(|at| at.row > 4 && own(at.column));
                cells.map(|at| at.row).collect()
            }
            false => vec![0],
        };
        rows.dedup();
        Self {
            places,
            rows,
            forma: schema.forma,
        }
    }

    /// The cell of a field in a row.
    pub fn at(&self, field: &str, row: u32) -> Option<CellRef> {
        let place = *self.places.get(field)?;
        Some(match self.forma {
            Forma::Tabla => CellRef::new(row, place),
            Forma::ClaveValor => CellRef::new(place, 3),
        })
    }

    /// Every cell of the fields that are wanted.
    pub fn cells(&self, schema: &Esquema, wanted: impl Fn(&Campo) -> bool) -> Vec<CellRef> {
        let fields = schema.campos.iter().filter(|c| wanted(c));
        fields
            .flat_map(|c| self.rows.iter().filter_map(|row| self.at(&c.nombre, *row)))
            .collect()
    }
}

pub fn last_row(sheet: &Sheet) -> u32 {
    sheet.cells.keys().map(|at| at.row).max().unwrap_or(4)
}

/// Copies a row below the table.
pub fn copy_row(sheet: &mut Sheet, from: u32) -> u32 {
    let to = last_row(sheet) + 1;
    let row = CellRef::new(from, 1)..CellRef::new(from + 1, 1);
    let cells: Vec<(CellRef, Cell)> = sheet
        .cells
        .range(row)
        .map(|(at, cell)| (CellRef::new(to, at.column), cell.clone()))
        .collect();
    sheet.cells.extend(cells);
    to
}

pub fn text(text: &str) -> Cell {
    cell(CellValue::Text(text.to_owned()), None)
}

pub fn number(number: f64, format: Option<&str>) -> Cell {
    cell(CellValue::Number(number), format)
}

pub fn day(text: &str) -> Cell {
    let date = chrono::NaiveDate::parse_from_str(text, "%d/%m/%Y").unwrap();
    let moment = date.and_hms_opt(0, 0, 0).unwrap();
    cell(CellValue::DateTime(moment), Some("dd/mm/yyyy"))
}

pub fn cell(value: CellValue, format: Option<&str>) -> Cell {
    Cell {
        value,
        format: format.map(Into::into),
        formula: None,
    }
}

/// The workbook as a file of another writer's making, read again.
pub fn written(book: &Workbook) -> Workbook {
    let mut file = rust_xlsxwriter::Workbook::new();
    for sheet in &book.sheets {
        let page = file.add_worksheet();
        page.set_name(&*sheet.name).unwrap();
        page.set_hidden(&*sheet.name == "_meta");
        for (at, cell) in &sheet.cells {
            let (row, column) = (at.row - 1, at.column as u16 - 1);
            let code = cell.format.as_deref().unwrap_or("General");
            let format = Format::new().set_num_format(code);
            match &cell.value {
                CellValue::Text(text) => page.write_string(row, column, text).unwrap(),
                CellValue::Number(n) => page
                    .write_number_with_format(row, column, *n, &format)
                    .unwrap(),
                CellValue::DateTime(at) => {
                    let moment = at.format("%Y-%m-%dT%H:%M:%S").to_string();
                    let moment = ExcelDateTime::parse_from_str(&moment).unwrap();
                    page.write_datetime_with_format(row, column, &moment, &format)
                        .unwrap()
                }
                CellValue::Time(time) => {
                    let time = ExcelDateTime::parse_from_str(time).unwrap();
                    let format = Format::new().set_num_format("hh:mm");
                    page.write_datetime_with_format(row, column, &time, &format)
                        .unwrap()
                }
                CellValue::Bool(flag) => page.write_boolean(row, column, *flag).unwrap(),
                CellValue::Error(shown) => {
                    let formula = rust_xlsxwriter::Formula::new("1/0").set_result(shown);
                    page.write_formula(row, column, formula).unwrap()
                }
                CellValue::NoResult => continue,
            };
        }
    }
    let mut findings = Findings::default();
    let bytes = file.save_to_buffer().unwrap();
    intake::read_bytes(book.at.clone(), &bytes, &mut findings).unwrap()
}
