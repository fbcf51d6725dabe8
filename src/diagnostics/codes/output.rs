//! What is written, and what stood there before.

use super::super::{Code, Explanation, Severity};

/// In the order of their numbers.
pub(super) const CODES: &[Explanation] = &[
    Explanation {
        code: Code(701),
        severity: Severity::Advertencia,
        title: "Salida modificada por una persona",
        text: "El archivo que se iba a reemplazar no es el que escribió el programa: alguien trabajó en él después. \
               Se conservó sin cambios y la versión nueva se escribió junto a él, con «-nuevo» en el nombre.",
        help: "Compare ambos archivos y conserve el que corresponda.",
        example: "output/reunion-05/informe-reunion-05.docx: el archivo fue modificado después de generarse.",
    },
    Explanation {
        code: Code(702),
        severity: Severity::Advertencia,
        title: "Salida abierta en otro programa",
        text: "Otro programa, por ejemplo Word, tiene abierto el archivo que se iba a reemplazar. \
               Se conservó sin cambios y la versión nueva se escribió junto a él, con «-nuevo» en el nombre.",
        help: "Cierre el archivo y genere de nuevo, o use el que lleva «-nuevo» en el nombre.",
        example: "output/reunion-05/informe-reunion-05.docx: el archivo está abierto en otro programa.",
    },
    Explanation {
        code: Code(703),
        severity: Severity::Error,
        title: "Informe sin componer",
        text: "No se pudo componer el informe de la reunión, aunque ninguna otra inconsistencia dice por qué.",
        help: "Revise el texto del informe en templates/informes; si no lo ha cambiado, repórtelo a quien mantiene el programa.",
        example: "El informe de la reunión 5 no se pudo componer.",
    },
];
