//! How a PDF that was presented differs from the one that was generated.
//!
//! A PDF has words in an order and nothing else, while the generated Word file has the same words
//! as paragraphs and cells. Both PDFs are laid beside those: what the generated one has beyond
//! them (the contents list, the numbers of headings, the words in figures) is nothing that anybody
//! added, and so it is left out of what the other one has.

use super::align::align;
use super::body::{bare, is_number, key, split, without_headers, without_notes};
use super::{Change, Content, Differences, Piece, Places, What};
use crate::render::pdf::Paper;
use std::collections::BTreeSet;

/// Compares a PDF with the generated one; `content` is the generated Word file.
pub fn compare_paper(content: &Content, generated: &Paper, presented: &Paper) -> Differences {
    let usual = read(content, generated);
    let found = read(content, presented);
    let known: Vec<&What> = usual.changes.iter().map(|change| &change.what).collect();
    let mut changes: Vec<Change> = found.changes;
    changes.retain(|change| !known.contains(&&change.what));
    changes.extend(found.added.into_iter().filter_map(|added| {
        let known = |word: &String| usual.noise.contains(&bare(word));
        let new = |word: &&String| word.contains(char::is_alphabetic) && !known(word);
        added.words.iter().find(new)?;
        // The number of the heading before or after is nobody's addition.
        let mut words = added.words.as_slice();
        while let [first, rest @ ..] = words
            && is_number(first)
            && known(first)
        {
            words = rest;
        }
        while let [rest @ .., last] = words
            && is_number(last)
            && known(last)
        {
            words = rest;
        }
        Some(Change {
            place: added.place,
            what: What::Paragraph {
                before: None,
                after: Some(words.join(" ")),
            },
        })
    }));
    Differences {
        changes,
        comments: Vec::new(),
        tracked: Vec::new(),
        kept: found.kept,
    }
}

/// A paragraph or a cell of the generated file.
struct Unit {
    place: String,
    what: Kind,
    words: Vec<String>,
}

enum Kind {
    Paragraph,
    Cell {
        table: String,
        row: String,
        column: String,
    },
}

/// The paragraphs and cells; of the tables in `headless`, by their place, without the first rows.
fn units(content: &Content, headless: &BTreeSet<usize>) -> Vec<Unit> {
    let places = Places::new(&content.pieces);
    let mut units = Vec::new();
    for (n, piece) in content.pieces.iter().enumerate() {
        let place = places.headings[n].clone();
        match piece {
            Piece::Heading(text) | Piece::Paragraph(text) => units.push(Unit {
                place,
                what: Kind::Paragraph,
                words: split(text),
            }),
            Piece::Table(grid) => {
                let first = if headless.contains(&n) {
                    grid.header
                } else {
                    0
                };
                let named = super::tables::named(grid, first);
                units.extend(named.into_iter().map(|(row, column, text)| Unit {
                    place: place.clone(),
                    what: Kind::Cell {
                        table: places.tables[n].clone(),
                        row,
                        column,
                    },
                    words: split(text),
                }));
            }
            // The words that stand for a picture are not drawn.
            Piece::Picture(_) => {}
        }
    }
    units.retain(|unit| !unit.words.is_empty());
    units
}

/// What a PDF has beside the units.
struct Beside {
    changes: Vec<Change>,
    added: Vec<Added>,
    /// The keys of everything that stands in no unit.
    noise: BTreeSet<String>,
    /// Words that are as they were, in thousandths.
    kept: u32,
}

/// Words between two units, and the heading above them.
struct Added {
    place: String,
    words: Vec<String>,
}

fn read(content: &Content, paper: &Paper) -> Beside {
    let (words, headless) = without_headers(content, &paper.words);
    let (words, mut changes) = without_notes(&content.notes, &words);
    let units = units(content, &headless);
    let owner: Vec<usize> = (0..units.len())
        .flat_map(|n| std::iter::repeat_n(n, units[n].words.len()))
        .collect();
    let before: Vec<String> = units
        .iter()
        .flat_map(|u| &u.words)
        .map(|w| key(w))
        .collect();
    let after: Vec<String> = words.iter().map(|word| key(word)).collect();
    let pairs = align(&before, &after, &|_, _| 0);
    let mut sheet = Sheet::new(units.len());
    let mut open = Hunk::default();
    for pair in pairs {
        match pair {
            (Some(i), Some(j)) => {
                sheet.close(&mut open, Some(owner[i]));
                sheet.keep(owner[i], &words[j]);
            }
            (i, j) => {
                open.gone.extend(i.map(|i| (owner[i], before[i].clone())));
                open.come.extend(j.map(|j| words[j].clone()));
            }
        }
    }
    sheet.close(&mut open, None);
    let place = |n: Option<usize>| n.map_or(String::new(), |n| units[n].place.clone());
    for (n, unit) in units.iter().enumerate() {
        changes.extend(unit.changed(&sheet.now[n]));
    }
    let added: Vec<Added> = sheet
        .added
        .into_iter()
        .map(|(after, words)| Added {
            place: place(after),
            words,
        })
        .collect();
    Beside {
        noise: added
            .iter()
            .flat_map(|a| &a.words)
            .map(|w| bare(w))
            .collect(),
        kept: u32::try_from(1_000 * sheet.kept / before.len().max(1)).unwrap_or(1_000),
        changes,
        added,
    }
}

/// Words that went, by their units, and words that came in their place.
#[derive(Default)]
struct Hunk {
    gone: Vec<(usize, String)>,
    come: Vec<String>,
}

/// What each unit says now, as far as it is known.
struct Sheet {
    now: Vec<Vec<String>>,
    last: Option<usize>,
    kept: usize,
    added: Vec<(Option<usize>, Vec<String>)>,
}

impl Sheet {
    fn new(units: usize) -> Self {
        Self {
            now: vec![Vec::new(); units],
            last: None,
            kept: 0,
            added: Vec::new(),
        }
    }

    fn keep(&mut self, unit: usize, word: &str) {
        self.now[unit].push(word.to_owned());
        self.last = Some(unit);
        self.kept += 1;
    }

    /// Gives the words that came to the unit whose words went, or within which they stand.
    fn close(&mut self, open: &mut Hunk, next: Option<usize>) {
        let Hunk { gone, come } = std::mem::take(open);
        if come.is_empty() {
            return;
        }
        let one = match (gone.first(), gone.last()) {
            (Some((first, _)), Some((last, _))) if first == last => Some(*first),
            (Some((first, _)), Some(_)) => match shared(&gone, &come) {
                Some(units) => {
                    for (unit, word) in units.into_iter().zip(come) {
                        self.now[unit].push(word);
                    }
                    return;
                }
                None => Some(*first),
            },
            (None, _) | (_, None) => self.last.filter(|_| self.last == next),
        };
        match one {
            Some(unit) => self.now[unit].extend(come),
            None => self.added.push((self.last, come)),
        }
    }
}

/// To which unit each word belongs that came where words of several units went: one by one where
/// there are as many, else by the letters, where only the ends of lines lie elsewhere.
fn shared(gone: &[(usize, String)], come: &[String]) -> Option<Vec<usize>> {
    if gone.len() == come.len() {
        return Some(gone.iter().map(|(unit, _)| *unit).collect());
    }
    let mut letters = gone
        .iter()
        .flat_map(|(unit, word)| word.chars().map(|c| (*unit, c)));
    let mut units = Vec::new();
    for word in come {
        let mut unit = None;
        for c in key(word).chars() {
            let (own, letter) = letters.next()?;
            if letter != c || unit.is_some_and(|unit| unit != own) {
                return None;
            }
            unit = Some(own);
        }
        units.push(unit?);
    }
    letters.next().is_none().then_some(units)
}

impl Unit {
    fn changed(&self, now: &[String]) -> Option<Change> {
        let said = |words: &[String]| words.iter().map(|word| key(word)).collect::<String>();
        if said(&self.words) == said(now) {
            return None;
        }
        let (before, after) = (self.words.join(" "), now.join(" "));
        let what = match &self.what {
            Kind::Paragraph => What::Paragraph {
                before: Some(before),
                after: Some(after).filter(|text| !text.is_empty()),
            },
            Kind::Cell { table, row, column } => What::Cell {
                table: table.clone(),
                row: row.clone(),
                column: column.clone(),
                before,
                after,
            },
        };
        Some(Change {
            place: self.place.clone(),
            what,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::docx::Grid;
    use crate::render::pdf::Word;

    fn content() -> Content {
        let row = |line: &str| line.split('|').map(|c| (c.to_owned(), 1)).collect();
        let rows = [
            "Sistema|Programado|Real",
            "SIJE|76%|70%",
            "Cómputos|10%|10%",
        ];
        Content {
            pieces: vec![
                Piece::Heading("Avance".to_owned()),
                Piece::Paragraph("El Instituto da cuenta de 21 sistemas en desarrollo.".to_owned()),
                Piece::Table(Grid {
                    header: 1,
                    rows: rows.map(row).into(),
                }),
                Piece::Paragraph("Los OPL reportan sus entregables.".to_owned()),
            ],
            notes: vec!["Con corte a marzo.".to_owned()],
            ..Content::default()
        }
    }

    const PRINTED: &str = "Contenido Avance 3 1. Avance El Instituto da cuenta de 21 sistemas en \
        desa-rrollo. Sistema Programado Real SIJE 76% 70% Cómputos 10% 10% Con corte a marzo. \
        Los OPL reportan sus entregables.";

    fn paper(text: &str) -> Paper {
        Paper {
            words: split(text)
                .into_iter()
                .map(|text| Word {
                    text,
                    running: false,
                })
                .collect(),
            pages: 1,
            without_words: 0,
        }
    }

    fn told(text: &str) -> Vec<What> {
        let found = compare_paper(&content(), &paper(PRINTED), &paper(text));
        found
            .changes
            .into_iter()
            .map(|change| change.what)
            .collect()
    }

    #[test]
    fn the_same_words_on_other_pages_are_no_difference() {
        assert_eq!(told(PRINTED), []);
        let elsewhere = PRINTED
            .replace("Avance 3", "Avance 7")
            .replace(" Con corte a marzo.", "")
            .replace("SIJE", "Con corte a marzo. Sistema Programado Real SIJE");
        assert_eq!(told(&elsewhere), []);
    }

    #[test]
    fn a_number_in_a_paragraph_and_one_in_a_cell_are_named() {
        let changed = PRINTED.replace("21", "22").replace("70%", "75%");
        let paragraph = |n: u8| format!("El Instituto da cuenta de {n} sistemas en desarrollo.");
        let wanted = [
            What::Paragraph {
                before: Some(paragraph(21)),
                after: Some(paragraph(22).replace("desarrollo", "desa-rrollo")),
            },
            What::Cell {
                table: "tabla que empieza con «Sistema»".to_owned(),
                row: "SIJE".to_owned(),
                column: "Real".to_owned(),
                before: "70%".to_owned(),
                after: "75%".to_owned(),
            },
        ];
        assert_eq!(told(&changed), wanted);
    }

    #[test]
    fn what_was_put_in_taken_out_or_changed_at_the_foot_is_told() {
        let added = PRINTED.replace("Los OPL", "Se agrega una precisión. Los OPL");
        let new = What::Paragraph {
            before: None,
            after: Some("Se agrega una precisión.".to_owned()),
        };
        assert_eq!(told(&added), [new]);
        let gone = PRINTED.replace(" Los OPL reportan sus entregables.", "");
        let old = What::Paragraph {
            before: Some("Los OPL reportan sus entregables.".to_owned()),
            after: None,
        };
        assert_eq!(told(&gone), [old]);
        let note = told(&PRINTED.replace("marzo", "abril"));
        assert!(matches!(note[0], What::Note { .. }), "{note:?}");
    }

    #[test]
    fn another_document_keeps_little() {
        let other = paper("Nada que ver con aquello.");
        assert!(compare_paper(&content(), &paper(PRINTED), &other).kept < 300);
    }
}
