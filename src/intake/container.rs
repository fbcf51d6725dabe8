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
            if name.split(['/', '\\']).any(|step| step == "..") {
                return Err(Trouble::tampered("partes internas fuera del archivo"));
            }
            let implausible = size > RATIO_FROM && size / packed.max(1) > MAX_RATIO;
            total += size;
            let megabytes = total / (1024 * 1024);
            if implausible {
                let kilobytes = packed.div_ceil(1024);
                let found = format!("{megabytes} MB comprimidos en {kilobytes} KB");
                return Err(Trouble::too_much(
                    found,
                    "hasta 200 veces el tamaño comprimido",
                ));
            }
            if size > MAX_PART || total > MAX_TOTAL {
                let found = format!("{megabytes} MB ya descomprimido");
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

/// How many entries the end of the central directory declares; none when there is no such end, or
/// when the directory does not have as many. Readers differ in which of the two they believe.
fn declared_entries(bytes: &[u8]) -> Option<usize> {
    const END: &[u8] = b"PK\x05\x06";
    let from = bytes.len().saturating_sub(66_000);
    let end = bytes[from..].windows(4).rposition(|w| w == END)? + from;
    let declared = usize::from(u16_at(bytes, end + 10)?);
    let size = [14, 12].map(|field| u16_at(bytes, end + field).map(usize::from));
    let size = (size[0]? << 16) | size[1]?;
    // A directory of the 64-bit kind says its size elsewhere.
    let Some(start) = end.checked_sub(size) else {
        return Some(declared);
    };
    (entries(&bytes[start..end]) == declared).then_some(declared)
}

/// The entries of a central directory, counted.
fn entries(directory: &[u8]) -> usize {
    const ENTRY: &[u8] = b"PK\x01\x02";
    let (mut count, mut at) = (0, 0);
    while directory
        .get(at..)
        .is_some_and(|rest| rest.starts_with(ENTRY))
    {
        let lengths = [28, 30, 32].map(|field| u16_at(directory, at + field).unwrap_or(0));
        at += 46 + lengths.into_iter().map(usize::from).sum::<usize>();
        count += 1;
    }
    count
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    let field = bytes.get(at..at + 2)?;
    Some(u16::from_le_bytes([field[0], field[1]]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn zip(parts: &[(&str, &[u8])]) -> Vec<u8> {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in parts {
            let options = zip::write::SimpleFileOptions::default();
            zip.start_file(*name, options).unwrap();
            std::io::Write::write_all(&mut zip, bytes).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }

    #[test]
    fn a_part_outside_the_file_is_refused() {
        assert!(Container::open(&zip(&[("xl/a..b.xml", b"x"), ("...", b"")])).is_ok());
        for name in ["../x.xml", "xl/../../x.xml", "xl\\..\\x.xml"] {
            assert!(Container::open(&zip(&[(name, b"x")])).is_err(), "{name}");
        }
    }

    #[test]
    fn a_directory_that_counts_wrongly_is_refused() {
        let good = zip(&[("a.xml", b"a"), ("b.xml", b"b")]);
        assert!(Container::open(&good).is_ok());
        for count in [1, 3, 1_001, 65_535_u16] {
            let mut wrong = good.clone();
            let end = wrong.len() - 22;
            wrong[end + 8..end + 10].copy_from_slice(&count.to_le_bytes());
            wrong[end + 10..end + 12].copy_from_slice(&count.to_le_bytes());
            assert!(Container::open(&wrong).is_err(), "{count}");
        }
    }

    /// The zip crate itself shows only one of two parts with one name.
    #[test]
    fn two_parts_with_one_name_are_refused() {
        for names in [["a.xml", "b.xml"], ["a.xml", "B.xml"]] {
            let mut twice = zip(&[(names[0], b"a"), (names[1], b"b")]);
            let other = names[1].as_bytes();
            for at in 0..twice.len() - other.len() {
                if twice[at..].starts_with(other) {
                    twice[at] = if other[0] == b'b' { b'a' } else { b'A' };
                }
            }
            assert!(Container::open(&twice).is_err(), "{names:?}");
        }
    }

    #[test]
    fn a_bomb_is_refused_before_it_is_inflated() {
        let bytes = zip(&[("xl/media/image1.png", &vec![0; 2 * 1024 * 1024])]);
        assert!(bytes.len() < 10_000);
        assert!(Container::open(&bytes).is_err());
    }
}
