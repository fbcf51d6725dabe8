//! What the ficha of a meeting says about what it was made from.

use super::{Job, Made, Program, Understood};
use crate::diagnostics::{Finding, Severity};
use crate::domain::sha256_hex;
use crate::report::Stage;
use crate::validation::{Decision, UsedAs};
use serde_json::{Map, Value, json};

/// The key with how far the processes that read the workbooks had confined themselves: the only
/// one that speaks of the machine.
pub const CONFINEMENT: &str = "confinamiento";
/// The key with the code of integrity of what the record says of earlier meetings.
pub const RECORD: &str = "dicho_antes";
/// The key with how much composing and writing had to tell: it must be told again.
pub const REMARKS: &str = "avisos";

/// Everything in `ficha.json` before the list of files: meeting, program, templates, workbooks,
/// and what was left out and why. Nothing in it depends on the day, and on
/// the machine only how far it lets a process confine itself.
pub fn about(
    job: &Job<'_>,
    understood: &Understood,
    meeting: u8,
    made: &Made,
) -> Map<String, Value> {
    let templates: Vec<Value> = job
        .catalog
        .sources
        .iter()
        .map(|(file, sha256)| json!({"archivo": file, "sha256": sha256}))
        .collect();
    let left_out: Vec<Value> = understood
        .findings
        .iter()
        .filter(|f| f.meeting.is_none_or(|m| m == meeting))
        .chain(made.findings.iter())
        .filter(|f| f.severity == Severity::Error)
        .map(reason)
        .collect();
    let stage = match job.stage {
        Stage::Preliminary => "preliminar",
        Stage::ForCirculation => "para circular",
        Stage::Final { .. } => "definitiva",
    };
    Map::from_iter([
        ("reunion".to_owned(), json!(meeting)),
        ("etapa".to_owned(), json!(stage)),
        ("programa".to_owned(), program(job)),
        (
            CONFINEMENT.to_owned(),
            json!(understood.confinement.words()),
        ),
        ("codigo".to_owned(), json!(made.code)),
        ("plantillas".to_owned(), json!(templates)),
        ("entradas".to_owned(), json!(inputs(understood, meeting))),
        ("fuera".to_owned(), json!(left_out)),
        (
            "ajustes".to_owned(),
            json!(adjustments(understood, meeting)),
        ),
        ("sin_uso".to_owned(), json!(unused(made))),
        (RECORD.to_owned(), json!(said_before(understood, meeting))),
        ("formatos".to_owned(), json!(job.documents.kinds())),
        (REMARKS.to_owned(), json!(made.findings.iter().count())),
    ])
}

/// The code of integrity of what the record says of earlier meetings.
fn said_before(understood: &Understood, meeting: u8) -> String {
    let before = understood.judged.said.range(..meeting);
    let before = before.map(|(_, said)| said.to_json().to_string());
    let before: Vec<String> = before.collect();
    sha256_hex(before.join("\n").as_bytes())
}

/// What the secretariat decided about the deliveries of the meeting and of those before it.
fn adjustments(understood: &Understood, meeting: u8) -> Vec<Value> {
    let datasets = understood.judged.datasets.range(..=meeting);
    datasets
        .flat_map(|(_, dataset)| &dataset.adjustments)
        .map(|adjustment| {
            let cell = adjustment.at.cell.map(|cell| cell.to_string());
            let mut told = json!({
                "entrega": adjustment.delivery.name,
                "hoja": adjustment.sheet,
                "celda": cell,
                "motivo": adjustment.reason,
                "cargo": adjustment.cargo,
            });
            match &adjustment.decision {
                Decision::Accepted { what } => told["acepta"] = json!(what),
                Decision::Mended {
                    received,
                    published,
                } => {
                    told["original"] = json!(received);
                    told["publicado"] = json!(published);
                }
            }
            told
        })
        .collect()
}

fn program(job: &Job<'_>) -> Value {
    let Program { version, sha256 } = &job.program;
    json!({"nombre": "relator", "version": version, "sha256": sha256})
}

/// The ficha of the folder of files whose sender or meeting is unknown.
pub fn unidentified(job: &Job<'_>) -> Map<String, Value> {
    Map::from_iter([("programa".to_owned(), program(job))])
}

/// The deliveries of the meeting and of those before it, with which its changes are told.
fn inputs(understood: &Understood, meeting: u8) -> Vec<Value> {
    let judged = understood.judged.as_of(meeting);
    let datasets = judged.datasets.range(..=meeting);
    datasets
        .flat_map(|(_, dataset)| &dataset.deliveries)
        .map(|delivery| {
            let used_as = match delivery.used_as {
                UsedAs::InForce => "vigente",
                UsedAs::Superseded => "sustituida",
                UsedAs::Unusable => "no utilizable",
            };
            json!({
                "archivo": &*delivery.at.file,
                "sha256": &*delivery.sha256,
                "entrega": delivery.name,
                "remitente": delivery.sender,
                "reunion": delivery.meeting,
                "uso": used_as,
            })
        })
        .collect()
}

/// What was delivered and not used: a whole delivery, or a row of it.
fn unused(made: &Made) -> Vec<Value> {
    let all = made.unused.iter().map(|unused| {
        let mut told = json!({"entrega": unused.delivery, "motivo": unused.reason});
        if let (Some(sheet), Some(row)) = (&unused.sheet, unused.row) {
            told["hoja"] = json!(sheet);
            told["fila"] = json!(row);
        }
        told
    });
    all.collect()
}

fn reason(finding: &Finding) -> Value {
    let mut reason = json!({
        "lugar": finding.at.to_string(),
        "codigo": finding.code.to_string(),
        "motivo": finding.message,
    });
    if let Some(rule) = &finding.rule {
        reason["regla"] = json!(rule);
    }
    reason
}
