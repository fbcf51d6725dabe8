//! The Word file of a meeting as it was generated: the one in the output folder whose bytes are
//! still those of its ficha, else composed anew.

use super::{Understood, document_name};
use crate::archive;
use crate::catalog::Catalog;
use crate::diagnostics::{Error, Finding, Findings, Severity};
use crate::domain::sha256_hex;
use crate::render::docx;
use crate::render::typst::Typesetter;
use crate::report::{self, Stage};
use std::fs;
use std::path::Path;

/// A generated Word file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Generated {
    /// Its name in the folder of the meeting; none when it was composed anew.
    pub name: Option<String>,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// The generated Word file of a meeting. `folder` is that of the meeting's output. Composed anew
/// it speaks of the workbooks and templates of today, which `understood` is asked for only then.
pub fn generated(
    catalog: &Catalog,
    meeting: u8,
    folder: &Path,
    understood: impl FnOnce() -> Result<Understood, Error>,
) -> Result<Generated, Error> {
    if let Some(found) = standing(meeting, folder)? {
        return Ok(found);
    }
    let bytes = compose(catalog, &understood()?, meeting).map_err(Error::Catalog)?;
    Ok(Generated { name: None, bytes })
}

/// The file under its own name before those that were written beside it.
fn standing(meeting: u8, folder: &Path) -> Result<Option<Generated>, Error> {
    let known = archive::ours(folder)?;
    let own = document_name(meeting, "docx");
    let stem = own.trim_end_matches(".docx");
    let beside = known
        .keys()
        .filter(|name| **name != own && name.starts_with(stem) && name.ends_with(".docx"));
    let names = std::iter::once(&own).chain(beside);
    for name in names {
        // What cannot be read is passed over: the informe can still be composed.
        let Ok(bytes) = fs::read(folder.join(name)) else {
            continue;
        };
        let ours = known
            .get(name)
            .is_some_and(|k| k.contains(&sha256_hex(&bytes)));
        if ours {
            let name = Some(name.clone());
            return Ok(Some(Generated { name, bytes }));
        }
    }
    Ok(None)
}

fn compose(
    catalog: &Catalog,
    understood: &Understood,
    meeting: u8,
) -> Result<Vec<u8>, Vec<Finding>> {
    let typesetter = Typesetter::new(&catalog.estilo)?;
    let mut findings = Findings::default();
    // The stage is said in the foot only, and the foot is not compared.
    let stage = Stage::Preliminary;
    let informe = report::compose(catalog, &understood.judged, meeting, stage, &mut findings);
    let Some(mut informe) = informe else {
        let errors = findings.iter().filter(|f| f.severity == Severity::Error);
        return Err(errors.cloned().collect());
    };
    report::glyphs::cover(&mut informe, &|c| typesetter.covers(c), &mut findings);
    let typeset = typesetter.typeset(&informe, &[])?;
    docx::write(&informe, &typeset.layout, &catalog.estilo)
}
