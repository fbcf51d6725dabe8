//! What areas tell of their systems, and what one cell says.

use super::{Story, Values, area, deliverables, given, opl, sheet, story};
use crate::workbooks::Book;
use relator::domain::Clase;

pub fn cells() -> Vec<Story> {
    let moment = sheet("Jornada", Clase::Opl, &[&[]]).text("B5", "05/06/2032 20:00");
    let drills = sheet("Simulacros", Clase::Opl, &[&[("no", "3")]]);
    let papers = deliverables(&[&given("1", "", "10/01/2022")]);
    let secret = area(5, &[]).change("Sistemas", |s| s.text("L5", "https://a:b@c.mx"));
    let total = area(5, &[]).change("Sistemas", |s| s.text("A6", "TOTAL").cell("F6", "80%"));
    let cover = area(5, &[]).change("Portada", |s| {
        s.text("B8", "Fecha de la información")
            .cell("C8", "14/02/2022")
    });
    vec![
        story(
            "R-01",
            vec![area(5, &[("avance_real", "120%")])],
            "Sistemas!F5",
        ),
        story(
            "R-02",
            vec![area(5, &[("fecha_liberacion_programada", "05/06/2032")])],
            "Sistemas!G5",
        ),
        story(
            "R-02",
            vec![opl(10, vec![moment, drills, papers])],
            "Jornada!B5",
        ),
        story("R-02", vec![cover], "Portada!C8"),
        story(
            "R-25",
            vec![area(5, &[("observaciones", "Con ana@gmail.com")])],
            "Sistemas!L5",
        ),
        story("R-25", vec![secret], "Sistemas!L5"),
        story("R-26", vec![total], "Sistemas!A6"),
        story(
            "R-27",
            vec![area(5, &[("fase_actual", "Fase tres")])],
            "Sistemas!D5",
        ),
    ]
}

pub fn systems() -> Vec<Story> {
    let of = |rule: &str, said: Values<'_>, place: &str| story(rule, vec![area(5, said)], place);
    let then = |rule: &str, said: Values<'_>, place: &str| {
        story(rule, vec![area(4, &[]), area(5, said)], place)
    };
    let released = ("estatus", "Liberado");
    let done = ("avance_real", "100%");
    let day = ("fecha_liberacion_real", "10/01/2022");
    let to_start = ("estatus", "Por iniciar");
    let other = Book::of("INE", "derfe", "DERFE", 5);
    let systems = area(5, &[("avance_real", "70%")]).sheets.remove(2);
    let mine = area(5, &[]).sheets.remove(2);
    let twice = mine.clone().row(&[
        "SUC",
        "PEL 2021-2022",
        "DEOE",
        "Análisis",
        "85%",
        "80%",
        "",
        "",
        "",
        "En ejecución",
    ]);
    let elsewhere = [("id_sistema", "OBS")];
    vec![
        then("R-03", &[("avance_real", "70%")], "Sistemas!F5"),
        of("R-04", &[released, done], "Sistemas!H5"),
        of("R-04", &[day], "Sistemas!H5"),
        of(
            "R-04",
            &[released, done, day, ("fecha_fin_operacion", "11/01/2022")],
            "Sistemas!I5",
        ),
        of(
            "R-04",
            &[released, done, ("fecha_liberacion_real", "14/02/2022")],
            "Sistemas!H5",
        ),
        of("R-04", &[released, day], "Sistemas!F5"),
        then(
            "R-05",
            &[("fecha_liberacion_programada", "20/06/2022")],
            "Sistemas!G5",
        ),
        of(
            "R-06",
            &[("fecha_liberacion_programada", "10/01/2022")],
            "Sistemas!J5",
        ),
        of("R-07", &[done], "Sistemas!D5"),
        of("R-08", &[to_start], "Sistemas!F5"),
        of(
            "R-08",
            &[to_start, ("avance_real", "0%"), day],
            "Sistemas!H5",
        ),
        then("R-09", &elsewhere, "Sistemas!A4"),
        story(
            "R-10",
            vec![area(5, &[]), other.with(systems)],
            "Sistemas!A5",
        ),
        of("R-24", &[("proceso", "Consulta popular")], "Sistemas!B5"),
        story(
            "R-28",
            vec![Book::of("INE", "deoe", "DEOE", 5).with(twice)],
            "Sistemas!A6",
        ),
    ]
}
