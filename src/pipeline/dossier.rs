//! What a version of a meeting's record consists of: the final informe, what was presented, and
//! everything it was made from.

use super::{Job, Made, Understood, ficha, make};
use crate::archive::OutputFile;
use crate::diagnostics::{Error, Finding, Severity};
use crate::domain::{names, sha256_hex, sha512_hex};
use crate::render::typst::Typesetter;
use crate::validation::Delivery;
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::sync::Arc;

/// What is not public stands below this folder of a version, so that it can be left out whole.
pub const INTERNAL: &str = "interno/";
/// The generated documents.
pub(super) const GENERATED: &str = "informe/";
/// The templates.
pub const TEMPLATES: &str = "plantillas/";
/// What was presented.
pub(super) const PRESENTED: &str = "presentado/";
/// The reviews of the deliveries, below the folder of a meeting.
const REVIEWS: &str = "revision/";
/// The workbooks, byte for byte.
const INPUTS: &str = "interno/entradas/";
/// What the informe says, row by row: the last report of later meetings.
pub const SAID: &str = "interno/lo-informado.json";
/// The same of the meetings with which this one was compared.
pub(super) const BEFORE: &str = "interno/antecedentes/";
/// Where each workbook came from, and what was left out of the informe.
pub(super) const ORIGIN: &str = "interno/procedencia.json";

/// What is asked of a version beyond what is generated.
#[derive(Debug)]
pub struct Asked<'a> {
    /// Number of the meeting.
    pub meeting: u8,
    /// Cargo of the official.
    pub responsible: &'a str,
    /// Why there is a new version, where there is one.
    pub correction: Option<&'a str>,
    /// Why it is integrated in spite of inconsistencias.
    pub pending: Option<&'a str>,
    /// Files that were presented, circulated or signed, named as they will stand in the version.
    pub presented: Vec<OutputFile>,
    /// What changed in the templates since the last integration, in words.
    pub changes: Vec<String>,
    /// The templates by path below `templates/`.
    pub templates: &'a BTreeMap<String, Vec<u8>>,
}

/// A version to be integrated.
#[derive(Debug)]
pub struct Dossier {
    /// Its files.
    pub files: Vec<OutputFile>,
    /// What composing found.
    pub findings: Vec<Finding>,
}

/// Puts together the version of a meeting; `job` says with which templates and at which stage.
/// An error-level finding of composing stands in the result, which then has no documents.
pub fn dossier(
    job: &Job<'_>,
    understood: &Understood,
    workspace: &Path,
    asked: Asked<'_>,
) -> Result<Dossier, Error> {
    let meeting = asked.meeting;
    let typesetter = Typesetter::new(&job.catalog.estilo).map_err(Error::Catalog)?;
    let made = make(job, understood, &typesetter, meeting);
    let documents = documents(&made);
    let (workbooks, origins) = workbooks(understood, workspace, meeting)?;
    let mut about = ficha::about(job, understood, meeting, &made);
    let ficha = about_version(job, &about, &asked, &documents);
    about.insert("libros".to_owned(), json!(origins));
    let mut files = documents;
    files.extend(workbooks);
    files.extend(asked.templates.iter().map(|(path, bytes)| OutputFile {
        name: format!("{TEMPLATES}{path}"),
        bytes: bytes.clone(),
    }));
    for key in ["programa", ficha::CONFINEMENT, "codigo"] {
        about.remove(key);
    }
    files.extend(said(understood, meeting));
    files.push(text(ORIGIN, &Value::Object(about)));
    files.extend(asked.presented);
    files.push(OutputFile {
        name: "LEEME.txt".to_owned(),
        bytes: job.catalog.expediente.leeme.clone(),
    });
    files.push(text("ficha.json", &Value::Object(ficha)));
    Ok(Dossier {
        files,
        findings: made.findings.iter().cloned().collect(),
    })
}

/// The documents and tables; the reviews of the deliveries are not public, and the page about who
/// has delivered speaks of a day before the meeting.
fn documents(made: &Made) -> Vec<OutputFile> {
    let informe = made.files.iter().filter_map(|file| {
        let document = file.name.ends_with(".pdf") || file.name.ends_with(".docx");
        let folder = if file.name.starts_with(REVIEWS) {
            INTERNAL
        } else if (document && !file.name.contains('/')) || file.name.starts_with("datos/") {
            GENERATED
        } else {
            return None;
        };
        Some(OutputFile {
            name: format!("{folder}{}", file.name),
            bytes: file.bytes.clone(),
        })
    });
    informe.collect()
}

/// What was said, now and at the recorded meetings before.
fn said(understood: &Understood, meeting: u8) -> Vec<OutputFile> {
    let judged = &understood.judged;
    let own = judged
        .datasets
        .get(&meeting)
        .map(|own| (SAID.to_owned(), own));
    let before = judged.said.range(..meeting);
    let before = before.map(|(n, said)| (format!("{BEFORE}{}.json", names::meeting(*n)), said));
    let all = own.into_iter().chain(before);
    // Without indentation: there are thousands of cells.
    all.map(|(name, said)| OutputFile {
        name,
        bytes: format!("{}\n", said.to_json()).into_bytes(),
    })
    .collect()
}

/// The workbooks that were read, of the meeting and of those before it that are not recorded, and where each came from. Named by delivery: a
/// sender's own file name may be anything.
fn workbooks(
    understood: &Understood,
    workspace: &Path,
    meeting: u8,
) -> Result<(Vec<OutputFile>, Vec<Value>), Error> {
    let judged = &understood.judged;
    let datasets = judged.datasets.range(..=meeting);
    let own = |number: &u8| *number == meeting || !judged.said.contains_key(number);
    let deliveries: BTreeMap<&str, &Arc<Delivery>> = datasets
        .filter(|(number, _)| own(number))
        .flat_map(|(_, dataset)| &dataset.deliveries)
        .map(|delivery| (&*delivery.at.file, delivery))
        .collect();
    let unidentified: BTreeSet<&str> = understood
        .judged
        .unidentified
        .iter()
        .map(|u| &*u.at.file)
        .collect();
    let mut files: Vec<OutputFile> = Vec::new();
    let mut origins = Vec::new();
    for workbook in &understood.workbooks {
        let place = &*workbook.at.file;
        let name = match deliveries.get(place) {
            Some(delivery) => delivery.name.clone(),
            None if unidentified.contains(place) => {
                format!("sin-remitente-{}", &workbook.sha256[..8])
            }
            None => continue,
        };
        let bytes = as_read(workspace, place, &workbook.sha256)?;
        let name = free_name(&files, &name, extension(place));
        origins.push(json!({"archivo": name, "recibido": place}));
        files.push(OutputFile { name, bytes });
    }
    Ok((files, origins))
}

/// The very bytes that were judged.
fn as_read(workspace: &Path, place: &str, sha256: &str) -> Result<Vec<u8>, Error> {
    let path = workspace.join(place);
    let bytes = fs::read(&path).map_err(Error::io("leer", &path))?;
    if sha256_hex(&bytes) == sha256 {
        return Ok(bytes);
    }
    let changed = std::io::Error::other("cambió mientras se leía; ejecute de nuevo");
    Err(Error::io("leer", &path)(changed))
}

fn extension(place: &str) -> String {
    let (_, end) = place.rsplit_once('.').unwrap_or_default();
    let plain = end.chars().all(|c| c.is_ascii_alphanumeric()) && (1..=5).contains(&end.len());
    if plain {
        end.to_ascii_lowercase()
    } else {
        "bin".to_owned()
    }
}

fn free_name(files: &[OutputFile], name: &str, extension: String) -> String {
    let first = format!("{INPUTS}{name}.{extension}");
    let others = (2..).map(|n| format!("{INPUTS}{name}-{n}.{extension}"));
    let mut names = std::iter::once(first).chain(others);
    let free = names.find(|name| files.iter().all(|file| file.name != *name));
    free.unwrap_or_default()
}

/// `ficha.json`: everything about the version that may be public. File names of senders may not.
fn about_version(
    job: &Job<'_>,
    about: &Map<String, Value>,
    asked: &Asked<'_>,
    documents: &[OutputFile],
) -> Map<String, Value> {
    let proceso = &job.catalog.proceso;
    let date = proceso.reunion(asked.meeting).map(|r| r.fecha.to_string());
    let presented = asked
        .presented
        .iter()
        .any(|f| f.name.starts_with(PRESENTED));
    let mut inputs = about["entradas"].clone();
    for input in inputs.as_array_mut().into_iter().flatten() {
        if let Some(input) = input.as_object_mut() {
            input.remove("archivo");
        }
    }
    let left_out = about["fuera"].as_array().map_or(0, Vec::len);
    let documents: Vec<&OutputFile> = documents
        .iter()
        .filter(|file| file.name.starts_with(GENERATED))
        .collect();
    let generated: BTreeMap<String, &str> = documents
        .iter()
        .map(|file| (sha512_hex(&file.bytes), file.name.as_str()))
        .collect();
    let listed = |file: &OutputFile| {
        let digest = sha512_hex(&file.bytes);
        json!({"archivo": file.name, "identico_a": generated.get(&digest), "sha512": digest})
    };
    let others: Vec<Value> = asked.presented.iter().map(listed).collect();
    let documents: Vec<Value> = documents
        .iter()
        .map(|file| json!({"archivo": file.name, "sha512": sha512_hex(&file.bytes)}))
        .collect();
    let entries = [
        ("version", json!(1)),
        ("reunion", json!(asked.meeting)),
        ("fecha", json!(date)),
        ("proceso", json!(proceso.sigla)),
        ("demostracion", json!(proceso.demostracion)),
        (
            "clase",
            json!(if presented { "presentada" } else { "generada" }),
        ),
        ("responsable", json!(asked.responsible)),
        ("correccion", json!(asked.correction)),
        ("pendientes", json!(asked.pending)),
        ("fuera", json!(left_out)),
        ("cambios", json!(asked.changes)),
        ("etapa", about["etapa"].clone()),
        ("programa", about["programa"].clone()),
        ("confinamiento", about[ficha::CONFINEMENT].clone()),
        ("codigo", about["codigo"].clone()),
        ("archivo", json!(proceso.archivo)),
        ("informe", json!(documents)),
        ("agregados", json!(others)),
        ("plantillas", about["plantillas"].clone()),
        ("entradas", inputs),
    ];
    Map::from_iter(entries.map(|(key, value)| (key.to_owned(), value)))
}

fn text(name: &str, value: &Value) -> OutputFile {
    OutputFile {
        name: name.to_owned(),
        bytes: format!("{value:#}\n").into_bytes(),
    }
}

impl Dossier {
    /// Whether the informe could be made.
    pub fn is_complete(&self) -> bool {
        self.findings.iter().all(|f| f.severity != Severity::Error)
    }
}
