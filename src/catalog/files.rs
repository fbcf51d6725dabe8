//! The files of `templates/`: those of a workspace, or those that the program carries.

use crate::diagnostics::Error;
use include_dir::{Dir, DirEntry, include_dir};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

static EMBEDDED: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/templates");

/// The templates that the program carries, by path below `templates/`, with `/`; in the order of
/// their paths.
pub fn embedded() -> Vec<(&'static str, &'static [u8])> {
    let mut found = BTreeMap::new();
    collect(&EMBEDDED, &mut found);
    found.into_iter().collect()
}

/// Their paths as `include_dir` keeps them use `/` on every system where the program is built for
/// others; a `\` can only come from a build on Windows.
fn collect(dir: &'static Dir<'static>, found: &mut BTreeMap<&'static str, &'static [u8]>) {
    for entry in dir.entries() {
        match entry {
            DirEntry::Dir(inner) => collect(inner, found),
            DirEntry::File(file) => {
                if let Some(path) = file.path().to_str().filter(|path| !is_foreign(path)) {
                    found.insert(path, file.contents());
                }
            }
        }
    }
}

/// The same, as files that can be read like those of a workspace.
pub(super) fn carried() -> BTreeMap<String, Vec<u8>> {
    let files = embedded().into_iter();
    files
        .map(|(path, bytes)| (path.to_owned(), bytes.to_vec()))
        .collect()
}

/// Every file below the folder `templates/` of a workspace, by path below it, with `/`; those that
/// the program carries where there is no such folder.
pub fn of_workspace(workspace: &Path) -> Result<BTreeMap<String, Vec<u8>>, Error> {
    if !workspace.join("templates").is_dir() {
        return Ok(carried());
    }
    let mut found = BTreeMap::new();
    walk(&workspace.join("templates"), "", &mut found)?;
    Ok(found)
}

fn walk(folder: &Path, below: &str, found: &mut BTreeMap<String, Vec<u8>>) -> Result<(), Error> {
    let failed = |source| Error::Io {
        doing: "leer",
        path: folder.to_path_buf(),
        source,
    };
    for entry in fs::read_dir(folder).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if is_foreign(&name) {
            continue;
        }
        let path = entry.path();
        let key = if below.is_empty() {
            name
        } else {
            format!("{below}/{name}")
        };
        if path.is_dir() {
            walk(&path, &key, found)?;
        } else {
            let bytes = fs::read(&path).map_err(|source| Error::Io {
                doing: "leer",
                path: path.clone(),
                source,
            })?;
            found.insert(key, bytes);
        }
    }
    Ok(())
}

/// Files that an editor or the system leaves behind.
fn is_foreign(path: &str) -> bool {
    let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
    let left_behind = name.starts_with('.') || name.starts_with("~$") || name.ends_with('~');
    left_behind || ["Thumbs.db", "desktop.ini"].contains(&name)
}
