//! The cells of a sheet: a few bytes while they are kept, a map while somebody looks at them.
//!
//! A cell of a map takes some 135 bytes, and all workbooks of a process are kept until its informe
//! is written. A sheet that was read therefore keeps its cells packed and deflated, some four bytes
//! a cell; they are unpacked where they are looked at, and stay so in that copy of the sheet alone.

use super::cell::{Cell, CellValue, Formula};
use crate::domain::CellRef;
use chrono::DateTime;
use flate2::Compression;
use flate2::read::{DeflateDecoder, DeflateEncoder};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::collections::btree_map::Iter;
use std::fmt;
use std::io::Read;
use std::ops::{Deref, DerefMut};
use std::sync::{Arc, OnceLock};

/// Every cell by its address.
type Map = BTreeMap<CellRef, Cell>;

/// Bytes of the packed cells of a sheet before they are deflated: what a workbook may keep, as
/// [`super::budget`] has it, and what goes with it. More is not inflated.
const MAX_INFLATED: usize = 64 * 1024 * 1024;

/// The cells of a sheet that are not empty, by their absolute address; used like the map that they
/// are. Looking unpacks them, in this copy: a clone of packed cells is packed. Changing them leaves
/// them unpacked.
#[derive(Clone, Default)]
pub struct Cells {
    packed: Option<Packed>,
    /// The cells where they are not packed.
    map: Map,
}

/// Cells in few bytes, and unpacked where somebody looked.
struct Packed {
    deflated: Arc<[u8]>,
    inflated: usize,
    open: OnceLock<Map>,
}

impl Cells {
    /// Keeps the cells in few bytes, and lets go of the rest.
    pub(super) fn pack(&mut self) {
        match &mut self.packed {
            Some(packed) => packed.open = OnceLock::new(),
            None => {
                self.packed = Packed::new(&self.map);
                if self.packed.is_some() {
                    self.map = Map::new();
                }
            }
        }
    }

    /// The packed bytes and their length before they were deflated; none of cells that are not
    /// packed.
    pub(super) fn bytes(&self) -> Option<(&[u8], usize)> {
        let packed = self.packed.as_ref()?;
        Some((&packed.deflated, packed.inflated))
    }

    /// Cells from such bytes; none if they make no sense. They are looked through here, so that
    /// looking at them later cannot fail.
    pub(super) fn of_bytes(deflated: &[u8], inflated: usize) -> Option<Self> {
        let packed = Packed {
            deflated: deflated.into(),
            inflated,
            open: OnceLock::new(),
        };
        packed.each(|_, _| ())?;
        Some(Self {
            packed: Some(packed),
            map: Map::new(),
        })
    }
}

impl Deref for Cells {
    type Target = Map;

    fn deref(&self) -> &Map {
        self.packed.as_ref().map_or(&self.map, Packed::open)
    }
}

impl DerefMut for Cells {
    fn deref_mut(&mut self) -> &mut Map {
        if let Some(packed) = self.packed.take() {
            self.map = packed.map().unwrap_or_default();
        }
        &mut self.map
    }
}

impl Clone for Packed {
    fn clone(&self) -> Self {
        Self {
            deflated: self.deflated.clone(),
            inflated: self.inflated,
            open: OnceLock::new(),
        }
    }
}

impl fmt::Debug for Cells {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Map::fmt(self, f)
    }
}

impl FromIterator<(CellRef, Cell)> for Cells {
    fn from_iter<I: IntoIterator<Item = (CellRef, Cell)>>(cells: I) -> Self {
        Map::from_iter(cells).into()
    }
}

impl From<Map> for Cells {
    fn from(map: Map) -> Self {
        Self { packed: None, map }
    }
}

impl<'a> IntoIterator for &'a Cells {
    type Item = (&'a CellRef, &'a Cell);
    type IntoIter = Iter<'a, CellRef, Cell>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

/// A cell as it is packed, after the number formats of its sheet.
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

impl Packed {
    fn new(map: &Map) -> Option<Self> {
        let mut formats = Formats::default();
        let mut cells = Vec::new();
        let mut row = 0;
        for (address, cell) in map {
            let packed = PackedCell {
                down: address.row - row,
                column: address.column,
                value: pack_value(&cell.value),
                format: cell.format.as_deref().map_or(0, |f| formats.place(f)),
                formula: cell.formula,
            };
            cells = postcard::to_extend(&packed, cells).ok()?;
            row = address.row;
        }
        let mut bytes = postcard::to_extend(&formats.list, Vec::new()).ok()?;
        bytes.append(&mut cells);
        let mut deflated = Vec::new();
        DeflateEncoder::new(bytes.as_slice(), Compression::fast())
            .read_to_end(&mut deflated)
            .ok()?;
        Some(Self {
            deflated: deflated.into(),
            inflated: bytes.len(),
            open: OnceLock::new(),
        })
    }

    fn open(&self) -> &Map {
        self.open.get_or_init(|| self.map().unwrap_or_default())
    }

    fn map(&self) -> Option<Map> {
        let mut cells = Vec::new();
        self.each(|address, cell| cells.push((address, cell)))?;
        Some(Map::from_iter(cells))
    }

    /// Goes through the cells; none if their bytes make no sense.
    fn each(&self, mut take: impl FnMut(CellRef, Cell)) -> Option<()> {
        let bytes = self.inflate()?;
        let (formats, mut rest): (Vec<&str>, &[u8]) = postcard::take_from_bytes(&bytes).ok()?;
        let formats: Vec<Arc<str>> = formats.into_iter().map(Arc::from).collect();
        let mut row: u32 = 0;
        while !rest.is_empty() {
            let (packed, after): (PackedCell<'_>, &[u8]) = postcard::take_from_bytes(rest).ok()?;
            rest = after;
            row = row.checked_add(packed.down)?;
            let format = match packed.format.checked_sub(1) {
                Some(place) => Some(formats.get(place as usize)?.clone()),
                None => None,
            };
            let cell = Cell {
                value: unpack_value(packed.value)?,
                format,
                formula: packed.formula,
            };
            take(CellRef::new(row, packed.column), cell);
        }
        Some(())
    }

    fn inflate(&self) -> Option<Vec<u8>> {
        if self.inflated > MAX_INFLATED {
            return None;
        }
        let mut bytes = Vec::with_capacity(self.inflated);
        let more_than_told = self.inflated as u64 + 1;
        DeflateDecoder::new(&*self.deflated)
            .take(more_than_told)
            .read_to_end(&mut bytes)
            .ok()?;
        (bytes.len() == self.inflated).then_some(bytes)
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

#[cfg(test)]
mod tests {
    use super::*;

    fn number(value: f64) -> Cell {
        Cell {
            value: CellValue::Number(value),
            format: Some("0%".into()),
            formula: None,
        }
    }

    fn some() -> Cells {
        let places = (1..500).map(|row| (CellRef::new(row * 3, row % 7 + 1), number(0.25)));
        places.collect()
    }

    #[test]
    fn packed_cells_are_the_same_and_few_bytes() {
        let mut cells = some();
        cells.pack();
        assert_eq!(*cells, *some());
        let (deflated, inflated) = cells.bytes().unwrap();
        assert!(deflated.len() < 499 * 8, "{} bytes", deflated.len());
        let received = Cells::of_bytes(deflated, inflated).unwrap();
        assert_eq!(*received, *some());
    }

    #[test]
    fn looking_at_a_copy_leaves_the_kept_cells_packed() {
        let mut kept = some();
        kept.pack();
        let copy = kept.clone();
        assert_eq!(copy.len(), 499);
        let open = |cells: &Cells| cells.packed.as_ref().unwrap().open.get().is_some();
        assert!(open(&copy) && !open(&kept) && !open(&copy.clone()));
    }

    #[test]
    fn what_was_changed_stays_changed() {
        let mut cells = some();
        cells.pack();
        cells.remove(&CellRef::new(3, 2));
        assert_eq!(cells.len(), 498);
        assert_eq!(cells.clone().len(), 498);
        cells.pack();
        assert_eq!(cells.len(), 498);
    }

    #[test]
    fn more_or_less_than_was_told_is_not_inflated() {
        let mut cells = some();
        cells.pack();
        let (deflated, inflated) = cells.bytes().unwrap();
        for wrong in [0, inflated - 1, inflated + 1, MAX_INFLATED + 1, usize::MAX] {
            assert!(Cells::of_bytes(deflated, wrong).is_none(), "{wrong}");
        }
    }
}
