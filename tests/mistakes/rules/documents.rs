//! What OPL tell of the deliverables of their PREP.

use super::{E, OPL, OfRule};
use crate::books::{day, expect, number, text};

const GIVEN: (&str, &str) = ("estatus", "Entregado");

pub const MISTAKES: &[OfRule] = &[
    at_cell!(
        "R-11",
        "delivered without a date",
        OPL,
        &[5, 4, 6, 3],
        E,
        &[GIVEN],
        "fecha_entrega",
        None
    ),
    at_cell!(
        "R-11",
        "delivered after the corte",
        OPL,
        &[5, 4, 6, 3],
        E,
        &[GIVEN, ("no", "3")],
        "fecha_entrega",
        Some(day("20/06/2022"))
    ),
    OfRule {
        rule: "R-11",
        name: "delivered without a document",
        make: |desk| {
            let row = desk.find(E, &[GIVEN, ("oficio_o_folio", "!")])?;
            desk.put(E, ("acuerdo", row), None)?;
            let at = desk.put(E, ("oficio_o_folio", row), None)?;
            expect(300, "R-11", E, Some(at))
        },
        senders: OPL,
        meetings: &[5, 4, 6, 3],
    },
    OfRule {
        rule: "R-12",
        name: "approved before its draft of an earlier meeting",
        make: |desk| {
            let row = desk.find(E, &[GIVEN, ("variante", "Aprobado|Final")])?;
            let no = desk.says(E, "no", row);
            let drafts = ["Proyecto", "Preliminar"];
            let here = |v: &&str| desk.find(E, &[("no", &no), ("variante", v)]).is_some();
            (!drafts.iter().any(here) && !["5", "14", "15", "23"].contains(&no.as_str()))
                .then_some(())?;
            let at = desk.put(E, ("fecha_entrega", row), Some(day("02/07/2021")))?;
            expect(300, "R-12", E, Some(at))
        },
        senders: OPL,
        meetings: &[2, 3, 4, 5, 6, 7, 9, 10],
    },
    at_cell!(
        "R-12",
        "an auditor before the candidates",
        OPL,
        &[5],
        E,
        &[GIVEN, ("no", "14")],
        "fecha_entrega",
        Some(day("02/07/2021"))
    ),
    at_cell!(
        "R-12",
        "a contract with the auditor before it was named",
        OPL,
        &[6],
        E,
        &[GIVEN, ("no", "15"), ("variante", "Final")],
        "fecha_entrega",
        Some(day("02/07/2021"))
    ),
    at_cell!(
        "R-12",
        "a plan of work before there is a committee",
        OPL,
        &[2],
        E,
        &[GIVEN, ("no", "5")],
        "fecha_entrega",
        Some(day("02/07/2021"))
    ),
    at_cell!(
        "R-12",
        "the report of the drills before the third",
        OPL,
        &[10],
        E,
        &[GIVEN, ("no", "27")],
        "fecha_entrega",
        Some(day("20/05/2022"))
    ),
    OfRule {
        rule: "R-12",
        name: "a test before both papers that announce it",
        make: |desk| {
            desk.find(E, &[GIVEN, ("no", "21")])?;
            desk.find(E, &[GIVEN, ("no", "22")])?;
            (desk.rows("Pruebas").len() == 1).then_some(())?;
            let row = desk.find("Pruebas", &[])?;
            let at = desk.put("Pruebas", ("fecha", row), Some(day("02/07/2021")))?;
            expect(300, "R-12", "Pruebas", Some(at))
        },
        senders: OPL,
        meetings: &[7],
    },
    OfRule {
        rule: "R-12",
        name: "a test before the papers of an earlier meeting",
        make: |desk| {
            desk.other(desk.sender, 7)?
                .find(E, &[GIVEN, ("no", "21|22")])?;
            (desk.rows("Pruebas").len() == 1).then_some(())?;
            let row = desk.find("Pruebas", &[])?;
            let at = desk.put("Pruebas", ("fecha", row), Some(day("02/07/2021")))?;
            expect(300, "R-12", "Pruebas", Some(at))
        },
        senders: OPL,
        meetings: &[8],
    },
    OfRule {
        rule: "R-12",
        name: "candidates after the auditor of an earlier meeting",
        make: |desk| {
            let before = desk.other(desk.sender, 4)?;
            let known = before.find(E, &[GIVEN, ("no", "9")])?;
            let from = desk.find(E, &[GIVEN])?;
            let to = desk.copy(E, from)?;
            let variant = before.says(E, "variante", known);
            let variant = (!variant.is_empty()).then(|| text(&variant));
            desk.put(E, ("variante", to), variant)?;
            desk.put(E, ("no", to), Some(number(9.0, None)))?;
            desk.put(E, ("fecha_referencia", to), None)?;
            let at = desk.put(E, ("fecha_entrega", to), Some(day("03/03/2022")))?;
            expect(300, "R-12", E, Some(at))
        },
        senders: OPL,
        meetings: &[6],
    },
    at_cell!(
        "R-12",
        "the report of the tests before the test",
        OPL,
        &[9, 8, 10, 7],
        E,
        &[GIVEN, ("no", "23")],
        "fecha_entrega",
        Some(day("02/07/2021"))
    ),
    at_cell!(
        "R-12",
        "the record of the end before the election",
        OPL,
        &[10, 11],
        E,
        &[GIVEN, ("no", "28")],
        "fecha_entrega",
        Some(day("02/06/2022"))
    ),
    at_cell!(
        "R-12",
        "the evaluation before the test",
        OPL,
        &[8],
        "Pruebas",
        &[("fecha_informe_evaluacion", "!")],
        "fecha_informe_evaluacion",
        Some(day("02/07/2021"))
    ),
    OfRule {
        rule: "R-13",
        name: "delivered before and pending now",
        make: |desk| {
            let before = desk.other(desk.sender, desk.meeting - 1)?;
            let given = before.find(E, &[GIVEN, ("no", "3")])?;
            let from = desk.find(E, &[GIVEN, ("no", "3")])?;
            let to = desk.copy(E, from)?;
            let variant = before.says(E, "variante", given);
            desk.put(E, ("variante", to), Some(text(&variant)))?;
            desk.put(E, ("fecha_entrega", to), None)?;
            desk.put(E, ("fecha_referencia", to), None)?;
            let at = desk.put(E, ("estatus", to), Some(text("Pendiente")))?;
            expect(300, "R-13", E, Some(at))
        },
        senders: OPL,
        meetings: &[5, 4, 6],
    },
    OfRule {
        rule: "R-14",
        name: "an instrument with a third party that there is not",
        make: |desk| {
            desk.find("Datos_PREP", &[("modalidad", "OPL")])?;
            let row = desk.find(E, &[("no", "10"), ("estatus", "No aplica")])?;
            desk.put(E, ("aplica", row), Some(text("Sí")))?;
            let at = desk.put(E, ("estatus", row), Some(text("Pendiente")))?;
            expect(300, "R-14", E, Some(at))
        },
        senders: OPL,
        meetings: &[3, 4, 5, 6],
    },
    OfRule {
        rule: "R-14",
        name: "no instrument with the third party that there is",
        make: |desk| {
            desk.find("Datos_PREP", &[("modalidad", "Con tercero")])?;
            let row = desk.find(E, &[("no", "10"), ("estatus", "Pendiente|En proceso")])?;
            desk.put(E, ("aplica", row), Some(text("No")))?;
            let at = desk.put(E, ("estatus", row), Some(text("No aplica")))?;
            expect(300, "R-14", E, Some(at))
        },
        senders: OPL,
        meetings: &[3, 4, 5, 6],
    },
    at_cell!(
        "R-27",
        "what always applies has the status of what does not",
        OPL,
        &[5, 4, 6, 3],
        E,
        &[
            ("estatus", "Pendiente|En proceso"),
            ("no", "3|11|12|13|14|15")
        ],
        "estatus",
        Some(text("No aplica"))
    ),
    at_cell!(
        "R-27",
        "a fecha de referencia of one's own",
        OPL,
        &[5, 4, 6, 3],
        E,
        &[("no", "3|11|12|13|14|15")],
        "fecha_referencia",
        Some(day("11/03/2022"))
    ),
    at_cell!(
        "R-27",
        "what is pending was delivered",
        OPL,
        &[5, 4, 6, 3],
        E,
        &[("estatus", "Pendiente")],
        "fecha_entrega",
        Some(day("07/01/2022"))
    ),
    at_cell!(
        "R-27",
        "what always applies does not apply",
        OPL,
        &[5, 4, 6, 3],
        E,
        &[("no", "3")],
        "aplica",
        Some(text("No"))
    ),
];
