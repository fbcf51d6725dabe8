//! The form that programs read; fixed by the contract, version 1.

use super::Summary;
use crate::diagnostics::{Finding, Location};
use serde_json::{Map, Value, json};

/// `{"version": 1, "inconsistencias": […], "resumen": {…}}`.
pub fn json<'a>(
    workbooks: usize,
    findings: impl IntoIterator<Item = &'a Finding> + Clone,
) -> Value {
    let summary = Summary::new(workbooks, findings.clone());
    let all: Vec<Value> = findings.into_iter().map(finding).collect();
    json!({
        "version": 1,
        "inconsistencias": all,
        "resumen": {
            "libros": summary.workbooks,
            "errores": summary.errors,
            "advertencias": summary.warnings,
            "notas": summary.notes,
        },
    })
}

/// One inconsistencia. What is not known (topic, sender, meeting, rule) is absent.
fn finding(finding: &Finding) -> Value {
    let mut object = Map::new();
    let mut put = |name: &str, value: Value| {
        object.insert(name.to_owned(), value);
    };
    put("codigo", json!(finding.code.to_string()));
    put("severidad", json!(finding.severity.word()));
    for (name, value) in [
        ("regla", &finding.rule),
        ("tema", &finding.topic),
        ("remitente", &finding.sender),
    ] {
        if let Some(value) = value {
            put(name, json!(value));
        }
    }
    if let Some(meeting) = finding.meeting {
        put("reunion", json!(meeting));
    }
    for (name, value) in place(&finding.at) {
        put(name, value);
    }
    let related: Vec<Value> = finding
        .related
        .iter()
        .map(|at| {
            let parts = place(at).into_iter();
            Value::Object(
                parts
                    .map(|(name, value)| (name.to_owned(), value))
                    .collect(),
            )
        })
        .collect();
    put("relacionadas", json!(related));
    put("encontrado", json!(finding.found));
    put("esperado", json!(finding.expected));
    put("mensaje", json!(finding.message));
    put("ayuda", json!(finding.help));
    Value::Object(object)
}

fn place(at: &Location) -> Vec<(&'static str, Value)> {
    let mut place = vec![("archivo", json!(&*at.file))];
    if let Some(sheet) = &at.sheet {
        place.push(("hoja", json!(&**sheet)));
    }
    if let Some(cell) = at.cell {
        place.push(("celda", json!(cell.to_string())));
    }
    place
}
