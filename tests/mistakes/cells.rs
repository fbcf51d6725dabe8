//! Mistakes of one cell, row, column or sheet: any workbook, any place where they can be made.

use crate::books::{Archive, Dice, Grid, Told, cell, day, number, text};
use relator::catalog::{Campo, Esquema, Forma, Tipo};
use relator::domain::CellRef;
use relator::intake::{Cell, CellValue, Sheet, Workbook};

/// What a mistake must be told as: code, rule, sheet and cell.
pub fn expect(code: u16, rule: &str, sheet: &str, at: Option<CellRef>) -> Option<Told> {
    let at = at.map_or("-".to_owned(), |at| at.to_string());
    Some((format!("REV-{code}"), rule.to_owned(), sheet.to_owned(), at))
}

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

/// The two fields of the cover that say whose workbook it is are another matter.
fn is_identity(campo: &Campo) -> bool {
    ["remitente", "reunion", "version"].contains(&campo.nombre.as_str())
}

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

/// A mistake of a whole row, column or sheet.
type OfSheet = fn(&mut Workbook, (usize, &Esquema), &Grid, &mut Dice) -> Option<Told>;

const OF_SHEETS: [(&str, OfSheet); 9] = [
    ("a row that repeats another", repeated_row),
    ("a row of totals", totals),
    ("a label with another word", other_label),
    ("a header with another word", other_header),
    ("a header that was erased", erased_header),
    ("a column of one's own", extra_column),
    ("a note beside the table", stray),
    ("a sheet that was renamed", renamed),
    ("a sheet that is missing", missing_sheet),
];

pub fn names() -> Vec<&'static str> {
    let of_cells = OF_CELLS.iter().map(|kind| kind.name);
    of_cells
        .chain(OF_SHEETS.iter().map(|(name, _)| *name))
        .collect()
}

/// The rules against which mistakes of cells and sheets are made.
pub fn rules() -> Vec<&'static str> {
    let of_cells = OF_CELLS.iter().map(|kind| kind.told.1);
    of_cells.chain(["R-26", "R-28"]).collect()
}

/// Makes one mistake of a kind in a workbook; none when it cannot be made there.
pub fn plant(
    archive: &Archive,
    sender: &str,
    book: &mut Workbook,
    kind: &str,
    dice: &mut Dice,
) -> Option<Told> {
    if let Some(kind) = OF_CELLS.iter().find(|k| k.name == kind) {
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
        return expect(kind.told.0, kind.told.1, &sheet.name, Some(at));
    }
    let (_, make) = OF_SHEETS.iter().find(|(name, _)| *name == kind)?;
    let sheets = archive.sheets(book, sender);
    let (index, schema) = dice.pick(sheets)?;
    let grid = Grid::of(&book.sheets[index], schema);
    make(book, (index, schema), &grid, dice)
}

fn last_row(sheet: &Sheet) -> u32 {
    sheet.cells.keys().map(|at| at.row).max().unwrap_or(4)
}

/// Copies a row below the table.
pub fn copy_row(sheet: &mut Sheet, from: u32) -> u32 {
    let to = last_row(sheet) + 1;
    let row = CellRef::new(from, 1)..CellRef::new(from + 1, 1);
    let cells: Vec<(CellRef, Cell)> = sheet
        .cells
        .range(row)
        .map(|(at, cell)| (CellRef::new(to, at.column), cell.clone()))
        .collect();
    sheet.cells.extend(cells);
    to
}

fn repeated_row(
    book: &mut Workbook,
    (index, schema): (usize, &Esquema),
    grid: &Grid,
    dice: &mut Dice,
) -> Option<Told> {
    if schema.forma != Forma::Tabla || schema.llave.is_empty() {
        return None;
    }
    let sheet = &mut book.sheets[index];
    let from = dice.pick(grid.rows.clone())?;
    let to = copy_row(sheet, from);
    expect(301, "R-28", &sheet.name, grid.at(&schema.llave[0], to))
}

fn totals(
    book: &mut Workbook,
    (index, schema): (usize, &Esquema),
    grid: &Grid,
    _: &mut Dice,
) -> Option<Told> {
    if schema.forma != Forma::Tabla {
        return None;
    }
    let sheet = &mut book.sheets[index];
    let row = last_row(sheet) + 1;
    let places = schema.campos.iter();
    let mut places = places.filter_map(|campo| grid.at(&campo.nombre, row));
    let at = places.next()?;
    sheet.cells.insert(at, text("TOTAL"));
    sheet.cells.insert(places.next_back()?, number(100.0, None));
    expect(227, "R-26", &sheet.name, Some(at))
}

fn other_label(
    book: &mut Workbook,
    (index, schema): (usize, &Esquema),
    _: &Grid,
    dice: &mut Dice,
) -> Option<Told> {
    if schema.forma != Forma::ClaveValor {
        return None;
    }
    let sheet = &mut book.sheets[index];
    // Of whom a workbook is, its name decides elsewhere.
    let campos = schema
        .campos
        .iter()
        .filter(|c| !is_identity(c) && !c.requerido);
    let labels = campos.filter_map(|campo| {
        let label = |cell: &Cell| cell.shown() == campo.titulo;
        let found = sheet.cells.iter().find(|(_, cell)| label(cell));
        found.map(|(at, _)| *at)
    });
    let at = dice.pick(labels.collect())?;
    sheet.cells.insert(at, text("Otra cosa muy distinta"));
    expect(168, "-", &sheet.name, Some(at))
}

fn header(schema: &Esquema, grid: &Grid, dice: &mut Dice) -> Option<(CellRef, u16)> {
    if schema.forma != Forma::Tabla {
        return None;
    }
    let fields = schema.campos.iter().collect();
    let campo: &Campo = dice.pick(fields)?;
    let at = CellRef::new(4, *grid.places.get(&campo.nombre)?);
    Some((at, if campo.requerido { 161 } else { 168 }))
}

fn other_header(
    book: &mut Workbook,
    (index, schema): (usize, &Esquema),
    grid: &Grid,
    dice: &mut Dice,
) -> Option<Told> {
    let (at, code) = header(schema, grid, dice)?;
    let sheet = &mut book.sheets[index];
    sheet.cells.insert(at, text("Semáforo"));
    expect(code, "-", &sheet.name, Some(at))
}

fn erased_header(
    book: &mut Workbook,
    (index, schema): (usize, &Esquema),
    grid: &Grid,
    dice: &mut Dice,
) -> Option<Told> {
    let (at, code) = header(schema, grid, dice)?;
    let sheet = &mut book.sheets[index];
    let below = sheet
        .cells
        .keys()
        .any(|c| c.column == at.column && c.row > 4);
    sheet.cells.remove(&at)?;
    let first = CellRef::new(4, *grid.places.values().filter(|c| **c != at.column).min()?);
    expect(code, "-", &sheet.name, Some(if below { at } else { first }))
}

fn extra_column(
    book: &mut Workbook,
    (index, schema): (usize, &Esquema),
    grid: &Grid,
    _: &mut Dice,
) -> Option<Told> {
    if schema.forma != Forma::Tabla {
        return None;
    }
    let sheet = &mut book.sheets[index];
    let at = CellRef::new(4, grid.places.values().max()? + 1);
    sheet.cells.insert(at, text("Semáforo"));
    sheet
        .cells
        .insert(CellRef::new(5, at.column), text("verde"));
    expect(163, "-", &sheet.name, Some(at))
}

fn stray(
    book: &mut Workbook,
    (index, schema): (usize, &Esquema),
    grid: &Grid,
    dice: &mut Dice,
) -> Option<Told> {
    if schema.forma != Forma::Tabla {
        return None;
    }
    let sheet = &mut book.sheets[index];
    let column = grid.places.values().max()? + 3;
    let at = CellRef::new(dice.pick(grid.rows.clone())?, column);
    sheet.cells.insert(at, text("pendiente de revisar"));
    expect(167, "-", &sheet.name, Some(at))
}

/// A sheet that is asked for and must be there is known by its headers.
fn renamed(
    book: &mut Workbook,
    (index, schema): (usize, &Esquema),
    grid: &Grid,
    _: &mut Dice,
) -> Option<Told> {
    let plain = schema.obligatoria && schema.forma == Forma::Tabla && !grid.rows.is_empty();
    let sheet = &mut book.sheets[index];
    sheet.name = plain.then(|| "Hoja de trabajo".into())?;
    expect(169, "-", &sheet.name, None)
}

fn missing_sheet(
    book: &mut Workbook,
    (index, schema): (usize, &Esquema),
    _: &Grid,
    _: &mut Dice,
) -> Option<Told> {
    let plain = schema.obligatoria && schema.forma == Forma::Tabla;
    plain.then(|| book.sheets.remove(index))?;
    expect(156, "R-27", "-", None)
}
