//! A page read aloud from its tags makes sense in order: headings, tables with header cells and
//! figures with their text, as the informe has them.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that cannot go on has failed"
)]

mod support;
#[path = "support/tree.rs"]
mod tree;

use relator::catalog;
use relator::intake::Fence;
use relator::pipeline::{self, trace};
use relator::report::{Block, Cell, Informe, Inline, RowRole};
use std::fs;
use std::path::Path;
use support::Workspace;
use tree::{Kid, Tag, Tagged};

/// The informe of a meeting and the tags of its PDF.
fn both(meeting: u8) -> (Informe, Tagged) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let catalog = catalog::load(root).unwrap();
    let understood =
        pipeline::understand(&catalog, &Fence::none(), root, &root.join("inputs")).unwrap();
    let informe = trace::informe(&catalog, &understood, meeting).unwrap();
    let workspace = Workspace::none();
    let output = workspace.path("output");
    let number = meeting.to_string();
    let args = [
        "generar",
        &number,
        "--formato",
        "pdf",
        "--proyecto",
        root.to_str().unwrap(),
        "--salida",
        output.to_str().unwrap(),
    ];
    workspace.run(args).code(0);
    let name = format!("reunion-{meeting:02}/informe-reunion-{meeting:02}.pdf");
    let pdf = fs::read(output.join(name)).unwrap();
    let tagged = tree::read(&pdf);
    if let Some(folder) = std::env::var_os("ARBOL") {
        let mut printed = String::new();
        tagged.root.print(0, &mut printed);
        fs::write(
            Path::new(&folder).join(format!("arbol-{meeting:02}.txt")),
            printed,
        )
        .unwrap();
    }
    (informe, tagged)
}

/// Letters and digits only: neither line breaks, hyphens nor blanks tell tags and blocks apart.
fn bare(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

fn said(inlines: &[Inline]) -> String {
    let parts = inlines.iter().map(|inline| match inline {
        Inline::Text { text } | Inline::Value { text, .. } | Inline::Reference { text, .. } => {
            text.clone()
        }
        Inline::Strong { text } | Inline::Emphasis { text } => said(text),
        Inline::Status { word, .. } => word.clone(),
        // Its number stands here and its words at the foot of the page.
        Inline::Footnote { .. } | Inline::Break => String::new(),
    });
    parts.collect()
}

fn row_words(cells: &[Cell]) -> String {
    cells.iter().map(|cell| said(&cell.text)).collect()
}

/// What a block says, piece by piece, in the order of the informe; what a figure draws left out.
fn pieces(block: &Block) -> Vec<String> {
    match block {
        Block::Heading(h) => vec![h.number.clone().unwrap_or_default() + &h.text],
        Block::Paragraph { text, .. } => vec![said(text)],
        Block::List { items } => items.iter().map(|i| said(&i.text)).collect(),
        Block::Definitions { items } => {
            let told = items.iter().map(|(term, text)| term.clone() + &said(text));
            told.collect()
        }
        Block::KeyFigures { items } => {
            let told = items.iter().map(|i| said(&i.value) + &said(&i.text));
            told.collect()
        }
        Block::Table(table) => {
            let header = table.header.iter().map(|row| row_words(row));
            let rows = table.rows.iter().map(|row| row_words(&row.cells));
            let caption = table.label.clone() + &said(&table.caption);
            let notes = table.notes.iter().map(|note| said(note));
            std::iter::once(caption)
                .chain(header)
                .chain(rows)
                .chain(notes)
                .collect()
        }
        Block::Figure(figure) => {
            let caption = [
                figure.label.clone(),
                said(&figure.caption),
                said(&figure.reading),
            ];
            let notes = figure.notes.iter().map(|note| said(note));
            std::iter::once(caption.concat()).chain(notes).collect()
        }
        Block::Contents | Block::PageBreak => Vec::new(),
    }
}

/// The words of the tags, without those inside figures.
fn aloud(tag: &Tag, out: &mut String) {
    if tag.role == "Figure" {
        return;
    }
    for kid in &tag.kids {
        match kid {
            Kid::Text(text) => out.push_str(&bare(text)),
            Kid::Tag(tag) => aloud(tag, out),
        }
    }
}

fn assert_tables(informe: &Informe, root: &Tag) {
    let tables = informe.blocks.iter().filter_map(|block| match block {
        Block::Table(table) => Some(table),
        _ => None,
    });
    let tables: Vec<_> = tables.collect();
    let tags = root.all(&|tag| tag.role == "Table");
    assert_eq!(tags.len(), tables.len());
    for (tag, table) in tags.iter().zip(&tables) {
        let rows = tag.all(&|tag| tag.role == "TR");
        assert_eq!(
            rows.len(),
            table.header.len() + table.rows.len(),
            "{}",
            table.id
        );
        let (header, body) = rows.split_at(table.header.len());
        for cell in header.iter().flat_map(|row| row.tags()) {
            let kind = (cell.role.as_str(), cell.scope.as_deref());
            assert_eq!(kind, ("TH", Some("Column")), "{}", table.id);
        }
        let named: Vec<usize> = (0..table.columns.len())
            .filter(|at| table.columns[*at].header)
            .collect();
        for (row, cells) in body.iter().zip(&table.rows) {
            if cells.role != RowRole::Body {
                continue;
            }
            for (at, cell) in row.tags().enumerate() {
                let kind = (cell.role.as_str(), cell.scope.as_deref());
                let expected = if named.contains(&at) {
                    ("TH", Some("Row"))
                } else {
                    ("TD", None)
                };
                assert_eq!(kind, expected, "{} {}", table.id, cell.text());
            }
        }
    }
}

fn assert_figures(informe: &Informe, root: &Tag) {
    let alts = informe.blocks.iter().filter_map(|block| match block {
        Block::Figure(figure) => Some(figure.alt.clone()),
        _ => None,
    });
    let alts: Vec<String> = alts.collect();
    let tags = root.all(&|tag| tag.role == "Figure");
    let told: Vec<String> = tags.iter().map(|tag| tag.alt.clone().unwrap()).collect();
    assert_eq!(told, alts);
    assert!(tags.iter().all(|tag| !tag.text().trim().is_empty()));
}

/// The headings of the contents, of the list of tables and of that of figures.
fn lists(informe: &Informe) -> Vec<(String, String)> {
    let meta = &informe.meta;
    let titles = [
        &meta.contents_title,
        &meta.tables_title,
        &meta.figures_title,
    ];
    let heading = |title: &String| ("H1".to_owned(), bare(title));
    titles.map(heading).to_vec()
}

#[test]
fn an_informe_read_from_its_tags_makes_sense_in_order() {
    for meeting in [5, 8] {
        let (informe, tagged) = both(meeting);
        let mut heard = String::new();
        aloud(&tagged.root, &mut heard);
        let title = bare(&informe.meta.title);
        let mut rest = heard.as_str();
        let mut blocks = informe.blocks.clone();
        if blocks.iter().all(|b| !matches!(b, Block::Contents)) {
            blocks.insert(0, Block::Contents);
        }
        // After the contents the headings come again, now with what they head.
        let body = blocks.iter().flat_map(|block| match block {
            Block::Contents => vec![bare(&informe.meta.contents_title)],
            other => pieces(other).iter().map(|piece| bare(piece)).collect(),
        });
        for piece in std::iter::once(title).chain(body) {
            let at = rest.find(&piece);
            let at = at.unwrap_or_else(|| panic!("{meeting}: “{piece}” is not heard in order"));
            rest = &rest[at + piece.len()..];
        }
        let headings = tagged.root.all(&|tag| tag.role.starts_with('H'));
        let levels: Vec<(String, String)> = headings
            .iter()
            .map(|tag| (tag.role.clone(), bare(&tag.text())))
            .collect();
        let expected = blocks.iter().flat_map(|block| match block {
            Block::Heading(h) => vec![(format!("H{}", h.level), bare(&pieces(block)[0]))],
            Block::Contents => lists(&informe),
            _ => Vec::new(),
        });
        assert_eq!(levels, expected.collect::<Vec<_>>());
        assert_tables(&informe, &tagged.root);
        assert_figures(&informe, &tagged.root);
    }
}

#[test]
fn nothing_is_drawn_or_said_outside_of_tags_and_artifacts() {
    let (_, tagged) = both(8);
    assert_eq!(tagged.unmarked, 0);
    // Typst marks every drawing as an artifact; the text of its figure stands for it.
    let others: Vec<&String> = tagged.drawn_in.iter().filter(|r| *r != "Figure").collect();
    assert!(others.is_empty(), "{others:?}");
}

/// What draws in Typst; lines are rules, not drawings.
const DRAWS: [&str; 8] = [
    "rect(", "square(", "circle(", "ellipse(", "polygon(", "curve(", "path(", "image(",
];

#[test]
fn the_style_draws_only_inside_figures() {
    // The logo has its own text; the legend of sample data is a background that nobody hears.
    let known = [
        "image(logotipo, height: 16mm, alt: meta.institution)",
        "rect(width: ancho,",
    ];
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates/estilo");
    let mut looked_at = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|kind| kind != "typ") {
            continue;
        }
        looked_at += 1;
        let text = fs::read_to_string(&path).unwrap();
        for line in text
            .lines()
            .filter(|line| !known.iter().any(|k| line.contains(k)))
        {
            let code = line.split("//").next().unwrap_or_default();
            let draws = DRAWS.iter().find(|draw| {
                let before = |at: usize| code[..at].chars().next_back();
                code.match_indices(**draw)
                    .any(|(at, _)| !before(at).is_some_and(|c| c.is_alphanumeric() || c == '-'))
            });
            assert_eq!(draws, None, "{}: {line}", path.display());
        }
    }
    assert!(looked_at > 5);
}
