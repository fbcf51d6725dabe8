//! The order in which the schema of WordprocessingML wants the children of an element
//! (ISO/IEC 29500-1, `wml.xsd`). docx-rs writes them in its own.

use super::xml::{Element, Node};

const PARAGRAPH: &[&str] = &[
    "w:pStyle",
    "w:keepNext",
    "w:keepLines",
    "w:pageBreakBefore",
    "w:framePr",
    "w:widowControl",
    "w:numPr",
    "w:suppressLineNumbers",
    "w:pBdr",
    "w:shd",
    "w:tabs",
    "w:suppressAutoHyphens",
    "w:kinsoku",
    "w:wordWrap",
    "w:overflowPunct",
    "w:topLinePunct",
    "w:autoSpaceDE",
    "w:autoSpaceDN",
    "w:bidi",
    "w:adjustRightInd",
    "w:snapToGrid",
    "w:spacing",
    "w:ind",
    "w:contextualSpacing",
    "w:mirrorIndents",
    "w:suppressOverlap",
    "w:jc",
    "w:textDirection",
    "w:textAlignment",
    "w:textboxTightWrap",
    "w:outlineLvl",
    "w:divId",
    "w:cnfStyle",
    "w:rPr",
    "w:sectPr",
    "w:pPrChange",
];

const RUN: &[&str] = &[
    "w:ins",
    "w:del",
    "w:moveFrom",
    "w:moveTo",
    "w:rStyle",
    "w:rFonts",
    "w:b",
    "w:bCs",
    "w:i",
    "w:iCs",
    "w:caps",
    "w:smallCaps",
    "w:strike",
    "w:dstrike",
    "w:outline",
    "w:shadow",
    "w:emboss",
    "w:imprint",
    "w:noProof",
    "w:snapToGrid",
    "w:vanish",
    "w:webHidden",
    "w:color",
    "w:spacing",
    "w:w",
    "w:kern",
    "w:position",
    "w:sz",
    "w:szCs",
    "w:highlight",
    "w:u",
    "w:effect",
    "w:bdr",
    "w:shd",
    "w:fitText",
    "w:vertAlign",
    "w:rtl",
    "w:cs",
    "w:em",
    "w:lang",
    "w:eastAsianLayout",
    "w:specVanish",
    "w:oMath",
    "w:rPrChange",
];

const TABLE: &[&str] = &[
    "w:tblStyle",
    "w:tblpPr",
    "w:tblOverlap",
    "w:bidiVisual",
    "w:tblStyleRowBandSize",
    "w:tblStyleColBandSize",
    "w:tblW",
    "w:jc",
    "w:tblCellSpacing",
    "w:tblInd",
    "w:tblBorders",
    "w:shd",
    "w:tblLayout",
    "w:tblCellMar",
    "w:tblLook",
    "w:tblCaption",
    "w:tblDescription",
    "w:tblPrChange",
];

const CELL: &[&str] = &[
    "w:cnfStyle",
    "w:tcW",
    "w:gridSpan",
    "w:hMerge",
    "w:vMerge",
    "w:tcBorders",
    "w:shd",
    "w:noWrap",
    "w:tcMar",
    "w:textDirection",
    "w:tcFitText",
    "w:vAlign",
    "w:hideMark",
];

const BORDERS: &[&str] = &[
    "w:top",
    "w:left",
    "w:start",
    "w:bottom",
    "w:right",
    "w:end",
    "w:insideH",
    "w:insideV",
    "w:between",
    "w:bar",
    "w:tl2br",
    "w:tr2bl",
];

/// The wanted order of the children of an element, where we write that element.
fn order(name: &str) -> Option<&'static [&'static str]> {
    match name {
        "w:pPr" => Some(PARAGRAPH),
        "w:rPr" => Some(RUN),
        "w:tblPr" => Some(TABLE),
        "w:tcPr" => Some(CELL),
        "w:numPr" => Some(&["w:ilvl", "w:numId"]),
        "w:tcBorders" | "w:tblBorders" | "w:pBdr" | "w:tblCellMar" | "w:tcMar" => Some(BORDERS),
        _ => None,
    }
}

/// Sorts every element below, itself included; what the schema does not name goes last.
pub(super) fn sort(element: &mut Element) {
    // A row of a long table is sorted for each of its cells: one child is in order already.
    if element.children.len() > 1
        && let Some(order) = order(&element.name)
    {
        let place = |node: &Node| match node {
            Node::Element(child) => rank(order, &child.name),
            Node::Text(_) => usize::MAX,
        };
        if !element.children.is_sorted_by_key(place) {
            element.children.sort_by_cached_key(place);
        }
    }
    for child in element.elements_mut() {
        sort(child);
    }
}

fn rank(order: &[&str], name: &str) -> usize {
    let found = order.iter().position(|known| *known == name);
    found.unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn children_come_in_the_order_of_the_schema() {
        let mut element = Element::new("w:p").child(
            Element::new("w:pPr")
                .child(Element::new("w:rPr"))
                .child(Element::new("w:jc"))
                .child(Element::new("w:keepNext"))
                .child(Element::new("w:pStyle")),
        );
        sort(&mut element);
        let names: Vec<_> = element
            .find("w:pPr")
            .into_iter()
            .flat_map(Element::elements)
            .map(|e| e.name.as_str())
            .collect();
        assert_eq!(names, ["w:pStyle", "w:keepNext", "w:jc", "w:rPr"]);
    }
}
