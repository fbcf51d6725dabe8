//! `relator esquema`: what we demand, as Frictionless Table Schemas.

use super::super::args::Global;
use super::super::context::{Reader, catalog_anywhere, reader};
use super::super::exit::{Exit, Failure};
use super::super::out::Out;
use crate::catalog::{Campo, Catalog, Difusion, Esquema, Forma, Tipo};
use crate::domain::Clase;
use serde_json::{Map, Value, json};

/// Runs the command.
pub fn run(global: &Global, out: &mut Out) -> Result<Exit, Failure> {
    let catalog = catalog_anywhere(global)?;
    match reader(global) {
        Reader::Program => {
            let all: Vec<Value> = catalog
                .esquemas
                .iter()
                .flat_map(|sheet| {
                    let senders = sheet.remitentes.iter();
                    senders.map(|sender| entry(&catalog, sheet, *sender))
                })
                .collect();
            out.json(&json!({"version": 1, "esquemas": all}));
        }
        Reader::Person => {
            let all: Vec<String> = catalog.esquemas.iter().map(text).collect();
            out.print(&all.join("\n"));
        }
    }
    Ok(Exit::Done)
}

fn entry(catalog: &Catalog, sheet: &Esquema, sender: Clase) -> Value {
    let fields: Vec<Value> = sheet.campos.iter().map(|c| field(catalog, c)).collect();
    let mut schema = json!({"fields": fields, "missingValues": [""]});
    match sheet.llave.as_slice() {
        [] => {}
        [one] => schema["primaryKey"] = json!(one),
        several => schema["primaryKey"] = json!(several),
    }
    let references: Vec<Value> = sheet.campos.iter().filter_map(reference).collect();
    if !references.is_empty() {
        schema["foreignKeys"] = json!(references);
    }
    json!({
        "temas": sheet.temas,
        "remitente": sender_word(sender),
        "hoja": sheet.hoja,
        "forma": form_word(sheet.forma),
        "schema": schema,
    })
}

fn reference(campo: &Campo) -> Option<Value> {
    let target = campo.refiere.as_ref()?;
    Some(json!({
        "fields": campo.nombre,
        "reference": {"resource": target.hoja, "fields": target.campo},
    }))
}

fn field(catalog: &Catalog, campo: &Campo) -> Value {
    let mut field = Map::new();
    let mut put = |name: &str, value: Value| {
        field.insert(name.to_owned(), value);
    };
    put("name", json!(campo.nombre));
    put("title", json!(campo.titulo));
    put("type", json!(type_word(campo.tipo)));
    match campo.tipo {
        Tipo::FechaHora => put("format", json!("%Y-%m-%d %H:%M")),
        Tipo::Hora => put("format", json!("%H:%M")),
        Tipo::SiNo => {
            put("trueValues", json!(["Sí"]));
            put("falseValues", json!(["No"]));
        }
        Tipo::Texto
        | Tipo::Numero
        | Tipo::Entero
        | Tipo::Porcentaje
        | Tipo::Fecha
        | Tipo::Lista => {}
    }
    put("description", json!(campo.ayuda));
    let constraints = constraints(catalog, campo);
    if !constraints.is_empty() {
        put("constraints", Value::Object(constraints));
    }
    put("relator:difusion", json!(difusion_word(campo.difusion)));
    if campo.tipo == Tipo::Porcentaje {
        put("relator:unidad", json!("%"));
    }
    if campo.tipo == Tipo::Lista {
        put("relator:separador", json!(";"));
        put("relator:valores", json!(listed(catalog, campo)));
    }
    if let Some(decimals) = campo.decimales {
        put("relator:decimales", json!(decimals));
    }
    if campo.prellenado {
        put("relator:prellenado", json!(true));
    }
    for (name, values) in [
        ("relator:alias", &campo.alias),
        ("relator:vacios", &campo.vacios),
    ] {
        if !values.is_empty() {
            put(name, json!(values));
        }
    }
    Value::Object(field)
}

fn constraints(catalog: &Catalog, campo: &Campo) -> Map<String, Value> {
    let mut constraints = Map::new();
    let mut put = |name: &str, value: Option<Value>| {
        if let Some(value) = value {
            constraints.insert(name.to_owned(), value);
        }
    };
    put("required", campo.requerido.then(|| json!(true)));
    let listed = listed(catalog, campo);
    let one_of = campo.tipo != Tipo::Lista && campo.tipo != Tipo::SiNo && !listed.is_empty();
    put("enum", one_of.then(|| json!(listed)));
    let percentage = campo.tipo == Tipo::Porcentaje;
    let minimum = campo.minimo.or(percentage.then_some(0.0));
    let maximum = campo.maximo.or(percentage.then_some(100.0));
    put("minimum", minimum.map(number));
    put("maximum", maximum.map(number));
    put("pattern", campo.patron.as_ref().map(|p| json!(p)));
    put("maxLength", campo.maximo_caracteres.map(|n| json!(n)));
    constraints
}

/// The listed values of a field, its own or those of the catalogue that it names.
fn listed(catalog: &Catalog, campo: &Campo) -> Vec<String> {
    let Some(name) = &campo.catalogo else {
        return campo.valores.clone();
    };
    match name.as_str() {
        "sistemas" => catalog.sistemas.iter().map(|s| s.clave.clone()).collect(),
        "procesos" => {
            let procesos = catalog.proceso.procesos.iter();
            procesos.map(|p| p.nombre.clone()).collect()
        }
        "areas" => {
            let areas = catalog.instituciones.iter();
            let areas = areas.filter(|i| matches!(i.clase, Clase::Ine | Clase::Utsi));
            areas.map(|i| i.sigla.clone()).collect()
        }
        "remitentes" => {
            let senders = catalog.instituciones.iter();
            senders.map(|i| i.nombre.clone()).collect()
        }
        "entidades" => {
            let senders = catalog.instituciones.iter();
            senders.filter_map(|i| i.entidad.clone()).collect()
        }
        _ => campo.valores.clone(),
    }
}

fn number(value: f64) -> Value {
    if value.fract() == 0.0 {
        json!(value as i64)
    } else {
        json!(value)
    }
}

fn text(sheet: &Esquema) -> String {
    let senders: Vec<&str> = sheet.remitentes.iter().map(|c| sender_word(*c)).collect();
    let mut text = format!("{} ({})\n", sheet.hoja, senders.join(", "));
    for campo in &sheet.campos {
        let required = if campo.requerido { ", obligatorio" } else { "" };
        text.push_str(&format!(
            "  {:<28} {}{required}\n",
            campo.nombre,
            kind_word(campo.tipo)
        ));
    }
    text
}

const fn sender_word(sender: Clase) -> &'static str {
    match sender {
        Clase::Ine => "INE",
        Clase::Utsi => "UTSI",
        Clase::Opl => "OPL",
        Clase::Secretaria => "Secretaria",
    }
}

const fn form_word(form: Forma) -> &'static str {
    match form {
        Forma::Tabla => "tabla",
        Forma::ClaveValor => "clave-valor",
    }
}

const fn difusion_word(difusion: Difusion) -> &'static str {
    match difusion {
        Difusion::Publica => "publica",
        Difusion::Interna => "interna",
        Difusion::Reservada => "reservada",
    }
}

const fn type_word(kind: Tipo) -> &'static str {
    match kind {
        Tipo::Texto | Tipo::Lista => "string",
        Tipo::Numero | Tipo::Porcentaje => "number",
        Tipo::Entero => "integer",
        Tipo::Fecha => "date",
        Tipo::Hora => "time",
        Tipo::FechaHora => "datetime",
        Tipo::SiNo => "boolean",
    }
}

const fn kind_word(kind: Tipo) -> &'static str {
    match kind {
        Tipo::Texto => "texto",
        Tipo::Lista => "lista",
        Tipo::Numero => "número",
        Tipo::Porcentaje => "porcentaje",
        Tipo::Entero => "número entero",
        Tipo::Fecha => "fecha",
        Tipo::Hora => "hora",
        Tipo::FechaHora => "fecha y hora",
        Tipo::SiNo => "Sí o No",
    }
}
