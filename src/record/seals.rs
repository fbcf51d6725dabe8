//! `sellos/`: what others signed or stamped over the register. This program holds no keys and
//! makes no claim; it says which line a seal is about and that it did not change since it was
//! registered.

use super::place::{Record, SEALS, is_file, names};
use super::register::Register;
use super::tell;
use crate::diagnostics::{Error, Finding};
use crate::domain::sha512_hex;
use std::collections::BTreeMap;

/// SHA-512 of every seal by its name.
pub(super) fn digests(record: &Record) -> Result<BTreeMap<String, String>, Error> {
    let mut digests = BTreeMap::new();
    for (name, bytes) in read(record)? {
        digests.insert(name, sha512_hex(&bytes));
    }
    Ok(digests)
}

fn read(record: &Record) -> Result<Vec<(String, Vec<u8>)>, Error> {
    let folder = record.path(SEALS);
    let mut seals = Vec::new();
    for name in names(&folder)? {
        let path = folder.join(&name);
        if is_file(&path) {
            let bytes = std::fs::read(&path).map_err(Error::io("leer", &path))?;
            seals.push((name, bytes));
        }
    }
    Ok(seals)
}

/// What there is to say of the seals: each is listed; one that was registered must be unchanged.
pub(super) fn check(record: &Record, register: &Register) -> Result<Vec<Finding>, Error> {
    let mut known: BTreeMap<&str, &str> = BTreeMap::new();
    for line in &register.lines {
        let seals = &line.entry.sellos;
        known.extend(seals.iter().map(|(n, d)| (n.as_str(), d.as_str())));
    }
    let mut findings = Vec::new();
    for (name, bytes) in read(record)? {
        let shown = format!("{SEALS}/{name}");
        match known.remove(name.as_str()) {
            Some(digest) if digest != sha512_hex(&bytes) => {
                findings.push(tell::changed(
                    record,
                    &shown,
                    "no es el que anota el registro",
                ));
            }
            Some(_) | None => findings.push(tell::seal(record, &shown, about(&bytes, register))),
        }
    }
    let gone = known.into_keys();
    findings.extend(gone.map(|name| tell::missing(record, &format!("{SEALS}/{name}"))));
    Ok(findings)
}

/// A time stamp (RFC 3161) carries the digest of what it stamps as it is.
fn about(seal: &[u8], register: &Register) -> String {
    let line = register.lines.iter().find(|line| {
        let digest = unhex(&line.code);
        !digest.is_empty() && seal.windows(digest.len()).any(|w| w == digest)
    });
    match line {
        Some(line) => format!(
            "El sello lleva el código del renglón {} del registro. Su firma se comprueba con «openssl ts -verify» o \
             con el programa de quien lo emitió.",
            line.entry.numero
        ),
        None => "El sello está guardado; no lleva el código de ningún renglón del registro en la forma que este \
                 programa reconoce. Se comprueba con el programa de quien lo emitió."
            .to_owned(),
    }
}

fn unhex(text: &str) -> Vec<u8> {
    let digits = |at: usize| text.get(at..at + 2);
    let pairs = (0..text.len()).step_by(2).filter_map(digits);
    pairs
        .filter_map(|d| u8::from_str_radix(d, 16).ok())
        .collect()
}
