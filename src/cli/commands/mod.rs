//! One file per command.

pub mod diagnosticar;
pub mod diferencias;
pub mod esquema;
pub mod estado;
pub mod explicar;
pub mod formatos;
pub mod generar;
pub mod iniciar;
pub mod leer_libro;
pub mod origen;
pub mod validar;
