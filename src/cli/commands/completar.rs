//! `relator completar`: the script with which a shell completes commands and options.

use super::super::args::Completar;
use super::super::exit::Exit;
use super::super::help;
use super::super::out::Out;

/// Runs the command.
pub fn run(args: &Completar, out: &mut Out) -> Exit {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut help::command(), "relator", &mut script);
    out.print(&String::from_utf8_lossy(&script));
    Exit::Done
}
