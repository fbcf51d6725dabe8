//! The workbooks that we write: blank ones, and those of the demonstration under `inputs/`.

#![allow(clippy::unwrap_used, reason = "a test may stop where it likes")]

#[path = "support/demonstration.rs"]
mod demonstration;
#[path = "../examples/demostracion/story.rs"]
mod story;

use calamine::{Data, Reader, SheetVisible, Xlsx};
use demonstration::demonstration;
use relator::catalog::Catalog;
use relator::diagnostics::{Findings, Severity};
use relator::domain::{Institucion, Reunion, Value};
use relator::intake::{self, Fence};
use relator::validation::{self, Judged};
use relator::workbook::{self, Contents, VISIBLE_SHEETS};
use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use std::path::Path;
use std::process::Command;

fn catalog() -> &'static Catalog {
    &demonstration().catalog
}

/// What was understood from the demonstration.
fn told() -> &'static Judged {
    &demonstration().judged
}

fn sender(clave: &str) -> &'static Institucion {
    catalog().institucion(clave).unwrap()
}

fn meeting(number: u8) -> &'static Reunion {
    catalog().reunion(number).unwrap()
}

fn blank(clave: &str, number: u8) -> Vec<u8> {
    workbook::blank(catalog(), sender(clave), meeting(number), 1, told()).unwrap()
}

fn open(bytes: Vec<u8>) -> Xlsx<Cursor<Vec<u8>>> {
    Xlsx::new(Cursor::new(bytes)).unwrap()
}

/// A part of the file, as text.
fn part(bytes: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    let mut file = archive.by_name(name).unwrap();
    file.read_to_string(&mut text).unwrap();
    text
}

/// The XML of a sheet, by the order of the tabs.
fn sheet_part(bytes: &[u8], sheet: &str) -> String {
    let book = open(bytes.to_vec());
    let index = book.sheet_names().iter().position(|name| name == sheet);
    part(
        bytes,
        &format!("xl/worksheets/sheet{}.xml", index.unwrap() + 1),
    )
}

fn words(range: &calamine::Range<Data>, row: u32) -> Vec<String> {
    let (_, last) = range.end().unwrap();
    (0..=last)
        .filter_map(|column| range.get_value((row, column)))
        .map(ToString::to_string)
        .filter(|text| !text.is_empty())
        .collect()
}

/// Every sender that a meeting asks for something.
fn asked() -> Vec<(&'static Institucion, &'static Reunion)> {
    let mut pairs = Vec::new();
    for meeting in &catalog().proceso.reuniones {
        for sender in &catalog().instituciones {
            if meeting.hojas.contains_key(&sender.clase) {
                pairs.push((sender, meeting));
            }
        }
    }
    pairs
}

#[test]
fn a_workbook_written_twice_is_the_same_to_the_last_byte() {
    for (clave, number) in [("deoe", 5), ("hidalgo", 8), ("secretaria", 10)] {
        assert!(
            blank(clave, number) == blank(clave, number),
            "{clave} {number}"
        );
    }
}

#[test]
fn headers_stand_in_row_four_and_data_from_row_five() {
    let mut book = open(blank("deoe", 5));
    let sheet = book.worksheet_range("Sistemas").unwrap();
    let schema = catalog().esquema("Sistemas", sender("deoe").clase).unwrap();
    let titles: Vec<&str> = schema.campos.iter().map(|c| c.titulo.as_str()).collect();
    assert_eq!(words(&sheet, 0), [schema.titulo.as_str()]);
    assert_eq!(words(&sheet, 1), [schema.ayuda.as_str()]);
    assert_eq!(words(&sheet, 3), titles);
    assert_eq!(sheet.get_value((4, 0)), Some(&Data::String("SUC".into())));
    let cover = book.worksheet_range("Portada").unwrap();
    assert_eq!(
        cover.get_value((4, 1)),
        Some(&Data::String("Remitente".into()))
    );
    assert_eq!(cover.get_value((4, 2)), Some(&Data::String("DEOE".into())));
    assert_eq!(cover.get_value((5, 2)), Some(&Data::Float(5.0)));
}

#[test]
fn the_identity_stands_in_a_very_hidden_sheet_in_the_properties_and_in_a_name() {
    let bytes = blank("quintana-roo", 7);
    let mut book = open(bytes.clone());
    let meta = book.worksheet_range("_meta").unwrap();
    let told: BTreeMap<String, String> = meta
        .rows()
        .map(|row| (row[0].to_string(), row[1].to_string()))
        .collect();
    assert_eq!(told["clave"], "quintana-roo");
    assert_eq!(told["clase"], "OPL");
    assert_eq!(told["reunion"], "7");
    assert_eq!(told["proceso"], "PEL 2021-2022");
    let hidden = book.sheets_metadata().iter();
    let hidden: Vec<_> = hidden
        .filter(|s| s.name == "_meta")
        .map(|s| s.visible)
        .collect();
    assert_eq!(hidden, [SheetVisible::VeryHidden]);
    assert!(part(&bytes, "docProps/custom.xml").contains("quintana-roo"));
    assert!(part(&bytes, "xl/workbook.xml").contains("relator_libro"));
}

#[test]
fn lists_and_messages_are_in_the_file_and_nobody_is_named_as_its_author() {
    let bytes = blank("deoe", 5);
    let sheet = sheet_part(&bytes, "Sistemas");
    assert!(
        sheet.contains("En ejecución,Con desfase"),
        "the list of estatus"
    );
    assert!(sheet.contains("promptTitle=\"Avance real (%)\""));
    assert!(sheet.contains("Escriba un número de 0 a 100"));
    assert!(sheet.contains("<sheetProtection sheet=\"1\""));
    assert!(sheet.contains("state=\"frozen\""));
    assert!(part(&bytes, "xl/styles.xml").contains("0.00&quot;%&quot;"));
    let core = part(&bytes, "docProps/core.xml");
    assert!(core.contains("<dc:creator></dc:creator>"), "{core}");
    assert!(core.contains("2022-02-12T00:00:00Z"), "{core}");
    assert!(part(&bytes, "xl/comments1.xml").contains("Instituto Nacional Electoral"));
}

#[test]
fn a_list_that_is_too_long_for_text_stands_in_a_hidden_sheet() {
    let mut catalog = catalog().clone();
    let words: Vec<String> = (0..40).map(|n| format!("Palabra número {n}")).collect();
    let schema = catalog.esquemas.iter_mut().find(|e| e.hoja == "Auditoria");
    schema.unwrap().campos[0].valores = words;
    let (hidalgo, meeting) = (sender("hidalgo"), meeting(11));
    let bytes = workbook::write(&catalog, hidalgo, meeting, 1, &Contents::new()).unwrap();
    let mut book = open(bytes.clone());
    let lists = book.sheets_metadata().iter().find(|s| s.name == "_listas");
    assert_eq!(lists.map(|s| s.visible), Some(SheetVisible::Hidden));
    assert_eq!(book.worksheet_range("_listas").unwrap().height(), 40);
    let sheet = sheet_part(&bytes, "Auditoria");
    assert!(sheet.contains("'_listas'!$A$1:$A$40"), "{sheet}");
}

#[test]
fn every_workbook_can_be_written_and_shows_at_most_five_sheets() {
    for (sender, meeting) in asked() {
        let contents = workbook::prefilled(catalog(), sender, meeting, &Judged::default());
        let bytes = workbook::write(catalog(), sender, meeting, 1, &contents).unwrap();
        let book = open(bytes);
        let visible = book.sheets_metadata().iter();
        let visible = visible
            .filter(|s| s.visible == SheetVisible::Visible)
            .count();
        assert!(
            visible <= VISIBLE_SHEETS,
            "{} {}: {visible}",
            sender.clave,
            meeting.numero
        );
    }
}

/// The formats of a workbook whose cells a person may write in a protected sheet.
fn open_formats(bytes: &[u8]) -> Vec<bool> {
    let styles = part(bytes, "xl/styles.xml");
    let (_, formats) = styles.split_once("<cellXfs").unwrap();
    let (formats, _) = formats.split_once("</cellXfs>").unwrap();
    let formats = formats.split("<xf ").skip(1);
    formats.map(|xf| xf.contains("locked=\"0\"")).collect()
}

/// Empty cells that a person may write, by row of a sheet, from row 5.
fn cells_to_fill(bytes: &[u8], sheet: &str) -> Vec<usize> {
    let formats = open_formats(bytes);
    let xml = sheet_part(bytes, sheet);
    let rows = xml.split("<row r=\"").skip(5);
    let to_fill = |row: &str| {
        let empty = row
            .split("<c r=\"")
            .skip(1)
            .filter(|cell| !cell.contains("<v>"));
        let style = |cell: &str| {
            let (_, rest) = cell.split_once("s=\"")?;
            rest.split('"').next()?.parse::<usize>().ok()
        };
        empty.filter_map(style).filter(|s| formats[*s]).count()
    };
    rows.map(to_fill).collect()
}

#[test]
fn a_prefilled_row_leaves_at_most_eight_cells_to_fill() {
    let mut rows = 0;
    for (sender, meeting) in asked() {
        let contents = workbook::prefilled(catalog(), sender, meeting, told());
        let sheets = workbook::sheets(catalog(), sender, meeting, &contents);
        let bytes = blank(&sender.clave, meeting.numero);
        for schema in &sheets {
            if !["Sistemas", "Entregables"].contains(&schema.hoja.as_str()) {
                continue;
            }
            let counts = cells_to_fill(&bytes, &schema.hoja);
            let at = format!("{} {} {}", sender.clave, meeting.numero, schema.hoja);
            assert_eq!(
                counts.len(),
                contents.get(&schema.hoja).map_or(0, Vec::len),
                "{at}"
            );
            assert!(
                counts.iter().all(|count| (2..=8).contains(count)),
                "{at}: {counts:?}"
            );
            rows += counts.len();
        }
    }
    assert!(rows > 500, "{rows}");
}

#[test]
fn the_blank_workbook_brings_what_is_due_coming_due_or_open() {
    let contents = workbook::prefilled(catalog(), sender("oaxaca"), meeting(6), told());
    let rows: Vec<String> = contents["Entregables"]
        .iter()
        .map(|row| match (&row["no"], row.get("variante")) {
            (Value::Number(no), Some(Value::Text(variante))) => format!("{no} {variante}"),
            (Value::Number(no), _) => no.to_string(),
            _ => panic!("{row:?}"),
        })
        .collect();
    // Open since the fifth meeting, due, and coming due before the seventh.
    for expected in ["11 Final", "15 Final", "16 Final", "21"] {
        assert!(
            rows.iter().any(|row| row == expected),
            "{expected}: {rows:?}"
        );
    }
    for settled in ["1", "10 Final", "11 Preliminar", "12 Aprobado", "23"] {
        assert!(rows.iter().all(|row| row != settled), "{settled}: {rows:?}");
    }
    assert_eq!(contents["Datos_PREP"][0]["catd"], Value::Number(25.0));
}

#[test]
fn the_blank_workbook_brings_the_commitments_that_were_open_before() {
    let mut before = told().clone();
    before.datasets.retain(|number, _| *number < 6);
    let contents = workbook::prefilled(catalog(), sender("deoe"), meeting(6), &before);
    let ids: Vec<&Value> = contents["Compromisos"]
        .iter()
        .map(|row| &row["id"])
        .collect();
    assert_eq!(ids, [&Value::Text("C-04-01".into())]);
    let contents = workbook::prefilled(catalog(), sender("utf"), meeting(6), &before);
    assert!(!contents.contains_key("Compromisos"));
}

#[test]
fn the_committed_demonstration_is_what_the_example_writes() {
    let inputs = Path::new(env!("CARGO_MANIFEST_DIR")).join("inputs");
    let books = story::books(catalog()).unwrap();
    for book in &books {
        let path = inputs.join(&book.folder).join(&book.file);
        let committed = std::fs::read(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        assert!(
            committed == book.bytes,
            "{}: run `cargo run --release --example demostracion`",
            path.display()
        );
    }
    let folders = std::fs::read_dir(&inputs).unwrap();
    let files: usize = folders
        .map(|folder| folder.unwrap().path())
        .filter(|folder| folder.is_dir())
        .map(|folder| std::fs::read_dir(folder).unwrap().count())
        .sum();
    assert_eq!(
        files,
        books.len(),
        "a workbook that the example does not write"
    );
}

#[test]
fn the_demonstration_has_no_error_and_few_warnings() {
    let mut warnings: BTreeMap<Option<u8>, usize> = BTreeMap::new();
    for finding in demonstration().findings.iter() {
        let at = format!("{} {}", finding.at, finding.message);
        assert_ne!(finding.severity, Severity::Error, "{at}");
        if finding.severity == Severity::Advertencia {
            *warnings.entry(finding.meeting).or_default() += 1;
        }
    }
    assert!(warnings.values().all(|count| *count <= 2), "{warnings:?}");
    for (number, dataset) in &told().datasets {
        let opl = catalog().opl().len();
        let asks = meeting(*number).hojas.keys().len();
        assert!(dataset.deliveries.len() > opl && asks > 1, "{number}");
    }
}

#[test]
fn saved_again_by_libreoffice_a_workbook_keeps_its_values() {
    let folder = tempfile::tempdir().unwrap();
    let before = folder.path().join("R05-deoe-v1.xlsx");
    let inputs = Path::new(env!("CARGO_MANIFEST_DIR")).join("inputs");
    std::fs::copy(inputs.join("reunion-05/R05-deoe-v1.xlsx"), &before).unwrap();
    let profile = format!(
        "-env:UserInstallation=file://{}",
        folder.path().join("profile").display()
    );
    let after = folder.path().join("again");
    let saved = Command::new("soffice")
        .args(["--headless", &profile, "--convert-to", "xlsx", "--outdir"])
        .args([&after, &before])
        .output();
    let Ok(saved) = saved else {
        eprintln!("SKIPPED: soffice is not installed, the re-save by LibreOffice was not tried");
        return;
    };
    let again = after.join("R05-deoe-v1.xlsx");
    assert!(again.exists(), "{saved:?}");
    let read = |path: &Path| {
        let mut findings = Findings::default();
        let books = intake::read_all(&Fence::none(), folder.path(), path, &mut findings).unwrap();
        let judged = validation::judge(catalog(), &books, &mut findings);
        let values: Vec<_> = judged.datasets[&5]
            .sheets
            .values()
            .flatten()
            .flat_map(|row| row.fields.iter())
            .map(|(name, field)| (name.clone(), field.value.clone()))
            .collect();
        assert_eq!(findings.count(Severity::Error), 0, "{findings:?}");
        values
    };
    let values = read(&before);
    assert!(values.len() > 100);
    assert_eq!(read(&again), values);
}

#[test]
fn what_is_not_named_stays_empty() {
    let contents = Contents::new();
    let bytes = workbook::write(catalog(), sender("utf"), meeting(2), 3, &contents).unwrap();
    let mut book = open(bytes);
    let cover = book.worksheet_range("Portada").unwrap();
    assert_eq!(cover.get_value((6, 2)), Some(&Data::Float(3.0)));
    let sheet = book.worksheet_range("Sistemas").unwrap();
    assert_eq!(sheet.end().map(|(row, _)| row), Some(3));
}
