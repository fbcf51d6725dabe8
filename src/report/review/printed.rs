//! «Así aparecerá en el informe»: what the informe prints of one delivery, taken from the very
//! blocks of the informe so that it cannot differ from them.

use crate::report::{Block, Heading, Informe, Inline, KeyFigure, ListItem, RowRole, Table};
use std::collections::BTreeSet;

/// What an informe prints of a delivery.
#[derive(Debug, Default)]
pub struct Printed {
    /// The paragraphs with a value that comes from this delivery alone and the rows of tables that
    /// speak of it alone, below the headings under which they stand.
    pub blocks: Vec<Block>,
    /// Labels of the tables that count its values together with those of others.
    pub counted_in: Vec<String>,
}

/// What an informe prints of the delivery with that file; `own` are all files of its sender, as
/// what is compared with the last report rests on two of them.
pub fn printed(informe: &Informe, file: &str, own: &BTreeSet<&str>) -> Printed {
    let mut filter = Filter {
        shares: shares(informe, file, own),
        path: Vec::new(),
        told: Vec::new(),
        printed: Printed::default(),
    };
    for block in &informe.blocks {
        filter.block(block);
    }
    filter.printed
}

/// What a value has to do with a delivery.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Share {
    /// Nothing.
    None,
    /// It counts there with values of others.
    Counted,
    /// It comes from there.
    Own,
}

fn shares(informe: &Informe, file: &str, own: &BTreeSet<&str>) -> Vec<Share> {
    let share = |cells: &[crate::diagnostics::Location]| {
        if !cells.iter().any(|cell| &*cell.file == file) {
            Share::None
        } else if cells.iter().all(|cell| own.contains(&*cell.file)) {
            Share::Own
        } else {
            Share::Counted
        }
    };
    let origins = informe.origins.iter();
    origins.map(|origin| share(&origin.cells)).collect()
}

struct Filter {
    /// By origin.
    shares: Vec<Share>,
    /// The headings above the block, the outermost first.
    path: Vec<Heading>,
    /// The path that was last written.
    told: Vec<String>,
    printed: Printed,
}

impl Filter {
    fn block(&mut self, block: &Block) {
        let kept = match block {
            Block::Heading(heading) => {
                self.path.retain(|above| above.level < heading.level);
                self.path.push(heading.clone());
                None
            }
            Block::Paragraph { text, .. } => self.is_own(text).then(|| block.clone()),
            Block::List { items } => {
                let items = self.items(items);
                (!items.is_empty()).then_some(Block::List { items })
            }
            Block::KeyFigures { items } => {
                let items = items.iter().filter(|i| self.is_own_figure(i));
                let items: Vec<KeyFigure> = items.cloned().collect();
                (!items.is_empty()).then_some(Block::KeyFigures { items })
            }
            Block::Table(table) => self.table(table).map(Block::Table),
            // Figures have no origins of their own; their data stand in a table.
            Block::Definitions { .. } | Block::Figure(_) | Block::Contents | Block::PageBreak => {
                None
            }
        };
        if let Some(block) = kept {
            self.headings();
            self.printed.blocks.push(block);
        }
    }

    /// Writes the path of headings where it is another than before.
    fn headings(&mut self) {
        let words = |heading: &Heading| match &heading.number {
            Some(number) => format!("{number} {}", heading.text),
            None => heading.text.clone(),
        };
        let path: Vec<String> = self.path.iter().map(words).collect();
        if path.is_empty() || path == self.told {
            return;
        }
        let id = format!("lugar-{}", self.printed.blocks.len());
        self.printed.blocks.push(Block::Heading(Heading {
            id,
            level: 2,
            number: None,
            text: path.join(" › "),
            listed: false,
        }));
        self.told = path;
    }

    fn items(&self, items: &[ListItem]) -> Vec<ListItem> {
        let own = items.iter().filter(|item| self.is_own(&item.text));
        own.cloned().collect()
    }

    /// The rows of its own, each group with its heading; the rest of the table as it is.
    fn table(&mut self, table: &Table) -> Option<Table> {
        let mut rows = Vec::new();
        let mut group = None;
        let mut counted = false;
        for row in &table.rows {
            let share = row.cells.iter().map(|cell| self.share(&cell.text));
            let share: Vec<Share> = share.collect();
            counted |= share.contains(&Share::Counted);
            if row.role == RowRole::Group {
                group = Some(row);
            } else if share.contains(&Share::Own) && !share.contains(&Share::Counted) {
                rows.extend(group.take().cloned());
                rows.push(row.clone());
            }
        }
        if counted {
            let label = table.label.trim_end_matches('.').to_owned();
            self.printed.counted_in.push(label);
        }
        (!rows.is_empty()).then(|| Table {
            rows,
            ..table.clone()
        })
    }

    fn is_own_figure(&self, figure: &KeyFigure) -> bool {
        self.is_own(&figure.value) || self.is_own(&figure.text)
    }

    fn is_own(&self, text: &[Inline]) -> bool {
        self.share(text) == Share::Own
    }

    /// The most that a run of text has to do with the delivery.
    fn share(&self, text: &[Inline]) -> Share {
        let shares = text.iter().map(|inline| match inline {
            Inline::Value { origin, .. } => self.shares.get(*origin).copied(),
            Inline::Strong { text } | Inline::Emphasis { text } | Inline::Footnote { text } => {
                Some(self.share(text))
            }
            Inline::Text { .. }
            | Inline::Status { .. }
            | Inline::Reference { .. }
            | Inline::Break => None,
        });
        let mut most = Share::None;
        for share in shares.flatten() {
            match (most, share) {
                (_, Share::Own) | (Share::Own, _) => most = Share::Own,
                (_, Share::Counted) => most = Share::Counted,
                (_, Share::None) => {}
            }
        }
        most
    }
}
