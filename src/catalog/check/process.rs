//! `proceso.toml`: names that exist, dates in order.

use super::super::source::Step::{Index, Key};
use super::{Checker, Place, Reference, Trouble};
use crate::domain::{Fecha, Reunion};

const FILE: &str = "proceso.toml";

pub(super) fn check(checker: &mut Checker<'_>) {
    window(checker);
    processes(checker);
    calendar(checker);
    let meetings = &checker.catalog.proceso.reuniones;
    for (index, meeting) in meetings.iter().enumerate() {
        topics(checker, index, meeting);
        asked(checker, index, meeting);
    }
}

fn window(checker: &mut Checker<'_>) {
    let process = &checker.catalog.proceso;
    let steps = [Key("inicio")];
    if !(process.inicio..=process.fin).contains(&process.jornada) {
        let trouble = Trouble {
            code: 510,
            found: format!("{} … {}", process.inicio, process.fin),
            expected: format!("un periodo que contenga la jornada ({})", process.jornada),
            message: "La jornada está fuera del periodo del proceso".to_owned(),
            help: "Revise “inicio”, “jornada” y “fin”.".to_owned(),
        };
        checker.tell(place(&steps), trouble);
    }
}

fn processes(checker: &mut Checker<'_>) {
    let process = &checker.catalog.proceso;
    let names = process.procesos.iter().enumerate();
    let names = names.map(|(i, p)| {
        (
            p.nombre.as_str(),
            vec![Key("procesos"), Index(i), Key("nombre")],
        )
    });
    checker.unique("El proceso", FILE, names);
    let numbers = checker.meetings();
    let last = numbers.iter().copied().max().unwrap_or_default();
    for (index, followed) in process.procesos.iter().enumerate() {
        let steps = [Key("procesos"), Index(index), Key("tema")];
        let reference = Reference {
            what: "El tema",
            word: &followed.tema,
        };
        let topics = checker.topics();
        checker.refer(place(&steps), reference, topics);
        let never = followed.desde == 0 && followed.hasta == 0;
        let in_order = (1..=followed.hasta).contains(&followed.desde);
        let inside = never || (in_order && followed.hasta <= last);
        if !inside {
            let steps = [Key("procesos"), Index(index), Key("desde")];
            let trouble = Trouble {
                code: 510,
                found: format!("{} … {}", followed.desde, followed.hasta),
                expected: format!("dos reuniones de la 1 a la {last}, en orden; o 0 y 0"),
                message: format!(
                    "El periodo de “{}” no es de reuniones del calendario",
                    followed.nombre
                ),
                help: "Revise “desde” y “hasta”.".to_owned(),
            };
            checker.tell(place(&steps), trouble);
        }
    }
}

/// Numbers without gaps, each meeting after the one before, each corte before its meeting.
fn calendar(checker: &mut Checker<'_>) {
    let meetings = &checker.catalog.proceso.reuniones;
    let mut before: Option<&Reunion> = None;
    for (index, meeting) in meetings.iter().enumerate() {
        let expected = index + 1;
        if usize::from(meeting.numero) != expected {
            let steps = [Key("reuniones"), Index(index), Key("numero")];
            let trouble = Trouble {
                code: 510,
                found: meeting.numero.to_string(),
                expected: expected.to_string(),
                message: "Los números de las reuniones no son consecutivos".to_owned(),
                help: "Ordene las reuniones: 1, 2, 3…".to_owned(),
            };
            checker.tell(place(&steps), trouble);
        }
        if meeting.corte > meeting.fecha {
            let trouble = late(
                "La fecha de corte",
                meeting.corte,
                "igual o anterior a la de la reunión",
            );
            checker.tell(
                place(&[Key("reuniones"), Index(index), Key("corte")]),
                trouble,
            );
        }
        if let Some(before) = before {
            if meeting.fecha <= before.fecha {
                let trouble = late(
                    "La fecha de la reunión",
                    meeting.fecha,
                    "posterior a la de la reunión anterior",
                );
                checker.tell(
                    place(&[Key("reuniones"), Index(index), Key("fecha")]),
                    trouble,
                );
            }
            if meeting.corte <= before.corte && meeting.fecha > before.fecha {
                let trouble = late(
                    "La fecha de corte",
                    meeting.corte,
                    "posterior a la del corte anterior",
                );
                checker.tell(
                    place(&[Key("reuniones"), Index(index), Key("corte")]),
                    trouble,
                );
            }
        }
        before = Some(meeting);
    }
}

fn late(what: &str, found: Fecha, expected: &str) -> Trouble {
    Trouble {
        code: 510,
        found: found.to_string(),
        expected: format!("una fecha {expected}"),
        message: format!("{what} ({found}) no es {expected}"),
        help: "Revise las fechas del calendario.".to_owned(),
    }
}

fn topics(checker: &mut Checker<'_>, index: usize, meeting: &Reunion) {
    let known = checker.topics();
    for (i, topic) in meeting.temas.iter().enumerate() {
        let steps = [Key("reuniones"), Index(index), Key("temas"), Index(i)];
        let reference = Reference {
            what: "El tema",
            word: topic,
        };
        checker.refer(place(&steps), reference, known.iter().copied());
    }
    let informes = &checker.catalog.wording.informes;
    let steps = [Key("reuniones"), Index(index), Key("informe")];
    let reference = Reference {
        what: "El informe",
        word: &meeting.informe,
    };
    checker.refer(
        place(&steps),
        reference,
        informes.keys().map(String::as_str),
    );
}

/// A sheet that is asked for is one that this kind of sender may bring, of a topic of the meeting.
fn asked(checker: &mut Checker<'_>, index: usize, meeting: &Reunion) {
    let known = checker.topics();
    let topics_exist = meeting.temas.iter().all(|t| known.contains(&t.as_str()));
    for (clase, sheets) in &meeting.hojas {
        let may_bring = checker
            .sheets()
            .iter()
            .filter(|e| e.remitentes.contains(clase));
        let known: Vec<&str> = may_bring.map(|e| e.hoja.as_str()).collect();
        let clase_word = clase.word();
        for (i, sheet) in sheets.iter().enumerate() {
            let steps = [
                Key("reuniones"),
                Index(index),
                Key("hojas"),
                Key(clase_word),
                Index(i),
            ];
            let reference = Reference {
                what: "Para esa clase de remitente, la hoja",
                word: sheet,
            };
            checker.refer(place(&steps), reference, known.iter().copied());
            let Some(schema) = checker.catalog.esquema(sheet, *clase) else {
                continue;
            };
            let of_topic = schema.temas.iter().any(|t| meeting.temas.contains(t));
            if topics_exist && !schema.temas.is_empty() && !of_topic {
                let trouble = Trouble {
                    code: 513,
                    found: sheet.clone(),
                    expected: format!("una hoja de los temas {}", meeting.temas.join(", ")),
                    message: format!(
                        "La hoja “{sheet}” no es de ningún tema de la reunión {}",
                        meeting.numero
                    ),
                    help: "Quite la hoja de “hojas” o agregue su tema a “temas”.".to_owned(),
                };
                checker.tell(place(&steps), trouble);
            }
        }
    }
}

fn place<'p>(steps: &'p [super::Step<'p>]) -> Place<'p> {
    Place { file: FILE, steps }
}
