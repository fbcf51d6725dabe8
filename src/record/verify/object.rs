//! One object: its inventories against the register, its files against its inventories, and its
//! folders against both.

use super::super::inventory::{self, INVENTORY, Inventory, OBJECT_MARK, SIDECAR};
use super::super::place::{self, OCFL, is_file, names};
use super::super::register::Entry;
use super::super::tell;
use super::{Check, Depth};
use crate::diagnostics::{Error, Finding, reason};
use crate::domain::{sha512_hex, sha512_of};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::ErrorKind;
use std::path::Path;

/// Checks an object that the register names, or that is there.
pub(super) fn check(check: &mut Check<'_>, name: &str) -> Result<(), Error> {
    let pending = check.pending.clone().filter(|i| i.objeto == name);
    let mut digests: BTreeMap<u32, String> = BTreeMap::new();
    let lines = check.register.of(name);
    digests.extend(lines.iter().map(|(v, e)| (*v, e.inventario.clone())));
    let object = Object {
        shown: format!("{OCFL}/{name}"),
        registered: lines.keys().max().copied().unwrap_or(0),
        pending: pending.as_ref().map(|intent| intent.version),
        lines,
    };
    if let Some(intent) = pending {
        digests.entry(intent.version).or_insert(intent.inventario);
    }
    let root = check.record.path(&object.shown);
    match root.symlink_metadata() {
        Ok(meta) if meta.is_dir() => {}
        Ok(_) => {
            check.tell(tell::foreign(
                check.record,
                &object.shown,
                "El archivo o enlace",
            ));
            return Ok(());
        }
        Err(_) => {
            check.tell(match object.lines.values().next() {
                Some(entry) => tell::withdrawn(check.record, &object.shown, entry.numero),
                // It was listed, and its name is no text.
                None => tell::foreign(check.record, &object.shown, "El archivo o carpeta"),
            });
            return Ok(());
        }
    }
    if digests.is_empty() {
        // What a broken register would have said of it is not known.
        if check.register.broken.is_none() {
            check.tell(tell::unregistered(check.record, &object.shown));
        }
        return Ok(());
    }
    let tree = Tree::of(&root)?;
    object.inventories(check, &tree, &digests);
    object.files(check, &tree, &digests)
}

/// An object, and what the register says of it.
struct Object<'a> {
    shown: String,
    lines: BTreeMap<u32, &'a Entry>,
    /// The last version that the register names.
    registered: u32,
    /// The version that is announced.
    pending: Option<u32>,
}

impl Object<'_> {
    /// The inventory of each version, that of the object, and their sidecars.
    fn inventories(&self, check: &mut Check<'_>, tree: &Tree, digests: &BTreeMap<u32, String>) {
        let record = check.record;
        for (version, digest) in digests {
            let folder = inventory::folder(*version);
            if !tree.has_folder(&folder) {
                if let Some(entry) = self.lines.get(version) {
                    let name = format!("{}/{folder}", self.shown);
                    check.tell(tell::withdrawn(record, &name, entry.numero));
                }
                continue;
            }
            self.pair(check, &format!("{folder}/"), &[digest]);
        }
        let heads: Vec<&String> = [self.pending, Some(self.registered)]
            .into_iter()
            .flatten()
            .filter_map(|version| digests.get(&version))
            .collect();
        let bytes = self.read(check, INVENTORY);
        let found = bytes.as_deref().map(sha512_hex).unwrap_or_default();
        let earlier = digests.iter().find(|(_, digest)| **digest == found);
        match earlier {
            Some((version, digest)) if !heads.contains(&digest) => {
                let name = format!("{}/{INVENTORY}", self.shown);
                let versions = (*version, self.registered);
                check.tell(tell::rolled_back(record, &name, versions));
            }
            Some(_) | None => self.pair(check, "", &heads),
        }
    }

    /// An inventory and its sidecar, each one of those that it may be.
    fn pair(&self, check: &mut Check<'_>, folder: &str, digests: &[&String]) {
        let sidecars: Vec<String> = digests.iter().map(|d| inventory::sidecar(d)).collect();
        for name in [INVENTORY, SIDECAR] {
            let shown = format!("{}/{folder}{name}", self.shown);
            let finding = match self.read(check, &format!("{folder}{name}")) {
                None => Some(tell::missing(check.record, &shown)),
                Some(bytes) => {
                    let right = match name {
                        INVENTORY => digests.contains(&&sha512_hex(&bytes)),
                        _ => sidecars.iter().any(|text| text.as_bytes() == bytes),
                    };
                    let why = "no es el que anota el registro";
                    (!right).then(|| tell::changed(check.record, &shown, why))
                }
            };
            check.verified.findings.extend(finding);
        }
    }

    fn read(&self, check: &Check<'_>, name: &str) -> Option<Vec<u8>> {
        let path = check.record.path(&format!("{}/{name}", self.shown));
        place::read(&path).ok()
    }

    /// The newest inventory that is one of those that the register names: it lists the files of
    /// the versions before it too.
    fn newest(&self, check: &Check<'_>, digests: &BTreeMap<u32, String>) -> Option<Inventory> {
        digests.iter().rev().find_map(|(version, digest)| {
            let own = format!("{}/{INVENTORY}", inventory::folder(*version));
            let named = [own.as_str(), INVENTORY];
            let mut read = named.iter().filter_map(|name| self.read(check, name));
            let bytes = read.find(|bytes| sha512_hex(bytes) == *digest)?;
            Inventory::parse(&bytes)
        })
    }

    fn files(
        &self,
        check: &mut Check<'_>,
        tree: &Tree,
        digests: &BTreeMap<u32, String>,
    ) -> Result<(), Error> {
        let Some(inventory) = self.newest(check, digests) else {
            return Ok(());
        };
        let mut expected: BTreeSet<String> = [OBJECT_MARK.0, INVENTORY, SIDECAR]
            .map(str::to_owned)
            .into();
        for version in digests.keys() {
            let folder = inventory::folder(*version);
            expected.extend([INVENTORY, SIDECAR].map(|name| format!("{folder}/{name}")));
        }
        let mark = sha512_hex(OBJECT_MARK.1.as_bytes());
        let mut content: Vec<(&str, &str)> = vec![(OBJECT_MARK.0, &mark)];
        for (digest, paths) in &inventory.manifest {
            content.extend(paths.iter().map(|path| (path.as_str(), digest.as_str())));
        }
        // A version that is gone as a whole was told once, not file by file.
        content.retain(|(path, _)| match path.split_once('/') {
            Some((version, _)) => tree.has_folder(version),
            None => true,
        });
        expected.extend(content.iter().map(|(path, _)| (*path).to_owned()));
        self.strangers(check, tree, &expected);
        match check.depth {
            Depth::Bytes => self.bytes(check, &content),
            Depth::Sizes => self.sizes(check, tree, &content),
        }
    }

    fn strangers(&self, check: &mut Check<'_>, tree: &Tree, expected: &BTreeSet<String>) {
        let mut unregistered = BTreeSet::new();
        for (path, kind) in &tree.entries {
            let first = path.split('/').next().unwrap_or_default();
            let number: Option<u32> = first.strip_prefix('v').and_then(|n| n.parse().ok());
            let later = number.is_some_and(|n| n > self.registered && Some(n) != self.pending);
            let what = match kind {
                Kind::Folder => continue,
                Kind::File(_) if expected.contains(path) => continue,
                Kind::File(_) => "El archivo",
                Kind::EmptyFolder => "La carpeta vacía",
                Kind::Other => "El enlace o archivo especial",
            };
            if later {
                unregistered.insert(format!("{}/{first}", self.shown));
            } else {
                let name = format!("{}/{path}", self.shown);
                check.tell(tell::foreign(check.record, &name, what));
            }
        }
        for name in unregistered {
            if check.register.broken.is_none() {
                check.tell(tell::unregistered(check.record, &name));
            }
        }
    }

    /// Every byte, file by file, side by side.
    fn bytes(&self, check: &mut Check<'_>, content: &[(&str, &str)]) -> Result<(), Error> {
        let record = check.record;
        let results: Vec<(Option<Finding>, u64)> = content
            .par_iter()
            .map(|(path, digest)| {
                let name = format!("{}/{path}", self.shown);
                let file = record.path(&name);
                if !is_file(&file) {
                    return (Some(tell::missing(record, &name)), 0);
                }
                match File::open(&file).and_then(sha512_of) {
                    Ok((found, bytes)) => {
                        let why = "no es el que se integró";
                        let wrong = found != **digest;
                        (wrong.then(|| tell::changed(record, &name, why)), bytes)
                    }
                    Err(error) => {
                        let why = format!("no se pudo leer: {}", reason(&error));
                        (Some(tell::changed(record, &name, &why)), 0)
                    }
                }
            })
            .collect();
        for (finding, bytes) in results {
            check.verified.files += 1;
            check.verified.bytes += bytes;
            check.verified.findings.extend(finding);
        }
        Ok(())
    }

    /// Every file is there, and those of each version have as many bytes as were integrated.
    fn sizes(
        &self,
        check: &mut Check<'_>,
        tree: &Tree,
        content: &[(&str, &str)],
    ) -> Result<(), Error> {
        let mut sums: BTreeMap<u32, u64> = BTreeMap::new();
        let mut incomplete = BTreeSet::new();
        for (path, _) in content {
            let version = path.split('/').next().and_then(|v| v.strip_prefix('v'));
            let version: Option<u32> = version.and_then(|v| v.parse().ok());
            check.verified.files += 1;
            match (tree.entries.get(*path), version) {
                (Some(Kind::File(length)), Some(version)) => {
                    check.verified.bytes += length;
                    *sums.entry(version).or_default() += length;
                }
                (Some(Kind::File(length)), None) => check.verified.bytes += length,
                (Some(Kind::Folder | Kind::EmptyFolder | Kind::Other) | None, version) => {
                    incomplete.extend(version);
                    let name = format!("{}/{path}", self.shown);
                    check.tell(tell::missing(check.record, &name));
                }
            }
        }
        for (version, entry) in &self.lines {
            let Some(sum) = sums.get(version).filter(|sum| **sum != entry.bytes) else {
                continue;
            };
            if !incomplete.contains(version) {
                let name = format!("{}/v{version}/content", self.shown);
                check.tell(tell::lighter(check.record, &name, (*sum, entry.bytes)));
            }
        }
        Ok(())
    }
}

/// Whether something stands there whose name cannot be said: no text, or too long.
fn nameless(error: &std::io::Error) -> bool {
    matches!(
        error.kind(),
        ErrorKind::NotFound | ErrorKind::InvalidFilename
    )
}

/// What lies below an object, by path with `/`. Links are not followed.
struct Tree {
    entries: BTreeMap<String, Kind>,
}

enum Kind {
    /// With its length.
    File(u64),
    Folder,
    EmptyFolder,
    Other,
}

impl Tree {
    fn of(root: &Path) -> Result<Self, Error> {
        let mut entries = BTreeMap::new();
        let mut open = vec![(root.to_path_buf(), String::new())];
        while let Some((folder, below)) = open.pop() {
            for name in names(&folder)? {
                let path = folder.join(&name);
                let meta = match path.symlink_metadata() {
                    Err(error) if nameless(&error) => None,
                    meta => Some(meta.map_err(Error::io("leer", &path))?),
                };
                let below = format!("{below}{name}");
                let kind = if let Some(file) = meta.as_ref().filter(|meta| meta.is_file()) {
                    Kind::File(file.len())
                } else if !meta.is_some_and(|meta| meta.is_dir()) {
                    Kind::Other
                } else if names(&path)?.is_empty() {
                    Kind::EmptyFolder
                } else {
                    open.push((path, format!("{below}/")));
                    Kind::Folder
                };
                entries.insert(below, kind);
            }
        }
        Ok(Self { entries })
    }

    fn has_folder(&self, name: &str) -> bool {
        let kind = self.entries.get(name);
        matches!(kind, Some(Kind::Folder | Kind::EmptyFolder))
    }
}
