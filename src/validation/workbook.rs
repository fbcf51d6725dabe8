//! A workbook in force, sheet by sheet.

use super::dataset::Applied;
use super::identity::Identified;
use super::layout;
use super::read::{self, SheetRead};
use super::remark::Remark;
use super::schemas::Schemas;
use crate::catalog::{Esquema, Forma, INSTRUCCIONES, PORTADA};
use crate::diagnostics::{Finding, Findings, Location};
use crate::domain::words::{fold, nearest};
use crate::domain::{Clase, Value};
use crate::intake::{Sheet, SheetVisibility, Workbook};

/// A workbook in force that was read, and what is to be told about it.
#[derive(Debug)]
pub(super) struct WorkbookRead<'a> {
    pub(super) from: Identified<'a>,
    pub(super) sheets: Vec<SheetRead<'a>>,
    pub(super) findings: Findings,
    /// What the secretariat decided about it.
    pub(super) adjusted: Vec<Applied<'a>>,
}

impl<'a> WorkbookRead<'a> {
    /// The sheet of that name, when it is there.
    pub(super) fn sheet(&self, name: &str) -> Option<&SheetRead<'a>> {
        self.sheets.iter().find(|s| s.schema.hoja == name)
    }

    /// What a cell of a row says.
    pub(super) fn value_at(&self, at: &Location) -> Option<&Value> {
        let rows = self.sheets.iter().flat_map(|sheet| &sheet.rows);
        let mut fields = rows.flat_map(|row| row.fields.values());
        fields
            .find(|field| field.at == *at)
            .map(|field| &field.value)
    }
}

/// Reads every sheet of a workbook that its sender may bring.
pub(super) fn read<'a>(schemas: &Schemas<'a>, from: Identified<'a>) -> WorkbookRead<'a> {
    let mut findings = Findings::default();
    let mut sheets = Vec::new();
    let mut unknown = Vec::new();
    // A copy, so that the one that is kept stays packed.
    let received = from.workbook.clone();
    for (sheet, schema) in assign(schemas, (&from, &received), &mut findings) {
        let Some(schema) = schema else {
            unknown.push(sheet);
            continue;
        };
        // A sheet that nobody asked for and that says nothing is no mistake.
        if sheet.cells.is_empty() && !asked(schema, &from) {
            continue;
        }
        if may_be_used(schema, &from) {
            let mut own = Findings::default();
            sheets.push(read::sheet(schemas, schema, sheet, &from, &mut own));
            findings.extend(own.into_iter().map(|f| with_topic(f, schema, &from)));
        } else {
            findings.extend(not_asked(schemas, schema, sheet, &from));
        }
    }
    let strange = unknown.into_iter();
    findings.extend(strange.filter_map(|sheet| unknown_sheet(schemas, (&from, &sheets), sheet)));
    missing_sheets(schemas, &from, &sheets, &mut findings);
    WorkbookRead {
        from,
        sheets,
        findings,
        adjusted: Vec::new(),
    }
}

/// Whether the informe of the meeting has a place for a sheet: a topic of it is active there or, where
/// it belongs to no topic, somebody is asked for it there (nobody for `Compromisos` at meeting 8). What
/// the secretariat writes for itself is always read.
fn may_be_used(schema: &Esquema, from: &Identified<'_>) -> bool {
    if !schema.temas.is_empty() {
        return read::active_topic(schema, from).is_some();
    }
    let mut asked = from.meeting.hojas.values();
    schema.hoja == PORTADA
        || from.sender.clase == Clase::Secretaria
        || asked.any(|sheets| sheets.contains(&schema.hoja))
}

/// Each sheet of the file with the schema that it is: by its name, else by its headers.
fn assign<'a, 'b>(
    schemas: &Schemas<'a>,
    (from, received): (&Identified<'a>, &'b Workbook),
    findings: &mut Findings,
) -> Vec<(&'b Sheet, Option<&'a Esquema>)> {
    let own = |sheet: &&Sheet| !is_ours(sheet);
    let sheets: Vec<&Sheet> = received.sheets.iter().filter(own).collect();
    let class = from.sender.clase;
    let mut assigned: Vec<(&Sheet, Option<&Esquema>)> = Vec::new();
    for sheet in sheets {
        let schema = schemas.named(class, &sheet.name).filter(|schema| {
            let taken = |(_, other): &(&Sheet, Option<&Esquema>)| {
                other.is_some_and(|o| std::ptr::eq(o, *schema))
            };
            !assigned.iter().any(taken)
        });
        assigned.push((sheet, schema));
    }
    let missing: Vec<&Esquema> = schemas
        .of_class(class)
        .filter(|e| {
            asked(e, from)
                && !assigned
                    .iter()
                    .any(|(_, s)| s.is_some_and(|s| std::ptr::eq(s, *e)))
        })
        .collect();
    for schema in missing {
        let free = assigned.iter_mut().find(|(sheet, assigned)| {
            assigned.is_none()
                && sheet.visibility == SheetVisibility::Visible
                && looks_like(schemas, schema, sheet)
        });
        if let Some((sheet, slot)) = free {
            *slot = Some(schema);
            findings.push(renamed(schema, sheet));
        }
    }
    for (sheet, schema) in &assigned {
        if let Some(schema) = schema {
            findings.extend(spelled_otherwise(schema, sheet));
            findings.extend(hidden(sheet));
        }
    }
    assigned
}

/// Sheets of our workbooks that carry no report: the instructions, the lists, the identity.
fn is_ours(sheet: &Sheet) -> bool {
    sheet.name.starts_with('_') || &*sheet.name == INSTRUCCIONES
}

/// Whether most of the required headers of a schema are in one row of a sheet.
fn looks_like(schemas: &Schemas<'_>, schema: &Esquema, sheet: &Sheet) -> bool {
    let Some(names) = schemas.headers(schema) else {
        return false;
    };
    match schema.forma {
        Forma::Tabla => {
            let needed = schema.campos.len().div_ceil(2).max(2);
            layout::header_row((schema, names), sheet).is_some_and(|(_, count)| count >= needed)
        }
        Forma::ClaveValor => {
            let found = layout::keys(names, sheet).values.len();
            found >= schema.campos.len().div_ceil(2).max(2)
        }
    }
}

/// Whether a kind of sender is asked for a sheet at the meeting; `Portada` always is.
pub(super) fn asked(schema: &Esquema, from: &Identified<'_>) -> bool {
    let asked = from.meeting.hojas.get(&from.sender.clase);
    schema.hoja == PORTADA || asked.is_some_and(|sheets| sheets.contains(&schema.hoja))
}

fn missing_sheets(
    schemas: &Schemas<'_>,
    from: &Identified<'_>,
    sheets: &[SheetRead<'_>],
    findings: &mut Findings,
) {
    let missing = schemas
        .of_class(from.sender.clase)
        .filter(|e| asked(e, from) && e.obligatoria)
        .filter(|e| !sheets.iter().any(|s| std::ptr::eq(s.schema, *e)))
        // A broken sheet was told when the file was read.
        .filter(|e| {
            let unread = &from.workbook.unread;
            !unread.iter().any(|name| {
                schemas
                    .named(from.sender.clase, name)
                    .is_some_and(|s| std::ptr::eq(s, *e))
            })
        })
        .filter(|e| may_be_used(e, from));
    for schema in missing {
        let message = format!(
            "Falta la hoja “{}”, que se pidió para la reunión.",
            schema.hoja
        );
        let remark = Remark::new(156, format!("una hoja “{}”", schema.hoja), message).rule("R-27");
        let finding = schemas.finding(remark, from.workbook.at.clone(), "hoja ausente");
        findings.extend(finding.map(|f| with_topic(f, schema, from)));
    }
}

fn with_topic(finding: Finding, schema: &Esquema, from: &Identified<'_>) -> Finding {
    let of_sheet = || match schema.tema_por {
        Some(_) => None,
        None => read::active_topic(schema, from).map(str::to_owned),
    };
    Finding {
        topic: finding.topic.clone().or_else(of_sheet),
        ..finding
    }
}

fn not_asked(
    schemas: &Schemas<'_>,
    schema: &Esquema,
    sheet: &Sheet,
    from: &Identified<'_>,
) -> Option<Finding> {
    let number = from.meeting.numero;
    // A blank sheet of ours is no report.
    let names = schemas.headers(schema)?;
    let (header, _) = layout::header_row((schema, names), sheet)?;
    sheet.cells.keys().find(|at| at.row > header)?;
    let message = format!(
        "La hoja “{}” no corresponde a la reunión {number}; no se usó.",
        schema.hoja
    );
    let remark = Remark::new(157, "hojas de los temas de la reunión", message).rule("R-24");
    let finding = schemas.finding(remark, sheet.at.clone(), &sheet.name)?;
    Some(Finding {
        topic: schema.temas.first().cloned(),
        ..finding
    })
}

/// A sheet of nobody's; a hidden one is told only when it holds what looks like a report.
fn unknown_sheet(
    schemas: &Schemas<'_>,
    (from, read): (&Identified<'_>, &[SheetRead<'_>]),
    sheet: &Sheet,
) -> Option<Finding> {
    let mut known = schemas.of_class(from.sender.clase);
    let (told, what) = match sheet.visibility {
        SheetVisibility::Visible => (!sheet.cells.is_empty(), ""),
        SheetVisibility::Hidden => {
            let report = known.any(|e| looks_like(schemas, e, sheet));
            (report, " oculta")
        }
    };
    told.then_some(())?;
    let message = format!(
        "La hoja{what} “{}” no es del formato de la reunión; no se usó.",
        sheet.name
    );
    let remark = Remark::new(158, "las hojas del formato de la reunión", message);
    let names = schemas.of_class(from.sender.clase).map(|e| e.hoja.as_str());
    let there = |name: &str| read.iter().any(|s| s.schema.hoja == name);
    let remark = match nearest(&sheet.name, names) {
        Some(near) if there(near) => remark.help(format!(
            "El libro ya tiene su hoja “{near}”. Si ésta es una copia, bórrela; si no, pase a aquélla lo que falte."
        )),
        Some(near) => remark.help(format!(
            "¿Quiso decir “{near}”? Restablezca el nombre original de la hoja."
        )),
        None => remark,
    };
    Some(remark.at(sheet.at.clone(), &sheet.name))
}

fn renamed(schema: &Esquema, sheet: &Sheet) -> Finding {
    let message = format!(
        "La hoja “{}” se leyó como “{}” por sus encabezados.",
        sheet.name, schema.hoja
    );
    Remark::new(169, format!("“{}”", schema.hoja), message).at(sheet.at.clone(), &sheet.name)
}

fn spelled_otherwise(schema: &Esquema, sheet: &Sheet) -> Option<Finding> {
    let same = *sheet.name == *schema.hoja || schema.alias.iter().any(|a| *sheet.name == **a);
    let by_headers = fold(&sheet.name) != fold(&schema.hoja);
    if same || by_headers {
        return None;
    }
    let message = format!("La hoja “{}” se leyó como “{}”.", sheet.name, schema.hoja);
    Some(Remark::new(159, format!("“{}”", schema.hoja), message).at(sheet.at.clone(), &sheet.name))
}

fn hidden(sheet: &Sheet) -> Option<Finding> {
    match sheet.visibility {
        SheetVisibility::Visible => None,
        SheetVisibility::Hidden => {
            let message = format!(
                "La hoja “{}” está oculta; se leyó como las demás.",
                sheet.name
            );
            Some(Remark::new(166, "hojas visibles", message).at(sheet.at.clone(), "hoja oculta"))
        }
    }
}
