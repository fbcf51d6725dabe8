//! A small tree of XML, enough for the parts of a Word file: names keep their prefix, comments
//! and processing instructions are dropped.

use quick_xml::Reader;
use quick_xml::events::attributes::Attribute;
use quick_xml::events::{BytesStart, Event};
use std::borrow::Cow;

/// The declaration at the top of every part that we write.
pub(super) const DECLARATION: &str =
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

/// An element with its attributes and children, in order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Element {
    /// Qualified name: `w:p`.
    pub name: String,
    /// Attributes by qualified name.
    pub attributes: Vec<(String, String)>,
    /// Content.
    pub children: Vec<Node>,
}

/// A piece of the content of an element.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Node {
    /// Element.
    Element(Element),
    /// Text, unescaped.
    Text(String),
}

impl Element {
    /// An empty element.
    pub fn new(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            ..Self::default()
        }
    }

    /// The same with one more attribute.
    pub fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        self.set(name, value);
        self
    }

    /// The same with one more child.
    pub fn child(mut self, child: Self) -> Self {
        self.children.push(Node::Element(child));
        self
    }

    /// The same with text.
    pub fn text(mut self, text: impl Into<String>) -> Self {
        self.children.push(Node::Text(text.into()));
        self
    }

    /// Value of an attribute.
    pub fn get(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(n, _)| n == name);
        found.map(|(_, value)| value.as_str())
    }

    /// Sets an attribute, at the end when it is new.
    pub fn set(&mut self, name: &str, value: impl Into<String>) {
        let value = value.into();
        match self.attributes.iter_mut().find(|(n, _)| n == name) {
            Some((_, old)) => *old = value,
            None => self.attributes.push((name.to_owned(), value)),
        }
    }

    /// Child elements.
    pub fn elements(&self) -> impl Iterator<Item = &Self> {
        self.children.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// Child elements, to be changed.
    pub fn elements_mut(&mut self) -> impl Iterator<Item = &mut Self> {
        self.children.iter_mut().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// First child of that name.
    pub fn find(&self, name: &str) -> Option<&Self> {
        self.elements().find(|e| e.name == name)
    }

    /// First child of that name, to be changed.
    pub fn find_mut(&mut self, name: &str) -> Option<&mut Self> {
        self.elements_mut().find(|e| e.name == name)
    }

    /// Changes the first child of that name; made at the front when there is none.
    pub fn edit(&mut self, name: &str, change: impl FnOnce(&mut Self)) {
        if self.find(name).is_none() {
            self.children.insert(0, Node::Element(Self::new(name)));
        }
        if let Some(child) = self.find_mut(name) {
            change(child);
        }
    }

    /// Every descendant, this element first, in document order.
    pub fn walk<'a>(&'a self, visit: &mut dyn FnMut(&'a Self)) {
        visit(self);
        for element in self.elements() {
            element.walk(visit);
        }
    }

    /// Every descendant, this element first, to be changed.
    pub fn walk_mut(&mut self, visit: &mut dyn FnMut(&mut Self)) {
        visit(self);
        for element in self.elements_mut() {
            element.walk_mut(visit);
        }
    }

    /// The text directly inside.
    pub fn own_text(&self) -> String {
        let texts = self.children.iter().filter_map(|node| match node {
            Node::Element(_) => None,
            Node::Text(text) => Some(text.as_str()),
        });
        texts.collect()
    }

    /// Writes the element at the end of `out`.
    pub fn write(&self, out: &mut String) {
        self.write_open(out);
        if self.children.is_empty() {
            out.truncate(out.len() - 1);
            out.push_str("/>");
            return;
        }
        for node in &self.children {
            match node {
                Node::Element(element) => element.write(out),
                Node::Text(text) => escape(text, Place::Text, out),
            }
        }
        self.write_close(out);
    }

    /// Writes the start tag only.
    pub fn write_open(&self, out: &mut String) {
        out.push('<');
        out.push_str(&self.name);
        for (name, value) in &self.attributes {
            out.push(' ');
            out.push_str(name);
            out.push_str("=\"");
            escape(value, Place::Attribute, out);
            out.push('"');
        }
        out.push('>');
    }

    /// Writes the end tag only.
    pub fn write_close(&self, out: &mut String) {
        out.push_str("</");
        out.push_str(&self.name);
        out.push('>');
    }

    /// A whole part: declaration and this element as its root.
    pub fn to_part(&self) -> Vec<u8> {
        let mut out = DECLARATION.to_owned();
        self.write(&mut out);
        out.into_bytes()
    }
}

/// Where a text stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Text,
    Attribute,
}

/// Writes text so that an XML reader gives it back unchanged.
fn escape(text: &str, place: Place, out: &mut String) {
    // Nearly every text is written as it is.
    let special = |b: u8| b < b' ' || matches!(b, b'&' | b'<' | b'>' | b'"');
    if !text.bytes().any(special) && !text.contains(['\u{fffe}', '\u{ffff}']) {
        return out.push_str(text);
    }
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' if place == Place::Attribute => out.push_str("&quot;"),
            '\r' => out.push_str("&#13;"),
            '\n' if place == Place::Attribute => out.push_str("&#10;"),
            '\t' if place == Place::Attribute => out.push_str("&#9;"),
            c => out.push(legal(c)),
        }
    }
}

/// The character itself, or U+FFFD for one that XML 1.0 cannot carry.
pub(super) const fn legal(c: char) -> char {
    match c {
        '\u{0}'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {
            '\u{fffd}'
        }
        c => c,
    }
}

/// A start tag that a walk passes by: nothing of it is copied before somebody asks.
pub(super) struct Tag<'t>(&'t BytesStart<'t>);

impl Tag<'_> {
    /// Qualified name: `w:p`.
    pub fn is(&self, names: &[&str]) -> bool {
        names.contains(&self.0.name().as_ref())
    }

    /// Value of an attribute.
    pub fn get(&self, name: &str) -> Option<String> {
        self.values(|own| own == name).next()
    }

    /// Values of the attributes whose name is wanted.
    pub fn values(&self, wanted: impl Fn(&str) -> bool) -> impl Iterator<Item = String> {
        let all = self.0.attributes().flatten();
        let found = all.filter(move |attribute| wanted(attribute.key.as_ref()));
        found.filter_map(|attribute| value_of(&attribute).ok())
    }
}

/// Walks through a part without keeping it: `open` sees each element that has attributes, `close`
/// the name of an element that ends and that of its last child. The message of the reader when the
/// part is not well-formed.
pub(super) fn scan(
    bytes: &[u8],
    open: &mut dyn FnMut(&Tag<'_>),
    close: &mut dyn FnMut(&str, &str),
) -> Result<(), String> {
    let text = std::str::from_utf8(bytes).map_err(|e| e.to_string())?;
    let mut reader = Reader::from_str(text.trim_start_matches('\u{feff}'));
    // Each open element with the name of its last child so far, below them the document; what is
    // above `depth` is kept for its room.
    let mut stack = vec![(String::new(), String::new())];
    let mut depth = 0;
    loop {
        match reader.read_event().map_err(|e| e.to_string())? {
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
        Some(_) | None => Err("el documento está incompleto".to_owned()),
    }
}

fn see(tag: &BytesStart<'_>, open: &mut dyn FnMut(&Tag<'_>)) -> Result<(), String> {
    let mut any = false;
    for attribute in tag.attributes() {
        attribute.map_err(|e| e.to_string())?;
        any = true;
    }
    if any {
        open(&Tag(tag));
    }
    Ok(())
}

fn value_of(attribute: &Attribute<'_>) -> Result<String, String> {
    let value = attribute.normalized_value(quick_xml::XmlVersion::Implicit1_0);
    value.map(Cow::into_owned).map_err(|e| e.to_string())
}

/// Reads a part; the message of the reader when it is not well-formed.
pub(super) fn parse(bytes: &[u8]) -> Result<Element, String> {
    let text = std::str::from_utf8(bytes).map_err(|e| e.to_string())?;
    let text = text.trim_start_matches('\u{feff}');
    let mut reader = Reader::from_str(text);
    let mut open: Vec<Element> = vec![Element::default()];
    loop {
        match reader.read_event().map_err(|e| e.to_string())? {
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
    found.ok_or_else(|| "no hay ningún elemento".to_owned())
}

fn start(tag: &BytesStart<'_>) -> Result<Element, String> {
    let mut element = Element::new(tag.name().as_ref());
    for attribute in tag.attributes() {
        let attribute = attribute.map_err(|e| e.to_string())?;
        let name = attribute.key.as_ref().to_owned();
        element.attributes.push((name, value_of(&attribute)?));
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
        Some(Node::Element(_)) | None => parent.children.push(Node::Text(text.to_owned())),
    }
}

fn entity(name: &quick_xml::events::BytesRef<'_>) -> Result<String, String> {
    if let Some(c) = name.resolve_char_ref().map_err(|e| e.to_string())? {
        return Ok(c.to_string());
    }
    match &*name.xml10_content() {
        "amp" => Ok("&".to_owned()),
        "lt" => Ok("<".to_owned()),
        "gt" => Ok(">".to_owned()),
        "quot" => Ok("\"".to_owned()),
        "apos" => Ok("'".to_owned()),
        other => Err(format!("la entidad «&{other};» no se conoce")),
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
        let part = Element::new("w:t").text("a\u{7}b").to_part();
        assert_eq!(parse(&part).map(|e| e.own_text()), Ok("a\u{fffd}b".into()));
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
        let mut open = |tag: &Tag<'_>| opened.push((tag.is(&["b"]), tag.get("x")));
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
    }
}
