//! Whose workbook it is, and for which meeting: `_meta` and `Portada` decide, never the name of
//! the file (`dominio.md` §8.1, R-29).

use super::layout;
use super::remark::Remark;
use super::schemas::Schemas;
use crate::catalog::{Catalog, META, PORTADA};
use crate::diagnostics::{Finding, Findings, Location, Severity};
use crate::domain::words::{fold, nearest};
use crate::domain::{CellRef, Institucion, LAYOUT, Reunion, names};
use crate::intake::{Cell, CellValue, Sheet, Workbook};
use std::collections::BTreeMap;

/// A workbook of a known sender for a known meeting.
#[derive(Debug, Clone, Copy)]
pub(super) struct Identified<'a> {
    pub(super) workbook: &'a Workbook,
    pub(super) sender: &'a Institucion,
    pub(super) meeting: &'a Reunion,
    pub(super) version: u32,
    /// Whether its cover has the label of the version; without it, the version is 1.
    pub(super) says_version: bool,
}

impl Identified<'_> {
    /// What documents print: `R05-hidalgo-v1`.
    pub(super) fn name(&self) -> String {
        names::workbook(self.meeting.numero, &self.sender.clave, self.version)
    }
}

/// What one source of identity says, with the place where it says it.
type Said<'a, T> = Option<(&'a T, Location)>;

/// A copy of the sheet of a workbook with that name; the one that is kept stays packed.
fn sheet(workbook: &Workbook, name: &str) -> Option<Sheet> {
    let wanted = fold(name);
    let found = workbook.sheets.iter().find(|s| fold(&s.name) == wanted);
    found.cloned()
}

/// Says whose workbook it is; otherwise tells why not.
pub(super) fn identify<'a>(
    schemas: &Schemas<'a>,
    workbook: &'a Workbook,
    findings: &mut Findings,
) -> Option<Identified<'a>> {
    let catalog = schemas.catalog;
    let meta = sheet(workbook, META);
    let meta = meta.as_ref().map(|sheet| (sheet, meta_values(sheet)));
    let cover = cover_values(schemas, workbook);
    let other = meta
        .as_ref()
        .and_then(|(s, m)| other_process(schemas, s, m).or_else(|| other_layout(schemas, s, m)));
    if stops(other, findings) {
        return None;
    }
    let from_meta = |key: &str| {
        let (sheet, values) = meta.as_ref()?;
        let (at, text) = values.get(key)?;
        Some((text.as_str(), sheet.at.cell(*at)))
    };
    let sender_meta =
        from_meta("clave").and_then(|(t, at)| Some((catalog.remitente_por_nombre(t)?, at)));
    let meeting_meta = from_meta("reunion").and_then(|(t, at)| Some((meeting(catalog, t)?, at)));
    let from_cover = |key: &str| cover.get(key).map(|(at, text)| (text.as_str(), at.clone()));
    let sender_cover =
        from_cover("remitente").and_then(|(t, at)| Some((catalog.remitente_por_nombre(t)?, at)));
    let meeting_cover = from_cover("reunion").and_then(|(t, at)| Some((meeting(catalog, t)?, at)));
    let contradiction = differs(&sender_meta, &sender_cover, |s| s.nombre_corto().to_owned())
        .map(|(said, issued)| other_sender(said, issued))
        .or_else(|| {
            differs(&meeting_meta, &meeting_cover, |r| r.numero)
                .map(|(said, issued)| other_meeting(said, issued))
        });
    let contradiction = contradiction.and_then(|(remark, said, related)| {
        let finding = schemas.finding(remark, said.1, &said.0)?;
        Some(Finding { related, ..finding })
    });
    if stops(contradiction, findings) {
        return None;
    }
    let beyond = meeting_beyond(schemas, &cover);
    if stops(beyond, findings) {
        return None;
    }
    let sender = sender_meta.or(sender_cover);
    let meeting = meeting_meta.or(meeting_cover);
    let (Some((sender, _)), Some((meeting, _))) = (&sender, &meeting) else {
        findings.push(unknown(schemas, workbook, &cover, sender.is_some()));
        return None;
    };
    let version = from_cover("version").and_then(|(text, _)| text.parse().ok());
    let identified = Identified {
        workbook,
        sender,
        meeting,
        version: version.filter(|v| *v > 0).unwrap_or(1),
        says_version: has_label(schemas, workbook, "version"),
    };
    findings.extend(other_name(&identified));
    Some(identified)
}

/// A cell as the plain word it shows.
fn plain(cell: &Cell) -> String {
    match &cell.value {
        CellValue::Text(text) => text.trim().to_owned(),
        CellValue::Number(number) => number.to_string(),
        CellValue::NoResult
        | CellValue::DateTime(_)
        | CellValue::Time(_)
        | CellValue::Bool(_)
        | CellValue::Error(_) => String::new(),
    }
}

/// Key in column A, value in column B.
fn meta_values(sheet: &Sheet) -> BTreeMap<String, (CellRef, String)> {
    let keys = sheet.cells.iter().filter(|(at, _)| at.column == 1);
    keys.filter_map(|(at, key)| {
        let value_at = CellRef::new(at.row, 2);
        let value = sheet.cells.get(&value_at)?;
        Some((fold(&plain(key)), (value_at, plain(value))))
    })
    .collect()
}

/// The values of `Portada` by the name of their field.
fn cover_values(
    schemas: &Schemas<'_>,
    workbook: &Workbook,
) -> BTreeMap<String, (Location, String)> {
    let mut all = schemas.catalog.esquemas.iter();
    let schema = all.find(|e| e.hoja == PORTADA);
    let names = schema.and_then(|schema| schemas.headers(schema));
    let (Some(schema), Some(names), Some(sheet)) = (schema, names, sheet(workbook, PORTADA)) else {
        return BTreeMap::new();
    };
    // What is wrong with the sheet is told when it is judged.
    let keys = layout::keys(names, &sheet);
    keys.values
        .into_iter()
        .filter_map(|(index, at)| {
            let name = schema.campos.get(index)?.nombre.clone();
            let value = plain(sheet.cells.get(&at)?);
            Some((name, (sheet.at.cell(at), value)))
        })
        .collect()
}

/// Whether `Portada` has the label of a field.
fn has_label(schemas: &Schemas<'_>, workbook: &Workbook, field: &str) -> bool {
    let mut all = schemas.catalog.esquemas.iter();
    let schema = all.find(|e| e.hoja == PORTADA);
    let names = schema.and_then(|schema| schemas.headers(schema));
    let (Some(schema), Some(names), Some(sheet)) = (schema, names, sheet(workbook, PORTADA)) else {
        return false;
    };
    let keys = layout::keys(names, &sheet).values;
    let mut found = keys.keys().filter_map(|index| schema.campos.get(*index));
    found.any(|campo| campo.nombre == field)
}

/// The meeting that a text names: `5`, `Reunión 5`, `R05`.
fn meeting<'a>(catalog: &'a Catalog, text: &str) -> Option<&'a Reunion> {
    let digits = fold(text);
    let digits = digits
        .trim_start_matches("reunion")
        .trim_start_matches('r')
        .trim();
    catalog.proceso.reunion(digits.parse().ok()?)
}

/// Tells what speaks against a workbook; whether it is no more looked at.
fn stops(finding: Option<Finding>, findings: &mut Findings) -> bool {
    let stops = finding
        .as_ref()
        .is_some_and(|f| f.severity == Severity::Error);
    findings.extend(finding);
    stops
}

/// A word and the place where it stands.
type Word = (String, Location);

/// What the cover says and what the workbook was issued for, where they are not the same.
fn differs<T, K: PartialEq + ToString>(
    meta: &Said<'_, T>,
    cover: &Said<'_, T>,
    key: impl Fn(&T) -> K,
) -> Option<(Word, Word)> {
    let ((meta, meta_at), (cover, cover_at)) = (meta.as_ref()?, cover.as_ref()?);
    let (issued, said) = (key(meta), key(cover));
    let words = (
        (said.to_string(), cover_at.clone()),
        (issued.to_string(), meta_at.clone()),
    );
    (issued != said).then_some(words)
}

fn other_sender(said: Word, issued: Word) -> (Remark, Word, Vec<Location>) {
    let message = format!(
        "La portada dice que lo envía “{}”, y este libro se elaboró para “{}”.",
        said.0, issued.0
    );
    contradicts(message, said, issued)
}

fn other_meeting(said: Word, issued: Word) -> (Remark, Word, Vec<Location>) {
    let message = format!(
        "La portada dice reunión {}, y este libro se elaboró para la reunión {}.",
        said.0, issued.0
    );
    contradicts(message, said, issued)
}

fn contradicts(message: String, said: Word, issued: Word) -> (Remark, Word, Vec<Location>) {
    let remark = Remark::new(151, format!("“{}”", issued.0), message).rule("R-29");
    (remark, said, vec![issued.1])
}

fn other_process(
    schemas: &Schemas<'_>,
    sheet: &Sheet,
    meta: &BTreeMap<String, (CellRef, String)>,
) -> Option<Finding> {
    let (at, text) = meta.get("proceso")?;
    let catalog = schemas.catalog;
    let known = [&catalog.proceso.sigla, &catalog.proceso.nombre];
    if known.into_iter().any(|k| fold(k) == fold(text)) {
        return None;
    }
    let message = format!("El libro es de otro proceso: “{text}”.");
    let expected = format!("un libro de “{}”", catalog.proceso.sigla);
    let remark = Remark::new(150, expected, message).rule("R-29");
    schemas.finding(remark, sheet.at.cell(*at), text)
}

/// A workbook of an older layout, or of one that this program does not know yet.
fn other_layout(
    schemas: &Schemas<'_>,
    sheet: &Sheet,
    meta: &BTreeMap<String, (CellRef, String)>,
) -> Option<Finding> {
    let (at, text) = meta.get("esquema")?;
    if text.parse() == Ok(LAYOUT) {
        return None;
    }
    let message =
        format!("El libro es de la edición “{text}” del formato y la vigente es la {LAYOUT}.");
    let remark = Remark::new(173, format!("la edición {LAYOUT}"), message).rule("R-29");
    schemas.finding(remark, sheet.at.cell(*at), text)
}

/// A number on the cover that is of no meeting of the calendar, whatever the workbook was issued
/// for (`dominio.md` §8.2). What is no whole number is told when the cell is read.
fn meeting_beyond(
    schemas: &Schemas<'_>,
    cover: &BTreeMap<String, (Location, String)>,
) -> Option<Finding> {
    let (at, text) = cover.get("reunion")?;
    let outside = text.parse::<u64>().is_ok() && meeting(schemas.catalog, text).is_none();
    outside.then(|| {
        let remark = no_meeting(schemas, text).rule("R-29");
        schemas.certain(remark, at.clone(), text)
    })
}

fn no_meeting(schemas: &Schemas<'_>, text: &str) -> Remark {
    let numbers = || schemas.catalog.proceso.reuniones.iter().map(|r| r.numero);
    let expected = format!(
        "el número de una reunión del calendario, de {} a {}",
        numbers().min().unwrap_or_default(),
        numbers().max().unwrap_or_default()
    );
    let message = format!("“{text}” no es una reunión del calendario.");
    let help = "Corrija “Número de reunión” en la portada.";
    Remark::new(150, expected, message).help(help)
}

fn unknown(
    schemas: &Schemas<'_>,
    workbook: &Workbook,
    cover: &BTreeMap<String, (Location, String)>,
    sender_is_known: bool,
) -> Finding {
    let what = if sender_is_known {
        "reunion"
    } else {
        "remitente"
    };
    let Some((at, text)) = cover.get(what) else {
        let message = match sender_is_known {
            true => "El libro no dice para qué reunión es.",
            false => "El libro no dice qué institución lo envía.",
        };
        let remark = Remark::new(
            150,
            "el formato de esta reunión, con su portada llena",
            message,
        );
        return schemas.certain(
            remark.rule("R-29"),
            workbook.at.clone(),
            "libro sin identificación",
        );
    };
    if sender_is_known {
        let remark = no_meeting(schemas, text).rule("R-29");
        return schemas.certain(remark, at.clone(), text);
    }
    let expected = "una institución de la lista";
    let message = format!("“{text}” no es una institución de la lista.");
    let catalog = schemas.catalog;
    let short = catalog.instituciones.iter().map(Institucion::nombre_corto);
    let names = short.chain(catalog.instituciones.iter().map(|i| i.nombre.as_str()));
    let near = nearest(text, names);
    let remark = Remark::new(150, expected, message);
    let remark = match near {
        Some(near) => remark.help(format!("Corrija la portada; ¿quiso decir “{near}”?")),
        None => remark,
    };
    schemas.certain(remark.rule("R-29"), at.clone(), text)
}

/// A name of ours (`R05-deoe-v1.xlsx`) that says something else than the contents.
fn other_name(identified: &Identified<'_>) -> Option<Finding> {
    let file = &identified.workbook.at.file;
    let name = file.rsplit('/').next().unwrap_or(file);
    let stem = name
        .rsplit_once('.')
        .map_or(name, |(stem, _)| stem)
        .to_lowercase();
    let rest = stem.strip_prefix('r')?;
    let (number, rest) = rest.split_once('-')?;
    let (clave, version) = rest.rsplit_once("-v")?;
    let number: u8 = number.parse().ok()?;
    let version: u32 = version.parse().ok()?;
    let agrees = number == identified.meeting.numero
        && clave == identified.sender.clave
        && version == identified.version;
    if agrees {
        return None;
    }
    let expected = identified.name();
    let message = format!(
        "El archivo se llama “{name}” y su contenido es de “{expected}”; cuenta el contenido."
    );
    Some(Remark::new(152, expected, message).at(identified.workbook.at.clone(), name))
}
