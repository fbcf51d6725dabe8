//! The command line: one file per command. Knows everything and decides nothing.
//!
//! Only here are the clock and the environment read.

mod args;
mod commands;
mod context;
mod exit;
mod fence;
mod help;
mod memory;
mod out;
mod program;
mod record;
mod rows;

use crate::diagnostics::Error;
use args::{Color, Command, CommandLine};
use clap::FromArgMatches;
use clap::error::ErrorKind;
use context::Context;
use exit::{Exit, Failure};
use out::Out;
use serde_json::{Value, json};
use std::ffi::OsString;
use std::path::Path;
use std::process::ExitCode;
use std::thread;

/// The main thread of Windows has 1 MiB of stack; templates and workbooks nest deeper.
const STACK_BYTES: usize = 16 * 1024 * 1024;

/// Runs the command line and returns the exit code of the contract.
pub fn run(args: impl Iterator<Item = OsString>) -> ExitCode {
    let args: Vec<OsString> = args.collect();
    // A panic is told in our words at the end, not in English in between.
    std::panic::set_hook(Box::new(|_| {}));
    let worker = thread::Builder::new()
        .stack_size(STACK_BYTES)
        .spawn(move || command_line(args));
    let exit = match worker.map(thread::JoinHandle::join) {
        Ok(Ok(exit)) => exit,
        Ok(Err(_)) | Err(_) => {
            let error = Error::Internal("el programa se interrumpió".to_owned());
            Out::new(Color::Auto).tell(&format!("error: {error}\n"));
            Exit::Surroundings
        }
    };
    exit.into()
}

fn command_line(args: Vec<OsString>) -> Exit {
    let args = help::asked_in_words(args);
    let parsed = help::command()
        .try_get_matches_from(&args)
        .and_then(|matches| CommandLine::from_arg_matches(&matches));
    let line = match parsed {
        Ok(line) => line,
        Err(error) => return not_a_command(&error, &args),
    };
    let mut out = Out::new(line.global.color);
    if line.global.q || line.global.json {
        out.without_progress();
    }
    let exit = match dispatch(&line, &mut out) {
        Ok(exit) => exit,
        Err(failure) => tell_failure(&failure, &line, &mut out),
    };
    match out.failure() {
        None => exit,
        Some(error) => {
            let place = Path::new("la salida estándar");
            let error = Error::io("escribir en", place)(error.kind().into());
            out.tell(&format!("error: {error}\n"));
            exit.max(Exit::Surroundings)
        }
    }
}

fn dispatch(line: &CommandLine, out: &mut Out) -> Result<Exit, Failure> {
    let context = || Context::new(&line.global);
    match &line.command {
        Command::Generar(args) => commands::generar::run(args, &context()?, out),
        Command::Validar(args) => commands::validar::run(args, &context()?, out),
        Command::Estado(args) => commands::estado::run(args, &context()?, out),
        Command::Formatos(args) => commands::formatos::run(args, &context()?, out),
        Command::Origen(args) => commands::origen::run(args, &context()?, out),
        Command::Diferencias(args) => commands::diferencias::run(args, &context()?, out),
        Command::Archivar(args) => commands::archivar::run(args, &line.global, &context()?, out),
        Command::Verificar(args) => commands::verificar::run(args, &context()?, out),
        Command::Cotejar(args) => commands::cotejar::run(args, &context()?, out),
        Command::Exportar(args) => commands::exportar::run(args, &context()?, out),
        Command::Reproducir(args) => commands::reproducir::run(args, &context()?, out),
        Command::Esquema => commands::esquema::run(&line.global, out),
        Command::Explicar(args) => commands::explicar::run(args, &line.global, out),
        Command::Diagnosticar => commands::diagnosticar::run(&context()?, out),
        Command::Iniciar(args) => commands::iniciar::run(args, &line.global, out),
        Command::Completar(args) => Ok(commands::completar::run(args, out)),
        Command::LeerLibro => commands::leer_libro::run(),
    }
}

/// Help and version go to standard output; everything else is a wrong command line.
fn not_a_command(error: &clap::Error, args: &[OsString]) -> Exit {
    let mut out = Out::new(Color::Auto);
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            out.print(&error.render().ansi().to_string());
            Exit::Done
        }
        _ => {
            let sentence = help::explain(error);
            let see = help::see(args);
            out.tell(&format!(
                "error: {sentence}\n\nPara ver las opciones: {see}\n"
            ));
            if args.iter().any(|arg| arg == "--json") {
                out.json(&failed(&sentence));
            }
            Exit::Usage
        }
    }
}

/// Says why nothing more could be done; with `--json` also on standard output, as JSON.
fn tell_failure(failure: &Failure, line: &CommandLine, out: &mut Out) -> Exit {
    let text = context::describe(failure);
    out.progress("");
    out.tell(&text);
    if line.global.json {
        out.json(&failed(&text));
    }
    failure.exit()
}

fn failed(text: &str) -> Value {
    let plain = anstream::adapter::strip_str(text).to_string();
    let plain = plain.trim();
    json!({"version": 1, "error": plain.strip_prefix("error: ").unwrap_or(plain)})
}
