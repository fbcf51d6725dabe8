//! The lists of a review: inconsistencias, rows that are not used, sheets, dates in words.

use super::blocks::{Header, heading, paragraph, table};
use super::{Desk, Subject, Words};
use crate::diagnostics::show::{clean, group, ranges, shorten};
use crate::diagnostics::{Finding, Location, Severity};
use crate::domain::Value;
use crate::report::{Align, Block, dates};
use crate::validation::{Row, Standing};
use std::sync::Arc;

/// Headers of the list of inconsistencias in the workbook.
pub const HEADERS: [&str; 8] = [
    "revision_col_hoja",
    "revision_col_celda",
    "revision_col_severidad",
    "revision_col_recibido",
    "revision_col_esperado",
    "revision_col_mensaje",
    "revision_col_ayuda",
    "revision_col_codigo",
];
/// Headers of the list of dates.
pub const DATE_HEADERS: [&str; 4] = [
    "revision_col_hoja",
    "revision_col_celda",
    "revision_col_columna",
    "revision_col_fecha",
];
/// Most lines of a list of the PDF; the workbook has them all.
const LINES: usize = 60;
/// Most addresses told in one line.
const ADDRESSES: usize = 6;
/// Most characters of a value in the PDF.
const VALUE: usize = 160;

/// An inconsistencia in the list of the workbook.
#[derive(Debug)]
pub struct Entry {
    /// Where.
    pub at: Location,
    /// The other cells that take part.
    pub related: Vec<Location>,
    /// Weight.
    pub severity: Severity,
    /// Words for each header.
    pub columns: Vec<String>,
    /// The same in a few lines, for the note of the cell.
    pub note: String,
    /// The note of the other cells that take part.
    pub related_note: String,
}

/// A date that was read.
#[derive(Debug)]
pub struct ReadDate {
    /// Its cell.
    pub at: Location,
    /// Header of its column.
    pub column: String,
    /// `19 de octubre de 2021`.
    pub words: String,
}

impl Desk<'_> {
    /// Every inconsistencia, for the workbook.
    pub(super) fn entries(&self, findings: &[&Finding]) -> Vec<Entry> {
        let entries = findings.iter().map(|finding| Entry {
            at: finding.at.clone(),
            related: finding.related.clone(),
            severity: finding.severity,
            columns: vec![
                self.sheet_words(finding),
                self.cell_words(finding),
                finding.severity.word().to_owned(),
                clean(&finding.found),
                clean(&finding.expected),
                clean(&finding.message),
                clean(&finding.help),
                code(finding),
            ],
            note: self.note(finding),
            related_note: self.phrases.fill(
                "revision_nota_relacionada",
                &[("celda", &self.place_words(finding))],
            ),
        });
        entries.collect()
    }

    fn note(&self, finding: &Finding) -> String {
        let values = [
            ("severidad", finding.severity.word()),
            ("codigo", &code(finding)),
            ("mensaje", &clean(&finding.message)),
            ("esperado", &clean(&finding.expected)),
            ("ayuda", &clean(&finding.help)),
        ];
        self.phrases.fill("revision_nota", &values)
    }

    /// `Sistemas › G14`.
    fn place_words(&self, finding: &Finding) -> String {
        let sheet = self.sheet_words(finding);
        match finding.at.cell {
            Some(cell) => format!("{sheet} › {cell}"),
            None => sheet,
        }
    }

    fn sheet_words(&self, finding: &Finding) -> String {
        match &finding.at.sheet {
            Some(sheet) => clean(sheet),
            None => self.phrases.plain("revision_todo_el_libro"),
        }
    }

    fn cell_words(&self, finding: &Finding) -> String {
        match (&finding.at.sheet, finding.at.cell) {
            (_, Some(cell)) => cell.to_string(),
            (Some(_), None) => self.phrases.plain("revision_toda_la_hoja"),
            (None, None) => "—".to_owned(),
        }
    }

    /// The inconsistencias of the PDF: what says the same of several cells stands once.
    pub(super) fn list(&self, subject: &Subject<'_>, words: &Words) -> Vec<Block> {
        let groups = group(subject.findings.iter().copied());
        let rows: Vec<Vec<String>> = groups
            .iter()
            .take(LINES)
            .map(|group| {
                let first = group.first;
                let rest = group.rest.iter().filter_map(|f| f.at.cell);
                let cells: Vec<_> = first.at.cell.into_iter().chain(rest).collect();
                let place = match (&first.at.sheet, cells.is_empty()) {
                    (Some(sheet), false) => {
                        format!("{} › {}", clean(sheet), ranges(&cells, ADDRESSES))
                    }
                    (Some(_), true) | (None, _) => self.sheet_words(first),
                };
                vec![
                    place,
                    shorten(&clean(&first.found), VALUE),
                    shorten(&clean(&first.expected), VALUE),
                    format!("{} {}", clean(&first.message), clean(&first.help)),
                    first.severity.word().to_owned(),
                ]
            })
            .collect();
        let headers = self.headers([
            ("revision_col_lugar", Align::Left, 175),
            ("revision_col_recibido", Align::Left, 155),
            ("revision_col_esperado", Align::Left, 155),
            ("revision_col_que_hacer", Align::Left, 385),
            ("revision_col_severidad", Align::Left, 130),
        ]);
        let title = self.title("revision_tabla_lista");
        let mut blocks = Vec::new();
        if let Some(list) = table("lista", title, &headers, rows) {
            blocks.push(heading("inconsistencias", &words.list));
            blocks.push(list);
        }
        if groups.len() > LINES {
            let more = (groups.len() - LINES).to_string();
            let text = self.phrases.fill("revision_mas", &[("n", &more)]);
            blocks.push(paragraph(&text));
        }
        blocks
    }

    /// The sheets, with the rows that were read and used.
    pub(super) fn sheets(&self, subject: &Subject<'_>) -> Option<Block> {
        let title = self.title("revision_tabla_hojas");
        let judged = subject.delivery.filter(|d| !d.sheets.is_empty());
        let Some(delivery) = judged else {
            let headers = self.headers([
                ("revision_col_hoja", Align::Left, 700),
                ("revision_col_filas", Align::Right, 300),
            ]);
            let rows = subject.sheets.iter();
            let rows = rows.map(|(sheet, rows)| vec![clean(sheet), rows.to_string()]);
            let title = self.title("revision_tabla_hojas_sin_revisar");
            return table("hojas", title, &headers, rows.collect());
        };
        let headers = self.headers([
            ("revision_col_hoja", Align::Left, 460),
            ("revision_col_leidas", Align::Right, 270),
            ("revision_col_usadas", Align::Right, 270),
        ]);
        let rows = delivery.sheets.iter();
        let rows = rows
            .map(|(sheet, (read, used))| vec![sheet.clone(), read.to_string(), used.to_string()]);
        table("hojas", title, &headers, rows.collect())
    }

    /// The rows that were read and are not used, with the reason.
    pub(super) fn left_out(&self, subject: &Subject<'_>) -> Vec<Block> {
        let judged = subject.delivery.zip(self.dataset(subject));
        let Some(review) = judged.and_then(|(d, dataset)| dataset.reviews.get(&d.at.file)) else {
            return Vec::new();
        };
        let headers = self.headers([
            ("revision_col_hoja", Align::Left, 220),
            ("revision_col_fila", Align::Right, 110),
            ("revision_col_llave", Align::Left, 400),
            ("revision_col_motivo", Align::Left, 270),
        ]);
        let told = review.left_out.iter().filter(|l| !l.reasons.is_empty());
        let more = told.clone().count().saturating_sub(LINES);
        let rows = told.take(LINES).map(|left| {
            vec![
                left.sheet.clone(),
                left.row.to_string(),
                shorten(&clean(&left.key), VALUE),
                left.reasons.join(", "),
            ]
        });
        let title = self.title("revision_tabla_no_usadas");
        let listed = table("no-usadas", title, &headers, rows.collect());
        let more = (more > 0).then(|| {
            let n = more.to_string();
            paragraph(&self.phrases.fill("revision_no_usadas_mas", &[("n", &n)]))
        });
        listed.into_iter().chain(more).collect()
    }

    /// Every date of the rows that are used, in the order of sheets and cells.
    pub(super) fn dates(&self, subject: &Subject<'_>) -> Vec<ReadDate> {
        let Some((delivery, dataset)) = subject.delivery.zip(self.dataset(subject)) else {
            return Vec::new();
        };
        let rows = dataset.sheets.values().flatten();
        let own = rows.filter(|row| {
            row.standing == Standing::Reported && row.delivery.at.file == delivery.at.file
        });
        let mut found: Vec<ReadDate> = own.flat_map(|row| self.dates_of(row)).collect();
        found.sort_by(|a, b| a.at.cmp(&b.at));
        found
    }

    fn dates_of(&self, row: &Arc<Row>) -> Vec<ReadDate> {
        let sender = self.catalog.institucion(&row.delivery.sender);
        let schema = sender.and_then(|s| self.catalog.esquema(&row.sheet, s.clase));
        let dated = row.fields.iter().filter_map(|(name, field)| {
            let words = match &field.value {
                Value::Date(date) => dates::long(*date),
                Value::Text(text) => dates::moment_long(text)?,
                Value::Missing | Value::Bool(_) | Value::Number(_) | Value::List(_) => return None,
            };
            let campo = schema.and_then(|schema| schema.campo(name));
            if campo.is_some_and(|campo| campo.prellenado) {
                return None;
            }
            Some(ReadDate {
                at: field.at.clone(),
                column: campo.map_or_else(|| name.clone(), |campo| campo.titulo.clone()),
                words,
            })
        });
        dated.collect()
    }

    /// The dates of the PDF, a line for each column.
    pub(super) fn dates_by_column(&self, dates: &[ReadDate], words: &Words) -> Vec<Block> {
        let mut rows: Vec<Vec<String>> = Vec::new();
        for date in dates {
            let sheet = date.at.sheet.as_deref().map(clean).unwrap_or_default();
            let cell = date.at.cell.map(|cell| cell.to_string());
            let text = format!("{}: {}", cell.unwrap_or_default(), date.words);
            let line = rows
                .iter_mut()
                .find(|row| row[0] == sheet && row[1] == date.column);
            match line {
                Some(row) => {
                    row[2].push_str("; ");
                    row[2].push_str(&text);
                }
                None => rows.push(vec![sheet, date.column.clone(), text]),
            }
        }
        let headers = self.headers([
            ("revision_col_hoja", Align::Left, 170),
            ("revision_col_columna", Align::Left, 200),
            ("revision_col_fechas", Align::Left, 630),
        ]);
        let title = self.title("revision_tabla_fechas");
        let table = table("fechas", title, &headers, rows);
        table.map_or_else(Vec::new, |table| {
            vec![heading("fechas-leidas", &words.dates), table]
        })
    }

    fn headers<const N: usize>(&self, columns: [(&str, Align, u32); N]) -> [Header; N] {
        columns.map(|(key, align, share)| (self.phrases.plain(key), align, share))
    }

    /// Title of a table and the sentence after it.
    fn title(&self, key: &str) -> (String, String) {
        let sentence = self.phrases.plain(&format!("{key}_texto"));
        (self.phrases.plain(key), sentence)
    }
}

/// The code, with the rule when there is one.
fn code(finding: &Finding) -> String {
    match &finding.rule {
        Some(rule) => format!("{} ({rule})", finding.code),
        None => finding.code.to_string(),
    }
}
