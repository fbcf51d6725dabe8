//! The PDF: valid under both standards, the same bytes always, every text literal.

mod muestra;

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::LazyLock;

use page_validation::{ValidationOptions, ValidationProfile, validate_pdf_bytes};
use relator::render::typst::{Attachment, Typeset, Typesetter};
use relator::report::{Block, Informe};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("templates/estilo")
}

fn collect(folder: &Path, prefix: &str, style: &mut BTreeMap<String, Vec<u8>>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = format!("{prefix}{}", path.file_name().unwrap().to_str().unwrap());
        if path.is_dir() {
            collect(&path, &format!("{name}/"), style);
        } else {
            style.insert(name, std::fs::read(&path).unwrap());
        }
    }
}

fn style() -> BTreeMap<String, Vec<u8>> {
    let mut style = BTreeMap::new();
    collect(&folder(), "", &mut style);
    style
}

static TYPESETTER: LazyLock<Typesetter> = LazyLock::new(|| Typesetter::new(&style()).unwrap());

fn attachments() -> Vec<Attachment> {
    vec![Attachment {
        name: "sistemas.csv".into(),
        mime: "text/csv".into(),
        description: "Avance de los sistemas".into(),
        bytes: b"sistema,avance\nUno,83.4\n".to_vec(),
    }]
}

fn typeset(informe: &Informe) -> Typeset {
    let typeset = TYPESETTER.typeset(informe, &attachments()).unwrap();
    assert_eq!(typeset.warnings, [], "the style that is shipped warns");
    typeset
}

static SAMPLE: LazyLock<Typeset> = LazyLock::new(|| {
    let typeset = typeset(&muestra::informe());
    if let Some(folder) = std::env::var_os("MUESTRA") {
        let folder = PathBuf::from(folder);
        std::fs::write(folder.join("muestra.pdf"), &typeset.pdf).unwrap();
        for (id, picture) in &typeset.layout.pictures {
            std::fs::write(folder.join(format!("{id}.png")), &picture.png).unwrap();
            std::fs::write(folder.join(format!("{id}.svg")), &picture.svg).unwrap();
        }
    }
    typeset
});

/// The words of a PDF, or nothing where `pdftotext` is not installed; said aloud.
fn words(pdf: &[u8], layout: &str) -> Option<String> {
    let child = Command::new("pdftotext")
        .args(["-enc", "UTF-8", layout, "-", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn();
    let Ok(mut child) = child else {
        eprintln!("NOT CHECKED: pdftotext (poppler-utils) is not installed");
        return None;
    };
    let mut input = child.stdin.take().unwrap();
    let bytes = pdf.to_vec();
    let writer = std::thread::spawn(move || input.write_all(&bytes));
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap().unwrap();
    Some(String::from_utf8(output.stdout).unwrap())
}

#[test]
fn the_sample_of_the_style_is_an_informe() {
    let path = folder().join("muestra.json");
    let expected = muestra::json();
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, &expected).unwrap();
    }
    let found = std::fs::read_to_string(&path)
        .unwrap()
        .replace("\r\n", "\n");
    assert!(
        found == expected,
        "templates/estilo/muestra.json is stale; UPDATE=1 rewrites it"
    );
}

/// Zero failures under both profiles.
fn assert_valid(pdf: &[u8]) {
    for profile in [ValidationProfile::PdfA3a, ValidationProfile::PdfUa1] {
        let options = ValidationOptions::default().profile(profile);
        let report = validate_pdf_bytes(pdf, &options).unwrap();
        assert!(report.is_compliant, "{profile}: {:#?}", report.failures);
        assert_eq!(report.failures.len(), 0, "{:#?}", report.failures);
    }
}

#[test]
fn the_sample_is_valid_for_keeping_and_for_everybody() {
    assert_valid(&SAMPLE.pdf);
}

#[test]
fn two_runs_and_two_threads_give_the_same_bytes() {
    let other = {
        let mut informe = muestra::informe();
        informe.meta.number = 6;
        informe.blocks.truncate(12);
        informe
    };
    let sample = muestra::informe();
    let (one, two) = std::thread::scope(|scope| {
        let one = scope.spawn(|| {
            typeset(&other);
            typeset(&sample)
        });
        let two = scope.spawn(|| typeset(&sample));
        (one.join().unwrap(), two.join().unwrap())
    });
    let fresh = Typesetter::new(&style()).unwrap();
    let three = fresh.typeset(&sample, &attachments()).unwrap();
    for again in [one, two, three] {
        assert!(again.pdf == SAMPLE.pdf, "another PDF");
        for (id, picture) in &again.layout.pictures {
            assert!(picture.png == SAMPLE.layout.pictures[id].png, "{id}");
            assert!(picture.svg == SAMPLE.layout.pictures[id].svg, "{id}");
        }
    }
}

#[test]
fn every_figure_is_a_picture_of_its_own() {
    let informe = muestra::informe();
    let mut figures = 0;
    for block in &informe.blocks {
        if let Block::Figure(figure) = block {
            let picture = &SAMPLE.layout.pictures[&figure.id];
            assert!(picture.png.starts_with(b"\x89PNG"));
            assert!(picture.svg.starts_with(b"<svg"));
            assert!(picture.width_pt > 400.0 && picture.height_pt > 60.0);
            figures += 1;
        }
    }
    assert_eq!(figures, SAMPLE.layout.pictures.len());
}

#[test]
fn every_heading_table_and_figure_has_a_page() {
    let informe = muestra::informe();
    let layout = &SAMPLE.layout;
    let ids = informe.blocks.iter().filter_map(|block| match block {
        Block::Heading(heading) => Some(&heading.id),
        Block::Table(table) => Some(&table.id),
        Block::Figure(figure) => Some(&figure.id),
        _ => None,
    });
    let mut last = 3;
    for id in ids {
        let page = layout.pages[id];
        assert!(page >= last && page <= layout.total, "{id} on {page}");
        last = page;
    }
}

/// Every place of an informe that a workbook can fill.
fn with_text(text: &str) -> Informe {
    let mut informe = muestra::informe();
    informe.blocks.truncate(1);
    informe.blocks.push(muestra::parrafo(vec![
        muestra::t(text),
        muestra::negrita(text),
        muestra::nota(text),
    ]));
    informe.blocks.push(muestra::una_tabla(text));
    informe.blocks.push(muestra::un_dibujo(text));
    informe
}

#[test]
fn hostile_text_comes_out_as_it_is() {
    let texts = [
        "#read(\"/ajustes.typ\")",
        "$x^2$ \\ \\frac{1}{2}",
        "*b* _i_ `c` = h",
        "@ref <grafica> https://ine.mx",
        "</w:t><w:p/> &amp; <b>",
        "{{ valor }} {% if %} }{ ]][[",
        "-- --- ... ~ '¡' \"dos\" // /* */",
        "../../etc/passwd",
    ];
    for text in texts {
        let made = typeset(&with_text(text));
        assert_valid(&made.pdf);
        let Some(found) = words(&made.pdf, "-raw") else {
            return;
        };
        let squeeze = |text: &str| text.split_whitespace().collect::<String>();
        let count = squeeze(&found).matches(&squeeze(text)).count();
        assert!(count >= 6, "{text} stands {count} times in\n{found}");
    }
}

#[test]
fn a_word_of_3000_letters_is_broken_and_loses_none() {
    let word = "ñandú7".repeat(500);
    let made = typeset(&with_text(&word));
    assert_valid(&made.pdf);
    let Some(found) = words(&made.pdf, "-raw") else {
        return;
    };
    let letters = found.matches('ñ').count();
    assert!(letters >= 4 * 500, "{letters} of the letters are left");
}

#[test]
fn a_broken_style_is_told_with_its_place() {
    let mut broken = style();
    let tables = String::from_utf8(broken["tablas.typ"].clone()).unwrap();
    let line = tables
        .lines()
        .position(|line| line.contains("bloque.notes"))
        .unwrap()
        + 1;
    let tables = tables.replace("bloque.notes", "bloque.notass");
    broken.insert("tablas.typ".into(), tables.into_bytes());
    let findings = Typesetter::new(&broken)
        .unwrap()
        .typeset(&muestra::informe(), &[])
        .unwrap_err();
    assert_eq!(findings[0].code.to_string(), "REV-520");
    assert_eq!(&*findings[0].at.file, "templates/estilo/tablas.typ");
    assert!(
        findings[0].message.contains(&format!("línea {line}, ")),
        "{}",
        findings[0].message
    );
    assert!(
        findings[0].found.contains("notass"),
        "{}",
        findings[0].found
    );
}

#[test]
fn a_warning_of_typst_is_told() {
    let mut odd = style();
    let settings = String::from_utf8(odd["ajustes.typ"].clone()).unwrap();
    let settings = settings.replace("\"Liberation Sans\"", "\"Gotham\", \"Liberation Sans\"");
    odd.insert("ajustes.typ".into(), settings.into_bytes());
    let made = Typesetter::new(&odd)
        .unwrap()
        .typeset(&muestra::informe(), &[])
        .unwrap();
    assert_eq!(made.warnings[0].code.to_string(), "REV-522");
    assert!(
        made.warnings[0].message.contains("gotham"),
        "{}",
        made.warnings[0].message
    );
}

#[test]
fn the_style_reaches_neither_the_disk_nor_the_network() {
    for line in [
        "#import \"@preview/cetz:0.4.0\"",
        "#read(\"/etc/hostname\")",
    ] {
        let mut odd = style();
        odd.insert("informe.typ".into(), line.as_bytes().to_vec());
        let findings = Typesetter::new(&odd)
            .unwrap()
            .typeset(&muestra::informe(), &[])
            .unwrap_err();
        assert_eq!(findings[0].code.to_string(), "REV-520", "{line}");
    }
}

#[test]
fn a_style_without_fonts_or_files_is_told() {
    let findings = Typesetter::new(&BTreeMap::new()).unwrap_err();
    let codes: Vec<String> = findings.iter().map(|f| f.code.to_string()).collect();
    assert_eq!(codes, ["REV-521", "REV-521", "REV-523"]);
}

#[test]
fn what_no_page_can_hold_is_told_before_typst_sees_it() {
    let mut informe = muestra::informe();
    let again = informe.blocks[0].clone();
    informe.blocks.push(again);
    informe
        .blocks
        .push(muestra::titulo("salto", 3, "", "Salto"));
    informe.blocks.push(muestra::sin_encabezado());
    let findings = TYPESETTER.typeset(&informe, &[]).unwrap_err();
    let told: Vec<&str> = findings.iter().map(|f| f.message.as_str()).collect();
    assert_eq!(told.len(), 3, "{told:#?}");
    assert!(findings.iter().all(|f| f.code.to_string() == "REV-620"));
}

#[test]
fn the_fonts_cover_what_an_informe_needs_and_say_what_they_lack() {
    for c in "áéíóúüñÁÉÍÓÚÜÑ¿¡“”«»—–−…·●■▲○§°ºª½€$%&@→≤≥\u{fffd}\u{a0}".chars()
    {
        assert!(TYPESETTER.covers(c), "{c}");
    }
    for c in "漢😀✓".chars() {
        assert!(!TYPESETTER.covers(c), "{c}");
    }
}

/// The pages of a PDF as lines of text.
fn pages(pdf: &[u8]) -> Option<Vec<Vec<String>>> {
    let text = words(pdf, "-layout")?;
    let page = |text: &str| {
        let lines = text.lines().map(|line| line.trim().to_owned());
        lines.filter(|line| !line.is_empty()).collect()
    };
    Some(
        text.trim_end_matches('\u{c}')
            .split('\u{c}')
            .map(page)
            .collect(),
    )
}

/// Wherever a page happens to end, nothing stands alone.
#[test]
fn no_heading_caption_row_or_note_is_stranded() {
    for filler in 20..46 {
        let mut informe = muestra::informe();
        informe.blocks.truncate(1);
        for _ in 0..filler {
            informe
                .blocks
                .push(muestra::parrafo(vec![muestra::t("Relleno.")]));
        }
        informe
            .blocks
            .push(muestra::titulo("aparte", 2, "a)", "Encabezado"));
        informe.blocks.push(muestra::tabla_de_filas(40));
        let Some(pages) = pages(&typeset(&informe).pdf) else {
            return;
        };
        let page_of = |needle: &str| {
            let found = pages
                .iter()
                .skip(2)
                .position(|page| page.iter().any(|line| line.contains(needle)));
            found.unwrap_or_else(|| panic!("{needle} is not there with {filler} lines before"))
        };
        let together = [
            ("a) Encabezado", "Tabla 1."),
            ("Tabla 1.", "Fila 1 "),
            ("Fila 1 ", "Fila 2 "),
            ("Fila 39 ", "Fila 40 "),
            ("Fila 40 ", "Total"),
            ("Total", "Fuente: la prueba"),
        ];
        for (one, two) in together {
            assert_eq!(
                page_of(one),
                page_of(two),
                "{one}/{two} with {filler} lines before"
            );
        }
    }
}

#[test]
fn the_header_of_a_table_stands_on_each_of_its_pages() {
    let mut informe = muestra::informe();
    informe.blocks.truncate(1);
    informe.blocks.push(muestra::tabla_de_filas(150));
    let Some(pages) = pages(&typeset(&informe).pdf) else {
        return;
    };
    let with = |needle: &str| {
        pages
            .iter()
            .filter(|page| page.iter().any(|line| line.contains(needle)))
            .count()
    };
    assert!(with("Fila ") >= 3);
    assert_eq!(with("Nombre de la fila"), with("Fila "));
}
