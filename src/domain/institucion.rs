//! Who sends workbooks, and the systems they report on.

use serde::{Deserialize, Serialize};

/// The kind of a sender: decides which sheets it is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Clase {
    /// An area of the INE.
    #[serde(rename = "INE")]
    Ine,
    /// The area of the INE that follows the PREP of the OPL and also reports its own systems.
    #[serde(rename = "UTSI")]
    Utsi,
    /// A local electoral body.
    #[serde(rename = "OPL")]
    Opl,
    /// The secretariat of the working group itself.
    Secretaria,
}

impl Clase {
    /// The word that files and `relator esquema` use.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Ine => "INE",
            Self::Utsi => "UTSI",
            Self::Opl => "OPL",
            Self::Secretaria => "Secretaria",
        }
    }
}

/// A sender of workbooks, from `instituciones.toml`.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Institucion {
    /// ASCII slug; names files and folders.
    pub clave: String,
    /// Official name, as printed.
    pub nombre: String,
    /// Sigla, as printed.
    pub sigla: String,
    /// Kind of sender.
    pub clase: Clase,
    /// Other spellings accepted for the sender; never an ambiguous sigla alone.
    #[serde(default)]
    pub alias: Vec<String>,
    /// The entidad of an OPL.
    #[serde(default)]
    pub entidad: Option<String>,
    /// Where reminders are addressed; in no document.
    #[serde(default)]
    pub correo: Option<String>,
    /// Whether the election of an OPL is extraordinary, so that its deliverables have fechas de
    /// referencia of their own (`dominio.md` §8.4).
    #[serde(default)]
    pub extraordinaria: bool,
}

impl Institucion {
    /// The name that identifies the sender in a list: the entidad of an OPL, otherwise the sigla.
    pub fn nombre_corto(&self) -> &str {
        self.entidad.as_deref().unwrap_or(&self.sigla)
    }
}

/// A tracked system, from `sistemas.toml`.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sistema {
    /// Short key, as in the list of the workbook.
    pub clave: String,
    /// Name, as printed.
    pub nombre: String,
    /// Clave of the area that reports it.
    pub area: String,
    /// The processes (in words) in which it is reported.
    pub procesos: Vec<String>,
    /// Whether the list of the institution has confirmed it.
    #[serde(default)]
    pub verificado: bool,
}
