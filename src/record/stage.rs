//! A version is prepared whole beside the record and then renamed into it.

use super::inventory::{self, Digests, INVENTORY, Inventory, OBJECT_MARK, SIDECAR, User, Version};
use super::place::{Held, README, REGISTER, Record, STAGING};
use super::recover::{self, Intent};
use super::register::{Entry, Line, Register};
use super::{Depth, Object, seals};
use crate::archive::OutputFile;
use crate::archive::disk;
use crate::diagnostics::{Code, Error, Finding};
use crate::domain::sha512_hex;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// The file of a version that says who, when and with which program: alone it makes no version.
const FICHA: &str = "ficha.json";

/// What is to be integrated as the next version of an object.
#[derive(Debug)]
pub struct Integration<'a> {
    /// The object: its folder below `ocfl/`.
    pub object: &'a str,
    /// Everything that the version consists of.
    pub files: &'a [OutputFile],
    /// Why there is this version.
    pub message: &'a str,
    /// Cargo of the official.
    pub user: &'a str,
    /// Now, in UTC: `2022-02-15T18:00:00Z`.
    pub now: &'a str,
    /// `LEEME.txt` of the record.
    pub readme: &'a [u8],
}

/// How some files stand to the last version of their object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Integrated {
    /// The object would be new.
    New,
    /// They are the last version.
    Unchanged(Line),
    /// They differ from the last version, which has this line.
    Changed(Line),
}

/// The record held by this run, with whatever an earlier one left unfinished completed. Nothing of
/// it stays on the disk when it is the first and nothing is integrated.
#[derive(Debug)]
pub struct Prepared {
    record: Record,
    _held: Held,
    /// What an earlier run had left.
    pub findings: Vec<Finding>,
}

impl Prepared {
    /// Takes the record and completes what is unfinished; it must then be what its register says.
    pub fn open(record: &Record) -> Result<Self, Error> {
        let held = record.hold()?;
        let findings = recover::run(record)?;
        let prepared = Self {
            record: record.clone(),
            _held: held,
            findings,
        };
        prepared.agrees_with_its_register()?;
        Ok(prepared)
    }

    /// The register, which is whole.
    pub fn register(&self) -> Result<Register, Error> {
        Register::whole(&self.record)
    }

    /// Nothing is added to a record from which a version or a line was taken, or which has one that
    /// nobody registered: it would be written over what is left of the proof.
    fn agrees_with_its_register(&self) -> Result<(), Error> {
        self.register()?;
        let verified = self.record.verify(Depth::Sizes)?;
        let withdrawn = verified.findings.into_iter().find(|f| f.code == Code(714));
        withdrawn.map_or(Ok(()), |finding| {
            Err(Error::Damaged {
                path: PathBuf::from(&*finding.at.file),
                what: "no concuerda con el registro: se retiró o se agregó una integración"
                    .to_owned(),
            })
        })
    }

    /// Whether these files are already the last version of an object.
    pub fn standing(&self, object: &str, files: &[OutputFile]) -> Result<Integrated, Error> {
        let register = self.register()?;
        let last = Object::open(&self.record, &register, object)?;
        let (Some(last), Some(line)) = (last, register.last_of(object)) else {
            return Ok(Integrated::New);
        };
        let own: Vec<(&str, String)> = files
            .iter()
            .filter(|file| file.name != FICHA)
            .map(|file| (file.name.as_str(), sha512_hex(&file.bytes)))
            .collect();
        let own: BTreeMap<&str, &str> = own.iter().map(|(n, d)| (*n, d.as_str())).collect();
        let mut state = last.state(last.head()).unwrap_or_default();
        state.remove(FICHA);
        Ok(if state == own {
            Integrated::Unchanged(line.clone())
        } else {
            Integrated::Changed(line.clone())
        })
    }

    /// Integrates the next version of an object; gives back its line.
    pub fn integrate(&self, what: &Integration<'_>) -> Result<Line, Error> {
        let register = self.register()?;
        self.record.found()?;
        let last = Object::open(&self.record, &register, what.object)?;
        let staged = Staged::new(&self.record, &register, last.as_ref(), what);
        let entry = staged.write(what, &register).inspect_err(|_| {
            // Of no use, and what it takes may be what others need; why it failed matters more.
            let _ = disk::remove_folder(&staged.folder);
        })?;
        let intent = Intent {
            objeto: what.object.to_owned(),
            version: staged.version,
            inventario: entry.inventario,
        };
        recover::announce(&self.record, &intent)?;
        recover::finish(&self.record, &intent)?;
        let register = self.register()?;
        let line = register.last_of(what.object).cloned();
        line.ok_or_else(|| Error::Internal("el registro no tiene el renglón nuevo".to_owned()))
    }
}

/// A version below `preparacion/`.
struct Staged<'a> {
    record: &'a Record,
    folder: PathBuf,
    version: u32,
    inventory: Inventory,
    /// Bytes that no earlier version has, by their path below the version's `content`.
    content: Vec<&'a OutputFile>,
}

impl<'a> Staged<'a> {
    fn new(
        record: &'a Record,
        register: &Register,
        last: Option<&Object>,
        what: &Integration<'a>,
    ) -> Self {
        let empty = || Inventory::new(what.object);
        let mut inventory = last.map_or_else(empty, |object| object.inventory().clone());
        let version = register.last_of(what.object).map_or(0, |l| l.entry.version) + 1;
        let mut state = Digests::new();
        let mut content = Vec::new();
        for file in what.files {
            let digest = sha512_hex(&file.bytes);
            let names = state.entry(digest.clone()).or_default();
            names.push(file.name.clone());
            names.sort();
            inventory.manifest.entry(digest).or_insert_with(|| {
                content.push(file);
                vec![format!("v{version}/content/{}", file.name)]
            });
        }
        let made = Version {
            created: what.now.to_owned(),
            message: what.message.to_owned(),
            user: User {
                name: what.user.to_owned(),
            },
            state,
        };
        inventory.head = inventory::folder(version);
        inventory.versions.insert(inventory.head.clone(), made);
        Self {
            record,
            folder: record.path(&format!("{STAGING}/{}-v{version}", what.object)),
            version,
            inventory,
            content,
        }
    }

    /// Writes and flushes everything that the integration will only rename.
    fn write(&self, what: &Integration<'_>, register: &Register) -> Result<Entry, Error> {
        let bytes = self.inventory.bytes();
        let digest = sha512_hex(&bytes);
        let sidecar = inventory::sidecar(&digest);
        let head = &self.inventory.head;
        // The first version comes with its object around it.
        let object = match self.version {
            1 => Some(self.folder.join(what.object)),
            _ => None,
        };
        let version = object.as_ref().unwrap_or(&self.folder).join(head);
        let mut files: Vec<(PathBuf, &[u8])> = self
            .content
            .iter()
            .map(|file| {
                let name = format!("content/{}", file.name);
                let path = crate::archive::atomic::below(&version, &name);
                (path, file.bytes.as_slice())
            })
            .collect();
        let around = object.as_ref().unwrap_or(&self.folder);
        for folder in [version.as_path(), around] {
            files.push((folder.join(INVENTORY), &bytes));
            files.push((folder.join(SIDECAR), sidecar.as_bytes()));
        }
        if let Some(object) = &object {
            files.push((object.join(OBJECT_MARK.0), OBJECT_MARK.1.as_bytes()));
        }
        files.push((self.folder.join(README), what.readme));
        let entry = self.entry(what, register, digest)?;
        let line = register.with(&entry);
        files.push((self.folder.join(REGISTER), &line));
        put(&self.folder, &files)?;
        Ok(entry)
    }

    fn entry(
        &self,
        what: &Integration<'_>,
        register: &Register,
        digest: String,
    ) -> Result<Entry, Error> {
        let before = register.lines.last().map(|line| &line.entry);
        let late = before.filter(|entry| entry.fecha.as_str() > what.now);
        Ok(Entry {
            numero: register.lines.len() as u64 + 1,
            fecha: what.now.to_owned(),
            objeto: what.object.to_owned(),
            version: self.version,
            inventario: digest,
            archivos: self.content.len(),
            bytes: self.content.iter().map(|f| f.bytes.len() as u64).sum(),
            leeme: sha512_hex(what.readme),
            sellos: seals::digests(self.record)?,
            aviso: late.map(|entry| {
                format!(
                    "el reloj está atrasado respecto del renglón {}",
                    entry.numero
                )
            }),
            anterior: register.head().to_owned(),
        })
    }
}

/// Writes files that are not there yet, with their folders, and flushes all of them.
pub(super) fn put(root: &Path, files: &[(PathBuf, &[u8])]) -> Result<(), Error> {
    let mut folders: BTreeSet<&Path> = BTreeSet::from([root]);
    for (path, _) in files {
        let above = path.ancestors().skip(1);
        folders.extend(above.take_while(|folder| folder.starts_with(root)));
    }
    for folder in &folders {
        disk::create_folder(folder).map_err(Error::io("crear la carpeta", folder))?;
    }
    for (path, bytes) in files {
        disk::write_new(path, bytes).map_err(Error::io("escribir", path))?;
    }
    for folder in folders.iter().rev().copied().chain(root.parent()) {
        disk::flush_folder(folder).map_err(Error::io("escribir", folder))?;
    }
    Ok(())
}
