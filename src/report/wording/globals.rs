//! What the wording may name without a call: the meeting, its neighbours, the process.

use super::book::Book;
use super::dato::{Dato, native};
use crate::domain::{Fecha, Reunion, Value as Plain};
use crate::report::{Format, Scene, dates, numbers};
use minijinja::value::{Enumerator, Object};
use minijinja::{Environment, Error, State, Value};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Adds the globals to the environment of the wording.
pub fn add(env: &mut Environment<'static>, book: &Arc<Book>, scene: &Scene<'_>) {
    env.add_global("reunion", meeting(book, scene, scene.reunion));
    let next = scene.next().map(|next| meeting(book, scene, next));
    env.add_global("siguiente", next.unwrap_or_else(|| Value::from(())));
    env.add_global("anterior", Value::from_object(previous(book, scene)));
    env.add_global("proceso", process(book, scene));
    let topics = scene.reunion.temas.clone();
    env.add_function("activo", move |slug: String| topics.contains(&slug));
    let titles: BTreeMap<String, String> = scene.catalog.temas.iter().cloned().collect();
    env.add_function("tema", move |slug: String| {
        titles.get(&slug).cloned().ok_or_else(|| {
            let known = titles.keys().map(String::as_str);
            Error::from(super::problem::Problem::unknown("el tema", &slug, known))
        })
    });
}

/// The values that conditions may name besides the fields of the row: `reunion`, `siguiente` and
/// `proceso`, their dates as text `AAAA-MM-DD`.
pub fn condition_values(scene: &Scene<'_>) -> Vec<(&'static str, Value)> {
    let meeting = |m: &Reunion| {
        Value::from_pairs([
            ("numero", Value::from(m.numero)),
            ("fecha", iso(m.fecha)),
            ("corte", iso(m.corte)),
        ])
    };
    let proceso = &scene.catalog.proceso;
    let process = Value::from_pairs([
        ("sigla", Value::from(proceso.sigla.as_str())),
        ("jornada", iso(proceso.jornada)),
        ("inicio", iso(proceso.inicio)),
        ("fin", iso(proceso.fin)),
    ]);
    let next = scene.next().map_or_else(|| Value::from(()), meeting);
    vec![
        ("reunion", meeting(scene.reunion)),
        ("siguiente", next),
        ("proceso", process),
    ]
}

fn iso(date: Fecha) -> Value {
    native(&Plain::Date(date))
}

fn day(book: &Arc<Book>, date: Fecha) -> Value {
    Value::from_object(Dato::bare(book, Plain::Date(date), Format::Date))
}

fn meeting(book: &Arc<Book>, scene: &Scene<'_>, meeting: &Reunion) -> Value {
    Value::from_pairs(meeting_pairs(book, scene, meeting))
}

fn meeting_pairs(
    book: &Arc<Book>,
    scene: &Scene<'_>,
    meeting: &Reunion,
) -> Vec<(&'static str, Value)> {
    let note = meeting.nota.as_deref();
    vec![
        ("numero", Value::from(meeting.numero)),
        ("ordinal", Value::from(numbers::ordinal(meeting.numero))),
        ("fecha", day(book, meeting.fecha)),
        ("corte", day(book, meeting.corte)),
        ("periodo", Value::from(period(scene, meeting))),
        ("informe", Value::from(meeting.informe.as_str())),
        ("temas", Value::from(meeting.temas.clone())),
        ("nota", note.map_or_else(|| Value::from(()), Value::from)),
    ]
}

/// «del … al …»: from the day after the cut-off of the latest meeting that shared a topic (or of
/// the meeting before, or from the beginning of the process) to the cut-off.
pub fn period(scene: &Scene<'_>, meeting: &Reunion) -> String {
    let proceso = &scene.catalog.proceso;
    let earlier = || {
        proceso
            .reuniones
            .iter()
            .rev()
            .filter(|r| r.numero < meeting.numero)
    };
    let before = earlier()
        .find(|r| r.temas.iter().any(|tema| meeting.temas.contains(tema)))
        .or_else(|| earlier().next());
    let from = before.map_or(Some(proceso.inicio), |r| r.corte.succ_opt());
    let from = from
        .filter(|from| *from <= meeting.corte)
        .unwrap_or(meeting.corte);
    dates::range(from, meeting.corte)
}

fn process(book: &Arc<Book>, scene: &Scene<'_>) -> Value {
    let proceso = &scene.catalog.proceso;
    let text = |text: &String| Value::from(text.as_str());
    Value::from_pairs([
        ("nombre", text(&proceso.nombre)),
        ("sigla", text(&proceso.sigla)),
        ("institucion", text(&proceso.institucion)),
        ("comision", text(&proceso.comision)),
        ("sigla_comision", text(&proceso.sigla_comision)),
        ("grupo", text(&proceso.grupo)),
        ("area_que_presenta", text(&proceso.area_que_presenta)),
        ("jornada", day(book, proceso.jornada)),
        ("inicio", day(book, proceso.inicio)),
        ("fin", day(book, proceso.fin)),
        ("demostracion", Value::from(proceso.demostracion)),
    ])
}

/// `anterior.fecha`: the meeting with which most is compared; `anterior("prep-opl").numero`: the
/// one with which a topic is compared, or none.
#[derive(Debug)]
struct Previous {
    latest: Option<BTreeMap<&'static str, Value>>,
    by_topic: BTreeMap<String, Value>,
}

fn previous(book: &Arc<Book>, scene: &Scene<'_>) -> Previous {
    let find = |number: &u8| scene.catalog.proceso.reunion(*number);
    let latest = scene.previous.values().max().and_then(find);
    let by_topic = scene.previous.iter().filter_map(|(topic, number)| {
        let reunion = find(number)?;
        Some((topic.clone(), meeting(book, scene, reunion)))
    });
    Previous {
        latest: latest.map(|r| meeting_pairs(book, scene, r).into_iter().collect()),
        by_topic: by_topic.collect(),
    }
}

impl Object for Previous {
    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        self.latest.as_ref()?.get(key.as_str()?).cloned()
    }

    fn enumerate(self: &Arc<Self>) -> Enumerator {
        Enumerator::NonEnumerable
    }

    fn is_true(self: &Arc<Self>) -> bool {
        self.latest.is_some()
    }

    fn call(self: &Arc<Self>, _: &mut State<'_, '_>, args: &[Value]) -> Result<Value, Error> {
        let (topic,): (String,) = minijinja::value::from_args(args)?;
        Ok(self
            .by_topic
            .get(&topic)
            .cloned()
            .unwrap_or_else(|| Value::from(())))
    }
}
