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
    /// Another picture stands in the place of one, by the alternative text now.
    Replaced(String),
    /// A text of headers or feet.
    Margin {
        /// It before.
        before: Option<String>,
        /// It now.
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
                let pieces = (&generated.pieces[i], &edited.pieces[j]);
                let place = new.headings[j].as_str();
                if old.keys[i] != new.keys[j] {
                    changed(pieces, old.tables[i].as_str(), place, &mut changes);
                }
                if let (Piece::Picture(before), Piece::Picture(after)) = pieces
                    && before.files.is_disjoint(&after.files)
                    && before.files != after.files
                {
                    let what = What::Replaced(after.words.clone());
                    let place = place.to_owned();
                    changes.push(Change { place, what });
                }
            }
            (Some(i), None) => changes.push(old.alone(&generated.pieces[i], i, Side::Before)),
            (None, Some(j)) => changes.push(new.alone(&edited.pieces[j], j, Side::After)),
            (None, None) => {}
        }
    }
    moved(&mut changes);
    notes(&generated.notes, &edited.notes, &mut changes);
    margins(&generated.margins, &edited.margins, &mut changes);
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
                Piece::Picture(drawn) => format!("\u{1c}{}", drawn.words),
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
            Piece::Picture(drawn) => {
                let (before, after) = side.only(drawn.words.clone());
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
        // The same picture is the same whatever is said of it.
        (Piece::Picture(before), Piece::Picture(after)) => {
            if before.files.is_disjoint(&after.files) {
                words::alike(&before.words, &after.words)
            } else {
                1_000
            }
        }
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
            before: Some(before.words.clone()),
            after: Some(after.words.clone()),
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
    texts(before, after, changes, &|before, after| What::Note {
        before,
        after,
    });
}

/// Their order is that of the alphabet, which a change alters: only what is new is aligned with
/// what is gone.
fn margins(before: &[String], after: &[String], changes: &mut Vec<Change>) {
    let only = |one: &[String], other: &[String]| -> Vec<String> {
        let alone = one.iter().filter(|text| !other.contains(text));
        alone.cloned().collect()
    };
    let (gone, new) = (only(before, after), only(after, before));
    texts(&gone, &new, changes, &|before, after| What::Margin {
        before,
        after,
    });
}

fn texts(
    before: &[String],
    after: &[String],
    changes: &mut Vec<Change>,
    what: &dyn Fn(Option<String>, Option<String>) -> What,
) {
    let pairs = align(before, after, &|i, j| words::alike(&before[i], &after[j]));
    for (i, j) in pairs {
        let (before, after) = (i.map(|i| before[i].clone()), j.map(|j| after[j].clone()));
        if before != after {
            changes.push(Change {
                place: String::new(),
                what: what(before, after),
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::docx::Drawn;

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
    fn a_picture_that_was_replaced_is_told_even_under_the_same_words() {
        let picture = |words: &str, files: &[&str]| Content {
            pieces: vec![Piece::Picture(Drawn {
                words: words.to_owned(),
                files: files.iter().map(|f| (*f).to_owned()).collect(),
            })],
            ..Content::default()
        };
        let told = |before: &Content, after| -> Vec<What> {
            let changes = compare(before, after).changes;
            changes.into_iter().map(|c| c.what).collect()
        };
        let generated = picture("Avance", &["png", "svg"]);
        // A program that keeps only the bitmap keeps the picture.
        assert_eq!(told(&generated, picture("Avance", &["png"])), []);
        let wanted = [What::Replaced("Avance".to_owned())];
        assert_eq!(told(&generated, picture("Avance", &["otra"])), wanted);
        assert_eq!(told(&generated, picture("Avance", &[])), wanted);
        let words = told(&generated, picture("Con otras palabras", &["svg"]));
        assert!(matches!(words[..], [What::Picture { .. }]), "{words:?}");
    }

    #[test]
    fn another_document_keeps_little() {
        let other = content(&["#Otra cosa", "Nada que ver con aquello."]);
        assert_eq!(compare(&content(&GENERATED), other).kept, 0);
    }
}
