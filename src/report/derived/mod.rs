//! Resources that are computed from several sheets, meetings or catalogues.

use super::{Resource, Scene};

/// The derived resources of a meeting.
pub fn resources(_scene: &Scene<'_>, _raw: &[Resource]) -> Vec<Resource> {
    Vec::new()
}
