//! `relator diferencias`: what people changed in a Word file against the generated one. Writes
//! nothing.

mod text;

use super::super::args::Diferencias;
use super::super::context::{Context, Reader, read_named};
use super::super::exit::{Exit, Failure};
use super::super::fence::fence;
use super::super::out::Out;
use super::super::record::{PDF, WORD};
use crate::catalog::Catalog;
use crate::diagnostics::Error;
use crate::diagnostics::show::counted;
use crate::domain::names;
use crate::pipeline;
use crate::pipeline::differences::{self, Change, Content, Deed, Differences, Paper, What};
use serde_json::{Value, json};
use std::collections::BTreeMap;
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
    let folder = context.output.join(names::meeting(meeting));
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
    let bytes = read_named(path)?;
    Content::read(&bytes).map_err(|why| {
        Failure::Usage(format!(
            "«{shown}» no se puede leer como documento de Word (.docx): {why}"
        ))
    })
}

/// A comparison for the record.
pub(super) struct Recorded {
    /// Everything that differs.
    pub json: Value,
    /// The same in a line.
    pub told: String,
}

impl Recorded {
    fn not_compared(why: &str) -> Self {
        Self {
            json: json!({"version": 1, "sin_comparar": why}),
            told: format!("no se pudo comparar: {why}"),
        }
    }

    fn of(told: &Told) -> Self {
        Self {
            json: as_json(told),
            told: text::summary(&told.found.changes),
        }
    }
}

/// How the Word file of a version differs from the generated one, which is the final informe: that
/// the edited one was not final yet, as one of the `legends` says at its foot, is no difference.
pub(super) fn recorded(
    meeting: u8,
    (generated, edited): (&[u8], &[u8]),
    legends: &[String],
) -> Recorded {
    let both = Content::read(generated).and_then(|g| Ok((g, Content::read(edited)?)));
    let (generated, edited) = match both {
        Ok((generated, edited)) => (
            generated.whatever_stage(legends),
            edited.whatever_stage(legends),
        ),
        Err(why) => return Recorded::not_compared(&why),
    };
    Recorded::of(&Told {
        meeting,
        file: WORD.to_owned(),
        against: Some("informe".to_owned()),
        found: differences::compare(&generated, edited),
    })
}

/// The same for the PDF that was presented: its words beside those of the generated documents.
pub(super) fn recorded_pdf(
    meeting: u8,
    (docx, pdf): (&[u8], &[u8]),
    presented: &[u8],
    style: &BTreeMap<String, Vec<u8>>,
) -> Recorded {
    let read = Content::read(docx).and_then(|content| {
        let generated = Paper::read(pdf, style)?;
        Ok((content, generated, Paper::read(presented, style)?))
    });
    let (content, generated, paper) = match read {
        Ok(read) => read,
        Err(why) => return Recorded::not_compared(&why),
    };
    if paper.words.is_empty() {
        return Recorded::not_compared(
            "el PDF no tiene texto, es la imagen de un papel; compárelo a la vista",
        );
    }
    let mut recorded = Recorded::of(&Told {
        meeting,
        file: PDF.to_owned(),
        against: Some("informe".to_owned()),
        found: differences::compare_paper(&content, &generated, &paper),
    });
    if paper.without_words > 0 {
        let pages = counted(paper.without_words, "página", "páginas");
        recorded.json["paginas_sin_texto"] = json!(paper.without_words);
        recorded.told.push_str(&format!(
            " {pages} sin texto quedaron sin comparar: véalas a la vista."
        ));
    }
    recorded
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
        What::Replaced(words) => json!({"tipo": "imagen-sustituida", "texto": words}),
        What::Margin { before, after } => {
            json!({"tipo": "encabezado-o-pie", "antes": before, "ahora": after})
        }
        What::Picture { before, after } => {
            json!({"tipo": "imagen", "antes": before, "ahora": after})
        }
    };
    value["bajo"] = json!(change.place);
    value
}
