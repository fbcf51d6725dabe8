//! `relator leer-libro`, not for people: this program, started by itself to read workbooks behind
//! a fence. Requests come on standard input, answers go to standard output.

use super::super::exit::{Exit, Failure};
use crate::diagnostics::Error;
use crate::intake::{self, Fence};
use std::io::{self, IsTerminal};
use std::path::Path;

/// The name of the command.
const NAME: &str = "leer-libro";

/// The fence around reading: processes of this very program, started when the first workbook is
/// read and ended with the value.
pub fn fence() -> Result<Fence, Error> {
    let program = std::env::current_exe().map_err(Error::io("ubicar", Path::new("relator")))?;
    Ok(Fence::of(program, &[NAME]))
}

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
