//! Generic measures over any resource: count, sum, mean, least, greatest, one value, rows.

use super::arguments::Arguments;
use super::blocks::{Measure, Selection};
use super::book::Book;
use super::dato::{Dato, Fila, Truth, dato};
use super::problem::Problem;
use super::select::{field, select};
use crate::diagnostics::Location;
use crate::domain::Value as Plain;
use crate::domain::words::alphabetical;
use crate::report::printing::Place;
use crate::report::{Datum, Format, numbers};
use minijinja::value::Kwargs;
use minijinja::{Environment, Error, Value};
use std::sync::Arc;

const NAMES: &[&str] = &["donde", "con"];
const NAMES_TO_COUNT: &[&str] = &["donde", "con", "distintos"];
const NAMES_WITH_ORDER: &[&str] = &["donde", "con", "orden"];

/// Adds the measures to the environment of the wording.
pub fn add(env: &mut Environment<'static>, book: &Arc<Book>) {
    let b = book.clone();
    env.add_function(
        "contar",
        move |name: String, donde: Option<String>, kw: Kwargs| {
            let selection = rows(&b, "contar", (&name, donde), &kw)?;
            let campo = Arguments::new("contar", &kw)?.text("distintos")?;
            let counted = match campo {
                None => (selection.rows.len(), "como_conteo"),
                Some(campo) => {
                    let at = field(&selection.resource, &campo)?;
                    (distinct(&selection, at), "como_distintos")
                }
            };
            count(&b, &selection, counted)
        },
    );
    let b = book.clone();
    env.add_function(
        "hay",
        move |name: String, donde: Option<String>, kw: Kwargs| {
            Ok::<_, Error>(!rows(&b, "hay", (&name, donde), &kw)?.rows.is_empty())
        },
    );
    for (function, measure) in [
        ("suma", Measure::Sum),
        ("promedio", Measure::Mean),
        ("minimo", Measure::Least),
        ("maximo", Measure::Greatest),
        ("valor", Measure::First),
    ] {
        let b = book.clone();
        env.add_function(
            function,
            move |name: String, campo: String, donde: Option<String>, kw: Kwargs| {
                let selection = rows(&b, function, (&name, donde), &kw)?;
                let at = field(&selection.resource, &campo)?;
                Ok::<_, Error>(Value::from_object(measured(&b, &selection, at, measure)))
            },
        );
    }
    let b = book.clone();
    env.add_function(
        "filas",
        move |name: String, donde: Option<String>, kw: Kwargs| {
            let selection = rows(&b, "filas", (&name, donde), &kw)?;
            Ok::<_, Error>(Value::from(filas(&b, &selection, &selection.rows)))
        },
    );
    let b = book.clone();
    env.add_function(
        "grupos",
        move |name: String, campo: String, donde: Option<String>, kw: Kwargs| {
            let selection = rows(&b, "grupos", (&name, donde), &kw)?;
            groups(&b, &selection, &campo)
        },
    );
    let b = book.clone();
    env.add_function("proporcion", move |part: Value, whole: Value| {
        share(&b, &part, &whole)
    });
}

fn rows(
    book: &Book,
    function: &'static str,
    (name, condition): (&str, Option<String>),
    kwargs: &Kwargs,
) -> Result<Selection, Error> {
    let arguments = Arguments::new(function, kwargs)?;
    arguments.only(match function {
        "filas" | "grupos" | "valor" => NAMES_WITH_ORDER,
        "contar" => NAMES_TO_COUNT,
        _ => NAMES,
    })?;
    select(book, name, &arguments.query(condition)?)
}

fn count(
    book: &Arc<Book>,
    selection: &Selection,
    (rows, how): (usize, &str),
) -> Result<Value, Error> {
    Ok(Value::from_object(Dato {
        value: Plain::Number(amount(rows)),
        cells: counted(selection),
        how: Some(book.phrases.plain(how)),
        truth: Truth::NotZero,
        ..Dato::bare(book, Plain::Missing, Format::Number)
    }))
}

/// How many values a field has, each counted once.
fn distinct(selection: &Selection, at: usize) -> usize {
    let mut seen: Vec<&Plain> = Vec::new();
    for row in selection.data() {
        if !seen.contains(&&row[at].value) {
            seen.push(&row[at].value);
        }
    }
    seen.len()
}

#[expect(clippy::cast_precision_loss, reason = "no sheet has 2^52 rows")]
fn amount(rows: usize) -> f64 {
    rows as f64
}

/// The cells that a count rests on: those the condition looked at, or the first of each row.
fn counted(selection: &Selection) -> Vec<Location> {
    let of_row = |row: &Vec<Datum>| -> Vec<Location> {
        let judged: Vec<Location> = selection
            .judged
            .iter()
            .flat_map(|at| row[*at].cells.clone())
            .collect();
        if judged.is_empty() {
            row.iter()
                .find(|d| !d.cells.is_empty())
                .map_or_else(Vec::new, |d| d.cells.clone())
        } else {
            judged
        }
    };
    unique(selection.data().flat_map(of_row))
}

/// Each once, in the order in which they were met.
pub fn unique<T: Ord + Clone>(all: impl IntoIterator<Item = T>) -> Vec<T> {
    let mut seen = std::collections::BTreeSet::new();
    all.into_iter()
        .filter(|one| seen.insert(one.clone()))
        .collect()
}

fn measured(book: &Arc<Book>, selection: &Selection, at: usize, measure: Measure) -> Dato {
    let data: Vec<&Datum> = selection.data().map(|row| &row[at]).collect();
    let known: Vec<&Datum> = data
        .iter()
        .copied()
        .filter(|d| !d.value.is_missing())
        .collect();
    let format = selection.resource.fields[at].format;
    if measure == Measure::First {
        return data.first().map_or_else(
            || Dato::bare(book, Plain::Missing, format),
            |datum| dato(book, &selection.resource, at, datum),
        );
    }
    let how = measure.key().map(|key| {
        let how = book.phrases.plain(key);
        format!("{how}: {}", selection.resource.fields[at].title)
    });
    Dato {
        value: compute(&known, measure),
        cells: unique(known.iter().flat_map(|d| d.cells.clone())),
        how,
        truth: Truth::NotZero,
        public: selection.resource.fields[at].public,
        ..Dato::bare(book, Plain::Missing, format)
    }
}

/// The measure over known values; missing when there is none that can be measured.
pub fn compute(known: &[&Datum], measure: Measure) -> Plain {
    let numbers: Vec<f64> = known.iter().filter_map(|d| d.value.as_number()).collect();
    let dates = known.iter().filter_map(|d| d.value.as_date());
    match measure {
        Measure::First => known.first().map_or(Plain::Missing, |d| d.value.clone()),
        Measure::Sum | Measure::Mean if numbers.is_empty() => Plain::Missing,
        Measure::Sum => Plain::Number(numbers.iter().sum()),
        Measure::Mean => Plain::Number(numbers.iter().sum::<f64>() / amount(numbers.len())),
        Measure::Least => numbers.iter().copied().min_by(f64::total_cmp).map_or_else(
            || dates.min().map_or(Plain::Missing, Plain::Date),
            Plain::Number,
        ),
        Measure::Greatest => numbers.iter().copied().max_by(f64::total_cmp).map_or_else(
            || dates.max().map_or(Plain::Missing, Plain::Date),
            Plain::Number,
        ),
    }
}

fn filas(book: &Arc<Book>, selection: &Selection, rows: &[usize]) -> Vec<Value> {
    let row = |index: &usize| {
        Value::from_object(Fila {
            book: book.clone(),
            resource: selection.resource.clone(),
            index: *index,
        })
    };
    rows.iter().map(row).collect()
}

/// `{clave, filas}` for every value of a field, in the order of the rows.
fn groups(book: &Arc<Book>, selection: &Selection, name: &str) -> Result<Value, Error> {
    let at = field(&selection.resource, name)?;
    let mut groups: Vec<(String, Vec<usize>)> = Vec::new();
    for row in &selection.rows {
        let value = &selection.resource.rows[*row][at].value;
        let format = selection.resource.fields[at].format;
        let key = alphabetical(&book.words(value, format, Place::Prose));
        match groups.iter_mut().find(|(other, _)| *other == key) {
            Some((_, rows)) => rows.push(*row),
            None => groups.push((key, vec![*row])),
        }
    }
    let groups = groups.into_iter().map(|(_, rows)| {
        let datum = &selection.resource.rows[rows[0]][at];
        let key = Value::from_object(dato(book, &selection.resource, at, datum));
        Value::from_pairs([
            ("clave", key),
            ("filas", Value::from(filas(book, selection, &rows))),
        ])
    });
    Ok(Value::from(groups.collect::<Vec<_>>()))
}

/// The percentage that one measure is of another, with the cells of both.
fn share(book: &Arc<Book>, part: &Value, whole: &Value) -> Result<Value, Error> {
    let (part, whole) = (number_of(part)?, number_of(whole)?);
    let value = match (part.0, whole.0) {
        (Some(part), Some(whole)) if whole != 0.0 => Plain::Number(part / whole * 100.0),
        _ => Plain::Missing,
    };
    Ok(Value::from_object(Dato {
        value,
        cells: unique(part.1.into_iter().chain(whole.1)),
        how: Some(book.phrases.plain("como_porcentaje")),
        truth: Truth::NotZero,
        ..Dato::bare(book, Plain::Missing, Format::Percent)
    }))
}

fn number_of(value: &Value) -> Result<(Option<f64>, Vec<Location>), Problem> {
    if let Some(dato) = value.downcast_object_ref::<Dato>() {
        return Ok((dato.value.as_number(), dato.cells.clone()));
    }
    if value.is_none() {
        return Ok((None, Vec::new()));
    }
    f64::try_from(value.clone())
        .map(|number| (Some(number), Vec::new()))
        .map_err(|_| Problem::call("Se esperaba un número.", value.to_string(), "un número"))
}

/// A whole number that is not negative, printed value or plain.
pub fn whole_of(value: &Value) -> Result<u64, Problem> {
    let (number, _) = number_of(value)?;
    let number = number.filter(|n| n.fract() == 0.0 && *n >= 0.0 && *n < 9e15);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "whole, not negative and below 2^53"
    )]
    number.map(|n| n as u64).ok_or_else(|| {
        let found = value
            .downcast_object_ref::<Dato>()
            .map_or_else(|| value.to_string(), Dato::words);
        Problem::call(
            "Se esperaba un número entero.",
            found,
            "un número entero, por ejemplo 4",
        )
    })
}

/// A number as text, for words that count.
pub fn number_words(value: &Value) -> Option<String> {
    number_of(value).ok()?.0.map(numbers::number)
}
