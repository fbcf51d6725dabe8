//! The address of a cell, as Excel shows it.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// The address of a cell. Row and column count from 1, as Excel prints them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct CellRef {
    /// Row, from 1 to 1,048,576.
    pub row: u32,
    /// Column, from 1 (A) to 16,384 (XFD).
    pub column: u32,
}

impl CellRef {
    /// The cell at a row and column that count from 1.
    pub const fn new(row: u32, column: u32) -> Self {
        Self { row, column }
    }

    /// The letters of the column: 1 is `A`, 28 is `AB`.
    pub fn column_letters(self) -> String {
        let mut rest = self.column;
        let mut letters = Vec::new();
        while rest > 0 {
            rest -= 1;
            letters.push(char::from(b'A' + (rest % 26) as u8));
            rest /= 26;
        }
        letters.iter().rev().collect()
    }
}

impl fmt::Display for CellRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.column_letters(), self.row)
    }
}

/// The text is not the address of a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotACell;

impl FromStr for CellRef {
    type Err = NotACell;

    fn from_str(text: &str) -> Result<Self, NotACell> {
        let digits = text.find(|c: char| c.is_ascii_digit()).ok_or(NotACell)?;
        let (letters, row) = text.split_at(digits);
        if letters.is_empty() || letters.len() > 3 {
            return Err(NotACell);
        }
        let mut column = 0;
        for letter in letters.bytes() {
            if !letter.is_ascii_alphabetic() {
                return Err(NotACell);
            }
            column = column * 26 + u32::from(letter.to_ascii_uppercase() - b'A') + 1;
        }
        let row: u32 = row.parse().map_err(|_| NotACell)?;
        let inside = (1..=1_048_576).contains(&row) && column <= 16_384;
        if inside {
            Ok(Self { row, column })
        } else {
            Err(NotACell)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_address_reads_back_as_itself() {
        for column in 1..=16_384 {
            let cell = CellRef::new(column % 97 + 1, column);
            assert_eq!(cell.to_string().parse(), Ok(cell));
        }
    }

    #[test]
    fn what_is_no_address_is_refused() {
        for text in ["", "A", "1", "A0", "XFE1", "A1048577", "AAAA1", "Ñ1", "A-1"] {
            assert_eq!(text.parse::<CellRef>(), Err(NotACell), "{text}");
        }
    }
}
