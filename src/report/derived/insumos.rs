//! What was received for the informe, from whom nothing came, and the sheets and rows that each
//! workbook contributed.

use super::latest::{Latest, asked, latest};
use super::table::{
    Table, computed, date, field, missing, not_applicable, number, or_not_applicable, text,
};
use super::words::Words;
use crate::catalog::PORTADA;
use crate::domain::{Clase, Institucion, Value};
use crate::report::trail::{CODE_LENGTH, ranges};
use crate::report::{Datum, Format, Resource, Scene};
use crate::validation::{Dataset, Delivery, UsedAs};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The resource `insumos`: every delivery, superseded ones included, and who sent none.
pub(super) fn insumos(scene: &Scene<'_>, words: Words<'_>) -> Resource {
    const FIELDS: &[(&str, Format)] = &[
        ("remitente", Format::Text),
        ("libro", Format::Text),
        ("version", Format::Number),
        ("codigo", Format::Text),
        ("recibido", Format::Date),
        ("medio", Format::Text),
        ("folio", Format::Text),
        ("situacion", Format::Text),
    ];
    let mut table = Table::new("insumos", FIELDS, words);
    for sender in senders(scene) {
        let mine: Vec<&Arc<Delivery>> = scene
            .dataset
            .deliveries
            .iter()
            .filter(|d| d.sender == sender.clave)
            .collect();
        let [when, medium, folio] = reception(scene, sender);
        if mine.is_empty() {
            let none = not_applicable;
            table.push(vec![
                text(sender.nombre_corto()),
                none(),
                none(),
                none(),
                none(),
                none(),
                none(),
                text(words.say("insumo_sin_recibir", &[])),
            ]);
        }
        for delivery in mine {
            let own = delivery.used_as == UsedAs::InForce;
            let only = |datum: &Datum| if own { datum.clone() } else { not_applicable() };
            table.push(vec![
                text(sender.nombre_corto()),
                text(delivery.name.as_str()),
                number(f64::from(delivery.version)),
                text(code(delivery)),
                only(&when),
                only(&medium),
                only(&folio),
                text(words.say(used_as(delivery.used_as), &[])),
            ]);
        }
    }
    table.finish()
}

/// Who was asked, then who delivered without being asked (the secretariat).
fn senders<'a>(scene: &Scene<'a>) -> Vec<&'a Institucion> {
    let mut all = asked(scene);
    for institution in &scene.catalog.instituciones {
        let known = all.iter().any(|i| i.clave == institution.clave);
        let delivered = scene
            .dataset
            .deliveries
            .iter()
            .any(|d| d.sender == institution.clave);
        if !known && delivered {
            all.push(institution);
        }
    }
    all
}

fn used_as(used: UsedAs) -> &'static str {
    match used {
        UsedAs::InForce => "insumo_considerado",
        UsedAs::Superseded => "insumo_sustituido",
        UsedAs::Unusable => "insumo_no_utilizable",
    }
}

fn code(delivery: &Delivery) -> String {
    delivery.sha256.chars().take(CODE_LENGTH).collect()
}

/// When, how and under which folio the secretariat received it; a dash where it keeps no record.
fn reception(scene: &Scene<'_>, sender: &Institucion) -> [Datum; 3] {
    let found = latest(scene, "Recepcion").into_iter().find(|l| {
        let who = l.row.value("remitente").as_text().unwrap_or("");
        let meeting = l.row.value("reunion").as_number();
        let same = meeting.is_none_or(|n| n == f64::from(scene.meeting));
        l.current
            && same
            && scene
                .catalog
                .remitente_por_nombre(who)
                .is_some_and(|w| w.clave == sender.clave)
    });
    ["fecha_hora", "medio", "folio"].map(|name| {
        let datum = found.as_ref().map_or_else(missing, |l| field(&l.row, name));
        or_not_applicable(datum)
    })
}

/// The resource `sin_informacion`: who was asked and sent nothing that could be used.
pub(super) fn sin_informacion(scene: &Scene<'_>, words: Words<'_>) -> Resource {
    const FIELDS: &[(&str, Format)] = &[
        ("remitente", Format::Text),
        ("clave", Format::Text),
        ("nombre", Format::Text),
        ("opl", Format::YesNo),
    ];
    let mut table = Table::new("sin_informacion", FIELDS, words);
    for sender in asked(scene) {
        let delivered = scene
            .dataset
            .deliveries
            .iter()
            .any(|d| d.sender == sender.clave && d.used_as == UsedAs::InForce);
        if !delivered {
            table.push(vec![
                text(sender.nombre_corto()),
                text(sender.clave.as_str()),
                text(sender.nombre.as_str()),
                super::table::datum(Value::Bool(sender.clase == Clase::Opl)),
            ]);
        }
    }
    table.finish()
}

/// The sheets whose last report is told when the meeting brings no newer one.
const CARRIED: [&str; 9] = [
    "Sistemas",
    "Incidencias",
    "Entregables",
    "Datos_PREP",
    "Simulacros",
    "Jornada",
    "Auditoria",
    "Pruebas",
    "Casos_prueba",
];

/// The resource `trazabilidad`: each workbook of the informe with its code, sheets and rows; the
/// earlier ones from which a last report was taken included.
pub(super) fn trazabilidad(scene: &Scene<'_>, words: Words<'_>) -> Resource {
    const FIELDS: &[(&str, Format)] = &[
        ("libro", Format::Text),
        ("codigo", Format::Text),
        ("hoja", Format::Text),
        ("filas", Format::Text),
        ("usadas", Format::Number),
    ];
    let mut table = Table::new("trazabilidad", FIELDS, words);
    for ((name, sheet, code), rows) in used(scene) {
        table.push(vec![
            text(name),
            text(code.chars().take(CODE_LENGTH).collect::<String>()),
            text(sheet),
            text(ranges(&rows, &|key, parts| words.say(key, parts))),
            number(rows.len() as f64),
        ]);
    }
    table.finish()
}

/// The rows of which the informe speaks, by name of the workbook, sheet and code of integrity.
pub(super) type Used = BTreeMap<(String, String, Arc<str>), BTreeSet<u32>>;

/// The rows of the meeting and the last reports that stand in.
pub(super) fn used(scene: &Scene<'_>) -> Used {
    let mut used = Used::new();
    let earlier: Vec<Latest> = CARRIED
        .iter()
        .flat_map(|sheet| latest(scene, sheet))
        .collect();
    let current = scene.dataset.sheets.values().flatten();
    for row in current.chain(earlier.iter().map(|l| &l.row)) {
        if row.sheet == PORTADA {
            continue;
        }
        let delivery = &row.delivery;
        let key = (
            delivery.name.clone(),
            row.sheet.clone(),
            delivery.sha256.clone(),
        );
        used.entry(key).or_default().insert(row.number);
    }
    used
}

/// The resource `calendario`: the meetings; `expediente`: with what each was made.
pub(super) fn calendario(scene: &Scene<'_>, words: Words<'_>) -> [Resource; 2] {
    const MEETING: &[(&str, Format)] = &[
        ("numero", Format::Number),
        ("fecha", Format::Date),
        ("corte", Format::Date),
        ("nota", Format::Text),
    ];
    let mut calendar = Table::new("calendario", MEETING, words);
    let mut fields = MEETING[..3].to_vec();
    fields.extend([
        ("informe", Format::Text),
        ("libros", Format::Number),
        ("considerados", Format::Number),
    ]);
    let mut record = Table::new("expediente", &fields, words);
    for meeting in &scene.catalog.proceso.reuniones {
        let mut row = vec![
            number(f64::from(meeting.numero)),
            date(Some(meeting.fecha)),
            date(Some(meeting.corte)),
        ];
        let mut with_note = row.clone();
        with_note.push(text(meeting.nota.as_deref().unwrap_or("")));
        calendar.push(with_note);
        if meeting.numero <= scene.meeting {
            let dataset = scene.judged.datasets.get(&meeting.numero);
            let kind = format!("informe_{}", meeting.informe.replace('-', "_"));
            row.push(text(words.say(&kind, &[])));
            row.extend(workbooks(dataset, words));
            record.push(row);
        }
    }
    [calendar.finish(), record.finish()]
}

/// Workbooks received for a meeting, and those that count.
fn workbooks(dataset: Option<&Dataset>, words: Words<'_>) -> [Datum; 2] {
    let all = dataset.map_or(&[][..], |d| d.deliveries.as_slice());
    let counted = all.iter().filter(|d| d.used_as == UsedAs::InForce).count();
    [all.len(), counted].map(|n| {
        computed(
            Value::Number(n as f64),
            Vec::new(),
            words.say("como_conteo", &[]),
        )
    })
}

/// The resource `temas`: the topics, active or not.
pub(super) fn temas(scene: &Scene<'_>, words: Words<'_>) -> Resource {
    const FIELDS: &[(&str, Format)] = &[
        ("clave", Format::Text),
        ("titulo", Format::Text),
        ("activo", Format::YesNo),
    ];
    let mut table = Table::new("temas", FIELDS, words);
    for (slug, title) in &scene.catalog.temas {
        table.push(vec![
            text(slug.as_str()),
            text(title.as_str()),
            super::table::datum(Value::Bool(scene.reunion.temas.contains(slug))),
        ]);
    }
    table.finish()
}
