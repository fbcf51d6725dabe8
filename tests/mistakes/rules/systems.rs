//! What areas tell of their systems.

use super::{AREAS, E, OPL, OfRule, S, SYSTEMS};
use crate::books::{day, expect, number, text};
use relator::domain::CellRef;

const RELEASED: (&str, &str) = ("estatus", "Liberado|En operación");

pub const MISTAKES: &[OfRule] = &[
    OfRule {
        rule: "R-03",
        name: "an advance that goes back",
        make: |desk| {
            let row = desk.find(S, &[("estatus", "En ejecución"), ("justificacion", "")])?;
            let before = desk.other(desk.sender, desk.meeting - 1)?;
            let system = desk.says(S, "id_sistema", row);
            let process = desk.says(S, "proceso", row);
            let same = [("id_sistema", &*system), ("proceso", &*process)];
            let reported = before.find(S, &same)?;
            (before.number(S, "avance_real", reported) > 2.0).then_some(())?;
            let at = desk.put(S, ("avance_real", row), Some(number(2.0, None)))?;
            expect(300, "R-03", S, Some(at))
        },
        senders: AREAS,
        meetings: SYSTEMS,
    },
    at_cell!(
        "R-04",
        "released without its date",
        AREAS,
        SYSTEMS,
        S,
        &[RELEASED],
        "fecha_liberacion_real",
        None
    ),
    at_cell!(
        "R-04",
        "a date and not released",
        AREAS,
        SYSTEMS,
        S,
        &[("estatus", "En ejecución")],
        "fecha_liberacion_real",
        Some(day("05/10/2021"))
    ),
    at_cell!(
        "R-04",
        "an end and still in use",
        AREAS,
        SYSTEMS,
        S,
        &[RELEASED],
        "fecha_fin_operacion",
        Some(day("05/10/2021"))
    ),
    at_cell!(
        "R-04",
        "released after the corte",
        AREAS,
        SYSTEMS,
        S,
        &[RELEASED],
        "fecha_liberacion_real",
        Some(day("20/06/2022"))
    ),
    OfRule {
        rule: "R-04",
        name: "released with work to do",
        make: |desk| {
            let row = desk.find(S, &[RELEASED])?;
            desk.put(
                S,
                ("justificacion", row),
                Some(text("Se ajustó el alcance.")),
            )?;
            let at = desk.put(S, ("avance_real", row), Some(number(99.0, None)))?;
            expect(300, "R-04", S, Some(at))
        },
        senders: AREAS,
        meetings: SYSTEMS,
    },
    at_cell!(
        "R-05",
        "another date of release without a reason",
        AREAS,
        SYSTEMS,
        S,
        &[
            ("estatus", "En ejecución"),
            ("justificacion", ""),
            ("fecha_liberacion_programada", "!")
        ],
        "fecha_liberacion_programada",
        Some(day("30/05/2022"))
    ),
    OfRule {
        rule: "R-06",
        name: "a release that has passed",
        make: |desk| {
            let row = desk.find(S, &[("estatus", "En ejecución")])?;
            desk.put(
                S,
                ("justificacion", row),
                Some(text("Se ajustó el calendario.")),
            )?;
            desk.put(
                S,
                ("fecha_liberacion_programada", row),
                Some(day("01/10/2021")),
            )?;
            expect(300, "R-06", S, desk.at(S, "estatus", row))
        },
        senders: AREAS,
        meetings: SYSTEMS,
    },
    OfRule {
        rule: "R-07",
        name: "all done and not released",
        make: |desk| {
            let wanted = [
                ("estatus", "En ejecución"),
                ("fase_actual", "Construcción|Pruebas|Diseño"),
            ];
            let (row, _) = desk.wrong(S, &wanted, ("avance_real", Some(number(100.0, None))))?;
            expect(300, "R-07", S, desk.at(S, "fase_actual", row))
        },
        senders: AREAS,
        meetings: SYSTEMS,
    },
    at_cell!(
        "R-08",
        "an advance before the start",
        AREAS,
        &[1, 2, 3, 4, 5],
        S,
        &[("estatus", "Por iniciar")],
        "avance_real",
        Some(number(5.0, None))
    ),
    at_cell!(
        "R-08",
        "a release before the start",
        AREAS,
        &[1, 2, 3, 4, 5],
        S,
        &[("estatus", "Por iniciar")],
        "fecha_liberacion_real",
        Some(day("05/10/2021"))
    ),
    OfRule {
        rule: "R-09",
        name: "a system that was reported before is missing",
        make: |desk| {
            let row = desk.find(S, &[("estatus", "En ejecución|Liberado|En operación")])?;
            let clave = desk.says(S, "id_sistema", row);
            let incidents = desk.rows("Incidencias");
            let named = |r: &u32| desk.says("Incidencias", "id_sistema", *r) == clave;
            (!incidents.iter().any(named)).then_some(())?;
            desk.clear(S, row)?;
            expect(400, "R-09", S, Some(CellRef::new(4, 1)))
        },
        senders: AREAS,
        meetings: SYSTEMS,
    },
    OfRule {
        rule: "R-24",
        name: "a sheet of another topic",
        make: |desk| {
            let before = desk.other(desk.sender, 7)?;
            let (index, _, _) = before.sheet(E)?;
            desk.book.sheets.push(before.book.sheets[index].clone());
            expect(157, "R-24", E, None)
        },
        senders: OPL,
        meetings: &[8],
    },
    OfRule {
        rule: "R-24",
        name: "a process that is not of the meeting",
        make: |desk| {
            let (_, at) = desk.wrong(
                S,
                &[("proceso", "PEL 2021-2022")],
                ("proceso", Some(text("Consulta popular"))),
            )?;
            expect(302, "R-24", S, Some(at))
        },
        senders: AREAS,
        meetings: SYSTEMS,
    },
    at_cell!(
        "R-02",
        "information of a day after the corte",
        AREAS,
        SYSTEMS,
        "Portada",
        &[],
        "fecha_informacion",
        Some(day("20/06/2022"))
    ),
];
