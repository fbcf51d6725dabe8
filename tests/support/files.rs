//! What stands below a folder.

#![allow(dead_code, reason = "each file of tests uses its own part")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// The files below a folder, in the order of their paths.
pub fn paths(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_path_buf()];
    while let Some(next) = open.pop() {
        for entry in fs::read_dir(&next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// Every file below a folder by its name there, with `/`.
pub fn below(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let named = paths(folder).into_iter().map(|path| {
        let parts = path.strip_prefix(folder).unwrap().components();
        let parts: Vec<_> = parts.map(|p| p.as_os_str().to_str().unwrap()).collect();
        (parts.join("/"), fs::read(&path).unwrap())
    });
    named.collect()
}
