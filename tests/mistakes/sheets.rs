//! Mistakes of a whole row, column or sheet: any workbook, any sheet where they can be made.

use crate::books::{Archive, Dice, Grid, Told, copy_row, expect, is_identity, last_row};
use crate::books::{number, text};
use relator::catalog::{Campo, Esquema, Forma};
use relator::domain::CellRef;
use relator::intake::{Cell, Sheet, Workbook};

/// A sheet of a workbook in which a mistake is made.
struct Spot<'a> {
    book: &'a mut Workbook,
    index: usize,
    schema: &'a Esquema,
    grid: Grid,
    dice: &'a mut Dice,
}

impl Spot<'_> {
    fn sheet(&mut self) -> &mut Sheet {
        &mut self.book.sheets[self.index]
    }

    fn told(&mut self, code: u16, rule: &str, at: Option<CellRef>) -> Option<Told> {
        expect(code, rule, &self.sheet().name, at)
    }
}

/// A mistake of a whole row, column or sheet: where it can be made, and how.
struct OfSheet {
    name: &'static str,
    wanted: fn(&Esquema) -> bool,
    make: fn(Spot<'_>) -> Option<Told>,
}

fn is_table(schema: &Esquema) -> bool {
    schema.forma == Forma::Tabla
}

const OF_SHEETS: [OfSheet; 9] = [
    OfSheet {
        name: "a row that repeats another",
        wanted: |e| is_table(e) && !e.llave.is_empty(),
        make: repeated_row,
    },
    OfSheet {
        name: "a row of totals",
        wanted: is_table,
        make: totals,
    },
    OfSheet {
        name: "a label with another word",
        wanted: |e| e.forma == Forma::ClaveValor,
        make: other_label,
    },
    OfSheet {
        name: "a header with another word",
        wanted: is_table,
        make: other_header,
    },
    OfSheet {
        name: "a header that was erased",
        wanted: is_table,
        make: erased_header,
    },
    OfSheet {
        name: "a column of one's own",
        wanted: is_table,
        make: extra_column,
    },
    OfSheet {
        name: "a note beside the table",
        wanted: is_table,
        make: stray,
    },
    OfSheet {
        name: "a sheet that was renamed",
        wanted: |e| is_table(e) && e.obligatoria,
        make: renamed,
    },
    OfSheet {
        name: "a sheet that is missing",
        wanted: |e| is_table(e) && e.obligatoria,
        make: missing_sheet,
    },
];

pub fn names() -> impl Iterator<Item = &'static str> {
    OF_SHEETS.iter().map(|kind| kind.name)
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
    let kind = OF_SHEETS.iter().find(|k| k.name == kind)?;
    let sheets = archive.sheets(book, sender);
    let (index, schema) = dice.pick(sheets)?;
    (kind.wanted)(schema).then_some(())?;
    let grid = Grid::of(&book.sheets[index], schema);
    (kind.make)(Spot {
        book,
        index,
        schema,
        grid,
        dice,
    })
}

fn repeated_row(mut spot: Spot<'_>) -> Option<Told> {
    let from = spot.dice.pick(spot.grid.rows.clone())?;
    let to = copy_row(spot.sheet(), from);
    let key = spot.grid.at(&spot.schema.llave[0], to);
    spot.told(301, "R-28", key)
}

fn totals(mut spot: Spot<'_>) -> Option<Told> {
    let row = last_row(spot.sheet()) + 1;
    let places = spot.schema.campos.iter();
    let places = places.filter_map(|campo| spot.grid.at(&campo.nombre, row));
    let places: Vec<CellRef> = places.collect();
    let [first, .., last] = places[..] else {
        return None;
    };
    let sheet = spot.sheet();
    sheet.cells.insert(first, text("TOTAL"));
    sheet.cells.insert(last, number(100.0, None));
    spot.told(227, "R-26", Some(first))
}

fn other_label(mut spot: Spot<'_>) -> Option<Told> {
    // Of whom a workbook is, its name decides elsewhere.
    let campos = spot.schema.campos.iter();
    let campos = campos.filter(|c| !is_identity(c) && !c.requerido);
    let sheet = spot.sheet();
    let labels = campos.filter_map(|campo| {
        let label = |cell: &Cell| cell.shown() == campo.titulo;
        let found = sheet.cells.iter().find(|(_, cell)| label(cell));
        found.map(|(at, _)| *at)
    });
    let labels = labels.collect();
    let at = spot.dice.pick(labels)?;
    spot.sheet()
        .cells
        .insert(at, text("Otra cosa muy distinta"));
    spot.told(168, "-", Some(at))
}

/// One of the headers, and the code that is told where it says something else.
fn header(spot: &mut Spot<'_>) -> Option<(CellRef, u16)> {
    let fields = spot.schema.campos.iter().collect();
    let campo: &Campo = spot.dice.pick(fields)?;
    let at = CellRef::new(4, *spot.grid.places.get(&campo.nombre)?);
    Some((at, if campo.requerido { 161 } else { 168 }))
}

fn other_header(mut spot: Spot<'_>) -> Option<Told> {
    let (at, code) = header(&mut spot)?;
    spot.sheet().cells.insert(at, text("Semáforo"));
    spot.told(code, "-", Some(at))
}

fn erased_header(mut spot: Spot<'_>) -> Option<Told> {
    let (at, code) = header(&mut spot)?;
    let cells = &mut spot.sheet().cells;
    let below = cells.keys().any(|c| c.column == at.column && c.row > 4);
    cells.remove(&at)?;
    let others = spot.grid.places.values().filter(|c| **c != at.column);
    let first = CellRef::new(4, *others.min()?);
    spot.told(code, "-", Some(if below { at } else { first }))
}

fn extra_column(mut spot: Spot<'_>) -> Option<Told> {
    let at = CellRef::new(4, spot.grid.places.values().max()? + 1);
    let cells = &mut spot.sheet().cells;
    cells.insert(at, text("Semáforo"));
    cells.insert(CellRef::new(5, at.column), text("verde"));
    spot.told(163, "-", Some(at))
}

fn stray(mut spot: Spot<'_>) -> Option<Told> {
    let column = spot.grid.places.values().max()? + 3;
    let at = CellRef::new(spot.dice.pick(spot.grid.rows.clone())?, column);
    spot.sheet().cells.insert(at, text("pendiente de revisar"));
    spot.told(167, "-", Some(at))
}

/// A sheet that is asked for and must be there is known by its headers.
fn renamed(mut spot: Spot<'_>) -> Option<Told> {
    (!spot.grid.rows.is_empty()).then_some(())?;
    spot.sheet().name = "Hoja de trabajo".into();
    spot.told(169, "-", None)
}

fn missing_sheet(spot: Spot<'_>) -> Option<Told> {
    spot.book.sheets.remove(spot.index);
    expect(156, "R-27", "-", None)
}
