//! Files as they arrive: what is a workbook, what is not, and what must never end the run.

#![allow(
    clippy::unwrap_used,
    reason = "a test that cannot make its workbook has failed"
)]

mod workbooks;

use relator::diagnostics::{Findings, Location, Severity};
use relator::domain::CellRef;
use relator::intake::{self, CellValue, Fence, SheetVisibility, Workbook};
use std::io::{Cursor, Write};
use std::path::Path;
use workbooks::{Book, Raw, Sheet};

fn read(path: &str, bytes: &[u8]) -> (Option<Workbook>, Findings) {
    let mut findings = Findings::default();
    let workbook = intake::read_bytes(Location::file(path), bytes, &mut findings);
    (workbook, findings)
}

fn codes(findings: &Findings) -> Vec<u16> {
    findings.iter().map(|f| f.code.0).collect()
}

fn sample() -> Book {
    let sheet = Sheet::empty("Datos")
        .text("C4", "texto")
        .cell("D4", Raw::Number(0.85, "0%"))
        .cell("E4", "05/06/2022")
        .cell("F4", Raw::Bool(true))
        .cell("C5", Raw::Formula("1+1", "2"))
        .cell("D5", Raw::Formula("1/0", "#DIV/0!"))
        .cell("E5", Raw::Number(0.5, "hh:mm"));
    Book::bare("inputs/x.xlsx")
        .with(sheet)
        .with(Sheet::empty("_meta").text("A1", "clave").hidden())
}

#[test]
fn every_cell_knows_its_address_kind_and_format() {
    let (workbook, findings) = read("inputs/x.xlsx", &sample().bytes());
    assert!(findings.is_empty());
    let workbook = workbook.unwrap();
    assert_eq!(workbook.sha256.len(), 64);
    let sheet = &workbook.sheets[0];
    let cell = |address: &str| &sheet.cells[&address.parse::<CellRef>().unwrap()];
    assert_eq!(cell("C4").value, CellValue::Text("texto".into()));
    assert_eq!(cell("D4").value, CellValue::Number(0.85));
    assert_eq!(cell("D4").format.as_deref(), Some("0%"));
    assert!(
        matches!(&cell("E4").value, CellValue::DateTime(d) if d.to_string().starts_with("2022-06-05"))
    );
    assert_eq!(cell("F4").value, CellValue::Bool(true));
    assert!(cell("C5").formula.is_some() && cell("C4").formula.is_none());
    assert_eq!(cell("D5").value, CellValue::Error("#DIV/0!".into()));
    assert_eq!(cell("E5").value, CellValue::Time("12:00".into()));
    assert_eq!(sheet.cells.len(), 7);
    assert_eq!(workbook.sheets[1].visibility, SheetVisibility::Hidden);
}

#[test]
fn what_is_no_workbook_is_named() {
    let compound = |name: &str| {
        let mut bytes = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec();
        bytes.extend(name.encode_utf16().flat_map(u16::to_le_bytes));
        bytes
    };
    let cases: [(&str, Vec<u8>, u16, &str); 9] = [
        ("vacio.xlsx", vec![], 100, "vacío"),
        (
            "protegido.xlsx",
            compound("EncryptedPackage"),
            102,
            "contraseña",
        ),
        ("viejo.xls", compound("Workbook"), 103, "Excel 97-2003"),
        (
            "pagina.xls",
            b"<html><table></table></html>".to_vec(),
            104,
            "página web",
        ),
        ("datos.xlsx", b"a,b\n1,2\n".to_vec(), 104, "CSV"),
        ("oficio.xlsx", b"%PDF-1.7".to_vec(), 104, "PDF"),
        (
            "carta.xlsx",
            zip(&[("word/document.xml", b"<w/>")]),
            104,
            "Word",
        ),
        (
            "envio.zip",
            zip(&[("avance.xlsx", b"PK")]),
            104,
            "avance.xlsx",
        ),
        (
            "binario.xlsb",
            zip(&[("xl/workbook.bin", b"")]),
            103,
            "xlsb",
        ),
    ];
    for (name, bytes, code, word) in cases {
        let (workbook, findings) = read(name, &bytes);
        assert!(workbook.is_none(), "{name}");
        assert_eq!(codes(&findings), [code], "{name}");
        let message = &findings.iter().next().unwrap().message;
        assert!(message.contains(word), "{name}: {message}");
    }
}

fn zip(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(*name, zip::write::SimpleFileOptions::default())
            .unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn a_workbook_that_is_cut_short_is_one_finding_and_never_a_panic() {
    let bytes = sample().bytes();
    for end in (1..bytes.len()).step_by(97) {
        let (workbook, findings) = read("inputs/x.xlsx", &bytes[..end]);
        assert!(workbook.is_none(), "cut at {end}");
        assert_eq!(findings.count(Severity::Error), 1, "cut at {end}");
    }
}

#[test]
fn a_flipped_byte_is_never_a_panic() {
    let bytes = sample().bytes();
    for place in (0..bytes.len()).step_by(31) {
        let mut damaged = bytes.clone();
        damaged[place] ^= 0x55;
        let (_, findings) = read("inputs/x.xlsx", &damaged);
        assert!(!codes(&findings).contains(&118), "flipped at {place}");
    }
}

fn with_part(name: &str, change: impl Fn(String) -> String) -> Vec<u8> {
    workbooks::with_part(&sample().bytes(), name, change)
}

#[test]
fn a_formula_without_a_saved_result_is_no_empty_cell() {
    let bytes = with_part("xl/worksheets/sheet1.xml", |text| {
        text.replace("<v>2</v>", "")
    });
    let (workbook, _) = read("inputs/x.xlsx", &bytes);
    let sheet = &workbook.unwrap().sheets[0];
    assert_eq!(
        sheet.cells[&"C5".parse().unwrap()].value,
        CellValue::NoResult
    );
}

#[test]
fn a_count_that_lies_does_not_ask_for_all_memory() {
    let bytes = with_part("xl/sharedStrings.xml", |text| {
        let from = text.find("uniqueCount=\"").unwrap();
        let to = text[from + 13..].find('"').unwrap();
        format!(
            "{}uniqueCount=\"4294967295{}",
            &text[..from],
            &text[from + 13 + to..]
        )
    });
    let (workbook, findings) = read("inputs/x.xlsx", &bytes);
    assert!(workbook.is_none());
    assert_eq!(codes(&findings), [106]);
}

#[test]
fn a_shared_formula_with_a_made_up_index_is_read_without_it() {
    let shared = "<f t=\"shared\" ref=\"C5:C6\" si=\"4294967290\">1+1</f>";
    let bytes = with_part("xl/worksheets/sheet1.xml", |text| {
        text.replace("<f>1+1</f>", shared)
    });
    let (workbook, findings) = read("inputs/x.xlsx", &bytes);
    assert!(findings.is_empty());
    let sheet = &workbook.unwrap().sheets[0];
    assert!(sheet.cells[&"C5".parse().unwrap()].formula.is_some());
}

#[test]
fn cells_far_away_or_outside_the_sheet_do_no_harm() {
    let far = |address: &str| {
        let row: String = address.chars().filter(char::is_ascii_digit).collect();
        let cell = format!("<row r=\"{row}\"><c r=\"{address}\"><v>1</v></c></row></sheetData>");
        let bytes = with_part("xl/worksheets/sheet1.xml", |text| {
            text.replace("</sheetData>", &cell)
        });
        read("inputs/x.xlsx", &bytes)
    };
    let (workbook, findings) = far("XFD1048576");
    assert!(findings.is_empty());
    assert_eq!(workbook.unwrap().sheets[0].cells.len(), 8);
    for outside in ["XFE1", "A1048577", "ZZZZZZZZZ99999999999"] {
        let (_, findings) = far(outside);
        assert_eq!(findings.iter().count(), 1, "{outside}");
    }
}

#[test]
fn entities_are_not_expanded() {
    let laughs = "<!DOCTYPE x [<!ENTITY a \"ja\"><!ENTITY b \"&a;&a;\">]><worksheet";
    let bytes = with_part("xl/worksheets/sheet1.xml", |text| {
        text.replacen("<worksheet", laughs, 1)
            .replace("<v>2</v>", "<v>&b;</v>")
    });
    let (workbook, findings) = read("inputs/x.xlsx", &bytes);
    assert!(workbook.is_none());
    assert_eq!(codes(&findings), [106]);
}

#[test]
fn a_workbook_with_another_extension_is_read_and_told() {
    let (workbook, findings) = read("inputs/x.xls", &sample().bytes());
    assert!(workbook.is_some());
    assert_eq!(codes(&findings), [111]);
}

const CONTENT: &str = r##"<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x" xmlns:style="s" xmlns:calcext="c">
<office:automatic-styles><style:style style:name="ta2" style:family="table"><style:table-properties table:display="false"/></style:style></office:automatic-styles>
<office:body><office:spreadsheet>
<table:table table:name="Datos" table:style-name="ta1">
<table:table-row table:number-rows-repeated="3"><table:table-cell table:number-columns-repeated="1024"/></table:table-row>
<table:table-row><table:table-cell table:number-columns-repeated="2"/>
<table:table-cell office:value-type="string"><office:annotation><text:p>nota</text:p></office:annotation><text:p>uno &amp;<text:s text:c="2"/>dos</text:p><text:p>tres</text:p></table:table-cell>
<table:table-cell office:value-type="percentage" office:value="0.85"><text:p>85 %</text:p></table:table-cell>
<table:table-cell office:value-type="date" office:date-value="2022-06-05"><text:p>05/06/22</text:p></table:table-cell>
<table:table-cell office:value-type="time" office:time-value="PT19H30M00S"/>
<table:table-cell office:value-type="boolean" office:boolean-value="true"/>
<table:table-cell table:formula="of:=1/0" office:value-type="string" office:string-value="" calcext:value-type="error"><text:p>#DIV/0!</text:p></table:table-cell>
<table:table-cell office:value-type="float" office:value="7" table:number-columns-repeated="2"/>
</table:table-row>
<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>
</table:table>
<table:table table:name="_meta" table:style-name="ta2"><table:table-row><table:table-cell office:value-type="string"><text:p>clave</text:p></table:table-cell></table:table-row></table:table>
</office:spreadsheet></office:body></office:document-content>"##;

fn ods(content: &str) -> Vec<u8> {
    zip(&[
        (
            "mimetype",
            b"application/vnd.oasis.opendocument.spreadsheet",
        ),
        ("content.xml", content.as_bytes()),
    ])
}

#[test]
fn a_workbook_of_libreoffice_is_read_with_its_kinds() {
    let (workbook, findings) = read("inputs/x.ods", &ods(CONTENT));
    assert_eq!(codes(&findings), [116]);
    let workbook = workbook.unwrap();
    let sheet = &workbook.sheets[0];
    let cell = |address: &str| &sheet.cells[&address.parse::<CellRef>().unwrap()];
    assert_eq!(cell("C4").value, CellValue::Text("uno &  dos\ntres".into()));
    assert_eq!(
        (&cell("D4").value, cell("D4").format.as_deref()),
        (&CellValue::Number(0.85), Some("0%"))
    );
    assert!(
        matches!(&cell("E4").value, CellValue::DateTime(d) if d.to_string().starts_with("2022-06-05"))
    );
    assert_eq!(cell("F4").value, CellValue::Time("19:30".into()));
    assert_eq!(cell("G4").value, CellValue::Bool(true));
    assert_eq!(cell("H4").value, CellValue::Error("#DIV/0!".into()));
    assert_eq!(cell("J4").value, CellValue::Number(7.0));
    assert_eq!(sheet.cells.len(), 8);
    assert_eq!(workbook.sheets[1].visibility, SheetVisibility::Hidden);
}

#[test]
fn repeated_cells_of_libreoffice_cannot_fill_the_memory() {
    let many = CONTENT.replace(
        "<table:table-cell table:number-columns-repeated=\"16384\"/>",
        "<table:table-cell office:value-type=\"float\" office:value=\"1\" table:number-columns-repeated=\"16384\"/>",
    );
    let (workbook, findings) = read("inputs/x.ods", &ods(&many));
    assert!(workbook.is_none());
    assert_eq!(codes(&findings), [105]);
}

#[test]
fn a_folder_is_read_in_the_order_of_its_paths_and_left_as_it_was() {
    let workspace = tempfile::tempdir().unwrap();
    let inputs = workspace.path().join("inputs");
    let deep = inputs.join("a").join("b").join("c");
    std::fs::create_dir_all(deep.join("d")).unwrap();
    let bytes = sample().bytes();
    let write = |path: &Path, bytes: &[u8]| std::fs::write(path, bytes).unwrap();
    write(&inputs.join("z.xlsx"), &bytes);
    write(&deep.join("y.xlsx"), &bytes);
    write(&deep.join("d").join("x.xlsx"), &bytes);
    write(&inputs.join("~$z.xlsx"), b"x");
    write(&inputs.join("LEEME.txt"), b"x");
    write(&inputs.join("roto.xlsx"), &bytes[..500]);
    let mut findings = Findings::default();
    let read = intake::read_all(&Fence::none(), workspace.path(), &inputs, &mut findings).unwrap();
    let files: Vec<&str> = read.iter().map(|w| &*w.at.file).collect();
    assert_eq!(files, ["inputs/a/b/c/y.xlsx", "inputs/z.xlsx"]);
    let mut told = codes(&findings);
    told.sort_unstable();
    assert_eq!(told, [101, 113, 115]);
    assert_eq!(std::fs::read(inputs.join("z.xlsx")).unwrap(), bytes);
}

#[test]
fn a_folder_that_cannot_be_listed_is_an_error() {
    let mut findings = Findings::default();
    let nowhere = Path::new("no-existe");
    assert!(
        intake::read_all(
            &Fence::none(),
            nowhere,
            &nowhere.join("inputs"),
            &mut findings
        )
        .is_err()
    );
}

#[cfg(unix)]
#[test]
fn a_link_is_not_followed() {
    let workspace = tempfile::tempdir().unwrap();
    let inputs = workspace.path().join("inputs");
    std::fs::create_dir(&inputs).unwrap();
    std::fs::write(workspace.path().join("fuera.xlsx"), sample().bytes()).unwrap();
    std::os::unix::fs::symlink(workspace.path().join("fuera.xlsx"), inputs.join("x.xlsx")).unwrap();
    let mut findings = Findings::default();
    let read = intake::read_all(&Fence::none(), workspace.path(), &inputs, &mut findings).unwrap();
    assert!(read.is_empty());
    assert_eq!(codes(&findings), [108]);
}
