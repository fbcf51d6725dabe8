//! What stands on the cover, in headers and in the properties of the files.

use super::phrases::Phrases;
use super::wording::{Book, Cover, period};
use super::{Meta, Scene, Stage, dates, numbers};
use crate::catalog::Lexico;

/// The meta of an informe; the cover comes from `portada(…)` of the wording.
pub fn meta(scene: &Scene<'_>, stage: Stage<'_>, book: &Book, cover: Option<&Cover>) -> Meta {
    let proceso = &scene.catalog.proceso;
    let phrases = &book.phrases;
    let plain = |text: &str| book.marks.plain(text);
    let title = cover.map_or_else(|| proceso.grupo.clone(), |cover| plain(&cover.title));
    let own: Vec<String> = cover
        .into_iter()
        .flat_map(|c| &c.lines)
        .map(|line| plain(line))
        .collect();
    let ordinal = numbers::ordinal(scene.meeting);
    let date = dates::long(scene.reunion.fecha);
    let header = [("ordinal", ordinal.as_str()), ("fecha", date.as_str())];
    let header = phrases.fill("reunion_encabezado", &header);
    Meta {
        number: scene.meeting,
        language: "es-MX".to_owned(),
        short_title: cover.map_or_else(|| title.clone(), |cover| plain(&cover.short_title)),
        institution: proceso.institucion.clone(),
        area: proceso.area_que_presenta.clone(),
        group: phrases.fill(
            "grupo_y_comision",
            &[("grupo", &proceso.grupo), ("comision", &proceso.comision)],
        ),
        header_right: header.clone(),
        cover_lines: if own.is_empty() {
            lines(scene, phrases)
        } else {
            own
        },
        date: dates::iso(scene.reunion.fecha),
        day: date,
        foot: match stage {
            Stage::Preliminary => phrases.plain("preliminar"),
            Stage::ForCirculation => phrases.plain("para_circular"),
            Stage::Final { .. } => String::new(),
        },
        code: String::new(),
        code_line: String::new(),
        page_pattern: phrases.plain("pagina"),
        contents_title: phrases.plain("contenido"),
        tables_title: phrases.plain("indice_tablas"),
        figures_title: phrases.plain("indice_graficas"),
        legend: proceso
            .demostracion
            .then(|| proceso.leyenda_demostracion.clone()),
        subject: cover
            .and_then(|cover| cover.subject.as_ref())
            .map_or(header, |subject| plain(subject)),
        title,
    }
}

fn lines(scene: &Scene<'_>, phrases: &Phrases) -> Vec<String> {
    let reunion = scene.reunion;
    let ordinal = numbers::ordinal(reunion.numero);
    vec![
        phrases.fill("reunion_portada", &[("ordinal", &ordinal)]),
        phrases.fill("fecha_portada", &[("fecha", &dates::long(reunion.fecha))]),
        phrases.fill("periodo_portada", &[("periodo", &period(scene, reunion))]),
        phrases.fill("corte_portada", &[("corte", &dates::long(reunion.corte))]),
    ]
}

/// What the foot says of an informe that is not the final one, in either stage.
pub fn stage_legends(lexico: &Lexico) -> [String; 2] {
    let phrases = Phrases::new(lexico);
    ["preliminar", "para_circular"].map(|key| phrases.plain(key))
}
