//! This very program: what runs, its source and its licence.

use crate::archive::OutputFile;
use crate::catalog;
use crate::diagnostics::Error;
use crate::domain::sha256_hex;
use crate::pipeline::Program;
use include_dir::{Dir, DirEntry, include_dir};
use std::path::Path;

/// What the program is built from, beside the templates that it carries anyway: everything that
/// `cargo build` reads, licences included, so that the folder `fuente` can be built as it lies.
static SOURCE: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/src");
/// `Cargo.toml` names them, and cargo reads none whose files are missing.
static BENCHES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/benches");
const BESIDE: [(&str, &[u8]); 5] = [
    ("fuente/Cargo.toml", include_bytes!("../../Cargo.toml")),
    ("fuente/Cargo.lock", include_bytes!("../../Cargo.lock")),
    ("fuente/build.rs", include_bytes!("../../build.rs")),
    ("fuente/LICENSE-MIT", include_bytes!("../../LICENSE-MIT")),
    (
        "fuente/LICENSE-APACHE",
        include_bytes!("../../LICENSE-APACHE"),
    ),
];

/// The file that runs.
#[derive(Debug)]
pub struct Running {
    bytes: Vec<u8>,
    sha256: String,
}

/// Reads the file that runs.
pub fn program() -> Result<Running, Error> {
    let path = std::env::current_exe().map_err(Error::io("ubicar", Path::new("relator")))?;
    let bytes = std::fs::read(&path).map_err(Error::io("leer", &path))?;
    Ok(Running {
        sha256: sha256_hex(&bytes),
        bytes,
    })
}

impl Running {
    /// As a ficha names it.
    pub fn named(&self) -> Program {
        Program {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            sha256: self.sha256.clone(),
        }
    }

    /// Its object in the record: one for each program version and code.
    pub fn object(&self) -> String {
        let code = &self.sha256[..8];
        format!("programa-{}-{code}", env!("CARGO_PKG_VERSION"))
    }

    /// What the record keeps of it.
    pub fn files(&self) -> Vec<OutputFile> {
        let name = if cfg!(windows) {
            "relator.exe"
        } else {
            "relator"
        };
        let mut files = vec![OutputFile {
            name: name.to_owned(),
            bytes: self.bytes.clone(),
        }];
        let mut keep = |name: String, bytes: &[u8]| {
            files.push(OutputFile {
                name,
                bytes: bytes.to_vec(),
            });
        };
        for (name, bytes) in BESIDE {
            keep(name.to_owned(), bytes);
        }
        for (path, bytes) in catalog::embedded() {
            keep(format!("fuente/templates/{path}"), bytes);
        }
        collect(&SOURCE, "fuente/src", &mut keep);
        collect(&BENCHES, "fuente/benches", &mut keep);
        files
    }
}

fn collect(folder: &Dir<'_>, name: &str, keep: &mut impl FnMut(String, &[u8])) {
    for entry in folder.entries() {
        match entry {
            DirEntry::Dir(inner) => collect(inner, name, keep),
            DirEntry::File(file) => {
                let path = file.path().to_string_lossy().replace('\\', "/");
                keep(format!("{name}/{path}"), file.contents());
            }
        }
    }
}
