//! A Word file is a zip of parts. Parts are kept by name, and written in one order, with one date.

use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, System, ZipArchive, ZipWriter};

/// Longest part that is read from a letterhead; a real one has a picture of a few megabytes.
const LONGEST_PART: u64 = 64 * 1024 * 1024;

/// All parts together; a zip of a few kilobytes can hold more than any machine has.
const LONGEST: u64 = 4 * LONGEST_PART;

/// How the files begin that hold an encrypted document, or one of Word before 2007.
const COMPOUND: &[u8] = &[0xd0, 0xcf, 0x11, 0xe0];

/// The parts of a Word file, by name in the zip (`word/document.xml`).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Package {
    /// Content of each part.
    pub parts: BTreeMap<String, Vec<u8>>,
}

impl Package {
    /// Reads a zip; says in Spanish why it is not one.
    pub fn read(bytes: &[u8]) -> Result<Self, String> {
        // What the reader of zips says of it is in English, and of no help to who wrote the file.
        let damaged = |_| "no es un archivo de Word, o está dañado o incompleto".to_owned();
        if bytes.starts_with(COMPOUND) {
            let why = "está protegido con contraseña, o es de un Word anterior a 2007 (.doc)";
            return Err(why.to_owned());
        }
        let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
        let mut parts = BTreeMap::new();
        let mut length = 0;
        for index in 0..archive.len() {
            let file = archive.by_index(index).map_err(damaged)?;
            if file.is_dir() {
                continue;
            }
            let name = file.name().map_err(damaged)?.into_owned();
            let mut content = Vec::new();
            file.take(LONGEST_PART + 1)
                .read_to_end(&mut content)
                .map_err(|_| format!("la parte {name} está dañada"))?;
            if content.len() as u64 > LONGEST_PART {
                return Err(format!("la parte {name} es demasiado grande"));
            }
            length += content.len() as u64;
            if length > LONGEST {
                return Err("sus partes son demasiado grandes en conjunto".to_owned());
            }
            parts.insert(name, content);
        }
        Ok(Self { parts })
    }

    /// The zip: the content types and the first relationships in front, then by name; the date is
    /// always that of the zip format's first day.
    pub fn to_bytes(&self) -> Result<Vec<u8>, String> {
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .compression_level(Some(6))
            .last_modified_time(DateTime::default())
            // Said alike on every system, so that the bytes do not tell where they were made.
            .system(System::Unix)
            .unix_permissions(0o644);
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        const FIRST: [&str; 2] = ["[Content_Types].xml", "_rels/.rels"];
        let first = FIRST.iter().filter_map(|n| self.parts.get_key_value(*n));
        let rest = self
            .parts
            .iter()
            .filter(|(name, _)| !FIRST.contains(&name.as_str()));
        for (name, content) in first.chain(rest) {
            zip.start_file(name.as_str(), options)
                .map_err(|e| e.to_string())?;
            zip.write_all(content).map_err(|e| e.to_string())?;
        }
        let cursor = zip.finish().map_err(|e| e.to_string())?;
        Ok(cursor.into_inner())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Package {
        let names = ["word/document.xml", "[Content_Types].xml", "_rels/.rels"];
        let parts = names.map(|n| (n.to_owned(), n.as_bytes().to_vec()));
        Package {
            parts: parts.into_iter().collect(),
        }
    }

    #[test]
    fn a_package_reads_back_as_itself_and_starts_with_its_content_types() {
        let bytes = sample().to_bytes().unwrap();
        assert_eq!(Package::read(&bytes), Ok(sample()));
        let archive = ZipArchive::new(Cursor::new(&bytes)).unwrap();
        let names: Vec<_> = archive.file_names().map(|n| n.unwrap()).collect();
        assert_eq!(
            names,
            ["[Content_Types].xml", "_rels/.rels", "word/document.xml"]
        );
    }

    #[test]
    fn what_is_no_zip_is_refused() {
        assert!(Package::read(b"PK not really").is_err());
        assert!(Package::read(b"").is_err());
        let why = Package::read(&[COMPOUND, &[0; 600]].concat()).unwrap_err();
        assert!(why.contains("contraseña"), "{why}");
    }
}
