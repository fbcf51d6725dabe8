//! What was read of a workbook, in few bytes: the cells as they are kept, packed and deflated.
//!
//! Both sides are the same program, so that the form has no version. What arrives is not trusted
//! all the same: it came out of a process that read somebody's file.

use super::super::cells::Cells;
use super::super::workbook::{Sheet, SheetVisibility};
use super::Read;
use crate::diagnostics::{Code, Finding, Findings, Location};
use crate::domain::CellRef;
use serde::{Deserialize, Serialize};
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
    /// As [`Cells`] has them, and their length before they were deflated.
    cells: &'a [u8],
    inflated: usize,
    /// Row and column of the first and of the last cell.
    merged: Vec<(u32, u32, u32, u32)>,
    hidden_rows: Vec<u32>,
    hidden_columns: Vec<u32>,
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
        sheets: sheets.and_then(|sheets| sheets.iter().map(pack_sheet).collect()),
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

/// None of a sheet whose cells are not packed.
fn pack_sheet(sheet: &Sheet) -> Option<PackedSheet<'_>> {
    let Sheet {
        at: _,
        name,
        visibility,
        cells,
        merged,
        hidden_rows,
        hidden_columns,
    } = sheet;
    let (cells, inflated) = cells.bytes()?;
    let corners = |(a, b): &(CellRef, CellRef)| (a.row, a.column, b.row, b.column);
    Some(PackedSheet {
        name,
        hidden: *visibility == SheetVisibility::Hidden,
        cells,
        inflated,
        merged: merged.iter().map(corners).collect(),
        hidden_rows: hidden_rows.iter().copied().collect(),
        hidden_columns: hidden_columns.iter().copied().collect(),
    })
}

fn unpack_sheet(at: &Location, packed: PackedSheet<'_>) -> Option<Sheet> {
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
        cells: Cells::of_bytes(packed.cells, packed.inflated)?,
        merged: merged.collect(),
        hidden_rows: packed.hidden_rows.into_iter().collect(),
        hidden_columns: packed.hidden_columns.into_iter().collect(),
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
    use super::super::super::cell::{Cell, CellValue, Formula};
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
        let mut sheet = Sheet {
            at: at.sheet(name.clone()),
            name,
            visibility: SheetVisibility::Hidden,
            cells: addresses.zip(values).collect(),
            merged: vec![(CellRef::new(1, 2), CellRef::new(3, 4))],
            hidden_rows: [1, 1_048_576].into(),
            hidden_columns: [2, 16_384].into(),
        };
        sheet.cells.pack();
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
