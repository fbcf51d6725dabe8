//! `estado.html`: who has delivered, on one plain page that needs nothing else.

use super::{Entry, Situation, Status};
use crate::archive::OutputFile;

const STYLE: &str = "body{font-family:Arial,'Liberation Sans',sans-serif;color:#1a1a1a;max-width:60rem;margin:2rem auto;padding:0 1rem;line-height:1.4}\
h1{color:#49276f;font-size:1.4rem}table{border-collapse:collapse;width:100%}caption{text-align:left;font-weight:bold;padding:.5rem 0}\
th,td{text-align:left;vertical-align:top;padding:.35rem .6rem;border-bottom:1px solid #d0d0d0}thead th{background:#ece3f7;border-top:1px solid #49276f;border-bottom:1px solid #49276f}\
td.n{text-align:right}";

/// The page of a status. The same on any day: it names the corte, not the days left.
pub fn file(status: &Status) -> OutputFile {
    OutputFile {
        name: "estado.html".to_owned(),
        bytes: page(status).into_bytes(),
    }
}

fn page(status: &Status) -> String {
    let number = status.meeting;
    let rows: String = status
        .entries
        .iter()
        .filter(|e| e.situation != Situation::NotAsked)
        .map(row)
        .collect();
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
         <h1>Estado de las entregas para la reunión {number}</h1>\n\
         <p>Reunión: {}. Fecha de corte: {}. En total, {}.</p>\n\
         <table>\n<caption>Entregas por remitente</caption>\n\
         <thead><tr><th scope=\"col\">Remitente</th><th scope=\"col\">Situación</th><th scope=\"col\">Entrega</th>\
         <th scope=\"col\">Errores</th><th scope=\"col\">Advertencias</th></tr></thead>\n<tbody>\n{rows}</tbody>\n</table>\n\
         </main>\n</body>\n</html>\n",
        status.date.format("%d/%m/%Y"),
        status.corte.format("%d/%m/%Y"),
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
