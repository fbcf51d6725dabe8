//! Widths of the columns of a table: the shares of the informe, but never so narrow that a word
//! breaks while another column has room to give.

use super::measure::Twips;
use crate::report::{Cell, Inline, Table};

/// White on both sides of the text of a cell, and a little for a printer's own metrics.
const PADDING: u32 = 2 * 85 + 30;

/// A word that is longer than this share of the table may break.
const LONGEST_WORD: u32 = 3;

/// Widths that sum to `total`; letters are `half_points` high.
pub(super) fn fit(table: &Table, total: Twips, half_points: u32) -> Vec<Twips> {
    let shares: Vec<u32> = table.columns.iter().map(|c| c.share).collect();
    let widths = total.split(&shares);
    let mut least = vec![0; widths.len()];
    let body = table.rows.iter().map(|row| (&row.cells, Weight::Regular));
    let header = table.header.iter().map(|cells| (cells, Weight::Bold));
    for (cells, weight) in header.chain(body) {
        let mut at = 0;
        for Cell { text, span } in cells {
            if let (1, Some(known)) = (span, least.get_mut(at)) {
                let width = longest_word(text, weight) * half_points / 100 + PADDING;
                *known = width.min(total.0 / LONGEST_WORD).max(*known);
            }
            at += *span as usize;
        }
    }
    give(&widths, &least)
}

/// Takes what narrow columns lack from those that have more than they need, each in proportion.
fn give(widths: &[Twips], least: &[u32]) -> Vec<Twips> {
    let lack: u32 = pairs(widths, least).map(|(w, l)| l.saturating_sub(w)).sum();
    let spare: u32 = pairs(widths, least).map(|(w, l)| w.saturating_sub(l)).sum();
    if lack == 0 || lack > spare {
        return widths.to_vec();
    }
    let mut taken_from = 0_u64;
    let mut taken = 0_u64;
    pairs(widths, least)
        .map(|(width, least)| {
            if width <= least {
                return Twips(least);
            }
            // Rounded on the running sum, so that the parts sum to the whole.
            taken_from += u64::from(width - least);
            let until_here = taken_from * u64::from(lack) / u64::from(spare);
            let part = until_here - taken;
            taken = until_here;
            Twips(width - part as u32)
        })
        .collect()
}

fn pairs(widths: &[Twips], least: &[u32]) -> impl Iterator<Item = (u32, u32)> {
    widths.iter().map(|w| w.0).zip(least.iter().copied())
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Weight {
    Regular,
    Bold,
}

/// Width of the longest word, in hundredths of a twip for each half point of height.
fn longest_word(text: &[Inline], weight: Weight) -> u32 {
    let mut words = String::new();
    plain(text, &mut words);
    let breaks = |c: char| c.is_whitespace() && c != '\u{a0}';
    let pieces = words.split(breaks).flat_map(|w| w.split_inclusive('-'));
    let width = |word: &str| -> u32 { word.chars().take(500).map(|c| advance(c, weight)).sum() };
    pieces.map(width).max().unwrap_or(0)
}

fn plain(text: &[Inline], out: &mut String) {
    for inline in text {
        match inline {
            Inline::Text { text } | Inline::Value { text, .. } | Inline::Reference { text, .. } => {
                out.push_str(text)
            }
            Inline::Strong { text } | Inline::Emphasis { text } => plain(text, out),
            Inline::Status { shape, word, .. } => {
                out.push_str(shape);
                out.push('\u{a0}');
                out.push_str(word);
            }
            Inline::Break => out.push(' '),
            Inline::Footnote { .. } => out.push('1'),
        }
    }
}

/// Advance of a letter of Arial in thousandths of its height, which are hundredths of a twip for
/// each half point: a half point is ten twips.
const fn advance(c: char, weight: Weight) -> u32 {
    let regular = match c {
        'i' | 'j' | 'l' | 'í' | '\'' => 222,
        'I' | 'Í' | 't' | 'f' | '.' | ',' | ':' | ';' | '/' | '!' | ' ' | '\u{a0}' => 278,
        'r' | '(' | ')' | '-' => 333,
        'c' | 'k' | 's' | 'v' | 'x' | 'y' | 'z' | 'J' => 500,
        'F' | 'T' | 'Z' => 611,
        'A' | 'Á' | 'B' | 'E' | 'É' | 'K' | 'P' | 'S' | 'V' | 'X' | 'Y' => 667,
        'C' | 'D' | 'H' | 'N' | 'Ñ' | 'R' | 'U' | 'Ú' | 'w' => 722,
        'G' | 'O' | 'Ó' | 'Q' => 778,
        'M' | 'm' => 833,
        '%' => 889,
        'W' | '—' => 1_000,
        _ => 556,
    };
    match weight {
        Weight::Regular => regular,
        Weight::Bold => regular + 45,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_narrow_column_takes_from_those_that_have_room() {
        let widths = [Twips(5_000), Twips(600), Twips(3_400)];
        let given = give(&widths, &[2_000, 1_000, 1_000]);
        assert_eq!(given[1], Twips(1_000));
        assert_eq!(given.iter().map(|w| w.0).sum::<u32>(), 9_000);
        assert!(given[0] < widths[0] && given[2] < widths[2]);
    }

    #[test]
    fn without_room_or_need_the_shares_stay() {
        let widths = [Twips(500), Twips(500)];
        assert_eq!(give(&widths, &[600, 600]), widths);
        assert_eq!(give(&widths, &[400, 500]), widths);
    }

    #[test]
    fn the_longest_word_counts_and_a_no_break_space_joins() {
        let text = |t: &str| vec![Inline::Text { text: t.into() }];
        let one = longest_word(&text("Sistemas"), Weight::Regular);
        assert_eq!(longest_word(&text("los Sistemas de"), Weight::Regular), one);
        assert!(longest_word(&text("Sistemas\u{a0}x"), Weight::Regular) > one);
        assert!(longest_word(&text("Sistemas"), Weight::Bold) > one);
    }
}
