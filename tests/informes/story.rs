//! What all tests share: the catalogue, the workbooks and the eleven informes, made once.

use crate::sheets::Sheets;
use relator::catalog::{self, Catalog};
use relator::diagnostics::Findings;
use relator::intake::Fence;
use relator::pipeline::{self, Understood};
use relator::report::{Block, Cell, Informe, Inline, RowRole, Stage, Table, compose};
use std::path::Path;
use std::sync::OnceLock;

pub struct Story {
    pub catalog: Catalog,
    pub understood: Understood,
    pub informes: Vec<Informe>,
    pub sheets: Sheets,
}

pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

pub fn story() -> &'static Story {
    static ONCE: OnceLock<Story> = OnceLock::new();
    ONCE.get_or_init(|| {
        let catalog = catalog::load(root()).unwrap();
        let inputs = root().join("inputs");
        let understood = pipeline::understand(&catalog, &Fence::none(), root(), &inputs).unwrap();
        let meetings = catalog.proceso.reuniones.iter();
        let informe = |number| {
            let mut findings = Findings::default();
            compose(
                &catalog,
                &understood.judged,
                number,
                Stage::Final { pending: None },
                &mut findings,
            )
            .unwrap()
        };
        Story {
            informes: meetings.map(|meeting| informe(meeting.numero)).collect(),
            sheets: Sheets::read(root(), &catalog),
            catalog,
            understood,
        }
    })
}

/// A stretch of an informe whose numbers speak of each other: a paragraph or the rows of a table
/// (its totals rest on those rows, and are added up again elsewhere).
pub struct Stretch<'a> {
    /// Id of the table, or nothing for prose.
    pub table: Option<&'a str>,
    /// Its texts.
    pub texts: Vec<&'a [Inline]>,
    /// The totals of the table.
    pub totals: Vec<&'a [Inline]>,
}

pub fn stretches(informe: &Informe) -> Vec<Stretch<'_>> {
    let mut found = Vec::new();
    for block in &informe.blocks {
        let (table, texts): (Option<&str>, Vec<&[Inline]>) = match block {
            Block::Paragraph { text, .. } => (None, vec![text]),
            Block::List { items } => (None, items.iter().map(|item| &item.text[..]).collect()),
            Block::Definitions { items } => {
                (None, items.iter().map(|(_, text)| &text[..]).collect())
            }
            Block::KeyFigures { items } => (
                None,
                items
                    .iter()
                    .flat_map(|item| [&item.value[..], &item.text[..]])
                    .collect(),
            ),
            Block::Figure(figure) => {
                let notes = figure.notes.iter().map(|note| &note[..]);
                let texts = [&figure.caption[..], &figure.reading[..]];
                (None, texts.into_iter().chain(notes).collect())
            }
            Block::Table(table) => {
                let notes = table.notes.iter().map(|note| &note[..]);
                let rows = table.rows.iter().filter(|row| row.role != RowRole::Total);
                let cells = rows.flat_map(|row| &row.cells);
                let cells = cells.map(|cell: &Cell| &cell.text[..]);
                let texts = notes.chain([&table.caption[..]]).chain(cells);
                (Some(table.id.as_str()), texts.collect())
            }
            Block::Heading(_) | Block::Contents | Block::PageBreak => (None, Vec::new()),
        };
        let totals = match block {
            Block::Table(table) => totals(table),
            Block::Heading(_)
            | Block::Paragraph { .. }
            | Block::List { .. }
            | Block::Definitions { .. }
            | Block::KeyFigures { .. }
            | Block::Figure(_)
            | Block::Contents
            | Block::PageBreak => Vec::new(),
        };
        found.push(Stretch {
            table,
            texts,
            totals,
        });
    }
    found
}

fn totals(table: &Table) -> Vec<&[Inline]> {
    let rows = table.rows.iter().filter(|row| row.role == RowRole::Total);
    let cells = rows.flat_map(|row| &row.cells);
    cells.map(|cell| &cell.text[..]).collect()
}

/// Every printed value with its origin, inner ones included.
pub fn values<'a>(text: &'a [Inline], found: &mut Vec<(&'a str, usize)>) {
    for inline in text {
        match inline {
            Inline::Value { text, origin } => found.push((text, *origin)),
            Inline::Strong { text } | Inline::Emphasis { text } | Inline::Footnote { text } => {
                values(text, found);
            }
            Inline::Text { .. }
            | Inline::Status { .. }
            | Inline::Reference { .. }
            | Inline::Break => {}
        }
    }
}

/// The words of a text.
pub fn plain(text: &[Inline]) -> String {
    let inline = |inline: &Inline| match inline {
        Inline::Text { text } | Inline::Value { text, .. } | Inline::Reference { text, .. } => {
            text.clone()
        }
        Inline::Strong { text } | Inline::Emphasis { text } => plain(text),
        Inline::Status { word, .. } => word.clone(),
        Inline::Footnote { text } => format!(" {} ", plain(text)),
        Inline::Break => "\n".into(),
    };
    text.iter().map(inline).collect()
}

/// Every paragraph with each table that it cites.
pub fn citations(informe: &Informe) -> Vec<(&[Inline], &str)> {
    let mut found = Vec::new();
    for block in &informe.blocks {
        if let Block::Paragraph { text, .. } = block {
            for inline in text {
                if let Inline::Reference { target, .. } = inline {
                    found.push((&text[..], target.as_str()));
                }
            }
        }
    }
    found
}

pub fn tables(informe: &Informe) -> Vec<&Table> {
    let mut found = Vec::new();
    for block in &informe.blocks {
        if let Block::Table(table) = block {
            found.push(table);
        }
    }
    found
}

pub fn table<'a>(informe: &'a Informe, id: &str) -> Option<&'a Table> {
    tables(informe).into_iter().find(|table| table.id == id)
}

/// Small numbers as a sentence writes them.
const SPOKEN: [(&str, f64); 12] = [
    ("un", 1.0),
    ("una", 1.0),
    ("uno", 1.0),
    ("dos", 2.0),
    ("tres", 3.0),
    ("cuatro", 4.0),
    ("cinco", 5.0),
    ("seis", 6.0),
    ("siete", 7.0),
    ("ocho", 8.0),
    ("nueve", 9.0),
    ("ninguno", 0.0),
];

/// The number for which a word stands.
pub fn spoken(word: &str) -> Option<f64> {
    let mut known = SPOKEN.iter();
    known.find(|(words, _)| *words == word).map(|(_, n)| *n)
}

/// The numbers of a text in their order: values with their figures, and small ones in words.
pub fn numbers_of(text: &[Inline]) -> Vec<f64> {
    let mut found = Vec::new();
    for inline in text {
        match inline {
            Inline::Value { text, .. } => found.extend(crate::evidence::read(text)),
            Inline::Text { text } => {
                let words = text.split(|c: char| !c.is_alphabetic());
                found.extend(words.filter_map(spoken));
            }
            Inline::Strong { text } | Inline::Emphasis { text } | Inline::Footnote { text } => {
                found.extend(numbers_of(text));
            }
            Inline::Status { .. } | Inline::Reference { .. } | Inline::Break => {}
        }
    }
    found
}
