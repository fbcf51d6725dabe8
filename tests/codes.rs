//! The table of codes: what people quote must never become ambiguous.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that cannot go on has failed"
)]

use relator::diagnostics::{CODES, Explanation};
use std::fmt::Write;
use std::fs;
use std::path::Path;

const PAGE: &str = "docs/inconsistencias.md";

#[test]
fn codes_are_sorted_and_none_is_there_twice() {
    for pair in CODES.windows(2) {
        assert!(
            pair[0].code < pair[1].code,
            "{} stands before {}",
            pair[0].code,
            pair[1].code
        );
    }
    assert_eq!(
        CODES.last().unwrap().code.0,
        900,
        "the internal fault stands last"
    );
}

#[test]
fn every_code_says_what_to_do() {
    for e in CODES {
        let code = e.code;
        for (part, text) in [
            ("title", e.title),
            ("text", e.text),
            ("help", e.help),
            ("example", e.example),
        ] {
            assert!(!text.trim().is_empty(), "{code} has no {part}");
            let spaces = text.contains("  ") || text.trim() != text;
            assert!(!spaces, "{code}: {part} has needless spaces: {text:?}");
        }
        assert!(
            !e.title.ends_with('.'),
            "{code}: no full stop after a title"
        );
        assert!(
            e.help.ends_with(['.', '…']),
            "{code}: the help is a sentence: {}",
            e.help
        );
    }
}

#[test]
fn no_code_uses_the_language_of_audits() {
    for e in CODES {
        let all = [e.title, e.text, e.help, e.example]
            .join(" ")
            .to_lowercase();
        for word in ["cédula", "hallazgo", "salvedad", "constancia"] {
            assert!(!all.contains(word), "{}: «{word}»", e.code);
        }
    }
}

/// `UPDATE=1 cargo test` writes the page anew.
#[test]
fn the_page_of_codes_is_up_to_date() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(PAGE);
    let page = page();
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, &page).unwrap();
    }
    let found = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        found.replace("\r\n", "\n") == page,
        "{PAGE} is out of date: UPDATE=1 cargo test --release --test codes"
    );
}

fn page() -> String {
    let mut page = String::from(
        "# Códigos de inconsistencia\n\n\
         Cada código nombra una clase de inconsistencia y no cambia de significado. \
         `relator explicar REV-203` muestra lo mismo en la terminal.\n\
         Esta página se genera a partir de la tabla del programa; no se edita a mano.\n\n\
         - **Error**: lo que se señala no se usa hasta que se corrija; el resto del libro sí.\n\
         - **Advertencia**: se usa, y conviene confirmarlo.\n\
         - **Nota**: se usa; se dice para que nadie se extrañe.\n\n\
         Las inconsistencias de los libros (REV-100 a REV-499) las corrige quien los envía; las demás, la Secretaría.\n",
    );
    let mut family = "";
    for e in CODES {
        let of_code = family_of(e);
        if of_code != family {
            family = of_code;
            let _ = write!(page, "\n## {family}\n");
        }
        let _ = write!(
            page,
            "\n### {}: {}\n\n*{}.* {}\n\n**Qué hacer:** {}\n\n> {}\n",
            e.code,
            e.title,
            capital(e.severity.word()),
            e.text,
            e.help,
            e.example
        );
    }
    page
}

fn family_of(e: &Explanation) -> &'static str {
    match e.code.0 {
        100..=199 => "Archivo y hojas",
        200..=299 => "Celdas",
        300..=399 => "Filas",
        400..=499 => "Entre filas, hojas y libros",
        500..=599 => "Plantillas",
        600..=699 => "Composición del informe",
        700..=799 => "Salidas",
        _ => "Programa",
    }
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    let first = letters.next().map(|c| c.to_uppercase().to_string());
    first.unwrap_or_default() + letters.as_str()
}
