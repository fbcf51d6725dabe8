//! `relator explicar`: what a code or a rule means and what to do.

use super::super::args::{Explicar, Global};
use super::super::context::{Reader, catalog_anywhere, reader};
use super::super::exit::{Exit, Failure};
use super::super::out::Out;
use crate::catalog::{Catalog, Esquema, Regla};
use crate::diagnostics::{CODES, Explanation};
use serde_json::{Value, json};

/// Runs the command.
pub fn run(args: &Explicar, global: &Global, out: &mut Out) -> Result<Exit, Failure> {
    let asked = args.codigo.trim().to_uppercase();
    let code = CODES.iter().find(|e| names(&e.code.to_string(), &asked));
    if let Some(explanation) = code {
        match reader(global) {
            Reader::Program => out.json(&code_json(explanation)),
            Reader::Person => out.print(&code_text(explanation)),
        }
        return Ok(Exit::Done);
    }
    let catalog = catalog_anywhere(global)?;
    let rules: Vec<(&Esquema, &Regla)> = rules(&catalog)
        .filter(|(_, rule)| names(&rule.id, &asked))
        .collect();
    if rules.is_empty() {
        return Err(Failure::Usage(unknown(&args.codigo, &asked, &catalog)));
    }
    match reader(global) {
        Reader::Program => {
            let all: Vec<Value> = rules.iter().map(|(s, r)| rule_json(s, r)).collect();
            out.json(&json!({"version": 1, "reglas": all}));
        }
        Reader::Person => {
            let all: Vec<String> = rules.iter().map(|(s, r)| rule_text(s, r)).collect();
            out.print(&all.join("\n"));
        }
    }
    Ok(Exit::Done)
}

/// `203` and `5` are understood too.
fn names(id: &str, asked: &str) -> bool {
    id.to_uppercase() == asked || id.rsplit('-').next() == Some(asked)
}

fn rules(catalog: &Catalog) -> impl Iterator<Item = (&Esquema, &Regla)> {
    let sheets = catalog.esquemas.iter();
    sheets.flat_map(|sheet| sheet.reglas.iter().map(move |rule| (sheet, rule)))
}

fn code_text(e: &Explanation) -> String {
    let mut text = format!(
        "{} ({}): {}\n\n{}\n\nQué hacer: {}\n",
        e.code,
        e.severity.word(),
        e.title,
        e.text,
        e.help
    );
    if !e.example.is_empty() {
        text.push_str(&format!("\nEjemplo: {}\n", e.example));
    }
    text
}

fn code_json(e: &Explanation) -> Value {
    json!({
        "version": 1,
        "codigo": e.code.to_string(),
        "severidad": e.severity.word(),
        "titulo": e.title,
        "explicacion": e.text,
        "ayuda": e.help,
        "ejemplo": e.example,
    })
}

fn rule_text(sheet: &Esquema, rule: &Regla) -> String {
    format!(
        "{} ({}), hoja {}\n\n{}\n\nSe espera: {}\nQué hacer: {}\nColumnas: {}\nExpresión: {}\n",
        rule.id,
        rule.severidad.word(),
        sheet.hoja,
        rule.mensaje,
        rule.esperado,
        rule.ayuda,
        rule.campos.join(", "),
        rule.expresion
    )
}

fn rule_json(sheet: &Esquema, rule: &Regla) -> Value {
    json!({
        "regla": rule.id,
        "severidad": rule.severidad.word(),
        "hoja": sheet.hoja,
        "mensaje": rule.mensaje,
        "esperado": rule.esperado,
        "ayuda": rule.ayuda,
        "campos": rule.campos,
        "expresion": rule.expresion,
    })
}

fn unknown(given: &str, asked: &str, catalog: &Catalog) -> String {
    let codes = CODES.iter().map(|e| e.code.to_string());
    let rules = rules(catalog).map(|(_, rule)| rule.id.clone());
    let closest = codes
        .chain(rules)
        .map(|known| (strsim::jaro_winkler(asked, &known), known))
        .max_by(|a, b| a.0.total_cmp(&b.0));
    let nearest = closest.map_or_else(String::new, |(_, known)| {
        format!("; el más parecido es {known}")
    });
    format!("no hay código ni regla «{given}»{nearest}")
}
