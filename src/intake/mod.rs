//! A file becomes a [`Workbook`] whose every cell knows its place. The only module that names
//! calamine. It knows no schema.
//!
//! A file is opened once, read into memory once and hashed; the zip's directory is looked at
//! before anything is inflated; then those bytes are parsed. Whatever goes wrong on the way is
//! one finding, and the next file follows.

mod beside;
mod budget;
mod container;
mod file;
mod listing;
mod ods;
mod ods_styles;
mod parts;
mod sniff;
mod trouble;
mod value;
mod workbook;
mod xlsx;

pub use workbook::{Cell, CellValue, Formula, Sheet, SheetVisibility, Workbook};

use crate::diagnostics::{Code, Error, Finding, Findings, Location};
use crate::domain::sha256_hex;
use rayon::prelude::*;
use sniff::{Kind, Macros};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use trouble::Trouble;

/// Reads every workbook below a folder, in the order of their paths. A file that is no workbook
/// becomes a finding; only a folder that cannot be listed is an error. A path that is a file is
/// read alone.
pub fn read_all(
    workspace: &Path,
    folder: &Path,
    findings: &mut Findings,
) -> Result<Vec<Workbook>, Error> {
    let listed = listing::list(workspace, folder, findings)?;
    let read: Vec<(Option<Workbook>, Findings)> = listed
        .into_par_iter()
        .map(|entry| {
            let mut own = Findings::default();
            let workbook = match file::read(&entry.path) {
                Ok(bytes) => read_bytes(entry.at, &bytes, &mut own),
                Err(trouble) => {
                    own.push(trouble.at(entry.at));
                    None
                }
            };
            (workbook, own)
        })
        .collect();
    let mut workbooks = Vec::new();
    for (workbook, own) in read {
        findings.extend(own);
        workbooks.extend(workbook);
    }
    Ok(workbooks)
}

/// Reads the bytes of one workbook. Touches nothing but them, so that it can move into a process
/// of its own.
pub fn read_bytes(at: Location, bytes: &[u8], findings: &mut Findings) -> Option<Workbook> {
    let mut own = Findings::default();
    let parsed = catch_unwind(AssertUnwindSafe(|| parse(&at, bytes, &mut own)));
    match parsed.unwrap_or_else(|_| Err(Trouble::fault())) {
        Ok(sheets) => {
            let broken = own.iter().filter(|f| f.code == Code(109));
            let unread = broken.filter_map(|f| f.at.sheet.clone()).collect();
            findings.extend(own);
            Some(Workbook {
                at,
                sha256: sha256_hex(bytes).into(),
                sheets,
                unread,
            })
        }
        Err(trouble) => {
            findings.push(trouble.at(at));
            None
        }
    }
}

fn parse(at: &Location, bytes: &[u8], findings: &mut Findings) -> Result<Vec<Sheet>, Trouble> {
    let kind = sniff::sniff(bytes)?;
    let extension = at.file.rsplit_once('.').map_or("", |(_, end)| end);
    let extension = extension.to_lowercase();
    match kind {
        Kind::Xlsx { macros } => {
            if !matches!(extension.as_str(), "xlsx" | "xlsm") {
                findings.push(other_extension(at, &extension, "un libro de Excel (.xlsx)"));
            }
            match macros {
                // Excel itself opens no such file, so that nobody of good faith sends it.
                Macros::Present if extension == "xlsx" => {
                    return Err(Trouble::macros(
                        "macros en un archivo .xlsx",
                        "El archivo lleva macros, aunque su extensión (.xlsx) es la de un libro sin ellas; no se leyó.",
                    ));
                }
                Macros::Present => findings.push(with_macros(at)),
                Macros::Absent => {}
            }
            xlsx::read(at, bytes, findings)
        }
        Kind::Ods { macros } => {
            if macros == Macros::Present {
                findings.push(with_macros(at));
            }
            if extension == "ods" {
                findings.push(second_class(at));
            } else {
                findings.push(other_extension(
                    at,
                    &extension,
                    "un libro de LibreOffice (.ods)",
                ));
            }
            ods::read(at, bytes)
        }
    }
}

fn other_extension(at: &Location, extension: &str, kind: &str) -> Finding {
    Finding {
        found: format!(".{extension}"),
        expected: kind.to_owned(),
        message: format!(
            "El contenido del archivo es {kind}, aunque su extensión es “.{extension}”; se leyó por su contenido."
        ),
        help: "Guárdelo desde Excel con “Guardar como” y el tipo “Libro de Excel (.xlsx)”."
            .to_owned(),
        ..Finding::new(Code(111), at.clone())
    }
}

fn with_macros(at: &Location) -> Finding {
    Finding {
        found: "libro con macros".to_owned(),
        expected: "un libro sin macros (.xlsx)".to_owned(),
        message: "El libro contiene macros. No se ejecutaron ni se leyeron; sí se usó el contenido de sus celdas.".to_owned(),
        help: "Guárdelo como “Libro de Excel (.xlsx)”, sin macros.".to_owned(),
        ..Finding::new(Code(112), at.clone())
    }
}

fn second_class(at: &Location) -> Finding {
    Finding {
        found: "libro de LibreOffice (.ods)".to_owned(),
        expected: "un libro de Excel (.xlsx)".to_owned(),
        message: "El libro se leyó, aunque el formato .ods no conserva todas las ayudas del libro que se entregó.".to_owned(),
        help: "De preferencia, guárdelo como “Libro de Excel (.xlsx)”.".to_owned(),
        ..Finding::new(Code(116), at.clone())
    }
}
