//! Every sheet of the schema is a resource, without anybody having to say so.

use super::{Datum, Format, Resource, ResourceField, Scene};
use crate::catalog::{Campo, Difusion, Esquema, Lexico, Tipo};
use crate::domain::{Institucion, Value};
use crate::validation::{Row, Standing};
use std::collections::BTreeMap;

/// A resource for every sheet of the schema, empty ones included, named by the lower-case sheet
/// name: the schema's fields, then `remitente`, `clave_remitente`, `entidad`, `tema`, `reporte`.
/// Sheets of the same name (one for the areas, one for the OPL) are one resource.
pub fn resources(scene: &Scene<'_>) -> Vec<Resource> {
    let mut sheets: BTreeMap<String, Vec<&Esquema>> = BTreeMap::new();
    let mut order = Vec::new();
    for schema in &scene.catalog.esquemas {
        let same = sheets.entry(schema.hoja.clone()).or_default();
        if same.is_empty() {
            order.push(schema.hoja.clone());
        }
        same.push(schema);
    }
    order
        .iter()
        .filter_map(|sheet| Some(resource(scene, sheet, sheets.get(sheet)?)))
        .collect()
}

fn resource(scene: &Scene<'_>, sheet: &str, schemas: &[&Esquema]) -> Resource {
    let lexico = &scene.catalog.wording.lexico;
    let mut campos: Vec<&Campo> = Vec::new();
    for campo in schemas.iter().flat_map(|schema| &schema.campos) {
        if campos.iter().all(|known| known.nombre != campo.nombre) {
            campos.push(campo);
        }
    }
    let mut fields: Vec<ResourceField> = campos.iter().map(|c| field(c, lexico)).collect();
    let added: Vec<&Added> = ADDED
        .iter()
        .filter(|added| campos.iter().all(|c| c.nombre != added.name))
        .collect();
    let rows = scene.dataset.rows(sheet).iter().map(|row| {
        let own = campos.iter().map(|campo| datum(row, campo));
        let more = added.iter().map(|added| {
            let text = (added.of_row)(scene, row);
            value(text.map_or(Value::Missing, Value::Text))
        });
        own.chain(more).collect()
    });
    let rows = rows.collect();
    fields.extend(added.iter().map(|added| {
        let title = phrase(lexico, added.heading, added.name);
        text_field(added.name, &title)
    }));
    Resource {
        name: sheet.to_lowercase(),
        title: schemas
            .first()
            .map_or_else(String::new, |s| s.titulo.clone()),
        fields,
        rows,
    }
}

/// What every raw resource says of a row beside the schema's fields.
struct Added {
    name: &'static str,
    /// The phrase that heads it.
    heading: &'static str,
    of_row: fn(&Scene<'_>, &Row) -> Option<String>,
}

const ADDED: [Added; 5] = [
    Added {
        name: "remitente",
        heading: "campo_remitente",
        of_row: |scene, row| Some(sender(scene, row)?.nombre_corto().to_owned()),
    },
    Added {
        name: "clave_remitente",
        heading: "campo_clave_remitente",
        of_row: |_, row| Some(row.delivery.sender.clone()),
    },
    Added {
        name: "entidad",
        heading: "campo_entidad",
        of_row: |scene, row| sender(scene, row)?.entidad.clone(),
    },
    Added {
        name: "tema",
        heading: "campo_tema",
        of_row: |_, row| row.topic.clone(),
    },
    Added {
        name: "reporte",
        heading: "campo_reporte",
        of_row: |scene, row| Some(report(scene, row)),
    },
];

fn sender<'a>(scene: &Scene<'a>, row: &Row) -> Option<&'a Institucion> {
    scene.catalog.institucion(&row.delivery.sender)
}

/// Whether the row is of this meeting or the last that is known.
fn report(scene: &Scene<'_>, row: &Row) -> String {
    let lexico = &scene.catalog.wording.lexico;
    match row.standing {
        Standing::Reported => phrase(lexico, "reporte_del_periodo", "del periodo"),
        Standing::LastKnown => phrase(lexico, "reporte_ultimo_dato", "último dato"),
    }
}

fn phrase(lexico: &Lexico, key: &str, name: &str) -> String {
    let words = lexico.frases.get(key).cloned();
    words.unwrap_or_else(|| super::numbers::capitalized(&name.replace('_', " ")))
}

fn text_field(name: &str, title: &str) -> ResourceField {
    ResourceField {
        name: name.to_owned(),
        title: title.to_owned(),
        format: Format::Text,
        public: true,
    }
}

fn field(campo: &Campo, lexico: &Lexico) -> ResourceField {
    ResourceField {
        name: campo.nombre.clone(),
        title: campo.titulo.clone(),
        format: format(campo, lexico),
        public: campo.difusion == Difusion::Publica,
    }
}

/// How the values of a field are printed; a list whose every word has a mark in the lexicon is a
/// status.
fn format(campo: &Campo, lexico: &Lexico) -> Format {
    let marked = |word: &String| lexico.estatus.contains_key(word);
    match campo.tipo {
        Tipo::Numero | Tipo::Entero => Format::Number,
        Tipo::Porcentaje => Format::Percent,
        Tipo::Fecha | Tipo::FechaHora => Format::Date,
        Tipo::SiNo => Format::YesNo,
        Tipo::Texto if !campo.valores.is_empty() && campo.valores.iter().all(marked) => {
            Format::Status
        }
        Tipo::Texto | Tipo::Hora | Tipo::Lista => Format::Text,
    }
}

fn datum(row: &Row, campo: &Campo) -> Datum {
    row.fields.get(&campo.nombre).map_or_else(
        || value(Value::Missing),
        |field| Datum {
            value: field.value.clone(),
            cells: vec![field.at.clone()],
            how: None,
        },
    )
}

/// A value without cells.
fn value(value: Value) -> Datum {
    Datum {
        value,
        cells: Vec::new(),
        how: None,
    }
}
