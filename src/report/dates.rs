//! Dates as official texts of Mexico write them.

use super::spacing::NBSP;
use crate::domain::Fecha;
use crate::domain::words::MONTHS;
use chrono::{Datelike, NaiveDateTime};

/// `19 de octubre de 2021`; the day stays with its «de».
pub fn long(date: Fecha) -> String {
    format!("{} de {}", day_and_month(date), date.year())
}

/// The name of its month: `octubre`.
pub fn month(date: Fecha) -> &'static str {
    MONTHS[date.month0() as usize]
}

/// `19/10/2021`, for tables.
pub fn short(date: Fecha) -> String {
    date.format("%d/%m/%Y").to_string()
}

/// `AAAA-MM-DD`, for data and conditions.
pub fn iso(date: Fecha) -> String {
    date.format("%Y-%m-%d").to_string()
}

/// The date that a text `AAAA-MM-DD` writes.
pub fn parse(text: &str) -> Option<Fecha> {
    Fecha::parse_from_str(text, "%Y-%m-%d").ok()
}

/// `5 de junio de 2022, 20:00 horas`, from the text `AAAA-MM-DD HH:MM`.
pub fn moment_long(text: &str) -> Option<String> {
    let moment = parse_moment(text)?;
    let time = moment.format("%H:%M");
    Some(format!("{}, {time}{NBSP}horas", long(moment.date())))
}

/// `05/06/2022 20:00`, from the text `AAAA-MM-DD HH:MM`.
pub fn moment_short(text: &str) -> Option<String> {
    parse_moment(text).map(|m| m.format(&format!("%d/%m/%Y{NBSP}%H:%M")).to_string())
}

fn parse_moment(text: &str) -> Option<NaiveDateTime> {
    NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").ok()
}

/// `del 7 al 18 de mayo de 2022`, `del 5 de abril al 3 de mayo de 2019`,
/// `del 9 de diciembre de 2021 al 12 de febrero de 2022`.
pub fn range(from: Fecha, to: Fecha) -> String {
    if from == to {
        return format!("del {}", long(to));
    }
    let start = if from.year() != to.year() {
        long(from)
    } else if from.month() != to.month() {
        day_and_month(from)
    } else {
        from.day().to_string()
    };
    format!("del {start} al {}", long(to))
}

fn day_and_month(date: Fecha) -> String {
    let month = month(date);
    format!("{}{NBSP}de {month}", date.day())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Fecha {
        parse(text).unwrap()
    }

    #[test]
    fn a_date_in_prose_has_no_leading_zero_and_keeps_its_day() {
        assert_eq!(long(day("2021-10-19")), "19\u{a0}de octubre de 2021");
        assert_eq!(long(day("2022-06-01")), "1\u{a0}de junio de 2022");
        assert_eq!(short(day("2022-06-01")), "01/06/2022");
    }

    #[test]
    fn a_period_says_month_and_year_once_where_they_are_the_same() {
        let ranges = [
            (
                "2022-05-07",
                "2022-05-18",
                "del 7 al 18\u{a0}de mayo de 2022",
            ),
            (
                "2019-04-05",
                "2019-05-03",
                "del 5\u{a0}de abril al 3\u{a0}de mayo de 2019",
            ),
            (
                "2021-12-09",
                "2022-02-12",
                "del 9\u{a0}de diciembre de 2021 al 12\u{a0}de febrero de 2022",
            ),
            ("2022-05-07", "2022-05-07", "del 7\u{a0}de mayo de 2022"),
        ];
        for (from, to, words) in ranges {
            assert_eq!(range(day(from), day(to)), words);
        }
    }

    #[test]
    fn a_moment_says_the_hour_in_twenty_four() {
        let text = "2022-06-05 20:00";
        assert_eq!(
            moment_long(text).unwrap(),
            "5\u{a0}de junio de 2022, 20:00\u{a0}horas"
        );
        assert_eq!(moment_short(text).unwrap(), "05/06/2022\u{a0}20:00");
        assert_eq!(moment_long("ayer"), None);
    }
}
