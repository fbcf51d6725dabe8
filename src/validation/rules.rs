//! Row rules of the catalogue, written in CEL. Compiled once per run; a rule that cannot be
//! judged is told once, as a fault of the catalogue, not of a sender.

use super::dataset::Row;
use super::history::History;
use super::read::{SheetRead, State, part};
use super::remark::Remark;
use super::schemas::Schemas;
use super::workbook::WorkbookRead;
use crate::catalog::{Catalog, Esquema, Forma, Regla, Tipo};
use crate::diagnostics::{Code, Finding, Findings, Location, Severity};
use crate::domain::{Reunion, Value};
use cel::objects::{Key, Map};
use cel::{Context, Program};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

type Cel = cel::Value;

/// A rule, compiled.
type Compiled<'a> = (&'a Regla, Program);

/// The row rules of the catalogue, compiled when a workbook first brings their sheet.
pub(super) struct Rules<'a> {
    /// By position of the sheet in the catalogue.
    compiled: BTreeMap<usize, Vec<Compiled<'a>>>,
    root: Context<'static, 'static>,
    /// Rules that were told as faulty, so that each is told once.
    faulty: BTreeSet<(String, String)>,
}

impl<'a> Rules<'a> {
    /// The rules of a catalogue.
    pub(super) fn new(catalog: &'a Catalog) -> Self {
        let mut root = Context::default();
        root.add_variable_from_value("proceso", process(catalog));
        Self {
            compiled: BTreeMap::new(),
            root,
            faulty: BTreeSet::new(),
        }
    }

    /// Compiles the rules of the sheets of a workbook; what does not compile is told.
    fn prepare(&mut self, schemas: &Schemas<'a>, book: &WorkbookRead<'a>, findings: &mut Findings) {
        for sheet in &book.sheets {
            let Some(index) = schemas.index(sheet.schema) else {
                continue;
            };
            self.compiled.entry(index).or_insert_with(|| {
                let rules = sheet.schema.reglas.iter();
                rules
                    .filter_map(|regla| match compile(&regla.expresion) {
                        Ok(program) => Some((regla, program)),
                        Err(why) => {
                            findings.push(faulty(sheet.schema, regla, &why));
                            None
                        }
                    })
                    .collect()
            });
        }
    }

    /// Judges every usable row of a workbook; a rule of weight `error` leaves its row out.
    pub(super) fn judge(
        &mut self,
        schemas: &Schemas<'a>,
        book: &mut WorkbookRead<'a>,
        history: &History,
        findings: &mut Findings,
    ) {
        self.prepare(schemas, book, findings);
        let mut scope = self.root.new_inner_scope();
        scope.add_variable_from_value("reunion", meeting(book.from.meeting));
        let mut verdicts = Vec::new();
        for (index, sheet) in book.sheets.iter().enumerate() {
            let rules = schemas
                .index(sheet.schema)
                .and_then(|i| self.compiled.get(&i));
            let Some(rules) = rules.filter(|rules| !rules.is_empty()) else {
                continue;
            };
            let mut scope = scope.new_inner_scope();
            if rules.iter().any(|(r, _)| r.expresion.contains("libro")) {
                let libro = libro(schemas, book, sheet.schema, history);
                scope.add_variable_from_value("libro", libro);
            }
            for (position, row) in sheet.rows.iter().enumerate() {
                if row.state != State::Usable {
                    continue;
                }
                let mut scope = scope.new_inner_scope();
                scope.add_variable_from_value("self", map_of(sheet.schema, |f| row.value(f)));
                let old = history.last_of(&book.from.sender.clave, sheet.schema, row);
                scope.add_variable_from_value(
                    "oldSelf",
                    old.map_or(Cel::Null, |o| old_self(sheet.schema, o)),
                );
                for (regla, program) in rules {
                    if !regla.reuniones.is_empty()
                        && !regla.reuniones.contains(&book.from.meeting.numero)
                    {
                        continue;
                    }
                    verdicts.push((index, position, *regla, verdict(program, &scope)));
                }
            }
        }
        for (index, position, regla, verdict) in verdicts {
            let Some(sheet) = book.sheets.get_mut(index) else {
                continue;
            };
            match verdict {
                Ok(true) => {}
                Ok(false) => findings.extend(broken(sheet, position, regla)),
                Err(why) => {
                    let known = (sheet.schema.hoja.clone(), regla.expresion.clone());
                    if self.faulty.insert(known) {
                        findings.push(faulty(sheet.schema, regla, &why));
                    }
                }
            }
        }
    }
}

/// The parser may panic on what it does not understand.
fn compile(expression: &str) -> Result<Program, String> {
    match catch_unwind(|| Program::compile(expression)) {
        Ok(Ok(program)) => Ok(program),
        Ok(Err(why)) => Err(why.to_string()),
        Err(_) => Err("la expresión no se pudo interpretar".to_owned()),
    }
}

fn verdict(program: &Program, scope: &Context<'_, '_>) -> Result<bool, String> {
    match catch_unwind(AssertUnwindSafe(|| program.execute(scope))) {
        Ok(Ok(Cel::Bool(holds))) => Ok(holds),
        Ok(Ok(other)) => Err(format!("el resultado no es verdadero ni falso: {other:?}")),
        Ok(Err(why)) => Err(why.to_string()),
        Err(_) => Err("la expresión no se pudo evaluar".to_owned()),
    }
}

/// The finding of a rule that does not hold, at its first field; all its fields take part.
fn broken(sheet: &mut SheetRead<'_>, position: usize, regla: &Regla) -> Option<Finding> {
    let row = sheet.rows.get_mut(position)?;
    if regla.severidad == Severity::Error {
        row.state = State::Wrong;
    }
    let at = row.anchor(&regla.campos)?.clone();
    let received = match regla.campos.first().map(|f| row.value(f)) {
        None | Some(Value::Missing) => "celda vacía".to_owned(),
        Some(value) => shown(value),
    };
    let others = regla.campos.iter().filter_map(|f| row.at(f).cloned());
    Some(Finding {
        severity: regla.severidad,
        rule: Some(regla.id.clone()),
        topic: row.topic.clone(),
        related: others.filter(|place| *place != at).collect(),
        ..Remark::new(300, regla.esperado.clone(), regla.mensaje.clone())
            .help(regla.ayuda.clone())
            .at(at, &received)
    })
}

/// A value as a person reads it.
pub(super) fn shown(value: &Value) -> String {
    match value {
        Value::Date(date) => date.format("%d/%m/%Y").to_string(),
        Value::Missing | Value::Bool(_) | Value::Number(_) | Value::Text(_) | Value::List(_) => {
            part(value)
        }
    }
}

fn faulty(schema: &Esquema, regla: &Regla, why: &str) -> Finding {
    let message = format!(
        "La regla {} de la hoja “{}” no se pudo aplicar: {why}.",
        regla.id, schema.hoja
    );
    Finding {
        rule: Some(regla.id.clone()),
        found: regla.expresion.trim().to_owned(),
        expected: "una expresión CEL que dé verdadero o falso".to_owned(),
        message,
        help: "Corrija la expresión de la regla en templates/temas.".to_owned(),
        ..Finding::new(Code(519), Location::file("templates/temas"))
    }
}

fn process(catalog: &Catalog) -> Cel {
    let process = &catalog.proceso;
    map([
        ("jornada", text(process.jornada)),
        ("inicio", text(process.inicio)),
        ("fin", text(process.fin)),
    ])
}

fn meeting(meeting: &Reunion) -> Cel {
    map([
        ("numero", Cel::Int(meeting.numero.into())),
        ("fecha", text(meeting.fecha)),
        ("corte", text(meeting.corte)),
    ])
}

/// Every sheet that the sender may bring, as a list of rows. What stands in another topic than
/// the rule's sheet, and was not brought this time, is read from its last report.
fn libro(schemas: &Schemas<'_>, book: &WorkbookRead<'_>, of: &Esquema, history: &History) -> Cel {
    let sheets = schemas.of_class(book.from.sender.clase).map(|schema| {
        let present = book.sheets.iter().find(|s| std::ptr::eq(s.schema, schema));
        let rows: Vec<Cel> = match present {
            Some(sheet) => {
                let reported = sheet.rows.iter().filter(|r| r.state != State::NotReported);
                reported
                    .map(|row| map_of(schema, |f| row.value(f)))
                    .collect()
            }
            None if schema.temas.first() != of.temas.first()
                || schema.forma == Forma::ClaveValor =>
            {
                let last = history.latest_rows(&book.from.sender.clave, &schema.hoja);
                last.iter().map(|row| old_self(schema, row)).collect()
            }
            None => Vec::new(),
        };
        (schema.hoja.as_str(), Cel::List(Arc::new(rows)))
    });
    map(sheets)
}

fn old_self(schema: &Esquema, row: &Row) -> Cel {
    map_of(schema, |field| row.value(field))
}

/// A row: every field of its sheet, a value or null.
fn map_of<'r>(schema: &Esquema, value: impl Fn(&str) -> &'r Value) -> Cel {
    let fields = schema.campos.iter();
    map(fields.map(|campo| {
        (
            campo.nombre.as_str(),
            cel_value(value(&campo.nombre), campo.tipo),
        )
    }))
}

fn cel_value(value: &Value, tipo: Tipo) -> Cel {
    match value {
        Value::Missing => Cel::Null,
        Value::Bool(flag) => Cel::Bool(*flag),
        // Unsigned and signed do not mix in CEL.
        Value::Number(number) if tipo == Tipo::Entero => Cel::Int(*number as i64),
        Value::Number(number) => Cel::Float(*number),
        Value::Date(date) => text(date),
        Value::Text(word) => text(word),
        Value::List(words) => Cel::List(Arc::new(words.iter().map(text).collect())),
    }
}

fn text(text: impl ToString) -> Cel {
    Cel::String(Arc::new(text.to_string()))
}

fn map<'k>(entries: impl IntoIterator<Item = (&'k str, Cel)>) -> Cel {
    let entries = entries
        .into_iter()
        .map(|(key, value)| (Key::String(Arc::new(key.to_owned())), value));
    Cel::Map(Map {
        map: Arc::new(entries.collect::<HashMap<Key, Cel>>()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn null_lists_and_whole_numbers_are_judged() {
        let mut scope = Context::default();
        let row = map([
            ("a", Cel::Int(3)),
            ("b", Cel::Float(3.0)),
            ("c", Cel::Null),
            ("d", Cel::List(Arc::new(vec![text("x")]))),
        ]);
        scope.add_variable_from_value("self", row);
        for expression in [
            "self.a == self.b",
            "self.c == null",
            "'x' in self.d",
            "self.b >= 3",
        ] {
            let program = compile(expression).unwrap();
            assert_eq!(verdict(&program, &scope), Ok(true), "{expression}");
        }
        assert!(verdict(&compile("self.z == 1").unwrap(), &scope).is_err());
        assert!(compile("self.a ==").is_err());
    }
}
