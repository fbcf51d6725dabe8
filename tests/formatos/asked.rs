//! The limits of `dominio.md` §8: which sheets a meeting asks for, and which rows they bring.

use super::{blank, catalog, known_before, meeting, visible};
use relator::domain::{Clase, Value};
use relator::workbook::{self, VISIBLE_SHEETS};

/// What a meeting asks of a kind of sender besides `Portada`; open commitments apart.
fn expected(clase: Clase, number: u8) -> &'static [&'static str] {
    match (clase, number) {
        (Clase::Opl, 1..=5) => &["Entregables", "Datos_PREP"],
        (Clase::Opl, 6 | 11) => &["Entregables", "Datos_PREP", "Auditoria"],
        (Clase::Opl, 7) => &["Entregables", "Datos_PREP", "Pruebas"],
        (Clase::Opl, 8) => &["Pruebas", "Casos_prueba", "Incidencias"],
        (Clase::Opl, 9) => &["Entregables", "Pruebas", "Simulacros"],
        (Clase::Opl, 10) => &["Entregables", "Simulacros", "Jornada"],
        (Clase::Utsi, 8) => &["Seguimiento_PREP"],
        (Clase::Utsi, _) => &["Sistemas", "Incidencias", "Seguimiento_PREP"],
        (Clase::Secretaria, 8) => &["Recepcion"],
        (Clase::Secretaria, _) => &["Recepcion", "Compromisos_abiertos"],
        (Clase::Ine, 8) | (Clase::Opl, _) => &[],
        (Clase::Ine, _) => &["Sistemas", "Incidencias"],
    }
}

#[test]
fn each_meeting_asks_each_sender_for_its_sheets_and_no_more() {
    let mut with_commitments = 0;
    for meeting in &catalog().proceso.reuniones {
        for sender in &catalog().instituciones {
            let asked = expected(sender.clase, meeting.numero);
            assert_eq!(
                meeting.hojas.contains_key(&sender.clase),
                !asked.is_empty(),
                "{} {}",
                sender.clave,
                meeting.numero
            );
            if asked.is_empty() {
                continue;
            }
            let at = format!("{} {}", sender.clave, meeting.numero);
            let sheets = visible(&blank(&sender.clave, meeting.numero));
            let own = sheets.iter().filter(|name| *name != "Instrucciones");
            let own: Vec<&str> = own.map(String::as_str).collect();
            let mut wanted = vec!["Portada"];
            wanted.extend(asked);
            if own.contains(&"Compromisos") {
                assert_ne!(meeting.numero, 8, "{at}: closed at meeting 8");
                with_commitments += 1;
                wanted.push("Compromisos");
            }
            assert_eq!(own, wanted, "{at}");
            assert!(sheets.len() <= VISIBLE_SHEETS, "{at}: {sheets:?}");
        }
    }
    assert!(with_commitments > 10, "{with_commitments}");
}

#[test]
fn commitments_are_asked_only_of_those_who_have_one_open() {
    assert!(visible(&blank("deoe", 6)).contains(&"Compromisos".to_owned()));
    assert!(!visible(&blank("utf", 6)).contains(&"Compromisos".to_owned()));
}

#[test]
fn the_deliverables_are_those_due_coming_due_or_open() {
    for (number, next) in [(1, 2), (4, 5), (5, 6), (7, 9), (9, 10), (10, 11)] {
        let known = known_before(number);
        for opl in catalog().opl() {
            let contents = workbook::prefilled(catalog(), opl, meeting(number), &known);
            let rows = &contents["Entregables"];
            assert!(!rows.is_empty());
            for row in rows {
                let at = format!("{} {number}: {row:?}", opl.clave);
                let Value::Date(due) = row["fecha_referencia"] else {
                    panic!("{at}");
                };
                assert!(due <= meeting(next).corte, "{at}");
                let settled = known.datasets.values().any(|dataset| {
                    dataset.rows("Entregables").iter().any(|reported| {
                        reported.delivery.sender == opl.clave
                            && reported.value("no") == &row["no"]
                            && reported.value("variante")
                                == row.get("variante").unwrap_or(&Value::Missing)
                            && reported.value("estatus").as_text() == Some("Entregado")
                    })
                });
                assert!(!settled, "{at}");
            }
        }
    }
}

#[test]
fn the_systems_are_the_senders_own_in_the_processes_of_the_meeting() {
    for (number, processes) in [
        (4, &["PEL 2021-2022", "Revocación de mandato"][..]),
        (
            9,
            &[
                "PEL 2021-2022",
                "PEL extraordinario Oaxaca 2022",
                "PEL extraordinario Chiapas 2022",
            ],
        ),
        (10, &["PEL 2021-2022"]),
    ] {
        let known = known_before(number);
        for sender in &catalog().instituciones {
            let contents = workbook::prefilled(catalog(), sender, meeting(number), &known);
            for row in contents.get("Sistemas").into_iter().flatten() {
                let process = row["proceso"].as_text().unwrap();
                assert!(processes.contains(&process), "{} {process}", sender.clave);
                let system = catalog().sistema(row["id_sistema"].as_text().unwrap());
                assert_eq!(system.unwrap().area, sender.clave);
            }
        }
    }
}

#[test]
fn a_test_still_to_be_done_or_attended_is_brought_back_and_a_finished_one_is_not() {
    let of = |clave: &str, number: u8| {
        let sender = super::sender(clave);
        let contents =
            workbook::prefilled(catalog(), sender, meeting(number), &known_before(number));
        contents.get("Pruebas").map_or(0, Vec::len)
    };
    // Announced at meeting 7; done without open points at meeting 8, or with some.
    assert_eq!(of("hidalgo", 7), 0);
    assert_eq!(of("hidalgo", 8), 1);
    assert_eq!(of("hidalgo", 9), 0);
    assert_eq!(of("oaxaca", 9), 1);
}
