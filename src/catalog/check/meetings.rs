//! `reuniones/NN.md` and `reuniones/NN.toml`: paragraphs under chapters that the informe has, and
//! adjustments of senders and cells that can exist.

use super::super::source::Step::{Index, Key};
use super::{Checker, Place, Reference, Trouble};
use crate::catalog::{Ajuste, Catalog, Esquema};
use crate::diagnostics::{CODES, Location};
use crate::domain::CellRef;
use regex::Regex;
use std::collections::{BTreeMap, BTreeSet};

pub(super) fn check(checker: &mut Checker<'_>, files: &BTreeMap<String, Vec<u8>>) {
    for (path, bytes) in files {
        let Some(name) = path.strip_prefix("reuniones/") else {
            continue;
        };
        let number = name
            .strip_suffix(".md")
            .or_else(|| name.strip_suffix(".toml"))
            .and_then(|stem| stem.parse::<u8>().ok());
        match number.filter(|n| checker.catalog.reunion(*n).is_some()) {
            Some(number) => {
                if name.ends_with(".md")
                    && let Ok(text) = std::str::from_utf8(bytes)
                {
                    paragraphs(checker, (path, number), text);
                }
            }
            None => {
                let trouble = Trouble {
                    code: 515,
                    found: name.to_owned(),
                    expected: "el número de la reunión con dos cifras: 05.md o 05.toml".to_owned(),
                    message: format!(
                        "El nombre de “{name}” no es el de una reunión del calendario"
                    ),
                    help: "Cambie el nombre del archivo o sáquelo de “reuniones”.".to_owned(),
                };
                checker.push(Location::file(format!("templates/{path}")), trouble);
            }
        }
    }
    adjustments(checker);
}

/// A paragraph under a chapter that the informe does not have would be lost without a word.
fn paragraphs(checker: &mut Checker<'_>, (path, number): (&str, u8), text: &str) {
    let Some(informe) = checker
        .catalog
        .reunion(number)
        .and_then(|r| checker.catalog.wording.informes.get(&r.informe))
    else {
        return;
    };
    let Ok(call) = Regex::new(r#"parrafos\(\s*["']([^"']+)["']"#) else {
        return;
    };
    let mut chapters: Vec<&str> = call
        .captures_iter(informe)
        .map(|found| found.extract::<1>().1[0])
        .collect();
    chapters.dedup();
    let mut heading = None;
    for (index, line) in text.lines().enumerate() {
        let at = Location::file(format!("templates/{path}")).line(index as u32 + 1);
        if line.starts_with('#') {
            let title = line.trim_start_matches('#').trim();
            heading = Some(title);
            if !chapters.contains(&title) {
                checker.push(at, lost_chapter(title, &chapters));
            }
        } else if heading.is_none() && !line.trim().is_empty() && !line.starts_with("<!--") {
            let trouble = Trouble {
                code: 516,
                found: line.to_owned(),
                expected: "un encabezado “# Capítulo” antes del texto".to_owned(),
                message: "El texto no está debajo de ningún capítulo y no aparecería".to_owned(),
                help: format!("Escriba antes uno de éstos: {}.", chapters.join(", ")),
            };
            checker.push(at, trouble);
            return;
        }
    }
}

fn lost_chapter(title: &str, chapters: &[&str]) -> Trouble {
    let help = match crate::domain::words::nearest(title, chapters.iter().copied()) {
        Some(nearest) => format!("¿Quiso escribir “{nearest}”?"),
        None => format!("Escriba uno de éstos: {}.", chapters.join(", ")),
    };
    Trouble {
        code: 516,
        found: title.to_owned(),
        expected: chapters.join(", "),
        message: format!("El informe de esa reunión no tiene el capítulo “{title}”"),
        help,
    }
}

/// Adjustments that could never be applied: of a sender, sheet, cell, code or rule that does not
/// exist, or without what a decision needs.
fn adjustments(checker: &mut Checker<'_>) {
    let catalog = checker.catalog;
    for (number, adjustments) in &catalog.wording.ajustes {
        let file = format!("reuniones/{number:02}.toml");
        for (index, adjustment) in adjustments.iter().enumerate() {
            let mut tell = |key: &str, trouble: Told<'_>| {
                let steps = [Key("ajustes"), Index(index), Key(key)];
                let place = Place {
                    file: &file,
                    steps: &steps,
                };
                match trouble {
                    Told::Unknown(what, word, known) => {
                        checker.refer(place, Reference { what, word }, known);
                    }
                    Told::Lacking(message, help) => {
                        checker.tell(place, lacking(adjustment, message, help));
                    }
                }
            };
            names(catalog, adjustment, &mut tell);
            decision(adjustment, &mut tell);
        }
    }
}

/// What can be wrong with a key of an adjustment.
enum Told<'w> {
    /// Its word may not be one of the known ones: what it names, the word, the known ones.
    Unknown(&'w str, &'w str, Vec<&'w str>),
    /// Something is missing or too much: what is the matter, what to do.
    Lacking(&'w str, &'w str),
}

/// The sender exists, it may bring the sheet, and what is accepted is a code or a rule.
fn names(catalog: &Catalog, adjustment: &Ajuste, tell: &mut impl FnMut(&str, Told<'_>)) {
    let senders = catalog.instituciones.iter();
    let claves = senders.map(|s| s.clave.as_str()).collect();
    tell(
        "remitente",
        Told::Unknown("El remitente", &adjustment.remitente, claves),
    );
    let sheets = catalog.esquemas.iter().map(|e| e.hoja.as_str()).collect();
    let is_known = catalog.esquemas.iter().any(|e| e.hoja == adjustment.hoja);
    tell("hoja", Told::Unknown("La hoja", &adjustment.hoja, sheets));
    if let Some(sender) = catalog.institucion(&adjustment.remitente) {
        let brings = |e: &&Esquema| e.remitentes.contains(&sender.clase);
        let own: Vec<&str> = catalog
            .esquemas
            .iter()
            .filter(brings)
            .map(|e| e.hoja.as_str())
            .collect();
        if is_known && !own.contains(&adjustment.hoja.as_str()) {
            let message = format!(
                "{} no envía la hoja “{}”",
                sender.nombre_corto(),
                adjustment.hoja
            );
            let help = format!("Escriba una de sus hojas: {}.", own.join(", "));
            tell("hoja", Told::Lacking(&message, &help));
        }
    }
    if let Some(accepted) = &adjustment.acepta {
        let codes: Vec<String> = CODES.iter().map(|e| e.code.to_string()).collect();
        let rules = catalog.esquemas.iter().flat_map(|e| &e.reglas);
        let rules = rules.map(|r| r.id.as_str());
        let checks = catalog.comprobaciones.iter().map(|c| c.id.as_str());
        let own: BTreeSet<&str> = rules.chain(checks).collect();
        if !codes.contains(accepted) {
            let known = own.into_iter().collect();
            tell("acepta", Told::Unknown("La regla", accepted, known));
        }
    }
    if adjustment.celda.parse::<CellRef>().is_err() {
        let message = "La celda no es una dirección de Excel";
        tell(
            "celda",
            Told::Lacking(
                message,
                "Escriba la columna y la fila juntas, por ejemplo G14.",
            ),
        );
    }
}

/// An adjustment either accepts a row or mends a text, with a reason and who decides.
fn decision(adjustment: &Ajuste, tell: &mut impl FnMut(&str, Told<'_>)) {
    let Ajuste {
        acepta,
        original,
        publicado,
        ..
    } = adjustment;
    let (message, help) = match (acepta, original, publicado) {
        (Some(_), None, None) => ("", ""),
        (None, Some(one), Some(other)) if one.trim() != other.trim() => ("", ""),
        (None, Some(_), Some(_)) => (
            "El texto publicado es igual al original",
            "Corrija “publicado” o quite el ajuste.",
        ),
        (Some(_), _, _) => (
            "El ajuste acepta una fila y también corrige un texto",
            "Escriba dos ajustes: uno con “acepta” y otro con “original” y “publicado”.",
        ),
        (None, Some(_), None) => (
            "Al ajuste le falta el texto “publicado”",
            "Agregue “publicado” con el texto corregido.",
        ),
        (None, None, Some(_)) => (
            "Al ajuste le falta el texto “original”",
            "Agregue “original” con el texto tal como está en la celda.",
        ),
        (None, None, None) => (
            "El ajuste no dice qué se decide",
            "Agregue “acepta” con la regla, o bien “original” y “publicado” con los textos.",
        ),
    };
    if !message.is_empty() {
        tell("", Told::Lacking(message, help));
    }
    for (key, said) in [("motivo", &adjustment.motivo), ("cargo", &adjustment.cargo)] {
        if said.trim().is_empty() {
            let message = "El ajuste no dice el motivo, o el cargo de quien decide";
            tell(key, Told::Lacking(message, "Complete “motivo” y “cargo”."));
        }
    }
}

fn lacking(adjustment: &Ajuste, message: &str, help: &str) -> Trouble {
    Trouble {
        code: 517,
        found: format!("{} › {}", adjustment.hoja, adjustment.celda),
        expected: "“acepta”, o bien “original” y “publicado”; “celda”, “motivo” y “cargo”"
            .to_owned(),
        message: message.to_owned(),
        help: help.to_owned(),
    }
}
