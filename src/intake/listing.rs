//! Which files below `inputs/` are workbooks to be read, in the order of their paths.

use super::trouble::Trouble;
use crate::diagnostics::{Code, Error, Finding, Findings, Location};
use std::path::{Component, Path, PathBuf};

/// Sub-folders that are looked into, below the folder itself.
const DEPTH: usize = 3;
/// Files in one batch; a whole process has some 440.
const MAX_FILES: usize = 2_000;

/// A file to be read and the place it will have in every message.
#[derive(Debug)]
pub(super) struct Listed {
    /// Where it lies.
    pub(super) path: PathBuf,
    /// The same, relative to the workspace.
    pub(super) at: Location,
}

/// Codes of what lies among the workbooks and is no file of its own: a link, the mark that another
/// program left beside an open workbook, a folder, a special file.
const NO_FILES: [u16; 5] = [108, 113, 115, 117, 121];

/// Whether a finding speaks of a workbook, be it one that could not be read: of a file with the name
/// of one.
pub fn is_of_workbook(finding: &Finding) -> bool {
    let file = &*finding.at.file;
    !NO_FILES.contains(&finding.code.0)
        && !file.starts_with("templates/")
        && is_named_as_workbook(file)
}

fn is_named_as_workbook(name: &str) -> bool {
    let name = name.to_lowercase();
    let mut ends = [".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"].iter();
    ends.any(|end| name.ends_with(end))
}

/// Lists the files of a folder (or the one file that is named); what cannot be taken becomes a
/// finding. Only the folder itself failing is an error.
pub(super) fn list(
    workspace: &Path,
    folder: &Path,
    findings: &mut Findings,
) -> Result<Vec<Listed>, Error> {
    let failed = |source| Error::Io {
        doing: "leer",
        path: folder.to_path_buf(),
        source,
    };
    let meta = std::fs::metadata(folder).map_err(failed)?;
    let mut listed = Vec::new();
    if meta.is_dir() {
        walk(workspace, folder, 0, &mut listed, findings).map_err(failed)?;
    } else {
        listed.push(Listed {
            path: folder.to_path_buf(),
            at: place(workspace, folder),
        });
    }
    listed.sort_by(|a, b| a.at.cmp(&b.at));
    for extra in listed.drain(listed.len().min(MAX_FILES)..) {
        let trouble = Trouble::new(
            105,
            "más de 2,000 archivos",
            "La carpeta tiene más de 2,000 archivos, y este ya no se leyó.",
            "Deje en la carpeta solamente los libros del proceso.",
        );
        findings.push(trouble.at(extra.at));
    }
    Ok(listed)
}

/// Looks into a folder and its sub-folders. A sub-folder that cannot be listed is told, and the
/// rest goes on.
fn walk(
    workspace: &Path,
    folder: &Path,
    depth: usize,
    listed: &mut Vec<Listed>,
    findings: &mut Findings,
) -> std::io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let path = entry.path();
        let name = entry.file_name().to_string_lossy().into_owned();
        let at = place(workspace, &path);
        let kind = entry.file_type()?;
        if let Some(workbook) = lock_of(&name) {
            findings.push(open_elsewhere(at, workbook));
        } else if is_ignored(&name) {
            continue;
        } else if kind.is_symlink() {
            findings.push(Trouble::link().at(at));
        } else if kind.is_dir() && depth < DEPTH {
            if is_named_as_workbook(&name) {
                findings.push(named_as_workbook(at.clone()));
            }
            if let Err(source) = walk(workspace, &path, depth + 1, listed, findings) {
                findings.push(Trouble::unreadable(&source).at(at));
            }
        } else if kind.is_dir() {
            findings.push(too_deep(at));
        } else if kind.is_file() {
            listed.push(Listed { path, at });
        } else {
            findings.push(Trouble::special().at(at));
        }
    }
    Ok(())
}

/// The place of a file in messages: relative to the workspace, with `/` on every system.
pub(super) fn place(workspace: &Path, path: &Path) -> Location {
    let shown = path.strip_prefix(workspace).unwrap_or(path);
    let parts: Vec<_> = shown
        .components()
        .map(|part| part.as_os_str().to_string_lossy())
        .filter(|part| part != "/" && part != "\\")
        .collect();
    let root = match shown.components().next() {
        Some(Component::RootDir) => "/",
        Some(_) | None => "",
    };
    Location::file(format!("{root}{}", parts.join("/")))
}

/// The workbook that an owner file of Excel (`~$x.xlsx`) or LibreOffice (`.~lock.x.xlsx#`) says
/// is open.
fn lock_of(name: &str) -> Option<&str> {
    name.strip_prefix("~$").or_else(|| {
        name.strip_prefix(".~lock.")
            .map(|rest| rest.trim_end_matches('#'))
    })
}

/// Files that are no delivery of anybody.
fn is_ignored(name: &str) -> bool {
    let lower = name.to_lowercase();
    let unfinished = [".tmp", ".part", ".crdownload"]
        .iter()
        .any(|end| lower.ends_with(end));
    let of_the_system = matches!(lower.as_str(), "thumbs.db" | "desktop.ini");
    let explanation = matches!(
        lower.as_str(),
        "readme.md" | "readme.txt" | "leeme.md" | "leeme.txt" | "léeme.md" | "léeme.txt"
    );
    lower.starts_with('.') || lower.starts_with('~') || unfinished || of_the_system || explanation
}

fn open_elsewhere(at: Location, workbook: &str) -> Finding {
    Finding {
        found: format!("el archivo de bloqueo de “{workbook}”"),
        expected: "el libro guardado y cerrado".to_owned(),
        message: format!(
            "El libro “{workbook}” parece abierto en otro programa; puede haber cambios sin guardar."
        ),
        help: "Guarde y cierre el libro, y ejecute de nuevo si hubo cambios.".to_owned(),
        ..Finding::new(Code(113), at)
    }
}

fn named_as_workbook(at: Location) -> Finding {
    Finding {
        found: "carpeta".to_owned(),
        expected: "un libro de Excel (.xlsx)".to_owned(),
        message: "Es una carpeta con nombre de libro; se revisó lo que contiene.".to_owned(),
        help: "Si esperaba un libro aquí, pida que lo envíen de nuevo.".to_owned(),
        ..Finding::new(Code(117), at)
    }
}

fn too_deep(at: Location) -> Finding {
    Finding {
        found: "subcarpeta".to_owned(),
        expected: "libros en no más de tres niveles de subcarpetas".to_owned(),
        message: "La carpeta está a más de tres niveles de profundidad y no se revisó.".to_owned(),
        help: "Mueva sus libros a un nivel superior.".to_owned(),
        ..Finding::new(Code(115), at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_delivery_is_ignored() {
        for name in [
            "Thumbs.db",
            "desktop.ini",
            ".gitkeep",
            "x.xlsx.part",
            "LEEME.txt",
            "README.md",
        ] {
            assert!(is_ignored(name), "{name}");
        }
        for name in [
            "R05-deoe-v1.xlsx",
            "reporte.xls",
            "avance.pdf",
            "leeme.xlsx",
        ] {
            assert!(!is_ignored(name), "{name}");
        }
    }

    #[test]
    fn an_owner_file_names_its_workbook() {
        assert_eq!(lock_of("~$avance.xlsx"), Some("avance.xlsx"));
        assert_eq!(lock_of(".~lock.avance.ods#"), Some("avance.ods"));
        assert_eq!(lock_of("avance.xlsx"), None);
    }

    #[test]
    fn a_place_is_relative_to_the_workspace() {
        let base = Path::new("proyecto");
        let file = base.join("inputs").join("deoe").join("x.xlsx");
        assert_eq!(&*place(base, &file).file, "inputs/deoe/x.xlsx");
    }

    #[test]
    fn only_files_with_the_name_of_a_workbook_count_as_one() {
        let of = |code, file: &str| is_of_workbook(&Finding::new(Code(code), Location::file(file)));
        assert!(of(104, "inputs/vacío.XLSX") && of(103, "inputs/a.xls") && of(200, "inputs/a.ods"));
        assert!(!of(104, "inputs/nota.txt") && !of(702, "templates/lexico.toml"));
        assert!(!of(108, "inputs/enlace.xlsx") && !of(113, "inputs/~$a.xlsx"));
        assert!(!of(117, "inputs/carpeta.xlsx") && !of(121, "inputs/tubo.xlsx"));
    }
}
