//! The functionality tests of the OPL: announced at meeting 7, told at 8, followed up at 9.

use super::{Record, maybe, record, text, whole};
use chrono::{Days, NaiveDate};
use relator::domain::{Institucion, Reunion, Value};
use serde::Deserialize;
use std::collections::BTreeMap;

/// The tests, from `pruebas.toml`.
#[derive(Deserialize)]
pub(crate) struct Trials {
    prueba: Vec<Trial>,
    /// What each phase is tried with.
    escenarios: BTreeMap<String, Vec<String>>,
    /// What is expected in each phase.
    esperados: BTreeMap<String, String>,
}

#[derive(Deserialize)]
struct Trial {
    opl: String,
    nombre: String,
    fecha: NaiveDate,
    lugar: String,
    modalidad: String,
    asistentes: Vec<String>,
    /// Planned cases by phase.
    casos: BTreeMap<String, u32>,
    /// Phases of the failed cases.
    fallidos: Vec<String>,
    /// How many of the failed ones, from the first, had been executed again by meeting 8.
    reejecutados: usize,
    #[serde(default)]
    no_ejecutados: u32,
    evaluacion: NaiveDate,
    #[serde(default)]
    reprogramada: Option<NaiveDate>,
    situacion: String,
    #[serde(default)]
    incidencias: Vec<String>,
    #[serde(default)]
    aclaracion: Option<String>,
    /// What the OPL says when it announces the test.
    anuncio: String,
    /// What the OPL says at meeting 9.
    #[serde(default)]
    seguimiento: Option<String>,
}

/// Phases in the order of the process.
const PHASES: [&str; 4] = ["Digitalización", "Captura", "Verificación", "Publicación"];
/// The meetings at which tests are announced, told and followed up.
const ANNOUNCED: u8 = 7;
const TOLD: u8 = 8;

impl Trials {
    fn of<'a>(&'a self, sender: &'a Institucion) -> impl Iterator<Item = (u32, &'a Trial)> {
        (1..).zip(self.prueba.iter().filter(|p| p.opl == sender.clave))
    }

    /// The tests as they stand at a meeting.
    pub(crate) fn rows(&self, sender: &Institucion, meeting: &Reunion) -> Vec<Record> {
        self.of(sender)
            .map(|(no, trial)| trial.row(no, meeting.numero))
            .collect()
    }

    /// The cases of the tests that were held by meeting 8.
    pub(crate) fn cases(&self, sender: &Institucion) -> Vec<Record> {
        self.of(sender)
            .filter(|(_, trial)| trial.reprogramada.is_none())
            .flat_map(|(no, trial)| trial.cases(no, &self.escenarios))
            .map(|row| self.expected(row))
            .collect()
    }

    /// A case with what is expected in its phase.
    fn expected(&self, mut row: Record) -> Record {
        if let Some(Value::Text(phase)) = row.get("fase") {
            let expected = maybe(self.esperados.get(phase));
            row.insert("resultado_esperado".to_owned(), expected);
        }
        row
    }

    /// The incidents of those tests.
    pub(crate) fn incidents(&self, sender: &Institucion, meeting: &Reunion) -> Vec<Record> {
        self.of(sender)
            .flat_map(|(no, trial)| trial.incidents(no, meeting))
            .collect()
    }
}

impl Trial {
    fn planned(&self) -> u32 {
        self.casos.values().sum()
    }

    fn phases(&self) -> Vec<String> {
        PHASES
            .iter()
            .filter(|phase| self.casos.contains_key(**phase))
            .map(|phase| (*phase).to_owned())
            .collect()
    }

    fn row(&self, no: u32, meeting: u8) -> Record {
        let moved = self.reprogramada.filter(|_| meeting > TOLD);
        let (situation, remark) = if meeting == ANNOUNCED {
            ("Por realizar", Some(&self.anuncio))
        } else if meeting == TOLD {
            (self.situacion.as_str(), self.aclaracion.as_ref())
        } else {
            ("Realizada", self.seguimiento.as_ref())
        };
        let mut row = record([
            ("no", whole(no)),
            ("nombre", text(&self.nombre)),
            ("fecha", Value::Date(moved.unwrap_or(self.fecha))),
            ("lugar", text(&self.lugar)),
            ("modalidad", text(&self.modalidad)),
            ("fases_cubiertas", Value::List(self.phases())),
            ("situacion", text(situation)),
            ("aclaracion", maybe(remark)),
        ]);
        if meeting == TOLD
            && let Some(new) = self.reprogramada
        {
            row.insert("fecha_reprogramada".to_owned(), Value::Date(new));
        } else if meeting > ANNOUNCED {
            row.extend(self.results(meeting));
        }
        row
    }

    fn results(&self, meeting: u8) -> Record {
        let failed = self.fallidos.len() as u32;
        let executed = self.planned() - self.no_ejecutados;
        let attended = if meeting > TOLD {
            failed
        } else {
            self.reejecutados as u32
        };
        record([
            ("actas_utilizadas", whole(self.planned())),
            ("casos_planeados", whole(self.planned())),
            ("casos_ejecutados", whole(executed)),
            ("casos_exitosos", whole(executed - failed)),
            ("casos_fallidos", whole(failed)),
            ("casos_bloqueados", whole(0)),
            ("casos_no_ejecutados", whole(self.no_ejecutados)),
            ("incidencias", whole(failed)),
            ("incidencias_atendidas", whole(attended)),
            ("asistentes", Value::List(self.asistentes.clone())),
            ("fecha_informe_evaluacion", Value::Date(self.evaluacion)),
        ])
    }

    fn cases(&self, no: u32, scenarios: &BTreeMap<String, Vec<String>>) -> Vec<Record> {
        let mut rows = Vec::new();
        let mut again = Vec::new();
        let mut failed: Vec<(usize, &String)> = self.fallidos.iter().enumerate().collect();
        let mut missing = self.no_ejecutados;
        let mut number = 0;
        for phase in PHASES {
            let count = self.casos.get(phase).copied().unwrap_or(0);
            for n in 0..count {
                number += 1;
                let id = format!("P{no}-{number:02}");
                let scenario = scenarios
                    .get(phase)
                    .and_then(|list| list.get(n as usize % list.len()));
                // The third case of a phase is the one that fails, the last the one left open.
                let fails = failed.iter().position(|(_, p)| *p == phase && n == 2);
                let status = if let Some(position) = fails {
                    let (index, _) = failed.remove(position);
                    if index < self.reejecutados {
                        again.push((id.clone(), phase, scenario));
                    }
                    let mut row = case(no, &id, (phase, scenario), "Fallido");
                    row.insert("id_incidencia".to_owned(), incident(no, index));
                    rows.push(row);
                    continue;
                } else if missing > 0 && n + 1 == count {
                    missing -= 1;
                    "No ejecutado"
                } else {
                    "Exitoso"
                };
                rows.push(case(no, &id, (phase, scenario), status));
            }
        }
        for (id, phase, scenario) in again {
            let mut row = case(no, &format!("{id}-R"), (phase, scenario), "Exitoso");
            row.insert("reejecucion_de".to_owned(), Value::Text(id));
            rows.push(row);
        }
        rows
    }

    fn incidents(&self, no: u32, meeting: &Reunion) -> Vec<Record> {
        let row = |(index, what): (usize, &String)| {
            let closed = index < self.reejecutados;
            let end = (self.fecha + Days::new(3)).min(meeting.corte);
            record([
                ("id", incident(no, index)),
                ("no_prueba", whole(no)),
                ("fecha", Value::Date(self.fecha)),
                ("descripcion", text(what)),
                ("severidad", text(if index == 0 { "Baja" } else { "Media" })),
                (
                    "estatus",
                    text(if closed { "Cerrada" } else { "En atención" }),
                ),
                (
                    "fecha_cierre",
                    if closed {
                        Value::Date(end)
                    } else {
                        Value::Missing
                    },
                ),
                ("difusion", text("Interna")),
            ])
        };
        self.incidencias.iter().enumerate().map(row).collect()
    }
}

fn incident(no: u32, index: usize) -> Value {
    Value::Text(format!("INC-{no}-{}", index + 1))
}

fn case(no: u32, id: &str, (phase, scenario): (&str, Option<&String>), status: &str) -> Record {
    let outcome = match status {
        "Exitoso" => "Conforme a lo esperado.",
        "Fallido" => "Distinto de lo esperado; se registró la incidencia.",
        _ => "Pendiente de ejecución.",
    };
    record([
        ("no_prueba", whole(no)),
        ("id_caso", text(id)),
        ("fase", text(phase)),
        ("escenario", maybe(scenario)),
        ("resultado_obtenido", text(outcome)),
        ("estatus", text(status)),
    ])
}
