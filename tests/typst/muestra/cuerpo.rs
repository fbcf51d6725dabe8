//! The chapters of the sample.

use super::*;
use super::{figuras, tablas};

/// Every chapter, in order.
pub fn blocks() -> Vec<Block> {
    let mut blocks = glosario();
    blocks.extend(resumen());
    blocks.extend(introduccion());
    blocks.extend(sistemas());
    blocks.extend(prep());
    blocks.extend(cierre());
    blocks
}

fn glosario() -> Vec<Block> {
    let items = [
        ("CATD", "Centro de Acopio y Transmisión de Datos"),
        (
            "COTAPREP",
            "Comité Técnico Asesor del Programa de Resultados Electorales Preliminares",
        ),
        (
            "DECEyEC",
            "Dirección Ejecutiva de Capacitación Electoral y Educación Cívica",
        ),
        ("DEOE", "Dirección Ejecutiva de Organización Electoral"),
        (
            "DERFE",
            "Dirección Ejecutiva del Registro Federal de Electores",
        ),
        ("OPL", "Organismos Públicos Locales"),
        ("PEL", "Procesos Electorales Locales 2021-2022"),
        ("PREP", "Programa de Resultados Electorales Preliminares"),
        ("UTSI", "Unidad Técnica de Servicios de Informática"),
        (
            "UTVOPL",
            "Unidad Técnica de Vinculación con los Organismos Públicos Locales",
        ),
    ];
    vec![
        titulo("glosario", 1, "I.", "Glosario"),
        Block::Definitions {
            items: items
                .into_iter()
                .map(|(sigla, meaning)| (sigla.into(), vec![t(meaning)]))
                .collect(),
        },
        Block::PageBreak,
    ]
}

fn cifra(value: &str, text: &str) -> KeyFigure {
    KeyFigure {
        value: vec![v(value)],
        text: vec![t(text)],
    }
}

fn punto(marker: &str, text: &str) -> ListItem {
    ListItem {
        marker: marker.into(),
        text: vec![t(text)],
    }
}

fn resumen() -> Vec<Block> {
    vec![
        titulo("resumen", 1, "II.", "Resumen ejecutivo"),
        parrafo(vec![
            t("Con corte al 11 de febrero de 2022, las áreas del Instituto dan seguimiento a "),
            v("21"),
            t(" sistemas; su avance real promedio es de "),
            v("62.4%"),
            t(", frente a "),
            v("65.1%"),
            t(" programado ("),
            ver("tabla-sistemas", "Tabla 1"),
            t(" y "),
            ver("grafica-avance", "Gráfica 1"),
            t(")."),
        ]),
        Block::KeyFigures {
            items: vec![
                cifra(
                    "21",
                    "sistemas en seguimiento, a cargo de seis áreas del Instituto",
                ),
                cifra(
                    "62.4%",
                    "de avance real promedio; el programado a la fecha de corte es de 65.1%",
                ),
                cifra("4", "sistemas liberados desde la reunión anterior"),
                cifra("2", "sistemas con fecha de liberación reprogramada"),
                cifra(
                    "84 de 90",
                    "entregables de los PREP locales con fecha de referencia cumplida, recibidos",
                ),
                cifra(
                    "13 de 14",
                    "remitentes entregaron su información a la fecha de corte",
                ),
            ],
        },
        titulo("puntos", 2, "a)", "Puntos para seguimiento"),
        Block::List {
            items: vec![
                punto(
                    "a)",
                    "Sistema de Registro de Representantes: la DEOE informa que las pruebas de carga concluirán el 25 de febrero;",
                ),
                punto(
                    "b)",
                    "Multisistema ELEC: la DECEyEC reprogramó su liberación en 12 días, por la incorporación de un requerimiento de capacitación; y",
                ),
                punto(
                    "c)",
                    "Prototipo navegable del sitio de publicación: el OPL de Tamaulipas informa que lo remitirá a más tardar el 18 de febrero.",
                ),
            ],
        },
        titulo("cambios", 2, "b)", "Cambios desde la reunión anterior"),
        parrafo(vec![
            t("De los "),
            v("21"),
            t(" sistemas, "),
            v("cuatro"),
            t(" se liberaron, "),
            v("dos"),
            t(" se reprogramaron y "),
            v("uno"),
            t(" no tuvo reporte en el periodo."),
        ]),
    ]
}

fn introduccion() -> Vec<Block> {
    vec![
        titulo("introduccion", 1, "III.", "Introducción"),
        parrafo(vec![
            t(
                "El Grupo de Trabajo en materia de Sistemas Informáticos se reúne en el marco de la Comisión Temporal de Seguimiento de los Procesos Electorales Locales 2021-2022",
            ),
            nota(
                "El calendario de reuniones se dio a conocer en la primera reunión; la octava tiene únicamente el informe de las pruebas de funcionalidad.",
            ),
            t(
                ", a fin de intercambiar ideas y opiniones y de dar seguimiento puntual a las acciones del Instituto en materia de sistemas informáticos.",
            ),
        ]),
        parrafo(vec![
            t(
                "Este informe integra lo que reportaron las áreas y los OPL mediante los formatos establecidos. La información es responsabilidad de quien la remite; el ",
            ),
            Inline::Emphasis {
                text: vec![t("análisis")],
            },
            t(" se limita a "),
            negrita("comparar lo programado con lo real"),
            t(" y a señalar los cambios respecto de la reunión anterior."),
        ]),
        Block::Paragraph {
            text: vec![t(
                "Los apartados de revocación de mandato y de elecciones extraordinarias se omiten porque en el periodo no hay sistemas en operación que reportar.",
            )],
            role: Role::Note,
        },
    ]
}

fn sistemas() -> Vec<Block> {
    let mut blocks = vec![
        titulo("pel", 1, "IV.", "PEL 2021-2022"),
        titulo("sistemas", 2, "a)", "Sistemas del Instituto"),
        titulo("situacion", 3, "1.", "Situación general de los sistemas"),
        parrafo(vec![
            t("La "),
            ver("tabla-sistemas", "Tabla 1"),
            t(
                " presenta el avance de cada sistema, por área usuaria. Se considera en orden un sistema cuyo avance real iguala o supera al programado; la desviación se expresa en puntos porcentuales.",
            ),
        ]),
        tablas::sistemas(),
        parrafo(vec![
            t("La "),
            ver("grafica-avance", "Gráfica 1"),
            t(" compara el avance programado y el real de los sistemas que no se han liberado."),
        ]),
        figuras::barras(),
        titulo("calendario", 3, "2.", "Calendario de liberaciones"),
        parrafo(vec![t(
            "Las fechas de liberación comprometidas se concentran en marzo y abril de 2022.",
        )]),
        figuras::linea(),
        titulo("trayectoria", 3, "3.", "Avance por reunión"),
        figuras::curva(),
    ];
    blocks.push(titulo(
        "justificaciones",
        3,
        "4.",
        "Justificación de las reprogramaciones",
    ));
    blocks.push(parrafo(vec![t(
        "La DECEyEC señala, respecto del Multisistema ELEC:",
    )]));
    blocks.push(Block::Paragraph {
        text: vec![t("La incorporación del módulo de seguimiento a la capacitación de las y los funcionarios de mesas directivas de casilla requirió una iteración adicional de pruebas con las juntas distritales, por lo que la liberación se traslada del 18 de febrero al 2 de marzo de 2022, sin afectar el inicio de la primera etapa.")],
        role: Role::Quote,
    });
    blocks
}

fn prep() -> Vec<Block> {
    vec![
        titulo(
            "prep",
            2,
            "b)",
            "Avances de los OPL en la implementación de los PREP",
        ),
        parrafo(vec![
            t("A la fecha de corte, los seis OPL remitieron "),
            v("84"),
            t(" de los "),
            v("90"),
            t(" entregables cuya fecha de referencia se ha cumplido. La "),
            ver("grafica-matriz", "Gráfica 4"),
            t(" muestra la situación de cada uno y la "),
            ver("tabla-resumen-prep", "Tabla 2"),
            t(" el resumen por entidad."),
        ]),
        tablas::resumen_prep(),
        titulo("matriz", 3, "1.", "Entregables por entidad"),
        parrafo(vec![t(
            "En cada celda se muestra la variante menos avanzada de las que ya cumplieron su fecha de referencia.",
        )]),
        figuras::matriz(),
        figuras::partes(),
        titulo(
            "por-entregar",
            3,
            "2.",
            "Por entregar antes de la siguiente reunión",
        ),
        tablas::por_entregar(),
        titulo("por-entidad", 3, "3.", "Análisis por entidad"),
        titulo("entidad-aguascalientes", 4, "", "Aguascalientes"),
        parrafo(vec![t(
            "El OPL reporta la designación del ente auditor y la aprobación de la ubicación de los CATD. El Instituto no tiene observaciones pendientes de atención.",
        )]),
        titulo("entidad-durango", 4, "", "Durango"),
        parrafo(vec![t(
            "El OPL reporta la versión final del prototipo navegable del sitio de publicación. La UTSI emitió tres observaciones, dos de ellas atendidas.",
        )]),
    ]
}

fn cierre() -> Vec<Block> {
    vec![
        titulo("compromisos", 1, "V.", "Seguimiento a compromisos"),
        tablas::compromisos(),
        titulo("anexo", 1, "", "Anexo 1. Actividades por sistema"),
        tablas::actividades(),
    ]
}
