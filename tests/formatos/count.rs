//! How much there is to fill in: the manual of the areas says the count.

use super::filled::missing;
use super::{blank, catalog, open};
use calamine::Reader;
use relator::catalog::Forma;
use relator::domain::Clase;

/// What an OPL does with its workbook.
#[derive(Debug, Default, PartialEq)]
struct Work {
    /// Cells that must be filled in.
    required: usize,
    /// Cells that were filled in by choosing a word of a list.
    choices: usize,
    /// Cells in which something was written.
    typed: usize,
}

fn work(clave: &str, number: u8) -> Work {
    let mut work = Work::default();
    let bytes = blank(clave, number);
    let mut book = open(&bytes);
    for (sheet, cells) in missing(clave, number) {
        let schema = catalog().esquema(&sheet, Clase::Opl).unwrap();
        if schema.forma == Forma::Tabla {
            let range = book.worksheet_range(&sheet).unwrap();
            for (column, campo) in (0..).zip(&schema.campos) {
                let rows = 4..=range.end().unwrap().0;
                let empty = rows.filter(|row| super::text(&range, (*row, column)).is_empty());
                work.required += empty.filter(|_| campo.requerido).count();
            }
        }
        for at in cells.keys() {
            let campo = match schema.forma {
                Forma::Tabla => &schema.campos[at.column as usize - 1],
                Forma::ClaveValor => {
                    let range = book.worksheet_range(&sheet).unwrap();
                    let title = super::text(&range, (at.row - 1, 1));
                    schema.campos.iter().find(|c| c.titulo == title).unwrap()
                }
            };
            if catalog().valores(campo).is_empty() {
                work.typed += 1;
            } else {
                work.choices += 1;
            }
        }
    }
    work
}

#[test]
fn the_workbook_of_an_opl_for_the_fifth_meeting_is_filled_in_within_ten_minutes() {
    let manual = include_str!("../../docs/manual-areas.md");
    let mut untold = Vec::new();
    for opl in catalog().opl() {
        let work = work(&opl.clave, 5);
        let line = format!(
            "| {} | {} | {} | {} |",
            opl.nombre_corto(),
            work.required,
            work.choices,
            work.typed
        );
        if !manual.contains(&line) {
            untold.push(line);
        }
        // Five seconds for a choice and fifteen for a cell to write leave time for reading.
        assert!(
            work.choices * 5 + work.typed * 15 <= 8 * 60,
            "{}: {work:?}",
            opl.clave
        );
    }
    assert!(
        untold.is_empty(),
        "docs/manual-areas.md lacks\n{}",
        untold.join("\n")
    );
}
