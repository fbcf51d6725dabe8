//! Text of other people on one line of a terminal.

use crate::diagnostics::Severity;
use anstyle::{AnsiColor, Style};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Bold.
pub const BOLD: Style = Style::new().bold();
/// Lines of the drawing.
pub const FRAME: Style = AnsiColor::Cyan.on_default().bold();

/// The style of a severity.
pub const fn tone(severity: Severity) -> Style {
    match severity {
        Severity::Error => AnsiColor::Red.on_default().bold(),
        Severity::Advertencia => AnsiColor::Yellow.on_default().bold(),
        Severity::Nota => AnsiColor::Blue.on_default().bold(),
    }
}

/// Text between the start and the end of a style.
pub fn styled(style: Style, text: &str) -> String {
    format!("{style}{text}{style:#}")
}

/// The text on one line: line breaks become `⏎`, other control and direction characters `�`.
pub fn clean(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    for c in text.replace("\r\n", "\n").chars() {
        match c {
            '\n' | '\r' | '\u{2028}' | '\u{2029}' => clean.push('⏎'),
            '\t' => clean.push(' '),
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' => {
                clean.push('\u{fffd}');
            }
            c if c.is_control() => clean.push('\u{fffd}'),
            c => clean.push(c),
        }
    }
    clean
}

/// How many columns of a terminal a text takes.
pub fn width(text: &str) -> usize {
    UnicodeWidthStr::width(text)
}

/// At most so many columns; what is cut ends in `…`.
pub fn shorten(text: &str, columns: usize) -> String {
    if width(text) <= columns {
        return text.to_owned();
    }
    let mut short = String::new();
    let mut used = 1;
    for c in text.chars() {
        used += c.width().unwrap_or(0);
        if used > columns {
            break;
        }
        short.push(c);
    }
    short.push('…');
    short
}

/// The text in lines of at most so many columns, parted between words; a longer word has its own.
pub fn wrapped(text: &str, columns: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ') {
        match lines.last_mut() {
            Some(line) if width(line) + 1 + width(word) <= columns => {
                line.push(' ');
                line.push_str(word);
            }
            Some(_) | None => lines.push(word.to_owned()),
        }
    }
    lines
}

/// The text with blanks up to so many columns.
pub fn pad(text: &str, columns: usize) -> String {
    let blanks = columns.saturating_sub(width(text));
    format!("{text}{}", " ".repeat(blanks))
}

/// «1 error», «2 errores», «14,019 errores».
pub fn counted(n: usize, one: &str, many: &str) -> String {
    format!("{} {}", grouped(n), if n == 1 { one } else { many })
}

/// A count with a comma between its thousands.
pub fn grouped(n: impl std::fmt::Display) -> String {
    let digits = n.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_never_speaks_to_the_terminal() {
        assert_eq!(clean("a\x1b[31mb\u{202e}c\r\nd"), "a�[31mb�c⏎d");
    }

    #[test]
    fn lines_part_between_words() {
        assert_eq!(wrapped("uno dos tres", 7), ["uno dos", "tres"]);
        assert_eq!(wrapped("larguísimo y", 4), ["larguísimo", "y"]);
    }

    #[test]
    fn thousands_are_told_apart() {
        let all = [7, 999, 1_000, 14_019, 1_234_567].map(grouped);
        assert_eq!(all, ["7", "999", "1,000", "14,019", "1,234,567"]);
    }

    #[test]
    fn what_is_cut_keeps_to_its_columns() {
        assert_eq!(shorten("Michoacán", 9), "Michoacán");
        assert_eq!(shorten("Michoacán", 6), "Micho…");
        assert_eq!(width(&shorten("日本語日本語", 6)), 5);
    }
}
