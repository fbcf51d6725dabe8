//! The words of an informe, walked block by block: what a writer must say, in order.

use relator::render::docx::Text;
use relator::report::{Block, Cell, Informe, Inline};

/// Cover, body, tables, captions and notes.
pub fn of(informe: &Informe) -> Text {
    let meta = &informe.meta;
    let mut text = Text::default();
    let cover = [&meta.institution, &meta.area, &meta.title, &meta.group];
    text.body.extend(cover.into_iter().cloned());
    text.body.extend(meta.cover_lines.iter().cloned());
    for block in &informe.blocks {
        walk(block, &mut text);
    }
    text
}

fn walk(block: &Block, text: &mut Text) {
    match block {
        Block::Heading(heading) => {
            let number = heading.number.as_deref().unwrap_or_default();
            text.body.push(format!("{number} {}", heading.text));
        }
        Block::Paragraph { text: inlines, .. } => push(inlines, text),
        Block::List { items } => {
            for item in items {
                text.body.push(item.marker.clone());
                push(&item.text, text);
            }
        }
        Block::Table(table) => {
            text.body.push(table.label.clone());
            push(&table.caption, text);
            let rows = table.rows.iter().map(|row| &row.cells);
            for cells in table.header.iter().chain(rows) {
                for Cell { text: inlines, .. } in cells {
                    push(inlines, text);
                }
            }
            table.notes.iter().for_each(|note| push(note, text));
        }
        Block::Definitions { items } => {
            for (term, meaning) in items {
                text.body.push(term.clone());
                push(meaning, text);
            }
        }
        Block::KeyFigures { items } => {
            for item in items {
                push(&item.value, text);
                push(&item.text, text);
            }
        }
        Block::Figure(figure) => {
            text.body.push(figure.label.clone());
            push(&figure.caption, text);
            push(&figure.reading, text);
            figure.notes.iter().for_each(|note| push(note, text));
        }
        Block::Contents | Block::PageBreak => {}
    }
}

fn push(inlines: &[Inline], text: &mut Text) {
    let mut line = String::new();
    write(inlines, &mut line, &mut text.notes);
    text.body.push(line);
}

fn write(inlines: &[Inline], line: &mut String, notes: &mut Vec<String>) {
    for inline in inlines {
        match inline {
            Inline::Text { text } | Inline::Value { text, .. } => line.push_str(text),
            Inline::Strong { text } | Inline::Emphasis { text } => write(text, line, notes),
            Inline::Status { shape, word, .. } => line.push_str(&format!("{shape} {word}")),
            Inline::Reference { text, .. } => line.push_str(text),
            Inline::Break => line.push('\n'),
            Inline::Footnote { text } => {
                let mut note = String::new();
                write(text, &mut note, &mut Vec::new());
                notes.push(note);
            }
        }
    }
}
