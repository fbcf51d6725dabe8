//! The values of the sentences and of the totals as data: what stands in no row of a published
//! table has its cells here.

use super::phrases::Phrases;
use super::{
    Block, Datum, Format, Inline, Origin, Resource, ResourceField, Role, RowRole, inlines,
};
use crate::domain::Value;

/// Its name among the published tables.
const NAME: &str = "texto";

/// Every value of a sentence, of a figure of the summary and of a total that rests on cells, in
/// the order of the informe, with the heading or table where it stands and the words around it.
pub fn resource(blocks: &[Block], origins: &[Origin], phrases: &Phrases) -> Resource {
    let mut heading = String::new();
    let mut rows = Vec::new();
    let mut told = |place: &str, around: String, text: &[Inline]| {
        let mut found = Vec::new();
        values(text, &mut found);
        for (shown, origin) in found {
            let Some(origin) = origins.get(origin).filter(|o| !o.cells.is_empty()) else {
                continue;
            };
            rows.push(vec![
                plain(place),
                plain(&around),
                Datum {
                    value: Value::Text(shown),
                    cells: origin.cells.clone(),
                    how: origin.how.clone(),
                },
            ]);
        }
    };
    for block in blocks {
        match block {
            Block::Heading(h) => heading.clone_from(&h.text),
            Block::Paragraph { text, role } if *role != Role::Quote => {
                told(&heading, inlines::plain(text), text);
            }
            Block::List { items } => {
                for item in items {
                    told(&heading, inlines::plain(&item.text), &item.text);
                }
            }
            Block::KeyFigures { items } => {
                for item in items {
                    let around = inlines::plain(&item.text);
                    told(&heading, around.clone(), &item.value);
                    told(&heading, around, &item.text);
                }
            }
            Block::Table(table) => {
                let place = inlines::plain(&table.caption);
                for row in table.rows.iter().filter(|r| r.role == RowRole::Total) {
                    for cell in &row.cells {
                        told(&place, phrases.plain("total"), &cell.text);
                    }
                }
            }
            Block::Paragraph { .. }
            | Block::Definitions { .. }
            | Block::Figure(_)
            | Block::Contents
            | Block::PageBreak => {}
        }
    }
    let field = |name: &str| ResourceField {
        name: name.to_owned(),
        title: phrases.plain(&format!("texto_{name}")),
        format: Format::Text,
        public: true,
    };
    Resource {
        name: NAME.to_owned(),
        title: phrases.plain("texto_titulo"),
        fields: ["lugar", "frase", "valor"].map(field).to_vec(),
        rows,
    }
}

fn plain(words: &str) -> Datum {
    Datum {
        value: Value::Text(words.to_owned()),
        cells: Vec::new(),
        how: None,
    }
}

fn values(text: &[Inline], found: &mut Vec<(String, usize)>) {
    for inline in text {
        match inline {
            Inline::Value { text, origin } => found.push((text.clone(), *origin)),
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
