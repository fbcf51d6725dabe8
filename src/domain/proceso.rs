//! The process and its calendar of meetings.

use super::{Clase, Fecha};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The electoral process that is followed, from `proceso.toml`. Dates are written as text,
/// `"2022-06-05"`.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Proceso {
    /// Its name in a sentence: «Procesos Electorales Locales 2021-2022».
    pub nombre: String,
    /// Its short name, and the word of the column `proceso`: «PEL 2021-2022».
    pub sigla: String,
    /// «Instituto Nacional Electoral».
    pub institucion: String,
    /// Name of the commission.
    pub comision: String,
    /// Sigla of the commission.
    pub sigla_comision: String,
    /// Name of the working group.
    pub grupo: String,
    /// The area that presents the informe, as the cover prints it.
    pub area_que_presenta: String,
    /// Election day.
    pub jornada: Fecha,
    /// First day on which a date of the process makes sense.
    pub inicio: Fecha,
    /// Last day on which a date of the process makes sense.
    pub fin: Fecha,
    /// Whether the workbooks are demonstration data.
    pub demostracion: bool,
    /// The legend across pages and figures when `demostracion` holds.
    pub leyenda_demostracion: String,
    /// How the record is classified in the institution's archive, where that is decided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub archivo: Option<Archivo>,
    /// The processes that the column `proceso` may name, each with its topic and period.
    pub procesos: Vec<ProcesoSeguido>,
    /// The meetings, in order.
    pub reuniones: Vec<Reunion>,
}

impl Proceso {
    /// The meeting with that number.
    pub fn reunion(&self, numero: u8) -> Option<&Reunion> {
        self.reuniones.iter().find(|r| r.numero == numero)
    }
}

/// Classification of the record in the institution's archive (Ley General de Archivos, art. 13).
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Archivo {
    /// Fonds.
    pub fondo: String,
    /// Section of the «cuadro general de clasificación archivística».
    pub seccion: String,
    /// Series of the section.
    pub serie: String,
    /// «pública», «reservada» or «confidencial».
    pub clasificacion: String,
    /// How long it is kept.
    pub vigencia: String,
    /// What this rests on is confirmed.
    #[serde(default)]
    pub verificado: bool,
}

/// A process that a system can belong to: the PEL, an extraordinary PEL, the revocación.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProcesoSeguido {
    /// The word of the column `proceso`.
    pub nombre: String,
    /// Slug of the topic whose rows these are.
    pub tema: String,
    /// Election or voting day, where there is one.
    #[serde(default)]
    pub jornada: Option<Fecha>,
    /// First meeting at which it is reported.
    pub desde: u8,
    /// Last meeting at which it is reported.
    pub hasta: u8,
    /// What this rests on is confirmed.
    #[serde(default)]
    pub verificado: bool,
}

/// A meeting of the working group.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reunion {
    /// 1 to 11 in the calendar of the seed.
    pub numero: u8,
    /// Day of the meeting.
    pub fecha: Fecha,
    /// Day up to which the informe tells.
    pub corte: Fecha,
    /// Slugs of the topics that are active, in the order of the informe.
    pub temas: Vec<String>,
    /// Name of the wording: a file of `informes/` without `.md`.
    pub informe: String,
    /// The sheets that each kind of sender is asked for, `Portada` understood.
    pub hojas: BTreeMap<Clase, Vec<String>>,
    /// Footnote of the calendar.
    #[serde(default)]
    pub nota: Option<String>,
}
