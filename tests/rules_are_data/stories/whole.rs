//! Counts that hold one another, and workbooks as a whole.

use super::{Story, area, deliverables, opl, sheet, story};
use crate::workbooks::{Book, Sheet, catalog};
use relator::catalog::Forma;
use relator::domain::Clase;

/// One story for every R-22 of the catalogue: its first column is more than its second.
pub fn parts_and_wholes() -> Vec<Story> {
    let catalog = catalog();
    let mut stories = Vec::new();
    for schema in &catalog.esquemas {
        for rule in schema.reglas.iter().filter(|rule| rule.id == "R-22") {
            let said = [
                (rule.campos[0].as_str(), "7"),
                (rule.campos[1].as_str(), "3"),
            ];
            let class = schema.remitentes[0];
            let (clave, name) = match class {
                Clase::Utsi => ("utsi", "UTSI"),
                Clase::Opl | Clase::Ine | Clase::Secretaria => ("hidalgo", "Hidalgo"),
            };
            let column = schema
                .campos
                .iter()
                .position(|c| c.nombre == rule.campos[0]);
            let letter = char::from(b'A' + column.unwrap() as u8);
            let (page, place) = match schema.forma {
                Forma::Tabla => (sheet(&schema.hoja, class, &[&said]), format!("{letter}5")),
                Forma::ClaveValor => {
                    let title = |field: &str| schema.campo(field).unwrap().titulo.clone();
                    let page = Sheet::empty(&schema.hoja)
                        .text("B5", &title(said[0].0))
                        .cell("C5", "7")
                        .text("B6", &title(said[1].0))
                        .cell("C6", "3");
                    (page, "C5".to_owned())
                }
            };
            let meeting = if schema.hoja == "Auditoria" { 6 } else { 10 };
            let book = Book::of(class.word(), clave, name, meeting).with(page);
            stories.push(story(
                "R-22",
                vec![book],
                &format!("{}!{place}", schema.hoja),
            ));
        }
    }
    stories
}

pub fn whole_workbooks() -> Vec<Story> {
    let opened = sheet(
        "Compromisos_abiertos",
        Clase::Secretaria,
        &[&[
            ("id", "C-04-01"),
            ("reunion", "4"),
            ("responsables", "DEOE"),
        ]],
    );
    let opened = Book::of("Secretaria", "secretaria", "Secretaría", 4).with(opened);
    let silent = area(5, &[]).with(Sheet::of("Compromisos", Clase::Ine));
    let early = sheet("Casos_prueba", Clase::Opl, &[&[("id_caso", "A")]]);
    let papers = deliverables(&[&[("no", "3"), ("estatus", "Pendiente")]]);
    let other = area(5, &[]).change("Portada", |s| s.cell("C6", "6"));
    vec![
        story("R-23", vec![opened, silent], "Compromisos!A4"),
        story("R-24", vec![opl(5, vec![papers, early])], "Casos_prueba!-"),
        story("R-29", vec![other], "Portada!C6"),
    ]
}
