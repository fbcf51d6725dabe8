//! A workbook of ours that was filled in and saved by LibreOffice.

use super::filled::filled;
use super::{catalog, told};
use crate::demonstration::demonstration;
use relator::diagnostics::{Findings, Location};
use relator::domain::Value;
use relator::intake;
use relator::validation::{self, Judged};
use std::path::Path;
use std::process::Command;

const SENDERS: [(&str, u8); 4] = [("hidalgo", 5), ("deoe", 5), ("utsi", 9), ("oaxaca", 8)];

/// Judges a workbook in place of the sender's own, with what was reported before; what is told of
/// it, and its values.
fn judged(path: &str, bytes: &[u8], (clave, number): (&str, u8)) -> (Vec<String>, Values) {
    let mut findings = Findings::default();
    let at = Location::file(path);
    let others = demonstration().books.iter().filter(|book| {
        let file = &*book.at.file;
        let folder = file.split('/').nth(1).unwrap();
        let meeting: u8 = folder.trim_start_matches("reunion-").parse().unwrap();
        let own = told().datasets[&meeting].deliveries.iter();
        let own = own
            .clone()
            .any(|d| &*d.at.file == file && d.sender == clave);
        meeting < number || (meeting == number && !own)
    });
    let mut books: Vec<_> = others.cloned().collect();
    books.push(intake::read_bytes(at, bytes, &mut findings).unwrap());
    let judged = validation::judge(catalog(), &books, &mut findings);
    let of_file = findings.iter().filter(|finding| &*finding.at.file == path);
    let told = of_file.map(|f| format!("{} {}: {}", f.code, f.at, f.message));
    (told.collect(), values(&judged, clave, number))
}

type Values = Vec<(String, u32, String, Value)>;

fn values(judged: &Judged, clave: &str, number: u8) -> Values {
    let rows = judged.datasets[&number].sheets.values().flatten();
    let own = rows.filter(|row| row.delivery.sender == clave && row.delivery.meeting == number);
    let mut values: Values = own
        .flat_map(|row| {
            let fields = row.fields.iter();
            fields.map(|(name, field)| {
                (
                    row.sheet.clone(),
                    row.number,
                    name.clone(),
                    field.value.clone(),
                )
            })
        })
        .filter(|(.., value)| !value.is_missing())
        .collect();
    values.sort_by(|a, b| (&a.0, a.1, &a.2).cmp(&(&b.0, b.1, &b.2)));
    values
}

#[test]
fn a_blank_workbook_that_was_filled_in_has_no_inconsistency() {
    for (clave, number) in SENDERS {
        let path = format!("inputs/R{number:02}-{clave}-v1.xlsx");
        let (told, values) = judged(&path, &filled(clave, number), (clave, number));
        assert!(told.is_empty(), "{told:#?}");
        assert!(values.len() > 20, "{clave}: {}", values.len());
    }
}

#[test]
fn saved_by_libreoffice_it_still_has_none_and_says_the_same() {
    let folder = tempfile::tempdir().unwrap();
    for (clave, number) in SENDERS {
        let name = format!("R{number:02}-{clave}-v1.xlsx");
        std::fs::write(folder.path().join(name), filled(clave, number)).unwrap();
    }
    for kind in ["xlsx", "ods"] {
        let after = folder.path().join(kind);
        if !saved(folder.path(), kind, &after) {
            eprintln!("SKIPPED: soffice is not installed, saving by LibreOffice was not tried");
            return;
        }
        for (clave, number) in SENDERS {
            let name = format!("R{number:02}-{clave}-v1");
            let bytes = std::fs::read(after.join(format!("{name}.{kind}"))).unwrap();
            let path = format!("inputs/{name}.{kind}");
            let (told, values) = judged(&path, &bytes, (clave, number));
            // That the second format keeps fewer helps is said of every such file, and is all.
            let expected = if kind == "ods" { 1 } else { 0 };
            let helps = told.iter().filter(|t| t.starts_with("REV-116")).count();
            assert_eq!((told.len(), helps), (expected, expected), "{told:#?}");
            let path = format!("inputs/{name}.xlsx");
            let (_, before) = judged(&path, &filled(clave, number), (clave, number));
            let other = values.iter().zip(&before).find(|(one, other)| one != other);
            assert_eq!(other, None, "{name}.{kind}");
            assert_eq!(values.len(), before.len(), "{name}.{kind}");
        }
    }
}

/// Whether LibreOffice is there to save the workbooks of a folder anew.
fn saved(folder: &Path, kind: &str, after: &Path) -> bool {
    let profile = folder.join("profile");
    let profile = format!("-env:UserInstallation=file://{}", profile.display());
    let books = SENDERS.map(|(clave, number)| folder.join(format!("R{number:02}-{clave}-v1.xlsx")));
    let saved = Command::new("soffice")
        .args(["--headless", &profile, "--convert-to", kind, "--outdir"])
        .arg(after)
        .args(books)
        .output();
    saved.is_ok()
}
