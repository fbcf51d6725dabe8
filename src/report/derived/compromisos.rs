//! The commitments of the working group: what the secretariat opened, joined with what each
//! responsible sender answers.

use super::latest::{Latest, is_over, latest};
use super::table::{Table, datum, field, missing, or_not_applicable, text};
use super::words::Words;
use crate::domain::Value;
use crate::domain::words::fold;
use crate::report::{Datum, Format, Resource, Scene};

const FIELDS: &[(&str, Format)] = &[
    ("id", Format::Text),
    ("texto", Format::Text),
    ("responsable", Format::Text),
    ("clave_responsable", Format::Text),
    ("plazo", Format::Text),
    ("estatus", Format::Status),
    ("avance", Format::Text),
    ("fecha_atencion", Format::Date),
    ("abierto", Format::YesNo),
];

/// The resource `compromisos`: a record for each commitment and responsible sender.
pub(super) fn compromisos(scene: &Scene<'_>, words: Words<'_>) -> Resource {
    let mut table = Table::new("compromisos", FIELDS, words);
    let opened = current(scene, "Compromisos_abiertos");
    let mut answers = current(scene, "Compromisos");
    for commitment in &opened {
        let id = id_of(commitment);
        for word in responsible(commitment) {
            let who = scene.catalog.remitente_por_nombre(&word);
            let answer = answers
                .iter()
                .position(|a| {
                    id_of(a) == id && who.is_some_and(|w| w.clave == a.row.delivery.sender)
                })
                .map(|at| answers.remove(at));
            let name = who.map_or(word.as_str(), |w| w.nombre_corto());
            let clave = who.map_or("", |w| w.clave.as_str());
            table.push(record(
                scene,
                Some(commitment),
                answer.as_ref(),
                (name, clave),
                words,
            ));
        }
    }
    for answer in &answers {
        let who = scene.catalog.institucion(&answer.row.delivery.sender);
        let name = who.map_or("", |w| w.nombre_corto());
        let commitment = opened.iter().find(|c| id_of(c) == id_of(answer));
        table.push(record(
            scene,
            commitment,
            Some(answer),
            (name, &answer.row.delivery.sender),
            words,
        ));
    }
    table.finish()
}

/// The rows of the meeting itself, and the last ones of what is not closed.
fn current(scene: &Scene<'_>, sheet: &str) -> Vec<Latest> {
    let mut all = latest(scene, sheet);
    all.retain(|l| l.current || !is_over(scene, &l.row));
    all.sort_by_key(|l| (id_of(l), l.row.number));
    all
}

fn id_of(latest: &Latest) -> String {
    fold(latest.row.value("id").as_text().unwrap_or(""))
}

fn responsible(commitment: &Latest) -> Vec<String> {
    match commitment.row.value("responsables") {
        Value::List(list) => list.clone(),
        Value::Text(text) => text.split(';').map(|t| t.trim().to_owned()).collect(),
        Value::Missing | Value::Bool(_) | Value::Number(_) | Value::Date(_) => vec![String::new()],
    }
}

fn record(
    scene: &Scene<'_>,
    commitment: Option<&Latest>,
    answer: Option<&Latest>,
    (name, clave): (&str, &str),
    words: Words<'_>,
) -> Vec<Datum> {
    let said = |name: &str| answer.map_or_else(missing, |a| field(&a.row, name));
    let opened = |name: &str| commitment.map_or_else(missing, |c| field(&c.row, name));
    let id = match commitment.or(answer) {
        Some(latest) => field(&latest.row, "id"),
        None => missing(),
    };
    let over = [commitment, answer].into_iter().flatten();
    let over = over.filter(|l| is_over(scene, &l.row)).count() > 0;
    vec![
        id,
        opened("texto"),
        text(name),
        text(clave),
        due(opened("plazo"), words),
        said("estatus"),
        said("avance"),
        or_not_applicable(said("fecha_atencion")),
        datum(Value::Bool(!over)),
    ]
}

/// «Reunión 6», when the due date is a number of a meeting.
fn due(plazo: Datum, words: Words<'_>) -> Datum {
    match plazo.value.as_number() {
        Some(number) => Datum {
            value: Value::Text(words.say("reunion_n", &[("n", &words.number(number))])),
            ..plazo
        },
        None => plazo,
    }
}
