//! Codes of integrity: how a file is known again.

use sha2::{Digest, Sha256, Sha512};
use std::fmt::Write;
use std::io::{self, Read};

/// Bytes of a file that are hashed at a time.
const BLOCK_BYTES: usize = 256 * 1024;

/// The SHA-256 of some bytes in lower-case hexadecimal digits.
pub fn sha256_hex(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// The SHA-512 of some bytes in lower-case hexadecimal digits: the digest of the record, because
/// OCFL asks for it.
pub fn sha512_hex(bytes: &[u8]) -> String {
    hex(&Sha512::digest(bytes))
}

/// The SHA-512 of everything that can be read, and how many bytes that was.
pub fn sha512_of(reader: impl Read) -> io::Result<(String, u64)> {
    digest_of::<Sha512>(reader)
}

/// The SHA-256 of everything that can be read, and how many bytes that was.
pub fn sha256_of(reader: impl Read) -> io::Result<(String, u64)> {
    digest_of::<Sha256>(reader)
}

fn digest_of<D: Digest>(mut reader: impl Read) -> io::Result<(String, u64)> {
    let mut digest = D::new();
    let mut block = vec![0; BLOCK_BYTES];
    let mut length = 0;
    loop {
        match reader.read(&mut block) {
            Ok(0) => return Ok((hex(&digest.finalize()), length)),
            Ok(read) => {
                digest.update(&block[..read]);
                length += read as u64;
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

fn hex(digest: &[u8]) -> String {
    let empty = String::with_capacity(2 * digest.len());
    digest.iter().fold(empty, |mut hex, byte| {
        // Writing to a `String` cannot fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_digest_of_nothing_is_the_published_one() {
        assert_eq!(
            super::sha256_hex(b""),
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
        );
    }
}
