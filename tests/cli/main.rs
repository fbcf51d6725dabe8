//! The command line as people and scripts meet it: exact words, exact exit codes.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that cannot go on has failed"
)]

mod answers;
mod help;
#[path = "../support/mod.rs"]
mod support;
mod workspace;
mod wrong;
