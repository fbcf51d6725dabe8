//! Mistakes of a whole row, column or sheet.

use crate::books::{Archive, Dice, Grid, Told, copy_row, expect, is_identity, last_row};
use crate::books::{number, text};
use relator::catalog::{Campo, Esquema, Forma};
use relator::domain::CellRef;
use relator::intake::{Cell, Sheet, SheetVisibility, Workbook};

/// A mistake of a whole row, column or sheet.
type OfSheet = fn(&mut Workbook, (usize, &Esquema), &Grid, &mut Dice) -> Option<Told>;

const ALL: [(&str, OfSheet); 23] = [
    ("a row that repeats another", repeated_row),
    ("a row of totals", totals),
    ("a label with another word", other_label),
    ("a header with another word", other_header),
    ("a header that was erased", erased_header),
    ("a column of one's own", extra_column),
    ("a note beside the table", stray),
    ("a sheet that was renamed", renamed),
    ("a sheet that is missing", missing_sheet),
    ("a header that stands twice", header_twice),
    ("a table pasted beside", table_beside),
    ("a table pasted below", table_below),
    ("another table below", other_table),
    ("headers that were deleted", no_headers),
    ("a note below the table", note_below),
    ("a row with nothing beside its key", unfilled),
    ("cells merged over two rows", merged_rows),
    ("values merged in a list", merged_values),
    ("a hidden row", hidden_row),
    ("a hidden column", hidden_column),
    ("hidden values of a list", hidden_values),
    ("a hidden sheet", hidden_sheet),
    ("a note beside the values", beside),
];

pub fn names() -> impl Iterator<Item = &'static str> {
    ALL.iter().map(|(name, _)| *name)
}

/// The rules against which these mistakes are made.
pub const RULES: [&str; 2] = ["R-26", "R-28"];

/// Makes one mistake of a kind in a workbook; none when it cannot be made there.
pub fn plant(
    archive: &Archive,
    sender: &str,
    book: &mut Workbook,
    kind: &str,
    dice: &mut Dice,
) -> Option<Told> {
    let (_, make) = ALL.iter().find(|(name, _)| *name == kind)?;
    let sheets = archive.sheets(book, sender);
    let (index, schema) = dice.pick(sheets)?;
    let grid = Grid::of(&book.sheets[index], schema);
    make(book, (index, schema), &grid, dice)
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
    let needed = campo.requerido || schema.llave.contains(&campo.nombre);
    Some((at, if needed { 161 } else { 168 }))
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

/// The headers of a table, in their order.
fn headers(sheet: &Sheet, grid: &Grid) -> Vec<(u32, Cell)> {
    let columns = grid.places.values();
    let mut all: Vec<(u32, Cell)> = columns
        .filter_map(|c| Some((*c, sheet.cells.get(&CellRef::new(4, *c))?.clone())))
        .collect();
    all.sort_by_key(|(column, _)| *column);
    all
}

fn is_table(schema: &Esquema, grid: &Grid) -> Option<()> {
    (schema.forma == Forma::Tabla && !grid.rows.is_empty()).then_some(())
}

fn header_twice(
    book: &mut Workbook,
    (index, schema): (usize, &Esquema),
    grid: &Grid,
    dice: &mut Dice,
) -> Option<Told> {
    is_table(schema, grid)?;
    let sheet = &mut book.sheets[index];
    let (_, header) = dice.pick(headers(sheet, grid))?;
    let at = CellRef::new(4, grid.places.values().max()? + 1);
    sheet.cells.insert(at, header);
    expect(162, "-", &sheet.name, Some(at))
}

fn table_beside(
    book: &mut Workbook,
    (index, schema): (usize, &Esquema),
    grid: &Grid,
    _: &mut Dice,
) -> Option<Told> {
    is_table(schema, grid)?;
    let sheet = &mut book.sheets[index];
    let right = grid.places.values().max()? + 1;
    for (column, header) in headers(sheet, grid) {
        sheet.cells.insert(CellRef::new(4, right + column), header);
    }
    let first = right + grid.places.values().min()?;
    expect(162, "-", &sheet.name, Some(CellRef::new(4, first)))
}

fn table_below(
    book: &mut Workbook,
    (index, schema): (usize, &Esquema),
    grid: &Grid,
    _: &mut Dice,
) -> Option<Told> {
    let at = headers_below(&mut book.sheets[index], schema, grid, 0)?;
    expect(175, "-", &book.sheets[index].name, Some(at))
}

fn other_table(
    book: &mut Workbook,
    (index, schema): (usize, &Esquema),
    grid: &Grid,
    _: &mut Dice,
) -> Option<Told> {
    let at = headers_below(&mut book.sheets[index], schema, grid, 1)?;
    expect(176, "-", &book.sheets[index].name, Some(at))
}

/// Writes the headers of a table again below its rows, some columns further on; the first of them.
fn headers_below(
    sheet: &mut Sheet,
    schema: &Esquema,
    grid: &Grid,
    further: u32,
) -> Option<CellRef> {
    is_table(schema, grid)?;
    let row = last_row(sheet) + 2;
    for (column, header) in headers(sheet, grid) {
        let at = CellRef::new(row, column + further);
        sheet.cells.insert(at, header);
    }
    let first = *grid.places.values().min()?;
    Some(CellRef::new(row, first + further))
}

fn no_headers(
    book: &mut Workbook,
    (index, schema): (usize, &Esquema),
    grid: &Grid,
    _: &mut Dice,
) -> Option<Told> {
    is_table(schema, grid)?;
    let sheet = &mut book.sheets[index];
    for column in grid.places.values() {
        sheet.cells.remove(&CellRef::new(4, *column));
    }
    expect(160, "-", &sheet.name, None)
}

fn note_below(
    book: &mut Workbook,
    (index, schema): (usize, &Esquema),
    grid: &Grid,
    _: &mut Dice,
) -> Option<Told> {
    is_table(schema, grid)?;
    // Where the key is a text, a remark may be one, and other cells of its row are missing.
    let key = schema.campo(schema.llave.first()?)?;
    key.prellenado.then_some(())?;
    let sheet = &mut book.sheets[index];
    let at = grid.at(&key.nombre, last_row(sheet) + 2)?;
    sheet.cells.insert(at, text("Nota: cifras preliminares."));
    let alone = schema.llave.len() == 1 && key.patron.is_none();
    (!alone).then_some(())?;
    expect(225, "R-27", &sheet.name, Some(at))
}

fn unfilled(
    book: &mut Workbook,
    (index, schema): (usize, &Esquema),
    grid: &Grid,
    dice: &mut Dice,
) -> Option<Told> {
    (schema.hoja == "Entregables").then_some(())?;
    let sheet = &mut book.sheets[index];
    let row = dice.pick(grid.rows.clone())?;
    for campo in schema.campos.iter().filter(|c| !c.prellenado) {
        sheet.cells.remove(&grid.at(&campo.nombre, row)?);
    }
    expect(165, "-", &sheet.name, grid.at("no", row))
}

fn merged_rows(
    book: &mut Workbook,
    (index, schema): (usize, &Esquema),
    grid: &Grid,
    dice: &mut Dice,
) -> Option<Told> {
    is_table(schema, grid)?;
    // The key stays, so that the row is not missed as well.
    let free = schema
        .campos
        .iter()
        .filter(|c| !schema.llave.contains(&c.nombre));
    let campo = dice.pick(free.collect())?;
    let row = dice.pick(grid.rows.clone())?;
    grid.rows.contains(&(row + 1)).then_some(())?;
    let (first, last) = (
        grid.at(&campo.nombre, row)?,
        grid.at(&campo.nombre, row + 1)?,
    );
    let sheet = &mut book.sheets[index];
    sheet.cells.get(&first)?;
    sheet.cells.remove(&last);
    sheet.merged.push((first, last));
    expect(216, "R-27", &sheet.name, Some(first))
}

fn merged_values(
    book: &mut Workbook,
    (index, schema): (usize, &Esquema),
    grid: &Grid,
    _: &mut Dice,
) -> Option<Told> {
    let plain = schema.forma == Forma::ClaveValor && schema.hoja != "Portada";
    plain.then_some(())?;
    let (first, last) = (CellRef::new(5, 3), CellRef::new(6, 3));
    let sheet = &mut book.sheets[index];
    (grid.places.len() > 1 && sheet.cells.get(&first).is_some()).then_some(())?;
    sheet.cells.remove(&last);
    sheet.merged.push((first, last));
    expect(216, "R-27", &sheet.name, Some(first))
}

fn hidden_row(
    book: &mut Workbook,
    (index, schema): (usize, &Esquema),
    grid: &Grid,
    dice: &mut Dice,
) -> Option<Told> {
    is_table(schema, grid)?;
    let sheet = &mut book.sheets[index];
    let row = dice.pick(grid.rows.clone())?;
    sheet.hidden_rows.insert(row);
    let first = *grid.places.values().min()?;
    expect(171, "-", &sheet.name, Some(CellRef::new(row, first)))
}

fn hidden_column(
    book: &mut Workbook,
    (index, schema): (usize, &Esquema),
    grid: &Grid,
    dice: &mut Dice,
) -> Option<Told> {
    is_table(schema, grid)?;
    let required = schema.campos.iter().filter(|c| c.requerido);
    let campo = dice.pick(required.collect())?;
    let sheet = &mut book.sheets[index];
    let column = *grid.places.get(&campo.nombre)?;
    sheet.hidden_columns.insert(column);
    expect(174, "-", &sheet.name, Some(CellRef::new(4, column)))
}

fn hidden_values(
    book: &mut Workbook,
    (index, schema): (usize, &Esquema),
    grid: &Grid,
    _: &mut Dice,
) -> Option<Told> {
    (schema.forma == Forma::ClaveValor).then_some(())?;
    let sheet = &mut book.sheets[index];
    sheet.hidden_columns.insert(3);
    let first = *grid.places.values().min()?;
    expect(174, "-", &sheet.name, Some(CellRef::new(first, 3)))
}

fn hidden_sheet(
    book: &mut Workbook,
    (index, _): (usize, &Esquema),
    _: &Grid,
    _: &mut Dice,
) -> Option<Told> {
    let sheet = &mut book.sheets[index];
    (&*sheet.name != "Portada").then_some(())?;
    sheet.visibility = SheetVisibility::Hidden;
    expect(166, "-", &sheet.name, None)
}

fn beside(
    book: &mut Workbook,
    (index, schema): (usize, &Esquema),
    grid: &Grid,
    dice: &mut Dice,
) -> Option<Told> {
    (schema.forma == Forma::ClaveValor).then_some(())?;
    let row = dice.pick(grid.places.values().copied().collect())?;
    let sheet = &mut book.sheets[index];
    let at = CellRef::new(row, 7);
    sheet.cells.insert(at, text("por confirmar"));
    expect(167, "-", &sheet.name, Some(at))
}
