//! The structure tree of a tagged PDF: what somebody hears who cannot see the page.

#![allow(dead_code, reason = "each file of tests uses its own part")]

use lopdf::{Dictionary, Document, Object, ObjectId};
use std::collections::BTreeMap;

/// A tag with what it says and holds.
#[derive(Debug, Default)]
pub struct Tag {
    /// `H1`, `P`, `Table` …
    pub role: String,
    /// Alternative text.
    pub alt: Option<String>,
    /// Scope of a header cell.
    pub scope: Option<String>,
    /// In reading order.
    pub kids: Vec<Kid>,
}

/// What a tag holds.
#[derive(Debug)]
pub enum Kid {
    /// Words on the page.
    Text(String),
    /// Another tag.
    Tag(Tag),
}

impl Tag {
    /// Its words and those below, in reading order.
    pub fn text(&self) -> String {
        let parts = self.kids.iter().map(|kid| match kid {
            Kid::Text(text) => text.clone(),
            Kid::Tag(tag) => tag.text(),
        });
        parts.collect::<Vec<_>>().join("")
    }

    /// The tags directly below.
    pub fn tags(&self) -> impl Iterator<Item = &Tag> {
        self.kids.iter().filter_map(|kid| match kid {
            Kid::Tag(tag) => Some(tag),
            Kid::Text(_) => None,
        })
    }

    /// Every tag below for which something holds, in reading order.
    pub fn all<'a>(&'a self, wanted: &dyn Fn(&Tag) -> bool) -> Vec<&'a Tag> {
        let mut found = Vec::new();
        for tag in self.tags() {
            if wanted(tag) {
                found.push(tag);
            }
            found.extend(tag.all(wanted));
        }
        found
    }

    /// The tree as lines, for a person.
    pub fn print(&self, depth: usize, out: &mut String) {
        let alt = self.alt.as_ref().map(|alt| format!(" alt “{alt}”"));
        let scope = self.scope.as_ref().map(|scope| format!(" [{scope}]"));
        let notes = [scope, alt].into_iter().flatten().collect::<String>();
        out.push_str(&format!("{}{}{notes}\n", "  ".repeat(depth), self.role));
        for kid in &self.kids {
            match kid {
                Kid::Text(text) => {
                    out.push_str(&format!("{}“{text}”\n", "  ".repeat(depth + 1)));
                }
                Kid::Tag(tag) => tag.print(depth + 1, out),
            }
        }
    }
}

/// Which marked content something stands in: none, an artifact, or a number of its page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    Other,
    Artifact,
    Content(i64),
}

/// What a page shows.
#[derive(Debug, Default)]
struct Page {
    /// Words by number of marked content.
    words: BTreeMap<i64, String>,
    /// Numbers of marked content in which something is drawn.
    drawn: Vec<i64>,
    /// How much is drawn outside of all marked content.
    unmarked: usize,
}

/// A PDF as its tags tell it.
pub struct Tagged {
    /// The document.
    pub root: Tag,
    /// Roles of the tags that hold a drawing.
    pub drawn_in: Vec<String>,
    /// Drawings and words that no tag and no artifact holds.
    pub unmarked: usize,
}

/// Reads the tags of a PDF.
pub fn read(pdf: &[u8]) -> Tagged {
    let doc = Document::load_mem(pdf).unwrap();
    let pages: BTreeMap<ObjectId, Page> = doc
        .get_pages()
        .into_values()
        .map(|id| (id, page(&doc, id)))
        .collect();
    let catalog = doc.catalog().unwrap();
    let root = dictionary(&doc, catalog.get(b"StructTreeRoot").unwrap()).unwrap();
    let mut reader = Reader {
        doc: &doc,
        pages: &pages,
        drawn_in: Vec::new(),
    };
    let mut tag = Tag::default();
    reader.kids(root, None, &mut tag);
    let unmarked = pages.values().map(|page| page.unmarked).sum();
    Tagged {
        root: tag,
        drawn_in: reader.drawn_in,
        unmarked,
    }
}

struct Reader<'a> {
    doc: &'a Document,
    pages: &'a BTreeMap<ObjectId, Page>,
    drawn_in: Vec<String>,
}

impl Reader<'_> {
    fn tag(&mut self, element: &Dictionary, page: Option<ObjectId>) -> Tag {
        let page = element
            .get(b"Pg")
            .and_then(Object::as_reference)
            .ok()
            .or(page);
        let mut tag = Tag {
            role: name(element.get(b"S").ok()).unwrap_or_default(),
            alt: element.get(b"Alt").ok().and_then(string),
            scope: self.scope(element),
            kids: Vec::new(),
        };
        self.kids(element, page, &mut tag);
        tag
    }

    fn kids(&mut self, element: &Dictionary, page: Option<ObjectId>, tag: &mut Tag) {
        let Ok(kids) = element.get(b"K") else { return };
        let kids = self.doc.dereference(kids).unwrap().1;
        let list = match kids {
            Object::Array(list) => list.clone(),
            one => vec![one.clone()],
        };
        for kid in &list {
            match self.doc.dereference(kid).unwrap().1 {
                Object::Integer(number) => self.content(page, *number, tag),
                Object::Dictionary(below) if below.has(b"S") => {
                    let below = self.tag(below, page);
                    tag.kids.push(Kid::Tag(below));
                }
                Object::Dictionary(below) => {
                    let own = below.get(b"Pg").and_then(Object::as_reference).ok();
                    if let Ok(number) = below.get(b"MCID").and_then(Object::as_i64) {
                        self.content(own.or(page), number, tag);
                    }
                }
                _ => {}
            }
        }
    }

    fn content(&mut self, page: Option<ObjectId>, number: i64, tag: &mut Tag) {
        let page = &self.pages[&page.expect("marked content stands on a page")];
        if let Some(words) = page.words.get(&number) {
            tag.kids.push(Kid::Text(words.clone()));
        }
        if page.drawn.contains(&number) {
            self.drawn_in.push(tag.role.clone());
        }
    }

    fn scope(&self, element: &Dictionary) -> Option<String> {
        let attributes = self.doc.dereference(element.get(b"A").ok()?).ok()?.1;
        let all = match attributes {
            Object::Array(all) => all.clone(),
            one => vec![one.clone()],
        };
        all.iter()
            .filter_map(|one| dictionary(self.doc, one))
            .find_map(|one| name(one.get(b"Scope").ok()))
    }
}

fn dictionary<'a>(doc: &'a Document, object: &'a Object) -> Option<&'a Dictionary> {
    doc.dereference(object).ok()?.1.as_dict().ok()
}

fn name(object: Option<&Object>) -> Option<String> {
    let bytes = object?.as_name().ok()?;
    Some(String::from_utf8_lossy(bytes).into_owned())
}

/// A text string: UTF-16 with a mark, or one byte a letter.
fn string(object: &Object) -> Option<String> {
    let bytes = object.as_str().ok()?;
    Some(match bytes {
        [0xfe, 0xff, units @ ..] => {
            let units = units
                .chunks_exact(2)
                .map(|u| u16::from_be_bytes([u[0], u[1]]));
            String::from_utf16_lossy(&units.collect::<Vec<_>>())
        }
        latin => latin.iter().copied().map(char::from).collect(),
    })
}

fn page(doc: &Document, id: ObjectId) -> Page {
    let fonts = doc.get_page_fonts(id).unwrap();
    let encodings: BTreeMap<_, _> = fonts
        .iter()
        .map(|(name, font)| (name.clone(), font.get_font_encoding(doc).unwrap()))
        .collect();
    let mut page = Page::default();
    let mut marks: Vec<Mark> = Vec::new();
    let mut font = Vec::new();
    for operation in doc.get_and_decode_page_content(id).unwrap().operations {
        let operands = &operation.operands;
        let inside = marks.iter().rev().find(|mark| **mark != Mark::Other);
        match operation.operator.as_str() {
            "BMC" | "BDC" => marks.push(mark(operands)),
            "EMC" => {
                marks.pop();
            }
            "Tf" => font = operands[0].as_name().unwrap().to_vec(),
            "Tj" | "TJ" | "'" | "\"" => {
                let mut text = String::new();
                for bytes in strings(operands) {
                    let encoding = encodings.get(&font);
                    text.push_str(&Document::decode_text(encoding.unwrap(), bytes).unwrap());
                }
                match inside {
                    Some(Mark::Content(number)) => {
                        page.words.entry(*number).or_default().push_str(&text);
                    }
                    Some(Mark::Artifact) => {}
                    Some(Mark::Other) | None => page.unmarked += 1,
                }
            }
            "f" | "F" | "f*" | "S" | "s" | "B" | "B*" | "b" | "b*" | "sh" | "Do" => match inside {
                Some(Mark::Content(number)) => page.drawn.push(*number),
                Some(Mark::Artifact) => {}
                Some(Mark::Other) | None => page.unmarked += 1,
            },
            _ => {}
        }
    }
    page
}

fn strings(operands: &[Object]) -> Vec<&[u8]> {
    let all = operands.iter().flat_map(|operand| match operand {
        Object::Array(parts) => parts.iter().collect(),
        one => vec![one],
    });
    all.filter_map(|part| part.as_str().ok()).collect()
}

fn mark(operands: &[Object]) -> Mark {
    if operands
        .first()
        .is_some_and(|tag| tag.as_name().is_ok_and(|n| n == b"Artifact"))
    {
        return Mark::Artifact;
    }
    let properties = operands.get(1).and_then(|p| p.as_dict().ok());
    let number = properties.and_then(|p| p.get(b"MCID").ok()?.as_i64().ok());
    number.map_or(Mark::Other, Mark::Content)
}
