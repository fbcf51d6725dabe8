//! The commission's record («expediente»): what was presented and everything it was made from,
//! versioned, unchanged, and checkable by anyone without this program.
//!
//! ```text
//! expediente/
//!   ocfl/            an OCFL 1.1 root: one object a meeting, each integration a version
//!   registro.jsonl   a line for each integration, chained by digest: what OCFL alone cannot see
//!   sellos/          seals that others made over the register; put there by people
//!   preparacion/     what is about to be integrated
//!   cuarentena/      what a run that died left behind and does not fit
//!   LEEME.txt        how to check all of it with the tools of the system
//! ```
//!
//! # How a version comes in, and why it is never half in
//!
//! Everything is written and flushed below `preparacion/`, the next register included. Then an
//! intent is flushed. From there on nothing is written any more, only renamed: the version, the
//! inventory of its object, `LEEME.txt`, and last the register, which is the moment from which the
//! version counts. Then the intent goes. A run that dies before the intent leaves debris, which
//! the next one clears; a run that dies after it leaves renames, which the next one finishes.
//! A version that no line of the register names, without an intent, is damage.
//!
//! *Rejected:* appending to the register in place (a torn line would have to be told from damage);
//! a crate for OCFL (those that exist never flush).

mod bag;
mod inventory;
mod lookup;
mod object;
mod place;
mod recover;
mod register;
mod seals;
mod stage;
mod tell;
mod verify;

#[cfg(test)]
mod tests;

pub use bag::{Bag, MARK as BAG_MARK};
pub use lookup::Found;
pub use object::Object;
pub use place::Record;
pub use register::{Broken, Entry, Line, Register};
pub use stage::{Integrated, Integration, Prepared};
pub use verify::{Depth, Printed, Verified};
