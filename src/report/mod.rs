//! The datasets and the wording become one format-free [`Informe`]: blocks with final words and
//! numbers. Touches no file and cannot fail.

mod assemble;
pub mod code;
mod dates;
mod derived;
mod drawing;
mod figures;
mod finish;
pub mod glyphs;
mod ids;
mod informe;
mod inlines;
mod markdown;
mod meta;
mod numbers;
mod options;
mod phrases;
mod piece;
mod placement;
mod printing;
mod prose;
mod raw;
mod reception;
mod reminder;
mod resource;
mod review;
mod scene;
mod sections;
mod sources;
mod spacing;
mod tables;
mod trail;
mod visit;
mod widths;
mod wording;

pub use drawing::*;
pub use informe::*;
pub use inlines::plain;
pub use meta::stage_legends;
pub use numbers::roman;
pub use options::{OptionValue, Options};
pub use phrases::fill;
pub use reception::{Reception, reception_of, receptions};
pub use reminder::Letter;
pub use resource::{Datum, Format, Resource, ResourceField};
pub use review::{Desk, Entry, ReadDate, Review, Subject, Words};
pub use scene::Scene;
pub use sections::{Section, sections};

use crate::catalog::Catalog;
use crate::diagnostics::{Code, Finding, Findings, Location};
use crate::validation::{Dataset, Judged};
use phrases::Phrases;
use std::sync::Arc;
use tables::Bench;
use wording::{Book, Filled};

/// How far an informe has come; printed at its foot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage<'a> {
    /// «Versión preliminar».
    Preliminary,
    /// «Versión para circular».
    ForCirculation,
    /// Nothing: the version that is integrated into the record.
    Final {
        /// Why it is integrated in spite of inconsistencias; printed in the informe.
        pending: Option<&'a str>,
    },
}

/// Composes the informe of a meeting of the calendar. None when the calendar or the wording does
/// not allow any; the findings say why.
pub fn compose(
    catalog: &Catalog,
    judged: &Judged,
    meeting: u8,
    stage: Stage<'_>,
    findings: &mut Findings,
) -> Option<Informe> {
    let judged = &*judged.as_of(meeting);
    let nothing = Dataset {
        meeting,
        ..Dataset::default()
    };
    let dataset = judged.datasets.get(&meeting).unwrap_or(&nothing);
    let scene = scene(catalog, judged, meeting, dataset, findings)?;
    let mut resources = derived::resources(&scene);
    resources.splice(0..0, scene.raw.iter().cloned());
    let resources = resources
        .into_iter()
        .map(|r| Arc::new(glyphs::spelled(r)))
        .collect();
    let book = wording::book(&scene, resources, Phrases::new(&catalog.wording.lexico));
    let pending = match stage {
        Stage::Preliminary | Stage::ForCirculation => None,
        Stage::Final { pending } => pending,
    };
    let filled = match wording::fill(&scene, &book, pending) {
        Ok(filled) => filled,
        Err(finding) => {
            findings.push(of_meeting(*finding, meeting));
            return None;
        }
    };
    let informe = written(&scene, stage, &book, &filled, findings);
    Some(informe)
}

/// What the meeting's informe is told from.
fn scene<'a>(
    catalog: &'a Catalog,
    judged: &'a Judged,
    meeting: u8,
    dataset: &'a Dataset,
    findings: &mut Findings,
) -> Option<Scene<'a>> {
    let Some(reunion) = catalog.proceso.reunion(meeting) else {
        findings.push(Finding {
            found: meeting.to_string(),
            expected: "una reunión del calendario".to_owned(),
            message: format!("El calendario no tiene la reunión {meeting}."),
            help: "Indique un número de reunión de templates/proceso.toml.".to_owned(),
            ..Finding::new(Code(610), Location::file("templates/proceso.toml"))
        });
        return None;
    };
    if !catalog.wording.informes.contains_key(&reunion.informe) {
        let known = catalog.wording.informes.keys().map(String::as_str);
        let problem = wording::Problem {
            code: Code(610),
            ..wording::Problem::unknown("el texto de informe", &reunion.informe, known)
        };
        findings.push(of_meeting(
            problem.at("templates/proceso.toml", None),
            meeting,
        ));
        return None;
    }
    let mut scene = Scene {
        catalog,
        judged,
        meeting,
        reunion,
        dataset,
        previous: Scene::previous(catalog, meeting)?,
        raw: Vec::new(),
    };
    scene.raw = raw::resources(&scene);
    Some(scene)
}

/// The informe of a wording that was filled in.
fn written(
    scene: &Scene<'_>,
    stage: Stage<'_>,
    book: &Book,
    filled: &Filled,
    findings: &mut Findings,
) -> Informe {
    let lexico = &scene.catalog.wording.lexico;
    let parsed = markdown::parse(&filled.markdown, book);
    let mut pieces = parsed.pieces;
    let calls = &filled.written.blocks;
    let linked = assemble::has_trail(calls);
    let mut origins = parsed.origins.clone();
    let mut body = assemble::assemble(
        pieces.clone(),
        calls,
        &mut Bench {
            book,
            scene,
            origins: &mut origins,
            linked,
        },
    );
    finish::references(&mut body);
    if finish::glossary(&mut body, &lexico.glosario) == finish::Glossary::Empty {
        pieces.retain(|piece| !assemble::is_glossary(piece, calls));
        origins = parsed.origins;
        let bench = &mut Bench {
            book,
            scene,
            origins: &mut origins,
            linked,
        };
        body = assemble::assemble(pieces, calls, bench);
        finish::references(&mut body);
    }
    let told = prose::resource(&body.blocks, &origins, &book.phrases);
    if !told.rows.is_empty() {
        body.resources.push(told);
    }
    let mut informe = Informe {
        meta: meta::meta(scene, stage, book, filled.written.cover.as_ref()),
        blocks: body.blocks,
        origins,
        resources: body.resources,
    };
    finish::spaces(&mut informe);
    let barred = finish::barred(&mut informe, lexico);
    let mut problems = parsed.problems;
    problems.extend(body.problems);
    problems.extend(filled.written.problems.iter().cloned());
    problems.extend(barred.into_iter().map(finish::barred_problem));
    let file = wording::file_of(&scene.reunion.informe);
    let located = problems.into_iter().map(|problem| problem.at(&file, None));
    findings.extend(located.map(|finding| of_meeting(finding, scene.meeting)));
    let foot = std::mem::take(&mut informe.meta.foot);
    let code = code::of(&informe);
    informe.meta.foot = foot;
    informe.meta.code_line = book.phrases.fill("codigo_pie", &[("codigo", &code)]);
    informe.meta.code = code;
    let missing = missing_phrases(&book.phrases).into_iter();
    findings.extend(missing.map(|finding| of_meeting(finding, scene.meeting)));
    informe
}

/// Phrases that were asked for and are not in the lexicon.
fn missing_phrases(phrases: &Phrases) -> Vec<Finding> {
    let known: Vec<&str> = phrases.lexico.frases.keys().map(String::as_str).collect();
    let missing = phrases.missing().into_iter().map(|key| {
        let problem = wording::Problem {
            code: Code(603),
            help: format!("Agregue «{key} = \"…\"» bajo [frases] en templates/lexico.toml."),
            ..wording::Problem::unknown("la frase", &key, known.iter().copied())
        };
        problem.at("templates/lexico.toml", None)
    });
    missing.collect()
}

fn of_meeting(finding: Finding, meeting: u8) -> Finding {
    Finding {
        meeting: Some(meeting),
        ..finding
    }
}
