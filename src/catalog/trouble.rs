//! What is wrong in a template, told with its line and the nearest right word.

use crate::diagnostics::{Code, Finding, Location};
use crate::domain::words;

/// A file that is not TOML or whose keys and values are not those of its type.
/// `message` is what the library says, `found` what stands there.
pub(super) fn shape((at, line): (Location, u32), found: &str, message: &str) -> Finding {
    let quoted: Vec<&str> = message.split('`').skip(1).step_by(2).collect();
    let mut finding = Finding::new(Code(500), at);
    finding.found = found.to_owned();
    if message.starts_with("unknown field") {
        unknown(&mut finding, line, &quoted, "La clave");
        finding.code = Code(501);
    } else if message.starts_with("unknown variant") {
        unknown(&mut finding, line, &quoted, "La palabra");
        finding.code = Code(503);
    } else if message.starts_with("missing field") {
        let key = quoted.first().copied().unwrap_or_default();
        finding.code = Code(502);
        finding.message = format!("Falta la clave “{key}” en lo que empieza en la línea {line}.");
        finding.expected = format!("{key} = …");
        finding.help = format!("Agregue la clave “{key}” con su valor.");
    } else if CALENDAR.iter().any(|part| message.contains(part)) {
        finding.code = Code(504);
        finding.message = format!("El valor de la línea {line} no es una fecha como se espera.");
        finding.expected = "una fecha entre comillas, AAAA-MM-DD".to_owned();
        finding.help = "Escríbala así: \"2022-06-05\".".to_owned();
    } else if let Some((is, wanted)) = wrong_type(message) {
        finding.code = Code(504);
        finding.message = format!("El valor de la línea {line} es {is}.");
        finding.expected = wanted;
        finding.help = "Cambie el valor; el texto y las fechas van entre comillas rectas, los números sin comillas.".to_owned();
    } else if message.starts_with("duplicate key") {
        finding.code = Code(506);
        finding.message = format!("La clave de la línea {line} ya se escribió antes en ese lugar.");
        finding.expected = "cada clave una vez".to_owned();
        finding.help = "Quite una de las dos.".to_owned();
    } else {
        finding.message = format!("La línea {line} no se puede leer.");
        finding.expected = "una línea clave = valor, o un encabezado [[…]]".to_owned();
        finding.help =
            "Revise comillas, corchetes y el signo “=” de esa línea y de la anterior.".to_owned();
    }
    finding
}

/// How a date that cannot be read is told by the library of dates.
const CALENDAR: [&str; 6] = [
    "expected a formatted date",
    "input is out of range",
    "input contains invalid characters",
    "premature end of input",
    "trailing input",
    "no possible date",
];

fn unknown(finding: &mut Finding, line: u32, quoted: &[&str], what: &str) {
    let (word, valid) = quoted.split_first().unwrap_or((&"", &[]));
    finding.found = (*word).to_owned();
    finding.message = format!("{what} “{word}” de la línea {line} no se conoce en ese lugar.");
    finding.expected = valid.join(", ");
    finding.help = match words::nearest(word, valid.iter().copied()) {
        Some(nearest) => format!("¿Quiso escribir “{nearest}”?"),
        None => format!("Escriba una de éstas: {}.", valid.join(", ")),
    };
}

/// «invalid type: string "x", expected u8» in Spanish words.
fn wrong_type(message: &str) -> Option<(String, String)> {
    let rest = message
        .strip_prefix("invalid type: ")
        .or_else(|| message.strip_prefix("invalid value: "))?;
    let (is, wanted) = rest.split_once(", expected ")?;
    Some((kind(is), kind(wanted)))
}

fn kind(text: &str) -> String {
    const KINDS: [(&str, &str); 14] = [
        ("string", "un texto"),
        ("a string", "un texto"),
        ("integer", "un número entero"),
        ("floating point", "un número con decimales"),
        ("boolean", "true o false"),
        ("a boolean", "true o false"),
        ("sequence", "una lista […]"),
        ("a sequence", "una lista […]"),
        ("map", "una tabla"),
        ("a map", "una tabla"),
        ("u8", "un número entero de 0 a 255"),
        ("u", "un número entero"),
        ("i", "un número entero"),
        ("f64", "un número"),
    ];
    let known = KINDS.iter().find(|(english, _)| text.starts_with(english));
    match (known, text.split_once(' ')) {
        (Some((_, spanish)), Some((_, value))) if text.contains(['"', '`']) => {
            format!("{spanish} ({})", value.replace('`', ""))
        }
        (Some((_, spanish)), _) => (*spanish).to_owned(),
        (None, _) => format!("“{text}”"),
    }
}
