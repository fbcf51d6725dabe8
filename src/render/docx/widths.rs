//! Widths of the columns of a table: the shares of the informe, unless they would break a word
//! while another column has room to give.

use super::measure::Twips;
use crate::report::{Cell, Inline, Table};

/// White on both sides of the text of a cell, and a little for a printer's own metrics.
const PADDING: u32 = 2 * 85 + 30;

/// A word that is longer than this share of the table may break.
const LONGEST_WORD: u32 = 3;

/// A line that is longer than this share of the table wraps.
const LONGEST_LINE: u32 = 2;

/// A code of so many letters («C-01-01») does not break at its hyphens.
const LONGEST_CODE: usize = 12;

/// A status of so many letters («En ejecución») stays on one line.
const LONGEST_STATUS: usize = 16;

/// Widths that sum to `total`; letters are `half_points` high.
pub(super) fn fit(table: &Table, total: Twips, half_points: u32) -> Vec<Twips> {
    let shares: Vec<u32> = table.columns.iter().map(|c| c.share).collect();
    let widths = total.split(&shares);
    let mut needs = vec![Need::default(); widths.len()];
    let body = table.rows.iter().map(|row| (&row.cells, Weight::Regular));
    let header = table.header.iter().map(|cells| (cells, Weight::Bold));
    for (cells, weight) in header.chain(body) {
        let mut at = 0;
        for Cell { text, span } in cells {
            if let (1, Some(need)) = (span, needs.get_mut(at)) {
                let (word, line) = extent(text, weight);
                let twips = |advance: u32| advance * half_points / 100 + PADDING;
                need.least = twips(word).min(total.0 / LONGEST_WORD).max(need.least);
                need.wish = twips(line).min(total.0 / LONGEST_LINE).max(need.wish);
            }
            at += *span as usize;
        }
    }
    give(&widths, &needs)
}

/// What a column needs, in twips.
#[derive(Debug, Clone, Copy, Default)]
struct Need {
    /// So that no word breaks.
    least: u32,
    /// So that no line breaks.
    wish: u32,
}

/// Where the shares break a word, each column gets what its words need, and of the rest a part in
/// proportion to what it would like.
fn give(widths: &[Twips], needs: &[Need]) -> Vec<Twips> {
    let enough = widths.iter().zip(needs).all(|(w, need)| w.0 >= need.least);
    if enough {
        return widths.to_vec();
    }
    let total: u32 = widths.iter().map(|w| w.0).sum();
    let least: Vec<u32> = needs.iter().map(|n| n.least).collect();
    let Some(rest) = total.checked_sub(least.iter().sum()) else {
        return squeezed(&least, total);
    };
    // One more, so that columns that wish for nothing still share the rest evenly.
    let wishes: Vec<u32> = needs
        .iter()
        .map(|n| n.wish.saturating_sub(n.least) + 1)
        .collect();
    let parts = Twips(rest).split(&wishes);
    let given = least.iter().zip(parts);
    given.map(|(least, part)| Twips(least + part.0)).collect()
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

/// Width of the longest word and of the whole text on one line, in hundredths of a twip for each
/// half point of height.
fn extent(text: &[Inline], weight: Weight) -> (u32, u32) {
    let mut words = String::new();
    plain(text, &mut words);
    let width = |word: &str| -> u32 { word.chars().take(500).map(|c| advance(c, weight)).sum() };
    let breaks = |c: char| c.is_whitespace() && c != '\u{a0}';
    let pieces = words.split(breaks).flat_map(|word| {
        let whole = word.chars().count() <= LONGEST_CODE;
        word.split_inclusive(move |c| c == '-' && !whole)
    });
    (pieces.map(width).max().unwrap_or(0), width(&words))
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

    fn need(least: u32, wish: u32) -> Need {
        Need { least, wish }
    }

    #[test]
    fn a_narrow_column_gets_its_word_and_long_text_most_of_the_rest() {
        let widths = [Twips(5_000), Twips(600), Twips(3_400)];
        let needs = [need(2_000, 6_000), need(1_000, 1_000), need(1_000, 2_000)];
        let given = give(&widths, &needs);
        assert_eq!(given.iter().map(|w| w.0).sum::<u32>(), 9_000);
        assert!((1_000..1_010).contains(&given[1].0), "{given:?}");
        assert!(given[0] > Twips(5_500) && given[2] > Twips(1_900));
    }

    #[test]
    fn without_need_the_shares_stay_and_without_room_the_needs_share() {
        let widths = [Twips(500), Twips(500)];
        assert_eq!(give(&widths, &[need(400, 900), need(500, 500)]), widths);
        let given = give(&widths, &[need(1_500, 1_500), need(500, 500)]);
        assert_eq!(given, [Twips(500), Twips(500)]);
        let given = give(&widths, &[need(1_500, 1_500), need(300, 300)]);
        assert_eq!(given, [Twips(700), Twips(300)]);
    }

    #[test]
    fn the_longest_word_counts_and_a_no_break_space_joins() {
        let text = |t: &str| vec![Inline::Text { text: t.into() }];
        let one = extent(&text("Sistemas"), Weight::Regular).0;
        assert_eq!(extent(&text("los Sistemas de"), Weight::Regular).0, one);
        assert!(extent(&text("Sistemas\u{a0}x"), Weight::Regular).0 > one);
        assert!(extent(&text("Sistemas"), Weight::Bold).0 > one);
    }
}
