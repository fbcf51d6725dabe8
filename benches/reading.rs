//! What reading and judging cost, over a thousand workbooks of 200 × 12 that the bench writes
//! itself: `cargo bench --bench reading`. Prints each figure beside the one that it may not
//! exceed, and fails where it does. `docs/performance.md` explains what was seen.

#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "a bench that cannot begin has nothing to measure"
)]

mod support;
#[path = "../tests/workbooks/mod.rs"]
mod workbooks;

use relator::catalog::Catalog;
use relator::diagnostics::{Findings, Location};
use relator::domain::{Clase, Institucion};
use relator::intake::{self, Fence, Workbook};
use relator::validation;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use workbooks::{Book, Raw, Sheet};

/// The program.
const PROGRAM: &str = env!("CARGO_BIN_EXE_relator");
/// Workbooks that are read, and how many of them lie in one folder.
const BOOKS: usize = 1_000;
const IN_A_FOLDER: usize = 50;
/// Rows of each; the sheet has twelve columns.
const ROWS: usize = 200;
/// The meetings that are judged: the second has a last report to be compared with.
const MEETINGS: [u8; 2] = [4, 5];
/// Times that they are judged for one figure.
const TIMES: usize = 10;
/// Rules of a row.
const RULES: usize = 8;
/// Rows of the sheet that is too large.
const MANY_ROWS: u32 = 1_000_000;
/// The most memory that the asking process may take.
const MEGABYTES: u64 = 64;

fn main() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let project = folder.path().join("proyecto");
    let inputs = project.join("inputs");
    found(&project);
    for number in 0..BOOKS {
        let sub = inputs.join(format!("{:02}", number / IN_A_FOLDER));
        fs::create_dir_all(&sub).expect("a new folder");
        let path = sub.join(format!("{number:04}.xlsx"));
        fs::write(path, delivered(number).bytes()).expect("room for a workbook");
    }
    let mut figures = Figures::default();
    reading(&inputs, &mut figures);
    keeping(&project, &mut figures);
    judging(&mut figures);
    too_large(folder.path(), &mut figures);
    if figures.exceeded > 0 {
        println!("{} figures exceed what they may be", figures.exceeded);
        std::process::exit(1);
    }
}

/// A thousand workbooks behind the fence, beside the same files unzipped and scanned. They are let
/// go folder by folder, so that the memory of reading is seen and not that of keeping.
fn reading(inputs: &Path, figures: &mut Figures) {
    let begun = Spent::now();
    let files: Vec<PathBuf> = folders(inputs).iter().flat_map(|f| folders(f)).collect();
    let bytes = support::scan(&files);
    let floor = begun.elapsed();
    println!("unzipped: {} MB of XML", bytes / (1024 * 1024));
    figures.tell(
        "unzip and scan the XML",
        floor.per(BOOKS),
        None,
        "ms a workbook",
    );
    let begun = Spent::now();
    read(&Fence::none(), inputs);
    let here = begun.elapsed();
    figures.tell(
        "read in this process",
        here.per(BOOKS),
        None,
        "ms a workbook",
    );
    forget_peak();
    let fence = fence();
    let begun = Spent::now();
    read(&fence, inputs);
    let started = fence.started();
    drop(fence);
    let fenced = begun.elapsed();
    figures.tell(
        "read behind the fence",
        fenced.per(BOOKS),
        None,
        "ms a workbook",
    );
    if floor.counted {
        let ratio = fenced.cpu.as_secs_f64() / floor.cpu.as_secs_f64();
        figures.tell("behind the fence ÷ scan", ratio, Some(4.0), "times");
    }
    figures.peak("peak memory while reading", peak("self"));
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    figures.tell("processes started", started as f64, Some(cores as f64), "");
}

/// A thousand workbooks read and kept at once; then the program itself, which also keeps what it
/// understood of each until it answers. Its reading processes have a memory of their own, which is
/// not counted.
fn keeping(project: &Path, figures: &mut Figures) {
    forget_peak();
    let mut findings = Findings::default();
    let inputs = project.join("inputs");
    let kept = intake::read_all(&fence(), project, &inputs, &mut findings);
    assert_eq!(kept.expect("inputs can be read").len(), BOOKS);
    figures.peak("peak memory with all kept", peak("self"));
    let begun = Spent::now();
    let mut run = Command::new(PROGRAM)
        .args(["validar", "--hoy", "2022-06-01", "--proyecto"])
        .arg(project)
        .stdout(Stdio::null())
        .spawn()
        .expect("the program");
    let process = run.id().to_string();
    let mut highest = None;
    let status = loop {
        highest = peak(&process).max(highest);
        match run.try_wait().expect("a process") {
            Some(status) => break status,
            None => std::thread::sleep(Duration::from_millis(5)),
        }
    };
    assert_eq!(status.code(), Some(0), "every row keeps every rule");
    figures.tell(
        "validar, read and judged",
        begun.elapsed().per(BOOKS),
        None,
        "ms a workbook",
    );
    figures.peak("peak memory of validar", highest);
}

/// A project in which each sender has systems enough for two hundred rows.
fn found(project: &Path) {
    let made = Command::new(PROGRAM).arg("iniciar").arg(project).output();
    assert!(made.expect("the program").status.success());
    let path = project.join("templates").join("sistemas.toml");
    let mut systems = fs::read_to_string(&path).expect("a template");
    for sender in senders() {
        for row in 0..ROWS {
            let id = system(&sender.clave, row);
            systems.push_str(&format!(
                "\n[[sistemas]]\nclave = \"{id}\"\nnombre = \"Sistema {id}\"\narea = \"{}\"\n\
                 procesos = [\"PEL 2021-2022\"]\nverificado = false\n",
                sender.clave
            ));
        }
    }
    fs::write(path, systems).expect("room for a template");
}

/// The areas of the Instituto, each with a table of systems.
fn senders() -> Vec<Institucion> {
    let all = workbooks::catalog().instituciones.into_iter();
    all.filter(|i| i.clase == Clase::Ine).collect()
}

fn system(sender: &str, row: usize) -> String {
    format!("{}-{row}", sender.to_uppercase())
}

/// One workbook after the other: every sender, at every meeting that asks for systems, in one
/// version after the other.
fn delivered(number: usize) -> Book {
    let senders = senders();
    let meetings: Vec<u8> = (1..=11).filter(|meeting| *meeting != 8).collect();
    let sender = &senders[number % senders.len()];
    let turn = number / senders.len();
    let version = (turn / meetings.len() + 1).to_string();
    let name = sender.nombre_corto();
    let of = Book::of("INE", &sender.clave, name, meetings[turn % meetings.len()]);
    let of = of.change("Portada", |sheet| sheet.cell("C7", version.as_str()));
    of.with(table(number, |row| (system(&sender.clave, row), name)))
}

/// Reads folder by folder.
fn read(fence: &Fence, inputs: &Path) {
    let mut read = 0;
    for folder in folders(inputs) {
        let mut findings = Findings::default();
        let books = intake::read_all(fence, inputs, &folder, &mut findings);
        read += books.expect("inputs can be read").len();
        assert!(findings.is_empty(), "{findings:?}");
    }
    assert_eq!(read, BOOKS);
}

fn folders(inputs: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(inputs).expect("a folder");
    entries.map(|e| e.expect("an entry").path()).collect()
}

/// Judging alone: rows that keep every rule, with eight rules and with none. A row is known by its
/// text, because the catalogue has fewer systems than the sheet has rows.
fn judging(figures: &mut Figures) {
    let mut catalog = workbooks::catalog();
    let meetings = &mut catalog.proceso.reuniones;
    meetings.retain(|r| MEETINGS.contains(&r.numero));
    for esquema in catalog.esquemas.iter_mut().filter(|e| e.hoja == "Sistemas") {
        esquema.llave = vec!["observaciones".to_owned()];
        esquema.reglas.truncate(RULES);
        assert_eq!(esquema.reglas.len(), RULES);
    }
    let read = MEETINGS.map(|meeting| {
        let bytes = book(0, meeting).bytes();
        let at = Location::file(format!("inputs/{meeting}.xlsx"));
        let read = intake::read_bytes(at, &bytes, &mut Findings::default());
        read.expect("a good workbook")
    });
    let rows = TIMES * MEETINGS.len() * ROWS;
    let micro = |spent: Duration| spent.as_secs_f64() * 1e6 / rows as f64;
    let with_rules = micro(cheapest(|| judge(&catalog, &read)));
    for esquema in &mut catalog.esquemas {
        esquema.reglas.clear();
    }
    let without = micro(cheapest(|| judge(&catalog, &read)));
    figures.tell("judged without rules", without, None, "µs a row");
    figures.tell("judged with eight rules", with_rules, None, "µs a row");
    let rules = with_rules - without;
    figures.tell("eight rules alone", rules, Some(25.0), "µs a row");
}

fn judge(catalog: &Catalog, read: &[Workbook]) {
    for _ in 0..TIMES {
        let mut findings = Findings::default();
        let judged = validation::judge(catalog, read, &mut findings);
        let told: Vec<_> = findings.iter().map(|f| (f.code, f.rule.clone())).collect();
        for meeting in MEETINGS {
            let used = judged.datasets[&meeting].rows("Sistemas").len();
            assert_eq!(used, ROWS, "{told:?}");
        }
    }
}

/// The least processor time of several runs.
fn cheapest(mut work: impl FnMut()) -> Duration {
    let runs = (0..5).map(|_| {
        let begun = Spent::now();
        work();
        begun.elapsed().cpu
    });
    runs.min().unwrap_or_default()
}

/// A sheet of a million rows is refused, and the asking process does not feel it.
fn too_large(folder: &Path, figures: &mut Figures) {
    let inputs = folder.join("grande");
    fs::create_dir(&inputs).expect("a new folder");
    let path = inputs.join("grande.xlsx");
    fs::write(&path, many_rows()).expect("room for a workbook");
    forget_peak();
    let mut findings = Findings::default();
    let begun = Spent::now();
    let read = intake::read_all(&fence(), folder, &inputs, &mut findings);
    assert!(read.expect("inputs can be read").is_empty());
    let told: Vec<u16> = findings.iter().map(|f| f.code.0).collect();
    assert_eq!(told, [105]);
    let name = "a million rows, refused";
    figures.tell(name, begun.elapsed().per(1), None, "ms");
    figures.peak("peak memory with a million rows", peak("self"));
}

/// The program itself, which the bench is not.
fn fence() -> Fence {
    Fence::of(PathBuf::from(PROGRAM), &["leer-libro"])
}

/// A good workbook of one area.
fn book(number: usize, meeting: u8) -> Book {
    let systems = |row: usize| (["SUC", "OBS", "SES"][row % 3].to_owned(), "DEOE");
    Book::of("INE", "deoe", "DEOE", meeting).with(table(number, systems))
}

/// The table of systems, each with its area: words, percentages, dates and texts of some length.
fn table<'a>(number: usize, system: impl Fn(usize) -> (String, &'a str)) -> Sheet {
    (0..ROWS).fold(Sheet::systems(), |sheet, row| {
        let (id, area) = system(row);
        let real = 40 + (row * 7) % 50;
        sheet.row(&[
            &id,
            "PEL 2021-2022",
            area,
            ["Análisis", "Diseño", "Construcción", "Pruebas"][row % 4],
            "95%",
            &format!("{real}%"),
            &format!("{:02}/09/2022", row % 28 + 1),
            "",
            "",
            "En ejecución",
            &format!("Se ajustó el calendario del módulo {row} por el oficio {number}-{row}."),
            &format!("Sin observaciones para el renglón {row}; se atiende según lo previsto."),
        ])
    })
}

/// A workbook whose sheet has a million rows of two numbers.
fn many_rows() -> Vec<u8> {
    let bytes = Book::bare("x")
        .with(Sheet::empty("Datos").cell("A1", Raw::Bool(true)))
        .bytes();
    let rows: String = (1..=MANY_ROWS)
        .map(|row| format!("<row r=\"{row}\"><c r=\"A{row}\"><v>{row}</v></c><c r=\"B{row}\"><v>7</v></c></row>"))
        .collect();
    let rows = format!("<sheetData>{rows}</sheetData>");
    workbooks::with_part(&bytes, "xl/worksheets/sheet1.xml", |sheet| {
        let (before, rest) = sheet.split_once("<sheetData>").expect("a sheet");
        let (_, after) = rest.split_once("</sheetData>").expect("a sheet");
        format!("{before}{rows}{after}")
    })
}

/// What was spent since a moment.
struct Spent {
    clock: Instant,
    processor: Option<Duration>,
}

/// Time that was spent.
struct Time {
    /// Processor time of this process and of those that it waited for; wall time where the system
    /// does not tell it.
    cpu: Duration,
    counted: bool,
}

impl Spent {
    fn now() -> Self {
        Self {
            clock: Instant::now(),
            processor: processor_time(),
        }
    }

    fn elapsed(&self) -> Time {
        let counted = processor_time().zip(self.processor);
        Time {
            cpu: counted.map_or_else(|| self.clock.elapsed(), |(end, start)| end - start),
            counted: counted.is_some(),
        }
    }
}

impl Time {
    /// Milliseconds of each of several.
    fn per(&self, units: usize) -> f64 {
        self.cpu.as_secs_f64() * 1e3 / units as f64
    }
}

/// Processor time of this process and of those that it waited for; Linux only. Ticks are
/// hundredths of a second.
fn processor_time() -> Option<Duration> {
    let stat = fs::read_to_string("/proc/self/stat").ok()?;
    let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
    let ticks = fields.get(11..15)?.iter().map(|f| f.parse::<u64>());
    let ticks: u64 = ticks.sum::<Result<_, _>>().ok()?;
    Some(Duration::from_millis(ticks * 10))
}

/// Lets the highest memory count from here; Linux only.
fn forget_peak() {
    let file = fs::File::options()
        .write(true)
        .open("/proc/self/clear_refs");
    let _ = file.and_then(|mut file| file.write_all(b"5"));
}

/// The highest memory of a process since then, in megabytes; Linux only.
fn peak(process: &str) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|l| l.strip_prefix("VmHWM:"))?;
    let kilobytes: u64 = line.split_whitespace().next()?.parse().ok()?;
    Some(kilobytes / 1024)
}

/// Prints each figure beside what it may be.
#[derive(Default)]
struct Figures {
    exceeded: usize,
}

impl Figures {
    fn tell(&mut self, name: &str, seen: f64, most: Option<f64>, unit: &str) {
        let verdict = match most {
            None => String::new(),
            Some(most) if seen <= most => format!("   at most {most}: holds"),
            Some(most) => {
                self.exceeded += 1;
                format!("   at most {most}: EXCEEDED")
            }
        };
        println!("{name:<34} {seen:>9.2} {unit}{verdict}");
    }

    fn peak(&mut self, name: &str, seen: Option<u64>) {
        match seen {
            Some(seen) => self.tell(name, seen as f64, Some(MEGABYTES as f64), "MB"),
            None => println!("{name:<34}       n/a (not told by this system)"),
        }
    }
}
