//! A mail draft (RFC 5322, MIME): whoever opens it sees a message that was not sent yet. Same
//! letter, same bytes.

use crate::domain::{Fecha, sha256_hex};
use crate::report::Letter;
use std::fmt::Write;

/// Longest line of encoded text.
const LINE: usize = 76;
/// Bytes that one encoded word of a header holds: 45 become 60 letters.
const WORD: usize = 45;

/// A file that goes with a mail.
#[derive(Debug)]
pub struct Enclosed<'a> {
    /// Its name: ASCII letters, digits, `-` and `.`.
    pub name: String,
    /// Media type.
    pub mime: &'static str,
    /// Its bytes.
    pub bytes: &'a [u8],
}

/// The draft. No address is invented: `to` is that of the catalogue, or the line stays empty; who
/// sends it is known to the program that sends it.
pub fn draft(letter: &Letter, to: Option<&str>, date: Fecha, enclosed: &[Enclosed<'_>]) -> Vec<u8> {
    let mut mail = String::new();
    // Writing to a String cannot fail.
    let _ = write!(
        mail,
        "X-Unsent: 1\r\nDate: {} 12:00:00 -0600\r\nTo: {}\r\nSubject: {}\r\nMIME-Version: 1.0\r\nContent-Language: es-MX\r\n",
        date.format("%a, %d %b %Y"),
        to.filter(|to| is_address(to)).unwrap_or_default(),
        header(&letter.subject),
    );
    if enclosed.is_empty() {
        text(&mut mail, &letter.body);
        return mail.into_bytes();
    }
    let boundary = format!("relator-{}", &sha256_hex(letter.body.as_bytes())[..24]);
    let _ = write!(
        mail,
        "Content-Type: multipart/mixed; boundary=\"{boundary}\"\r\n\r\n--{boundary}\r\n"
    );
    text(&mut mail, &letter.body);
    for file in enclosed {
        let _ = write!(
            mail,
            "--{boundary}\r\nContent-Type: {}; name=\"{name}\"\r\nContent-Disposition: attachment; filename=\"{name}\"\r\nContent-Transfer-Encoding: base64\r\n\r\n",
            file.mime,
            name = file.name,
        );
        lines(&mut mail, file.bytes);
    }
    let _ = write!(mail, "--{boundary}--\r\n");
    mail.into_bytes()
}

/// An address that can stand in a header as it is.
fn is_address(text: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || "@._+-".contains(c);
    text.split('@').filter(|part| !part.is_empty()).count() == 2
        && text.matches('@').count() == 1
        && text.chars().all(plain)
}

fn text(mail: &mut String, body: &str) {
    mail.push_str(
        "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n",
    );
    let body = body.replace("\r\n", "\n").replace('\n', "\r\n");
    lines(mail, body.as_bytes());
}

/// A text as encoded words (RFC 2047), one a line, no letter split between two.
fn header(text: &str) -> String {
    let text: String = text
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    let mut words: Vec<String> = vec![String::new()];
    for c in text.chars() {
        match words.last_mut() {
            Some(word) if word.len() + c.len_utf8() <= WORD => word.push(c),
            Some(_) | None => words.push(c.to_string()),
        }
    }
    let words = words
        .iter()
        .map(|word| format!("=?utf-8?B?{}?=", base64(word.as_bytes())));
    words.collect::<Vec<_>>().join("\r\n ")
}

fn lines(mail: &mut String, bytes: &[u8]) {
    // 57 bytes become 76 letters.
    for line in bytes.chunks(LINE / 4 * 3) {
        mail.push_str(&base64(line));
        mail.push_str("\r\n");
    }
}

fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let at = |i: usize| u32::from(chunk.get(i).copied().unwrap_or_default());
        let bits = at(0) << 16 | at(1) << 8 | at(2);
        for place in 0..4 {
            let letter = LETTERS[(bits >> (18 - 6 * place) & 63) as usize];
            let used = place <= chunk.len();
            text.push(if used { char::from(letter) } else { '=' });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_written_in_base64() {
        let examples = [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foobar", "Zm9vYmFy"),
        ];
        for (bytes, text) in examples {
            assert_eq!(base64(bytes.as_bytes()), text);
        }
    }

    #[test]
    fn a_subject_is_folded_between_letters() {
        let header = header(&"ñ".repeat(60));
        for line in header.split("\r\n ") {
            assert!(line.len() <= LINE, "{line}");
            assert!(line.starts_with("=?utf-8?B?") && line.ends_with("?="));
        }
    }

    #[test]
    fn only_a_plain_address_reaches_a_header() {
        assert!(is_address("enlace@opl.example"));
        for other in ["", "enlace", "a@b@c", "a@b\r\nBcc: x@y", "@", "a b@c"] {
            assert!(!is_address(other), "{other}");
        }
    }
}
