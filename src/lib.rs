//! Official reports made from other people's spreadsheets.
//!
//! What we demand, what we say, how it looks and when it is due are four kinds of files under
//! `templates/`; this crate is the one sentence that joins them:
//!
//! ```text
//! read every workbook once, hash it, parse those bytes            intake
//! judge it against the schema of its topics and its last report   validation
//! compose one format-free Informe: blocks with final words        report
//! render it twice from the same blocks                            render
//! write, flush, rename, describe                                  archive
//! ```
//!
//! # The modules, in reading order
//!
//! 1. [`domain`]: the nouns, with their glossary.
//! 2. [`diagnostics`]: what a person can mend, with its place, code and way out.
//! 3. [`catalog`]: `templates/` as one value; nothing else reads that folder.
//! 4. [`intake`]: a file becomes cells that know their place.
//! 5. [`validation`]: cells become rows that may be used, and findings.
//! 6. [`report`]: rows and wording become one [`report::Informe`].
//! 7. [`render`]: an informe becomes PDF and Word.
//! 8. [`workbook`]: the schema becomes the workbooks that senders fill in.
//! 9. [`archive`]: bytes become files, never half and never over what a person edited.
//! 10. [`record`]: what was presented, versioned and provable, as an OCFL root and a register.
//! 11. [`pipeline`]: the flow above, on one screen.
//! 12. [`cli`]: a file for each command; knows everything and decides nothing.
//!
//! An import goes from a later module to an earlier one only; `tests/architecture.rs` holds the
//! plan.
//!
//! # Invariants
//!
//! - No module below [`pipeline`] reads the clock, the environment or the machine's fonts.
//! - [`validation`] and [`report`] touch no file and cannot fail: they return findings.
//! - A renderer never formats a number, never chooses a word and never writes a file.
//! - Nothing outside [`archive`] writes.
//! - A place ([`diagnostics::Location`]) is born in [`intake`] and never guessed later.
//! - Everything a person can mend is a finding; only the surroundings failing is an error.

#![forbid(unsafe_code)]

pub mod archive;
pub mod catalog;
pub mod cli;
pub mod diagnostics;
pub mod domain;
pub mod intake;
pub mod pipeline;
pub mod record;
pub mod render;
pub mod report;
pub mod validation;
pub mod workbook;
