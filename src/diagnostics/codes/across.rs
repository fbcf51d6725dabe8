//! What rows, sheets, workbooks and meetings say together.

use super::super::{Code, Explanation, Severity};

/// In the order of their numbers.
pub(super) const CODES: &[Explanation] = &[
    Explanation {
        code: Code(400),
        severity: Severity::Advertencia,
        title: "Falta lo que se informó antes",
        text: "Un sistema que se informó antes no aparece en el libro; el informe dirá “sin reporte en el periodo”.",
        help: "Agregue la fila del sistema.",
        example: "Falta el sistema SUC, que se informó en la reunión 4.",
    },
    Explanation {
        code: Code(401),
        severity: Severity::Error,
        title: "Dos áreas informan lo mismo con datos distintos",
        text: "Dos áreas informan el mismo sistema y proceso con datos distintos. No se usa ninguna de las dos filas.",
        help: "Acuerden las áreas cuál informa el sistema.",
        example: "El sistema SUC lo informan DEOE y UTSI.",
    },
    Explanation {
        code: Code(402),
        severity: Severity::Advertencia,
        title: "Se nombra una fila que no está",
        text: "La celda nombra un sistema, una prueba, un caso o una incidencia que no está en la hoja que corresponde, ni en un envío anterior. La fila se usa como se reportó.",
        help: "Corrija el dato o agregue la fila en la otra hoja.",
        example: "“No. de prueba” dice “3” y en “Pruebas” están la 1 y la 2.",
    },
    Explanation {
        code: Code(407),
        severity: Severity::Advertencia,
        title: "Hoja sin filas en la reunión que las espera",
        text: "En la reunión de las pruebas se espera una prueba por OPL, o una fila “Por realizar” con su aclaración; después de la jornada, tres simulacros. La hoja no tiene ninguna fila.",
        help: "Agregue las filas o explique el motivo en “Aclaración”.",
        example: "No se reporta ninguna prueba.",
    },
    Explanation {
        code: Code(410),
        severity: Severity::Advertencia,
        title: "Compromiso sin respuesta",
        text: "Un compromiso abierto de este remitente no tiene respuesta en el libro.",
        help: "Agregue el compromiso con su estatus y avance.",
        example: "El compromiso C-05-03 no tiene respuesta.",
    },
    Explanation {
        code: Code(411),
        severity: Severity::Advertencia,
        title: "Entregables por reportar que no están en el libro",
        text: "Un entregable con fecha de referencia igual o anterior al corte no tiene fila en “Entregables”, y no se reportó antes como concluido. El informe dice lo último que se reportó de él, o que no se cuenta con información.",
        help: "Agregue las filas como venían en el formato, con su estatus; si aún no se entrega, elija “Pendiente” y explíquelo en “Aclaración”.",
        example: "Faltan las filas de 2 entregables que ya deben reportarse: 9, 12 (Aprobado).",
    },
];
