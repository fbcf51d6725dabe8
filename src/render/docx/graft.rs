//! The body is put on the letterhead: its parts stay as they are, but for what the informe adds.

use super::body::{Body, Firsts, Media, Orientation};
use super::legend;
use super::letterhead::{Letterhead, parse};
use super::margins;
use super::numbering::Numbering;
use super::package::Package;
use super::parts::{self, ContentTypes, Relations};
use super::placeholder::{self, Found};
use super::xml::{DECLARATION, Element, Node};
use crate::report::Meta;

/// Namespace of WordprocessingML.
pub(super) const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
/// Namespace of the attributes that name a relationship.
pub(super) const RELATIONSHIPS: &str =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const DRAWING: &str = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing";
/// What every content type of a Word part starts with.
pub(super) const CONTENT_TYPE: &str =
    "application/vnd.openxmlformats-officedocument.wordprocessingml.";

/// The main part of a document, as against that of a `.dotx`.
const MAIN_TYPE: &str = "document.main+xml";

/// Where the lists of the informe start, after those of the letterhead.
pub(super) fn numbering(letterhead: &Letterhead) -> Result<Numbering, String> {
    let (mut last_abstract, mut last_num) = (-1, 0);
    if let Some(part) = letterhead.relations.target(parts::NUMBERING) {
        for element in parse(&letterhead.package, &part)?.elements() {
            let id = |name| element.get(name).and_then(|v| v.parse::<i64>().ok());
            last_abstract = last_abstract.max(id("w:abstractNumId").unwrap_or(-1));
            last_num = last_num.max(id("w:numId").unwrap_or(0));
        }
    }
    let next = |last: i64| u32::try_from(last + 1).unwrap_or(0);
    Ok(Numbering::new(next(last_abstract), next(last_num)))
}

/// Where our numbers start, after those of the letterhead.
pub(super) fn firsts(letterhead: &Letterhead) -> Result<Firsts, String> {
    let number = |e: &Element, name: &str| {
        let id = e.get(name).and_then(|v| v.parse::<i64>().ok());
        usize::try_from(id.unwrap_or(0)).unwrap_or(0)
    };
    let mut last = Firsts::default();
    letterhead.document.walk(&mut |e| match e.name.as_str() {
        "wp:docPr" => last.drawing = last.drawing.max(number(e, "id")),
        "w:bookmarkStart" => last.bookmark = last.bookmark.max(number(e, "w:id")),
        _ => {}
    });
    if let Some(part) = letterhead.relations.target(parts::FOOTNOTES) {
        for note in parse(&letterhead.package, &part)?.elements() {
            last.note = last.note.max(number(note, "w:id"));
        }
    }
    Ok(Firsts {
        note: last.note + 1,
        drawing: last.drawing + 1,
        bookmark: last.bookmark + 1,
    })
}

/// A letterhead with the informe on it.
pub(super) struct Graft<'a> {
    letterhead: &'a Letterhead,
    meta: &'a Meta,
    package: Package,
    relations: Relations,
    types: ContentTypes,
}

impl<'a> Graft<'a> {
    /// Starts from the letterhead as it is.
    pub fn new(letterhead: &'a Letterhead, meta: &'a Meta) -> Result<Self, String> {
        let package = letterhead.package.clone();
        Ok(Self {
            types: ContentTypes::read(&package)?,
            relations: letterhead.relations.clone(),
            letterhead,
            meta,
            package,
        })
    }

    /// Puts the body in and gives the parts of the Word file.
    pub fn finish(mut self, mut body: Body<'_>) -> Result<Package, String> {
        body.turn(Orientation::Portrait);
        let section = body.section();
        let content = body.finish();
        self.document(&content, &section);
        self.styles();
        self.lists(body.numbering)?;
        self.notes(body.notes)?;
        self.pictures(body.media);
        self.headers_and_feet()?;
        self.settings()?;
        super::core::write(&mut self.package, &mut self.types, self.meta)?;
        let relations = self.relations.part().to_owned();
        self.add(&relations, self.relations.to_part());
        let types = self.types.to_part();
        self.add(parts::CONTENT_TYPES, types);
        Ok(self.package)
    }

    fn add(&mut self, name: &str, bytes: Vec<u8>) {
        self.package.parts.insert(name.to_owned(), bytes);
    }

    /// What stands around `{{contenido}}` in the letterhead stays around the body.
    fn document(&mut self, content: &str, section: &Element) {
        let mut root = self.letterhead.document.clone();
        for (name, value) in [
            ("xmlns:w", WORD),
            ("xmlns:r", RELATIONSHIPS),
            ("xmlns:wp", DRAWING),
        ] {
            root.set(name, value);
        }
        placeholder::fill(&mut root, self.meta);
        let mut out = DECLARATION.to_owned();
        root.write_open(&mut out);
        out.push_str("<w:body>");
        let mut after = String::new();
        let mut placed = Found::Nothing;
        for element in root.find("w:body").into_iter().flat_map(Element::elements) {
            let text = placeholder::texts(element).concat();
            let empty = text.is_empty() && element.find("w:r").is_none();
            if placeholder::is_content(element) {
                placed = Found::Something;
            } else if element.name == "w:sectPr" || (element.name == "w:p" && empty) {
                // The section is written at the end; an empty paragraph only held the place.
            } else if placed == Found::Nothing {
                element.write(&mut out);
            } else {
                element.write(&mut after);
            }
        }
        out.push_str(content);
        out.push_str(&after);
        section.write(&mut out);
        out.push_str("</w:body>");
        root.write_close(&mut out);
        let main = self.letterhead.main.clone();
        self.types.set(&main, &format!("{CONTENT_TYPE}{MAIN_TYPE}"));
        self.add(&main, out.into_bytes());
    }

    fn styles(&mut self) {
        let part = self.letterhead.styles_part.clone();
        self.add(&part, self.letterhead.styles.root.to_part());
    }

    /// The part of a kind, made when the letterhead has none.
    fn part(&mut self, kind: &str, root: &str) -> Result<(String, Element), String> {
        if let Some(part) = self.relations.target(kind) {
            let element = parse(&self.package, &part)?;
            return Ok((part, element));
        }
        let file = format!("{kind}.xml");
        let part = self.relations.resolve(&file);
        self.relations
            .add(&format!("rIdInforme{kind}"), kind, &file);
        self.types.set(&part, &format!("{CONTENT_TYPE}{kind}+xml"));
        let element = Element::new(root)
            .with("xmlns:w", WORD)
            .with("xmlns:r", RELATIONSHIPS);
        Ok((part, element))
    }

    /// Definitions come before lists, and both before the mark of what was cleaned up.
    fn lists(&mut self, numbering: Numbering) -> Result<(), String> {
        let (definitions, lists) = numbering.into_elements();
        if lists.is_empty() {
            return Ok(());
        }
        let (part, mut root) = self.part(parts::NUMBERING, "w:numbering")?;
        insert_before(&mut root, &["w:num", "w:numIdMacAtCleanup"], definitions);
        insert_before(&mut root, &["w:numIdMacAtCleanup"], lists);
        self.add(&part, root.to_part());
        Ok(())
    }

    fn notes(&mut self, notes: Vec<Element>) -> Result<(), String> {
        if notes.is_empty() {
            return Ok(());
        }
        let (part, mut root) = self.part(parts::FOOTNOTES, "w:footnotes")?;
        if root.elements().next().is_none() {
            root = root
                .child(separator("separator", "-1"))
                .child(separator("continuationSeparator", "0"));
        }
        root.children.extend(notes.into_iter().map(Node::Element));
        self.add(&part, root.to_part());
        Ok(())
    }

    fn pictures(&mut self, media: Vec<Media<'_>>) {
        if !media.is_empty() {
            self.types.default("png", "image/png");
            self.types.default("svg", "image/svg+xml");
        }
        for (n, media) in media.into_iter().enumerate() {
            let n = n + 1;
            let mut store = |id: &str, extension: &str, bytes: &[u8]| {
                let file = format!("media/figura-{n:02}.{extension}");
                self.relations.add(id, parts::IMAGE, &file);
                let part = self.relations.resolve(&file);
                self.package.parts.insert(part, bytes.to_vec());
            };
            store(&media.png_rel, "png", &media.picture.png);
            if let Some(svg) = &media.svg_rel {
                store(svg, "svg", &media.picture.svg);
            }
        }
    }

    /// A header or foot without placeholder keeps its bytes, but for the legends.
    fn headers_and_feet(&mut self) -> Result<(), String> {
        let styles = &self.letterhead.styles;
        for margin in margins::all(self.letterhead, self.meta)? {
            let mut root = margin.root;
            let mut changed = placeholder::fill(&mut root, self.meta);
            if let Some(legend) = margin.legend {
                legend::add(&mut root, legend, margin.number, styles);
                changed = Found::Something;
            }
            if let Some(foot) = margin.foot {
                legend::add_foot(&mut root, foot, styles);
                changed = Found::Something;
            }
            if changed == Found::Something {
                self.package.parts.insert(margin.part, root.to_part());
            }
        }
        Ok(())
    }

    /// Nothing that makes Word ask a question when it opens the file.
    fn settings(&mut self) -> Result<(), String> {
        let Some(part) = self.relations.target(parts::SETTINGS) else {
            return Ok(());
        };
        let mut root = parse(&self.package, &part)?;
        let before = root.children.len();
        root.children.retain(|node| match node {
            Node::Element(e) => e.name != "w:updateFields" && e.name != "w:attachedTemplate",
            Node::Text(_) => true,
        });
        if root.children.len() != before {
            self.add(&part, root.to_part());
        }
        // Where somebody else's template was kept is not for the readers of the informe.
        let mut relations = Relations::read(&self.package, &part)?;
        if relations.remove("attachedTemplate") {
            let name = relations.part().to_owned();
            self.add(&name, relations.to_part());
        }
        Ok(())
    }
}

fn insert_before(root: &mut Element, names: &[&str], new: Vec<Element>) {
    let found = root.children.iter().position(|node| match node {
        Node::Element(e) => names.contains(&e.name.as_str()),
        Node::Text(_) => false,
    });
    let at = found.unwrap_or(root.children.len());
    root.children
        .splice(at..at, new.into_iter().map(Node::Element));
}

fn separator(kind: &str, id: &str) -> Element {
    let mark = Element::new("w:r").child(Element::new(&format!("w:{kind}")));
    Element::new("w:footnote")
        .with("w:type", kind)
        .with("w:id", id)
        .child(Element::new("w:p").child(mark))
}
