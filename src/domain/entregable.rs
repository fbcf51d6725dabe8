//! The deliverables of the PREP and the day each is compared with.

use super::Fecha;
use chrono::{Days, Months};
use serde::{Deserialize, Serialize};

/// A deliverable of the PREP in one of its variants, from `entregables.toml`.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entregable {
    /// Number in the list of deliverables.
    pub no: u8,
    /// Variant in words («Proyecto», «Aprobado», «Septiembre 2021»); empty when there is one only.
    #[serde(default)]
    pub variante: String,
    /// Title.
    pub titulo: String,
    /// Title of a few words, for tables.
    pub titulo_corto: String,
    /// How the fecha de referencia follows from the election day.
    pub regla: ReglaFecha,
    /// Whether it may not apply («en su caso»).
    #[serde(default)]
    pub en_su_caso: bool,
    /// Whether a person confirmed the rule in the annex in force; while it is not, documents say
    /// «fecha de referencia» and never count days.
    pub verificado: bool,
}

impl Entregable {
    /// The fecha de referencia for an election day.
    pub fn fecha_referencia(&self, jornada: Fecha) -> Option<Fecha> {
        self.regla.apply(jornada)
    }
}

/// On which side of the election day a date lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Sentido {
    /// Before the election day.
    Antes,
    /// After the election day.
    Despues,
}

/// «N months and M days before the election day, then D days later». A month is the same day
/// number N months away, or the last day of that month where it has none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReglaFecha {
    /// Before or after the election day.
    pub sentido: Sentido,
    /// Calendar months from the election day.
    #[serde(default)]
    pub meses: u32,
    /// Calendar days from the election day, after the months.
    #[serde(default)]
    pub dias: u64,
    /// Days added at the end, towards the future («dentro de los cinco días siguientes»).
    #[serde(default)]
    pub mas_dias: u64,
    /// Days subtracted at the end, towards the past («quince días antes de esa fecha»).
    #[serde(default)]
    pub menos_dias: u64,
}

impl ReglaFecha {
    /// The date that the rule gives for an election day; none outside the calendar.
    pub fn apply(&self, jornada: Fecha) -> Option<Fecha> {
        let moved = match self.sentido {
            Sentido::Antes => jornada
                .checked_sub_months(Months::new(self.meses))?
                .checked_sub_days(Days::new(self.dias))?,
            Sentido::Despues => jornada
                .checked_add_months(Months::new(self.meses))?
                .checked_add_days(Days::new(self.dias))?,
        };
        moved
            .checked_add_days(Days::new(self.mas_dias))?
            .checked_sub_days(Days::new(self.menos_dias))
    }
}
