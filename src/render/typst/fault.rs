//! What Typst complains about, told as findings: a Spanish sentence, and under it Typst's own
//! words and place.

use typst::WorldExt;
use typst::diag::{Severity as TypstSeverity, SourceDiagnostic};
use typst_kit::diagnostics::{DiagnosticFormat, DiagnosticWorld, emit, termcolor::NoColor};

use super::world::{Mundo, STYLE_FOLDER};
use crate::diagnostics::{Code, Finding, Location, Severity};

/// A file of the style does not compile.
pub(super) const BROKEN_STYLE: Code = Code(520);
/// A file that the style must have is not there.
pub(super) const MISSING_FILE: Code = Code(521);
/// The style compiles, but Typst warns.
pub(super) const STYLE_WARNING: Code = Code(522);
/// The style has no font.
pub(super) const NO_FONTS: Code = Code(523);
/// The informe cannot be laid out as it is composed.
pub(super) const BROKEN_INFORME: Code = Code(620);
/// The program itself failed while laying out.
const INTERNAL: Code = Code(900);

/// How Typst says that no font has a glyph; the fault is of the text, wherever the style sets it.
const NO_GLYPH: &str = "could not be displayed with";

/// Where a finding of the style points.
fn style_file(path: &str) -> Location {
    Location::file(format!("{STYLE_FOLDER}/{path}"))
}

/// Every diagnostic as a finding, in Typst's order.
pub(super) fn told<'a>(
    mundo: &Mundo<'_>,
    diagnostics: impl IntoIterator<Item = &'a SourceDiagnostic>,
) -> Vec<Finding> {
    diagnostics
        .into_iter()
        .map(|diagnostic| one(mundo, diagnostic))
        .collect()
}

/// One diagnostic as a finding.
fn one(mundo: &Mundo<'_>, diagnostic: &SourceDiagnostic) -> Finding {
    match place(mundo, diagnostic) {
        Some(place) if !diagnostic.message.contains(NO_GLYPH) => {
            of_the_style(mundo, diagnostic, &place)
        }
        Some(_) | None => of_a_text(diagnostic),
    }
}

/// What is wrong stands in a file of the style.
fn of_the_style(
    mundo: &Mundo<'_>,
    diagnostic: &SourceDiagnostic,
    (file, line, column): &(String, u32, usize),
) -> Finding {
    let (code, verb) = match diagnostic.severity {
        TypstSeverity::Error => (BROKEN_STYLE, "no se puede usar; se detiene"),
        TypstSeverity::Warning => (STYLE_WARNING, "trae un aviso"),
    };
    Finding {
        found: excerpt(mundo, diagnostic),
        expected: "una plantilla que Typst compile sin errores ni avisos".to_owned(),
        message: format!(
            "La plantilla de estilo {verb} en la línea {line}, columna {column}. Typst dice: “{}”.",
            diagnostic.message
        ),
        help: "Corrija ese punto de la plantilla, o recupere la original con `relator iniciar` \
               en una carpeta vacía y compare."
            .to_owned(),
        ..Finding::new(code, Location::file(file.as_str()).line(*line))
    }
}

/// What is wrong is a text of the informe: Typst knows no file for it.
fn of_a_text(diagnostic: &SourceDiagnostic) -> Finding {
    let mut finding = broken_informe(
        diagnostic.message.as_str(),
        format!(
            "Un texto del informe no se puede formar. Typst dice: “{}”.",
            diagnostic.message
        ),
    );
    finding.help = "Busque ese texto en los libros recibidos y en templates/informes; si es un \
                    carácter que la tipografía no tiene, sustitúyalo o agregue a \
                    templates/estilo/fonts una tipografía que lo tenga."
        .to_owned();
    if diagnostic.severity == TypstSeverity::Warning {
        finding.severity = Severity::Advertencia;
    }
    finding
}

/// File, line and column of a diagnostic, from 1.
fn place(mundo: &Mundo<'_>, diagnostic: &SourceDiagnostic) -> Option<(String, u32, usize)> {
    let id = diagnostic.span.id()?;
    let range = mundo.range(diagnostic.span)?;
    let source = typst::World::source(mundo, id).ok()?;
    let (line, column) = source.lines().byte_to_line_column(range.start)?;
    Some((mundo.name(id), u32::try_from(line + 1).ok()?, column + 1))
}

/// Typst's own report with the lines it speaks of.
fn excerpt(mundo: &Mundo<'_>, diagnostic: &SourceDiagnostic) -> String {
    let mut out = NoColor::new(Vec::new());
    match emit(&mut out, mundo, [diagnostic], DiagnosticFormat::Human) {
        Ok(()) => String::from_utf8_lossy(&out.into_inner())
            .trim_end()
            .to_owned(),
        Err(_) => diagnostic.message.to_string(),
    }
}

/// A file that the style must have is not there.
pub(super) fn missing_file(path: &str) -> Finding {
    Finding {
        expected: format!("el archivo {STYLE_FOLDER}/{path}"),
        message: format!("Falta el archivo “{path}” del estilo; sin él no se puede hacer el PDF."),
        help: "Recupérelo con `relator iniciar` en una carpeta vacía y cópielo a su lugar."
            .to_owned(),
        ..Finding::new(MISSING_FILE, style_file(path))
    }
}

/// The style has no font.
pub(super) fn no_fonts() -> Finding {
    Finding {
        expected: "al menos un archivo .ttf u .otf".to_owned(),
        message: "La carpeta de estilo no tiene ninguna tipografía; las de la computadora no se \
                  usan, para que el informe salga igual en todas."
            .to_owned(),
        help: "Copie los archivos de la tipografía a templates/estilo/fonts.".to_owned(),
        ..Finding::new(NO_FONTS, style_file("fonts"))
    }
}

/// The informe cannot be laid out as it is composed.
pub(super) fn broken_informe(found: impl Into<String>, message: impl Into<String>) -> Finding {
    Finding {
        found: found.into(),
        message: message.into(),
        help: "Revise la redacción del informe en templates/informes.".to_owned(),
        ..Finding::new(BROKEN_INFORME, Location::file("templates/informes"))
    }
}

/// The program itself failed while laying out.
pub(super) fn internal(what: impl Into<String>) -> Finding {
    Finding {
        found: what.into(),
        message: "El programa falló por dentro al formar las páginas de este informe; los demás \
                  informes no se vieron afectados."
            .to_owned(),
        help: "Conserve los libros de Excel y avise a quien mantiene el programa.".to_owned(),
        ..Finding::new(INTERNAL, style_file("informe.typ"))
    }
}
