//! `relator diferencias`: what people changed in a Word file against the generated one. Writes
//! nothing.

mod text;

use super::super::args::Diferencias;
use super::super::context::{Context, Reader};
use super::super::exit::{Exit, Failure};
use super::super::fence::fence;
use super::super::out::Out;
use crate::catalog::Catalog;
use crate::diagnostics::Error;
use crate::pipeline;
use crate::pipeline::differences::{self, Change, Content, Deed, Differences, What};
use serde_json::{Value, json};
use std::path::Path;

/// A Word file that was compared.
struct Told {
    meeting: u8,
    /// The edited file.
    file: String,
    /// The file that it was compared with; none when the informe was composed anew.
    against: Option<String>,
    found: Differences,
}

/// Runs the command.
pub fn run(args: &Diferencias, context: &Context, out: &mut Out) -> Result<Exit, Failure> {
    let catalog = context.catalog()?;
    let reunion = context.meeting(&catalog.proceso, Some(args.reunion))?;
    let edited = read(&args.archivo, context)?;
    let (against, generated) = match &args.contra {
        Some(other) => (Some(context.shown(other)), read(other, context)?),
        None => generated(&catalog, reunion.numero, context, out)?,
    };
    let told = Told {
        meeting: reunion.numero,
        file: context.shown(&args.archivo),
        against,
        found: differences::compare(&generated, edited),
    };
    match context.reader {
        Reader::Program => out.json(&as_json(&told)),
        Reader::Person => out.print(&text::of(&told)),
    }
    Ok(Exit::Done)
}

/// The generated file, by its name where there is one.
fn generated(
    catalog: &Catalog,
    meeting: u8,
    context: &Context,
    out: &mut Out,
) -> Result<(Option<String>, Content), Failure> {
    let folder = context.output.join(pipeline::folder(meeting));
    let fence = fence()?;
    let found = pipeline::generated(catalog, meeting, &folder, || {
        out.progress("Componiendo el informe…");
        pipeline::understand(catalog, &fence, &context.workspace, &context.inputs)
    })?;
    out.progress("");
    let content = Content::read(&found.bytes).map_err(Error::Internal)?;
    let name = found.name.map(|name| context.shown(&folder.join(name)));
    Ok((name, content))
}

fn read(path: &Path, context: &Context) -> Result<Content, Failure> {
    let shown = context.shown(path);
    if !path.exists() {
        return Err(Failure::Usage(format!("no existe «{shown}»")));
    }
    let bytes = std::fs::read(path).map_err(Error::io("leer", path))?;
    Content::read(&bytes).map_err(|why| {
        Failure::Usage(format!(
            "«{shown}» no se puede leer como documento de Word (.docx): {why}"
        ))
    })
}

/// How the Word file of a version differs from the generated one, for the record; in how many
/// places, where it can be read.
pub(super) fn recorded(meeting: u8, generated: &[u8], edited: &[u8]) -> (Value, Option<usize>) {
    let both = Content::read(generated).and_then(|g| Ok((g, Content::read(edited)?)));
    match both {
        Ok((generated, edited)) => {
            let found = differences::compare(&generated, edited);
            let n = found.changes.len();
            let told = Told {
                meeting,
                file: "interno/informe-presentado.docx".to_owned(),
                against: Some("informe".to_owned()),
                found,
            };
            (as_json(&told), Some(n))
        }
        Err(why) => (json!({"version": 1, "sin_comparar": why}), None),
    }
}

fn as_json(told: &Told) -> Value {
    let found = &told.found;
    let comments = found.comments.iter();
    let comments =
        comments.map(|c| json!({"autor": c.author, "texto": c.text, "parrafo": c.about}));
    let tracked = found.tracked.iter().map(|t| {
        let deed = match t.deed {
            Deed::Insert => "insercion",
            Deed::Delete => "eliminacion",
        };
        json!({"autor": t.author, "tipo": deed, "texto": t.text})
    });
    json!({
        "version": 1,
        "reunion": told.meeting,
        "archivo": told.file,
        "comparado_con": told.against,
        "coincidencia": f64::from(found.kept) / 1_000.0,
        "cambios": found.changes.iter().map(change).collect::<Vec<Value>>(),
        "comentarios": comments.collect::<Vec<Value>>(),
        "control_de_cambios": tracked.collect::<Vec<Value>>(),
    })
}

fn change(change: &Change) -> Value {
    let mut value = match &change.what {
        What::Paragraph { before, after } => {
            let mut value = json!({"tipo": "parrafo", "antes": before, "ahora": after});
            if let (Some(before), Some(after)) = (before, after) {
                let all = differences::numbers(before, after);
                let all = all.iter().map(|(a, b)| json!({"antes": a, "ahora": b}));
                value["numeros"] = all.collect();
            }
            value
        }
        What::Moved(text) => json!({"tipo": "parrafo-movido", "texto": text}),
        What::Cell {
            table,
            row,
            column,
            before,
            after,
        } => json!({
            "tipo": "celda", "tabla": table, "fila": row, "columna": column,
            "antes": before, "ahora": after,
        }),
        What::Row {
            table,
            before,
            after,
        } => json!({"tipo": "fila", "tabla": table, "antes": before, "ahora": after}),
        What::Table {
            table,
            before,
            after,
        } => {
            json!({"tipo": "tabla", "tabla": table, "filas_antes": before, "filas_ahora": after})
        }
        What::Note { before, after } => json!({"tipo": "nota", "antes": before, "ahora": after}),
        What::Picture { before, after } => {
            json!({"tipo": "imagen", "antes": before, "ahora": after})
        }
    };
    value["bajo"] = json!(change.place);
    value
}
