//! Files that no program of good faith writes. Each gives an answer, and none ends the run. More
//! of them, which ask for all memory, stand in tests/intake.rs and tests/hostil.rs.

use crate::workbooks::with_part;
use crate::{judge, one_system, system};
use relator::diagnostics::Severity;
use std::io::{Cursor, Read, Write};

const SHEET: &str = "xl/worksheets/sheet3.xml";

fn good() -> Vec<u8> {
    one_system(|s| s).bytes()
}

#[track_caller]
fn refused(bytes: &[u8], code: u16, words: &str) {
    let outcome = judge("inputs/deoe.xlsx", bytes);
    let finding = outcome.only();
    assert_eq!(finding.code.0, code, "{}", finding.message);
    assert_eq!(finding.severity, Severity::Error);
    assert!(finding.message.contains(words), "{}", finding.message);
}

/// Parts of a good workbook, some added.
fn with_more(more: &[(&str, &[u8])]) -> Vec<u8> {
    let good = good();
    let mut from = zip::ZipArchive::new(Cursor::new(&good)).unwrap();
    let mut to = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    for index in 0..from.len() {
        let mut part = from.by_index(index).unwrap();
        let name = part.name().unwrap().into_owned();
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).unwrap();
        to.start_file(name, options).unwrap();
        to.write_all(&bytes).unwrap();
    }
    for (name, bytes) in more {
        to.start_file(*name, options).unwrap();
        to.write_all(bytes).unwrap();
    }
    to.finish().unwrap().into_inner()
}

#[test]
fn thousands_of_parts_are_refused() {
    let names: Vec<String> = (0..1_200).map(|n| format!("xl/media/{n}.png")).collect();
    let more: Vec<(&str, &[u8])> = names.iter().map(|n| (n.as_str(), &b""[..])).collect();
    refused(&with_more(&more), 105, "rebasa");
}

#[test]
fn a_part_that_nobody_reads_counts_too() {
    let zeros = vec![0; 3 * 1024 * 1024];
    refused(
        &with_more(&[("xl/media/image1.png", &zeros)]),
        105,
        "rebasa",
    );
}

#[test]
fn a_size_that_lies_is_refused() {
    let mut bytes = good();
    // The uncompressed size in the central directory of the sheet's part.
    let name = SHEET.as_bytes();
    let at = bytes.windows(name.len()).rposition(|w| w == name).unwrap();
    let size = at - 46 + 24;
    bytes[size..size + 4].copy_from_slice(&7u32.to_le_bytes());
    let outcome = judge("inputs/deoe.xlsx", &bytes);
    assert!(outcome.findings.count(Severity::Error) >= 1);
    assert!(outcome.used().is_empty());
}

#[test]
fn two_parts_with_one_name_are_refused() {
    let other = b"<worksheet/>";
    refused(
        &with_more(&[("XL/Worksheets/Sheet3.xml", other)]),
        106,
        "mismo nombre",
    );
    let same_length = "xl/worksheets/sheet9.xml";
    let mut bytes = with_more(&[(same_length, other)]);
    while let Some(at) = bytes
        .windows(same_length.len())
        .position(|w| w == same_length.as_bytes())
    {
        bytes[at..at + same_length.len()].copy_from_slice(SHEET.as_bytes());
    }
    refused(&bytes, 106, "mismo nombre");
}

#[test]
fn a_part_that_climbs_out_of_the_file_is_refused() {
    refused(
        &with_more(&[("../../etc/passwd", b"x")]),
        106,
        "fuera de su lugar",
    );
}

#[test]
fn two_sheets_with_one_name_are_refused() {
    let bytes = with_part(&good(), "xl/workbook.xml", |text| {
        text.replace("name=\"Portada\"", "name=\"sistemas\"")
    });
    refused(&bytes, 106, "dos hojas");
}

#[test]
fn a_relationship_that_climbs_out_of_the_file_reads_nothing() {
    let bytes = with_part(&good(), "xl/_rels/workbook.xml.rels", |text| {
        text.replace("worksheets/sheet3.xml", "../../../etc/passwd")
    });
    let outcome = judge("inputs/deoe.xlsx", &bytes);
    assert!(outcome.findings.count(Severity::Error) >= 1);
    assert!(outcome.used().is_empty());
}

#[test]
fn entities_are_never_expanded() {
    let laughs = "<!DOCTYPE x [<!ENTITY a \"ja\"><!ENTITY b SYSTEM \"file:///etc/passwd\">]>";
    for part in [SHEET, "xl/sharedStrings.xml", "xl/workbook.xml"] {
        let bytes = with_part(&good(), part, |text| {
            let end = text.find("?>").unwrap() + 2;
            format!("{}{laughs}{}", &text[..end], &text[end..])
        });
        refused(&bytes, 106, "entidades XML no permitidas");
    }
}

#[test]
fn an_encoding_that_is_not_utf_8_is_refused() {
    let good = good();
    let mut from = zip::ZipArchive::new(Cursor::new(&good)).unwrap();
    let mut to = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..from.len() {
        let mut part = from.by_index(index).unwrap();
        let name = part.name().unwrap().into_owned();
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).unwrap();
        if name == "xl/sharedStrings.xml" {
            let text = String::from_utf8(bytes).unwrap().replace("UTF-8", "UTF-16");
            bytes = vec![0xFF, 0xFE];
            bytes.extend(text.encode_utf16().flat_map(u16::to_le_bytes));
        }
        to.start_file(name, zip::write::SimpleFileOptions::default())
            .unwrap();
        to.write_all(&bytes).unwrap();
    }
    let bytes = to.finish().unwrap().into_inner();
    let outcome = judge("inputs/deoe.xlsx", &bytes);
    assert_eq!(outcome.only().severity, Severity::Error);
    assert!(outcome.used().is_empty());
}

#[test]
fn sheets_of_old_macros_are_refused_by_their_name() {
    let bytes = with_part(&good(), "xl/_rels/workbook.xml.rels", |text| {
        let from = text.find("worksheets/sheet1.xml").unwrap();
        let start = text[..from].rfind("<Relationship ").unwrap();
        let changed = text[start..].replacen(
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet",
            "http://schemas.microsoft.com/office/2006/relationships/xlMacrosheet",
            1,
        );
        let changed = changed.replacen("worksheets/sheet1.xml", "macrosheets/sheet1.xml", 1);
        format!("{}{changed}", &text[..start])
    });
    refused(&bytes, 120, "macros de Excel 4.0");
}

#[test]
fn a_broken_sheet_is_named_and_its_topic_left_out() {
    for (from, to) in [
        ("</sheetData>", ""),
        ("<row r=\"4\"", "<row r=\"4\" r=\"4\"><c"),
        ("<c r=\"A5\"", "<c r=\"A0\""),
        ("<row r=\"5\"", "<row r=\"cinco\""),
        ("t=\"s\"><v>", "t=\"s\"><v>99999"),
    ] {
        let bytes = with_part(&good(), SHEET, |text| {
            assert!(text.contains(from), "{from}: {text}");
            text.replacen(from, to, 1)
        });
        let outcome = judge("inputs/deoe.xlsx", &bytes);
        assert!(!outcome.findings.is_empty(), "{from}");
        let finding = outcome.only();
        assert_eq!(finding.code.0, 109, "{from}");
        assert!(
            finding.message.contains("“Sistemas”"),
            "{}",
            finding.message
        );
        assert!(outcome.used().is_empty());
    }
}

#[test]
fn a_declared_size_of_the_sheet_means_nothing() {
    let bytes = with_part(&good(), SHEET, |text| {
        assert!(text.contains("<dimension ref=\"A1:L5\"/>"), "{text}");
        text.replace("A1:L5", "A1:XFD1048576")
    });
    let outcome = judge("inputs/deoe.xlsx", &bytes);
    assert!(outcome.findings.is_empty());
    assert_eq!(outcome.used(), ["SUC"]);
}

#[test]
fn cells_beyond_the_last_one_are_not_read_and_told() {
    for address in ["XFE5", "ZZZZZZZZZ99999999999", "A1048577"] {
        let bytes = with_part(&good(), SHEET, |text| {
            let cell = format!("<c r=\"{address}\"><v>1</v></c></row></sheetData>");
            text.replace("</row></sheetData>", &cell)
        });
        let outcome = judge("inputs/deoe.xlsx", &bytes);
        assert_eq!(outcome.findings.iter().count(), 1, "{address}");
    }
}

#[test]
fn a_drop_down_of_another_sheet_makes_no_formula_of_the_last_cell() {
    // As Excel writes it: after the cells, with an element of the same name as a cell's formula.
    let list = "<extLst><ext uri=\"{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}\" \
        xmlns:x14=\"http://schemas.microsoft.com/office/spreadsheetml/2009/9/main\">\
        <x14:dataValidations count=\"1\" xmlns:xm=\"http://schemas.microsoft.com/office/excel/2006/main\">\
        <x14:dataValidation type=\"list\"><x14:formula1><xm:f>Portada!$C$5:$C$6</xm:f></x14:formula1>\
        <xm:sqref>J5</xm:sqref></x14:dataValidation></x14:dataValidations></ext></extLst></worksheet>";
    let bytes = with_part(&good(), SHEET, |text| text.replace("</worksheet>", list));
    let outcome = judge("inputs/deoe.xlsx", &bytes);
    assert!(outcome.findings.is_empty(), "{:?}", outcome.told());
}

/// The same workbook in the strict form of the standard, which Excel writes on request.
#[test]
fn the_strict_form_of_a_workbook_is_read() {
    let strict = |text: String| {
        text.replace(
            "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
            "http://purl.oclc.org/ooxml/spreadsheetml/main",
        )
        .replace(
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            "http://purl.oclc.org/ooxml/officeDocument/relationships",
        )
    };
    let book = one_system(|s| s.row(&system("OBS")));
    let mut bytes = book.bytes();
    for part in [
        "_rels/.rels",
        "xl/workbook.xml",
        "xl/_rels/workbook.xml.rels",
        "xl/sharedStrings.xml",
        "xl/styles.xml",
        "xl/worksheets/sheet1.xml",
        "xl/worksheets/sheet2.xml",
        SHEET,
    ] {
        bytes = with_part(&bytes, part, strict);
    }
    let outcome = judge("inputs/deoe.xlsx", &bytes);
    assert!(outcome.findings.is_empty(), "{:?}", outcome.told());
    assert_eq!(outcome.used(), ["SUC", "OBS"]);
}

#[test]
fn a_sheet_that_is_a_chart_is_passed_over() {
    let bytes = with_part(&good(), "xl/workbook.xml", |text| {
        text.replace(
            "</sheets>",
            "<sheet name=\"Gráfica\" sheetId=\"9\" r:id=\"rId99\"/></sheets>",
        )
    });
    let bytes = with_part(&bytes, "xl/_rels/workbook.xml.rels", |text| {
        let chart = "<Relationship Id=\"rId99\" Type=\"http://schemas.openxmlformats.org/\
            officeDocument/2006/relationships/chartsheet\" Target=\"chartsheets/sheet1.xml\"/></Relationships>";
        text.replace("</Relationships>", chart)
    });
    let outcome = judge("inputs/deoe.xlsx", &bytes);
    assert!(outcome.findings.is_empty(), "{:?}", outcome.told());
}
