//! The tables of the sample.

use super::sistemas::SISTEMAS;
use super::*;

pub fn columnas(shares: &[(Align, u32)]) -> Vec<Column> {
    shares
        .iter()
        .enumerate()
        .map(|(index, &(align, share))| Column {
            align,
            share,
            header: index == 0,
        })
        .collect()
}

pub fn encabezado(texts: &[&str]) -> Vec<Vec<Cell>> {
    vec![texts.iter().map(|text| celda(text)).collect()]
}

pub fn fila(cells: Vec<Cell>) -> TableRow {
    TableRow {
        cells,
        role: RowRole::Body,
        id: None,
    }
}

fn grupo(text: &str, span: u32) -> TableRow {
    TableRow {
        cells: vec![Cell {
            text: vec![t(text)],
            span,
        }],
        role: RowRole::Group,
        id: None,
    }
}

fn marca(word: &str) -> Cell {
    let (shape, tone) = match word {
        "Liberado" | "En operación" | "Entregado" | "Atendido" => ("●", Tone::Verde),
        "Con desfase" => ("▲", Tone::Rojo),
        "Por iniciar" | "Pendiente" => ("○", Tone::Gris),
        _ => ("■", Tone::Ambar),
    };
    Cell {
        text: vec![estado(shape, word, tone)],
        span: 1,
    }
}

/// Planned against real of every system, by area.
pub fn sistemas() -> Block {
    let mut rows = Vec::new();
    for (area, items) in SISTEMAS {
        rows.push(grupo(area, 6));
        for &(name, planned, real, status, date) in *items {
            rows.push(fila(vec![
                celda(name),
                celda(&format!("{planned:.1}%")),
                celda(&format!("{real:.1}%")),
                celda(
                    &format!("{:+.1}", real - planned)
                        .replace('-', "−")
                        .replace("+0.0", "0.0"),
                ),
                marca(status),
                celda(date),
            ]));
        }
    }
    rows.push(TableRow {
        cells: vec![
            celda("Promedio"),
            celda("65.1%"),
            celda("62.4%"),
            celda("−2.7"),
            celda("—"),
            celda("—"),
        ],
        role: RowRole::Total,
        id: None,
    });
    Block::Table(Table {
        id: "tabla-sistemas".into(),
        label: "Tabla 1.".into(),
        caption: vec![t("Avance programado y real de los sistemas, por área usuaria")],
        description: "Seis áreas y sus 21 sistemas, con avance programado, avance real, desviación, estatus y fecha de liberación.".into(),
        columns: columnas(&[
            (Align::Left, 347),
            (Align::Right, 138),
            (Align::Right, 98),
            (Align::Right, 126),
            (Align::Left, 165),
            (Align::Right, 126),
        ]),
        header: encabezado(&["Sistema", "Programado", "Real", "Desviación (puntos)", "Estatus", "Liberación"]),
        rows,
        notes: vec![
            vec![t("Fuente: formatos R05 de las áreas, hoja “Sistemas”, con corte al 11 de febrero de 2022.")],
            vec![t("La desviación es la diferencia entre el avance real y el programado.")],
        ],
        landscape: false,
    })
}

/// What each OPL has delivered.
pub fn resumen_prep() -> Block {
    let rows = [
        ("Aguascalientes", "15", "15", "0", "—"),
        (
            "Durango",
            "15",
            "14",
            "1",
            "Prototipo navegable del sitio de publicación, versión final",
        ),
        ("Hidalgo", "15", "15", "0", "—"),
        (
            "Oaxaca",
            "15",
            "13",
            "2",
            "Sin información a la fecha de corte",
        ),
        (
            "Quintana Roo",
            "15",
            "14",
            "1",
            "Instrumento jurídico con el ente auditor, versión preliminar",
        ),
        (
            "Tamaulipas",
            "15",
            "13",
            "2",
            "Prototipo navegable; acuerdo de ubicación de los CATD",
        ),
    ];
    let mut rows: Vec<TableRow> = rows
        .into_iter()
        .map(|(a, b, c, d, e)| fila(vec![celda(a), celda(b), celda(c), celda(d), celda(e)]))
        .collect();
    rows.push(TableRow {
        cells: vec![
            celda("Total"),
            celda("90"),
            celda("84"),
            celda("6"),
            celda("—"),
        ],
        role: RowRole::Total,
        id: None,
    });
    Block::Table(Table {
        id: "tabla-resumen-prep".into(),
        label: "Tabla 2.".into(),
        caption: vec![t("Entregables de los PREP locales con fecha de referencia cumplida")],
        description: "Por entidad: entregables con fecha cumplida, recibidos, por recibir y cuáles están por recibirse.".into(),
        columns: columnas(&[
            (Align::Left, 190),
            (Align::Right, 130),
            (Align::Right, 120),
            (Align::Right, 130),
            (Align::Left, 430),
        ]),
        header: vec![
            vec![
                celda("Entidad"),
                Cell { text: vec![t("Entregables")], span: 3 },
                celda("Por recibir:"),
            ],
            ["federativa", "Con fecha cumplida", "Recibidos", "Por recibir", "entregables"].iter().map(|text| celda(text)).collect(),
        ],
        rows,
        notes: vec![vec![t("Fuente: formatos R05 de los OPL, hoja “Entregables”.")]],
        landscape: false,
    })
}

/// A short table.
pub fn por_entregar() -> Block {
    let rows = [
        (
            "3",
            "Informe mensual sobre el avance en la implementación y operación del PREP",
            "05/03/2022",
        ),
        (
            "15",
            "Instrumento jurídico entre el OPL y el ente auditor y su anexo técnico, versión final",
            "10/03/2022",
        ),
        (
            "16",
            "Plan de seguridad y plan de continuidad, versión preliminar",
            "05/03/2022",
        ),
    ];
    Block::Table(Table {
        id: "tabla-por-entregar".into(),
        label: "Tabla 3.".into(),
        caption: vec![t(
            "Entregables cuya fecha de referencia se cumple antes de la sexta reunión",
        )],
        description: "Número, entregable y fecha de referencia.".into(),
        columns: columnas(&[(Align::Right, 70), (Align::Left, 740), (Align::Right, 190)]),
        header: encabezado(&["Núm.", "Entregable", "Fecha de referencia"]),
        rows: rows
            .into_iter()
            .map(|(a, b, c)| fila(vec![celda(a), celda(b), celda(c)]))
            .collect(),
        notes: Vec::new(),
        landscape: false,
    })
}

/// Commitments, with a footnote in a cell.
pub fn compromisos() -> Block {
    let mut first = celda("Remitir el calendario de pruebas de funcionalidad de los PREP locales");
    first.text.push(nota(
        "Se atiende con el seguimiento que la UTSI presenta en cada reunión.",
    ));
    Block::Table(Table {
        id: "tabla-compromisos".into(),
        label: "Tabla 4.".into(),
        caption: vec![t("Compromisos abiertos y atendidos")],
        description: "Compromiso, reunión en la que se adoptó, responsable y situación.".into(),
        columns: columnas(&[
            (Align::Left, 90),
            (Align::Left, 430),
            (Align::Left, 110),
            (Align::Left, 170),
            (Align::Left, 200),
        ]),
        header: encabezado(&["Clave", "Compromiso", "Reunión", "Responsable", "Situación"]),
        rows: vec![
            fila(vec![
                celda("C-04-1"),
                first,
                celda("Cuarta"),
                celda("UTSI"),
                marca("Atendido"),
            ]),
            fila(vec![
                celda("C-04-2"),
                celda(
                    "Informar sobre la disponibilidad del sitio de publicación para dispositivos móviles",
                ),
                celda("Cuarta"),
                celda("OPL de Oaxaca y de Tamaulipas"),
                marca("En proceso"),
            ]),
        ],
        notes: Vec::new(),
        landscape: false,
    })
}

/// A long and wide table on landscape pages.
pub fn actividades() -> Block {
    let fases = [
        "Análisis",
        "Diseño",
        "Construcción",
        "Pruebas",
        "Capacitación",
        "Liberación",
    ];
    let mut rows = Vec::new();
    for (_, items) in SISTEMAS {
        for (index, &(name, planned, real, _, date)) in items.iter().enumerate() {
            for (n, fase) in fases.iter().enumerate().take(2 + index % 3) {
                let done = n < 2 || real >= 90.0;
                rows.push(fila(vec![
                    celda(name),
                    celda(fase),
                    celda("03/01/2022"),
                    celda(date),
                    celda(&if done { "100%".to_owned() } else { format!("{planned:.1}%") }),
                    celda(&if done { "100%".to_owned() } else { format!("{real:.1}%") }),
                    if done { marca("Liberado") } else { marca("En ejecución") },
                    celda(if done {
                        "—"
                    } else {
                        "El área usuaria valida los casos de prueba con las juntas locales; la conclusión depende de la disponibilidad del ambiente de preproducción."
                    }),
                ]));
            }
        }
    }
    Block::Table(Table {
        id: "tabla-actividades".into(),
        label: "Tabla 5.".into(),
        caption: vec![t("Actividades por sistema y fase")],
        description:
            "Cada actividad con su fase, fechas, avance programado y real, estatus y observaciones."
                .into(),
        columns: columnas(&[
            (Align::Left, 220),
            (Align::Left, 105),
            (Align::Right, 90),
            (Align::Right, 90),
            (Align::Right, 95),
            (Align::Right, 70),
            (Align::Left, 120),
            (Align::Left, 210),
        ]),
        header: encabezado(&[
            "Sistema",
            "Fase",
            "Inicio",
            "Término",
            "Programado",
            "Real",
            "Estatus",
            "Observaciones del área",
        ]),
        rows,
        notes: vec![vec![t(
            "Fuente: formatos R05 de las áreas, hoja “Actividades”.",
        )]],
        landscape: true,
    })
}
