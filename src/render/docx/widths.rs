//! Widths of the columns of a table: the shares of the informe, unless they would break a word
//! while another column has room to give.

use super::measure::Twips;
use crate::report::{Cell, Inline, Table};

/// White on both sides of the text of a cell, and a little for a printer's own metrics.
const PADDING: u32 = 2 * 85 + 30;

/// The same of a header: many columns are as narrow as their headers allow.
const HEADER_PADDING: u32 = 2 * 85 + 15;

/// A word that is longer than this share of the table may break.
const LONGEST_WORD: u32 = 3;

/// A code of so many letters («C-01-01») does not break at its hyphens.
const LONGEST_CODE: usize = 12;

/// A status of so many letters («En ejecución») stays on one line.
const LONGEST_STATUS: usize = 16;

/// Widths that sum to `total`; letters are `half_points` high.
pub(super) fn fit(table: &Table, total: Twips, half_points: u32) -> Vec<Twips> {
    let shares: Vec<u32> = table.columns.iter().map(|c| c.share).collect();
    let widths = total.split(&shares);
    let mut needs = vec![0; widths.len()];
    let body = table.rows.iter().map(|row| (&row.cells, Weight::Regular));
    let header = table.header.iter().map(|cells| (cells, Weight::Bold));
    for (cells, weight) in header.chain(body) {
        let mut at = 0;
        for Cell { text, span } in cells {
            if let (1, Some(need)) = (span, needs.get_mut(at)) {
                let padding = match weight {
                    Weight::Regular => PADDING,
                    Weight::Bold => HEADER_PADDING,
                };
                let word = longest_word(text, weight) * half_points / 100 + padding;
                *need = word.min(total.0 / LONGEST_WORD).max(*need);
            }
            at += *span as usize;
        }
    }
    give(&widths, &needs)
}

/// How many lines of text a row takes, going by the widths of its letters.
pub(super) fn lines(cells: &[Cell], widths: &[Twips], half_points: u32) -> u32 {
    let mut at = 0;
    let mut most = 1;
    for Cell { text, span } in cells {
        let end = (at + *span as usize).min(widths.len());
        let width: u32 = widths[at.min(end)..end].iter().map(|w| w.0).sum();
        let room = width.saturating_sub(PADDING).max(1);
        let mut words = String::new();
        plain(text, &mut words);
        let letters = words.chars().take(5_000);
        let sum: u32 = letters.map(|c| advance(c, Weight::Regular)).sum();
        most = most.max((sum * half_points / 100).div_ceil(room));
        at = end;
    }
    most
}

/// The shares, but for the columns whose words need more: those get what they need, and the others
/// share the rest as before.
fn give(widths: &[Twips], needs: &[u32]) -> Vec<Twips> {
    let total: u32 = widths.iter().map(|w| w.0).sum();
    if needs.iter().sum::<u32>() > total {
        return squeezed(needs, total);
    }
    let mut given = widths.to_vec();
    let mut fixed = vec![false; widths.len()];
    loop {
        let short: Vec<usize> = (0..given.len())
            .filter(|&column| !fixed[column] && given[column].0 < needs[column])
            .collect();
        if short.is_empty() {
            return given;
        }
        for column in short {
            fixed[column] = true;
            given[column] = Twips(needs[column]);
        }
        let free: Vec<usize> = (0..given.len()).filter(|&column| !fixed[column]).collect();
        let taken: u32 = (0..given.len())
            .filter(|&column| fixed[column])
            .map(|column| needs[column])
            .sum();
        let shares: Vec<u32> = free.iter().map(|&column| widths[column].0).collect();
        for (&column, width) in free.iter().zip(Twips(total - taken).split(&shares)) {
            given[column] = width;
        }
    }
}

/// Where not every word has room, the widest columns give first: a date stays whole.
fn squeezed(least: &[u32], total: u32) -> Vec<Twips> {
    let mut order: Vec<usize> = (0..least.len()).collect();
    order.sort_by_key(|&column| least[column]);
    let mut given = vec![Twips(0); least.len()];
    let mut left = total;
    for (done, &column) in order.iter().enumerate() {
        let columns = u32::try_from(order.len() - done).unwrap_or(1);
        let width = least[column].min(left / columns);
        given[column] = Twips(width);
        left -= width;
    }
    // What no column could take evenly goes to the widest.
    if let Some(&widest) = order.last() {
        given[widest] = Twips(given[widest].0 + left);
    }
    given
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
    let width = |word: &str| -> u32 { word.chars().take(500).map(|c| advance(c, weight)).sum() };
    let breaks = |c: char| c.is_whitespace() && c != '\u{a0}';
    let pieces = words.split(breaks).flat_map(|word| {
        let whole = word.chars().count() <= LONGEST_CODE;
        word.split_inclusive(move |c| c == '-' && !whole)
    });
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
                if word.chars().count() <= LONGEST_STATUS {
                    out.push_str(&word.replace(' ', "\u{a0}"));
                } else {
                    out.push_str(word);
                }
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
        '●' | '■' | '○' => 604,
        '▲' => 990,
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
    fn a_narrow_column_gets_its_word_and_the_others_share_the_rest_as_before() {
        let widths = [Twips(5_000), Twips(600), Twips(3_400)];
        let given = give(&widths, &[2_000, 1_000, 1_000]);
        assert_eq!(given, [Twips(4_761), Twips(1_000), Twips(3_239)]);
        let given = give(&widths, &[2_000, 1_000, 3_300]);
        assert_eq!(given, [Twips(4_700), Twips(1_000), Twips(3_300)]);
    }

    #[test]
    fn without_need_the_shares_stay_and_without_room_the_needs_share() {
        let widths = [Twips(500), Twips(500)];
        assert_eq!(give(&widths, &[400, 500]), widths);
        assert_eq!(give(&widths, &[1_500, 500]), [Twips(500), Twips(500)]);
        assert_eq!(give(&widths, &[1_500, 300]), [Twips(700), Twips(300)]);
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
