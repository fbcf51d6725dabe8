//! The program `relator`: hands the command line to [`relator::cli`] and returns its exit code.

fn main() -> std::process::ExitCode {
    relator::cli::run(std::env::args_os())
}
