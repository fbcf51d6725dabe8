//! Tables that a test asks for.

use super::tablas::{columnas, encabezado, fila};
use super::*;

/// A wide and a narrow cell with the same text.
pub fn de_dos_celdas(text: &str) -> Block {
    Block::Table(Table {
        id: "tabla-hostil".into(),
        label: "Tabla 1.".into(),
        caption: vec![t(text)],
        description: text.into(),
        columns: columnas(&[(Align::Left, 850), (Align::Left, 150)]),
        header: encabezado(&["Texto", "Lo mismo"]),
        rows: vec![fila(vec![celda(text), celda(text)])],
        notes: vec![vec![t(text)]],
        landscape: false,
    })
}

/// So many rows, a total and a note.
pub fn de_filas(rows: usize) -> Block {
    let Block::Table(mut table) = de_dos_celdas("x") else {
        unreachable!()
    };
    table.header = encabezado(&["Nombre de la fila", "Valor"]);
    table.rows = (1..=rows)
        .map(|n| fila(vec![celda(&format!("Fila {n} de la tabla")), celda("1")]))
        .collect();
    table.rows.push(TableRow {
        cells: vec![celda("Total"), celda(&rows.to_string())],
        role: RowRole::Total,
        id: None,
    });
    table.notes = vec![vec![t("Fuente: la prueba.")]];
    Block::Table(table)
}
