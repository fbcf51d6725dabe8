//! A sample informe with every kind of block: what `templates/estilo/muestra.json` holds, so that
//! a designer can compile the look without the program.

use relator::report::*;

mod cuerpo;
mod extremos;
mod figuras;
mod pruebas;
mod sistemas;
mod tablas;

pub fn t(text: &str) -> Inline {
    Inline::Text { text: text.into() }
}

pub fn v(text: &str) -> Inline {
    Inline::Value {
        text: text.into(),
        origin: 0,
    }
}

pub fn estado(shape: &str, word: &str, tone: Tone) -> Inline {
    Inline::Status {
        shape: shape.into(),
        word: word.into(),
        tone,
    }
}

pub fn negrita(text: &str) -> Inline {
    Inline::Strong {
        text: vec![t(text)],
    }
}

pub fn nota(text: &str) -> Inline {
    Inline::Footnote {
        text: vec![t(text)],
    }
}

pub fn ver(target: &str, text: &str) -> Inline {
    Inline::Reference {
        target: target.into(),
        text: text.into(),
    }
}

pub fn parrafo(text: Vec<Inline>) -> Block {
    Block::Paragraph {
        text,
        role: Role::Body,
    }
}

pub fn titulo(id: &str, level: u8, number: &str, text: &str) -> Block {
    Block::Heading(Heading {
        id: id.into(),
        level,
        number: (!number.is_empty()).then(|| number.into()),
        text: text.into(),
        listed: true,
    })
}

pub fn celda(text: &str) -> Cell {
    Cell {
        text: vec![t(text)],
        span: 1,
    }
}

/// A table of two cells, one of them very narrow.
pub fn una_tabla(text: &str) -> Block {
    pruebas::de_dos_celdas(text)
}

/// Every drawing with nothing, with one item and with many.
pub fn dibujos_extremos() -> Vec<Block> {
    extremos::dibujos()
}

/// A table of so many rows, a total and a note.
pub fn tabla_de_filas(rows: usize) -> Block {
    pruebas::de_filas(rows)
}

/// A table that lacks its header.
pub fn sin_encabezado() -> Block {
    let Block::Table(mut table) = pruebas::de_dos_celdas("x") else {
        unreachable!()
    };
    table.id = "sin-encabezado".into();
    table.header.clear();
    Block::Table(table)
}

/// A drawing whose names and values are that text.
pub fn un_dibujo(text: &str) -> Block {
    figuras::de_una_barra(text)
}

fn meta() -> Meta {
    Meta {
        number: 5,
        language: "es-MX".into(),
        title: "Informe sobre el avance en la implementación y puesta en producción de los \
                sistemas informáticos y en la implementación de los PREP locales"
            .into(),
        short_title: "Avance de sistemas informáticos y PREP".into(),
        institution: "Instituto Nacional Electoral".into(),
        area: "Secretaría Técnica del Grupo de Trabajo".into(),
        group: "Grupo de Trabajo en materia de Sistemas Informáticos, en el marco de la Comisión \
                Temporal de Seguimiento de los Procesos Electorales Locales 2021-2022"
            .into(),
        header_right: "Quinta reunión · 15 de febrero de 2022".into(),
        cover_lines: vec![
            "Quinta reunión".into(),
            "15 de febrero de 2022".into(),
            "Periodo que se informa: del 15 de enero al 11 de febrero de 2022".into(),
            "Información con corte al 11 de febrero de 2022".into(),
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
        subject: "Informe que la Secretaría Técnica presenta al Grupo de Trabajo en su quinta \
                  reunión"
            .into(),
    }
}

/// The sample.
pub fn informe() -> Informe {
    Informe {
        meta: meta(),
        blocks: cuerpo::blocks(),
        origins: Vec::new(),
        resources: Vec::new(),
    }
}

/// The sample as it stands in `templates/estilo/muestra.json`.
pub fn json() -> String {
    let mut text = serde_json::to_string_pretty(&informe()).expect("the sample is plain data");
    text.push('\n');
    text
}
