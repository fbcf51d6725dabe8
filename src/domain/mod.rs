//! The nouns of the domain; no input or output, no format.
//!
//! # Glossary
//!
//! | name here | meaning |
//! |---|---|
//! | `Proceso` | the electoral process («PEL 2021-2022») with its calendar |
//! | `Reunion` | a meeting of the working group, one informe each |
//! | `corte` | the day up to which an informe tells («fecha de corte») |
//! | `jornada` | the election day |
//! | `Institucion` | a sender of workbooks: an area of the INE, an OPL, the secretariat |
//! | `Opl` | «Organismo Público Local», the electoral body of an entidad |
//! | `Entregable` | a deliverable of the PREP, with the rule of its «fecha de referencia» |
//! | `Tema` | a tracked topic; active at a meeting exactly when the calendar lists it there |
//!
//! Words not to use: «cédula», «hallazgo», «constancia», «auditoría» for our own reviewing.

mod cell;
mod digest;
mod entregable;
mod institucion;
pub mod names;
mod proceso;
mod value;
pub mod words;

pub use cell::CellRef;
pub use digest::{sha256_hex, sha256_of, sha512_hex, sha512_of};
pub use entregable::{Entregable, ReglaFecha, Sentido};
pub use institucion::{Clase, Institucion, Sistema};
pub use proceso::{Archivo, Proceso, ProcesoSeguido, Reunion};
pub use value::{Value, whole};

/// A calendar date without time zone.
pub type Fecha = chrono::NaiveDate;

/// Version of the layout of our workbooks; a change that older workbooks do not fit raises it.
pub const LAYOUT: u32 = 1;
