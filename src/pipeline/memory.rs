//! What the last run found, kept with the code of all that it rests on: a run that would find and
//! make the very same again says so, and no workbook is read or judged for it.
//!
//! Nothing is believed that cannot be checked. A memory that is damaged, a ficha or an output that
//! is not as that run left it, one more byte below `inputs/` or `templates/`, another program,
//! another version in the record, and everything is done as if there were no memory.

use super::{Job, Outcome, Produced, Renewal, Said, Understood, as_it_was, review};
use crate::archive::{Fate, Output, Published};
use crate::diagnostics::show::{DrawnRow, RowSource};
use crate::diagnostics::{Error, Finding, Findings, Location};
use crate::domain::{names, sha256_hex};
use crate::intake;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::Path;

/// Inconsistencias of a run that is remembered, at most: each is kept with the row it stands in.
const MOST: usize = 2_000;
/// What ends the reading of a file may be the machine's doing, so that it is tried again: REV-118,
/// REV-119.
const PASSING: [u16; 2] = [118, 119];

/// What is known of the last run when the next one begins.
#[derive(Debug)]
pub struct Memory {
    /// The code of everything that this run rests on.
    from: String,
    /// What the last run found from the very same.
    kept: Option<Recalled>,
}

/// What a run found.
#[derive(Debug, Serialize, Deserialize)]
pub struct Recalled {
    from: String,
    /// Files that were looked at.
    pub books: usize,
    /// The inconsistencias of the workbooks, of all meetings.
    pub findings: Findings,
    /// The rows that they stand in.
    rows: Vec<(Location, DrawnRow)>,
    /// The folders of the output by name.
    folders: BTreeMap<String, Folder>,
}

/// A folder of the output as a run left it.
#[derive(Debug, Serialize, Deserialize)]
struct Folder {
    /// How its documents were asked for.
    form: String,
    /// SHA-256 of its ficha; none when there is no such folder.
    ficha: Option<String>,
    /// What making it had to tell.
    findings: Vec<Finding>,
}

impl Memory {
    /// Hashes everything that a run rests on, and looks whether the last one rested on the same.
    /// `said` is what the record says. Fails as reading the workbooks would.
    pub fn open(
        job: &Job<'_>,
        output: &Output,
        said: &Said,
        (workspace, inputs): (&Path, &Path),
    ) -> Result<Self, Error> {
        let said = said.values().map(|dataset| dataset.to_json().to_string());
        let mut all = vec![
            job.program.sha256.clone(),
            intake::code(workspace, inputs)?,
            format!("{:?}", job.catalog.sources),
        ];
        all.extend(said);
        let from = sha256_hex(all.join("\n").as_bytes());
        let text = output.remembered();
        let kept: Option<Recalled> = text.and_then(|text| serde_json::from_str(&text).ok());
        let kept = kept.filter(|kept| kept.from == from);
        Ok(Self { from, kept })
    }

    /// What a run would find and make, if that is what the last one found and left.
    pub fn recall(&self, job: &Job<'_>, output: &Output) -> Option<(&Recalled, Produced)> {
        if job.renewal == Renewal::Everything {
            return None;
        }
        let kept = self.kept.as_ref()?;
        let meetings = job.meetings.iter().map(|&meeting| {
            let (files, told) = kept.stands(output, &names::meeting(meeting), &form(job))?;
            let mut outcome = as_it_was(meeting, files);
            outcome.findings.extend(told);
            Some(outcome)
        });
        let meetings: Option<Vec<Outcome>> = meetings.collect();
        let (files, findings) = kept.stands(output, review::FOLDER, "")?;
        let files = files.into_iter().map(|name| (name, Fate::Unchanged));
        let unidentified = Published {
            files: files.collect(),
            findings,
        };
        let meetings = meetings?;
        Some((
            kept,
            Produced {
                meetings,
                unidentified,
            },
        ))
    }

    /// Keeps what a run found and left. `rows` draws the row of an inconsistencia.
    pub fn keep(
        self,
        job: &Job<'_>,
        output: &Output,
        (understood, rows): (&Understood, &RowSource<'_>),
        produced: &Produced,
    ) -> Result<(), Error> {
        let passing = |f: &Finding| PASSING.contains(&f.code.0);
        let many = understood.findings.iter().count() > MOST;
        if many || understood.findings.iter().any(passing) {
            return Ok(());
        }
        let mut folders = self.kept.map(|kept| kept.folders).unwrap_or_default();
        for outcome in &produced.meetings {
            let name = names::meeting(outcome.meeting);
            let told = outcome.findings.iter().cloned();
            let left = left(output, &name, form(job), told.collect());
            folders.insert(name, left);
        }
        let told = produced.unidentified.findings.clone();
        let unidentified = left(output, review::FOLDER, String::new(), told);
        folders.insert(review::FOLDER.to_owned(), unidentified);
        let places = understood.findings.iter().map(|finding| &finding.at);
        let drawn = places.filter_map(|at| rows(at).map(|row| (at.clone(), row)));
        let kept = Recalled {
            from: self.from,
            books: understood.files().len(),
            findings: understood.findings.clone(),
            rows: drawn.collect(),
            folders,
        };
        let text = serde_json::to_string(&kept);
        output.remember(&text.map_err(|error| Error::Internal(error.to_string()))?)
    }
}

impl Recalled {
    /// The row of a location, if an inconsistencia stands in it.
    pub fn row(&self, at: &Location) -> Option<DrawnRow> {
        let mut rows = self.rows.iter();
        rows.find(|(of, _)| of == at).map(|(_, row)| row.clone())
    }

    /// The files of a folder and what making it had to tell, if it stands as it was left.
    fn stands(
        &self,
        output: &Output,
        name: &str,
        form: &str,
    ) -> Option<(Vec<String>, Vec<Finding>)> {
        let kept = self.folders.get(name).filter(|kept| kept.form == form)?;
        let files = match &kept.ficha {
            None => (!output.has(name)).then(Vec::new)?,
            Some(code) => {
                let last = output.last(name)?;
                (last.intact && last.code == *code).then_some(last.files)?
            }
        };
        Some((files, kept.findings.clone()))
    }
}

/// How the documents are asked for.
fn form(job: &Job<'_>) -> String {
    format!("{:?} {:?}", job.stage, job.documents)
}

fn left(output: &Output, name: &str, form: String, findings: Vec<Finding>) -> Folder {
    Folder {
        form,
        ficha: output.last(name).map(|last| last.code),
        findings,
    }
}
