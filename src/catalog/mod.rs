//! `templates/` becomes a [`Catalog`]. The only reader of that folder; the default one travels
//! inside the program.

mod schema;
mod wording;

pub use schema::{Campo, Difusion, Esquema, Forma, Regla, Tipo};
pub use wording::{Ajuste, Lexico, Marca, Wording};

use crate::diagnostics::Error;
use crate::domain::{Entregable, Institucion, Proceso, Sistema};
use std::collections::BTreeMap;
use std::path::Path;

/// Everything under `templates/`, read and checked.
#[derive(Debug, Clone)]
pub struct Catalog {
    /// The process and its calendar.
    pub proceso: Proceso,
    /// Every sender, in the order of the file.
    pub instituciones: Vec<Institucion>,
    /// Every tracked system.
    pub sistemas: Vec<Sistema>,
    /// Every deliverable of the PREP, variant by variant.
    pub entregables: Vec<Entregable>,
    /// Every sheet that a workbook may have.
    pub esquemas: Vec<Esquema>,
    /// Title of each topic by slug, in the order of the informe.
    pub temas: Vec<(String, String)>,
    /// The words.
    pub wording: Wording,
    /// The look: files of `estilo/` by path below it (`informe.typ`, `fonts/…`, `membrete.docx`).
    pub estilo: BTreeMap<String, Vec<u8>>,
    /// SHA-256 of every file of `templates/` that was read, by its path in the workspace.
    pub sources: BTreeMap<String, String>,
}

/// Reads and checks the folder `templates/` of a workspace. A file that is missing there is taken
/// from the program's own templates only when the folder itself is missing.
pub fn load(workspace: &Path) -> Result<Catalog, Error> {
    Err(Error::NoWorkspace(workspace.to_path_buf()))
}

/// The templates that the program carries, by path below `templates/`, with `/`.
pub fn embedded() -> Vec<(&'static str, &'static [u8])> {
    Vec::new()
}
