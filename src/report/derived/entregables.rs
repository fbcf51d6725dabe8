//! The deliverables of the PREP: the situation of each OPL and variant in words, never in days
//! while nobody verified the dates of the catalogue.

use super::latest::{Latest, latest, sheet_data};
use super::table::{
    Table, cells, computed, dash_empty, date, field, missing, number, or_not_applicable, text,
};
use super::vocabulary::{EN_PROCESO, ENTREGADO, NO_APLICA, PENDIENTE};
use super::words::Words;
use crate::diagnostics::Location;
use crate::domain::words::fold;
use crate::domain::{Entregable, Fecha, Institucion, Value};
use crate::report::numbers::uncapitalized;
use crate::report::{Datum, Format, Resource, Scene};
use crate::validation::Row;

/// The field of the fecha de referencia.
const REFERENCE: &str = "fecha_referencia";
const EXTRA: &[(&str, Format)] = &[
    ("nombre", Format::Text),
    ("clase", Format::Status),
    ("situacion", Format::Text),
    ("exigible", Format::YesNo),
    ("nuevo", Format::YesNo),
    ("reunion_reporte", Format::Text),
];

/// A deliverable in one variant, of one OPL.
#[derive(Debug)]
pub(super) struct Deliverable<'a> {
    /// The OPL.
    pub(super) opl: &'a Institucion,
    /// Its line of the catalogue.
    pub(super) entry: &'a Entregable,
    /// What the OPL last reported of it.
    pub(super) latest: Option<Latest>,
    /// The fecha de referencia: the catalogue's, or the row's own where the election is
    /// extraordinary.
    pub(super) reference: Option<Fecha>,
    /// How it stands at the corte.
    pub(super) class: Class,
}

/// How a deliverable stands at the corte; from the least to the most advanced.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Class {
    /// Due and nobody told of it.
    Unknown,
    /// Due and not delivered.
    Pending,
    /// Due and being prepared.
    UnderWay,
    /// Delivered on or before the corte.
    Delivered,
    /// Does not apply.
    NotApplicable,
    /// The fecha de referencia comes after the corte.
    NotYet,
}

impl Class {
    /// Its word: a listed value, or a phrase of the lexicon.
    pub(super) fn word(self, words: Words<'_>) -> String {
        match self {
            Self::Unknown => words.say("sin_informacion", &[]),
            Self::Pending => PENDIENTE.to_owned(),
            Self::UnderWay => EN_PROCESO.to_owned(),
            Self::Delivered => ENTREGADO.to_owned(),
            Self::NotApplicable => NO_APLICA.to_owned(),
            Self::NotYet => words.say("posterior_al_corte", &[]),
        }
    }
}

impl Deliverable<'_> {
    /// Whether its fecha de referencia is on or before the corte.
    pub(super) fn is_due(&self, scene: &Scene<'_>) -> bool {
        self.reference.is_some_and(|r| r <= scene.reunion.corte)
    }

    /// The cells that its situation rests on.
    pub(super) fn cells(&self) -> Vec<Location> {
        self.latest.as_ref().map_or_else(Vec::new, |l| {
            cells(&l.row, &["estatus", "fecha_entrega", "fecha_referencia"])
        })
    }
}

/// The fecha de referencia, with its cell where the row says the same.
fn reference(item: &Deliverable<'_>) -> Datum {
    let written = item.latest.as_ref().map(|l| field(&l.row, REFERENCE));
    written
        .filter(|datum| datum.value.as_date() == item.reference && item.reference.is_some())
        .unwrap_or_else(|| date(item.reference))
}

/// Every deliverable of every OPL, in the order of entidad and catalogue.
pub(super) fn deliverables<'a>(scene: &Scene<'a>) -> Vec<Deliverable<'a>> {
    let reported = latest(scene, "Entregables");
    let mut all = Vec::new();
    for opl in scene.catalog.opl() {
        for entry in &scene.catalog.entregables {
            let latest = reported
                .iter()
                .find(|l| l.row.delivery.sender == opl.clave && is_about(&l.row, entry))
                .cloned();
            let own = latest
                .as_ref()
                .and_then(|l| l.row.value(REFERENCE).as_date());
            let reference = scene.catalog.fecha_de_referencia(entry, opl, own);
            let class = classify(scene, latest.as_ref().map(|l| &*l.row), reference);
            all.push(Deliverable {
                opl,
                entry,
                latest,
                reference,
                class,
            });
        }
    }
    all
}

fn is_about(row: &Row, entry: &Entregable) -> bool {
    let same_number = row.value("no").as_number() == Some(f64::from(entry.no))
        || row.value("no").as_text() == Some(entry.no.to_string().as_str());
    let variant = row.value("variante").as_text().unwrap_or("");
    same_number && fold(variant) == fold(&entry.variante)
}

fn classify(scene: &Scene<'_>, row: Option<&Row>, reference: Option<Fecha>) -> Class {
    let corte = scene.reunion.corte;
    let due = reference.is_some_and(|r| r <= corte);
    let estatus = row.and_then(|r| r.value("estatus").as_text());
    let aplica = row.map(|r| r.value("aplica"));
    let no = matches!(aplica, Some(Value::Bool(false))) || estatus == Some(NO_APLICA);
    let delivered = row.is_some_and(|r| !is_after(r, corte)) && estatus == Some(ENTREGADO);
    if no {
        Class::NotApplicable
    } else if delivered {
        Class::Delivered
    } else if !due {
        Class::NotYet
    } else {
        match estatus {
            Some(EN_PROCESO) => Class::UnderWay,
            Some(_) => Class::Pending,
            None => Class::Unknown,
        }
    }
}

fn is_after(row: &Row, corte: Fecha) -> bool {
    row.value("fecha_entrega")
        .as_date()
        .is_some_and(|d| d > corte)
}

/// The situation in words (dominio §8.4).
fn situation(scene: &Scene<'_>, item: &Deliverable<'_>, words: Words<'_>) -> String {
    let row = item.latest.as_ref().map(|l| &*l.row);
    let delivery = row.and_then(|r| r.value("fecha_entrega").as_date());
    let reference = item.reference.map(|r| words.date(r));
    let reference = reference.as_deref().unwrap_or("");
    let late = row.is_some_and(|r| {
        r.value("estatus").as_text() == Some(ENTREGADO) && is_after(r, scene.reunion.corte)
    });
    let under_way = row.is_some_and(|r| r.value("estatus").as_text() == Some(EN_PROCESO));
    let parts = [("referencia", reference)];
    match item.class {
        Class::Unknown => words.say("entregable_sin_informacion", &parts),
        Class::Pending if late => words.say("entregable_despues_del_corte", &parts),
        Class::Pending => words.say("entregable_pendiente", &parts),
        Class::UnderWay => words.say("entregable_en_proceso", &parts),
        Class::NotApplicable => words.say("entregable_no_aplica", &parts),
        Class::NotYet if under_way => words.say("entregable_en_proceso_posterior", &parts),
        Class::NotYet => words.say("entregable_posterior", &parts),
        Class::Delivered => delivered(item, delivery, reference, words),
    }
}

fn delivered(
    item: &Deliverable<'_>,
    delivery: Option<Fecha>,
    reference: &str,
    words: Words<'_>,
) -> String {
    let Some(day) = delivery else {
        return words.say(
            "entregable_entregado_sin_fecha",
            &[("referencia", reference)],
        );
    };
    let written = words.date(day);
    let parts = [("entrega", written.as_str()), ("referencia", reference)];
    match item.reference {
        None => words.say("entregable_entregado_sin_referencia", &parts),
        Some(limit) if item.entry.verificado && day <= limit => {
            words.say("entregable_en_plazo", &parts)
        }
        Some(limit) if item.entry.verificado => {
            words.say_count("entregable_con_dias", (day - limit).num_days(), &parts)
        }
        Some(_) => words.say("entregable_entregado", &parts),
    }
}

/// The name of a deliverable in a list: «4. Acuerdo de integración del COTAPREP (proyecto)».
fn name(entry: &Entregable, words: Words<'_>) -> String {
    let number = entry.no.to_string();
    let variant = uncapitalized(&entry.variante);
    let parts = [
        ("no", number.as_str()),
        ("titulo", entry.titulo_corto.as_str()),
        ("variante", variant.as_str()),
    ];
    if entry.variante.is_empty() {
        words.say("entregable_nombre", &parts)
    } else {
        words.say("entregable_nombre_variante", &parts)
    }
}

/// The resource `entregables`: every deliverable of every OPL, reported or not.
pub(super) fn entregables(
    scene: &Scene<'_>,
    all: &[Deliverable<'_>],
    words: Words<'_>,
) -> Option<Resource> {
    let raw = scene.raw("entregables")?;
    let mut table = Table::extending(raw, EXTRA, words);
    for item in all {
        let mut data = match &item.latest {
            Some(latest) => sheet_data(scene, raw, latest, words),
            None => unreported(item, raw),
        };
        if let Some(at) = raw.fields.iter().position(|f| f.name == REFERENCE) {
            data[at] = reference(item);
        }
        dash_empty(&mut data, &raw.fields, unneeded(item.class));
        data.push(text(name(item.entry, words)));
        data.push(text(item.class.word(words)));
        data.push(computed(
            Value::Text(situation(scene, item, words)),
            item.cells(),
            words.say("como_situacion", &[]),
        ));
        data.push(super::table::datum(Value::Bool(item.is_due(scene))));
        data.push(super::table::datum(Value::Bool(is_new(item))));
        data.push(match &item.latest {
            Some(latest) => text(words.say("reunion_n", &[("n", &latest.meeting.to_string())])),
            None => super::table::not_applicable(),
        });
        table.push(data);
    }
    Some(table.finish())
}

/// The fields that may stay empty: a folio is expected of what was delivered only, and not every
/// deliverable is approved by an acuerdo.
fn unneeded(class: Class) -> &'static [&'static str] {
    const ALL: &[&str] = &["acuerdo", "variante", "oficio_o_folio", "fecha_entrega"];
    match class {
        Class::Delivered => &ALL[..2],
        Class::Unknown
        | Class::Pending
        | Class::UnderWay
        | Class::NotApplicable
        | Class::NotYet => ALL,
    }
}

/// Delivered, as reported for this meeting, and not so in the last report.
fn is_new(item: &Deliverable<'_>) -> bool {
    let current = item.latest.as_ref().filter(|l| l.current);
    let was = |row: &Row| row.last.as_ref().map(|l| l.value("estatus").clone());
    current.is_some_and(|l| {
        item.class == Class::Delivered && was(&l.row) != Some(Value::Text(ENTREGADO.to_owned()))
    })
}

fn unreported(item: &Deliverable<'_>, raw: &Resource) -> Vec<Datum> {
    let of = |field: &str| match field {
        "no" => number(f64::from(item.entry.no)),
        "entregable" => text(item.entry.titulo.as_str()),
        "variante" => text(item.entry.variante.as_str()),
        REFERENCE => date(item.reference),
        "remitente" => text(item.opl.nombre_corto()),
        "clave_remitente" => text(item.opl.clave.as_str()),
        "entidad" => text(item.opl.entidad.as_deref().unwrap_or("")),
        _ => missing(),
    };
    raw.fields.iter().map(|f| of(&f.name)).collect()
}

/// The resource `por_entregar`: what has its fecha de referencia before the next meeting.
pub(super) fn por_entregar(
    scene: &Scene<'_>,
    all: &[Deliverable<'_>],
    words: Words<'_>,
) -> Resource {
    const FIELDS: &[(&str, Format)] = &[
        ("no", Format::Number),
        ("entregable", Format::Text),
        ("variante", Format::Text),
        ("fecha_referencia", Format::Date),
        ("ya_entregado", Format::Number),
        ("por_entregar", Format::Number),
    ];
    let mut table = Table::new("por_entregar", FIELDS, words);
    let Some(next) = scene.next() else {
        return table.finish();
    };
    let soon = |d: &&Deliverable<'_>| {
        d.reference
            .is_some_and(|r| r > scene.reunion.corte && r <= next.fecha)
    };
    for entry in &scene.catalog.entregables {
        let mine: Vec<&Deliverable<'_>> = all
            .iter()
            .filter(|d| std::ptr::eq(d.entry, entry))
            .filter(soon)
            .collect();
        let Some(first) = mine.first() else { continue };
        let delivered: Vec<_> = mine
            .iter()
            .filter(|d| d.class == Class::Delivered)
            .collect();
        let open: Vec<_> = mine.iter().filter(|d| d.class == Class::NotYet).collect();
        let places = |some: &[&&Deliverable<'_>]| some.iter().flat_map(|d| d.cells()).collect();
        table.push(vec![
            number(f64::from(entry.no)),
            text(entry.titulo_corto.as_str()),
            or_not_applicable(text(entry.variante.as_str())),
            reference(first),
            super::table::count(places(&delivered), delivered.len(), words),
            super::table::count(places(&open), open.len(), words),
        ]);
    }
    table.finish()
}
