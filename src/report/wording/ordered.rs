//! Keeps the order of `{"campo": "Encabezado", …}` in a call: the template engine sorts the keys
//! of a map, so a map that is a named argument is rewritten as a list of pairs before it is read.

/// The wording with every map that is a named argument (`columnas={…}`) as a list of pairs. Lines
/// stay where they are.
pub fn keep_order(source: &str) -> String {
    let mut text = String::with_capacity(source.len() + 64);
    let mut rest = source;
    while let Some(open) = next_code(rest) {
        text.push_str(&rest[..open]);
        let code = &rest[open..];
        let length = code_length(code);
        if code.starts_with("{#") {
            text.push_str(&code[..length]);
        } else {
            rewrite(&code[..length], &mut text);
        }
        rest = &code[length..];
    }
    text.push_str(rest);
    text
}

fn next_code(text: &str) -> Option<usize> {
    ["{{", "{%", "{#"]
        .iter()
        .filter_map(|open| text.find(open))
        .min()
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
        if let Some(Open::Pairs(Begun::No)) = inside
            && !c.is_whitespace()
            && c != '}'
        {
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
            (None, '{') if is_argument(&before) => {
                open.push(Open::Pairs(Begun::No));
                text.push('[');
            }
            (None, '(' | '[' | '{') => {
                open.push(Open::Plain);
                text.push(c);
            }
            (None, ':') if matches!(inside, Some(Open::Pairs(_))) => text.push(','),
            (None, ',') if matches!(inside, Some(Open::Pairs(_))) => {
                text.push_str("],");
                open.pop();
                open.push(Open::Pairs(Begun::No));
            }
            (None, '}') if matches!(inside, Some(Open::Pairs(_))) => {
                text.push_str(if inside == Some(Open::Pairs(Begun::Yes)) {
                    "]]"
                } else {
                    "]"
                });
                open.pop();
            }
            (None, ')' | ']' | '}') => {
                open.pop();
                text.push(c);
            }
            (None, _) => text.push(c),
        }
        if !c.is_whitespace() {
            before.push(c);
        }
    }
}

/// Whether what stands before a brace is `name=` inside a call, not `==` nor `{% set name =`.
fn is_argument(before: &str) -> bool {
    let Some(name) = before.strip_suffix('=') else {
        return false;
    };
    !name.ends_with(['=', '!', '<', '>'])
        && name
            .chars()
            .next_back()
            .is_some_and(|c| c.is_alphanumeric() || c == '_')
        && name.contains('(')
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
            (r##"# {#id} {.x}"##, r##"# {#id} {.x}"##),
        ];
        for (source, expected) in cases {
            assert_eq!(keep_order(source), expected);
        }
    }
}
