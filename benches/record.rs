//! What the record costs on the demonstration data: `cargo bench --bench record`.
//!
//! Integrating the eleven meetings and checking them completely, against making the same informes,
//! copying the same bytes and hashing them with `sha512sum`. The bar is 1.5 times that.

#![allow(
    clippy::expect_used,
    reason = "a bench that cannot begin has nothing to measure"
)]

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

const MEETINGS: u8 = 11;

fn main() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let record = folder.path().join("expediente");
    let integrating = timed("integrating eleven meetings", || {
        for meeting in 1..=MEETINGS {
            let meeting = meeting.to_string();
            let args = ["archivar", &meeting, "--responsable", "Secretaría"];
            relator(folder.path(), &args);
        }
    });
    let checking = timed("checking every byte", || {
        relator(folder.path(), &["verificar"]);
    });
    // What a script would do: each informe alone, as it is needed for its meeting.
    let making = timed("making the eleven informes", || {
        for meeting in 1..=MEETINGS {
            relator(folder.path(), &["generar", &meeting.to_string()]);
        }
    });
    let other = tempfile::tempdir().expect("a temporary folder");
    let together = timed("making all of them in one run", || {
        relator(other.path(), &["generar", "--todas"]);
    });
    let copying = timed("copying the record (cp -r, sync)", || {
        let from = record.display().to_string();
        let to = folder.path().join("copy").display().to_string();
        shell(&format!("cp -r '{from}' '{to}' && sync -f '{to}'"));
    });
    let hashing = timed("sha512sum over the record", || {
        let all = record.display();
        shell(&format!(
            "find '{all}' -type f -print0 | xargs -0 sha512sum"
        ));
    });
    let ours = integrating + checking;
    let floor = making + copying + hashing;
    println!("ratio {:.2} (bar: 1.5)", ours / floor);
    // A meeting is integrated when it is over, not with ten others: for information.
    let floor = together + copying + hashing;
    println!("beside one run for all informes {:.2}", ours / floor);
}

fn relator(output: &Path, args: &[&str]) {
    let status = Command::new(env!("CARGO_BIN_EXE_relator"))
        .args(["--proyecto", env!("CARGO_MANIFEST_DIR"), "--salida"])
        .arg(output)
        .args([
            "--expediente".as_ref(),
            output.join("expediente").as_os_str(),
        ])
        .args(args)
        .env_remove("SOURCE_DATE_EPOCH")
        .stdout(Stdio::null())
        .status()
        .expect("the program runs");
    assert!(status.success(), "{args:?}");
}

fn shell(line: &str) {
    let status = Command::new("sh")
        .args(["-c", line])
        .stdout(Stdio::null())
        .status();
    assert!(status.expect("a shell").success(), "{line}");
}

/// Seconds of a piece of work.
fn timed(name: &str, work: impl FnOnce()) -> f64 {
    let begun = Instant::now();
    work();
    let seconds = begun.elapsed().as_secs_f64();
    println!("{name:<34} {seconds:>8.1} s");
    seconds
}
