//! The zip of a workbook, looked at before anything is inflated: how many parts, and how
//! large they say they are.

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
            if name.split(['/', '\\']).any(|part| part == "..") {
                return Err(Trouble::tampered("partes internas fuera de su lugar"));
            }
            if entry.encrypted() {
                return Err(Trouble::password());
            }
            let implausible = size > RATIO_FROM && size / packed.max(1) > MAX_RATIO;
            total += size;
            let megabytes = total / (1024 * 1024);
            if implausible {
                let kilobytes = packed.div_ceil(1024);
                let found = format!("{megabytes} MB que ocupan {kilobytes} KB en el archivo");
                return Err(Trouble::too_much(found, "sin contenido repetido en exceso"));
            }
            if size > MAX_PART || total > MAX_TOTAL {
                let found = format!("{megabytes} MB al descomprimir");
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

    /// The first part whose name ends in one of these, as it is written in the file.
    pub(super) fn name_ending(&self, ends: &[&str]) -> Option<String> {
        let ends_so = |name: &str| ends.iter().any(|end| name.to_lowercase().ends_with(end));
        let mut names = self.archive.file_names().flatten();
        names
            .find(|name| ends_so(name))
            .map(|name| name.to_string())
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

    /// Name in lower case and declared size of every part.
    pub(super) fn listed(&self) -> Vec<(String, u64)> {
        let parts = self.parts.iter();
        parts
            .map(|(name, (_, size))| (name.clone(), *size))
            .collect()
    }
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
