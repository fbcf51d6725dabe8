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
        Reader::Person => {
            let whole = std::path::absolute(&args.dir).unwrap_or_else(|_| args.dir.clone());
            out.print(&first_steps(&whole.display().to_string(), templates.len()));
        }
    }
    Ok(Exit::Done)
}

fn first_steps(folder: &str, templates: usize) -> String {
    format!(
        "Se creó la carpeta de trabajo «{folder}» con {templates} plantillas.\n\n\
         Desde «{folder}»:\n\
         \x20 relator formatos 1    escribe el libro en blanco de cada remitente\n\
         \x20 relator validar       revisa los libros que se guarden en inputs\n\
         \x20 relator generar 1     escribe el informe de la reunión 1 en output\n\n\
         Cada página lleva la leyenda «DATOS DE DEMOSTRACIÓN» mientras templates/proceso.toml\n\
         diga «demostracion = true».\n"
    )
}
