//! The changes of a Word file in plain words, below the headings where they stand.

use super::Told;
use crate::diagnostics::show::{clean, counted, shorten};
use crate::pipeline::differences::{self, Change, Deed, Differences, What};
use std::collections::BTreeSet;

/// A file that keeps less of the informe than this (in thousandths) is probably another document.
const ANOTHER: u32 = 300;

/// Columns after which a text is cut short.
const LONGEST: usize = 300;

/// Everything that there is to tell.
pub fn of(told: &Told) -> String {
    let found = &told.found;
    let against = match &told.against {
        Some(file) => format!("«{}»", clean(file)),
        None => "el informe compuesto de nuevo con los libros y las plantillas actuales, porque el archivo que se generó ya no está".to_owned(),
    };
    let mut text = format!(
        "Reunión {}. Se comparó «{}» con {against}.\n",
        told.meeting,
        clean(&told.file)
    );
    if found.kept < ANOTHER {
        text.push_str("\nEl archivo conserva muy poco del informe: quizá es de otra reunión o es otro documento.\n");
    }
    changes(&found.changes, &mut text);
    comments(found, &mut text);
    text.push_str(&format!("\n{}\n", summary(&found.changes)));
    text.push_str(&tracked(found));
    text
}

fn changes(changes: &[Change], text: &mut String) {
    let mut place: Option<&str> = None;
    for change in changes {
        let here = match &change.what {
            What::Note { .. } => "Notas al pie",
            What::Margin { .. } => "Encabezados y pies de página",
            What::Paragraph { .. }
            | What::Moved(_)
            | What::Cell { .. }
            | What::Row { .. }
            | What::Table { .. }
            | What::Replaced(_)
            | What::Picture { .. } => heading(&change.place),
        };
        if place != Some(here) {
            text.push_str(&format!("\n{}\n", shown(here)));
            place = Some(here);
        }
        text.push_str(&line(&change.what));
    }
}

fn heading(place: &str) -> &str {
    if place.is_empty() { "Portada" } else { place }
}

fn line(what: &What) -> String {
    match what {
        What::Paragraph { before, after } => two(
            "párrafo",
            ["cambiado", "agregado", "quitado"],
            before,
            after,
        ),
        What::Note { before, after } => {
            two("nota", ["cambiada", "agregada", "quitada"], before, after)
        }
        What::Picture { before, after } => {
            two("imagen", ["cambiada", "agregada", "quitada"], before, after)
        }
        What::Replaced(words) => format!(
            "  imagen sustituida por otra, o guardada de otro modo: {}\n",
            shown(words)
        ),
        What::Margin { before, after } => {
            two("texto", ["cambiado", "agregado", "quitado"], before, after)
        }
        What::Moved(text) => format!("  párrafo cambiado de lugar: {}\n", shown(text)),
        What::Cell {
            table,
            row,
            column,
            before,
            after,
        } => format!(
            "  {}, fila «{}», columna «{}»: «{}» → «{}»\n",
            shown(table),
            shown(row),
            shown(column),
            shown(before),
            shown(after)
        ),
        What::Row {
            table,
            before,
            after,
        } => {
            let [before, after] = [before, after].map(|r| r.as_ref().map(|r| r.join(" · ")));
            let name = format!("{}, fila", shown(table));
            two(&name, ["cambiada", "agregada", "quitada"], &before, &after)
        }
        What::Table {
            table,
            before,
            after,
        } => {
            let rows = before.or(*after).unwrap_or_default();
            let word = if before.is_some() {
                "quitada"
            } else {
                "agregada"
            };
            let rows = counted(rows, "fila", "filas");
            format!("  tabla {word}: {} ({rows})\n", shown(table))
        }
    }
}

/// A text before and after; `words` are those of one that was changed, put in, taken out.
fn two(name: &str, words: [&str; 3], before: &Option<String>, after: &Option<String>) -> String {
    match (before, after) {
        (Some(before), Some(after)) => {
            let numbers = numbers(before, after);
            let (old, new) = differences::around(before, after);
            format!(
                "  {name} {}{numbers}\n    antes: {}\n    ahora: {}\n",
                words[0],
                shown(&old),
                shown(&new)
            )
        }
        (None, Some(after)) => format!("  {name} {}: {}\n", words[1], shown(after)),
        (Some(before), None) => format!("  {name} {}: {}\n", words[2], shown(before)),
        (None, None) => String::new(),
    }
}

/// « (21 → 22; 84% → 88%)», where numbers changed.
fn numbers(before: &str, after: &str) -> String {
    let all = differences::numbers(before, after);
    let told: Vec<String> = all
        .iter()
        .map(|(before, after)| match (before, after) {
            (Some(before), Some(after)) => format!("{before} → {after}"),
            (Some(before), None) => format!("se quitó {before}"),
            (None, Some(after)) => format!("se agregó {after}"),
            (None, None) => String::new(),
        })
        .collect();
    if told.is_empty() {
        return String::new();
    }
    format!(" ({})", clean(&told.join("; ")))
}

fn comments(found: &Differences, text: &mut String) {
    if found.comments.is_empty() {
        return;
    }
    text.push_str("\nComentarios\n");
    for comment in &found.comments {
        text.push_str(&format!(
            "  {}: {}\n",
            author(&comment.author),
            shown(&comment.text)
        ));
        if !comment.about.is_empty() {
            let about = clean(&shorten(&comment.about, 80));
            text.push_str(&format!("    en: «{about}»\n"));
        }
    }
}

fn author(name: &str) -> String {
    if name.trim().is_empty() {
        "Sin nombre".to_owned()
    } else {
        shown(name)
    }
}

fn shown(text: &str) -> String {
    clean(&shorten(text, LONGEST))
}

/// The changes counted by their kinds.
pub fn summary(changes: &[Change]) -> String {
    if changes.is_empty() {
        return "Las palabras, los números, las tablas, las imágenes y los encabezados son los mismos que se generaron. No se compara el aspecto.".to_owned();
    }
    let count = |wanted: &dyn Fn(&What) -> bool| changes.iter().filter(|c| wanted(&c.what)).count();
    let kinds = [
        (
            count(&|w| {
                matches!(
                    w,
                    What::Paragraph {
                        before: Some(_),
                        after: Some(_)
                    }
                )
            }),
            "párrafo cambiado",
            "párrafos cambiados",
        ),
        (
            count(&|w| matches!(w, What::Paragraph { before: None, .. })),
            "párrafo agregado",
            "párrafos agregados",
        ),
        (
            count(&|w| matches!(w, What::Paragraph { after: None, .. })),
            "párrafo quitado",
            "párrafos quitados",
        ),
        (
            count(&|w| matches!(w, What::Moved(_))),
            "párrafo cambiado de lugar",
            "párrafos cambiados de lugar",
        ),
        (
            count(&|w| matches!(w, What::Cell { .. })),
            "celda cambiada",
            "celdas cambiadas",
        ),
        (
            count(&|w| matches!(w, What::Row { .. })),
            "fila de tabla",
            "filas de tabla",
        ),
        (
            count(&|w| matches!(w, What::Table { .. })),
            "tabla completa",
            "tablas completas",
        ),
        (
            count(&|w| matches!(w, What::Note { .. })),
            "nota al pie",
            "notas al pie",
        ),
        (
            count(&|w| matches!(w, What::Picture { .. } | What::Replaced(_))),
            "imagen",
            "imágenes",
        ),
        (
            count(&|w| matches!(w, What::Margin { .. })),
            "texto de encabezado o pie",
            "textos de encabezado o pie",
        ),
    ];
    let told = kinds.iter().filter(|(n, ..)| *n > 0);
    let told: Vec<String> = told.map(|(n, one, many)| counted(*n, one, many)).collect();
    format!("En total: {}. No se compara el aspecto.", told.join(", "))
}

fn tracked(found: &Differences) -> String {
    if found.tracked.is_empty() {
        return String::new();
    }
    let count = |deed: Deed| found.tracked.iter().filter(|t| t.deed == deed).count();
    let authors: BTreeSet<String> = found.tracked.iter().map(|t| author(&t.author)).collect();
    let authors: Vec<String> = authors.into_iter().collect();
    format!(
        "El control de cambios tiene {} y {} por aceptar o rechazar ({}); aquí se cuentan como aceptadas.\n",
        counted(count(Deed::Insert), "inserción", "inserciones"),
        counted(count(Deed::Delete), "eliminación", "eliminaciones"),
        authors.join(", ")
    )
}
