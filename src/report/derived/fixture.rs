//! Small stories for tests: rows written as words, over the catalogue of the repository.

use crate::catalog::Catalog;
use crate::diagnostics::Location;
use crate::domain::{CellRef, Fecha, Value, names};
use crate::report::{Datum, Resource, ResourceField, Scene};
use crate::validation::{Dataset, Delivery, Field, Fields, Judged, Row, Standing, UsedAs};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

/// What some meetings received.
pub(in crate::report) struct Story {
    /// The catalogue; may be changed before the story is looked at.
    pub(in crate::report) catalog: Catalog,
    judged: Judged,
}

/// A value from a word: a number, a date, yes or no, a list with «;», else text; missing if empty.
pub(in crate::report) fn value(word: &str) -> Value {
    if word.is_empty() {
        return Value::Missing;
    }
    if let Ok(number) = word.parse::<f64>() {
        return Value::Number(number);
    }
    if let Ok(date) = Fecha::parse_from_str(word, "%Y-%m-%d") {
        return Value::Date(date);
    }
    match word {
        "Sí" => Value::Bool(true),
        "No" => Value::Bool(false),
        word if word.contains("; ") => Value::List(word.split("; ").map(str::to_owned).collect()),
        word => Value::Text(word.to_owned()),
    }
}

impl Story {
    /// Nothing has been received yet.
    pub(in crate::report) fn new() -> Self {
        let catalog = crate::catalog::load(Path::new(env!("CARGO_MANIFEST_DIR"))).unwrap();
        Self {
            catalog,
            judged: Judged::default(),
        }
    }

    /// A sender delivers rows of a sheet for a meeting; `topic` is their slug. Each row lists
    /// `campo=valor`.
    pub(in crate::report) fn row(
        mut self,
        (meeting, sender): (u8, &str),
        (sheet, topic): (&str, &str),
        fields: &[(&str, &str)],
    ) -> Self {
        let delivery = self.deliver(meeting, sender);
        let number = 5 + self.dataset(meeting).rows(sheet).len() as u32;
        let at = delivery.at.sheet(sheet);
        let fields: Fields = fields
            .iter()
            .zip(1..)
            .map(|((name, word), column)| {
                let field = Field {
                    value: value(word),
                    at: at.cell(CellRef::new(number, column)),
                };
                ((*name).to_owned(), field)
            })
            .collect();
        let schema = self
            .catalog
            .esquemas
            .iter()
            .find(|e| e.hoja == sheet)
            .unwrap();
        let same = |row: &&Arc<Row>| {
            row.delivery.sender == sender
                && schema
                    .llave
                    .iter()
                    .all(|k| Some(row.value(k)) == fields.get(k).map(|f| &f.value))
        };
        let last = self
            .judged
            .datasets
            .range(..meeting)
            .rev()
            .find_map(|(_, d)| d.rows(sheet).iter().find(same))
            .cloned();
        let row = Row {
            sheet: sheet.to_owned(),
            topic: (!topic.is_empty()).then(|| topic.to_owned()),
            delivery,
            number,
            fields,
            standing: Standing::Reported,
            last,
        };
        let rows = self.dataset(meeting).sheets.entry(sheet.to_owned());
        rows.or_default().push(Arc::new(row));
        self
    }

    fn dataset(&mut self, meeting: u8) -> &mut Dataset {
        self.judged
            .datasets
            .entry(meeting)
            .or_insert_with(|| Dataset {
                meeting,
                ..Dataset::default()
            })
    }

    /// The delivery in force of a sender for a meeting.
    fn deliver(&mut self, meeting: u8, sender: &str) -> Arc<Delivery> {
        let name = names::workbook(meeting, sender, 1);
        let dataset = self.dataset(meeting);
        if let Some(known) = dataset.deliveries.iter().find(|d| d.name == name) {
            return known.clone();
        }
        let delivery = Arc::new(Delivery {
            sender: sender.to_owned(),
            meeting,
            version: 1,
            at: Location::file(format!("inputs/{name}.xlsx")),
            sha256: format!("{meeting:02}{sender:0<62}").into(),
            used_as: UsedAs::InForce,
            sheets: BTreeMap::new(),
            name,
        });
        dataset.deliveries.push(delivery.clone());
        delivery
    }

    /// Looks at a meeting.
    pub(in crate::report) fn at<T>(&self, meeting: u8, look: impl FnOnce(&Scene<'_>) -> T) -> T {
        let empty = Dataset {
            meeting,
            ..Dataset::default()
        };
        let reunion = self.catalog.proceso.reunion(meeting).unwrap();
        let mut scene = Scene {
            catalog: &self.catalog,
            judged: &self.judged,
            meeting,
            reunion,
            dataset: self.judged.datasets.get(&meeting).unwrap_or(&empty),
            previous: Scene::previous(&self.catalog, meeting).unwrap(),
            raw: Vec::new(),
        };
        scene.raw = self.catalog.esquemas.iter().map(raw).collect();
        look(&scene)
    }

    /// A derived resource of a meeting, as lines of words.
    pub(in crate::report) fn lines(
        &self,
        meeting: u8,
        resource: &str,
        fields: &[&str],
    ) -> Vec<String> {
        self.at(meeting, |scene| {
            let all = super::resources(scene);
            let found = all.iter().find(|r| r.name == resource).unwrap();
            let at: Vec<usize> = fields
                .iter()
                .map(|f| found.fields.iter().position(|x| x.name == *f).unwrap())
                .collect();
            let line = |row: &Vec<Datum>| {
                let words: Vec<String> = at.iter().map(|at| print(&row[*at].value)).collect();
                words.join(" | ").replace(crate::report::spacing::NBSP, " ")
            };
            found.rows.iter().map(line).collect()
        })
    }
}

fn print(value: &Value) -> String {
    match value {
        Value::Missing => "?".to_owned(),
        Value::Bool(yes) => yes.to_string(),
        Value::Number(number) => number.to_string(),
        Value::Date(date) => date.to_string(),
        Value::Text(text) => text.clone(),
        Value::List(list) => list.join(", "),
    }
}

/// The fields of a sheet and those that every raw resource has; no rows.
fn raw(schema: &crate::catalog::Esquema) -> Resource {
    let common = ["remitente", "clave_remitente", "entidad", "tema", "reporte"];
    let mut names: Vec<&str> = schema.campos.iter().map(|c| c.nombre.as_str()).collect();
    for name in common {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    Resource {
        name: schema.hoja.to_lowercase(),
        title: schema.titulo.clone(),
        fields: names
            .into_iter()
            .map(|name| ResourceField {
                name: name.to_owned(),
                title: name.to_owned(),
                format: crate::report::Format::Text,
                public: true,
            })
            .collect(),
        rows: Vec::new(),
    }
}
