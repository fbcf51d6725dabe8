//! `relator explicar`: what a code or a rule means and what to do.

use super::super::args::{Explicar, Global};
use super::super::context::{Reader, catalog_anywhere, reader};
use super::super::exit::{Exit, Failure};
use super::super::out::Out;
use crate::catalog::{Catalog, Comprobacion, Esquema, Regla};
use crate::diagnostics::{CODES, Explanation, Severity};
use crate::domain::words;
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
    let mut rules: Vec<Rule<'_>> = rules(&catalog)
        .filter(|(_, rule)| names(&rule.id, &asked))
        .map(|(sheet, rule)| Rule::of_row(sheet, rule))
        .collect();
    let checks = catalog.comprobaciones.iter();
    rules.extend(checks.filter(|c| names(&c.id, &asked)).map(Rule::of_check));
    if rules.is_empty() {
        return Err(Failure::Usage(unknown(&args.codigo, &asked, &catalog)));
    }
    match reader(global) {
        Reader::Program => {
            let all: Vec<Value> = rules.iter().map(Rule::json).collect();
            out.json(&json!({"version": 1, "reglas": all}));
        }
        Reader::Person => {
            let all: Vec<String> = rules.iter().map(Rule::text).collect();
            out.print(&all.join("\n"));
        }
    }
    Ok(Exit::Done)
}

/// `REV203`, `r5`, `203` and `5` are understood too.
fn names(id: &str, asked: &str) -> bool {
    let (kind, number) = parts(id);
    let (asked_kind, asked_number) = parts(asked);
    number == asked_number && (asked_kind.is_empty() || asked_kind == kind)
}

/// The letters of an id, and what follows them without hyphens, blanks and leading zeros.
fn parts(id: &str) -> (String, String) {
    let id = id.to_uppercase().replace(['-', ' '], "");
    let digits = id.find(|c: char| c.is_ascii_digit()).unwrap_or(id.len());
    let (kind, number) = id.split_at(digits);
    (kind.to_owned(), number.trim_start_matches('0').to_owned())
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

/// A rule of one sheet, or a check that speaks of several sheets or workbooks.
struct Rule<'a> {
    id: &'a str,
    severity: Severity,
    message: &'a str,
    expected: &'a str,
    help: &'a str,
    row: Option<(&'a Esquema, &'a Regla)>,
}

impl<'a> Rule<'a> {
    fn of_row(sheet: &'a Esquema, rule: &'a Regla) -> Self {
        Self {
            id: &rule.id,
            severity: rule.severidad,
            message: &rule.mensaje,
            expected: &rule.esperado,
            help: &rule.ayuda,
            row: Some((sheet, rule)),
        }
    }

    fn of_check(check: &'a Comprobacion) -> Self {
        Self {
            id: &check.id,
            severity: check.severidad,
            message: &check.mensaje,
            expected: &check.esperado,
            help: &check.ayuda,
            row: None,
        }
    }

    fn text(&self) -> String {
        let sheet = self
            .row
            .map_or_else(String::new, |(sheet, _)| format!(", hoja {}", sheet.hoja));
        let mut text = format!(
            "{} ({}){sheet}\n\n{}\n\nSe espera: {}\nQué hacer: {}\n",
            self.id,
            self.severity.word(),
            self.message,
            self.expected,
            self.help
        );
        if let Some((_, rule)) = self.row {
            text.push_str(&format!(
                "Columnas: {}\nExpresión: {}\n",
                rule.campos.join(", "),
                rule.expresion
            ));
        }
        text
    }

    fn json(&self) -> Value {
        let mut json = json!({
            "regla": self.id,
            "severidad": self.severity.word(),
            "mensaje": self.message,
            "esperado": self.expected,
            "ayuda": self.help,
        });
        if let Some((sheet, rule)) = self.row {
            json["hoja"] = json!(sheet.hoja);
            json["campos"] = json!(rule.campos);
            json["expresion"] = json!(rule.expresion);
        }
        json
    }
}

fn unknown(given: &str, asked: &str, catalog: &Catalog) -> String {
    let codes = CODES.iter().map(|e| e.code.to_string());
    let rules = rules(catalog).map(|(_, rule)| rule.id.clone());
    let checks = catalog.comprobaciones.iter().map(|c| c.id.clone());
    let known: Vec<String> = codes.chain(rules).chain(checks).collect();
    let nearest = words::nearest(asked, known.iter().map(String::as_str));
    let nearest = nearest.map_or_else(String::new, |known| format!("; el más parecido es {known}"));
    format!("no hay código ni regla «{given}»{nearest}")
}
