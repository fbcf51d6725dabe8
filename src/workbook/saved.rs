//! The bytes of a workbook, which are the same on every system.

use rust_xlsxwriter::{Workbook, XlsxError};

/// What begins the record of a file in the directory of a zip, and the bytes of that record before
/// the file's name.
const ENTRY: &[u8] = b"PK\x01\x02";
const ENTRY_BYTES: usize = 46;
/// The end of the directory, without a comment.
const END: &[u8] = b"PK\x05\x06";
const END_BYTES: usize = 22;
/// Where a record tells the system it was written on, and what it says of Unix.
const SYSTEM: usize = 5;
const UNIX: u8 = 3;

/// The bytes of a finished workbook.
pub(super) fn saved(mut workbook: Workbook) -> Result<Vec<u8>, XlsxError> {
    let mut bytes = workbook.save_to_buffer()?;
    say_one_system(&mut bytes);
    Ok(bytes)
}

/// A zip tells on which system it was written; here it always tells the same one.
fn say_one_system(zip: &mut [u8]) {
    let number = |zip: &[u8], at: usize, bytes: usize| {
        let digits = zip.get(at..at + bytes).unwrap_or_default().iter().rev();
        digits.fold(0, |sum, digit| (sum << 8) | usize::from(*digit))
    };
    let Some(end) = zip.len().checked_sub(END_BYTES) else {
        return;
    };
    if !zip[end..].starts_with(END) {
        return;
    }
    let mut at = number(zip, end + 16, 4);
    while zip.get(at..).is_some_and(|rest| rest.starts_with(ENTRY)) {
        if let Some(system) = zip.get_mut(at + SYSTEM) {
            *system = UNIX;
        }
        let more: usize = [28, 30, 32]
            .map(|field| number(zip, at + field, 2))
            .iter()
            .sum();
        at += ENTRY_BYTES + more;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The places where a zip tells the system, looked for another way.
    fn systems(zip: &[u8]) -> Vec<u8> {
        let entries = zip.windows(ENTRY.len() + 2);
        let entries = entries.filter(|w| w.starts_with(ENTRY));
        entries.map(|w| w[SYSTEM]).collect()
    }

    #[test]
    fn a_workbook_does_not_tell_where_it_was_written() {
        let mut workbook = Workbook::new();
        workbook.add_worksheet();
        let bytes = saved(workbook).unwrap();
        let told = systems(&bytes);
        assert!(told.len() > 5 && told.iter().all(|system| *system == UNIX));
        let mut elsewhere = bytes.clone();
        let places: Vec<usize> = (0..bytes.len() - ENTRY.len())
            .filter(|at| bytes[*at..].starts_with(ENTRY))
            .collect();
        for at in places {
            elsewhere[at + SYSTEM] = 0;
        }
        assert_ne!(elsewhere, bytes);
        say_one_system(&mut elsewhere);
        assert!(elsewhere == bytes);
    }
}
