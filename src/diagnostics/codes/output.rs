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
    Explanation {
        code: Code(711),
        severity: Severity::Error,
        title: "Archivo del expediente modificado",
        text: "El archivo no tiene los bytes que se integraron: cambió después, o el disco lo dañó. \
               Lo que se integró ya no puede demostrarse con esta copia.",
        help: "Recupere el archivo de una copia de respaldo del expediente y ejecute «relator verificar» de nuevo.",
        example: "output/expediente/ocfl/reunion-05/v1/content/ficha.json: el archivo no es el que se integró.",
    },
    Explanation {
        code: Code(712),
        severity: Severity::Error,
        title: "Archivo del expediente faltante",
        text: "El archivo se integró al expediente y ya no está en él.",
        help: "Recupere el archivo de una copia de respaldo del expediente y ejecute «relator verificar» de nuevo.",
        example: "output/expediente/ocfl/reunion-05/v1/content/ficha.json: el archivo se integró y ya no está.",
    },
    Explanation {
        code: Code(713),
        severity: Severity::Error,
        title: "Archivo ajeno en el expediente",
        text: "Hay en el expediente un archivo, carpeta o enlace que ninguna integración puso. \
               En el expediente solo escribe «relator archivar»; los sellos de terceros van en la carpeta sellos.",
        help: "Averigüe quién lo puso y muévalo a otra carpeta.",
        example: "output/expediente/ocfl/reunion-05/notas.txt: el archivo no pertenece al expediente.",
    },
    Explanation {
        code: Code(714),
        severity: Severity::Error,
        title: "Versión o renglón del registro retirado",
        text: "El registro y las versiones del expediente no dicen lo mismo: se retiró una versión, se volvió a \
               una anterior, o se quitó un renglón del registro. También se dice cuando el registro no llega al renglón \
               de una hoja de integridad que está en la carpeta de su reunión: de lo último que se integró, si se \
               retira con su renglón, solo la hoja da cuenta.",
        help: "Compare la última hoja de integridad impresa con lo que dice «relator verificar», y recupere el expediente de una copia de respaldo.",
        example: "output/expediente/ocfl/reunion-05/v2: el renglón 7 del registro lo anota y ya no está.",
    },
    Explanation {
        code: Code(715),
        severity: Severity::Nota,
        title: "Integración sin terminar",
        text: "Una ejecución se interrumpió (el equipo se apagó o se cerró el programa) mientras integraba una versión. \
               No hay daño: lo anunciado se completa y lo que no llegó a anunciarse se retira.",
        help: "No hay que hacer nada: la siguiente ejecución de «relator archivar» lo completa.",
        example: "La integración de la versión 2 de «reunion-05» quedó sin terminar.",
    },
    Explanation {
        code: Code(716),
        severity: Severity::Advertencia,
        title: "Archivos en cuarentena",
        text: "Lo que una ejecución interrumpida había preparado no coincidía con lo que había anunciado. \
               Se apartó en la carpeta cuarentena del expediente, sin borrar nada.",
        help: "Revise la carpeta; cuando ya no haga falta, muévala fuera del expediente.",
        example: "output/expediente/cuarentena/reunion-05-v2-1: quedó apartado.",
    },
    Explanation {
        code: Code(717),
        severity: Severity::Nota,
        title: "Sello de terceros",
        text: "En la carpeta sellos hay un archivo que alguien emitió sobre el registro. El programa lo enlista, dice de \
               qué renglón lleva el código y, desde la siguiente integración, comprueba que no cambie. No comprueba firmas.",
        help: "Compruebe el sello con el programa de quien lo emitió.",
        example: "output/expediente/sellos/0007.tsr: el sello lleva el código del renglón 7 del registro.",
    },
    Explanation {
        code: Code(718),
        severity: Severity::Advertencia,
        title: "Reloj atrasado al integrar",
        text: "Al integrar una versión, el reloj del equipo marcaba una hora anterior a la de la integración previa. \
               El orden del expediente lo da el número de renglón, no la hora.",
        help: "Revise la fecha y hora del equipo.",
        example: "En el renglón 8 se anotó: el reloj está atrasado respecto del renglón 7.",
    },
];
