//! The words of the listed values that computed resources tell apart; the lists themselves stand
//! in `templates/temas`.

/// Estatus of a system, from start to end.
pub(super) const ESTATUS_SISTEMA: &[&str] = &[
    POR_INICIAR,
    EN_EJECUCION,
    CON_DESFASE,
    LIBERADO,
    EN_OPERACION,
    FUERA_DE_OPERACION,
    CANCELADO,
];
/// The system has not begun.
pub(super) const POR_INICIAR: &str = "Por iniciar";
/// The system is being made.
pub(super) const EN_EJECUCION: &str = "En ejecución";
/// The system is later than planned.
pub(super) const CON_DESFASE: &str = "Con desfase";
/// The system was released.
pub(super) const LIBERADO: &str = "Liberado";
/// The system is in use.
pub(super) const EN_OPERACION: &str = "En operación";
/// The system has done its work.
pub(super) const FUERA_DE_OPERACION: &str = "Fuera de operación";
/// The system will not be made.
pub(super) const CANCELADO: &str = "Cancelado";

/// Estatus of a deliverable.
pub(super) const ENTREGADO: &str = "Entregado";
/// Being prepared.
pub(super) const EN_PROCESO: &str = "En proceso";
/// Not delivered.
pub(super) const PENDIENTE: &str = "Pendiente";
/// Does not apply.
pub(super) const NO_APLICA: &str = "No aplica";

/// Situación of a test that was held, in both of its forms.
pub(super) const REALIZADA: &str = "Realizada";
/// A test that will be held on another date.
pub(super) const REPROGRAMADA: &str = "Reprogramada";

/// The OPL makes its PREP without a third party.
pub(super) const MODALIDAD_OPL: &str = "OPL";

/// Results of a test case.
pub(super) const EXITOSO: &str = "Exitoso";
/// A case with another result than expected.
pub(super) const FALLIDO: &str = "Fallido";
/// A case that could not go on.
pub(super) const BLOQUEADO: &str = "Bloqueado";
/// A case that was not run.
pub(super) const NO_EJECUTADO: &str = "No ejecutado";

/// Estatus of an incidencia that is over.
pub(super) const CERRADA: &str = "Cerrada";
/// Estatus of an incidencia that nobody attends yet.
pub(super) const ABIERTA: &str = "Abierta";
/// Estatus of an incidencia under way.
pub(super) const EN_ATENCION: &str = "En atención";
/// Severities, from high to low, with the fields that count them.
pub(super) const SEVERIDADES: &[(&str, &str)] =
    &[("Alta", "alta"), ("Media", "media"), ("Baja", "baja")];
/// The incidencia may be described in public.
pub(super) const PUBLICA: &str = "Pública";

/// Whether a system with that estatus has been released.
pub(super) fn is_released(estatus: &str) -> bool {
    [LIBERADO, EN_OPERACION, FUERA_DE_OPERACION].contains(&estatus)
}
