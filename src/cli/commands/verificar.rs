//! `relator verificar`: whether anything in the record is not as it was integrated.

use super::super::args::Verificar;
use super::super::context::{Context, Reader};
use super::super::exit::{Exit, Failure};
use super::super::out::Out;
use super::super::record::{day, printed};
use crate::diagnostics::show::{counted, full, grouped, json};
use crate::domain::names;
use crate::record::{Depth, Verified};
use serde_json::{Value, json};

/// Runs the command.
pub fn run(args: &Verificar, context: &Context, out: &mut Out) -> Result<Exit, Failure> {
    let record = context.record();
    let shown = context.shown(&context.expediente);
    if !record.exists() {
        match context.reader {
            Reader::Program => {
                let mut value = json(0, []);
                value["expediente"] = json!(shown);
                value["existe"] = json!(false);
                out.json(&value);
            }
            Reader::Person => {
                out.print(&format!(
                    "No hay expediente en «{shown}»: nada que comprobar.\n"
                ));
            }
        }
        return Ok(Exit::AnswersNo);
    }
    out.progress("Comprobando el expediente…");
    let depth = if args.rapido {
        Depth::Sizes
    } else {
        Depth::Bytes
    };
    let mut verified = record.verify(depth)?;
    verified.compare(&record, &printed(context));
    out.progress("");
    match context.reader {
        Reader::Program => out.json(&as_json(&verified, &shown)),
        Reader::Person => {
            out.print(&full(
                &verified.findings,
                context.verbosity.detail(),
                &|_| None,
            ));
            out.print(&as_text(&verified, depth, &shown));
        }
    }
    // Unfinished is no damage, and empty is no proof.
    let nothing = verified.entries.is_empty() && verified.findings.is_empty();
    Ok(if verified.is_damaged() || nothing {
        Exit::AnswersNo
    } else {
        Exit::Done
    })
}

fn as_json(verified: &Verified, shown: &str) -> Value {
    let mut value = json(0, verified.findings.iter());
    value["expediente"] = json!(shown);
    value["existe"] = json!(true);
    value["integro"] = json!(!verified.is_damaged() && !verified.entries.is_empty());
    value["cabeza"] = json!(verified.head);
    value["integraciones"] = json!(verified.entries);
    value["archivos"] = json!(verified.files);
    value["bytes"] = json!(verified.bytes);
    value
}

fn as_text(verified: &Verified, depth: Depth, shown: &str) -> String {
    let of_meetings = verified.entries.iter();
    let versions = of_meetings
        .filter(|e| names::meeting_of(&e.objeto).is_some())
        .count();
    let seen = match depth {
        Depth::Bytes => "se leyeron",
        Depth::Sizes => "se miraron el nombre y el tamaño de",
    };
    let sums = format!(
        "{}, {} del registro; {seen} {} ({} bytes)",
        counted(versions, "versión integrada", "versiones integradas"),
        counted(verified.entries.len(), "renglón", "renglones"),
        counted(verified.files, "archivo", "archivos"),
        grouped(verified.bytes)
    );
    let Some(last) = verified.entries.last() else {
        let verdict = if verified.is_damaged() {
            "El expediente no está como se integró."
        } else {
            "Todavía no se ha integrado nada: nada que comprobar."
        };
        return format!("Expediente: {shown}\n{verdict}\n");
    };
    let until = format!("hasta el renglón {}, del {}", last.numero, day(&last.fecha));
    let verdict = match (verified.is_damaged(), depth) {
        (true, _) => "El expediente no está como se integró.".to_owned(),
        (false, Depth::Bytes) => {
            format!("Lo que anota el registro está completo y sin cambios {until}.")
        }
        (false, Depth::Sizes) => format!(
            "Sin diferencias a primera vista {until}; «relator verificar» lee además cada byte."
        ),
    };
    let (head, line) = (&verified.head, last.numero);
    format!(
        "Expediente: {shown}\n{sums}.\n{verdict}\n\
         Compare el código del registro con el de la última hoja de integridad impresa: si es de un renglón \
         posterior al {line}, o de ese renglón con otro código, se retiró o se escribió de nuevo lo último que se \
         integró. Solo el papel puede decirlo.\n\
         Código del registro:\n{head}\n"
    )
}
