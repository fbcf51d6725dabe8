//! The legends: that of demonstration data, words that every reader hears and the same words large
//! and pale across the page, and that of the version, where the letterhead has no place for it.

use super::styles::{self, Styles};
use super::xml::{Element, Node};

/// Namespaces of the drawing, for the root of a header.
const NAMESPACES: [(&str, &str); 3] = [
    ("xmlns:v", "urn:schemas-microsoft-com:vml"),
    ("xmlns:o", "urn:schemas-microsoft-com:office:office"),
    ("xmlns:w10", "urn:schemas-microsoft-com:office:word"),
];

/// The shape that Word itself uses for a watermark; `o:spt` 136 is text along a line.
const SHAPE_TYPE: &str = "_x0000_t136";

/// Centred on the page between its margins, behind the text, rising to the right.
const SHAPE_STYLE: &str = "position:absolute;margin-left:0;margin-top:0;width:520pt;height:52pt;\
    rotation:315;z-index:-251658752;mso-position-horizontal:center;\
    mso-position-horizontal-relative:margin;mso-position-vertical:center;\
    mso-position-vertical-relative:margin";

/// Adds the legend to a header. `number` tells the drawings of a document apart.
pub(super) fn add(header: &mut Element, legend: &str, number: usize, styles: &Styles) {
    for (name, value) in NAMESPACES {
        header.set(name, value);
    }
    let drawing = Element::new("w:pict")
        .child(shape_type())
        .child(shape(legend, number));
    let paragraph = line(legend, styles).child(Element::new("w:r").child(drawing));
    append(header, paragraph);
}

/// Adds the legend of the version to a foot that has no place for it.
pub(super) fn add_foot(foot: &mut Element, legend: &str, styles: &Styles) {
    append(foot, line(legend, styles));
}

fn line(legend: &str, styles: &Styles) -> Element {
    let style = Element::new("w:pStyle").with("w:val", styles.paragraph(styles::LEGEND));
    let text = Element::new("w:t")
        .with("xml:space", "preserve")
        .text(legend);
    Element::new("w:p")
        .child(Element::new("w:pPr").child(style))
        .child(Element::new("w:r").child(text))
}

/// An empty paragraph at the end only held the place.
fn append(margin: &mut Element, paragraph: Element) {
    if let Some(Node::Element(last)) = margin.children.last()
        && last.name == "w:p"
        && last.find("w:r").is_none()
    {
        margin.children.pop();
    }
    margin.children.push(Node::Element(paragraph));
}

fn shape_type() -> Element {
    let formulas = [
        "sum #0 0 10800",
        "prod #0 2 1",
        "sum 21600 0 @1",
        "sum 0 0 @2",
        "sum 21600 0 @3",
        "if @0 @3 0",
        "if @0 21600 @1",
        "if @0 0 @2",
        "if @0 @4 21600",
        "mid @5 @6",
        "mid @8 @5",
        "mid @7 @8",
        "mid @6 @7",
        "sum @6 0 @5",
    ];
    let formulas = formulas
        .iter()
        .map(|f| Element::new("v:f").with("eqn", *f))
        .fold(Element::new("v:formulas"), Element::child);
    let path = Element::new("v:path")
        .with("textpathok", "t")
        .with("o:connecttype", "custom")
        .with("o:connectlocs", "@9,0;@10,10800;@11,21600;@12,10800")
        .with("o:connectangles", "270,180,90,0");
    let handle = Element::new("v:h")
        .with("position", "#0,bottomRight")
        .with("xrange", "6629,14971");
    let lock = Element::new("o:lock")
        .with("v:ext", "edit")
        .with("text", "t")
        .with("shapetype", "t");
    Element::new("v:shapetype")
        .with("id", SHAPE_TYPE)
        .with("coordsize", "21600,21600")
        .with("o:spt", "136")
        .with("adj", "10800")
        .with("path", "m@7,l@8,m@5,21600l@6,21600e")
        .child(formulas)
        .child(path)
        .child(
            Element::new("v:textpath")
                .with("on", "t")
                .with("fitshape", "t"),
        )
        .child(Element::new("v:handles").child(handle))
        .child(lock)
}

fn shape(legend: &str, number: usize) -> Element {
    let text = Element::new("v:textpath")
        .with("style", "font-family:\"Arial\";font-size:1pt")
        .with("string", legend);
    Element::new("v:shape")
        .with("id", format!("PowerPlusWaterMarkObject{number}"))
        .with("o:spid", format!("_x0000_s{}", 2048 + number))
        .with("type", format!("#{SHAPE_TYPE}"))
        .with("alt", legend)
        .with("style", SHAPE_STYLE)
        .with("o:allowincell", "f")
        .with("fillcolor", "#D1BDEF")
        .with("stroked", "f")
        .child(Element::new("v:fill").with("opacity", ".35"))
        .child(text)
        .child(
            Element::new("w10:wrap")
                .with("anchorx", "margin")
                .with("anchory", "margin"),
        )
}
