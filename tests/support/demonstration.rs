//! What the shipped templates understand of the demonstration in `inputs/`.

#![allow(dead_code, reason = "each file of tests uses its own part")]

use relator::catalog::{self, Catalog};
use relator::diagnostics::Findings;
use relator::intake::{self, Fence, Workbook};
use relator::validation::{self, Judged};
use std::path::Path;
use std::sync::OnceLock;

/// The workbooks as they are committed, and what came of reading and judging them.
pub struct Demonstration {
    pub catalog: Catalog,
    pub books: Vec<Workbook>,
    pub judged: Judged,
    pub findings: Findings,
}

/// Read and judged once for all tests of a program.
pub fn demonstration() -> &'static Demonstration {
    static ONCE: OnceLock<Demonstration> = OnceLock::new();
    ONCE.get_or_init(|| {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let catalog = catalog::carried().unwrap();
        let mut findings = Findings::default();
        let inputs = root.join("inputs");
        let books = intake::read_all(&Fence::none(), root, &inputs, &mut findings).unwrap();
        let judged = validation::judge(&catalog, &books, &mut findings);
        Demonstration {
            catalog,
            books,
            judged,
            findings,
        }
    })
}
