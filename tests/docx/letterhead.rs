//! Letterheads of other people: one with Spanish style ids, text of its own and a footnote; a
//! template without numbering, with little more than its headings; one with an image in the header
//! of its first page and others on even pages.

use crate::sample;
use relator::render::docx::Package;
use std::collections::BTreeMap;

type Style = BTreeMap<String, Vec<u8>>;

const NAMESPACES: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
    xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" \
    xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\" \
    xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" \
    xmlns:pic=\"http://schemas.openxmlformats.org/drawingml/2006/picture\"";

const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

const NOTE: &str = "<w:footnote w:id=\"1\"><w:p><w:pPr><w:pStyle w:val=\"Textonotapie\"/></w:pPr>\
    <w:r><w:t>Nota del membrete</w:t></w:r></w:p></w:footnote>";

const RELATIONSHIP: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// Parts of our own letterhead, to be changed.
struct Made(Package);

impl Made {
    fn from_ours() -> Self {
        Self(Package::read(&sample::style()["membrete.docx"]).unwrap())
    }

    fn change(&mut self, name: &str, change: impl Fn(String) -> String) {
        let text = String::from_utf8(self.0.parts[name].clone()).unwrap();
        self.put(name, change(text));
    }

    fn put(&mut self, name: &str, text: impl Into<Vec<u8>>) {
        self.0.parts.insert(name.to_owned(), text.into());
    }

    /// Takes away the parts whose name has a word in it, and whoever names them.
    fn without(&mut self, words: &[&str]) {
        let kept = |line: &&str| !words.iter().any(|word| line.contains(word));
        for name in ["word/_rels/document.xml.rels", "[Content_Types].xml"] {
            self.change(name, |text| text.lines().filter(kept).collect());
        }
        self.0
            .parts
            .retain(|name, _| !words.iter().any(|word| name.contains(word)));
    }

    fn related(&mut self, id: &str, kind: &str, target: &str) {
        let relation = format!(
            "<Relationship Id=\"{id}\" Type=\"{RELATIONSHIP}/{kind}\" Target=\"{target}\"/></Relationships>"
        );
        self.change("word/_rels/document.xml.rels", |text| {
            text.replace("</Relationships>", &relation)
        });
        if target.ends_with(".xml") {
            let word = "application/vnd.openxmlformats-officedocument.wordprocessingml";
            let kind = format!(
                "<Override PartName=\"/word/{target}\" ContentType=\"{word}.{kind}+xml\"/></Types>"
            );
            self.change("[Content_Types].xml", |text| {
                text.replace("</Types>", &kind)
            });
        }
    }

    fn style(self, name: &str) -> Style {
        BTreeMap::from([(name.to_owned(), self.0.to_bytes().unwrap())])
    }
}

fn document(body: &str) -> String {
    format!("{DECLARATION}<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>")
}

/// Spanish ids, none of our own styles, text around the informe, a footnote and a list of its own,
/// wide margins, no header or foot.
pub fn with_notes() -> Style {
    let mut made = Made::from_ours();
    made.without(&["header", "footer"]);
    made.change("word/styles.xml", |text| {
        let kept = text.lines().filter(|l| !l.contains("w:customStyle=\"1\""));
        kept.collect::<Vec<_>>().join("\n")
    });
    made.change("word/footnotes.xml", |text| {
        text.replace("</w:footnotes>", &format!("{NOTE}</w:footnotes>"))
    });
    made.put(
        "word/numbering.xml",
        format!(
            "{DECLARATION}<w:numbering {NAMESPACES}><w:abstractNum w:abstractNumId=\"3\">\
             <w:multiLevelType w:val=\"singleLevel\"/><w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/>\
             <w:numFmt w:val=\"decimal\"/><w:lvlText w:val=\"%1)\"/><w:lvlJc w:val=\"left\"/></w:lvl>\
             </w:abstractNum><w:num w:numId=\"7\"><w:abstractNumId w:val=\"3\"/></w:num></w:numbering>"
        ),
    );
    made.related("rId20", "numbering", "numbering.xml");
    made.put(
        "word/document.xml",
        document(
            "<w:p><w:r><w:t>Oficio de {{insti</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>tucion}}</w:t></w:r>\
             <w:r><w:footnoteReference w:id=\"1\"/></w:r></w:p>\
             <w:p><w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"7\"/></w:numPr></w:pPr>\
             <w:r><w:t>{{reu</w:t></w:r><w:r><w:t>nion}}, {{ fecha }}, {{titulo}}, {{leyen</w:t></w:r><w:r><w:t>da}}</w:t></w:r></w:p>\
             <w:p><w:r><w:t>{{conte</w:t></w:r><w:r><w:t>nido}}</w:t></w:r></w:p>\
             <w:p><w:r><w:t>Atentamente</w:t></w:r></w:p>\
             <w:sectPr><w:pgSz w:w=\"12240\" w:h=\"15840\"/><w:pgMar w:top=\"1417\" w:right=\"2500\" \
             w:bottom=\"1417\" w:left=\"2500\" w:header=\"708\" w:footer=\"708\" w:gutter=\"0\"/></w:sectPr>",
        ),
    );
    made.style("membrete.docx")
}

/// A template of Word (`.dotx`) on A4: English ids, headings without numbering, pages that count
/// from 1 in a foot with Word's own field, and hardly a part more than a Word file must have.
pub fn bare_template() -> Style {
    let mut made = Made::from_ours();
    made.without(&[
        "header",
        "footer",
        "footnotes",
        "settings",
        "theme",
        "fontTable",
        "core",
    ]);
    made.put(
        "_rels/.rels",
        format!(
            "{DECLARATION}<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
             <Relationship Id=\"rId1\" Type=\"{RELATIONSHIP}/officeDocument\" Target=\"word/document.xml\"/></Relationships>"
        ),
    );
    made.change("[Content_Types].xml", |text| {
        text.replace("document.main+xml", "template.main+xml")
    });
    let heading = |n: u8| {
        format!(
            "<w:style w:type=\"paragraph\" w:styleId=\"Heading{n}\"><w:name w:val=\"heading {n}\"/>\
             <w:basedOn w:val=\"Normal\"/><w:next w:val=\"Normal\"/><w:pPr><w:keepNext/>\
             <w:outlineLvl w:val=\"{}\"/></w:pPr><w:rPr><w:color w:val=\"1F4E79\"/></w:rPr></w:style>",
            n - 1
        )
    };
    let headings: String = (1..=4).map(heading).collect();
    made.put(
        "word/styles.xml",
        format!(
            "{DECLARATION}<w:styles {NAMESPACES}><w:style w:type=\"paragraph\" w:default=\"1\" \
             w:styleId=\"Normal\"><w:name w:val=\"Normal\"/></w:style>{headings}</w:styles>"
        ),
    );
    made.related("rId21", "footer", "foot.xml");
    made.put(
        "word/foot.xml",
        format!(
            "{DECLARATION}<w:ftr {NAMESPACES}><w:p><w:fldSimple w:instr=\" PAGE \"><w:r><w:t>1</w:t></w:r>\
             </w:fldSimple><w:r><w:t> {{{{folio}}}}</w:t></w:r></w:p></w:ftr>"
        ),
    );
    made.put(
        "word/document.xml",
        document(
            "<w:p><w:r><w:t>{{contenido}}</w:t></w:r></w:p><w:sectPr>\
             <w:footerReference w:type=\"default\" r:id=\"rId21\"/><w:type w:val=\"continuous\"/>\
             <w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar w:top=\"1417\" w:right=\"1701\" \
             w:bottom=\"1417\" w:left=\"1701\" w:header=\"708\" w:footer=\"708\" w:gutter=\"0\"/>\
             <w:pgNumType w:start=\"1\"/></w:sectPr>",
        ),
    );
    made.style("membrete.dotx")
}

/// A cover section that owns headers and feet, a section of the body that takes them over, the place
/// of the informe in a content control, and even pages of their own without header or foot.
pub fn in_sections() -> Style {
    let mut made = Made::from_ours();
    made.change("word/document.xml", |text| {
        let section = |from: &str| {
            let start = text.find(from).unwrap();
            let end = start + text[start..].find("</w:sectPr>").unwrap();
            text[start..end + "</w:sectPr>".len()].to_owned()
        };
        let own = section("<w:sectPr>");
        let bare = own.lines().filter(|l| !l.contains("Reference")).collect::<String>();
        document(&format!(
            "<w:p><w:r><w:t>Oficio</w:t></w:r></w:p><w:p><w:pPr>{own}</w:pPr></w:p>\
             <w:sdt><w:sdtContent><w:p><w:r><w:t>{{{{ contenido }}}}</w:t></w:r></w:p></w:sdtContent></w:sdt>\
             {bare}"
        ))
    });
    made.change("word/settings.xml", |text| {
        text.replace(
            "<w:characterSpacingControl",
            "<w:evenAndOddHeaders/><w:characterSpacingControl",
        )
    });
    made.style("Membrete.docx")
}

const SHIELD: &str = "<w:p><w:r><w:drawing><wp:inline distT=\"0\" distB=\"0\" distL=\"0\" distR=\"0\">\
    <wp:extent cx=\"1800000\" cy=\"787500\"/><wp:docPr id=\"1\" name=\"Escudo\" descr=\"Escudo\"/>\
    <a:graphic><a:graphicData uri=\"http://schemas.openxmlformats.org/drawingml/2006/picture\"><pic:pic>\
    <pic:nvPicPr><pic:cNvPr id=\"1\" name=\"Escudo\"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>\
    <a:blip r:embed=\"rId1\"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm>\
    <a:off x=\"0\" y=\"0\"/><a:ext cx=\"1800000\" cy=\"787500\"/></a:xfrm><a:prstGeom prst=\"rect\"><a:avLst/>\
    </a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>";

/// An image in the header of the first page, others on even pages, no placeholder in any of them.
pub fn with_image() -> Style {
    let mut made = Made::from_ours();
    made.put(
        "word/header2.xml",
        format!("{DECLARATION}<w:hdr {NAMESPACES}>{SHIELD}</w:hdr>"),
    );
    made.put("word/media/escudo.png", *include_bytes!("grafica.png"));
    made.put(
        "word/_rels/header2.xml.rels",
        format!(
            "{DECLARATION}<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
             <Relationship Id=\"rId1\" Type=\"{RELATIONSHIP}/image\" Target=\"media/escudo.png\"/></Relationships>"
        ),
    );
    made.change("[Content_Types].xml", |text| {
        let png = "<Default Extension=\"png\" ContentType=\"image/png\"/>";
        text.replacen("<Override", &format!("{png}<Override"), 1)
    });
    for (name, side) in [
        ("even.xml", "hdr"),
        ("header1.xml", "hdr"),
        ("footer1.xml", "ftr"),
        ("footer2.xml", "ftr"),
    ] {
        let text = format!("<w:p><w:r><w:t>{name} sin marcas</w:t></w:r></w:p>");
        made.put(
            &format!("word/{name}"),
            format!("{DECLARATION}<w:{side} {NAMESPACES}>{text}</w:{side}>"),
        );
    }
    made.related("rId22", "header", "even.xml");
    made.change("word/settings.xml", |text| {
        text.replace(
            "<w:characterSpacingControl",
            "<w:evenAndOddHeaders/><w:characterSpacingControl",
        )
    });
    made.change("word/document.xml", |text| {
        let even = "<w:headerReference w:type=\"even\" r:id=\"rId22\"/><w:footerReference";
        text.replacen("<w:footerReference", even, 1)
    });
    made.style("membrete.docx")
}
