//! Who reads the workbooks for the commands.

use crate::diagnostics::Error;
use crate::diagnostics::show::grouped;
use crate::intake::Fence;
use std::path::Path;

/// The command that this program gives itself ([`leer_libro`](super::commands::leer_libro)).
const READER: &str = "leer-libro";

/// Address space below which a run may end in the middle: Rust ends a process whose small
/// allocations are refused, and nothing can be said any more. All informes of the demonstration
/// take 1.2 GB of it on two processors.
const NEEDED: u64 = 1_536 * MEGABYTE;
const MEGABYTE: u64 = 1024 * 1024;
/// Where Linux says what it grants; other systems have no such limit, or do not enforce it.
const LIMITS: &str = "/proc/self/limits";

/// The fence around reading: processes of this very program, started when the first workbook is
/// read and ended with the value. Refuses to begin with too little memory.
pub fn fence() -> Result<Fence, Error> {
    let limits = std::fs::read_to_string(LIMITS).unwrap_or_default();
    if let Some(granted) = address_space(&limits).filter(|granted| *granted < NEEDED) {
        let (granted, needed) = (grouped(granted / MEGABYTE), grouped(NEEDED / MEGABYTE));
        let few = format!(
            "el sistema concede {granted} MB a este programa y hacen falta {needed} MB; quite o suba ese límite \
             (ulimit -v)"
        );
        return Err(Error::io("reservar", Path::new("la memoria"))(
            std::io::Error::other(few),
        ));
    }
    let program = std::env::current_exe().map_err(Error::io("ubicar", Path::new("relator")))?;
    Ok(Fence::of(program, &[READER]))
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
