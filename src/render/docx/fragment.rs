//! What docx-rs builds, mended: a fragment is a paragraph, a row or the shell of a table, with its
//! elements in the order of the schema and nothing in it that depends on the process.

use super::order;
use super::read;
use super::xml::{Element, Node};
use docx_rs::{BuildXML, Paragraph, Table, TableRow};

/// A paragraph.
pub(super) fn paragraph(paragraph: &Paragraph) -> Element {
    mend(paragraph.build())
}

/// What stands in a paragraph, its properties left out.
pub(super) fn content(paragraph: &Paragraph) -> Vec<Node> {
    let children = paragraph.children.iter();
    children
        .map(|child| Node::Element(mend(child.build())))
        .collect()
}

/// The start of a table: its properties and grid, no row.
pub(super) fn table(table: &Table) -> Element {
    mend(table.build())
}

/// A row of a table.
pub(super) fn row(row: &TableRow) -> Element {
    mend(row.build())
}

/// docx-rs writes well-formed XML; were it not so, the empty element would not pass the lint.
fn mend(bytes: Vec<u8>) -> Element {
    let mut element = read::parse(&bytes).unwrap_or_default();
    element.walk_mut(&mut clean);
    order::sort(&mut element);
    element
}

/// Takes away what is illegal, empty or counted by the process.
fn clean(element: &mut Element) {
    match element.name.as_str() {
        "w:p" => element.attributes.clear(),
        "w:gridCol" => element.attributes.retain(|(name, _)| name == "w:w"),
        "w:fldChar" => element
            .attributes
            .retain(|(name, _)| name == "w:fldCharType"),
        "w:instrText" => element.set("xml:space", "preserve"),
        _ => {}
    }
    element.children.retain(|node| match node {
        Node::Element(child) => !is_hollow(child),
        Node::Text(_) => true,
    });
}

fn is_hollow(element: &Element) -> bool {
    let properties = [
        "w:rPr",
        "w:pPr",
        "w:trPr",
        "w:tcPr",
        "w:tblBorders",
        "w:tcBorders",
    ];
    let hollow = |node: &Node| match node {
        Node::Element(child) => is_hollow(child),
        Node::Text(_) => false,
    };
    properties.contains(&element.name.as_str()) && element.children.iter().all(hollow)
}

#[cfg(test)]
mod tests {
    use super::*;
    use docx_rs::Run;

    #[test]
    fn a_paragraph_keeps_its_text_and_loses_the_counters() {
        let text = "</w:t> & ]]> _x0007_ {{x}}";
        let built = Paragraph::new()
            .style("Cita")
            .add_run(Run::new().add_text(text));
        let element = paragraph(&built);
        assert!(element.attributes.is_empty());
        let mut found = String::new();
        element.walk(&mut |e| found.push_str(&e.own_text()));
        assert_eq!(found, text);
    }
}
