//! What people changed in a Word file against the one that was generated: paragraphs, numbers,
//! tables, notes and pictures. Looks are not compared.

mod align;
mod body;
mod paper;
mod tables;
mod words;

pub use crate::render::docx::{Comment, Content, Deed, Tracked};
pub use crate::render::pdf::Paper;
pub use paper::compare_paper;
pub use words::{around, numbers};

use crate::diagnostics::show::shorten;
use crate::render::docx::{Grid, Piece};
use align::align;

/// What people changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Differences {
    /// Changes in the order of the document, those of the notes last.
    pub changes: Vec<Change>,
    /// Comments of the edited file.
    pub comments: Vec<Comment>,
    /// Tracked changes of the edited file that were neither accepted nor rejected.
    pub tracked: Vec<Tracked>,
    /// How much of the generated file is in the edited one, in thousandths of its paragraphs and
    /// tables.
    pub kept: u32,
}

/// A change and the heading that it stands below.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Text of the nearest heading above; empty before the first.
    pub place: String,
    /// What changed.
    pub what: What,
}

/// What changed; nothing before is something new, nothing after something that was taken out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// A paragraph or heading.
    Paragraph {
        /// Its text before.
        before: Option<String>,
        /// Its text now.
        after: Option<String>,
    },
    /// A paragraph stands elsewhere.
    Moved(String),
    /// A cell of a table.
    Cell {
        /// «Tabla 3».
        table: String,
        /// First cell of its row.
        row: String,
        /// Header of its column.
        column: String,
        /// Its text before.
        before: String,
        /// Its text now.
        after: String,
    },
    /// A row of a table.
    Row {
        /// «Tabla 3».
        table: String,
        /// Its cells before.
        before: Option<Vec<String>>,
        /// Its cells now.
        after: Option<Vec<String>>,
    },
    /// A whole table.
    Table {
        /// «Tabla 3».
        table: String,
        /// Rows before.
        before: Option<usize>,
        /// Rows now.
        after: Option<usize>,
    },
    /// A footnote.
    Note {
        /// Its text before.
        before: Option<String>,
        /// Its text now.
        after: Option<String>,
    },
    /// A picture, by its alternative text.
    Picture {
        /// Its words before.
        before: Option<String>,
        /// Its words now.
        after: Option<String>,
    },
}

/// Compares a Word file with the one that was generated.
pub fn compare(generated: &Content, edited: Content) -> Differences {
    let old = Places::new(&generated.pieces);
    let new = Places::new(&edited.pieces);
    let pairs = align(&old.keys, &new.keys, &|i, j| {
        alike(&generated.pieces[i], &edited.pieces[j])
    });
    let mut changes = Vec::new();
    let mut kept = 0;
    for pair in pairs {
        match pair {
            (Some(i), Some(j)) => {
                kept += 1;
                if old.keys[i] != new.keys[j] {
                    let name = old.tables[i].as_str();
                    let pieces = (&generated.pieces[i], &edited.pieces[j]);
                    changed(pieces, name, &new.headings[j], &mut changes);
                }
            }
            (Some(i), None) => changes.push(old.alone(&generated.pieces[i], i, Side::Before)),
            (None, Some(j)) => changes.push(new.alone(&edited.pieces[j], j, Side::After)),
            (None, None) => {}
        }
    }
    moved(&mut changes);
    notes(&generated.notes, &edited.notes, &mut changes);
    let all = generated.pieces.len().max(1);
    Differences {
        changes,
        comments: edited.comments,
        tracked: edited.tracked,
        kept: u32::try_from(1_000 * kept / all).unwrap_or(1_000),
    }
}

/// In which of the two files something stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Before,
    After,
}

impl Side {
    /// What stands only in this file, as before and after.
    fn only<T>(self, thing: T) -> (Option<T>, Option<T>) {
        match self {
            Self::Before => (Some(thing), None),
            Self::After => (None, Some(thing)),
        }
    }
}

/// The pieces of a file with what places them.
struct Places {
    /// What is the same in two files has the same key.
    keys: Vec<String>,
    /// The heading above each piece.
    headings: Vec<String>,
    /// What each piece is called when it is a table.
    tables: Vec<String>,
}

impl Places {
    fn new(pieces: &[Piece]) -> Self {
        let mut places = Self {
            keys: Vec::new(),
            headings: Vec::new(),
            tables: Vec::new(),
        };
        let (mut heading, mut before) = (String::new(), "");
        for piece in pieces {
            if let Piece::Heading(text) = piece {
                heading.clone_from(text);
            }
            places.headings.push(heading.clone());
            places.tables.push(match piece {
                Piece::Table(grid) => table_name(before, grid),
                Piece::Heading(_) | Piece::Paragraph(_) | Piece::Picture(_) => String::new(),
            });
            places.keys.push(match piece {
                // A heading whose style was changed is still the same words.
                Piece::Heading(text) | Piece::Paragraph(text) => text.clone(),
                Piece::Table(grid) => format!("\u{1d}{}", tables::key(grid)),
                Piece::Picture(words) => format!("\u{1c}{words}"),
            });
            before = piece.text().unwrap_or_default();
        }
        places
    }

    fn alone(&self, piece: &Piece, at: usize, side: Side) -> Change {
        let what = match piece {
            Piece::Heading(text) | Piece::Paragraph(text) => {
                let (before, after) = side.only(text.clone());
                What::Paragraph { before, after }
            }
            Piece::Table(grid) => {
                let (before, after) = side.only(grid.rows.len());
                let table = self.tables[at].clone();
                What::Table {
                    table,
                    before,
                    after,
                }
            }
            Piece::Picture(words) => {
                let (before, after) = side.only(words.clone());
                What::Picture { before, after }
            }
        };
        let place = self.headings[at].clone();
        Change { place, what }
    }
}

/// «Tabla 3» from the caption above; the first words of the table when it has none.
fn table_name(caption: &str, grid: &Grid) -> String {
    let label = caption.split_once(". ").map(|(label, _)| label);
    let numbered = |l: &&str| l.ends_with(|c: char| c.is_ascii_digit()) && l.len() < 20;
    if let Some(label) = label.filter(numbered) {
        return label.to_owned();
    }
    let first = grid.rows.first().and_then(|row| row.first());
    let text = first.map_or("", |(text, _)| text.as_str());
    format!("tabla que empieza con «{}»", shorten(text, 40))
}

fn alike(before: &Piece, after: &Piece) -> u32 {
    match (before, after) {
        (Piece::Table(before), Piece::Table(after)) => tables::tables_alike(before, after),
        (Piece::Picture(before), Piece::Picture(after)) => words::alike(before, after),
        (Piece::Heading(before) | Piece::Paragraph(before), after) => {
            after.text().map_or(0, |after| words::alike(before, after))
        }
        (Piece::Table(_) | Piece::Picture(_), _) => 0,
    }
}

fn changed((before, after): (&Piece, &Piece), table: &str, place: &str, changes: &mut Vec<Change>) {
    let mut push = |what: What| {
        let place = place.to_owned();
        changes.push(Change { place, what });
    };
    match (before, after) {
        (Piece::Table(before), Piece::Table(after)) => {
            tables::changes(before, after, table, place, changes);
        }
        (Piece::Picture(before), Piece::Picture(after)) => push(What::Picture {
            before: Some(before.clone()),
            after: Some(after.clone()),
        }),
        (before, after) => push(What::Paragraph {
            before: before.text().map(str::to_owned),
            after: after.text().map(str::to_owned),
        }),
    }
}

/// Shorter texts than this stand in several places by themselves.
const LONG_ENOUGH: usize = 20;

/// A paragraph that was taken out here and put in there was moved.
fn moved(changes: &mut Vec<Change>) {
    let added = |change: &Change| {
        if let What::Paragraph {
            before: None,
            after: Some(text),
        } = &change.what
        {
            let long = text.chars().count() >= LONG_ENOUGH;
            return long.then(|| text.clone());
        }
        None
    };
    let added: Vec<String> = changes.iter().filter_map(added).collect();
    for text in added {
        let only = |before: Option<&String>, after: Option<&String>| {
            let (before, after) = (before.cloned(), after.cloned());
            What::Paragraph { before, after }
        };
        let out = only(Some(&text), None);
        if let Some(at) = changes.iter().position(|change| change.what == out) {
            changes.remove(at);
            let here = only(None, Some(&text));
            if let Some(change) = changes.iter_mut().find(|change| change.what == here) {
                change.what = What::Moved(text);
            }
        }
    }
}

fn notes(before: &[String], after: &[String], changes: &mut Vec<Change>) {
    let pairs = align(before, after, &|i, j| words::alike(&before[i], &after[j]));
    for (i, j) in pairs {
        let (before, after) = (i.map(|i| before[i].clone()), j.map(|j| after[j].clone()));
        if before != after {
            let what = What::Note { before, after };
            let place = String::new();
            changes.push(Change { place, what });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn content(lines: &[&str]) -> Content {
        let piece = |line: &&str| match line.strip_prefix('#') {
            Some(heading) => Piece::Heading(heading.to_owned()),
            None => Piece::Paragraph((*line).to_owned()),
        };
        Content {
            pieces: lines.iter().map(piece).collect(),
            ..Content::default()
        }
    }

    const GENERATED: [&str; 5] = [
        "#Introducción",
        "El presente informe da cuenta de 21 sistemas en desarrollo.",
        "#Avance",
        "Los sistemas del Instituto avanzan conforme al calendario aprobado.",
        "Los OPL reportan sus entregables del PREP.",
    ];

    fn paragraph(before: Option<&str>, after: Option<&str>) -> What {
        What::Paragraph {
            before: before.map(str::to_owned),
            after: after.map(str::to_owned),
        }
    }

    #[test]
    fn the_same_words_are_no_difference() {
        let told = compare(&content(&GENERATED), content(&GENERATED));
        assert_eq!((told.changes.len(), told.kept), (0, 1_000));
    }

    #[test]
    fn a_changed_paragraph_is_told_below_its_heading() {
        let mut edited = GENERATED;
        let changed = edited[1].replace("21", "22");
        edited[1] = &changed;
        let told = compare(&content(&GENERATED), content(&edited));
        let what = paragraph(Some(GENERATED[1]), Some(&changed));
        let place = "Introducción".to_owned();
        assert_eq!(told.changes, [Change { place, what }]);
    }

    #[test]
    fn what_stands_elsewhere_was_moved_and_what_is_new_was_added() {
        let [a, b, c, d, e] = GENERATED;
        let told = compare(&content(&GENERATED), content(&[a, b, "Nuevo.", c, e, d]));
        let what: Vec<_> = told.changes.into_iter().map(|c| c.what).collect();
        assert_eq!(what[0], paragraph(None, Some("Nuevo.")));
        assert!(matches!(what[1], What::Moved(_)), "{what:?}");
        assert_eq!(what.len(), 2);
    }

    #[test]
    fn another_document_keeps_little() {
        let other = content(&["#Otra cosa", "Nada que ver con aquello."]);
        assert_eq!(compare(&content(&GENERATED), other).kept, 0);
    }
}
