//! Blocks with words of ours.

use crate::report::{Align, Block, Cell, Column, Heading, Inline, Role, RowRole, Table, TableRow};

/// Text as one run.
pub fn run(text: &str) -> Vec<Inline> {
    vec![Inline::Text {
        text: text.to_owned(),
    }]
}

/// A heading of the first level; ids of ours begin with `revision-`.
pub fn heading(id: &str, text: &str) -> Block {
    Block::Heading(Heading {
        id: format!("revision-{id}"),
        level: 1,
        number: None,
        text: text.to_owned(),
        listed: false,
    })
}

/// A paragraph.
pub fn paragraph(text: &str) -> Block {
    Block::Paragraph {
        text: run(text),
        role: Role::Body,
    }
}

/// Label and value in two columns.
pub fn definitions(items: Vec<(String, String)>) -> Block {
    let items = items.into_iter();
    Block::Definitions {
        items: items.map(|(term, text)| (term, run(&text))).collect(),
    }
}

/// A column of a [`table`]: its header, its side and its share of the width in thousandths.
pub type Header = (String, Align, u32);

/// A table with a title and a note below; none when it has no rows. A cell without words gets a
/// dash.
pub fn table(
    id: &str,
    (title, note): (String, String),
    headers: &[Header],
    rows: Vec<Vec<String>>,
) -> Option<Block> {
    if rows.is_empty() {
        return None;
    }
    let cell = |text: &str| Cell {
        text: run(if text.is_empty() { "—" } else { text }),
        span: 1,
    };
    let cells = |texts: &[String]| texts.iter().map(|text| cell(text)).collect();
    let titles: Vec<String> = headers.iter().map(|(title, ..)| title.clone()).collect();
    let columns = headers.iter().enumerate();
    Some(Block::Table(Table {
        id: format!("revision-{id}"),
        description: format!("{title} {note}"),
        label: title,
        caption: Vec::new(),
        columns: columns
            .map(|(at, (_, align, share))| Column {
                align: *align,
                share: *share,
                header: at == 0,
            })
            .collect(),
        header: vec![cells(&titles)],
        rows: rows
            .iter()
            .map(|row| TableRow {
                cells: cells(row),
                role: RowRole::Body,
                id: None,
            })
            .collect(),
        notes: vec![run(&note)],
        landscape: false,
    }))
}
