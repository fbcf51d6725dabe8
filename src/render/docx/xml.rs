//! A small tree of XML, enough for the parts of a Word file: names keep their prefix.

use ecow::EcoString;

/// The declaration at the top of every part that we write.
pub(super) const DECLARATION: &str =
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

/// An element with its attributes and children, in order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Element {
    /// Qualified name: `w:p`.
    pub name: EcoString,
    /// Attributes by qualified name.
    pub attributes: Vec<(EcoString, EcoString)>,
    /// Content.
    pub children: Vec<Node>,
}

/// A piece of the content of an element.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Node {
    /// Element.
    Element(Element),
    /// Text, unescaped.
    Text(EcoString),
}

impl Element {
    /// An empty element.
    pub fn new(name: &str) -> Self {
        Self {
            name: name.into(),
            ..Self::default()
        }
    }

    /// The same with one more attribute.
    pub fn with(mut self, name: &str, value: impl Into<EcoString>) -> Self {
        self.set(name, value);
        self
    }

    /// The same with one more child.
    pub fn child(mut self, child: Self) -> Self {
        self.children.push(Node::Element(child));
        self
    }

    /// The same with text.
    pub fn text(mut self, text: impl Into<EcoString>) -> Self {
        self.children.push(Node::Text(text.into()));
        self
    }

    /// Value of an attribute.
    pub fn get(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(n, _)| n == name);
        found.map(|(_, value)| value.as_str())
    }

    /// Sets an attribute, at the end when it is new.
    pub fn set(&mut self, name: &str, value: impl Into<EcoString>) {
        let value = value.into();
        match self.attributes.iter_mut().find(|(n, _)| n == name) {
            Some((_, old)) => *old = value,
            None => self.attributes.push((name.into(), value)),
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
    // Nearly every text is written as it is. U+FFFE and U+FFFF begin with EF.
    let special = |b: u8| b < b' ' || matches!(b, b'&' | b'<' | b'>' | b'"' | 0xef);
    if !text.bytes().any(special) {
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
