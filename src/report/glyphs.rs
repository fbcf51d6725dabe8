//! Characters that no font of the style can draw become visible: «[U+1F600]».

use super::visit::{self, Whose};
use super::wording::clean;
use super::{Datum, Informe, Resource, numbers};
use crate::diagnostics::{Code, Finding, Findings, Location};
use crate::domain::Value;
use std::collections::BTreeMap;

/// Replaces every character that `covered` denies by its code in brackets, in words, figures and
/// published data, and tells those of the same cells together.
pub fn cover(informe: &mut Informe, covered: &dyn Fn(char) -> bool, findings: &mut Findings) {
    let mut seen: BTreeMap<char, Vec<Location>> = BTreeMap::new();
    let cells: Vec<Vec<Location>> = informe.origins.iter().map(|o| o.cells.clone()).collect();
    visit::texts(informe, &mut |text, whose| {
        let odd: Vec<char> = text.chars().filter(|c| !shown(*c, covered)).collect();
        if odd.is_empty() {
            return;
        }
        for c in &odd {
            let known = seen.entry(*c).or_default();
            if let Whose::Value(origin) = whose {
                known.extend(cells.get(origin).into_iter().flatten().cloned());
            }
        }
        *text = replaced(text, covered);
    });
    for (c, known) in &mut seen {
        if known.is_empty() {
            known.extend(holders(&informe.resources, *c));
        }
        known.sort();
        known.dedup();
    }
    let mut together: BTreeMap<Vec<Location>, Vec<char>> = BTreeMap::new();
    for (c, known) in seen {
        together.entry(known).or_default().push(c);
    }
    let number = informe.meta.number;
    findings.extend(together.iter().map(|(at, odd)| told(odd, at, number)));
}

/// Whether a character may stand as it is; line breaks were made inlines before.
fn shown(c: char, covered: &dyn Fn(char) -> bool) -> bool {
    c == ' ' || (!c.is_control() && covered(c))
}

fn replaced(text: &str, covered: &dyn Fn(char) -> bool) -> String {
    let mut words = String::new();
    for c in text.chars() {
        if shown(c, covered) {
            words.push(c);
        } else {
            words.push_str(&code_of(c));
        }
    }
    words
}

fn code_of(c: char) -> String {
    format!("[U+{:04X}]", u32::from(c))
}

/// The cells of published data that hold a character.
fn holders(resources: &[Resource], c: char) -> Vec<Location> {
    let data = resources.iter().flat_map(|r| r.rows.iter().flatten());
    let holding = data.filter(|datum| match &datum.value {
        Value::Text(text) => text.contains(c),
        Value::List(items) => items.iter().any(|item| item.contains(c)),
        Value::Missing | Value::Bool(_) | Value::Number(_) | Value::Date(_) => false,
    });
    holding.flat_map(|datum| datum.cells.clone()).collect()
}

fn told(odd: &[char], cells: &[Location], meeting: u8) -> Finding {
    let (at, related) = match cells.split_first() {
        Some((at, related)) => (at.clone(), related.to_vec()),
        None => (Location::file("templates/informes"), Vec::new()),
    };
    let codes: Vec<String> = odd.iter().map(|c| format!("«{}»", code_of(*c))).collect();
    let list = numbers::list(&codes);
    let message = match odd {
        [_] => format!("Un carácter del texto no se puede mostrar; en el informe se lee {list}."),
        [..] => format!(
            "Varios caracteres del texto no se pueden mostrar; en el informe se leen {list}."
        ),
    };
    Finding {
        meeting: Some(meeting),
        related,
        found: odd.iter().map(|c| code_of(*c)).collect(),
        expected: "caracteres que las fuentes del documento puedan mostrar".to_owned(),
        message,
        help: "Sustituya cada uno por un carácter del teclado o por una palabra.".to_owned(),
        ..Finding::new(Code(607), at)
    }
}

/// The resource with every private-use character of its texts spelled out, so that none can be
/// mistaken for a mark.
pub fn spelled(mut resource: Resource) -> Resource {
    for datum in resource.rows.iter_mut().flatten() {
        spell(datum);
    }
    resource
}

fn spell(datum: &mut Datum) {
    match &mut datum.value {
        Value::Text(text) => *text = clean(text),
        Value::List(items) => items.iter_mut().for_each(|item| *item = clean(item)),
        Value::Missing | Value::Bool(_) | Value::Number(_) | Value::Date(_) => {}
    }
}
