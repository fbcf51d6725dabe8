//! The OPL one by one: their deliverables counted and set in a grid, and who told what.

use super::entregables::{Class, Deliverable};
use super::latest::latest;
use super::sistemas::round;
use super::table::{Table, computed, count, datum, missing, number, text};
use super::words::Words;
use crate::diagnostics::Location;
use crate::domain::{Institucion, Value};
use crate::report::{Datum, Format, Resource, Scene};
use crate::validation::UsedAs;
use std::collections::BTreeSet;

/// The counts of an OPL, after its name.
const COUNTS: &[(&str, Format)] = &[
    ("exigibles", Format::Number),
    ("entregados", Format::Number),
    ("en_proceso", Format::Number),
    ("pendientes", Format::Number),
    ("no_aplica", Format::Number),
    ("sin_informacion", Format::Number),
    ("anticipados", Format::Number),
    ("por_concluir", Format::Number),
    ("porcentaje", Format::Percent),
];

fn counts(
    scene: &Scene<'_>,
    opl: &Institucion,
    all: &[Deliverable<'_>],
    words: Words<'_>,
) -> Vec<Datum> {
    let mine: Vec<&Deliverable<'_>> = all.iter().filter(|d| d.opl.clave == opl.clave).collect();
    let due: Vec<&Deliverable<'_>> = mine.iter().copied().filter(|d| d.is_due(scene)).collect();
    let how_many = |of: &[&Deliverable<'_>], is: &dyn Fn(Class) -> bool| {
        let some: Vec<_> = of.iter().filter(|d| is(d.class)).collect();
        let places: Vec<Location> = some.iter().flat_map(|d| d.cells()).collect();
        count(places, some.len(), words)
    };
    let early: Vec<&Deliverable<'_>> = mine.iter().copied().filter(|d| !d.is_due(scene)).collect();
    let delivered = how_many(&due, &|c| c == Class::Delivered);
    let applies = due
        .iter()
        .filter(|d| d.class != Class::NotApplicable)
        .count();
    let share = match (delivered.value.as_number(), applies) {
        (Some(_), 0) | (None, _) => missing(),
        (Some(n), applies) => computed(
            Value::Number(round(100.0 * n / applies as f64)),
            due.iter().flat_map(|d| d.cells()).collect(),
            words.say("como_porcentaje", &[]),
        ),
    };
    let open = |c: Class| matches!(c, Class::UnderWay | Class::Pending | Class::Unknown);
    vec![
        how_many(&due, &|_| true),
        delivered,
        how_many(&due, &|c| c == Class::UnderWay),
        how_many(&due, &|c| c == Class::Pending),
        how_many(&due, &|c| c == Class::NotApplicable),
        how_many(&due, &|c| c == Class::Unknown),
        how_many(&early, &|c| c == Class::Delivered),
        how_many(&due, &open),
        share,
    ]
}

/// The resource `entregables_por_opl`.
pub(super) fn entregables_por_opl(
    scene: &Scene<'_>,
    all: &[Deliverable<'_>],
    words: Words<'_>,
) -> Resource {
    let mut fields = vec![("entidad", Format::Text), ("clave_opl", Format::Text)];
    fields.extend_from_slice(COUNTS);
    let mut table = Table::new("entregables_por_opl", &fields, words);
    for opl in scene.catalog.opl() {
        let mut row = vec![text(opl.nombre_corto()), text(opl.clave.as_str())];
        row.extend(counts(scene, opl, all, words));
        table.push(row);
    }
    table.finish()
}

/// The resource `opl`: every OPL with its counts and whether it delivered.
pub(super) fn opl_resource(
    scene: &Scene<'_>,
    all: &[Deliverable<'_>],
    words: Words<'_>,
) -> Resource {
    let mut fields = vec![
        ("clave", Format::Text),
        ("entidad", Format::Text),
        ("nombre", Format::Text),
        ("sigla", Format::Text),
        ("informo", Format::YesNo),
        ("ultimo_reporte", Format::Text),
        ("con_auditoria", Format::YesNo),
        ("con_casos", Format::YesNo),
    ];
    fields.extend_from_slice(COUNTS);
    let mut table = Table::new("opl", &fields, words);
    let with = |sheet: &str| -> BTreeSet<String> {
        let rows = latest(scene, sheet).into_iter();
        rows.map(|l| l.row.delivery.sender.clone()).collect()
    };
    let (audited, cased) = (with("Auditoria"), with("Casos_prueba"));
    let flag = |yes: bool| datum(Value::Bool(yes));
    for opl in scene.catalog.opl() {
        let mut row = vec![
            text(opl.clave.as_str()),
            text(opl.nombre_corto()),
            text(opl.nombre.as_str()),
            text(opl.sigla.as_str()),
            flag(reported(scene, opl, scene.meeting)),
            last_report(scene, opl, words),
            flag(audited.contains(&opl.clave)),
            flag(cased.contains(&opl.clave)),
        ];
        row.extend(counts(scene, opl, all, words));
        table.push(row);
    }
    table.finish()
}

fn reported(scene: &Scene<'_>, opl: &Institucion, meeting: u8) -> bool {
    scene.judged.datasets.get(&meeting).is_some_and(|d| {
        d.deliveries
            .iter()
            .any(|x| x.sender == opl.clave && x.used_as == UsedAs::InForce)
    })
}

/// The meeting of the last delivery, of an OPL that sent none for this one.
fn last_report(scene: &Scene<'_>, opl: &Institucion, words: Words<'_>) -> Datum {
    let earlier = scene.judged.datasets.range(..scene.meeting).rev();
    let found = earlier
        .map(|(number, _)| *number)
        .find(|number| reported(scene, opl, *number));
    match found.filter(|_| !reported(scene, opl, scene.meeting)) {
        Some(number) => text(words.say("reunion_n", &[("n", &number.to_string())])),
        None => missing(),
    }
}

/// The resource `entregables_matriz`: of each OPL and number, the least advanced variant whose
/// fecha de referencia has come.
pub(super) fn entregables_matriz(
    scene: &Scene<'_>,
    all: &[Deliverable<'_>],
    words: Words<'_>,
) -> Resource {
    const FIELDS: &[(&str, Format)] = &[
        ("entidad", Format::Text),
        ("no", Format::Number),
        ("entregable", Format::Text),
        ("clase", Format::Status),
    ];
    let mut table = Table::new("entregables_matriz", FIELDS, words);
    let numbers: BTreeSet<u8> = scene.catalog.entregables.iter().map(|e| e.no).collect();
    for opl in scene.catalog.opl() {
        for no in &numbers {
            let mine: Vec<&Deliverable<'_>> = all
                .iter()
                .filter(|d| d.opl.clave == opl.clave && d.entry.no == *no)
                .collect();
            let Some(first) = mine.first() else { continue };
            table.push(vec![
                text(opl.nombre_corto()),
                number(f64::from(*no)),
                text(first.entry.titulo_corto.as_str()),
                least(scene, &mine, words),
            ]);
        }
    }
    table.finish()
}

fn least(scene: &Scene<'_>, mine: &[&Deliverable<'_>], words: Words<'_>) -> Datum {
    let due = mine.iter().filter(|d| d.is_due(scene));
    let class = due.map(|d| d.class).min();
    let early = mine.iter().all(|d| d.class == Class::Delivered);
    let class = class.unwrap_or(if early {
        Class::Delivered
    } else {
        Class::NotYet
    });
    let places = mine
        .iter()
        .filter(|d| d.class == class)
        .flat_map(|d| d.cells())
        .collect();
    computed(
        Value::Text(class.word(words)),
        places,
        words.say("como_situacion", &[]),
    )
}
