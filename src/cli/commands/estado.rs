//! `relator estado`: who has delivered, with what, and who has not.

use super::super::args::Estado;
use super::super::context::{Context, Reader, Verbosity};
use super::super::exit::{Exit, Failure};
use super::super::out::Out;
use super::super::record::understood;
use crate::diagnostics::show::{clean, counted, pad, width, wrapped};
use crate::domain::Fecha;
use crate::pipeline::{Entry, Situation, Status};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// Columns of a line, which the terminals of today have.
const COLUMNS: usize = 100;
/// A blank at which no line parts.
const KEPT: &str = "\u{a0}";

/// Runs the command.
pub fn run(args: &Estado, context: &Context, out: &mut Out) -> Result<Exit, Failure> {
    let catalog = context.catalog()?;
    let meeting = context.meeting(&catalog.proceso, args.reunion)?.numero;
    out.progress("Leyendo los libros…");
    let understood = understood(context, &catalog)?;
    out.progress("");
    if let Some(status) = Status::new(&catalog, &understood, meeting) {
        match context.reader {
            Reader::Program => out.json(&as_json(&status, context.today)),
            Reader::Person => out.print(&as_text(&status, context)),
        }
    }
    Ok(Exit::Done)
}

fn as_json(status: &Status, today: Fecha) -> Value {
    let entries: Vec<Value> = status
        .entries
        .iter()
        .map(|e| {
            json!({
                "remitente": e.sender,
                "nombre": e.name,
                "situacion": e.situation.words(),
                "temas": topics_json(status, e),
                "entrega": e.delivery,
                "recepcion": e.received.as_ref().map(|r| json!({
                    "fecha_hora": r.moment,
                    "medio": r.medium,
                    "folio": r.folio,
                })),
                "sustituidas": e.superseded,
                "repetidas": e.copies,
                "errores": e.errors,
                "advertencias": e.warnings,
                "recordatorio": e.reminder,
            })
        })
        .collect();
    json!({
        "version": 1,
        "reunion": status.meeting,
        "fecha": status.date.to_string(),
        "corte": status.corte.to_string(),
        "hoy": today.to_string(),
        "dias_al_corte": (status.corte - today).num_days(),
        "temas": status.topics.iter().map(|(slug, _)| slug).collect::<Vec<_>>(),
        "remitentes": entries,
        "sin_remitente": status.unidentified,
        "resumen": {
            "recibido": status.count(Situation::Received),
            "con_inconsistencias": status.count(Situation::WithErrors),
            "sin_recibir": status.count(Situation::Awaited),
            "no_aplica": status.count(Situation::NotAsked),
        },
    })
}

/// How a sender stands, by slug of the topic.
fn topics_json(status: &Status, entry: &Entry) -> Value {
    let topics = status.topics.iter().zip(&entry.topics);
    let topics = topics.map(|((slug, _), situation)| (slug.clone(), json!(situation.words())));
    Value::Object(topics.collect())
}

fn as_text(status: &Status, context: &Context) -> String {
    let mut text = format!(
        "Reunión {}, {}. Fecha de corte: {} ({}).\n\n",
        status.meeting,
        status.date.format("%d/%m/%Y"),
        status.corte.format("%d/%m/%Y"),
        days(status.corte, context.today)
    );
    let asked: Vec<&Entry> = status
        .entries
        .iter()
        .filter(|e| e.situation != Situation::NotAsked || context.verbosity == Verbosity::Verbose)
        .collect();
    let names = asked.iter().map(|e| width(&e.short_name)).max();
    let names = names.unwrap_or(0);
    let situation = width(Situation::WithErrors.words());
    let mut open: BTreeSet<usize> = BTreeSet::new();
    for entry in asked {
        let name = pad(&entry.short_name, names);
        let words = pad(entry.situation.words(), situation);
        let (topics, told) = open_topics(status, entry);
        open.extend(topics);
        let details = [detail(entry), told];
        let details = details.into_iter().filter(|detail| !detail.is_empty());
        let details = details.collect::<Vec<_>>().join("; ");
        text.push_str(&hanging(&format!("  {name}  {words}  "), &details));
    }
    if !open.is_empty() {
        text.push_str("\nTemas\n");
    }
    for index in open {
        let title = status.topics.get(index).map_or("", |(_, title)| title);
        text.push_str(&hanging(&format!("  {}  ", index + 1), title));
    }
    text.push_str(&format!(
        "\nRecibidos: {}. Con inconsistencias: {}. Sin recibir: {}.\n",
        status.count(Situation::Received),
        status.count(Situation::WithErrors),
        status.count(Situation::Awaited)
    ));
    for file in &status.unidentified {
        text.push_str(&format!(
            "Remitente o reunión sin reconocer: {}\n",
            clean(file)
        ));
    }
    text
}

/// A text after a beginning; what does not fit in a line goes below the text.
fn hanging(beginning: &str, text: &str) -> String {
    let blanks = " ".repeat(width(beginning));
    let room = COLUMNS.saturating_sub(width(beginning));
    let lines = wrapped(text, room).into_iter().enumerate();
    let lines = lines.map(|(index, line)| match index {
        0 => format!("{beginning}{line}"),
        _ => format!("{blanks}{line}"),
    });
    let lines = lines.map(|line| format!("{}\n", line.trim_end()));
    lines.collect::<String>().replace(KEPT, " ")
}

fn detail(entry: &Entry) -> String {
    let mut parts: Vec<String> = entry.delivery.iter().cloned().collect();
    for (n, one, many) in [
        (entry.errors, "error", "errores"),
        (entry.warnings, "advertencia", "advertencias"),
    ] {
        if n > 0 {
            parts.push(counted(n, one, many));
        }
    }
    if let Some(received) = &entry.received {
        let medium = received.medium.iter();
        let medium = medium.map(|medium| format!(" ({})", clean(medium)));
        parts.push(received.short.clone() + &medium.collect::<String>());
    }
    for (n, one, many) in [
        (entry.superseded, "versión anterior", "versiones anteriores"),
        (entry.copies, "archivo repetido", "archivos repetidos"),
    ] {
        if n > 0 {
            parts.push(counted(n, one, many));
        }
    }
    // A line parts between them, not within.
    parts
        .join(", ")
        .replace(' ', KEPT)
        .replace(&format!(",{KEPT}"), ", ")
}

/// The topics in which something is open, where the sender's line does not say it of all: their
/// positions, and «tema 1 sin recibir; temas 2 y 3 con inconsistencias».
fn open_topics(status: &Status, entry: &Entry) -> (Vec<usize>, String) {
    let asked = |s: &&Situation| **s != Situation::NotAsked;
    let mut all = entry.topics.iter().filter(asked);
    if status.topics.len() < 2 || all.all(|situation| *situation == entry.situation) {
        return Default::default();
    }
    let mut open = Vec::new();
    let mut told = Vec::new();
    for situation in [Situation::WithErrors, Situation::Awaited] {
        let topics = entry.topics.iter().enumerate();
        let so: Vec<usize> = topics
            .filter(|(_, s)| **s == situation)
            .map(|(i, _)| i)
            .collect();
        let numbers: Vec<String> = so.iter().map(|index| (index + 1).to_string()).collect();
        if let Some((last, others)) = numbers.split_last() {
            let words = match others {
                [] => format!("tema {last}"),
                several => format!("temas {} y {last}", several.join(", ")),
            };
            told.push(format!("{words} {}", situation.words()));
        }
        open.extend(so);
    }
    (open, told.join("; "))
}

fn days(corte: Fecha, today: Fecha) -> String {
    match (corte - today).num_days() {
        0 => "hoy".to_owned(),
        1 => "falta 1 día".to_owned(),
        -1 => "hace 1 día".to_owned(),
        n if n > 0 => format!("faltan {n} días"),
        n => format!("hace {} días", -n),
    }
}
