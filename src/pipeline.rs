//! The flow on one screen.
//!
//! ```text
//! read → judge                    once for all meetings, because each looks at the one before
//! compose → typeset → Word        meeting by meeting, side by side
//! write                           in calendar order
//! ```

mod changes;
pub mod checkup;
mod data;
pub mod differences;
mod dossier;
mod ficha;
mod generated;
mod hoja;
mod mail;
mod meeting;
mod memory;
mod rebuild;
mod reminders;
mod renewal;
mod review;
pub mod rows;
mod side_by_side;
mod status;
mod status_page;
pub mod trace;

pub use changes::changes;
pub use data::native;
pub use dossier::{Asked, Dossier, INTERNAL, SAID, TEMPLATES, dossier};
pub use generated::{Generated, generated};
pub use hoja::{Sheet, hoja};
pub use memory::{Memory, Recalled};
pub use rebuild::{Rebuilt, Same, dataset, rebuild};
pub use renewal::{Renewal, Why};
pub use review::FOLDER as UNIDENTIFIED;
pub use status::{Entry, Situation, Status};

use crate::archive::{Fate, Output, Published};
use crate::catalog::Catalog;
use crate::diagnostics::{Error, Findings};
use crate::domain::names;
use crate::intake::{self, Confinement, Fence, Received, Workbook};
use crate::render::typst::Typesetter;
use crate::report::Stage;
use crate::validation::{self, Dataset, Judged};
use meeting::{Made, fault, make, make_informe};
use std::collections::{BTreeMap, BTreeSet};
use std::num::NonZeroUsize;
use std::path::Path;

/// Every workbook, and what was understood of it.
#[derive(Debug, Default)]
pub struct Understood {
    /// The workbooks, in the order of their paths.
    pub workbooks: Vec<Workbook>,
    /// Files that could not be read as a workbook, in the order of their paths; without sheets.
    pub refused: Vec<Workbook>,
    /// The rows that may be used.
    pub judged: Judged,
    /// What a person can mend, in the order of files and cells.
    pub findings: Findings,
    /// How far the processes that read the workbooks had confined themselves.
    pub confinement: Confinement,
}

impl Understood {
    /// The workbooks that were looked at; one that could not be read counts as well, by its name.
    pub fn files(&self) -> BTreeSet<&str> {
        let read = self.workbooks.iter().map(|w| &*w.at.file);
        let told = self.findings.iter().filter(|f| intake::is_of_workbook(f));
        read.chain(told.map(|f| &*f.at.file)).collect()
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
    pub stage: Stage<'a>,
    /// Which documents.
    pub documents: Documents,
    /// The program.
    pub program: Program,
    /// How many informes are made at a time.
    pub threads: NonZeroUsize,
    /// Which meetings are made anew.
    pub renewal: Renewal,
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
    /// Why it was made anew; none when it stayed as it was.
    pub why: Option<Why>,
}

/// The work on a meeting.
enum Work {
    /// Its files are those of an earlier run.
    Kept(Vec<String>),
    /// It was made anew.
    Made(Box<Made>, Why),
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
    let received = intake::receive(fence, workspace, inputs, &mut findings)?;
    let understood = judge_after(catalog, said, received, findings);
    Ok(Understood {
        confinement: fence.confinement(),
        ..understood
    })
}

/// Judges workbooks that were already read.
pub fn judge(catalog: &Catalog, workbooks: Vec<Workbook>, findings: Findings) -> Understood {
    judge_after(catalog, Said::new(), workbooks.into(), findings)
}

/// The same for who asks only what is wrong; the datasets have no rows.
pub fn check(catalog: &Catalog, workbooks: Vec<Workbook>, mut findings: Findings) -> Understood {
    let judged = validation::check(catalog, &workbooks, &mut findings);
    findings.sort();
    Understood {
        workbooks,
        refused: Vec::new(),
        judged,
        findings,
        confinement: Confinement::None,
    }
}

/// The same, where it is recorded what was said at some meetings.
fn judge_after(
    catalog: &Catalog,
    said: Said,
    received: Received,
    mut findings: Findings,
) -> Understood {
    let Received { workbooks, refused } = received;
    let judged = validation::judge_after(catalog, said, &workbooks, &mut findings);
    findings.sort();
    Understood {
        workbooks,
        refused,
        judged,
        findings,
        confinement: Confinement::None,
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
        |&meeting| match renewal::decide(job, understood, output, meeting) {
            Ok(files) => Work::Kept(files),
            Err(why) => Work::Made(Box::new(make(job, understood, &typesetter, meeting)), why),
        },
        |&meeting, work| {
            let outcome = put(job, understood, output, meeting, work)?;
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

fn put(
    job: &Job<'_>,
    understood: &Understood,
    output: &Output,
    meeting: u8,
    work: Result<Work, String>,
) -> Result<Outcome, Error> {
    let (mut made, why) = match work {
        Ok(Work::Made(made, why)) => (made, why),
        Ok(Work::Kept(files)) => return Ok(as_it_was(meeting, files)),
        Err(panic) => return Ok(gone_wrong(job, meeting, &panic)),
    };
    let about = ficha::about(job, understood, meeting, &made);
    let both = ["pdf", "docx"].map(|kind| document_name(meeting, kind));
    let mut published = output.publish(&names::meeting(meeting), &made.files, &both, about)?;
    made.findings
        .extend(std::mem::take(&mut published.findings));
    Ok(Outcome {
        meeting,
        published,
        findings: made.findings,
        why: Some(why),
    })
}

fn as_it_was(meeting: u8, files: Vec<String>) -> Outcome {
    let documents = ["pdf", "docx"].map(|kind| document_name(meeting, kind));
    let (first, rest): (Vec<String>, Vec<String>) =
        files.into_iter().partition(|name| documents.contains(name));
    // The PDF first, as it is told when it was made.
    let files = first.into_iter().rev().chain(rest);
    let files = files.map(|name| (name, Fate::Unchanged));
    Outcome {
        meeting,
        published: Published {
            files: files.collect(),
            findings: Vec::new(),
        },
        findings: Findings::default(),
        why: None,
    }
}

/// A fault of ours costs one informe, and is told like everything else; its folder stays as it was.
fn gone_wrong(job: &Job<'_>, meeting: u8, panic: &str) -> Outcome {
    let mut findings = Findings::default();
    findings.push(fault(job, meeting, panic));
    Outcome {
        meeting,
        published: Published::default(),
        findings,
        why: Some(Why::First),
    }
}

fn document_name(meeting: u8, kind: &str) -> String {
    format!("{}.{kind}", names::informe(meeting))
}
