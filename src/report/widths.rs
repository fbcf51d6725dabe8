//! Column widths from contents: a number never breaks, long text wraps first.

/// What one column holds, in thousandths of an em.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Extent {
    /// The longest piece that may not break.
    pub least: f64,
    /// The longest cell on one line.
    pub most: f64,
}

/// Width of the text of a page in thousandths of an em of table text (9 pt).
pub const PORTRAIT: f64 = 52_000.0;
/// The same on a landscape page.
pub const LANDSCAPE: f64 = 75_000.0;
/// Blanks at both sides of a cell.
const PADDING: f64 = 1_250.0;
/// Headers are bold, which is a little wider.
const BOLD: f64 = 1.08;
/// A text longer than this wants no wider column than one of this length.
const WIDEST_WISH: f64 = 26_000.0;

impl Extent {
    /// Grows by a cell that may wrap between its words.
    pub fn add_words(&mut self, text: &str) {
        let longest = text
            .split([' ', '\n', '-', '/'])
            .map(width)
            .fold(0.0, f64::max);
        self.least = self.least.max(longest.min(WIDEST_WISH / 2.0));
        let line = text.lines().map(width).fold(0.0, f64::max);
        self.most = self.most.max(line);
    }

    /// Grows by a header: its words may not break, but it may take up to three lines.
    pub fn add_header(&mut self, text: &str) {
        let longest = text.split([' ', '\n']).map(width).fold(0.0, f64::max) * BOLD;
        self.least = self.least.max(longest);
        self.most = self.most.max(longest).max(width(text) * BOLD / 2.0);
    }

    /// Grows by a cell that must stay on one line.
    pub fn add_whole(&mut self, text: &str) {
        let line = width(text);
        self.least = self.least.max(line);
        self.most = self.most.max(line);
    }
}

/// Shares in thousandths that sum to 1000, for columns with these extents; `weights` multiply
/// what a column wishes beyond its least.
pub fn shares(extents: &[Extent], weights: &[f64], available: f64) -> Vec<u32> {
    let least: Vec<f64> = extents.iter().map(|e| e.least + PADDING).collect();
    let most = |e: &Extent, weight: &f64| (e.most.min(WIDEST_WISH) * weight).max(e.least) + PADDING;
    let most: Vec<f64> = extents
        .iter()
        .zip(weights)
        .map(|(e, w)| most(e, w))
        .collect();
    let (narrow, wide): (f64, f64) = (least.iter().sum(), most.iter().sum());
    let widths: Vec<f64> = if wide <= available {
        most
    } else if narrow < available {
        let part = (available - narrow) / (wide - narrow);
        let columns = least.iter().zip(&most);
        columns
            .map(|(least, most)| least + (most - least) * part)
            .collect()
    } else {
        least
    };
    thousandths(&widths)
}

/// Rounded shares whose sum is exactly 1000; what rounding leaves goes to the widest.
fn thousandths(widths: &[f64]) -> Vec<u32> {
    let sum: f64 = widths.iter().sum();
    let mut shares: Vec<u32> = widths.iter().map(|w| whole(w / sum * 1000.0)).collect();
    let given: u32 = shares.iter().sum();
    let widest = (0..shares.len()).max_by_key(|at| (shares[*at], std::cmp::Reverse(*at)));
    if let Some(widest) = widest {
        shares[widest] += 1000_u32.saturating_sub(given);
    }
    shares
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a share is between 0 and 1000"
)]
fn whole(share: f64) -> u32 {
    share.clamp(0.0, 1000.0) as u32
}

/// Width of a text in thousandths of an em, near enough for Liberation Sans and Arial.
pub fn width(text: &str) -> f64 {
    text.chars().map(advance).sum()
}

fn advance(c: char) -> f64 {
    match c {
        'i' | 'j' | 'l' | 'í' | '\'' | '|' => 225.0,
        ' ' | '\u{a0}' | '.' | ',' | ':' | ';' | 'f' | 't' | 'I' | '/' | '(' | ')' | 'r' | '-' => {
            310.0
        }
        'm' | 'w' | 'M' | 'W' | '%' | '—' => 880.0,
        '●' | '■' | '▲' | '○' => 700.0,
        c if c.is_uppercase() => 690.0,
        _ => 556.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(cells: &[&str]) -> Extent {
        let mut extent = Extent::default();
        for cell in cells {
            extent.add_words(cell);
        }
        extent
    }

    #[test]
    fn shares_sum_to_a_thousand_and_follow_the_contents() {
        let mut number = Extent::default();
        number.add_whole("1,234,567");
        let long = column(&["Un texto largo que puede ocupar varios renglones de una celda"]);
        let short = column(&["SIJE"]);
        let shares = shares(&[short, long, number], &[1.0; 3], PORTRAIT);
        assert_eq!(shares.iter().sum::<u32>(), 1000);
        assert!(shares[1] > shares[0] && shares[1] > shares[2]);
        let needed = (number.least / PORTRAIT * 1000.0) as u32;
        assert!(shares[2] >= needed, "{shares:?}");
    }

    #[test]
    fn a_table_that_is_too_narrow_for_its_words_still_sums_to_a_thousand() {
        let wide = column(&["electroencefalografista"]);
        let shares = shares(&[wide; 12], &[1.0; 12], PORTRAIT);
        assert_eq!(shares.iter().sum::<u32>(), 1000);
    }

    #[test]
    fn a_very_long_word_does_not_take_the_whole_table() {
        let endless = column(&["x".repeat(3000).as_str()]);
        let shares = shares(&[endless, column(&["corto"])], &[1.0; 2], PORTRAIT);
        assert!(shares[1] > 40, "{shares:?}");
    }
}
