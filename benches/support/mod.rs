//! What several benches measure against.

use std::fs;
use std::io::{BufReader, Cursor};
use std::path::PathBuf;

/// The least that any reader does: unzips workbooks and scans every part of their XML; gives back how many bytes that was.
pub fn scan(files: &[PathBuf]) -> usize {
    let mut bytes = 0;
    for file in files {
        let file = fs::read(file).expect("a file");
        let mut archive = zip::ZipArchive::new(Cursor::new(file)).expect("a zip");
        for index in 0..archive.len() {
            let part = archive.by_index(index).expect("a part");
            bytes += part.size() as usize;
            let mut reader = quick_xml::Reader::from_reader(BufReader::new(part));
            let mut buffer = Vec::new();
            while reader.read_event_into(&mut buffer).expect("good XML")
                != quick_xml::events::Event::Eof
            {
                buffer.clear();
            }
        }
    }
    bytes
}
