//! Every shipped informe over the demonstration data.

use super::{Told, told};
use crate::demonstration::Demonstration;
pub use crate::demonstration::demonstration;
use std::sync::OnceLock;

/// The informe of every meeting, composed once for all tests.
pub fn every_informe() -> &'static [Told] {
    static ONCE: OnceLock<Vec<Told>> = OnceLock::new();
    ONCE.get_or_init(compose_all)
}

/// The informe of every meeting, composed anew.
pub fn compose_all() -> Vec<Told> {
    let Demonstration {
        catalog, judged, ..
    } = demonstration();
    let meetings = catalog.proceso.reuniones.iter();
    meetings
        .map(|reunion| told(catalog, judged, reunion.numero))
        .collect()
}
