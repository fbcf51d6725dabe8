//! What `formatos` writes, filled in with plausible words, validates without an error.

use crate::story::story;
use relator::catalog::{Campo, Catalog, Esquema, Forma, Tipo};
use relator::diagnostics::{Findings, Location, Severity};
use relator::domain::{Institucion, Reunion, Value};
use relator::intake::{self, Workbook};
use relator::pipeline;
use relator::workbook::{self, Contents};
use std::collections::BTreeMap;

type Record = BTreeMap<String, Value>;

/// A word that fits a required field.
fn word(catalog: &Catalog, schema: &Esquema, campo: &Campo) -> Value {
    let preferred = match (schema.hoja.as_str(), campo.nombre.as_str()) {
        ("Sistemas", "estatus") => Some("En ejecución"),
        ("Entregables", "estatus") => Some("En proceso"),
        ("Pruebas", "situacion") => Some("Por realizar"),
        _ => None,
    };
    if let Some(word) = preferred {
        return Value::Text(word.to_owned());
    }
    let listed = catalog.valores(campo);
    match campo.tipo {
        Tipo::Entero | Tipo::Numero => Value::Number(1.0),
        Tipo::Porcentaje => Value::Number(50.0),
        Tipo::Fecha => Value::Date("2022-01-10".parse().unwrap()),
        Tipo::SiNo => Value::Bool(true),
        Tipo::Lista => Value::List(listed.iter().take(1).map(|w| (*w).to_owned()).collect()),
        Tipo::FechaHora => Value::Text("2022-01-10 10:00".to_owned()),
        Tipo::Hora => Value::Text("10:00".to_owned()),
        Tipo::Texto => {
            let first = listed.first().copied().unwrap_or("Por definir");
            Value::Text(first.to_owned())
        }
    }
}

/// A blank workbook with every required cell filled in, and a row where a table has none.
fn filled(sender: &Institucion, meeting: &Reunion) -> Contents {
    let story = story();
    let catalog = &story.catalog;
    let judged = &story.understood.judged;
    let mut contents = workbook::prefilled(catalog, sender, meeting, judged);
    // Their rows come from the catalogue or from what was open: there may be none at the end.
    let brought = [
        "Sistemas",
        "Entregables",
        "Recepcion",
        "Compromisos",
        "Compromisos_abiertos",
    ];
    for schema in workbook::sheets(catalog, sender, meeting, &contents.clone()) {
        let rows = contents.entry(schema.hoja.clone()).or_default();
        let empty = rows.is_empty() && schema.forma == Forma::Tabla;
        if empty && !brought.contains(&schema.hoja.as_str()) {
            rows.push(Record::new());
        }
        if schema.hoja == "Portada" {
            continue;
        }
        for row in rows {
            // The status is carried over from the last report: what has not begun is at zero.
            if row.get("estatus") == Some(&Value::Text("Por iniciar".to_owned())) {
                row.insert("avance_real".to_owned(), Value::Number(0.0));
            }
            for campo in schema.campos.iter().filter(|campo| campo.requerido) {
                row.entry(campo.nombre.clone())
                    .or_insert_with(|| word(catalog, schema, campo));
            }
        }
    }
    contents
}

fn written(sender: &Institucion, meeting: &Reunion) -> Workbook {
    let catalog = &story().catalog;
    let contents = filled(sender, meeting);
    let bytes = workbook::write(catalog, sender, meeting, 1, &contents).unwrap();
    let name = format!("R{:02}-{}-v1.xlsx", meeting.numero, sender.clave);
    let at = Location::file(format!("inputs/llenos/{name}"));
    intake::read_bytes(at, &bytes, &mut Findings::default()).unwrap()
}

#[test]
fn a_blank_workbook_that_was_filled_in_has_no_error_at_any_meeting() {
    let catalog = &story().catalog;
    let mut judged = 0;
    for meeting in &catalog.proceso.reuniones {
        let asked = catalog
            .instituciones
            .iter()
            .filter(|sender| meeting.hojas.contains_key(&sender.clase));
        let books: Vec<Workbook> = asked.map(|sender| written(sender, meeting)).collect();
        judged += books.len();
        let understood = pipeline::judge(catalog, books, Findings::default());
        let errors: Vec<String> = understood
            .findings
            .iter()
            .filter(|finding| finding.severity == Severity::Error)
            .map(|finding| format!("{} {}: {}", finding.code, finding.at, finding.message))
            .collect();
        assert!(errors.is_empty(), "{}", errors.join("\n"));
        let used = &understood.judged.datasets[&meeting.numero];
        assert!(!used.sheets.is_empty());
    }
    assert!(judged > 150, "{judged} workbooks were filled in");
}
