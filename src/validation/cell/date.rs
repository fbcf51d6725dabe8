//! Dates and times of day.

use super::Reading;
use crate::domain::words::{MONTHS, fold};
use crate::domain::{Fecha, Value};
use crate::intake::{Cell, CellValue};
use crate::validation::remark::Remark;
use crate::validation::schemas::Column;
use chrono::{Datelike, Days, NaiveDate, NaiveTime};

/// What a date may look like.
const EXPECTED: &str = "una fecha como 05/06/2022";
/// The first year that Excel has dates of; a year before it was mistyped.
const FIRST_YEAR: i32 = 1900;
/// Serials of 2000 and 2100: a number between them is a date without its format.
const SERIALS: std::ops::RangeInclusive<f64> = 36_526.0..=73_050.0;

/// A calendar date.
pub(super) fn read(column: &Column<'_>, cell: &Cell) -> Reading {
    let title = &column.campo.titulo;
    match &cell.value {
        CellValue::DateTime(at) if at.time() == NaiveTime::MIN => {
            Reading::plain(Value::Date(at.date()))
        }
        CellValue::DateTime(at) => {
            let message = format!("La fecha de “{title}” tiene hora; se usó solamente la fecha.");
            Reading::with(
                Value::Date(at.date()),
                Remark::new(219, "una fecha sin hora", message),
            )
        }
        CellValue::Text(text) => match parse(text) {
            Some(date) => {
                let shown = date.format("%d/%m/%Y");
                let message = format!(
                    "La celda contiene el texto “{}”, que se leyó como la fecha {shown}.",
                    text.trim()
                );
                let remark = Remark::new(208, "una celda con formato de fecha", message);
                Reading::with(Value::Date(date), remark)
            }
            None => Reading::wrong(no_date(title, text.trim())),
        },
        CellValue::Number(number) => Reading::wrong(serial(title, *number)),
        CellValue::Time(_) | CellValue::Bool(_) | CellValue::NoResult | CellValue::Error(_) => {
            Reading::wrong(no_date(title, &super::received(Some(cell))))
        }
    }
}

/// A time of day. A date there is no time, and a number without its format is not what the cell shows.
pub(super) fn read_time(cell: &Cell) -> Reading {
    let time = match &cell.value {
        CellValue::Time(text) | CellValue::Text(text) => parse_time(text),
        CellValue::DateTime(at) => Some(at.time()).filter(|time| *time != NaiveTime::MIN),
        CellValue::Number(_) | CellValue::Bool(_) | CellValue::NoResult | CellValue::Error(_) => {
            None
        }
    };
    let received = super::received(Some(cell));
    let Some(time) = time else {
        let message = match meant_time(cell) {
            Some(time) => format!(
                "La celda contiene el número {received} sin formato de hora; ¿es {}?",
                time.format("%H:%M")
            ),
            None => format!("“{received}” no es una hora del día."),
        };
        return Reading::wrong(Remark::new(220, "una hora como 19:30", message).rule("R-27"));
    };
    let shown = time.format("%H:%M").to_string();
    let plain = match &cell.value {
        CellValue::Text(text) => {
            text.trim().trim_start_matches('0') == shown.trim_start_matches('0')
        }
        CellValue::DateTime(_) => false,
        CellValue::Time(_)
        | CellValue::Number(_)
        | CellValue::Bool(_)
        | CellValue::NoResult
        | CellValue::Error(_) => true,
    };
    let value = Value::Text(shown.clone());
    if plain {
        return Reading::plain(value);
    }
    let message = format!("“{received}” se leyó como “{shown}”.");
    Reading::with(value, Remark::new(213, format!("“{shown}”"), message))
}

/// The time that a number without its format may be: a part of a day.
fn meant_time(cell: &Cell) -> Option<NaiveTime> {
    match cell.value {
        CellValue::Number(number) if number > 0.0 && number < 1.0 => {
            let minutes = (number * 24.0 * 60.0).round() as u32;
            NaiveTime::from_hms_opt(minutes / 60 % 24, minutes % 60, 0)
        }
        CellValue::Number(_)
        | CellValue::Text(_)
        | CellValue::DateTime(_)
        | CellValue::Time(_)
        | CellValue::Bool(_)
        | CellValue::NoResult
        | CellValue::Error(_) => None,
    }
}

/// A date with its time of day, kept as `AAAA-MM-DD HH:MM`.
pub(super) fn read_moment(cell: &Cell) -> Reading {
    // A cell that shows the day alone says nothing of the hour.
    let hides_time = |format: &str| !format.to_lowercase().contains('h');
    let day_alone = cell.format.as_deref().is_some_and(hides_time);
    let moment = match &cell.value {
        CellValue::DateTime(at) => Some(*at).filter(|at| at.time() != NaiveTime::MIN || !day_alone),
        CellValue::Text(text) => parse_moment(text),
        CellValue::Number(_)
        | CellValue::Time(_)
        | CellValue::Bool(_)
        | CellValue::NoResult
        | CellValue::Error(_) => None,
    };
    let received = super::received(Some(cell));
    let Some(at) = moment else {
        let message = format!("“{received}” no es una fecha con hora.");
        let expected = "una fecha con hora como 05/06/2022 19:30";
        return Reading::wrong(Remark::new(202, expected, message).rule("R-27"));
    };
    let value = Value::Text(at.format("%Y-%m-%d %H:%M").to_string());
    match &cell.value {
        CellValue::Text(text) => {
            let shown = at.format("%d/%m/%Y %H:%M");
            let message = format!(
                "La celda contiene el texto “{}”, que se leyó como {shown}.",
                text.trim()
            );
            let expected = "una celda con formato de fecha y hora";
            Reading::with(value, Remark::new(208, expected, message))
        }
        CellValue::DateTime(_)
        | CellValue::Number(_)
        | CellValue::Time(_)
        | CellValue::Bool(_)
        | CellValue::NoResult
        | CellValue::Error(_) => Reading::plain(value),
    }
}

fn no_date(title: &str, received: &str) -> Remark {
    let shown = super::clip(received);
    let message = match numbers(received) {
        Some(_) if parse(received).is_none() && received.contains('/') => {
            format!("“{title}” dice “{shown}”, que no existe como día/mes/año.")
        }
        Some(_) | None => format!("“{title}” dice “{shown}”, que no se reconoce como fecha."),
    };
    let message = match meant(received) {
        Some(date) => format!("{message} ¿Quiso decir {}?", date.format("%d/%m/%Y")),
        None => message,
    };
    Remark::new(202, EXPECTED, message).rule("R-27")
}

/// Three numbers with a mark between them.
fn numbers(text: &str) -> Option<[u32; 3]> {
    let parts: Vec<&str> = text.trim().split(['/', '-', '.', ' ']).collect();
    let number = |part: &str| part.parse().ok().filter(|_| part.len() <= 4);
    match parts[..] {
        [a, b, c] => Some([number(a)?, number(b)?, number(c)?]),
        _ => None,
    }
}

/// The one date that was probably meant: another mark or order, or a year of two digits.
fn meant(text: &str) -> Option<Fecha> {
    let [a, b, c] = numbers(text)?;
    let of = |year: u32, month, day| NaiveDate::from_ymd_opt(year.try_into().ok()?, month, day);
    let year = if c < 100 { 2_000 + c } else { c };
    let date = match a > 31 {
        true => of(a, b, c),
        false => of(year, b, a).or_else(|| of(year, a, b)),
    };
    date.filter(|date| date.year() >= FIRST_YEAR)
}

fn serial(title: &str, number: f64) -> Remark {
    let epoch = NaiveDate::from_ymd_opt(1899, 12, 30);
    let date = epoch
        .filter(|_| SERIALS.contains(&number))
        .and_then(|day| day.checked_add_days(Days::new(number as u64)));
    match date {
        Some(date) => {
            let shown = date.format("%d/%m/%Y");
            let message =
                format!("“{title}” contiene el número {number} sin formato de fecha; ¿es {shown}?");
            let help = "Dé a la celda formato de fecha, o escriba la fecha.";
            Remark::new(202, EXPECTED, message).rule("R-27").help(help)
        }
        None => no_date(title, &number.to_string()),
    }
}

/// `05/06/2022` or `5 de junio de 2022`.
fn parse(text: &str) -> Option<Fecha> {
    let parts: Vec<&str> = text.trim().split('/').collect();
    if let [day, month, year] = parts[..] {
        let four = year.len() == 4;
        let date =
            NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?);
        return date.filter(|date| four && date.year() >= FIRST_YEAR);
    }
    let folded = fold(text);
    let words: Vec<&str> = folded.split(' ').collect();
    let [day, "de", month, "de" | "del", year] = words[..] else {
        return None;
    };
    let month = MONTHS.iter().position(|name| *name == month)? as u32 + 1;
    let day = day.trim_end_matches(['o', '°', 'º']);
    let date = NaiveDate::from_ymd_opt(year.parse().ok()?, month, day.parse().ok()?);
    date.filter(|date| date.year() >= FIRST_YEAR)
}

/// `19:30`, also with seconds or «horas» behind it.
fn parse_time(text: &str) -> Option<NaiveTime> {
    let folded = fold(text);
    let clock = folded.split(' ').next()?;
    let rest = folded[clock.len()..].trim();
    if !matches!(rest, "" | "h" | "hrs" | "horas") {
        return None;
    }
    let mut parts = clock.split(':');
    let hour = parts.next()?.parse().ok()?;
    let minute = parts.next()?.parse().ok()?;
    NaiveTime::from_hms_opt(hour, minute, 0)
}

fn parse_moment(text: &str) -> Option<chrono::NaiveDateTime> {
    let (day, time) = text.trim().split_once([' ', 'T'])?;
    let date = parse(day).or_else(|| NaiveDate::parse_from_str(day, "%Y-%m-%d").ok())?;
    Some(date.and_time(parse_time(time)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_as_text_are_day_month_year_or_in_words() {
        let day = NaiveDate::from_ymd_opt(2022, 6, 5);
        for text in [
            "05/06/2022",
            "5/6/2022",
            "5 de junio de 2022",
            " 5 de JUNIO del 2022 ",
        ] {
            assert_eq!(parse(text), day, "{text}");
        }
        for text in [
            "31/02/2022",
            "06/2022",
            "05/06/22",
            "junio",
            "13/13/2022",
            "2022",
            "05/02/0222",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    #[test]
    fn times_are_of_the_day() {
        assert!(parse_time("19:30 horas").is_some());
        assert!(parse_time("8:00:00").is_some());
        for text in ["25:00", "siete", "7:30 p.m.", ""] {
            assert_eq!(parse_time(text), None, "{text}");
        }
    }

    #[test]
    fn a_moment_is_read_in_both_orders() {
        assert_eq!(
            parse_moment("05/06/2022 19:30"),
            parse_moment("2022-06-05T19:30")
        );
        assert!(parse_moment("05/06/2022 19:30").is_some());
    }
}
