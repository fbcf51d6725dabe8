//! The annotated workbook that answers a delivery: pages with the verdict and the list, and a copy
//! of the values with the cells marked. It is made anew; the file that was received is never
//! touched. Every text is a text, whatever it begins with.

mod copy;

pub use copy::{Copied, CopiedSheet, CopiedValue, Mark, Weight};

use super::saved::saved;
use super::style;
use crate::domain::{CellRef, Fecha};
use rust_xlsxwriter::{
    ColNum, DocProperties, ExcelDateTime, Format, RowNum, Url, Workbook, Worksheet, XlsxError,
};

/// Longest text of a cell in Excel, less a little.
const TEXT_MAX: usize = 32_000;
/// Longest name of a sheet in Excel.
const NAME_MAX: usize = 31;

/// An annotated workbook.
#[derive(Debug)]
pub struct ReviewBook {
    /// Title, for the properties of the file.
    pub title: String,
    /// Institution, for the same.
    pub institution: String,
    /// Said above every page of ours when the data are invented.
    pub legend: Option<String>,
    /// Pages of ours; the first is the one that opens.
    pub pages: Vec<Page>,
    /// Copies of the sheets that were received.
    pub copies: Vec<CopiedSheet>,
    /// Stands for the day of creation, so that the bytes do not depend on it.
    pub date: Fecha,
}

/// A sheet of ours.
#[derive(Debug)]
pub struct Page {
    /// Its name.
    pub name: String,
    /// Widths of its columns, in characters.
    pub widths: Vec<f64>,
    /// What it says, line by line.
    pub lines: Vec<Line>,
}

/// A line of a [`Page`].
#[derive(Debug)]
pub enum Line {
    /// Title of the sheet.
    Title(String),
    /// Heading.
    Heading(String),
    /// A paragraph across all columns.
    Text(String),
    /// Label in the first column, value across the others.
    Fact(String, String),
    /// Headers of a list, each across so many columns.
    Header(Vec<PageCell>),
    /// A record of a list.
    Row(Vec<PageCell>),
    /// Nothing.
    Blank,
}

/// A cell of a list.
#[derive(Debug, Default)]
pub struct PageCell {
    /// Its text.
    pub text: String,
    /// Where it leads: a copy by its position, and a cell of it.
    pub link: Option<(usize, CellRef)>,
    /// Its weight, which colours it.
    pub weight: Option<Weight>,
}

impl PageCell {
    /// A cell with a text.
    pub fn text(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            ..Self::default()
        }
    }
}

/// The workbook, or what it holds that no workbook can. Same contents, same bytes.
pub fn review(book: &ReviewBook) -> Result<Vec<u8>, String> {
    write(book).map_err(|error| format!("el libro «{}» no se pudo formar: {error}", book.title))
}

fn write(book: &ReviewBook) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let created = ExcelDateTime::parse_from_str(&book.date.to_string())?;
    workbook.set_properties(
        &DocProperties::new()
            .set_title(&book.title)
            .set_company(&book.institution)
            .set_creation_datetime(&created),
    );
    let mut taken: Vec<String> = book.pages.iter().map(|page| page.name.clone()).collect();
    let names: Vec<String> = book
        .copies
        .iter()
        .map(|copy| sheet_name(&copy.name, &mut taken))
        .collect();
    for page in &book.pages {
        write_page(
            workbook.add_worksheet(),
            page,
            &names,
            book.legend.as_deref(),
        )?;
    }
    for (copy, name) in book.copies.iter().zip(&names) {
        copy::write(workbook.add_worksheet(), copy, name)?;
    }
    saved(workbook)
}

/// A name that Excel takes and no other sheet has, as near to the wanted one as can be.
fn sheet_name(wanted: &str, taken: &mut Vec<String>) -> String {
    let allowed =
        |c: char| !matches!(c, '[' | ']' | ':' | '*' | '?' | '/' | '\\') && !c.is_control();
    let clean: String = wanted
        .chars()
        .map(|c| if allowed(c) { c } else { '-' })
        .collect();
    let clean = clean.trim_matches('\'');
    let clean = if clean.is_empty() { "-" } else { clean };
    let mut names = (1..).map(|n| {
        let end = if n == 1 {
            String::new()
        } else {
            format!(" ({n})")
        };
        let room = NAME_MAX - end.chars().count();
        let start: String = clean.chars().take(room).collect();
        format!("{start}{end}")
    });
    let free = |name: &String| {
        let same = |other: &String| other.to_lowercase() == name.to_lowercase();
        // Excel keeps this name for itself.
        !taken.iter().any(same) && name.to_lowercase() != "history"
    };
    let name = names.find(free).unwrap_or_default();
    taken.push(name.clone());
    name
}

fn write_page(
    sheet: &mut Worksheet,
    page: &Page,
    names: &[String],
    legend: Option<&str>,
) -> Result<(), XlsxError> {
    sheet.set_name(&page.name)?;
    sheet.set_screen_gridlines(false);
    for (column, width) in (0..).zip(&page.widths) {
        sheet.set_column_width(column, *width)?;
    }
    let mut pen = Pen {
        sheet,
        page,
        names,
        row: 0,
    };
    if let Some(legend) = legend {
        pen.wide(legend, &style::heading(), 0)?;
        pen.row += 1;
    }
    for line in &page.lines {
        pen.line(line)?;
        pen.row += 1;
    }
    sheet.set_paper_size(1);
    sheet.set_landscape().set_print_fit_to_pages(1, 0);
    if let Some(legend) = legend {
        sheet.set_footer(format!("&L{legend}&R&P / &N"));
    }
    Ok(())
}

/// Writes the lines of a page one below the other.
struct Pen<'a> {
    sheet: &'a mut Worksheet,
    page: &'a Page,
    names: &'a [String],
    row: RowNum,
}

impl Pen<'_> {
    fn line(&mut self, line: &Line) -> Result<(), XlsxError> {
        match line {
            Line::Title(text) => {
                self.sheet.set_row_height(self.row, 22)?;
                self.wide_in_one_line(text, &style::title())
            }
            Line::Heading(text) => self.wide_in_one_line(text, &style::heading()),
            Line::Text(text) => self.wide(text, &style::paragraph(), 0),
            Line::Fact(label, value) => {
                let label = clipped(label);
                self.sheet
                    .write_string_with_format(self.row, 0, &label, &style::label())?;
                self.wide(value, &style::paragraph(), 1)?;
                let first = self.page.widths.first().copied().unwrap_or_default();
                let of_label = style::lines_of(label.chars().count(), first);
                self.height(of_label.max(self.lines(value, 1)))
            }
            Line::Header(cells) => self.cells(cells, |_| style::list_header()),
            Line::Row(cells) => self.cells(cells, |cell| match cell.weight {
                Some(weight) => copy::marked(style::list_cell(), weight),
                None => style::list_cell(),
            }),
            Line::Blank => Ok(()),
        }
    }

    fn wide_in_one_line(&mut self, text: &str, format: &Format) -> Result<(), XlsxError> {
        self.sheet
            .write_string_with_format(self.row, 0, clipped(text), format)?;
        Ok(())
    }

    /// A text from a column to the last, as high as it needs.
    fn wide(&mut self, text: &str, format: &Format, from: ColNum) -> Result<(), XlsxError> {
        let last = self.page.widths.len().saturating_sub(1) as ColNum;
        let text = clipped(text);
        if from < last {
            self.sheet
                .merge_range(self.row, from, self.row, last, &text, format)?;
        } else {
            self.sheet
                .write_string_with_format(self.row, from, &text, format)?;
        }
        self.height(self.lines(&text, from))
    }

    /// Lines that a text takes from a column to the last.
    fn lines(&self, text: &str, from: ColNum) -> u32 {
        let width: f64 = self.page.widths.iter().skip(usize::from(from)).sum();
        style::lines_of(text.chars().count(), width)
    }

    fn cells(
        &mut self,
        cells: &[PageCell],
        format: impl Fn(&PageCell) -> Format,
    ) -> Result<(), XlsxError> {
        let mut lines = 1;
        for (column, cell) in (0..).zip(cells) {
            let format = format(cell);
            let text = clipped(&cell.text);
            match cell
                .link
                .and_then(|(at, to)| Some((self.names.get(at)?, to)))
            {
                Some((name, to)) => {
                    let place = format!("internal:'{}'!{to}", name.replace('\'', "''"));
                    let url = Url::new(place).set_text(&text);
                    let format = style::link(format);
                    self.sheet
                        .write_url_with_format(self.row, column, url, &format)?;
                }
                None => {
                    self.sheet
                        .write_string_with_format(self.row, column, &text, &format)?;
                }
            }
            let width = self.page.widths.get(usize::from(column)).copied();
            let width = width.unwrap_or(10.0);
            lines = lines.max(style::lines_of(text.chars().count(), width));
        }
        self.height(lines)
    }

    fn height(&mut self, lines: u32) -> Result<(), XlsxError> {
        // Excel has no row higher than 409 points.
        let height = (style::LINE_HEIGHT * f64::from(lines) + 4.0).min(400.0);
        self.sheet.set_row_height(self.row, height)?;
        Ok(())
    }
}

/// The text as a cell can hold it.
fn clipped(text: &str) -> String {
    text.chars().take(TEXT_MAX).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copied_sheet_has_a_name_that_excel_takes() {
        let mut taken = vec!["Revisión".to_owned()];
        assert_eq!(sheet_name("Sistemas", &mut taken), "Sistemas");
        assert_eq!(sheet_name("sistemas", &mut taken), "sistemas (2)");
        assert_eq!(sheet_name("REVISIÓN", &mut taken), "REVISIÓN (2)");
        assert_eq!(sheet_name("a/b[c]", &mut taken), "a-b-c-");
        assert_eq!(sheet_name("'", &mut taken), "-");
        let long = "Sistemas informáticos del proceso electoral";
        assert_eq!(sheet_name(long, &mut taken).chars().count(), NAME_MAX);
        let again = sheet_name(long, &mut taken);
        assert!(again.ends_with(" (2)") && again.chars().count() == NAME_MAX);
    }
}
