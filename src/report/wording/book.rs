//! What the calls of the wording read and write while an informe is filled in.

use super::blocks::BlockCall;
use super::marks::{Mark, Marks, TooMany, block_char, origin};
use super::problem::Problem;
use crate::diagnostics::Location;
use crate::domain::Value;
use crate::report::phrases::Phrases;
use crate::report::printing::{Place, print};
use crate::report::{Format, Resource};
use minijinja::{Environment, UndefinedBehavior};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// What the calls of the wording read and write while an informe is filled in.
#[derive(Debug)]
pub struct Book {
    /// Every resource by name.
    pub resources: BTreeMap<String, Arc<Resource>>,
    /// The closed lexicon.
    pub phrases: Phrases,
    /// The values printed so far.
    pub marks: Marks,
    /// Evaluates conditions.
    pub conditions: Environment<'static>,
    written: Mutex<Written>,
}

/// What the calls left behind.
#[derive(Debug, Default, Clone)]
pub struct Written {
    /// Tables, figures and the like, by their mark.
    pub blocks: Vec<BlockCall>,
    /// The cover.
    pub cover: Option<Cover>,
    /// What is wrong but could not be told where it stands.
    pub problems: Vec<Problem>,
}

/// What `portada(…)` says; texts may hold marks.
#[derive(Debug, Clone)]
pub struct Cover {
    /// Full title.
    pub title: String,
    /// Title of the running header.
    pub short_title: String,
    /// Lines below the title; the engine's own when there is none.
    pub lines: Vec<String>,
    /// Description for the properties of the files.
    pub subject: Option<String>,
}

impl Book {
    /// A book over resources and a lexicon.
    pub fn new(resources: Vec<Arc<Resource>>, phrases: Phrases) -> Self {
        let mut conditions = Environment::new();
        conditions.set_undefined_behavior(UndefinedBehavior::Strict);
        conditions.set_debug(true);
        let resources = resources.into_iter().map(|r| (r.name.clone(), r));
        Self {
            resources: resources.collect(),
            phrases,
            marks: Marks::default(),
            conditions,
            written: Mutex::default(),
        }
    }

    /// The resource with that name.
    pub fn resource(&self, name: &str) -> Result<&Arc<Resource>, Problem> {
        self.resources.get(name).ok_or_else(|| {
            Problem::unknown(
                "el recurso",
                name,
                self.resources.keys().map(String::as_str),
            )
        })
    }

    /// The words of a value.
    pub fn words(&self, value: &Value, format: Format, place: Place) -> String {
        print(value, format, place, &self.phrases)
    }

    /// A mark for literal words.
    pub fn mark_text(&self, text: &str) -> Result<char, Problem> {
        self.marks.add(Mark::Text(text.to_owned())).map_err(full)
    }

    /// A mark for words that came from cells.
    pub fn mark_value(
        &self,
        text: String,
        cells: &[Location],
        how: Option<&str>,
    ) -> Result<char, Problem> {
        let origin = origin(cells, how);
        self.marks.add(Mark::Value { text, origin }).map_err(full)
    }

    /// A mark for a reference.
    pub fn mark_reference(&self, target: &str) -> Result<char, Problem> {
        self.marks
            .add(Mark::Reference(target.to_owned()))
            .map_err(full)
    }

    /// A mark for a block.
    pub fn mark_block(&self, call: BlockCall) -> Result<char, Problem> {
        let mut written = self.written();
        let mark = block_char(written.blocks.len()).map_err(full)?;
        written.blocks.push(call);
        Ok(mark)
    }

    /// Remembers the cover.
    pub fn set_cover(&self, cover: Cover) {
        self.written().cover = Some(cover);
    }

    /// Remembers what is wrong, where it cannot be told at once.
    pub fn complain(&self, problem: Problem) {
        self.written().problems.push(problem);
    }

    /// What the calls left behind.
    pub fn take_written(&self) -> Written {
        std::mem::take(&mut *self.written())
    }

    fn written(&self) -> MutexGuard<'_, Written> {
        self.written.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn full(TooMany: TooMany) -> Problem {
    Problem::call(
        "El informe imprime más valores de los que se pueden seguir.",
        "más de 65 mil valores en el texto",
        "los datos extensos en tablas",
    )
}
