//! What was said at a meeting whose informe stands in the record: its dataset as JSON and back, so
//! that later meetings are compared with it and not with what the workbooks would give today.

use super::dataset::{
    Adjustment, Dataset, Decision, Delivery, LeftOut, Review, Row, Standing, UsedAs,
};
use super::fields::Field;
use crate::diagnostics::Location;
use crate::domain::{CellRef, Value};
use serde_json::{Map, Value as Json, json};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Shape of the JSON; another one is not read.
const VERSION: u64 = 1;

impl Dataset {
    /// Everything that later meetings ask of an earlier one.
    pub fn to_json(&self) -> Json {
        // Rows that stand in were brought by deliveries of meetings before.
        let mut deliveries = self.deliveries.clone();
        for row in self.sheets.values().flatten() {
            if !deliveries.iter().any(|d| d.at == row.delivery.at) {
                deliveries.push(row.delivery.clone());
            }
        }
        let index = |row: &Row| deliveries.iter().position(|d| d.at == row.delivery.at);
        let sheets: Map<String, Json> = self
            .sheets
            .iter()
            .map(|(name, rows)| {
                let rows = rows.iter().map(|row| row_json(row, index(row)));
                (name.clone(), rows.collect())
            })
            .collect();
        let reviews: Map<String, Json> = self
            .reviews
            .iter()
            .map(|(file, review)| (file.to_string(), review_json(review)))
            .collect();
        json!({
            "version": VERSION,
            "reunion": self.meeting,
            "propias": self.deliveries.len(),
            "entregas": deliveries.iter().map(|d| delivery_json(d)).collect::<Vec<Json>>(),
            "hojas": sheets,
            "revisiones": reviews,
            "ajustes": self.adjustments.iter().map(adjustment_json).collect::<Vec<Json>>(),
        })
    }

    /// The dataset of such a JSON; none when it is not one.
    pub fn from_json(json: &Json) -> Option<Self> {
        if json["version"].as_u64()? != VERSION {
            return None;
        }
        let deliveries: Vec<Arc<Delivery>> =
            list(&json["entregas"], |d| delivery_of(d).map(Arc::new))?;
        let own = usize::try_from(json["propias"].as_u64()?).ok()?;
        let mut sheets = BTreeMap::new();
        for (name, rows) in json["hojas"].as_object()? {
            let rows = list(rows, |row| row_of(name, row, &deliveries).map(Arc::new))?;
            sheets.insert(name.clone(), rows);
        }
        let mut reviews = BTreeMap::new();
        for (file, review) in json["revisiones"].as_object()? {
            reviews.insert(Arc::from(file.as_str()), review_of(review)?);
        }
        let adjustments = list(&json["ajustes"], |a| adjustment_of(a, &deliveries))?;
        Some(Self {
            meeting: small(&json["reunion"])?,
            deliveries: deliveries.get(..own)?.to_vec(),
            sheets,
            reviews,
            adjustments,
        })
    }
}

fn adjustment_json(adjustment: &Adjustment) -> Json {
    let mut json = json!({
        "archivo": &*adjustment.at.file,
        "donde": adjustment.at.sheet.as_deref(),
        "celda": adjustment.at.cell.map(|cell| cell.to_string()),
        "hoja": adjustment.sheet,
        "motivo": adjustment.reason,
        "cargo": adjustment.cargo,
    });
    match &adjustment.decision {
        Decision::Accepted { what } => json["acepta"] = json!(what),
        Decision::Mended {
            received,
            published,
        } => {
            json["original"] = json!(received);
            json["publicado"] = json!(published);
        }
    }
    json
}

fn adjustment_of(json: &Json, deliveries: &[Arc<Delivery>]) -> Option<Adjustment> {
    let file = json["archivo"].as_str()?;
    let delivery = deliveries.iter().find(|d| *d.at.file == *file)?.clone();
    let decision = match text(&json["acepta"]) {
        Some(what) => Decision::Accepted { what },
        None => Decision::Mended {
            received: text(&json["original"]),
            published: text(&json["publicado"])?,
        },
    };
    let cell: CellRef = json["celda"].as_str()?.parse().ok()?;
    Some(Adjustment {
        at: delivery.at.sheet(json["donde"].as_str()?).cell(cell),
        delivery,
        sheet: text(&json["hoja"])?,
        decision,
        reason: text(&json["motivo"])?,
        cargo: text(&json["cargo"])?,
    })
}

fn list<T>(json: &Json, of: impl Fn(&Json) -> Option<T>) -> Option<Vec<T>> {
    json.as_array()?.iter().map(of).collect()
}

fn text(json: &Json) -> Option<String> {
    json.as_str().map(str::to_owned)
}

fn small<T: TryFrom<u64>>(json: &Json) -> Option<T> {
    T::try_from(json.as_u64()?).ok()
}

fn delivery_json(delivery: &Delivery) -> Json {
    let used_as = match delivery.used_as {
        UsedAs::InForce => "vigente",
        UsedAs::Superseded => "sustituida",
        UsedAs::Unusable => "no utilizable",
    };
    json!({
        "remitente": delivery.sender,
        "reunion": delivery.meeting,
        "entrega": delivery.version,
        "nombre": delivery.name,
        "recibido": &*delivery.at.file,
        "sha256": &*delivery.sha256,
        "uso": used_as,
        "hojas": delivery.sheets,
    })
}

fn delivery_of(json: &Json) -> Option<Delivery> {
    let mut sheets = BTreeMap::new();
    for (name, counts) in json["hojas"].as_object()? {
        sheets.insert(name.clone(), (small(&counts[0])?, small(&counts[1])?));
    }
    Some(Delivery {
        sender: text(&json["remitente"])?,
        meeting: small(&json["reunion"])?,
        version: small(&json["entrega"])?,
        name: text(&json["nombre"])?,
        at: Location::file(json["recibido"].as_str()?),
        sha256: Arc::from(json["sha256"].as_str()?),
        used_as: match json["uso"].as_str()? {
            "vigente" => UsedAs::InForce,
            "sustituida" => UsedAs::Superseded,
            "no utilizable" => UsedAs::Unusable,
            _ => return None,
        },
        sheets,
    })
}

fn row_json(row: &Row, delivery: Option<usize>) -> Json {
    let fields = row.fields.iter();
    let fields = fields.map(|(name, field)| (name.clone(), field_json(field)));
    json!({
        "tema": row.topic,
        "entrega": delivery,
        "renglon": row.number,
        "ultimo_dato": row.standing == Standing::LastKnown,
        "campos": fields.collect::<Map<String, Json>>(),
    })
}

fn row_of(sheet: &str, json: &Json, deliveries: &[Arc<Delivery>]) -> Option<Row> {
    let delivery = deliveries.get(small::<usize>(&json["entrega"])?)?.clone();
    let mut fields = BTreeMap::new();
    for (name, field) in json["campos"].as_object()? {
        fields.insert(name.clone(), field_of(field, &delivery.at)?);
    }
    let standing = if json["ultimo_dato"].as_bool()? {
        Standing::LastKnown
    } else {
        Standing::Reported
    };
    Some(Row {
        sheet: sheet.to_owned(),
        topic: text(&json["tema"]),
        delivery,
        number: small(&json["renglon"])?,
        fields: fields.into(),
        standing,
        last: None,
    })
}

/// Value, sheet and cell. The file is that of the delivery.
fn field_json(field: &Field) -> Json {
    let cell = field.at.cell.map(|cell| cell.to_string());
    json!([value_json(&field.value), field.at.sheet.as_deref(), cell])
}

fn field_of(json: &Json, file: &Location) -> Option<Field> {
    let mut at = file.clone();
    at.sheet = json[1].as_str().map(Arc::from);
    at.cell = match json[2].as_str() {
        Some(cell) => Some(cell.parse::<CellRef>().ok()?),
        None => None,
    };
    Some(Field {
        value: value_of(&json[0])?,
        at,
    })
}

/// Numbers and dates as text under their kind: a number comes back to the last bit, and a text
/// that looks like a date stays a text.
fn value_json(value: &Value) -> Json {
    match value {
        Value::Missing => Json::Null,
        Value::Bool(said) => json!(said),
        Value::Number(number) => json!({"numero": number.to_string()}),
        Value::Date(date) => json!({"fecha": date.to_string()}),
        Value::Text(text) => json!(text),
        Value::List(items) => json!(items),
    }
}

fn value_of(json: &Json) -> Option<Value> {
    Some(match json {
        Json::Null => Value::Missing,
        Json::Bool(said) => Value::Bool(*said),
        Json::String(text) => Value::Text(text.clone()),
        Json::Array(_) => Value::List(list(json, text)?),
        Json::Object(kind) => match (kind.get("numero"), kind.get("fecha")) {
            (Some(number), None) => Value::Number(number.as_str()?.parse().ok()?),
            (None, Some(date)) => Value::Date(date.as_str()?.parse().ok()?),
            (Some(_), Some(_)) | (None, None) => return None,
        },
        Json::Number(_) => return None,
    })
}

fn review_json(review: &Review) -> Json {
    let left_out = review.left_out.iter().map(|row| {
        json!({"hoja": row.sheet, "renglon": row.row, "llave": row.key, "motivos": row.reasons})
    });
    json!({
        "errores": review.errors,
        "advertencias": review.warnings,
        "notas": review.notes,
        "fuera": left_out.collect::<Vec<Json>>(),
    })
}

fn review_of(json: &Json) -> Option<Review> {
    Some(Review {
        errors: small(&json["errores"])?,
        warnings: small(&json["advertencias"])?,
        notes: small(&json["notas"])?,
        left_out: list(&json["fuera"], |row| {
            Some(LeftOut {
                sheet: text(&row["hoja"])?,
                row: small(&row["renglon"])?,
                key: text(&row["llave"])?,
                reasons: list(&row["motivos"], text)?,
            })
        })?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dataset() -> Dataset {
        let delivery = Arc::new(Delivery {
            sender: "deoe".to_owned(),
            meeting: 5,
            version: 2,
            name: "R05-deoe-v2".to_owned(),
            at: Location::file("inputs/Sistemas (final).xlsx"),
            sha256: Arc::from("ab12"),
            used_as: UsedAs::InForce,
            sheets: BTreeMap::from([("Sistemas".to_owned(), (3, 2))]),
        });
        let decisions = [
            Decision::Accepted {
                what: "R-08".to_owned(),
            },
            Decision::Mended {
                received: Some("Sin obserbaciones.".to_owned()),
                published: "Sin observaciones.".to_owned(),
            },
            Decision::Mended {
                received: None,
                published: "Se atiende por oficio.".to_owned(),
            },
        ];
        let sheet = delivery.at.sheet("Avance  de «sistemas»");
        let adjustments = (5..).zip(decisions).map(|(row, decision)| Adjustment {
            at: sheet.clone().cell(CellRef::new(row, 12)),
            delivery: delivery.clone(),
            sheet: "Sistemas".to_owned(),
            decision,
            reason: "Se confirmó por oficio.".to_owned(),
            cargo: "Titular de la Secretaría".to_owned(),
        });
        Dataset {
            meeting: 5,
            adjustments: adjustments.collect(),
            deliveries: vec![delivery],
            ..Dataset::default()
        }
    }

    #[test]
    fn adjustments_come_back_as_they_were_recorded() {
        let dataset = dataset();
        let text = dataset.to_json().to_string();
        let read = Dataset::from_json(&serde_json::from_str(&text).unwrap()).unwrap();
        assert_eq!(format!("{read:?}"), format!("{dataset:?}"));
    }

    #[test]
    fn an_adjustment_that_lacks_something_is_not_read() {
        let whole = dataset().to_json();
        for key in [
            "archivo",
            "donde",
            "celda",
            "hoja",
            "motivo",
            "cargo",
            "publicado",
        ] {
            let mut json = whole.clone();
            json["ajustes"][1][key] = Json::Null;
            assert!(Dataset::from_json(&json).is_none(), "{key}");
        }
        let mut json = whole;
        json["ajustes"][0]["archivo"] = json!("inputs/otro.xlsx");
        assert!(Dataset::from_json(&json).is_none());
    }
}
