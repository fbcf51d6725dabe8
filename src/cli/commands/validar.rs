//! `relator validar`: reads and judges; writes nothing.

use super::super::args::Validar;
use super::super::context::{Context, Reader, Verbosity, must_exist};
use super::super::exit::{Exit, Failure};
use super::super::fence::fence;
use super::super::out::Out;
use super::super::rows;
use crate::catalog::Catalog;
use crate::diagnostics::show::{full, json, summary};
use crate::diagnostics::{Error, Finding, Findings, Severity};
use crate::intake::{self, Fence, Workbook};
use crate::pipeline::{self, Understood};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Runs the command.
pub fn run(args: &Validar, context: &Context, out: &mut Out) -> Result<Exit, Failure> {
    let catalog = context.catalog()?;
    if args.reunion.is_some() {
        context.meeting(&catalog.proceso, args.reunion)?;
    }
    out.progress("Leyendo los libros…");
    let (understood, asked) = understand(args, context, &catalog)?;
    out.progress("");
    let shown = |file: &str| asked.as_ref().is_none_or(|files| files.contains(file));
    let of_meeting = |f: &Finding| match (args.reunion, f.meeting) {
        (Some(asked), Some(meeting)) => asked == meeting,
        (None, _) | (_, None) => true,
    };
    let senders = senders(&understood);
    // What two senders say of one thing is told of one of them, and concerns both.
    let concerns = |f: &Finding| {
        let mut files = f.related.iter().map(|place| &*place.file);
        let other = files.any(|file| {
            let sender = senders.get(file);
            shown(file) && sender.is_some_and(|sender| f.touches(sender, file))
        });
        shown(&f.at.file) || other
    };
    let findings: Vec<&Finding> = understood
        .findings
        .iter()
        .filter(|f| concerns(f) && of_meeting(f))
        .collect();
    let workbooks = counted(&understood, &shown, args.reunion);
    match context.reader {
        Reader::Program => out.json(&json(workbooks, findings.iter().copied())),
        Reader::Person => {
            let source = rows::source(&understood.workbooks);
            let told = findings
                .iter()
                .copied()
                .filter(|f| context.verbosity != Verbosity::Quiet || f.severity == Severity::Error);
            out.print(&full(told, context.verbosity.detail(), &source));
            out.print(&summary(workbooks, findings.iter().copied()));
            if workbooks == 0 && args.rutas.is_empty() {
                out.print(&context.where_to_put_workbooks());
            }
        }
    }
    let wrong = findings.iter().any(|f| f.severity == Severity::Error);
    Ok(if wrong {
        Exit::Inconsistencias
    } else {
        Exit::Done
    })
}

/// Who sent each file.
fn senders(understood: &Understood) -> BTreeMap<&str, &str> {
    let datasets = understood.judged.datasets.values();
    let deliveries = datasets.flat_map(|dataset| &dataset.deliveries);
    deliveries.map(|d| (&*d.at.file, &*d.sender)).collect()
}

/// How many of the files that were asked for are of the meeting.
fn counted(understood: &Understood, shown: &impl Fn(&str) -> bool, meeting: Option<u8>) -> usize {
    let mut files = understood.files();
    files.retain(|file| shown(file));
    if let Some(meeting) = meeting {
        let datasets = understood.judged.datasets.iter();
        let others = datasets.filter(|(n, _)| **n != meeting);
        for delivery in others.flat_map(|(_, d)| &d.deliveries) {
            files.remove(&*delivery.at.file);
        }
    }
    files.len()
}

/// What was understood, and the files that were asked for (none: all).
type Asked = (Understood, Option<BTreeSet<String>>);

/// All of `inputs/` is judged even when some files are asked for: a row is compared with its last
/// report. A file from elsewhere stands in the place of the same sender's deliveries for the same
/// meeting, as if it had arrived instead of them.
fn understand(args: &Validar, context: &Context, catalog: &Catalog) -> Result<Asked, Failure> {
    let fence = fence()?;
    let mut findings = Findings::default();
    let inputs = if args.rutas.is_empty() || context.inputs.is_dir() {
        intake::read_all(&fence, &context.workspace, &context.inputs, &mut findings)?
    } else {
        Vec::new()
    };
    if args.rutas.is_empty() {
        return Ok((pipeline::check(catalog, inputs, findings), None));
    }
    let mut asked = BTreeSet::new();
    let mut elsewhere = Vec::new();
    for path in &args.rutas {
        must_exist(path)?;
        let path = std::path::absolute(path).map_err(Error::io("ubicar", path))?;
        if path.starts_with(&context.inputs) {
            let below = context.shown(&path);
            let files = inputs.iter().map(|w| &*w.at.file);
            let all = files.chain(findings.iter().map(|f| &*f.at.file));
            asked.extend(all.filter(|f| is_below(f, &below)).map(str::to_owned));
        } else {
            elsewhere.extend(read(&fence, &path, context, &mut findings, &mut asked)?);
        }
    }
    let workbooks = instead_of(inputs, elsewhere, catalog);
    Ok((pipeline::check(catalog, workbooks, findings), Some(asked)))
}

fn is_below(file: &str, folder: &str) -> bool {
    file.strip_prefix(folder)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('/') || folder.is_empty())
}

fn read(
    fence: &Fence,
    path: &Path,
    context: &Context,
    findings: &mut Findings,
    asked: &mut BTreeSet<String>,
) -> Result<Vec<Workbook>, Failure> {
    let mut own = Findings::default();
    let workbooks = intake::read_all(fence, &context.workspace, path, &mut own)?;
    asked.extend(workbooks.iter().map(|w| w.at.file.to_string()));
    asked.extend(own.iter().map(|f| f.at.file.to_string()));
    findings.extend(own);
    Ok(workbooks)
}

/// The workbooks of `inputs/` without those whose sender and meeting others bring, and the others.
fn instead_of(inputs: Vec<Workbook>, others: Vec<Workbook>, catalog: &Catalog) -> Vec<Workbook> {
    if others.is_empty() {
        return inputs;
    }
    let deliveries = |workbooks: &[Workbook]| {
        let understood = pipeline::check(catalog, workbooks.to_vec(), Findings::default());
        let datasets = understood.judged.datasets.into_values();
        let all = datasets.flat_map(|d| d.deliveries);
        all.map(|d| ((d.sender.clone(), d.meeting), d.at.file.clone()))
            .collect::<Vec<_>>()
    };
    let brought: BTreeSet<(String, u8)> = deliveries(&others)
        .into_iter()
        .map(|(key, _)| key)
        .collect();
    let replaced: BTreeSet<_> = deliveries(&inputs)
        .into_iter()
        .filter(|(key, _)| brought.contains(key))
        .map(|(_, file)| file)
        .collect();
    let mut workbooks: Vec<Workbook> = inputs
        .into_iter()
        .filter(|w| !replaced.contains(&w.at.file))
        .chain(others)
        .collect();
    workbooks.sort_by(|a, b| a.at.cmp(&b.at));
    workbooks
}
