//! The words of the record: those of the «Hoja de integridad» and of its `LEEME.txt`.

use serde::Deserialize;
use std::collections::BTreeMap;

/// The words of the record.
#[derive(Debug, Clone, Default)]
pub struct Expediente {
    /// Those of the «Hoja de integridad».
    pub hoja: Hoja,
    /// `LEEME.txt`, as it is written into the record.
    pub leeme: Vec<u8>,
}

/// `expediente/hoja.toml`. Names in braces are filled in.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hoja {
    /// Title of the page.
    pub titulo: String,
    /// What the page is for.
    pub entrada: String,
    /// What was integrated, line by line; one without value is not printed.
    pub renglones: Vec<Renglon>,
    /// The codes, printed in groups of digits.
    pub codigos: Vec<Renglon>,
    /// How to check it.
    pub comprobar: Comprobar,
    /// What each kind of version is called: `presentada`, `generada`.
    pub clases: BTreeMap<String, String>,
}

/// A line of the page.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Renglon {
    /// What it is.
    pub rotulo: String,
    /// Its value.
    pub texto: String,
}

/// How to check it.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Comprobar {
    /// Heading.
    pub titulo: String,
    /// Steps, in order.
    pub pasos: Vec<String>,
}
