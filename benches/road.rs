//! How long each stretch of the road takes on the demonstration data: `cargo bench`.
//!
//! Prints wall time and, where the system tells it, processor time of the cheapest of several runs
//! (the machine may be busy), and the latter per workbook, informe or page. The numbers of a machine say little;
//! their ratios say where the time goes. `docs/performance.md` explains what was seen.
//!
//! Below the stretches stand the ratios that are asked for, each with what it may be at most. The
//! floor of documents is what nobody can do without: unzipping and scanning the workbooks' XML, one
//! compilation and export of the same pages in the same look, drawing Word's pictures, and
//! deflating the Word file. The reviews of the deliveries have no floor and are counted apart.
//! Memory is the highest of a process of its own, with as many informes at a time as there are
//! cores; reviews count in it, on both sides.

#![allow(
    clippy::expect_used,
    reason = "a bench that cannot begin has nothing to measure"
)]

use relator::archive::Output;
use relator::catalog;
use relator::diagnostics::Findings;
use relator::intake::{self, Fence};
use relator::pipeline::{self, Documents, Job, Program, Renewal};
use relator::render::docx;
use relator::render::typst::Typesetter;
use relator::report::{self, Stage};
use std::hint::black_box;
use std::io::{Cursor, Read, Write};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

/// Runs of each stretch, at most; the best counts.
const RUNS: usize = 5;
/// A stretch is not begun again after this time.
const ENOUGH: Duration = Duration::from_secs(20);

mod support;

/// Asks this program to make some meetings and to say what memory it took.
const ALONE: &str = "--alone";
/// Workbooks of the one informe of the first ratio.
const WORKBOOKS: f64 = 40.0;
/// What the ratios may be at most: one informe, all of them, wall time, memory.
const ONE: f64 = 1.3;
const ALL: f64 = 1.2;
const WALL: f64 = 0.65;
const MEMORY: f64 = 1.25;

fn main() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let inputs = root.join("inputs");
    let catalog = catalog::load(root).expect("templates are in order");
    let args: Vec<String> = std::env::args().collect();
    if let Some(alone) = args.iter().position(|arg| arg == ALONE) {
        let meetings = args[alone + 1].split(',');
        let meetings: Vec<u8> = meetings.map(|m| m.parse().expect("a number")).collect();
        generate(&catalog, &meetings, cores());
        println!("{}", highest().unwrap_or_default());
        return;
    }
    println!(
        "{:<34} {:>10} {:>10}   per unit",
        "stretch", "wall ms", "CPU ms"
    );

    stretch("templates → catalogue", 1, "time", || {
        black_box(catalog::load(root).expect("templates are in order"));
    });
    let mut findings = Findings::default();
    let workbooks =
        intake::read_all(&Fence::none(), root, &inputs, &mut findings).expect("inputs can be read");
    let books = workbooks.len();
    let scanning = stretch("scanning the XML (floor)", books, "workbook", || {
        black_box(support::scan(&files(&inputs)));
    });
    let reading = stretch("reading", books, "workbook", || {
        let mut findings = Findings::default();
        black_box(
            intake::read_all(&Fence::none(), root, &inputs, &mut findings)
                .expect("inputs can be read"),
        );
    });
    let judging = stretch("judging", books, "workbook", || {
        black_box(relator::validation::judge(
            &catalog,
            &workbooks,
            &mut Findings::default(),
        ));
    });
    let understood = pipeline::judge(&catalog, workbooks.clone(), findings);
    let meetings: Vec<u8> = catalog.proceso.reuniones.iter().map(|r| r.numero).collect();
    let compose = |meeting| {
        let mut findings = Findings::default();
        let judged = &understood.judged;
        report::compose(&catalog, judged, meeting, Stage::Preliminary, &mut findings)
            .expect("the informe can be composed")
    };
    let composing = stretch("composing", meetings.len(), "informe", || {
        for meeting in &meetings {
            black_box(compose(*meeting));
        }
    });
    let typesetter = Typesetter::new(&catalog.estilo).expect("the style is in order");
    let informes: Vec<_> = meetings.iter().map(|m| compose(*m)).collect();
    let typeset = |informe| {
        typesetter
            .typeset(informe, &[])
            .expect("the informe can be laid out")
    };
    let layouts: Vec<_> = informes.iter().map(typeset).collect();
    let pages: usize = layouts.iter().map(|l| l.layout.total).sum();
    let pdf = stretch("PDF", pages, "page", || {
        for informe in &informes {
            black_box(typeset(informe));
        }
    });
    let word = stretch("Word", pages, "page", || {
        for (informe, laid_out) in informes.iter().zip(&layouts) {
            let written = docx::write(informe, &laid_out.layout, &catalog.estilo);
            black_box(written.expect("the Word file can be written"));
        }
    });
    let written: Vec<Vec<(String, Vec<u8>)>> = informes
        .iter()
        .zip(&layouts)
        .map(|(informe, laid_out)| {
            let bytes = docx::write(informe, &laid_out.layout, &catalog.estilo);
            parts(&bytes.expect("the Word file can be written"))
        })
        .collect();
    let deflating = stretch("deflating the Word file (floor)", pages, "page", || {
        for parts in &written {
            black_box(deflate(parts));
        }
    });
    let largest = (0..informes.len()).max_by_key(|at| layouts[*at].layout.total);
    let largest = largest.expect("there are meetings");
    let pages_of_one = layouts[largest].layout.total;
    let cold = stretch("PDF of the largest, cold", pages_of_one, "page", || {
        comemo::evict(0);
        black_box(typeset(&informes[largest]));
    });
    comemo::evict(0);
    drop((written, layouts, informes));
    let one = stretch("generar --todas, 1 at a time", pages, "page", || {
        generate(&catalog, &meetings, NonZeroUsize::MIN);
    });
    let name = format!("generar --todas, {} at a time", cores());
    let side_by_side = stretch(&name, pages, "page", || {
        generate(&catalog, &meetings, cores());
    });

    let documents = reading.plus(judging).plus(composing).plus(pdf).plus(word);
    let reviews = one.seconds() - documents.seconds();
    println!(
        "\nreviews of the deliveries, state, reminders and writing, which have no floor: {reviews:.2} s"
    );
    let share = WORKBOOKS / books as f64;
    let of_one = 1.0 / informes_made(&meetings);
    let part = pages_of_one as f64 / pages as f64;
    let less = (reading.seconds() + judging.seconds()) * share + composing.seconds() * of_one;
    let above = less + cold.seconds() + word.seconds() * part;
    let below = scanning.seconds() * share + cold.seconds() + deflating.seconds() * part;
    tell("40 workbooks to one informe ÷ floor", above / below, ONE);
    let floor = scanning.plus(pdf).plus(deflating);
    let ratio = documents.seconds() / floor.seconds();
    tell("all informes ÷ floor", ratio, ALL);
    let wall = side_by_side.wall.as_secs_f64() / side_by_side.seconds();
    tell("wall ÷ processor time, side by side", wall, WALL);
    memory(&meetings);
}

/// How many informes the meetings have.
fn informes_made(meetings: &[u8]) -> f64 {
    meetings.len() as f64
}

fn cores() -> NonZeroUsize {
    std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN)
}

/// Everything that `generar` does for some meetings, as if for the first time.
fn generate(catalog: &catalog::Catalog, meetings: &[u8], threads: NonZeroUsize) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = tempfile::tempdir().expect("a temporary folder");
    let output = Output::open(folder.path(), "output").expect("the folder is free");
    let understood = pipeline::understand(catalog, &Fence::none(), root, &root.join("inputs"));
    let job = Job {
        catalog,
        meetings: meetings.to_vec(),
        stage: Stage::Preliminary,
        documents: Documents::Both,
        program: Program {
            version: "bench".to_owned(),
            sha256: String::new(),
        },
        threads,
        renewal: Renewal::Everything,
        output: "output".to_owned(),
    };
    let understood = understood.expect("inputs can be read");
    black_box(pipeline::produce(&job, &understood, &output, |_| {}).expect("all written"));
}

/// Memory of all informes beside that of the two that take most, each alone.
fn memory(meetings: &[u8]) {
    let alone = |meetings: &[u8]| {
        let list: Vec<String> = meetings.iter().map(u8::to_string).collect();
        let program = std::env::current_exe().expect("this program");
        let told = Command::new(program)
            .args([ALONE, &list.join(",")])
            .output();
        let told = String::from_utf8(told.expect("it runs").stdout).expect("text");
        told.trim().parse::<u64>().unwrap_or_default()
    };
    let mut each: Vec<(u64, u8)> = meetings.iter().map(|m| (alone(&[*m]), *m)).collect();
    each.sort_unstable();
    let two: Vec<u8> = each
        .iter()
        .rev()
        .take(2)
        .map(|(_, meeting)| *meeting)
        .collect();
    let (together, all) = (alone(&two), alone(meetings));
    if together == 0 {
        println!("memory: not told by this system");
        return;
    }
    println!("peak memory: meetings {two:?} {together} MB, all {all} MB");
    tell(
        "memory of all ÷ that of the two largest",
        all as f64 / together as f64,
        MEMORY,
    );
}

/// The highest memory of this process in MB; Linux only.
fn highest() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    let kilobytes: u64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kilobytes / 1024)
}

fn tell(name: &str, seen: f64, most: f64) {
    let verdict = if seen <= most { "holds" } else { "EXCEEDED" };
    println!("{name:<42} {seen:>6.2}   at most {most}: {verdict}");
}

/// The files below a folder and its sub-folders.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).expect("a folder");
    let paths = entries.map(|entry| entry.expect("an entry").path());
    let below = paths.flat_map(|path| {
        if path.is_dir() {
            files(&path)
        } else {
            vec![path]
        }
    });
    below
        .filter(|path| path.extension().is_some_and(|end| end == "xlsx"))
        .collect()
}

/// What a zip holds.
fn parts(zip: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = zip::ZipArchive::new(Cursor::new(zip)).expect("a zip");
    let files = archive.len();
    let part = |at| {
        let mut part = archive.by_index(at).expect("a part");
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).expect("its bytes");
        let name = part.name().expect("its name");
        (name.into_owned(), bytes)
    };
    (0..files).map(part).collect()
}

/// The same as a zip again.
fn deflate(parts: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        let options = zip::write::SimpleFileOptions::default();
        zip.start_file(name, options).expect("a part");
        zip.write_all(bytes).expect("its bytes");
    }
    zip.finish().expect("a zip").into_inner()
}

/// Runs something several times, prints its cheapest run and gives it back.
fn stretch(name: &str, units: usize, unit: &str, mut work: impl FnMut()) -> Cost {
    let mut best: Option<Cost> = None;
    let begun = Instant::now();
    for run in 0..RUNS {
        if run > 0 && begun.elapsed() > ENOUGH {
            break;
        }
        let (clock, processor) = (Instant::now(), processor_time());
        work();
        let cost = Cost {
            wall: clock.elapsed(),
            cpu: processor_time()
                .zip(processor)
                .map(|(end, start)| end - start),
        };
        if best.is_none_or(|best| cost.counts() < best.counts()) {
            best = Some(cost);
        }
    }
    let best = best.unwrap_or_default();
    let ms = |time: Duration| time.as_secs_f64() * 1e3;
    let cpu = best
        .cpu
        .map_or_else(|| "—".to_owned(), |cpu| format!("{:.1}", ms(cpu)));
    println!(
        "{name:<34} {:>10.1} {cpu:>10}   {:.2} ms per {unit} ({units})",
        ms(best.wall),
        ms(best.counts()) / units.max(1) as f64,
    );
    best
}

/// What a run took.
#[derive(Clone, Copy, Default)]
struct Cost {
    wall: Duration,
    cpu: Option<Duration>,
}

impl Cost {
    /// Processor time where it is known: it says less about what else the machine did.
    fn counts(self) -> Duration {
        self.cpu.unwrap_or(self.wall)
    }

    fn seconds(self) -> f64 {
        self.counts().as_secs_f64()
    }

    /// Both one after the other.
    fn plus(self, other: Self) -> Self {
        Self {
            wall: self.wall + other.wall,
            cpu: self.cpu.zip(other.cpu).map(|(a, b)| a + b),
        }
    }
}

/// Processor time of this process, all threads; Linux only. Ticks are hundredths of a second.
fn processor_time() -> Option<Duration> {
    let stat = std::fs::read_to_string("/proc/self/stat").ok()?;
    let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
    let ticks: u64 = fields.get(11)?.parse::<u64>().ok()? + fields.get(12)?.parse::<u64>().ok()?;
    Some(Duration::from_millis(ticks * 10))
}
