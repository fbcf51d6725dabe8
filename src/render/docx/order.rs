//! The order in which the schema of WordprocessingML wants the children of an element
//! (ISO/IEC 29500-1, `wml.xsd`). docx-rs writes them in its own.

use super::xml::{Element, Node};

const PARAGRAPH: &str = "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr \
    suppressLineNumbers pBdr shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct \
    topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid spacing ind \
    contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment \
    textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange";

const RUN: &str = "ins del moveFrom moveTo rStyle rFonts b bCs i iCs caps smallCaps strike dstrike \
    outline shadow emboss imprint noProof snapToGrid vanish webHidden color spacing w kern \
    position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang eastAsianLayout \
    specVanish oMath rPrChange";

const TABLE: &str = "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize \
    tblStyleColBandSize tblW jc tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook \
    tblCaption tblDescription tblPrChange";

const CELL: &str = "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection \
    tcFitText vAlign hideMark";

const BORDERS: &str = "top left start bottom right end insideH insideV between bar tl2br tr2bl";

/// The wanted order of the children of an element, where we write that element.
fn order(name: &str) -> Option<&'static str> {
    match name {
        "w:pPr" => Some(PARAGRAPH),
        "w:rPr" => Some(RUN),
        "w:tblPr" => Some(TABLE),
        "w:tcPr" => Some(CELL),
        "w:numPr" => Some("ilvl numId"),
        "w:tcBorders" | "w:tblBorders" | "w:pBdr" | "w:tblCellMar" | "w:tcMar" => Some(BORDERS),
        _ => None,
    }
}

/// Sorts every element below, itself included; what the schema does not name goes last.
pub(super) fn sort(element: &mut Element) {
    if let Some(order) = order(&element.name) {
        element.children.sort_by_key(|node| match node {
            Node::Element(child) => rank(order, &child.name),
            Node::Text(_) => usize::MAX,
        });
    }
    for child in element.elements_mut() {
        sort(child);
    }
}

fn rank(order: &str, name: &str) -> usize {
    let local = name.strip_prefix("w:").unwrap_or(name);
    let found = order.split_whitespace().position(|known| known == local);
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
