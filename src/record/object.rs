//! An object of the record, to be read.

use super::inventory::{self, INVENTORY, Inventory};
use super::place::{self, OCFL, Record};
use super::register::Register;
use crate::diagnostics::Error;
use crate::domain::sha512_hex;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// An object whose inventory is the one that the register names.
#[derive(Debug, Clone)]
pub struct Object {
    record: Record,
    name: String,
    inventory: Inventory,
}

impl Object {
    /// Opens an object; none when the register does not have it.
    pub fn open(record: &Record, register: &Register, name: &str) -> Result<Option<Self>, Error> {
        let Some(line) = register.last_of(name) else {
            return Ok(None);
        };
        let path = record.path(&format!("{OCFL}/{name}/{INVENTORY}"));
        let damaged = |what: &str| Error::Damaged {
            path: path.clone(),
            what: what.to_owned(),
        };
        let bytes = place::read(&path).map_err(|_| damaged("no se puede leer"))?;
        if sha512_hex(&bytes) != line.entry.inventario {
            return Err(damaged("no es el que anota el registro"));
        }
        let inventory = Inventory::parse(&bytes).ok_or_else(|| damaged("no se entiende"))?;
        Ok(Some(Self {
            record: record.clone(),
            name: name.to_owned(),
            inventory,
        }))
    }

    /// Its folder below `ocfl/`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Number of its last version.
    pub fn head(&self) -> u32 {
        self.inventory.head_number().unwrap_or(0)
    }

    pub(super) fn inventory(&self) -> &Inventory {
        &self.inventory
    }

    /// SHA-512 of every file of a version by its name; none when there is no such version.
    pub fn state(&self, version: u32) -> Option<BTreeMap<&str, &str>> {
        let known = (1..=self.head()).contains(&version);
        known.then(|| self.inventory.state(version))
    }

    /// When and why a version was integrated: UTC, and its message.
    pub fn about(&self, version: u32) -> Option<(&str, &str)> {
        let version = self.inventory.versions.get(&inventory::folder(version))?;
        Some((&version.created, &version.message))
    }

    /// The bytes of a file of a version, which are those that were integrated.
    pub fn read(&self, version: u32, name: &str) -> Result<Vec<u8>, Error> {
        let state = self.inventory.state(version);
        let damaged = |what: &str| Error::Damaged {
            path: self.record.path(&format!("{OCFL}/{}/{name}", self.name)),
            what: what.to_owned(),
        };
        let digest = state.get(name).ok_or_else(|| damaged("no se integró"))?;
        self.bytes(digest)
    }

    /// Where the bytes of a file of a version lie, which may be in an earlier version.
    pub fn place(&self, version: u32, name: &str) -> PathBuf {
        let state = self.inventory.state(version);
        self.content(state.get(name).copied().unwrap_or_default())
    }

    /// Where the bytes with a digest lie.
    fn content(&self, digest: &str) -> PathBuf {
        let content = self.inventory.path_of(digest).unwrap_or_default();
        self.record.path(&format!("{OCFL}/{}/{content}", self.name))
    }

    /// The bytes with a digest.
    pub(super) fn bytes(&self, digest: &str) -> Result<Vec<u8>, Error> {
        let path = self.content(digest);
        let damaged = |what: &str| Error::Damaged {
            path: path.clone(),
            what: what.to_owned(),
        };
        let bytes = place::read(&path).map_err(|_| damaged("no se puede leer"))?;
        if sha512_hex(&bytes) == digest {
            Ok(bytes)
        } else {
            Err(damaged("no es el que se integró"))
        }
    }
}
