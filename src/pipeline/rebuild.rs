//! A recorded version is made again from its own workbooks and templates.

use super::dossier::{BEFORE, GENERATED, ORIGIN, TEMPLATES};
use super::{Documents, Job, Program, Renewal, Said, judge_after, make_informe};
use crate::archive::OutputFile;
use crate::catalog;
use crate::diagnostics::{Error, Findings, Location};
use crate::intake::{self, Fence};
use crate::render::typst::Typesetter;
use crate::report::Stage;
use crate::validation::Dataset;
use serde_json::Value;
use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::path::Path;

/// What came of making a version again.
#[derive(Debug)]
pub struct Rebuilt {
    /// Every file of the recorded informe and whether it came out with the same bytes; also those
    /// that only the new one has.
    pub files: Vec<(String, Same)>,
}

/// How a file came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Same {
    /// With the same bytes.
    Yes,
    /// With other bytes.
    No,
    /// It was not made again.
    Missing,
    /// It was not recorded.
    New,
}

impl Rebuilt {
    /// Whether everything has the same bytes.
    pub fn is_same(&self) -> bool {
        self.files.iter().all(|(_, same)| *same == Same::Yes)
    }
}

/// Makes the informe of a version again from its files; `pending` is why it was integrated in spite
/// of inconsistencias.
pub fn rebuild(
    meeting: u8,
    files: &BTreeMap<String, Vec<u8>>,
    pending: Option<&str>,
    fence: &Fence,
) -> Result<Rebuilt, Error> {
    let templates: BTreeMap<String, Vec<u8>> = below(files, TEMPLATES);
    let catalog = catalog::from_files(&templates)?;
    let mut findings = Findings::default();
    let read = intake::read_given(fence, received(files), &mut findings)?;
    let understood = judge_after(&catalog, said(files)?, read, findings);
    let job = Job {
        catalog: &catalog,
        meetings: vec![meeting],
        stage: Stage::Final { pending },
        documents: Documents::Both,
        program: Program {
            version: String::new(),
            sha256: String::new(),
        },
        threads: NonZeroUsize::MIN,
        renewal: Renewal::Everything,
        output: String::new(),
    };
    let typesetter = Typesetter::new(&catalog.estilo).map_err(Error::Catalog)?;
    let (made, _) = make_informe(&job, &understood, &typesetter, meeting);
    Ok(compare(&below(files, GENERATED), &made.files))
}

/// The workbooks in the order of the paths that they had, which is the order of judging.
fn received(files: &BTreeMap<String, Vec<u8>>) -> Vec<(Location, Vec<u8>)> {
    let origin: Value = files
        .get(ORIGIN)
        .and_then(|bytes| serde_json::from_slice(bytes).ok())
        .unwrap_or_default();
    let books = origin["libros"].as_array().into_iter().flatten();
    let mut received: Vec<(Location, Vec<u8>)> = books
        .filter_map(|book| {
            let bytes = files.get(book["archivo"].as_str()?)?.clone();
            Some((Location::file(book["recibido"].as_str()?), bytes))
        })
        .collect();
    received.sort_by(|a, b| a.0.cmp(&b.0));
    received
}

/// What was said at the recorded meetings before.
fn said(files: &BTreeMap<String, Vec<u8>>) -> Result<Said, Error> {
    let mut said = Said::new();
    for (name, bytes) in below(files, BEFORE) {
        let dataset = dataset(&bytes, Path::new(&format!("{BEFORE}{name}")))?;
        said.insert(dataset.meeting, dataset);
    }
    Ok(said)
}

/// What was said at a meeting, as its version has it in the file `name`.
pub fn dataset(bytes: &[u8], name: &Path) -> Result<Dataset, Error> {
    let json = serde_json::from_slice(bytes).unwrap_or_default();
    Dataset::from_json(&json).ok_or_else(|| {
        // The bytes are those that were integrated; only their shape is not ours.
        let other = "lo escribió otra versión del programa; use la que conserva el expediente, en su \
                     carpeta ocfl, o actualice ésta";
        Error::io("entender", name)(std::io::Error::other(other))
    })
}

fn below(files: &BTreeMap<String, Vec<u8>>, folder: &str) -> BTreeMap<String, Vec<u8>> {
    let own = files.iter().filter_map(|(name, bytes)| {
        let name = name.strip_prefix(folder)?;
        Some((name.to_owned(), bytes.clone()))
    });
    own.collect()
}

fn compare(recorded: &BTreeMap<String, Vec<u8>>, made: &[OutputFile]) -> Rebuilt {
    let again: BTreeMap<&str, &[u8]> = made
        .iter()
        .map(|file| (file.name.as_str(), file.bytes.as_slice()))
        .collect();
    let known = recorded.iter().map(|(name, bytes)| {
        let same = match again.get(name.as_str()) {
            None => Same::Missing,
            Some(other) if *other == bytes.as_slice() => Same::Yes,
            Some(_) => Same::No,
        };
        (name.clone(), same)
    });
    let new = again.keys().filter(|name| !recorded.contains_key(**name));
    let new = new.map(|name| ((*name).to_owned(), Same::New));
    Rebuilt {
        files: known.chain(new).collect(),
    }
}
