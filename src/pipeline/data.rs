//! `datos/`: the published tables of an informe as a Frictionless Data Package, and `datos.json`
//! with the cell of every value.

use crate::archive::OutputFile;
use crate::catalog::Catalog;
use crate::diagnostics::Location;
use crate::domain::{Value, names, whole};
use crate::render::typst::Attachment;
use crate::report::{Datum, Format, Informe, Resource, ResourceField};
use crate::validation::Judged;
use serde_json::{Value as Json, json};
use std::collections::BTreeMap;

/// What a table says where there is no value: nothing, or that it does not apply.
const MISSING: [&str; 2] = ["", "—"];

/// Where the files stand below the folder of the meeting.
const FOLDER: &str = "datos/";
/// The description of the data package.
const PACKAGE: &str = "datapackage.json";
const PACKAGE_WORDS: &str = "Descripción de las tablas publicadas (Frictionless Data Package)";
const TRACED_WORDS: &str = "Valores publicados, con la celda de la que viene cada uno";

/// Name of each delivery (`R05-hidalgo-v1`) by the path of its file: the sender's own file name is
/// never published.
type Names<'a> = BTreeMap<&'a str, &'a str>;

/// The files of `datos/`, public fields only.
pub fn files(informe: &Informe, judged: &Judged, catalog: &Catalog) -> Vec<OutputFile> {
    let deliveries = judged.datasets.values().flat_map(|d| &d.deliveries);
    let names: Names<'_> = deliveries.map(|d| (&*d.at.file, d.name.as_str())).collect();
    let tables: Vec<Table<'_>> = informe.resources.iter().filter_map(Table::new).collect();
    let mut files: Vec<OutputFile> = tables
        .iter()
        .map(|table| file(&format!("{}.csv", table.resource.name), table.csv()))
        .collect();
    let descriptions: Vec<Json> = tables.iter().map(Table::description).collect();
    let package = json!({
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": names::informe(informe.meta.number),
        "title": informe.meta.title,
        "description": informe.meta.subject,
        "version": "1.0.0",
        "relator:proceso": catalog.proceso.sigla,
        "relator:demostracion": catalog.proceso.demostracion,
        "resources": descriptions,
    });
    let traced: Vec<Json> = tables.iter().map(|t| t.traced(&names)).collect();
    let traced = json!({
        "version": 1,
        "reunion": informe.meta.number,
        "fecha": informe.meta.date,
        "recursos": traced,
    });
    files.push(file(PACKAGE, format!("{package:#}\n")));
    files.push(file("datos.json", format!("{traced:#}\n")));
    files
}

/// The same files as the PDF carries them: who has only the PDF has the tables too.
pub fn attachments(informe: &Informe, files: &[OutputFile]) -> Vec<Attachment> {
    let attached = files.iter().map(|file| {
        let name = file.name.trim_start_matches(FOLDER);
        let (mime, description) = match name.strip_suffix(".csv") {
            Some(table) => ("text/csv", table_words(informe, table)),
            None if name == PACKAGE => ("application/json", PACKAGE_WORDS.to_owned()),
            None => ("application/json", TRACED_WORDS.to_owned()),
        };
        Attachment {
            name: name.to_owned(),
            mime: mime.to_owned(),
            description,
            bytes: file.bytes.clone(),
        }
    });
    attached.collect()
}

fn table_words(informe: &Informe, name: &str) -> String {
    let resource = informe.resources.iter().find(|r| r.name == name);
    let title = resource.map_or(name, |r| r.title.as_str());
    format!("Tabla publicada, como CSV: {title}")
}

fn file(name: &str, text: impl Into<Vec<u8>>) -> OutputFile {
    OutputFile {
        name: format!("{FOLDER}{name}"),
        bytes: text.into(),
    }
}

/// The fields of a table that are published, each with its position in the resource.
pub(super) fn public_fields(resource: &Resource) -> Vec<(usize, &ResourceField)> {
    let fields = resource.fields.iter().enumerate();
    fields.filter(|(_, field)| field.public).collect()
}

/// A resource with the positions of its public fields.
struct Table<'a> {
    resource: &'a Resource,
    public: Vec<usize>,
}

impl<'a> Table<'a> {
    /// None when nothing of it is public.
    fn new(resource: &'a Resource) -> Option<Self> {
        let public: Vec<usize> = public_fields(resource).iter().map(|(i, _)| *i).collect();
        (!public.is_empty()).then_some(Self { resource, public })
    }

    fn fields(&self) -> impl Iterator<Item = &'a ResourceField> {
        self.public.iter().map(|&i| &self.resource.fields[i])
    }

    fn cells<'b>(&'b self, row: &'a [Datum]) -> impl Iterator<Item = Option<&'a Datum>> + 'b {
        self.public.iter().map(move |&i| row.get(i))
    }

    /// RFC 4180 with line feeds. A text that a spreadsheet would take for a formula is kept from
    /// it by a leading apostrophe; `datos.json` has it as it stands.
    fn csv(&self) -> Vec<u8> {
        let mut writer = csv::Writer::from_writer(Vec::new());
        let header: Vec<&str> = self.fields().map(|f| f.name.as_str()).collect();
        let mut written = writer.write_record(&header);
        for row in &self.resource.rows {
            let record: Vec<String> = self.cells(row).map(|d| cell_text(d)).collect();
            written = written.and_then(|()| writer.write_record(&record));
        }
        // Writing to memory fails only for a record of another length, and each has the same.
        match written {
            Ok(()) => writer.into_inner().unwrap_or_default(),
            Err(_) => Vec::new(),
        }
    }

    fn description(&self) -> Json {
        let fields = self.described();
        json!({
            "name": self.resource.name,
            "title": self.resource.title,
            "type": "table",
            "path": format!("{}.csv", self.resource.name),
            "scheme": "file",
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": "utf-8",
            "schema": {"fields": fields, "missingValues": MISSING},
        })
    }

    fn described(&self) -> Vec<Json> {
        let rows = &self.resource.rows;
        let columns = self.public.iter().map(|&i| {
            let values = rows.iter().filter_map(move |row| row.get(i));
            field(&self.resource.fields[i], values.map(|datum| &datum.value))
        });
        columns.collect()
    }

    fn traced(&self, names: &Names<'_>) -> Json {
        let fields = self.described();
        let rows: Vec<Vec<Json>> = self
            .resource
            .rows
            .iter()
            .map(|row| self.cells(row).map(|d| traced(d, names)).collect())
            .collect();
        json!({
            "nombre": self.resource.name,
            "titulo": self.resource.title,
            "campos": fields,
            "filas": rows,
        })
    }
}

/// A field whose every value is of the kind that its format promises has that type; one that also
/// says something in words is text.
fn field<'a>(field: &ResourceField, mut values: impl Iterator<Item = &'a Value>) -> Json {
    let promised = match field.format {
        Format::Text | Format::Status => "string",
        Format::Number | Format::Percent => "number",
        Format::Date => "date",
        Format::YesNo => "boolean",
    };
    let kept = values.all(|value| match value {
        Value::Missing => true,
        Value::Bool(_) => promised == "boolean",
        Value::Number(_) => promised == "number",
        Value::Date(_) => promised == "date",
        Value::Text(text) => promised == "string" || MISSING.contains(&text.as_str()),
        Value::List(_) => promised == "string",
    });
    let kind = if kept { promised } else { "string" };
    let mut description = json!({"name": field.name, "title": field.title, "type": kind});
    if kind == "boolean" {
        description["trueValues"] = json!(["true"]);
        description["falseValues"] = json!(["false"]);
    }
    description
}

fn traced(datum: Option<&Datum>, names: &Names<'_>) -> Json {
    let Some(datum) = datum else {
        return json!({"valor": null, "celdas": []});
    };
    let cells: Vec<String> = datum.cells.iter().map(|at| place(at, names)).collect();
    let mut traced = json!({"valor": native(&datum.value), "celdas": cells});
    if let Some(how) = &datum.how {
        traced["como"] = json!(how);
    }
    traced
}

/// `R05-deoe-v1 › Sistemas › G14`.
fn place(at: &Location, names: &Names<'_>) -> String {
    let name = names.get(&*at.file).copied();
    // A file that is no delivery (a template) has a name of our own.
    let named = Location {
        file: name.unwrap_or(&at.file).into(),
        ..at.clone()
    };
    named.to_string()
}

/// A value as JSON; text without the no-break spaces that only a page needs.
pub fn native(value: &Value) -> Json {
    match value {
        Value::Missing => Json::Null,
        Value::Bool(bool) => json!(bool),
        Value::Number(number) => number_json(*number),
        Value::Date(date) => json!(date.to_string()),
        Value::Text(text) => json!(plain(text)),
        Value::List(items) => json!(items.iter().map(|item| plain(item)).collect::<Vec<_>>()),
    }
}

/// Whole numbers without a decimal point.
fn number_json(number: f64) -> Json {
    whole(number).map_or_else(|| json!(number), Json::from)
}

fn cell_text(datum: Option<&Datum>) -> String {
    match datum.map(|d| &d.value) {
        None | Some(Value::Missing) => String::new(),
        Some(Value::Bool(bool)) => bool.to_string(),
        Some(Value::Number(number)) => number_json(*number).to_string(),
        Some(Value::Date(date)) => date.to_string(),
        Some(Value::Text(text)) => no_formula(plain(text)),
        Some(Value::List(items)) => no_formula(plain(&items.join("; "))),
    }
}

/// Text with plain spaces: the no-break ones are for the lines of a page.
fn plain(text: &str) -> String {
    text.replace(['\u{a0}', '\u{202f}'], " ")
}

fn no_formula(text: String) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format!("'{text}")
    } else {
        text
    }
}
