//! Parts of a Word file are read, as a tree or in passing: comments and processing instructions are
//! dropped. What is not well-formed is told in Spanish, with its place.

use super::xml::{Element, Node};
use quick_xml::Reader;
use quick_xml::events::attributes::Attribute;
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::QName;
use std::borrow::Cow;

/// Elements inside each other: a tree that is deeper than any that Word writes is refused.
const DEEPEST: usize = 400;

/// A start tag that a walk passes by: no value of it is copied.
pub(super) struct Tag<'t> {
    name: QName<'t>,
    attributes: Vec<Attribute<'t>>,
}

impl<'t> Tag<'t> {
    fn read(tag: &'t BytesStart<'_>) -> Result<Self, Fault> {
        let attributes: Result<_, _> = tag.attributes().collect();
        Ok(Self {
            name: tag.name(),
            attributes: attributes.map_err(|_| Fault::Malformed)?,
        })
    }

    /// Qualified name: `w:p`.
    pub fn is(&self, names: &[&str]) -> bool {
        names.contains(&self.name.as_ref())
    }

    /// Value of an attribute.
    pub fn get(&self, name: &str) -> Option<Cow<'t, str>> {
        self.values(|own| own == name).next()
    }

    /// Values of the attributes whose name is wanted.
    pub fn values(&self, wanted: impl Fn(&str) -> bool) -> impl Iterator<Item = Cow<'t, str>> {
        let all = self.attributes.iter();
        let found = all.filter(move |attribute| wanted(attribute.key.as_ref()));
        found.filter_map(|attribute| value_of(attribute).ok())
    }
}

/// What is the matter with a part.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Fault {
    /// It breaks a rule of XML.
    Malformed,
    /// It ends too early.
    Incomplete,
    /// It nests elements deeper than [`DEEPEST`].
    Deep,
    /// It names an entity that XML does not know by itself.
    Entity(String),
}

impl Fault {
    /// In Spanish, with the place that the reader has come to: what the library says is in English.
    fn tell(&self, text: &str, reader: &Reader<&[u8]>) -> String {
        let at = usize::try_from(reader.error_position().max(reader.buffer_position()));
        let before = text.get(..at.unwrap_or(usize::MAX)).unwrap_or(text);
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or_default();
        let column = column.chars().count().max(1);
        let why = match self {
            Self::Malformed => "su XML está mal escrito".to_owned(),
            Self::Incomplete => "está incompleta".to_owned(),
            Self::Deep => "anida demasiados elementos".to_owned(),
            Self::Entity(name) => format!("la entidad «&{name};» no se conoce"),
        };
        format!("{why} (línea {line}, posición {column})")
    }
}

/// The text of a part, without the mark of its byte order.
fn text_of(bytes: &[u8]) -> Result<&str, String> {
    let text = std::str::from_utf8(bytes).map_err(|_| "no está en UTF-8".to_owned())?;
    Ok(text.trim_start_matches('\u{feff}'))
}

/// Walks through a part without keeping it: `open` sees each element that has attributes, `close`
/// the name of an element that ends and that of its last child. In Spanish what is the matter when
/// the part is not well-formed.
pub(super) fn scan(
    bytes: &[u8],
    open: &mut dyn FnMut(&Tag<'_>),
    close: &mut dyn FnMut(&str, &str),
) -> Result<(), String> {
    let text = text_of(bytes)?;
    let mut reader = Reader::from_str(text);
    pass(&mut reader, open, close).map_err(|fault| fault.tell(text, &reader))
}

fn pass(
    reader: &mut Reader<&[u8]>,
    open: &mut dyn FnMut(&Tag<'_>),
    close: &mut dyn FnMut(&str, &str),
) -> Result<(), Fault> {
    // Each open element with the name of its last child so far, below them the document; what is
    // above `depth` is kept for its room.
    let mut stack = vec![(String::new(), String::new())];
    let mut depth = 0;
    loop {
        match reader.read_event().map_err(|_| Fault::Malformed)? {
            Event::Start(tag) => {
                see(&tag, open)?;
                depth += 1;
                if stack.len() == depth {
                    stack.push((String::new(), String::new()));
                }
                if let Some((name, last)) = stack.get_mut(depth) {
                    last.clear();
                    name.clear();
                    name.push_str(tag.name().as_ref());
                }
            }
            Event::Empty(tag) => {
                see(&tag, open)?;
                let name = tag.name();
                close(name.as_ref(), "");
                if let Some((_, last)) = stack.get_mut(depth) {
                    last.clear();
                    last.push_str(name.as_ref());
                }
            }
            Event::End(_) => {
                let (below, ended) = stack.split_at_mut(depth);
                if let (Some((_, last)), Some((name, child))) =
                    (below.last_mut(), ended.first_mut())
                {
                    close(name, child);
                    std::mem::swap(last, name);
                }
                depth = depth.saturating_sub(1);
            }
            Event::Eof => break,
            Event::Text(_)
            | Event::CData(_)
            | Event::GeneralRef(_)
            | Event::Comment(_)
            | Event::Decl(_)
            | Event::PI(_)
            | Event::DocType(_) => {}
        }
    }
    match stack.first() {
        Some((_, root)) if depth == 0 && !root.is_empty() => Ok(()),
        Some(_) | None => Err(Fault::Incomplete),
    }
}

fn see(tag: &BytesStart<'_>, open: &mut dyn FnMut(&Tag<'_>)) -> Result<(), Fault> {
    let tag = Tag::read(tag)?;
    if !tag.attributes.is_empty() {
        open(&tag);
    }
    Ok(())
}

fn value_of<'t>(attribute: &Attribute<'t>) -> Result<Cow<'t, str>, Fault> {
    let value = attribute.normalized_value(quick_xml::XmlVersion::Implicit1_0);
    value.map_err(|_| Fault::Malformed)
}

/// Reads a part; in Spanish what is the matter when it is not well-formed.
pub(super) fn parse(bytes: &[u8]) -> Result<Element, String> {
    let text = text_of(bytes)?;
    let mut reader = Reader::from_str(text);
    tree(&mut reader).map_err(|fault| fault.tell(text, &reader))
}

fn tree(reader: &mut Reader<&[u8]>) -> Result<Element, Fault> {
    let mut open: Vec<Element> = vec![Element::default()];
    loop {
        match reader.read_event().map_err(|_| Fault::Malformed)? {
            Event::Start(_) if open.len() > DEEPEST => return Err(Fault::Deep),
            Event::Start(tag) => open.push(start(&tag)?),
            Event::Empty(tag) => push(&mut open, Node::Element(start(&tag)?)),
            Event::End(_) => {
                if let Some(mut done) = open.pop() {
                    drop_indentation(&mut done);
                    push(&mut open, Node::Element(done));
                }
            }
            Event::Text(text) => push_text(&mut open, &text.xml10_content()),
            Event::CData(data) => push_text(&mut open, &data.xml10_content()),
            Event::GeneralRef(name) => {
                let resolved = entity(&name)?;
                push_text(&mut open, &resolved);
            }
            Event::Eof => break,
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
        }
    }
    let root = open.into_iter().next().unwrap_or_default();
    let found = root.children.into_iter().find_map(|node| match node {
        Node::Element(element) => Some(element),
        Node::Text(_) => None,
    });
    found.ok_or(Fault::Incomplete)
}

fn start(tag: &BytesStart<'_>) -> Result<Element, Fault> {
    let mut element = Element::new(tag.name().as_ref());
    for attribute in tag.attributes() {
        let attribute = attribute.map_err(|_| Fault::Malformed)?;
        let name = attribute.key.as_ref().into();
        element
            .attributes
            .push((name, value_of(&attribute)?.into()));
    }
    Ok(element)
}

fn push(open: &mut [Element], node: Node) {
    if let Some(parent) = open.last_mut() {
        parent.children.push(node);
    }
}

fn push_text(open: &mut [Element], text: &str) {
    let Some(parent) = open.last_mut() else {
        return;
    };
    match parent.children.last_mut() {
        Some(Node::Text(before)) => before.push_str(text),
        Some(Node::Element(_)) | None => parent.children.push(Node::Text(text.into())),
    }
}

fn entity(name: &quick_xml::events::BytesRef<'_>) -> Result<String, Fault> {
    if let Some(c) = name.resolve_char_ref().map_err(|_| Fault::Malformed)? {
        return Ok(c.to_string());
    }
    match &*name.xml10_content() {
        "amp" => Ok("&".to_owned()),
        "lt" => Ok("<".to_owned()),
        "gt" => Ok(">".to_owned()),
        "quot" => Ok("\"".to_owned()),
        "apos" => Ok("'".to_owned()),
        other => Err(Fault::Entity(other.to_owned())),
    }
}

/// White space between elements is layout of the file, not content.
fn drop_indentation(element: &mut Element) {
    if element.elements().next().is_some() {
        element.children.retain(|node| match node {
            Node::Element(_) => true,
            Node::Text(text) => !text.trim().is_empty(),
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_reads_back_as_itself() {
        let hostile = "a < b & \"c\" ]]> 'd' </w:t>\u{a0}ñ";
        let element = Element::new("w:r")
            .with("w:val", "1 < 2 & \"x\"\n\t")
            .child(Element::new("w:t").text(hostile))
            .child(Element::new("w:br"));
        assert_eq!(parse(&element.to_part()), Ok(element));
    }

    #[test]
    fn a_character_that_xml_cannot_carry_becomes_visible() {
        for (written, read) in [
            ("a\u{7}b", "a\u{fffd}b"),
            ("\u{ffff}", "\u{fffd}"),
            ("ﬁ", "ﬁ"),
        ] {
            let part = Element::new("w:t").text(written).to_part();
            assert_eq!(parse(&part).map(|e| e.own_text()), Ok(read.into()));
        }
    }

    #[test]
    fn indentation_is_dropped_and_text_kept() {
        let read = parse(b"<a>\n  <b> x </b>\n</a>");
        let wanted = Element::new("a").child(Element::new("b").text(" x "));
        assert_eq!(read, Ok(wanted));
    }

    #[test]
    fn a_walk_sees_every_element_and_its_last_child() {
        let part = b"<a><b x=\"1\"/><c><d/>text</c></a>";
        let (mut opened, mut closed) = (Vec::new(), Vec::new());
        let mut open =
            |tag: &Tag<'_>| opened.push((tag.is(&["b"]), tag.get("x").map(Cow::into_owned)));
        scan(part, &mut open, &mut |name, last| {
            closed.push(format!("{name}:{last}"));
        })
        .unwrap();
        assert_eq!(opened, [(true, Some("1".to_owned()))]);
        assert_eq!(closed, ["b:", "d:", "c:d", "a:c"]);
        for wrong in ["<a><b></a>", "<a><b/>", "<a x=1/>", ""] {
            assert!(scan(wrong.as_bytes(), &mut |_| {}, &mut |_, _| {}).is_err());
        }
    }

    #[test]
    fn a_part_cut_short_is_refused() {
        assert!(parse(b"<a><b></a>").is_err());
        assert!(parse(b"").is_err());
        assert!(parse(b"<a>text").is_err());
    }

    #[test]
    fn what_is_wrong_is_told_in_spanish_with_its_place() {
        let told = |text: &str| parse(text.as_bytes()).unwrap_err();
        assert_eq!(
            told("<a>\n<b></c></a>"),
            "su XML está mal escrito (línea 2, posición 7)"
        );
        assert_eq!(
            told("<a x=1/>"),
            "su XML está mal escrito (línea 1, posición 9)"
        );
        assert!(told("<a>&nbsp;</a>").starts_with("la entidad «&nbsp;» no se conoce"));
        assert!(told(&"<a>".repeat(100_000)).starts_with("anida demasiados elementos"));
        assert_eq!(parse(b"\xff\xfe<").unwrap_err(), "no está en UTF-8");
    }
}
