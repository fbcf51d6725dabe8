//! `{{titulo}}` and its like in a letterhead, filled even where Word has split them across runs:
//! the text goes where the first brace stood and takes on its look.

use super::xml::{Element, Node};
use crate::report::Meta;

/// Where the body goes.
pub(super) const CONTENT: &str = "contenido";
/// «Página X de Y», with fields.
const PAGE: &str = "pagina";

/// Fills every placeholder below an element; says whether there was one.
pub(super) fn fill(element: &mut Element, meta: &Meta) -> Found {
    let mut found = Found::Nothing;
    element.walk_mut(&mut |e| {
        if e.name == "w:p" && fill_paragraph(e, meta) == Found::Something {
            found = Found::Something;
        }
    });
    found
}

/// Whether an element of the body stands only for where the informe goes: a paragraph, or a content
/// control around it.
pub(super) fn is_content(element: &Element) -> bool {
    let text = texts(element).concat();
    let inside = text
        .trim()
        .strip_prefix("{{")
        .and_then(|t| t.strip_suffix("}}"));
    let alone = inside.is_some_and(|name| name.trim() == CONTENT);
    alone && ["w:p", "w:sdt"].contains(&element.name.as_str())
}

/// Whether something was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Found {
    Nothing,
    Something,
}

/// What a placeholder stands for; none when it is not ours.
fn value<'a>(name: &str, meta: &'a Meta) -> Option<&'a str> {
    match name {
        "titulo" => Some(&meta.short_title),
        "titulo_completo" => Some(&meta.title),
        "reunion" => Some(&meta.header_right),
        "fecha" => Some(&meta.day),
        "leyenda" => Some(&meta.foot),
        "codigo" => Some(&meta.code_line),
        "institucion" => Some(&meta.institution),
        "area" => Some(&meta.area),
        "grupo" => Some(&meta.group),
        _ => None,
    }
}

/// Every placeholder below an element, ours or not, as written between the braces; with whether it
/// is one of ours.
pub(super) fn all(element: &Element) -> Vec<(String, Owner)> {
    let mut found = Vec::new();
    element.walk(&mut |e| {
        if e.name != "w:p" {
            return;
        }
        let text = texts(e).concat();
        let mut rest = text.as_str();
        while let Some((_, after)) = rest.split_once("{{") {
            let Some((name, next)) = after.split_once("}}") else {
                break;
            };
            let name = name.trim();
            let ours = NAMES.contains(&name);
            let owner = if ours { Owner::Ours } else { Owner::Nobody };
            found.push((name.to_owned(), owner));
            rest = next;
        }
    });
    found
}

/// Whose a placeholder is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Owner {
    Ours,
    Nobody,
}

/// Every name that a letterhead may use.
pub(super) const NAMES: [&str; 11] = [
    CONTENT,
    "titulo",
    "titulo_completo",
    "reunion",
    "fecha",
    "leyenda",
    "codigo",
    "pagina",
    "institucion",
    "area",
    "grupo",
];

fn fill_paragraph(paragraph: &mut Element, meta: &Meta) -> Found {
    let mut found = page_fields(paragraph, meta);
    let mut texts = texts(paragraph);
    let mut from = 0;
    while let Some((start, end, value)) = next(&texts.concat(), from, meta) {
        replace(&mut texts, start, end, value);
        from = start + value.len();
        found = Found::Something;
    }
    if found == Found::Something {
        write_texts(paragraph, texts);
    }
    found
}

/// Puts texts in the places of those of a paragraph, run by run.
fn write_texts(paragraph: &mut Element, texts: Vec<String>) {
    let mut texts = texts.into_iter();
    paragraph.walk_mut(&mut |e| {
        if e.name == "w:t"
            && let Some(text) = texts.next()
        {
            e.set("xml:space", "preserve");
            e.children = vec![Node::Text(text.into())];
        }
    });
}

/// The text of a paragraph, run by run.
pub(super) fn texts(paragraph: &Element) -> Vec<String> {
    let mut texts = Vec::new();
    paragraph.walk(&mut |e| {
        if e.name == "w:t" {
            texts.push(e.own_text());
        }
    });
    texts
}

/// The next placeholder of ours: where it starts and ends, and what it stands for.
fn next<'a>(text: &str, from: usize, meta: &'a Meta) -> Option<(usize, usize, &'a str)> {
    let mut at = from;
    loop {
        let start = at + text.get(at..)?.find("{{")?;
        let end = start + text[start..].find("}}")? + 2;
        let name = text[start + 2..end - 2].trim();
        match value(name, meta) {
            Some(value) => return Some((start, end, value)),
            None => at = start + 2,
        }
    }
}

/// Puts `value` where the range starts and takes the rest of the range away.
fn replace(texts: &mut [String], start: usize, end: usize, value: &str) {
    let mut offset = 0;
    let mut value = Some(value);
    for text in texts {
        let length = text.len();
        let from = start.clamp(offset, offset + length) - offset;
        let to = end.clamp(offset, offset + length) - offset;
        offset += length;
        if from < to {
            text.replace_range(from..to, value.take().unwrap_or_default());
        }
    }
}

/// `{{pagina}}` becomes text and fields, between what its run says before and after it.
fn page_fields(paragraph: &mut Element, meta: &Meta) -> Found {
    let mut found = Found::Nothing;
    let mut all = texts(paragraph);
    while let Some((start, end)) = page(&all.concat()) {
        replace(&mut all, start, end, MARK);
        found = Found::Something;
    }
    if found == Found::Nothing {
        return found;
    }
    write_texts(paragraph, all);
    let mut children = Vec::new();
    for node in std::mem::take(&mut paragraph.children) {
        match node {
            Node::Element(run) if run.name == "w:r" && texts(&run).concat().contains(MARK) => {
                let runs = around_mark(&run, &meta.page_pattern);
                children.extend(runs.into_iter().map(Node::Element));
            }
            node => children.push(node),
        }
    }
    paragraph.children = children;
    // What stands deeper, in a text box, is a paragraph of its own and has its turn.
    let deeper = texts(paragraph).into_iter();
    let restored = deeper.map(|text| text.replace(MARK, "{{pagina}}"));
    write_texts(paragraph, restored.collect());
    found
}

/// Stands for a page number while its run is taken apart; no letterhead has it.
const MARK: &str = "\u{f8ff}";

/// Where the next `{{pagina}}` starts and ends.
fn page(text: &str) -> Option<(usize, usize)> {
    let mut at = 0;
    loop {
        let start = at + text.get(at..)?.find("{{")?;
        let end = start + text[start..].find("}}")? + 2;
        if text[start + 2..end - 2].trim() == PAGE {
            return Some((start, end));
        }
        at = start + 2;
    }
}

/// A run with marks, as runs and fields with its look.
fn around_mark(run: &Element, pattern: &str) -> Vec<Element> {
    let look = run.find("w:rPr");
    let mut runs = Vec::new();
    for child in run.elements().filter(|e| e.name != "w:rPr") {
        let text = child.own_text();
        let with = |child: Element| {
            let mut run = Element::new("w:r");
            run.children.extend(look.cloned().map(Node::Element));
            run.child(child)
        };
        if child.name != "w:t" || !text.contains(MARK) {
            runs.push(with(child.clone()));
            continue;
        }
        for (n, piece) in text.split(MARK).enumerate() {
            if n > 0 {
                runs.extend(page_runs(pattern, look));
            }
            if !piece.is_empty() {
                let text = Element::new("w:t")
                    .with("xml:space", "preserve")
                    .text(piece);
                runs.push(with(text));
            }
        }
    }
    runs
}

fn page_runs(pattern: &str, look: Option<&Element>) -> Vec<Element> {
    let run = |child: Element| {
        let mut run = Element::new("w:r");
        run.children.extend(look.cloned().map(Node::Element));
        run.child(child)
    };
    let text = |text: &str| {
        let text = Element::new("w:t").with("xml:space", "preserve").text(text);
        run(text)
    };
    let mark = |kind: &str| run(Element::new("w:fldChar").with("w:fldCharType", kind));
    let mut runs = Vec::new();
    let mut rest = pattern;
    while let Some(start) = rest.find('{') {
        let Some(length) = rest[start..].find('}') else {
            break;
        };
        let field = match &rest[start + 1..start + length] {
            "n" => "PAGE",
            "total" => "NUMPAGES",
            _ => break,
        };
        if start > 0 {
            runs.push(text(&rest[..start]));
        }
        let instruction = Element::new("w:instrText")
            .with("xml:space", "preserve")
            .text(format!(" {field} "));
        runs.extend([mark("begin"), run(instruction), mark("separate")]);
        runs.extend([text("1"), mark("end")]);
        rest = &rest[start + length + 1..];
    }
    if !rest.is_empty() {
        runs.push(text(rest));
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    fn meta() -> Meta {
        Meta {
            number: 5,
            language: "es-MX".into(),
            title: "Título completo".into(),
            short_title: "Informe & {{reunion}}".into(),
            institution: String::new(),
            area: String::new(),
            group: String::new(),
            header_right: "Quinta reunión".into(),
            cover_lines: Vec::new(),
            date: "2022-02-15".into(),
            day: "15 de febrero de 2022".into(),
            foot: String::new(),
            code: String::new(),
            code_line: String::new(),
            page_pattern: "Página {n} de {total}".into(),
            contents_title: String::new(),
            tables_title: String::new(),
            figures_title: String::new(),
            legend: None,
            subject: String::new(),
        }
    }

    fn paragraph(runs: &[&str]) -> Element {
        let run = |text: &&str| Element::new("w:r").child(Element::new("w:t").text(*text));
        runs.iter()
            .map(run)
            .fold(Element::new("w:p"), Element::child)
    }

    #[test]
    fn a_placeholder_split_across_runs_is_filled_once_and_its_value_is_literal() {
        let mut split = paragraph(&["a {", "{titu", "lo}} b ", "{{reunion}}{{otro}}"]);
        assert_eq!(fill(&mut split, &meta()), Found::Something);
        let texts = texts(&split);
        assert_eq!(
            texts.concat(),
            "a Informe & {{reunion}} b Quinta reunión{{otro}}"
        );
        assert_eq!(texts[0], "a Informe & {{reunion}}");
    }

    #[test]
    fn every_name_that_a_letterhead_may_use_is_filled() {
        let meta = meta();
        for name in NAMES {
            let apart = ["contenido", "pagina"].contains(&name);
            assert_eq!(value(name, &meta).is_some(), !apart, "{name}");
        }
    }

    #[test]
    fn a_paragraph_without_placeholder_is_left_alone() {
        let mut plain = paragraph(&["{{", "otra cosa"]);
        let before = plain.clone();
        assert_eq!(fill(&mut plain, &meta()), Found::Nothing);
        assert_eq!(plain, before);
    }

    #[test]
    fn the_page_is_counted_by_fields() {
        let mut foot = paragraph(&["{{pagina}}"]);
        fill(&mut foot, &meta());
        let mut instructions = String::new();
        foot.walk(&mut |e| {
            if e.name == "w:instrText" {
                instructions.push_str(&e.own_text());
            }
        });
        assert_eq!(instructions, " PAGE  NUMPAGES ");
        assert_eq!(texts(&foot), ["Página ", "1", " de ", "1"]);
    }

    #[test]
    fn the_page_is_counted_between_other_words_and_in_pieces() {
        let mut foot = paragraph(&["Folio · {{pag", "ina}} · ", "{{leyenda}}{{titulo}}"]);
        fill(&mut foot, &meta());
        let shown = texts(&foot).concat();
        assert_eq!(shown, "Folio · Página 1 de 1 · Informe & {{reunion}}");
    }
}
