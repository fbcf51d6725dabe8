//! What arrives in the folder.

use crate::workbooks::Sheet;
use crate::{SYSTEM, book, judge, judge_book, one_system, saved_file};
use relator::diagnostics::{Findings, Severity};
use relator::intake::{self, Fence};
use std::io::{Cursor, Write};

fn zip(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        let options = zip::write::SimpleFileOptions::default();
        zip.start_file(*name, options).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// The file is refused whole, with this code and these words.
#[track_caller]
fn refused(path: &str, bytes: &[u8], code: u16, words: &str) -> String {
    let outcome = judge(path, bytes);
    let finding = outcome.only();
    assert_eq!(finding.code.0, code, "{path}: {}", finding.message);
    assert_eq!(finding.severity, Severity::Error, "{path}");
    assert!(
        finding.message.contains(words),
        "{path}: {}",
        finding.message
    );
    finding.help.clone()
}

#[test]
fn what_programs_leave_in_a_folder_is_no_delivery() {
    let folder = tempfile::tempdir().unwrap();
    let inputs = folder.path().join("inputs");
    std::fs::create_dir(&inputs).unwrap();
    let bytes = one_system(|s| s).bytes();
    std::fs::write(inputs.join("deoe.xlsx"), &bytes).unwrap();
    for name in [
        ".DS_Store",
        "._deoe.xlsx",
        "Thumbs.db",
        "desktop.ini",
        "~WRL0001.tmp",
        "deoe.xlsx.tmp",
        "deoe.xlsx.part",
        "deoe.xlsx.crdownload",
    ] {
        std::fs::write(inputs.join(name), b"x").unwrap();
    }
    let mut findings = Findings::default();
    let read = intake::read_all(&Fence::none(), folder.path(), &inputs, &mut findings).unwrap();
    assert_eq!(read.len(), 1);
    assert!(findings.is_empty());
}

#[test]
fn a_lock_file_says_that_its_workbook_is_open() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["~$deoe.xlsx", ".~lock.deoe.xlsx#"] {
        let inputs = folder.path().join("inputs");
        std::fs::create_dir_all(&inputs).unwrap();
        std::fs::write(inputs.join(name), b"Ana").unwrap();
        let mut findings = Findings::default();
        let read = intake::read_all(&Fence::none(), folder.path(), &inputs, &mut findings).unwrap();
        assert!(read.is_empty());
        let finding = findings.iter().next().unwrap();
        assert_eq!(
            (finding.code.0, finding.severity),
            (113, Severity::Advertencia)
        );
        assert!(finding.message.contains("“deoe.xlsx” parece abierto"));
        std::fs::remove_dir_all(&inputs).unwrap();
    }
}

#[test]
fn a_folder_named_as_a_workbook_is_told_and_looked_into() {
    let folder = tempfile::tempdir().unwrap();
    let inside = folder.path().join("inputs").join("deoe.xlsx");
    std::fs::create_dir_all(&inside).unwrap();
    std::fs::write(inside.join("libro.xlsx"), one_system(|s| s).bytes()).unwrap();
    let mut findings = Findings::default();
    let inputs = folder.path().join("inputs");
    let read = intake::read_all(&Fence::none(), folder.path(), &inputs, &mut findings).unwrap();
    assert_eq!(read.len(), 1);
    let codes: Vec<u16> = findings.iter().map(|f| f.code.0).collect();
    assert_eq!(codes, [117]);
}

#[test]
fn an_empty_file_is_told_as_such() {
    refused("inputs/deoe.xlsx", b"", 100, "vacío");
}

#[test]
fn a_file_cut_short_is_told_as_such() {
    let bytes = one_system(|s| s).bytes();
    for part in [1, 2, 3] {
        let end = bytes.len() * part / 4;
        let help = refused("inputs/deoe.xlsx", &bytes[..end], 101, "incompleto");
        assert!(help.contains("copiarse"), "{help}");
    }
}

#[test]
fn an_old_workbook_is_refused_with_the_way_out() {
    let help = refused("inputs/deoe.xls", &saved_file("excel-97.xls"), 103, ".xls");
    assert!(help.contains("“Guardar como…”"), "{help}");
    assert!(help.contains("“Libro de Excel (.xlsx)”"), "{help}");
    let binary = zip(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("xl/workbook.bin", b"\x83\x01"),
    ]);
    let help = refused("inputs/deoe.xlsb", &binary, 103, ".xlsb");
    assert!(help.contains("“Guardar como…”"), "{help}");
    refused(
        "inputs/deoe.xls",
        b"\x09\x04\x06\x00\x00\x00\x10\x00",
        103,
        "Excel 4.0",
    );
}

#[test]
fn an_old_workbook_with_another_extension_is_told_by_its_contents() {
    refused(
        "inputs/deoe.xlsx",
        &saved_file("excel-97.xls"),
        103,
        "Excel 97-2003",
    );
}

#[test]
fn a_workbook_with_a_password_says_how_to_take_it_off() {
    for name in ["contrasena.xlsx", "contrasena.ods"] {
        let help = refused(
            &format!("inputs/{name}"),
            &saved_file(name),
            102,
            "contraseña",
        );
        assert!(help.contains("Quite la contraseña"), "{help}");
    }
}

#[test]
fn a_file_of_another_kind_is_named_whatever_its_extension() {
    let web = b"MIME-Version: 1.0\r\nX-Document-Type: Workbook\r\n".to_vec();
    let drive = br#"{"url": "https://docs.google.com/spreadsheets/d/x"}"#.to_vec();
    let old_xml = b"<?xml version=\"1.0\"?>\n<?mso-application progid=\"Excel.Sheet\"?>\n\
        <Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\"/>"
        .to_vec();
    for (name, bytes, words) in [
        ("texto.xlsx", saved_file("texto.csv"), "CSV"),
        ("texto.csv", saved_file("texto.csv"), "CSV"),
        ("pagina.xls", saved_file("pagina.html"), "página web"),
        ("documento.xlsx", saved_file("documento.pdf"), "PDF"),
        ("plano.xlsx", saved_file("plano.fods"), ".fods"),
        ("correo.xls", web, ".mht"),
        ("hoja.xlsx", drive, "Google Drive"),
        ("hoja.xls", old_xml, "XML 2003"),
        (
            "envio.xlsx",
            b"7z\xBC\xAF\x27\x1C\x00\x04".to_vec(),
            "comprimido",
        ),
        ("foto.xlsx", b"\x89PNG\r\n\x1a\n".to_vec(), "imagen"),
        ("carta.xlsx", zip(&[("word/document.xml", b"<w/>")]), "Word"),
        ("otro.xlsx", zip(&[("datos.txt", b"hola")]), "ZIP"),
    ] {
        refused(&format!("inputs/{name}"), &bytes, 104, words);
    }
}

#[test]
fn a_zip_that_holds_a_workbook_names_it() {
    let inner = one_system(|s| s).bytes();
    let bytes = zip(&[("entrega/R05-deoe-v1.xlsx", &inner)]);
    let help = refused("inputs/entrega.zip", &bytes, 104, "R05-deoe-v1.xlsx");
    assert!(help.contains("Extraiga"), "{help}");
}

#[test]
fn a_workbook_with_the_extension_of_another_kind_is_read_and_told() {
    let bytes = one_system(|s| s).bytes();
    for name in ["inputs/deoe.xls", "inputs/deoe.ods", "inputs/deoe"] {
        let outcome = judge(name, &bytes);
        assert_eq!(outcome.told(), ["REV-111 - -!-"], "{name}");
        assert_eq!(outcome.used(), ["SUC"]);
    }
    let outcome = judge("inputs/deoe.xlsx", &saved_file("macros.ods"));
    assert!(outcome.told().contains(&"REV-111 - -!-".to_owned()));
}

#[test]
fn macros_are_never_run_and_told() {
    for name in ["macros.xlsm", "macros.ods"] {
        let outcome = judge(&format!("inputs/{name}"), &saved_file(name));
        assert!(
            outcome.told().contains(&"REV-112 - -!-".to_owned()),
            "{name}"
        );
        assert_eq!(outcome.used(), ["SUC"], "{name}");
    }
}

#[test]
fn macros_in_a_file_that_says_it_has_none_are_refused() {
    let help = refused(
        "inputs/deoe.xlsx",
        &saved_file("macros.xlsm"),
        120,
        "macros",
    );
    assert!(help.contains("“Guardar como…”"), "{help}");
}

#[test]
fn any_file_name_is_taken_and_the_contents_decide() {
    let bytes = one_system(|s| s).bytes();
    for name in ["inputs/Avance DEOE (final) ñ.xlsx", "inputs/INFORME.XLSX"] {
        let outcome = judge(name, &bytes);
        assert!(outcome.told().is_empty(), "{name}: {:?}", outcome.told());
        assert_eq!(outcome.used(), ["SUC"]);
    }
}

#[test]
fn a_workbook_in_order_is_told_nothing() {
    assert!(
        judge_book(&book(Sheet::systems().row(&SYSTEM)))
            .findings
            .is_empty()
    );
}
