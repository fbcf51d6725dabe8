//! `estado.html` and `estado.xlsx`: who has delivered, on one plain page that needs nothing else
//! and as a list to filter. Both name the corte, not the days left: they are the same on any day.

use super::{Entry, Situation, Status};
use crate::archive::OutputFile;
use crate::workbook::{self, List, ListCell};

/// Headers of the list, with the width of each column in characters.
const COLUMNS: [(&str, f64); 7] = [
    ("Clave", 16.0),
    ("Remitente", 60.0),
    ("Situación", 22.0),
    ("Entrega", 24.0),
    ("Versiones anteriores", 14.0),
    ("Errores", 11.0),
    ("Advertencias", 14.0),
];

const STYLE: &str = "body{font-family:Arial,'Liberation Sans',sans-serif;color:#1a1a1a;max-width:60rem;margin:2rem auto;padding:0 1rem;line-height:1.4}\
h1{color:#49276f;font-size:1.4rem}table{border-collapse:collapse;width:100%}caption{text-align:left;font-weight:bold;padding:.5rem 0}\
th,td{text-align:left;vertical-align:top;padding:.35rem .6rem;border-bottom:1px solid #d0d0d0}thead th{background:#ece3f7;border-top:1px solid #49276f;border-bottom:1px solid #49276f}\
td.n{text-align:right}";

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

fn list(status: &Status) -> List<'static> {
    let rows = asked(status).map(|e| {
        vec![
            ListCell::Text(e.sender.clone()),
            ListCell::Text(e.name.clone()),
            ListCell::Text(e.situation.words().to_owned()),
            ListCell::Text(e.delivery.clone().unwrap_or_else(|| "—".to_owned())),
            ListCell::Count(e.superseded),
            ListCell::Count(e.errors),
            ListCell::Count(e.warnings),
        ]
    });
    List {
        sheet: "Estado",
        title: title(status),
        note: dates(status),
        columns: &COLUMNS,
        rows: rows.collect(),
        date: status.corte,
    }
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
    format!(
        "<!DOCTYPE html>\n<html lang=\"es-MX\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>Estado de las entregas, reunión {number}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n\
         <h1>{}</h1>\n\
         <p>{} En total, {}.</p>\n\
         <table>\n<caption>Entregas por remitente</caption>\n\
         <thead><tr><th scope=\"col\">Remitente</th><th scope=\"col\">Situación</th><th scope=\"col\">Entrega</th>\
         <th scope=\"col\">Errores</th><th scope=\"col\">Advertencias</th></tr></thead>\n<tbody>\n{rows}</tbody>\n</table>\n\
         </main>\n</body>\n</html>\n",
        title(status),
        dates(status),
        summary.join("; "),
    )
}

fn row(entry: &Entry) -> String {
    let delivery = match &entry.delivery {
        None => "—".to_owned(),
        Some(name) if entry.superseded == 0 => escape(name),
        Some(name) => format!("{} (sustituye a {})", escape(name), entry.superseded),
    };
    format!(
        "<tr><th scope=\"row\">{}</th><td>{}</td><td>{delivery}</td><td class=\"n\">{}</td><td class=\"n\">{}</td></tr>\n",
        escape(&entry.name),
        entry.situation.words(),
        entry.errors,
        entry.warnings,
    )
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}
