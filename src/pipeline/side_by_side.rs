//! Work on several items at once, results in the order of the items. Typst's own pool is left
//! alone: each item has a thread of its own.

use crate::diagnostics::Error;
use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::thread;

/// A page layout recurses deeper than the 2 MiB that a thread has by default.
const STACK_BYTES: usize = 16 * 1024 * 1024;

/// Runs `work` on every item, at most `threads` at a time, and hands each result to `take` on this
/// thread, in the order of the items. A panic becomes its message and costs only its item.
pub fn run<T: Sync, R: Send>(
    items: &[T],
    threads: NonZeroUsize,
    work: impl Fn(&T) -> R + Sync,
    mut take: impl FnMut(&T, Result<R, String>) -> Result<(), Error>,
) -> Result<(), Error> {
    let next = AtomicUsize::new(0);
    let (sender, receiver) = mpsc::channel();
    thread::scope(|scope| {
        for _ in 0..threads.get().min(items.len()) {
            let (sender, next, work) = (sender.clone(), &next, &work);
            let run = move || {
                while let Some((i, item)) = take_next(items, next) {
                    let result = catch_unwind(AssertUnwindSafe(|| work(item)));
                    if sender.send((i, result.map_err(|p| message(&*p)))).is_err() {
                        break;
                    }
                }
            };
            thread::Builder::new()
                .stack_size(STACK_BYTES)
                .spawn_scoped(scope, run)
                .map_err(|error| Error::Internal(error.to_string()))?;
        }
        drop(sender);
        in_order(items, receiver, &mut take)
    })
}

fn take_next<'a, T>(items: &'a [T], next: &AtomicUsize) -> Option<(usize, &'a T)> {
    let i = next.fetch_add(1, Ordering::Relaxed);
    items.get(i).map(|item| (i, item))
}

/// The receiver is dropped at the first error, so that the workers stop after what they have.
fn in_order<T, R>(
    items: &[T],
    receiver: mpsc::Receiver<(usize, Result<R, String>)>,
    take: &mut impl FnMut(&T, Result<R, String>) -> Result<(), Error>,
) -> Result<(), Error> {
    let mut early = BTreeMap::new();
    let mut turn = 0;
    for (i, result) in receiver {
        early.insert(i, result);
        while let Some(result) = early.remove(&turn) {
            take(&items[turn], result)?;
            turn += 1;
        }
    }
    Ok(())
}

/// What a panic said.
fn message(panic: &(dyn std::any::Any + Send)) -> String {
    let text = panic
        .downcast_ref::<&str>()
        .map(ToString::to_string)
        .or_else(|| panic.downcast_ref::<String>().cloned());
    text.unwrap_or_else(|| "sin detalle".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn results(threads: usize) -> Vec<Result<u64, String>> {
        let mut seen = Vec::new();
        let threads = NonZeroUsize::new(threads).unwrap();
        let items: Vec<u64> = (0..20).collect();
        run(
            &items,
            threads,
            |&i| {
                assert!(i != 7, "seven");
                thread::sleep(std::time::Duration::from_millis(20 - i));
                i * i
            },
            |_, result| {
                seen.push(result);
                Ok(())
            },
        )
        .unwrap();
        seen
    }

    #[test]
    fn results_come_in_order_and_a_panic_costs_one() {
        let one = results(1);
        assert_eq!(one.len(), 20);
        assert_eq!(one[6], Ok(36));
        assert_eq!(one[7], Err("seven".to_owned()));
        assert_eq!(one, results(8));
    }

    #[test]
    fn an_error_ends_the_work() {
        let threads = NonZeroUsize::new(2).unwrap();
        let end = run(
            &[1, 2, 3],
            threads,
            |&i| i,
            |_, _| Err(Error::Internal("full".to_owned())),
        );
        assert!(end.is_err());
    }
}
