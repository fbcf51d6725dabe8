//! `relator formatos`: the blank workbook of each sender for a meeting.

use super::super::args::Formatos;
use super::super::context::{Context, Reader, Verbosity};
use super::super::exit::{Exit, Failure};
use super::super::out::Out;
use super::super::record::understood;
use crate::archive::{Fate, Output, OutputFile};
use crate::catalog::Catalog;
use crate::diagnostics::show::{Detail, full};
use crate::domain::{Institucion, Reunion, names, words};
use crate::workbook;
use serde_json::{Map, Value, json};

/// The blank workbook is the first version; who mends it counts on from there.
const VERSION: u32 = 1;

/// Runs the command.
pub fn run(args: &Formatos, context: &Context, out: &mut Out) -> Result<Exit, Failure> {
    let catalog = context.catalog()?;
    let meeting = context.meeting(&catalog.proceso, args.reunion)?;
    let senders = senders(args, &catalog, meeting)?;
    let output = Output::open(&context.output, context.shown(&context.output))?;
    out.progress("Leyendo los libros…");
    let understood = understood(context, &catalog)?;
    let judged = understood.judged.as_of(meeting.numero);
    out.progress("");
    let mut files = Vec::new();
    for sender in senders {
        files.push(OutputFile {
            name: file_name(meeting, sender),
            bytes: workbook::blank(&catalog, sender, meeting, VERSION, &judged)?,
        });
    }
    let folder = format!("formatos/{}", names::meeting(meeting.numero));
    let others = others(&catalog, meeting, &files);
    let about = Map::from_iter([("reunion".to_owned(), json!(meeting.numero))]);
    let published = output.publish(&folder, &files, &others, about)?;
    let shown = format!("{}/{folder}", context.shown(&context.output));
    let names: Vec<String> = published
        .files
        .iter()
        .map(|(name, fate)| match fate {
            Fate::Written | Fate::Unchanged => format!("{shown}/{name}"),
            Fate::Beside(new) => format!("{shown}/{new}"),
        })
        .collect();
    match context.reader {
        Reader::Program => {
            let files: Vec<Value> = names.iter().map(|n| json!(n)).collect();
            out.json(&json!({"version": 1, "reunion": meeting.numero, "archivos": files}));
        }
        Reader::Person => {
            out.print(&full(&published.findings, Detail::Everything, &|_| None));
            if context.verbosity != Verbosity::Quiet {
                out.print(&heading(meeting, names.len()));
            }
            for name in names {
                out.print(&format!("{name}\n"));
            }
        }
    }
    Ok(Exit::Done)
}

/// What is written, in a line above the names of the files.
fn heading(meeting: &Reunion, count: usize) -> String {
    let books = match count {
        1 => "un libro".to_owned(),
        count => format!("{count} libros"),
    };
    format!(
        "Reunión {}, con corte al {}: {books} para enviar\n",
        meeting.numero,
        meeting.corte.format("%d/%m/%Y")
    )
}

/// The senders that are asked for something, or the one that was named.
fn senders<'a>(
    args: &Formatos,
    catalog: &'a Catalog,
    meeting: &Reunion,
) -> Result<Vec<&'a Institucion>, Failure> {
    let asked = |i: &&Institucion| {
        let sheets = meeting.hojas.get(&i.clase);
        sheets.is_some_and(|sheets| !sheets.is_empty())
    };
    let Some(clave) = &args.remitente else {
        return Ok(catalog.instituciones.iter().filter(asked).collect());
    };
    match catalog.remitente_por_nombre(clave) {
        None => Err(Failure::Usage(format!(
            "no hay remitente con la clave «{clave}»{}",
            nearest(clave, catalog)
        ))),
        Some(sender) if asked(&sender) => Ok(vec![sender]),
        Some(sender) => Err(Failure::Usage(format!(
            "en la reunión {} no se pide información a {}",
            meeting.numero,
            sender.nombre_corto()
        ))),
    }
}

/// The workbooks of the other senders stay when only one was asked for.
fn others(catalog: &Catalog, meeting: &Reunion, files: &[OutputFile]) -> Vec<String> {
    catalog
        .instituciones
        .iter()
        .map(|i| file_name(meeting, i))
        .filter(|name| files.iter().all(|f| f.name != *name))
        .collect()
}

fn nearest(clave: &str, catalog: &Catalog) -> String {
    let claves = catalog.instituciones.iter().map(|i| i.clave.as_str());
    words::nearest(clave, claves).map_or_else(String::new, |known| {
        format!("; quizá quiso decir «{known}»")
    })
}

fn file_name(meeting: &Reunion, sender: &Institucion) -> String {
    let name = names::workbook(meeting.numero, &sender.clave, VERSION);
    format!("{name}.xlsx")
}
