//! The systems that the sample speaks of.

/// Name, planned and real advance, status and date of release.
pub type Sistema = (&'static str, f64, f64, &'static str, &'static str);

/// Systems with their area, planned and real advance, deviation, status and date.
pub const SISTEMAS: &[(&str, &[Sistema])] = &[
    (
        "Dirección Ejecutiva de Capacitación Electoral y Educación Cívica",
        &[
            ("Multisistema ELEC", 88.0, 74.5, "Con desfase", "02/03/2022"),
            (
                "Reclutamiento y seguimiento de SE y CAE",
                100.0,
                100.0,
                "En operación",
                "10/01/2022",
            ),
            (
                "Primera insaculación",
                100.0,
                100.0,
                "Liberado",
                "31/01/2022",
            ),
            (
                "Sustituciones de SE y CAE",
                60.0,
                62.0,
                "En ejecución",
                "15/03/2022",
            ),
        ],
    ),
    (
        "Dirección Ejecutiva de Organización Electoral",
        &[
            (
                "Bodegas Electorales",
                70.0,
                70.0,
                "En ejecución",
                "28/02/2022",
            ),
            (
                "Distribución de la Documentación y Materiales Electorales",
                45.0,
                45.0,
                "En ejecución",
                "22/04/2022",
            ),
            (
                "Mecanismos de Recolección y Cadena de Custodia",
                65.0,
                61.3,
                "En ejecución",
                "18/03/2022",
            ),
            (
                "Observadoras y Observadores Electorales",
                100.0,
                100.0,
                "En operación",
                "06/09/2021",
            ),
            (
                "Registro de Representantes de Partidos Políticos y Candidaturas Independientes",
                55.0,
                48.2,
                "En ejecución",
                "08/04/2022",
            ),
            (
                "Sesiones de Junta y Consejo",
                100.0,
                100.0,
                "En operación",
                "20/10/2021",
            ),
            (
                "Sistema de Información sobre el Desarrollo de la Jornada Electoral",
                40.0,
                41.5,
                "En ejecución",
                "29/04/2022",
            ),
            (
                "Ubicación de Casillas",
                95.0,
                95.0,
                "Liberado",
                "08/02/2022",
            ),
        ],
    ),
    (
        "Dirección Ejecutiva de Prerrogativas y Partidos Políticos",
        &[
            (
                "Administración de tiempos en radio y televisión",
                100.0,
                100.0,
                "En operación",
                "02/01/2022",
            ),
            (
                "Sistema Nacional de Registro de Precandidaturas y Candidaturas",
                90.0,
                90.0,
                "Liberado",
                "01/02/2022",
            ),
        ],
    ),
    (
        "Dirección Ejecutiva del Registro Federal de Electores",
        &[
            (
                "Consulta en Casillas Especiales",
                30.0,
                30.0,
                "En ejecución",
                "13/05/2022",
            ),
            ("Conteo Rápido", 35.0, 33.8, "En ejecución", "20/05/2022"),
            (
                "Registro para votar desde el extranjero",
                100.0,
                100.0,
                "En operación",
                "01/09/2021",
            ),
        ],
    ),
    (
        "Unidad Técnica de Servicios de Informática",
        &[
            ("Cómputos", 20.0, 20.0, "En ejecución", "27/05/2022"),
            (
                "Voto Electrónico por Internet",
                50.0,
                52.0,
                "En ejecución",
                "21/05/2022",
            ),
        ],
    ),
    (
        "Unidad Técnica de Vinculación con los Organismos Públicos Locales",
        &[
            (
                "Seguimiento del Plan Integral y Calendarios",
                100.0,
                100.0,
                "En operación",
                "07/09/2021",
            ),
            (
                "Vinculación con los OPL",
                0.0,
                0.0,
                "Por iniciar",
                "01/04/2022",
            ),
        ],
    ),
];
