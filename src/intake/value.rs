//! What a cell holds, whatever the file format said it with.

use super::cell::CellValue;
use chrono::{NaiveDate, NaiveDateTime, Timelike};

/// Serial of 31 December 9999; Excel shows none beyond it.
const LAST_SERIAL: f64 = 2_958_466.0;

/// A number; one that is none becomes an error of the sheet.
pub(super) fn number(number: f64) -> CellValue {
    if number.is_finite() {
        CellValue::Number(number)
    } else {
        CellValue::Error("#NUM!".to_owned())
    }
}

/// Text, unless it is empty. LibreOffice writes the errors of a sheet as text.
pub(super) fn text(text: &str) -> Option<CellValue> {
    const ERRORS: [&str; 16] = [
        "#REF!",
        "#DIV/0!",
        "#N/A",
        "#NAME?",
        "#NULL!",
        "#NUM!",
        "#VALUE!",
        "#SPILL!",
        "#CALC!",
        // As Excel in Spanish shows them, when they are pasted as text.
        "#¡REF!",
        "#¡DIV/0!",
        "#N/D",
        "#¿NOMBRE?",
        "#¡NULO!",
        "#¡NUM!",
        "#¡VALOR!",
    ];
    if text.trim().is_empty() {
        return None;
    }
    let of_libreoffice = text.trim().strip_prefix("Err:");
    let of_libreoffice = of_libreoffice.is_some_and(|n| n.bytes().all(|b| b.is_ascii_digit()));
    if ERRORS.contains(&text.trim()) || of_libreoffice {
        return Some(CellValue::Error(text.trim().to_owned()));
    }
    Some(CellValue::Text(text.to_owned()))
}

/// A date, a date with time, or a time of day, from a serial of Excel.
pub(super) fn moment(moment: calamine::ExcelDateTime) -> CellValue {
    let serial = moment.as_f64();
    if moment.is_duration() || (0.0..1.0).contains(&serial) {
        return span(serial);
    }
    // Outside what Excel can show it is a number with the wrong format.
    if !(1.0..LAST_SERIAL).contains(&serial) {
        return number(serial);
    }
    match moment.as_datetime() {
        Some(at) => CellValue::DateTime(to_minutes(at)),
        None => number(serial),
    }
}

/// A date, or date and time, in ISO 8601.
pub(super) fn iso_moment(text: &str) -> CellValue {
    let plain = text.trim().trim_end_matches('Z');
    let moment = NaiveDateTime::parse_from_str(plain, "%Y-%m-%dT%H:%M:%S%.f")
        .or_else(|_| NaiveDateTime::parse_from_str(plain, "%Y-%m-%dT%H:%M"))
        .ok();
    let day = || Some(NaiveDate::parse_from_str(plain, "%Y-%m-%d").ok()?.into());
    match moment.or_else(day) {
        Some(at) => CellValue::DateTime(to_minutes(at)),
        None => CellValue::Text(text.to_owned()),
    }
}

/// A time of day or span in ISO 8601: `PT19H00M00S`.
pub(super) fn iso_span(text: &str) -> CellValue {
    match minutes_of(text) {
        Some(minutes) => clock(minutes),
        None => CellValue::Text(text.to_owned()),
    }
}

fn minutes_of(text: &str) -> Option<u64> {
    let (hours, rest) = text.trim().strip_prefix("PT")?.split_once('H')?;
    let (minutes, _) = rest.split_once('M').unwrap_or(("0", ""));
    let hours: u64 = hours.parse().ok().filter(|h| *h < 10_000)?;
    let minutes: u64 = minutes.parse().ok().filter(|m| *m < 60)?;
    Some(hours * 60 + minutes)
}

fn span(serial: f64) -> CellValue {
    if (0.0..LAST_SERIAL).contains(&serial) {
        clock((serial * 24.0 * 60.0).round() as u64)
    } else {
        number(serial)
    }
}

fn clock(minutes: u64) -> CellValue {
    CellValue::Time(format!("{:02}:{:02}", minutes / 60, minutes % 60))
}

/// Serials are fractions of a day: 19:00 may come as 18:59:59.999.
fn to_minutes(at: NaiveDateTime) -> NaiveDateTime {
    let rounded = at + chrono::TimeDelta::milliseconds(500);
    rounded.with_nanosecond(0).unwrap_or(rounded)
}

#[cfg(test)]
mod tests {
    use super::*;
    use calamine::{ExcelDateTime, ExcelDateTimeType};

    fn serial(value: f64, is_1904: bool) -> CellValue {
        moment(ExcelDateTime::new(
            value,
            ExcelDateTimeType::DateTime,
            is_1904,
        ))
    }

    fn day(year: i32, month: u32, day: u32) -> CellValue {
        CellValue::DateTime(NaiveDate::from_ymd_opt(year, month, day).unwrap().into())
    }

    #[test]
    fn a_serial_is_the_same_day_in_both_epochs() {
        assert_eq!(serial(44_717.0, false), day(2022, 6, 5));
        assert_eq!(serial(44_717.0 - 1462.0, true), day(2022, 6, 5));
    }

    #[test]
    fn a_fraction_of_a_day_is_a_time() {
        assert_eq!(serial(19.0 / 24.0, false), CellValue::Time("19:00".into()));
        assert_eq!(iso_span("PT19H30M00S"), CellValue::Time("19:30".into()));
    }

    #[test]
    fn a_serial_that_no_calendar_shows_stays_a_number() {
        for wrong in [-5.0, 4_000_000.0, f64::MAX, f64::MIN] {
            assert_eq!(serial(wrong, false), CellValue::Number(wrong));
        }
    }

    #[test]
    fn iso_dates_of_libreoffice_are_dates() {
        assert_eq!(iso_moment("2022-06-05"), day(2022, 6, 5));
        assert_eq!(iso_moment("2022-06-05T00:00:00"), day(2022, 6, 5));
    }

    #[test]
    fn an_error_written_as_text_is_an_error() {
        assert_eq!(text("#REF!"), Some(CellValue::Error("#REF!".into())));
        assert_eq!(text(" \u{a0} "), None);
    }
}
