//! A file becomes a [`Workbook`] whose every cell knows its place. The only module that names
//! calamine. It knows no schema.
//!
//! A file is opened once, read into memory once and hashed; the zip's directory is looked at
//! before anything is inflated; then those bytes are parsed, behind a [`Fence`] where the program
//! puts one up. Whatever goes wrong on the way is one finding, and the next file follows.

mod beside;
mod budget;
mod cell;
mod cells;
mod code;
mod container;
mod elements;
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

pub use cell::{Cell, CellValue, Formula, PercentSign};
pub use cells::Cells;
pub use code::code;
pub use fence::{Confinement, Fence, serve};
pub use listing::is_of_workbook;
pub use workbook::{Sheet, SheetVisibility, Workbook};

use crate::diagnostics::{Code, Error, Finding, Findings, Location};
use fence::Read;
use rayon::prelude::*;
use sniff::{Kind, Macros};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use trouble::Trouble;

/// What arrived in a folder, in the order of the paths.
#[derive(Debug, Default)]
pub struct Received {
    /// The workbooks that were read.
    pub workbooks: Vec<Workbook>,
    /// Files that could not be read as a workbook, though their bytes could; without sheets.
    pub refused: Vec<Workbook>,
}

impl From<Vec<Workbook>> for Received {
    fn from(workbooks: Vec<Workbook>) -> Self {
        let refused = Vec::new();
        Self { workbooks, refused }
    }
}

impl From<Result<Workbook, Workbook>> for Received {
    fn from(read: Result<Workbook, Workbook>) -> Self {
        let mut received = Self::default();
        match read {
            Ok(workbook) => received.workbooks.push(workbook),
            Err(refused) => received.refused.push(refused),
        }
        received
    }
}

/// Reads every workbook below a folder, in the order of their paths. A file that is no workbook
/// becomes a finding; only a folder that cannot be listed, or a fence that cannot be put up, is an
/// error. A path that is a file is read alone.
pub fn read_all(
    fence: &Fence,
    workspace: &Path,
    folder: &Path,
    findings: &mut Findings,
) -> Result<Vec<Workbook>, Error> {
    Ok(receive(fence, workspace, folder, findings)?.workbooks)
}

/// The same, and which files were refused.
pub fn receive(
    fence: &Fence,
    workspace: &Path,
    folder: &Path,
    findings: &mut Findings,
) -> Result<Received, Error> {
    let listed = listing::list(workspace, folder, findings)?;
    let read = |entry: listing::Listed, own: &mut Findings| match file::read(&entry.path) {
        Ok(bytes) => Ok(fence.read(entry.at, bytes, own)?.into()),
        Err(unread) => {
            own.push(unread.trouble.at(entry.at.clone()));
            let refused = unread.sha256.map(|sha256| refused(entry.at, sha256));
            Ok(Received {
                refused: refused.into_iter().collect(),
                ..Received::default()
            })
        }
    };
    side_by_side(listed, read, findings)
}

/// Reads workbooks whose bytes are at hand, in their order; only a fence that cannot be put up is
/// an error.
pub fn read_given(
    fence: &Fence,
    given: Vec<(Location, Vec<u8>)>,
    findings: &mut Findings,
) -> Result<Received, Error> {
    let read = |(at, bytes), own: &mut Findings| Ok(fence.read(at, bytes, own)?.into());
    side_by_side(given, read, findings)
}

fn side_by_side<T: Send>(
    all: Vec<T>,
    read: impl Fn(T, &mut Findings) -> Result<Received, Error> + Sync,
    findings: &mut Findings,
) -> Result<Received, Error> {
    let read: Vec<(Received, Findings)> = all
        .into_par_iter()
        .map(|one| {
            let mut own = Findings::default();
            Ok((read(one, &mut own)?, own))
        })
        .collect::<Result<_, Error>>()?;
    let mut received = Received::default();
    for (one, own) in read {
        findings.extend(own);
        received.workbooks.extend(one.workbooks);
        received.refused.extend(one.refused);
    }
    Ok(received)
}

/// Reads the bytes of one workbook, in this process.
pub fn read_bytes(at: Location, bytes: &[u8], findings: &mut Findings) -> Option<Workbook> {
    parse_safely(&at, bytes).workbook(at, bytes, findings).ok()
}

/// A file of which nothing but its bytes is known.
fn refused(at: Location, sha256: String) -> Workbook {
    Workbook {
        at,
        sha256: sha256.into(),
        sheets: Vec::new(),
        unread: Vec::new(),
    }
}

/// Parses bytes and touches nothing but them. A panic is one finding.
fn parse_safely(at: &Location, bytes: &[u8]) -> Read {
    let parsed = catch_unwind(AssertUnwindSafe(|| {
        let mut findings = Findings::default();
        let mut sheets = parse(at, bytes, &mut findings)?;
        for sheet in &mut sheets {
            sheet.cells.pack();
        }
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
