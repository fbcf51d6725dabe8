//! Resources that are computed from several sheets, meetings or catalogues.
//!
//! One that has the name of a sheet (`sistemas`, `entregables`, `simulacros` …) takes its place:
//! it has all of the sheet's fields and more, and holds the last report of every row.

mod ajustes;
mod cambios;
mod casos;
mod compromisos;
mod entregables;
#[cfg(test)]
pub(in crate::report) mod fixture;
mod historia;
mod incidencias;
mod insumos;
mod latest;
mod observaciones;
mod por_opl;
mod prep;
mod pruebas;
mod siguiente;
mod sistemas;
mod table;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod tests_prep;
mod vocabulary;
pub(in crate::report) mod words;

use super::{Resource, Scene};
use words::Words;

/// The derived resources of a meeting.
pub fn resources(scene: &Scene<'_>) -> Vec<Resource> {
    let words = Words::new(&scene.catalog.wording.lexico);
    let tracked = sistemas::tracked(scene);
    let changes = cambios::changes(scene, &tracked, words);
    let deliverables = entregables::deliverables(scene);
    let enriched = [
        sistemas::sistemas(scene, &tracked, words),
        incidencias::incidencias(scene, words),
        incidencias::actividades(scene, words),
        entregables::entregables(scene, &deliverables, words),
        prep::datos_prep(scene, words),
        prep::simulacros(scene, words),
        prep::jornada(scene, words),
    ];
    let mut all: Vec<Resource> = enriched.into_iter().flatten().collect();
    all.extend([
        sistemas::estatus_sistemas(scene, &tracked, words),
        sistemas::resumen_areas(scene, &tracked, words),
        historia::avance_por_reunion(scene, words),
        cambios::cambios(&changes, words),
        cambios::cambios_resumen(scene, &changes, words),
        incidencias::incidencias_resumen(scene, words),
        por_opl::opl_resource(scene, &deliverables, words),
        por_opl::entregables_por_opl(scene, &deliverables, words),
        por_opl::entregables_matriz(scene, &deliverables, words),
        entregables::por_entregar(scene, &deliverables, words),
        prep::simulacros_por_opl(scene, words),
        prep::auditoria_total(scene, words),
        pruebas::pruebas_por_opl(scene, words),
        observaciones::observaciones_instituto(scene, words),
        observaciones::puntos_seguimiento(scene, &tracked, words),
        compromisos::compromisos(scene, words),
        insumos::insumos(scene, words),
        insumos::sin_informacion(scene, words),
        insumos::trazabilidad(scene, words),
        ajustes::ajustes(scene, words),
        insumos::temas(scene, words),
    ]);
    all.extend(casos::casos_por_fase(scene, words));
    all.extend(insumos::calendario(scene, words));
    all
}
