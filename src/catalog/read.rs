//! The files of `templates/` become a [`Catalog`].

use super::expediente::Expediente;
use super::source::{Source, Step};
use super::topic::TopicFile;
use super::wording::{Ajuste, Lexico, Wording};
use super::{Catalog, Esquema, files};
use crate::diagnostics::{Code, Finding, Location};
use crate::domain::{Entregable, Fecha, Institucion, Proceso, Sistema, sha256_hex};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Instituciones {
    instituciones: Vec<Institucion>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Sistemas {
    sistemas: Vec<Sistema>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entregables {
    entregables: Vec<Entregable>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Ajustes {
    #[serde(default)]
    ajustes: Vec<Ajuste>,
}

/// Everything that could be read, and what could not.
pub(super) struct Read<'a> {
    pub files: &'a BTreeMap<String, Vec<u8>>,
    pub catalog: Option<Catalog>,
    pub sources: BTreeMap<String, Source<'a>>,
    pub topics: Vec<(String, TopicFile)>,
    pub findings: Vec<Finding>,
}

/// Reads every file; what is wrong in one does not hide what is wrong in another.
pub(super) fn read(files: &BTreeMap<String, Vec<u8>>) -> Read<'_> {
    let mut reader = Reader {
        files,
        sources: BTreeMap::new(),
        findings: Vec::new(),
    };
    let proceso = reader.required::<Proceso>("proceso.toml");
    let instituciones = reader.required::<Instituciones>("instituciones.toml");
    let sistemas = reader.required::<Sistemas>("sistemas.toml");
    let entregables = reader.required::<Entregables>("entregables.toml");
    let topics = reader.topics();
    let wording = reader.wording();
    let expediente = reader.expediente();
    let catalog = match (proceso, instituciones, sistemas, entregables) {
        (Some(proceso), Some(instituciones), Some(sistemas), Some(entregables)) => Some(Catalog {
            esquemas: schemas(&topics, &proceso),
            proceso,
            instituciones: instituciones.instituciones,
            sistemas: sistemas.sistemas,
            entregables: entregables.entregables,
            temas: titles(&topics),
            comprobaciones: topics
                .iter()
                .flat_map(|(_, file)| file.comprobaciones.clone())
                .collect(),
            wording,
            expediente,
            estilo: style(files),
            sources: hashes(files),
        }),
        _ => None,
    };
    Read {
        files,
        catalog,
        sources: reader.sources,
        topics,
        findings: reader.findings,
    }
}

struct Reader<'a> {
    files: &'a BTreeMap<String, Vec<u8>>,
    sources: BTreeMap<String, Source<'a>>,
    findings: Vec<Finding>,
}

impl<'a> Reader<'a> {
    fn required<T: DeserializeOwned>(&mut self, name: &str) -> Option<T> {
        if !self.files.contains_key(name) {
            let mut finding = Finding::new(Code(505), Location::file(format!("templates/{name}")));
            finding.message = format!("Falta el archivo “templates/{name}”.");
            finding.expected = "el archivo".to_owned();
            finding.help =
                "Recupérelo de una copia, o tómelo de una carpeta nueva hecha con “relator iniciar”."
                    .to_owned();
            self.findings.push(finding);
        }
        self.optional(name)
    }

    fn optional<T: DeserializeOwned>(&mut self, name: &str) -> Option<T> {
        let text = self.text(name)?;
        let source = Source::new(format!("templates/{name}"), text);
        let read = source.read::<T>();
        self.sources.insert(name.to_owned(), source);
        read.map_err(|finding| self.findings.push(*finding)).ok()
    }

    fn text(&mut self, name: &str) -> Option<&'a str> {
        let bytes = self.files.get(name)?;
        let text = std::str::from_utf8(bytes).ok();
        if text.is_none() {
            let mut finding = Finding::new(Code(500), Location::file(format!("templates/{name}")));
            finding.message = "El archivo no es un texto en UTF-8.".to_owned();
            finding.expected = "texto en UTF-8".to_owned();
            finding.help = "Guárdelo de nuevo con la codificación UTF-8.".to_owned();
            self.findings.push(finding);
        }
        text.map(|text| text.strip_prefix('\u{feff}').unwrap_or(text))
    }

    /// The words of the record; those that the program carries where the workspace, which may be
    /// older, has none.
    fn expediente(&mut self) -> Expediente {
        let (sheet, readme) = ("expediente/hoja.toml", "expediente/LEEME.txt");
        let own = files::embedded();
        let own = |name: &str| {
            let found = own.iter().find(|(path, _)| *path == name);
            let bytes = found.map_or(&[] as &[u8], |(_, bytes)| *bytes);
            String::from_utf8_lossy(bytes).into_owned()
        };
        let given = self.optional(sheet);
        let readme = self.files.get(readme).cloned();
        Expediente {
            hoja: given.unwrap_or_else(|| toml::from_str(&own(sheet)).unwrap_or_default()),
            leeme: readme.unwrap_or_else(|| own("expediente/LEEME.txt").into_bytes()),
        }
    }

    /// Names of the files directly in a folder with that ending, without folder and ending.
    fn names(&self, folder: &str, ending: &str) -> Vec<String> {
        let names = self.files.keys().filter_map(|path| {
            let name = path.strip_prefix(folder)?.strip_prefix('/')?;
            name.strip_suffix(ending).filter(|name| !name.contains('/'))
        });
        names.map(str::to_owned).collect()
    }

    fn topics(&mut self) -> Vec<(String, TopicFile)> {
        let mut topics = Vec::new();
        for slug in self.names("temas", ".toml") {
            if let Some(file) = self.optional::<TopicFile>(&format!("temas/{slug}.toml")) {
                topics.push((slug, file));
            }
        }
        topics
    }

    fn wording(&mut self) -> Wording {
        let mut wording = Wording {
            lexico: self.required::<Lexico>("lexico.toml").unwrap_or_default(),
            ..Wording::default()
        };
        for name in self.names("informes", ".md") {
            if let Some(text) = self.text(&format!("informes/{name}.md")) {
                wording.informes.insert(name, text.to_owned());
            }
        }
        for name in self.names("reuniones", ".md") {
            let text = self.text(&format!("reuniones/{name}.md"));
            if let (Some(meeting), Some(text)) = (meeting(&name), text) {
                wording.parrafos.insert(meeting, chapters(text));
            }
        }
        for name in self.names("reuniones", ".toml") {
            let path = format!("reuniones/{name}.toml");
            let file = self.optional::<Ajustes>(&path);
            if let (Some(meeting), Some(mut file)) = (meeting(&name), file) {
                for (index, ajuste) in file.ajustes.iter_mut().enumerate() {
                    let steps = [Step::Key("ajustes"), Step::Index(index)];
                    ajuste.linea = self.sources.get(&path).map_or(1, |s| s.line(&steps));
                }
                wording.ajustes.insert(meeting, file.ajustes);
            }
        }
        wording
    }
}

/// The number of a meeting from the name of its file: `05`.
fn meeting(name: &str) -> Option<u8> {
    name.parse().ok()
}

/// Paragraphs by the heading above them, each after as many empty lines as stand before it in the
/// file: what is wrong in it is told with the line that its writer sees.
fn chapters(text: &str) -> BTreeMap<String, String> {
    let mut found: BTreeMap<String, String> = BTreeMap::new();
    let mut heading: Option<&str> = None;
    for (before, line) in text.lines().enumerate() {
        if line.starts_with('#') {
            heading = Some(line.trim_start_matches('#').trim());
        } else if let Some(heading) = heading {
            let chapter = found.entry(heading.to_owned()).or_default();
            let above = before.saturating_sub(chapter.lines().count());
            chapter.extend(std::iter::repeat_n('\n', above));
            chapter.push_str(line);
            chapter.push('\n');
        }
    }
    for chapter in found.values_mut() {
        chapter.truncate(chapter.trim_end().len());
    }
    found.retain(|_, chapter| !chapter.is_empty());
    found
}

/// `{inicio}` and `{fin}` in what a rule expects are the days of the process.
fn in_process(text: &str, proceso: &Proceso) -> String {
    let shown = |day: Fecha| day.format("%d/%m/%Y").to_string();
    text.replace("{inicio}", &shown(proceso.inicio))
        .replace("{fin}", &shown(proceso.fin))
}

/// Every sheet with its topics and the rules of the types of its columns.
fn schemas(topics: &[(String, TopicFile)], proceso: &Proceso) -> Vec<Esquema> {
    let sharing = in_order(topics);
    let rules: Vec<_> = topics
        .iter()
        .flat_map(|(_, file)| &file.reglas_por_tipo)
        .collect();
    let mut schemas = Vec::new();
    for (slug, file) in in_order(topics) {
        for sheet in &file.hojas {
            let mut sheet = sheet.clone();
            if sheet.temas.is_empty() {
                if file.titulo.is_some() {
                    sheet.temas.push(slug.clone());
                }
                let shared = format!("{slug}/{}", sheet.hoja);
                let sharers = sharing.iter().filter(|(_, f)| f.comparte.contains(&shared));
                sheet.temas.extend(sharers.map(|(slug, _)| slug.clone()));
            }
            for campo in &sheet.campos {
                let of_type = rules.iter().filter_map(|rule| rule.for_field(campo));
                sheet.reglas.extend(of_type);
            }
            for rule in &mut sheet.reglas {
                rule.esperado = in_process(&rule.esperado, proceso);
            }
            schemas.push(sheet);
        }
    }
    schemas
}

/// Files without a topic first, then the topics in the order of the informe.
fn in_order(topics: &[(String, TopicFile)]) -> Vec<&(String, TopicFile)> {
    let mut ordered: Vec<_> = topics.iter().collect();
    ordered.sort_by_key(|(slug, file)| (file.titulo.is_some(), file.orden, slug.clone()));
    ordered
}

fn titles(topics: &[(String, TopicFile)]) -> Vec<(String, String)> {
    let titled = in_order(topics)
        .into_iter()
        .filter_map(|(slug, file)| Some((slug.clone(), file.titulo.clone()?)));
    titled.collect()
}

fn style(files: &BTreeMap<String, Vec<u8>>) -> BTreeMap<String, Vec<u8>> {
    let below = files.iter().filter_map(|(path, bytes)| {
        Some((path.strip_prefix("estilo/")?.to_owned(), bytes.clone()))
    });
    below.collect()
}

fn hashes(files: &BTreeMap<String, Vec<u8>>) -> BTreeMap<String, String> {
    files
        .iter()
        .map(|(path, bytes)| (format!("templates/{path}"), sha256_hex(bytes)))
        .collect()
}
