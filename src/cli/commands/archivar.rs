//! `relator archivar`: the final informe of a meeting comes into the record.

use super::super::args::{Archivar, Global};
use super::super::context::{self, Context, Reader};
use super::super::exit::{Exit, Failure};
use super::super::memory::at_a_time;
use super::super::out::Out;
use super::super::program::{Running, program};
use super::super::record::{PDF, about_sheet, day, sheets_of, understood};
use super::super::rows;
use crate::archive::{Fate, Output, OutputFile};
use crate::catalog::{self, Catalog};
use crate::diagnostics::show::{Detail, counted, full, grouped, json};
use crate::diagnostics::{Error, Finding, Severity};
use crate::domain::{names, sha512_hex};
use crate::pipeline::{self, Asked, Documents, Dossier, Job, Renewal, Sheet, Understood};
use crate::record::{Integrated, Integration, Line, Object, Prepared};
use crate::report::Stage;
use presented::Given;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::num::NonZeroUsize;

mod presented;

/// Runs the command.
pub fn run(
    args: &Archivar,
    global: &Global,
    context: &Context,
    out: &mut Out,
) -> Result<Exit, Failure> {
    must_say_something(args)?;
    at_a_time(None, 1)?;
    let now = context::now(global)?;
    let templates = catalog::files(&context.workspace)?;
    let catalog = catalog::from_files(&templates)?;
    let meeting = context
        .meeting(&catalog.proceso, Some(args.reunion))?
        .numero;
    let given = Given::read(args)?;
    let output = Output::open(&context.output, context.shown(&context.output))?;
    let prepared = Prepared::open(&context.record())?;
    let work = Work {
        args,
        context,
        catalog: &catalog,
        templates: &templates,
        program: program()?,
        prepared,
        meeting,
        now,
    };
    out.progress("Leyendo los libros…");
    let understood = understood(context, &catalog)?;
    let errors = work.errors(&understood);
    if !errors.is_empty() && args.con_pendientes.is_none() {
        out.progress("");
        return Ok(work.refuse(&errors, &understood, out));
    }
    out.progress("Haciendo el informe definitivo…");
    let (dossier, differences) = work.dossier(&understood, given, errors.len())?;
    if !dossier.is_complete() {
        out.progress("");
        return Ok(work.broken(&dossier, out));
    }
    work.try_sheet()?;
    out.progress("Integrando al expediente…");
    let (integrated, line) = work.integrate(&dossier)?;
    let sheet = work.sheet(&output, &dossier, &line)?;
    out.progress("");
    work.tell((&integrated, &line), &sheet, &differences, out);
    Ok(Exit::Done)
}

/// A cargo or a reason without a letter would stand so in the record for ever.
fn must_say_something(args: &Archivar) -> Result<(), Failure> {
    let given = [
        (
            "--responsable",
            Some(&args.responsable),
            "el cargo de quien integra, por ejemplo «Secretaría Técnica»",
        ),
        (
            "--con-pendientes",
            args.con_pendientes.as_ref(),
            "el motivo por el que se integra así",
        ),
        (
            "--motivo",
            args.motivo.as_ref(),
            "por qué hay una versión nueva",
        ),
    ];
    for (option, text, what) in given {
        if text.is_some_and(|text| !text.contains(char::is_alphanumeric)) {
            return Err(Failure::Usage(format!(
                "{option} no dice nada; escriba {what}"
            )));
        }
    }
    Ok(())
}

/// What an integration needs all along.
struct Work<'a> {
    args: &'a Archivar,
    context: &'a Context,
    catalog: &'a Catalog,
    templates: &'a BTreeMap<String, Vec<u8>>,
    program: Running,
    prepared: Prepared,
    meeting: u8,
    now: String,
}

impl Work<'_> {
    /// What `generar` would end with code 1 for.
    fn errors<'u>(&self, understood: &'u Understood) -> Vec<&'u Finding> {
        let own = understood.findings.iter();
        own.filter(|f| f.severity == Severity::Error)
            .filter(|f| f.meeting.is_none_or(|m| m == self.meeting))
            .collect()
    }

    fn refuse(&self, errors: &[&Finding], understood: &Understood, out: &mut Out) -> Exit {
        match self.context.reader {
            Reader::Program => {
                let mut value = json(understood.files().len(), errors.iter().copied());
                value["integrada"] = json!(false);
                out.json(&value);
            }
            Reader::Person => {
                let source = rows::source(&understood.workbooks);
                let detail = self.context.verbosity.detail();
                out.print(&full(errors.iter().copied(), detail, &source));
                let meeting = self.meeting;
                let n = counted(errors.len(), "inconsistencia", "inconsistencias");
                out.print(&format!(
                    "La reunión {meeting} no se integró: hay {n} de nivel error. Corríjalas o, si se presentó así, \
                     integre con --con-pendientes y el motivo.\n"
                ));
            }
        }
        Exit::Inconsistencias
    }

    fn broken(&self, dossier: &Dossier, out: &mut Out) -> Exit {
        match self.context.reader {
            Reader::Program => {
                let mut value = json(0, dossier.findings.iter());
                value["integrada"] = json!(false);
                out.json(&value);
            }
            Reader::Person => {
                out.print(&full(&dossier.findings, Detail::Everything, &|_| None));
                out.print("No se integró: el informe no se pudo componer.\n");
            }
        }
        Exit::Surroundings
    }

    /// The last version of the meeting, if there is one.
    fn last(&self) -> Result<Option<Object>, Error> {
        let register = self.prepared.register()?;
        Object::open(
            &self.context.record(),
            &register,
            &names::meeting(self.meeting),
        )
    }

    /// What changed in the templates since the meeting that was integrated last.
    fn changes(&self) -> Result<Vec<String>, Error> {
        let register = self.prepared.register()?;
        let mut lines = register.lines.iter().rev();
        let Some(line) = lines.find(|l| names::meeting_of(&l.entry.objeto).is_some()) else {
            return Ok(Vec::new());
        };
        let entry = &line.entry;
        let last = Object::open(&self.context.record(), &register, &entry.objeto)?;
        let mut before = BTreeMap::new();
        if let Some(last) = last {
            for name in last.state(entry.version).unwrap_or_default().into_keys() {
                if let Some(path) = name.strip_prefix(pipeline::TEMPLATES) {
                    before.insert(path.to_owned(), last.read(entry.version, name)?);
                }
            }
        }
        Ok(pipeline::changes(&before, (self.catalog, self.templates)))
    }

    fn dossier(
        &self,
        understood: &Understood,
        given: Given,
        errors: usize,
    ) -> Result<(Dossier, Vec<String>), Failure> {
        let last = self.last()?;
        let pending = self.args.con_pendientes.as_deref();
        let pending = pending.filter(|_| errors > 0);
        let job = Job {
            catalog: self.catalog,
            meetings: vec![self.meeting],
            stage: Stage::Final { pending },
            documents: Documents::Both,
            program: self.program.named(),
            threads: NonZeroUsize::MIN,
            renewal: Renewal::Everything,
            output: self.context.shown(&self.context.output),
        };
        let asked = Asked {
            meeting: self.meeting,
            responsible: &self.args.responsable,
            correction: self.args.motivo.as_deref().filter(|_| last.is_some()),
            pending,
            presented: given.with_those_of(last.as_ref())?,
            changes: self.changes()?,
            templates: self.templates,
        };
        let workspace = &self.context.workspace;
        let mut dossier = pipeline::dossier(&job, understood, workspace, asked)?;
        let told = presented::compare(self.meeting, &mut dossier, self.catalog);
        Ok((dossier, told))
    }

    /// Integrates what is new; the program that made it first, if the record does not have it.
    fn integrate(&self, dossier: &Dossier) -> Result<(Integrated, Line), Failure> {
        let object = names::meeting(self.meeting);
        let standing = self.prepared.standing(&object, &dossier.files)?;
        let message = match (&standing, &self.args.motivo) {
            (Integrated::Unchanged(line), _) => return Ok((standing.clone(), line.clone())),
            (Integrated::New, _) => "Primera integración",
            (Integrated::Changed(_), Some(reason)) => reason,
            (Integrated::Changed(line), None) => {
                return Err(Failure::Usage(format!(
                    "la reunión {} ya tiene la versión {} en el expediente y ahora saldría otra; diga por qué con \
                     --motivo TEXTO",
                    self.meeting, line.entry.version
                )));
            }
        };
        let program = self.program.object();
        if self.prepared.register()?.last_of(&program).is_none() {
            let why = "Programa con el que se hicieron los informes";
            self.put(&program, &self.program.files(), why)?;
        }
        let line = self.put(&object, &dossier.files, message)?;
        Ok((standing, line))
    }

    fn put(&self, object: &str, files: &[OutputFile], message: &str) -> Result<Line, Error> {
        self.prepared.integrate(&Integration {
            object,
            files,
            message,
            user: &self.args.responsable,
            now: &self.now,
            readme: &self.catalog.expediente.leeme,
        })
    }

    /// Finds out that the page can be laid out before anything is integrated.
    fn try_sheet(&self) -> Result<(), Error> {
        let sheet = Sheet {
            day: &self.now[..10],
            ident: String::new(),
            values: &[],
        };
        pipeline::hoja(self.catalog, &sheet).map(drop)
    }

    /// Writes the «Hoja de integridad» of a line; gives back its path as people read it.
    fn sheet(&self, output: &Output, dossier: &Dossier, line: &Line) -> Result<String, Failure> {
        let object = self.last()?;
        let Some(object) = object else {
            return Ok(String::new());
        };
        let ficha = super::super::record::ficha(&object, line.entry.version)?;
        let word = |key: &str| ficha[key].as_str().unwrap_or_default();
        let clases = &self.catalog.expediente.hoja.clases;
        let kind = clases.get(word("clase")).map_or("", String::as_str);
        let code = |name: &dyn Fn(&str) -> bool| {
            let file = dossier.files.iter().find(|f| name(&f.name));
            file.map_or_else(String::new, |f| sha512_hex(&f.bytes))
        };
        let pdf = code(&|n| n.starts_with("informe/") && n.ends_with(".pdf"));
        let shown = code(&|n| n == PDF);
        let entry = &line.entry;
        let moment = format!("{} {}", day(&entry.fecha), &entry.fecha[11..16]);
        let numbers = [
            u64::from(self.meeting),
            u64::from(entry.version),
            entry.archivos as u64,
            entry.bytes,
            entry.numero,
        ]
        .map(grouped);
        let date = day(word("fecha"));
        let values = [
            ("grupo", self.catalog.proceso.grupo.as_str()),
            ("reunion", &numbers[0]),
            ("fecha_reunion", &date),
            ("version", &numbers[1]),
            ("clase", kind),
            ("fecha", &moment),
            ("responsable", word("responsable")),
            ("correccion", word("correccion")),
            ("pendientes", word("pendientes")),
            ("archivos", &numbers[2]),
            ("bytes", &numbers[3]),
            ("renglon", &numbers[4]),
            ("cabeza", &line.code),
            ("inventario", &entry.inventario),
            ("pdf", &pdf),
            ("presentado", &shown),
        ];
        let sheet = Sheet {
            day: &entry.fecha[..10],
            ident: format!("relator/hoja/{}", line.code),
            values: &values,
        };
        let bytes = pipeline::hoja(self.catalog, &sheet)?;
        self.publish(output, line, bytes)
    }

    fn publish(&self, output: &Output, line: &Line, bytes: Vec<u8>) -> Result<String, Failure> {
        let version = line.entry.version;
        let name = |version: u32| format!("hoja-de-integridad-v{version}.pdf");
        let folder = sheets_of(self.meeting);
        let file = OutputFile {
            name: name(version),
            bytes,
        };
        let earlier: Vec<String> = (1..version).map(name).collect();
        let about = about_sheet(self.meeting, &file.name, line);
        let published = output.publish(&folder, &[file], &earlier, about)?;
        let name = match published.files.first() {
            Some((_, Fate::Beside(new))) => new.clone(),
            Some((name, Fate::Written | Fate::Unchanged)) => name.clone(),
            None => String::new(),
        };
        let shown = self.context.shown(&self.context.output);
        Ok(format!("{shown}/{folder}/{name}"))
    }

    fn tell(
        &self,
        (integrated, line): (&Integrated, &Line),
        sheet: &str,
        differences: &[String],
        out: &mut Out,
    ) {
        let entry = &line.entry;
        let new = !matches!(integrated, Integrated::Unchanged(_));
        match self.context.reader {
            Reader::Program => {
                let mut value = json(0, self.prepared.findings.iter());
                let told = json!({
                    "reunion": self.meeting,
                    "integrada": new,
                    "version_integrada": entry.version,
                    "fecha": entry.fecha,
                    "renglon": entry.numero,
                    "cabeza": line.code,
                    "hoja": sheet,
                    "diferencias": differences,
                });
                if let (Value::Object(value), Value::Object(told)) = (&mut value, told) {
                    value.extend(told);
                }
                out.json(&value);
            }
            Reader::Person => {
                let told = &self.prepared.findings;
                out.print(&full(told, Detail::Everything, &|_| None));
                let (meeting, version) = (self.meeting, entry.version);
                let day = day(&entry.fecha);
                out.print(&if new {
                    format!("Se integró la versión {version} de la reunión {meeting} al expediente.\n")
                } else {
                    format!(
                        "La reunión {meeting} no cambió: la versión {version}, integrada el {day}, sigue siendo la última.\n"
                    )
                });
                for told in differences {
                    out.print(&format!("{told}\n"));
                }
                out.print(&format!("Hoja de integridad: {sheet}\n"));
                if let Some(warning) = &entry.aviso {
                    out.print(&format!("Aviso: {warning}.\n"));
                }
            }
        }
    }
}
