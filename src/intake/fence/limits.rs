//! What a process that reads workbooks takes from itself before it sees the first: memory,
//! processor time, files, other processes, the network.
//!
//! | system | memory | processor time | files, processes | network |
//! |---|---|---|---|---|
//! | Linux | 1 GiB | 10 s a file | none can be opened or started | no TCP, with Landlock (kernel 6.7) |
//! | macOS | not enforced by the system | 10 s a file | none can be written or started | free |
//! | Windows | free | free | free | free |
//!
//! On every system the asking side ends it after eighteen seconds with one file. A limit that a
//! system does not know is passed over: the fence then is as high as that system lets it be.

#[cfg(unix)]
pub(super) use unix::{enter, renew};

#[cfg(not(unix))]
pub(super) fn enter() -> super::Confinement {
    // Nothing that Windows offers for this has a safe interface.
    super::Confinement::Process
}

#[cfg(not(unix))]
pub(super) fn renew() {
    // Nothing was limited.
}

#[cfg(unix)]
mod unix {
    use super::super::Confinement;
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    use rustix::time::{ClockId, clock_gettime};

    /// Address space: the program itself takes some 200 MiB of it.
    const MEMORY: u64 = 1024 * 1024 * 1024;
    /// Open files: the three pipes and no other, which leaves no way to a network either.
    const FILES: u64 = 3;
    /// Processor time for one file.
    const SECONDS: u64 = 10;

    /// Takes everything that reading bytes and answering does not need; says how far that came.
    pub(in super::super) fn enter() -> Confinement {
        #[cfg(target_os = "linux")]
        let level = super::landlock::enter();
        #[cfg(not(target_os = "linux"))]
        let level = Confinement::Limits;
        lower(Resource::As, MEMORY);
        lower(Resource::Core, 0);
        lower(Resource::Fsize, 0);
        lower(Resource::Nofile, FILES);
        #[cfg(any(target_os = "linux", target_os = "macos"))]
        lower(Resource::Nproc, 0);
        level
    }

    /// The limit counts from the start of the process, so that each file has it moved on.
    pub(in super::super) fn renew() {
        let used = clock_gettime(ClockId::ProcessCPUTime).tv_sec;
        let used = u64::try_from(used).unwrap_or(0);
        let current = Some(used + 1 + SECONDS);
        let maximum = getrlimit(Resource::Cpu).maximum;
        let _ = setrlimit(Resource::Cpu, Rlimit { current, maximum });
    }

    /// Lowers a limit for good. What the system does not know or allow stays as it is.
    fn lower(resource: Resource, to: u64) {
        let maximum = getrlimit(resource).maximum;
        let to = Some(maximum.map_or(to, |maximum| maximum.min(to)));
        let _ = setrlimit(
            resource,
            Rlimit {
                current: to,
                maximum: to,
            },
        );
    }
}

#[cfg(target_os = "linux")]
mod landlock {
    use super::super::Confinement;
    use landlock::{
        ABI, Access, AccessFs, AccessNet, Ruleset, RulesetAttr, RulesetError, RulesetStatus, Scope,
    };

    /// No file and no network: as much of it as the kernel knows. The pipes are open already.
    pub(super) fn enter() -> Confinement {
        match restrict() {
            Ok(RulesetStatus::FullyEnforced) => Confinement::Full,
            Ok(RulesetStatus::PartiallyEnforced) => Confinement::Partial,
            Ok(RulesetStatus::NotEnforced) | Err(_) => Confinement::Limits,
        }
    }

    fn restrict() -> Result<RulesetStatus, RulesetError> {
        let newest = ABI::V7;
        let restricted = Ruleset::default()
            .handle_access(AccessFs::from_all(newest))?
            .handle_access(AccessNet::from_all(newest))?
            .scope(Scope::from_all(newest))?
            .create()?
            .restrict_self()?;
        Ok(restricted.ruleset)
    }
}
