//! `revision/`: what each delivery is answered with, as a workbook and as a PDF.

mod book;
mod copy;

use super::{Job, Made, Understood};
use crate::archive::OutputFile;
use crate::catalog::Catalog;
use crate::diagnostics::{Code, Finding, Findings, Location};
use crate::intake::Workbook;
use crate::render::typst::Typesetter;
use crate::report::{Desk, Informe, Review, Subject, glyphs};
use crate::validation::{Delivery, UsedAs};
use crate::workbook;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Where the files stand below the folder of the meeting, and below that of the output for files
/// whose sender or meeting is unknown.
pub const FOLDER: &str = "revision";
/// Digits of a code of integrity that tell two files of one name apart.
const DIGITS: usize = 8;

/// A delivery and the other files with the very same bytes.
#[derive(Debug)]
pub(super) struct Received<'a> {
    /// The delivery that was judged.
    pub(super) delivery: &'a Arc<Delivery>,
    /// All its files, that one first.
    pub(super) files: Vec<&'a str>,
    /// Name of its review, without folder and ending.
    pub(super) name: String,
}

/// The deliveries of a meeting, each once however often its file is there.
pub(super) fn received(understood: &Understood, meeting: u8) -> Vec<Received<'_>> {
    let mut all: Vec<Received<'_>> = Vec::new();
    let dataset = understood.judged.datasets.get(&meeting);
    for delivery in dataset.into_iter().flat_map(|d| &d.deliveries) {
        let file = &*delivery.at.file;
        let twin = all.iter_mut().find(|other| {
            other.delivery.sender == delivery.sender && other.delivery.sha256 == delivery.sha256
        });
        if let Some(twin) = twin {
            // The one that counts is the one that was read.
            if delivery.used_as == UsedAs::InForce {
                twin.delivery = delivery;
                twin.files.insert(0, file);
            } else {
                twin.files.push(file);
            }
            continue;
        }
        let plain = format!("{}-v{}", delivery.sender, delivery.version);
        let taken = all.iter().any(|other| other.name == plain);
        let name = match taken {
            true => format!("{plain}-{}", digits(&delivery.sha256)),
            false => plain,
        };
        all.push(Received {
            delivery,
            files: vec![file],
            name,
        });
    }
    all
}

/// The reviews of a meeting. `informe` is the one of the meeting, if it could be composed.
pub(super) fn of_meeting(
    job: &Job<'_>,
    understood: &Understood,
    typesetter: &Typesetter,
    (meeting, informe): (u8, Option<&Informe>),
    made: &mut Made,
) {
    let desk = Desk::new(job.catalog, &understood.judged, Some(meeting));
    for received in received(understood, meeting) {
        let files: BTreeSet<&str> = received.files.iter().take(1).copied().collect();
        let composed = made.findings.iter().filter(|f| files.contains(&*f.at.file));
        let composed: Vec<Finding> = composed.cloned().collect();
        let Some(workbook) = workbook_of(understood, received.files[0]) else {
            continue;
        };
        let of_others = told_of_others(understood, received.delivery);
        let subject = Subject {
            files: received.files.iter().map(|file| base_name(file)).collect(),
            sha256: &received.delivery.sha256,
            sheets: copy::rows_by_sheet(&workbook),
            delivery: Some(received.delivery),
            findings: told(understood, received.files[0])
                .chain(&of_others)
                .chain(&composed)
                .collect(),
        };
        let mut review = desk.review(&subject, informe);
        let name = format!("{FOLDER}/{}", received.name);
        match annotated(job.catalog, &review, &workbook, Some(received.delivery)) {
            Ok(bytes) => made.files.push(file(&name, "xlsx", bytes)),
            Err(why) => made.findings.push(broken(&name, &why)),
        }
        // What it tells of letters that no font has was told for the informe already.
        let mut known = Findings::default();
        glyphs::cover(&mut review.informe, &|c| typesetter.covers(c), &mut known);
        match typesetter.typeset_sheet(&review.informe) {
            Ok(typeset) => made.files.push(file(&name, "pdf", typeset.pdf)),
            Err(findings) => made.findings.extend(findings),
        }
    }
    made.findings.extend(desk.missing(Some(meeting)));
}

/// The reviews of the files whose sender or meeting is unknown, those that could not be read among
/// them.
pub(super) fn of_unidentified(
    catalog: &Catalog,
    understood: &Understood,
) -> (Vec<OutputFile>, Vec<Finding>) {
    let desk = Desk::new(catalog, &understood.judged, None);
    let (mut files, mut findings): (Vec<OutputFile>, Vec<Finding>) = Default::default();
    let unidentified = understood.judged.unidentified.iter();
    let read = unidentified.filter_map(|unknown| workbook_of(understood, &unknown.at.file));
    for workbook in read.chain(understood.refused.iter().cloned()) {
        let path = &*workbook.at.file;
        let subject = Subject {
            files: vec![base_name(path)],
            sha256: &workbook.sha256,
            sheets: copy::rows_by_sheet(&workbook),
            delivery: None,
            findings: told(understood, path).collect(),
        };
        let review = desk.review(&subject, None);
        let name = format!("sin-remitente-{}", digits(&workbook.sha256));
        let again = files.iter().any(|f| f.name == format!("{name}.xlsx"));
        match annotated(catalog, &review, &workbook, None) {
            Ok(_) if again => {}
            Ok(bytes) => files.push(file(&name, "xlsx", bytes)),
            Err(why) => findings.push(broken(&format!("{FOLDER}/{name}"), &why)),
        }
    }
    (files, findings)
}

fn annotated(
    catalog: &Catalog,
    review: &Review,
    received: &Workbook,
    delivery: Option<&Arc<Delivery>>,
) -> Result<Vec<u8>, String> {
    let class = delivery.and_then(|d| catalog.institucion(&d.sender));
    let copies = copy::copies(catalog, class.map(|sender| sender.clase), received, review);
    workbook::review(&book::book(catalog, review, copies))
}

fn told<'a>(understood: &'a Understood, file: &str) -> impl Iterator<Item = &'a Finding> {
    let all = understood.findings.iter();
    all.filter(move |finding| &*finding.at.file == file)
}

/// What was told of the workbook of another sender and lights up cells of this delivery, as
/// seen from here: at the first of these cells, with all the others.
fn told_of_others(understood: &Understood, delivery: &Delivery) -> Vec<Finding> {
    let told = understood.findings.iter();
    let of_others = told.filter(|finding| finding.touches(&delivery.sender, &delivery.at.file));
    let turned = of_others.filter_map(|finding| {
        let mut places = finding.related.iter();
        let at = places.find(|place| place.file == delivery.at.file)?;
        let others = finding.related.iter().chain([&finding.at]);
        Some(Finding {
            sender: Some(delivery.sender.clone()),
            related: others.filter(|place| *place != at).cloned().collect(),
            at: at.clone(),
            ..finding.clone()
        })
    });
    turned.collect()
}

/// A copy, so that the one that is kept stays packed.
fn workbook_of(understood: &Understood, file: &str) -> Option<Workbook> {
    let mut all = understood.workbooks.iter();
    all.find(|w| &*w.at.file == file).cloned()
}

/// The name of a file without its folders.
fn base_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

fn digits(sha256: &str) -> &str {
    sha256.get(..DIGITS).unwrap_or(sha256)
}

fn file(name: &str, kind: &str, bytes: Vec<u8>) -> OutputFile {
    OutputFile {
        name: format!("{name}.{kind}"),
        bytes,
    }
}

fn broken(name: &str, why: &str) -> Finding {
    Finding {
        message: format!(
            "El reporte de revisión no se terminó por una falla interna del programa ({why})."
        ),
        help: Code(900).explanation().help.to_owned(),
        ..Finding::new(Code(900), Location::file(format!("{name}.xlsx")))
    }
}
