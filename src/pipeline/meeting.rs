//! The files of one meeting, from its rows to bytes.

use super::{
    Documents, Job, Status, Understood, data, document_name, reminders, review, rows, status_page,
};
use crate::archive::OutputFile;
use crate::diagnostics::{Code, Finding, Findings, Location, Severity};
use crate::domain::names;
use crate::render::typst::{Attachment, Typesetter};
use crate::render::{Layout, docx};
use crate::report::{self, Informe};

/// The files of a meeting, before they are written.
#[derive(Debug, Default)]
pub(super) struct Made {
    pub(super) files: Vec<OutputFile>,
    pub(super) findings: Findings,
    pub(super) unused: Vec<rows::Unused>,
    /// The short code at the foot of the informe.
    pub(super) code: String,
}

/// Everything that a meeting is answered with: informe, tables, reviews, reminders, state.
pub(super) fn make(
    job: &Job<'_>,
    understood: &Understood,
    typesetter: &Typesetter,
    meeting: u8,
) -> Made {
    let (mut made, informe) = make_informe(job, understood, typesetter, meeting);
    let of_meeting = (meeting, informe.as_ref());
    review::of_meeting(job, understood, typesetter, of_meeting, &mut made);
    if let Some(status) = Status::new(job.catalog, understood, meeting) {
        reminders::add(job.catalog, understood, &status, &mut made);
        match status_page::files(&status) {
            Ok(files) => made.files.extend(files),
            Err(error) => made.findings.push(fault(job, meeting, &error)),
        }
    }
    made
}

/// The documents and tables of a meeting, which is all that a recorded version is compared with.
pub(super) fn make_informe(
    job: &Job<'_>,
    understood: &Understood,
    typesetter: &Typesetter,
    meeting: u8,
) -> (Made, Option<Informe>) {
    let mut made = Made::default();
    let judged = understood.judged.as_of(meeting);
    let informe = report::compose(
        job.catalog,
        &understood.judged,
        meeting,
        job.stage,
        &mut made.findings,
    );
    let informe = informe.map(|mut informe| {
        let covered = |c| typesetter.covers(c);
        report::glyphs::cover(&mut informe, &covered, &mut made.findings);
        made.code.clone_from(&informe.meta.code);
        if let Some(reunion) = job.catalog.proceso.reunion(meeting) {
            made.unused = rows::unused(understood, reunion, &informe);
        }
        let tables = data::files(&informe, &judged, job.catalog);
        let attached = data::attachments(&informe, &tables);
        render(job, typesetter, &informe, &attached, &mut made);
        made.files.extend(tables);
        informe
    });
    // A document that is missing without a word would be the worst of all outcomes.
    if made.findings.count(Severity::Error) == 0 {
        let gone = missing(job, &made.files, meeting);
        made.findings.extend(gone);
    }
    (made, informe)
}

/// The page layout comes first: the Word file takes page numbers and drawings from it.
fn render(
    job: &Job<'_>,
    typesetter: &Typesetter,
    informe: &Informe,
    attached: &[Attachment],
    made: &mut Made,
) {
    let mut typeset = match typesetter.typeset(informe, attached) {
        Ok(typeset) => typeset,
        Err(findings) => return made.findings.extend(findings),
    };
    made.findings.extend(typeset.warnings);
    if job.documents != Documents::Pdf {
        if let Err(findings) = on_the_letterhead(typesetter, informe, job, &mut typeset.layout) {
            made.findings.extend(findings);
        }
        match docx::write(informe, &typeset.layout, &job.catalog.estilo) {
            Ok(bytes) => {
                let file = document(informe.meta.number, "docx", bytes);
                made.files.push(file);
                made.findings.extend(docx::remarks(&job.catalog.estilo));
            }
            Err(findings) => made.findings.extend(findings),
        }
    }
    if job.documents != Documents::Docx {
        let pdf = document(informe.meta.number, "pdf", typeset.pdf);
        made.files.insert(0, pdf);
    }
}

/// Where the letterhead has another sheet than the PDF, the pages of the Word file are others.
fn on_the_letterhead(
    typesetter: &Typesetter,
    informe: &Informe,
    job: &Job<'_>,
    layout: &mut Layout,
) -> Result<(), Vec<Finding>> {
    if let Some(sheet) = docx::other_sheet(&job.catalog.estilo) {
        layout.pages = typesetter.pages_on(informe, &sheet)?;
    }
    Ok(())
}

/// The documents that were asked for and are not there.
fn missing(job: &Job<'_>, files: &[OutputFile], meeting: u8) -> Vec<Finding> {
    let wanted = job.documents.kinds().iter();
    let names = wanted.map(|kind| document_name(meeting, kind));
    let gone = names.filter(|name| !files.iter().any(|file| file.name == *name));
    gone.map(|name| Finding {
        meeting: Some(meeting),
        message: format!("El documento «{name}» no se pudo hacer."),
        help: Code(703).explanation().help.to_owned(),
        ..Finding::new(Code(703), place(job, meeting, &name))
    })
    .collect()
}

/// A file of a meeting, as people read its path.
fn place(job: &Job<'_>, meeting: u8, name: &str) -> Location {
    Location::file(format!("{}/{}/{name}", job.output, names::meeting(meeting)))
}

/// A fault of ours, told at the document that it cost.
pub(super) fn fault(job: &Job<'_>, meeting: u8, what: &str) -> Finding {
    Finding {
        meeting: Some(meeting),
        message: format!(
            "El informe de la reunión {meeting} no se terminó por una falla interna del programa ({what})."
        ),
        help: Code(900).explanation().help.to_owned(),
        ..Finding::new(
            Code(900),
            place(job, meeting, &document_name(meeting, "pdf")),
        )
    }
}

fn document(meeting: u8, kind: &str, bytes: Vec<u8>) -> OutputFile {
    OutputFile {
        name: document_name(meeting, kind),
        bytes,
    }
}
