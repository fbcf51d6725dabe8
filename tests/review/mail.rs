//! A reminder as its reader's mail program takes it apart.

use regex::Regex;
use std::fs;
use std::path::Path;

/// A mail taken apart.
pub struct Mail {
    /// Everything, as it stands.
    pub head: String,
    /// The decoded parts.
    pub parts: Vec<String>,
}

impl Mail {
    pub fn open(path: &Path) -> Self {
        let text = fs::read_to_string(path).unwrap();
        assert!(text.is_ascii(), "a mail is seven bits wide");
        assert!(text.lines().all(|line| line.len() <= 998));
        assert_eq!(text.matches('\n').count(), text.matches("\r\n").count());
        let encoded = Regex::new(r"Content-Transfer-Encoding: base64\r\n\r\n([A-Za-z0-9+/=\r\n]+)");
        let encoded = encoded.unwrap();
        let parts = encoded.captures_iter(&text).map(|c| decoded(&c[1]));
        Self {
            parts: parts.collect(),
            head: text,
        }
    }

    pub fn subject(&self) -> String {
        let line = Regex::new(r"Subject: ((?:.|\r\n )*?)\r\n[A-Z]").unwrap();
        let words = Regex::new(r"=\?utf-8\?B\?([^?]+)\?=").unwrap();
        let subject = line.captures(&self.head).unwrap()[1].to_owned();
        words
            .captures_iter(&subject)
            .map(|c| decoded(&c[1]))
            .collect()
    }
}

fn decoded(text: &str) -> String {
    const LETTERS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut bytes = Vec::new();
    let (mut bits, mut count) = (0_u32, 0);
    for c in text.chars() {
        let Some(value) = LETTERS.find(c) else {
            continue;
        };
        bits = bits << 6 | value as u32;
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push((bits >> count) as u8);
            bits &= (1 << count) - 1;
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
