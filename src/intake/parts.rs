//! Parts of a workbook that its reader loads whole, looked at before it does: counts that cannot
//! be true, texts that every style would copy, and document types, which no program that writes
//! workbooks uses. A file of two kilobytes can otherwise ask for all memory.

use super::container::Container;
use super::elements::{attribute, each};
use super::trouble::Trouble;
use quick_xml::events::BytesStart;

/// An entry of the shared strings takes at least `<si/>`.
const BYTES_PER_STRING: u64 = 5;
/// Size of the table of shared strings; a template has some 30 kilobytes.
const MAX_STRINGS: u64 = 48 * 1024 * 1024;
/// Size of each of the other parts that are loaded whole.
const MAX_WHOLE: u64 = 8 * 1024 * 1024;
/// Fonts, fills, borders and formats of one workbook; Excel itself admits 64,000 formats.
const MAX_STYLES: usize = 150_000;
/// Bytes of one attribute of a style; Excel itself admits 255 characters for a format.
const MAX_STYLE_TEXT: usize = 1_024;

/// Refuses what would make the reader ask for all memory. Parts are known by the end of their
/// name, because the file itself says in which folder they are.
pub(super) fn check(container: &mut Container<'_>) -> Result<(), Trouble> {
    for (name, size) in container.listed() {
        let strings = name.ends_with("sharedstrings.xml");
        let styles = name.ends_with("styles.xml");
        let index = name.ends_with("workbook.xml") || name.ends_with(".rels");
        let limit = if strings { MAX_STRINGS } else { MAX_WHOLE };
        if (strings || styles || index) && size > limit {
            let found = format!("{} MB en una parte interna", size / (1024 * 1024));
            let limit = format!("hasta {} MB en esa parte", limit / (1024 * 1024));
            return Err(Trouble::too_much(found, &limit));
        }
        if !name.ends_with(".xml") {
            continue;
        }
        if container.mentions(&name, "<!DOCTYPE") {
            return Err(Trouble::tampered("entidades XML no permitidas"));
        }
        if strings {
            check_strings(container, &name, size)?;
        } else if styles {
            check_styles(container, &name)?;
        }
    }
    Ok(())
}

fn check_strings(container: &mut Container<'_>, name: &str, size: u64) -> Result<(), Trouble> {
    let most = size / BYTES_PER_STRING + 1;
    let text = container.part(name).ok_or_else(Trouble::damaged)?;
    let counts = memchr::memmem::find_iter(&text, "uniqueCount");
    if counts
        .map(|at| number_after(&text[at..]))
        .all(|n| n <= most)
    {
        return Ok(());
    }
    // The word may stand in a text, or a number be written in another way.
    drop(text);
    let mut declared = 0;
    each(container, name, |element| {
        if element.local_name().as_ref() == "sst" {
            declared = declared.max(unique_count(element));
        }
    });
    if declared > most {
        return Err(Trouble::tampered(format!("{declared} textos declarados")));
    }
    Ok(())
}

/// The number behind a word and an equals sign; what is not plainly one is as false as too large.
fn number_after(text: &[u8]) -> u64 {
    let behind = text.iter().skip_while(|c| c.is_ascii_alphabetic());
    let value = behind.skip_while(|c| c.is_ascii_whitespace() || matches!(c, b'=' | b'"' | b'\''));
    let value: Vec<u8> = value.take(20).copied().collect();
    let end = value.iter().position(|c| !c.is_ascii_digit());
    let (digits, rest) = value.split_at(end.unwrap_or(value.len()));
    let plain = rest.first().is_some_and(|c| matches!(c, b'"' | b'\''));
    let number = std::str::from_utf8(digits)
        .ok()
        .and_then(|d| d.parse().ok());
    number.filter(|_| plain).unwrap_or(u64::MAX)
}

/// The number that an element declares; what is too long for a number is as false as too large.
fn unique_count(element: &BytesStart<'_>) -> u64 {
    let value = attribute(element, "uniqueCount").unwrap_or_default();
    let digits: String = value.chars().filter(char::is_ascii_digit).collect();
    let too_long = if digits.is_empty() { 0 } else { u64::MAX };
    digits.parse().unwrap_or(too_long)
}

fn check_styles(container: &mut Container<'_>, name: &str) -> Result<(), Trouble> {
    let (mut count, mut longest) = (0, 0);
    each(container, name, |element| {
        let kinds = ["font", "fill", "border", "xf", "numFmt"];
        count += usize::from(kinds.contains(&element.local_name().as_ref()));
        let attributes = element.attributes().flatten();
        longest = longest.max(attributes.map(|a| a.value.len()).max().unwrap_or(0));
    });
    if count > MAX_STYLES {
        let found = format!("{count} estilos de celda");
        return Err(Trouble::too_much(found, "hasta 150,000 estilos de celda"));
    }
    if longest > MAX_STYLE_TEXT {
        let found = format!("un formato de celda de {longest} caracteres");
        return Err(Trouble::tampered(found));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{Cursor, Write};

    fn checked(name: &str, text: &str) -> Result<(), Trouble> {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let options = zip::write::SimpleFileOptions::default();
        zip.start_file(name, options).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
        let bytes = zip.finish().unwrap().into_inner();
        check(&mut Container::open(&bytes).unwrap())
    }

    #[test]
    fn a_count_that_cannot_be_true_is_refused_wherever_it_hides() {
        let lie = "<sst uniqueCount = '4294967295'><si/></sst>";
        let hidden = format!("<!-- <sst > {} --><a>{lie}</a>", "x".repeat(9_000));
        let long = "<sst uniqueCount=\"99999999999999999999999\"/>";
        let written = "<sst uniqueCount=\"4&#50;94967295\"/>";
        for text in [lie, &hidden, long, written] {
            assert!(checked("xl/sharedStrings.xml", text).is_err());
            assert!(checked("otra/sharedStrings.xml", text).is_err());
        }
        let honest = "<sst count='3' uniqueCount='1'><si><t>a</t></si></sst>";
        assert!(checked("xl/sharedStrings.xml", honest).is_ok());
        let told = "<sst uniqueCount='1'><si><t>uniqueCount=\"4294967295\"</t></si></sst>";
        assert!(checked("xl/sharedStrings.xml", told).is_ok());
    }

    #[test]
    fn a_format_that_every_style_would_copy_is_refused() {
        let styles = |code: usize, xfs: usize| {
            let code = "0".repeat(code);
            let xfs = "<xf numFmtId='200'/>".repeat(xfs);
            format!("<styleSheet><numFmt numFmtId='200' formatCode='{code}'/>{xfs}</styleSheet>")
        };
        assert!(checked("xl/styles.xml", &styles(200, 1_000)).is_ok());
        assert!(checked("xl/styles.xml", &styles(5_000, 10)).is_err());
    }
}
