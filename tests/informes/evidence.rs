//! Whether a printed value is what its cells say.

use crate::sheets::{Sheets, is_percent, number, text};
use crate::story::spoken;
use chrono::{Datelike, NaiveDate};
use relator::catalog::Catalog;
use relator::diagnostics::Location;
use relator::domain::words::fold;
use relator::intake::{Cell, CellValue};
use relator::report::Origin;
use std::collections::{BTreeMap, BTreeSet};

/// Written out here, so that the program does not judge its own.
pub const MONTHS: [&str; 12] = [
    "enero",
    "febrero",
    "marzo",
    "abril",
    "mayo",
    "junio",
    "julio",
    "agosto",
    "septiembre",
    "octubre",
    "noviembre",
    "diciembre",
];

/// What a value is measured against.
pub struct Judge<'a> {
    pub catalog: &'a Catalog,
    pub sheets: &'a Sheets,
}

impl Judge<'_> {
    /// What speaks against a printed value; `nearby` are the numbers of the same paragraph or
    /// table, of which a proportion is made.
    pub fn objection(&self, shown: &str, origin: &Origin, nearby: &[f64]) -> Option<String> {
        let cells: Vec<&Cell> = origin
            .cells
            .iter()
            .filter_map(|at| self.sheets.cell(at))
            .collect();
        let how = origin.how.as_deref().unwrap_or_default();
        let how = how.split(':').next().unwrap_or_default();
        let expected = match how {
            "" => return self.as_it_stands(shown, &origin.cells, &cells),
            "conteo" => return self.counted(shown, &origin.cells),
            "conteo de distintos" => vec![self.distinct(&origin.cells)],
            "suma" if numbers(&cells).is_empty() => return self.counted(shown, &origin.cells),
            "suma" if shown.contains(" de ") => return self.parted(shown, &origin.cells),
            "suma" => vec![sum(&cells)],
            "promedio simple" => mean(&cells),
            "avance real menos avance programado" => numbers(&cells)
                .windows(2)
                .flat_map(|pair| [pair[0] - pair[1], pair[1] - pair[0]])
                .collect(),
            "diferencia" => differences(&cells, nearby),
            "proporción" => proportions(&numbers(&cells), nearby),
            _ => return self.spoken(shown, &origin.cells, &cells),
        };
        let Some(printed) = read(shown) else {
            return (!expected.is_empty() && expected[0] != 0.0)
                .then(|| format!("“{shown}” is not a number ({how}: {expected:?})"));
        };
        let same = expected.iter().any(|value| close(printed, *value));
        (!same).then(|| format!("“{shown}” is printed, {how} gives {expected:?}"))
    }

    /// A value of one cell, or of a cell and a name of the catalogue.
    fn as_it_stands(&self, shown: &str, at: &[Location], cells: &[&Cell]) -> Option<String> {
        if at.is_empty() {
            return None;
        }
        if cells.is_empty() {
            let known = ["sin informacion a la fecha de corte", "—", "no aplica"];
            let silent = known.contains(&flat(shown).as_str()) || read(shown).is_none();
            return (!silent).then(|| format!("“{shown}” is printed and the cells are empty"));
        }
        let forms: Vec<String> = cells.iter().flat_map(|cell| self.forms(cell)).collect();
        if forms.contains(&flat(shown)) {
            return None;
        }
        if let Some(printed) = read(shown) {
            if numbers(cells).contains(&printed) && spoken(shown).is_some() {
                return None;
            }
            return Some(format!("“{shown}” is printed, the cells say {forms:?}"));
        }
        self.spoken(shown, at, cells)
    }

    /// Every number and date inside a sentence stands in the cells, but for what the catalogue
    /// fixes (reference dates), days between two dates, and the meeting that brought the cells.
    fn spoken(&self, shown: &str, at: &[Location], cells: &[&Cell]) -> Option<String> {
        let forms: BTreeSet<String> = cells.iter().flat_map(|cell| self.forms(cell)).collect();
        let mut rest = flat(shown);
        if forms.iter().any(|form| form.contains(&rest)) {
            return None;
        }
        let mut known: Vec<String> = self.reference_dates();
        for days in differences(cells, &[]) {
            known.extend(["un dia".to_owned(), format!("{days} dias")]);
        }
        for place in at {
            let meeting = place.file.split(['-', '/']).nth(2).unwrap_or_default();
            known.push(format!("reunion {}", meeting.trim_start_matches('0')));
        }
        known.extend(forms.iter().filter(|form| form.len() > 2).cloned());
        known.sort_by_key(|form| std::cmp::Reverse(form.len()));
        for form in &known {
            rest = rest.replace(form.as_str(), " ");
        }
        let odd = rest
            .split(|c: char| !c.is_ascii_digit() && !".,%/:".contains(c))
            .map(|word| word.trim_matches(|c| ".,:/".contains(c)))
            .find(|word| word.contains(|c: char| c.is_ascii_digit()) && !forms.contains(*word));
        odd.map(|odd| format!("“{odd}” of “{shown}” stands in none of {forms:?}"))
    }

    /// Rows are counted by sender and key, so that this report and the last one are one row.
    fn counted(&self, shown: &str, at: &[Location]) -> Option<String> {
        let printed = read(shown)?;
        let all_opl = self.catalog.opl().len() as f64;
        if at.is_empty() && close(printed, all_opl) {
            // Nobody reported it, so that the count speaks of the catalogue's OPL.
            return None;
        }
        let mut identities = BTreeSet::new();
        let mut responsible = 0;
        for cell in at {
            let identity = self.sheets.identity(cell);
            if identities.insert(identity) && cell.sheet.as_deref() == Some("Compromisos_abiertos")
            {
                responsible += self.named(cell);
            }
        }
        let fewest = identities.len() as f64;
        let most = fewest.max(responsible as f64);
        // What is counted may be the senders themselves («seis OPL»).
        let senders: BTreeSet<&str> = identities.iter().map(|i| i[1].as_str()).collect();
        let fits = (fewest..=most).contains(&printed) || close(printed, senders.len() as f64);
        (!fits).then(|| format!("“{shown}” is printed, {fewest} to {most} rows were counted"))
    }

    /// How many keys the rows have, each counted once, whoever reports them.
    fn distinct(&self, at: &[Location]) -> f64 {
        let keys: BTreeSet<&[String]> =
            at.iter().map(|at| &self.sheets.identity(at)[2..]).collect();
        keys.len() as f64
    }

    /// «3 de 5»: the sums of two columns.
    fn parted(&self, shown: &str, at: &[Location]) -> Option<String> {
        let mut sums: BTreeMap<u32, f64> = BTreeMap::new();
        for place in at {
            let value = self.sheets.cell(place).and_then(number).unwrap_or_default();
            *sums.entry(place.cell.unwrap().column).or_default() += value;
        }
        let (part, whole) = shown.split_once(" de ").unwrap();
        let printed = [read(part), read(whole)].map(Option::unwrap_or_default);
        let same = printed
            .iter()
            .all(|printed| sums.values().any(|sum| close(*sum, *printed)));
        (!same).then(|| format!("“{shown}” is printed, the sums are {sums:?}"))
    }

    /// How many senders a commitment names.
    fn named(&self, at: &Location) -> usize {
        let sheet = self.sheets.sheet(at);
        let row = at.cell.unwrap().row;
        let same = sheet.cells.iter().filter(|(cell, _)| cell.row == row);
        same.map(|(_, cell)| text(cell).split(';').count())
            .max()
            .unwrap_or(1)
    }

    /// The ways in which a cell may be printed.
    fn forms(&self, cell: &Cell) -> Vec<String> {
        let mut forms = match &cell.value {
            CellValue::DateTime(at) => {
                let days = dates(at.date()).into_iter();
                let moments = days
                    .clone()
                    .map(|day| format!("{day} {}", at.format("%H:%M")));
                moments.chain(days).collect()
            }
            CellValue::Number(_) => {
                let shown = thousands(number(cell).unwrap());
                let plain = flat(&shown);
                if is_percent(cell) {
                    vec![format!("{plain}%")]
                } else {
                    vec![plain]
                }
            }
            CellValue::Bool(yes) => vec![if *yes { "si" } else { "no" }.to_owned()],
            CellValue::Text(_) | CellValue::Time(_) | CellValue::Error(_) | CellValue::NoResult => {
                self.names(&text(cell))
            }
        };
        forms.sort_by_key(|form| std::cmp::Reverse(form.len()));
        forms
    }

    /// A text, each item of a list, and the name for which a key of the catalogue stands.
    fn names(&self, text: &str) -> Vec<String> {
        let mut names = vec![flat(text)];
        names.extend(text.split(';').map(flat));
        names.extend(self.catalog.sistema(text).map(|s| flat(&s.nombre)));
        if let Some(sender) = self.catalog.remitente_por_nombre(text) {
            names.extend([&sender.nombre, &sender.sigla].map(|name| flat(name)));
            names.push(flat(sender.nombre_corto()));
        }
        for form in ["%Y-%m-%d", "%Y-%m-%d %H:%M"] {
            if let Ok((date, _)) = NaiveDate::parse_and_remainder(text, form) {
                names.extend(dates(date));
            }
        }
        names
    }

    fn reference_dates(&self) -> Vec<String> {
        let day = self.catalog.proceso.jornada;
        let due = self.catalog.entregables.iter();
        due.filter_map(|entregable| entregable.fecha_referencia(day))
            .flat_map(dates)
            .collect()
    }
}

/// Without case, accents and hard spaces.
pub fn flat(text: &str) -> String {
    fold(&text.replace(['\u{a0}', '\u{202f}'], " "))
}

fn dates(date: NaiveDate) -> Vec<String> {
    let month = MONTHS[date.month0() as usize];
    vec![
        format!("{} de {month} de {}", date.day(), date.year()),
        format!("{:02}/{:02}/{}", date.day(), date.month(), date.year()),
        format!("{} de {month}", date.day()),
        date.to_string(),
    ]
}

/// A printed number, percentages included.
pub fn read(shown: &str) -> Option<f64> {
    let bare = shown.trim().trim_end_matches('%').replace(',', "");
    bare.parse().ok().or_else(|| spoken(&bare))
}

/// Equal as printed: to two decimals.
pub fn close(a: f64, b: f64) -> bool {
    (a - b).abs() < 0.005_000_1
}

fn numbers(cells: &[&Cell]) -> Vec<f64> {
    cells.iter().filter_map(|cell| number(cell)).collect()
}

fn sum(cells: &[&Cell]) -> f64 {
    numbers(cells).iter().sum()
}

fn mean(cells: &[&Cell]) -> Vec<f64> {
    let all = numbers(cells);
    let mean = all.iter().sum::<f64>() / all.len() as f64;
    vec![mean]
}

/// Days between the dates of cells, or the difference of two sums.
fn differences(cells: &[&Cell], nearby: &[f64]) -> Vec<f64> {
    let mut days = Vec::new();
    for cell in cells {
        if let CellValue::DateTime(at) = cell.value {
            days.push(at.date());
        }
    }
    if let [first, .., last] = days[..] {
        let apart = (last - first).num_days() as f64;
        return vec![apart, -apart];
    }
    let pairs = nearby
        .iter()
        .flat_map(|a| nearby.iter().map(move |b| a - b));
    pairs.collect()
}

/// Of two cells, their share; of more, the share of two numbers that stand beside it.
fn proportions(cells: &[f64], nearby: &[f64]) -> Vec<f64> {
    let parts = if cells.len() == 2 { cells } else { nearby };
    let whole = parts.iter().filter(|whole| **whole != 0.0);
    whole
        .flat_map(|whole| parts.iter().map(move |part| part / whole * 100.0))
        .collect()
}

/// `1,234.5`: as official texts of Mexico write it.
fn thousands(value: f64) -> String {
    let rounded = (value * 100.0).round() / 100.0;
    let text = rounded.abs().to_string();
    let (whole, decimals) = text.split_once('.').unwrap_or((&text, ""));
    let mut groups: Vec<String> = Vec::new();
    let digits: Vec<char> = whole.chars().collect();
    for group in digits.rchunks(3) {
        groups.insert(0, group.iter().collect());
    }
    let sign = if rounded < 0.0 { "-" } else { "" };
    let point = if decimals.is_empty() { "" } else { "." };
    format!("{sign}{}{point}{decimals}", groups.join(","))
}
