//! The properties of the file: title, subject, who presents, language, and the day of the meeting
//! as its date.

use super::package::Package;
use super::parts::ContentTypes;
use super::read;
use super::xml::Element;
use crate::report::Meta;

const PART: &str = "docProps/core.xml";
const ROOT_RELATIONS: &str = "_rels/.rels";
const KIND: &str =
    "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties";
const CONTENT_TYPE: &str = "application/vnd.openxmlformats-package.core-properties+xml";

/// Writes the part, and names it where the letterhead had none.
pub(super) fn write(
    package: &mut Package,
    types: &mut ContentTypes,
    meta: &Meta,
) -> Result<(), String> {
    let mut relations = match package.parts.get(ROOT_RELATIONS) {
        Some(bytes) => read::parse(bytes)
            .map_err(|e| format!("la parte {ROOT_RELATIONS} no se puede leer: {e}"))?,
        None => return Err("le faltan sus relaciones".to_owned()),
    };
    let known = relations
        .elements()
        .find(|r| r.get("Type") == Some(KIND))
        .and_then(|r| r.get("Target"))
        .map(|t| t.trim_start_matches('/').to_owned());
    let part = match known {
        Some(part) => part,
        None => {
            let relation = Element::new("Relationship")
                .with("Id", "rIdInformePropiedades")
                .with("Type", KIND)
                .with("Target", PART);
            relations = relations.child(relation);
            let bytes = relations.to_part();
            package.parts.insert(ROOT_RELATIONS.to_owned(), bytes);
            PART.to_owned()
        }
    };
    package
        .parts
        .insert(part.clone(), properties(meta).to_part());
    types.set(&part, CONTENT_TYPE);
    Ok(())
}

fn properties(meta: &Meta) -> Element {
    let plain = |name: &str, text: &str| Element::new(name).text(text);
    let date = |name: &str| {
        Element::new(name)
            .with("xsi:type", "dcterms:W3CDTF")
            .text(format!("{}T00:00:00Z", meta.date))
    };
    let presenter = if meta.area.is_empty() {
        &meta.institution
    } else {
        &meta.area
    };
    Element::new("cp:coreProperties")
        .with(
            "xmlns:cp",
            "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
        )
        .with("xmlns:dc", "http://purl.org/dc/elements/1.1/")
        .with("xmlns:dcterms", "http://purl.org/dc/terms/")
        .with("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance")
        .child(plain("dc:title", &meta.file_title()))
        .child(plain("dc:subject", &meta.subject))
        .child(plain("dc:creator", presenter))
        .child(date("dcterms:created"))
        .child(plain("dc:language", &meta.language))
        .child(plain("cp:lastModifiedBy", presenter))
        .child(date("dcterms:modified"))
}
