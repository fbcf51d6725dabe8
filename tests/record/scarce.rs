//! What the system gives is not enough: a full disk, a disk that cannot be written, few handles,
//! little memory. In a user namespace of its own, so that no rights are needed; where the machine
//! does not allow one it is skipped, and said.
#![cfg(target_os = "linux")]

use super::support::{Ran, Workspace};
use relator::catalog;
use relator::diagnostics::Error;
use relator::intake::Fence;
use relator::pipeline::{self, Asked, Documents, Job, Program, Renewal};
use relator::report::Stage;
use std::fs;
use std::num::NonZeroUsize;
use std::path::Path;
use std::process::{Command, Output};

const ARCHIVE: &str = "archivar 1 --responsable Secretaría";

/// A workspace without workbooks, and shell lines in a namespace that may mount.
struct Trial {
    workspace: Workspace,
}

impl Trial {
    fn new() -> Option<Self> {
        let allowed = Command::new("unshare").args(["-rm", "true"]).output();
        if !allowed.is_ok_and(|output| output.status.success()) {
            eprintln!("SKIPPED: this machine gives no namespace that may mount");
            return None;
        }
        Some(Self {
            workspace: Workspace::new(),
        })
    }

    /// What lines of a shell say; `relator` is the program, and `out` the folder of the output.
    fn shell(&self, lines: &str) -> Output {
        let program = env!("CARGO_BIN_EXE_relator");
        let begin =
            format!("relator() {{ '{program}' \"$@\"; }}\nout=$PWD/output\nmkdir -p $out\n");
        Command::new("unshare")
            .args(["-rm", "sh", "-c", &(begin + lines)])
            .current_dir(self.workspace.root())
            .env_remove("SOURCE_DATE_EPOCH")
            .env("NO_COLOR", "1")
            .output()
            .unwrap()
    }

    /// The same, each line of standard output.
    fn lines(&self, lines: &str) -> Vec<String> {
        let ran = Ran::of(self.shell(lines), &self.workspace);
        ran.stdout.lines().map(str::to_owned).collect()
    }

    /// Bytes that an integration takes.
    fn needed(&self) -> u64 {
        let said = self.lines(&format!(
            "relator {ARCHIVE} >/dev/null && du -sk $out | cut -f1"
        ));
        fs::remove_dir_all(self.workspace.path("output")).unwrap();
        said[0].parse::<u64>().unwrap() * 1024
    }
}

#[test]
fn a_full_disk_is_said_and_the_next_run_completes_everything() {
    let Some(trial) = Trial::new() else { return };
    let needed = trial.needed();
    let points = 6;
    for point in 1..=points {
        let size = needed * point / (points + 1);
        let said = trial.lines(&format!(
            "mount -t tmpfs -o size={size} none $out
             relator {ARCHIVE} >/dev/null 2>$PWD/told; echo $?
             grep -c 'disco está lleno' $PWD/told
             relator verificar >/dev/null; echo $?
             find $out -name '.relator-*.tmp' | wc -l
             mount -o remount,size={} $out
             relator {ARCHIVE} >/dev/null; echo $?
             relator verificar --json | grep -c REV-; relator verificar >/dev/null; echo $?",
            needed * 3
        ));
        // Before anything is integrated there is no record to be checked: 4.
        let empty = ["3", "1", "4", "0", "0", "0", "0"];
        let begun = ["3", "1", "0", "0", "0", "0", "0"];
        assert!(
            said == empty || said == begun,
            "{point} of {points}: {said:?}"
        );
    }
}

#[test]
fn an_output_that_cannot_be_written_is_said_before_any_workbook_is_read() {
    let Some(trial) = Trial::new() else { return };
    trial
        .workspace
        .write("inputs/x.xlsx", b"this is no workbook");
    let said = trial.lines(&format!(
        "mount -t tmpfs none $out; mount -o remount,ro $out
         relator {ARCHIVE} 2>&1; echo $?
         relator generar 1 2>&1; echo $?"
    ));
    assert_eq!(said.len(), 4, "{said:?}");
    for told in [&said[0], &said[2]] {
        assert!(
            told.contains("output") && told.starts_with("error: "),
            "{told}"
        );
    }
    assert_eq!((said[1].as_str(), said[3].as_str()), ("3", "3"));
}

#[test]
fn few_handles_or_little_memory_never_leave_anything_half() {
    let Some(trial) = Trial::new() else { return };
    let limits = [
        "--nofile=6",
        "--nofile=9",
        "--nofile=12",
        "--nofile=20",
        "--as=250000000",
        "--as=450000000",
    ];
    for limit in limits {
        let said = trial.lines(&format!(
            "rm -rf $out/*
             prlimit {limit} '{}' {ARCHIVE} >/dev/null 2>&1; echo $?
             relator verificar >/dev/null; echo $?
             relator {ARCHIVE} >/dev/null; echo $?
             relator verificar --json | grep -c REV-",
            env!("CARGO_BIN_EXE_relator")
        ));
        // Too little memory is said before anything is read: later no message would be possible.
        let little = limit.contains("as");
        assert!(
            said[0] == "3" || (said[0] == "0" && !little),
            "{limit}: {said:?}"
        );
        assert!(matches!(said[1].as_str(), "0" | "4"), "{limit}: {said:?}");
        assert_eq!(said[2..], ["0", "0"], "{limit}");
    }
}

#[test]
fn a_workbook_that_changes_after_it_was_read_is_not_integrated() {
    let project = Path::new(env!("CARGO_MANIFEST_DIR"));
    let workspace = Workspace::new();
    let received = fs::read_dir(project.join("inputs/reunion-01")).unwrap();
    let book = received.map(|entry| entry.unwrap().path()).min().unwrap();
    let place = format!("inputs/{}", book.file_name().unwrap().to_str().unwrap());
    workspace.write(&place, fs::read(&book).unwrap());
    let catalog = catalog::load(workspace.root()).unwrap();
    let templates = catalog::files(workspace.root()).unwrap();
    let inputs = workspace.path("inputs");
    let root = workspace.root();
    let understood = pipeline::understand(&catalog, &Fence::none(), root, &inputs).unwrap();
    let job = Job {
        catalog: &catalog,
        meetings: vec![1],
        stage: Stage::Final { pending: None },
        documents: Documents::Both,
        program: Program {
            version: String::new(),
            sha256: String::new(),
        },
        threads: NonZeroUsize::MIN,
        renewal: Renewal::Everything,
        output: "output".to_owned(),
    };
    let dossier = || {
        let asked = Asked {
            meeting: 1,
            responsible: "Secretaría",
            correction: None,
            pending: None,
            presented: Vec::new(),
            changes: Vec::new(),
            templates: &templates,
        };
        pipeline::dossier(&job, &understood, root, asked)
    };
    assert!(
        dossier()
            .unwrap()
            .files
            .iter()
            .any(|f| f.name.starts_with("interno/entradas/"))
    );
    let mut bytes = fs::read(workspace.path(&place)).unwrap();
    bytes.truncate(bytes.len() / 2);
    workspace.write(&place, bytes);
    let Err(Error::Io { .. }) = dossier() else {
        panic!("the bytes are not those that were judged");
    };
}
