//! The commission's record, from outside: what is changed is noticed and named, independent
//! programs judge it, and its commands answer as the contract says.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that cannot go on has failed"
)]

#[path = "../support/mod.rs"]
mod support;

mod bench;
mod commands;
mod judges;
mod killed;
mod said;
mod scarce;
mod tampered;
mod walk;
