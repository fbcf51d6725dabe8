//! What is wrong in the wording, told to who edits it.

use crate::diagnostics::{Code, Finding, Location};
use minijinja::{Error, ErrorKind};
use std::fmt;

/// What is wrong at a call of the wording; travels inside the error of the template engine.
#[derive(Debug, Clone)]
pub struct Problem {
    /// Its code.
    pub code: Code,
    /// What stands there.
    pub found: String,
    /// What would be right.
    pub expected: String,
    /// What is the matter.
    pub message: String,
    /// What to do.
    pub help: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Problem {}

impl From<Problem> for Error {
    fn from(problem: Problem) -> Self {
        Self::new(ErrorKind::InvalidOperation, problem.message.clone()).with_source(problem)
    }
}

impl Problem {
    /// A name that is not known, with the nearest one that is.
    pub fn unknown<'n>(what: &str, name: &str, known: impl IntoIterator<Item = &'n str>) -> Self {
        let near = nearest(name, known);
        Self {
            code: Code(601),
            found: name.to_owned(),
            expected: near.map_or_else(
                || format!("{what} que exista"),
                |near| format!("por ejemplo «{near}»"),
            ),
            message: format!("No existe {what} «{name}»."),
            help: near.map_or_else(
                || "Revise el nombre en el texto del informe.".to_owned(),
                |near| {
                    format!("Si quiso decir «{near}», corrija el nombre en el texto del informe.")
                },
            ),
        }
    }

    /// A call that is not written as it should be.
    pub fn call(message: impl Into<String>, found: impl Into<String>, expected: &str) -> Self {
        Self {
            code: Code(602),
            found: found.into(),
            expected: expected.to_owned(),
            message: message.into(),
            help: "Corrija la llamada en el texto del informe.".to_owned(),
        }
    }

    /// The finding at a line of a file of the wording.
    pub fn at(self, file: &str, line: Option<usize>) -> Finding {
        let file = Location::file(file);
        let line = line.and_then(|line| u32::try_from(line).ok());
        Finding {
            found: self.found,
            expected: self.expected,
            message: self.message,
            help: self.help,
            ..Finding::new(
                self.code,
                line.map_or_else(|| file.clone(), |line| file.line(line)),
            )
        }
    }
}

/// The known name that is most like a wrong one, if any is.
pub fn nearest<'n>(name: &str, known: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    known
        .into_iter()
        .map(|candidate| (strsim::jaro_winkler(name, candidate), candidate))
        .filter(|(likeness, _)| *likeness > 0.7)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, candidate)| candidate)
}

/// The finding that an error of the template engine becomes; `known` are the names that the
/// wording may use.
pub fn finding(error: &Error, known: &[&str]) -> Finding {
    let file = error.name().unwrap_or("templates/informes").to_owned();
    let line = error.line();
    let mut source = std::error::Error::source(error);
    while let Some(inner) = source {
        if let Some(problem) = inner.downcast_ref::<Problem>() {
            return problem.clone().at(&file, line);
        }
        if let Some(inner) = inner.downcast_ref::<Error>().filter(|e| e.name().is_some()) {
            return finding(inner, known);
        }
        source = inner.source();
    }
    translated(error, known).at(&file, line)
}

fn translated(error: &Error, known: &[&str]) -> Problem {
    let expression = fragment_of(error).unwrap_or_default();
    let detail = error.detail().unwrap_or_default();
    match error.kind() {
        ErrorKind::UndefinedError => {
            let name = first_unknown(&expression, known).unwrap_or(expression);
            Problem::unknown("el nombre", &name, known.iter().copied())
        }
        ErrorKind::UnknownFunction | ErrorKind::UnknownFilter | ErrorKind::UnknownTest => {
            let name = detail
                .split_whitespace()
                .find(|w| known_like(w))
                .unwrap_or(&expression);
            Problem::unknown("la función o el filtro", name, known.iter().copied())
        }
        ErrorKind::SyntaxError => Problem {
            code: Code(600),
            found: expression,
            expected: "una instrucción completa, con sus comillas, paréntesis y llaves".to_owned(),
            message: format!("La instrucción no se pudo leer ({detail})."),
            help: "Revise comillas, paréntesis y llaves en esa línea y en la anterior.".to_owned(),
        },
        kind => Problem::call(
            format!("La instrucción no se pudo cumplir ({kind}: {detail})."),
            expression,
            "una llamada como las que describe el manual",
        ),
    }
}

fn known_like(word: &str) -> bool {
    !["filter", "function", "test", "is", "unknown"].contains(&word)
}

/// The piece of the wording that the error points at.
pub fn fragment_of(error: &Error) -> Option<String> {
    let (range, source) = error.range().zip(error.template_source())?;
    source.get(range).map(|text| text.trim().to_owned())
}

fn first_unknown(expression: &str, known: &[&str]) -> Option<String> {
    let name: String = expression
        .chars()
        .take_while(|c| c.is_alphanumeric() || *c == '_')
        .collect();
    (!name.is_empty() && !known.contains(&name.as_str())).then_some(name)
}
