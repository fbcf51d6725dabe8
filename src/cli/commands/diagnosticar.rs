//! `relator diagnosticar`: a look over the workspace and its letterhead before the work. Writes
//! nothing.

use super::super::context::{Context, Reader};
use super::super::exit::{Exit, Failure};
use super::super::out::Out;
use crate::diagnostics::show::{Detail, clean, full, json as findings_json, pad, width};
use crate::diagnostics::{Error, Finding};
use crate::pipeline::checkup::{self, Check, State};
use serde_json::{Value, json};

/// Runs the command.
pub fn run(context: &Context, out: &mut Out) -> Result<Exit, Failure> {
    out.progress("Revisando la carpeta de trabajo…");
    let checks = match context.catalog() {
        Ok(catalog) => checkup::look(&catalog, &context.inputs, &context.output)?,
        Err(Failure::Error(Error::Catalog(findings))) => vec![checkup::broken(findings)],
        Err(failure) => return Err(failure),
    };
    out.progress("");
    match context.reader {
        Reader::Program => out.json(&as_json(&checks, context)),
        Reader::Person => out.print(&as_text(&checks, context)),
    }
    let bad = checks.iter().any(|check| check.state == State::Bad);
    Ok(if bad { Exit::Surroundings } else { Exit::Done })
}

const fn word(state: State) -> &'static str {
    match state {
        State::Good => "en orden",
        State::Attention => "atención",
        State::Bad => "falla",
    }
}

fn as_json(checks: &[Check], context: &Context) -> Value {
    let all = checks.iter().map(|check| {
        json!({
            "asunto": check.about,
            "estado": word(check.state),
            "detalle": check.seen,
            "ayuda": check.help,
            "inconsistencias": findings_json(0, &check.findings)["inconsistencias"],
        })
    });
    let worst = checks.iter().map(|c| c.state).max();
    json!({
        "version": 1,
        "carpeta": context.workspace.to_string_lossy(),
        "entradas": context.shown(&context.inputs),
        "salida": context.shown(&context.output),
        "estado": word(worst.unwrap_or(State::Good)),
        "revisiones": all.collect::<Vec<Value>>(),
    })
}

fn as_text(checks: &[Check], context: &Context) -> String {
    let mut text = format!(
        "Carpeta de trabajo: {}\nEntradas: {}\nSalida: {}\n\n",
        clean(&context.workspace.to_string_lossy()),
        clean(&context.shown(&context.inputs)),
        clean(&context.shown(&context.output))
    );
    let names = checks.iter().map(|c| width(c.about)).max().unwrap_or(0);
    let states = width(word(State::Good));
    for check in checks {
        let state = pad(word(check.state), states);
        let about = pad(check.about, names);
        text.push_str(&format!("{state}  {about}  {}\n", clean(&check.seen)));
        if !check.help.is_empty() {
            let margin = " ".repeat(states + names + 4);
            text.push_str(&format!("{margin}{}\n", clean(&check.help)));
        }
    }
    let mut findings: Vec<&Finding> = checks.iter().flat_map(|c| &c.findings).collect();
    findings.sort_by_key(|f| &f.at);
    if !findings.is_empty() {
        text.push('\n');
        text.push_str(&full(findings, Detail::Capped, &|_| None));
    }
    let worst = checks.iter().map(|c| c.state).max();
    let end = match worst.unwrap_or(State::Good) {
        State::Good => "Todo está en orden.",
        State::Attention => "Se puede trabajar; conviene ver lo que pide atención.",
        State::Bad => "Algo impide trabajar; corrija lo que dice «falla».",
    };
    text.push_str(&format!("\n{end}\n"));
    text
}
