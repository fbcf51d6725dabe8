//! Numbers and percentages.

use super::Reading;
use crate::catalog::{Campo, Tipo};
use crate::domain::Value;
use crate::intake::{Cell, CellValue, Digits, PercentSign};
use crate::validation::remark::Remark;

/// How far a computed value may lie from its rounded form (`dominio.md` §8.1).
const TOLERANCE: f64 = 1e-9;

/// A number or whole number.
pub(super) fn read(campo: &Campo, cell: &Cell) -> Reading {
    match &cell.value {
        CellValue::Number(number) => {
            let reading = Reading::plain(Value::Missing).number(campo, *number);
            reading.shown(cell)
        }
        CellValue::Text(text) => match parse_plain(text) {
            Some(number) => {
                let remark = as_text(text, &shown(number));
                let reading = Reading::with(Value::Missing, remark).number(campo, number);
                reading.unless_thousands(text)
            }
            None => Reading::wrong(no_number(campo, text)),
        },
        CellValue::DateTime(_) | CellValue::Time(_) => {
            let message = format!("“{}” tiene formato de fecha u hora.", campo.titulo);
            let help = "Dé a la celda formato de número y escriba de nuevo el número.";
            Reading::wrong(
                Remark::new(201, expected(campo), message)
                    .rule("R-27")
                    .help(help),
            )
        }
        CellValue::Bool(_) | CellValue::NoResult | CellValue::Error(_) => {
            Reading::wrong(no_number(campo, &super::received(Some(cell))))
        }
    }
}

/// A percentage from 0 to 100.
pub(super) fn read_percent(campo: &Campo, cell: &Cell) -> Reading {
    let start = Reading::plain(Value::Missing);
    match &cell.value {
        CellValue::Number(number) => {
            let reading = match cell.percent_sign() {
                PercentSign::Multiplies => {
                    let reading = start.number(campo, number * 100.0);
                    reading.unless_meant(campo, *number)
                }
                PercentSign::Literal => start.number(campo, *number).unless_share(campo, *number),
                PercentSign::Absent if is_ambiguous(*number) => Reading::wrong(ambiguous(*number)),
                PercentSign::Absent => start.number(campo, *number),
            };
            reading.shown(cell)
        }
        CellValue::Text(text) => match parse_percent(text) {
            Some((number, PercentSign::Absent)) if is_ambiguous(number) => {
                Reading::wrong(ambiguous(number))
            }
            Some((number, _)) => {
                let remark = as_text(text, &format!("{}%", shown(number)));
                Reading::with(Value::Missing, remark).number(campo, number)
            }
            None => Reading::wrong(no_number(campo, text).rule("R-27")),
        },
        CellValue::DateTime(_)
        | CellValue::Time(_)
        | CellValue::Bool(_)
        | CellValue::NoResult
        | CellValue::Error(_) => read(campo, cell),
    }
}

impl Reading {
    /// Who writes 85 where the cell has a percent format may see 8500%.
    fn unless_meant(mut self, campo: &Campo, number: f64) -> Self {
        let (low, high) = campo.limites();
        let inside = low.is_none_or(|low| number >= low) && high.is_none_or(|high| number <= high);
        if let Some(remark) = self.remarks.last_mut().filter(|r| r.code == 203 && inside) {
            let (seen, meant) = (shown(number * 100.0), shown(number));
            remark.message = format!(
                "La celda muestra {seen}%, que está fuera de los límites. ¿Quiso decir {meant}%?"
            );
        }
        self
    }

    /// Who separates thousands with a point writes `5.702` of five thousand.
    fn unless_thousands(mut self, text: &str) -> Self {
        let parts: Vec<&str> = text.trim().split('.').collect();
        let thousands =
            matches!(parts[..], [whole, rest] if (1..=3).contains(&whole.len()) && rest.len() == 3);
        if let Some(remark) = self
            .remarks
            .last_mut()
            .filter(|r| r.code == 205 && thousands)
        {
            remark.help = format!(
                "¿Quiso decir {}? Escriba el número sin punto.",
                parts.concat()
            );
        }
        self
    }

    /// A value with more decimals than its cell shows is used, and told: whoever saw the cell saw
    /// another number.
    fn shown(self, cell: &Cell) -> Self {
        let (Some(Value::Number(number)), Some(seen)) = (&self.value, cell.digits_shown()) else {
            return self;
        };
        let said = shown(*number);
        let message = match seen {
            Digits::Hidden => {
                format!("El formato de la celda oculta su dato, que es {said}; se usó.")
            }
            Digits::Decimals(places) => {
                let factor = 10f64.powi(i32::from(places));
                let rounded = (number * factor).round() / factor;
                if (rounded - number).abs() <= TOLERANCE {
                    return self;
                }
                format!(
                    "La celda muestra {} y su dato es {said}; se usó {said}.",
                    shown(rounded)
                )
            }
        };
        self.remark(Remark::new(
            228,
            "el dato como lo muestra la celda",
            message,
        ))
    }

    /// Where the sign stands in the format of the cell, as in the workbooks we send, Excel keeps
    /// 0.85 of a typed `85%` and shows 0.85%: what is shown counts, and it is told.
    fn unless_share(self, campo: &Campo, number: f64) -> Self {
        let (low, high) = campo.limites();
        let share = number * 100.0;
        let inside = low.is_none_or(|low| share >= low) && high.is_none_or(|high| share <= high);
        if !(inside && number > 0.0 && number < 1.0) {
            return self;
        }
        let (seen, meant) = (shown(number), shown(share));
        let message = format!("La celda muestra {seen}%. ¿Quiso decir {meant}%?");
        match self.value {
            Some(value) => {
                let remark = Remark::new(226, "un porcentaje de 1 a 100, o 0", message);
                Self::refused(value, remark.found(format!("{seen}%")))
            }
            None => {
                let remarks = self.remarks.into_iter();
                let asked = remarks.map(|remark| Remark {
                    message: message.clone(),
                    ..remark
                });
                Self {
                    remarks: asked.collect(),
                    ..self
                }
            }
        }
    }

    /// The reading of a number: rounded and held against the limits of its field.
    fn number(mut self, campo: &Campo, number: f64) -> Self {
        let rule = match campo.tipo {
            Tipo::Porcentaje => "R-01",
            Tipo::Numero
            | Tipo::Entero
            | Tipo::Texto
            | Tipo::Fecha
            | Tipo::Hora
            | Tipo::FechaHora
            | Tipo::SiNo
            | Tipo::Lista => "R-27",
        };
        let (low, high) = campo.limites();
        if low.is_some_and(|low| number < low - TOLERANCE)
            || high.is_some_and(|high| number > high + TOLERANCE)
        {
            let what = format!(
                "“{}” es {} y debe ser {}.",
                campo.titulo,
                shown(number),
                expected(campo)
            );
            let remark = Remark::new(203, expected(campo), what).rule(rule);
            return Self::refused(Value::Number(number), remark.found(shown(number)));
        }
        self.value = Some(Value::Number(number));
        let Some(decimals) = decimals(campo) else {
            return self;
        };
        let factor = 10f64.powi(i32::from(decimals));
        let rounded = (number * factor).round() / factor;
        // Of a very large number not even the float itself is that exact.
        let tolerance = TOLERANCE.max(number.abs() * 4.0 * f64::EPSILON);
        if (rounded - number).abs() > tolerance {
            let what = format!(
                "“{}” es {} y debe ser {}; redondeado es {}.",
                campo.titulo,
                shown(number),
                expected(campo),
                shown(rounded)
            );
            let remark = Remark::new(205, expected(campo), what).rule(rule);
            return Self::refused(Value::Number(number), remark.found(shown(number)));
        }
        self.value = Some(Value::Number(rounded + 0.0));
        self
    }
}

fn decimals(campo: &Campo) -> Option<u8> {
    match campo.tipo {
        Tipo::Porcentaje => campo.decimales.or(Some(2)),
        Tipo::Entero => Some(0),
        Tipo::Numero
        | Tipo::Texto
        | Tipo::Fecha
        | Tipo::Hora
        | Tipo::FechaHora
        | Tipo::SiNo
        | Tipo::Lista => campo.decimales,
    }
}

/// «un número de 0 a 100, con dos decimales como máximo».
fn expected(campo: &Campo) -> String {
    let whole = decimals(campo) == Some(0);
    let kind = if whole {
        "un número entero"
    } else {
        "un número"
    };
    let range = match campo.limites() {
        (Some(low), Some(high)) => format!(" de {} a {}", shown(low), shown(high)),
        (Some(low), None) => format!(" de {} o más", shown(low)),
        (None, Some(high)) => format!(" de {} o menos", shown(high)),
        (None, None) => String::new(),
    };
    let places = match decimals(campo) {
        None | Some(0) => String::new(),
        Some(1) => ", con un decimal como máximo".to_owned(),
        Some(2) => ", con dos decimales como máximo".to_owned(),
        Some(more) => format!(", con {more} decimales como máximo"),
    };
    format!("{kind}{range}{places}")
}

fn shown(number: f64) -> String {
    let rounded = (number * 1e9).round() / 1e9;
    (rounded + 0.0).to_string()
}

fn no_number(campo: &Campo, text: &str) -> Remark {
    let message = format!(
        "“{}” dice “{}”, que no es un número.",
        campo.titulo,
        super::clip(text)
    );
    Remark::new(201, expected(campo), message).rule("R-27")
}

fn as_text(text: &str, read_as: &str) -> Remark {
    let message = format!(
        "La celda contiene el texto “{}”, que se leyó como {read_as}.",
        text.trim()
    );
    Remark::new(207, "un número", message)
}

/// Without a percent sign a number from 0 to 1 may be a share or a percentage.
fn is_ambiguous(number: f64) -> bool {
    number > 0.0 && number <= 1.0
}

fn ambiguous(number: f64) -> Remark {
    let (share, percent) = (shown(number * 100.0), shown(number));
    let message = format!(
        "{percent} sin formato de porcentaje puede ser {share}% o {percent}%, y no es posible saber cuál."
    );
    Remark::new(206, "un porcentaje con su signo", message).rule("R-27")
}

/// A number written as text: `1,234`, `12.5`; a comma only between thousands.
fn parse_plain(text: &str) -> Option<f64> {
    let text = text.trim().trim_matches('\u{a0}');
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let digits = match whole.strip_prefix('-') {
        Some(rest) => rest,
        None => whole,
    };
    let groups: Vec<&str> = digits.split(',').collect();
    let grouped = groups.len() == 1
        || (groups[0].len() <= 3 && groups[1..].iter().all(|group| group.len() == 3));
    let numeric = |t: &str| !t.is_empty() && t.bytes().all(|b| b.is_ascii_digit());
    let plain = grouped && groups.iter().all(|g| numeric(g)) && numeric(fraction);
    plain.then(|| text.replace(',', "").parse().ok()).flatten()
}

/// A percentage written as text: `85%`, `85 %`, `85,5 %`, `85.5`.
fn parse_percent(text: &str) -> Option<(f64, PercentSign)> {
    let text = text.trim();
    let (number, sign) = match text.strip_suffix('%') {
        Some(rest) => (rest.trim(), PercentSign::Literal),
        None => (text, PercentSign::Absent),
    };
    let point = number.replace(',', ".");
    let plain = point
        .bytes()
        .all(|b| b.is_ascii_digit() || b == b'.' || b == b'-');
    plain
        .then(|| point.parse().ok())
        .flatten()
        .map(|number| (number, sign))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comma_in_plain_text_separates_thousands_only() {
        assert_eq!(parse_plain("1,234"), Some(1234.0));
        assert_eq!(parse_plain(" 12.5 "), Some(12.5));
        for wrong in ["1,5", "12,34", "doce", "", "1.2.3", "1e5", "inf"] {
            assert_eq!(parse_plain(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_percentage_as_text_may_have_either_point() {
        for text in ["85.5%", "85,5 %", "85.5 %"] {
            assert_eq!(
                parse_percent(text),
                Some((85.5, PercentSign::Literal)),
                "{text}"
            );
        }
        assert_eq!(parse_percent("0,85"), Some((0.85, PercentSign::Absent)));
        assert_eq!(parse_percent("casi"), None);
    }
}
