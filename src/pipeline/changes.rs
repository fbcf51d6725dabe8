//! What changed in the templates since the last integrated meeting, in words: a rule that became
//! milder between two informes must not have to be found by comparing files.

use crate::catalog::{self, Catalog};
use crate::diagnostics::Severity;
use crate::domain::Reunion;
use std::collections::{BTreeMap, BTreeSet};

/// The templates of a version, by path below `templates/`.
type Files = BTreeMap<String, Vec<u8>>;

/// The changes from one state of the templates to another: rules, calendar, then files. Rules and
/// calendar of templates that are no longer understood are told as files only.
pub fn changes(old: &Files, new: (&Catalog, &Files)) -> Vec<String> {
    let (catalog, files) = new;
    let mut told = Vec::new();
    if let Ok(before) = catalog::from_files(old) {
        told.extend(rules(&Rules::of(&before), &Rules::of(catalog)));
        told.extend(calendar(
            &before.proceso.reuniones,
            &catalog.proceso.reuniones,
        ));
    }
    told.extend(texts(old, files));
    told
}

/// Weight and everything else of every rule, by its id. A rule may stand in several sheets.
struct Rules(BTreeMap<String, (Severity, BTreeSet<String>)>);

impl Rules {
    fn of(catalog: &Catalog) -> Self {
        let mut rules: BTreeMap<String, (Severity, BTreeSet<String>)> = BTreeMap::new();
        let of_sheets = catalog.esquemas.iter().flat_map(|sheet| &sheet.reglas);
        let of_sheets = of_sheets.map(|rule| (&rule.id, rule.severidad, format!("{rule:?}")));
        let checks = catalog.comprobaciones.iter();
        let checks = checks.map(|check| (&check.id, check.severidad, format!("{check:?}")));
        for (id, severity, rest) in of_sheets.chain(checks) {
            let known = rules.entry(id.clone());
            let known = known.or_insert_with(|| (severity, BTreeSet::new()));
            known.0 = known.0.min(severity);
            known.1.insert(rest);
        }
        Self(rules)
    }
}

fn rules(old: &Rules, new: &Rules) -> Vec<String> {
    let ids: BTreeSet<&String> = old.0.keys().chain(new.0.keys()).collect();
    let told = ids.into_iter().filter_map(|id| {
        Some(match (old.0.get(id), new.0.get(id)) {
            (Some((before, _)), Some((now, _))) if before != now => {
                format!("{id} pasó de {} a {}", before.word(), now.word())
            }
            (Some((_, before)), Some((_, now))) if before != now => {
                format!("{id} cambió su condición o su redacción")
            }
            (None, Some((now, _))) => format!("Se agregó {id} ({})", now.word()),
            (Some(_), None) => format!("Se retiró {id}"),
            (Some(_), Some(_)) | (None, None) => return None,
        })
    });
    told.collect()
}

fn calendar(old: &[Reunion], new: &[Reunion]) -> Vec<String> {
    let find = |all: &[Reunion], number: u8| all.iter().find(|r| r.numero == number).cloned();
    let numbers: BTreeSet<u8> = old.iter().chain(new).map(|r| r.numero).collect();
    let mut told = Vec::new();
    for number in numbers {
        match (find(old, number), find(new, number)) {
            (Some(before), Some(now)) => {
                let dates = [
                    ("la fecha", before.fecha, now.fecha),
                    ("el corte", before.corte, now.corte),
                ];
                for (what, before, now) in dates.into_iter().filter(|(_, b, n)| b != n) {
                    let (before, now) = (before.format("%d/%m/%Y"), now.format("%d/%m/%Y"));
                    told.push(format!(
                        "Reunión {number}: {what} pasó del {before} al {now}"
                    ));
                }
                if before.temas != now.temas {
                    told.push(format!("Reunión {number}: cambiaron sus temas"));
                }
                if before.hojas != now.hojas {
                    told.push(format!(
                        "Reunión {number}: cambiaron las hojas que se piden"
                    ));
                }
            }
            (None, Some(_)) => told.push(format!("Se agregó la reunión {number}")),
            (Some(_), None) => told.push(format!("Se retiró la reunión {number}")),
            (None, None) => {}
        }
    }
    told
}

fn texts(old: &Files, new: &Files) -> Vec<String> {
    let names: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    let told = names.into_iter().filter_map(|name| {
        Some(match (old.get(name), new.get(name)) {
            (Some(before), Some(now)) if before != now => format!("Cambió templates/{name}"),
            (None, Some(_)) => format!("Se agregó templates/{name}"),
            (Some(_), None) => format!("Se retiró templates/{name}"),
            (Some(_), Some(_)) | (None, None) => return None,
        })
    });
    told.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files() -> Files {
        let files = catalog::embedded().into_iter();
        files
            .map(|(path, bytes)| (path.to_owned(), bytes.to_vec()))
            .collect()
    }

    fn replaced(name: &str, from: &str, to: &str) -> Files {
        let mut files = files();
        let text = String::from_utf8(files[name].clone()).unwrap();
        assert!(text.contains(from), "{from}");
        files.insert(name.to_owned(), text.replacen(from, to, 1).into_bytes());
        files
    }

    fn told(new: &Files) -> Vec<String> {
        changes(&files(), (&catalog::from_files(new).unwrap(), new))
    }

    #[test]
    fn what_changed_is_told_in_words() {
        assert!(told(&files()).is_empty());
        let moved = replaced(
            "proceso.toml",
            "fecha = \"2022-03-15\"",
            "fecha = \"2022-03-16\"",
        );
        let expected = [
            "Reunión 6: la fecha pasó del 15/03/2022 al 16/03/2022",
            "Cambió templates/proceso.toml",
        ];
        assert_eq!(told(&moved), expected);
        let before = Rules::of(&catalog::carried().unwrap());
        let (id, (weight, _)) = before
            .0
            .iter()
            .find(|(_, (w, _))| *w == Severity::Error)
            .unwrap();
        let mut milder = Rules(before.0.clone());
        milder
            .0
            .insert(id.clone(), (Severity::Advertencia, BTreeSet::new()));
        assert_eq!(*weight, Severity::Error);
        let expected = format!("{id} pasó de error a advertencia");
        assert_eq!(rules(&before, &milder), [expected]);
    }
}
