//! Who reads the workbooks for the commands.

use crate::diagnostics::Error;
use crate::intake::Fence;
use std::path::Path;

/// The command that this program gives itself ([`leer_libro`](super::commands::leer_libro)).
const READER: &str = "leer-libro";

/// The fence around reading: processes of this very program, started when the first workbook is
/// read and ended with the value.
pub fn fence() -> Result<Fence, Error> {
    let program = std::env::current_exe().map_err(Error::io("ubicar", Path::new("relator")))?;
    Ok(Fence::of(program, &[READER]))
}
