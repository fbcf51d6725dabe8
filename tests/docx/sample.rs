//! An informe with every kind of block, as rich as a real one.

use relator::render::{Layout, Picture};
use relator::report::{
    Align, Block, Cell, Column, Drawing, Figure, Heading, Informe, Inline, KeyFigure, ListItem,
    Meta, Role, RowRole, Table, TableRow, Tone,
};
use std::collections::BTreeMap;

/// Text that somebody could write in a cell to see what happens.
pub const HOSTILE: &str = "</w:t></w:r> & ]]> _x0007_ {{titulo}} ${x} «ñ»";

pub fn text(text: &str) -> Inline {
    Inline::Text {
        text: text.to_owned(),
    }
}

pub fn plain(content: &str) -> Vec<Inline> {
    vec![text(content)]
}

fn status(shape: &str, word: &str, tone: Tone) -> Vec<Inline> {
    vec![Inline::Status {
        shape: shape.into(),
        word: word.into(),
        tone,
    }]
}

fn reference(target: &str, content: &str) -> Inline {
    Inline::Reference {
        target: target.into(),
        text: content.into(),
    }
}

pub fn paragraph(content: Vec<Inline>) -> Block {
    Block::Paragraph {
        text: content,
        role: Role::Body,
    }
}

pub fn heading(level: u8, number: Option<&str>, content: &str) -> Block {
    let id = content
        .to_lowercase()
        .replace(|c: char| !c.is_ascii_alphanumeric(), "-");
    Block::Heading(Heading {
        id,
        level,
        number: number.map(str::to_owned),
        text: content.into(),
        listed: level < 4,
    })
}

fn list(items: &[(&str, &str)]) -> Block {
    Block::List {
        items: items
            .iter()
            .map(|(marker, content)| ListItem {
                marker: (*marker).into(),
                text: plain(content),
            })
            .collect(),
    }
}

fn cell(content: Vec<Inline>, span: u32) -> Cell {
    Cell {
        text: content,
        span,
    }
}

fn row(role: RowRole, cells: Vec<Cell>) -> TableRow {
    TableRow {
        cells,
        role,
        id: None,
    }
}

fn cells(contents: &[&str]) -> Vec<Cell> {
    contents.iter().map(|c| cell(plain(c), 1)).collect()
}

fn columns(shares: &[(u32, Align)]) -> Vec<Column> {
    let columns = shares.iter().enumerate().map(|(n, (share, align))| Column {
        align: *align,
        share: *share,
        header: n == 0,
    });
    columns.collect()
}

fn systems() -> Table {
    let mut rows = vec![row(
        RowRole::Group,
        vec![cell(
            plain("Dirección Ejecutiva de Organización Electoral"),
            5,
        )],
    )];
    let names = [
        "Sistema de Información sobre el Desarrollo de la Jornada Electoral (SIJE)",
        "Sistema de Ubicación de Casillas",
        "Multisistema ELEC",
        "Sistema de Observadoras y Observadores Electorales",
    ];
    for n in 0..44 {
        if n == 20 {
            let group = "Unidad Técnica de Servicios de Informática";
            rows.push(row(RowRole::Group, vec![cell(plain(group), 5)]));
        }
        let (shape, word, tone) = [
            ("●", "En operación", Tone::Verde),
            ("■", "En ejecución", Tone::Ambar),
            ("▲", "Con desfase", Tone::Rojo),
            ("○", "Por iniciar", Tone::Gris),
        ][n % 4];
        let mut made = cells(&[names[n % 4], "83.4%", "90%", "18/01/2022"]);
        made.push(cell(status(shape, word, tone), 1));
        rows.push(row(RowRole::Body, made));
    }
    let mut total = cells(&["Total", "78.2%", "81%", "—"]);
    total.push(cell(plain("44 sistemas"), 1));
    rows.push(row(RowRole::Total, total));
    Table {
        id: "sistemas".into(),
        label: "Tabla 1.".into(),
        caption: plain("Los sistemas del Instituto, por área, con su avance a la fecha de corte"),
        description: "Una fila por sistema: avance real, programado, fecha y estatus.".into(),
        columns: columns(&[
            (370, Align::Left),
            (120, Align::Right),
            (160, Align::Right),
            (150, Align::Left),
            (200, Align::Left),
        ]),
        header: vec![
            vec![
                cell(plain("Sistema"), 1),
                cell(plain("Avance"), 2),
                cell(plain("Puesta en producción"), 2),
            ],
            cells(&["Nombre", "Real", "Programado", "Fecha", "Estatus"]),
        ],
        rows,
        notes: vec![plain(
            "Fuente: reportes de las áreas con corte al 8 de febrero de 2022.",
        )],
        landscape: false,
    }
}

fn matrix() -> Table {
    let entities = [
        "Aguascalientes",
        "Durango",
        "Hidalgo",
        "Oaxaca",
        "Quintana Roo",
        "Tamaulipas",
    ];
    let mut shares = vec![(160, Align::Left)];
    shares.extend([(70, Align::Center); 12]);
    let mut header = vec!["Entidad".to_owned()];
    header.extend((1..=12).map(|n| n.to_string()));
    let header: Vec<&str> = header.iter().map(String::as_str).collect();
    let rows = entities.iter().map(|entity| {
        let mut made = cells(&[entity]);
        made.extend((0..12).map(|n| cell(plain(["●", "○", "■"][n % 3]), 1)));
        row(RowRole::Body, made)
    });
    Table {
        id: "matriz".into(),
        label: "Tabla 2.".into(),
        caption: plain("Entregables de los OPL por entidad"),
        description: "Una fila por entidad y una columna por entregable.".into(),
        columns: columns(&shares),
        header: vec![cells(&header)],
        rows: rows.collect(),
        notes: Vec::new(),
        landscape: true,
    }
}

fn figure(id: &str, label: &str, landscape: bool) -> Figure {
    Figure {
        id: id.into(),
        label: label.into(),
        caption: plain("Avance programado y real de los sistemas"),
        reading: plain("Dos de los cuatro sistemas van al paso de lo programado."),
        alt: "SIJE 70% de 76%; Ubicación de Casillas 52% de 60%.".into(),
        notes: vec![plain("Fuente: tabla 1.")],
        landscape,
        drawing: Drawing::Stacked {
            parts: Vec::new(),
            bars: Vec::new(),
        },
    }
}

fn meta() -> Meta {
    Meta {
        number: 5,
        language: "es-MX".into(),
        title: "Informe que presenta la Unidad Técnica de Servicios de Informática al Grupo de \
                Trabajo en materia de Sistemas Informáticos"
            .into(),
        short_title: "Informe de sistemas informáticos".into(),
        institution: "Instituto Nacional Electoral".into(),
        area: "Unidad Técnica de Servicios de Informática".into(),
        group: "Grupo de Trabajo en materia de Sistemas Informáticos de la Comisión Temporal de \
                Seguimiento de los Procesos Electorales Locales 2021-2022"
            .into(),
        header_right: "Quinta reunión · 15 de febrero de 2022".into(),
        cover_lines: vec![
            "Quinta reunión".into(),
            "15 de febrero de 2022".into(),
            "Periodo del 19 de enero al 8 de febrero de 2022".into(),
            "Información con corte al 8 de febrero de 2022".into(),
        ],
        date: "2022-02-15".into(),
        day: "15 de febrero de 2022".into(),
        foot: "Versión preliminar".into(),
        code: "3f9a-12c0-77b4".into(),
        code_line: "Código 3f9a-12c0-77b4".into(),
        page_pattern: "Página {n} de {total}".into(),
        contents_title: "Contenido".into(),
        tables_title: "Índice de tablas".into(),
        figures_title: "Índice de gráficas".into(),
        legend: Some("DATOS DE DEMOSTRACIÓN".into()),
        subject: "Informe de la quinta reunión del Grupo de Trabajo".into(),
    }
}

fn summary() -> Vec<Block> {
    vec![
        heading(1, Some("I."), "Glosario"),
        Block::Definitions {
            items: vec![
                ("INE".into(), plain("Instituto Nacional Electoral")),
                ("OPL".into(), plain("Organismo Público Local")),
                (
                    "PREP".into(),
                    plain("Programa de Resultados Electorales Preliminares"),
                ),
            ],
        },
        heading(1, Some("II."), "Resumen ejecutivo"),
        Block::KeyFigures {
            items: vec![
                KeyFigure {
                    value: plain("44"),
                    text: plain("sistemas informáticos en seguimiento."),
                },
                KeyFigure {
                    value: plain("83.4%"),
                    text: plain(
                        "de avance real promedio, frente a 86% programado a la fecha de corte, \
                         con once áreas que reportaron y una sin reporte en el periodo.",
                    ),
                },
            ],
        },
        paragraph(vec![
            text("El detalle está en la "),
            reference("sistemas", "Tabla 1"),
            text(" y en la "),
            reference("avance", "Gráfica 1"),
            text("."),
            Inline::Footnote {
                text: plain("Con los reportes recibidos a la fecha de corte."),
            },
            text(" Van en tiempo "),
            Inline::Strong {
                text: plain("once de doce"),
            },
            text(" áreas, "),
            Inline::Emphasis {
                text: vec![text("con "), Inline::Strong { text: plain("una") }],
            },
            text(" por confirmar."),
        ]),
        list(&[
            (
                "a)",
                "Puntos para seguimiento de la Dirección Ejecutiva de Organización Electoral, que pidió más plazo para concluir las pruebas;",
            ),
            ("b)", "puesta en producción del SIJE."),
        ]),
    ]
}

fn chapters() -> Vec<Block> {
    vec![
        heading(1, Some("III."), "PEL 2021-2022"),
        heading(2, Some("a)"), "Sistemas del Instituto"),
        heading(3, Some("1."), "Tabla general"),
        paragraph(plain(
            "En el marco de los Procesos Electorales Locales, las áreas del Instituto reportaron \
             el avance de los sistemas que operarán en la jornada; a continuación se presenta su \
             estado, por área y en orden alfabético, con la fecha de su puesta en producción.",
        )),
        Block::Table(systems()),
        paragraph(plain("Después de la tabla sigue el texto.")),
        Block::Paragraph {
            text: vec![
                text("Primera línea del área\ny la segunda."),
                Inline::Break,
                text(HOSTILE),
            ],
            role: Role::Quote,
        },
        heading(3, Some("2."), "Cambios"),
        Block::Figure(figure("avance", "Gráfica 1.", false)),
        heading(4, None, "Un encabezado de cuarto nivel"),
        list(&[
            (
                "•",
                "Avance en la implementación y puesta en producción de los sistemas para los PEL.",
            ),
            ("•", "Avances de los OPL."),
        ]),
        list(&[
            ("—", "Marca de una sola."),
            ("§1", "Marca que ningún contador imprime."),
        ]),
        heading(
            2,
            Some("b)"),
            "Avances de los OPL en la implementación de los PREP",
        ),
        Block::Table(matrix()),
        Block::Figure(figure("linea", "Gráfica 2.", true)),
        Block::PageBreak,
        heading(1, None, "Anexos"),
        heading(2, Some("a)"), "Relación de insumos recibidos"),
        Block::Paragraph {
            text: plain("Nota pequeña al final."),
            role: Role::Note,
        },
        Block::PageBreak,
        Block::Definitions {
            items: vec![(
                "Folio".into(),
                plain("Número con el que se recibió el libro"),
            )],
        },
        paragraph(plain("Fin.")),
    ]
}

/// The informe.
pub fn informe() -> Informe {
    Informe {
        meta: meta(),
        blocks: summary().into_iter().chain(chapters()).collect(),
        origins: Vec::new(),
        resources: Vec::new(),
    }
}

/// Its pages and pictures.
pub fn layout(informe: &Informe) -> Layout {
    let picture = || Picture {
        png: include_bytes!("grafica.png").to_vec(),
        svg: include_bytes!("grafica.svg").to_vec(),
        width_pt: 480.0,
        height_pt: 210.0,
    };
    let mut layout = Layout {
        pages: BTreeMap::new(),
        total: 8,
        pictures: BTreeMap::new(),
    };
    for (n, block) in informe.blocks.iter().enumerate() {
        match block {
            Block::Heading(heading) => {
                layout.pages.insert(heading.id.clone(), 3 + n / 6);
            }
            Block::Figure(figure) => {
                layout.pictures.insert(figure.id.clone(), picture());
            }
            _ => {}
        }
    }
    layout
}

/// The letterhead that the project ships.
pub fn style() -> BTreeMap<String, Vec<u8>> {
    let letterhead = include_bytes!("../../templates/estilo/membrete.docx");
    BTreeMap::from([("membrete.docx".to_owned(), letterhead.to_vec())])
}
