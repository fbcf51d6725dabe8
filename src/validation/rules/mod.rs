//! Row rules of the catalogue, written in CEL. Compiled once per run; a rule that cannot be
//! judged is told once, as a fault of the catalogue, not of a sender.

mod names;
mod scope;
mod told;

use super::history::History;
use super::read::{RowRead, SheetRead, State};
use super::schemas::Schemas;
use super::workbook::WorkbookRead;
use crate::catalog::{Catalog, Esquema, Otros, Regla};
use crate::diagnostics::{Finding, Findings, Location, Severity};
use cel::{Context, Program};
use names::Names;
use regex::Regex;
use scope::{Cel, Seen};
use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// How far a rule looks. The nearest are judged first, so that one mistake is told once: a value
/// that its own column doubts, or its own row contradicts, is not held against what lies beyond.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reach {
    /// At one column.
    Column,
    /// At the cells of its row.
    Row,
    /// At the last report, or at other rows of the workbook.
    Beyond,
}

/// A rule, compiled.
struct Compiled<'a> {
    regla: &'a Regla,
    reach: Reach,
    program: Program,
    names: Names,
    /// The cells elsewhere that take part, with the condition on their rows.
    others: Vec<(&'a Otros, Option<Program>)>,
}

/// The row rules of the catalogue, compiled when a workbook first brings their sheet.
pub(super) struct Rules<'a> {
    /// By position of the sheet in the catalogue.
    compiled: BTreeMap<usize, Vec<Compiled<'a>>>,
    root: Context<'static, 'static>,
    dotted: Option<Regex>,
    /// Rules that were told as faulty, so that each is told once.
    faulty: BTreeSet<(String, String)>,
}

/// What is known while a workbook is judged.
#[derive(Clone, Copy)]
struct Around<'b, 'a> {
    schemas: &'b Schemas<'a>,
    book: &'b WorkbookRead<'a>,
    history: &'b History,
}

/// A rule that did not hold, or could not be judged.
struct Verdict<'a> {
    /// Positions of the sheet in the workbook and of the row in the sheet.
    sheet: usize,
    row: usize,
    regla: &'a Regla,
    reach: Reach,
    /// The cells elsewhere that take part; why the rule could not be judged.
    elsewhere: Result<Vec<Location>, String>,
    /// What the last report said, in a sentence; empty when the rule does not look at it.
    before: String,
}

impl<'a> Rules<'a> {
    /// The rules of a catalogue.
    pub(super) fn new(catalog: &'a Catalog) -> Self {
        let mut root = Context::default();
        root.add_variable_from_value("proceso", scope::process(catalog));
        Self {
            compiled: BTreeMap::new(),
            root,
            dotted: names::dotted(),
            faulty: BTreeSet::new(),
        }
    }

    /// Compiles the rules of the sheets of a workbook; what does not compile is told.
    fn prepare(&mut self, schemas: &Schemas<'a>, book: &WorkbookRead<'a>, findings: &mut Findings) {
        for sheet in &book.sheets {
            let Some(index) = schemas.index(sheet.schema) else {
                continue;
            };
            let dotted = self.dotted.as_ref();
            self.compiled.entry(index).or_insert_with(|| {
                let rules = sheet.schema.reglas.iter();
                rules
                    .filter_map(|regla| match Compiled::new(regla, dotted) {
                        Ok(rule) => Some(rule),
                        Err(why) => {
                            findings.push(told::faulty(sheet.schema, regla, &why));
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
        let mut told = Vec::new();
        let mut wrong = Vec::new();
        for reach in [Reach::Column, Reach::Row, Reach::Beyond] {
            let around = Around {
                schemas,
                book,
                history,
            };
            let verdicts = self.verdicts(around, reach);
            for verdict in verdicts {
                if let Some(finding) = self.tell(schemas, book, &verdict, findings) {
                    told.push(finding);
                    if verdict.regla.severidad == Severity::Error {
                        wrong.push((verdict.sheet, verdict.row));
                    }
                }
            }
            if reach != Reach::Row {
                leave_out(book, wrong.drain(..));
            }
        }
        findings.extend(told::once(told, book));
    }

    /// The rules of a reach that do not hold.
    fn verdicts(&self, around: Around<'_, 'a>, reach: Reach) -> Vec<Verdict<'a>> {
        let mut scope = self.root.new_inner_scope();
        scope.add_variable_from_value("reunion", scope::meeting(around.book.from.meeting));
        let mut verdicts = Vec::new();
        for (index, sheet) in around.book.sheets.iter().enumerate() {
            let rules = around.schemas.index(sheet.schema);
            let rules = rules.and_then(|index| self.compiled.get(&index));
            let judged: Vec<&Compiled<'a>> = rules
                .into_iter()
                .flatten()
                .filter(|rule| rule.reach == reach && rule.is_judged(around, sheet))
                .collect();
            if !judged.is_empty() {
                verdicts.extend(around.sheet((index, sheet), &judged, &scope));
            }
        }
        verdicts
    }

    /// What is told of a rule that does not hold, and the cells that it puts in doubt; a rule that
    /// could not be judged is told apart.
    fn tell(
        &mut self,
        schemas: &Schemas<'a>,
        book: &mut WorkbookRead<'a>,
        verdict: &Verdict<'a>,
        findings: &mut Findings,
    ) -> Option<Finding> {
        let sheet = book.sheets.get_mut(verdict.sheet)?;
        let regla = verdict.regla;
        let elsewhere = match &verdict.elsewhere {
            Ok(elsewhere) => elsewhere,
            Err(why) => {
                let known = (sheet.schema.hoja.clone(), regla.expresion.clone());
                if self.faulty.insert(known) {
                    findings.push(told::faulty(sheet.schema, regla, why));
                }
                return None;
            }
        };
        let row = sheet.rows.get_mut(verdict.row)?;
        match verdict.reach {
            Reach::Column => row.doubtful.extend(regla.campos.iter().cloned()),
            Reach::Row => row.contradicted.extend(regla.campos.iter().cloned()),
            Reach::Beyond => {}
        }
        let reference = row
            .entregable(schemas.catalog)
            .and_then(|entry| entry.fecha_referencia(schemas.catalog.proceso.jornada));
        let corte = book.from.meeting.corte;
        let words = regla.en(Some((corte, elsewhere.len(), reference)));
        told::broken(row, &words, elsewhere, &verdict.before)
    }
}

/// Leaves rows out.
fn leave_out(book: &mut WorkbookRead<'_>, rows: impl Iterator<Item = (usize, usize)>) {
    for (sheet, row) in rows {
        if let Some(row) = book.sheets.get_mut(sheet).and_then(|s| s.rows.get_mut(row)) {
            row.state = State::Wrong;
        }
    }
}

impl<'a> Compiled<'a> {
    fn new(regla: &'a Regla, dotted: Option<&Regex>) -> Result<Self, String> {
        let others = regla.otros.iter().map(|others| {
            let program = others.donde.as_deref().map(compile).transpose()?;
            Ok((others, program))
        });
        let names = dotted.map_or_else(Names::default, |d| Names::of(d, &regla.expresion));
        let beyond = names.of_book || names.of_reports || !names.old.is_empty();
        Ok(Self {
            regla,
            reach: match (regla.de_columna, beyond) {
                (true, _) => Reach::Column,
                (false, false) => Reach::Row,
                (false, true) => Reach::Beyond,
            },
            program: compile(&regla.expresion)?,
            names,
            others: others.collect::<Result<_, String>>()?,
        })
    }

    /// Whether the rule is judged at the meeting, and everything of which it speaks is known.
    fn is_judged(&self, around: Around<'_, '_>, sheet: &SheetRead<'_>) -> bool {
        let meetings = &self.regla.reuniones;
        let now = around.book.from.meeting.numero;
        (meetings.is_empty() || meetings.contains(&now))
            && !self.names.are_unknown(around.book, sheet)
    }

    /// Whether the cell at which the rule would be told contradicts its own row already.
    fn is_contradicted(&self, row: &RowRead) -> bool {
        let first = self.regla.campos.first();
        self.reach == Reach::Beyond && first.is_some_and(|field| row.contradicted.contains(field))
    }
}

impl<'b, 'a> Around<'b, 'a> {
    /// The rules that do not hold for the rows of a sheet.
    fn sheet(
        self,
        (index, sheet): (usize, &SheetRead<'a>),
        rules: &[&Compiled<'a>],
        scope: &Context<'_, '_>,
    ) -> Vec<Verdict<'a>> {
        let class = self.book.from.sender.clase;
        let mut scope = scope.new_inner_scope();
        if rules.iter().any(|rule| rule.names.of_book) {
            let libro = scope::sheets(self.schemas, class, |s| scope::brought(self.book, s));
            scope.add_variable_from_value("libro", libro);
        }
        if rules.iter().any(|rule| rule.names.of_reports) {
            let rows = |s: &Esquema| scope::reported(self.book, s, self.history);
            let reported = scope::sheets(self.schemas, class, rows);
            scope.add_variable_from_value("reportado", reported);
        }
        let mut verdicts = Vec::new();
        for (position, row) in sheet.rows.iter().enumerate() {
            if row.state != State::Usable {
                continue;
            }
            let mut scope = scope.new_inner_scope();
            scope.add_variable_from_value("self", Seen::Read(row).cel(sheet.schema));
            let sender = &self.book.from.sender.clave;
            let old = self.history.last_of(sender, sheet.schema, row);
            let old = old.map(|old| Seen::Last(old));
            let old_self = old.map_or(Cel::Null, |old| old.cel(sheet.schema));
            scope.add_variable_from_value("oldSelf", old_self);
            let sender = self.book.from.sender;
            let line = scope::catalogue(self.schemas.catalog, sender, row);
            scope.add_variable_from_value("catalogo", line);
            for rule in rules {
                let heavy = rule.regla.severidad == Severity::Error;
                if !heavy && (rule.names.are_doubtful(row) || rule.is_contradicted(row)) {
                    continue;
                }
                let elsewhere = match verdict(&rule.program, &scope) {
                    Ok(true) => continue,
                    Ok(false) => self.elsewhere(rule, old, &scope),
                    Err(why) => Err(why),
                };
                verdicts.push(Verdict {
                    sheet: index,
                    row: position,
                    regla: rule.regla,
                    reach: rule.reach,
                    elsewhere,
                    before: told::before(sheet.schema, &rule.names.old, old),
                });
            }
        }
        verdicts
    }

    /// The cells of the last report and of other rows that take part in a rule that does not hold.
    fn elsewhere(
        self,
        rule: &Compiled<'_>,
        old: Option<Seen<'_>>,
        scope: &Context<'_, '_>,
    ) -> Result<Vec<Location>, String> {
        let mut places: Vec<Location> = Vec::new();
        if let Some(old) = old {
            places.extend(rule.names.old.iter().filter_map(|f| old.at(f).cloned()));
        }
        let class = self.book.from.sender.clase;
        for (others, condition) in &rule.others {
            let Some(schema) = self.schemas.named(class, &others.hoja) else {
                continue;
            };
            for row in scope::reported(self.book, schema, self.history) {
                let takes_part = match condition {
                    None => true,
                    Some(program) => {
                        let mut scope = scope.new_inner_scope();
                        scope.add_variable_from_value("otro", row.cel(schema));
                        verdict(program, &scope)?
                    }
                };
                if takes_part {
                    places.extend(others.campos.iter().filter_map(|f| row.at(f).cloned()));
                }
            }
        }
        Ok(places)
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

#[cfg(test)]
mod tests {
    use super::scope::{map, text};
    use super::*;
    use std::sync::Arc;

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
