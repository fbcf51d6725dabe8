//! The only way to standard output and standard error: a closed pipe or a full disk is told, never
//! a panic.

use super::args::Color;
use crate::diagnostics::show::width;
use anstream::{AutoStream, ColorChoice};
use std::io::{self, ErrorKind, IsTerminal, Write};

/// Where a command writes for people and for programs.
#[derive(Debug)]
pub struct Out {
    choice: ColorChoice,
    failed: Option<io::Error>,
    closed: bool,
    progress: bool,
    /// Columns that the line of progress takes.
    drawn: usize,
}

impl Out {
    /// Writes with colour as asked; progress only when standard error is a terminal.
    pub fn new(color: Color) -> Self {
        let choice = match color {
            Color::Auto => ColorChoice::Auto,
            Color::Always => ColorChoice::Always,
            Color::Never => ColorChoice::Never,
        };
        Self {
            choice,
            failed: None,
            closed: false,
            progress: io::stderr().is_terminal(),
            drawn: 0,
        }
    }

    /// Writes to standard output. Text may carry ANSI styles; they are removed where nobody sees
    /// them. Nothing more is written once the reader has gone.
    pub fn print(&mut self, text: &str) {
        if self.closed || self.failed.is_some() {
            return;
        }
        let mut stream = AutoStream::new(io::stdout().lock(), self.stdout_choice());
        let written = stream
            .write_all(text.as_bytes())
            .and_then(|()| stream.flush());
        match written {
            Ok(()) => {}
            Err(error) if error.kind() == ErrorKind::BrokenPipe => self.closed = true,
            Err(error) => self.failed = Some(error),
        }
    }

    /// Writes a JSON value and a line end to standard output.
    pub fn json(&mut self, value: &serde_json::Value) {
        self.print(&format!("{value:#}\n"));
    }

    /// Writes to standard error; nobody to read it is no fault.
    pub fn tell(&mut self, text: &str) {
        let mut stream = AutoStream::new(io::stderr().lock(), self.stderr_choice());
        drop(
            stream
                .write_all(text.as_bytes())
                .and_then(|()| stream.flush()),
        );
    }

    /// Replaces the line of progress on a terminal; writes nothing elsewhere. Blanks wipe the old
    /// line, because an escape sequence is not for every terminal. An empty text ends the line.
    pub fn progress(&mut self, text: &str) {
        if self.progress {
            let blanks = " ".repeat(self.drawn);
            self.drawn = width(text);
            self.tell(&format!("\r{blanks}\r{text}"));
        }
    }

    /// No more progress, because standard error is asked to be quiet.
    pub fn without_progress(&mut self) {
        self.progress = false;
    }

    /// Why standard output could not take everything, other than that the reader had gone.
    pub fn failure(&self) -> Option<&io::Error> {
        self.failed.as_ref()
    }

    fn stdout_choice(&self) -> ColorChoice {
        match self.choice {
            ColorChoice::Auto => AutoStream::choice(&io::stdout()),
            chosen => chosen,
        }
    }

    fn stderr_choice(&self) -> ColorChoice {
        match self.choice {
            ColorChoice::Auto => AutoStream::choice(&io::stderr()),
            chosen => chosen,
        }
    }
}
