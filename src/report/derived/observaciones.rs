//! What the Instituto observes of the PREP of each OPL, from the one sheet that may say it; and
//! the points of follow-up in the words of the areas.

use super::latest::{Latest, is_over, latest};
use super::sistemas::Tracked;
use super::table::{Table, field, missing, text};
use super::vocabulary::{CON_DESFASE, PUBLICA};
use super::words::Words;
use crate::domain::words::{alphabetical, fold};
use crate::report::{Format, Resource, Scene};

/// A row of the Instituto's follow-up, with the OPL it is about.
#[derive(Debug)]
pub(super) struct Observed {
    /// The row.
    pub(super) latest: Latest,
    /// Clave of the OPL.
    pub(super) clave: Option<String>,
    /// Entidad as printed.
    pub(super) entidad: String,
}

impl Observed {
    /// Whether it speaks of a test.
    pub(super) fn is_about_tests(&self, words: Words<'_>) -> bool {
        let object = self.latest.row.value("objeto").as_text().unwrap_or("");
        fold(object).contains(&fold(&words.say("objeto_prueba", &[])))
    }
}

/// The observations of the meeting, in the order of entidad and object; one that is not repeated
/// is no longer followed.
pub(super) fn observed(scene: &Scene<'_>) -> Vec<Observed> {
    let mut all: Vec<Observed> = latest(scene, "Seguimiento_PREP")
        .into_iter()
        .filter(|latest| latest.present)
        .map(|latest| {
            let word = latest
                .row
                .value("entidad")
                .as_text()
                .unwrap_or("")
                .to_owned();
            let opl = scene.catalog.remitente_por_nombre(&word);
            Observed {
                clave: opl.map(|o| o.clave.clone()),
                entidad: opl.map_or(word, |o| o.nombre_corto().to_owned()),
                latest,
            }
        })
        .collect();
    all.sort_by_key(|o| {
        let object = o.latest.row.value("objeto").as_text().unwrap_or("");
        (alphabetical(&o.entidad), alphabetical(object))
    });
    all
}

/// The resource `observaciones_instituto`.
pub(super) fn observaciones_instituto(scene: &Scene<'_>, words: Words<'_>) -> Resource {
    const FIELDS: &[(&str, Format)] = &[
        ("clave_opl", Format::Text),
        ("entidad", Format::Text),
        ("objeto", Format::Text),
        ("emitidas", Format::Number),
        ("atendidas", Format::Number),
        ("estado", Format::Status),
        ("estado_minuscula", Format::Text),
        ("comentario", Format::Text),
    ];
    let mut table = Table::new("observaciones_instituto", FIELDS, words);
    for observed in observed(scene) {
        let row = &observed.latest.row;
        table.push(vec![
            text(observed.clave.as_deref().unwrap_or("")),
            text(observed.entidad.as_str()),
            field(row, "objeto"),
            field(row, "observaciones_emitidas"),
            field(row, "observaciones_atendidas"),
            field(row, "estado"),
            in_lower_case(field(row, "estado")),
            field(row, "comentario"),
        ]);
    }
    table.finish()
}

/// A word for the middle of a sentence.
fn in_lower_case(datum: crate::report::Datum) -> crate::report::Datum {
    let value = match datum.value.as_text() {
        Some(text) => crate::domain::Value::Text(text.to_lowercase()),
        None => datum.value.clone(),
    };
    crate::report::Datum { value, ..datum }
}

/// How many points of follow-up the summary has at most: they share one page with the figures.
const POINTS: usize = 7;

/// The resource `puntos_seguimiento`: systems with desfase, the widest first, then open
/// incidencias of severity Alta, then observations in attention; each in the words of its area.
pub(super) fn puntos_seguimiento(
    scene: &Scene<'_>,
    tracked: &[Tracked],
    words: Words<'_>,
) -> Resource {
    const FIELDS: &[(&str, Format)] = &[
        ("asunto", Format::Text),
        ("area", Format::Text),
        ("texto", Format::Text),
    ];
    let mut table = Table::new("puntos_seguimiento", FIELDS, words);
    let mut points = Vec::new();
    let mut late: Vec<&Tracked> = tracked
        .iter()
        .filter(|t| t.latest.current && t.estatus() == CON_DESFASE)
        .collect();
    late.sort_by(|a, b| gap(a).total_cmp(&gap(b)));
    for system in late {
        let row = &system.latest.row;
        let said = ["justificacion", "observaciones"]
            .into_iter()
            .map(|name| field(row, name))
            .find(|d| !d.value.is_missing());
        if let Some(said) = said {
            points.push(vec![
                text(system.name.as_str()),
                text(system.area.as_str()),
                said,
            ]);
        }
    }
    points.extend(open_incidents(scene));
    points.extend(observed(scene).into_iter().filter_map(|o| {
        let row = &o.latest.row;
        let open = super::latest::number_of(row, "observaciones_emitidas")?
            - super::latest::number_of(row, "observaciones_atendidas").unwrap_or(0.0);
        let said = field(row, "comentario");
        let area = scene
            .catalog
            .institucion(&row.delivery.sender)
            .map_or("", |s| s.nombre_corto());
        let keep = o.latest.current && open > 0.0 && !said.value.is_missing();
        keep.then(|| vec![text(o.entidad.as_str()), text(area), said])
    }));
    for point in points.into_iter().take(POINTS) {
        table.push(point);
    }
    table.finish()
}

fn gap(system: &Tracked) -> f64 {
    let of = |name: &str| super::latest::number_of(&system.latest.row, name).unwrap_or(0.0);
    of("avance_real") - of("avance_programado")
}

fn open_incidents(scene: &Scene<'_>) -> Vec<Vec<crate::report::Datum>> {
    latest(scene, "Incidencias")
        .iter()
        .filter(|l| {
            let is = |name: &str, word: &str| l.row.value(name).as_text() == Some(word);
            l.current
                && is("severidad", "Alta")
                && is("difusion", PUBLICA)
                && !is_over(scene, &l.row)
                && !l.row.value("id_sistema").is_missing()
        })
        .map(|l| {
            let area = scene.catalog.institucion(&l.row.delivery.sender);
            vec![
                text(super::sistemas::system_name(scene, &l.row)),
                area.map_or_else(missing, |a| text(a.nombre_corto())),
                field(&l.row, "descripcion"),
            ]
        })
        .collect()
}
