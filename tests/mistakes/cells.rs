//! Mistakes of one cell: any workbook, any place where they can be made.

use crate::books::{Archive, Dice, Grid, Told, cell, day, expect, is_identity, number, text};
use relator::catalog::{Campo, Tipo};
use relator::intake::{Cell, CellValue, Workbook};

/// A mistake of one cell: where it can be made, what is written, and what is told.
struct OfCell {
    name: &'static str,
    wanted: fn(&Campo) -> bool,
    /// Whether the cell must have something in it.
    filled: bool,
    write: fn(&Campo) -> Option<Cell>,
    told: (u16, &'static str),
}

const NUMBERS: [Tipo; 3] = [Tipo::Numero, Tipo::Entero, Tipo::Porcentaje];

fn is_plain_text(campo: &Campo) -> bool {
    campo.tipo == Tipo::Texto
        && campo.patron.is_none()
        && campo.valores.is_empty()
        && campo.catalogo.is_none()
        && campo.refiere.is_none()
        && !campo.prellenado
        && !["id", "id_caso", "objeto"].contains(&campo.nombre.as_str())
}

const OF_CELLS: [OfCell; 20] = [
    OfCell {
        name: "a required cell is empty",
        wanted: |c| c.requerido && !is_identity(c),
        filled: true,
        write: |_| None,
        told: (200, "R-27"),
    },
    OfCell {
        name: "a word for a number",
        wanted: |c| NUMBERS.contains(&c.tipo) && !is_identity(c),
        filled: true,
        write: |_| Some(text("ochenta")),
        told: (201, "R-27"),
    },
    OfCell {
        name: "a word for a date",
        wanted: |c| c.tipo == Tipo::Fecha,
        filled: false,
        write: |_| Some(text("pronto")),
        told: (202, "R-27"),
    },
    OfCell {
        name: "an impossible date",
        wanted: |c| matches!(c.tipo, Tipo::Fecha | Tipo::FechaHora),
        filled: false,
        write: |_| Some(text("31/02/2022")),
        told: (202, "R-27"),
    },
    OfCell {
        name: "a date that lost its format",
        wanted: |c| c.tipo == Tipo::Fecha,
        filled: true,
        write: |_| Some(number(44_600.0, None)),
        told: (202, "R-27"),
    },
    OfCell {
        name: "a percentage over a hundred",
        wanted: |c| c.tipo == Tipo::Porcentaje,
        filled: true,
        write: |_| Some(number(1.2, Some("0%"))),
        told: (203, "R-01"),
    },
    OfCell {
        name: "a negative number",
        wanted: |c| c.tipo == Tipo::Entero && c.minimo.is_some() && !is_identity(c),
        filled: true,
        write: |_| Some(number(-1.0, None)),
        told: (203, "R-27"),
    },
    OfCell {
        name: "a word that is not in the list",
        wanted: |c| !c.valores.is_empty() || c.catalogo.is_some(),
        filled: true,
        write: |_| Some(text("Otra cosa muy distinta")),
        told: (204, "R-27"),
    },
    OfCell {
        name: "too many decimals",
        wanted: |c| c.tipo == Tipo::Porcentaje,
        filled: true,
        write: |_| Some(number(83.456, None)),
        told: (205, "R-01"),
    },
    OfCell {
        name: "half of a whole number",
        wanted: |c| c.tipo == Tipo::Entero && !is_identity(c),
        filled: true,
        write: |_| Some(number(2.5, None)),
        told: (205, "R-27"),
    },
    OfCell {
        name: "a share without its sign",
        wanted: |c| c.tipo == Tipo::Porcentaje,
        filled: true,
        write: |_| Some(number(0.8, None)),
        told: (206, "R-27"),
    },
    OfCell {
        name: "a share under a sign of the format",
        wanted: |c| c.tipo == Tipo::Porcentaje,
        filled: true,
        write: |_| Some(number(0.8, Some("0.##\"%\""))),
        told: (226, "-"),
    },
    OfCell {
        name: "a whole number under a percent format",
        wanted: |c| c.tipo == Tipo::Porcentaje,
        filled: true,
        write: |_| Some(number(85.0, Some("0%"))),
        told: (203, "R-01"),
    },
    OfCell {
        name: "an error of Excel",
        wanted: |c| !is_identity(c),
        filled: true,
        write: |_| Some(cell(CellValue::Error("#REF!".to_owned()), None)),
        told: (210, "R-27"),
    },
    OfCell {
        name: "a text that is too long",
        wanted: |c| is_plain_text(c) && c.maximo_caracteres.is_some(),
        filled: false,
        write: |c| Some(text(&"palabra ".repeat(c.maximo_caracteres? / 8 + 2))),
        told: (211, "R-27"),
    },
    OfCell {
        name: "a character that nobody sees",
        wanted: |c| is_plain_text(c) && c.maximo_caracteres.is_some_and(|m| m > 40),
        filled: false,
        write: |_| Some(text("Se con\u{202E}cluyó")),
        told: (212, "-"),
    },
    OfCell {
        name: "an identifier of another form",
        wanted: |c| c.patron.is_some(),
        filled: true,
        write: |_| Some(text("5-3")),
        told: (215, "R-27"),
    },
    OfCell {
        name: "neither yes nor no",
        wanted: |c| c.tipo == Tipo::SiNo,
        filled: true,
        write: |_| Some(text("tal vez")),
        told: (217, "R-27"),
    },
    OfCell {
        name: "no time of day",
        wanted: |c| c.tipo == Tipo::Hora,
        filled: true,
        write: |_| Some(text("siete y media")),
        told: (220, "R-27"),
    },
    OfCell {
        name: "a date outside the process",
        wanted: |c| c.tipo == Tipo::Fecha && !c.prellenado,
        filled: true,
        write: |_| Some(day("05/03/2032")),
        told: (300, "R-02"),
    },
];

pub fn names() -> impl Iterator<Item = &'static str> {
    OF_CELLS.iter().map(|kind| kind.name)
}

/// The rules against which these mistakes are made.
pub fn rules() -> impl Iterator<Item = &'static str> {
    OF_CELLS.iter().map(|kind| kind.told.1)
}

/// Makes one mistake of a kind in a workbook; none when it cannot be made there.
pub fn plant(
    archive: &Archive,
    sender: &str,
    book: &mut Workbook,
    kind: &str,
    dice: &mut Dice,
) -> Option<Told> {
    let kind = OF_CELLS.iter().find(|k| k.name == kind)?;
    let mut places = Vec::new();
    for (index, schema) in archive.sheets(book, sender) {
        let grid = Grid::of(&book.sheets[index], schema);
        for campo in schema.campos.iter().filter(|c| (kind.wanted)(c)) {
            let cells = grid.cells(schema, |c| c.nombre == campo.nombre);
            let cells = cells
                .into_iter()
                .filter(|at| !kind.filled || book.sheets[index].cells.contains_key(at));
            places.extend(cells.map(|at| (index, campo, at)));
        }
    }
    let (index, campo, at) = dice.pick(places)?;
    let sheet = &mut book.sheets[index];
    match (kind.write)(campo) {
        Some(cell) => sheet.cells.insert(at, cell),
        None => sheet.cells.remove(&at),
    };
    expect(kind.told.0, kind.told.1, &sheet.name, Some(at))
}
