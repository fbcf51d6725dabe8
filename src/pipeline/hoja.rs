//! The «Hoja de integridad»: one page that proves the record as long as somebody keeps the paper.

use crate::catalog::{Catalog, Renglon};
use crate::diagnostics::Error;
use crate::render::typst::Typesetter;
use crate::report::fill;
use serde_json::{Value, json};

/// The file of the style that is the page.
const PAGE: &str = "integridad.typ";

/// What the page says.
#[derive(Debug)]
pub struct Sheet<'a> {
    /// Day of the integration: `2022-02-15`.
    pub day: &'a str,
    /// Names the document for its PDF identifier.
    pub ident: String,
    /// Values by the name that the words have for them; an empty one leaves its line out.
    pub values: &'a [(&'a str, &'a str)],
}

/// The page as PDF.
pub fn hoja(catalog: &Catalog, sheet: &Sheet<'_>) -> Result<Vec<u8>, Error> {
    let typesetter = Typesetter::new(&catalog.estilo).map_err(Error::Catalog)?;
    let words = &catalog.expediente.hoja;
    let values: Vec<(&str, &str)> = sheet
        .values
        .iter()
        .copied()
        .filter(|(_, value)| !value.is_empty())
        .collect();
    let steps = words.comprobar.pasos.iter();
    let steps: Vec<String> = steps.map(|step| fill(step, &values)).collect();
    let proceso = &catalog.proceso;
    let page = json!({
        "titulo": words.titulo,
        "entrada": words.entrada,
        "institucion": proceso.institucion,
        "pie": proceso.grupo,
        "leyenda": proceso.demostracion.then_some(&proceso.leyenda_demostracion),
        "renglones": lines(&words.renglones, &values),
        "codigos": lines(&words.codigos, &values),
        "comprobar": words.comprobar.titulo,
        "pasos": steps,
    });
    let document = (sheet.day, sheet.ident.clone());
    typesetter
        .page(PAGE, &page, document)
        .map_err(Error::Catalog)
}

/// The lines whose every name has a value.
fn lines(lines: &[Renglon], values: &[(&str, &str)]) -> Vec<Value> {
    let known = |line: &&Renglon| {
        let mut names = line.texto.split('{').skip(1);
        names.all(|rest| {
            let name = rest.split('}').next();
            values.iter().any(|(key, _)| Some(*key) == name)
        })
    };
    let told = lines.iter().filter(known);
    told.map(|line| json!({"rotulo": line.rotulo, "texto": fill(&line.texto, values)}))
        .collect()
}
