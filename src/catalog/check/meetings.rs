//! `reuniones/NN.md` and `reuniones/NN.toml`: paragraphs under chapters that the informe has, and
//! adjustments of senders and cells that can exist.

use super::super::source::Step::{Index, Key};
use super::{Checker, Place, Reference, Trouble};
use crate::diagnostics::Location;
use crate::domain::CellRef;
use regex::Regex;
use std::collections::BTreeMap;

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

fn adjustments(checker: &mut Checker<'_>) {
    let catalog = checker.catalog;
    let senders: Vec<&str> = catalog
        .instituciones
        .iter()
        .map(|s| s.clave.as_str())
        .collect();
    let sheets: Vec<&str> = catalog.esquemas.iter().map(|e| e.hoja.as_str()).collect();
    for (number, adjustments) in &catalog.wording.ajustes {
        let file = format!("reuniones/{number:02}.toml");
        for (index, adjustment) in adjustments.iter().enumerate() {
            for (key, what, word, known) in [
                ("remitente", "El remitente", &adjustment.remitente, &senders),
                ("hoja", "La hoja", &adjustment.hoja, &sheets),
            ] {
                let steps = [Key("ajustes"), Index(index), Key(key)];
                let place = Place {
                    file: &file,
                    steps: &steps,
                };
                checker.refer(place, Reference { what, word }, known.iter().copied());
            }
            let mends = adjustment.original.is_some() && adjustment.publicado.is_some();
            let half = adjustment.original.is_some() != adjustment.publicado.is_some();
            let decides = mends != adjustment.acepta.is_some() && !half;
            let is_cell = adjustment.celda.parse::<CellRef>().is_ok();
            let said = !adjustment.motivo.trim().is_empty() && !adjustment.cargo.trim().is_empty();
            if decides && is_cell && said {
                continue;
            }
            let trouble = Trouble {
                code: 517,
                found: adjustment.celda.clone(),
                expected: "“celda” como G14; “acepta”, o bien “original” y “publicado”; “motivo” y “cargo” con texto".to_owned(),
                message: "El ajuste está incompleto".to_owned(),
                help: "Complete los datos que faltan.".to_owned(),
            };
            let steps = [Key("ajustes"), Index(index)];
            let place = Place {
                file: &file,
                steps: &steps,
            };
            checker.tell(place, trouble);
        }
    }
}
