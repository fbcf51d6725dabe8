//! How the parts of a Word file name one another: relationships and content types.

use super::package::Package;
use super::read;
use super::xml::{Element, Node};

const PREFIX: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
/// How relationships begin in the strict form of the standard, which nobody's letterhead has.
const STRICT: &str = "http://purl.oclc.org/ooxml/";
const NAMESPACE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";

/// Relationship to the main part.
const OFFICE_DOCUMENT: &str = "officeDocument";
/// Relationship to the styles.
pub(super) const STYLES: &str = "styles";
/// Relationship to the lists.
pub(super) const NUMBERING: &str = "numbering";
/// Relationship to the footnotes.
pub(super) const FOOTNOTES: &str = "footnotes";
/// Relationship to the endnotes.
pub(super) const ENDNOTES: &str = "endnotes";
/// Relationship to the comments.
pub(super) const COMMENTS: &str = "comments";
/// Relationship to the settings.
pub(super) const SETTINGS: &str = "settings";
/// Relationship to a picture.
pub(super) const IMAGE: &str = "image";

/// The relationships of a part.
#[derive(Debug, Clone)]
pub(super) struct Relations {
    folder: String,
    part: String,
    root: Element,
}

/// Name of the main part; says in Spanish why there is none.
pub(super) fn main(package: &Package) -> Result<String, String> {
    let relations = Relations::read(package, "")?;
    let strict = |e: &Element| e.get("Type").is_some_and(|t| t.starts_with(STRICT));
    match relations.target(OFFICE_DOCUMENT) {
        Some(part) => Ok(part),
        None if relations.root.elements().any(strict) => Err(
            "está guardado como «Documento Open XML estricto»; guárdelo como «Documento de Word»"
                .to_owned(),
        ),
        None => Err("no dice cuál es su documento principal".to_owned()),
    }
}

impl Relations {
    /// Reads the relationships of a part; of the file itself when it has no name.
    pub fn read(package: &Package, owner: &str) -> Result<Self, String> {
        let (folder, name) = owner.rsplit_once('/').unwrap_or(("", owner));
        let folder = if folder.is_empty() {
            String::new()
        } else {
            format!("{folder}/")
        };
        let part = format!("{folder}_rels/{name}.rels");
        let root = match package.parts.get(&part) {
            Some(bytes) => {
                read::parse(bytes).map_err(|e| format!("la parte {part} no se puede leer: {e}"))?
            }
            None => Element::new("Relationships").with("xmlns", NAMESPACE),
        };
        Ok(Self { folder, part, root })
    }

    /// Name of the part that these relationships are stored in.
    pub fn part(&self) -> &str {
        &self.part
    }

    /// The part, written.
    pub fn to_part(&self) -> Vec<u8> {
        self.root.to_part()
    }

    /// Name of the first part of that kind.
    pub fn target(&self, kind: &str) -> Option<String> {
        let wanted = format!("{PREFIX}{kind}");
        let found = self
            .root
            .elements()
            .find(|r| r.get("Type") == Some(&wanted) && r.get("TargetMode") != Some("External"));
        Some(self.resolve(found?.get("Target")?))
    }

    /// Name of every part of that kind.
    pub fn targets(&self, kind: &str) -> Vec<String> {
        let wanted = format!("{PREFIX}{kind}");
        let of_kind = self
            .root
            .elements()
            .filter(|r| r.get("Type") == Some(&wanted));
        let targets = of_kind.filter_map(|r| r.get("Target"));
        targets.map(|target| self.resolve(target)).collect()
    }

    /// Id and name of the part of every relationship inside the file.
    pub fn inner(&self) -> impl Iterator<Item = (&str, String)> {
        self.root.elements().filter_map(|r| {
            let inside = r.get("TargetMode") != Some("External");
            let target = r.get("Target").filter(|_| inside)?;
            Some((r.get("Id")?, self.resolve(target)))
        })
    }

    /// Every id.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.root.elements().filter_map(|r| r.get("Id"))
    }

    /// Takes away those of a kind; says whether there was one.
    pub fn remove(&mut self, kind: &str) -> bool {
        let unwanted = format!("{PREFIX}{kind}");
        let before = self.root.children.len();
        self.root.children.retain(|node| match node {
            Node::Element(e) => e.get("Type") != Some(&unwanted),
            Node::Text(_) => true,
        });
        self.root.children.len() != before
    }

    /// Adds one under that id; `target` is relative to the folder of the owner.
    pub fn add(&mut self, id: &str, kind: &str, target: &str) {
        let relation = Element::new("Relationship")
            .with("Id", id)
            .with("Type", format!("{PREFIX}{kind}"))
            .with("Target", target);
        self.root = std::mem::take(&mut self.root).child(relation);
    }

    /// The full name of a part in the folder of the owner.
    pub fn resolve(&self, target: &str) -> String {
        if let Some(absolute) = target.strip_prefix('/') {
            return absolute.to_owned();
        }
        let mut steps: Vec<&str> = self.folder.split('/').filter(|s| !s.is_empty()).collect();
        for step in target.split('/') {
            match step {
                "." | "" => {}
                ".." => {
                    steps.pop();
                }
                step => steps.push(step),
            }
        }
        steps.join("/")
    }
}

/// The part that says what every other is.
#[derive(Debug)]
pub(super) struct ContentTypes {
    root: Element,
}

/// Its name.
pub(super) const CONTENT_TYPES: &str = "[Content_Types].xml";

impl ContentTypes {
    /// Reads it.
    pub fn read(package: &Package) -> Result<Self, String> {
        let bytes = package
            .parts
            .get(CONTENT_TYPES)
            .ok_or("le falta la lista de sus tipos de contenido")?;
        Ok(Self {
            root: read::parse(bytes)
                .map_err(|e| format!("la parte {CONTENT_TYPES} no se puede leer: {e}"))?,
        })
    }

    /// Says what files of an extension are.
    pub fn default(&mut self, extension: &str, kind: &str) {
        let known = self.root.elements().any(|e| {
            e.name == "Default"
                && e.get("Extension")
                    .is_some_and(|x| x.eq_ignore_ascii_case(extension))
        });
        if !known {
            let element = Element::new("Default")
                .with("Extension", extension)
                .with("ContentType", kind);
            self.root.children.insert(0, Node::Element(element));
        }
    }

    /// Says what a part is.
    pub fn set(&mut self, part: &str, kind: &str) {
        let name = format!("/{part}");
        let known = self
            .root
            .elements_mut()
            .find(|e| e.name == "Override" && e.get("PartName") == Some(&name));
        match known {
            Some(element) => element.set("ContentType", kind),
            None => {
                let element = Element::new("Override")
                    .with("PartName", name)
                    .with("ContentType", kind);
                self.root = std::mem::take(&mut self.root).child(element);
            }
        }
    }

    /// The part, written.
    pub fn to_part(&self) -> Vec<u8> {
        self.root.to_part()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_resolved_within_the_folder_of_their_owner() {
        let relations = Relations::read(&Package::default(), "word/document.xml").unwrap();
        assert_eq!(relations.part(), "word/_rels/document.xml.rels");
        assert_eq!(relations.resolve("media/a.png"), "word/media/a.png");
        assert_eq!(relations.resolve("../custom/a.xml"), "custom/a.xml");
        assert_eq!(relations.resolve("/word/b.xml"), "word/b.xml");
        let root = Relations::read(&Package::default(), "").unwrap();
        assert_eq!(root.part(), "_rels/.rels");
    }
}
