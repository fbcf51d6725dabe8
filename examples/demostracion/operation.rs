//! What an OPL reports of the operation of its PREP: drills, election day and audit.

use super::prep::{Opl, Prep};
use super::{Record, maybe, record, share, text, whole};
use chrono::NaiveDate;
use relator::domain::{Institucion, Reunion, Value};

/// The three Sundays before the election day.
const DRILLS: [(u32, u32); 3] = [(5, 15), (5, 22), (5, 29)];
/// Share of the actas that is published in each drill.
const PUBLISHED: [f64; 3] = [0.94, 0.972, 0.991];
/// What each drill rehearses.
const REHEARSED: [[&str; 2]; 3] = [
    ["Paquete no entregado", "Falla de equipo"],
    ["Paquete sin sobre", "Interrupción de internet"],
    ["Falla de energía eléctrica", "Casilla no instalada"],
];
/// A line of the audit: its start and end as month and day, and how many observations of each
/// severity it makes at the most.
struct AuditLine {
    name: &'static str,
    start: (u32, u32),
    end: (u32, u32),
    found: [u32; 3],
}

const AUDIT: [AuditLine; 4] = [
    AuditLine {
        name: "Pruebas funcionales de caja negra",
        start: (2, 28),
        end: (4, 29),
        found: [0, 3, 5],
    },
    AuditLine {
        name: "Validación del sistema informático y de sus bases de datos",
        start: (3, 7),
        end: (6, 4),
        found: [0, 1, 2],
    },
    AuditLine {
        name: "Análisis de vulnerabilidades",
        start: (3, 3),
        end: (5, 13),
        found: [1, 2, 4],
    },
    AuditLine {
        name: "Pruebas de denegación de servicio",
        start: (5, 9),
        end: (5, 27),
        found: [0, 1, 1],
    },
];
/// Day of the auditor's final report.
const FINAL_REPORT: (u32, u32) = (7, 1);

fn day((month, day): (u32, u32)) -> Value {
    NaiveDate::from_ymd_opt(2022, month, day).map_or(Value::Missing, Value::Date)
}

impl Prep {
    /// The drills that were held by a meeting.
    pub(crate) fn drills(&self, sender: &Institucion, meeting: &Reunion) -> Vec<Record> {
        let Some(opl) = self.of(sender) else {
            return Vec::new();
        };
        (0..DRILLS.len())
            .filter(|n| matches!(day(DRILLS[*n]), Value::Date(date) if date <= meeting.corte))
            .map(|n| opl.drill(n))
            .collect()
    }

    /// The election day, election by election.
    pub(crate) fn election_day(&self, sender: &Institucion) -> Vec<Record> {
        let Some(opl) = self.of(sender) else {
            return Vec::new();
        };
        let row = |election: &super::prep::Election| {
            let start = format!("2022-06-05 {}", opl.inicio_publicacion);
            record([
                ("eleccion", text(&election.eleccion)),
                ("inicio_publicacion", Value::Text(start)),
                ("fin_publicacion", text(&election.fin)),
                ("actas_esperadas", whole(election.actas)),
                ("actas_capturadas", whole(election.capturadas)),
                ("actas_contabilizadas", whole(election.contabilizadas)),
                ("actas_publicadas", whole(election.capturadas)),
                ("incidencias", whole(election.incidencias)),
                ("aclaracion", maybe(election.aclaracion.as_ref())),
            ])
        };
        opl.elecciones.iter().map(row).collect()
    }

    /// The lines of the audit that have begun by a meeting.
    pub(crate) fn audit(&self, sender: &Institucion, meeting: &Reunion) -> Vec<Record> {
        let Some(opl) = self.of(sender) else {
            return Vec::new();
        };
        AUDIT
            .iter()
            .filter_map(|line| match (day(line.start), day(line.end)) {
                (Value::Date(start), Value::Date(end)) if start <= meeting.corte => {
                    Some(opl.audit(line, (start, end), meeting))
                }
                _ => None,
            })
            .collect()
    }
}

impl Opl {
    /// A number from 0 to 6, another one for each OPL.
    pub(super) fn own(&self, salt: usize) -> u32 {
        (self.variacion * 2 + salt as u32 * 3) % 7
    }

    fn drill(&self, n: usize) -> Record {
        let expected: u32 = self.elecciones.iter().map(|e| e.actas).sum();
        let published = share(
            expected,
            PUBLISHED[n] - f64::from(self.own(n)) * [0.006, 0.003, 0.0015][n],
        );
        let verified = published + self.own(n + 1) * 2;
        let captured = verified + self.own(n + 2);
        let digitised = (captured + 3 + self.own(n + 3)).min(expected);
        let incidents = 2_u32.saturating_sub(n as u32) + self.own(n) % 2;
        let end = 14 + self.own(n + 2) % 2;
        record([
            ("no", whole(n as u32 + 1)),
            ("fecha", day(DRILLS[n])),
            ("hora_inicio", text(&self.drill_start(n))),
            (
                "hora_fin",
                Value::Text(format!("{end}:{}", ["10", "25", "40"][n])),
            ),
            (
                "catd_participantes",
                whole(self.catd - u32::from(n == 0) * (1 + self.own(1) % 2)),
            ),
            ("actas_esperadas", whole(expected)),
            (
                "actas_digitalizadas_casilla",
                whole(share(digitised, self.casilla)),
            ),
            ("actas_digitalizadas_total", whole(digitised)),
            ("actas_capturadas", whole(captured)),
            ("actas_verificadas", whole(verified)),
            ("actas_publicadas", whole(published)),
            (
                "contingencias_simuladas",
                Value::List(REHEARSED[n].iter().map(|w| (*w).to_owned()).collect()),
            ),
            ("incidencias", whole(incidents)),
            (
                "aclaracion",
                maybe(self.simulacros.get(n).filter(|t| !t.is_empty())),
            ),
        ])
    }

    fn drill_start(&self, n: usize) -> String {
        let hour = 9 + self.own(0) % 2;
        format!("{hour:02}:{}", ["00", "30", "00"][n])
    }

    fn audit(
        &self,
        line: &AuditLine,
        (start, end): (NaiveDate, NaiveDate),
        meeting: &Reunion,
    ) -> Record {
        let length = (end - start).num_days() as f64;
        let gone = (meeting.corte - start).num_days() as f64;
        let done = (100.0 * (gone / length).clamp(0.0, 1.0)).round();
        let over = done >= 100.0;
        let extra = self.own(line.name.len()) % 2;
        let found = line.found.map(|n| {
            if over {
                n + extra * u32::from(n > 1)
            } else {
                n / 2
            }
        });
        let attended = found.map(|n| if over { n } else { n / 2 });
        let report = if over {
            day(FINAL_REPORT)
        } else {
            Value::Missing
        };
        record([
            ("linea", text(line.name)),
            ("inicio", Value::Date(start)),
            ("fin", Value::Date(end)),
            ("avance", Value::Number(done)),
            ("hallazgos_alta", whole(found[0])),
            ("hallazgos_media", whole(found[1])),
            ("hallazgos_baja", whole(found[2])),
            ("atendidos_alta", whole(attended[0])),
            ("atendidos_media", whole(attended[1])),
            ("atendidos_baja", whole(attended[2])),
            ("informe_final", report),
        ])
    }
}
