//! Who a workbook belongs to, told in three places: the very hidden sheet `_meta`, the properties
//! of the file and a defined name. All survive being saved by another program.

use super::Issue;
use crate::catalog::META;
use crate::domain::Value;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};
use std::collections::BTreeMap;

/// Version of the layout of our workbooks; a change that older workbooks do not fit raises it.
const LAYOUT: u32 = 1;

const SENDER: &str = "remitente";
const MEETING: &str = "reunion";
const VERSION: &str = "version";

/// What the cover says of itself; the rest is filled in by the sender.
pub(super) fn cover(issue: Issue<'_>) -> BTreeMap<String, Value> {
    BTreeMap::from([
        (
            SENDER.to_owned(),
            Value::Text(issue.sender.nombre_corto().to_owned()),
        ),
        (
            MEETING.to_owned(),
            Value::Number(f64::from(issue.meeting.numero)),
        ),
        (VERSION.to_owned(), Value::Number(f64::from(issue.version))),
    ])
}

/// Writes `_meta`, the properties and the defined name.
pub(super) fn write(workbook: &mut Workbook, issue: Issue<'_>) -> Result<(), XlsxError> {
    let facts = facts(issue);
    let worksheet = workbook.add_worksheet();
    worksheet.set_name(META)?;
    for (row, (key, value)) in (0..).zip(&facts) {
        worksheet.write_string(row, 0, *key)?;
        worksheet.write_string(row, 1, value)?;
    }
    worksheet.set_very_hidden(true);
    workbook.define_name(
        "relator_libro",
        &format!("='{META}'!$A$1:$B${}", facts.len()),
    )?;
    workbook.set_properties(&properties(issue, &facts)?);
    Ok(())
}

fn facts(issue: Issue<'_>) -> [(&'static str, String); 5] {
    [
        ("clase", issue.sender.clase.word().to_owned()),
        ("clave", issue.sender.clave.clone()),
        ("reunion", issue.meeting.numero.to_string()),
        ("proceso", issue.catalog.proceso.sigla.clone()),
        ("esquema", LAYOUT.to_string()),
    ]
}

/// The date of creation is the corte of the meeting, so that the bytes do not depend on the day;
/// nobody's name is told.
fn properties(
    issue: Issue<'_>,
    facts: &[(&'static str, String)],
) -> Result<DocProperties, XlsxError> {
    let created = ExcelDateTime::parse_from_str(&issue.meeting.corte.to_string())?;
    let properties = DocProperties::new()
        .set_title(format!(
            "Reunión {} · {}",
            issue.meeting.numero,
            issue.sender.nombre_corto()
        ))
        .set_subject(&issue.catalog.proceso.sigla)
        .set_company(&issue.catalog.proceso.institucion)
        .set_creation_datetime(&created);
    Ok(facts.iter().fold(properties, |properties, (key, value)| {
        properties.set_custom_property(*key, value.as_str())
    }))
}
