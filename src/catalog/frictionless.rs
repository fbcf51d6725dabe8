//! The schemas as other programs read them: Frictionless Table Schema, with what it has no word for
//! under `relator:`.

use super::{Campo, Catalog, Difusion, Esquema, Forma, Regla, Tipo};
use crate::domain::whole;
use serde_json::{Map, Value, json};

/// Separates the values of a list in one cell.
const LIST_SEPARATOR: &str = ";";

/// What `relator esquema --json` prints: one entry for each sheet and kind of sender.
pub fn frictionless(catalog: &Catalog) -> Value {
    let mut entries = Vec::new();
    for sheet in &catalog.esquemas {
        for clase in &sheet.remitentes {
            entries.push(json!({
                "temas": sheet.temas,
                "remitente": clase.word(),
                "hoja": sheet.hoja,
                "forma": form(sheet.forma),
                "schema": table_schema(catalog, sheet),
            }));
        }
    }
    json!({ "version": 1, "esquemas": entries })
}

/// The Frictionless Table Schema of a sheet.
fn table_schema(catalog: &Catalog, sheet: &Esquema) -> Value {
    let fields = sheet.campos.iter();
    let fields: Vec<Value> = fields.map(|c| field(catalog, sheet, c)).collect();
    let mut schema = Map::new();
    schema.insert("fields".to_owned(), fields.into());
    if !sheet.llave.is_empty() {
        schema.insert("primaryKey".to_owned(), json!(sheet.llave));
    }
    let keys: Vec<Value> = sheet
        .campos
        .iter()
        .filter_map(|c| foreign_key(sheet, c))
        .collect();
    if !keys.is_empty() {
        schema.insert("foreignKeys".to_owned(), keys.into());
    }
    schema.insert("relator:titulo".to_owned(), json!(sheet.titulo));
    schema.insert("relator:obligatoria".to_owned(), json!(sheet.obligatoria));
    if let Some(field) = &sheet.tema_por {
        schema.insert("relator:tema_por".to_owned(), json!(field));
    }
    let rules: Vec<Value> = sheet.reglas.iter().map(rule).collect();
    schema.insert("relator:reglas".to_owned(), rules.into());
    schema.into()
}

fn form(forma: Forma) -> &'static str {
    match forma {
        Forma::Tabla => "tabla",
        Forma::ClaveValor => "clave-valor",
    }
}

fn rule(rule: &Regla) -> Value {
    json!({
        "id": rule.id,
        "severidad": rule.severidad.word(),
        "expresion": rule.expresion.trim(),
        "campos": rule.campos,
        "mensaje": rule.en(None).mensaje,
    })
}

/// The resource is named as the sheet; that of the own sheet is empty, as the standard asks.
fn foreign_key(sheet: &Esquema, campo: &Campo) -> Option<Value> {
    let other = campo.refiere.as_ref()?;
    let resource = if other.hoja == sheet.hoja {
        String::new()
    } else {
        other.hoja.clone()
    };
    Some(json!({
        "fields": [campo.nombre],
        "reference": { "resource": resource, "fields": [other.campo] },
    }))
}

fn field(catalog: &Catalog, sheet: &Esquema, campo: &Campo) -> Value {
    let (kind, format) = kind(campo.tipo);
    let mut field = Map::new();
    let mut put = |key: &str, value: Value| field.insert(key.to_owned(), value);
    put("name", json!(campo.nombre));
    put("title", json!(campo.titulo));
    put("description", json!(campo.ayuda));
    put("type", json!(kind));
    if let Some(format) = format {
        put("format", json!(format));
    }
    if matches!(campo.tipo, Tipo::SiNo) {
        put("trueValues", json!(["Sí"]));
        put("falseValues", json!(["No"]));
    }
    let constraints = constraints(catalog, sheet, campo);
    if !constraints.is_empty() {
        put("constraints", constraints.into());
    }
    put("relator:difusion", json!(diffusion(campo.difusion)));
    if campo.prellenado {
        put("relator:prellenado", json!(true));
    }
    if matches!(campo.tipo, Tipo::Porcentaje) {
        put("relator:unidad", json!("%"));
    }
    if let Some(decimals) = campo.decimales {
        put("relator:decimales", json!(decimals));
    }
    if let Some(list) = &campo.catalogo {
        put("relator:catalogo", json!(list));
    }
    for (key, words) in [
        ("relator:alias", &campo.alias),
        ("relator:vacios", &campo.vacios),
        ("relator:concluyen", &campo.concluyen),
    ] {
        if !words.is_empty() {
            put(key, json!(words));
        }
    }
    if matches!(campo.tipo, Tipo::Lista) {
        put("relator:separador", json!(LIST_SEPARATOR));
        put("relator:valores", json!(catalog.valores(campo)));
    }
    field.into()
}

fn kind(tipo: Tipo) -> (&'static str, Option<&'static str>) {
    match tipo {
        Tipo::Texto | Tipo::Lista => ("string", None),
        Tipo::Numero | Tipo::Porcentaje => ("number", None),
        Tipo::Entero => ("integer", None),
        Tipo::Fecha => ("date", None),
        Tipo::Hora => ("time", Some("%H:%M")),
        Tipo::FechaHora => ("datetime", Some("%Y-%m-%d %H:%M")),
        Tipo::SiNo => ("boolean", None),
    }
}

fn diffusion(difusion: Difusion) -> &'static str {
    match difusion {
        Difusion::Publica => "publica",
        Difusion::Interna => "interna",
        Difusion::Reservada => "reservada",
    }
}

fn constraints(catalog: &Catalog, sheet: &Esquema, campo: &Campo) -> Map<String, Value> {
    let mut found = Map::new();
    let mut put = |key: &str, value: Value| found.insert(key.to_owned(), value);
    if campo.requerido {
        put("required", json!(true));
    }
    if sheet.llave == [campo.nombre.as_str()] {
        put("unique", json!(true));
    }
    let words = catalog.valores(campo);
    if !words.is_empty() && !matches!(campo.tipo, Tipo::Lista) {
        put("enum", json!(words));
    }
    let (least, most) = campo.limites();
    if let Some(least) = least {
        put("minimum", number(least));
    }
    if let Some(most) = most {
        put("maximum", number(most));
    }
    if let Some(pattern) = &campo.patron {
        put("pattern", json!(pattern));
    }
    if let Some(longest) = campo.maximo_caracteres {
        put("maxLength", json!(longest));
    }
    found
}

/// A limit as JSON, without decimals where it has none.
fn number(limit: f64) -> Value {
    whole(limit).map_or_else(|| json!(limit), Value::from)
}
