//! `inventory.json` of an OCFL 1.1 object: which bytes each version is made of.

use super::place::is_inside;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// First line of an object: name and content of its file (OCFL 1.1, 3.3).
pub(super) const OBJECT_MARK: (&str, &str) = ("0=ocfl_object_1.1", "ocfl_object_1.1\n");
pub(super) const INVENTORY: &str = "inventory.json";
pub(super) const SIDECAR: &str = "inventory.json.sha512";
const TYPE: &str = "https://ocfl.io/1.1/spec/#inventory";

/// Names by the SHA-512 of their bytes, in hexadecimal digits.
pub(super) type Digests = BTreeMap<String, Vec<String>>;

/// The inventory of an object (OCFL 1.1, 3.5).
#[derive(Debug, Clone, Serialize, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "camelCase")]
pub(super) struct Inventory {
    pub id: String,
    #[serde(rename = "type")]
    pub kind: String,
    pub digest_algorithm: String,
    /// The last version: `v2`.
    pub head: String,
    /// Files below the object by digest: `v1/content/…`.
    pub manifest: Digests,
    /// By name of the version.
    pub versions: BTreeMap<String, Version>,
}

/// What a version consists of, and who integrated it.
#[derive(Debug, Clone, Serialize, Deserialize, PartialEq, Eq)]
pub(super) struct Version {
    /// UTC.
    pub created: String,
    pub message: String,
    pub user: User,
    /// Names in the version by digest.
    pub state: Digests,
}

/// The official, by cargo.
#[derive(Debug, Clone, Serialize, Deserialize, PartialEq, Eq)]
pub(super) struct User {
    pub name: String,
}

impl Inventory {
    /// Of an object without a version yet.
    pub fn new(id: &str) -> Self {
        Self {
            id: id.to_owned(),
            kind: TYPE.to_owned(),
            digest_algorithm: "sha512".to_owned(),
            head: "v0".to_owned(),
            manifest: Digests::new(),
            versions: BTreeMap::new(),
        }
    }

    /// Understands an inventory; none when it is not one of ours.
    pub fn parse(bytes: &[u8]) -> Option<Self> {
        let inventory: Self = serde_json::from_slice(bytes).ok()?;
        let ours = inventory.digest_algorithm == "sha512" && inventory.kind == TYPE;
        let whole = (1..=inventory.head_number()?)
            .all(|number| inventory.versions.contains_key(&folder(number)));
        (ours && whole && inventory.stays_inside()).then_some(inventory)
    }

    /// A record that somebody made up may not lead out of its folder.
    fn stays_inside(&self) -> bool {
        let states = self.versions.values().map(|version| &version.state);
        let lists = states.chain([&self.manifest]).flat_map(Digests::values);
        lists.flatten().all(|name| is_inside(name))
    }

    /// The bytes of the file; deterministic, because every list is sorted.
    pub fn bytes(&self) -> Vec<u8> {
        // Text and lists of text always become JSON.
        let mut bytes = serde_json::to_vec_pretty(self).unwrap_or_default();
        bytes.push(b'\n');
        bytes
    }

    /// Number of the last version.
    pub fn head_number(&self) -> Option<u32> {
        self.head.strip_prefix('v')?.parse().ok()
    }

    /// Digest by name of a version's files.
    pub fn state(&self, number: u32) -> BTreeMap<&str, &str> {
        let version = self.versions.get(&folder(number));
        let state = version.iter().flat_map(|v| &v.state);
        state
            .flat_map(|(digest, names)| names.iter().map(|n| (n.as_str(), digest.as_str())))
            .collect()
    }

    /// The file below the object that holds some bytes.
    pub fn path_of(&self, digest: &str) -> Option<&str> {
        self.manifest.get(digest)?.first().map(String::as_str)
    }
}

/// `v2`.
pub(super) fn folder(version: u32) -> String {
    format!("v{version}")
}

/// The line of the sidecar, as `sha512sum -c` reads it.
pub(super) fn sidecar(digest: &str) -> String {
    format!("{digest}  {INVENTORY}\n")
}
