//! Which delivery of a sender for a meeting counts: the highest version, whole.

use super::dataset::UsedAs;
use super::identity::Identified;
use super::remark::Remark;
use crate::diagnostics::{Finding, Findings};
use std::collections::BTreeMap;

/// Every delivery with what became of it; by meeting, sender, version and path.
pub(super) fn rank<'a>(
    identified: Vec<Identified<'a>>,
    findings: &mut Findings,
) -> Vec<(Identified<'a>, UsedAs)> {
    let mut groups: BTreeMap<(u8, &str), Vec<Identified<'a>>> = BTreeMap::new();
    for one in identified {
        let key = (one.meeting.numero, one.sender.clave.as_str());
        groups.entry(key).or_default().push(one);
    }
    let mut ranked = Vec::new();
    for (_, mut group) in groups {
        group.sort_by(|a, b| (a.version, &a.workbook.at).cmp(&(b.version, &b.workbook.at)));
        rank_group(group, &mut ranked, findings);
    }
    ranked
}

fn rank_group<'a>(
    group: Vec<Identified<'a>>,
    ranked: &mut Vec<(Identified<'a>, UsedAs)>,
    findings: &mut Findings,
) {
    let highest = group.iter().map(|one| one.version).max().unwrap_or(1);
    let mut distinct: Vec<Identified<'a>> = Vec::new();
    for one in group {
        let twin = distinct
            .iter()
            .find(|other| other.workbook.sha256 == one.workbook.sha256);
        if let Some(twin) = twin {
            findings.push(identical(&one, twin));
            ranked.push((one, UsedAs::Superseded));
        } else if one.version < highest {
            findings.push(superseded(&one, highest));
            ranked.push((one, UsedAs::Superseded));
        } else {
            distinct.push(one);
        }
    }
    let in_force = match distinct.len() {
        0 | 1 => UsedAs::InForce,
        _ => UsedAs::Unusable,
    };
    for one in &distinct {
        let others = distinct.iter().filter(|o| o.workbook.at != one.workbook.at);
        let others: Vec<&Identified<'_>> = others.collect();
        findings.extend(same_version(one, &others));
    }
    ranked.extend(distinct.into_iter().map(|one| (one, in_force)));
}

fn told(one: &Identified<'_>, remark: Remark, found: &str) -> Finding {
    Finding {
        sender: Some(one.sender.clave.clone()),
        meeting: Some(one.meeting.numero),
        ..remark.at(one.workbook.at.clone(), found)
    }
}

fn identical(one: &Identified<'_>, twin: &Identified<'_>) -> Finding {
    let message = format!(
        "El archivo es idéntico a “{}”; cuenta uno de los dos.",
        twin.workbook.at.file
    );
    let finding = told(
        one,
        Remark::new(154, "un archivo por entrega", message),
        "archivo repetido",
    );
    Finding {
        related: vec![twin.workbook.at.clone()],
        ..finding
    }
}

fn superseded(one: &Identified<'_>, highest: u32) -> Finding {
    let message = format!("La versión {highest} del mismo remitente sustituye a esta entrega.");
    let found = format!("versión {}", one.version);
    if one.says_version {
        let remark = Remark::new(155, format!("versión {highest}"), message);
        return told(one, remark, &found);
    }
    // A correction whose version cannot be read would be lost without a word.
    let message = format!(
        "La portada no tiene la fila “Versión”: el libro se tomó como la versión 1, y la versión \
         {highest} del mismo remitente lo sustituye."
    );
    let remark = Remark::new(168, "una fila “Versión” con su número", message);
    let help = "Si este libro es el más reciente, restablezca la fila “Versión” con el número que le corresponde y envíelo de nuevo.";
    told(one, remark.help(help), "fila ausente")
}

/// One finding for each book, however many others say the same.
fn same_version(one: &Identified<'_>, others: &[&Identified<'_>]) -> Option<Finding> {
    let other = others.first()?;
    let message = format!(
        "Este libro y “{}” dicen ser la versión {} y su contenido es distinto; no se usó ninguno.",
        other.workbook.at.file, one.version
    );
    let found = format!("versión {}", one.version);
    let finding = told(
        one,
        Remark::new(153, "una versión por libro", message),
        &found,
    );
    Some(Finding {
        related: others.iter().map(|o| o.workbook.at.clone()).collect(),
        ..finding
    })
}
