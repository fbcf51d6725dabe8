//! The PDF, laid out by embedded Typst. The only module that names typst.
//!
//! The look is not here: `templates/estilo/informe.typ` reads the informe as JSON and decides it.
//! Here the informe is handed over, compiled in a world without clock, disk, network or fonts of
//! the machine, and exported under PDF/A-3a and PDF/UA-1 at once.

mod export;
mod fault;
mod precheck;
mod world;

use std::any::Any;
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};

use serde::Serialize;
use typst::foundations::{Bytes, Datetime, Label};
use typst::introspection::Introspector;
use typst::utils::PicoStr;
use typst_layout::PagedDocument;

use self::world::{Given, Mundo, Shared};
use super::{Layout, Picture, Sheet};
use crate::diagnostics::Finding;
use crate::report::{Block, Informe};

/// The file of the style that is the informe.
const INFORME: &str = "informe.typ";
/// The file of the style that draws every figure on a page of its own.
const LAMINAS: &str = "laminas.typ";
/// Informes after which an unused result leaves Typst's cache: twice two threads. Without it
/// memory grows with every informe; with 0 the threads take each other's results away.
const CACHE_AGE: usize = 4;
/// Short documents that count as much as an informe for the cache: to forget after each would take
/// from the other threads what they are about to use again, to forget after none would fill the
/// memory.
const SHEETS: usize = 6;

/// A file attached to the PDF.
#[derive(Debug, Clone)]
pub struct Attachment {
    /// Name inside the PDF.
    pub name: String,
    /// Media type.
    pub mime: String,
    /// What it is, in Spanish.
    pub description: String,
    /// Bytes.
    pub bytes: Vec<u8>,
}

/// Fonts and style, loaded once per process and shared by every informe.
pub struct Typesetter {
    shared: Shared,
    /// Short documents that were laid out.
    sheets: AtomicUsize,
}

impl std::fmt::Debug for Typesetter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Typesetter").finish_non_exhaustive()
    }
}

/// A laid-out informe.
#[derive(Debug)]
pub struct Typeset {
    /// The PDF.
    pub pdf: Vec<u8>,
    /// What the Word writer needs to know.
    pub layout: Layout,
    /// What Typst warned of; nothing with the style that the program carries.
    pub warnings: Vec<Finding>,
}

/// A result with what Typst warned of, or what stands in its way.
type Warned<T> = Result<(T, Vec<Finding>), Vec<Finding>>;

/// Lets go of what Typst remembers, also when a compilation fails or panics.
struct Forget;

impl Drop for Forget {
    fn drop(&mut self) {
        comemo::evict(CACHE_AGE);
    }
}

/// How an attachment is announced to the style.
#[derive(Serialize)]
struct Announced<'a> {
    path: String,
    name: &'a str,
    mime: &'a str,
    description: &'a str,
}

impl Typesetter {
    /// Loads the fonts and files of the style (`estilo/` by path below it).
    pub fn new(style: &BTreeMap<String, Vec<u8>>) -> Result<Self, Vec<Finding>> {
        let shared = Shared::new(style);
        let mut findings: Vec<Finding> = [INFORME, LAMINAS]
            .into_iter()
            .filter(|path| !shared.has(path))
            .map(fault::missing_file)
            .collect();
        if shared.book().info(0).is_none() {
            findings.push(fault::no_fonts());
        }
        if findings.is_empty() {
            Ok(Self {
                shared,
                sheets: AtomicUsize::new(0),
            })
        } else {
            Err(findings)
        }
    }

    /// Whether some font of the style can draw a character; white space needs no drawing.
    pub fn covers(&self, character: char) -> bool {
        let book = self.shared.book();
        character == ' '
            || (0..)
                .map_while(|index| book.info(index))
                .any(|info| info.coverage.contains(character.into()))
    }

    /// Lays an informe out. A broken style gives findings with Typst's own place.
    pub fn typeset(
        &self,
        informe: &Informe,
        attachments: &[Attachment],
    ) -> Result<Typeset, Vec<Finding>> {
        let faults = precheck::faults(informe);
        if !faults.is_empty() {
            return Err(faults);
        }
        let _forget = Forget;
        self.guarded(informe, attachments)
    }

    /// Lays a short document out, one of many that follow an informe.
    pub fn typeset_sheet(&self, informe: &Informe) -> Result<Typeset, Vec<Finding>> {
        let faults = precheck::faults(informe);
        if !faults.is_empty() {
            return Err(faults);
        }
        let before = self.sheets.fetch_add(1, Ordering::Relaxed);
        let _forget = (before % SHEETS == SHEETS - 1).then_some(Forget);
        self.guarded(informe, &[])
    }

    /// Compiles; a panic becomes a finding.
    fn guarded(
        &self,
        informe: &Informe,
        attachments: &[Attachment],
    ) -> Result<Typeset, Vec<Finding>> {
        let compile = || self.compile(informe, attachments);
        catch_unwind(AssertUnwindSafe(compile)).unwrap_or_else(|panic| Err(panicked(&*panic)))
    }

    /// Lays out a page that is no informe: a file of the style that reads `value` as the informe
    /// is read. `date` is the day it speaks of, `ident` names the document for its PDF identifier.
    pub fn page(
        &self,
        main: &str,
        value: &serde_json::Value,
        (date, ident): (&str, String),
    ) -> Result<Vec<u8>, Vec<Finding>> {
        if !self.shared.has(main) {
            return Err(vec![fault::missing_file(main)]);
        }
        let today = export::noon(date).ok_or_else(|| vec![precheck::bad_date(date)])?;
        let json = serde_json::to_vec(value).map_err(|why| internal(&why.to_string()))?;
        let nothing = Bytes::new(b"null");
        let given = Given::from([
            ("/informe.json".to_owned(), Bytes::new(json)),
            ("/hoja.json".to_owned(), nothing),
        ]);
        let _forget = Forget;
        let mundo = Mundo::new(&self.shared, &given, main, today).map_err(|why| internal(&why))?;
        let (document, _) = compiled(&mundo)?;
        let options = export::pdf_options(ident, today).map_err(|why| internal(&why))?;
        typst_pdf::pdf(&document, &options).map_err(|all| fault::told(&mundo, &all))
    }

    /// Compiles the informe and its figures.
    fn compile(
        &self,
        informe: &Informe,
        attachments: &[Attachment],
    ) -> Result<Typeset, Vec<Finding>> {
        let today = export::noon(&informe.meta.date)
            .ok_or_else(|| vec![precheck::bad_date(&informe.meta.date)])?;
        let given = given(informe, attachments, None)?;
        let mundo =
            Mundo::new(&self.shared, &given, INFORME, today).map_err(|why| internal(&why))?;
        let (document, mut warnings) = compiled(&mundo)?;
        let meta = &informe.meta;
        let ident = format!("relator/{}/{}/{}", meta.date, meta.number, meta.short_title);
        let options = export::pdf_options(ident, today).map_err(|why| internal(&why))?;
        let pdf = typst_pdf::pdf(&document, &options).map_err(|all| fault::told(&mundo, &all))?;
        let (pictures, more) = self.pictures(informe, &given, today)?;
        warnings.extend(more);
        Ok(Typeset {
            pdf,
            layout: Layout {
                pages: pages(informe, &document)?,
                total: document.pages().len(),
                pictures,
            },
            warnings,
        })
    }

    /// The page of every heading, table and figure on another sheet than that of the style: where
    /// they stand in the Word file, whose letterhead has its own.
    pub fn pages_on(
        &self,
        informe: &Informe,
        sheet: &Sheet,
    ) -> Result<BTreeMap<String, usize>, Vec<Finding>> {
        let _forget = Forget;
        let compile = || {
            let today = export::noon(&informe.meta.date)
                .ok_or_else(|| vec![precheck::bad_date(&informe.meta.date)])?;
            let given = given(informe, &[], Some(sheet))?;
            let mundo =
                Mundo::new(&self.shared, &given, INFORME, today).map_err(|why| internal(&why))?;
            pages(informe, &compiled(&mundo)?.0)
        };
        catch_unwind(AssertUnwindSafe(compile)).unwrap_or_else(|panic| Err(panicked(&*panic)))
    }

    /// Draws every figure on a page of its own, all of them in one compilation.
    fn pictures(
        &self,
        informe: &Informe,
        given: &Given,
        today: Datetime,
    ) -> Warned<BTreeMap<String, Picture>> {
        let ids: Vec<&String> = informe.blocks.iter().filter_map(figure_id).collect();
        if ids.is_empty() {
            return Ok((BTreeMap::new(), Vec::new()));
        }
        let mundo =
            Mundo::new(&self.shared, given, LAMINAS, today).map_err(|why| internal(&why))?;
        let (document, warnings) = compiled(&mundo)?;
        let drawn = export::pictures(&document).map_err(|why| internal(&why))?;
        if drawn.len() != ids.len() {
            let found = format!("{} láminas para {} figuras", drawn.len(), ids.len());
            return Err(vec![fault::internal(found)]);
        }
        Ok((ids.into_iter().cloned().zip(drawn).collect(), warnings))
    }
}

/// What a panic of Typst said.
fn panicked(panic: &(dyn Any + Send)) -> Vec<Finding> {
    let words = panic
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| panic.downcast_ref::<&str>().copied());
    internal(words.unwrap_or_default())
}

/// A fault of ours as the list that a result carries.
fn internal(why: &str) -> Vec<Finding> {
    vec![fault::internal(why)]
}

/// Compiles the main file of a world; its warnings are findings.
fn compiled(mundo: &Mundo<'_>) -> Warned<PagedDocument> {
    let compiled = typst::compile::<PagedDocument>(mundo);
    let warnings = fault::told(mundo, &compiled.warnings);
    match compiled.output {
        Ok(document) => Ok((document, warnings)),
        Err(errors) => {
            let mut findings = fault::told(mundo, &errors);
            findings.extend(warnings);
            Err(findings)
        }
    }
}

/// The informe and its attachments as the files that the style reads.
fn given(
    informe: &Informe,
    attachments: &[Attachment],
    sheet: Option<&Sheet>,
) -> Result<Given, Vec<Finding>> {
    let sheet = serde_json::to_vec(&sheet).map_err(|why| internal(&why.to_string()))?;
    let json = serde_json::to_vec(informe).map_err(|why| internal(&why.to_string()))?;
    let announced: Vec<Announced<'_>> = attachments
        .iter()
        .enumerate()
        .map(|(index, attachment)| Announced {
            path: attachment_path(index),
            name: &attachment.name,
            mime: &attachment.mime,
            description: &attachment.description,
        })
        .collect();
    let list = serde_json::to_vec(&announced).map_err(|why| internal(&why.to_string()))?;
    let mut given: Given = attachments
        .iter()
        .enumerate()
        .map(|(index, file)| (attachment_path(index), Bytes::new(file.bytes.clone())))
        .collect();
    given.insert("/informe.json".to_owned(), Bytes::new(json));
    given.insert("/hoja.json".to_owned(), Bytes::new(sheet));
    given.insert("/adjuntos.json".to_owned(), Bytes::new(list));
    Ok(given)
}

/// Where the style finds an attachment. Few names for all informes: Typst never forgets a path.
fn attachment_path(index: usize) -> String {
    format!("/adjuntos/{index}")
}

/// The id of a figure.
fn figure_id(block: &Block) -> Option<&String> {
    match block {
        Block::Figure(figure) => Some(&figure.id),
        Block::Heading(_)
        | Block::Paragraph { .. }
        | Block::List { .. }
        | Block::Table(_)
        | Block::Definitions { .. }
        | Block::KeyFigures { .. }
        | Block::Contents
        | Block::PageBreak => None,
    }
}

/// The page on which every heading, table and figure begins.
fn pages(
    informe: &Informe,
    document: &PagedDocument,
) -> Result<BTreeMap<String, usize>, Vec<Finding>> {
    let introspector = document.introspector();
    informe
        .blocks
        .iter()
        .filter_map(precheck::id)
        .map(|id| {
            let page = Label::new(PicoStr::intern(id))
                .and_then(|label| introspector.query_label(label).ok())
                .and_then(|element| element.location())
                .and_then(|location| introspector.page(location));
            match page {
                Some(page) => Ok((id.to_owned(), page.get())),
                None => Err(vec![fault::internal(format!("sin página: {id}"))]),
            }
        })
        .collect()
}
