//! Column widths from contents: a number never breaks, long text wraps first.
//!
//! A column is as wide as the square root of what it holds, which is near the narrowest total of
//! lines; never narrower than its longest word, never wider than its longest line.

/// What one column holds, in thousandths of an em.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Extent {
    /// The longest piece that may not break.
    pub least: f64,
    /// The longest cell on one line.
    pub most: f64,
    /// Below this the column can be printed but is tiring to read.
    pleasant: f64,
    /// The longest status that should stand on one line.
    status: f64,
    /// What the header takes where there is room for it.
    header: f64,
    /// The sum of the squares of the cells, each on one line.
    ink: f64,
    /// Its cells without the header.
    cells: f64,
}

/// The sheet on which a table stands, as its columns see it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sheet {
    /// Width of the text in thousandths of an em of table text.
    width: f64,
    /// Blanks at both sides of a cell.
    padding: f64,
    /// Whether it lies.
    pub landscape: bool,
}

/// A portrait page with text of 9 pt.
const PORTRAIT: Sheet = Sheet {
    width: 52_200.0,
    padding: 1_150.0,
    landscape: false,
};
/// The same with text of 8 pt, for many columns.
const COMPACT: Sheet = Sheet {
    width: 58_750.0,
    padding: 890.0,
    landscape: false,
};
/// A landscape page with text of 9 pt.
const LANDSCAPE: Sheet = Sheet {
    width: 75_350.0,
    padding: 1_150.0,
    landscape: true,
};
/// Tables of at least this many columns are compact on a portrait page. The styles know it too.
const COMPACT_COLUMNS: usize = 7;

impl Sheet {
    /// The sheet for a table with these columns: a portrait page, unless it does not read well
    /// there or the wording says otherwise.
    pub fn of(columns: &[Extent], landscape: Option<bool>) -> Self {
        let portrait = if columns.len() < COMPACT_COLUMNS {
            PORTRAIT
        } else {
            COMPACT
        };
        if landscape.unwrap_or_else(|| !reads_well(columns, portrait)) {
            LANDSCAPE
        } else {
            portrait
        }
    }
}

/// What a bold letter is wider than a plain one, where it is.
const BOLD: f64 = 56.0;
/// A word longer than this is divided.
const LONGEST_WORD: f64 = 13_000.0;
/// A cell of at most this length stands best on one line.
const SHORT: f64 = 5_500.0;
/// A code longer than this may take two lines.
const LONGEST_CODE: f64 = 9_200.0;
/// A status up to this length, «Fuera de operación», stands on one line.
const LONGEST_STATUS: f64 = 10_000.0;
/// The same where sentences need the room: «En operación».
const SHORT_STATUS: f64 = 8_000.0;
/// What a line wants beyond its letters, for the shares are rounded.
const SLACK: f64 = 150.0;
/// A text longer than this wants no wider column than one of this length.
const WIDEST_WISH: f64 = 60_000.0;
/// Cells longer than this on average, some 25 letters, are sentences.
const SENTENCE: f64 = 12_500.0;
/// The share of the page that sentences want.
const SENTENCE_SHARE: f64 = 0.2;
/// What they put up with in a table of few rows, which stays on its page.
const SHORT_SHARE: f64 = 0.19;
/// The least that they get where short texts beside them are kept on one line.
const SNUG_SHARE: f64 = 0.15;
/// A table of more rows is not short.
const SHORT_ROWS: f64 = 12.0;
/// Lines of a header, where room is short.
const HEADER_LINES: f64 = 2.6;
/// The same where there is room.
const ROOMY_HEADER_LINES: f64 = 1.8;
/// A header of at most this length, «No ejecutados», stands on one line where there is room.
const SHORT_HEADER: f64 = 7_500.0;

impl Extent {
    /// Grows by a cell that may wrap between its words.
    pub fn add_words(&mut self, text: &str) {
        let words = text.split([' ', '\n']).flat_map(pieces);
        let longest = words.map(width).fold(0.0, f64::max);
        self.least = self.least.max(longest.min(LONGEST_WORD));
        let codes = text.split([' ', '\n']).filter(|word| is_code(word));
        let code = codes.map(width).fold(0.0, f64::max);
        self.pleasant = self.pleasant.max(code.min(LONGEST_CODE));
        let line = text.lines().map(width).fold(0.0, f64::max);
        if line <= SHORT {
            self.pleasant = self.pleasant.max(line);
        }
        self.add_cell(line);
    }

    /// Grows by a status, which reads best on one line.
    pub fn add_status(&mut self, text: &str) {
        self.add_words(text);
        let line = width(text) + SLACK;
        self.most = self.most.max(line);
        if line <= LONGEST_STATUS {
            self.status = self.status.max(line);
            self.pleasant = self.pleasant.max(line);
        }
    }

    /// Grows by a header: its words may not break, but it may take up to three lines.
    pub fn add_header(&mut self, text: &str) {
        let longest = text.split([' ', '\n']).map(bold).fold(0.0, f64::max);
        let wish = longest.max(bold(text) / HEADER_LINES);
        self.least = self.least.max(longest);
        self.pleasant = self.pleasant.max(wish);
        self.most = self.most.max(wish);
        let line = bold(text) + SLACK;
        let one_line = if line <= SHORT_HEADER { line } else { 0.0 };
        let lines = longest.max(line / ROOMY_HEADER_LINES);
        self.header = self.header.max(lines).max(one_line);
    }

    /// Grows by a cell that must stay on one line.
    pub fn add_whole(&mut self, text: &str) {
        let line = width(text);
        self.least = self.least.max(line);
        self.add_cell(line);
    }

    fn add_cell(&mut self, line: f64) {
        self.most = self.most.max(line);
        self.ink += line * line;
        self.cells += 1.0;
    }

    /// The length of a cell; long ones count for more.
    fn typical(&self) -> f64 {
        (self.ink / self.cells.max(1.0)).sqrt()
    }

    /// The width at which the column reads well on a page of this width.
    fn readable(&self, sheet: Sheet) -> f64 {
        let own = self.least.max(self.pleasant);
        let typical = self.typical();
        let share = if self.cells > SHORT_ROWS {
            SENTENCE_SHARE
        } else {
            SHORT_SHARE
        };
        let wish = if typical > SENTENCE {
            sheet.width * share - sheet.padding
        } else {
            typical / 2.0
        };
        own.max(wish.min(self.most))
    }
}

/// Whether a table with these columns reads well on a page of this width.
fn reads_well(extents: &[Extent], sheet: Sheet) -> bool {
    let wanted = extents.iter().map(|e| e.readable(sheet) + sheet.padding);
    wanted.sum::<f64>() <= sheet.width
}

/// Shares in thousandths that sum to 1000, for columns with these extents; `weights` multiply
/// what a column wishes.
pub fn shares(extents: &[Extent], weights: &[f64], sheet: Sheet) -> Vec<u32> {
    let room = sheet.width - sheet.padding * extents.len() as f64;
    let most = |e: &Extent| e.most.min(WIDEST_WISH).max(e.least).max(e.pleasant);
    let snug = |e: &Extent| {
        let own = e.least.max(e.pleasant);
        let sentence = sheet.width * SNUG_SHARE - sheet.padding;
        if e.typical() > SENTENCE {
            own.max(sentence)
        } else {
            own
        }
    };
    let tight = |e: &Extent| e.least.max(e.status.min(SHORT_STATUS));
    let least: Vec<f64> = if reads_well(extents, sheet) {
        extents.iter().map(|e| e.readable(sheet)).collect()
    } else if extents.iter().map(snug).sum::<f64>() <= room {
        extents.iter().map(snug).collect()
    } else if extents.iter().map(tight).sum::<f64>() <= room {
        extents.iter().map(tight).collect()
    } else {
        extents.iter().map(|e| e.least).collect()
    };
    let widths: Vec<f64> = if extents.iter().map(most).sum::<f64>() <= room {
        let wishes = extents.iter().map(|e| most(e).max(e.header));
        roomy(extents.iter().map(most).zip(wishes).collect(), room)
    } else if least.iter().sum::<f64>() >= room {
        least
    } else {
        let wishes = extents.iter().zip(weights).zip(&least);
        let at = |scale: f64| -> Vec<f64> {
            let column = |((e, weight), least): ((&Extent, &f64), &f64)| {
                let wish = scale * weight * e.typical().sqrt();
                wish.min(most(e)).max(*least)
            };
            wishes.clone().map(column).collect()
        };
        let (mut low, mut high) = (0.0, sheet.width);
        for _ in 0..50 {
            let middle = f64::midpoint(low, high);
            if at(middle).iter().sum::<f64>() > room {
                high = middle;
            } else {
                low = middle;
            }
        }
        at(low)
    };
    let padded: Vec<f64> = widths.iter().map(|w| w + sheet.padding).collect();
    thousandths(&padded)
}

/// Widths, each with what its header would like, and what is left of the room: first for the
/// headers, then for all. A wide column gets more of it than a narrow one, but not as much more as
/// it is wider, so that columns of numbers stand at like distances.
fn roomy(columns: Vec<(f64, f64)>, room: f64) -> Vec<f64> {
    let left = room - columns.iter().map(|(width, _)| width).sum::<f64>();
    let asked: f64 = columns.iter().map(|(width, wish)| wish - width).sum();
    let given = (left / asked.max(1.0)).min(1.0);
    let headed = columns
        .iter()
        .map(|(width, wish)| width + (wish - width) * given);
    let widths: Vec<f64> = headed.collect();
    let left = room - widths.iter().sum::<f64>();
    let roots: f64 = widths.iter().map(|w| w.sqrt()).sum();
    widths
        .iter()
        .map(|w| w + left * w.sqrt() / roots.max(1.0))
        .collect()
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

/// A word cut where a line may break: after a hyphen or slash, unless a digit or a version («v1»)
/// follows.
fn pieces(word: &str) -> impl Iterator<Item = &str> {
    let mut from = 0;
    let ends = word.char_indices().filter_map(|(at, c)| {
        let after = &word[at + c.len_utf8()..];
        let next = after.strip_prefix('v').unwrap_or(after).chars().next();
        let breaks = matches!(c, '-' | '/') && !after.is_empty();
        (breaks && !next.is_some_and(|n| n.is_ascii_digit())).then_some(at + c.len_utf8())
    });
    let ends: Vec<usize> = ends.chain([word.len()]).collect();
    ends.into_iter().map(move |end| {
        let piece = &word[from..end];
        from = end;
        piece
    })
}

/// Whether a word is a code («IEEPCO-CG/053/2021»), which reads badly on two lines.
fn is_code(word: &str) -> bool {
    word.contains(|c: char| c.is_ascii_digit()) && word.contains(['-', '/'])
}

/// Width of a text in thousandths of an em, as Liberation Sans and Arial have it.
pub fn width(text: &str) -> f64 {
    text.chars().map(advance).sum()
}

/// The same in bold.
fn bold(text: &str) -> f64 {
    let wider = |c: &char| c.is_lowercase() && !"aáeézmw".contains(*c) || "ABJKLÁ".contains(*c);
    width(text) + BOLD * text.chars().filter(wider).count() as f64
}

fn advance(c: char) -> f64 {
    match c {
        'i' | 'j' | 'l' | '\'' | '|' | '‘' | '’' => 240.0,
        ' ' | '\u{a0}' | '.' | ',' | ':' | ';' | '/' | '!' | 'f' | 't' | 'I' | 'í' | 'Í' => 278.0,
        '(' | ')' | 'r' | '-' | '“' | '”' => 333.0,
        'c' | 'k' | 's' | 'v' | 'x' | 'y' | 'z' | 'J' => 500.0,
        'F' | 'T' | 'Z' => 611.0,
        'C' | 'D' | 'H' | 'N' | 'R' | 'U' | 'Ñ' | 'Ú' | 'w' => 722.0,
        'G' | 'O' | 'Ó' | 'Q' => 778.0,
        'm' | 'M' => 833.0,
        'W' | '%' | '—' | '▲' => 1000.0,
        '●' | '■' | '○' => 604.0,
        c if c.is_uppercase() => 667.0,
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
        let needed = (number.least / PORTRAIT.width * 1000.0) as u32;
        assert!(shares[2] >= needed, "{shares:?}");
    }

    #[test]
    fn a_date_between_words_has_room_and_a_header_word_in_bold_too() {
        let mut dates = column(&["20/04/2022 y 23/04/2022"]);
        dates.add_header("Fechas");
        assert!(dates.least >= width("20/04/2022"), "{dates:?}");
        let mut number = Extent::default();
        number.add_header("Avance programado");
        number.add_whole("5%");
        assert!(number.least > width("programado"), "{number:?}");
    }

    #[test]
    fn a_table_lies_only_when_it_does_not_read_well_upright() {
        let sentence = "Se incorporaron los ajustes solicitados en la revisión del periodo";
        let (text, short) = (column(&[sentence]), column(&["DEOE"]));
        assert!(!Sheet::of(&[text, short, short, text], None).landscape);
        assert!(Sheet::of(&[text; 9], None).landscape);
        assert!(!Sheet::of(&[text; 9], Some(false)).landscape);
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
