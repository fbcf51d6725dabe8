//! What any informe must fulfil before it leaves the house.

use crate::evidence::{MONTHS, flat, read};
use crate::sheets::text_at;
use crate::story::{Story, plain, story, tables};
use chrono::Datelike;
use relator::domain::{Clase, Reunion};
use relator::report::{Block, Informe, RowRole, Table};
use std::collections::{BTreeMap, BTreeSet};

const ORDINALS: [&str; 11] = [
    "Primera",
    "Segunda",
    "Tercera",
    "Cuarta",
    "Quinta",
    "Sexta",
    "Séptima",
    "Octava",
    "Novena",
    "Décima",
    "Décima primera",
];

fn each() -> impl Iterator<Item = (&'static Reunion, &'static Informe)> {
    let story: &'static Story = story();
    story.catalog.proceso.reuniones.iter().zip(&story.informes)
}

/// Every text of the body, headings and captions included.
fn texts(informe: &Informe) -> Vec<String> {
    let mut found = Vec::new();
    for block in &informe.blocks {
        match block {
            Block::Heading(heading) => found.push(heading.text.clone()),
            Block::Paragraph { text, .. } => found.push(plain(text)),
            Block::List { items } => found.extend(items.iter().map(|item| plain(&item.text))),
            Block::Definitions { items } => {
                for (term, text) in items {
                    found.extend([term.clone(), plain(text)]);
                }
            }
            Block::KeyFigures { items } => {
                for item in items {
                    found.extend([plain(&item.value), plain(&item.text)]);
                }
            }
            Block::Figure(figure) => {
                found.extend([&figure.caption, &figure.reading].map(|text| plain(text)));
                found.extend(figure.notes.iter().map(|note| plain(note)));
                found.push(figure.alt.clone());
            }
            Block::Table(table) => {
                found.extend([plain(&table.caption), table.description.clone()]);
                found.extend(table.notes.iter().map(|note| plain(note)));
                let rows = table.rows.iter().map(|row| &row.cells);
                let cells = rows.chain(&table.header).flatten();
                found.extend(cells.map(|cell| plain(&cell.text)));
            }
            Block::Contents | Block::PageBreak => {}
        }
    }
    found
}

#[test]
fn number_and_date_of_the_meeting_agree_on_cover_and_header_and_in_the_text() {
    for ((meeting, informe), ordinal) in each().zip(ORDINALS) {
        let day = meeting.fecha;
        let month = MONTHS[day.month0() as usize];
        let date = format!("{} de {month} de {}", day.day(), day.year());
        let meta = &informe.meta;
        assert_eq!(meta.number, meeting.numero);
        assert_eq!(meta.date, day.to_string());
        let header = meta.header_right.replace('\u{a0}', " ");
        assert_eq!(header, format!("{ordinal} reunión · {date}"));
        let cover: Vec<String> = meta
            .cover_lines
            .iter()
            .map(|line| line.replace('\u{a0}', " "))
            .collect();
        assert!(cover.contains(&format!("{ordinal} reunión")), "{cover:?}");
        assert!(cover.contains(&date), "{cover:?}");
        let held = format!("{} reunion, que se celebra el {date}", flat(ordinal));
        assert!(texts(informe).iter().any(|text| flat(text).contains(&held)));
    }
}

#[test]
fn only_the_topics_of_the_meeting_are_told() {
    let chapters = [
        ("sistemas-pel", "Sistemas del Instituto"),
        (
            "sistemas-pel-extraordinarios",
            "Sistemas para los procesos electorales extraordinarios",
        ),
        (
            "prep-opl",
            "Avances de los OPL en la implementación de los PREP",
        ),
        (
            "revocacion-mandato",
            "Revocación de mandato y, en su caso, consulta popular",
        ),
        ("prep-pruebas", "Resultados generales de las pruebas"),
    ];
    for (meeting, informe) in each() {
        let mut headings = Vec::new();
        for block in &informe.blocks {
            if let Block::Heading(heading) = block {
                headings.push(heading.text.as_str());
            }
        }
        for (topic, chapter) in chapters {
            let active = meeting.temas.iter().any(|t| t == topic);
            let told = headings.contains(&chapter);
            assert_eq!(told, active, "{}: {topic}", meeting.numero);
        }
        let judged = &story().understood.judged.datasets[&meeting.numero];
        for row in judged.sheets.values().flatten() {
            let topic = row.topic.as_ref();
            assert!(topic.is_none_or(|topic| meeting.temas.contains(topic)));
        }
    }
    let eighth = "Informe del seguimiento al desarrollo de las pruebas de funcionalidad del sistema informático del PREP";
    assert_eq!(story().informes[7].meta.title, eighth);
}

/// The words of the column «Entidad», row by row; none when the table has no such column.
fn entidades(table: &Table) -> Option<Vec<String>> {
    let header = &table.header[0];
    let column = header
        .iter()
        .position(|cell| plain(&cell.text) == "Entidad")?;
    let rows = table.rows.iter().filter(|row| row.role == RowRole::Body);
    Some(rows.map(|row| plain(&row.cells[column].text)).collect())
}

#[test]
fn every_opl_stands_once_and_in_alphabetical_order() {
    let opl: Vec<&str> = story()
        .catalog
        .opl()
        .iter()
        .map(|o| o.nombre_corto())
        .collect();
    let mut alphabetical = opl.clone();
    alphabetical.sort_by_key(|name| flat(name));
    let once = [
        "entregables-opl",
        "balance",
        "datos-prep",
        "pruebas",
        "resumen-pruebas",
        "atencion-pruebas",
    ];
    let mut met = BTreeSet::new();
    for informe in &story().informes {
        for table in tables(informe) {
            let Some(named) = entidades(table) else {
                continue;
            };
            let place = format!("{} {}: {named:?}", informe.meta.number, table.id);
            if once.contains(&table.id.as_str()) {
                assert_eq!(named, alphabetical, "{place}");
                met.insert(table.id.as_str());
            } else {
                assert!(named.is_sorted_by_key(|name| flat(name)), "{place}");
            }
        }
        let mut headings = Vec::new();
        for block in &informe.blocks {
            if let Block::Heading(heading) = block
                && opl.contains(&heading.text.as_str())
            {
                headings.push(heading.text.as_str());
            }
        }
        assert_eq!(headings, alphabetical, "{}", informe.meta.number);
    }
    assert_eq!(met.len(), once.len(), "{met:?}");
}

/// Claves of those who delivered for a meeting, one for each workbook, by the workbooks alone.
fn delivered() -> BTreeMap<String, Vec<String>> {
    let mut delivered: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for book in story().sheets.books() {
        let meeting = text_at(book, "_meta", "reunion");
        let clave = text_at(book, "_meta", "clave");
        delivered.entry(meeting).or_default().push(clave);
    }
    delivered
}

#[test]
fn who_has_not_delivered_is_named_and_nobody_else() {
    let delivered = delivered();
    let mut missing = 0;
    for (meeting, informe) in each() {
        let here = &delivered[&meeting.numero.to_string()];
        let text = texts(informe).join("\n");
        let sentences = text.lines().filter_map(|line| {
            let (_, names) = line.split_once("no se recibió información de ")?;
            names.split(['.', ';']).next()
        });
        let named: Vec<&str> = sentences.collect();
        for sender in &story().catalog.instituciones {
            let asked = meeting.hojas.contains_key(&sender.clase);
            if !asked || sender.clase == Clase::Secretaria {
                continue;
            }
            let absent = !here.contains(&sender.clave);
            let told = named.iter().any(|n| n.contains(sender.nombre_corto()));
            assert_eq!(told, absent, "{}: {}", meeting.numero, sender.clave);
            missing += usize::from(absent);
        }
    }
    assert!(missing > 0, "the demonstration has one who did not deliver");
}

#[test]
fn the_index_of_the_record_counts_the_workbooks_of_every_meeting() {
    let delivered = delivered();
    let last = story().informes.last().unwrap();
    let index = crate::story::table(last, "expediente").unwrap();
    assert_eq!(index.rows.len(), delivered.len());
    for row in &index.rows {
        let words: Vec<String> = row.cells.iter().map(|cell| plain(&cell.text)).collect();
        let books = delivered[&words[0]].len();
        assert_eq!(read(&words[4]), Some(books as f64), "{words:?}");
    }
}

/// Words in capitals that the glossary has to explain: two letters or more, and no roman number.
fn siglas(text: &str) -> BTreeSet<String> {
    // A folio or the number of an agreement is no word: «IEEH/SE/041/2022», «GTSI-01-008».
    let number = |c: char| c == '/' || c.is_ascii_digit();
    let spoken = text
        .split_whitespace()
        .filter(|word| !word.contains(number));
    let words = spoken.flat_map(|word| word.split(|c: char| !c.is_alphanumeric()));
    let capitals = |word: &&str| {
        let upper = word.chars().filter(|c| c.is_uppercase()).count();
        let lower = word.chars().filter(|c| c.is_lowercase()).count();
        upper >= 2 && upper > lower && !word.contains(|c: char| c.is_ascii_digit())
    };
    let roman = |word: &str| word.chars().all(|c| "IVXLC".contains(c));
    words
        .filter(capitals)
        .filter(|word| !roman(word))
        .map(str::to_owned)
        .collect()
}

#[test]
fn every_sigla_is_in_the_glossary() {
    for informe in &story().informes {
        let mut explained = BTreeSet::new();
        for block in &informe.blocks {
            if let Block::Definitions { items } = block {
                explained.extend(items.iter().flat_map(|(term, _)| siglas(term)));
            }
        }
        assert!(explained.len() > 5);
        let used = siglas(&texts(informe).join("\n"));
        // An algorithm, and the name of a system that stands for nothing else.
        let known = ["SHA", "ELEC"];
        let unexplained: Vec<&String> = used
            .difference(&explained)
            .filter(|word| !known.contains(&word.as_str()))
            .collect();
        assert!(
            unexplained.is_empty(),
            "{}: {unexplained:?}",
            informe.meta.number
        );
    }
}

/// Why a text may not be printed.
fn raw(text: &str) -> Option<String> {
    let marks = ["{{", "}}", "{%", "%}", "«", "»", "**", "  ", " ,", " ."];
    let words = [
        "none",
        "null",
        "true",
        "false",
        "undefined",
        "nan",
        "inf",
        "the",
        "and",
        "of",
        "table",
        "figure",
        "page",
        "error",
        "some",
        "yes",
        "not",
        "missing",
        "unknown",
        "total_",
    ];
    let mark = marks.iter().find(|mark| text.contains(**mark));
    let schemas = &story().catalog.esquemas;
    // The relation of what was used names sheets as they stand in the workbooks.
    if schemas.iter().any(|schema| schema.hoja == text) {
        return mark.map(|mark| format!("“{mark}” in “{text}”"));
    }
    let sheets = schemas.iter().map(|schema| format!("{}: ", schema.hoja));
    let said = sheets.fold(text.to_owned(), |text, sheet| text.replace(&sheet, " "));
    let mut split = said.split(|c: char| !c.is_alphanumeric() && c != '_');
    let word = split.find(|word| {
        let key = word.contains('_') && word.len() > 1;
        key || words.contains(&word.to_lowercase().as_str())
    });
    let found = mark.copied().or(word)?;
    Some(format!("“{found}” in “{text}”"))
}

#[test]
fn no_empty_cell_and_no_word_of_the_machine_is_printed() {
    for informe in &story().informes {
        for text in texts(informe) {
            assert_eq!(raw(&text), None, "{}", informe.meta.number);
            assert!(!text.trim().is_empty(), "{}", informe.meta.number);
        }
    }
    for text in ["avance_real", "Some(3)", "None", "{{ x }}", "«x»", "NaN%"] {
        assert!(raw(text).is_some(), "{text}");
    }
}

#[test]
fn tables_are_numbered_without_a_hole_and_each_is_cited_before_it_stands() {
    for informe in &story().informes {
        let mut cited = BTreeSet::new();
        let mut number = 0;
        for block in &informe.blocks {
            match block {
                Block::Paragraph { text, .. } => {
                    for inline in text {
                        if let relator::report::Inline::Reference { target, .. } = inline {
                            cited.insert(target.as_str());
                        }
                    }
                }
                Block::Table(table) => {
                    number += 1;
                    assert_eq!(table.label, format!("Tabla\u{a0}{number}."));
                    let place = format!("{} {}", informe.meta.number, table.id);
                    assert!(cited.contains(table.id.as_str()), "{place}");
                }
                _ => {}
            }
        }
        assert!(number > 4);
    }
}
