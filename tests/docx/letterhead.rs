//! A letterhead of somebody else: ids in English, none of our styles, no header or foot, a note of
//! its own, text around the place of the informe, wide margins.

use crate::sample;
use relator::render::docx::Package;
use std::collections::BTreeMap;

const DOCUMENT: &str = "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>\
    <w:p><w:r><w:t>Oficio de {{insti</w:t></w:r><w:r><w:t>tucion}}</w:t></w:r>\
    <w:r><w:footnoteReference w:id=\"1\"/></w:r></w:p>\
    <w:p><w:r><w:t>{{contenido}}</w:t></w:r></w:p>\
    <w:p><w:r><w:t>Atentamente</w:t></w:r></w:p>\
    <w:sectPr><w:pgSz w:w=\"12240\" w:h=\"15840\"/><w:pgMar w:top=\"1417\" w:right=\"2500\" \
    w:bottom=\"1417\" w:left=\"2500\" w:header=\"708\" w:footer=\"708\" w:gutter=\"0\"/></w:sectPr>\
    </w:body></w:document>";

const NOTE: &str =
    "<w:footnote w:id=\"1\"><w:p><w:r><w:t>Nota del membrete</w:t></w:r></w:p></w:footnote>";

/// The style folder with that letterhead.
pub fn another() -> BTreeMap<String, Vec<u8>> {
    let mut package = Package::read(&sample::style()["membrete.docx"]).unwrap();
    let parts = &mut package.parts;
    let mut change = |name: &str, change: &dyn Fn(String) -> String| {
        let text = String::from_utf8(parts[name].clone()).unwrap();
        parts.insert(name.to_owned(), change(text).into_bytes());
    };
    change("word/document.xml", &|_| DOCUMENT.to_owned());
    change("word/footnotes.xml", &|text| {
        text.replace("</w:footnotes>", &format!("{NOTE}</w:footnotes>"))
    });
    change("word/styles.xml", &|text| {
        let ours = |line: &&str| !line.contains("w:customStyle=\"1\"");
        let kept: Vec<&str> = text.lines().filter(ours).collect();
        kept.join("\n").replace("\"Ttulo1\"", "\"Heading1\"")
    });
    let margins = |line: &&str| !line.contains("header") && !line.contains("footer");
    for name in ["word/_rels/document.xml.rels", "[Content_Types].xml"] {
        change(name, &|text| text.lines().filter(margins).collect());
    }
    parts.retain(|name, _| !name.contains("header") && !name.contains("footer"));
    BTreeMap::from([("membrete.docx".to_owned(), package.to_bytes().unwrap())])
}
