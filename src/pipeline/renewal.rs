//! Which meetings are made anew, and why: what a folder was made from is compared with what it
//! would be made from now. Nothing that a folder holds rests on anything else.

use super::ficha::{self, CONFINEMENT, RECORD, REMARKS};
use super::{Job, Made, Understood};
use crate::archive::{Last, Output};
use crate::domain::names;
use serde_json::json;

/// Which meetings are made anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Renewal {
    /// Those of which something changed.
    Changed,
    /// All of them.
    Everything,
}

/// Why a meeting is made anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// There is none of an earlier run.
    First,
    /// `--rehacer` asks for it.
    Asked,
    /// Another program made it.
    Program,
    /// A template changed.
    Templates,
    /// A workbook changed, of this meeting or of an earlier one.
    Workbooks,
    /// The record says something else of an earlier meeting.
    Record,
    /// Other documents or another foot are asked for, or something was told of it.
    Form,
    /// A file of the folder is gone or was edited.
    Files,
}

impl Why {
    /// The words that people and JSON read; nothing for a first time.
    pub const fn words(self) -> &'static str {
        match self {
            Self::First => "",
            Self::Asked => "se pidió rehacerlo",
            Self::Program => "cambió el programa",
            Self::Templates => "cambiaron las plantillas",
            Self::Workbooks => "cambiaron los libros",
            Self::Record => "cambió el expediente",
            Self::Form => "se pidió de otra forma, o tenía avisos",
            Self::Files => "falta un archivo, o alguien lo modificó",
        }
    }
}

/// What follows from the rest, and what is said of the machine.
const DERIVED: [&str; 4] = ["sin_uso", "codigo", CONFINEMENT, REMARKS];

/// The files of a meeting that can stay as they are, or why it is made anew.
pub fn decide(
    job: &Job<'_>,
    understood: &Understood,
    output: &Output,
    meeting: u8,
) -> Result<Vec<String>, Why> {
    let Some(last) = output.last(&names::meeting(meeting)) else {
        return Err(Why::First);
    };
    if job.renewal == Renewal::Everything {
        return Err(Why::Asked);
    }
    let now = ficha::about(job, understood, meeting, &Made::default());
    let same = |key: &str| now.get(key) == last.about.get(key);
    for (key, why) in [
        ("programa", Why::Program),
        ("plantillas", Why::Templates),
        ("entradas", Why::Workbooks),
        (RECORD, Why::Record),
    ] {
        if !same(key) {
            return Err(why);
        }
    }
    let others = now.keys().filter(|key| !DERIVED.contains(&key.as_str()));
    if !others.into_iter().all(|key| same(key)) || last.about.get(REMARKS) != Some(&json!(0)) {
        return Err(Why::Form);
    }
    let Last { files, intact, .. } = last;
    if intact { Ok(files) } else { Err(Why::Files) }
}
