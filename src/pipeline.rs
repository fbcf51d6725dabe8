//! The flow on one screen.
//!
//! ```text
//! read → judge                    once for all meetings, because each looks at the one before
//! compose → typeset → Word        meeting by meeting, side by side
//! write                           in calendar order
//! ```

pub mod checkup;
mod data;
pub mod differences;
mod dossier;
mod ficha;
mod generated;
mod hoja;
mod mail;
mod rebuild;
mod reminders;
mod review;
pub mod rows;
mod side_by_side;
mod status;
mod status_page;
pub mod trace;

pub use data::native;
pub use dossier::{Asked, Dossier, INTERNAL, SAID, dossier};
pub use generated::{Generated, generated};
pub use hoja::{Sheet, hoja};
pub use rebuild::{Rebuilt, Same, dataset, rebuild};
pub use review::FOLDER as UNIDENTIFIED;
pub use status::{Entry, Situation, Status};

use crate::archive::{Output, OutputFile, Published};
use crate::catalog::Catalog;
use crate::diagnostics::{Code, Error, Finding, Findings, Location, Severity};
use crate::intake::{self, Fence, Workbook};
use crate::render::typst::{Attachment, Typesetter};
use crate::render::{Layout, docx};
use crate::report::{self, Informe, Stage};
use crate::validation::{self, Dataset, Judged};
use std::collections::{BTreeMap, BTreeSet};
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

/// What was said at the meetings whose informe stands in the record, by their numbers.
pub type Said = BTreeMap<u8, Dataset>;

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

impl Documents {
    /// The endings of the documents.
    const fn kinds(self) -> &'static [&'static str] {
        match self {
            Self::Both => &["pdf", "docx"],
            Self::Pdf => &["pdf"],
            Self::Docx => &["docx"],
        }
    }
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
    /// The folder of what is produced, as people read its path.
    pub output: String,
}

/// What became of a run.
#[derive(Debug)]
pub struct Produced {
    /// Of each meeting, in calendar order.
    pub meetings: Vec<Outcome>,
    /// Reviews of the files whose sender or meeting is unknown, with their fate.
    pub unidentified: Published,
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
pub fn understand(
    catalog: &Catalog,
    fence: &Fence,
    workspace: &Path,
    inputs: &Path,
) -> Result<Understood, Error> {
    understand_after(catalog, fence, Said::new(), (workspace, inputs))
}

/// The same, where it is recorded what was said at some meetings.
pub fn understand_after(
    catalog: &Catalog,
    fence: &Fence,
    said: Said,
    (workspace, inputs): (&Path, &Path),
) -> Result<Understood, Error> {
    let mut findings = Findings::default();
    let workbooks = intake::read_all(fence, workspace, inputs, &mut findings)?;
    Ok(judge_after(catalog, said, workbooks, findings))
}

/// Judges workbooks that were already read.
pub fn judge(catalog: &Catalog, workbooks: Vec<Workbook>, findings: Findings) -> Understood {
    judge_after(catalog, Said::new(), workbooks, findings)
}

/// The same, where it is recorded what was said at some meetings.
fn judge_after(
    catalog: &Catalog,
    said: Said,
    workbooks: Vec<Workbook>,
    mut findings: Findings,
) -> Understood {
    let judged = validation::judge_after(catalog, said, &workbooks, &mut findings);
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
) -> Result<Produced, Error> {
    let typesetter = Typesetter::new(&job.catalog.estilo).map_err(Error::Catalog)?;
    let mut meetings = Vec::new();
    side_by_side::run(
        &job.meetings,
        job.threads,
        |&meeting| make(job, understood, &typesetter, meeting),
        |&meeting, made| {
            let outcome = put(job, understood, output, meeting, made)?;
            done(&outcome);
            meetings.push(outcome);
            Ok(())
        },
    )?;
    Ok(Produced {
        meetings,
        unidentified: put_unidentified(job, understood, output)?,
    })
}

/// Writes the reviews of the files whose sender or meeting is unknown; where there are none and
/// never were, no folder either.
fn put_unidentified(
    job: &Job<'_>,
    understood: &Understood,
    output: &Output,
) -> Result<Published, Error> {
    let (files, findings) = review::of_unidentified(job.catalog, understood);
    if files.is_empty() && !output.has(review::FOLDER) {
        return Ok(Published {
            findings,
            ..Published::default()
        });
    }
    let mut published = output.publish(review::FOLDER, &files, &[], ficha::unidentified(job))?;
    published.findings.extend(findings);
    Ok(published)
}

/// The files of a meeting, before they are written.
#[derive(Debug, Default)]
struct Made {
    files: Vec<OutputFile>,
    findings: Findings,
    unused: Vec<rows::Unused>,
}

fn make(job: &Job<'_>, understood: &Understood, typesetter: &Typesetter, meeting: u8) -> Made {
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
fn make_informe(
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

fn put(
    job: &Job<'_>,
    understood: &Understood,
    output: &Output,
    meeting: u8,
    made: Result<Made, String>,
) -> Result<Outcome, Error> {
    let mut made = match made {
        Ok(made) => made,
        Err(panic) => return Ok(gone_wrong(job, meeting, &panic)),
    };
    let about = ficha::about(job, understood, meeting, &made);
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
    Location::file(format!("{}/{}/{name}", job.output, folder(meeting)))
}

/// A fault of ours costs one informe, and is told like everything else; its folder stays as it was.
fn gone_wrong(job: &Job<'_>, meeting: u8, panic: &str) -> Outcome {
    let mut findings = Findings::default();
    findings.push(fault(job, meeting, panic));
    Outcome {
        meeting,
        published: Published::default(),
        findings,
    }
}

fn fault(job: &Job<'_>, meeting: u8, what: &str) -> Finding {
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
