//! What is told of tests and drills.

use super::{Story, Values, deliverables, opl, sheet, story};
use crate::workbooks::Sheet;
use relator::domain::Clase;

pub fn tests() -> Vec<Story> {
    let class = Clase::Opl;
    let held = [
        ("no", "1"),
        ("situacion", "Realizada"),
        ("fases_cubiertas", "Captura; Verificación; Publicación"),
    ];
    let test = |said: Values<'_>| {
        let said: Vec<(&str, &str)> = said.iter().chain(&held).copied().collect();
        sheet("Pruebas", class, &[&said])
    };
    let one = |rule: &str, said: Values<'_>, place: &str| {
        story(rule, vec![opl(8, vec![test(said)])], place)
    };
    let cases = |estatus: &str| {
        sheet(
            "Casos_prueba",
            class,
            &[&[
                ("no_prueba", "1"),
                ("id_caso", "A"),
                ("estatus", estatus),
                (
                    "id_incidencia",
                    if estatus == "Fallido" { "I-1" } else { "" },
                ),
            ]],
        )
    };
    let incident = |severity: &str, estatus: &str| {
        sheet(
            "Incidencias",
            class,
            &[&[
                ("id", "I-1"),
                ("no_prueba", "1"),
                ("severidad", severity),
                ("estatus", estatus),
            ]],
        )
    };
    let counted = |field: &str, estatus: &str, cell: &str| {
        let said = [
            (field, "2"),
            ("situacion", "Realizada con observaciones en atención"),
        ];
        let sheets = vec![test(&said), cases(estatus), incident("Baja", "Cerrada")];
        story("R-16", vec![opl(8, sheets)], &format!("Pruebas!{cell}5"))
    };
    let failed = |id: &str| {
        sheet(
            "Casos_prueba",
            class,
            &[&[
                ("no_prueba", "1"),
                ("id_caso", "A"),
                ("estatus", "Fallido"),
                ("id_incidencia", id),
            ]],
        )
    };
    let with =
        |rule: &str, sheets: Vec<Sheet>, place: &str| story(rule, vec![opl(8, sheets)], place);
    let attended = [("situacion", "Realizada con observaciones en atención")];
    let drill = sheet(
        "Simulacros",
        class,
        &[&[("no", "1"), ("fecha", "15/05/2022")]],
    );
    let papers = deliverables(&[&[("no", "3"), ("estatus", "Pendiente")]]);
    vec![
        one(
            "R-15",
            &[
                ("casos_planeados", "9"),
                ("casos_ejecutados", "5"),
                ("casos_no_ejecutados", "3"),
            ],
            "Pruebas!H5",
        ),
        one(
            "R-15",
            &[
                ("casos_ejecutados", "5"),
                ("casos_exitosos", "3"),
                ("casos_fallidos", "1"),
                ("casos_bloqueados", "0"),
            ],
            "Pruebas!I5",
        ),
        counted("casos_exitosos", "Exitoso", "J"),
        counted("casos_fallidos", "Fallido", "K"),
        counted("casos_bloqueados", "Bloqueado", "L"),
        counted("casos_no_ejecutados", "No ejecutado", "M"),
        with(
            "R-17",
            vec![test(&attended), failed(""), incident("Baja", "Cerrada")],
            "Casos_prueba!H5",
        ),
        with(
            "R-17",
            vec![test(&attended), failed("I-7"), incident("Baja", "Cerrada")],
            "Casos_prueba!H5",
        ),
        with(
            "R-18",
            vec![test(&[]), failed("I-1"), incident("Baja", "Cerrada")],
            "Pruebas!R5",
        ),
        with(
            "R-18",
            vec![test(&[]), incident("Alta", "Abierta")],
            "Pruebas!R5",
        ),
        one("R-19", &[("situacion", "Por realizar")], "Pruebas!T5"),
        story(
            "R-19",
            vec![opl(8, vec![Sheet::of("Pruebas", class)])],
            "Pruebas!A4",
        ),
        one("R-20", &[("fases_cubiertas", "Captura")], "Pruebas!F5"),
        story("R-21", vec![opl(10, vec![papers, drill])], "Simulacros!A5"),
        story(
            "R-21",
            vec![opl(10, vec![Sheet::of("Simulacros", class)])],
            "Simulacros!A4",
        ),
    ]
}
