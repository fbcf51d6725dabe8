//! What goes over the pipes: a number of bytes (four bytes, the lowest first), then those bytes.
//! A request is the name of a file and its bytes, so that the reader needs no access to files.

use std::io::{self, ErrorKind, Read, Write};

/// Bytes of a file's name.
const MAX_NAME: u64 = 64 * 1024;
/// Bytes of a file; [`super::super::file`] reads none that is larger.
const MAX_FILE: u64 = 32 * 1024 * 1024;
/// Bytes of an answer: the most that [`super::super::budget`] lets a workbook keep, and what goes
/// with it.
const MAX_ANSWER: u64 = 64 * 1024 * 1024;

/// Sends a file to be read.
pub(super) fn put_request(to: &mut impl Write, file: &str, bytes: &[u8]) -> io::Result<()> {
    put(to, file.as_bytes())?;
    put(to, bytes)?;
    to.flush()
}

/// The next file to be read; none when there are no more.
pub(super) fn get_request(from: &mut impl Read) -> io::Result<Option<(String, Vec<u8>)>> {
    let Some(name) = get(from, MAX_NAME)? else {
        return Ok(None);
    };
    let name = String::from_utf8(name).map_err(|_| ErrorKind::InvalidData)?;
    let bytes = get(from, MAX_FILE)?.ok_or(ErrorKind::UnexpectedEof)?;
    Ok(Some((name, bytes)))
}

/// Sends what was read.
pub(super) fn put_answer(to: &mut impl Write, answer: &[u8]) -> io::Result<()> {
    put(to, answer)?;
    to.flush()
}

/// What was read.
pub(super) fn get_answer(from: &mut impl Read) -> io::Result<Vec<u8>> {
    Ok(get(from, MAX_ANSWER)?.ok_or(ErrorKind::UnexpectedEof)?)
}

fn put(to: &mut impl Write, bytes: &[u8]) -> io::Result<()> {
    let length = u32::try_from(bytes.len()).map_err(|_| ErrorKind::InvalidInput)?;
    to.write_all(&length.to_le_bytes())?;
    to.write_all(bytes)
}

/// None at the end of the pipe. What is longer than announced, or than may be, is an error.
fn get(from: &mut impl Read, limit: u64) -> io::Result<Option<Vec<u8>>> {
    let mut length = [0; 4];
    match from.read_exact(&mut length) {
        Err(error) if error.kind() == ErrorKind::UnexpectedEof => return Ok(None),
        read => read?,
    }
    let length = u64::from(u32::from_le_bytes(length));
    if length > limit {
        return Err(ErrorKind::InvalidData.into());
    }
    let mut bytes = Vec::new();
    from.take(length).read_to_end(&mut bytes)?;
    if bytes.len() as u64 == length {
        Ok(Some(bytes))
    } else {
        Err(ErrorKind::UnexpectedEof.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requests_come_out_as_they_went_in_until_the_pipe_ends() {
        let mut pipe = Vec::new();
        put_request(&mut pipe, "inputs/ñ.xlsx", b"PK").unwrap();
        put_request(&mut pipe, "b", b"").unwrap();
        let mut from = pipe.as_slice();
        let first = get_request(&mut from).unwrap();
        assert_eq!(first, Some(("inputs/ñ.xlsx".to_owned(), b"PK".to_vec())));
        let second = get_request(&mut from).unwrap();
        assert_eq!(second, Some(("b".to_owned(), Vec::new())));
        assert_eq!(get_request(&mut from).unwrap(), None);
    }

    #[test]
    fn what_is_cut_short_or_too_long_is_refused() {
        assert!(get_answer(&mut [4, 0, 0, 0, 1, 2].as_slice()).is_err());
        assert!(get_answer(&mut [255, 255, 255, 255, 1].as_slice()).is_err());
        assert!(get_answer(&mut [].as_slice()).is_err());
    }
}
