//! What the cells of one row say together.

use super::super::{Code, Explanation, Severity};

/// In the order of their numbers.
pub(super) const CODES: &[Explanation] = &[
    Explanation {
        code: Code(300),
        severity: Severity::Error,
        title: "Regla de la hoja",
        text: "Los datos de la fila no cumplen una regla de su tema. La regla y sus columnas se indican en el mensaje.",
        help: "Revise las columnas que se indican.",
        example: "Un sistema liberado requiere su fecha de liberación real.",
    },
    Explanation {
        code: Code(301),
        severity: Severity::Error,
        title: "Fila repetida",
        text: "Dos filas tienen la misma clave y no es posible saber cuál vale. La segunda no se usa.",
        help: "Elimine una de las dos filas o corrija su clave.",
        example: "El sistema SUC está en las filas 7 y 12.",
    },
    Explanation {
        code: Code(302),
        severity: Severity::Advertencia,
        title: "Fila de un tema que no se informa",
        text: "La fila corresponde a un proceso cuyo tema no se informa en esta reunión, por lo que no se usó.",
        help: "No es necesario hacer nada.",
        example: "“Revocación de mandato” no se informa en la reunión 9.",
    },
];
