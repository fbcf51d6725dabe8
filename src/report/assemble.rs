//! Pieces and calls become numbered blocks.

use super::piece::{Piece, RawHeading};
use super::tables::{self, Bench};
use super::wording::{BlockCall, FigureCall, Problem, unique};
use super::{Block, Datum, Figure, Heading, Inline, KeyFigure, Resource, Role, figures, numbers};
use crate::diagnostics::Code;
use crate::domain::words::fold;
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
    assembler.body
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
                let mut built = tables::build(call, self.bench);
                self.tables += 1;
                let (label, id) = self.caption("tabla", self.tables, &call.id);
                built.table.label = label;
                built.resource.name.clone_from(&id);
                built.table.id = id;
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
        let cells = unique(
            rows.iter()
                .flat_map(|row| row.iter().flat_map(|d| d.cells.clone())),
        );
        let notes = self
            .bench
            .notes(&call.notes, call.source.as_deref(), &cells);
        self.figures += 1;
        let (label, id) = self.caption("grafica", self.figures, &call.id);
        self.body.resources.push(drawn_data(
            call,
            &id,
            &self.bench.book.marks.plain(&call.title),
        ));
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

/// ASCII letters, digits and `-` of a text.
pub fn slug(text: &str) -> String {
    let mut slug = String::new();
    for c in fold(text).chars() {
        if c.is_ascii_alphanumeric() {
            slug.push(c);
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    let slug = slug.trim_end_matches('-');
    if slug.is_empty() {
        "s".to_owned()
    } else {
        slug.to_owned()
    }
}

/// The public fields of what was drawn.
fn drawn_data(call: &FigureCall, id: &str, title: &str) -> Resource {
    let resource = &call.selection.resource;
    let public: Vec<usize> = (0..resource.fields.len())
        .filter(|at| resource.fields[*at].public)
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
    fn ids_are_ascii() {
        assert_eq!(slug("Análisis: Año y número"), "analisis-ano-y-numero");
        assert_eq!(slug("¿?"), "s");
    }

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
