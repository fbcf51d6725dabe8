//! What the shipped templates understand of the demonstration in `inputs/`.

use relator::catalog::{self, Catalog};
use relator::diagnostics::Findings;
use relator::intake::{self, Fence};
use relator::validation::{self, Judged};
use std::path::Path;
use std::sync::OnceLock;

/// Read and judged once for all tests of a program.
pub fn demonstration() -> &'static (Catalog, Judged) {
    static ONCE: OnceLock<(Catalog, Judged)> = OnceLock::new();
    ONCE.get_or_init(|| {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let catalog = catalog::carried().unwrap();
        let mut findings = Findings::default();
        let inputs = root.join("inputs");
        let books = intake::read_all(&Fence::none(), root, &inputs, &mut findings).unwrap();
        let judged = validation::judge(&catalog, &books, &mut findings);
        (catalog, judged)
    })
}
