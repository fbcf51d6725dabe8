//! `relator leer-libro`, not for people: this program, started by itself to read workbooks behind
//! a fence. Requests come on standard input, answers go to standard output.

use super::super::exit::{Exit, Failure};
use crate::diagnostics::Error;
use crate::intake;
use std::io::{self, IsTerminal};
use std::path::Path;

/// Runs the command.
pub fn run() -> Result<Exit, Failure> {
    if io::stdin().is_terminal() {
        let text = "«leer-libro» es de uso interno; para revisar libros: relator validar";
        return Err(Failure::Usage(text.to_owned()));
    }
    intake::serve(io::stdin().lock(), io::stdout().lock())
        .map_err(Error::io("leer", Path::new("la entrada estándar")))?;
    Ok(Exit::Done)
}
