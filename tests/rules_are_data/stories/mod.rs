//! A small story for every rule: workbooks in which it is broken.

mod documents;
mod systems;
mod tests;
mod whole;

use crate::workbooks::{Book, Sheet, catalog};
use relator::catalog::{Esquema, Tipo};
use relator::domain::Clase;

/// Workbooks in which a rule is broken, and how that is told: `R-12 Entregables!G6`.
pub struct Story {
    pub rule: String,
    pub books: Vec<Book>,
    pub told: String,
}

type Values<'v> = &'v [(&'v str, &'v str)];

/// A row with what its sheet requires, and what the story says.
fn row(schema: &Esquema, said: Values<'_>) -> Vec<String> {
    let value = |campo: &relator::catalog::Campo| {
        if let Some((_, word)) = said.iter().find(|(name, _)| *name == campo.nombre) {
            return (*word).to_owned();
        }
        if !campo.requerido {
            return String::new();
        }
        if let Some(word) = catalog().valores(campo).first() {
            return (*word).to_owned();
        }
        match campo.tipo {
            Tipo::Fecha => "10/01/2022",
            Tipo::Porcentaje => "50%",
            Tipo::Numero | Tipo::Entero => "1",
            Tipo::Texto | Tipo::Hora | Tipo::FechaHora | Tipo::SiNo | Tipo::Lista => "Texto",
        }
        .to_owned()
    };
    schema.campos.iter().map(value).collect()
}

fn sheet(name: &str, class: Clase, rows: &[Values<'_>]) -> Sheet {
    let catalog = catalog();
    let schema = catalog.esquema(name, class).unwrap();
    let mut sheet = Sheet::of(name, class);
    for said in rows {
        let values = row(schema, said);
        let values: Vec<&str> = values.iter().map(String::as_str).collect();
        sheet = sheet.row(&values);
    }
    sheet
}

fn opl(meeting: u8, sheets: Vec<Sheet>) -> Book {
    let book = Book::of("OPL", "hidalgo", "Hidalgo", meeting);
    sheets.into_iter().fold(book, Book::with)
}

fn area(meeting: u8, said: Values<'_>) -> Book {
    let all: [(&str, &str); 6] = [
        ("id_sistema", "SUC"),
        ("proceso", "PEL 2021-2022"),
        ("avance_programado", "85%"),
        ("avance_real", "80%"),
        ("fecha_liberacion_programada", "15/06/2022"),
        ("estatus", "En ejecución"),
    ];
    let all: Vec<(&str, &str)> = said.iter().chain(&all).copied().collect();
    let systems = sheet("Sistemas", Clase::Ine, &[&all]);
    Book::of("INE", "deoe", "DEOE", meeting).with(systems)
}

fn given<'v>(no: &'v str, variante: &'v str, day: &'v str) -> [(&'v str, &'v str); 5] {
    [
        ("no", no),
        ("variante", variante),
        ("estatus", "Entregado"),
        ("fecha_entrega", day),
        ("oficio_o_folio", "OF-1"),
    ]
}

fn deliverables(rows: &[Values<'_>]) -> Sheet {
    sheet("Entregables", Clase::Opl, rows)
}

fn story(rule: &str, books: Vec<Book>, place: &str) -> Story {
    Story {
        rule: rule.to_owned(),
        books,
        told: format!("{rule} {place}"),
    }
}

pub fn all() -> Vec<Story> {
    let kinds = [
        systems::cells(),
        systems::systems(),
        documents::documents(),
        documents::order_of_documents(),
        tests::tests(),
        whole::parts_and_wholes(),
        whole::whole_workbooks(),
    ];
    kinds.into_iter().flatten().collect()
}
