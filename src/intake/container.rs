//! The zip of a workbook, looked at before anything is inflated: how many parts, how large they
//! say they are, and whether their counts can be true. A file of two kilobytes can otherwise ask
//! for a hundred gigabytes.

use super::trouble::Trouble;
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Cursor, Read};
use zip::ZipArchive;

/// Parts of one workbook; the largest seen has 196.
const MAX_ENTRIES: usize = 1_000;
/// Sum of the declared sizes; the largest real one seen is 114 MB.
const MAX_TOTAL: u64 = 200 * 1024 * 1024;
/// Declared size of one part.
const MAX_PART: u64 = 100 * 1024 * 1024;
/// Only a part larger than this has to have a plausible ratio.
const RATIO_FROM: u64 = 1024 * 1024;
/// Inflated bytes for one compressed byte; 140 is the most seen, bombs start at 330.
const MAX_RATIO: u64 = 200;
/// An entry of the shared strings takes at least `<si/>`.
const BYTES_PER_STRING: u64 = 5;
/// How much of a part is read to see what it declares.
const HEAD: u64 = 4_096;

/// The zip of a workbook.
pub(super) struct Container<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// Index and declared size of each part, by its name in lower case.
    parts: BTreeMap<String, (usize, u64)>,
}

impl<'a> Container<'a> {
    /// Opens a zip whose directory keeps the limits.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, Trouble> {
        let declared = declared_entries(bytes).ok_or_else(Trouble::damaged)?;
        if declared > MAX_ENTRIES {
            let found = format!("{declared} partes internas");
            return Err(Trouble::too_much(found, "hasta 1,000 partes internas"));
        }
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Trouble::damaged())?;
        if archive.len() != declared || archive.has_duplicate_names() {
            return Err(Trouble::tampered("partes internas con el mismo nombre"));
        }
        let mut container = Self {
            archive,
            parts: BTreeMap::new(),
        };
        container.survey()?;
        Ok(container)
    }

    fn survey(&mut self) -> Result<(), Trouble> {
        let mut total = 0;
        for index in 0..self.archive.len() {
            let entry = self
                .archive
                .by_index_data(index)
                .map_err(|_| Trouble::damaged())?;
            let name = entry.name().map_err(|_| Trouble::damaged())?.to_lowercase();
            let (size, packed) = (entry.size(), entry.compressed_size());
            if entry.encrypted() {
                return Err(Trouble::password());
            }
            let implausible = size > RATIO_FROM && size / packed.max(1) > MAX_RATIO;
            total += size;
            if size > MAX_PART || total > MAX_TOTAL || implausible {
                let found = format!("{} MB al descomprimir", total / (1024 * 1024));
                return Err(Trouble::too_much(found, "hasta 200 MB descomprimidos"));
            }
            if self.parts.insert(name, (index, size)).is_some() {
                return Err(Trouble::tampered("partes internas con el mismo nombre"));
            }
        }
        if self.archive.has_overlapping_files().unwrap_or(true) {
            return Err(Trouble::tampered("partes internas encimadas"));
        }
        Ok(())
    }

    /// Whether there is a part of that name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.parts.contains_key(&name.to_lowercase())
    }

    /// The first part whose name ends in one of these.
    pub(super) fn names_ending(&self, ends: &[&str]) -> Option<&str> {
        let mut names = self.parts.keys();
        names
            .find(|name| ends.iter().any(|end| name.ends_with(end)))
            .map(String::as_str)
    }

    /// Whether a part starts with these bytes.
    pub(super) fn starts(&mut self, name: &str, with: &[u8]) -> bool {
        self.head(name).is_some_and(|head| head.starts_with(with))
    }

    /// Whether the first kilobytes of a part mention a word.
    pub(super) fn mentions(&mut self, name: &str, word: &str) -> bool {
        self.head(name)
            .is_some_and(|head| String::from_utf8_lossy(&head).contains(word))
    }

    /// A whole part; none when it is missing, damaged or larger than it says.
    pub(super) fn part(&mut self, name: &str) -> Option<Vec<u8>> {
        self.read(name, MAX_PART)
    }

    /// A part as a stream; it ends where the part says it does.
    pub(super) fn stream(&mut self, name: &str) -> Option<impl BufRead> {
        let &(index, size) = self.parts.get(&name.to_lowercase())?;
        let part = self.archive.by_index(index).ok()?;
        Some(BufReader::new(part.take(size)))
    }

    fn head(&mut self, name: &str) -> Option<Vec<u8>> {
        self.read(name, HEAD)
    }

    fn read(&mut self, name: &str, limit: u64) -> Option<Vec<u8>> {
        let &(index, _) = self.parts.get(&name.to_lowercase())?;
        let mut bytes = Vec::new();
        let part = self.archive.by_index(index).ok()?;
        part.take(limit).read_to_end(&mut bytes).ok()?;
        Some(bytes)
    }

    /// Refuses counts that cannot be true, which would make the reader ask for all memory, and
    /// document types, which no program that writes workbooks uses.
    pub(super) fn check_workbook(&mut self) -> Result<(), Trouble> {
        let parts: Vec<(String, u64)> = self
            .parts
            .iter()
            .filter(|(name, _)| name.ends_with(".xml") && name.starts_with("xl"))
            .map(|(name, (_, size))| (name.clone(), *size))
            .collect();
        for (name, size) in parts {
            let head = self.head(&name).ok_or_else(Trouble::damaged)?;
            let head = String::from_utf8_lossy(&head);
            if head.contains("<!DOCTYPE") {
                return Err(Trouble::tampered("entidades XML no permitidas"));
            }
            if !name.ends_with("sharedstrings.xml") {
                continue;
            }
            let strings = declared_strings(&head).ok_or_else(Trouble::damaged)?;
            if strings > size / BYTES_PER_STRING + 1 {
                return Err(Trouble::tampered(format!("{strings} textos declarados")));
            }
        }
        Ok(())
    }
}

/// The largest `uniqueCount` that the head of a table of shared strings declares, whatever the
/// quotes; none when its first element does not end there.
fn declared_strings(head: &str) -> Option<u64> {
    let (_, element) = head.split_once("sst")?;
    element.contains('>').then_some(())?;
    let counts = head.split("uniqueCount").skip(1).map(|after| {
        let value = after.trim_start().trim_start_matches('=').trim_start();
        let digits: String = value
            .trim_start_matches(['"', '\''])
            .chars()
            .take_while(char::is_ascii_digit)
            .collect();
        // Too long for a number is as false as too large.
        let too_long = if digits.is_empty() { 0 } else { u64::MAX };
        digits.parse().unwrap_or(too_long)
    });
    Some(counts.max().unwrap_or(0))
}

/// How many entries the end of the central directory declares.
fn declared_entries(bytes: &[u8]) -> Option<usize> {
    const END: &[u8] = b"PK\x05\x06";
    let from = bytes.len().saturating_sub(66_000);
    let at = bytes[from..].windows(4).rposition(|w| w == END)? + from;
    let field = bytes.get(at + 10..at + 12)?;
    Some(usize::from(u16::from_le_bytes([field[0], field[1]])))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_declared_count_is_read_whatever_its_quotes() {
        let count = declared_strings;
        assert_eq!(count("<sst count='3' uniqueCount = '42'>"), Some(42));
        assert_eq!(
            count("<sst uniqueCount=\"4294967295\">"),
            Some(4_294_967_295)
        );
        let long = "<sst uniqueCount=\"99999999999999999999999\">";
        assert_eq!(count(long), Some(u64::MAX));
        assert_eq!(count("<sst>"), Some(0));
        assert_eq!(count("<!-- a comment that never ends"), None);
    }

    #[test]
    fn a_count_that_cannot_be_true_is_refused() {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let options = zip::write::SimpleFileOptions::default();
        zip.start_file("xl/sharedStrings.xml", options).unwrap();
        std::io::Write::write_all(&mut zip, b"<sst uniqueCount=\"4294967295\"><si/></sst>")
            .unwrap();
        let bytes = zip.finish().unwrap().into_inner();
        let mut container = Container::open(&bytes).unwrap();
        assert!(container.check_workbook().is_err());
    }

    #[test]
    fn a_bomb_is_refused_before_it_is_inflated() {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let options = zip::write::SimpleFileOptions::default();
        zip.start_file("xl/media/image1.png", options).unwrap();
        std::io::Write::write_all(&mut zip, &vec![0; 2 * 1024 * 1024]).unwrap();
        let bytes = zip.finish().unwrap().into_inner();
        assert!(bytes.len() < 10_000);
        assert!(Container::open(&bytes).is_err());
    }
}
