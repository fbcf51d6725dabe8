//! The calls that change a disk, and nothing else does: each can be made to fail in the tests, so
//! that what comes after a failure at any of them is known.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;

/// A kind of call, as the tests count them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Call {
    /// Bytes go into a file.
    Write,
    /// What was written is made to last.
    Flush,
    /// A file or folder takes another name.
    Rename,
    /// A folder is made.
    Mkdir,
    /// A file or folder goes.
    Unlink,
}

/// Writes a file that is not there yet and flushes it.
pub(crate) fn write_new(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = File::options().write(true).create_new(true).open(path)?;
    write(&mut file, bytes)
}

/// Writes to an open file and flushes it.
pub(super) fn write(file: &mut File, bytes: &[u8]) -> io::Result<()> {
    if let Err(error) = fault::before(Call::Write) {
        // A full disk, or a death, often comes in the middle.
        let _ = file.write_all(&bytes[..bytes.len() / 2]);
        return Err(error);
    }
    file.write_all(bytes)?;
    fault::before(Call::Flush)?;
    file.sync_all()
}

/// Creates a folder and those above it; one that is there is as good.
pub(crate) fn create_folder(path: &Path) -> io::Result<()> {
    if path.is_dir() {
        return Ok(());
    }
    fault::before(Call::Mkdir)?;
    fs::create_dir_all(path)
}

/// Gives a file or folder another name on the same disk, over a file that has it.
pub(crate) fn rename(from: &Path, to: &Path) -> io::Result<()> {
    fault::before(Call::Rename)?;
    fs::rename(from, to)
}

/// Removes a file.
pub(crate) fn remove(path: &Path) -> io::Result<()> {
    fault::before(Call::Unlink)?;
    fs::remove_file(path)
}

/// Removes a folder with everything in it; links in it are not followed.
pub(crate) fn remove_folder(path: &Path) -> io::Result<()> {
    fault::before(Call::Unlink)?;
    fs::remove_dir_all(path)
}

/// Removes a folder that has nothing in it; any other stays, and that is the error.
pub(crate) fn remove_empty(path: &Path) -> io::Result<()> {
    fault::before(Call::Unlink)?;
    fs::remove_dir(path)
}

/// A rename is on the disk only when its folder is.
#[cfg(unix)]
pub(crate) fn flush_folder(folder: &Path) -> io::Result<()> {
    fault::before(Call::Flush)?;
    File::open(folder)?.sync_all()
}

/// Windows has no such call; its file systems journal the rename.
#[cfg(not(unix))]
pub(crate) fn flush_folder(_folder: &Path) -> io::Result<()> {
    fault::before(Call::Flush)
}

#[cfg(not(test))]
mod fault {
    pub(super) fn before(_call: super::Call) -> std::io::Result<()> {
        Ok(())
    }
}

/// A plan of failure for the calls of this thread.
#[cfg(test)]
pub(crate) mod fault {
    use super::Call;
    use std::cell::RefCell;
    use std::io;

    /// What happens at the chosen call.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub(crate) enum Fault {
        /// The call fails, and the program goes on.
        Fails,
        /// The machine dies: no later call does anything.
        Dies,
    }

    #[derive(Default)]
    struct Plan {
        chosen: Option<(Call, usize, Fault)>,
        seen: usize,
        dead: bool,
    }

    thread_local! {
        static PLAN: RefCell<Plan> = RefCell::default();
    }

    /// Makes the k-th call of a kind fail, from 1; gives back whether that call came.
    pub(crate) fn during(call: Call, k: usize, fault: Fault, work: impl FnOnce()) -> bool {
        PLAN.set(Plan {
            chosen: Some((call, k, fault)),
            ..Plan::default()
        });
        work();
        PLAN.take().seen >= k
    }

    pub(super) fn before(call: Call) -> io::Result<()> {
        PLAN.with_borrow_mut(|plan| {
            let Some((chosen, k, fault)) = plan.chosen else {
                return Ok(());
            };
            if call == chosen {
                plan.seen += 1;
            }
            let now = call == chosen && plan.seen == k;
            plan.dead |= now && fault == Fault::Dies;
            if now || plan.dead {
                Err(io::ErrorKind::StorageFull.into())
            } else {
                Ok(())
            }
        })
    }
}
