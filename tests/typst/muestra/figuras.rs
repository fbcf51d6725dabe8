//! The figures of the sample.

use super::sistemas::SISTEMAS;
use super::*;

fn figura(
    id: &str,
    number: u32,
    caption: &str,
    reading: &str,
    alt: &str,
    drawing: Drawing,
) -> Figure {
    Figure {
        id: id.into(),
        label: format!("Gráfica {number}."),
        caption: vec![t(caption)],
        reading: vec![t(reading)],
        alt: alt.into(),
        notes: vec![vec![t(
            "Fuente: formatos R05, con corte al 11 de febrero de 2022.",
        )]],
        landscape: false,
        drawing,
    }
}

fn porcentajes() -> Vec<String> {
    [0, 25, 50, 75, 100]
        .iter()
        .map(|n| format!("{n}%"))
        .collect()
}

/// Planned against real.
pub fn barras() -> Block {
    let bars = SISTEMAS
        .iter()
        .flat_map(|(_, items)| items.iter())
        .filter(|(_, _, real, _, _)| *real < 95.0)
        .map(|&(name, planned, real, status, _)| Bullet {
            label: name.into(),
            real: (name != "Cómputos").then_some(real),
            planned: Some(planned),
            text: if name == "Cómputos" {
                "Sin información a la fecha de corte".into()
            } else {
                format!("{real:.1}%")
            },
            tone: match status {
                "Con desfase" => Tone::Rojo,
                "Liberado" => Tone::Verde,
                "Por iniciar" => Tone::Gris,
                _ => Tone::Ambar,
            },
        })
        .collect();
    Block::Figure(figura(
        "grafica-avance",
        1,
        "Avance programado y real de los sistemas por liberar",
        "Un sistema, el Multisistema ELEC, está a más de diez puntos de lo programado.",
        "Trece sistemas por liberar. El Multisistema ELEC tiene 74.5% de avance real frente a 88% programado; los demás están a menos de siete puntos de lo programado.",
        Drawing::Bullet {
            bars,
            legend: ["Avance real".into(), "Avance programado".into()],
            axis: porcentajes(),
        },
    ))
}

/// Releases on a line of dates.
pub fn linea() -> Block {
    let lane = |label: &str, marks: &[(f64, &str, Tone, &str)]| Lane {
        label: label.into(),
        marks: marks
            .iter()
            .map(|&(position, shape, tone, text)| TimelineMark {
                position,
                shape: shape.into(),
                tone,
                text: text.into(),
            })
            .collect(),
    };
    let mut figure = figura(
        "grafica-linea",
        2,
        "Fechas de liberación de los sistemas",
        "Antes de la jornada se liberan nueve sistemas; dos cambiaron de fecha.",
        "Línea de enero a junio de 2022 con la fecha de liberación de nueve sistemas, la fecha de corte del 11 de febrero y la jornada del 5 de junio.",
        Drawing::Timeline {
            lanes: vec![
                lane(
                    "Multisistema ELEC",
                    &[
                        (0.27, "○", Tone::Gris, "18 feb"),
                        (0.34, "▲", Tone::Rojo, "2 mar"),
                    ],
                ),
                lane("Bodegas Electorales", &[(0.33, "■", Tone::Ambar, "28 feb")]),
                lane(
                    "Mecanismos de Recolección y Cadena de Custodia",
                    &[(0.43, "■", Tone::Ambar, "18 mar")],
                ),
                lane(
                    "Primera insaculación",
                    &[(0.17, "●", Tone::Verde, "31 ene")],
                ),
                lane(
                    "Registro de Representantes",
                    &[
                        (0.45, "○", Tone::Gris, "24 mar"),
                        (0.55, "■", Tone::Ambar, "8 abr"),
                    ],
                ),
                lane(
                    "Sistema de Información sobre el Desarrollo de la Jornada Electoral",
                    &[(0.66, "■", Tone::Ambar, "29 abr")],
                ),
                lane(
                    "Consulta en Casillas Especiales",
                    &[(0.74, "○", Tone::Gris, "13 may")],
                ),
                lane("Conteo Rápido", &[(0.78, "○", Tone::Gris, "20 may")]),
                lane("Cómputos", &[(0.82, "○", Tone::Gris, "27 may")]),
            ],
            ticks: vec![
                (0.0, "Enero".into()),
                (0.172, "Febrero".into()),
                (0.328, "Marzo".into()),
                (0.5, "Abril".into()),
                (0.667, "Mayo".into()),
                (0.839, "Junio".into()),
            ],
            lines: vec![
                (0.23, "Corte: 11 de febrero".into()),
                (0.86, "Jornada: 5 de junio".into()),
            ],
            legend: vec![
                ("●".into(), "Liberado".into()),
                ("■".into(), "Fecha comprometida".into()),
                ("▲".into(), "Reprogramada".into()),
                ("○".into(), "Fecha anterior o por iniciar".into()),
            ],
        },
    );
    figure.landscape = false;
    Block::Figure(figure)
}

/// Advance over the meetings.
pub fn curva() -> Block {
    let serie = |name: &str, values: &[Option<f64>]| {
        let points = values
            .iter()
            .map(|value| value.map(|value| (value, format!("{value:.1}%"))))
            .collect();
        (name.to_owned(), points)
    };
    Block::Figure(figura(
        "grafica-curva",
        3,
        "Avance programado y real promedio, por reunión",
        "La distancia entre lo programado y lo real pasó de 4.0 a 2.7 puntos desde la cuarta reunión.",
        "Avance programado: 12, 25.4, 38, 52.1 y 65.1%. Avance real: 12, 24, 36.5, 48.1 y 62.4%, de la primera a la quinta reunión.",
        Drawing::Curve {
            points: [
                "Primera", "Segunda", "Tercera", "Cuarta", "Quinta", "Sexta", "Séptima",
            ]
            .map(String::from)
            .to_vec(),
            series: vec![
                serie(
                    "Programado",
                    &[
                        Some(12.0),
                        Some(25.4),
                        Some(38.0),
                        Some(52.1),
                        Some(65.1),
                        Some(78.0),
                        Some(90.0),
                    ],
                ),
                serie(
                    "Real",
                    &[
                        Some(12.0),
                        Some(24.0),
                        Some(36.5),
                        Some(48.1),
                        Some(62.4),
                        None,
                        None,
                    ],
                ),
            ],
            axis: porcentajes(),
        },
    ))
}

/// Entities by deliverables.
pub fn matriz() -> Block {
    let mark = |shape: &str, word: &str, tone: Tone| Mark {
        shape: shape.into(),
        tone,
        word: word.into(),
    };
    let entidades = [
        "Aguascalientes",
        "Durango",
        "Hidalgo",
        "Oaxaca",
        "Quintana Roo",
        "Tamaulipas",
    ];
    let rows = entidades
        .iter()
        .enumerate()
        .map(|(e, name)| {
            let marks = (1..=32_usize)
                .map(|n| match (n, (e * 7 + n * 3) % 11) {
                    (16.., _) => mark("", "", Tone::Gris),
                    (10, 0..=3) => mark("—", "", Tone::Gris),
                    (_, 1) => mark("■", "", Tone::Gris),
                    (12.., 4) => mark("○", "", Tone::Gris),
                    _ => mark("●", "", Tone::Gris),
                })
                .collect();
            ((*name).to_owned(), marks)
        })
        .collect();
    let mut figure = figura(
        "grafica-matriz",
        4,
        "Entregables de los PREP locales, por entidad",
        "De los 90 entregables con fecha de referencia cumplida, 84 están entregados.",
        "Matriz de seis entidades por 32 entregables. Con fecha cumplida hay 15 por entidad; están por recibirse uno en Durango, dos en Oaxaca, uno en Quintana Roo y dos en Tamaulipas.",
        Drawing::Matrix {
            columns: (1..=32).map(|n| n.to_string()).collect(),
            rows,
            legend: vec![
                mark("●", "Entregado", Tone::Gris),
                mark("■", "En proceso", Tone::Gris),
                mark("○", "Pendiente", Tone::Gris),
                mark("—", "No aplica", Tone::Gris),
                mark("", "Fecha de referencia por cumplirse", Tone::Gris),
            ],
        },
    );
    figure.landscape = true;
    Block::Figure(figure)
}

/// Test cases by result.
pub fn partes() -> Block {
    let bar = |name: &str, values: [u32; 3]| {
        let parts = values
            .iter()
            .map(|&n| (f64::from(n), n.to_string()))
            .collect();
        (name.to_owned(), parts)
    };
    Block::Figure(figura(
        "grafica-partes",
        5,
        "Observaciones de la UTSI a los prototipos navegables, por situación",
        "De 41 observaciones, 27 están atendidas.",
        "Observaciones atendidas, en atención y por atender: Aguascalientes 6, 1 y 0; Durango 4, 2 y 1; Hidalgo 7, 0 y 0; Oaxaca 3, 3 y 2; Quintana Roo 5, 2 y 0; Tamaulipas 2, 2 y 1.",
        Drawing::Stacked {
            parts: vec![
                "Atendidas".into(),
                "En atención".into(),
                "Por atender".into(),
            ],
            bars: vec![
                bar("Aguascalientes", [6, 1, 0]),
                bar("Durango", [4, 2, 1]),
                bar("Hidalgo", [7, 0, 0]),
                bar("Oaxaca", [3, 3, 2]),
                bar("Quintana Roo", [5, 2, 0]),
                bar("Tamaulipas", [2, 2, 1]),
            ],
        },
    ))
}

/// One bar with that name and value.
pub fn de_una_barra(text: &str) -> Block {
    Block::Figure(figura(
        "grafica-hostil",
        1,
        text,
        text,
        text,
        Drawing::Bullet {
            bars: vec![Bullet {
                label: text.into(),
                real: Some(50.0),
                planned: None,
                text: "50%".into(),
                tone: Tone::Gris,
            }],
            legend: ["Avance real".into(), "Avance programado".into()],
            axis: porcentajes(),
        },
    ))
}
