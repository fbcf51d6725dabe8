//! What stands on which page, and the pictures of the figures.

use std::path::PathBuf;

use relator::diagnostics::Findings;
use relator::report::{self, Block, Informe, Inline, RowRole, Stage};

use super::demonstration::{Demonstration, demonstration};
use super::{SAMPLE, assert_valid, muestra, typeset, words};

/// The pages of a PDF as lines of text.
fn pages(pdf: &[u8]) -> Option<Vec<Vec<String>>> {
    let text = words(pdf, "-layout")?;
    let page = |text: &str| {
        let lines = text.lines().map(|line| line.trim().to_owned());
        lines.filter(|line| !line.is_empty()).collect()
    };
    Some(
        text.trim_end_matches('\u{c}')
            .split('\u{c}')
            .map(page)
            .collect(),
    )
}

/// Wherever a page happens to end, nothing stands alone.
#[test]
fn no_heading_caption_row_or_note_is_stranded() {
    for filler in 20..46 {
        let mut informe = muestra::informe();
        informe.blocks.truncate(1);
        for _ in 0..filler {
            informe
                .blocks
                .push(muestra::parrafo(vec![muestra::t("Relleno.")]));
        }
        informe
            .blocks
            .push(muestra::titulo("aparte", 2, "a)", "Encabezado"));
        informe.blocks.push(muestra::tabla_de_filas(40));
        let Some(pages) = pages(&typeset(&informe).pdf) else {
            return;
        };
        let page_of = |needle: &str| {
            let found = pages
                .iter()
                .skip(2)
                .position(|page| page.iter().any(|line| line.contains(needle)));
            found.unwrap_or_else(|| panic!("{needle} is not there with {filler} lines before"))
        };
        let together = [
            ("a) Encabezado", "Tabla 1."),
            ("Tabla 1.", "Fila 1 "),
            ("Fila 1 ", "Fila 2 "),
            ("Fila 39 ", "Fila 40 "),
            ("Fila 40 ", "Total"),
            ("Total", "Fuente: la prueba"),
        ];
        for (one, two) in together {
            assert_eq!(
                page_of(one),
                page_of(two),
                "{one}/{two} with {filler} lines before"
            );
        }
    }
}

#[test]
fn the_header_of_a_table_stands_on_each_of_its_pages() {
    let mut informe = muestra::informe();
    informe.blocks.truncate(1);
    informe.blocks.push(muestra::tabla_de_filas(150));
    let Some(pages) = pages(&typeset(&informe).pdf) else {
        return;
    };
    let with = |needle: &str| {
        pages
            .iter()
            .filter(|page| page.iter().any(|line| line.contains(needle)))
            .count()
    };
    assert!(with("Fila ") >= 3);
    assert_eq!(with("Nombre de la fila"), with("Fila "));
}

#[test]
fn a_final_informe_of_real_data_carries_neither_stamp_nor_legend() {
    let mut informe = muestra::informe();
    informe.meta.foot.clear();
    informe.meta.legend = None;
    informe.blocks.truncate(2);
    let made = typeset(&informe);
    assert_valid(&made.pdf);
    let Some(found) = words(&made.pdf, "-layout") else {
        return;
    };
    assert!(!found.contains("Versión") && !found.contains("DEMOSTRACIÓN"));
    assert!(found.contains("Página 3 de 3"), "{found}");
}

#[test]
fn the_demonstration_legend_stands_on_every_page_in_one_piece() {
    let Some(pages) = pages(&SAMPLE.pdf) else {
        return;
    };
    assert_eq!(pages.len(), SAMPLE.layout.total);
    for (index, page) in pages.iter().enumerate() {
        let lines = page
            .iter()
            .filter(|line| line.contains("DATOS DE DEMOSTRACIÓN"));
        assert_eq!(lines.count(), 1, "page {}", index + 1);
    }
}

#[test]
fn every_heading_table_and_figure_has_a_page() {
    let informe = muestra::informe();
    let layout = &SAMPLE.layout;
    let ids = informe.blocks.iter().filter_map(|block| match block {
        Block::Heading(heading) => Some(&heading.id),
        Block::Table(table) => Some(&table.id),
        Block::Figure(figure) => Some(&figure.id),
        _ => None,
    });
    let mut last = 3;
    for id in ids {
        let page = layout.pages[id];
        assert!(page >= last && page <= layout.total, "{id} on {page}");
        last = page;
    }
}

#[test]
fn every_figure_is_a_picture_of_its_own() {
    let informe = muestra::informe();
    let mut figures = 0;
    for block in &informe.blocks {
        if let Block::Figure(figure) = block {
            let picture = &SAMPLE.layout.pictures[&figure.id];
            assert!(picture.png.starts_with(b"\x89PNG"));
            assert!(picture.svg.starts_with(b"<svg"));
            assert!(picture.width_pt > 400.0 && picture.height_pt > 60.0);
            figures += 1;
        }
    }
    assert_eq!(figures, SAMPLE.layout.pictures.len());
}

/// Whatever the data are, something is drawn: no drawing is empty of marks only by luck.
#[test]
fn a_drawing_of_nothing_of_one_and_of_many_is_drawn() {
    let drawings = muestra::dibujos_extremos();
    let count = drawings.len();
    let mut informe = muestra::informe();
    informe.blocks.truncate(1);
    informe.blocks.extend(drawings);
    let made = typeset(&informe);
    assert_valid(&made.pdf);
    assert_eq!(made.layout.pictures.len(), count);
    if let Some(folder) = std::env::var_os("MUESTRA") {
        std::fs::write(PathBuf::from(folder).join("extremos.pdf"), &made.pdf).unwrap();
    }
}

/// A few lines between two landscape tables stay on their pages.
#[test]
fn a_line_between_two_landscape_tables_wastes_no_page() {
    let mut informe = muestra::informe();
    informe.blocks.truncate(1);
    for id in ["ancha-1", "ancha-2"] {
        let Block::Table(mut table) = muestra::tabla_de_filas(4) else {
            unreachable!()
        };
        table.id = id.into();
        table.landscape = true;
        let text = muestra::t("La tabla siguiente es ancha.");
        informe.blocks.push(muestra::parrafo(vec![text]));
        informe.blocks.push(Block::Table(table));
    }
    let layout = typeset(&informe).layout;
    assert_eq!(layout.total, 3, "{:?}", layout.pages);
}

/// A column is given the width that its longest word needs, if another has it to spare.
#[test]
fn a_code_in_a_narrow_column_does_not_run_into_the_next() {
    let mut informe = muestra::informe();
    informe.blocks.truncate(1);
    let Block::Table(mut table) = muestra::tabla_de_filas(1) else {
        unreachable!()
    };
    table.columns[0].share = 90;
    table.columns[1].share = 910;
    table.rows[0].cells[0] = muestra::celda("GTSI-08-003");
    table.rows[0].cells[1] = muestra::celda("Siguiente");
    informe.blocks.push(Block::Table(table));
    let Some(found) = words(&typeset(&informe).pdf, "-raw") else {
        return;
    };
    assert!(found.contains("GTSI-08-003 Siguiente"), "{found}");
}

/// Who opens the second page of a group still reads whose rows they are; the sentence that
/// presents a table is on its page.
#[test]
fn a_group_is_named_again_where_it_continues_and_a_lead_stays_with_its_table() {
    let mut informe = muestra::informe();
    informe.blocks.truncate(1);
    for _ in 0..22 {
        let filler = muestra::t("Relleno.");
        informe.blocks.push(muestra::parrafo(vec![filler]));
    }
    let lead = muestra::t("La tabla siguiente los presenta.");
    informe.blocks.push(muestra::parrafo(vec![lead]));
    let Block::Table(mut table) = muestra::tabla_de_filas(60) else {
        unreachable!()
    };
    let mut group = table.rows[0].clone();
    group.role = RowRole::Group;
    group.cells.truncate(1);
    group.cells[0] = muestra::celda("Grupo de Oaxaca");
    group.cells[0].span = u32::try_from(table.columns.len()).unwrap();
    table.rows.insert(0, group);
    informe.blocks.push(Block::Table(table));
    let made = typeset(&informe);
    assert_valid(&made.pdf);
    let Some(pages) = pages(&made.pdf) else {
        return;
    };
    let with = |needle: &str| -> Vec<usize> {
        let numbered = pages.iter().enumerate();
        numbered
            .filter(|(_, page)| page.iter().any(|line| line.contains(needle)))
            .map(|(at, _)| at)
            .collect()
    };
    assert!(with("Fila ").len() >= 2);
    assert_eq!(with("Grupo de Oaxaca"), with("Fila "));
    assert_eq!(with("siguiente los presenta")[0], with("Fila ")[0]);
}

/// The informe of a meeting, from the workbooks of the demonstration.
fn informe(meeting: u8) -> Informe {
    let Demonstration {
        catalog, judged, ..
    } = demonstration();
    let mut findings = Findings::default();
    let stage = Stage::Preliminary;
    report::compose(catalog, judged, meeting, stage, &mut findings).unwrap()
}

/// Whoever reads no further knows of each OPL whether the test was held, what it covered, what is
/// being attended and what comes next.
#[test]
fn the_first_two_pages_of_the_tests_of_the_prep_answer_for_each_opl() {
    let informe = informe(8);
    let Some(pages) = pages(&typeset(&informe).pdf) else {
        return;
    };
    assert!(pages[2].contains(&informe.meta.contents_title));
    let told = pages[1].join("\n");
    let tables = informe.blocks.iter().filter_map(|block| match block {
        Block::Table(table) => Some(table),
        _ => None,
    });
    let opl: Vec<String> = demonstration()
        .catalog
        .opl()
        .iter()
        .map(|opl| opl.nombre_corto().to_owned())
        .collect();
    for (table, headers) in tables.take(2).zip([
        ["Situación", "Fecha", "Fases cubiertas"],
        ["Incidencias", "atención", "Lo que sigue"],
    ]) {
        for header in headers {
            assert!(told.contains(header), "{header}");
        }
        let rows = table.rows.iter().filter(|row| row.role == RowRole::Body);
        let first = rows.map(|row| match row.cells[0].text.as_slice() {
            [Inline::Text { text } | Inline::Value { text, .. }] => text.clone(),
            other => panic!("{other:?}"),
        });
        assert_eq!(first.collect::<Vec<_>>(), opl, "{}", table.id);
    }
    for name in &opl {
        let lines = pages[1].iter().filter(|line| line.starts_with(name));
        assert_eq!(lines.count(), 2, "{name}");
    }
}
