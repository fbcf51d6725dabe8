//! What no style can lay out, found before Typst sees it and told in the words of the informe.
//! Typst and the validators accept some of it in silence: a table without a header, a figure
//! without a text, a drawing that nobody can hear.

use std::collections::BTreeSet;

use super::fault::broken_informe;
use crate::diagnostics::Finding;
use crate::report::{Block, Heading, Informe, Table};

/// The id by which a block can be referred to.
pub(super) fn id(block: &Block) -> Option<&str> {
    match block {
        Block::Heading(heading) => Some(&heading.id),
        Block::Table(table) => Some(&table.id),
        Block::Figure(figure) => Some(&figure.id),
        Block::Paragraph { .. }
        | Block::List { .. }
        | Block::Definitions { .. }
        | Block::KeyFigures { .. }
        | Block::Contents
        | Block::PageBreak => None,
    }
}

/// The day of the meeting is not a date.
pub(super) fn bad_date(found: &str) -> Finding {
    broken_informe(
        found,
        "La fecha de la reunión no tiene la forma AAAA-MM-DD; sin ella el PDF no lleva fecha.",
    )
}

/// Everything that cannot be laid out.
pub(super) fn faults(informe: &Informe) -> Vec<Finding> {
    let mut faults = Vec::new();
    if informe.meta.title.trim().is_empty() {
        faults.push(broken_informe("", "El informe no tiene título."));
    }
    let mut seen = BTreeSet::new();
    let mut level = 0;
    for block in &informe.blocks {
        if let Some(id) = id(block) {
            faults.extend(bad_id(id, &mut seen));
        }
        match block {
            Block::Heading(heading) => faults.extend(jump(heading, &mut level)),
            Block::Table(table) => faults.extend(table_faults(table)),
            Block::Figure(figure) if figure.alt.trim().is_empty() => faults.push(broken_informe(
                &figure.id,
                format!(
                    "La figura “{}” no tiene texto alternativo; quien no la ve no sabría qué dice.",
                    figure.label
                ),
            )),
            Block::Figure(_)
            | Block::Paragraph { .. }
            | Block::List { .. }
            | Block::Definitions { .. }
            | Block::KeyFigures { .. }
            | Block::Contents
            | Block::PageBreak => {}
        }
    }
    faults
}

/// An id that is not usable or stands twice.
fn bad_id<'a>(id: &'a str, seen: &mut BTreeSet<&'a str>) -> Option<Finding> {
    let usable = !id.is_empty() && id.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    if !usable {
        return Some(broken_informe(
            id,
            format!(
                "El identificador “{id}” no es válido; lleva letras sin acento, números y guiones."
            ),
        ));
    }
    (!seen.insert(id)).then(|| {
        broken_informe(
            id,
            format!("El identificador “{id}” se usa dos veces; cada encabezado, tabla y figura tiene el suyo."),
        )
    })
}

/// A heading that skips a level.
fn jump(heading: &Heading, level: &mut u8) -> Option<Finding> {
    let before = std::mem::replace(level, heading.level);
    (heading.level == 0 || heading.level > before + 1).then(|| {
        broken_informe(
            &heading.text,
            format!(
                "El encabezado “{}” es de nivel {} y el anterior de nivel {before}; los niveles no se saltan.",
                heading.text, heading.level
            ),
        )
    })
}

/// A table that says too little to be a table.
fn table_faults(table: &Table) -> Vec<Finding> {
    let mut faults = Vec::new();
    if table.header.is_empty() || table.columns.is_empty() {
        faults.push(broken_informe(
            &table.id,
            format!("La {} no tiene columnas con encabezado.", table.label),
        ));
    }
    let wide = table.columns.len();
    let body = table.rows.iter().map(|row| &row.cells);
    for cells in table.header.iter().chain(body) {
        let spans: usize = cells.iter().map(|cell| cell.span as usize).sum();
        if spans != wide {
            faults.push(broken_informe(
                &table.id,
                format!(
                    "Una fila de la {} ocupa {spans} columnas y la tabla tiene {wide}.",
                    table.label
                ),
            ));
        }
    }
    faults
}
