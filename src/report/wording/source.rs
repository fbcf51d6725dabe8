//! The wording before the template engine reads it.
//!
//! Three habits of the engine would surprise who edits the wording, so the text is adapted, line
//! by line where it was: it sorts the keys of a map, so a map that is a named argument
//! (`columnas={…}`) becomes a list of pairs; it takes `{#id}` of a heading for a comment; and it
//! eats the end of a line after `{% … %}` even when words stand before it.

/// Stands for `{#` of a heading's id; never in a wording, which was cleaned of such characters.
const ID: char = '\u{e000}';

/// The wording as the template engine is to read it.
pub fn prepare(source: &str) -> String {
    let mut text = String::with_capacity(source.len() + 64);
    let mut rest = source;
    let mut line = Line::Blank;
    while let Some(open) = next_code(rest) {
        text.push_str(&rest[..open]);
        line = line.after(&rest[..open]);
        let code = &rest[open..];
        if let Some(length) = id_length(code) {
            text.push(ID);
            text.push_str(&code[2..length]);
            line = Line::Words;
            rest = &code[length..];
            continue;
        }
        let length = code_length(code);
        let after = &code[length..];
        if code.starts_with("{#") {
            text.push_str(&code[..length]);
        } else {
            rewrite(&code[..length], &mut text);
        }
        if code.starts_with("{{") {
            line = Line::Words;
        } else if line == Line::Words && after.starts_with(['\n', '\r']) {
            keep_end(&mut text);
        }
        rest = after;
    }
    text.push_str(rest);
    text
}

/// Gives the filled-in text its `{#id}` back.
pub fn restore(filled: &str) -> String {
    filled.replace(ID, "{#")
}

/// What stands on a line so far.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Line {
    /// Nothing but blanks and instructions.
    Blank,
    /// Something that is printed.
    Words,
}

impl Line {
    fn after(self, text: &str) -> Self {
        let (before, last) = match text.rsplit_once('\n') {
            None => (self, text),
            Some((_, last)) => (Self::Blank, last),
        };
        if last.trim().is_empty() {
            before
        } else {
            Self::Words
        }
    }
}

/// Tells the engine to keep the end of the line after this instruction.
fn keep_end(text: &mut String) {
    for close in ["%}", "#}"] {
        if let Some(open) = text.strip_suffix(close) {
            if !open.ends_with(['-', '+']) {
                let at = open.len();
                text.insert(at, '+');
            }
            return;
        }
    }
}

fn next_code(text: &str) -> Option<usize> {
    let opens = text.match_indices('{').map(|(at, _)| at);
    let mut opens =
        opens.filter(|at| matches!(text.as_bytes().get(at + 1), Some(b'{' | b'%' | b'#')));
    opens.next()
}

/// The length of a heading's attributes, `{#id}` or `{#id .sin-numero}`.
fn id_length(code: &str) -> Option<usize> {
    let inside = code.strip_prefix("{#")?;
    let end = inside.find('}')?;
    let attributes = &inside[..end];
    let plain = |c: char| c.is_alphanumeric() || "-_. #".contains(c);
    let named = attributes.starts_with(char::is_alphanumeric) && !attributes.ends_with('#');
    (named && attributes.chars().all(plain)).then_some(end + 3)
}

/// Where the code that begins here ends, its closing braces included.
fn code_length(code: &str) -> usize {
    let close = match code.get(..2) {
        Some("{{") => "}}",
        Some("{%") => "%}",
        _ => return code.find("#}").map_or(code.len(), |at| at + 2),
    };
    let mut quote = None;
    let mut depth = 0_usize;
    let mut chars = code.char_indices().skip(2);
    while let Some((at, c)) = chars.next() {
        match (quote, c) {
            (Some(_), '\\') => {
                chars.next();
            }
            (Some(open), c) if open == c => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') => quote = Some(c),
            (None, '{') => depth += 1,
            (None, '}') if depth > 0 => depth -= 1,
            (None, _) if code[at..].starts_with(close) => return at + 2,
            (None, _) => {}
        }
    }
    code.len()
}

/// What an open bracket is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Open {
    /// `(`, `[` or a map that stays a map.
    Plain,
    /// A map that becomes a list of pairs; whether a pair was begun.
    Pairs(Begun),
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Begun {
    Yes,
    No,
}

fn rewrite(code: &str, text: &mut String) {
    text.push_str(&code[..2.min(code.len())]);
    let mut open = Vec::new();
    let mut quote = None;
    let mut before = String::new();
    let mut chars = code.chars().skip(2);
    while let Some(c) = chars.next() {
        let inside = open.last().copied();
        if inside == Some(Open::Pairs(Begun::No)) && !c.is_whitespace() && c != '}' {
            text.push('[');
            open.pop();
            open.push(Open::Pairs(Begun::Yes));
        }
        match (quote, c) {
            (Some(_), '\\') => {
                text.push(c);
                text.extend(chars.next());
                continue;
            }
            (Some(start), _) => {
                quote = (start != c).then_some(start);
                text.push(c);
            }
            (None, '"' | '\'') => {
                quote = Some(c);
                text.push(c);
            }
            (None, _) => bracket(c, is_argument(&before), &mut open, text),
        }
        if !c.is_whitespace() {
            before.push(c);
        }
    }
}

/// A character outside of quotes.
fn bracket(c: char, argument: Argument, open: &mut Vec<Open>, text: &mut String) {
    let pairs = matches!(open.last(), Some(Open::Pairs(_)));
    match c {
        '{' if argument == Argument::Begins => {
            open.push(Open::Pairs(Begun::No));
            text.push('[');
        }
        '(' | '[' | '{' => {
            open.push(Open::Plain);
            text.push(c);
        }
        ':' if pairs => text.push(','),
        ',' if pairs => {
            text.push_str("],");
            open.pop();
            open.push(Open::Pairs(Begun::No));
        }
        '}' if pairs => {
            let begun = open.pop() == Some(Open::Pairs(Begun::Yes));
            text.push_str(if begun { "]]" } else { "]" });
        }
        ')' | ']' | '}' => {
            open.pop();
            text.push(c);
        }
        _ => text.push(c),
    }
}

/// Whether the value of a named argument begins here.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Argument {
    Begins,
    No,
}

/// Whether what stands before is `name=` inside a call, not `==` nor `{% set name =`.
fn is_argument(before: &str) -> Argument {
    let name = before.strip_suffix('=').unwrap_or_default();
    let named = name.ends_with(|c: char| c.is_alphanumeric() || c == '_');
    if named && name.contains('(') {
        Argument::Begins
    } else {
        Argument::No
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_map_that_is_an_argument_becomes_pairs_in_order() {
        let cases = [
            (
                r#"{{ tabla("x", columnas={"b": "B, {b}", "a": "A:"}, id="t") }}"#,
                r#"{{ tabla("x", columnas=[["b", "B, {b}"], ["a", "A:"]], id="t") }}"#,
            ),
            (r#"{{ f(total={}) }}"#, r#"{{ f(total=[]) }}"#),
            (
                "{{ f(columnas={\n  'a': 'x\\'y',\n  'b': g(1, 2),\n}) }}",
                "{{ f(columnas=[\n  ['a', 'x\\'y'],\n  ['b', g(1, 2)],\n]) }}",
            ),
            (
                r#"{% set m = {"a": 1} %}{a}"#,
                r#"{% set m = {"a": 1} %}{a}"#,
            ),
            (
                r#"{# {{ f(a={"b": 1}) }} #}x"#,
                r#"{# {{ f(a={"b": 1}) }} #}x"#,
            ),
            (r#"{% if a == {"b": 1} %}"#, r#"{% if a == {"b": 1} %}"#),
        ];
        for (source, expected) in cases {
            assert_eq!(prepare(source), expected);
        }
    }

    #[test]
    fn the_id_of_a_heading_is_no_comment() {
        for heading in ["# Uno {#uno}", "# Uno {#uno-2 .sin-numero}", "# Uno {.x}"] {
            let prepared = prepare(heading);
            assert!(!prepared.contains("{#"));
            assert_eq!(restore(&prepared), heading);
        }
        for comment in ["{# nota #}", "{#nota#}", "{#- nota -#}"] {
            assert_eq!(prepare(comment), comment);
        }
    }

    #[test]
    fn the_end_of_a_line_with_words_is_kept() {
        let cases = [
            ("a{% endif %}\nb", "a{% endif +%}\nb"),
            ("  {% endif %}\nb", "  {% endif %}\nb"),
            ("{% if a %}x{% endif %}\nb", "{% if a %}x{% endif +%}\nb"),
            ("{% if a %}{% endif %}\nb", "{% if a %}{% endif %}\nb"),
            ("{{ a }}{% endif -%}\nb", "{{ a }}{% endif -%}\nb"),
        ];
        for (source, expected) in cases {
            assert_eq!(prepare(source), expected);
        }
    }
}
