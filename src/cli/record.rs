//! What the commands of the record share.

use super::context::Context;
use super::exit::Failure;
use super::fence::fence;
use crate::archive::{self, atomic::below};
use crate::catalog::Catalog;
use crate::diagnostics::Error;
use crate::domain::names;
use crate::pipeline::{self, Said, Understood};
use crate::record::{Line, Object, Printed, Record, Register};
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

/// What was presented in a meeting, in its version.
pub const PDF: &str = "presentado/informe-presentado.pdf";
/// The Word file in which people worked; may hold comments, so it is not public. Whether what came
/// of it was presented is not for its name to say.
pub const WORD: &str = "interno/informe-editado.docx";

/// Keys of the ficha beside a «Hoja de integridad».
const SHEET: &str = "hoja";
const LINE: &str = "renglon";
const CODE: &str = "cabeza";

/// What a person calls an object.
pub fn called(object: &str) -> String {
    match names::meeting_of(object) {
        Some(meeting) => format!("la reunión {meeting}"),
        None => format!("«{object}»"),
    }
}

/// Reads and judges the workbooks; what was said at integrated meetings comes from the record.
pub fn understood(context: &Context, catalog: &Catalog) -> Result<Understood, Failure> {
    understood_after(context, catalog, said(context)?)
}

/// The same, where it is known what was said at integrated meetings.
pub fn understood_after(
    context: &Context,
    catalog: &Catalog,
    said: Said,
) -> Result<Understood, Failure> {
    let folders = (context.workspace.as_path(), context.inputs.as_path());
    Ok(pipeline::understand_after(
        catalog,
        &fence()?,
        said,
        folders,
    )?)
}

/// What was said at each integrated meeting, in its last version.
pub fn said(context: &Context) -> Result<Said, Failure> {
    let mut said = Said::new();
    let (record, register) = opened(context)?;
    let objects: BTreeSet<&str> = register.lines.iter().map(|l| &*l.entry.objeto).collect();
    for name in objects
        .into_iter()
        .filter(|name| names::meeting_of(name).is_some())
    {
        if let Some(object) = Object::open(&record, &register, name)? {
            let head = object.head();
            let bytes = object.read(head, pipeline::SAID)?;
            let dataset = pipeline::dataset(&bytes, &object.place(head, pipeline::SAID))?;
            said.insert(dataset.meeting, dataset);
        }
    }
    Ok(said)
}

/// The record of a workspace with its register, which must be whole.
pub fn opened(context: &Context) -> Result<(Record, Register), Failure> {
    let record = context.record();
    let register = Register::whole(&record)?;
    Ok((record, register))
}

/// A version of a meeting; without a number the last one.
pub fn version_of(
    context: &Context,
    meeting: u8,
    version: Option<u32>,
) -> Result<(Object, u32), Failure> {
    let (record, register) = opened(context)?;
    let object = Object::open(&record, &register, &names::meeting(meeting))?;
    let Some(object) = object else {
        return Err(Failure::Usage(format!(
            "la reunión {meeting} no se ha integrado al expediente"
        )));
    };
    let head = object.head();
    match version {
        None => Ok((object, head)),
        Some(version) if (1..=head).contains(&version) => Ok((object, version)),
        Some(version) => Err(Failure::Usage(format!(
            "la reunión {meeting} no tiene la versión {version} en el expediente; la última es la {head}"
        ))),
    }
}

/// Where the «Hoja de integridad» of a meeting is written, below `output/`.
pub fn sheets_of(meeting: u8) -> String {
    format!("{}/integridad", names::meeting(meeting))
}

/// What a sheet says, kept in the ficha beside it so that `verificar` can read it.
pub fn about_sheet(meeting: u8, name: &str, line: &Line) -> Map<String, Value> {
    let about = [
        ("reunion", json!(meeting)),
        (SHEET, json!(name)),
        (LINE, json!(line.entry.numero)),
        (CODE, json!(line.code)),
    ];
    Map::from_iter(about.map(|(key, value)| (key.to_owned(), value)))
}

/// The last sheet of each meeting, as far as it is still in `output/`.
pub fn printed(context: &Context) -> Vec<Printed> {
    let last = |meeting: u8| {
        let folder = sheets_of(meeting);
        let about = archive::about(&below(&context.output, &folder))?;
        let name = about.get(SHEET)?.as_str()?;
        Some(Printed {
            shown: format!("{}/{folder}/{name}", context.shown(&context.output)),
            line: about.get(LINE)?.as_u64()?,
            code: about.get(CODE)?.as_str()?.to_owned(),
        })
    };
    (1..=u8::MAX).filter_map(last).collect()
}

/// The ficha of a version of a meeting.
pub fn ficha(object: &Object, version: u32) -> Result<Value, Failure> {
    let bytes = object.read(version, "ficha.json")?;
    let ficha = serde_json::from_slice(&bytes);
    Ok(ficha.map_err(|error| Error::Internal(error.to_string()))?)
}

/// `2022-02-15` or `2022-02-15T18:00:00Z` as people read a day: `15/02/2022`.
pub fn day(date: &str) -> String {
    let mut parts = date.get(..10).unwrap_or(date).splitn(3, '-');
    let (year, month, day) = (parts.next(), parts.next(), parts.next());
    match (year, month, day) {
        (Some(year), Some(month), Some(day)) => format!("{day}/{month}/{year}"),
        _ => date.to_owned(),
    }
}
