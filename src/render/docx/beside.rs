//! What a Word file says beside its body: the files of its pictures, its headers and feet.

use super::letterhead::parse;
use super::package::Package;
use super::parts::{self, Relations};
use super::xml::Element;
use crate::domain::sha256_hex;
use std::collections::{BTreeMap, BTreeSet};

/// The SHA-256 of the file of each picture, by its relationship. Of vectors beside a bitmap both are
/// known: a program that keeps either keeps the picture.
pub(super) fn pictures(package: &Package, relations: &Relations) -> BTreeMap<String, String> {
    let all = relations.inner().filter_map(|(id, part)| {
        let bytes = package.parts.get(&part)?;
        let is_picture = part.contains("media/");
        is_picture.then(|| (id.to_owned(), sha256_hex(bytes)))
    });
    all.collect()
}

/// The files that a drawing shows.
pub(super) fn shown(drawing: &Element, files: &BTreeMap<String, String>) -> BTreeSet<String> {
    let mut shown = BTreeSet::new();
    drawing.walk(&mut |e| {
        let named = e.get("r:embed").or_else(|| e.get("r:id"));
        shown.extend(named.and_then(|id| files.get(id)).cloned());
    });
    shown
}

/// What stands in headers and feet, each text once, in the order of the alphabet: programs part
/// them as they like. Numbers that a field counts are left out.
pub(super) fn margins(package: &Package, relations: &Relations) -> Result<Vec<String>, String> {
    let mut texts = BTreeSet::new();
    for part in [parts::HEADER, parts::FOOTER].map(|kind| relations.targets(kind)) {
        for part in part {
            parse(package, &part)?.walk(&mut |e| {
                if e.name == "w:p" {
                    let (mut text, mut depth) = (String::new(), 0);
                    written(e, &mut depth, &mut text);
                    texts.insert(super::content::plain(&text));
                }
            });
        }
    }
    texts.remove("");
    Ok(texts.into_iter().collect())
}

/// The text of a paragraph outside fields; a paragraph in a drawing stands for itself.
fn written(element: &Element, depth: &mut i32, text: &mut String) {
    for child in element.elements() {
        match child.name.as_str() {
            "w:fldChar" => match child.get("w:fldCharType") {
                Some("begin") => *depth += 1,
                Some("end") => *depth -= 1,
                Some(_) | None => {}
            },
            "w:t" if *depth == 0 => text.push_str(&child.own_text()),
            "w:tab" | "w:br" | "w:cr" | "w:ptab" => text.push(' '),
            "w:noBreakHyphen" => text.push('-'),
            "w:fldSimple"
            | "w:del"
            | "w:moveFrom"
            | "w:pPr"
            | "w:drawing"
            | "w:pict"
            | "mc:AlternateContent" => {}
            _ => written(child, depth, text),
        }
    }
}
