//! The program `relator`: hands the command line to [`relator::cli`] and returns its exit code.

/// Where memory comes from on Windows (`Cargo.toml` says why).
#[cfg(windows)]
#[global_allocator]
static HEAP: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    relator::cli::run(std::env::args_os())
}
