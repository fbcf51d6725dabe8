//! The only writer of `output/`: never half, never over what a person edited.
//!
//! A file is written under a temporary name in its own folder, flushed, and renamed; on Unix the
//! folder is flushed too. `ficha.json` of a folder holds the SHA-256 of everything that was
//! written there, so that the next run knows which files are still its own: those are replaced,
//! all others stay and the new one is written beside them as `…-nuevo.docx`.

pub(crate) mod atomic;
pub(crate) mod disk;
mod examine;
mod ficha;
mod lock;
mod output;
mod workspace;

pub use examine::{Access, access, taken};
pub use ficha::{Kept, Ours, about, ours};
pub(crate) use lock::{Lock, NAME as LOCK_NAME};
pub use output::{Fate, Last, Output, OutputFile, Published};
pub use workspace::create_workspace;
