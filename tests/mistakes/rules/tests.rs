//! What is told of tests and drills, and counts that hold one another.

use super::{OPL, OfRule};
use crate::books::{expect, number, text};
use relator::domain::CellRef;

pub const MISTAKES: &[OfRule] = &[
    OfRule {
        rule: "R-15",
        name: "executed cases that fit neither sum",
        make: |desk| {
            let row = desk.find("Pruebas", &[("casos_ejecutados", "!")])?;
            let ran = desk.number("Pruebas", "casos_ejecutados", row);
            let at = desk.put(
                "Pruebas",
                ("casos_ejecutados", row),
                Some(number(ran + 1.0, None)),
            )?;
            expect(300, "R-15", "Pruebas", Some(at))
        },
        senders: OPL,
        meetings: &[8, 9],
    },
    OfRule {
        rule: "R-15",
        name: "cases that went well and do not add up",
        make: |desk| {
            let row = desk.find("Pruebas", &[("casos_exitosos", "!")])?;
            let well = desk.number("Pruebas", "casos_exitosos", row);
            desk.put(
                "Pruebas",
                ("casos_exitosos", row),
                Some(number(well + 1.0, None)),
            )?;
            expect(
                300,
                "R-15",
                "Pruebas",
                desk.at("Pruebas", "casos_ejecutados", row),
            )
        },
        senders: OPL,
        meetings: &[8, 9],
    },
    OfRule {
        rule: "R-16",
        name: "a case blocked that the test counts as well done",
        make: |desk| {
            let wanted = [("estatus", "Exitoso"), ("reejecucion_de", "")];
            let (case, _) = desk.wrong(
                "Casos_prueba",
                &wanted,
                ("estatus", Some(text("Bloqueado"))),
            )?;
            let test = desk.says("Casos_prueba", "no_prueba", case);
            let row = desk.find("Pruebas", &[("no", &test)])?;
            let at = desk.at("Pruebas", "casos_exitosos", row);
            expect(300, "R-16", "Pruebas", at)
        },
        senders: OPL,
        meetings: &[8],
    },
    OfRule {
        rule: "R-15",
        name: "planned cases that do not add up",
        make: |desk| {
            let row = desk.find("Pruebas", &[("casos_planeados", "!")])?;
            let planned = desk.number("Pruebas", "casos_planeados", row);
            let at = desk.put(
                "Pruebas",
                ("casos_planeados", row),
                Some(number(planned + 1.0, None)),
            )?;
            expect(300, "R-15", "Pruebas", Some(at))
        },
        senders: OPL,
        meetings: &[8, 9],
    },
    OfRule {
        rule: "R-16",
        name: "a case more than the test counts",
        make: |desk| {
            let from = desk.find(
                "Casos_prueba",
                &[("estatus", "Exitoso"), ("reejecucion_de", "")],
            )?;
            let to = desk.copy("Casos_prueba", from)?;
            desk.put("Casos_prueba", ("id_caso", to), Some(text("P1-99")))?;
            let test = desk.says("Casos_prueba", "no_prueba", from);
            let row = desk.find("Pruebas", &[("no", &test)])?;
            expect(
                300,
                "R-16",
                "Pruebas",
                desk.at("Pruebas", "casos_exitosos", row),
            )
        },
        senders: OPL,
        meetings: &[8],
    },
    at_cell!(
        "R-17",
        "a failed case without its incident",
        OPL,
        &[8],
        "Casos_prueba",
        &[("estatus", "Fallido"), ("id_incidencia", "!")],
        "id_incidencia",
        None
    ),
    at_cell!(
        "R-17",
        "an incident that is not there",
        OPL,
        &[8],
        "Casos_prueba",
        &[("estatus", "Fallido"), ("id_incidencia", "!")],
        "id_incidencia",
        Some(text("INC-77"))
    ),
    OfRule {
        rule: "R-18",
        name: "held with a failed case that nobody ran again",
        make: |desk| {
            let again = desk.find("Casos_prueba", &[("reejecucion_de", "!")])?;
            let test = desk.says("Casos_prueba", "no_prueba", again);
            let held = [("situacion", "Realizada"), ("no", test.as_str())];
            let row = desk.find("Pruebas", &held)?;
            desk.clear("Casos_prueba", again)?;
            expect(300, "R-18", "Pruebas", desk.at("Pruebas", "situacion", row))
        },
        senders: OPL,
        meetings: &[8],
    },
    OfRule {
        rule: "R-18",
        name: "held with a grave incident that is open",
        make: |desk| {
            let incident = desk.find("Incidencias", &[("estatus", "Cerrada")])?;
            let test = desk.says("Incidencias", "no_prueba", incident);
            let held = [("situacion", "Realizada"), ("no", test.as_str())];
            let row = desk.find("Pruebas", &held)?;
            desk.put("Incidencias", ("severidad", incident), Some(text("Alta")))?;
            desk.put("Incidencias", ("fecha_cierre", incident), None)?;
            desk.put("Incidencias", ("estatus", incident), Some(text("Abierta")))?;
            expect(300, "R-18", "Pruebas", desk.at("Pruebas", "situacion", row))
        },
        senders: OPL,
        meetings: &[8],
    },
    OfRule {
        rule: "R-19",
        name: "no test at all",
        make: |desk| {
            for row in desk.rows("Pruebas") {
                desk.clear("Pruebas", row)?;
            }
            expect(407, "R-19", "Pruebas", Some(CellRef::new(4, 1)))
        },
        senders: OPL,
        meetings: &[8],
    },
    OfRule {
        rule: "R-19",
        name: "a test to come without a word",
        make: |desk| {
            let row = desk.find("Pruebas", &[("aclaracion", "")])?;
            (desk.rows("Pruebas").len() == 1).then_some(())?;
            desk.put("Pruebas", ("situacion", row), Some(text("Por realizar")))?;
            expect(
                300,
                "R-19",
                "Pruebas",
                desk.at("Pruebas", "aclaracion", row),
            )
        },
        senders: OPL,
        meetings: &[8],
    },
    OfRule {
        rule: "R-20",
        name: "phases that no test covers",
        make: |desk| {
            (desk.rows("Pruebas").len() == 1).then_some(())?;
            let (_, at) = desk.wrong(
                "Pruebas",
                &[("situacion", "!Por realizar")],
                ("fases_cubiertas", Some(text("Captura; Verificación"))),
            )?;
            expect(300, "R-20", "Pruebas", Some(at))
        },
        senders: OPL,
        meetings: &[8],
    },
    OfRule {
        rule: "R-21",
        name: "no drill at all",
        make: |desk| {
            for row in desk.rows("Simulacros") {
                desk.clear("Simulacros", row)?;
            }
            expect(407, "R-21", "Simulacros", Some(CellRef::new(4, 1)))
        },
        senders: OPL,
        meetings: &[10],
    },
    at_cell!(
        "R-21",
        "two updates of the databases an hour",
        OPL,
        &[7, 11],
        "Datos_PREP",
        &[],
        "actualizaciones_hora_bases",
        Some(number(2.0, None))
    ),
    OfRule {
        rule: "R-21",
        name: "two drills",
        make: |desk| {
            let third = desk.find("Simulacros", &[("no", "3")])?;
            let first = desk.find("Simulacros", &[("no", "1")])?;
            desk.clear("Simulacros", third)?;
            expect(
                300,
                "R-21",
                "Simulacros",
                desk.at("Simulacros", "no", first),
            )
        },
        senders: OPL,
        meetings: &[10],
    },
    at_cell!(
        "R-21",
        "two updates an hour",
        OPL,
        &[7, 11],
        "Datos_PREP",
        &[],
        "actualizaciones_hora_datos",
        Some(number(2.0, None))
    ),
    at_cell!(
        "R-22",
        "more published than verified",
        OPL,
        &[9, 10],
        "Simulacros",
        &[("actas_verificadas", "!")],
        "actas_publicadas",
        Some(number(90_000.0, None))
    ),
    at_cell!(
        "R-22",
        "more centres ready than there are",
        OPL,
        &[7, 11],
        "Datos_PREP",
        &[("catd", "!")],
        "catd_habilitados",
        Some(number(90_000.0, None))
    ),
    at_cell!(
        "R-22",
        "more attended than issued",
        &["utsi"],
        &[5, 8, 9],
        "Seguimiento_PREP",
        &[("observaciones_emitidas", "!")],
        "observaciones_atendidas",
        Some(number(90_000.0, None))
    ),
];
