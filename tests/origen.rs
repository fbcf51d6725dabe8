//! From every published value to its cells and back, and every delivered row accounted for.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that cannot go on has failed"
)]

mod support;

use relator::catalog::{self, Catalog};
use relator::intake::{Fence, SheetVisibility};
use relator::pipeline::{self, Understood, rows, trace};
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::LazyLock;
use support::{Ran, Workspace};

static CATALOG: LazyLock<Catalog> = LazyLock::new(|| catalog::load(root()).unwrap());
static UNDERSTOOD: LazyLock<Understood> = LazyLock::new(|| {
    pipeline::understand(&CATALOG, &Fence::none(), root(), &root().join("inputs")).unwrap()
});

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The command on the demonstration data.
fn origen<'a>(args: impl IntoIterator<Item = &'a str>) -> Ran {
    let root = root().to_str().unwrap();
    let all = ["origen", "--proyecto", root].into_iter().chain(args);
    Workspace::none().run(all)
}

#[test]
fn every_published_value_leads_to_cells_that_lead_back_to_it() {
    let mut values = 0;
    for meeting in [5, 8, 9] {
        let informe = trace::informe(&CATALOG, &UNDERSTOOD, meeting).unwrap();
        for resource in &informe.resources {
            // The first and the last row of each table stand for the rest.
            for row in [1, resource.rows.len()] {
                for field in resource.fields.iter().filter(|f| f.public) {
                    let found = trace::value(&informe, &resource.name, row, &field.name).unwrap();
                    for cell in found.datum.cells.iter().take(3) {
                        let back = trace::uses(&informe, cell);
                        let same = back.iter().any(|b| {
                            (&b.resource.name, b.row, &b.field.name)
                                == (&resource.name, row, &field.name)
                        });
                        assert!(
                            same,
                            "{meeting} {} {row} {}: {cell}",
                            resource.name, field.name
                        );
                        values += 1;
                    }
                }
            }
        }
    }
    assert!(values > 500, "{values}");
}

#[test]
fn the_command_tells_the_cells_of_a_value_and_the_values_of_a_cell() {
    let forth = origen(["5", "detalle-pel", "3", "Avance real", "--json"]);
    let told = forth.json();
    assert_eq!(forth.code, Some(0));
    assert_eq!(told["valor"], 100);
    let cell = &told["celdas"][0];
    assert_eq!(cell["entrega"], "R05-deceyec-v1");
    assert_eq!(cell["hoja"], "Sistemas");
    let [file, address] = [&cell["archivo"], &cell["celda"]].map(|v| v.as_str().unwrap());
    for name in [file, "R05-deceyec-v1", "R05-deceyec-v1.xlsx"] {
        let back = origen([name, "sistemas", address, "--json"]);
        assert_eq!(back.code, Some(0), "{}", back.stderr);
        let uses = back.json()["usos"].as_array().unwrap().clone();
        let same = |u: &serde_json::Value| {
            u["reunion"] == 5 && u["recurso"] == "detalle-pel" && u["fila"] == 3
        };
        assert!(uses.iter().any(same), "{uses:?}");
    }
}

#[test]
fn a_computed_value_says_how() {
    let told = origen(["5", "areas-pel", "2", "real"]).code(0).stdout;
    let lines: Vec<&str> = told.lines().collect();
    assert_eq!(lines[0], "Reunión 5, areas-pel, fila 2, real: 76");
    assert_eq!(lines[1], "Se obtuvo así: promedio simple.");
    assert_eq!(
        lines[2],
        "  R05-deceyec-v1 › Sistemas › F5 (inputs/reunion-05/R05-deceyec-v1.xlsx): 100%"
    );
    assert_eq!(lines.len(), 6);
}

#[test]
fn what_is_not_there_is_a_no_and_what_is_not_a_question_is_told() {
    for (args, code, words) in [
        (
            vec!["5", "detalle", "1", "area"],
            4,
            "«detalle-entregables»",
        ),
        (vec!["5", "areas-pel", "99", "real"], 4, "tiene 11 filas"),
        (vec!["5", "areas-pel", "0", "real"], 4, "la primera es la 1"),
        (vec!["5", "areas-pel", "1", "rael"], 4, "«real»"),
        (
            vec!["otro.xlsx", "Sistemas", "F5"],
            4,
            "no está «otro.xlsx»",
        ),
        (vec!["R05-deoe-v1", "Hoja", "F5"], 4, "Sistemas"),
        (
            vec!["R05-deoe-v1", "Portada", "C8"],
            4,
            "Ningún valor publicado",
        ),
        (vec!["R05-deoe-v1", "Sistemas", "F"], 2, "como G14"),
        (vec!["cinco", "areas-pel", "1", "real"], 2, "«cinco»"),
        (vec!["5", "areas-pel", "uno", "real"], 2, "«uno»"),
        (vec!["12", "areas-pel", "1", "real"], 2, "reunión 12"),
        (vec!["5"], 2, "ARCHIVO HOJA CELDA"),
    ] {
        let ran = origen(args.iter().copied());
        assert_eq!(ran.code, Some(code), "{args:?}: {ran:?}");
        let told = if code == 4 { &ran.stdout } else { &ran.stderr };
        assert!(told.contains(words), "{args:?}: {ran:?}");
    }
    let ran = origen(["5", "areas-pel", "1", "rael", "--json"]);
    assert_eq!(ran.code, Some(4));
    assert_eq!(ran.json()["respuesta"], "no");
}

/// Sheets that are not a table with a row for each record.
const NO_TABLE: [&str; 3] = ["Portada", "Datos_PREP", "Instrucciones"];

#[test]
fn every_delivered_row_is_used_or_listed_with_the_reason() {
    let (mut used_rows, mut listed_rows) = (0, 0);
    for reunion in &CATALOG.proceso.reuniones {
        let informe = trace::informe(&CATALOG, &UNDERSTOOD, reunion.numero).unwrap();
        let listed = rows::unused(&UNDERSTOOD, reunion, &informe);
        assert!(listed.iter().all(|one| !one.reason.is_empty()));
        let data = informe.resources.iter().flat_map(|r| &r.rows).flatten();
        let sentences = informe.origins.iter().flat_map(|o| &o.cells);
        let used: BTreeSet<(&str, &str, u32)> = data
            .flat_map(|datum| &datum.cells)
            .chain(sentences)
            .filter_map(|at| Some((&*at.file, at.sheet.as_deref()?, at.cell?.row)))
            .collect();
        for delivery in &UNDERSTOOD.judged.datasets[&reunion.numero].deliveries {
            let mine: Vec<_> = listed
                .iter()
                .filter(|u| u.delivery == delivery.name)
                .collect();
            if mine.iter().any(|one| one.sheet.is_none()) {
                continue;
            }
            let all = &UNDERSTOOD.workbooks;
            let book = all.iter().find(|w| w.at == delivery.at).unwrap();
            for sheet in book.sheets.iter().filter(|s| {
                s.visibility == SheetVisibility::Visible && !NO_TABLE.contains(&&*s.name)
            }) {
                // Data stand below the header in row 4.
                let rows: BTreeSet<u32> = sheet.cells.keys().map(|c| c.row).collect();
                for row in rows.into_iter().filter(|row| *row > 4) {
                    let is_used = used.contains(&(&*delivery.at.file, &*sheet.name, row));
                    let place = (Some(&*sheet.name), Some(row));
                    let is_listed = mine.iter().any(|u| (u.sheet.as_deref(), u.row) == place);
                    assert!(
                        is_used != is_listed,
                        "{} {} {row}: used {is_used}, listed {is_listed}",
                        delivery.name,
                        sheet.name
                    );
                    used_rows += usize::from(is_used);
                    listed_rows += usize::from(is_listed);
                }
            }
        }
    }
    assert!(
        used_rows > 1000 && listed_rows > 0,
        "{used_rows} {listed_rows}"
    );
}
