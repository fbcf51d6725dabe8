//! Where a command works and what day it is.

use super::args::Global;
use super::exit::Failure;
use crate::catalog::{self, Catalog};
use crate::diagnostics::show::{Detail, full};
use crate::diagnostics::{Error, Finding};
use crate::domain::{Fecha, Proceso, Reunion};
use crate::record::Record;
use std::path::{Path, PathBuf};

/// Where a command works and what day it is.
#[derive(Debug)]
pub struct Context {
    /// The folder that has `templates/`.
    pub workspace: PathBuf,
    /// The folder of the workbooks.
    pub inputs: PathBuf,
    /// The folder of what is produced.
    pub output: PathBuf,
    /// The folder of the record.
    pub expediente: PathBuf,
    /// Today.
    pub today: Fecha,
    /// Whom the result is for.
    pub reader: Reader,
    /// How much is told.
    pub verbosity: Verbosity,
}

/// Whom the result of a command is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reader {
    /// A person.
    Person,
    /// A program: JSON alone on standard output.
    Program,
}

/// How much is told to a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verbosity {
    /// What must be known.
    Quiet,
    /// What is useful.
    Normal,
    /// Everything.
    Verbose,
}

impl Verbosity {
    /// How long lists are told.
    pub const fn detail(self) -> Detail {
        match self {
            Self::Quiet | Self::Normal => Detail::Capped,
            Self::Verbose => Detail::Everything,
        }
    }
}

/// That what the command line names is there; otherwise the command line is wrong.
pub fn must_exist(path: &Path) -> Result<(), Failure> {
    if path.exists() {
        Ok(())
    } else {
        let path = path.display();
        Err(Failure::Usage(format!("no existe «{path}»")))
    }
}

/// The bytes of a file that the command line names.
pub fn read_named(path: &Path) -> Result<Vec<u8>, Failure> {
    must_exist(path)?;
    Ok(std::fs::read(path).map_err(Error::io("leer", path))?)
}

impl Context {
    /// Finds the workspace: the nearest folder, upwards from here, with `templates/proceso.toml`.
    pub fn new(global: &Global) -> Result<Self, Failure> {
        let workspace = match &global.proyecto {
            Some(folder) if is_workspace(folder) => absolute(folder)?,
            Some(folder) => return Err(Error::NoWorkspace(folder.clone()).into()),
            None => nearest_workspace()?,
        };
        let folder = |given: &Option<PathBuf>, name: &str| match given {
            Some(folder) => absolute(folder),
            None => Ok(workspace.join(name)),
        };
        let output = folder(&global.salida, "output")?;
        Ok(Self {
            inputs: folder(&global.entradas, "inputs")?,
            expediente: match &global.expediente {
                Some(folder) => absolute(folder)?,
                None => output.join("expediente"),
            },
            output,
            today: today(global)?,
            reader: reader(global),
            verbosity: verbosity(global),
            workspace,
        })
    }

    /// The commission's record.
    pub fn record(&self) -> Record {
        Record::at(&self.expediente, self.shown(&self.expediente))
    }

    /// The templates of the workspace.
    pub fn catalog(&self) -> Result<Catalog, Failure> {
        Ok(catalog::load(&self.workspace)?)
    }

    /// A path as people and JSON read it: relative to the workspace where it lies below it, with
    /// `/` on every system.
    pub fn shown(&self, path: &Path) -> String {
        let below = path.strip_prefix(&self.workspace).unwrap_or(path);
        let text = below.to_string_lossy();
        if cfg!(windows) {
            text.replace('\\', "/")
        } else {
            text.into_owned()
        }
    }

    /// Where workbooks are looked for, for who finds that there are none.
    pub fn where_to_put_workbooks(&self) -> String {
        let inputs = self.shown(&self.inputs);
        format!("Se buscó en «{inputs}»: guarde ahí los libros recibidos.\n")
    }

    /// The meeting with a number; without one the next in the calendar, else the last.
    pub fn meeting<'a>(
        &self,
        proceso: &'a Proceso,
        number: Option<u8>,
    ) -> Result<&'a Reunion, Failure> {
        let found = match number {
            Some(number) => proceso.reunion(number),
            None => proceso
                .reuniones
                .iter()
                .find(|r| r.fecha >= self.today)
                .or(proceso.reuniones.last()),
        };
        found.ok_or_else(|| no_such_meeting(proceso, number))
    }
}

/// Whom the result is for.
pub fn reader(global: &Global) -> Reader {
    if global.json {
        Reader::Program
    } else {
        Reader::Person
    }
}

fn verbosity(global: &Global) -> Verbosity {
    if global.q {
        Verbosity::Quiet
    } else if global.v {
        Verbosity::Verbose
    } else {
        Verbosity::Normal
    }
}

/// The templates of the workspace if there is one, else those that the program carries: for
/// commands that only explain.
pub fn catalog_anywhere(global: &Global) -> Result<Catalog, Failure> {
    match Context::new(global) {
        Ok(context) => context.catalog(),
        Err(Failure::Error(Error::NoWorkspace(_))) if global.proyecto.is_none() => {
            Ok(catalog::carried()?)
        }
        Err(failure) => Err(failure),
    }
}

/// What a person reads when a command could not do its work.
pub fn describe(failure: &Failure) -> String {
    match failure {
        Failure::Usage(text) => format!("error: {text}\n"),
        Failure::Error(Error::Catalog(findings)) => {
            let mut findings: Vec<&Finding> = findings.iter().collect();
            findings.sort_by_key(|f| &f.at);
            let told = full(findings.iter().copied(), Detail::Capped, &|_| None);
            format!("{told}error: {}\n", Error::Catalog(Vec::new()))
        }
        Failure::Error(error) => format!("error: {error}\n"),
    }
}

fn no_such_meeting(proceso: &Proceso, number: Option<u8>) -> Failure {
    let numbers: Vec<String> = proceso
        .reuniones
        .iter()
        .map(|r| r.numero.to_string())
        .collect();
    Failure::Usage(match number {
        Some(number) => format!(
            "el calendario no tiene la reunión {number}; tiene: {}",
            numbers.join(", ")
        ),
        None => "el calendario no tiene reuniones".to_owned(),
    })
}

fn is_workspace(folder: &Path) -> bool {
    folder.join("templates").join("proceso.toml").is_file()
}

fn nearest_workspace() -> Result<PathBuf, Failure> {
    let here =
        std::env::current_dir().map_err(Error::io("leer la carpeta actual", Path::new(".")))?;
    let found = here.ancestors().find(|folder| is_workspace(folder));
    match found {
        Some(folder) => Ok(folder.to_path_buf()),
        None => Err(Error::NoWorkspace(here).into()),
    }
}

fn absolute(folder: &Path) -> Result<PathBuf, Failure> {
    Ok(std::path::absolute(folder).map_err(Error::io("ubicar", folder))?)
}

/// Now, in UTC. What is integrated into the record carries the day on which it was integrated, so
/// a day that was set is refused.
pub fn now(global: &Global) -> Result<String, Failure> {
    let set = match global.hoy {
        Some(_) => Some("--hoy"),
        None => std::env::var_os("SOURCE_DATE_EPOCH").map(|_| "SOURCE_DATE_EPOCH"),
    };
    match set {
        None => Ok(chrono::Utc::now().format("%Y-%m-%dT%H:%M:%SZ").to_string()),
        Some(how) => Err(Failure::Usage(format!(
            "«archivar» anota la fecha del reloj y no acepta otra; quite {how}"
        ))),
    }
}

/// `--hoy`, else `SOURCE_DATE_EPOCH`, else the clock.
fn today(global: &Global) -> Result<Fecha, Failure> {
    if let Some(today) = global.hoy {
        return Ok(today);
    }
    let Some(epoch) = std::env::var_os("SOURCE_DATE_EPOCH") else {
        return Ok(chrono::Local::now().date_naive());
    };
    let seconds = epoch.to_str().and_then(|text| text.trim().parse().ok());
    let moment = seconds.and_then(|seconds| chrono::DateTime::from_timestamp(seconds, 0));
    moment
        .map(|moment| moment.date_naive())
        .ok_or_else(|| Failure::Usage("SOURCE_DATE_EPOCH no es un número de segundos".to_owned()))
}
