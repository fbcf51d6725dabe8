//! Drawings at the ends of what data can be.

use super::*;

fn figura(number: usize, landscape: bool, drawing: Drawing) -> Block {
    Block::Figure(Figure {
        id: format!("extremo-{number}"),
        label: format!("Gráfica {number}."),
        caption: vec![t("Un dibujo al límite de lo que pueden ser los datos")],
        reading: Vec::new(),
        alt: "Dibujo de prueba.".into(),
        notes: Vec::new(),
        landscape,
        drawing,
    })
}

fn barras(count: usize) -> Drawing {
    Drawing::Bullet {
        bars: (0..count)
            .map(|n| Bullet {
                label: format!("Sistema número {n} de nombre largo, que ocupa dos renglones"),
                real: (n % 5 != 3).then_some((n * 37 % 101) as f64),
                planned: (n % 4 != 1).then_some((n * 29 % 101) as f64),
                text: if n % 5 == 3 {
                    "Sin información a la fecha de corte".into()
                } else {
                    format!("{}%", n * 37 % 101)
                },
                tone: [Tone::Verde, Tone::Ambar, Tone::Rojo, Tone::Gris][n % 4],
            })
            .collect(),
        legend: ["Avance real".into(), "Avance programado".into()],
        axis: ["0%", "25%", "50%", "75%", "100%"]
            .map(String::from)
            .to_vec(),
    }
}

fn linea(marks: &[f64]) -> Drawing {
    let marks = |text: &str| -> Vec<TimelineMark> {
        marks
            .iter()
            .map(|&position| TimelineMark {
                position,
                shape: "■".into(),
                tone: Tone::Ambar,
                text: text.into(),
            })
            .collect()
    };
    let lane = |label: &str, text: &str| Lane {
        label: label.into(),
        marks: marks(text),
    };
    let lanes = if marks("").is_empty() {
        Vec::new()
    } else {
        vec![
            lane("Con fecha", "15 de mayo"),
            lane(
                "Con dos palabras largas en cada una de sus marcas",
                "Simulacro del 15 de mayo",
            ),
            lane("Sin texto", ""),
        ]
    };
    Drawing::Timeline {
        lanes,
        ticks: vec![(0.0, "Enero".into()), (0.5, "Febrero".into())],
        lines: vec![
            (0.48, "Corte: 11 de febrero".into()),
            (0.52, "Jornada: 5 de junio".into()),
            (1.0, "Cierre de la publicación".into()),
        ],
        legend: vec![("■".into(), "Fecha".into()), ("—".into(), "Otra".into())],
    }
}

fn matriz(columns: &[&str], rows: usize) -> Drawing {
    let marks = ["●", "■", "▲", "○", "", "—", "−12"];
    let mark = |n: usize| Mark {
        shape: marks[n % marks.len()].into(),
        tone: Tone::Gris,
        word: "Una palabra de la leyenda".into(),
    };
    Drawing::Matrix {
        columns: columns.iter().map(|text| (*text).into()).collect(),
        rows: (0..rows)
            .map(|row| {
                let marks = (0..columns.len()).map(|n| mark(n + row)).collect();
                (format!("Entidad {row}"), marks)
            })
            .collect(),
        legend: (0..marks.len()).map(mark).collect(),
    }
}

fn partes(values: &[&[u32]]) -> Drawing {
    Drawing::Stacked {
        parts: [
            "Aprobados",
            "Con observaciones",
            "No ejecutados",
            "En atención",
            "Por atender",
        ]
        .map(String::from)
        .to_vec(),
        bars: values
            .iter()
            .map(|values| {
                let parts = values
                    .iter()
                    .map(|&n| (f64::from(n), n.to_string()))
                    .collect();
                ("Quintana Roo".to_owned(), parts)
            })
            .collect(),
    }
}

fn curva(points: usize, series: usize) -> Drawing {
    Drawing::Curve {
        points: (1..=points).map(|n| format!("Reunión {n}")).collect(),
        series: (0..series)
            .map(|s| {
                let values = (0..points)
                    .map(|n| {
                        let value = ((n * 9 + s * 4) % 101) as f64;
                        (n % 4 != 2 || s == 0).then(|| (value, format!("{value}%")))
                    })
                    .collect();
                (format!("Serie {s} de nombre largo"), values)
            })
            .collect(),
        axis: ["0%", "50%", "100%"].map(String::from).to_vec(),
    }
}

/// Every drawing with nothing, with one item and with many.
pub fn dibujos() -> Vec<Block> {
    let words = [
        "Análisis",
        "Diseño",
        "Construcción",
        "Pruebas de funcionalidad",
    ];
    let many: Vec<String> = (1..=32).map(|n| n.to_string()).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    let drawings = vec![
        (false, barras(0)),
        (false, barras(1)),
        (false, barras(26)),
        (false, linea(&[])),
        (false, linea(&[0.5])),
        (false, linea(&[0.0, 0.45, 0.5, 0.99])),
        (false, matriz(&[], 0)),
        (false, matriz(&words, 6)),
        (false, matriz(&many, 6)),
        (false, matriz(&[words, words, words].concat(), 3)),
        (false, partes(&[])),
        (false, partes(&[&[0, 0, 0, 0, 0]])),
        (
            false,
            partes(&[&[1200, 34, 2, 1, 1], &[900, 0, 0, 0, 3], &[3, 2, 1, 0, 0]]),
        ),
        (false, curva(0, 0)),
        (false, curva(1, 1)),
        (false, curva(11, 4)),
        (true, matriz(&many, 6)),
        (true, barras(20)),
    ];
    drawings
        .into_iter()
        .enumerate()
        .map(|(number, (landscape, drawing))| figura(number + 1, landscape, drawing))
        .collect()
}
