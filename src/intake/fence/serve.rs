//! The side of the fence on which workbooks are parsed.

use super::{limits, pipe, wire};
use crate::diagnostics::Location;
use std::io::{self, Read, Write};

/// Reads the workbooks whose bytes arrive, and answers each with what it holds, until no more
/// arrive. The process takes from itself what this does not need, for the rest of its life.
pub fn serve(mut requests: impl Read, mut answers: impl Write) -> io::Result<()> {
    let level = limits::enter();
    while let Some((file, bytes)) = pipe::get_request(&mut requests)? {
        limits::renew();
        let at = Location::file(file);
        let read = super::super::parse_safely(&at, &bytes);
        drop(bytes);
        let mut answer = vec![level.byte()];
        answer.extend(wire::pack(&read));
        pipe::put_answer(&mut answers, &answer)?;
    }
    Ok(())
}
