//! Words around values: phrases of the lexicon, plurals, numbers in words, lists, formats.

use super::arguments::Arguments;
use super::book::Book;
use super::dato::{Dato, Fila};
use super::measures::{number_words, whole_of};
use super::problem::Problem;
use crate::domain::Value as Plain;
use crate::report::printing::Place;
use crate::report::{Format, dates, numbers, phrases};
use minijinja::value::Kwargs;
use minijinja::{Environment, Error, Value};
use std::sync::Arc;

/// Adds the functions and filters of words to the environment of the wording.
pub fn add(env: &mut Environment<'static>, book: &Arc<Book>) {
    let b = book.clone();
    env.add_function("frase", move |key: String, kw: Kwargs| {
        phrase(&b, &key, &kw)
    });
    env.add_function("plural", |n: Value, one: String, many: String| {
        Ok::<_, Error>(if number_words(&n).as_deref() == Some("1") {
            one
        } else {
            many
        })
    });
    let b = book.clone();
    env.add_function("en_letra", move |n: Value, genero: Option<String>| {
        let words = in_words(&n, genero.as_deref())?;
        // A number keeps its cells when it is written in words.
        match n
            .downcast_object_ref::<Dato>()
            .filter(|d| !d.cells.is_empty())
        {
            Some(dato) => b
                .mark_value(words, &dato.cells, dato.how.as_deref())
                .map(String::from)
                .map_err(Error::from),
            None => Ok(words),
        }
    });
    let b = book.clone();
    env.add_function("lista", move |items: Value, field: Option<String>| {
        list(&b, &items, field.as_deref())
    });
    let b = book.clone();
    env.add_function("referencia", move |id: String| {
        b.mark_reference(&id).map(String::from).map_err(Error::from)
    });
    for (name, format, place) in [
        ("fecha", Format::Date, Place::Prose),
        ("fecha_corta", Format::Date, Place::Table),
        ("porcentaje", Format::Percent, Place::Prose),
        ("numero", Format::Number, Place::Prose),
    ] {
        let b = book.clone();
        env.add_filter(name, move |value: Value| {
            formatted(&b, &value, format, place)
        });
    }
    env.add_filter("minuscula", |text: Value| match text.as_str() {
        Some(text) => Ok(text.to_lowercase()),
        None => Err(Error::from(Problem::call(
            "Se esperaba un texto.",
            text.to_string(),
            "un texto",
        ))),
    });
}

fn phrase(book: &Book, key: &str, kwargs: &Kwargs) -> Result<String, Error> {
    let arguments = Arguments::new("frase", kwargs)?;
    let n = arguments.value("n").and_then(|n| number_words(&n));
    let Some(pattern) = book.phrases.pattern(key, n.as_deref()) else {
        let known = book.phrases.lexico.frases.keys().map(String::as_str);
        return Err(Problem::unknown("la frase", key, known).into());
    };
    let mut values = Vec::new();
    for name in kwargs.args() {
        let value = arguments.value(name);
        let words = value.map_or_else(
            || {
                Ok(String::from(
                    book.mark_text(&book.phrases.plain("sin_informacion"))?,
                ))
            },
            |value| marked(book, &value),
        )?;
        values.push((name, words));
    }
    let values: Vec<(&str, &str)> = values.iter().map(|(k, v)| (*k, v.as_str())).collect();
    let lacking = phrases::names(pattern)
        .into_iter()
        .find(|name| values.iter().all(|(k, _)| k != name));
    if let Some(name) = lacking {
        let message = format!("A la frase «{key}» le falta «{name}».");
        return Err(Problem::call(message, pattern, &format!("{name}=…")).into());
    }
    Ok(phrases::fill(pattern, &values))
}

/// A value as a text whose marks keep its cells.
pub fn marked(book: &Book, value: &Value) -> Result<String, Problem> {
    if let Some(dato) = value.downcast_object_ref::<Dato>() {
        return dato.mark().map(String::from);
    }
    if let Some(words) = value.is_number().then(|| number_words(value)).flatten() {
        return book.mark_text(&words).map(String::from);
    }
    Ok(value.to_string())
}

fn in_words(value: &Value, gender: Option<&str>) -> Result<String, Error> {
    let form = match gender {
        None => numbers::Form::Alone,
        Some("m") => numbers::Form::Masculine,
        Some("f") => numbers::Form::Feminine,
        Some(other) => {
            let message = "El segundo argumento de «en_letra» no se conoce.";
            return Err(Problem::call(message, other, "\"m\" o \"f\"").into());
        }
    };
    Ok(numbers::in_words(whole_of(value)?, form))
}

fn list(book: &Book, items: &Value, field: Option<&str>) -> Result<String, Error> {
    let mut texts = Vec::new();
    for item in items.try_iter()? {
        let value = match field {
            None => item,
            Some(field) => {
                let missing = || Problem::unknown("el campo", field, row_fields(&item));
                item.get_attr(field)
                    .ok()
                    .filter(|v| !v.is_undefined())
                    .ok_or_else(missing)?
            }
        };
        texts.push(marked(book, &value)?);
    }
    let Some((last, rest)) = texts.split_last() else {
        return Ok(book.phrases.plain("no_aplica"));
    };
    if rest.is_empty() {
        return Ok(last.clone());
    }
    let and = numbers::and(&book.marks.plain(last));
    Ok(format!("{} {and} {last}", rest.join(", ")))
}

fn row_fields(item: &Value) -> Vec<&str> {
    item.downcast_object_ref::<Fila>()
        .map_or_else(Vec::new, |fila| {
            fila.resource
                .fields
                .iter()
                .map(|f| f.name.as_str())
                .collect()
        })
}

/// A value in a chosen format; a printed value keeps its cells.
fn formatted(
    book: &Arc<Book>,
    value: &Value,
    format: Format,
    place: Place,
) -> Result<Value, Error> {
    let mut dato = match value.downcast_object_ref::<Dato>() {
        Some(dato) => dato.clone(),
        None => Dato::bare(book, bare_value(value, format)?, format),
    };
    dato.format = format;
    dato.place = place;
    Ok(Value::from_object(dato))
}

fn bare_value(value: &Value, format: Format) -> Result<Plain, Problem> {
    if value.is_none() {
        return Ok(Plain::Missing);
    }
    let text = value.as_str();
    if format == Format::Date {
        let date = text.and_then(dates::parse).map(Plain::Date);
        return date.ok_or_else(|| {
            Problem::call(
                "Se esperaba una fecha.",
                value.to_string(),
                "una fecha AAAA-MM-DD",
            )
        });
    }
    let number = f64::try_from(value.clone()).ok().map(Plain::Number);
    number.ok_or_else(|| Problem::call("Se esperaba un número.", value.to_string(), "un número"))
}
