//! The Word file: valid for outside judges, the same bytes every time, literal.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test stops where what it needs is not there"
)]

#[path = "support/demonstration.rs"]
mod demonstration;
#[path = "docx/every.rs"]
mod every;
#[path = "docx/judge.rs"]
mod judge;
#[path = "docx/letterhead.rs"]
mod letterhead;
#[path = "docx/sample.rs"]
mod sample;
#[path = "docx/words.rs"]
mod words;

use relator::render::docx::{self, Package, Text};
use relator::report::{Block, Informe};
use std::collections::BTreeMap;

/// The Word file of an informe; the findings are told when there is none.
fn write(informe: &Informe) -> Vec<u8> {
    let layout = sample::layout(informe);
    docx::write(informe, &layout, &sample::style()).unwrap_or_else(|f| panic!("{f:#?}"))
}

fn sample_file() -> Vec<u8> {
    write(&sample::informe())
}

fn part(file: &[u8], name: &str) -> String {
    let package = Package::read(file).unwrap();
    String::from_utf8(package.parts[name].clone()).unwrap()
}

fn count(text: &str, wanted: &str) -> usize {
    text.matches(wanted).count()
}

/// The codes of what `write` finds.
fn codes(informe: &Informe, style: &BTreeMap<String, Vec<u8>>) -> Vec<u16> {
    let layout = sample::layout(informe);
    match docx::write(informe, &layout, style) {
        Ok(_) => Vec::new(),
        Err(findings) => findings.iter().map(|f| f.code.0).collect(),
    }
}

#[test]
fn the_letterhead_is_made_of_its_parts() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/membrete/partes");
    let package = Package::read(&sample::style()["membrete.docx"]).unwrap();
    for (name, content) in &package.parts {
        let file = name.split('/').fold(folder.clone(), |p, step| p.join(step));
        let source = std::fs::read_to_string(&file)
            .unwrap()
            .replace("\r\n", "\n");
        let current = source.as_bytes() == content.as_slice();
        assert!(
            current,
            "run `cargo run --release --example membrete`: {name}"
        );
    }
    assert_eq!(package.parts.len(), 14);
}

#[test]
fn the_same_informe_is_the_same_bytes_alone_after_another_and_on_any_thread() {
    let alone = sample_file();
    let mut other = sample::informe();
    other.blocks.reverse();
    write(&other);
    assert!(alone == sample_file(), "after another document");
    let threads: Vec<_> = (0..4).map(|_| std::thread::spawn(sample_file)).collect();
    for thread in threads {
        assert!(alone == thread.join().unwrap(), "on another thread");
    }
}

#[test]
fn the_words_are_those_of_the_informe_in_order() {
    let informe = sample::informe();
    let text = Text::read(&write(&informe)).unwrap();
    let split = |paragraphs: &[String]| -> Vec<String> {
        let words = paragraphs.iter().flat_map(|p| p.split_whitespace());
        words.map(str::to_owned).collect()
    };
    let wanted = words::of(&informe);
    assert_eq!(split(&text.body), split(&wanted.body));
    assert_eq!(split(&text.notes), split(&wanted.notes));
}

#[test]
fn what_a_person_wrote_is_literal() {
    let mut informe = sample::informe();
    let text = "</w:t></w:r></w:p> & <a> ]]> _x0007_ {{titulo}} {{contenido}} \u{7} %1)";
    informe.meta.short_title = "{{reunion}} & <b>".into();
    informe.meta.title = "Título & <i>".into();
    informe.blocks = vec![
        sample::heading(1, Some("I."), text),
        sample::paragraph(sample::plain(&format!("{text}\n\tsegunda\r\ntercera"))),
    ];
    let file = write(&informe);
    let shown = text.replace('\u{7}', "\u{fffd}");
    let body = Text::read(&file).unwrap().body;
    assert!(body.contains(&format!("I. {shown}")), "{body:?}");
    assert!(
        body.contains(&format!("{shown}\n\tsegunda\ntercera")),
        "{body:?}"
    );
    let header = part(&file, "word/header1.xml");
    assert!(header.contains("{{reunion}} &amp; &lt;b&gt;"), "{header}");
    assert!(part(&file, "docProps/core.xml").contains("Título &amp; &lt;i&gt;"));
}

#[test]
fn fields_headers_and_rows_are_what_word_expects() {
    let file = sample_file();
    let document = part(&file, "word/document.xml");
    assert_eq!(count(&document, " TOC \\o \"1-3\" \\h \\z "), 1);
    assert_eq!(count(&document, " SEQ Tabla \\* ARABIC "), 2);
    assert_eq!(count(&document, " SEQ Gráfica \\* ARABIC "), 2);
    let fields = count(&document, "\"begin\"/>");
    assert_eq!(fields, count(&document, "\"end\"/>"));
    // Two header rows in the first table, one in the second; every row stays whole.
    assert_eq!(count(&document, "<w:tblHeader/>"), 3);
    assert_eq!(
        count(&document, "<w:cantSplit/>"),
        count(&document, "<w:tr>")
    );
    assert_eq!(count(&document, "w:orient=\"landscape\""), 1);
    assert_eq!(count(&document, "<w:titlePg/>"), 1);
    let foot = part(&file, "word/footer1.xml");
    assert_eq!(count(&foot, " PAGE "), 1);
    assert_eq!(count(&foot, " NUMPAGES "), 1);
    assert_eq!(count(&part(&file, "word/settings.xml"), "updateFields"), 0);
}

#[test]
fn a_figure_is_vectors_with_a_bitmap_and_its_figures_in_words() {
    let file = sample_file();
    let document = part(&file, "word/document.xml");
    assert_eq!(count(&document, "<asvg:svgBlip"), 2);
    let alt = "descr=\"SIJE 70% de 76%; Ubicación de Casillas 52% de 60%.\"";
    assert_eq!(count(&document, &format!("name=\"Gráfica 1\" {alt}")), 2);
    let package = Package::read(&file).unwrap();
    let png = include_bytes!("docx/grafica.png");
    assert_eq!(package.parts["word/media/figura-01.png"], png);
    assert!(package.parts.contains_key("word/media/figura-02.svg"));
}

#[test]
fn the_legend_stands_on_every_page_only_when_there_is_one() {
    let legend = "DATOS DE DEMOSTRACIÓN";
    let file = sample_file();
    for header in ["word/header1.xml", "word/header2.xml"] {
        let header = part(&file, header);
        assert!(header.contains(&format!(">{legend}</w:t>")));
        assert!(header.contains(&format!("string=\"{legend}\"")));
    }
    let mut informe = sample::informe();
    informe.meta.legend = None;
    let file = write(&informe);
    assert_eq!(count(&part(&file, "word/header1.xml"), "v:shape"), 0);
}

#[test]
fn the_properties_say_title_subject_language_and_day() {
    let properties = part(&sample_file(), "docProps/core.xml");
    for wanted in [
        "<dc:title>Informe que presenta la Unidad Técnica",
        "<dc:subject>Informe de la quinta reunión",
        "<dc:language>es-MX</dc:language>",
        ">2022-02-15T00:00:00Z</dcterms:created>",
    ] {
        assert!(properties.contains(wanted), "{wanted} in {properties}");
    }
}

#[test]
fn rev_640_a_letterhead_that_is_missing_or_no_word_file_is_told() {
    let informe = sample::informe();
    assert_eq!(codes(&informe, &BTreeMap::new()), [640]);
    let broken = BTreeMap::from([("membrete.docx".to_owned(), b"texto".to_vec())]);
    assert_eq!(codes(&informe, &broken), [640]);
}

#[test]
fn rev_641_a_figure_without_drawing_is_told() {
    let informe = sample::informe();
    let layout = relator::render::Layout::default();
    let findings = docx::write(&informe, &layout, &sample::style()).unwrap_err();
    let codes: Vec<u16> = findings.iter().map(|f| f.code.0).collect();
    assert_eq!(codes, [641, 641]);
    assert!(findings[0].message.contains("Gráfica 1"));
}

#[test]
fn rev_642_two_headings_of_one_name_are_not_written() {
    let mut informe = sample::informe();
    let twice = sample::heading(1, None, "Repetido");
    informe.blocks = vec![twice.clone(), twice];
    assert_eq!(codes(&informe, &sample::style()), [642]);
}

#[test]
fn an_empty_informe_is_a_word_file_too() {
    let mut informe = sample::informe();
    informe.blocks = Vec::new();
    assert!(Text::read(&write(&informe)).unwrap().body.len() > 4);
    informe.blocks = vec![Block::PageBreak, Block::PageBreak];
    assert!(!write(&informe).is_empty());
}

fn on(style: &BTreeMap<String, Vec<u8>>) -> Vec<u8> {
    let informe = sample::informe();
    let layout = sample::layout(&informe);
    docx::write(&informe, &layout, style).unwrap_or_else(|f| panic!("{f:#?}"))
}

#[test]
fn a_letterhead_with_notes_keeps_its_own_and_takes_what_it_lacks() {
    let file = on(&letterhead::with_notes());
    let text = Text::read(&file).unwrap();
    assert_eq!(text.body[0], "Oficio de Instituto Nacional Electoral");
    let meeting = "Quinta reunión · 15 de febrero de 2022, 15 de febrero de 2022, \
        Informe de sistemas informáticos, Versión preliminar";
    assert_eq!(text.body[1], format!("1) {meeting}"));
    assert_eq!(text.body.last().unwrap(), "Atentamente");
    assert_eq!(text.notes.len(), 2);
    assert_eq!(text.notes[0], "Nota del membrete");
    let document = part(&file, "word/document.xml");
    assert!(document.contains("<w:pStyle w:val=\"Ttulo1\"/>"));
    assert!(document.contains("<w:footnoteReference w:id=\"2\"/>"));
    // The page has wider margins: the tables are narrower.
    assert!(document.contains("<w:tblW w:w=\"7240\" w:type=\"dxa\"/>"));
    assert!(part(&file, "word/styles.xml").contains("w:val=\"Informe tabla\""));
    assert!(part(&file, "word/numbering.xml").contains("w:numId=\"7\""));
    let header = part(&file, "word/header-default-informe.xml");
    assert!(header.contains("DATOS DE DEMOSTRACIÓN"));
    let foot = part(&file, "word/footer-default-informe.xml");
    assert!(foot.contains("Versión preliminar"));
}

#[test]
fn a_template_of_word_gives_a_document_that_counts_its_pages_once() {
    let style = letterhead::bare_template();
    let file = on(&style);
    let types = part(&file, "[Content_Types].xml");
    assert_eq!(count(&types, "document.main+xml"), 1);
    assert_eq!(count(&types, "template"), 0);
    let document = part(&file, "word/document.xml");
    assert_eq!(count(&document, "<w:sectPr>"), 3);
    assert_eq!(count(&document, "<w:pgNumType w:start=\"1\"/>"), 1);
    assert_eq!(count(&document, "w:val=\"continuous\""), 0);
    assert!(document.contains("<w:pgSz w:w=\"16838\" w:h=\"11906\" w:orient=\"landscape\"/>"));
    assert!(document.contains("<w:pStyle w:val=\"Heading1\"/>"));
    let codes: Vec<u16> = docx::remarks(&style).iter().map(|f| f.code.0).collect();
    assert_eq!(codes, [643]);
    // Ours is there too, and the template counts.
    let mut both = sample::style();
    both.extend(style);
    assert!(on(&both) == file);
}

#[test]
fn headers_and_feet_without_placeholder_keep_their_bytes() {
    let style = letterhead::with_image();
    let mut informe = sample::informe();
    informe.meta.legend = None;
    informe.meta.foot = String::new();
    let layout = sample::layout(&informe);
    let file = docx::write(&informe, &layout, &style).unwrap();
    let (before, after) = (
        Package::read(&style["membrete.docx"]).unwrap(),
        Package::read(&file).unwrap(),
    );
    let kept = [
        "header1",
        "header2",
        "even",
        "footer1",
        "footer2",
        "theme/theme1",
        "settings",
    ];
    for name in kept.map(|name| format!("word/{name}.xml")) {
        assert!(before.parts[&name] == after.parts[&name], "{name}");
    }
    assert!(after.parts.contains_key("word/media/escudo.png"));
    // With the legends, every header says that of the data, and a foot that of the version.
    let file = on(&style);
    for header in ["header1", "header2", "even"] {
        let header = part(&file, &format!("word/{header}.xml"));
        assert_eq!(count(&header, ">DATOS DE DEMOSTRACIÓN</w:t>"), 1);
        assert!(header.contains("sin marcas") || header.contains("r:embed=\"rId1\""));
    }
    assert!(part(&file, "word/footer1.xml").contains("Versión preliminar"));
    assert_eq!(docx::remarks(&style)[0].code.0, 644);
}

#[test]
fn a_letterhead_in_sections_keeps_its_headers_and_even_pages_say_the_legends() {
    let file = on(&letterhead::in_sections());
    let body = part(&file, "word/document.xml");
    assert!(!body.contains("contenido"), "the place is not filled");
    assert!(body.find("Oficio").unwrap() < body.find("w:pStyle").unwrap());
    let last = &body[body.rfind("<w:sectPr>").unwrap()..];
    let first = &body[body.find("<w:sectPr>").unwrap()..];
    for section in [first, last] {
        for id in ["rId6", "rId8"] {
            assert!(section.contains(id), "{id} in {section}");
        }
    }
    let even = |side: &str| part(&file, &format!("word/{side}-even-informe.xml"));
    assert!(even("header").contains(">DATOS DE DEMOSTRACIÓN</w:t>"));
    assert!(even("footer").contains(">Versión preliminar</w:t>"));
}

#[test]
fn rev_643_a_placeholder_that_nothing_fills_is_told_with_the_nearest_name() {
    let mut package = Package::read(&sample::style()["membrete.docx"]).unwrap();
    let header = package.parts.get_mut("word/header1.xml").unwrap();
    *header = String::from_utf8(header.clone())
        .unwrap()
        .replace("{{reunion}}", "{{reunon}}")
        .into_bytes();
    let style = BTreeMap::from([("membrete.docx".to_owned(), package.to_bytes().unwrap())]);
    let remarks = docx::remarks(&style);
    assert_eq!(remarks.len(), 1);
    assert_eq!(
        remarks[0].message,
        "El membrete pide «{{reunon}}», que no existe; en el Word queda tal como está. ¿Quiso decir «{{reunion}}»?"
    );
    assert!(docx::remarks(&sample::style()).is_empty());
}

#[test]
fn rev_640_a_letterhead_with_macros_is_told() {
    let mut package = Package::read(&sample::style()["membrete.docx"]).unwrap();
    package
        .parts
        .insert("word/vbaProject.bin".to_owned(), vec![1]);
    let style = BTreeMap::from([("membrete.docx".to_owned(), package.to_bytes().unwrap())]);
    assert_eq!(codes(&sample::informe(), &style), [640]);
}

#[test]
fn an_informe_is_no_letterhead() {
    let style = BTreeMap::from([("membrete.docx".to_owned(), sample_file())]);
    assert_eq!(codes(&sample::informe(), &style), [640]);
}

#[test]
fn the_open_xml_validator_finds_nothing() {
    let mut plain = sample::informe();
    plain.meta.legend = None;
    plain.meta.foot = String::new();
    plain.blocks = vec![sample::paragraph(sample::plain("Un párrafo."))];
    let files = [
        ("muestra", sample_file()),
        ("sencillo", write(&plain)),
        ("con-notas", on(&letterhead::with_notes())),
        ("plantilla", on(&letterhead::bare_template())),
        ("con-imagen", on(&letterhead::with_image())),
    ];
    for (name, bytes) in files {
        let file = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}.docx"));
        std::fs::write(&file, bytes).unwrap();
        if let Some(errors) = judge::errors(&file) {
            assert!(errors.is_empty(), "{name}: {errors:#?}");
        }
    }
}

#[test]
fn python_docx_reads_title_language_and_sections() {
    let file = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("para-python.docx");
    std::fs::write(&file, sample_file()).unwrap();
    let Some(told) = judge::read_by_python(&file) else {
        return;
    };
    let title = told["title"].as_str().unwrap();
    assert!(title.starts_with(&sample::informe().meta.title), "{title}");
    assert_eq!(told["language"], "es-MX");
    assert_eq!(told["text"], "es-MX");
    let sections: Vec<&str> = told["sections"]
        .as_array()
        .unwrap()
        .iter()
        .map(|s| s.as_str().unwrap())
        .collect();
    assert_eq!(sections, ["PORTRAIT", "LANDSCAPE", "PORTRAIT"]);
}
