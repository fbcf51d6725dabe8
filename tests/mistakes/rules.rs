//! One mistake against each rule: where in the demonstration it can be made, what is written, and
//! what must be told.

use crate::books::{Archive, Grid, Shared, Told, day, number, text};
use crate::cells::{copy_row, expect};
use relator::catalog::Esquema;
use relator::domain::CellRef;
use relator::intake::{Cell, Workbook};

/// A workbook on the desk, to be changed.
pub struct Desk<'a> {
    pub archive: &'a Archive,
    pub sender: &'a str,
    pub meeting: u8,
    pub book: Workbook,
    /// Draws the row in which the mistake is made.
    pub dice: &'a Shared,
}

impl<'a> Desk<'a> {
    /// The workbook of a sender for a meeting.
    fn other(&self, sender: &'a str, meeting: u8) -> Option<Self> {
        Some(Self {
            archive: self.archive,
            sender,
            meeting,
            book: self.archive.book(sender, meeting)?.clone(),
            dice: self.dice,
        })
    }

    fn sheet(&self, name: &str) -> Option<(usize, &'a Esquema, Grid)> {
        let sheets = self.archive.sheets(&self.book, self.sender);
        let (index, schema) = sheets.into_iter().find(|(_, e)| e.hoja == name)?;
        Some((index, schema, Grid::of(&self.book.sheets[index], schema)))
    }

    fn rows(&self, sheet: &str) -> Vec<u32> {
        self.sheet(sheet)
            .map_or_else(Vec::new, |(_, _, grid)| grid.rows)
    }

    pub fn at(&self, sheet: &str, field: &str, row: u32) -> Option<CellRef> {
        self.sheet(sheet)?.2.at(field, row)
    }

    /// What a cell says; empty when nothing.
    pub fn says(&self, sheet: &str, field: &str, row: u32) -> String {
        let Some((index, _, grid)) = self.sheet(sheet) else {
            return String::new();
        };
        let cell = grid
            .at(field, row)
            .and_then(|at| self.book.sheets[index].cells.get(&at));
        cell.map_or_else(String::new, Cell::shown)
    }

    pub fn number(&self, sheet: &str, field: &str, row: u32) -> f64 {
        self.says(sheet, field, row)
            .trim_end_matches('%')
            .parse()
            .unwrap_or(f64::NAN)
    }

    /// Writes a cell, or empties it, and says where.
    pub fn put(
        &mut self,
        sheet: &str,
        (field, row): (&str, u32),
        cell: Option<Cell>,
    ) -> Option<CellRef> {
        let (index, _, grid) = self.sheet(sheet)?;
        let at = grid.at(field, row)?;
        match cell {
            Some(cell) => self.book.sheets[index].cells.insert(at, cell),
            None => self.book.sheets[index].cells.remove(&at),
        };
        Some(at)
    }

    fn clear(&mut self, sheet: &str, row: u32) -> Option<()> {
        let (index, _, _) = self.sheet(sheet)?;
        self.book.sheets[index].cells.retain(|at, _| at.row != row);
        Some(())
    }

    fn copy(&mut self, sheet: &str, row: u32) -> Option<u32> {
        let (index, _, _) = self.sheet(sheet)?;
        Some(copy_row(&mut self.book.sheets[index], row))
    }

    /// One of the rows in which fields say certain words; `!` before a word: something else.
    pub fn find(&self, sheet: &str, wanted: &[(&str, &str)]) -> Option<u32> {
        let rows = self.rows(sheet).into_iter();
        let fit = rows.filter(|row| {
            wanted.iter().all(|(field, words)| {
                let says = self.says(sheet, field, *row);
                match words.strip_prefix('!') {
                    Some(other) => says != other,
                    None => words.split('|').any(|word| says == word),
                }
            })
        });
        self.dice.borrow_mut().pick(fit.collect())
    }

    /// Writes in one of such rows.
    fn wrong(
        &mut self,
        sheet: &str,
        wanted: &[(&str, &str)],
        (field, cell): (&str, Option<Cell>),
    ) -> Option<(u32, CellRef)> {
        let row = self.find(sheet, wanted)?;
        Some((row, self.put(sheet, (field, row), cell)?))
    }
}

/// A mistake against a rule.
pub struct OfRule {
    pub rule: &'static str,
    pub name: &'static str,
    /// Makes the mistake; none where it cannot be made.
    pub make: fn(&mut Desk<'_>) -> Option<Told>,
    /// Who sends and for which meetings it is tried.
    pub senders: &'static [&'static str],
    pub meetings: &'static [u8],
}

const AREAS: &[&str] = &[
    "deoe", "derfe", "deceyec", "deppp", "utvopl", "cncs", "uttypdp", "utigynd",
];
const OPL: &[&str] = &[
    "hidalgo",
    "oaxaca",
    "aguascalientes",
    "quintana-roo",
    "tamaulipas",
    "durango",
];
const SYSTEMS: &[u8] = &[5, 6, 4, 7, 3, 9];
const S: &str = "Sistemas";
const E: &str = "Entregables";

/// A mistake that is told at the cell in which it is made.
macro_rules! at_cell {
    ($rule:literal, $name:literal, $senders:expr, $meetings:expr, $sheet:expr, $wanted:expr, $field:literal, $cell:expr) => {
        OfRule {
            rule: $rule,
            name: $name,
            make: |desk| {
                let (_, at) = desk.wrong($sheet, $wanted, ($field, $cell))?;
                expect(300, $rule, $sheet, Some(at))
            },
            senders: $senders,
            meetings: $meetings,
        }
    };
}

const RELEASED: (&str, &str) = ("estatus", "Liberado|En operación");
const GIVEN: (&str, &str) = ("estatus", "Entregado");

pub const OF_RULES: &[OfRule] = &[
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
            let row = desk.find("Pruebas", &[("situacion", "Realizada")])?;
            let again = desk.find("Casos_prueba", &[("reejecucion_de", "!")])?;
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
            let row = desk.find("Pruebas", &[("situacion", "Realizada")])?;
            let incident = desk.find("Incidencias", &[("estatus", "Cerrada")])?;
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
    OfRule {
        rule: "R-23",
        name: "a commitment without an answer",
        make: |desk| {
            let wanted = [("estatus", "En proceso|Pendiente|Atendido")];
            let row = desk.find("Compromisos", &wanted)?;
            let id = desk.says("Compromisos", "id", row);
            let list = desk.other("secretaria", desk.meeting)?;
            let closed = [("id", id.as_str()), ("cerrado", "Sí")];
            list.find("Compromisos_abiertos", &closed)
                .is_none()
                .then_some(())?;
            desk.clear("Compromisos", row)?;
            expect(410, "R-23", "Compromisos", Some(CellRef::new(4, 1)))
        },
        senders: &["deoe", "derfe", "utsi", "hidalgo", "oaxaca", "durango"],
        meetings: &[5, 6, 7, 9, 10],
    },
    OfRule {
        rule: "R-23",
        name: "a commitment with nothing beside it",
        make: |desk| {
            let row = desk.find("Compromisos", &[("estatus", "!")])?;
            let id = desk.says("Compromisos", "id", row);
            let list = desk.other("secretaria", desk.meeting)?;
            let closed = [("id", id.as_str()), ("cerrado", "Sí")];
            list.find("Compromisos_abiertos", &closed)
                .is_none()
                .then_some(())?;
            for field in ["avance", "fecha_atencion", "evidencia", "estatus"] {
                desk.put("Compromisos", (field, row), None)?;
            }
            let at = desk.at("Compromisos", "estatus", row);
            expect(410, "R-23", "Compromisos", at)
        },
        senders: &["deoe", "derfe", "utsi", "hidalgo", "oaxaca", "durango"],
        meetings: &[5, 6, 7, 9, 10],
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
    OfRule {
        rule: "R-25",
        name: "a private address in a published text",
        make: |desk| {
            let (_, at) = desk.wrong(
                S,
                &[],
                ("observaciones", Some(text("Dudas a ana.perez@gmail.com."))),
            )?;
            expect(222, "R-25", S, Some(at))
        },
        senders: AREAS,
        meetings: SYSTEMS,
    },
    OfRule {
        rule: "R-25",
        name: "a password in a published text",
        make: |desk| {
            let (_, at) = desk.wrong(
                S,
                &[],
                (
                    "observaciones",
                    Some(text("Véase https://ana:secreto@sistema.mx/a.")),
                ),
            )?;
            expect(221, "R-25", S, Some(at))
        },
        senders: AREAS,
        meetings: SYSTEMS,
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
    OfRule {
        rule: "R-25",
        name: "a CURP in a published text",
        make: |desk| {
            let said = text("La atiende PEGA800101MDFRRN09.");
            let (_, at) = desk.wrong(S, &[], ("observaciones", Some(said)))?;
            expect(222, "R-25", S, Some(at))
        },
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
