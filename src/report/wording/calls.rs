//! The functions of the wording that ask for a whole block.

use super::arguments::Arguments;
use super::blocks::{BlockCall, FigureCall, Measure, TableCall, TrailCall, TrailOf};
use super::book::{Book, Cover};
use super::problem::Problem;
use super::select::field;
use super::words::marked;
use crate::diagnostics::Code;
use crate::report::Resource;
use minijinja::value::Kwargs;
use minijinja::{Environment, Error, Value};
use std::sync::Arc;

const TABLE: &[&str] = &[
    "columnas",
    "titulo",
    "donde",
    "con",
    "orden",
    "grupo",
    "notas",
    "id",
    "horizontal",
    "vacio",
    "total",
    "descripcion",
    "anchos",
    "fuente",
    "sin_dato",
];

const FIGURE: &[&str] = &[
    "titulo",
    "lectura",
    "donde",
    "con",
    "orden",
    "notas",
    "id",
    "horizontal",
    "vacio",
    "fuente",
];

/// Adds the block calls to the environment of the wording.
pub fn add(env: &mut Environment<'static>, book: &Arc<Book>) {
    let b = book.clone();
    env.add_function("tabla", move |name: String, kw: Kwargs| {
        block(
            &b,
            BlockCall::Table(Box::new(table(&b, &name, &Arguments::new("tabla", &kw)?)?)),
        )
    });
    let b = book.clone();
    env.add_function("figura", move |kind: String, name: String, kw: Kwargs| {
        let call = figure(&b, (&kind, &name), &Arguments::new("figura", &kw)?)?;
        block(&b, BlockCall::Figure(Box::new(call)))
    });
    let b = book.clone();
    env.add_function("cifras", move |items: Value| {
        block(&b, BlockCall::KeyFigures(key_figures(&b, &items)?))
    });
    let b = book.clone();
    env.add_function("glosario", move || block(&b, BlockCall::Glossary));
    let b = book.clone();
    env.add_function("contenido", move || block(&b, BlockCall::Contents));
    let b = book.clone();
    env.add_function("origenes", move |kw: Kwargs| {
        block(
            &b,
            BlockCall::Trail(trail(&Arguments::new("origenes", &kw)?, TrailOf::Elements)?),
        )
    });
    let b = book.clone();
    env.add_function("libros", move |kw: Kwargs| {
        block(
            &b,
            BlockCall::Trail(trail(&Arguments::new("libros", &kw)?, TrailOf::Books)?),
        )
    });
    let b = book.clone();
    env.add_function("nota", move |text: Value| {
        block(&b, BlockCall::Note(marked(&b, &text)?))
    });
    let b = book.clone();
    env.add_function("portada", move |kw: Kwargs| {
        cover(&b, &Arguments::new("portada", &kw)?)
    });
}

fn block(book: &Book, call: BlockCall) -> Result<Value, Error> {
    Ok(Value::from_safe_string(book.mark_block(call)?.to_string()))
}

fn table(book: &Book, name: &str, arguments: &Arguments<'_>) -> Result<TableCall, Error> {
    arguments.only(TABLE)?;
    let selection = arguments.select(book, name)?;
    let resource = selection.resource.clone();
    let group = arguments.text("grupo")?;
    let group = group
        .map(|group| public_field(&resource, &group))
        .transpose()?;
    Ok(TableCall {
        id: arguments
            .text("id")?
            .unwrap_or_else(|| name.replace('_', "-")),
        columns: columns(&resource, arguments)?,
        title: arguments.required_text("titulo")?,
        group,
        notes: arguments.texts("notas")?,
        landscape: arguments.flag("horizontal")?,
        empty: arguments.text("vacio")?,
        totals: totals(&resource, arguments)?,
        description: arguments.text("descripcion")?,
        widths: widths(&resource, arguments)?,
        unknown: unknown(&resource, arguments)?,
        source: arguments.text("fuente")?,
        selection,
    })
}

fn figure(
    book: &Book,
    (kind, name): (&str, &str),
    arguments: &Arguments<'_>,
) -> Result<FigureCall, Error> {
    Ok(FigureCall {
        id: arguments
            .text("id")?
            .unwrap_or_else(|| format!("{kind}-{name}").replace('_', "-")),
        kind: kind.to_owned(),
        selection: arguments.select(book, name)?,
        title: arguments.required_text("titulo")?,
        reading: arguments.required_text("lectura")?,
        notes: arguments.texts("notas")?,
        landscape: arguments.flag("horizontal")?.unwrap_or(false),
        empty: arguments.text("vacio")?,
        options: arguments
            .options(FIGURE)?
            .with_texts(|text| book.marks.plain(text)),
        source: arguments.text("fuente")?,
    })
}

fn trail(arguments: &Arguments<'_>, of: TrailOf) -> Result<TrailCall, Error> {
    arguments.only(&["titulo", "id", "descripcion"])?;
    let name = match of {
        TrailOf::Elements => "origenes",
        TrailOf::Books => "libros",
    };
    Ok(TrailCall {
        of,
        id: arguments.text("id")?.unwrap_or_else(|| name.to_owned()),
        title: arguments.required_text("titulo")?,
        description: arguments.required_text("descripcion")?,
    })
}

fn public_field(resource: &Resource, name: &str) -> Result<usize, Problem> {
    let at = field(resource, name)?;
    if resource.fields[at].public {
        return Ok(at);
    }
    Err(Problem {
        code: Code(606),
        found: name.to_owned(),
        expected: "un campo con difusion = \"publica\"".to_owned(),
        message: format!(
            "El campo «{name}» del recurso «{}» no se difunde.",
            resource.name
        ),
        help: "Quite la columna; si debe publicarse, cambie su difusión en templates/temas."
            .to_owned(),
    })
}

fn columns(
    resource: &Resource,
    arguments: &Arguments<'_>,
) -> Result<Vec<(usize, String)>, Problem> {
    let Some(pairs) = arguments.pairs("columnas")? else {
        let public = resource.fields.iter().enumerate().filter(|(_, f)| f.public);
        return Ok(public.map(|(at, f)| (at, f.title.clone())).collect());
    };
    let mut columns = Vec::new();
    for (name, header) in pairs {
        let at = public_field(resource, &name)?;
        let header = header.map(|h| h.to_string());
        columns.push((
            at,
            header.unwrap_or_else(|| resource.fields[at].title.clone()),
        ));
    }
    if columns.is_empty() {
        let expected = "{\"campo\": \"Encabezado\"}";
        return Err(Problem::call("La tabla no tiene columnas.", "", expected));
    }
    Ok(columns)
}

fn totals(
    resource: &Resource,
    arguments: &Arguments<'_>,
) -> Result<Vec<(usize, Measure)>, Problem> {
    let mut totals = Vec::new();
    for (name, measure) in arguments.pairs("total")?.unwrap_or_default() {
        let words = measure.map_or_else(|| "suma".to_owned(), |m| m.to_string());
        let measure = match words.as_str() {
            "suma" => Measure::Sum,
            "promedio" => Measure::Mean,
            "minimo" => Measure::Least,
            "maximo" => Measure::Greatest,
            other => {
                let expected = "«suma», «promedio», «minimo» o «maximo»";
                return Err(Problem::call("El total no se conoce.", other, expected));
            }
        };
        totals.push((public_field(resource, &name)?, measure));
    }
    Ok(totals)
}

fn widths(resource: &Resource, arguments: &Arguments<'_>) -> Result<Vec<(usize, f64)>, Problem> {
    let mut widths = Vec::new();
    for (name, weight) in arguments.pairs("anchos")?.unwrap_or_default() {
        let at = field(resource, &name)?;
        let weight = weight
            .and_then(|w| f64::try_from(w).ok())
            .filter(|w| *w > 0.0);
        let weight = weight.ok_or_else(|| {
            Problem::call(
                "El ancho no es un número mayor que cero.",
                name,
                "{\"campo\": 2}",
            )
        })?;
        widths.push((at, weight));
    }
    Ok(widths)
}

fn unknown(
    resource: &Resource,
    arguments: &Arguments<'_>,
) -> Result<Vec<(usize, String)>, Problem> {
    let pairs = arguments.pairs("sin_dato")?.unwrap_or_default();
    let words = pairs.into_iter().map(|(name, words)| {
        let words = words.map_or_else(|| "—".to_owned(), |words| words.to_string());
        Ok((field(resource, &name)?, words))
    });
    words.collect()
}

fn key_figures(book: &Book, items: &Value) -> Result<Vec<(String, String)>, Error> {
    let mut figures = Vec::new();
    for item in items.try_iter()? {
        let value = marked(book, &item.get_item_by_index(0)?)?;
        let text = marked(book, &item.get_item_by_index(1)?)?;
        figures.push((value, text));
    }
    Ok(figures)
}

fn cover(book: &Book, arguments: &Arguments<'_>) -> Result<Value, Error> {
    arguments.only(&["titulo", "titulo_corto", "lineas", "descripcion"])?;
    let title = arguments.required_text("titulo")?;
    book.set_cover(Cover {
        short_title: arguments
            .text("titulo_corto")?
            .unwrap_or_else(|| title.clone()),
        title,
        lines: arguments.texts("lineas")?,
        subject: arguments.text("descripcion")?,
    });
    Ok(Value::from_safe_string(String::new()))
}
