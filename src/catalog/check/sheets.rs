//! The sheets of `temas/*.toml`: their names, their columns and what these refer to.

use super::super::lookup::LISTS;
use super::super::source::Step::{self, Index, Key};
use super::super::topic::TopicFile;
use super::super::{Campo, Esquema, Tipo};
use super::{Checker, Place, Reference, Trouble, is_field_name};
use crate::domain::words::fold;
use regex::Regex;
use std::collections::BTreeMap;

pub(super) fn check(checker: &mut Checker<'_>, topics: &[(String, TopicFile)]) {
    for (slug, file) in topics {
        let path = format!("temas/{slug}.toml");
        for (index, sheet) in file.hojas.iter().enumerate() {
            let at = Sheet {
                file: &path,
                index,
                sheet,
            };
            at.check(checker);
        }
        shared(checker, &path, file);
    }
    brought_twice(checker, topics);
}

/// `comparte` names sheets as `tema/Hoja`.
fn shared(checker: &mut Checker<'_>, path: &str, file: &TopicFile) {
    let known: Vec<String> = checker
        .sheets()
        .iter()
        .filter_map(|e| Some(format!("{}/{}", e.temas.first()?, e.hoja)))
        .collect();
    for (index, name) in file.comparte.iter().enumerate() {
        let steps = [Key("comparte"), Index(index)];
        let reference = Reference {
            what: "La hoja compartida",
            word: name,
        };
        let place = Place {
            file: path,
            steps: &steps,
        };
        checker.refer(place, reference, known.iter().map(String::as_str));
    }
}

/// A kind of sender brings a sheet of a name once.
fn brought_twice(checker: &mut Checker<'_>, topics: &[(String, TopicFile)]) {
    let mut seen = BTreeMap::new();
    for (slug, file) in topics {
        for (index, sheet) in file.hojas.iter().enumerate() {
            for clase in &sheet.remitentes {
                let Some(first) = seen.insert((fold(&sheet.hoja), *clase), slug) else {
                    continue;
                };
                let trouble = Trouble {
                    code: 506,
                    found: sheet.hoja.clone(),
                    expected: "una hoja de ese nombre por clase de remitente".to_owned(),
                    message: format!(
                        "La hoja “{}” de {} ya está en “temas/{first}.toml”",
                        sheet.hoja,
                        clase.word()
                    ),
                    help: "Cambie el nombre de la hoja o sus remitentes.".to_owned(),
                };
                let path = format!("temas/{slug}.toml");
                let steps = [Key("hojas"), Index(index), Key("hoja")];
                let place = Place {
                    file: &path,
                    steps: &steps,
                };
                checker.tell(place, trouble);
            }
        }
    }
}

struct Sheet<'s> {
    file: &'s str,
    index: usize,
    sheet: &'s Esquema,
}

impl<'s> Sheet<'s> {
    fn check(&self, checker: &mut Checker<'_>) {
        self.name(checker);
        self.references(checker);
        self.headers(checker);
        let fields = self.sheet.campos.iter().enumerate();
        let names = fields.map(|(i, c)| {
            let steps = vec![
                Key("hojas"),
                Index(self.index),
                Key("campos"),
                Index(i),
                Key("nombre"),
            ];
            (c.nombre.as_str(), steps)
        });
        checker.unique("El campo", self.file, names);
        for (index, field) in self.sheet.campos.iter().enumerate() {
            self.field(checker, index, field);
        }
    }

    fn tell(&self, checker: &mut Checker<'_>, steps: &[Step<'_>], trouble: Trouble) {
        let mut full = vec![Key("hojas"), Index(self.index)];
        full.extend_from_slice(steps);
        let place = Place {
            file: self.file,
            steps: &full,
        };
        checker.tell(place, trouble);
    }

    /// Excel takes names of up to 31 characters without `[ ] : * ? / \`.
    fn name(&self, checker: &mut Checker<'_>) {
        let name = &self.sheet.hoja;
        let fits = (1..=31).contains(&name.chars().count());
        if !fits || name.contains(['[', ']', ':', '*', '?', '/', '\\', '\'']) {
            let trouble = Trouble {
                code: 514,
                found: name.clone(),
                expected: "hasta 31 caracteres, sin [ ] : * ? / \\ '".to_owned(),
                message: format!("Excel no admite “{name}” como nombre de hoja"),
                help: "Acorte o cambie el nombre.".to_owned(),
            };
            self.tell(checker, &[Key("hoja")], trouble);
        }
        if self.sheet.remitentes.is_empty() || self.sheet.campos.is_empty() {
            let trouble = Trouble {
                code: 513,
                found: name.clone(),
                expected: "al menos un remitente y un campo".to_owned(),
                message: format!("La hoja “{name}” no tiene remitentes o no tiene campos"),
                help: "Complete “remitentes” y “campos”.".to_owned(),
            };
            self.tell(checker, &[Key("hoja")], trouble);
        }
    }

    fn references(&self, checker: &mut Checker<'_>) {
        let topics = checker.topics();
        for (i, topic) in self.sheet.temas.iter().enumerate() {
            let reference = Reference {
                what: "El tema",
                word: topic,
            };
            self.refer(checker, &[Key("temas"), Index(i)], (reference, &topics));
        }
        let fields = self.fields();
        for (i, field) in self.sheet.llave.iter().enumerate() {
            let reference = Reference {
                what: "El campo de la llave",
                word: field,
            };
            self.refer(checker, &[Key("llave"), Index(i)], (reference, &fields));
        }
        if let Some(field) = &self.sheet.tema_por {
            let reference = Reference {
                what: "El campo",
                word: field,
            };
            self.refer(checker, &[Key("tema_por")], (reference, &fields));
        }
    }

    fn fields(&self) -> Vec<&'s str> {
        let fields = self.sheet.campos.iter();
        fields.map(|c| c.nombre.as_str()).collect()
    }

    fn refer(
        &self,
        checker: &mut Checker<'_>,
        steps: &[Step<'_>],
        (reference, known): (Reference<'_>, &[&str]),
    ) {
        let mut full = vec![Key("hojas"), Index(self.index)];
        full.extend_from_slice(steps);
        let place = Place {
            file: self.file,
            steps: &full,
        };
        checker.refer(place, reference, known.iter().copied());
    }

    /// A header must name one column only.
    fn headers(&self, checker: &mut Checker<'_>) {
        let mut seen: BTreeMap<String, &str> = BTreeMap::new();
        for (index, field) in self.sheet.campos.iter().enumerate() {
            let aliases = field.alias.iter().map(|alias| (alias.as_str(), "alias"));
            let own = [
                (field.titulo.as_str(), "titulo"),
                (field.nombre.as_str(), "nombre"),
            ];
            for (name, key) in own.into_iter().chain(aliases) {
                let first = seen.entry(fold(name)).or_insert(&field.nombre);
                if *first == field.nombre {
                    continue;
                }
                let trouble = Trouble {
                    code: 506,
                    found: name.to_owned(),
                    expected: "un encabezado por columna".to_owned(),
                    message: format!(
                        "El encabezado “{name}” nombra a “{first}” y también a “{}”",
                        field.nombre
                    ),
                    help: "Deje el encabezado o el alias en una sola columna.".to_owned(),
                };
                let steps = [Key("campos"), Index(index), Key(key)];
                self.tell(checker, &steps, trouble);
            }
        }
    }

    fn field(&self, checker: &mut Checker<'_>, index: usize, field: &Campo) {
        let at = [Key("campos"), Index(index)];
        if !is_field_name(&field.nombre) {
            let trouble = Trouble {
                code: 514,
                found: field.nombre.clone(),
                expected: "letras minúsculas sin acento, números y guion bajo".to_owned(),
                message: format!("“{}” no sirve como nombre de un campo", field.nombre),
                help: "Escríbalo como “avance_real”.".to_owned(),
            };
            self.tell(checker, &[at[0], at[1], Key("nombre")], trouble);
        }
        if let Some(list) = &field.catalogo {
            let names: Vec<&str> = LISTS.iter().map(|(name, _)| *name).collect();
            let reference = Reference {
                what: "El catálogo",
                word: list,
            };
            self.refer(
                checker,
                &[at[0], at[1], Key("catalogo")],
                (reference, &names),
            );
        }
        if let Some(other) = &field.refiere {
            self.other_column(checker, index, other);
        }
        self.last_words(checker, index, field);
        let limits = (field.minimo, field.maximo);
        let crossed = matches!(limits, (Some(least), Some(most)) if least > most);
        if crossed || (field.catalogo.is_some() && !field.valores.is_empty()) {
            let trouble = Trouble {
                code: 513,
                found: field.nombre.clone(),
                expected: "minimo ≤ maximo; “valores” o “catalogo”, no ambos".to_owned(),
                message: format!(
                    "Las restricciones del campo “{}” se contradicen",
                    field.nombre
                ),
                help: "Corrija los límites, o deje una sola lista.".to_owned(),
            };
            let key = if crossed { "maximo" } else { "valores" };
            self.tell(checker, &[at[0], at[1], Key(key)], trouble);
        }
        if let Some(pattern) = &field.patron
            && Regex::new(pattern).is_err()
        {
            let steps = [at[0], at[1], Key("patron")];
            self.tell(checker, &steps, pattern_trouble(pattern));
        }
    }

    /// `concluyen` names words of the column's own list.
    fn last_words(&self, checker: &mut Checker<'_>, index: usize, field: &Campo) {
        let words: Vec<&str> = match field.tipo {
            Tipo::SiNo => vec!["Sí", "No"],
            Tipo::Texto
            | Tipo::Numero
            | Tipo::Entero
            | Tipo::Porcentaje
            | Tipo::Fecha
            | Tipo::Hora
            | Tipo::FechaHora
            | Tipo::Lista => field.valores.iter().map(String::as_str).collect(),
        };
        for word in &field.concluyen {
            let steps = [Key("campos"), Index(index), Key("concluyen")];
            let reference = Reference {
                what: "El valor",
                word,
            };
            self.refer(checker, &steps, (reference, &words));
        }
    }

    fn other_column(
        &self,
        checker: &mut Checker<'_>,
        index: usize,
        other: &super::super::Referencia,
    ) {
        let of_sender = |e: &&Esquema| {
            e.remitentes
                .iter()
                .any(|c| self.sheet.remitentes.contains(c))
        };
        let sheets: Vec<&Esquema> = checker.sheets().iter().filter(of_sender).collect();
        let names: Vec<&str> = sheets.iter().map(|e| e.hoja.as_str()).collect();
        let steps = [Key("campos"), Index(index), Key("refiere")];
        let reference = Reference {
            what: "La hoja",
            word: &other.hoja,
        };
        self.refer(checker, &steps, (reference, &names));
        let Some(sheet) = sheets.iter().find(|e| e.hoja == other.hoja) else {
            return;
        };
        let fields: Vec<&str> = sheet.campos.iter().map(|c| c.nombre.as_str()).collect();
        let reference = Reference {
            what: "El campo",
            word: &other.campo,
        };
        self.refer(checker, &steps, (reference, &fields));
    }
}

/// A regular expression that cannot be read.
pub(super) fn pattern_trouble(pattern: &str) -> Trouble {
    Trouble {
        code: 509,
        found: pattern.to_owned(),
        expected: "una expresión regular".to_owned(),
        message: format!("El patrón “{pattern}” no se puede leer"),
        help: "Revise paréntesis, corchetes y diagonales invertidas; escríbalo entre comillas simples.".to_owned(),
    }
}
