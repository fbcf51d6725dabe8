//! A file becomes a [`Workbook`] whose every cell knows its place. The only module that names
//! calamine. It knows no schema.
//!
//! A file is opened once, read into memory once and hashed; the zip's directory is looked at
//! before anything is inflated; then those bytes are parsed, behind a [`Fence`] where the program
//! puts one up. Whatever goes wrong on the way is one finding, and the next file follows.

mod beside;
mod budget;
mod code;
mod container;
mod fence;
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

pub use code::code;
pub use fence::{Fence, serve};
pub use listing::is_of_workbook;
pub use workbook::{Cell, CellValue, Formula, PercentSign, Sheet, SheetVisibility, Workbook};

use crate::diagnostics::{Code, Error, Finding, Findings, Location};
use fence::Read;
use rayon::prelude::*;
use sniff::{Kind, Macros};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use trouble::Trouble;

/// Reads every workbook below a folder, in the order of their paths. A file that is no workbook
/// becomes a finding; only a folder that cannot be listed, or a fence that cannot be put up, is an
/// error. A path that is a file is read alone.
pub fn read_all(
    fence: &Fence,
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
                Ok(bytes) => fence.read(entry.at, bytes, &mut own)?,
                Err(trouble) => {
                    own.push(trouble.at(entry.at));
                    None
                }
            };
            Ok((workbook, own))
        })
        .collect::<Result<_, Error>>()?;
    let mut workbooks = Vec::new();
    for (workbook, own) in read {
        findings.extend(own);
        workbooks.extend(workbook);
    }
    Ok(workbooks)
}

/// Reads the bytes of one workbook, in this process.
pub fn read_bytes(at: Location, bytes: &[u8], findings: &mut Findings) -> Option<Workbook> {
    parse_safely(&at, bytes).workbook(at, bytes, findings)
}

/// Parses bytes and touches nothing but them. A panic is one finding.
fn parse_safely(at: &Location, bytes: &[u8]) -> Read {
    let parsed = catch_unwind(AssertUnwindSafe(|| {
        let mut findings = Findings::default();
        let sheets = parse(at, bytes, &mut findings)?;
        Ok(Read {
            sheets: Some(sheets),
            findings,
        })
    }));
    match parsed.unwrap_or_else(|_| Err(Trouble::fault())) {
        Ok(read) => read,
        Err(trouble) => Read::refused(at, trouble),
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
        help: "En Excel, elija Archivo › “Guardar como…” y el tipo “Libro de Excel (.xlsx)”."
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
        message: "El libro se leyó, aunque el formato .ods no conserva todas las ayudas del formato de la reunión.".to_owned(),
        help: "De preferencia, guárdelo como “Libro de Excel (.xlsx)”.".to_owned(),
        ..Finding::new(Code(116), at.clone())
    }
}
