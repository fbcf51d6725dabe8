//! A row of a shipped sheet, judged by the rules of that sheet.

use cel::objects::Key;
use cel::{Context, Program, Value};
use relator::catalog::{self, Catalog, Esquema, Regla};
use serde_json::{Map, Value as Json, json};
use std::collections::HashMap;

fn process() -> Json {
    json!({"jornada": "2022-06-05", "inicio": "2021-07-01", "fin": "2022-09-30"})
}

fn to_cel(json: &Json) -> Value {
    match json {
        Json::Null => Value::Null,
        Json::Bool(bool) => Value::Bool(*bool),
        Json::Number(number) => match number.as_i64() {
            Some(whole) => Value::Int(whole),
            None => Value::Float(number.as_f64().unwrap()),
        },
        Json::String(text) => text.as_str().into(),
        Json::Array(list) => Value::List(list.iter().map(to_cel).collect::<Vec<_>>().into()),
        Json::Object(map) => {
            let pairs = map
                .iter()
                .map(|(key, value)| (Key::String(key.clone().into()), to_cel(value)));
            Value::from(pairs.collect::<HashMap<Key, Value>>())
        }
    }
}

/// A row of a sheet: what is said, and null for every other field.
pub fn row(schema: &Esquema, said: &Json) -> Json {
    let names = schema.campos.iter().map(|campo| campo.nombre.clone());
    let mut row: Map<String, Json> = names.map(|name| (name, Json::Null)).collect();
    for (name, value) in said.as_object().unwrap() {
        assert!(row.contains_key(name), "{} has no {name}", schema.hoja);
        row.insert(name.clone(), value.clone());
    }
    Json::Object(row)
}

/// The sheet of that name that has all the fields of a row.
fn schema<'c>(catalog: &'c Catalog, sheet: &str, said: &Json) -> &'c Esquema {
    let has = |e: &Esquema| {
        said.as_object()
            .unwrap()
            .keys()
            .all(|k| e.campo(k).is_some())
    };
    let mut named = catalog.esquemas.iter().filter(|e| e.hoja == sheet);
    named.find(|e| has(e)).unwrap()
}

/// A row to be judged, with the other rows of its workbook and its last report.
pub struct Case<'c> {
    catalog: &'c Catalog,
    pub schema: &'c Esquema,
    pub row: Json,
    pub old: Json,
    pub meeting: Json,
    pub book: Map<String, Json>,
}

impl<'c> Case<'c> {
    /// A row of the fifth meeting.
    pub fn new(catalog: &'c Catalog, sheet: &str, said: Json) -> Self {
        let schema = schema(catalog, sheet, &said);
        let sheets = catalog.esquemas.iter().map(|e| e.hoja.clone());
        let mut book: Map<String, Json> = sheets.map(|sheet| (sheet, json!([]))).collect();
        let row = row(schema, &said);
        book.insert(sheet.to_owned(), json!([row]));
        let case = Self {
            catalog,
            schema,
            row,
            old: Json::Null,
            meeting: Json::Null,
            book,
        };
        case.at(5, "2022-02-12")
    }

    pub fn after(mut self, said: Json) -> Self {
        self.old = row(self.schema, &said);
        self
    }

    pub fn at(mut self, numero: u8, corte: &str) -> Self {
        self.meeting = json!({"numero": numero, "fecha": corte, "corte": corte});
        self
    }

    pub fn with(mut self, sheet: &str, said: Json) -> Self {
        let other = row(schema(self.catalog, sheet, &said), &said);
        let rows = self.book.get_mut(sheet).unwrap();
        rows.as_array_mut().unwrap().push(other);
        self
    }

    /// The line of the catalogue of deliverables, by the number alone where no variant is said.
    fn line(&self) -> Json {
        let number = self.row["no"].as_u64();
        let variant = self.row["variante"].as_str();
        let mut entries = self.catalog.entregables.iter();
        let entry = entries.find(|e| {
            number == Some(e.no.into()) && variant.is_none_or(|variant| e.variante == variant)
        });
        let day = |e: &relator::domain::Entregable| {
            let day = e.fecha_referencia(self.catalog.proceso.jornada);
            day.map(|day| day.to_string())
        };
        entry.map_or(
            Json::Null,
            |e| json!({"en_su_caso": e.en_su_caso, "fecha_referencia": day(e)}),
        )
    }

    /// Whether a rule holds for the row; true when it is not judged at the meeting.
    fn holds(&self, rule: &Regla) -> bool {
        let numero = self.meeting["numero"].as_u64().unwrap();
        let judged = |n: &u8| u64::from(*n) == numero;
        if !rule.reuniones.is_empty() && !rule.reuniones.iter().any(judged) {
            return true;
        }
        let program = Program::compile(&rule.expresion).unwrap();
        let mut context = Context::default();
        for (name, value) in [
            ("self", &self.row),
            ("oldSelf", &self.old),
            ("libro", &Json::Object(self.book.clone())),
            ("reportado", &Json::Object(self.book.clone())),
            ("reunion", &self.meeting),
            ("proceso", &process()),
            ("catalogo", &self.line()),
        ] {
            context.add_variable_from_value(name, to_cel(value));
        }
        match program.execute(&context) {
            Ok(Value::Bool(holds)) => holds,
            other => panic!(
                "{} {}: {other:?}\n{}",
                self.schema.hoja, rule.id, rule.expresion
            ),
        }
    }

    /// The rules that do not hold, as «R-04 fecha_liberacion_real».
    pub fn told(&self) -> Vec<String> {
        let broken = self.schema.reglas.iter().filter(|rule| !self.holds(rule));
        broken
            .map(|rule| format!("{} {}", rule.id, rule.campos[0]))
            .collect()
    }
}

#[track_caller]
pub fn tells(case: Case<'_>, expected: &[&str]) {
    assert_eq!(case.told(), expected, "{}", case.row);
}

pub fn shipped() -> Catalog {
    let carried = catalog::carried();
    carried.map_err(|error| format!("{error:#?}")).unwrap()
}
