//! A look over a workspace before the work: what is in order, what deserves attention, what stands
//! in the way. Nothing is written.

use super::document_name;
use crate::archive::{self, Access, Kept};
use crate::catalog::Catalog;
use crate::diagnostics::show::counted;
use crate::diagnostics::{Error, Finding, Findings, Severity};
use crate::domain::names;
use crate::render::docx;
use crate::render::typst::Typesetter;
use crate::report::{self, Informe, Stage};
use crate::validation::Judged;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// A thing that was looked at.
#[derive(Debug, Clone)]
pub struct Check {
    /// What was looked at: «Plantillas», «Membrete» …
    pub about: &'static str,
    /// How it stands.
    pub state: State,
    /// What was seen, in a sentence.
    pub seen: String,
    /// What to do; empty when nothing is to be done.
    pub help: String,
    /// What was found in templates, each with its place.
    pub findings: Vec<Finding>,
}

/// How a thing stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// In order.
    Good,
    /// The work can go on; somebody should know.
    Attention,
    /// Stands in the way.
    Bad,
}

impl Check {
    fn new(about: &'static str, state: State, seen: impl Into<String>) -> Self {
        Self {
            about,
            state,
            seen: seen.into(),
            help: String::new(),
            findings: Vec::new(),
        }
    }

    fn good(about: &'static str, seen: impl Into<String>) -> Self {
        Self::new(about, State::Good, seen)
    }

    fn help(mut self, help: impl Into<String>) -> Self {
        self.help = help.into();
        self
    }

    /// Findings decide how the thing stands: an error stands in the way.
    fn with(mut self, findings: Vec<Finding>) -> Self {
        let error = |f: &Finding| f.severity == Severity::Error;
        let state = if findings.iter().any(error) {
            State::Bad
        } else if findings.is_empty() {
            State::Good
        } else {
            State::Attention
        };
        self.state = self.state.max(state);
        self.findings = findings;
        self
    }
}

/// Templates that cannot be used at all.
pub fn broken(findings: Vec<Finding>) -> Check {
    let seen = "las plantillas tienen inconsistencias; mientras no se corrijan no se genera nada";
    Check::good("Plantillas", seen).with(findings)
}

/// Looks over everything but the templates themselves, which are in order when there is a catalogue.
pub fn look(catalog: &Catalog, inputs: &Path, output: &Path) -> Result<Vec<Check>, Error> {
    let mut checks = vec![templates(catalog)];
    checks.extend(demonstration(catalog));
    checks.extend(unverified(catalog));
    checks.extend(style(catalog));
    checks.push(workbooks(inputs));
    checks.push(writable(output));
    if output.is_dir() {
        checks.extend(taken(catalog, output)?);
    }
    Ok(checks)
}

fn templates(catalog: &Catalog) -> Check {
    Check::good(
        "Plantillas",
        format!(
            "{}, {} y {} en orden",
            counted(catalog.sources.len(), "archivo", "archivos"),
            counted(catalog.proceso.reuniones.len(), "reunión", "reuniones"),
            counted(catalog.instituciones.len(), "remitente", "remitentes")
        ),
    )
}

fn demonstration(catalog: &Catalog) -> Option<Check> {
    let legend = &catalog.proceso.leyenda_demostracion;
    catalog.proceso.demostracion.then(|| {
        Check::new(
            "Demostración",
            State::Attention,
            format!("cada página lleva la leyenda «{legend}»"),
        )
        .help(
            "Antes de usar datos reales, escriba «demostracion = false» en templates/proceso.toml.",
        )
    })
}

fn unverified(catalog: &Catalog) -> Option<Check> {
    let deliverables = catalog.entregables.iter().filter(|e| !e.verificado).count();
    let processes = &catalog.proceso.procesos;
    let processes = processes.iter().filter(|p| !p.verificado).count();
    (deliverables + processes > 0).then(|| {
        Check::new(
            "Por verificar",
            State::Attention,
            format!(
                "{} y {} sin confirmar con una fuente oficial",
                counted(deliverables, "entregable", "entregables"),
                counted(processes, "proceso", "procesos")
            ),
        )
        .help("Cuando se confirmen, escriba «verificado = true» donde corresponda; mientras tanto, los informes no cuentan días con esos datos.")
    })
}

/// The words, the pages and the letterhead, tried on informes without data.
fn style(catalog: &Catalog) -> Vec<Check> {
    let mut words = Vec::new();
    let informes = empty_informes(catalog, &mut words);
    let text = counted(informes.len(), "texto de informe", "textos de informe");
    let mut checks = vec![Check::good("Redacción", text).with(words)];
    let typesetter = match Typesetter::new(&catalog.estilo) {
        Ok(typesetter) => typesetter,
        Err(findings) => {
            checks.push(Check::good("PDF", "el estilo no se puede usar").with(findings));
            return checks;
        }
    };
    let (mut pages, mut letterhead) = (Vec::new(), Vec::new());
    for informe in &informes {
        match typesetter.typeset(informe, &[]) {
            Ok(typeset) => {
                pages.extend(typeset.warnings);
                let written = docx::write(informe, &typeset.layout, &catalog.estilo);
                letterhead.extend(written.err().unwrap_or_default());
            }
            Err(findings) => pages.extend(findings),
        }
    }
    let fonts = catalog.estilo.keys().filter(|name| is_font(name)).count();
    let seen = format!(
        "estilo con {}",
        counted(fonts, "archivo de letra", "archivos de letra")
    );
    checks.push(Check::good("PDF", seen).with(pages));
    checks.extend(of_letterhead(catalog, letterhead));
    checks
}

fn is_font(name: &str) -> bool {
    name.ends_with(".ttf") || name.ends_with(".otf") || name.ends_with(".ttc")
}

/// One informe without data for each text that the calendar names.
fn empty_informes(catalog: &Catalog, findings: &mut Vec<Finding>) -> Vec<Informe> {
    let nothing = Judged::default();
    let mut known = BTreeSet::new();
    let mut informes = Vec::new();
    for reunion in &catalog.proceso.reuniones {
        if known.insert(&reunion.informe) {
            let mut own = Findings::default();
            let stage = Stage::Preliminary;
            let informe = report::compose(catalog, &nothing, reunion.numero, stage, &mut own);
            informes.extend(informe);
            // Without data, only what stands in the templates themselves can be wrong.
            let wrong = own.iter().filter(|f| f.severity == Severity::Error);
            findings.extend(wrong.cloned());
        }
    }
    informes
}

/// What the letterhead offers and lacks.
fn of_letterhead(catalog: &Catalog, mut findings: Vec<Finding>) -> Vec<Check> {
    let offer = match docx::offer(&catalog.estilo) {
        Ok(offer) => offer,
        Err(found) => {
            return vec![Check::good("Membrete", "no se puede usar").with(found)];
        }
    };
    // Each informe that was tried says the same of it.
    let mut told = BTreeSet::new();
    findings.retain(|finding| told.insert(finding.message.clone()));
    findings.extend(offer.remarks());
    let filled: Vec<&str> = offer.filled.iter().map(String::as_str).collect();
    let filled = if filled.is_empty() {
        "no pide datos".to_owned()
    } else {
        format!("pide {}", filled.join(", "))
    };
    let place = if offer.filled.contains("contenido") {
        String::new()
    } else {
        "; el informe va después de lo que trae, porque no dice {{contenido}}".to_owned()
    };
    let seen = format!(
        "{}: {}, {} mm de ancho para el texto; {filled}{place}",
        offer.file,
        counted(offer.margins, "encabezado o pie", "encabezados y pies"),
        offer.text_width / 10
    );
    let mut checks = vec![Check::good("Membrete", seen).with(findings)];
    if !offer.lacking.is_empty() {
        let n = offer.lacking.len();
        checks.push(
            Check::good(
                "Estilos",
                format!(
                    "se toma del membrete del programa lo que al suyo le falta: {}",
                    counted(n, "estilo", "estilos")
                ),
            )
            .help(format!(
                "Para darles otro aspecto, créelos en el membrete con su nombre: {}.",
                offer.lacking.join(", ")
            )),
        );
    }
    checks
}

fn workbooks(inputs: &Path) -> Check {
    let about = "Entradas";
    match count(inputs) {
        Ok(0) => Check::new(about, State::Attention, "no hay libros todavía")
            .help("Guarde ahí los libros que se reciban."),
        Ok(n) => Check::good(about, counted(n, "libro", "libros"))
            .help("«relator validar» dice qué hay que corregir en ellos."),
        Err(_) if !inputs.exists() => Check::new(about, State::Bad, "la carpeta no existe")
            .help("Créela, o nómbrela con --entradas DIR."),
        Err(error) => Check::new(
            about,
            State::Bad,
            format!("la carpeta no se puede leer: {error}"),
        )
        .help("Revise los permisos de la carpeta."),
    }
}

/// The workbooks of a folder and its sub-folders.
fn count(folder: &Path) -> std::io::Result<usize> {
    let mut n = 0;
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() && !path.is_symlink() {
            n += count(&path)?;
        } else {
            let extension = path.extension().unwrap_or_default().to_ascii_lowercase();
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            let workbook = ["xlsx", "xlsm", "ods"].iter().any(|e| extension == *e);
            n += usize::from(workbook && !name.starts_with("~$") && !name.starts_with('.'));
        }
    }
    Ok(n)
}

fn writable(output: &Path) -> Check {
    let about = "Salida";
    match archive::access(output) {
        Access::Free => Check::good(about, "se puede escribir"),
        Access::Missing => Check::good(about, "se creará al generar"),
        Access::Busy => Check::new(
            about,
            State::Attention,
            "otra ejecución trabaja ahora en ella",
        )
        .help("Espere a que termine."),
        Access::Refused => Check::new(about, State::Bad, "no se puede escribir")
            .help("Revise los permisos de la carpeta, o nombre otra con --salida DIR."),
        Access::NoFolder => Check::new(about, State::Bad, "no es una carpeta")
            .help("Quite el archivo que ocupa su nombre, o nombre otra con --salida DIR."),
    }
}

/// Documents that the next run would leave as they are.
fn taken(catalog: &Catalog, output: &Path) -> Result<Vec<Check>, Error> {
    let mut checks = Vec::new();
    for reunion in &catalog.proceso.reuniones {
        let meeting = reunion.numero;
        let name = names::meeting(meeting);
        for (file, kept) in archive::taken(&output.join(&name))? {
            let why = match kept {
                Kept::Edited | Kept::Earlier => "alguien trabajó en él",
                Kept::Held => "está abierto en otro programa",
            };
            let mut check = Check::new(
                "Documentos",
                State::Attention,
                format!("{name}/{file}: {why}; se conserva y el nuevo se escribirá junto a él"),
            );
            if file == document_name(meeting, "docx") {
                check = check.help(format!(
                    "«relator diferencias {meeting} {file}» dice qué se cambió."
                ));
            }
            checks.push(check);
        }
    }
    Ok(checks)
}
