//! What a file is, by its contents and never by its name.

use super::container::Container;
use super::parts;
use super::trouble::Trouble;

/// A file that may be read.
#[derive(Debug)]
pub(super) enum Kind {
    /// A workbook of Excel, with the parts of its zip already looked at.
    Xlsx {
        /// Whether it carries macros.
        macros: Macros,
    },
    /// A workbook of LibreOffice.
    Ods {
        /// Whether it carries macros.
        macros: Macros,
    },
}

/// Whether a workbook carries macros; they are never run nor read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Macros {
    /// None.
    Absent,
    /// There are.
    Present,
}

const ZIP: &[u8] = b"PK\x03\x04";
const EMPTY_ZIP: &[u8] = b"PK\x05\x06";
/// First record of the workbooks that Excel wrote before it put them in a compound file.
const BIFF: [&[u8]; 3] = [
    b"\x09\x00\x04\x00",
    b"\x09\x02\x06\x00",
    b"\x09\x04\x06\x00",
];
const COMPOUND: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

/// What the bytes are, or why they are not read.
pub(super) fn sniff(bytes: &[u8]) -> Result<Kind, Trouble> {
    if bytes.is_empty() {
        return Err(Trouble::empty());
    }
    if bytes.starts_with(ZIP) || bytes.starts_with(EMPTY_ZIP) {
        return in_zip(bytes);
    }
    if bytes.starts_with(COMPOUND) {
        return Err(in_compound(bytes));
    }
    if BIFF.iter().any(|start| bytes.starts_with(start)) {
        return Err(Trouble::old_format(
            "un libro de Excel 4.0 o anterior (.xls)",
        ));
    }
    Err(Trouble::foreign(foreign(bytes)))
}

fn in_zip(bytes: &[u8]) -> Result<Kind, Trouble> {
    let mut container = Container::open(bytes)?;
    if container.has("xl/workbook.bin") {
        return Err(Trouble::old_format("un libro binario de Excel (.xlsb)"));
    }
    if container.has("xl/workbook.xml") {
        parts::check(&mut container)?;
        let macros = match container.has("xl/vbaProject.bin") {
            true => Macros::Present,
            false => Macros::Absent,
        };
        return Ok(Kind::Xlsx { macros });
    }
    if container.starts(
        "mimetype",
        b"application/vnd.oasis.opendocument.spreadsheet",
    ) {
        if container.mentions("META-INF/manifest.xml", "encryption-data") {
            return Err(Trouble::password());
        }
        let mut parts = container.listed().into_iter();
        let macros = parts.any(|(n, _)| n.starts_with("basic/") || n.starts_with("scripts/"));
        let macros = match macros {
            true => Macros::Present,
            false => Macros::Absent,
        };
        return Ok(Kind::Ods { macros });
    }
    Err(other_zip(&container))
}

fn other_zip(container: &Container<'_>) -> Trouble {
    if let Some(inner) = container.name_ending(&[".xlsx", ".xlsm"]) {
        return Trouble::new(
            104,
            "archivo ZIP",
            format!("El archivo es un ZIP que contiene “{inner}”."),
            "Extraiga el libro del ZIP y colóquelo en la carpeta.",
        );
    }
    if container.has("word/document.xml") {
        return Trouble::foreign("un documento de Word");
    }
    if container.has("index/document.iwa") || container.has("index.zip") {
        return Trouble::old_format("un libro de Numbers (.numbers)");
    }
    if container.has("ppt/presentation.xml") {
        return Trouble::foreign("una presentación de PowerPoint");
    }
    Trouble::foreign("un archivo ZIP")
}

fn in_compound(bytes: &[u8]) -> Trouble {
    if contains_utf16(bytes, "EncryptedPackage") {
        Trouble::password()
    } else if contains_utf16(bytes, "Workbook") || contains_utf16(bytes, "Book") {
        Trouble::old_format("un libro de Excel 97-2003 (.xls)")
    } else if contains_utf16(bytes, "WordDocument") {
        Trouble::foreign("un documento de Word 97-2003")
    } else {
        Trouble::foreign("un archivo de otro programa de Office")
    }
}

fn contains_utf16(bytes: &[u8], name: &str) -> bool {
    let wanted: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
    bytes.windows(wanted.len()).any(|window| window == wanted)
}

/// 7z, RAR and gzip.
const COMPRESSED: [&[u8]; 3] = [b"7z\xBC\xAF\x27\x1C", b"Rar!", b"\x1F\x8B"];

fn foreign(bytes: &[u8]) -> &'static str {
    let head = &bytes[..bytes.len().min(4096)];
    let text = String::from_utf8_lossy(head).to_lowercase();
    let text = text.trim_start_matches('\u{feff}').trim_start();
    if head.starts_with(b"%PDF") {
        "un documento PDF"
    } else if text.contains("urn:schemas-microsoft-com:office:spreadsheet") {
        "una hoja de cálculo XML 2003"
    } else if text.contains("<office:document ") {
        "un documento XML de LibreOffice (.fods)"
    } else if text.starts_with("mime-version:") {
        "una página web de un solo archivo (.mht)"
    } else if text.starts_with('{') && text.contains("docs.google.com") {
        "un acceso directo a Google Drive, sin la información"
    } else if text.starts_with("[internetshortcut]")
        || head.starts_with(b"\x4C\x00\x00\x00\x01\x14")
    {
        "un acceso directo, sin la información"
    } else if COMPRESSED.iter().any(|start| head.starts_with(start)) {
        "un archivo comprimido"
    } else if text.starts_with("<!doctype html")
        || text.contains("<html")
        || text.contains("<table")
    {
        "una página web"
    } else if head.starts_with(b"\x89PNG") || head.starts_with(b"\xFF\xD8\xFF") {
        "una imagen"
    } else if text.starts_with("{\\rtf") {
        "un documento RTF"
    } else if is_text(head) && text.lines().take(3).any(|l| l.contains([',', ';', '\t'])) {
        "un texto separado por comas (CSV)"
    } else if is_text(head) {
        "un archivo de texto"
    } else {
        "un archivo de otro tipo"
    }
}

fn is_text(head: &[u8]) -> bool {
    !head.iter().any(|&b| b < 9 || (b > 13 && b < 32 && b != 27))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_foreign_file_is_named() {
        let cases: [(&[u8], &str); 6] = [
            (b"%PDF-1.7 ...", "PDF"),
            (b"<html><body><table></table></body></html>", "web"),
            (b"a,b,c\n1,2,3\n", "CSV"),
            (b"\x89PNG\r\n", "imagen"),
            (b"hola", "texto"),
            (b"\x00\x01\x02\x03", "otro tipo"),
        ];
        for (bytes, word) in cases {
            assert!(foreign(bytes).contains(word), "{word}: {}", foreign(bytes));
        }
    }

    #[test]
    fn a_compound_file_tells_password_from_old_format() {
        let with = |name: &str| {
            let mut bytes = COMPOUND.to_vec();
            bytes.extend(name.encode_utf16().flat_map(u16::to_le_bytes));
            bytes
        };
        assert_eq!(
            sniff(&with("EncryptedPackage")).unwrap_err(),
            Trouble::password()
        );
        let old = Trouble::old_format("un libro de Excel 97-2003 (.xls)");
        assert_eq!(sniff(&with("Workbook")).unwrap_err(), old);
    }

    #[test]
    fn nothing_is_an_empty_file() {
        assert_eq!(sniff(b"").unwrap_err(), Trouble::empty());
    }
}
