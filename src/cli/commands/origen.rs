//! `relator origen`: from a published value to its cells, and from a cell to where it was
//! published.

use super::super::args::Origen;
use super::super::context::{Context, Reader};
use super::super::exit::{Exit, Failure};
use super::super::out::Out;
use super::super::record;
use super::super::rows;
use crate::catalog::Catalog;
use crate::diagnostics::Location;
use crate::diagnostics::show::{clean, counted};
use crate::domain::CellRef;
use crate::domain::words::{fold, nearest};
use crate::pipeline::trace::{self, Missing, Published};
use crate::pipeline::{Understood, native};
use serde_json::{Value, json};
use std::path::Path;

/// Runs the command.
pub fn run(args: &Origen, context: &Context, out: &mut Out) -> Result<Exit, Failure> {
    let catalog = context.catalog()?;
    match args.que.as_slice() {
        [meeting, table, row, column] => {
            let meeting = number(meeting, "el número de una reunión")?;
            let meeting = context.meeting(&catalog.proceso, Some(meeting))?.numero;
            let row: usize = number(row, "el número de una fila, desde 1")?;
            let understood = understood(&catalog, context, out)?;
            let asked = (meeting, table.as_str(), row, column.as_str());
            forward(asked, &catalog, &understood, (context, out))
        }
        [file, sheet, cell] => {
            let cell = cell.parse().map_err(|_| {
                Failure::Usage(format!(
                    "«{cell}» no es una celda; se espera su dirección, como G14"
                ))
            })?;
            let understood = understood(&catalog, context, out)?;
            let at = location((file, sheet, cell), context, &understood)?;
            match at {
                Ok(at) => backward(&at, &catalog, &understood, (context, out)),
                Err(no) => Ok(answer_no(&no, context, out)),
            }
        }
        _ => Err(Failure::Usage(
            "se espera «N RECURSO FILA COLUMNA» o «ARCHIVO HOJA CELDA»\n\nPara ver las opciones: relator origen --help".to_owned(),
        )),
    }
}

fn understood(catalog: &Catalog, context: &Context, out: &mut Out) -> Result<Understood, Failure> {
    out.progress("Leyendo los libros…");
    let understood = record::understood(context, catalog)?;
    out.progress("");
    Ok(understood)
}

fn number<N: std::str::FromStr>(text: &str, what: &str) -> Result<N, Failure> {
    let parsed = text.parse();
    parsed.map_err(|_| Failure::Usage(format!("«{text}» no es {what}")))
}

fn answer_no(why: &str, context: &Context, out: &mut Out) -> Exit {
    match context.reader {
        Reader::Program => out.json(&json!({"version": 1, "respuesta": "no", "motivo": why})),
        Reader::Person => out.print(&format!("{}\n", clean(why))),
    }
    Exit::AnswersNo
}

/// From a value to its cells.
fn forward(
    (meeting, table, row, column): (u8, &str, usize, &str),
    catalog: &Catalog,
    understood: &Understood,
    (context, out): (&Context, &mut Out),
) -> Result<Exit, Failure> {
    let Some(informe) = trace::informe(catalog, understood, meeting) else {
        let why = format!("El informe de la reunión {meeting} no se puede componer.");
        return Ok(answer_no(&why, context, out));
    };
    let found = match trace::value(&informe, table, row, column) {
        Ok(found) => found,
        Err(missing) => {
            let why = sentence(&missing, meeting, (table, column));
            return Ok(answer_no(&why, context, out));
        }
    };
    let cells = &found.datum.cells;
    match context.reader {
        Reader::Program => {
            let places: Vec<Value> = cells.iter().map(|at| cell_json(at, understood)).collect();
            let mut told = published_json(&found, meeting);
            told["version"] = json!(1);
            told["celdas"] = json!(places);
            out.json(&told);
        }
        Reader::Person => {
            let how = found.datum.how.as_deref();
            let how = how.map_or_else(String::new, |how| format!("Se obtuvo así: {how}.\n"));
            let mut text = format!("{}\n{how}", place(&found, meeting));
            for at in cells {
                text.push_str(&format!("  {}\n", cell_text(at, understood)));
            }
            if cells.is_empty() {
                text.push_str("Ningún libro lo trae: lo dan las plantillas o el calendario.\n");
            }
            out.print(&text);
        }
    }
    Ok(if cells.is_empty() {
        Exit::AnswersNo
    } else {
        Exit::Done
    })
}

fn sentence(missing: &Missing<'_>, meeting: u8, (table, column): (&str, &str)) -> String {
    let near = |word: &str, names: &[&str]| {
        let near = nearest(word, names.iter().copied());
        near.map_or_else(
            || format!(" Están: {}.", names.join(", ")),
            |near| format!(" Quizá quiso decir «{near}»."),
        )
    };
    match missing {
        Missing::Resource(names) => format!(
            "La reunión {meeting} no publica la tabla «{table}».{}",
            near(table, names)
        ),
        Missing::Row(rows) => format!(
            "La tabla «{table}» de la reunión {meeting} tiene {}; la primera es la 1.",
            counted(*rows, "fila", "filas")
        ),
        Missing::Column(names) => format!(
            "La tabla «{table}» de la reunión {meeting} no publica la columna «{column}».{}",
            near(column, names)
        ),
    }
}

/// The place that a person names: a file of `inputs/` by its path, its name or that of the
/// delivery. What does not exist is an answer; what is ambiguous, a wrong question.
fn location(
    (file, sheet, cell): (&str, &str, CellRef),
    context: &Context,
    understood: &Understood,
) -> Result<Result<Location, String>, Failure> {
    let path = std::path::absolute(file).map_or_else(|_| file.to_owned(), |p| context.shown(&p));
    let slashed = context.shown(Path::new(file));
    let delivery = |at: &str| trace::delivery(understood, at).is_some_and(|(name, _)| name == file);
    let books = &understood.workbooks;
    let exact = books
        .iter()
        .filter(|w| *w.at.file == *path || *w.at.file == *slashed);
    let mut found: Vec<_> = exact.collect();
    if found.is_empty() {
        let named = format!("/{slashed}");
        let loose = |at: &str| at.ends_with(&named) || delivery(at);
        found = books.iter().filter(|w| loose(&w.at.file)).collect();
    }
    let book = match found.as_slice() {
        [] => return Ok(Err(format!("Entre los libros recibidos no está «{file}»."))),
        [book] => book,
        many => {
            let paths: Vec<&str> = many.iter().map(|w| &*w.at.file).collect();
            return Err(Failure::Usage(format!(
                "hay {} libros con el nombre «{file}»; indique la ruta de uno: {}",
                paths.len(),
                paths.join(", ")
            )));
        }
    };
    let known = book.sheets.iter().find(|s| fold(&s.name) == fold(sheet));
    Ok(match known {
        Some(known) => Ok(known.at.cell(cell)),
        None => {
            let names: Vec<&str> = book.sheets.iter().map(|s| &*s.name).collect();
            Err(format!(
                "El libro no tiene la hoja «{sheet}»; tiene: {}.",
                names.join(", ")
            ))
        }
    })
}

/// From a cell to the published values that rest on it, in every meeting that uses it.
fn backward(
    at: &Location,
    catalog: &Catalog,
    understood: &Understood,
    (context, out): (&Context, &mut Out),
) -> Result<Exit, Failure> {
    let mut uses: Vec<Value> = Vec::new();
    let mut text = format!("{}\n", cell_text(at, understood));
    let mut printed: Vec<Value> = Vec::new();
    for meeting in catalog.proceso.reuniones.iter().map(|r| r.numero) {
        let Some(informe) = trace::informe(catalog, understood, meeting) else {
            continue;
        };
        for found in trace::uses(&informe, at) {
            uses.push(published_json(&found, meeting));
            text.push_str(&format!("  {}\n", place(&found, meeting)));
        }
        let times = trace::printed(&informe, at);
        if times > 0 {
            printed.push(json!({"reunion": meeting, "valores": times}));
        }
    }
    let used = !uses.is_empty() || !printed.is_empty();
    if !used {
        text.push_str("Ningún valor publicado se basa en esta celda.\n");
    } else if uses.is_empty() {
        text.push_str("Se usa en el texto de los informes, no en sus tablas.\n");
    }
    match context.reader {
        Reader::Program => {
            let mut told = cell_json(at, understood);
            told["version"] = json!(1);
            told["usos"] = json!(uses);
            told["impresa"] = json!(printed);
            out.json(&told);
        }
        Reader::Person => out.print(&text),
    }
    Ok(if used { Exit::Done } else { Exit::AnswersNo })
}

fn published_json(found: &Published<'_>, meeting: u8) -> Value {
    let mut told = json!({
        "reunion": meeting,
        "recurso": found.resource.name,
        "titulo": found.resource.title,
        "fila": found.row,
        "columna": found.field.name,
        "encabezado": found.field.title,
        "valor": native(&found.datum.value),
    });
    if let Some(how) = &found.datum.how {
        told["como"] = json!(how);
    }
    told
}

/// «Reunión 5, detalle-pel, fila 3, avance_real: 86».
fn place(found: &Published<'_>, meeting: u8) -> String {
    let value = match native(&found.datum.value) {
        Value::Null => "sin valor".to_owned(),
        Value::String(text) => clean(&text),
        value => value.to_string(),
    };
    format!(
        "Reunión {meeting}, {}, fila {}, {}: {value}",
        found.resource.name, found.row, found.field.name
    )
}

fn cell_json(at: &Location, understood: &Understood) -> Value {
    let mut told = json!({
        "archivo": &*at.file,
        "hoja": at.sheet.as_deref(),
        "celda": at.cell.map(|cell| cell.to_string()),
    });
    if let Some((name, sha256)) = trace::delivery(understood, &at.file) {
        told["entrega"] = json!(name);
        told["sha256"] = json!(sha256);
    }
    told
}

/// «R05-deoe-v1 › Sistemas › G14 (inputs/…): 86».
fn cell_text(at: &Location, understood: &Understood) -> String {
    let name = trace::delivery(understood, &at.file).map(|(name, _)| name);
    let named = Location {
        file: name.unwrap_or(&at.file).into(),
        ..at.clone()
    };
    let read = rows::cell(&understood.workbooks, at);
    let read = read.map_or_else(String::new, |text| format!(": {}", clean(&text)));
    match name {
        Some(_) => format!("{named} ({}){read}", at.file),
        None => format!("{named}{read}"),
    }
}
