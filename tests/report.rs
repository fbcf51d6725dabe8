//! The engine of the wording, end to end.

use relator::catalog;
use relator::diagnostics::Findings;
use relator::report::{Block, Inline, Stage, compose};

#[test]
fn every_shipped_wording_composes_without_any_workbook() {
    let catalog = catalog::carried().unwrap();
    let mut all = Findings::default();
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let books = relator::intake::read_all(root, &root.join("inputs"), &mut all).unwrap();
    let judged = relator::validation::judge(&catalog, &books, &mut all);
    println!(
        "libros {} inconsistencias {}",
        books.len(),
        all.iter().count()
    );
    for reunion in &catalog.proceso.reuniones {
        let mut findings = Findings::default();
        let start = std::time::Instant::now();
        let informe = compose(
            &catalog,
            &judged,
            reunion.numero,
            Stage::Final,
            &mut findings,
        );
        println!("TIME {:?}", start.elapsed());
        for f in findings.iter() {
            println!("{} {} {} {}", f.at, f.code, f.message, f.expected);
        }
        let Some(informe) = informe else { continue };
        println!("{:#?}", informe.meta);
        for b in &informe.blocks {
            match b {
                Block::Heading(h) => println!(
                    "{} {:?} {} #{}",
                    "#".repeat(h.level.into()),
                    h.number,
                    h.text,
                    h.id
                ),
                Block::Paragraph { text, role } => println!("{role:?}: {}", plain(text)),
                Block::List { items } => items
                    .iter()
                    .for_each(|i| println!("  {} {}", i.marker, plain(&i.text))),
                Block::Table(t) => {
                    println!(
                        "{} {} [{}] {}",
                        t.label,
                        plain(&t.caption),
                        t.id,
                        t.description
                    );
                    println!(
                        "   {:?}",
                        t.columns.iter().map(|c| c.share).collect::<Vec<_>>()
                    );
                    for h in &t.header {
                        println!(
                            "   | {}",
                            h.iter()
                                .map(|c| plain(&c.text))
                                .collect::<Vec<_>>()
                                .join(" | ")
                        );
                    }
                    for r in t.rows.iter().take(4) {
                        println!(
                            "   {:?} {}",
                            r.role,
                            r.cells
                                .iter()
                                .map(|c| plain(&c.text))
                                .collect::<Vec<_>>()
                                .join(" | ")
                        );
                    }
                    for n in &t.notes {
                        println!("   nota {}", plain(n));
                    }
                }
                Block::Figure(f) => println!("{} {} [{}]", f.label, plain(&f.caption), f.id),
                Block::KeyFigures { items } => items
                    .iter()
                    .for_each(|i| println!("  * {} — {}", plain(&i.value), plain(&i.text))),
                Block::Definitions { items } => items
                    .iter()
                    .for_each(|(t, i)| println!("  {t}: {}", plain(i))),
                Block::PageBreak => println!("----"),
            }
        }
    }
}

fn plain(text: &[Inline]) -> String {
    text.iter()
        .map(|i| match i {
            Inline::Text { text } => text.clone(),
            Inline::Value { text, .. } => format!("‹{text}›"),
            Inline::Strong { text } | Inline::Emphasis { text } => plain(text),
            Inline::Status { word, shape, .. } => format!("{shape} {word}"),
            Inline::Footnote { text } => format!("[^{}]", plain(text)),
            Inline::Reference { text, .. } => format!("→{text}"),
            Inline::Break => "⏎".into(),
        })
        .collect()
}
