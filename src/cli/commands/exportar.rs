//! `relator exportar`: a version of the record as a bag for another archive.

use super::super::args::Exportar;
use super::super::context::{Context, Reader};
use super::super::exit::{Exit, Failure};
use super::super::out::Out;
use super::super::record::{ficha, version_of};
use crate::archive::OutputFile;
use crate::diagnostics::Error;
use crate::diagnostics::show::counted;
use crate::pipeline::INTERNAL;
use crate::record::{BAG_MARK as MARK, Bag, Object};
use serde_json::{Value, json};
use std::path::PathBuf;

/// Runs the command.
pub fn run(args: &Exportar, context: &Context, out: &mut Out) -> Result<Exit, Failure> {
    let (object, version) = version_of(context, args.reunion, None)?;
    let ficha = ficha(&object, version)?;
    let (withheld, added) = if args.version_publica {
        public(&object, version)
    } else {
        (Vec::new(), Vec::new())
    };
    let kind = if args.version_publica { "-publica" } else { "" };
    let name = format!("{}-v{version}{kind}", object.name());
    let target = target(args, &name)?;
    let info = info(&ficha, &object, (version, kind), context);
    let bag = Bag {
        object: &object,
        version,
        withheld: &withheld,
        added: &added,
        info: &info,
    };
    bag.write(&target)?;
    let shown = context.shown(&target);
    match context.reader {
        Reader::Program => out.json(&json!({
            "version": 1,
            "reunion": args.reunion,
            "version_integrada": version,
            "paquete": shown,
            "retenidos": withheld,
        })),
        Reader::Person => {
            let meeting = args.reunion;
            out.print(&format!(
                "Se exportó la versión {version} de la reunión {meeting} a «{shown}».\n"
            ));
            if args.version_publica {
                let n = counted(withheld.len(), "archivo", "archivos");
                out.print(&format!(
                    "No se incluyeron {n} que no son públicos; la lista está en data/retenido.json.\n"
                ));
            }
        }
    }
    Ok(Exit::Done)
}

/// A folder that is there holds the bag; one that is not becomes it. What is a bag, or lies in one,
/// takes no other: its manifest lists every file below `data/`.
fn target(args: &Exportar, name: &str) -> Result<PathBuf, Failure> {
    let given = std::path::absolute(&args.destino);
    let given = given.map_err(Error::io("ubicar", &args.destino))?;
    if let Some(bag) = given.ancestors().find(|above| above.join(MARK).exists()) {
        return Err(Failure::Usage(format!(
            "«{}» ya es un paquete (tiene {MARK}) y otro dentro de él lo dañaría; diga otra carpeta",
            bag.display()
        )));
    }
    Ok(if given.is_dir() {
        given.join(name)
    } else {
        given
    })
}

/// What is left out of the public version, and the list of it.
fn public(object: &Object, version: u32) -> (Vec<String>, Vec<OutputFile>) {
    let state = object.state(version).unwrap_or_default();
    let internal = state.iter().filter(|(name, _)| name.starts_with(INTERNAL));
    let listed: Vec<Value> = internal
        .clone()
        .map(|(name, digest)| json!({"archivo": name, "sha512": digest}))
        .collect();
    let reason = "Libros recibidos, su procedencia y anexos: pueden contener datos de contacto o \
                  información que no es pública.";
    let list = json!({"version": 1, "motivo": reason, "retenido": listed});
    let list = OutputFile {
        name: "retenido.json".to_owned(),
        bytes: format!("{list:#}\n").into_bytes(),
    };
    (
        internal.map(|(name, _)| (*name).to_owned()).collect(),
        vec![list],
    )
}

fn info(
    ficha: &Value,
    object: &Object,
    (version, kind): (u32, &str),
    context: &Context,
) -> Vec<(String, String)> {
    let word = |value: &Value| {
        value
            .as_str()
            .unwrap_or_default()
            .replace(['\r', '\n'], " ")
    };
    let archive = &ficha["archivo"];
    let (created, message) = object.about(version).unwrap_or_default();
    let entries = [
        ("Source-Organization", word(&archive["fondo"])),
        ("Bagging-Date", context.today.to_string()),
        (
            "External-Identifier",
            format!(
                "{} {} v{version}{kind}",
                word(&ficha["proceso"]),
                object.name()
            ),
        ),
        (
            "External-Description",
            format!(
                "Informe de la reunión {} y aquello con lo que se hizo",
                ficha["reunion"]
            ),
        ),
        ("Seccion", word(&archive["seccion"])),
        ("Serie", word(&archive["serie"])),
        ("Clasificacion", word(&archive["clasificacion"])),
        ("Vigencia", word(&archive["vigencia"])),
        ("Fecha-de-integracion", created.to_owned()),
        ("Motivo-de-la-version", message.replace(['\r', '\n'], " ")),
    ];
    let told = entries.into_iter().filter(|(_, value)| !value.is_empty());
    told.map(|(label, value)| (label.to_owned(), value))
        .collect()
}
