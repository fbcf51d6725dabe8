//! `estado.html` and `estado.xlsx`: who has delivered, on one plain page that needs nothing else
//! and as a list to filter. Both name the corte, not the days left: they are the same on any day.

use super::{Entry, Situation, Status, reminders, review};
use crate::archive::OutputFile;
use crate::diagnostics::show::counted;
use crate::workbook::{self, List, ListCell};

/// Headers of the list before and after those of the topics, with the width of each column in
/// characters.
const BEFORE: [(&str, f64); 3] = [("Clave", 16.0), ("Remitente", 52.0), ("Situación", 22.0)];
const AFTER: [(&str, f64); 9] = [
    ("Entrega", 24.0),
    ("Recibido", 18.0),
    ("Medio", 22.0),
    ("Folio", 18.0),
    ("Versiones anteriores", 14.0),
    ("Archivos repetidos", 14.0),
    ("Errores", 11.0),
    ("Advertencias", 14.0),
    ("Recordatorio", 34.0),
];
/// Width of the column of a topic.
const TOPIC: f64 = 24.0;
/// What stands where there is nothing to say.
const NOTHING: &str = "—";

const STYLE: &str = "body{font-family:Arial,'Liberation Sans',sans-serif;color:#1a1a1a;max-width:80rem;margin:2rem auto;padding:0 1rem;line-height:1.4}\
h1{color:#49276f;font-size:1.4rem}table{border-collapse:collapse;width:100%}caption{text-align:left;font-weight:bold;padding:.5rem 0}\
th,td{text-align:left;vertical-align:top;padding:.35rem .6rem;border-bottom:1px solid #d0d0d0}thead th{background:#ece3f7;border-top:1px solid #49276f;border-bottom:1px solid #49276f;vertical-align:bottom}\
td.n{text-align:right}a{color:#49276f}.aviso{font-weight:bold;color:#49276f}";

/// The page and the list of a status.
pub fn files(status: &Status) -> Result<[OutputFile; 2], String> {
    let file = |name: &str, bytes| OutputFile {
        name: name.to_owned(),
        bytes,
    };
    Ok([
        file("estado.html", page(status).into_bytes()),
        file("estado.xlsx", workbook::list(&list(status))?),
    ])
}

fn list(status: &Status) -> List<'_> {
    let topics = status.topics.iter();
    let topics = topics.map(|(_, title)| (title.as_str(), TOPIC));
    let rows = asked(status).map(list_row);
    List {
        sheet: "Estado",
        title: title(status),
        note: match &status.legend {
            Some(legend) => format!("{legend}. {}", dates(status)),
            None => dates(status),
        },
        columns: BEFORE.into_iter().chain(topics).chain(AFTER).collect(),
        rows: rows.collect(),
        date: status.corte,
    }
}

fn list_row(e: &Entry) -> Vec<ListCell> {
    let text = |text: Option<&str>| ListCell::Text(text.unwrap_or(NOTHING).to_owned());
    let received = e.received.as_ref();
    let mut row = vec![
        text(Some(&e.sender)),
        text(Some(&e.name)),
        text(Some(e.situation.words())),
    ];
    row.extend(e.topics.iter().map(|topic| text(Some(topic.words()))));
    let reminder = e.reminder.then(|| draft(e));
    row.extend([
        text(e.delivery.as_deref()),
        text(received.map(|r| r.short.as_str())),
        text(received.and_then(|r| r.medium.as_deref())),
        text(received.and_then(|r| r.folio.as_deref())),
        ListCell::Count(e.superseded),
        ListCell::Count(e.copies),
        ListCell::Count(e.errors),
        ListCell::Count(e.warnings),
        text(reminder.as_deref()),
    ]);
    row
}

/// The draft of a reminder, below the folder of the meeting.
fn draft(entry: &Entry) -> String {
    format!("{}/{}.eml", reminders::FOLDER, entry.sender)
}

fn asked(status: &Status) -> impl Iterator<Item = &Entry> {
    let entries = status.entries.iter();
    entries.filter(|e| e.situation != Situation::NotAsked)
}

fn title(status: &Status) -> String {
    format!("Estado de las entregas para la reunión {}", status.meeting)
}

fn dates(status: &Status) -> String {
    format!(
        "Reunión: {}. Fecha de corte: {}.",
        status.date.format("%d/%m/%Y"),
        status.corte.format("%d/%m/%Y")
    )
}

fn page(status: &Status) -> String {
    let number = status.meeting;
    let rows: String = asked(status).map(row).collect();
    let summary: Vec<String> = [
        Situation::Received,
        Situation::WithErrors,
        Situation::Awaited,
    ]
    .iter()
    .map(|s| format!("{}: {}", s.words(), status.count(*s)))
    .collect();
    let topics = status.topics.iter();
    let topics: String = topics
        .map(|(_, title)| format!("<th scope=\"col\">{}</th>", escape(title)))
        .collect();
    format!(
        "<!DOCTYPE html>\n<html lang=\"es-MX\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>Estado de las entregas, reunión {number}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n\
         {}<h1>{}</h1>\n\
         <p>{} En total, {}.</p>\n{}\
         <table>\n<caption>Entregas por remitente y tema</caption>\n\
         <thead><tr><th scope=\"col\">Remitente</th><th scope=\"col\">Situación</th>{topics}\
         <th scope=\"col\">Entrega</th><th scope=\"col\">Recibido</th>\
         <th scope=\"col\">Errores</th><th scope=\"col\">Advertencias</th></tr></thead>\n<tbody>\n{rows}</tbody>\n</table>\n\
         </main>\n</body>\n</html>\n",
        legend(status),
        title(status),
        dates(status),
        summary.join("; "),
        unidentified(status),
    )
}

fn legend(status: &Status) -> String {
    let legend = status.legend.as_deref().map(escape);
    legend.map_or_else(String::new, |legend| {
        format!("<p class=\"aviso\">{legend}</p>\n")
    })
}

/// The files that nobody is known to have sent.
fn unidentified(status: &Status) -> String {
    if status.unidentified.is_empty() {
        return String::new();
    }
    let files = status.unidentified.iter().map(|file| escape(file));
    let files: Vec<String> = files.collect();
    format!(
        "<p>Archivos cuyo remitente o reunión no se reconoce: {}.</p>\n",
        files.join("; ")
    )
}

fn row(entry: &Entry) -> String {
    let topics = entry.topics.iter();
    let topics: String = topics
        .map(|topic| format!("<td>{}</td>", topic.words()))
        .collect();
    format!(
        "<tr><th scope=\"row\">{}</th><td>{}</td>{topics}<td>{}</td><td>{}</td><td class=\"n\">{}</td><td class=\"n\">{}</td></tr>\n",
        escape(&entry.name),
        entry.situation.words(),
        delivery(entry),
        received(entry),
        entry.errors,
        entry.warnings,
    )
}

/// The delivery with its review, what it supersedes, and the reminder.
fn delivery(entry: &Entry) -> String {
    let mut parts = Vec::new();
    if let Some(name) = &entry.delivery {
        let name = escape(name);
        parts.push(match &entry.review {
            Some(review) => format!("<a href=\"{}/{review}.pdf\">{name}</a>", review::FOLDER),
            None => name,
        });
    }
    for (n, one, many) in [
        (entry.superseded, "versión anterior", "versiones anteriores"),
        (entry.copies, "archivo repetido", "archivos repetidos"),
    ] {
        if n > 0 {
            parts.push(counted(n, one, many));
        }
    }
    if entry.reminder {
        let draft = draft(entry);
        parts.push(format!("<a href=\"{draft}\">borrador de recordatorio</a>"));
    }
    if parts.is_empty() {
        NOTHING.to_owned()
    } else {
        parts.join("<br>")
    }
}

fn received(entry: &Entry) -> String {
    let Some(received) = &entry.received else {
        return NOTHING.to_owned();
    };
    let parts = [
        Some(&received.short),
        received.medium.as_ref(),
        received.folio.as_ref(),
    ];
    let parts = parts.into_iter().flatten().map(|part| escape(part));
    parts.collect::<Vec<_>>().join("<br>")
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}
