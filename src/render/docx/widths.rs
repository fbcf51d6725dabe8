//! Widths of the columns of a table: the shares of the informe, unless they would break a word
//! while another column has room to give.

use super::hyphen::syllables;
use super::measure::Twips;
use crate::report::{Align, Cell, Inline, Table};

/// Room beside the longest word of a column, in twips: programs measure letters differently.
const SLACK: u32 = 30;

/// The same of a header: many columns are as narrow as their headers allow.
const HEADER_SLACK: u32 = 15;

/// What the text of a table measures.
#[derive(Debug, Clone, Copy)]
pub(super) struct Size {
    /// Height of the letters, in half points.
    pub half_points: u32,
    /// White between the text of a cell and either side of it.
    pub side: Twips,
}

impl Size {
    /// From what [`advance`] counts in to twips.
    const fn twips(self, advance: u32) -> u32 {
        advance * self.half_points / 100
    }
}

/// A word that is longer than this share of the table may break.
const LONGEST_WORD: u32 = 3;

/// A code of so many letters («C-01-01») does not break at its hyphens.
const LONGEST_CODE: usize = 12;

/// Thousandths of the height of a letter.
const HALF_AN_EM: u32 = 500;

/// A cell of so many letters that ends in a figure («Reunión 10») stays on one line.
const LONGEST_NUMBERED: usize = 12;

/// A status of so many letters («En ejecución») stays on one line.
const LONGEST_STATUS: usize = 16;

/// Where the words of a table may break.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Parts {
    /// Nowhere: every column has room for its longest word.
    Words,
    /// At their syllables.
    Syllables,
}

/// Widths that sum to `total`, and where words must break for that.
pub(super) fn fit(table: &Table, total: Twips, size: Size) -> (Vec<Twips>, Parts) {
    let shares: Vec<u32> = table.columns.iter().map(|c| c.share).collect();
    let widths = total.split(&shares);
    let whole = needs(table, total, size, Parts::Words);
    if whole.iter().sum::<u32>() <= total.0 {
        return (give(&widths, &whole), Parts::Words);
    }
    let parts = needs(table, total, size, Parts::Syllables);
    (give(&widths, &parts), Parts::Syllables)
}

/// Whether every column has room for its longest word.
pub(super) fn has_room(table: &Table, total: Twips, size: Size) -> bool {
    needs(table, total, size, Parts::Words).iter().sum::<u32>() <= total.0
}

/// What each column needs for its longest word or syllable.
fn needs(table: &Table, total: Twips, size: Size, parts: Parts) -> Vec<u32> {
    let mut needs = vec![0; table.columns.len()];
    let body = table.rows.iter().map(|row| (&row.cells, Weight::Regular));
    let header = table.header.iter().map(|cells| (cells, Weight::Bold));
    for (cells, weight) in header.chain(body) {
        let mut at = 0;
        for Cell { text, span } in cells {
            if let (1, Some(need)) = (span, needs.get_mut(at)) {
                let slack = match weight {
                    Weight::Regular => SLACK,
                    Weight::Bold => HEADER_SLACK,
                };
                let word = size.twips(longest(text, weight, parts)) + 2 * size.side.0 + slack;
                *need = word.min(total.0 / LONGEST_WORD).max(*need);
            }
            at += *span as usize;
        }
    }
    needs
}

/// Whether a bold word stays on one line of a width.
pub(super) fn holds(word: &str, width: Twips, size: Size) -> bool {
    size.twips(measure(word, Weight::Bold)) + 2 * size.side.0 + HEADER_SLACK <= width.0
}

/// The width that a term in bold needs on one line.
pub(super) fn of_term(term: &str, size: Size) -> Twips {
    Twips(size.twips(measure(term, Weight::Bold)) + size.side.0 + SLACK)
}

/// How many lines of text a row takes, by the rule of thumb of `tablas.typ`, half an em for each
/// letter, so that the PDF and the Word file keep the same tables whole.
pub(super) fn lines(cells: &[Cell], widths: &[Twips], size: Size) -> u32 {
    let mut at = 0;
    let mut most = 1;
    for Cell { text, span } in cells {
        let end = (at + *span as usize).min(widths.len());
        let width: u32 = widths[at.min(end)..end].iter().map(|w| w.0).sum();
        let room = width.saturating_sub(2 * size.side.0).max(1);
        let length = length(text).min(100_000);
        most = most.max(size.twips(HALF_AN_EM * length).div_ceil(room));
        at = end;
    }
    most
}

/// How long a text is, as Typst counts: in bytes.
pub(super) fn length(text: &[Inline]) -> u32 {
    let mut words = String::new();
    plain(text, &mut words);
    u32::try_from(words.len()).unwrap_or(u32::MAX)
}

/// White to the right of each cell of a column of figures, so that their points stand below each
/// other: what a figure has fewer of decimals than that with the most.
pub(super) fn gaps(table: &Table, size: Size) -> Vec<Vec<Twips>> {
    let columns = table.columns.len();
    let figures: Vec<Vec<Option<usize>>> = table
        .rows
        .iter()
        .map(|row| {
            let cells = row.cells.iter().zip(&table.columns);
            let right = cells.filter(|_| row.cells.len() == columns);
            right
                .map(|(cell, column)| decimals(&cell.text).filter(|_| column.align == Align::Right))
                .collect()
        })
        .collect();
    let most = |column: usize| {
        let all = figures.iter().filter_map(|row| *row.get(column)?);
        all.max().unwrap_or(0)
    };
    let most: Vec<usize> = (0..columns).map(most).collect();
    let gap = |(own, most): (&Option<usize>, &usize)| match own {
        Some(own) if own < most => {
            let point = if *own == 0 {
                advance('.', Weight::Regular)
            } else {
                0
            };
            let digits = u32::try_from(most - own).unwrap_or(0);
            Twips(size.twips(digits * advance('0', Weight::Regular) + point))
        }
        Some(_) | None => Twips(0),
    };
    figures
        .iter()
        .map(|row| row.iter().zip(&most).map(gap).collect())
        .collect()
}

/// How many decimals a figure has; none of what is no figure.
fn decimals(text: &[Inline]) -> Option<usize> {
    let mut words = String::new();
    plain(text, &mut words);
    let figure = words.trim_end_matches('%').trim_start_matches(['-', '−']);
    let (whole, decimals) = figure.split_once('.').unwrap_or((figure, ""));
    let digits = |text: &str| text.chars().all(|c| c.is_ascii_digit() || c == ',');
    let is_figure = !whole.is_empty() && digits(whole) && digits(decimals);
    is_figure.then_some(decimals.len())
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

/// Width of a word, in hundredths of a twip for each half point of height.
fn measure(word: &str, weight: Weight) -> u32 {
    word.chars().take(500).map(|c| advance(c, weight)).sum()
}

/// Width of the longest word or of the longest syllable with its hyphen.
fn longest(text: &[Inline], weight: Weight, parts: Parts) -> u32 {
    let mut words = String::new();
    plain(text, &mut words);
    let width = |word: &str| match parts {
        Parts::Words => measure(word, weight),
        Parts::Syllables => widest_syllable(word, weight),
    };
    let breaks = |c: char| c.is_whitespace() && c != '\u{a0}';
    let words = if words.chars().count() <= LONGEST_NUMBERED {
        numbered(&words)
    } else {
        words
    };
    let pieces = words.split(breaks).flat_map(|word| {
        let whole = word.chars().count() <= LONGEST_CODE;
        word.split_inclusive(move |c| c == '-' && !whole)
    });
    pieces.map(width).max().unwrap_or(0)
}

fn widest_syllable(word: &str, weight: Weight) -> u32 {
    let pieces = syllables(word);
    let last = pieces.len().saturating_sub(1);
    let hyphen = |n: usize| {
        if n < last { advance('-', weight) } else { 0 }
    };
    let pieces = pieces.iter().enumerate();
    let widths = pieces.map(|(n, piece)| measure(piece, weight) + hyphen(n));
    widths.max().unwrap_or(0)
}

/// A space before a figure does not break: «Reunión 10».
fn numbered(words: &str) -> String {
    let mut letters = words.chars().peekable();
    let mut out = String::new();
    while let Some(c) = letters.next() {
        let before_figure = letters.peek().is_some_and(char::is_ascii_digit);
        out.push(if c == ' ' && before_figure {
            '\u{a0}'
        } else {
            c
        });
    }
    out
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
        let word = |t: &str, weight| longest(&text(t), weight, Parts::Words);
        let one = word("Sistemas", Weight::Regular);
        assert_eq!(word("los Sistemas de", Weight::Regular), one);
        assert!(word("Sistemas\u{a0}x", Weight::Regular) > one);
        assert!(word("Sistemas", Weight::Bold) > one);
        let whole = word("Reunión\u{a0}10", Weight::Regular);
        assert_eq!(word("Reunión 10", Weight::Regular), whole);
        let syllable = longest(&text("Sistemas"), Weight::Regular, Parts::Syllables);
        assert!(syllable < one, "{syllable} {one}");
    }

    #[test]
    fn figures_tell_their_decimals_and_other_text_does_not() {
        let of = |t: &str| decimals(&[Inline::Text { text: t.into() }]);
        assert_eq!(of("1,234.50"), Some(2));
        assert_eq!(of("−3"), Some(0));
        assert_eq!(of("12.5%"), Some(1));
        assert_eq!(
            (of("—"), of("1.2.3"), of("07/02/2022"), of("")),
            (None, None, None, None)
        );
    }
}
