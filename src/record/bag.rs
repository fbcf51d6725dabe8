//! A version as a BagIt 1.0 bag (RFC 8493), to be handed to another archive.

use super::object::Object;
use super::stage::put;
use crate::archive::OutputFile;
use crate::archive::atomic::below;
use crate::archive::disk;
use crate::diagnostics::Error;
use crate::domain::sha512_hex;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// The file that makes a folder a bag.
pub const MARK: &str = "bagit.txt";
const DECLARATION: &str = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";

/// What is to be exported.
#[derive(Debug)]
pub struct Bag<'a> {
    /// The object.
    pub object: &'a Object,
    /// Its version.
    pub version: u32,
    /// Names that are left out.
    pub withheld: &'a [String],
    /// Files that are added, such as the list of what was left out.
    pub added: &'a [OutputFile],
    /// Lines of `bag-info.txt`: label and value.
    pub info: &'a [(String, String)],
}

impl Bag<'_> {
    /// Writes the bag as a folder that is not there yet: beside its place, whole, then renamed.
    pub fn write(&self, target: &Path) -> Result<(), Error> {
        if target.symlink_metadata().is_ok() {
            let taken = ErrorKind::AlreadyExists.into();
            return Err(Error::io("crear la carpeta", target)(taken));
        }
        let name = target.file_name().unwrap_or_default().to_string_lossy();
        let beside = target.with_file_name(format!(".relator-{name}"));
        if beside.exists() {
            disk::remove_folder(&beside).map_err(Error::io("borrar", &beside))?;
        }
        let files = self.files()?;
        let paths: Vec<(PathBuf, &[u8])> = files
            .iter()
            .map(|file| (below(&beside, &file.name), file.bytes.as_slice()))
            .collect();
        let finished = put(&beside, &paths)
            .and_then(|()| disk::rename(&beside, target).map_err(Error::io("escribir", target)));
        if finished.is_err() {
            // What could not be finished is of no use; why it could not matters more.
            let _ = disk::remove_folder(&beside);
        }
        finished
    }

    /// Every file of the bag by its name there.
    fn files(&self) -> Result<Vec<OutputFile>, Error> {
        let mut files = Vec::new();
        let state = self.object.state(self.version).unwrap_or_default();
        for (name, digest) in state {
            if !self.withheld.iter().any(|withheld| withheld == name) {
                files.push(OutputFile {
                    name: format!("data/{name}"),
                    bytes: self.object.bytes(digest)?,
                });
            }
        }
        files.extend(self.added.iter().map(|file| OutputFile {
            name: format!("data/{}", file.name),
            bytes: file.bytes.clone(),
        }));
        let octets: usize = files.iter().map(|file| file.bytes.len()).sum();
        let mut info: String = self
            .info
            .iter()
            .map(|(k, v)| format!("{k}: {v}\n"))
            .collect();
        info.push_str(&format!("Payload-Oxum: {octets}.{}\n", files.len()));
        let mut tags = vec![
            text(MARK, DECLARATION.to_owned()),
            text("bag-info.txt", info),
            text("manifest-sha512.txt", manifest(&files)),
        ];
        tags.push(text("tagmanifest-sha512.txt", manifest(&tags)));
        files.extend(tags);
        Ok(files)
    }
}

fn text(name: &str, text: String) -> OutputFile {
    OutputFile {
        name: name.to_owned(),
        bytes: text.into_bytes(),
    }
}

fn manifest(files: &[OutputFile]) -> String {
    let lines = files
        .iter()
        .map(|f| format!("{}  {}\n", sha512_hex(&f.bytes), f.name));
    lines.collect()
}
