//! What concerns a workbook as a whole: commitments, published texts, keys, the cover.

use super::{AREAS, OPL, OfRule, S, SYSTEMS};
use crate::books::{Told, expect, number, text};
use crate::desk::Desk;
use relator::domain::CellRef;

/// Who answers commitments, and at which meetings.
const ANSWERING: &[&str] = &["deoe", "derfe", "utsi", "hidalgo", "oaxaca", "durango"];
const ANSWERED: &[u8] = &[5, 6, 7, 9, 10];

/// A row that answers a commitment with one of these statuses, and that the secretariat has not
/// closed.
fn open_commitment(desk: &Desk<'_>, statuses: &str) -> Option<u32> {
    let row = desk.find("Compromisos", &[("estatus", statuses)])?;
    let id = desk.says("Compromisos", "id", row);
    let list = desk.other("secretaria", desk.meeting)?;
    let closed = [("id", id.as_str()), ("cerrado", "Sí")];
    let closed = list.find("Compromisos_abiertos", &closed);
    closed.is_none().then_some(row)
}

/// Writes what may not be published in an observation, which is told with that code.
fn published(desk: &mut Desk<'_>, said: &str, code: u16) -> Option<Told> {
    let (_, at) = desk.wrong(S, &[], ("observaciones", Some(text(said))))?;
    expect(code, "R-25", S, Some(at))
}

pub const MISTAKES: &[OfRule] = &[
    OfRule {
        rule: "R-23",
        name: "a commitment without an answer",
        make: |desk| {
            let row = open_commitment(desk, "En proceso|Pendiente|Atendido")?;
            desk.clear("Compromisos", row)?;
            expect(410, "R-23", "Compromisos", Some(CellRef::new(4, 1)))
        },
        senders: ANSWERING,
        meetings: ANSWERED,
    },
    OfRule {
        rule: "R-23",
        name: "a commitment with nothing beside it",
        make: |desk| {
            let row = open_commitment(desk, "!")?;
            for field in ["avance", "fecha_atencion", "evidencia", "estatus"] {
                desk.put("Compromisos", (field, row), None)?;
            }
            let at = desk.at("Compromisos", "estatus", row);
            expect(410, "R-23", "Compromisos", at)
        },
        senders: ANSWERING,
        meetings: ANSWERED,
    },
    OfRule {
        rule: "R-25",
        name: "a private address in a published text",
        make: |desk| published(desk, "Dudas a ana.perez@gmail.com.", 222),
        senders: AREAS,
        meetings: SYSTEMS,
    },
    OfRule {
        rule: "R-25",
        name: "a password in a published text",
        make: |desk| published(desk, "Véase https://ana:secreto@sistema.mx/a.", 221),
        senders: AREAS,
        meetings: SYSTEMS,
    },
    OfRule {
        rule: "R-25",
        name: "a CURP in a published text",
        make: |desk| published(desk, "La atiende PEGA800101MDFRRN09.", 222),
        senders: AREAS,
        meetings: SYSTEMS,
    },
    OfRule {
        rule: "R-29",
        name: "a cover of another sender",
        make: |desk| {
            let at = desk.put("Portada", ("remitente", 0), Some(text("UTF")))?;
            expect(151, "R-29", "Portada", Some(at))
        },
        senders: AREAS,
        meetings: SYSTEMS,
    },
    OfRule {
        rule: "R-29",
        name: "another edition of the format",
        make: |desk| {
            let sheets = desk.book.sheets.iter_mut();
            let mut meta = sheets.filter(|sheet| &*sheet.name == "_meta");
            let at = CellRef::new(5, 2);
            meta.next()?.cells.insert(at, text("0"));
            expect(173, "R-29", "_meta", Some(at))
        },
        senders: AREAS,
        meetings: SYSTEMS,
    },
    OfRule {
        rule: "R-29",
        name: "nothing that says whose it is",
        make: |desk| {
            let of_sender = |name: &str| name != "_meta" && name != "Portada";
            desk.book.sheets.retain(|sheet| of_sender(&sheet.name));
            expect(150, "R-29", "-", None)
        },
        senders: AREAS,
        meetings: SYSTEMS,
    },
    OfRule {
        rule: "R-29",
        name: "a cover for another meeting",
        make: |desk| {
            let at = desk.put("Portada", ("reunion", 0), Some(number(11.0, None)))?;
            expect(151, "R-29", "Portada", Some(at))
        },
        senders: AREAS,
        meetings: SYSTEMS,
    },
    OfRule {
        rule: "-",
        name: "an incident of a system that is not listed",
        make: |desk| {
            let mine = desk
                .rows(S)
                .into_iter()
                .map(|r| desk.says(S, "id_sistema", r));
            let mine: Vec<String> = mine.collect();
            let systems = desk.archive.catalog.sistemas.iter();
            let other = systems
                .map(|s| &s.clave)
                .find(|c| !mine.contains(c) && *c != "DDE")?;
            let pel = desk.archive.catalog.sistema(other)?.procesos.first()? == "PEL 2021-2022";
            pel.then_some(())?;
            let (_, at) = desk.wrong("Incidencias", &[], ("id_sistema", Some(text(other))))?;
            expect(402, "-", "Incidencias", Some(at))
        },
        senders: AREAS,
        meetings: SYSTEMS,
    },
    OfRule {
        rule: "-",
        name: "a case of a test that is not listed",
        make: |desk| {
            let (_, at) = desk.wrong(
                "Casos_prueba",
                &[("estatus", "Exitoso"), ("reejecucion_de", "")],
                ("no_prueba", Some(number(7.0, None))),
            )?;
            expect(402, "-", "Casos_prueba", Some(at))
        },
        senders: OPL,
        meetings: &[8],
    },
];
