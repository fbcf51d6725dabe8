//! Walks over every text of an informe.

use super::{Block, Cell, Drawing, Figure, Informe, Inline, Meta, Role, Table};

/// Whose words a text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whose {
    /// Words of the wording, the lexicon or the catalogue.
    Ours,
    /// Words of a workbook, with the origin of the value.
    Value(usize),
    /// Words that stand in a quotation, labels of a drawing: data without an origin of its own.
    Data,
}

type Visitor<'v> = &'v mut dyn FnMut(&mut String, Whose);

/// Calls the visitor with every text that a reader sees, in the order of the informe.
pub fn texts(informe: &mut Informe, visit: Visitor<'_>) {
    meta(&mut informe.meta, visit);
    for block in &mut informe.blocks {
        self::block(block, visit);
    }
}

/// Calls the visitor with every run of inlines of the body.
pub fn runs(blocks: &mut [Block], visit: &mut dyn FnMut(&mut Vec<Inline>)) {
    for block in blocks {
        match block {
            Block::Heading(_) | Block::Contents | Block::PageBreak => {}
            Block::Paragraph { text, .. } => run(text, visit),
            Block::List { items } => items.iter_mut().for_each(|i| run(&mut i.text, visit)),
            Block::Definitions { items } => items.iter_mut().for_each(|(_, text)| run(text, visit)),
            Block::KeyFigures { items } => {
                for item in items {
                    run(&mut item.value, visit);
                    run(&mut item.text, visit);
                }
            }
            Block::Table(table) => {
                run(&mut table.caption, visit);
                cells(table).for_each(|cell| run(&mut cell.text, visit));
                table.notes.iter_mut().for_each(|note| run(note, visit));
            }
            Block::Figure(figure) => {
                run(&mut figure.caption, visit);
                run(&mut figure.reading, visit);
                figure.notes.iter_mut().for_each(|note| run(note, visit));
            }
        }
    }
}

fn run(text: &mut Vec<Inline>, visit: &mut dyn FnMut(&mut Vec<Inline>)) {
    visit(text);
    for inline in text {
        match inline {
            Inline::Strong { text } | Inline::Emphasis { text } | Inline::Footnote { text } => {
                run(text, visit);
            }
            Inline::Text { .. }
            | Inline::Value { .. }
            | Inline::Status { .. }
            | Inline::Reference { .. }
            | Inline::Break => {}
        }
    }
}

fn cells(table: &mut Table) -> impl Iterator<Item = &mut Cell> {
    let body = table.rows.iter_mut().flat_map(|row| &mut row.cells);
    table.header.iter_mut().flatten().chain(body)
}

fn meta(meta: &mut Meta, visit: Visitor<'_>) {
    let Meta {
        number: _,
        code: _,
        code_line: _,
        language: _,
        title,
        short_title,
        institution,
        area,
        group,
        header_right,
        cover_lines,
        date: _,
        day,
        foot,
        page_pattern,
        contents_title,
        tables_title,
        figures_title,
        legend,
        subject,
    } = meta;
    for text in [
        title,
        short_title,
        institution,
        area,
        group,
        header_right,
        day,
        foot,
        page_pattern,
        contents_title,
        tables_title,
        figures_title,
        subject,
    ] {
        visit(text, Whose::Ours);
    }
    cover_lines
        .iter_mut()
        .chain(legend)
        .for_each(|text| visit(text, Whose::Ours));
}

fn block(block: &mut Block, visit: Visitor<'_>) {
    match block {
        Block::Heading(heading) => visit(&mut heading.text, Whose::Ours),
        Block::Contents | Block::PageBreak => {}
        Block::Paragraph { text, role } => inlines(text, whose(*role), visit),
        Block::List { items } => items
            .iter_mut()
            .for_each(|i| inlines(&mut i.text, Whose::Ours, visit)),
        Block::Definitions { items } => {
            for (term, text) in items {
                visit(term, Whose::Ours);
                inlines(text, Whose::Ours, visit);
            }
        }
        Block::KeyFigures { items } => {
            for item in items {
                inlines(&mut item.value, Whose::Ours, visit);
                inlines(&mut item.text, Whose::Ours, visit);
            }
        }
        Block::Table(table) => {
            visit(&mut table.label, Whose::Ours);
            inlines(&mut table.caption, Whose::Ours, visit);
            visit(&mut table.description, Whose::Data);
            cells(table).for_each(|cell| inlines(&mut cell.text, Whose::Ours, visit));
            table
                .notes
                .iter_mut()
                .for_each(|note| inlines(note, Whose::Ours, visit));
        }
        Block::Figure(figure) => self::figure(figure, visit),
    }
}

const fn whose(role: Role) -> Whose {
    match role {
        Role::Body | Role::Note => Whose::Ours,
        Role::Quote => Whose::Data,
    }
}

fn inlines(text: &mut [Inline], whose: Whose, visit: Visitor<'_>) {
    for inline in text {
        match inline {
            Inline::Text { text } | Inline::Reference { text, .. } => visit(text, whose),
            Inline::Value { text, origin } => visit(text, Whose::Value(*origin)),
            Inline::Status { word, .. } => visit(word, Whose::Data),
            Inline::Strong { text } | Inline::Emphasis { text } | Inline::Footnote { text } => {
                inlines(text, whose, visit);
            }
            Inline::Break => {}
        }
    }
}

fn figure(figure: &mut Figure, visit: Visitor<'_>) {
    visit(&mut figure.label, Whose::Ours);
    inlines(&mut figure.caption, Whose::Ours, visit);
    inlines(&mut figure.reading, Whose::Ours, visit);
    visit(&mut figure.alt, Whose::Data);
    figure
        .notes
        .iter_mut()
        .for_each(|note| inlines(note, Whose::Ours, visit));
    let mut data = |text: &mut String| visit(text, Whose::Data);
    match &mut figure.drawing {
        Drawing::Bullet { bars, legend, axis } => {
            for bar in bars {
                data(&mut bar.label);
                data(&mut bar.text);
            }
            legend.iter_mut().chain(axis).for_each(data);
        }
        Drawing::Timeline {
            lanes,
            ticks,
            lines,
            legend,
        } => {
            for lane in lanes {
                data(&mut lane.label);
                lane.marks.iter_mut().for_each(|mark| data(&mut mark.text));
            }
            ticks
                .iter_mut()
                .chain(lines)
                .for_each(|(_, text)| data(text));
            legend.iter_mut().for_each(|(_, text)| data(text));
        }
        Drawing::Matrix {
            columns,
            rows,
            legend,
        } => {
            columns.iter_mut().for_each(&mut data);
            for (label, marks) in rows {
                data(label);
                for mark in marks {
                    data(&mut mark.shape);
                    data(&mut mark.word);
                }
            }
            legend.iter_mut().for_each(|mark| data(&mut mark.word));
        }
        Drawing::Stacked { parts, bars } => {
            parts.iter_mut().for_each(&mut data);
            for (label, values) in bars {
                data(label);
                values.iter_mut().for_each(|(_, text)| data(text));
            }
        }
        Drawing::Curve {
            points,
            series,
            axis,
        } => {
            points.iter_mut().chain(axis).for_each(&mut data);
            for (name, values) in series {
                data(name);
                values.iter_mut().flatten().for_each(|(_, text)| data(text));
            }
        }
    }
}
