//! What a cell says once it is read against its field.

mod date;
mod number;
mod text;

use super::remark::Remark;
use super::schemas::{Column, Schemas};
use crate::catalog::{Campo, Tipo};
use crate::diagnostics::Severity;
use crate::domain::Value;
use crate::intake::{Cell, CellValue, Formula};

/// What a cell says, and what is to be said about it.
#[derive(Debug, Default)]
pub(super) struct Reading {
    /// The value; missing when the cell cannot be used.
    pub(super) value: Option<Value>,
    /// What the cell says in spite of what is wrong with it: its value where the catalogue does not
    /// take what is told for an error.
    pub(super) otherwise: Option<Value>,
    /// What is to be said.
    pub(super) remarks: Vec<Remark>,
}

impl Reading {
    /// The value, nothing to be said.
    fn plain(value: Value) -> Self {
        Self {
            value: Some(value),
            ..Self::default()
        }
    }

    /// The value, with something to be said.
    fn with(value: Value, remark: Remark) -> Self {
        Self {
            value: Some(value),
            remarks: vec![remark],
            ..Self::default()
        }
    }

    /// No value: the cell cannot be read.
    fn wrong(remark: Remark) -> Self {
        Self {
            remarks: vec![remark],
            ..Self::default()
        }
    }

    /// A value that can be read, and may not stand there.
    fn refused(value: Value, remark: Remark) -> Self {
        Self {
            otherwise: Some(value),
            ..Self::wrong(remark)
        }
    }

    /// Adds what is to be said; an error takes the value away.
    fn remark(mut self, remark: Remark) -> Self {
        if remark.is_error() {
            self.value = None;
        }
        self.remarks.push(remark);
        self
    }

    /// The value that may be used, if any, and what is told, each with its weight. What stands in
    /// the catalogue weighs; a cell that cannot be read is told even where its rule was taken out,
    /// so that nothing is lost in silence.
    pub(super) fn weighed(self, schemas: &Schemas<'_>) -> (Option<Value>, Vec<(Remark, Severity)>) {
        let readable = self.value.is_some() || self.otherwise.is_some();
        let told_elsewhere = !readable && self.remarks.is_empty();
        let weigh = |remark: Remark| match schemas.weight(&remark) {
            Some(weight) => Some((remark, weight)),
            None if !readable && remark.is_error() => Some((
                Remark {
                    rule: None,
                    ..remark
                },
                Severity::Error,
            )),
            None => None,
        };
        let told: Vec<(Remark, Severity)> = self.remarks.into_iter().filter_map(weigh).collect();
        let wrong = told.iter().any(|(_, weight)| *weight == Severity::Error);
        let value = self.value.or(self.otherwise).unwrap_or(Value::Missing);
        ((!wrong && !told_elsewhere).then_some(value), told)
    }
}

/// Reads a cell against its field. Each cell is judged by itself.
pub(super) fn read(column: &Column<'_>, cell: Option<&Cell>) -> Reading {
    let campo = column.campo;
    let Some(cell) = cell.filter(|cell| !stands_for_empty(campo, cell)) else {
        return match campo.requerido {
            true => Reading::refused(Value::Missing, missing(column)),
            false => Reading::plain(Value::Missing),
        };
    };
    match &cell.value {
        CellValue::NoResult => return Reading::wrong(no_result(campo)),
        CellValue::Error(shown) => return Reading::wrong(sheet_error(campo, shown)),
        CellValue::Text(_)
        | CellValue::Number(_)
        | CellValue::DateTime(_)
        | CellValue::Time(_)
        | CellValue::Bool(_) => {}
    }
    let reading = match campo.tipo {
        Tipo::Texto => text::read(column, cell),
        Tipo::Lista => text::read_list(column, cell),
        Tipo::SiNo => text::read_yes_no(cell),
        Tipo::Numero | Tipo::Entero => number::read(campo, cell),
        Tipo::Porcentaje => number::read_percent(campo, cell),
        Tipo::Fecha => date::read(column, cell),
        Tipo::Hora => date::read_time(cell),
        Tipo::FechaHora => date::read_moment(cell),
    };
    match cell.formula.filter(|_| reading.value.is_some()) {
        Some(formula) => reading.remark(computed(campo, formula)),
        None => reading,
    }
}

/// The value as received, for messages.
pub(super) fn received(cell: Option<&Cell>) -> String {
    cell.map_or_else(String::new, |cell| clip(&cell.shown()))
}

/// A long text is shown by its beginning.
fn clip(text: &str) -> String {
    const SHOWN: usize = 120;
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

fn stands_for_empty(campo: &Campo, cell: &Cell) -> bool {
    cell.value
        .as_text()
        .map(str::trim)
        .is_some_and(|text| text.is_empty() || campo.vacios.iter().any(|word| word.trim() == text))
}

fn missing(column: &Column<'_>) -> Remark {
    let campo = column.campo;
    let expected = match campo.tipo {
        Tipo::Texto | Tipo::Lista if column.words.is_some() => "un valor de la lista de la celda",
        Tipo::Texto => "un texto",
        Tipo::Numero => "un número",
        Tipo::Entero => "un número entero",
        Tipo::Porcentaje => "un porcentaje",
        Tipo::Fecha => "una fecha",
        Tipo::Hora => "una hora",
        Tipo::FechaHora => "una fecha con hora",
        Tipo::SiNo => "“Sí” o “No”",
        Tipo::Lista => "uno o varios valores separados por punto y coma",
    };
    let message = format!("Falta el dato de “{}”, que es obligatorio.", campo.titulo);
    Remark::new(200, expected, message)
        .rule("R-27")
        .found("celda vacía")
}

fn no_result(campo: &Campo) -> Remark {
    let message = format!(
        "La fórmula de “{}” no tiene resultado guardado en el archivo.",
        campo.titulo
    );
    Remark::new(209, "un dato o una fórmula con su resultado", message).rule("R-27")
}

/// The saved result of a formula is used, and told: it may be of another day.
fn computed(campo: &Campo, formula: Formula) -> Remark {
    let title = &campo.titulo;
    let (code, message) = match formula {
        Formula::Own => (
            223,
            format!("“{title}” viene de una fórmula; se usó el resultado guardado en el libro."),
        ),
        Formula::OtherWorkbook => (
            224,
            format!(
                "“{title}” viene de otro libro, que no se abrió; se usó el valor guardado en este."
            ),
        ),
    };
    Remark::new(code, "el dato escrito en la celda", message)
}

fn sheet_error(campo: &Campo, shown: &str) -> Remark {
    let message = format!("La celda de “{}” muestra el error {shown}.", campo.titulo);
    Remark::new(210, "un dato", message).rule("R-27")
}
