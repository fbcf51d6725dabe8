//! Which rows of a resource, and in which order.

use super::blocks::Selection;
use super::book::Book;
use super::dato::{Dato, native};
use super::problem::{Problem, fragment_of};
use crate::domain::{Value as Plain, words};
use crate::report::Resource;
use minijinja::Value;
use minijinja::value::Object;
use std::cmp::Ordering;
use std::sync::Arc;

/// What a call asks for.
#[derive(Debug, Default)]
pub struct Query {
    /// Condition over the fields; all rows when empty.
    pub condition: String,
    /// Fields to sort by, descending with `-`.
    pub order: Vec<String>,
    /// Values that the condition may name (`con={"e": f.entidad}`).
    pub with: Vec<(String, Value)>,
}

/// The rows of a resource that fulfil a condition.
pub fn select(book: &Book, name: &str, query: &Query) -> Result<Selection, minijinja::Error> {
    let resource = book.resource(name)?;
    let mut selection = Selection {
        resource: resource.clone(),
        rows: (0..resource.rows.len()).collect(),
        judged: Vec::new(),
    };
    let condition = book.marks.plain(&query.condition);
    if !condition.trim().is_empty() {
        filter(book, &mut selection, &condition, &query.with)?;
    }
    sort(&mut selection, &query.order)?;
    Ok(selection)
}

fn filter(
    book: &Book,
    selection: &mut Selection,
    condition: &str,
    with: &[(String, Value)],
) -> Result<(), minijinja::Error> {
    let expression = book
        .conditions
        .compile_expression(condition)
        .map_err(|e| wrong_condition(condition, &e))?;
    let named = expression.undeclared_variables(false);
    let fields = &selection.resource.fields;
    let globals: Vec<String> = book
        .conditions
        .globals()
        .map(|(k, _)| k.to_owned())
        .collect();
    let known = |name: &String| {
        fields.iter().any(|f| f.name == *name)
            || with.iter().any(|(key, _)| key == name)
            || globals.contains(name)
    };
    let mut unknown: Vec<&String> = named.iter().filter(|name| !known(name)).collect();
    unknown.sort();
    if let Some(name) = unknown.first() {
        return Err(unknown_field(&selection.resource, name).into());
    }
    let judged = fields
        .iter()
        .enumerate()
        .filter(|(_, f)| named.contains(&f.name));
    selection.judged = judged.map(|(at, _)| at).collect();
    let mut kept = Vec::new();
    for row in &selection.rows {
        let context = Value::from_object(Row {
            resource: selection.resource.clone(),
            index: *row,
            with: with.to_vec(),
        });
        let holds = expression
            .eval(context)
            .map_err(|e| wrong_condition(condition, &e))?;
        if holds.is_true() {
            kept.push(*row);
        }
    }
    selection.rows = kept;
    Ok(())
}

/// The index of a field, or the nearest name.
pub fn field(resource: &Resource, name: &str) -> Result<usize, Problem> {
    let at = resource.fields.iter().position(|f| f.name == name);
    at.ok_or_else(|| unknown_field(resource, name))
}

fn unknown_field(resource: &Resource, name: &str) -> Problem {
    let known = resource.fields.iter().map(|f| f.name.as_str());
    Problem::unknown(
        &format!("en el recurso «{}» el campo", resource.name),
        name,
        known,
    )
}

fn wrong_condition(condition: &str, error: &minijinja::Error) -> Problem {
    let piece = fragment_of(error).unwrap_or_else(|| condition.to_owned());
    Problem::call(
        format!("La condición «{condition}» no se puede evaluar."),
        piece,
        "una condición sobre los campos del recurso, por ejemplo donde=\"estatus == 'Liberado'\"",
    )
}

fn sort(selection: &mut Selection, order: &[String]) -> Result<(), Problem> {
    let mut keys = Vec::new();
    for name in order {
        let (name, descending) = name
            .strip_prefix('-')
            .map_or((name.as_str(), false), |n| (n, true));
        keys.push((field(&selection.resource, name)?, descending));
    }
    let rows = &selection.resource.rows;
    selection.rows.sort_by(|a, b| {
        keys.iter()
            .map(|(at, descending)| {
                let (a, b) = (&rows[*a][*at].value, &rows[*b][*at].value);
                compare(a, b, *descending)
            })
            .find(|ordering| *ordering != Ordering::Equal)
            .unwrap_or(Ordering::Equal)
    });
    Ok(())
}

/// Missing values stand last in either direction.
fn compare(a: &Plain, b: &Plain, descending: bool) -> Ordering {
    match (a.is_missing(), b.is_missing()) {
        (true, true) => return Ordering::Equal,
        (true, false) => return Ordering::Greater,
        (false, true) => return Ordering::Less,
        (false, false) => {}
    }
    let ordering = match (a, b) {
        (Plain::Number(a), Plain::Number(b)) => a.total_cmp(b),
        (Plain::Date(a), Plain::Date(b)) => a.cmp(b),
        (Plain::Bool(a), Plain::Bool(b)) => a.cmp(b),
        (a, b) => key(a).cmp(&key(b)),
    };
    if descending {
        ordering.reverse()
    } else {
        ordering
    }
}

fn key(value: &Plain) -> String {
    match value {
        Plain::Missing => String::new(),
        Plain::Bool(yes) => yes.to_string(),
        Plain::Number(number) => format!("{number:020.4}"),
        Plain::Date(date) => date.to_string(),
        Plain::Text(text) => words::alphabetical(text),
        Plain::List(items) => words::alphabetical(&items.join(", ")),
    }
}

/// A row as a condition sees it.
#[derive(Debug)]
struct Row {
    resource: Arc<Resource>,
    index: usize,
    with: Vec<(String, Value)>,
}

impl Object for Row {
    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        let name = key.as_str()?;
        if let Some((_, value)) = self.with.iter().find(|(key, _)| key == name) {
            return Some(plain(value));
        }
        let at = self.resource.fields.iter().position(|f| f.name == name)?;
        Some(native(&self.resource.rows[self.index][at].value))
    }
}

/// A value as a condition sees it, printed values included.
pub fn plain(value: &Value) -> Value {
    value
        .downcast_object_ref::<Dato>()
        .map_or_else(|| value.clone(), |dato| native(&dato.value))
}
