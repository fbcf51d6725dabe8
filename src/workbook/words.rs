//! The words that a cell may hold: those of its field or those of a catalogue.

use super::Issue;
use crate::catalog::Campo;
use crate::domain::Clase;

/// The listed words of a field for the sender and meeting of this workbook; none when anything
/// may be written.
pub(super) fn listed(issue: &Issue<'_>, campo: &Campo) -> Vec<String> {
    if !campo.valores.is_empty() {
        return campo.valores.clone();
    }
    let catalog = issue.catalog;
    match campo.catalogo.as_deref() {
        Some("sistemas") => catalog
            .sistemas
            .iter()
            .filter(|s| s.area == issue.sender.clave)
            .map(|s| s.clave.clone())
            .collect(),
        Some("procesos") => catalog
            .proceso
            .procesos
            .iter()
            .filter(|p| p.desde <= issue.meeting.numero && issue.meeting.numero <= p.hasta)
            .map(|p| p.nombre.clone())
            .collect(),
        Some("areas") => senders(issue, |clase| matches!(clase, Clase::Ine | Clase::Utsi)),
        Some("remitentes") => senders(issue, |clase| !matches!(clase, Clase::Secretaria)),
        Some("entidades") => catalog
            .instituciones
            .iter()
            .filter_map(|i| i.entidad.clone())
            .collect(),
        Some(_) | None => Vec::new(),
    }
}

fn senders(issue: &Issue<'_>, wanted: impl Fn(Clase) -> bool) -> Vec<String> {
    issue
        .catalog
        .instituciones
        .iter()
        .filter(|i| wanted(i.clase))
        .map(|i| i.nombre_corto().to_owned())
        .collect()
}
