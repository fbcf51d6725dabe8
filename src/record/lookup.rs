//! Which version of what a file is.

use super::object::Object;
use super::place::Record;
use super::register::Register;
use crate::diagnostics::Error;
use crate::domain::sha512_hex;
use std::collections::BTreeSet;

/// A place of the record where some bytes stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The object: its folder below `ocfl/`.
    pub object: String,
    /// The first version that has the bytes under that name.
    pub version: u32,
    /// The last one that does.
    pub until: u32,
    /// Name in the version.
    pub name: String,
}

impl Record {
    /// Every name under which some bytes were integrated, each with the versions that have it.
    pub fn find(&self, register: &Register, bytes: &[u8]) -> Result<Vec<Found>, Error> {
        let digest = sha512_hex(bytes);
        let names: BTreeSet<&str> = register.lines.iter().map(|l| &*l.entry.objeto).collect();
        let mut found: Vec<Found> = Vec::new();
        for name in names {
            let Some(object) = Object::open(self, register, name)? else {
                continue;
            };
            for version in 1..=object.head() {
                for (name, own) in object.state(version).unwrap_or_default() {
                    if own == digest {
                        add(&mut found, &object, version, name);
                    }
                }
            }
        }
        Ok(found)
    }
}

fn add(found: &mut Vec<Found>, object: &Object, version: u32, name: &str) {
    let same = |f: &&mut Found| f.object == object.name() && f.name == name;
    match found.iter_mut().find(same) {
        Some(known) => known.until = version,
        None => found.push(Found {
            object: object.name().to_owned(),
            version,
            until: version,
            name: name.to_owned(),
        }),
    }
}
