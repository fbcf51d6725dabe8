//! What lies below a folder, by its bytes: enough to know that nothing changed, and no workbook is
//! read for it.

use super::{file, listing};
use crate::diagnostics::{Error, Findings};
use crate::domain::sha256_hex;
use rayon::prelude::*;
use std::path::Path;

/// The code of integrity of everything that [`super::read_all`] would read below a folder: each
/// file with its place, and what would be told of the others. Two folders with the same code are
/// read alike. Only a folder that cannot be listed is an error.
pub fn code(workspace: &Path, folder: &Path) -> Result<String, Error> {
    let mut findings = Findings::default();
    let listed = listing::list(workspace, folder, &mut findings)?;
    let files = listed.into_par_iter().map(|entry| {
        let bytes = file::read(&entry.path);
        let code = bytes.map(|bytes| sha256_hex(&bytes));
        format!("{:?} {code:?}", entry.at)
    });
    let mut all: Vec<String> = files.collect();
    all.extend(findings.iter().map(|finding| format!("{finding:?}")));
    // What is told of a folder comes in the order of the disk.
    all.sort();
    Ok(sha256_hex(all.join("\n").as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn every_name_and_every_byte_counts() {
        let root = tempfile::tempdir().unwrap();
        let now = || code(root.path(), root.path()).unwrap();
        fs::write(root.path().join("a.xlsx"), b"one").unwrap();
        let first = now();
        assert_eq!(now(), first);
        fs::write(root.path().join("a.xlsx"), b"two").unwrap();
        let other = now();
        assert_ne!(other, first);
        fs::write(root.path().join("a.xlsx"), b"one").unwrap();
        assert_eq!(now(), first);
        // A file that says a workbook is open elsewhere is told of, too.
        fs::write(root.path().join("~$a.xlsx"), b"").unwrap();
        assert_ne!(now(), first);
        fs::remove_file(root.path().join("~$a.xlsx")).unwrap();
        fs::rename(root.path().join("a.xlsx"), root.path().join("b.xlsx")).unwrap();
        assert_ne!(now(), first);
    }
}
