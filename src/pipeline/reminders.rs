//! `recordatorios/`: a mail draft for each sender without a usable delivery.

use super::mail::{self, Enclosed};
use super::review::{self, Received};
use super::{Made, Status, Understood};
use crate::archive::OutputFile;
use crate::catalog::Catalog;
use crate::diagnostics::Finding;
use crate::report::Desk;
use crate::validation::UsedAs;

/// Where the drafts stand below the folder of the meeting.
pub(super) const FOLDER: &str = "recordatorios";

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// Adds the drafts of a meeting; the reviews among the files that were made are enclosed.
pub(super) fn add(catalog: &Catalog, understood: &Understood, status: &Status, made: &mut Made) {
    let Some(reunion) = catalog.proceso.reunion(status.meeting) else {
        return;
    };
    let desk = Desk::new(catalog, &understood.judged, Some(status.meeting));
    let received = review::received(understood, status.meeting);
    let mut drafts = Vec::new();
    for entry in status.entries.iter().filter(|entry| entry.reminder) {
        let Some(sender) = catalog.institucion(&entry.sender) else {
            continue;
        };
        // Two with one version are both to be mended.
        let sent: Vec<&Received<'_>> = received
            .iter()
            .filter(|r| r.delivery.sender == entry.sender)
            .filter(|r| r.delivery.used_as != UsedAs::Superseded)
            .collect();
        let findings: Vec<&Finding> = understood
            .findings
            .iter()
            .filter(|f| sent.iter().any(|r| *f.at.file == *r.files[0]))
            .collect();
        let delivered = sent.last().map(|r| (r.delivery.as_ref(), &*findings));
        let letter = desk.reminder(sender, reunion, delivered);
        let enclosed = sent.iter().flat_map(|r| enclosed(&made.files, &r.name));
        let enclosed: Vec<Enclosed<'_>> = enclosed.collect();
        drafts.push(OutputFile {
            name: format!("{FOLDER}/{}.eml", entry.sender),
            bytes: mail::draft(&letter, sender.correo.as_deref(), reunion.corte, &enclosed),
        });
    }
    made.files.extend(drafts);
    made.findings.extend(desk.missing(Some(status.meeting)));
}

/// The review of a delivery, as workbook and as PDF.
fn enclosed<'a>(files: &'a [OutputFile], name: &str) -> Vec<Enclosed<'a>> {
    let kinds = [("xlsx", XLSX), ("pdf", "application/pdf")];
    let found = kinds.into_iter().filter_map(|(kind, mime)| {
        let name = format!("{name}.{kind}");
        let path = format!("{}/{name}", review::FOLDER);
        let file = files.iter().find(|file| file.name == path)?;
        Some(Enclosed {
            name,
            mime,
            bytes: &file.bytes,
        })
    });
    found.collect()
}
