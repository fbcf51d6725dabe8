//! What a catalogue says must hold together: every name that is used exists, dates are in order,
//! expressions can be evaluated. All that is wrong is told at once, with file and line.

mod institutions;
mod meetings;
mod process;
mod rules;
mod sheets;

use super::read::Read;
use super::source::{Source, Step};
use super::{Catalog, Esquema};
use crate::diagnostics::{Code, Finding, Location};
use crate::domain::words::{fold, nearest};
use std::collections::{BTreeMap, BTreeSet};

/// What is wrong in files that could be read one by one.
pub(super) fn check(read: &Read<'_>, catalog: &Catalog) -> Vec<Finding> {
    let mut checker = Checker {
        catalog,
        sources: &read.sources,
        findings: Vec::new(),
    };
    process::check(&mut checker);
    institutions::check(&mut checker);
    sheets::check(&mut checker, &read.topics);
    rules::check(&mut checker, &read.topics);
    meetings::check(&mut checker, read.files);
    checker.findings
}

struct Checker<'c> {
    catalog: &'c Catalog,
    sources: &'c BTreeMap<String, Source<'c>>,
    findings: Vec<Finding>,
}

/// A value in a file: the path of the file below `templates/` and the steps to the value.
#[derive(Clone, Copy)]
struct Place<'p> {
    file: &'p str,
    steps: &'p [Step<'p>],
}

/// What is told of a value.
struct Trouble {
    code: u16,
    found: String,
    expected: String,
    message: String,
    help: String,
}

/// A word that must be one of a list.
struct Reference<'w> {
    /// What it names, with its article: «El tema».
    what: &'w str,
    word: &'w str,
}

impl<'c> Checker<'c> {
    fn tell(&mut self, place: Place<'_>, trouble: Trouble) {
        let at = match self.sources.get(place.file) {
            Some(source) => source.place(source.line(place.steps)),
            None => Location::file(format!("templates/{}", place.file)),
        };
        self.push(at, trouble);
    }

    fn push(&mut self, at: Location, trouble: Trouble) {
        let line = at
            .line
            .map_or(String::new(), |line| format!(" (línea {line})"));
        let mut finding = Finding::new(Code(trouble.code), at);
        finding.found = trouble.found;
        finding.expected = trouble.expected;
        finding.message = format!("{}{line}.", trouble.message.trim_end_matches('.'));
        finding.help = trouble.help;
        self.findings.push(finding);
    }

    /// Tells that a word names nothing, with the nearest that exists.
    fn refer<'w>(
        &mut self,
        place: Place<'_>,
        reference: Reference<'_>,
        known: impl IntoIterator<Item = &'w str>,
    ) {
        let known: Vec<&str> = known.into_iter().collect();
        let Reference { what, word } = reference;
        if known.contains(&word) {
            return;
        }
        let listed = match known.is_empty() {
            true => "nada, porque la lista está vacía".to_owned(),
            false => known.join(", "),
        };
        let help = match nearest(word, known.iter().copied()) {
            Some(nearest) => format!("¿Quiso escribir “{nearest}”?"),
            None if known.is_empty() => "Quite esa palabra, o agregue lo que nombra.".to_owned(),
            None => format!("Se puede escribir: {listed}."),
        };
        let trouble = Trouble {
            code: 507,
            found: word.to_owned(),
            expected: listed,
            message: format!("{what} “{word}” no existe"),
            help,
        };
        self.tell(place, trouble);
    }

    /// Tells every word that stands twice in a list, compared as people compare words.
    fn unique<'w>(
        &mut self,
        what: &str,
        file: &str,
        words: impl IntoIterator<Item = (&'w str, Vec<Step<'w>>)>,
    ) {
        let mut seen = BTreeSet::new();
        for (word, steps) in words {
            if seen.insert(fold(word)) {
                continue;
            }
            let place = Place {
                file,
                steps: &steps,
            };
            let trouble = Trouble {
                code: 506,
                found: word.to_owned(),
                expected: "un nombre que no se repita".to_owned(),
                message: format!("{what} “{word}” aparece dos veces"),
                help: "Cambie o quite uno de los dos.".to_owned(),
            };
            self.tell(place, trouble);
        }
    }

    fn topics(&self) -> Vec<&'c str> {
        let slugs = self.catalog.temas.iter();
        slugs.map(|(slug, _)| slug.as_str()).collect()
    }

    fn meetings(&self) -> Vec<u8> {
        let meetings = self.catalog.proceso.reuniones.iter();
        meetings.map(|r| r.numero).collect()
    }

    fn sheets(&self) -> &'c [Esquema] {
        &self.catalog.esquemas
    }
}

/// An ASCII slug: lower-case letters, digits and single hyphens between them.
fn is_slug(word: &str) -> bool {
    let part = |part: &str| {
        !part.is_empty()
            && part
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
    };
    word.split('-').all(part)
}

/// The name of a field: lower-case letters, digits and `_`, a letter first.
fn is_field_name(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_lowercase())
        && word
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
}
