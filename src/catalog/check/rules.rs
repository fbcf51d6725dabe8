//! The row rules of `temas/*.toml`: each expression can be read, names fields that exist, and can
//! be evaluated for a row of empty cells.

use super::super::source::Step::{self, Index, Key};
use super::super::topic::TopicFile;
use super::super::{Esquema, Regla};
use super::sheets::pattern_trouble;
use super::{Checker, Place, Reference, Trouble};
use cel::objects::Key as CelKey;
use cel::{Context, Program, Value};
use regex::Regex;
use std::collections::HashMap;

pub(super) fn check(checker: &mut Checker<'_>, topics: &[(String, TopicFile)]) {
    let Ok(dotted) =
        Regex::new(r"\b(self|oldSelf|otro|libro|reportado|reunion|proceso)\.([A-Za-z_]\w*)")
    else {
        return;
    };
    let mut around = Context::default();
    for name in ["libro", "reportado"] {
        around.add_variable_from_value(name, book(checker.sheets()));
    }
    around.add_variable_from_value("reunion", dates(&MEETING));
    around.add_variable_from_value("proceso", dates(&PROCESS));
    let known = Known { around, dotted };
    for (slug, file) in topics {
        let path = format!("temas/{slug}.toml");
        for (index, sheet) in file.hojas.iter().enumerate() {
            for (i, rule) in sheet.reglas.iter().enumerate() {
                let steps = [Key("hojas"), Index(index), Key("reglas"), Index(i)];
                let at = Rule {
                    file: &path,
                    steps: &steps,
                    sheet,
                    rule,
                };
                at.check(checker, &known);
            }
        }
        of_types(checker, (&path, file), &known);
        checks(checker, &path, file);
    }
}

/// What every rule is tried against.
struct Known<'c> {
    /// A workbook with a row of empty cells in every sheet, a meeting and a process.
    around: Context<'c, 'c>,
    /// A name after `self.`, `libro.` and the like.
    dotted: Regex,
}

/// A rule for every column of a type is tried on one column of that type.
fn of_types(checker: &mut Checker<'_>, (path, file): (&str, &TopicFile), known: &Known<'_>) {
    for (index, rule) in file.reglas_por_tipo.iter().enumerate() {
        let steps = [Key("reglas_por_tipo"), Index(index)];
        let of_type =
            |sheet: &'_ &Esquema| sheet.campos.iter().any(|c| rule.for_field(c).is_some());
        let Some(sheet) = checker.catalog.esquemas.iter().find(of_type) else {
            continue;
        };
        if let Some(rule) = sheet.campos.iter().find_map(|c| rule.for_field(c)) {
            let at = Rule {
                file: path,
                steps: &steps,
                sheet,
                rule: &rule,
            };
            at.check(checker, known);
        }
    }
}

/// The checks that are written in Rust: their patterns can be read and their sheets exist.
fn checks(checker: &mut Checker<'_>, path: &str, file: &TopicFile) {
    for (index, check) in file.comprobaciones.iter().enumerate() {
        if let Some(sheet) = &check.hoja {
            let steps = [Key("comprobaciones"), Index(index), Key("hoja")];
            let place = Place {
                file: path,
                steps: &steps,
            };
            let reference = Reference {
                what: "La hoja",
                word: sheet,
            };
            let names = checker.sheets().iter().map(|e| e.hoja.as_str());
            checker.refer(place, reference, names);
        }
        for (i, pattern) in check.patrones.iter().enumerate() {
            if Regex::new(pattern).is_err() {
                let steps = [
                    Key("comprobaciones"),
                    Index(index),
                    Key("patrones"),
                    Index(i),
                ];
                let place = Place {
                    file: path,
                    steps: &steps,
                };
                checker.tell(place, pattern_trouble(pattern));
            }
        }
    }
}

struct Rule<'r> {
    file: &'r str,
    steps: &'r [Step<'r>],
    sheet: &'r Esquema,
    rule: &'r Regla,
}

impl Rule<'_> {
    fn check(&self, checker: &mut Checker<'_>, known: &Known<'_>) {
        self.columns(checker);
        self.meetings(checker);
        self.others(checker, known);
        match Program::compile(&self.rule.expresion) {
            Ok(program) => {
                if !self.names(
                    checker,
                    (&self.rule.expresion, "expresion"),
                    None,
                    &known.dotted,
                ) && !self.holds_for_nothing(&program, &known.around)
                {
                    self.not_evaluated(checker);
                }
            }
            Err(errors) => {
                let column = errors.errors.first().map_or(1, |e| e.pos.1.max(0) + 1);
                let row = errors.errors.first().map_or(1, |e| e.pos.0.max(1));
                self.expression(
                    checker,
                    format!(
                        "no se puede leer: vea la línea {row}, posición {column} de la expresión"
                    ),
                    "Revise paréntesis, comillas y los signos &&, ||, == y !=.",
                );
            }
        }
    }

    fn not_evaluated(&self, checker: &mut Checker<'_>) {
        self.expression(
            checker,
            "no se cumple o no se puede evaluar cuando las celdas están vacías".to_owned(),
            "Permita la celda vacía antes de comparar: self.campo == null || …",
        );
    }

    fn expression(&self, checker: &mut Checker<'_>, what: String, help: &str) {
        let trouble = Trouble {
            code: 508,
            found: self.rule.expresion.trim().to_owned(),
            expected: "una expresión CEL que dé verdadero cuando la fila está en orden".to_owned(),
            message: format!("La expresión de la regla {} {what}", self.rule.id),
            help: help.to_owned(),
        };
        checker.tell(self.place(&self.at("expresion")), trouble);
    }

    fn at<'k>(&'k self, key: &'k str) -> Vec<Step<'k>> {
        let mut steps = self.steps.to_vec();
        steps.push(Key(key));
        steps
    }

    fn place<'p>(&'p self, steps: &'p [Step<'p>]) -> Place<'p> {
        Place {
            file: self.file,
            steps,
        }
    }

    fn columns(&self, checker: &mut Checker<'_>) {
        let fields = field_names(self.sheet);
        for field in &self.rule.campos {
            let reference = Reference {
                what: "El campo",
                word: field,
            };
            checker.refer(
                self.place(&self.at("campos")),
                reference,
                fields.iter().copied(),
            );
        }
        if self.rule.campos.is_empty() {
            let trouble = Trouble {
                code: 513,
                found: "[]".to_owned(),
                expected: "al menos un campo".to_owned(),
                message: format!("La regla {} no dice en qué columna se señala", self.rule.id),
                help: "Escriba en “campos” las columnas que participan.".to_owned(),
            };
            checker.tell(self.place(&self.at("campos")), trouble);
        }
    }

    fn meetings(&self, checker: &mut Checker<'_>) {
        let numbers = checker.meetings().into_iter();
        let known: Vec<String> = numbers.map(|n| n.to_string()).collect();
        for number in &self.rule.reuniones {
            let reference = Reference {
                what: "La reunión",
                word: &number.to_string(),
            };
            let place = self.at("reuniones");
            checker.refer(
                self.place(&place),
                reference,
                known.iter().map(String::as_str),
            );
        }
    }

    /// Whether a name after `self.`, `libro.` and the like is not known; each is told.
    fn names(
        &self,
        checker: &mut Checker<'_>,
        (expression, key): (&str, &str),
        other: Option<&Esquema>,
        dotted: &Regex,
    ) -> bool {
        let before = checker.findings.len();
        let fields = field_names(self.sheet);
        let others = other.map_or_else(Vec::new, field_names);
        let sheets: Vec<&str> = checker.sheets().iter().map(|e| e.hoja.as_str()).collect();
        for found in dotted.captures_iter(expression) {
            let (_, [owner, word]) = found.extract();
            let (what, known) = match owner {
                "self" | "oldSelf" => ("El campo", &fields[..]),
                "otro" => ("El campo", &others[..]),
                "libro" | "reportado" => ("La hoja", &sheets[..]),
                "reunion" => ("El dato de la reunión", &MEETING[..]),
                _ => ("El dato del proceso", &PROCESS[..]),
            };
            let place = self.at(key);
            let reference = Reference { what, word };
            checker.refer(self.place(&place), reference, known.iter().copied());
        }
        checker.findings.len() > before
    }

    /// `otros`: sheets and columns that exist, and a condition that can be evaluated.
    fn others(&self, checker: &mut Checker<'_>, known: &Known<'_>) {
        for others in &self.rule.otros {
            let place = self.at("otros");
            let of_sender = |e: &&Esquema| {
                let mut senders = e.remitentes.iter();
                senders.any(|c| self.sheet.remitentes.contains(c))
            };
            let sheets: Vec<&Esquema> = checker.sheets().iter().filter(of_sender).collect();
            let reference = Reference {
                what: "La hoja",
                word: &others.hoja,
            };
            let names = sheets.iter().map(|e| e.hoja.as_str());
            checker.refer(self.place(&place), reference, names);
            let Some(sheet) = sheets.iter().find(|e| e.hoja == others.hoja) else {
                continue;
            };
            for field in &others.campos {
                let reference = Reference {
                    what: "El campo",
                    word: field,
                };
                checker.refer(self.place(&place), reference, field_names(sheet));
            }
            let Some(condition) = &others.donde else {
                continue;
            };
            let named = (condition.as_str(), "otros");
            let unknown = self.names(checker, named, Some(sheet), &known.dotted);
            if !unknown && !self.is_condition(condition, sheet, &known.around) {
                self.condition(checker, condition);
            }
        }
    }

    /// Whether a condition is true or false of rows of empty cells.
    fn is_condition(&self, condition: &str, other: &Esquema, around: &Context<'_, '_>) -> bool {
        let mut context = around.new_inner_scope();
        context.add_variable_from_value("self", empty_row(self.sheet));
        context.add_variable_from_value("oldSelf", Value::Null);
        context.add_variable_from_value("otro", empty_row(other));
        let Ok(program) = Program::compile(condition) else {
            return false;
        };
        matches!(program.execute(&context), Ok(Value::Bool(_)))
    }

    fn condition(&self, checker: &mut Checker<'_>, condition: &str) {
        let trouble = Trouble {
            code: 508,
            found: condition.trim().to_owned(),
            expected: "una expresión CEL que dé verdadero o falso para cada fila".to_owned(),
            message: format!(
                "La condición “donde” de la regla {} no se puede evaluar",
                self.rule.id
            ),
            help: "Compare campos de “otro” y de “self”; permita la celda vacía.".to_owned(),
        };
        checker.tell(self.place(&self.at("otros")), trouble);
    }

    /// A row of empty cells is in order: what must be filled is the column's own matter.
    fn holds_for_nothing(&self, program: &Program, around: &Context<'_, '_>) -> bool {
        let nothing = empty_row(self.sheet);
        [Value::Null, nothing.clone()].into_iter().all(|old| {
            let mut context = around.new_inner_scope();
            context.add_variable_from_value("self", nothing.clone());
            context.add_variable_from_value("oldSelf", old);
            matches!(program.execute(&context), Ok(Value::Bool(true)))
        })
    }
}

/// What a rule knows of the meeting.
const MEETING: [&str; 3] = ["numero", "fecha", "corte"];
/// What a rule knows of the process.
const PROCESS: [&str; 3] = ["jornada", "inicio", "fin"];

fn map(pairs: impl IntoIterator<Item = (String, Value)>) -> Value {
    let pairs = pairs
        .into_iter()
        .map(|(key, value)| (CelKey::String(key.into()), value));
    Value::from(pairs.collect::<HashMap<CelKey, Value>>())
}

fn field_names(sheet: &Esquema) -> Vec<&str> {
    sheet.campos.iter().map(|c| c.nombre.as_str()).collect()
}

fn empty_row(sheet: &Esquema) -> Value {
    map(sheet.campos.iter().map(|c| (c.nombre.clone(), Value::Null)))
}

/// Every sheet with one row of empty cells.
fn book(sheets: &[Esquema]) -> Value {
    map(sheets.iter().map(|sheet| {
        let rows = Value::List(vec![empty_row(sheet)].into());
        (sheet.hoja.clone(), rows)
    }))
}

fn dates(names: &[&str]) -> Value {
    map(names.iter().map(|name| {
        let value = match *name {
            "numero" => Value::Int(1),
            _ => Value::from("2022-01-01"),
        };
        ((*name).to_owned(), value)
    }))
}
