//! What the finishing pass of the Word file costs beside docx-rs: `cargo bench --bench word`.
//!
//! The same tables are built by docx-rs and deflated, and written by us with everything that
//! docx-rs leaves out. Processor time of the cheapest run counts; memory is the highest that a
//! process of its own took, for 10,000 rows, above what it took before the rows were written.

#![allow(
    clippy::unwrap_used,
    reason = "a bench that cannot begin has nothing to measure"
)]

use docx_rs::{Docx, Paragraph, Run, TableCell, TableLayoutType, WidthType};
use relator::catalog;
use relator::render::Layout;
use relator::render::docx::{self, Package};
use relator::report::{
    Align, Block, Cell, Column, Informe, Inline, Meta, RowRole, Table, TableRow, Tone,
};
use std::collections::BTreeMap;
use std::hint::black_box;
use std::process::Command;
use std::time::{Duration, Instant};

/// Columns of every table; the last is a status.
const COLUMNS: usize = 6;
/// Runs of each work; the best counts.
const RUNS: usize = 7;
/// The goal: our processor time against that of docx-rs with deflate.
const GOAL: f64 = 1.5;
/// The goal: megabytes that writing 10,000 rows may take beyond what docx-rs takes.
const MEGABYTES: i64 = 64;

fn main() {
    let args: Vec<String> = std::env::args().collect();
    let style = catalog::carried().unwrap().estilo;
    if let Some(who) = args.iter().position(|a| a == "--alone") {
        return alone(&args[who + 1], &style);
    }
    let informe = informe(3, 200);
    let theirs = best(|| {
        black_box(by_docx_rs(3, 200));
    });
    let ours = best(|| {
        black_box(docx::write(&informe, &Layout::default(), &style).unwrap());
    });
    let ratio = ours.as_secs_f64() / theirs.as_secs_f64();
    println!("3 tables of 200 rows, docx-rs and deflate: {theirs:.1?}; ours: {ours:.1?}");
    println!("ratio {ratio:.2} (goal: at most {GOAL})");
    let (Some(theirs), Some(ours)) = (memory_of("docx-rs"), memory_of("ours")) else {
        println!("memory is told on Linux only");
        return;
    };
    println!(
        "10,000 rows, memory: docx-rs {theirs} MB, ours {ours} MB (goal: at most {MEGABYTES} more)"
    );
}

/// Writes 10,000 rows in this process and prints what it took, in kilobytes.
fn alone(who: &str, style: &BTreeMap<String, Vec<u8>>) {
    match who {
        "ours" => {
            let informe = informe(1, 10_000);
            let before = highest();
            black_box(docx::write(&informe, &Layout::default(), style).unwrap());
            println!("{}", highest() - before);
        }
        _ => {
            let before = highest();
            black_box(by_docx_rs(1, 10_000));
            println!("{}", highest() - before);
        }
    }
}

/// Megabytes that a process of its own takes.
fn memory_of(who: &str) -> Option<i64> {
    let me = std::env::current_exe().ok()?;
    let output = Command::new(me).args(["--alone", who]).output().ok()?;
    let kilobytes: i64 = String::from_utf8(output.stdout).ok()?.trim().parse().ok()?;
    (kilobytes > 0).then_some(kilobytes / 1_024)
}

/// The most memory that this process has taken, in kilobytes; 0 where the system does not tell.
fn highest() -> i64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|l| l.strip_prefix("VmHWM:"));
    let number = line.and_then(|l| l.split_whitespace().next()?.parse().ok());
    number.unwrap_or(0)
}

/// Processor time of the cheapest run; each is repeated until it can be measured.
fn best(mut work: impl FnMut()) -> Duration {
    let cost = |work: &mut dyn FnMut()| {
        let (clock, processor) = (Instant::now(), processor_time());
        let mut times = 0;
        while clock.elapsed() < Duration::from_millis(500) {
            work();
            times += 1;
        }
        let cpu = processor_time()
            .zip(processor)
            .map(|(end, start)| end - start);
        cpu.unwrap_or_else(|| clock.elapsed()) / times
    };
    (0..RUNS).map(|_| cost(&mut work)).min().unwrap()
}

/// Processor time of this process; Linux only. Ticks are hundredths of a second.
fn processor_time() -> Option<Duration> {
    let stat = std::fs::read_to_string("/proc/self/stat").ok()?;
    let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
    let ticks: u64 = fields.get(11)?.parse::<u64>().ok()? + fields.get(12)?.parse::<u64>().ok()?;
    Some(Duration::from_millis(ticks * 10))
}

fn words(row: usize, column: usize) -> String {
    format!("Sistema {row} de la columna {column} con «ñ» & más")
}

/// The same tables as docx-rs builds them, deflated.
fn by_docx_rs(tables: usize, rows: usize) -> Vec<u8> {
    let mut document = Docx::new();
    for _ in 0..tables {
        let rows = (0..rows).map(|row| {
            let cells = (0..COLUMNS).map(|column| {
                let run = Run::new().add_text(words(row, column));
                let paragraph = Paragraph::new().style("Informetablatexto").add_run(run);
                TableCell::new()
                    .width(1_500, WidthType::Dxa)
                    .add_paragraph(paragraph)
            });
            docx_rs::TableRow::new(cells.collect()).cant_split()
        });
        let table = docx_rs::Table::new(rows.collect())
            .layout(TableLayoutType::Fixed)
            .set_grid(vec![1_500; COLUMNS]);
        document = document.add_table(table);
    }
    let built = document.build();
    let parts = [
        ("[Content_Types].xml", built.content_type),
        ("_rels/.rels", built.rels),
        ("word/document.xml", built.document),
        ("word/styles.xml", built.styles),
        ("word/numbering.xml", built.numberings),
        ("word/settings.xml", built.settings),
    ];
    let parts = parts.map(|(name, bytes)| (name.to_owned(), bytes));
    let package = Package {
        parts: parts.into_iter().collect(),
    };
    package.to_bytes().unwrap()
}

fn text(text: String) -> Vec<Inline> {
    vec![Inline::Text { text }]
}

fn cell(row: usize, column: usize) -> Cell {
    let text = if column + 1 == COLUMNS {
        vec![Inline::Status {
            shape: "●".into(),
            word: words(row, column),
            tone: Tone::Verde,
        }]
    } else {
        text(words(row, column))
    };
    Cell { text, span: 1 }
}

fn table(number: usize, rows: usize) -> Block {
    let row = |row| TableRow {
        id: None,
        cells: (0..COLUMNS).map(|column| cell(row, column)).collect(),
        role: RowRole::Body,
    };
    let column = |n| Column {
        align: Align::Left,
        share: 166 + u32::from(n < 4),
        header: n == 0,
    };
    Block::Table(Table {
        id: format!("t{number}"),
        label: format!("Tabla {number}."),
        caption: text("Sistemas".into()),
        description: "Sistemas".into(),
        columns: (0..COLUMNS).map(column).collect(),
        header: vec![(0..COLUMNS).map(|n| cell(0, n)).collect()],
        rows: (1..=rows).map(row).collect(),
        notes: Vec::new(),
        landscape: false,
    })
}

fn informe(tables: usize, rows: usize) -> Informe {
    let words = |text: &str| text.to_owned();
    Informe {
        meta: Meta {
            number: 5,
            language: words("es-MX"),
            title: words("Informe"),
            short_title: words("Informe"),
            institution: words("Instituto"),
            area: words("Área"),
            group: words("Grupo"),
            header_right: words("Quinta reunión"),
            cover_lines: Vec::new(),
            date: words("2022-02-15"),
            day: words("15 de febrero de 2022"),
            foot: words("Versión preliminar"),
            code: words("3f9a-12c0-77b4"),
            code_line: words("Código 3f9a-12c0-77b4"),
            page_pattern: words("Página {n} de {total}"),
            contents_title: words("Contenido"),
            tables_title: words("Índice de tablas"),
            figures_title: words("Índice de gráficas"),
            legend: None,
            subject: words("Informe"),
        },
        blocks: (1..=tables).map(|n| table(n, rows)).collect(),
        origins: Vec::new(),
        resources: Vec::new(),
    }
}
