//! A new workspace from the templates that the program carries.

use super::atomic;
use crate::diagnostics::Error;
use std::path::Path;

/// Writes templates (paths below `templates/`, with `/`) and the folders `inputs` and `output`.
/// Refuses a folder that already has `templates/proceso.toml`.
pub fn create_workspace(root: &Path, templates: &[(&str, &[u8])]) -> Result<(), Error> {
    let calendar = root.join("templates").join("proceso.toml");
    if calendar.exists() {
        return Err(Error::Io {
            doing: "crear",
            path: calendar,
            source: std::io::ErrorKind::AlreadyExists.into(),
        });
    }
    for folder in ["templates", "inputs", "output"] {
        atomic::create_folder(&root.join(folder))?;
    }
    // The calendar makes the folder a workspace, so it comes last.
    let (last, first): (Vec<_>, Vec<_>) = templates
        .iter()
        .partition(|(path, _)| *path == "proceso.toml");
    for (path, bytes) in first.into_iter().chain(last) {
        let file = atomic::below(&root.join("templates"), path);
        if let Some(folder) = file.parent() {
            atomic::create_folder(folder)?;
        }
        atomic::write(&file, bytes)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_workspace_is_never_written_over() {
        let root = tempfile::tempdir().unwrap();
        let templates: [(&str, &[u8]); 2] = [("proceso.toml", b"a"), ("temas/x.toml", b"b")];
        create_workspace(root.path(), &templates).unwrap();
        assert!(root.path().join("templates/temas/x.toml").is_file());
        assert!(root.path().join("inputs").is_dir());
        let again = create_workspace(root.path(), &templates).unwrap_err();
        assert!(again.to_string().ends_with("ya existe"), "{again}");
    }
}
