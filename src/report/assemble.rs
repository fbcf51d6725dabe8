//! Pieces and calls become numbered blocks.

use super::ids::slug;
use super::piece::{Piece, RawHeading};
use super::tables::{self, Bench};
use super::trail::{self, Step};
use super::wording::{BlockCall, FigureCall, Problem, TrailCall, unique};
use super::{
    Block, Datum, Figure, Heading, Inline, KeyFigure, Resource, Role, figures, numbers, sources,
};
use crate::diagnostics::{Code, Location};
use std::collections::BTreeMap;

/// The body of an informe, numbered.
#[derive(Debug, Default)]
pub struct Body {
    /// Blocks.
    pub blocks: Vec<Block>,
    /// What is published as data.
    pub resources: Vec<Resource>,
    /// What is wrong.
    pub problems: Vec<Problem>,
    /// Words of a reference by id of its target.
    pub targets: BTreeMap<String, String>,
    /// Where the glossary stands, to be filled in when all else is written.
    pub glossary: Option<usize>,
}

/// Builds the blocks of pieces; headings without anything below them are left out.
pub fn assemble(pieces: Vec<Piece>, calls: &[BlockCall], bench: &mut Bench<'_, '_>) -> Body {
    let mut assembler = Assembler {
        bench,
        body: Body::default(),
        counts: [0; 4],
        tables: 0,
        figures: 0,
        trail: Vec::new(),
        trail_at: Vec::new(),
    };
    for piece in with_contents(pieces) {
        match piece {
            Piece::Heading(heading) => assembler.heading(heading),
            Piece::Paragraph(text, role) => {
                assembler.body.blocks.push(Block::Paragraph { text, role });
            }
            Piece::List(items) => assembler.body.blocks.push(Block::List { items }),
            Piece::PageBreak => assembler.body.blocks.push(Block::PageBreak),
            Piece::Call(index) => {
                if let Some(call) = calls.get(index) {
                    assembler.call(call);
                }
            }
        }
    }
    assembler.finished()
}

/// Whether the wording asks for the table of what each table and figure rests on.
pub fn has_trail(calls: &[BlockCall]) -> bool {
    calls.iter().any(|call| matches!(call, BlockCall::Trail(_)))
}

/// Whether a piece is the call of the glossary.
pub fn is_glossary(piece: &Piece, calls: &[BlockCall]) -> bool {
    match piece {
        Piece::Call(index) => matches!(calls.get(*index), Some(BlockCall::Glossary)),
        Piece::Heading(_) | Piece::Paragraph(..) | Piece::List(_) | Piece::PageBreak => false,
    }
}

/// Without headings that have nothing below them before the next of their level or above.
fn with_contents(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut kept = Vec::new();
    let mut filled = 0_u8;
    for piece in pieces.into_iter().rev() {
        match &piece {
            Piece::Heading(heading) => {
                if filled >= heading.level {
                    filled = heading.level - 1;
                    kept.push(piece);
                }
            }
            Piece::PageBreak => kept.push(piece),
            Piece::Paragraph(..) | Piece::List(_) | Piece::Call(_) => {
                filled = u8::MAX;
                kept.push(piece);
            }
        }
    }
    kept.reverse();
    kept
}

struct Assembler<'a, 'b, 's> {
    bench: &'a mut Bench<'b, 's>,
    body: Body,
    counts: [usize; 4],
    tables: usize,
    figures: usize,
    /// What each table and figure so far rests on.
    trail: Vec<Step>,
    /// Where the tables of it stand: among the blocks, among the resources, with their labels.
    trail_at: Vec<(usize, usize, String, TrailCall)>,
}

impl Assembler<'_, '_, '_> {
    fn heading(&mut self, raw: RawHeading) {
        let level = usize::from(raw.level.clamp(1, 4));
        for deeper in &mut self.counts[level..] {
            *deeper = 0;
        }
        let number = raw.numbered.then(|| {
            self.counts[level - 1] += 1;
            let count = self.counts[level - 1];
            match level {
                1 => Some(format!("{}.", numbers::roman(count))),
                2 => Some(format!("{})", numbers::letter(count))),
                3 => Some(format!("{count}.")),
                _ => None,
            }
        });
        let number = number.flatten();
        let wanted = raw.id.unwrap_or_else(|| format!("s-{}", raw.text));
        let words = self.heading_words(level, number.as_deref(), &raw.text);
        let id = self.unique_id(&wanted, words);
        self.body.blocks.push(Block::Heading(Heading {
            id,
            level: raw.level.clamp(1, 4),
            number,
            text: raw.text,
            listed: level <= 3,
        }));
    }

    /// How a reference names a heading: «apartado V», «apartado V, inciso a)».
    fn heading_words(&self, level: usize, number: Option<&str>, text: &str) -> String {
        let phrases = &self.bench.book.phrases;
        let roman = numbers::roman(self.counts[0]);
        match (level, number) {
            (1, Some(_)) => phrases.fill("apartado", &[("n", &roman)]),
            (2, Some(letter)) => {
                phrases.fill("apartado_inciso", &[("n", &roman), ("inciso", letter)])
            }
            _ => format!("“{text}”"),
        }
    }

    fn call(&mut self, call: &BlockCall) {
        match call {
            BlockCall::Table(call) => {
                if call.selection.rows.is_empty() {
                    self.nothing(call.empty.as_deref());
                    return;
                }
                self.tables += 1;
                let (label, id) = self.caption("tabla", self.tables, &call.id);
                let mut built = tables::build(call, &id, self.bench);
                self.step(id, built.cells, built.how);
                built.table.label = label;
                self.body.resources.push(built.resource);
                self.body.blocks.push(Block::Table(built.table));
            }
            BlockCall::Figure(call) => self.figure(call),
            BlockCall::KeyFigures(items) => {
                let items = items.iter().map(|(value, text)| KeyFigure {
                    value: self.bench.inlines(value),
                    text: self.bench.inlines(text),
                });
                let items = items.collect();
                self.body.blocks.push(Block::KeyFigures { items });
            }
            BlockCall::Glossary => {
                self.body.glossary = Some(self.body.blocks.len());
                self.body
                    .blocks
                    .push(Block::Definitions { items: Vec::new() });
            }
            BlockCall::Contents => self.body.blocks.push(Block::Contents),
            BlockCall::Trail(call) => self.trail(call),
            BlockCall::Note(text) => {
                let text = self.bench.inlines(text);
                self.body.blocks.push(Block::Paragraph {
                    text,
                    role: Role::Note,
                });
            }
        }
    }

    fn figure(&mut self, call: &FigureCall) {
        let resource = &call.selection.resource;
        let rows: Vec<&Vec<Datum>> = call.selection.data().collect();
        if rows.is_empty() {
            if call.empty.is_some() {
                self.nothing(call.empty.as_deref());
            }
            return;
        }
        let options = &call.options;
        let drawn = match figures::draw(&call.kind, resource, &rows, options, self.bench.scene) {
            Ok(drawn) => drawn,
            Err(message) => {
                self.body.problems.push(not_drawn(call, &message));
                return;
            }
        };
        self.figures += 1;
        let (label, id) = self.caption("grafica", self.figures, &call.id);
        let title = self.bench.book.marks.plain(&call.title);
        let data = drawn_data(call, &id, &title);
        let cells = data.rows.iter().flatten().flat_map(|d| d.cells.clone());
        let cells = unique(cells);
        let source = call.source.as_deref();
        let notes = self.bench.notes(&call.notes, source, (&cells, &id));
        let how = data.rows.iter().flatten().filter_map(|d| d.how.clone());
        self.step(id.clone(), cells, unique(how));
        self.body.resources.push(data);
        self.body.blocks.push(Block::Figure(Figure {
            id,
            label,
            caption: self.bench.inlines(&call.title),
            reading: self.bench.inlines(&call.reading),
            alt: drawn.alt,
            notes,
            landscape: call.landscape,
            drawing: drawn.drawing,
        }));
    }

    /// Remembers what a table or figure rests on, and how its source note names the annex.
    fn step(&mut self, id: String, cells: Vec<Location>, how: Vec<String>) {
        let words = self.body.targets.get(&id).cloned().unwrap_or_default();
        let annex = self.bench.book.phrases.plain("anexo_trazabilidad");
        self.body.targets.insert(sources::entry_id(&id), annex);
        self.trail.push(Step {
            id,
            words,
            cells,
            how,
        });
    }

    /// Keeps the place of a table that says on what the others rest: some may still follow.
    fn trail(&mut self, call: &TrailCall) {
        if self.trail.iter().all(|step| step.cells.is_empty()) {
            self.nothing(None);
            return;
        }
        self.tables += 1;
        let (label, id) = self.caption("tabla", self.tables, &call.id);
        let call = TrailCall { id, ..call.clone() };
        let at = (self.body.blocks.len(), self.body.resources.len());
        self.trail_at.push((at.0, at.1, label, call));
    }

    fn finished(self) -> Body {
        let mut body = self.body;
        let bench = self.bench;
        // The places were counted without these tables: from the last to the first.
        for (block, resource, label, call) in self.trail_at.into_iter().rev() {
            let mut built = trail::table(&call, &self.trail, bench.scene, &bench.book.phrases);
            built.table.label = label;
            body.blocks.insert(block, Block::Table(built.table));
            body.resources.insert(resource, built.resource);
            body.glossary = body.glossary.map(|at| at + usize::from(at >= block));
        }
        body
    }

    /// Label («Tabla 3.») and id; the words of a reference are remembered.
    fn caption(&mut self, key: &str, number: usize, wanted: &str) -> (String, String) {
        let words = self
            .bench
            .book
            .phrases
            .fill(key, &[("n", &number.to_string())]);
        let id = self.unique_id(wanted, words.clone());
        (format!("{words}."), id)
    }

    fn nothing(&mut self, sentence: Option<&str>) {
        let text = match sentence {
            Some(sentence) => self.bench.inlines(sentence),
            None => {
                let text = self.bench.book.phrases.plain("tabla_vacia");
                vec![Inline::Text { text }]
            }
        };
        self.body.blocks.push(Block::Paragraph {
            text,
            role: Role::Body,
        });
    }

    fn unique_id(&mut self, wanted: &str, words: String) -> String {
        let base = slug(wanted);
        let mut id = base.clone();
        let mut next = 2;
        while self.body.targets.contains_key(&id) {
            id = format!("{base}-{next}");
            next += 1;
        }
        self.body.targets.insert(id.clone(), words);
        id
    }
}

/// What was drawn: the public fields that the call names.
fn drawn_data(call: &FigureCall, id: &str, title: &str) -> Resource {
    let resource = &call.selection.resource;
    let public: Vec<usize> = (0..resource.fields.len())
        .filter(|at| resource.fields[*at].public && call.options.names(&resource.fields[*at].name))
        .collect();
    let rows = call.selection.data();
    Resource {
        name: id.to_owned(),
        title: title.to_owned(),
        fields: public
            .iter()
            .map(|at| resource.fields[*at].clone())
            .collect(),
        rows: rows
            .map(|row| public.iter().map(|at| row[*at].clone()).collect())
            .collect(),
    }
}

fn not_drawn(call: &FigureCall, message: &str) -> Problem {
    Problem {
        code: Code(609),
        found: format!(
            "figura(\"{}\", \"{}\", …)",
            call.kind, call.selection.resource.name
        ),
        expected: "una figura que se pueda dibujar con los campos indicados".to_owned(),
        message: format!(
            "La gráfica no se pudo dibujar: {}.",
            message.trim_end_matches('.')
        ),
        help: "Revise los argumentos de la figura en el texto del informe.".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heading_without_contents_is_left_out_with_its_own() {
        let heading = |level, text: &str| {
            Piece::Heading(RawHeading {
                level,
                id: None,
                numbered: true,
                text: text.into(),
            })
        };
        let body = || Piece::Paragraph(vec![Inline::Break], Role::Body);
        let pieces = vec![
            heading(1, "a"),
            body(),
            heading(1, "b"),
            heading(2, "b1"),
            heading(1, "c"),
            heading(2, "c1"),
            body(),
            heading(2, "c2"),
        ];
        let kept: Vec<String> = with_contents(pieces)
            .into_iter()
            .filter_map(|piece| match piece {
                Piece::Heading(heading) => Some(heading.text),
                Piece::Paragraph(..) | Piece::List(_) | Piece::Call(_) | Piece::PageBreak => None,
            })
            .collect();
        assert_eq!(kept, ["a", "c", "c1"]);
    }
}
