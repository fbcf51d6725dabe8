//! The eleven informes of the demonstration, proved against the workbooks they were made from.

#![allow(
    clippy::unwrap_used,
    clippy::cast_precision_loss,
    reason = "a test may stop where it likes; no count here is large"
)]

mod acceptance;
mod binary;
mod evidence;
#[path = "../support/files.rs"]
mod files;
mod files_only;
mod filled;
mod numbers;
mod sheets;
mod story;
