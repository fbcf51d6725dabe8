//! Reading behind the fence: the same as without it, and a file that ends its reader costs one
//! inconsistencia.

#![allow(
    clippy::unwrap_used,
    reason = "a test that cannot make its workbook has failed"
)]

mod support;
mod workbooks;

use relator::diagnostics::Findings;
use relator::intake::{self, Fence};
use std::path::{Path, PathBuf};
use support::Workspace;
use workbooks::{Book, Sheet, with_part};

fn fence() -> Fence {
    Fence::of(
        PathBuf::from(env!("CARGO_BIN_EXE_relator")),
        &["leer-libro"],
    )
}

fn systems(clave: &str) -> Book {
    Book::of("INE", clave, &clave.to_uppercase(), 5).with(Sheet::systems())
}

fn read(fence: &Fence, folder: &Path) -> String {
    let mut findings = Findings::default();
    let read = intake::read_all(fence, folder, &folder.join("inputs"), &mut findings).unwrap();
    format!("{read:#?}{findings:#?}")
}

#[test]
fn what_is_read_and_found_is_the_same_on_both_sides() {
    let workspace = Workspace::none();
    let good = systems("deoe").bytes();
    let mut flipped = good.clone();
    flipped[good.len() / 3] ^= 0x55;
    workspace
        .write("inputs/a.xlsx", &good)
        .write("inputs/b.xls", &good)
        .write("inputs/c.xlsx", &good[..good.len() / 2])
        .write("inputs/d.xlsx", &flipped)
        .write("inputs/e.xlsx", b"a,b,c\n1,2,3\n")
        .write("inputs/f.xlsx", b"");
    assert_eq!(
        read(&fence(), workspace.root()),
        read(&Fence::none(), workspace.root())
    );
    let demonstration = Path::new(env!("CARGO_MANIFEST_DIR"));
    assert_eq!(
        read(&fence(), demonstration),
        read(&Fence::none(), demonstration)
    );
}

#[test]
fn one_process_serves_many_files() {
    let workspace = Workspace::none();
    for number in 0..40 {
        let name = format!("inputs/{number}.xlsx");
        workspace.write(&name, systems("deoe").bytes());
    }
    let fence = fence();
    read(&fence, workspace.root());
    let cores = std::thread::available_parallelism().unwrap().get();
    assert!(
        (1..=cores).contains(&fence.started()),
        "{}",
        fence.started()
    );
}

/// Each of 149,000 formats takes two kilobytes, all that the limits before reading let through: a
/// reader with less memory than that ends, as one with a gigabyte would with a worse file.
#[cfg(target_os = "linux")]
#[test]
fn a_file_that_ends_its_reader_costs_one_inconsistencia() {
    use std::process::{Command, Stdio};
    let styles = format!(
        "<styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><!--{}--><numFmts><numFmt numFmtId=\"200\" formatCode=\"{}\"/></numFmts><fonts><font><name val=\"{}\"/></font></fonts><cellXfs>{}</cellXfs></styleSheet>",
        (0..20_000)
            .map(|n| format!("{:x}", n * 7919))
            .collect::<String>(),
        "0".repeat(1_000),
        "f".repeat(1_000),
        "<xf numFmtId=\"200\" fontId=\"0\"/>".repeat(149_000),
    );
    let bad = with_part(&systems("derfe").bytes(), "xl/styles.xml", |_| {
        styles.clone()
    });
    let workspace = Workspace::new();
    workspace.write("inputs/R05-derfe-v1.xlsx", bad);
    for clave in ["deoe", "deppp", "deceyec", "utf"] {
        let name = format!("inputs/R05-{clave}-v1.xlsx");
        workspace.write(&name, systems(clave).bytes());
    }
    let run = |kilobytes: &str, code: i32| {
        let program = env!("CARGO_BIN_EXE_relator");
        let script = format!("ulimit -v {kilobytes}; exec '{program}' validar --json");
        let ran = Command::new("sh")
            .args(["-c", &script])
            .current_dir(workspace.root())
            .env("RAYON_NUM_THREADS", "1")
            .stdin(Stdio::null())
            .output()
            .unwrap();
        assert_eq!(ran.status.code(), Some(code), "{ran:?}");
        let told: serde_json::Value = serde_json::from_slice(&ran.stdout).unwrap();
        assert_eq!(told["resumen"]["libros"], 5);
        let all = told["inconsistencias"].as_array().unwrap().clone();
        let of = |file: &str| {
            let of = all.iter().filter(|one| one["archivo"] == file);
            of.map(|one| one["codigo"].as_str().unwrap().to_owned())
                .collect::<Vec<_>>()
        };
        let others = all
            .iter()
            .filter(|i| i["archivo"] != "inputs/R05-derfe-v1.xlsx");
        let unread = others.filter(|i| i["codigo"].as_str().unwrap().starts_with("REV-1"));
        (of("inputs/R05-derfe-v1.xlsx"), unread.count())
    };
    let (bad, others) = run("480000", 1);
    assert_eq!(bad, ["REV-119"]);
    // With the memory that the program gives its reader, the same file is only one more workbook.
    let (read, others_then) = run("unlimited", 0);
    assert!(!read.contains(&"REV-119".to_owned()), "{read:?}");
    assert_eq!(others, others_then);
}

/// The reader has no files, no handles and no processes to give, and a gigabyte of memory.
#[cfg(target_os = "linux")]
#[test]
fn the_reader_limits_itself() {
    use std::io::{Read, Write};
    use std::process::{Command, Stdio};
    let mut reader = Command::new(env!("CARGO_BIN_EXE_relator"))
        .arg("leer-libro")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let to = reader.stdin.as_mut().unwrap();
    to.write_all(b"\x01\0\0\0x\x02\0\0\0PK").unwrap();
    reader
        .stdout
        .as_mut()
        .unwrap()
        .read_exact(&mut [0; 4])
        .unwrap();
    let limits = std::fs::read_to_string(format!("/proc/{}/limits", reader.id())).unwrap();
    let hard = |name: &str| {
        let line = limits.lines().find(|line| line.starts_with(name)).unwrap();
        let numbers = line[name.len()..].split_whitespace();
        numbers.map(str::to_owned).nth(1).unwrap()
    };
    assert_eq!(hard("Max address space"), "1073741824");
    for none in ["Max file size", "Max core file size", "Max processes"] {
        assert_eq!(hard(none), "0", "{none}");
    }
    assert_eq!(hard("Max open files"), "3");
    let cpu = limits
        .lines()
        .find(|l| l.starts_with("Max cpu time"))
        .unwrap();
    assert_eq!(cpu.split_whitespace().nth(3), Some("11"));
    drop(reader.stdin.take());
    assert!(reader.wait().unwrap().success());
}

#[test]
fn the_command_of_the_reader_is_nobodys_business() {
    let workspace = Workspace::none();
    let help = workspace.run(["--help"]).code(0);
    assert!(!help.stdout.contains("leer-libro"));
    let wrong = workspace.run(["leer-libr"]).code(2);
    assert!(!wrong.stderr.contains("leer-libro"), "{}", wrong.stderr);
    // At the end of its input it is done.
    workspace.run(["leer-libro"]).stdout("").stderr("").code(0);
}
