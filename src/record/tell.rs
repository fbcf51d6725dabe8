//! What people are told of the record, each with the name of the file.

use super::place::{REGISTER, Record};
use super::register::Broken;
use crate::diagnostics::{Code, Finding, Location};

/// A file of the record and what is the matter with it.
fn told(record: &Record, name: &str, code: u16, message: String) -> Finding {
    let code = Code(code);
    Finding {
        message,
        help: code.explanation().help.to_owned(),
        ..Finding::new(code, Location::file(record.shown(name)))
    }
}

pub(super) fn changed(record: &Record, name: &str, why: &str) -> Finding {
    told(record, name, 711, format!("El archivo {why}."))
}

pub(super) fn lighter(record: &Record, name: &str, (found, said): (u64, u64)) -> Finding {
    let message = format!("Los archivos suman {found} bytes y el registro anota {said}.");
    told(record, name, 711, message)
}

pub(super) fn missing(record: &Record, name: &str) -> Finding {
    let message = "El archivo se integró y ya no está.".to_owned();
    told(record, name, 712, message)
}

pub(super) fn foreign(record: &Record, name: &str, what: &str) -> Finding {
    told(
        record,
        name,
        713,
        format!("{what} no pertenece al expediente."),
    )
}

pub(super) fn broken(record: &Record, broken: Broken) -> Finding {
    let (line, why) = match broken {
        Broken::Line(line, why) => (line, why),
        Broken::Lost => {
            let message = format!("El registro {broken}.");
            return told(record, REGISTER, 712, message);
        }
        Broken::NoFile => return told(record, REGISTER, 711, format!("El registro {broken}.")),
    };
    let at = Location::file(record.shown(REGISTER));
    let at = at.line(u32::try_from(line).unwrap_or(u32::MAX));
    let message = format!("El renglón {line} del registro {why}.");
    Finding {
        at,
        ..told(record, REGISTER, 711, message)
    }
}

pub(super) fn unregistered(record: &Record, name: &str) -> Finding {
    let message = "Está en el expediente y ningún renglón del registro lo anota: se retiró el \
                   renglón, o alguien lo agregó.";
    told(record, name, 714, message.to_owned())
}

pub(super) fn withdrawn(record: &Record, name: &str, line: u64) -> Finding {
    let message = format!("El renglón {line} del registro lo anota y ya no está: se retiró.");
    told(record, name, 714, message)
}

pub(super) fn rolled_back(record: &Record, name: &str, (found, said): (u32, u32)) -> Finding {
    let message =
        format!("Es el inventario de la versión {found} y el registro anota la versión {said}.");
    told(record, name, 714, message)
}

pub(super) fn not_as_printed(record: &Record, lines: usize, (line, page): (u64, &str)) -> Finding {
    let lines = lines as u64;
    let message = if lines < line {
        let ends = match lines {
            0 => "no tiene ninguno".to_owned(),
            lines => format!("termina en el {lines}"),
        };
        format!(
            "«{page}» es la hoja de integridad del renglón {line} y el registro {ends}: se retiró lo que se \
             integró después, o éste no es el expediente de esa hoja."
        )
    } else {
        format!(
            "El renglón {line} del registro no tiene el código que dice su hoja de integridad, «{page}»: el \
             registro se escribió de nuevo, o éste no es el expediente de esa hoja."
        )
    };
    told(record, REGISTER, 714, message)
}

pub(super) fn unfinished(record: &Record, object: &str, version: u32) -> Finding {
    let message = format!(
        "La integración de la versión {version} de «{object}» quedó sin terminar; la próxima vez que se \
         integre algo se completa sola."
    );
    told(record, &format!("ocfl/{object}"), 715, message)
}

pub(super) fn finished(record: &Record, object: &str, version: u32) -> Finding {
    let message = format!(
        "Una ejecución anterior se interrumpió; ahora se completó la integración de la versión {version} \
         de «{object}»."
    );
    told(record, &format!("ocfl/{object}"), 715, message)
}

pub(super) fn left_over(record: &Record, name: &str) -> Finding {
    let message = "Es el resto de una integración que se interrumpió antes de empezar; no llegó al \
                   expediente. La próxima integración lo retira.";
    told(record, name, 715, message.to_owned())
}

pub(super) fn cleared(record: &Record, name: &str) -> Finding {
    let message = "Se retiró el resto de una integración que se interrumpió antes de empezar.";
    told(record, name, 715, message.to_owned())
}

pub(super) fn quarantined(record: &Record, name: &str) -> Finding {
    let message = "Lo que se había preparado no es lo que se anunció; se apartó sin borrar nada.";
    told(record, name, 716, message.to_owned())
}

pub(super) fn kept_apart(record: &Record, name: &str) -> Finding {
    let message = "Quedó apartado después de una integración que se interrumpió.";
    told(record, name, 716, message.to_owned())
}

pub(super) fn seal(record: &Record, name: &str, says: String) -> Finding {
    told(record, name, 717, says)
}

pub(super) fn late_clock(record: &Record, line: u64, why: &str) -> Finding {
    let message = format!("En el renglón {line} se anotó: {why}.");
    told(record, REGISTER, 718, message)
}
