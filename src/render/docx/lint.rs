//! What no validator outside sees, looked at before the file is written: fields begin and end, ids
//! are unique, every relationship and style is there, cells end in a paragraph, pictures have words.

use super::package::Package;
use super::parts::{self, Relations};
use super::read::{self, Tag};
use super::xml::Element;
use std::borrow::Cow;
use std::collections::BTreeSet;

/// Elements that name a style.
const STYLED: &[&str] = &[
    "w:pStyle",
    "w:rStyle",
    "w:tblStyle",
    "w:basedOn",
    "w:next",
    "w:link",
];

/// What is the matter with a Word file; nothing when all is well.
pub(super) fn check(package: &Package) -> Vec<String> {
    let mut faults = Vec::new();
    let main = parts::main(package).unwrap_or_default();
    let Ok(relations) = Relations::read(package, &main) else {
        return vec!["las relaciones del documento no se pueden leer".to_owned()];
    };
    let read = |name: &str| package.parts.get(name).and_then(|b| read::parse(b).ok());
    let known = Known {
        styles: ids(
            relations.target(parts::STYLES).and_then(|p| read(&p)),
            "w:style",
            "w:styleId",
        ),
        lists: ids(
            relations.target(parts::NUMBERING).and_then(|p| read(&p)),
            "w:num",
            "w:numId",
        ),
        notes: ids(
            relations.target(parts::FOOTNOTES).and_then(|p| read(&p)),
            "w:footnote",
            "w:id",
        ),
    };
    let mut content: Vec<String> = relations
        .inner()
        .map(|(_, part)| part)
        .filter(|p| p.ends_with(".xml") && !p.contains("theme"))
        .collect();
    content.push(main);
    for part in content {
        let bytes = package.parts.get(&part).map_or(&[][..], Vec::as_slice);
        Part::new(package, &part, &known).check(bytes, &mut faults);
    }
    faults
}

/// What may be named.
struct Known {
    styles: BTreeSet<String>,
    lists: BTreeSet<String>,
    notes: BTreeSet<String>,
}

fn ids(root: Option<Element>, name: &str, attribute: &str) -> BTreeSet<String> {
    let root = root.unwrap_or_default();
    let found = root.elements().filter(|e| e.name == name);
    found
        .filter_map(|e| e.get(attribute).map(str::to_owned))
        .collect()
}

/// A part that is looked through.
struct Part<'a> {
    name: &'a str,
    known: &'a Known,
    relations: BTreeSet<String>,
    drawings: BTreeSet<String>,
    bookmarks: BTreeSet<String>,
    anchors: BTreeSet<String>,
    depth: i32,
}

impl<'a> Part<'a> {
    fn new(package: &Package, name: &'a str, known: &'a Known) -> Self {
        let relations = Relations::read(package, name);
        let mut ids = BTreeSet::new();
        if let Ok(relations) = relations {
            let inner: BTreeSet<&str> = relations
                .inner()
                .filter(|(_, part)| package.parts.get(part).is_none_or(Vec::is_empty))
                .map(|(id, _)| id)
                .collect();
            let whole = relations.ids().filter(|id| !inner.contains(id));
            ids = whole.map(str::to_owned).collect();
        }
        Self {
            name,
            known,
            relations: ids,
            drawings: BTreeSet::new(),
            bookmarks: BTreeSet::new(),
            anchors: BTreeSet::new(),
            depth: 0,
        }
    }

    /// The part is not kept as a tree: a long table would take more memory than writing it.
    fn check(mut self, bytes: &[u8], faults: &mut Vec<String>) {
        let (mut found, mut cells) = (Vec::new(), 0);
        let scanned = read::scan(
            bytes,
            &mut |element| self.element(element, &mut found),
            &mut |name, last| cells += u32::from(name == "w:tc" && last != "w:p"),
        );
        if scanned.is_err() {
            faults.push(format!("la parte {} falta o no se puede leer", self.name));
            return;
        }
        if cells > 0 {
            found.push("una celda no termina en un párrafo".to_owned());
        }
        if self.depth != 0 {
            found.push("un campo no termina".to_owned());
        }
        for anchor in self.anchors.difference(&self.bookmarks) {
            found.push(format!("el marcador {anchor} no existe"));
        }
        let name = self.name;
        faults.extend(found.into_iter().map(|fault| format!("{fault} ({name})")));
    }

    fn element(&mut self, tag: &Tag<'_>, faults: &mut Vec<String>) {
        for value in tag.values(|name| name.starts_with("r:")) {
            if !self.relations.contains(&*value) {
                faults.push(format!("la relación {value} no existe"));
            }
        }
        let value = |name| tag.get(name).unwrap_or_default();
        if tag.is(STYLED) {
            let style = value("w:val");
            if !self.known.styles.contains(&*style) {
                faults.push(format!("el estilo «{style}» no existe"));
            }
        } else if tag.is(&["w:numId"]) {
            let list = value("w:val");
            let body = self.name.ends_with("document.xml");
            if list != "0" && body && !self.known.lists.contains(&*list) {
                faults.push(format!("la lista {list} no existe"));
            }
        } else if tag.is(&["w:footnoteReference"]) {
            let id = value("w:id");
            if !self.known.notes.contains(&*id) {
                faults.push(format!("la nota {id} no existe"));
            }
        } else if tag.is(&["w:fldChar"]) {
            self.field(&value("w:fldCharType"), faults);
        } else if tag.is(&["wp:docPr"]) {
            self.drawing(&value("id"), &value("descr"), faults);
        } else if tag.is(&["w:bookmarkStart"]) {
            let name = value("w:name");
            if !self.bookmarks.insert(name.to_string()) {
                faults.push(format!("el marcador {name} se repite"));
            }
        } else if tag.is(&["w:hyperlink"]) {
            self.anchors
                .extend(tag.get("w:anchor").map(Cow::into_owned));
        }
    }

    fn field(&mut self, kind: &str, faults: &mut Vec<String>) {
        match kind {
            "begin" => self.depth += 1,
            "end" => self.depth -= 1,
            _ => {}
        }
        if self.depth < 0 {
            faults.push("un campo termina sin empezar".to_owned());
            self.depth = 0;
        }
    }

    fn drawing(&mut self, id: &str, words: &str, faults: &mut Vec<String>) {
        if words.trim().is_empty() {
            faults.push(format!("el dibujo {id} no tiene texto alternativo"));
        }
        if !self.drawings.insert(id.to_owned()) {
            faults.push(format!("el dibujo {id} se repite"));
        }
    }
}
