//! Whether the system grants the memory that informes take.

use crate::diagnostics::Error;
use crate::diagnostics::show::grouped;
use std::num::NonZeroUsize;
use std::path::Path;
use std::thread;

/// Address space, in megabytes, below which a run may end in the middle: Rust ends a process whose
/// small allocations are refused, and nothing can be said any more. Measured on the demonstration:
/// one informe, all eleven of them one by one, and as many at a time as there are processors.
const ONE: u64 = 600;
const ONE_BY_ONE: u64 = 1_000;
const SIDE_BY_SIDE: u64 = 1_536;
const MEGABYTE: u64 = 1024 * 1024;
/// Where Linux says what it grants; other systems have no such limit, or do not enforce it.
const LIMITS: &str = "/proc/self/limits";

/// How many of some informes are made at a time: as many as was asked for, or as there are
/// processors, but one by one where there is little memory. Fails where there is too little.
pub fn at_a_time(asked: Option<NonZeroUsize>, informes: usize) -> Result<NonZeroUsize, Error> {
    let limits = std::fs::read_to_string(LIMITS).unwrap_or_default();
    let granted = address_space(&limits).map(|bytes| bytes / MEGABYTE);
    let needed = if informes > 1 { ONE_BY_ONE } else { ONE };
    if let Some(granted) = granted.filter(|granted| *granted < needed) {
        let (granted, needed) = (grouped(granted), grouped(needed));
        let few = format!(
            "el sistema concede {granted} MB a este programa y hacen falta {needed} MB; quite o suba ese límite \
             (ulimit -v)"
        );
        return Err(Error::io("reservar", Path::new("la memoria"))(
            std::io::Error::other(few),
        ));
    }
    let little = granted.is_some_and(|granted| granted < SIDE_BY_SIDE);
    let cores = || thread::available_parallelism().unwrap_or(NonZeroUsize::MIN);
    Ok(if little {
        NonZeroUsize::MIN
    } else {
        asked.unwrap_or_else(cores)
    })
}

/// Bytes of address space that the limits of a process grant; none when it has no limit.
fn address_space(limits: &str) -> Option<u64> {
    let line = limits
        .lines()
        .find_map(|line| line.strip_prefix("Max address space"))?;
    line.split_whitespace().next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_soft_limit_of_the_address_space_is_read() {
        let line = |soft: &str| {
            format!(
                "Limit                     Soft Limit           Hard Limit           Units     \n\
                 Max cpu time              unlimited            unlimited            seconds   \n\
                 Max address space         {soft}            unlimited            bytes     \n"
            )
        };
        assert_eq!(address_space(&line("450000000")), Some(450_000_000));
        assert_eq!(address_space(&line("unlimited")), None);
        assert_eq!(address_space(""), None);
    }
}
