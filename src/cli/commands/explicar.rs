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
    let mut catalog = catalog_anywhere(global)?;
    for rule in catalog.esquemas.iter_mut().flat_map(|e| &mut e.reglas) {
        *rule = rule.en(None);
    }
    let checks = catalog.comprobaciones.iter();
    let checks = checks.filter(|c| names(&c.id, &asked)).map(Rule::of_check);
    let mut rules: Vec<Rule<'_>> = checks.collect();
    let of_rows = self::rules(&catalog).filter(|(_, rule)| names(&rule.id, &asked));
    rules.extend(of_rows.map(|(sheet, rule)| Rule::of_row(sheet, rule)));
    if rules.is_empty() {
        return Err(Failure::Usage(unknown(&args.codigo, &asked, &catalog)));
    }
    match reader(global) {
        Reader::Program => {
            let all: Vec<Value> = rules.iter().map(Rule::json).collect();
            out.json(&json!({"version": 1, "reglas": all}));
        }
        Reader::Person => {
            let all: Vec<String> = once(rules).iter().map(|r| r.text(global.v)).collect();
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

/// A rule of one sheet, the same rule of several columns, or a check that speaks of several sheets
/// or workbooks.
struct Rule<'a> {
    id: &'a str,
    severity: Severity,
    message: &'a str,
    expected: &'a str,
    help: &'a str,
    example: &'a str,
    rows: Vec<(&'a Esquema, &'a Regla)>,
}

impl<'a> Rule<'a> {
    fn of_row(sheet: &'a Esquema, rule: &'a Regla) -> Self {
        Self {
            id: &rule.id,
            severity: rule.severidad,
            message: &rule.mensaje,
            expected: &rule.esperado,
            help: &rule.ayuda,
            example: &rule.ejemplo,
            rows: vec![(sheet, rule)],
        }
    }

    fn of_check(check: &'a Comprobacion) -> Self {
        Self {
            id: &check.id,
            severity: check.severidad,
            message: &check.mensaje,
            expected: &check.esperado,
            help: &check.ayuda,
            example: &check.ejemplo,
            rows: Vec::new(),
        }
    }

    /// Whether both are the rule of a type, each for its own column.
    fn is_twin(&self, other: &Self) -> bool {
        let of_type = |rule: &Self| rule.rows.iter().all(|(_, r)| r.de_columna);
        let same = (self.expected, self.help, self.example);
        !self.rows.is_empty()
            && of_type(self)
            && of_type(other)
            && same == (other.expected, other.help, other.example)
    }

    fn text(&self, with_expression: bool) -> String {
        let sheet = match self.rows.as_slice() {
            [(sheet, _)] => format!(", hoja {}", sheet.hoja),
            [] | [_, ..] => String::new(),
        };
        let mut text = format!(
            "{} ({}){sheet}\n\n{}\n\nSe espera: {}\nQué hacer: {}\n",
            self.id,
            self.severity.word(),
            self.message,
            self.expected,
            self.help
        );
        if !self.example.is_empty() {
            text.push_str(&format!("Ejemplo: {}\n", self.example));
        }
        if !self.rows.is_empty() {
            text.push_str(&format!("Columnas: {}\n", self.columns()));
        }
        for (_, rule) in self.rows.iter().filter(|_| with_expression) {
            text.push_str(&format!("Expresión: {}\n", rule.expresion.trim()));
        }
        text
    }

    /// The columns that take part, by their headers; with their sheet where there are several.
    fn columns(&self) -> String {
        let several = self.rows.len() > 1;
        let columns = self.rows.iter().flat_map(|(sheet, rule)| {
            rule.campos.iter().map(move |field| {
                let title = sheet.campo(field).map_or(field.as_str(), |c| &c.titulo);
                match several {
                    true => format!("{} › {title}", sheet.hoja),
                    false => title.to_owned(),
                }
            })
        });
        columns.collect::<Vec<_>>().join("; ")
    }

    fn json(&self) -> Value {
        let mut json = json!({
            "regla": self.id,
            "severidad": self.severity.word(),
            "mensaje": self.message,
            "esperado": self.expected,
            "ayuda": self.help,
            "ejemplo": self.example,
        });
        if let [(sheet, rule), ..] = self.rows.as_slice() {
            json["hoja"] = json!(sheet.hoja);
            json["campos"] = json!(rule.campos);
            json["expresion"] = json!(rule.expresion);
        }
        json
    }
}

/// The rule of a type once for all its columns.
fn once(rules: Vec<Rule<'_>>) -> Vec<Rule<'_>> {
    let mut told: Vec<Rule<'_>> = Vec::new();
    for rule in rules {
        match told.iter_mut().find(|known| known.is_twin(&rule)) {
            Some(known) => known.rows.extend(rule.rows),
            None => told.push(rule),
        }
    }
    told
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
