//! Makes `templates/estilo/membrete.docx` from the parts beside this file, byte for byte.
//!
//! `cargo run --release --example membrete`; a test fails while the two differ.

use relator::render::docx::Package;
use std::path::Path;

/// The parts, by name in the Word file.
const PARTS: &[(&str, &str)] = &[
    (
        "[Content_Types].xml",
        include_str!("partes/[Content_Types].xml"),
    ),
    ("_rels/.rels", include_str!("partes/_rels/.rels")),
    (
        "docProps/core.xml",
        include_str!("partes/docProps/core.xml"),
    ),
    (
        "word/_rels/document.xml.rels",
        include_str!("partes/word/_rels/document.xml.rels"),
    ),
    (
        "word/document.xml",
        include_str!("partes/word/document.xml"),
    ),
    (
        "word/fontTable.xml",
        include_str!("partes/word/fontTable.xml"),
    ),
    ("word/footer1.xml", include_str!("partes/word/footer1.xml")),
    ("word/footer2.xml", include_str!("partes/word/footer2.xml")),
    (
        "word/footnotes.xml",
        include_str!("partes/word/footnotes.xml"),
    ),
    ("word/header1.xml", include_str!("partes/word/header1.xml")),
    ("word/header2.xml", include_str!("partes/word/header2.xml")),
    (
        "word/settings.xml",
        include_str!("partes/word/settings.xml"),
    ),
    ("word/styles.xml", include_str!("partes/word/styles.xml")),
    (
        "word/theme/theme1.xml",
        include_str!("partes/word/theme/theme1.xml"),
    ),
];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("templates")
        .join("estilo")
        .join("membrete.docx");
    std::fs::write(&file, letterhead()?)?;
    println!("{}", file.display());
    Ok(())
}

fn letterhead() -> Result<Vec<u8>, String> {
    let parts = PARTS
        .iter()
        // A checkout on Windows may have turned the line ends.
        .map(|(name, text)| ((*name).to_owned(), text.replace("\r\n", "\n").into_bytes()));
    Package {
        parts: parts.collect(),
    }
    .to_bytes()
}
