//! One file per command.

pub mod archivar;
pub mod completar;
pub mod cotejar;
pub mod diagnosticar;
pub mod diferencias;
pub mod esquema;
pub mod estado;
pub mod explicar;
pub mod exportar;
pub mod formatos;
pub mod generar;
pub mod iniciar;
pub mod leer_libro;
pub mod origen;
pub mod reproducir;
pub mod validar;
pub mod verificar;
