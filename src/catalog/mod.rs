//! `templates/` becomes a [`Catalog`]. The only reader of that folder; the default one travels
//! inside the program.

mod check;
mod expediente;
mod files;
mod frictionless;
mod lookup;
mod read;
mod schema;
mod source;
mod topic;
mod trouble;
mod wording;

pub use expediente::{Comprobar, Expediente, Hoja, Renglon};
pub use files::{embedded, of_workspace as files};
pub use frictionless::frictionless;
pub use lookup::{INSTRUCCIONES, META, PORTADA};
pub use schema::{Campo, Comprobacion, Difusion, Esquema, Forma, Otros, Referencia, Regla, Tipo};
pub use wording::{Ajuste, Lexico, Marca, Tone, Wording};

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
    /// The words and weights of the checks that are written in Rust, by id.
    pub comprobaciones: Vec<Comprobacion>,
    /// The words.
    pub wording: Wording,
    /// The look: files of `estilo/` by path below it (`informe.typ`, `fonts/…`, `membrete.docx`).
    pub estilo: BTreeMap<String, Vec<u8>>,
    /// The words of the record.
    pub expediente: Expediente,
    /// SHA-256 of every file of `templates/` that was read, by its path in the workspace.
    pub sources: BTreeMap<String, String>,
}

/// Reads and checks the folder `templates/` of a workspace. A file that is missing there is taken
/// from the program's own templates only when the folder itself is missing.
pub fn load(workspace: &Path) -> Result<Catalog, Error> {
    from_files(&files(workspace)?)
}

/// The catalogue of the templates that the program carries.
pub fn carried() -> Result<Catalog, Error> {
    from_files(&files::carried())
}

/// The catalogue of files by their path below `templates/`, with `/`.
pub fn from_files(files: &BTreeMap<String, Vec<u8>>) -> Result<Catalog, Error> {
    let mut read = read::read(files);
    let Some(catalog) = read.catalog.take() else {
        return Err(Error::Catalog(read.findings));
    };
    let mut findings = std::mem::take(&mut read.findings);
    if findings.is_empty() {
        findings = check::check(&read, &catalog);
    }
    if findings.is_empty() {
        Ok(catalog)
    } else {
        Err(Error::Catalog(findings))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_templates_that_the_program_carries_are_in_order() {
        let catalog = carried().map_err(|error| format!("{error:#?}"));
        let catalog = catalog.unwrap();
        assert_eq!(catalog.proceso.reuniones.len(), 11);
        assert_eq!(catalog.temas.len(), 6);
        assert_eq!(catalog.esquemas.len(), 16);
    }

    #[test]
    fn a_folder_of_templates_counts_before_those_of_the_program() {
        let workspace = tempfile::tempdir().unwrap();
        let catalog = load(workspace.path()).unwrap();
        assert_eq!(catalog.proceso.sigla, "PEL 2021-2022");
        for (path, bytes) in embedded() {
            let file = workspace.path().join("templates").join(path);
            std::fs::create_dir_all(file.parent().unwrap()).unwrap();
            let text = String::from_utf8_lossy(bytes).replace("COTSPEL", "OTRA");
            if path == "proceso.toml" {
                std::fs::write(file, text).unwrap();
            } else {
                std::fs::write(file, bytes).unwrap();
            }
        }
        let left_behind = workspace.path().join("templates/temas/~$prep-opl.toml");
        std::fs::write(left_behind, "no es una plantilla").unwrap();
        let copied = load(workspace.path()).unwrap();
        assert_eq!(copied.proceso.sigla_comision, "OTRA");
        assert_eq!(copied.sources.len(), catalog.sources.len());
        let same = |path: &str| copied.sources[path] == catalog.sources[path];
        assert!(same("templates/sistemas.toml") && !same("templates/proceso.toml"));
    }
}
