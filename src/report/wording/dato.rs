//! A printed value as the wording sees it: prints with its cells, `.valor` is the native value.

use super::book::Book;
use crate::diagnostics::Location;
use crate::domain::{Value as Plain, whole};
use crate::report::printing::Place;
use crate::report::{Datum, Format, Resource, dates};
use minijinja::Value;
use minijinja::value::{Enumerator, Object, ObjectRepr};
use std::fmt;
use std::fmt::Write;
use std::sync::Arc;

/// When a value counts as true in `{% if … %}`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Truth {
    /// A field of a row: when it is not missing.
    Known,
    /// A measure: when it is not zero either.
    NotZero,
}

/// A value with its cells.
#[derive(Clone)]
pub struct Dato {
    pub(super) book: Arc<Book>,
    /// The value.
    pub value: Plain,
    /// How it is printed.
    pub format: Format,
    /// Where it is printed.
    pub place: Place,
    /// Its cells.
    pub cells: Vec<Location>,
    /// How it was computed.
    pub how: Option<String>,
    /// When it counts as true.
    pub truth: Truth,
    /// Whether it may reach a document.
    pub public: bool,
}

impl fmt::Debug for Dato {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.value)
    }
}

impl Dato {
    /// The final words.
    pub fn words(&self) -> String {
        self.book.words(&self.value, self.format, self.place)
    }

    /// A value without cells, for dates of the calendar and the like.
    pub fn bare(book: &Arc<Book>, value: Plain, format: Format) -> Self {
        Self {
            book: book.clone(),
            value,
            format,
            place: Place::Prose,
            cells: Vec::new(),
            how: None,
            truth: Truth::Known,
            public: true,
        }
    }

    /// The mark that stands for it on the page.
    pub fn mark(&self) -> Result<char, super::problem::Problem> {
        if !self.public {
            return Err(super::problem::Problem {
                code: crate::diagnostics::Code(606),
                found: "un campo que no se difunde".to_owned(),
                expected: "un campo con difusion = \"publica\"".to_owned(),
                message: "El texto imprime un campo que no se difunde.".to_owned(),
                help: "Quite el campo del texto; si debe publicarse, cambie su difusión en templates/temas."
                    .to_owned(),
            });
        }
        self.book
            .mark_value(self.words(), &self.cells, self.how.as_deref())
    }
}

impl Object for Dato {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Plain
    }

    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        match key.as_str()? {
            "valor" => Some(native(&self.value)),
            "texto" => self.public.then(|| Value::from(self.words())),
            _ => None,
        }
    }

    fn is_true(self: &Arc<Self>) -> bool {
        match (&self.value, self.truth) {
            (Plain::Missing, _) => false,
            (Plain::Number(number), Truth::NotZero) => *number != 0.0,
            (
                Plain::Bool(_)
                | Plain::Number(_)
                | Plain::Date(_)
                | Plain::Text(_)
                | Plain::List(_),
                Truth::Known | Truth::NotZero,
            ) => true,
        }
    }

    fn render(self: &Arc<Self>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.mark() {
            Ok(mark) => f.write_char(mark),
            // A formatter may not fail: the problem is told when the wording has been filled in.
            Err(problem) => {
                self.book.complain(problem);
                Ok(())
            }
        }
    }
}

/// A value as conditions see it: dates are text `AAAA-MM-DD`, missing is `none`.
pub fn native(value: &Plain) -> Value {
    match value {
        Plain::Missing => Value::from(()),
        Plain::Bool(yes) => Value::from(*yes),
        Plain::Number(number) => whole(*number).map_or_else(|| Value::from(*number), Value::from),
        Plain::Date(date) => Value::from(dates::iso(*date)),
        Plain::Text(text) => Value::from(text.as_str()),
        Plain::List(items) => Value::from(items.clone()),
    }
}

/// A row of a resource.
pub struct Fila {
    pub(super) book: Arc<Book>,
    pub(super) resource: Arc<Resource>,
    pub(super) index: usize,
}

impl fmt::Debug for Fila {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}[{}]", self.resource.name, self.index)
    }
}

impl Fila {
    /// The field with that name.
    pub fn dato(&self, field: &str) -> Option<Dato> {
        let at = self.resource.fields.iter().position(|f| f.name == field)?;
        let datum = self.resource.rows.get(self.index)?.get(at)?;
        Some(dato(&self.book, &self.resource, at, datum))
    }
}

/// A cell of a resource as the wording sees it.
pub fn dato(book: &Arc<Book>, resource: &Resource, field: usize, datum: &Datum) -> Dato {
    Dato {
        book: book.clone(),
        value: datum.value.clone(),
        format: resource.fields[field].format,
        place: Place::Prose,
        cells: datum.cells.clone(),
        how: datum.how.clone(),
        truth: Truth::Known,
        public: resource.fields[field].public,
    }
}

impl Object for Fila {
    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        self.dato(key.as_str()?).map(Value::from_object)
    }

    fn enumerate(self: &Arc<Self>) -> Enumerator {
        let names = self
            .resource
            .fields
            .iter()
            .map(|f| Value::from(f.name.as_str()));
        Enumerator::Values(names.collect())
    }
}
