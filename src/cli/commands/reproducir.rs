//! `relator reproducir`: a version of the record made again, byte for byte.

use super::super::args::Reproducir;
use super::super::context::{Context, Reader};
use super::super::exit::{Exit, Failure};
use super::super::fence::fence;
use super::super::memory::at_a_time;
use super::super::out::Out;
use super::super::program::program;
use super::super::record::{ficha, version_of};
use crate::diagnostics::show::counted;
use crate::pipeline::{self, Same};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Runs the command.
pub fn run(args: &Reproducir, context: &Context, out: &mut Out) -> Result<Exit, Failure> {
    let (object, version) = version_of(context, args.reunion, args.version_integrada)?;
    let ficha = ficha(&object, version)?;
    at_a_time(None, 1)?;
    out.progress("Leyendo la versión…");
    let mut files: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    for name in object.state(version).unwrap_or_default().into_keys() {
        files.insert(name.to_owned(), object.read(version, name)?);
    }
    out.progress("Haciendo el informe de nuevo…");
    let pending = ficha["pendientes"].as_str();
    let rebuilt = pipeline::rebuild(args.reunion, &files, pending, &fence()?)?;
    out.progress("");
    let recorded = ficha["programa"]["sha256"].as_str().unwrap_or_default();
    let other_program = recorded != program()?.named().sha256;
    match context.reader {
        Reader::Program => {
            let files: Vec<Value> = rebuilt
                .files
                .iter()
                .map(|(name, same)| json!({"archivo": name, "resultado": word(*same)}))
                .collect();
            out.json(&json!({
                "version": 1,
                "reunion": args.reunion,
                "version_integrada": version,
                "identica": rebuilt.is_same(),
                "mismo_programa": !other_program,
                "archivos": files,
            }));
        }
        Reader::Person => {
            for (name, same) in rebuilt.files.iter().filter(|(_, same)| *same != Same::Yes) {
                out.print(&format!("{}: {name}\n", word(*same)));
            }
            let n = counted(rebuilt.files.len(), "archivo", "archivos");
            let meeting = args.reunion;
            out.print(&if rebuilt.is_same() {
                format!("La versión {version} de la reunión {meeting} se reprodujo: {n}, los mismos bytes.\n")
            } else {
                format!("La versión {version} de la reunión {meeting} no salió igual.\n")
            });
            if other_program {
                let version = ficha["programa"]["version"].as_str().unwrap_or_default();
                out.print(&format!(
                    "Se integró con otro ejecutable (versión {version}), que el expediente conserva en la carpeta \
                     ocfl, «programa-{version}-{}».\n",
                    recorded.get(..8).unwrap_or_default()
                ));
            }
        }
    }
    Ok(if rebuilt.is_same() {
        Exit::Done
    } else {
        Exit::AnswersNo
    })
}

fn word(same: Same) -> &'static str {
    match same {
        Same::Yes => "igual",
        Same::No => "distinto",
        Same::Missing => "no se hizo",
        Same::New => "no estaba",
    }
}
