//! A file of `temas/` as it is written.

use super::schema::{Campo, Comprobacion, Esquema, Regla, Tipo};
use crate::diagnostics::Severity;
use serde::Deserialize;

/// A file of `temas/`. With a `titulo` it is a topic, whose slug is the name of the file; without
/// one it only brings sheets and checks that belong to no topic.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TopicFile {
    /// Title of the topic.
    #[serde(default)]
    pub titulo: Option<String>,
    /// Place among the topics in the informe.
    #[serde(default)]
    pub orden: u16,
    /// Sheets of other files whose rows can be of this topic, as `tema/Hoja`.
    #[serde(default)]
    pub comparte: Vec<String>,
    /// Sheets.
    #[serde(default)]
    pub hojas: Vec<Esquema>,
    /// Rules for every column of a type.
    #[serde(default)]
    pub reglas_por_tipo: Vec<RuleOfType>,
    /// Words and weights of the checks written in Rust.
    #[serde(default)]
    pub comprobaciones: Vec<Comprobacion>,
}

/// A rule for every column of a type, whatever its sheet; `{campo}` in the expression and
/// `{titulo}` in the words stand for the column.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RuleOfType {
    pub id: String,
    pub tipo: Tipo,
    pub severidad: Severity,
    pub expresion: String,
    pub mensaje: String,
    pub esperado: String,
    pub ayuda: String,
    #[serde(default)]
    pub ejemplo: String,
    #[serde(default)]
    pub reuniones: Vec<u8>,
}

impl RuleOfType {
    /// The rule of one column. What we wrote ourselves in the blank workbook is not judged.
    pub fn for_field(&self, campo: &Campo) -> Option<Regla> {
        if campo.tipo != self.tipo || campo.prellenado {
            return None;
        }
        let fill = |text: &str| {
            text.replace("{campo}", &campo.nombre)
                .replace("{titulo}", &campo.titulo)
        };
        Some(Regla {
            id: self.id.clone(),
            severidad: self.severidad,
            expresion: fill(&self.expresion),
            campos: vec![campo.nombre.clone()],
            mensaje: fill(&self.mensaje),
            esperado: fill(&self.esperado),
            ayuda: fill(&self.ayuda),
            ejemplo: fill(&self.ejemplo),
            reuniones: self.reuniones.clone(),
            otros: Vec::new(),
            de_columna: true,
        })
    }
}
