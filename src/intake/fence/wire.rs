//! What was read of a workbook, in few bytes: places are told once, number formats by their
//! place in a list, addresses as the distance to the one before.
//!
//! Both sides are the same program, so that the form has no version. What arrives is not trusted
//! all the same: it came out of a process that read somebody's file.

use super::super::workbook::{Cell, CellValue, Formula, Sheet, SheetVisibility};
use super::Read;
use crate::diagnostics::{Code, Finding, Findings, Location};
use crate::domain::CellRef;
use chrono::DateTime;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;

#[derive(Serialize, Deserialize)]
struct Packed<'a> {
    #[serde(borrow)]
    sheets: Option<Vec<PackedSheet<'a>>>,
    findings: Vec<PackedFinding<'a>>,
}

#[derive(Serialize, Deserialize)]
struct PackedSheet<'a> {
    name: &'a str,
    hidden: bool,
    formats: Vec<&'a str>,
    #[serde(borrow)]
    cells: Vec<PackedCell<'a>>,
    /// Row and column of the first and of the last cell.
    merged: Vec<(u32, u32, u32, u32)>,
    hidden_rows: Vec<u32>,
    hidden_columns: Vec<u32>,
}

#[derive(Serialize, Deserialize)]
struct PackedCell<'a> {
    /// Rows below the cell before.
    down: u32,
    column: u32,
    #[serde(borrow)]
    value: PackedValue<'a>,
    /// Place in the list of formats, from 1; 0 for none.
    format: u32,
    formula: Option<Formula>,
}

#[derive(Serialize, Deserialize)]
enum PackedValue<'a> {
    NoResult,
    Text(&'a str),
    Number(f64),
    /// Seconds and nanoseconds since 1970.
    DateTime(i64, u32),
    Time(&'a str),
    Bool(bool),
    Error(&'a str),
}

/// What reading tells of a finding; the rest is as its code has it.
#[derive(Serialize, Deserialize)]
struct PackedFinding<'a> {
    code: u16,
    #[serde(borrow)]
    sheet: Option<&'a str>,
    cell: Option<(u32, u32)>,
    found: &'a str,
    expected: &'a str,
    message: &'a str,
    help: &'a str,
}

/// What was read, as bytes.
pub(super) fn pack(read: &Read) -> Vec<u8> {
    let sheets = read.sheets.as_ref();
    let packed = Packed {
        sheets: sheets.map(|sheets| sheets.iter().map(pack_sheet).collect()),
        findings: read.findings.iter().map(pack_finding).collect(),
    };
    // Appending to a list of bytes cannot fail; an empty answer is one that nobody understands.
    postcard::to_extend(&packed, Vec::new()).unwrap_or_default()
}

/// What was read of a file, from bytes; none if they make no sense.
pub(super) fn unpack(at: &Location, bytes: &[u8]) -> Option<Read> {
    let packed: Packed<'_> = postcard::from_bytes(bytes).ok()?;
    let mut findings = Findings::default();
    findings.extend(packed.findings.iter().map(|f| unpack_finding(at, f)));
    let sheets = match packed.sheets {
        Some(sheets) => {
            let sheets = sheets.into_iter();
            Some(sheets.map(|s| unpack_sheet(at, s)).collect::<Option<_>>()?)
        }
        None => None,
    };
    Some(Read { sheets, findings })
}

fn pack_sheet(sheet: &Sheet) -> PackedSheet<'_> {
    let Sheet {
        at: _,
        name,
        visibility,
        cells,
        merged,
        hidden_rows,
        hidden_columns,
    } = sheet;
    let mut formats = Formats::default();
    let mut row = 0;
    let mut packed = Vec::with_capacity(cells.len());
    for (address, cell) in cells {
        let Cell {
            value,
            format,
            formula,
        } = cell;
        packed.push(PackedCell {
            down: address.row - row,
            column: address.column,
            value: pack_value(value),
            format: format.as_deref().map_or(0, |f| formats.place(f)),
            formula: *formula,
        });
        row = address.row;
    }
    let corners = |(a, b): &(CellRef, CellRef)| (a.row, a.column, b.row, b.column);
    PackedSheet {
        name,
        hidden: *visibility == SheetVisibility::Hidden,
        cells: packed,
        merged: merged.iter().map(corners).collect(),
        hidden_rows: hidden_rows.iter().copied().collect(),
        hidden_columns: hidden_columns.iter().copied().collect(),
        formats: formats.list,
    }
}

/// The number formats of a sheet, each once.
#[derive(Default)]
struct Formats<'a> {
    list: Vec<&'a str>,
    places: BTreeMap<&'a str, u32>,
}

impl<'a> Formats<'a> {
    /// The place of a format in the list, from 1.
    fn place(&mut self, format: &'a str) -> u32 {
        let Self { list, places } = self;
        *places.entry(format).or_insert_with(|| {
            list.push(format);
            list.len() as u32
        })
    }
}

fn unpack_sheet(at: &Location, packed: PackedSheet<'_>) -> Option<Sheet> {
    let formats: Vec<Arc<str>> = packed.formats.into_iter().map(Arc::from).collect();
    let mut row: u32 = 0;
    let cells = packed.cells.into_iter().map(|cell| {
        row = row.checked_add(cell.down)?;
        let format = match cell.format.checked_sub(1) {
            Some(place) => Some(formats.get(place as usize)?.clone()),
            None => None,
        };
        let address = CellRef::new(row, cell.column);
        let cell = Cell {
            value: unpack_value(cell.value)?,
            format,
            formula: cell.formula,
        };
        Some((address, cell))
    });
    let cells = cells.collect::<Option<_>>()?;
    let merged = packed.merged.into_iter();
    let merged = merged.map(|(a, b, c, d)| (CellRef::new(a, b), CellRef::new(c, d)));
    let name: Arc<str> = packed.name.into();
    Some(Sheet {
        at: at.sheet(name.clone()),
        name,
        visibility: match packed.hidden {
            true => SheetVisibility::Hidden,
            false => SheetVisibility::Visible,
        },
        cells,
        merged: merged.collect(),
        hidden_rows: packed.hidden_rows.into_iter().collect(),
        hidden_columns: packed.hidden_columns.into_iter().collect(),
    })
}

fn pack_value(value: &CellValue) -> PackedValue<'_> {
    match value {
        CellValue::NoResult => PackedValue::NoResult,
        CellValue::Text(text) => PackedValue::Text(text),
        CellValue::Number(number) => PackedValue::Number(*number),
        CellValue::DateTime(moment) => {
            let moment = moment.and_utc();
            PackedValue::DateTime(moment.timestamp(), moment.timestamp_subsec_nanos())
        }
        CellValue::Time(text) => PackedValue::Time(text),
        CellValue::Bool(flag) => PackedValue::Bool(*flag),
        CellValue::Error(text) => PackedValue::Error(text),
    }
}

fn unpack_value(packed: PackedValue<'_>) -> Option<CellValue> {
    Some(match packed {
        PackedValue::NoResult => CellValue::NoResult,
        PackedValue::Text(text) => CellValue::Text(text.to_owned()),
        PackedValue::Number(number) => CellValue::Number(number),
        PackedValue::DateTime(seconds, nanoseconds) => {
            let moment = DateTime::from_timestamp(seconds, nanoseconds)?;
            CellValue::DateTime(moment.naive_utc())
        }
        PackedValue::Time(text) => CellValue::Time(text.to_owned()),
        PackedValue::Bool(flag) => CellValue::Bool(flag),
        PackedValue::Error(text) => CellValue::Error(text.to_owned()),
    })
}

fn pack_finding(finding: &Finding) -> PackedFinding<'_> {
    PackedFinding {
        code: finding.code.0,
        sheet: finding.at.sheet.as_deref(),
        cell: finding.at.cell.map(|cell| (cell.row, cell.column)),
        found: &finding.found,
        expected: &finding.expected,
        message: &finding.message,
        help: &finding.help,
    }
}

fn unpack_finding(at: &Location, packed: &PackedFinding<'_>) -> Finding {
    let at = Location {
        sheet: packed.sheet.map(Arc::from),
        cell: packed.cell.map(|(row, column)| CellRef::new(row, column)),
        ..at.clone()
    };
    Finding {
        found: packed.found.to_owned(),
        expected: packed.expected.to_owned(),
        message: packed.message.to_owned(),
        help: packed.help.to_owned(),
        ..Finding::new(Code(packed.code), at)
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::trouble::Trouble;
    use super::*;
    use chrono::NaiveDate;

    fn cell(value: CellValue, format: Option<&Arc<str>>) -> Cell {
        Cell {
            value,
            format: format.cloned(),
            formula: format.map(|_| Formula::OtherWorkbook),
        }
    }

    fn everything(at: &Location) -> Read {
        let percent: Arc<str> = "0%".into();
        let date: Arc<str> = "dd/mm/yyyy".into();
        let day = NaiveDate::from_ymd_opt(1899, 12, 30).unwrap();
        let moment = day.and_hms_nano_opt(23, 59, 59, 999_000_000).unwrap();
        let values = [
            cell(CellValue::NoResult, None),
            cell(CellValue::Text("ñ\u{0}=1+1".into()), Some(&date)),
            cell(CellValue::Number(0.1 + 0.2), Some(&percent)),
            cell(CellValue::Number(-0.0), Some(&percent)),
            cell(CellValue::DateTime(moment), Some(&date)),
            cell(CellValue::Time("19:30".into()), None),
            cell(CellValue::Bool(true), None),
            cell(CellValue::Error("#N/A".into()), None),
        ];
        let addresses = (0..8).map(|i| CellRef::new(1 + i * i * 20_000, 16_384 - i * 2_000));
        let name: Arc<str> = "Datos".into();
        let mut findings = Findings::default();
        let finding = Finding {
            found: "a".into(),
            expected: "b".into(),
            message: "c".into(),
            help: "d".into(),
            ..Finding::new(Code(109), at.sheet("Datos").cell(CellRef::new(3, 4)))
        };
        findings.push(finding);
        let sheet = Sheet {
            at: at.sheet(name.clone()),
            name,
            visibility: SheetVisibility::Hidden,
            cells: addresses.zip(values).collect(),
            merged: vec![(CellRef::new(1, 2), CellRef::new(3, 4))],
            hidden_rows: [1, 1_048_576].into(),
            hidden_columns: [2, 16_384].into(),
        };
        Read {
            sheets: Some(vec![sheet]),
            findings,
        }
    }

    #[test]
    fn everything_comes_out_as_it_went_in() {
        let at = Location::file("inputs/x.xlsx");
        for read in [everything(&at), Read::refused(&at, Trouble::empty())] {
            let back = unpack(&at, &pack(&read)).unwrap();
            assert_eq!(format!("{back:?}"), format!("{read:?}"));
        }
    }

    #[test]
    fn what_makes_no_sense_is_none_and_never_a_panic() {
        let at = Location::file("inputs/x.xlsx");
        let good = pack(&everything(&at));
        assert!(unpack(&at, &[]).is_none());
        for end in 0..good.len() {
            assert!(unpack(&at, &good[..end]).is_none(), "{end}");
        }
        for place in 0..good.len() {
            let mut bad = good.clone();
            bad[place] ^= 0xFF;
            let _ = unpack(&at, &bad);
        }
    }
}
