//! The exit codes of the contract, and why a command could not do its work.

use crate::diagnostics::Error;
use std::process::ExitCode;

/// How a command ended. Scripts rest on these numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Exit {
    /// Done.
    Done = 0,
    /// Done, but a delivery in force has errors or a file has no known sender.
    Inconsistencias = 1,
    /// The command line is wrong.
    Usage = 2,
    /// Disk, permission, a broken template.
    Surroundings = 3,
    /// The record is damaged, or the answer is no.
    AnswersNo = 4,
    /// Another run holds the workspace.
    Busy = 5,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

/// Why a command could not do its work.
#[derive(Debug)]
pub enum Failure {
    /// What was asked for does not exist; the text says what does.
    Usage(String),
    /// The surroundings failed.
    Error(Error),
}

impl Failure {
    /// The exit code that belongs to it.
    pub fn exit(&self) -> Exit {
        match self {
            Self::Usage(_) => Exit::Usage,
            Self::Error(Error::Locked(_)) => Exit::Busy,
            Self::Error(Error::Damaged { .. }) => Exit::AnswersNo,
            Self::Error(
                Error::Io { .. } | Error::NoWorkspace(_) | Error::Catalog(_) | Error::Internal(_),
            ) => Exit::Surroundings,
        }
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Error(error)
    }
}
