//! The components of the program as CycloneDX 1.5, from `Cargo.lock` and what each says of itself:
//! `cargo run --release --example sbom > relator.cdx.json`. Without date or random number: the same
//! lock gives the same bytes.

#![allow(
    clippy::expect_used,
    reason = "a list that cannot be written completely is none"
)]

use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

fn main() {
    let metadata = metadata();
    let root = metadata["resolve"]["root"].as_str().expect("a root");
    let checksums = checksums();
    let used = used(&metadata, root);
    let all = metadata["packages"].as_array().expect("packages");
    let own = all.iter().find(|p| p["id"] == root).expect("the program");
    let mut components: Vec<Value> = all
        .iter()
        .filter(|p| p["id"] != root && used.contains(text(&p["id"])))
        .map(|package| component(package, "library", &checksums))
        .collect();
    components.sort_by_key(|component| component["purl"].to_string());
    let list = json!({
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": {"component": component(own, "application", &checksums)},
        "components": components,
    });
    println!("{list:#}");
}

fn metadata() -> Value {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--locked", "--offline", "--format-version", "1"])
        .arg("--manifest-path")
        .arg(concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml"))
        .output()
        .expect("cargo runs");
    assert!(output.status.success(), "cargo metadata failed");
    serde_json::from_slice(&output.stdout).expect("JSON of cargo")
}

/// The packages that the program is built from, on any system; not those that only test it.
fn used(metadata: &Value, root: &str) -> BTreeSet<String> {
    let nodes = metadata["resolve"]["nodes"].as_array().expect("nodes");
    let mut needs: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for node in nodes {
        let deps = node["deps"].as_array().into_iter().flatten();
        let built = deps.filter(|dep| {
            let kinds = dep["dep_kinds"].as_array().into_iter().flatten();
            kinds.into_iter().any(|kind| kind["kind"] != "dev")
        });
        needs.insert(text(&node["id"]), built.map(|d| text(&d["pkg"])).collect());
    }
    let mut found = BTreeSet::new();
    let mut open = vec![root];
    while let Some(id) = open.pop() {
        if found.insert(id.to_owned()) {
            open.extend(needs.get(id).into_iter().flatten());
        }
    }
    found
}

/// SHA-256 of every package as the lock has it, by name and version.
fn checksums() -> BTreeMap<(String, String), String> {
    let lock: toml::Table = include_str!("../Cargo.lock").parse().expect("a lock file");
    let packages = lock["package"].as_array().expect("packages").iter();
    let known = packages.filter_map(|package| {
        let word = |key: &str| package.get(key)?.as_str().map(str::to_owned);
        Some(((word("name")?, word("version")?), word("checksum")?))
    });
    known.collect()
}

fn component(package: &Value, kind: &str, checksums: &BTreeMap<(String, String), String>) -> Value {
    let (name, version) = (text(&package["name"]), text(&package["version"]));
    let purl = format!("pkg:cargo/{name}@{version}");
    let mut told = json!({
        "type": kind,
        "bom-ref": purl,
        "name": name,
        "version": version,
        "purl": purl,
    });
    if let Some(licence) = package["license"].as_str() {
        told["licenses"] =
            json!([{"expression": licence.replace(" / ", " OR ").replace('/', " OR ")}]);
    }
    if let Some(sum) = checksums.get(&(name.to_owned(), version.to_owned())) {
        told["hashes"] = json!([{"alg": "SHA-256", "content": sum}]);
    }
    told
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}
