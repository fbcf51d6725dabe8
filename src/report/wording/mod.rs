//! The wording of an informe: Markdown with calls, filled in from the datasets.
//!
//! A file of `templates/informes/` is first filled in by the template engine (`{{ … }}` prints,
//! `{% … %}` decides and repeats, `{# … #}` is a comment) and then read as Markdown. Whatever is
//! printed becomes an opaque mark until the Markdown has been read, so no text of a workbook can
//! become markup, and every number keeps its cells.
//!
//! # Markdown
//! `# `, `## `, `### ` are numbered I., a), 1.; `{.sin-numero}` turns that off and `{#id}` names
//! the heading. A heading with nothing below it is left out and the numbering closes up. `1. `
//! items are a), b), …; `- ` items are bullets. `> ` sets off the words of a sender. `[^n]` is a
//! footnote. A line that holds nothing but `{% … %}` vanishes whole. `---` alone starts a new page. A backslash at the end of a line breaks it.
//!
//! # The cover
//! `{{ portada(titulo="…", titulo_corto="…", lineas=["…"], descripcion="…") }}` once, at the top;
//! `titulo_corto` goes to the running header, `lineas` replace the engine's own lines (meeting,
//! date, period, cut-off).
//!
//! # Values
//! - `contar(recurso, donde="")`, `suma(recurso, campo, donde="")`, `promedio`, `minimo`,
//!   `maximo`, `valor` (of the first row), `proporcion(parte, todo)`: true when known and not
//!   zero; `.valor` is the native value, `.texto` its words without cells.
//! - `filas(recurso, donde="", orden=["campo", "-campo"])`: rows; `f.campo` prints with its cell,
//!   `f.campo.valor` is native, `{% if f.campo %}` asks whether it is known.
//! - `grupos(recurso, "campo", donde="", orden=[])`: `g.clave` and `g.filas` for each value.
//! - `hay(recurso, donde="")`: whether there is any row.
//!
//! A condition sees the fields of the row as native values (missing is `none`, dates are text
//! `AAAA-MM-DD`), `reunion`, `siguiente`, `proceso`, and what `con={"nombre": valor}` adds.
//!
//! # Words
//! `frase("clave", n=…)`, `plural(n, "sistema", "sistemas")`, `en_letra(n)` (or `en_letra(n,
//! "m")`, `"f"` before a noun), `lista(filas, "campo")`, `referencia("id")`; filters `fecha`,
//! `fecha_corta`, `porcentaje`, `numero`, `minuscula`.
//!
//! # Blocks
//! `tabla(…)`, `figura(…)`, `cifras([[valor, "texto"], …])`, `glosario()`, `contenido()` (where the
//! contents list stands, if not right after the cover), `nota("…")`,
//! `origenes(titulo="…", descripcion="…")` (on what each table and figure rests), `libros(…)` (the
//! books on which they rest, with codes and rows) and
//! `parrafos("capítulo")`, which inserts the secretariat's own Markdown for that chapter; see
//! [`calls`].

mod arguments;
mod blocks;
mod book;
mod calls;
mod dato;
mod globals;
mod marks;
mod measures;
mod problem;
mod select;
mod source;
mod words;

pub use blocks::{BlockCall, FigureCall, TableCall, TrailCall, TrailOf};
pub use book::{Book, Cover, Written};
pub use globals::period;
pub use marks::{add_origin, block_index, clean, origin, push_literal};
pub use measures::{compute, unique};
pub use problem::Problem;

use super::Scene;
use crate::diagnostics::Finding;
use crate::domain::words::fold;
use dato::Dato;
use minijinja::syntax::SyntaxConfig;
use minijinja::value::ValueKind;
use minijinja::{AutoEscape, Environment, Error, Output, State, UndefinedBehavior, Value};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::Arc;

/// The wording of an informe, filled in: Markdown with marks.
#[derive(Debug)]
pub struct Filled {
    /// Markdown with marks.
    pub markdown: String,
    /// What the calls left behind.
    pub written: Written,
}

/// Fills in the wording of the meeting; what is wrong in it becomes one finding with its line.
pub fn fill(
    scene: &Scene<'_>,
    book: &Arc<Book>,
    pending: Option<&str>,
) -> Result<Filled, Box<Finding>> {
    let mut env = environment(scene, book);
    env.add_global("pendientes", pending.map(str::to_owned));
    let name = file_of(&scene.reunion.informe);
    let known = known(&env, book);
    let rendered = env
        .get_template(&name)
        .and_then(|template| template.render(()));
    let markdown = rendered.map_err(|error| Box::new(problem::finding(&error, &known)))?;
    Ok(Filled {
        markdown: source::restore(&markdown),
        written: book.take_written(),
    })
}

/// The path of the wording with that name, as people read it.
pub fn file_of(informe: &str) -> String {
    format!("templates/informes/{informe}.md")
}

fn environment(scene: &Scene<'_>, book: &Arc<Book>) -> Environment<'static> {
    let mut env = Environment::new();
    env.set_undefined_behavior(UndefinedBehavior::Strict);
    env.set_debug(true);
    env.set_auto_escape_callback(|_| AutoEscape::Custom("markdown".into()));
    if let Ok(syntax) = SyntaxConfig::builder()
        .trim_blocks(true)
        .lstrip_blocks(true)
        .build()
    {
        env.set_syntax(syntax);
    }
    let b = book.clone();
    env.set_formatter(move |out, state, value| write_value(&b, (out, state), value));
    let files: BTreeMap<String, String> = scene
        .catalog
        .wording
        .informes
        .iter()
        .map(|(name, source)| (file_of(name), source::prepare(&clean(source))))
        .collect();
    env.set_loader(move |name| Ok(files.get(name).cloned()));
    env.set_path_join_callback(|name, _| {
        if name.starts_with("templates/") {
            name.into()
        } else {
            file_of(name.strip_suffix(".md").unwrap_or(name)).into()
        }
    });
    measures::add(&mut env, book);
    words::add(&mut env, book);
    calls::add(&mut env, book);
    globals::add(&mut env, book, scene);
    add_paragraphs(&mut env, scene);
    env
}

/// `parrafos("capítulo")`: the secretariat's own Markdown for a chapter of this meeting, filled
/// in like the rest.
fn add_paragraphs(env: &mut Environment<'static>, scene: &Scene<'_>) {
    let own = scene.catalog.wording.parrafos.get(&scene.meeting);
    let own: BTreeMap<String, String> = own
        .into_iter()
        .flatten()
        .map(|(chapter, text)| (fold(chapter), source::prepare(&clean(text))))
        .collect();
    let meeting = scene.meeting;
    env.add_function("parrafos", move |state: &State, chapter: String| {
        let Some(text) = own.get(&fold(&chapter)) else {
            return Ok(Value::from_safe_string(String::new()));
        };
        let name = format!("templates/reuniones/{meeting:02}.md ({chapter})");
        let rendered = state.env().render_named_str(&name, text, ());
        rendered.map(|text| Value::from_safe_string(format!("\n\n{text}\n\n")))
    });
}

/// Prints a value: words of ours that were already filled in stand as they are, everything else
/// becomes a mark.
fn write_value(
    book: &Arc<Book>,
    (out, state): (&mut Output<'_>, &mut State<'_, '_>),
    value: &Value,
) -> Result<(), Error> {
    if let Some(dato) = value.downcast_object_ref::<Dato>() {
        return out.write_char(dato.mark()?).map_err(Error::from);
    }
    match value.kind() {
        // The engine's own formatter knows which name it was.
        ValueKind::Undefined => minijinja::escape_formatter(out, state, value),
        ValueKind::None => {
            let words = book.phrases.plain("sin_informacion");
            out.write_char(book.mark_text(&words)?).map_err(Error::from)
        }
        ValueKind::Bool => {
            let words = book
                .phrases
                .plain(if value.is_true() { "si" } else { "no" });
            out.write_char(book.mark_text(&words)?).map_err(Error::from)
        }
        ValueKind::Number => out
            .write_str(&words::marked(book, value)?)
            .map_err(Error::from),
        ValueKind::String if value.is_safe() => out
            .write_str(value.as_str().unwrap_or_default())
            .map_err(Error::from),
        ValueKind::String => write_text(book, out, value.as_str().unwrap_or_default()),
        kind => {
            let expected = "un valor; para varios, lista(filas, \"campo\")";
            let message = "El texto imprime algo que no es un valor.";
            Err(Problem::call(message, kind.to_string(), expected).into())
        }
    }
}

/// Literal words: one mark for each stretch between the marks that it holds.
fn write_text(book: &Book, out: &mut Output<'_>, text: &str) -> Result<(), Error> {
    let mut stretch = String::new();
    for c in text.chars() {
        if book.marks.get(c).is_none() && block_index(c).is_none() {
            stretch.push(c);
            continue;
        }
        if !stretch.is_empty() {
            out.write_char(book.mark_text(&stretch)?)?;
            stretch.clear();
        }
        out.write_char(c)?;
    }
    if !stretch.is_empty() {
        out.write_char(book.mark_text(&stretch)?)?;
    }
    Ok(())
}

fn known(env: &Environment<'_>, book: &Book) -> problem::Known {
    let filters = ["fecha", "fecha_corta", "porcentaje", "numero", "minuscula"];
    let mut names: Vec<String> = env.globals().map(|(name, _)| name.to_owned()).collect();
    names.extend(filters.map(str::to_owned));
    names.sort();
    let fields = book.resources.values().flat_map(|r| &r.fields);
    let mut parts: Vec<String> = fields.map(|f| f.name.clone()).collect();
    for (_, value) in env
        .globals()
        .filter(|(_, value)| value.kind() == ValueKind::Map)
    {
        let keys = value.try_iter().into_iter().flatten();
        parts.extend(keys.filter_map(|key| key.as_str().map(str::to_owned)));
    }
    parts.sort();
    parts.dedup();
    problem::Known { names, parts }
}

/// A book over the resources of a scene, its conditions able to name the meeting and the process.
pub fn book(
    scene: &Scene<'_>,
    resources: Vec<Arc<super::Resource>>,
    phrases: super::phrases::Phrases,
) -> Arc<Book> {
    let mut book = Book::new(resources, phrases);
    for (name, value) in globals::condition_values(scene) {
        book.conditions.add_global(name, value);
    }
    Arc::new(book)
}
