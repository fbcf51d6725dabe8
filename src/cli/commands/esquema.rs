//! `relator esquema`: what we demand, as Frictionless Table Schemas.

use super::super::args::Global;
use super::super::context::{Reader, catalog_anywhere, reader};
use super::super::exit::{Exit, Failure};
use super::super::out::Out;
use crate::catalog::{Esquema, Tipo, frictionless};

/// Runs the command.
pub fn run(global: &Global, out: &mut Out) -> Result<Exit, Failure> {
    let catalog = catalog_anywhere(global)?;
    match reader(global) {
        Reader::Program => out.json(&frictionless(&catalog)),
        Reader::Person => {
            let all: Vec<String> = catalog.esquemas.iter().map(text).collect();
            out.print(&all.join("\n"));
        }
    }
    Ok(Exit::Done)
}

fn text(sheet: &Esquema) -> String {
    let senders: Vec<&str> = sheet.remitentes.iter().map(|c| c.word()).collect();
    let mut text = format!("{} ({})\n", sheet.hoja, senders.join(", "));
    for campo in &sheet.campos {
        let required = if campo.requerido { ", obligatorio" } else { "" };
        text.push_str(&format!(
            "  {:<28} {}{required}\n",
            campo.nombre,
            kind_word(campo.tipo)
        ));
    }
    text
}

const fn kind_word(kind: Tipo) -> &'static str {
    match kind {
        Tipo::Texto => "texto",
        Tipo::Lista => "lista",
        Tipo::Numero => "número",
        Tipo::Porcentaje => "porcentaje",
        Tipo::Entero => "número entero",
        Tipo::Fecha => "fecha",
        Tipo::Hora => "hora",
        Tipo::FechaHora => "fecha y hora",
        Tipo::SiNo => "Sí o No",
    }
}
