//! How long each stretch of the road takes on the demonstration data: `cargo bench`.
//!
//! Prints wall time and, where the system tells it, processor time of the cheapest of several runs
//! (the machine may be busy), and the latter per workbook, informe or page. The numbers of a machine say little;
//! their ratios say where the time goes. `docs/performance.md` explains what was seen.

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
use std::num::NonZeroUsize;
use std::path::Path;
use std::time::{Duration, Instant};

/// Runs of each stretch, at most; the best counts.
const RUNS: usize = 5;
/// A stretch is not begun again after this time.
const ENOUGH: Duration = Duration::from_secs(20);

fn main() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let inputs = root.join("inputs");
    let catalog = catalog::load(root).expect("templates are in order");
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
    stretch("reading", books, "workbook", || {
        let mut findings = Findings::default();
        black_box(
            intake::read_all(&Fence::none(), root, &inputs, &mut findings)
                .expect("inputs can be read"),
        );
    });
    stretch("judging", books, "workbook", || {
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
    stretch("composing", meetings.len(), "informe", || {
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
    stretch("PDF", pages, "page", || {
        for informe in &informes {
            black_box(typeset(informe));
        }
    });
    stretch("Word", pages, "page", || {
        for (informe, laid_out) in informes.iter().zip(&layouts) {
            let written = docx::write(informe, &laid_out.layout, &catalog.estilo);
            black_box(written.expect("the Word file can be written"));
        }
    });
    let cores = std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN);
    for threads in [NonZeroUsize::MIN, cores] {
        let name = format!("generar --todas, {threads} at a time");
        stretch(&name, pages, "page", || {
            let folder = tempfile::tempdir().expect("a temporary folder");
            let output = Output::open(folder.path(), "output").expect("the folder is free");
            let understood =
                pipeline::understand(&catalog, &Fence::none(), root, &inputs).expect("inputs");
            let job = Job {
                catalog: &catalog,
                meetings: meetings.clone(),
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
            black_box(pipeline::produce(&job, &understood, &output, |_| {}).expect("all written"));
        });
    }
}

/// Runs something several times and prints its cheapest run.
fn stretch(name: &str, units: usize, unit: &str, mut work: impl FnMut()) {
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
    let Some(best) = best else { return };
    let ms = |time: Duration| time.as_secs_f64() * 1e3;
    let cpu = best
        .cpu
        .map_or_else(|| "—".to_owned(), |cpu| format!("{:.1}", ms(cpu)));
    println!(
        "{name:<34} {:>10.1} {cpu:>10}   {:.2} ms per {unit} ({units})",
        ms(best.wall),
        ms(best.counts()) / units.max(1) as f64,
    );
}

/// What a run took.
#[derive(Clone, Copy)]
struct Cost {
    wall: Duration,
    cpu: Option<Duration>,
}

impl Cost {
    /// Processor time where it is known: it says less about what else the machine did.
    fn counts(self) -> Duration {
        self.cpu.unwrap_or(self.wall)
    }
}

/// Processor time of this process, all threads; Linux only. Ticks are hundredths of a second.
fn processor_time() -> Option<Duration> {
    let stat = std::fs::read_to_string("/proc/self/stat").ok()?;
    let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
    let ticks: u64 = fields.get(11)?.parse::<u64>().ok()? + fields.get(12)?.parse::<u64>().ok()?;
    Some(Duration::from_millis(ticks * 10))
}
