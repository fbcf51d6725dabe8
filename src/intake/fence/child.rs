//! A process that reads workbooks, seen from outside.

use super::pipe;
use std::io;
use std::path::Path;
use std::process::{ChildStdin, ChildStdout, Command, ExitStatus, Stdio};
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread;
use std::time::Duration;

/// How long a process that closed its pipe may take to end, in hundredths of a second.
const LAST_BREATHS: u32 = 200;

/// Why a process that read came to an end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    /// The memory, or the stack, that it may use did not suffice.
    Memory,
    /// It took too long.
    Time,
    /// Anything else.
    Fault,
}

/// A process that reads workbooks, one after the other. It ends with this value.
#[derive(Debug)]
pub(super) struct Child {
    process: std::process::Child,
    ask: Sender<(Arc<str>, Arc<Vec<u8>>)>,
    answers: Receiver<io::Result<Vec<u8>>>,
}

impl Child {
    /// Starts a process of the program.
    pub(super) fn start(program: &Path, arguments: &[&str]) -> io::Result<Self> {
        let mut process = Command::new(program)
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let pipes = process.stdin.take().zip(process.stdout.take());
        let (ask, asked) = mpsc::channel();
        let (answer, answers) = mpsc::channel();
        let child = Self {
            process,
            ask,
            answers,
        };
        // The pipes have a thread of their own, so that nothing waits for them without an end.
        let (to, from) = pipes.ok_or(io::ErrorKind::BrokenPipe)?;
        thread::Builder::new().spawn(move || converse(to, from, &asked, &answer))?;
        Ok(child)
    }

    /// What the process answers about a file within some time. After an end it is of no more use.
    pub(super) fn ask(
        &mut self,
        file: &Arc<str>,
        bytes: &Arc<Vec<u8>>,
        patience: Duration,
    ) -> Result<Vec<u8>, End> {
        let asked = self.ask.send((file.clone(), bytes.clone()));
        asked.map_err(|_| End::Fault)?;
        match self.answers.recv_timeout(patience) {
            Ok(Ok(answer)) => Ok(answer),
            Ok(Err(_)) | Err(RecvTimeoutError::Disconnected) => Err(self.end()),
            Err(RecvTimeoutError::Timeout) => Err(End::Time),
        }
    }

    /// Why it ended. One that closed its pipe and stays is as good as ended.
    fn end(&mut self) -> End {
        for _ in 0..LAST_BREATHS {
            match self.process.try_wait() {
                Ok(Some(status)) => return why(status),
                Ok(None) => thread::sleep(Duration::from_millis(10)),
                Err(_) => break,
            }
        }
        End::Fault
    }
}

impl Drop for Child {
    fn drop(&mut self) {
        // It has nothing to lose; without the wait it would stay in the system's list.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Passes requests and answers on, until one fails or nobody asks any more.
fn converse(
    mut to: ChildStdin,
    mut from: ChildStdout,
    asked: &Receiver<(Arc<str>, Arc<Vec<u8>>)>,
    answer: &Sender<io::Result<Vec<u8>>>,
) {
    for (file, bytes) in asked {
        let put = pipe::put_request(&mut to, &file, &bytes);
        drop(bytes);
        let read = put.and_then(|()| pipe::get_answer(&mut from));
        let failed = read.is_err();
        if answer.send(read).is_err() || failed {
            return;
        }
    }
}

/// Rust answers a refused allocation, and a full stack, with an abort.
#[cfg(unix)]
fn why(status: ExitStatus) -> End {
    use rustix::process::Signal;
    use std::os::unix::process::ExitStatusExt;
    let signal = status.signal();
    let is = |one: Signal| signal == Some(one.as_raw());
    // A system that is short of memory kills.
    let memory = [Signal::ABORT, Signal::SEGV, Signal::BUS, Signal::KILL];
    if memory.into_iter().any(is) {
        End::Memory
    } else if is(Signal::XCPU) {
        End::Time
    } else {
        End::Fault
    }
}

/// Windows calls an abort «fast fail», a full stack and a refused commit by their own numbers.
#[cfg(windows)]
fn why(status: ExitStatus) -> End {
    const FAST_FAIL: i32 = 0xC000_0409_u32 as i32;
    const STACK_OVERFLOW: i32 = 0xC000_00FD_u32 as i32;
    const NO_MEMORY: i32 = 0xC000_0017_u32 as i32;
    match status.code() {
        Some(FAST_FAIL | STACK_OVERFLOW | NO_MEMORY) => End::Memory,
        Some(_) | None => End::Fault,
    }
}

#[cfg(not(any(unix, windows)))]
fn why(_: ExitStatus) -> End {
    End::Fault
}
