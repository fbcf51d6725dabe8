//! The words that a cell may hold: those of its field or those of a catalogue.

use super::Issue;
use crate::catalog::Campo;

/// The listed words of a field, of which a catalogue gives only those that this sender can use at
/// this meeting; none when anything may be written.
pub(super) fn listed(issue: Issue<'_>, campo: &Campo) -> Vec<String> {
    let catalog = issue.catalog;
    let usable = |word: &&str| match campo.catalogo.as_deref() {
        Some("sistemas") => catalog
            .sistema(word)
            .is_some_and(|s| s.area == issue.sender.clave),
        Some("procesos") => catalog
            .procesos_de(issue.meeting.numero)
            .iter()
            .any(|p| p.nombre == *word),
        Some(_) | None => true,
    };
    let words = catalog.valores(campo);
    words
        .into_iter()
        .filter(usable)
        .map(str::to_owned)
        .collect()
}
