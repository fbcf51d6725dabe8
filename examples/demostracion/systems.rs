//! The Instituto's systems: progress follows the plan with a difference in points, until release.

use super::{Record, maybe, past, record, text};
use chrono::NaiveDate;
use relator::catalog::Catalog;
use relator::domain::{Institucion, Reunion, Value};
use serde::Deserialize;
use std::collections::BTreeMap;

/// Trajectories of the systems, from `sistemas.toml`.
#[derive(Deserialize)]
pub(crate) struct Systems {
    sistema: Vec<System>,
    /// General remarks by phase, for a system without a note of its own.
    comentarios: BTreeMap<String, Vec<String>>,
}

#[derive(Deserialize)]
struct System {
    clave: String,
    #[serde(default)]
    proceso: Option<String>,
    /// Start, programmed release, start and end of operation.
    fechas: [NaiveDate; 4],
    /// Release as it happened.
    real: NaiveDate,
    /// Points by which progress differs from the plan, meeting by meeting without the eighth.
    #[serde(default)]
    ritmo: Vec<f64>,
    #[serde(default)]
    cambios: Vec<Change>,
    #[serde(default)]
    desfases: Vec<Delay>,
    #[serde(default)]
    ajustes: Vec<Adjustment>,
    #[serde(default)]
    notas: BTreeMap<String, String>,
}

#[derive(Deserialize)]
struct Change {
    reunion: u8,
    liberacion: NaiveDate,
    justificacion: String,
}

#[derive(Deserialize)]
struct Delay {
    reunion: u8,
    justificacion: String,
}

/// Progress that was counted anew because the scope changed.
#[derive(Deserialize)]
struct Adjustment {
    reunion: u8,
    programado: f64,
    real: f64,
}

impl Systems {
    /// The rows of an area for a meeting.
    pub(crate) fn rows(
        &self,
        catalog: &Catalog,
        sender: &Institucion,
        meeting: &Reunion,
    ) -> Vec<Record> {
        let all = self.told(catalog, meeting);
        let own = all.into_iter().filter(|(area, _)| *area == sender.clave);
        own.map(|(_, row)| row).collect()
    }

    /// The rows of every area for a meeting, each with the clave of its area.
    fn told<'a>(&self, catalog: &'a Catalog, meeting: &Reunion) -> Vec<(&'a str, Record)> {
        let mut used: BTreeMap<String, usize> = BTreeMap::new();
        let mut rows = Vec::new();
        for process in catalog.procesos_de(meeting.numero) {
            let closing = process.nombre == catalog.proceso.sigla && is_last(catalog, meeting);
            for system in &self.sistema {
                let here = system.proceso.as_deref().unwrap_or(&catalog.proceso.sigla);
                let told = here == process.nombre && (closing || !system.over(catalog, meeting));
                let known = catalog.sistema(&system.clave).filter(|_| told);
                if let Some(area) = known.and_then(|s| catalog.institucion(&s.area)) {
                    let mut row = system.row(catalog, area, meeting);
                    self.remark(&mut row, meeting, &mut used);
                    rows.push((area.clave.as_str(), row));
                }
            }
        }
        rows
    }

    /// A general remark for a row without a note, none twice at a meeting.
    fn remark(&self, row: &mut Record, meeting: &Reunion, used: &mut BTreeMap<String, usize>) {
        let (Some(Value::Text(phase)), Some(Value::Text(status)), Some(Value::Missing)) = (
            row.get("fase_actual"),
            row.get("estatus"),
            row.get("observaciones"),
        ) else {
            return;
        };
        let known = |name: &String| self.comentarios.contains_key(name);
        let name = if known(status) { status } else { phase }.clone();
        let pool = self.comentarios.get(&name).map_or(&[][..], Vec::as_slice);
        let count = used.entry(name).or_default();
        if *count < pool.len() {
            let turn = (*count + usize::from(meeting.numero) * 5) % pool.len();
            row.insert("observaciones".to_owned(), text(&pool[turn]));
            *count += 1;
        }
    }
}

/// The closing meeting, at which every system of the process is told once more.
fn is_last(catalog: &Catalog, meeting: &Reunion) -> bool {
    let last = catalog.proceso.reuniones.last();
    last.is_some_and(|last| last.numero == meeting.numero)
}

/// The meetings at which systems are reported, up to one of them.
fn reported<'a>(catalog: &'a Catalog, meeting: &Reunion) -> impl Iterator<Item = &'a Reunion> {
    let until = meeting.numero;
    (catalog.proceso.reuniones.iter())
        .filter(move |r| r.numero <= until && !catalog.procesos_de(r.numero).is_empty())
}

impl System {
    /// Whether it was reported as out of operation before.
    fn over(&self, catalog: &Catalog, meeting: &Reunion) -> bool {
        reported(catalog, meeting)
            .any(|earlier| earlier.numero < meeting.numero && self.fechas[3] <= earlier.corte)
    }

    /// The release that is programmed at a meeting.
    fn programmed(&self, meeting: &Reunion) -> NaiveDate {
        let changes = self.cambios.iter().rev();
        changes
            .into_iter()
            .find(|c| c.reunion <= meeting.numero)
            .map_or(self.fechas[1], |c| c.liberacion)
    }

    fn adjusted(&self, meeting: &Reunion) -> Option<&Adjustment> {
        self.ajustes.iter().find(|a| a.reunion == meeting.numero)
    }

    /// Planned progress at a meeting: slow at both ends.
    fn plan(&self, meeting: &Reunion) -> f64 {
        if let Some(adjusted) = self.adjusted(meeting) {
            return adjusted.programado;
        }
        let length = (self.programmed(meeting) - self.fechas[0]).num_days() as f64;
        let gone = (meeting.corte - self.fechas[0]).num_days() as f64;
        let part = (gone / length).clamp(0.0, 1.0);
        let least = if gone < 0.0 { 0.0 } else { 1.0 };
        (100.0 * part * part * (3.0 - 2.0 * part))
            .round()
            .max(least)
    }

    /// Progress at a meeting; it goes back only where it was counted anew.
    fn real(&self, catalog: &Catalog, meeting: &Reunion) -> f64 {
        if let Some(adjusted) = self.adjusted(meeting) {
            return adjusted.real;
        }
        if self.real <= meeting.corte {
            return 100.0;
        }
        reported(catalog, meeting)
            .zip(self.ritmo.iter().copied().chain(std::iter::repeat(0.0)))
            .filter(|(earlier, _)| self.fechas[0] <= earlier.corte)
            .map(|(earlier, points)| (self.plan(earlier) + points).clamp(1.0, 99.0))
            .fold(0.0, f64::max)
    }

    fn row(&self, catalog: &Catalog, sender: &Institucion, meeting: &Reunion) -> Record {
        let corte = meeting.corte;
        let released = self.real <= corte;
        let planned = if released { 100.0 } else { self.plan(meeting) };
        let real = self.real(catalog, meeting);
        let status = self.status(meeting, planned, real);
        let process = self.proceso.as_deref().unwrap_or(&catalog.proceso.sigla);
        let why = (self.cambios.iter())
            .filter(|c| c.reunion == meeting.numero)
            .map(|c| &c.justificacion)
            .chain(
                (self.desfases.iter())
                    .filter(|d| d.reunion == meeting.numero)
                    .map(|d| &d.justificacion),
            )
            .next();
        record([
            ("id_sistema", text(&self.clave)),
            ("proceso", text(process)),
            ("area_usuaria", text(&sender.sigla)),
            ("fase_actual", text(phase(status, real))),
            ("avance_programado", Value::Number(planned)),
            ("avance_real", Value::Number(real)),
            (
                "fecha_liberacion_programada",
                Value::Date(self.programmed(meeting)),
            ),
            ("fecha_liberacion_real", past(self.real, corte)),
            ("fecha_fin_operacion", past(self.fechas[3], corte)),
            ("estatus", text(status)),
            ("justificacion", maybe(why)),
            (
                "observaciones",
                maybe(self.notas.get(&meeting.numero.to_string())),
            ),
        ])
    }

    fn status(&self, meeting: &Reunion, planned: f64, real: f64) -> &'static str {
        let corte = meeting.corte;
        let [start, _, operation, end] = self.fechas;
        if end <= corte {
            "Fuera de operación"
        } else if self.real <= corte && operation <= corte {
            "En operación"
        } else if self.real <= corte {
            "Liberado"
        } else if corte < start {
            "Por iniciar"
        } else if self.programmed(meeting) < corte || real - planned <= -10.0 {
            "Con desfase"
        } else {
            "En ejecución"
        }
    }
}

fn phase(status: &str, real: f64) -> &'static str {
    match status {
        "Fuera de operación" => "Cierre",
        "En operación" => "Operación",
        "Liberado" => "Liberación",
        _ if real < 15.0 => "Análisis",
        _ if real < 30.0 => "Diseño",
        _ if real < 70.0 => "Construcción",
        _ if real < 90.0 => "Pruebas",
        _ if real < 97.0 => "Capacitación",
        _ => "Liberación",
    }
}
