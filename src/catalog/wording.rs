//! What we say: the words of the informes, the lexicon, and each meeting's own paragraphs and
//! authorised adjustments.

use crate::diagnostics::Location;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The words of every informe.
#[derive(Debug, Clone, Default)]
pub struct Wording {
    /// Markdown with placeholders by name of the informe (`ordinario`, `pruebas-prep`).
    pub informes: BTreeMap<String, String>,
    /// Fixed words, from `lexico.toml`.
    pub lexico: Lexico,
    /// The secretariat's own paragraphs by meeting, then by heading of the chapter they belong to.
    pub parrafos: BTreeMap<u8, BTreeMap<String, String>>,
    /// Authorised adjustments by meeting.
    pub ajustes: BTreeMap<u8, Vec<Ajuste>>,
}

/// Fixed words and names, from `lexico.toml`.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lexico {
    /// Phrases by key; `{n}` and the like are filled in.
    pub frases: BTreeMap<String, String>,
    /// Status word → shape and tone (`verde`, `ambar`, `rojo`, `gris`).
    pub estatus: BTreeMap<String, Marca>,
    /// Sigla → meaning, for the glossary.
    pub glosario: BTreeMap<String, String>,
    /// Words that no text of ours may contain.
    pub prohibidas: Vec<String>,
}

impl Lexico {
    /// How a status is marked; what follows a word in brackets, «Realizada (1 de 2)», changes
    /// nothing.
    #[must_use]
    pub fn marca(&self, estatus: &str) -> Option<&Marca> {
        let word = estatus.split(" (").next().unwrap_or(estatus);
        self.estatus.get(estatus).or_else(|| self.estatus.get(word))
    }
}

/// How a status word is marked.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Marca {
    /// One of ● ■ ▲ ○.
    pub forma: String,
    /// What it means for whoever looks at it.
    pub tono: Tone,
}

/// The tone of a status; its colour is the style's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Tone {
    /// In order.
    Verde,
    /// Attention.
    Ambar,
    /// Deviation.
    Rojo,
    /// Neutral.
    Gris,
}

/// A row accepted in spite of an inconsistencia, or a typo mended in a published text; from
/// `reuniones/NN.toml`.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ajuste {
    /// Clave of the sender.
    pub remitente: String,
    /// Sheet.
    pub hoja: String,
    /// Address of the cell.
    pub celda: String,
    /// Code or rule that is accepted, when that is what is decided.
    #[serde(default)]
    pub acepta: Option<String>,
    /// Text as received, when a text is mended.
    #[serde(default)]
    pub original: Option<String>,
    /// Text as published, when a text is mended.
    #[serde(default)]
    pub publicado: Option<String>,
    /// Why.
    pub motivo: String,
    /// Cargo of who decides.
    pub cargo: String,
    /// Line of its file where it begins.
    #[serde(skip)]
    pub linea: u32,
}

impl Ajuste {
    /// Where it stands, in the file of its meeting.
    pub fn place(&self, reunion: u8) -> Location {
        Location::file(format!("templates/reuniones/{reunion:02}.toml")).line(self.linea)
    }
}
