//! The engine of the wording, end to end: from workbooks and files under `templates/` to blocks.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[path = "../support/demonstration.rs"]
mod demonstration;
mod mistakes;
mod scenario;
mod shipped;
mod wording;

use relator::report::{Block, Table};

fn tables(blocks: &[Block]) -> Vec<&Table> {
    let mut tables = Vec::new();
    for block in blocks {
        if let Block::Table(table) = block {
            tables.push(table);
        }
    }
    tables
}
