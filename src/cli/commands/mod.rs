//! One file per command.

pub mod archivar;
pub mod cotejar;
pub mod esquema;
pub mod estado;
pub mod explicar;
pub mod exportar;
pub mod formatos;
pub mod generar;
pub mod iniciar;
pub mod reproducir;
pub mod validar;
pub mod verificar;
