//! What we demand: the sheets of a workbook, their fields, constraints and rules, from
//! `temas/*.toml`.

use crate::diagnostics::Severity;
use crate::domain::{Clase, Fecha, Value};
use serde::{Deserialize, Serialize};

/// A sheet that a kind of sender may bring.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Esquema {
    /// Name of the sheet in the workbook and in `relator esquema`: `Sistemas`.
    pub hoja: String,
    /// Title in row 1 of the sheet.
    pub titulo: String,
    /// Help line in row 2.
    pub ayuda: String,
    /// Who may bring it.
    pub remitentes: Vec<Clase>,
    /// Slugs of the topics it can belong to; several when a field decides row by row, none for
    /// `Portada` and `Compromisos`. When the file does not say them, they are the topic of the file
    /// and those that name the sheet in `comparte`.
    #[serde(default)]
    pub temas: Vec<String>,
    /// The field whose value names the process, and so the topic, of a row.
    #[serde(default)]
    pub tema_por: Option<String>,
    /// Table with headers in row 4, or a list of keys and values from row 5.
    pub forma: Forma,
    /// Whether a workbook that was asked for it may not lack it. The others may be missing even when
    /// they were asked for: nothing to report.
    #[serde(default)]
    pub obligatoria: bool,
    /// The fields that make a row unique within a sender and meeting.
    #[serde(default)]
    pub llave: Vec<String>,
    /// Other names under which the sheet is recognised.
    #[serde(default)]
    pub alias: Vec<String>,
    /// Whether a row that is asked for no more (`concluyen`) stays in the informes that follow, as a
    /// deliverable that was delivered; the others leave them.
    #[serde(default)]
    pub permanece: bool,
    /// Fields, in the order of the columns.
    pub campos: Vec<Campo>,
    /// Row rules.
    #[serde(default)]
    pub reglas: Vec<Regla>,
}

impl Esquema {
    /// The field with that name.
    pub fn campo(&self, nombre: &str) -> Option<&Campo> {
        self.campos.iter().find(|c| c.nombre == nombre)
    }

    /// Whether a row with these values is over and asked for no more (`concluyen`).
    pub fn concluye<'v>(&self, value: impl Fn(&str) -> &'v Value) -> bool {
        self.campos
            .iter()
            .any(|campo| campo.concluye(value(&campo.nombre)))
    }
}

/// How a sheet is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Forma {
    /// Headers in a row, one record a row below.
    #[serde(rename = "tabla")]
    Tabla,
    /// Title in column B, value in column C.
    #[serde(rename = "clave-valor")]
    ClaveValor,
}

/// A column (or key) of a sheet.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Campo {
    /// Name in rules, wording and data: `avance_real`.
    pub nombre: String,
    /// Header in the workbook, in words.
    pub titulo: String,
    /// Kind of value.
    pub tipo: Tipo,
    /// Whether the cell must be filled.
    #[serde(default)]
    pub requerido: bool,
    /// The listed values, in words.
    #[serde(default)]
    pub valores: Vec<String>,
    /// The values after which the row is over and asked for no more; some of `valores`, or «Sí».
    #[serde(default)]
    pub concluyen: Vec<String>,
    /// The list is that of a catalogue: `sistemas`, `areas`, `procesos`, `remitentes`, `entidades`.
    #[serde(default)]
    pub catalogo: Option<String>,
    /// Smallest number.
    #[serde(default)]
    pub minimo: Option<f64>,
    /// Largest number.
    #[serde(default)]
    pub maximo: Option<f64>,
    /// Decimals that are kept; 0 for whole numbers.
    #[serde(default)]
    pub decimales: Option<u8>,
    /// Regular expression that the whole text must match.
    #[serde(default)]
    pub patron: Option<String>,
    /// Longest text, in characters.
    #[serde(default)]
    pub maximo_caracteres: Option<usize>,
    /// Words that stand for an empty cell here («N/A», «-»).
    #[serde(default)]
    pub vacios: Vec<String>,
    /// Other headers under which the column is recognised.
    #[serde(default)]
    pub alias: Vec<String>,
    /// Whether it reaches a document.
    pub difusion: Difusion,
    /// Written by us and locked in the blank workbook.
    #[serde(default)]
    pub prellenado: bool,
    /// Carried over from the last report in the blank workbook, and open to change. Where every
    /// field of a table's key is, the rows that are not over (`concluyen`) are brought back.
    #[serde(default)]
    pub arrastra: bool,
    /// First meeting at which the blank workbook asks for it.
    #[serde(default)]
    pub desde: Option<u8>,
    /// The column of the same workbook in which the value stands.
    #[serde(default)]
    pub refiere: Option<Referencia>,
    /// The rule of the column in a sentence, for the note in the workbook.
    pub ayuda: String,
}

impl Campo {
    /// Smallest and largest number; a percentage lies between 0 and 100 unless the field says
    /// otherwise.
    pub fn limites(&self) -> (Option<f64>, Option<f64>) {
        match self.tipo {
            Tipo::Porcentaje => (self.minimo.or(Some(0.0)), self.maximo.or(Some(100.0))),
            Tipo::Numero
            | Tipo::Entero
            | Tipo::Texto
            | Tipo::Fecha
            | Tipo::Hora
            | Tipo::FechaHora
            | Tipo::SiNo
            | Tipo::Lista => (self.minimo, self.maximo),
        }
    }

    /// Whether a value of this field says that the row is over.
    pub fn concluye(&self, value: &Value) -> bool {
        let word = match value {
            Value::Text(word) => word.as_str(),
            Value::Bool(true) => "Sí",
            Value::Bool(false) => "No",
            Value::Missing | Value::Number(_) | Value::Date(_) | Value::List(_) => return false,
        };
        self.concluyen.iter().any(|last| last == word)
    }
}

/// A column of another sheet (or of the same one).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Referencia {
    /// Sheet.
    pub hoja: String,
    /// Name of the field.
    pub campo: String,
}

/// Kind of value of a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Tipo {
    /// Text.
    Texto,
    /// Number.
    Numero,
    /// Whole number.
    Entero,
    /// Percentage, from 0 to 100.
    Porcentaje,
    /// Calendar date.
    Fecha,
    /// Time of day.
    Hora,
    /// Calendar date and time of day; kept as text `AAAA-MM-DD HH:MM`.
    FechaHora,
    /// «Sí» or «No».
    #[serde(rename = "sino")]
    SiNo,
    /// Several of `valores` in one cell, separated by `;`.
    Lista,
}

/// Whether a field reaches a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Difusion {
    /// Published.
    Publica,
    /// For the secretariat only.
    Interna,
    /// Never shown.
    Reservada,
}

/// A row rule: a CEL expression that holds when all is well. It sees `self` (the row), `oldSelf`
/// (its last report or null), `libro` (the workbook's sheets as lists), `reportado` (the same, and
/// the last report of every row that the workbook does not bring), `reunion` (`numero`, `fecha`,
/// `corte`), `proceso` (`jornada`, `inicio`, `fin`) and `catalogo`, the line of the catalogue of
/// deliverables of which the row speaks or null (`en_su_caso`; `fecha_referencia`, null where the
/// sender may have its own). Dates are text `AAAA-MM-DD`.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Regla {
    /// «R-05».
    pub id: String,
    /// Weight.
    pub severidad: Severity,
    /// CEL; true when the row is in order.
    pub expresion: String,
    /// The columns that take part; the finding stands at the first.
    pub campos: Vec<String>,
    /// What was found.
    pub mensaje: String,
    /// What is expected.
    pub esperado: String,
    /// What to do.
    pub ayuda: String,
    /// A row that does not hold, in a sentence, for `relator explicar`.
    #[serde(default)]
    pub ejemplo: String,
    /// Meetings at which it is judged; all when empty.
    #[serde(default)]
    pub reuniones: Vec<u8>,
    /// Cells of other rows that take part.
    #[serde(default)]
    pub otros: Vec<Otros>,
    /// Whether it is that of a type, and so speaks of one column alone.
    #[serde(skip)]
    pub de_columna: bool,
}

impl Regla {
    /// The rule with the words of a finding: `{corte}` becomes the corte in brackets, `{otros}` how
    /// many cells elsewhere take part, `{referencia}` the fecha de referencia of the row in the
    /// catalogue. Without a finding, in general words.
    #[must_use]
    pub fn en(&self, found: Option<(Fecha, usize, Option<Fecha>)>) -> Self {
        let shown = |day: Fecha| day.format("%d/%m/%Y").to_string();
        let (corte, others, reference) = match found {
            Some((day, rows, reference)) => {
                (format!(" ({})", shown(day)), rows.to_string(), reference)
            }
            None => (String::new(), "otra cantidad".to_owned(), None),
        };
        let reference = reference.map_or("la fecha del catálogo".to_owned(), shown);
        let fill = |text: &str| {
            let text = text.replace("{corte}", &corte).replace("{otros}", &others);
            text.replace("{referencia}", &reference)
        };
        Self {
            mensaje: fill(&self.mensaje),
            esperado: fill(&self.esperado),
            ayuda: fill(&self.ayuda),
            ..self.clone()
        }
    }
}

/// Cells of other rows, of this sheet or another, that take part in a row rule.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Otros {
    /// Sheet.
    pub hoja: String,
    /// Names of the fields.
    pub campos: Vec<String>,
    /// CEL; true of the rows that take part, each seen as `otro`. All of them when absent.
    #[serde(default)]
    pub donde: Option<String>,
}

/// The words and the weight of a check that is written in Rust, because it needs several workbooks
/// or speaks of every sheet; from `comprobaciones` of a file of `temas/`.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Comprobacion {
    /// «R-10».
    pub id: String,
    /// Weight.
    pub severidad: Severity,
    /// What was found.
    pub mensaje: String,
    /// What is expected.
    pub esperado: String,
    /// What to do.
    pub ayuda: String,
    /// What breaks it, in a sentence, for `relator explicar`.
    #[serde(default)]
    pub ejemplo: String,
    /// The sheet of which the check speaks, where it speaks of one.
    #[serde(default)]
    pub hoja: Option<String>,
    /// Meetings at which it is made; all when empty.
    #[serde(default)]
    pub reuniones: Vec<u8>,
    /// Regular expressions that the check looks for in published text.
    #[serde(default)]
    pub patrones: Vec<String>,
}
