//! Prints an informe as text.
use relator::{
    catalog,
    diagnostics::Findings,
    intake,
    report::{self, *},
    validation,
};
use std::path::Path;
fn text(i: &[Inline]) -> String {
    i.iter()
        .map(|x| match x {
            Inline::Text { text } | Inline::Value { text, .. } | Inline::Reference { text, .. } => {
                text.clone()
            }
            Inline::Strong { text: t } | Inline::Emphasis { text: t } => text(t),
            Inline::Status { shape, word, .. } => format!("{shape} {word}"),
            Inline::Footnote { text: t } => format!("[^{}]", text(t)),
            Inline::Break => "\n".into(),
        })
        .collect()
}
fn main() {
    let ws = Path::new(".");
    let cat = catalog::load(ws).unwrap();
    let mut f = Findings::default();
    let books = intake::read_all(ws, Path::new("inputs"), &mut f).unwrap();
    let judged = validation::judge(&cat, &books, &mut f);
    eprintln!("{} books, {} findings", books.len(), f.iter().count());
    for n in std::env::args().skip(1) {
        let mut f = Findings::default();
        let t = std::time::Instant::now();
        let inf = report::compose(
            &cat,
            &judged,
            n.parse().unwrap(),
            Stage::Preliminary,
            &mut f,
        );
        eprintln!("composed in {:?}", t.elapsed());
        for x in f.iter() {
            eprintln!(
                "{} {} | {} | {} | {}",
                x.code, x.at, x.message, x.found, x.expected
            );
        }
        let Some(inf) = inf else { continue };
        println!(
            "{} / {} / {:?}",
            inf.meta.title, inf.meta.short_title, inf.meta.cover_lines
        );
        for b in &inf.blocks {
            match b {
                Block::Heading(h) => println!(
                    "\n{} {} {}\n",
                    "#".repeat(h.level as usize),
                    h.number.clone().unwrap_or_default(),
                    h.text
                ),
                Block::Paragraph { text: t, role } => println!(
                    "{}{}\n",
                    match role {
                        Role::Body => "",
                        Role::Quote => "    > ",
                        Role::Note => "  (nota) ",
                    },
                    text(t)
                ),
                Block::List { items } => {
                    for i in items {
                        println!("  {} {}", i.marker, text(&i.text));
                    }
                    println!();
                }
                Block::Definitions { items } => {
                    for (a, t) in items {
                        println!("  {a}: {}", text(t));
                    }
                }
                Block::KeyFigures { items } => {
                    for k in items {
                        println!("  [{}] {}", text(&k.value), text(&k.text));
                    }
                }
                Block::Table(t) => {
                    println!(
                        "[{} {}] landscape={}",
                        t.label,
                        text(&t.caption),
                        t.landscape
                    );
                    for r in t.header.iter() {
                        println!(
                            "  || {}",
                            r.iter()
                                .map(|c| text(&c.text))
                                .collect::<Vec<_>>()
                                .join(" | ")
                        );
                    }
                    for r in &t.rows {
                        println!(
                            "  {:?} {}",
                            r.role,
                            r.cells
                                .iter()
                                .map(|c| text(&c.text))
                                .collect::<Vec<_>>()
                                .join(" | ")
                        );
                    }
                    for n in &t.notes {
                        println!("  nota: {}", text(n));
                    }
                    println!();
                }
                Block::Figure(g) => {
                    println!(
                        "[{} {}] landscape={}\n  lectura: {}\n  alt: {}",
                        g.label,
                        text(&g.caption),
                        g.landscape,
                        text(&g.reading),
                        g.alt
                    );
                    for n in &g.notes {
                        println!("  nota: {}", text(n));
                    }
                    println!();
                }
                Block::PageBreak => println!("-----"),
            }
        }
    }
}
