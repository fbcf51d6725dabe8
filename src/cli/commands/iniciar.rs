//! `relator iniciar`: a new workspace from the program's own templates.

use super::super::args::{Global, Iniciar};
use super::super::context::{Reader, reader};
use super::super::exit::{Exit, Failure};
use super::super::out::Out;
use crate::archive;
use crate::catalog;
use serde_json::json;

/// Runs the command.
pub fn run(args: &Iniciar, global: &Global, out: &mut Out) -> Result<Exit, Failure> {
    let templates = catalog::embedded();
    archive::create_workspace(&args.dir, &templates)?;
    let folder = args.dir.display();
    match reader(global) {
        Reader::Program => out.json(&json!({
            "version": 1,
            "carpeta": folder.to_string(),
            "plantillas": templates.len(),
        })),
        Reader::Person => out.print(&format!(
            "Se creó la carpeta de trabajo «{folder}» con {} plantillas.\n\n\
             Guarde en «{folder}/inputs» los libros que lleguen y, desde «{folder}», ejecute:\n\
             \x20 relator validar     para revisarlos\n\
             \x20 relator generar     para escribir el informe\n",
            templates.len()
        )),
    }
    Ok(Exit::Done)
}
