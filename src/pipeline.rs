//! The flow on one screen.
//!
//! ```text
//! read → judge                    once for all meetings, because each looks at the one before
//! compose → typeset → Word        meeting by meeting, side by side
//! write                           in calendar order
//! ```

mod data;
mod dossier;
mod ficha;
mod hoja;
mod rebuild;
mod side_by_side;
mod status;
mod status_page;

pub use dossier::{Asked, Dossier, INTERNAL, dossier};
pub use hoja::{Sheet, hoja};
pub use rebuild::{Rebuilt, Same, rebuild};
pub use status::{Entry, Situation, Status};

use crate::archive::{Output, OutputFile, Published};
use crate::catalog::Catalog;
use crate::diagnostics::{Code, Error, Finding, Findings, Location, Severity};
use crate::intake::{self, Workbook};
use crate::render::docx;
use crate::render::typst::{Attachment, Typesetter};
use crate::report::{self, Informe, Stage};
use crate::validation::{self, Judged};
use std::collections::BTreeSet;
use std::num::NonZeroUsize;
use std::path::Path;

/// Every workbook, and what was understood of it.
#[derive(Debug, Default)]
pub struct Understood {
    /// The workbooks, in the order of their paths.
    pub workbooks: Vec<Workbook>,
    /// The rows that may be used.
    pub judged: Judged,
    /// What a person can mend, in the order of files and cells.
    pub findings: Findings,
}

impl Understood {
    /// The files that were looked at; one that could not be read counts as well.
    pub fn files(&self) -> BTreeSet<&str> {
        let read = self.workbooks.iter().map(|w| &*w.at.file);
        let told = self.findings.iter().map(|f| &*f.at.file);
        let told = told.filter(|file| !file.starts_with("templates/"));
        read.chain(told).collect()
    }
}

/// Which documents are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Documents {
    /// PDF and Word.
    Both,
    /// The PDF only.
    Pdf,
    /// The Word file only.
    Docx,
}

/// Which program does the work, for the ficha.
#[derive(Debug, Clone)]
pub struct Program {
    /// Version.
    pub version: String,
    /// SHA-256 of the file that runs.
    pub sha256: String,
}

/// What is to be produced.
#[derive(Debug)]
pub struct Job<'a> {
    /// Templates.
    pub catalog: &'a Catalog,
    /// Numbers of the meetings, in calendar order.
    pub meetings: Vec<u8>,
    /// How far the informes have come.
    pub stage: Stage,
    /// Which documents.
    pub documents: Documents,
    /// The program.
    pub program: Program,
    /// How many informes are made at a time.
    pub threads: NonZeroUsize,
}

/// What became of a meeting.
#[derive(Debug)]
pub struct Outcome {
    /// Number of the meeting.
    pub meeting: u8,
    /// Files of its folder, with their fate.
    pub published: Published,
    /// What composing and writing found, beyond the workbooks' own inconsistencias.
    pub findings: Findings,
}

/// Reads every workbook of a folder once and judges them together.
pub fn understand(catalog: &Catalog, workspace: &Path, inputs: &Path) -> Result<Understood, Error> {
    let mut findings = Findings::default();
    let workbooks = intake::read_all(workspace, inputs, &mut findings)?;
    Ok(judge(catalog, workbooks, findings))
}

/// Judges workbooks that were already read.
pub fn judge(catalog: &Catalog, workbooks: Vec<Workbook>, mut findings: Findings) -> Understood {
    let judged = validation::judge(catalog, &workbooks, &mut findings);
    findings.sort();
    Understood {
        workbooks,
        judged,
        findings,
    }
}

/// Makes the informes of some meetings and writes each folder; `done` hears of every meeting as
/// its folder is finished, in calendar order.
pub fn produce(
    job: &Job<'_>,
    understood: &Understood,
    output: &Output,
    mut done: impl FnMut(&Outcome),
) -> Result<Vec<Outcome>, Error> {
    let typesetter = Typesetter::new(&job.catalog.estilo).map_err(Error::Catalog)?;
    let mut outcomes = Vec::new();
    side_by_side::run(
        &job.meetings,
        job.threads,
        |&meeting| make(job, understood, &typesetter, meeting),
        |&meeting, made| {
            let outcome = put(job, understood, output, meeting, made)?;
            done(&outcome);
            outcomes.push(outcome);
            Ok(())
        },
    )?;
    Ok(outcomes)
}

/// The files of a meeting, before they are written.
#[derive(Debug, Default)]
struct Made {
    files: Vec<OutputFile>,
    findings: Findings,
}

fn make(job: &Job<'_>, understood: &Understood, typesetter: &Typesetter, meeting: u8) -> Made {
    let mut made = Made::default();
    let informe = report::compose(
        job.catalog,
        &understood.judged,
        meeting,
        job.stage,
        &mut made.findings,
    );
    if let Some(mut informe) = informe {
        let covered = |c| typesetter.covers(c);
        report::glyphs::cover(&mut informe, &covered, &mut made.findings);
        let tables = data::files(&informe, &understood.judged, job.catalog);
        let attached = data::attachments(&informe, &tables);
        render(job, typesetter, &informe, &attached, &mut made);
        made.files.extend(tables);
    }
    // A document that is missing without a word would be the worst of all outcomes.
    if made.files.is_empty() && made.findings.count(Severity::Error) == 0 {
        made.findings.push(missing(meeting));
    }
    match status_files(job, understood, meeting) {
        Ok(files) => made.files.extend(files),
        Err(error) => made.findings.push(fault(meeting, &error)),
    }
    made
}

fn status_files(
    job: &Job<'_>,
    understood: &Understood,
    meeting: u8,
) -> Result<Vec<OutputFile>, String> {
    let status = Status::new(job.catalog, understood, meeting);
    let files = status.map(|status| status_page::files(&status));
    Ok(files.transpose()?.into_iter().flatten().collect())
}

/// The page layout comes first: the Word file takes page numbers and drawings from it.
fn render(
    job: &Job<'_>,
    typesetter: &Typesetter,
    informe: &Informe,
    attached: &[Attachment],
    made: &mut Made,
) {
    let typeset = match typesetter.typeset(informe, attached) {
        Ok(typeset) => typeset,
        Err(findings) => return made.findings.extend(findings),
    };
    made.findings.extend(typeset.warnings);
    if job.documents != Documents::Pdf {
        match docx::write(informe, &typeset.layout, &job.catalog.estilo) {
            Ok(bytes) => made
                .files
                .push(document(informe.meta.number, "docx", bytes)),
            Err(findings) => made.findings.extend(findings),
        }
    }
    if job.documents != Documents::Docx {
        let pdf = document(informe.meta.number, "pdf", typeset.pdf);
        made.files.insert(0, pdf);
    }
}

fn put(
    job: &Job<'_>,
    understood: &Understood,
    output: &Output,
    meeting: u8,
    made: Result<Made, String>,
) -> Result<Outcome, Error> {
    let mut made = match made {
        Ok(made) => made,
        Err(panic) => return Ok(gone_wrong(meeting, &panic)),
    };
    let about = ficha::about(job, understood, meeting, &made.findings);
    let both = ["pdf", "docx"].map(|kind| document_name(meeting, kind));
    let mut published = output.publish(&folder(meeting), &made.files, &both, about)?;
    made.findings
        .extend(std::mem::take(&mut published.findings));
    Ok(Outcome {
        meeting,
        published,
        findings: made.findings,
    })
}

fn missing(meeting: u8) -> Finding {
    Finding {
        meeting: Some(meeting),
        message: format!("El informe de la reunión {meeting} no se pudo componer."),
        help: Code(703).explanation().help.to_owned(),
        ..Finding::new(Code(703), place(meeting))
    }
}

fn place(meeting: u8) -> Location {
    let name = document_name(meeting, "pdf");
    Location::file(format!("output/{}/{name}", folder(meeting)))
}

/// A fault of ours costs one informe, and is told like everything else; its folder stays as it was.
fn gone_wrong(meeting: u8, panic: &str) -> Outcome {
    let mut findings = Findings::default();
    findings.push(fault(meeting, panic));
    Outcome {
        meeting,
        published: Published::default(),
        findings,
    }
}

fn fault(meeting: u8, what: &str) -> Finding {
    Finding {
        meeting: Some(meeting),
        message: format!(
            "El informe de la reunión {meeting} no se terminó por una falla interna del programa ({what})."
        ),
        help: Code(900).explanation().help.to_owned(),
        ..Finding::new(Code(900), place(meeting))
    }
}

/// `reunion-05`.
pub fn folder(meeting: u8) -> String {
    format!("reunion-{meeting:02}")
}

fn document_name(meeting: u8, kind: &str) -> String {
    format!("informe-reunion-{meeting:02}.{kind}")
}

fn document(meeting: u8, kind: &str, bytes: Vec<u8>) -> OutputFile {
    OutputFile {
        name: document_name(meeting, kind),
        bytes,
    }
}
