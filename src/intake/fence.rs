//! Where the bytes of a workbook are parsed: in this process, or behind a fence, in processes of
//! the same program that limit themselves and serve one workbook after the other. A file that
//! takes its reader down with it then costs one finding, and the next file finds a new reader.
//!
//! What is read, and what is found, is the same on both sides of the fence.

mod child;
mod level;
mod limits;
mod pipe;
mod serve;
mod wire;

pub use level::Confinement;
pub use serve::serve;

use super::trouble::Trouble;
use super::workbook::{Sheet, Workbook};
use crate::diagnostics::{Code, Error, Findings, Location};
use crate::domain::sha256_hex;
use child::{Child, End};
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// How long one file may take, by the clock. The largest that is read takes some two seconds, and
/// everybody must have an answer within twenty.
const PATIENCE: Duration = Duration::from_secs(18);

/// Where the bytes of a workbook are parsed.
#[derive(Debug, Default)]
pub struct Fence {
    around: Option<Children>,
}

/// Processes that read; one for each thread that asks at the same time.
#[derive(Debug)]
struct Children {
    program: PathBuf,
    arguments: &'static [&'static str],
    patience: Duration,
    idle: Mutex<Vec<Child>>,
    started: AtomicUsize,
    /// The lowest level that a process which answered had reached; none before the first answer.
    level: Mutex<Option<Confinement>>,
}

/// What the bytes of a workbook hold, and what is to be told of them; no sheets when they could
/// not be read.
#[derive(Debug, Default)]
pub(super) struct Read {
    pub(super) sheets: Option<Vec<Sheet>>,
    pub(super) findings: Findings,
}

impl Read {
    /// Nothing was read, and this is why.
    pub(super) fn refused(at: &Location, trouble: Trouble) -> Self {
        let mut findings = Findings::default();
        findings.push(trouble.at(at.clone()));
        Self {
            sheets: None,
            findings,
        }
    }

    /// The workbook, or the file that was refused; the rest goes to the findings.
    pub(super) fn workbook(
        self,
        at: Location,
        bytes: &[u8],
        findings: &mut Findings,
    ) -> Result<Workbook, Workbook> {
        let broken = self.findings.iter().filter(|f| f.code == Code(109));
        let unread = broken.filter_map(|f| f.at.sheet.clone()).collect();
        findings.extend(self.findings);
        let refused = super::refused(at, sha256_hex(bytes));
        match self.sheets {
            Some(sheets) => Ok(Workbook {
                sheets,
                unread,
                ..refused
            }),
            None => Err(refused),
        }
    }
}

impl Fence {
    /// No fence: workbooks are parsed in this process.
    pub fn none() -> Self {
        Self::default()
    }

    /// Workbooks are parsed by processes of a program that, given some arguments, runs [`serve`]
    /// on its standard input and output. None is started before the first workbook.
    pub fn of(program: PathBuf, arguments: &'static [&'static str]) -> Self {
        Self {
            around: Some(Children {
                program,
                arguments,
                patience: PATIENCE,
                idle: Mutex::default(),
                started: AtomicUsize::new(0),
                level: Mutex::default(),
            }),
        }
    }

    /// How many processes were started so far.
    pub fn started(&self) -> usize {
        let around = self.around.as_ref();
        around.map_or(0, |children| children.started.load(Ordering::Relaxed))
    }

    /// How far the processes that answered so far have confined themselves: the lowest of them.
    pub fn confinement(&self) -> Confinement {
        let around = self.around.as_ref();
        let level = around.and_then(|children| *lock(&children.level));
        level.unwrap_or_default()
    }

    /// Reads the bytes of one workbook, or refuses them. Only a process that cannot be started is
    /// an error.
    pub(super) fn read(
        &self,
        at: Location,
        bytes: Vec<u8>,
        findings: &mut Findings,
    ) -> Result<Result<Workbook, Workbook>, Error> {
        let bytes = Arc::new(bytes);
        let read = match &self.around {
            None => super::parse_safely(&at, &bytes),
            Some(children) => children.read(&at, &bytes)?,
        };
        Ok(read.workbook(at, &bytes, findings))
    }
}

impl Children {
    /// A process that already served others may owe its end to them, so that a new one is asked
    /// once more: what is found must not depend on who was asked before. One that took too long
    /// took it for this file.
    fn read(&self, at: &Location, bytes: &Arc<Vec<u8>>) -> Result<Read, Error> {
        if let Some(used) = self.take() {
            match self.ask(used, at, bytes) {
                Err(End::Memory | End::Fault) => {}
                answer @ (Ok(_) | Err(End::Time)) => return Ok(told(at, answer)),
            }
        }
        let new = self.start()?;
        Ok(told(at, self.ask(new, at, bytes)))
    }

    /// Asks a process, which is kept for others unless it came to an end.
    fn ask(&self, mut child: Child, at: &Location, bytes: &Arc<Vec<u8>>) -> Result<Read, End> {
        let answer = child.ask(&at.file, bytes, self.patience)?;
        let (level, answer) = answer.split_first().ok_or(End::Fault)?;
        let level = Confinement::of_byte(*level).ok_or(End::Fault)?;
        let read = wire::unpack(at, answer).ok_or(End::Fault)?;
        let mut lowest = lock(&self.level);
        *lowest = Some(lowest.map_or(level, |lowest| lowest.min(level)));
        drop(lowest);
        lock(&self.idle).push(child);
        Ok(read)
    }

    fn take(&self) -> Option<Child> {
        lock(&self.idle).pop()
    }

    fn start(&self) -> Result<Child, Error> {
        self.started.fetch_add(1, Ordering::Relaxed);
        Child::start(&self.program, self.arguments).map_err(Error::io("iniciar", &self.program))
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn told(at: &Location, answer: Result<Read, End>) -> Read {
    let trouble = match answer {
        Ok(read) => return read,
        Err(End::Memory) => Trouble::interrupted("contenido que agota la memoria al leerlo"),
        Err(End::Time) => Trouble::interrupted("contenido que no se termina de leer"),
        Err(End::Fault) => Trouble::fault(),
    };
    Read::refused(at, trouble)
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use super::*;
    use std::time::Instant;

    /// A stand-in for the program: what a shell does with a request.
    fn fence(script: &[&'static str]) -> Fence {
        let arguments: Vec<&'static str> = script.to_vec();
        let mut fence = Fence::of(PathBuf::from("sh"), arguments.leak());
        if let Some(children) = &mut fence.around {
            children.patience = Duration::from_millis(300);
        }
        fence
    }

    fn code(fence: &Fence) -> u16 {
        let mut findings = Findings::default();
        let read = fence.read(Location::file("x.xlsx"), vec![1; 100_000], &mut findings);
        assert!(read.unwrap().is_err());
        let codes: Vec<u16> = findings.iter().map(|f| f.code.0).collect();
        assert_eq!(codes.len(), 1);
        codes[0]
    }

    #[test]
    fn whatever_becomes_of_a_reader_is_one_finding() {
        let scripts = [
            ("kill -ABRT $$", 119),
            ("kill -SEGV $$", 119),
            ("kill -XCPU $$", 119),
            ("exit 0", 118),
            ("exit 101", 118),
            ("printf 'nonsense, and a lot of it'; exit", 118),
            ("printf '\\005\\000\\000\\000hola?'; cat >/dev/null", 118),
        ];
        for (script, expected) in scripts {
            let fence = fence(&["-c", script]);
            assert_eq!(code(&fence), expected, "{script}");
            assert_eq!(code(&fence), expected, "{script}, again");
            assert_eq!(fence.started(), 2, "{script}");
        }
    }

    #[test]
    fn a_reader_that_does_not_answer_is_not_waited_for() {
        for script in ["exec sleep 60", "cat >/dev/null; exec sleep 60"] {
            let begun = Instant::now();
            assert_eq!(code(&fence(&["-c", script])), 119);
            assert!(begun.elapsed() < Duration::from_secs(30));
        }
    }

    #[test]
    fn a_program_that_cannot_be_started_is_an_error() {
        let fence = Fence::of(PathBuf::from("/no/existe"), &[]);
        let read = fence.read(Location::file("x.xlsx"), vec![1], &mut Findings::default());
        assert!(matches!(read, Err(Error::Io { .. })));
    }
}
