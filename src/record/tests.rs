//! What is left after a failure or a death at any call that changes the disk.

use super::{Depth, Integrated, Integration, Line, Prepared, Record};
use crate::archive::OutputFile;
use crate::archive::disk::fault::{Fault, during};
use crate::archive::disk::{self, Call};
use crate::diagnostics::{Code, Error};
use tempfile::TempDir;

const CALLS: [Call; 5] = [
    Call::Write,
    Call::Flush,
    Call::Rename,
    Call::Mkdir,
    Call::Unlink,
];

/// A record in a folder of its own.
struct Bench {
    _folder: TempDir,
    record: Record,
}

/// What is integrated: an object and the words of its files.
type Wanted<'a> = (&'a str, &'a [(&'a str, &'a str)]);

const FIRST: Wanted<'_> = (
    "reunion-01",
    &[("informe/a.pdf", "uno"), ("interno/b.xlsx", "dos")],
);
const CORRECTED: Wanted<'_> = (
    "reunion-01",
    &[("informe/a.pdf", "otro"), ("interno/b.xlsx", "dos")],
);
const SECOND: Wanted<'_> = (
    "reunion-02",
    &[("informe/a.pdf", "tres"), ("datos/c/d.csv", "tres")],
);

impl Bench {
    fn new(before: &[Wanted<'_>]) -> Self {
        // Thousands of flushes: in memory where the system has such a folder.
        let memory = std::path::Path::new("/dev/shm");
        let folder = if memory.is_dir() {
            tempfile::tempdir_in(memory).unwrap()
        } else {
            tempfile::tempdir().unwrap()
        };
        let record = Record::at(&folder.path().join("expediente"), "expediente");
        let bench = Self {
            _folder: folder,
            record,
        };
        for wanted in before {
            bench.integrate(*wanted).unwrap();
        }
        bench
    }

    /// What the command does: nothing when nothing changed.
    fn integrate(&self, (object, files): Wanted<'_>) -> Result<Line, Error> {
        let prepared = Prepared::open(&self.record)?;
        let files: Vec<OutputFile> = files
            .iter()
            .map(|(name, text)| OutputFile {
                name: (*name).to_owned(),
                bytes: text.as_bytes().to_vec(),
            })
            .collect();
        let wanted = match prepared.standing(object, &files)? {
            Integrated::Unchanged(line) => return Ok(line),
            Integrated::New => "Primera integración",
            Integrated::Changed(_) => "Corrección",
        };
        prepared.integrate(&Integration {
            object,
            files: &files,
            message: wanted,
            user: "Secretaría",
            now: "2022-02-15T18:00:00Z",
            readme: wanted.as_bytes(),
        })
    }

    /// Nothing is damaged; what was there before is there.
    #[track_caller]
    fn is_sound(&self, before: &[Wanted<'_>], what: &str) {
        let verified = self.record.verify(Depth::Bytes).unwrap();
        assert!(!verified.is_damaged(), "{what}: {:#?}", verified.findings);
        let quick = self.record.verify(Depth::Sizes).unwrap();
        assert!(!quick.is_damaged(), "{what}: {:#?}", quick.findings);
        assert!(verified.entries.len() >= before.len(), "{what}");
        let told = verified.findings.iter();
        let unfinished = told.filter(|f| f.code != Code(715)).count();
        assert_eq!(unfinished, 0, "{what}: {:#?}", verified.findings);
    }

    /// A plain run completes everything, and nothing is left to say.
    #[track_caller]
    fn is_completed(&self, wanted: Wanted<'_>, lines: usize, what: &str) {
        let line = self.integrate(wanted).unwrap();
        assert_eq!(line.entry.objeto, wanted.0, "{what}");
        let verified = self.record.verify(Depth::Bytes).unwrap();
        assert!(verified.findings.is_empty(), "{what}: {verified:#?}");
        assert_eq!(verified.entries.len(), lines, "{what}");
    }
}

/// Leaves what runs that died before their intent leave.
fn debris(bench: &Bench) {
    for name in ["reunion-09-v1", "reunion-10-v1", "reunion-11-v1"] {
        let folder = bench.record.path(&format!("preparacion/{name}"));
        disk::create_folder(&folder).unwrap();
        disk::write_new(&folder.join("a"), b"a").unwrap();
    }
}

/// Tries every call of a kind, in every situation; gives back how many points there were.
fn sweep(call: Call, fault: Fault) -> usize {
    let situations: [(&[Wanted<'_>], Wanted<'_>); 3] = [
        (&[], FIRST),
        (&[FIRST], CORRECTED),
        (&[FIRST, CORRECTED], SECOND),
    ];
    let mut points = 0;
    for (before, wanted) in situations {
        for k in 1.. {
            let bench = Bench::new(before);
            debris(&bench);
            let what = format!("{fault:?} at {call:?} {k} of {}", wanted.0);
            let came = during(call, k, fault, || {
                let _ = bench.integrate(wanted);
            });
            bench.is_sound(before, &what);
            bench.is_completed(wanted, before.len() + 1, &what);
            if !came {
                break;
            }
            points += 1;
        }
    }
    points
}

#[test]
fn a_death_at_any_call_leaves_nothing_half() {
    for call in CALLS {
        let points = sweep(call, Fault::Dies);
        assert!(points >= 6, "{call:?}: {points}");
    }
}

#[test]
fn a_failure_of_any_call_leaves_nothing_half() {
    for call in CALLS {
        let points = sweep(call, Fault::Fails);
        assert!(points >= 6, "{call:?}: {points}");
    }
}

#[test]
fn what_failed_is_never_called_done() {
    for call in CALLS {
        for k in 1.. {
            let bench = Bench::new(&[FIRST]);
            let mut result = None;
            let came = during(call, k, Fault::Fails, || {
                result = Some(bench.integrate(CORRECTED));
            });
            assert_eq!(came, result.unwrap().is_err(), "{call:?} {k}");
            if !came {
                break;
            }
        }
    }
}

#[test]
fn a_second_death_while_the_first_is_mended_leaves_nothing_half() {
    let mut points = 0;
    for first in 1..=8 {
        for call in CALLS {
            for second in 1.. {
                let bench = Bench::new(&[FIRST]);
                during(Call::Rename, first, Fault::Dies, || {
                    let _ = bench.integrate(CORRECTED);
                });
                let came = during(call, second, Fault::Dies, || {
                    let _ = bench.integrate(CORRECTED);
                });
                let what = format!("rename {first}, then {call:?} {second}");
                bench.is_sound(&[FIRST], &what);
                bench.is_completed(CORRECTED, 2, &what);
                if !came {
                    break;
                }
                points += 1;
            }
        }
    }
    assert!(points > 50, "{points}");
}

#[test]
fn rev_715_an_announced_integration_is_told_and_completed() {
    let bench = Bench::new(&[FIRST]);
    // The intent, the version, and no inventory yet.
    during(Call::Rename, 3, Fault::Dies, || {
        assert!(bench.integrate(CORRECTED).is_err());
    });
    let verified = bench.record.verify(Depth::Bytes).unwrap();
    let codes: Vec<Code> = verified.findings.iter().map(|f| f.code).collect();
    assert_eq!(codes, [Code(715)], "{:#?}", verified.findings);
    assert_eq!(verified.entries.len(), 1);
    let prepared = Prepared::open(&bench.record).unwrap();
    assert_eq!(prepared.findings[0].code, Code(715));
    assert_eq!(prepared.register().unwrap().lines.len(), 2);
}

#[test]
fn rev_716_what_does_not_fit_its_announcement_is_put_aside() {
    let bench = Bench::new(&[FIRST]);
    during(Call::Rename, 2, Fault::Dies, || {
        assert!(bench.integrate(CORRECTED).is_err());
    });
    let staged = bench
        .record
        .path("preparacion/reunion-01-v2/inventory.json");
    disk::remove_file(&staged).unwrap();
    disk::write_new(&staged, b"{}").unwrap();
    let prepared = Prepared::open(&bench.record).unwrap();
    assert_eq!(prepared.findings[0].code, Code(716));
    drop(prepared);
    let verified = bench.record.verify(Depth::Bytes).unwrap();
    assert!(!verified.is_damaged(), "{:#?}", verified.findings);
    assert_eq!(verified.findings[0].code, Code(716));
    bench.integrate(CORRECTED).unwrap();
    let verified = bench.record.verify(Depth::Bytes).unwrap();
    assert!(!verified.is_damaged(), "{:#?}", verified.findings);
    assert_eq!(verified.entries.len(), 2);
}

#[test]
fn rev_718_a_clock_that_went_back_is_noted() {
    let bench = Bench::new(&[FIRST]);
    let prepared = Prepared::open(&bench.record).unwrap();
    let files = [OutputFile {
        name: "a".to_owned(),
        bytes: b"a".to_vec(),
    }];
    let line = prepared.integrate(&Integration {
        object: "reunion-02",
        files: &files,
        message: "Primera integración",
        user: "Secretaría",
        now: "2022-02-15T17:59:59Z",
        readme: b"",
    });
    assert!(line.unwrap().entry.aviso.is_some());
    let verified = bench.record.verify(Depth::Bytes).unwrap();
    assert_eq!(verified.findings[0].code, Code(718));
    assert!(!verified.is_damaged());
}

#[test]
fn the_same_bytes_make_no_version_and_are_kept_once() {
    let bench = Bench::new(&[FIRST, SECOND, FIRST]);
    let verified = bench.record.verify(Depth::Bytes).unwrap();
    assert_eq!(verified.entries.len(), 2);
    assert_eq!(verified.entries[1].archivos, 1, "two names, the same bytes");
}

#[test]
fn a_second_run_finds_the_record_taken() {
    let bench = Bench::new(&[FIRST]);
    let _first = Prepared::open(&bench.record).unwrap();
    let second = Prepared::open(&bench.record);
    assert!(matches!(second, Err(Error::Locked(_))));
}
