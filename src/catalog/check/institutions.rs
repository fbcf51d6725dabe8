//! `instituciones.toml`, `sistemas.toml`, `entregables.toml`.

use super::super::source::Step::{Index, Key};
use super::{Checker, Place, Reference, Trouble, is_slug};
use crate::domain::{Clase, Institucion};

const SENDERS: &str = "instituciones.toml";
const SYSTEMS: &str = "sistemas.toml";
const DELIVERABLES: &str = "entregables.toml";

pub(super) fn check(checker: &mut Checker<'_>) {
    let senders = &checker.catalog.instituciones;
    let keys = senders.iter().enumerate();
    let keys = keys.map(|(i, s)| {
        let steps = vec![Key("instituciones"), Index(i), Key("clave")];
        (s.clave.as_str(), steps)
    });
    checker.unique("La clave", SENDERS, keys);
    for (index, sender) in senders.iter().enumerate() {
        slug(checker, index, sender);
        entity(checker, index, sender);
        names(checker, index, sender);
    }
    systems(checker);
    deliverables(checker);
}

fn slug(checker: &mut Checker<'_>, index: usize, sender: &Institucion) {
    if is_slug(&sender.clave) {
        return;
    }
    let trouble = Trouble {
        code: 514,
        found: sender.clave.clone(),
        expected: "letras minúsculas sin acento, números y guiones".to_owned(),
        message: format!("La clave “{}” no sirve para nombrar archivos", sender.clave),
        help: "Escríbala como “quintana-roo”.".to_owned(),
    };
    let steps = [Key("instituciones"), Index(index), Key("clave")];
    let place = Place {
        file: SENDERS,
        steps: &steps,
    };
    checker.tell(place, trouble);
}

fn entity(checker: &mut Checker<'_>, index: usize, sender: &Institucion) {
    let is_opl = match sender.clase {
        Clase::Opl => true,
        Clase::Ine | Clase::Utsi | Clase::Secretaria => false,
    };
    if is_opl == sender.entidad.is_some() {
        return;
    }
    let trouble = Trouble {
        code: 513,
        found: sender.entidad.clone().unwrap_or_default(),
        expected: "“entidad” en cada OPL, y solo en ellos".to_owned(),
        message: format!("La clase y la entidad de “{}” no concuerdan", sender.clave),
        help: "Agregue o quite “entidad”.".to_owned(),
    };
    let steps = [Key("instituciones"), Index(index), Key("clase")];
    let place = Place {
        file: SENDERS,
        steps: &steps,
    };
    checker.tell(place, trouble);
}

/// A name of a sender that is also the name of an earlier one would make deliveries ambiguous.
fn names(checker: &mut Checker<'_>, index: usize, sender: &Institucion) {
    let aliases = sender.alias.iter().enumerate();
    let aliases = aliases.map(|(i, alias)| (alias.as_str(), vec![Key("alias"), Index(i)]));
    let own = [
        (sender.nombre.as_str(), vec![Key("nombre")]),
        (sender.nombre_corto(), vec![Key("sigla")]),
    ];
    for (name, key) in own.into_iter().chain(aliases) {
        let first = checker.catalog.remitente_por_nombre(name);
        let Some(other) = first.filter(|other| other.clave != sender.clave) else {
            continue;
        };
        let trouble = Trouble {
            code: 506,
            found: name.to_owned(),
            expected: "un nombre que no se repita".to_owned(),
            message: format!(
                "“{name}” nombra a “{}” y también a “{}”",
                other.clave, sender.clave
            ),
            help: "Deje el nombre en una sola institución.".to_owned(),
        };
        let mut steps = vec![Key("instituciones"), Index(index)];
        steps.extend(key);
        let place = Place {
            file: SENDERS,
            steps: &steps,
        };
        checker.tell(place, trouble);
    }
}

fn systems(checker: &mut Checker<'_>) {
    let systems = &checker.catalog.sistemas;
    let at = |i: usize, key: &'static str| vec![Key("sistemas"), Index(i), Key(key)];
    let keys = systems.iter().enumerate();
    checker.unique(
        "La clave",
        SYSTEMS,
        keys.map(|(i, s)| (s.clave.as_str(), at(i, "clave"))),
    );
    let names = systems.iter().enumerate();
    checker.unique(
        "El nombre",
        SYSTEMS,
        names.map(|(i, s)| (s.nombre.as_str(), at(i, "nombre"))),
    );
    let senders = checker.catalog.instituciones.iter();
    let areas: Vec<&str> = senders
        .filter(|s| matches!(s.clase, Clase::Ine | Clase::Utsi))
        .map(|s| s.clave.as_str())
        .collect();
    let processes = checker.catalog.proceso.procesos.iter();
    let processes: Vec<&str> = processes.map(|p| p.nombre.as_str()).collect();
    for (index, system) in systems.iter().enumerate() {
        let reference = Reference {
            what: "El área",
            word: &system.area,
        };
        let place = Place {
            file: SYSTEMS,
            steps: &at(index, "area"),
        };
        checker.refer(place, reference, areas.iter().copied());
        for (i, process) in system.procesos.iter().enumerate() {
            let reference = Reference {
                what: "El proceso",
                word: process,
            };
            let steps = [Key("sistemas"), Index(index), Key("procesos"), Index(i)];
            let place = Place {
                file: SYSTEMS,
                steps: &steps,
            };
            checker.refer(place, reference, processes.iter().copied());
        }
    }
}

fn deliverables(checker: &mut Checker<'_>) {
    let process = &checker.catalog.proceso;
    let window = process.inicio..=process.fin;
    let mut seen = std::collections::BTreeSet::new();
    for (index, item) in checker.catalog.entregables.iter().enumerate() {
        let steps = [Key("entregables"), Index(index), Key("no")];
        let place = Place {
            file: DELIVERABLES,
            steps: &steps,
        };
        let named = format!("{} {}", item.no, item.variante);
        if !seen.insert((item.no, &item.variante)) {
            let trouble = Trouble {
                code: 506,
                found: named.trim().to_owned(),
                expected: "un número y variante que no se repitan".to_owned(),
                message: format!("El entregable “{}” aparece dos veces", named.trim()),
                help: "Cambie el número o la variante, o quite uno de los dos.".to_owned(),
            };
            checker.tell(place, trouble);
        }
        let date = item.fecha_referencia(process.jornada);
        let inside = date.is_some_and(|d| window.contains(&d));
        if !inside && window.contains(&process.jornada) {
            let steps = [Key("entregables"), Index(index), Key("regla")];
            let place = Place {
                file: DELIVERABLES,
                steps: &steps,
            };
            let trouble = Trouble {
                code: 511,
                found: date.map_or_else(|| "ninguna fecha".to_owned(), |d| d.to_string()),
                expected: format!("una fecha del {} al {}", process.inicio, process.fin),
                message: format!(
                    "La regla del entregable {} da una fecha fuera del proceso",
                    item.no
                ),
                help: "Revise “sentido”, “meses” y “dias” de la regla.".to_owned(),
            };
            checker.tell(place, trouble);
        }
    }
}
