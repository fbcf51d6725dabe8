//! Authorised adjustments of the secretariat (`reuniones/NN.toml`): a typo that is mended in a
//! published text, a row that is accepted in spite of an inconsistencia. Each is held against what
//! the cell says now; one that does not fit is refused and told.

use super::dataset::{Applied, Decision};
use super::read::{RowRead, State};
use super::remark::Remark;
use super::schemas::Schemas;
use super::workbook::WorkbookRead;
use crate::catalog::{Ajuste, Campo, Catalog, Difusion, Esquema, Tipo};
use crate::diagnostics::{Finding, Findings, Location, Severity};
use crate::domain::words::fold;
use crate::domain::{CellRef, Reunion, Value};
use unicode_normalization::UnicodeNormalization;

/// Why an adjustment does not fit: what is said, and what stands there instead.
struct Refusal {
    why: String,
    found: String,
}

impl Refusal {
    fn because(why: impl Into<String>) -> Self {
        Self {
            why: why.into(),
            found: String::new(),
        }
    }
}

/// The adjustments that speak of a workbook.
fn of<'a>(catalog: &'a Catalog, book: &WorkbookRead<'_>) -> Vec<&'a Ajuste> {
    let of_meeting = catalog.wording.ajustes.get(&book.from.meeting.numero);
    let own = |a: &&Ajuste| a.remitente == book.from.sender.clave;
    of_meeting.into_iter().flatten().filter(own).collect()
}

/// Tells every adjustment of a meeting whose sender has no workbook in force.
pub(super) fn without_workbook(
    catalog: &Catalog,
    meeting: &Reunion,
    books: &[WorkbookRead<'_>],
    findings: &mut Findings,
) {
    let of_meeting = catalog.wording.ajustes.get(&meeting.numero);
    for ajuste in of_meeting.into_iter().flatten() {
        if books
            .iter()
            .any(|b| b.from.sender.clave == ajuste.remitente)
        {
            continue;
        }
        let why = "no hay un libro vigente de ese remitente para la reunión";
        let finding = refused(ajuste, &Refusal::because(why), ajuste.place(meeting.numero));
        findings.push(Finding {
            sender: Some(ajuste.remitente.clone()),
            meeting: Some(meeting.numero),
            ..finding
        });
    }
}

/// Puts the published text in place of the one that was received, before anything is judged.
pub(super) fn mend<'a>(schemas: &Schemas<'a>, book: &mut WorkbookRead<'a>) {
    for ajuste in of(schemas.catalog, book) {
        let (Some(original), Some(published)) = (&ajuste.original, &ajuste.publicado) else {
            continue;
        };
        match mend_one(book, ajuste, (&plain(original), plain(published))) {
            Ok(at) => {
                let secret = schemas.patterns.iter().any(|(_, p)| p.is_match(original));
                let received = (!secret).then(|| plain(original));
                let published = plain(published);
                book.findings
                    .push(mended(ajuste, &at, (received.as_deref(), &published)));
                let decision = Decision::Mended {
                    received,
                    published,
                };
                book.adjusted.push(Applied {
                    ajuste,
                    at,
                    decision,
                });
            }
            Err(refusal) => refuse(book, ajuste, &refusal),
        }
    }
}

/// Why and by whom, in brackets.
fn decided(ajuste: &Ajuste) -> String {
    let reason = ajuste.motivo.trim().trim_end_matches('.');
    format!("motivo: {reason}; decide: {}", ajuste.cargo.trim())
}

/// The sender is told what is published in place of its words, by whom and why.
fn mended(ajuste: &Ajuste, at: &Location, (received, published): (Option<&str>, &str)) -> Finding {
    let message = format!(
        "La Secretaría corrigió una errata y publica “{published}” ({}).",
        decided(ajuste)
    );
    let expected = format!("“{published}”");
    let received = received.unwrap_or("dato que no se reproduce aquí");
    Remark::new(179, expected, message).at(at.clone(), received)
}

/// Text as a cell is read: NFC, without blanks at its ends.
fn plain(text: &str) -> String {
    text.trim().nfc().collect()
}

fn mend_one(
    book: &mut WorkbookRead<'_>,
    ajuste: &Ajuste,
    (original, published): (&str, String),
) -> Result<Location, Refusal> {
    let (schema, row) = row_of(book, ajuste)?;
    let field = row.fields.iter_mut();
    let field = field.map(|(name, field)| (schema.campo(name), field));
    let found = field
        .filter_map(|(campo, field)| Some((campo?, field)))
        .find(|(_, field)| field.at.cell == cell(ajuste));
    let Some((campo, field)) = found else {
        return Err(Refusal::because("la celda no es de una columna de la hoja"));
    };
    if !is_free_text(schema, campo) {
        let why = format!(
            "“{}” no es un texto libre que se publique; solo en ellos se corrige una errata",
            campo.titulo
        );
        return Err(Refusal::because(why));
    }
    let most = campo.maximo_caracteres.unwrap_or(usize::MAX);
    if published.chars().count() > most {
        let why = format!("el texto corregido tiene más de {most} caracteres");
        return Err(Refusal::because(why));
    }
    if field.value.as_text() != Some(original) {
        return Err(Refusal {
            why: "la celda ya no dice el texto original del ajuste".to_owned(),
            found: field.value.as_text().unwrap_or("celda vacía").to_owned(),
        });
    }
    field.value = Value::Text(published);
    Ok(field.at.clone())
}

/// Whether a person wrote the text in words of their own, and it is published.
fn is_free_text(schema: &Esquema, campo: &Campo) -> bool {
    let listed = !campo.valores.is_empty() || campo.catalogo.is_some();
    let key = schema.llave.contains(&campo.nombre);
    campo.tipo == Tipo::Texto && campo.difusion == Difusion::Publica && !listed && !key
}

fn row_of<'b, 'a>(
    book: &'b mut WorkbookRead<'a>,
    ajuste: &Ajuste,
) -> Result<(&'a Esquema, &'b mut RowRead), Refusal> {
    let mut sheets = book.sheets.iter_mut();
    let sheet = sheets.find(|s| fold(&s.schema.hoja) == fold(&ajuste.hoja));
    let Some(sheet) = sheet else {
        return Err(Refusal::because("el libro no tiene esa hoja"));
    };
    let here = |row: &&mut RowRead| row.fields.values().any(|f| f.at.cell == cell(ajuste));
    let row = sheet.rows.iter_mut().find(here);
    row.map(|row| (sheet.schema, row))
        .ok_or_else(|| Refusal::because("la celda no está en una fila con información"))
}

/// Turns an accepted error into a nota that says who accepted it and why; its row is used.
pub(super) fn accept<'a>(catalog: &'a Catalog, book: &mut WorkbookRead<'a>) {
    for ajuste in of(catalog, book) {
        let Some(accepted) = &ajuste.acepta else {
            continue;
        };
        let mut findings: Vec<Finding> = std::mem::take(&mut book.findings).into_iter().collect();
        let meant = findings.iter().position(|f| is_meant(f, ajuste, accepted));
        let readable = meant.is_some_and(|index| is_readable(book, &findings[index].at));
        match meant.filter(|_| readable) {
            Some(index) => {
                let why = format!(" La Secretaría aceptó la fila ({}).", decided(ajuste));
                findings[index].severity = Severity::Nota;
                findings[index].message.push_str(&why);
                let at = findings[index].at.clone();
                let wrong = |f: &Finding| f.severity == Severity::Error && same_row(&f.at, &at);
                if !findings.iter().any(wrong) {
                    use_again(book, &at);
                }
                book.adjusted.push(Applied {
                    ajuste,
                    at,
                    decision: Decision::Accepted {
                        what: accepted.clone(),
                    },
                });
            }
            None => {
                let why = match meant {
                    Some(_) => {
                        "la fila tiene un valor que no se puede leer, y sin él no se puede usar"
                    }
                    None => "la celda no tiene esa inconsistencia",
                };
                refuse(book, ajuste, &Refusal::because(why));
            }
        }
        book.findings.extend(findings);
    }
}

/// Whether an error is the one that was accepted; any of the cells that it lights up names it.
fn is_meant(finding: &Finding, ajuste: &Ajuste, accepted: &str) -> bool {
    let named = finding.code.to_string() == accepted || finding.rule.as_deref() == Some(accepted);
    let here = |at: &Location| {
        let sheet = at.sheet.as_deref().map(fold) == Some(fold(&ajuste.hoja));
        sheet && at.file == finding.at.file && at.cell == cell(ajuste)
    };
    let mut lit = std::iter::once(&finding.at).chain(&finding.related);
    named && finding.severity == Severity::Error && lit.any(here)
}

fn cell(ajuste: &Ajuste) -> Option<CellRef> {
    ajuste.celda.parse().ok()
}

fn same_row(one: &Location, other: &Location) -> bool {
    one.sheet == other.sheet && one.cell.map(|c| c.row) == other.cell.map(|c| c.row)
}

/// Whether every cell of the row of a finding could be read.
fn is_readable(book: &WorkbookRead<'_>, at: &Location) -> bool {
    let sheets = book.sheets.iter().filter(|s| s.header.sheet == at.sheet);
    let mut rows = sheets.flat_map(|s| &s.rows);
    rows.any(|r| Some(r.number) == at.cell.map(|c| c.row) && r.wrong.is_empty())
}

fn use_again(book: &mut WorkbookRead<'_>, at: &Location) {
    let sheets = book
        .sheets
        .iter_mut()
        .filter(|s| s.header.sheet == at.sheet);
    for row in sheets.flat_map(|s| &mut s.rows) {
        if Some(row.number) == at.cell.map(|c| c.row) && row.state == State::Wrong {
            row.state = State::Usable;
        }
    }
}

/// Tells a refusal at the cell of the workbook, with the line of the adjustment.
fn refuse(book: &mut WorkbookRead<'_>, ajuste: &Ajuste, refusal: &Refusal) {
    let at = book.from.workbook.at.sheet(ajuste.hoja.as_str());
    let at = cell(ajuste).map_or(at.clone(), |c| at.cell(c));
    let finding = refused(ajuste, refusal, at);
    book.findings.push(Finding {
        related: vec![ajuste.place(book.from.meeting.numero)],
        ..finding
    });
}

fn refused(ajuste: &Ajuste, refusal: &Refusal, at: Location) -> Finding {
    let Ajuste { hoja, celda, .. } = ajuste;
    let why = &refusal.why;
    let message = format!("El ajuste autorizado de {hoja} › {celda} no se aplicó: {why}.");
    let expected = match (&ajuste.original, &ajuste.acepta) {
        (Some(original), _) => format!("el texto “{original}”"),
        (None, Some(accepted)) => format!("un error {accepted} en esa celda"),
        (None, None) => "un ajuste que corresponda a lo recibido".to_owned(),
    };
    Remark::new(170, expected, message).at(at, &refusal.found)
}
