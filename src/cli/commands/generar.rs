//! `relator generar`: judges, then writes the documents of each meeting.

use super::super::args::{Formato, Generar};
use super::super::context::{Context, Reader, Verbosity};
use super::super::exit::{Exit, Failure};
use super::super::memory::at_a_time;
use super::super::out::Out;
use super::super::program::program;
use super::super::record::{said, understood_after};
use super::super::rows;
use crate::archive::{Fate, Output};
use crate::diagnostics::show::{RowSource, Summary, full, json, summary};
use crate::diagnostics::{Finding, Findings, Severity};
use crate::domain::{Proceso, names};
use crate::pipeline::{self, Documents, Job, Memory, Outcome, Produced, Renewal, Why};
use crate::report::Stage;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Runs the command.
pub fn run(args: &Generar, context: &Context, out: &mut Out) -> Result<Exit, Failure> {
    let catalog = context.catalog()?;
    let meetings = meetings(args, context, &catalog.proceso)?;
    let job = Job {
        threads: at_a_time(args.hilos, meetings.len())?,
        meetings,
        stage: if args.para_circular {
            Stage::ForCirculation
        } else {
            Stage::Preliminary
        },
        documents: documents(&args.formato),
        program: program()?.named(),
        renewal: if args.rehacer {
            Renewal::Everything
        } else {
            Renewal::Changed
        },
        catalog: &catalog,
        output: context.shown(&context.output),
    };
    let output = Output::open(&context.output, job.output.as_str())?;
    let said = said(context)?;
    let folders = (context.workspace.as_path(), context.inputs.as_path());
    let memory = Memory::open(&job, &output, &said, folders)?;
    if let Some((found, produced)) = memory.recall(&job, &output) {
        let told = Told::new(&job, (found.books, &found.findings), &produced);
        return Ok(told.show(context, (&produced, &|at| found.row(at)), out));
    }
    out.progress("Leyendo los libros…");
    let understood = understood_after(context, &catalog, said)?;
    let total = job.meetings.len();
    let mut done = 0;
    out.progress(&format!("Generando {}…", informes(total)));
    let produced = pipeline::produce(&job, &understood, &output, |outcome| {
        done += 1;
        out.progress(&format!(
            "Reunión {} lista ({done} de {total})…",
            outcome.meeting
        ));
    })?;
    out.progress("");
    let found = (understood.files().len(), &understood.findings);
    let rows = rows::source(&understood.workbooks);
    let exit = Told::new(&job, found, &produced).show(context, (&produced, &rows), out);
    // What failed for reasons of the surroundings is tried again.
    if exit < Exit::Surroundings {
        memory.keep(&job, &output, (&understood, &rows), &produced)?;
    }
    Ok(exit)
}

fn meetings(args: &Generar, context: &Context, proceso: &Proceso) -> Result<Vec<u8>, Failure> {
    if args.todas {
        return Ok(proceso.reuniones.iter().map(|r| r.numero).collect());
    }
    if args.reuniones.is_empty() {
        return Ok(vec![context.meeting(proceso, None)?.numero]);
    }
    for number in &args.reuniones {
        context.meeting(proceso, Some(*number))?;
    }
    let calendar = proceso.reuniones.iter().map(|r| r.numero);
    Ok(calendar.filter(|n| args.reuniones.contains(n)).collect())
}

fn documents(asked: &[Formato]) -> Documents {
    match (
        asked.contains(&Formato::Pdf),
        asked.contains(&Formato::Docx),
    ) {
        (true, false) => Documents::Pdf,
        (false, true) => Documents::Docx,
        (true, true) | (false, false) => Documents::Both,
    }
}

/// Whether a finding speaks of templates, documents or the program, and not of a workbook.
fn is_ours(finding: &Finding) -> bool {
    finding.code.0 >= 500
}

/// What a run has to say.
struct Told<'a> {
    /// Of the workbooks, for the meetings that were asked for; then of composing and writing.
    findings: Vec<&'a Finding>,
    /// Files that were looked at.
    books: usize,
}

impl<'a> Told<'a> {
    fn new(
        job: &Job<'_>,
        (books, findings): (usize, &'a Findings),
        produced: &'a Produced,
    ) -> Self {
        let asked = |f: &&Finding| f.meeting.is_none_or(|m| job.meetings.contains(&m));
        let of_workbooks = findings.iter().filter(asked);
        let of_outcomes = produced.meetings.iter().flat_map(|o| o.findings.iter());
        let of_unidentified = &produced.unidentified.findings;
        Self {
            findings: of_workbooks
                .chain(of_outcomes)
                .chain(of_unidentified)
                .collect(),
            books,
        }
    }

    /// Tells what was found and made, each file with its fate; `rows` draws the rows.
    fn show(
        &self,
        context: &Context,
        (produced, rows): (&Produced, &RowSource<'_>),
        out: &mut Out,
    ) -> Exit {
        match context.reader {
            Reader::Program => out.json(&self.json(context, produced)),
            Reader::Person => self.to_person(context, (produced, rows), out),
        }
        self.exit()
    }

    /// A fault of templates or of this program weighs more than one of a workbook.
    fn exit(&self) -> Exit {
        let mut exit = Exit::Done;
        for finding in &self.findings {
            if finding.severity == Severity::Error {
                exit = exit.max(if is_ours(finding) {
                    Exit::Surroundings
                } else {
                    Exit::Inconsistencias
                });
            }
        }
        exit
    }

    fn json(&self, context: &Context, produced: &Produced) -> Value {
        let mut value = json(self.books, self.findings.iter().copied());
        let informes: Vec<Value> = produced
            .meetings
            .iter()
            .map(|outcome| {
                let files: Vec<Value> = outcome
                    .published
                    .files
                    .iter()
                    .map(|(name, fate)| {
                        file_json(context, &names::meeting(outcome.meeting), name, fate)
                    })
                    .collect();
                json!({
                    "reunion": outcome.meeting,
                    "archivos": files,
                    "rehecho": outcome.why.is_some(),
                    "motivo": outcome.why.map(Why::words).filter(|why| !why.is_empty()),
                })
            })
            .collect();
        value["informes"] = json!(informes);
        let unidentified = produced.unidentified.files.iter();
        let unidentified: Vec<Value> = unidentified
            .map(|(name, fate)| file_json(context, pipeline::UNIDENTIFIED, name, fate))
            .collect();
        value["sin_remitente"] = json!(unidentified);
        value
    }

    fn to_person(
        &self,
        context: &Context,
        (produced, rows): (&Produced, &RowSource<'_>),
        out: &mut Out,
    ) {
        let told = self.findings.iter().copied().filter(|f| {
            context.verbosity == Verbosity::Verbose || f.severity == Severity::Error || is_ours(f)
        });
        out.print(&full(told, context.verbosity.detail(), rows));
        for outcome in &produced.meetings {
            out.print(&line(context, outcome));
        }
        let (ours, theirs): (Vec<_>, Vec<_>) =
            self.findings.iter().copied().partition(|f| is_ours(f));
        let text = summary(self.books, theirs.iter().copied());
        out.print(&format!("\n{text}"));
        if self.books == 0 {
            out.print(&context.where_to_put_workbooks());
        }
        if !ours.is_empty() {
            // Several meetings may tell the same of one template.
            let told: BTreeMap<_, &Finding> = ours
                .into_iter()
                .map(|f| ((&f.at, f.code, &f.message), f))
                .collect();
            let sentence = Summary::new(0, told.into_values()).sentence();
            out.print(&format!(
                "Al componer y escribir los informes: {sentence}.\n"
            ));
        }
        let silent = Summary::new(0, theirs).warnings;
        if silent > 0 && context.verbosity == Verbosity::Normal {
            out.print("Las advertencias se muestran con «relator validar».\n");
        }
    }
}

fn file_json(context: &Context, folder: &str, name: &str, fate: &Fate) -> Value {
    let folder = context.shown(&context.output.join(folder));
    match fate {
        Fate::Written | Fate::Unchanged => json!({"archivo": format!("{folder}/{name}")}),
        Fate::Beside(new) => json!({
            "archivo": format!("{folder}/{new}"),
            "conservado": format!("{folder}/{name}"),
        }),
    }
}

/// One line a meeting: where its documents are, or that there are none.
fn line(context: &Context, outcome: &Outcome) -> String {
    let meeting = outcome.meeting;
    let folder = context.shown(&context.output.join(names::meeting(meeting)));
    let documents: Vec<&str> = outcome
        .published
        .files
        .iter()
        .filter(|(name, _)| !name.contains('/'))
        .filter(|(name, _)| name.ends_with(".pdf") || name.ends_with(".docx"))
        .map(|(name, fate)| match fate {
            Fate::Written | Fate::Unchanged => name.as_str(),
            Fate::Beside(new) => new.as_str(),
        })
        .collect();
    let renewed = match outcome.why.map(Why::words) {
        None => "  (sin cambios)".to_owned(),
        Some("") => String::new(),
        Some(why) => format!("  ({why})"),
    };
    if documents.is_empty() {
        format!("Reunión {meeting:>2}  no se generó ningún documento\n")
    } else {
        format!(
            "Reunión {meeting:>2}  {folder}/  {}{renewed}\n",
            documents.join("  ")
        )
    }
}

fn informes(n: usize) -> String {
    if n == 1 {
        "un informe".to_owned()
    } else {
        format!("{n} informes")
    }
}
