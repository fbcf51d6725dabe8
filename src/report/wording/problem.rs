//! What is wrong in the wording, told to who edits it.

use crate::diagnostics::{Code, Finding, Location};
use crate::domain::words::nearest;
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

/// The names that the wording may use.
#[derive(Debug)]
pub struct Known {
    /// Functions, filters and values that stand alone.
    pub names: Vec<String>,
    /// What may follow a point: fields of the resources, parts of the meeting and the process.
    pub parts: Vec<String>,
}

/// The finding that an error of the template engine becomes.
pub fn finding(error: &Error, known: &Known) -> Finding {
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

fn translated(error: &Error, known: &Known) -> Problem {
    let names = || known.names.iter().map(String::as_str);
    let found = fragment_of(error).unwrap_or_default();
    let call = |message: &str, expected: &str| Problem::call(message, found.clone(), expected);
    match error.kind() {
        ErrorKind::UndefinedError => {
            let detail = error.detail().unwrap_or_default();
            let named = detail.split('`').nth(1);
            let expression = named
                .or_else(|| unknown_in(&found, known))
                .unwrap_or(&found);
            match expression.rsplit_once('.') {
                Some((whole, part)) => {
                    let parts = known.parts.iter().map(String::as_str);
                    Problem::unknown(&format!("en «{whole}» el campo"), part, parts)
                }
                None => Problem::unknown("el nombre", expression, names()),
            }
        }
        ErrorKind::UnknownFunction => Problem::unknown("la función", called(&found), names()),
        ErrorKind::UnknownFilter => {
            let name = found.rsplit('|').next().unwrap_or_default();
            Problem::unknown("el filtro", called(name.trim()), names())
        }
        ErrorKind::SyntaxError => Problem {
            code: Code(600),
            found,
            expected: "una instrucción completa, con sus comillas, paréntesis y llaves".to_owned(),
            message: "La instrucción está incompleta o tiene algo de más.".to_owned(),
            help: "Revise comillas, paréntesis y llaves en esa línea y en la anterior.".to_owned(),
        },
        ErrorKind::MissingArgument => call(
            "A la llamada le falta un argumento.",
            "los argumentos que describe el manual",
        ),
        ErrorKind::TooManyArguments => call(
            "La llamada tiene argumentos de más.",
            "solo los argumentos que describe el manual",
        ),
        ErrorKind::TemplateNotFound => call(
            "El texto incluye otro que no existe.",
            "el nombre de un archivo de templates/informes",
        ),
        _ => call(
            "La instrucción no se puede cumplir con esos valores.",
            "valores de la misma clase; para operar con una medida, use su .valor",
        ),
    }
}

/// The first name with a point, in a piece of the wording, whose last part nothing has.
fn unknown_in<'t>(fragment: &'t str, known: &Known) -> Option<&'t str> {
    let of_name = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.');
    let outside_quotes = fragment.split('"').step_by(2);
    let mut names = outside_quotes.flat_map(|code| code.split(|c| !of_name(c)));
    names.find(|name| {
        let part = name.rsplit_once('.').map_or("", |(_, part)| part);
        part.starts_with(char::is_alphabetic) && known.parts.iter().all(|known| known != part)
    })
}

/// The name at the start of a call.
fn called(expression: &str) -> &str {
    let end = expression.find(|c: char| !c.is_alphanumeric() && c != '_');
    &expression[..end.unwrap_or(expression.len())]
}

/// The piece of the wording that the error points at.
pub fn fragment_of(error: &Error) -> Option<String> {
    let (range, source) = error.range().zip(error.template_source())?;
    source.get(range).map(|text| text.trim().to_owned())
}
