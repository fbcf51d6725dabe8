//! Questions that the rest of the program asks the catalogue.

use super::{Campo, Catalog, Comprobacion, Esquema};
use crate::domain::words::{alphabetical, fold};
use crate::domain::{Clase, Entregable, Fecha, Institucion, ProcesoSeguido, Reunion, Sistema};

impl Catalog {
    /// The sender with that clave.
    pub fn institucion(&self, clave: &str) -> Option<&Institucion> {
        self.instituciones.iter().find(|i| i.clave == clave)
    }

    /// The sender that a text names: by clave, official name, entidad, sigla or alias, without
    /// regard to case, accents and spaces. The sigla of an OPL counts only where it is an alias,
    /// because some are those of two OPL.
    pub fn remitente_por_nombre(&self, text: &str) -> Option<&Institucion> {
        let wanted = fold(text);
        self.instituciones.iter().find(|i| {
            let names = [i.clave.as_str(), i.nombre.as_str(), i.nombre_corto()];
            let alias = i.alias.iter().map(String::as_str);
            names.into_iter().chain(alias).any(|n| fold(n) == wanted)
        })
    }

    /// The system that a text names, by clave or name.
    pub fn sistema(&self, text: &str) -> Option<&Sistema> {
        let mut systems = self.sistemas.iter();
        let exact = systems.find(|s| s.clave == text);
        // Folding every name of a long catalogue for every row takes longer than all the rest.
        exact.or_else(|| {
            let wanted = fold(text);
            let named = |s: &&Sistema| fold(&s.clave) == wanted || fold(&s.nombre) == wanted;
            self.sistemas.iter().find(named)
        })
    }

    /// The OPL, in alphabetical order of entidad.
    pub fn opl(&self) -> Vec<&Institucion> {
        let of_class = self.instituciones.iter().filter(|i| i.clase == Clase::Opl);
        let mut opl: Vec<_> = of_class.collect();
        opl.sort_by_cached_key(|i| alphabetical(i.nombre_corto()));
        opl
    }

    /// The meeting with that number.
    pub fn reunion(&self, numero: u8) -> Option<&Reunion> {
        self.proceso.reunion(numero)
    }

    /// The latest meeting before one that has a topic.
    pub fn reunion_anterior(&self, tema: &str, numero: u8) -> Option<&Reunion> {
        let earlier = self.proceso.reuniones.iter().rev();
        let has_topic = |r: &&Reunion| r.numero < numero && r.temas.iter().any(|t| t == tema);
        earlier.into_iter().find(has_topic)
    }

    /// The sheet of that name that a kind of sender may bring.
    pub fn esquema(&self, hoja: &str, clase: Clase) -> Option<&Esquema> {
        let brings = |e: &&Esquema| e.hoja == hoja && e.remitentes.contains(&clase);
        self.esquemas.iter().find(brings)
    }

    /// The sheets that a kind of sender is asked for at a meeting, `Portada` first; none when it is
    /// asked for nothing.
    pub fn esquemas_de(&self, numero: u8, clase: Clase) -> Vec<&Esquema> {
        let asked = self.reunion(numero).and_then(|r| r.hojas.get(&clase));
        let Some(asked) = asked.filter(|sheets| !sheets.is_empty()) else {
            return Vec::new();
        };
        let names = std::iter::once(PORTADA).chain(asked.iter().map(String::as_str));
        names.filter_map(|hoja| self.esquema(hoja, clase)).collect()
    }

    /// The deliverable with that number and variant, without regard to case and accents of the
    /// variant; an empty variant is that of a deliverable that has one only.
    pub fn entregable(&self, no: f64, variante: &str) -> Option<&Entregable> {
        let wanted = fold(variante);
        self.entregables
            .iter()
            .find(|e| f64::from(e.no) == no && fold(&e.variante) == wanted)
    }

    /// The fecha de referencia of a deliverable of a sender: that of the catalogue, which nobody may
    /// move; where the election is extraordinary, the sender's own goes before.
    pub fn fecha_de_referencia(
        &self,
        entregable: &Entregable,
        remitente: &Institucion,
        propia: Option<Fecha>,
    ) -> Option<Fecha> {
        let fixed = entregable.fecha_referencia(self.proceso.jornada);
        match remitente.extraordinaria {
            true => propia.or(fixed),
            false => fixed.or(propia),
        }
    }

    /// The process with that name, as the column `proceso` writes it.
    pub fn proceso_seguido(&self, nombre: &str) -> Option<&ProcesoSeguido> {
        let wanted = fold(nombre);
        let processes = &self.proceso.procesos;
        processes.iter().find(|p| fold(&p.nombre) == wanted)
    }

    /// The processes that are reported at a meeting: their topic is active and the meeting lies in
    /// their period.
    pub fn procesos_de(&self, numero: u8) -> Vec<&ProcesoSeguido> {
        let temas = self.reunion(numero).map_or(&[][..], |r| &r.temas);
        let reported =
            |p: &&ProcesoSeguido| (p.desde..=p.hasta).contains(&numero) && temas.contains(&p.tema);
        self.proceso.procesos.iter().filter(reported).collect()
    }

    /// The topic of a row at a meeting, if it is active there. `valor` is what stands in the field
    /// of `tema_por`: the name of a process, or a system, whose first process of the meeting
    /// counts. Without `tema_por` it is the first topic of the sheet that the meeting has.
    pub fn tema_de(&self, esquema: &Esquema, valor: Option<&str>, numero: u8) -> Option<&str> {
        if esquema.tema_por.is_some() {
            let valor = valor?;
            let processes = self.procesos_de(numero);
            if let Some(process) = self.proceso_seguido(valor) {
                let reported = processes.iter().find(|p| p.nombre == process.nombre);
                return reported.map(|p| p.tema.as_str());
            }
            let names = &self.sistema(valor)?.procesos;
            let first = names
                .iter()
                .find_map(|name| processes.iter().find(|p| p.nombre == *name));
            return first.map(|p| p.tema.as_str());
        }
        let temas = &self.reunion(numero)?.temas;
        let first = temas.iter().find(|tema| esquema.temas.contains(tema));
        first.map(String::as_str)
    }

    /// The listed words of a field: its own, or those of its catalogue; none when any value will do.
    pub fn valores<'a>(&'a self, campo: &'a Campo) -> Vec<&'a str> {
        let Some(catalogo) = campo.catalogo.as_deref() else {
            return campo.valores.iter().map(String::as_str).collect();
        };
        let list = LISTS.iter().find(|(name, _)| *name == catalogo);
        list.map_or_else(Vec::new, |(_, words)| words(self))
    }

    /// The words and the weight of a check that is written in Rust.
    pub fn comprobacion(&self, id: &str) -> Option<&Comprobacion> {
        self.comprobaciones.iter().find(|c| c.id == id)
    }
}

/// The sheet that every workbook has.
pub const PORTADA: &str = "Portada";
/// The sheet of our workbooks that says how to fill in the others.
pub const INSTRUCCIONES: &str = "Instrucciones";
/// The hidden sheet of our workbooks that says whose they are. Every name that begins with `_` is
/// one of ours.
pub const META: &str = "_meta";

type Words = for<'c> fn(&'c Catalog) -> Vec<&'c str>;

/// The catalogues that a field may name, each with its words.
pub(super) const LISTS: [(&str, Words); 5] = [
    ("sistemas", |c| {
        c.sistemas.iter().map(|s| s.clave.as_str()).collect()
    }),
    ("areas", |c| {
        let areas = c
            .instituciones
            .iter()
            .filter(|i| matches!(i.clase, Clase::Ine | Clase::Utsi));
        areas.map(Institucion::nombre_corto).collect()
    }),
    ("procesos", |c| {
        let processes = c.proceso.procesos.iter();
        processes.map(|p| p.nombre.as_str()).collect()
    }),
    ("remitentes", |c| {
        let senders = c.instituciones.iter();
        senders.map(Institucion::nombre_corto).collect()
    }),
    ("entidades", |c| {
        c.opl().into_iter().map(Institucion::nombre_corto).collect()
    }),
];
