//! Every shipped informe over the demonstration data.

use super::{Told, told};
use relator::catalog::{self, Catalog};
use relator::diagnostics::Findings;
use relator::intake::{self, Fence};
use relator::validation;
use relator::validation::Judged;
use std::path::Path;
use std::sync::OnceLock;

/// The shipped templates and what was understood of `inputs/`.
pub fn demonstration() -> &'static (Catalog, Judged) {
    static ONCE: OnceLock<(Catalog, Judged)> = OnceLock::new();
    ONCE.get_or_init(|| {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let catalog = catalog::carried().unwrap();
        let mut findings = Findings::default();
        let books =
            intake::read_all(&Fence::none(), root, &root.join("inputs"), &mut findings).unwrap();
        let judged = validation::judge(&catalog, &books, &mut findings);
        (catalog, judged)
    })
}

/// The informe of every meeting, composed once for all tests.
pub fn every_informe() -> &'static [Told] {
    static ONCE: OnceLock<Vec<Told>> = OnceLock::new();
    ONCE.get_or_init(compose_all)
}

/// The informe of every meeting, composed anew.
pub fn compose_all() -> Vec<Told> {
    let (catalog, judged) = demonstration();
    let meetings = catalog.proceso.reuniones.iter();
    meetings
        .map(|reunion| told(catalog, judged, reunion.numero))
        .collect()
}
