//! One builder for every test of the command line: a workspace of its own, the program run in it,
//! and standard output, standard error and exit code compared exactly.

#![allow(dead_code, reason = "each file of tests uses its own part")]

pub mod files;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// A workspace in a temporary folder.
pub struct Workspace {
    folder: tempfile::TempDir,
}

impl Workspace {
    /// With the program's own templates and no workbook.
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let workspace = Self { folder };
        let made = workspace.bare(["iniciar", "."]).output().unwrap();
        assert!(made.status.success(), "{made:?}");
        workspace
    }

    /// A folder that is no workspace.
    pub fn none() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
        }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn root(&self) -> &Path {
        self.folder.path()
    }

    pub fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> &Self {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
        self
    }

    /// The program with some arguments, on a fixed day, in this folder.
    pub fn run<'a>(&self, args: impl IntoIterator<Item = &'a str>) -> Ran {
        Ran::of(self.bare(args).output().unwrap(), self)
    }

    pub fn bare<'a>(&self, args: impl IntoIterator<Item = &'a str>) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_relator"));
        command
            .args(args)
            .current_dir(self.folder.path())
            .env_remove("NO_COLOR")
            .env_remove("CLICOLOR_FORCE")
            // 1 February 2022, noon: before the fifth meeting.
            .env("SOURCE_DATE_EPOCH", "1643716800")
            .stdin(Stdio::null());
        command
    }
}

/// What a run left behind.
#[derive(Debug)]
pub struct Ran {
    pub stdout: String,
    pub stderr: String,
    pub code: Option<i32>,
}

impl Ran {
    pub fn of(output: Output, workspace: &Workspace) -> Self {
        // The folder has another name in each run; macOS and Windows spell it in several ways.
        let root = workspace.root().display().to_string();
        let real = fs::canonicalize(workspace.root()).unwrap();
        let clean = |bytes: Vec<u8>| {
            String::from_utf8(bytes)
                .unwrap()
                .replace(&real.display().to_string(), "[CARPETA]")
                .replace(&root, "[CARPETA]")
        };
        Self {
            stdout: clean(output.stdout),
            stderr: clean(output.stderr),
            code: output.status.code(),
        }
    }

    #[track_caller]
    pub fn stdout(self, expected: &str) -> Self {
        assert_eq!(self.stdout, expected, "stdout; stderr: {}", self.stderr);
        self
    }

    #[track_caller]
    pub fn stderr(self, expected: &str) -> Self {
        assert_eq!(self.stderr, expected, "stderr; stdout: {}", self.stdout);
        self
    }

    /// The exit code; what was not compared before must be empty.
    #[track_caller]
    pub fn code(self, expected: i32) -> Self {
        assert_eq!(
            self.code,
            Some(expected),
            "stdout: {}\nstderr: {}",
            self.stdout,
            self.stderr
        );
        self
    }

    #[track_caller]
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|e| panic!("{e}: {}", self.stdout))
    }
}
