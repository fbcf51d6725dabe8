//! A small record.

use crate::support::files;
use relator::archive::OutputFile;
use relator::record::{Depth, Integration, Prepared, Record, Verified};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// `LEEME.txt` as the program writes it.
const README: &str = include_str!("../../templates/expediente/LEEME.txt");

/// A record with two meetings, the first one corrected, and a seal.
pub struct Small {
    pub folder: tempfile::TempDir,
}

impl Small {
    pub fn new() -> Self {
        let small = Self {
            folder: tempfile::tempdir().unwrap(),
        };
        small.integrate(
            "reunion-01",
            &[("informe/a.pdf", "uno"), ("interno/b c.xlsx", "dos")],
        );
        fs::write(small.root().join("sellos/0001.tsr"), b"a seal").unwrap();
        small.integrate(
            "reunion-02",
            &[("informe/a.pdf", "tres"), ("datos/ñ.csv", "tres")],
        );
        small.integrate(
            "reunion-01",
            &[("informe/a.pdf", "otro"), ("interno/b c.xlsx", "dos")],
        );
        small
    }

    pub fn root(&self) -> PathBuf {
        self.folder.path().join("expediente")
    }

    pub fn record(&self) -> Record {
        Record::at(&self.root(), "expediente")
    }

    pub fn verify(&self, depth: Depth) -> Verified {
        self.record().verify(depth).unwrap()
    }

    pub fn integrate(&self, object: &str, files: &[(&str, &str)]) {
        let files: Vec<OutputFile> = files
            .iter()
            .map(|(name, text)| OutputFile {
                name: (*name).to_owned(),
                bytes: text.as_bytes().to_vec(),
            })
            .collect();
        let prepared = Prepared::open(&self.record()).unwrap();
        let what = Integration {
            object,
            files: &files,
            message: "Integración",
            user: "Secretaría",
            now: "2022-02-15T18:00:00Z",
            readme: README.as_bytes(),
        };
        prepared.integrate(&what).unwrap();
    }

    /// Every file of the record but the one that is locked, by its name there.
    pub fn files(&self) -> BTreeMap<String, Vec<u8>> {
        let mut files = files::below(&self.root());
        files.remove("preparacion/.bloqueo");
        files
    }
}

/// Copies everything below a folder.
pub fn copy(from: &Path, to: &Path) {
    for (name, bytes) in files::below(from) {
        let path = to.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
}
