//! The engine of the wording, end to end: from workbooks and files under `templates/` to blocks.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod informe_text;

use informe_text::demostracion::{compose_all, every_informe};
use informe_text::{Scenario, outline, plain, texts};
use relator::report::{Align, Block, Inline, RowRole, Table};

fn tables(blocks: &[Block]) -> Vec<&Table> {
    let mut tables = Vec::new();
    for block in blocks {
        if let Block::Table(table) = block {
            tables.push(table);
        }
    }
    tables
}

#[test]
fn a_new_topic_needs_files_only() {
    let told = Scenario::new(include_str!("informe_text/inventario.md")).compose();
    told.assert_no_findings();
    assert_eq!(
        outline(&told.informe().blocks),
        [
            "I. Inventario",
            "Se reportan 3 bienes: 1,250 piezas, 61.67% en promedio; el mayor avance es 100% y el menor, 25%.",
            "Hay 2 áreas: DEOE y DERFE.",
            "• Equipo A: 1,000 piezas al 25\u{a0}de mayo de 2022",
            "• Equipo B: 250 piezas al Sin información a la fecha de corte",
            "• Equipo C: Sin información a la fecha de corte piezas al 3\u{a0}de junio de 2022",
            "Tabla\u{a0}1. Bienes por área",
            "Gráfica\u{a0}1. Avance de los bienes",
            "Véanse la Tabla\u{a0}1, la Gráfica\u{a0}1 y el capítulo I.",
            "II. Siglas",
            "DEOE = Dirección Ejecutiva de Organización Electoral",
            "DERFE = Dirección Ejecutiva del Registro Federal de Electores",
        ]
    );
    let table = tables(&told.informe().blocks)[0];
    let rows: Vec<String> = table
        .rows
        .iter()
        .map(|row| {
            let cells: Vec<String> = row.cells.iter().map(|c| plain(&c.text)).collect();
            format!("{:?}: {}", row.role, cells.join(" | "))
        })
        .collect();
    assert_eq!(
        rows,
        [
            "Group: DEOE",
            "Body: Equipo A | 1,000 | 25% | 25/05/2022 | ■ En proceso",
            "Body: Equipo C | Sin información a la fecha de corte | 100% | 03/06/2022 | ● Entregado",
            "Group: DERFE",
            "Body: Equipo B | 250 | 60% | — | ○ Pendiente",
            "Total: Total | 1,250 | 61.67% | — | —",
        ]
    );
    let aligns: Vec<Align> = table.columns.iter().map(|c| c.align).collect();
    use Align::{Center, Left, Right};
    assert_eq!(aligns, [Left, Right, Right, Center, Left]);
    assert_eq!(table.columns.iter().map(|c| c.share).sum::<u32>(), 1000);
    let notes: Vec<String> = table.notes.iter().map(|note| plain(note)).collect();
    assert!(notes[0].starts_with("Los totales y promedios consideran 2 de 3"));
    assert!(notes[1].contains("R12-deoe-v1 y R12-derfe-v1"), "{notes:?}");
}

#[test]
fn every_number_keeps_its_cells() {
    let told = Scenario::new("{{ suma(\"inventario\", \"cantidad\") }} y {{ contar(\"inventario\", donde=\"avance > 50\") }} y {{ frase(\"reunion_corta\", n=maximo(\"inventario\", \"avance\")) }}").compose();
    told.assert_no_findings();
    let informe = told.informe();
    let Block::Paragraph { text, .. } = &informe.blocks[0] else {
        panic!("a paragraph is expected")
    };
    let origins: Vec<(String, String)> = text
        .iter()
        .filter_map(|inline| match inline {
            Inline::Value { text, origin } => {
                let origin = &informe.origins[*origin];
                let cells: Vec<String> = origin.cells.iter().map(ToString::to_string).collect();
                let how = origin.how.as_deref().unwrap_or_default();
                Some((text.clone(), format!("{how} = {}", cells.join(", "))))
            }
            _ => None,
        })
        .collect();
    let deoe = "inputs/deoe.xlsx › Inventario";
    let derfe = "inputs/derfe.xlsx › Inventario";
    assert_eq!(
        origins,
        [
            (
                "1,250".to_owned(),
                format!("suma: Cantidad = {deoe} › B5, {derfe} › B5")
            ),
            (
                "2".to_owned(),
                format!("conteo = {deoe} › C6, {derfe} › C5")
            ),
            (
                "100%".to_owned(),
                format!("valor máximo: Avance = {deoe} › C5, {deoe} › C6, {derfe} › C5")
            ),
        ]
    );
    assert_eq!(plain(text), "1,250 y 2 y R100%");
}

#[test]
fn text_of_a_workbook_never_becomes_markup() {
    let hostile =
        "**x** {{ 1 }} `#let` # t\n\n    código <b> $a$ [l](u) \\ | {.x} [^1] \u{e000}\u{f0000}";
    let wording = "# Uno\n\nAntes {{ valor(\"inventario\", \"bien\") }} después.\n\n- {{ valor(\"inventario\", \"bien\") }}\n\n> {{ valor(\"inventario\", \"bien\") }}\n\n{{ tabla(\"inventario\", columnas={\"bien\": \"Bien\"}, titulo=\"De \" ~ valor(\"inventario\", \"bien\")) }}";
    let told = Scenario::new(wording).with_good("deoe", hostile).compose();
    told.assert_no_findings();
    let shown = "**x** {{ 1 }} `#let` # t⏎⏎código <b> $a$ [l](u) \\ | {.x} [^1] [U+E000][U+F0000]";
    let blocks = outline(&told.informe().blocks);
    assert_eq!(blocks[0], "I. Uno");
    assert_eq!(blocks[1], format!("Antes {shown} después."));
    assert_eq!(blocks[2], format!("• {shown}"));
    assert_eq!(blocks[3], format!("“ {shown}"));
    assert_eq!(blocks[4], format!("Tabla\u{a0}1. De {shown}"));
    let table = tables(&told.informe().blocks)[0];
    assert_eq!(plain(&table.rows[0].cells[0].text), shown);
}

#[test]
fn markdown_becomes_numbered_headings_lists_quotes_and_notes() {
    let wording = "# Uno\n\nA **fuerte** *suave*[^n] y sigue\nen otra línea.\\\nAparte.\n\n## Vacío\n\n## Sub {#mio}\n\n{% for i in [1, 2] %}\n1. Inciso {{ i }}\n{% endfor %}\n\n### Hondo\n\n- Punto\n  - Dentro\n\n> Cita.\n\n# Vacío también\n\n## Igual\n\n# Sin {.sin-numero}\n\n---\n\n# Dos\n\n{{ nota(\"Pequeña.\") }}\n\n[^n]: Al pie.\n";
    let told = Scenario::new(wording).compose();
    told.assert_no_findings();
    assert_eq!(
        outline(&told.informe().blocks),
        [
            "I. Uno",
            "A **fuerte** *suave*[^Al pie.] y sigue en otra línea.⏎Aparte.",
            "a) Sub",
            "a) Inciso 1",
            "b) Inciso 2",
            "1. Hondo",
            "• Punto",
            "– Dentro",
            "“ Cita.",
            "----",
            "II. Dos",
            "nota: Pequeña.",
        ]
    );
}

#[test]
fn the_words_around_values_agree() {
    let wording = "{% set n = contar(\"inventario\") %}\n{{ en_letra(n) }} {{ plural(n, \"bien\", \"bienes\") }}; {{ en_letra(21, \"m\") }} días; {{ 1234.5|numero }}; {{ 83.4|porcentaje }}; {{ \"2022-05-05\"|fecha }}; {{ \"2022-05-05\"|fecha_corta }}; {{ reunion.ordinal|minuscula }}; {{ reunion.periodo }}; {{ proporcion(contar(\"inventario\", donde=\"avance == 100\"), n) }}; núm. {{ n }}; {{ lista(filas(\"inventario\", orden=[\"-bien\"]), \"bien\") }}; {{ filas(\"inventario\", donde=\"remitente == r\", con={\"r\": \"DERFE\"})|length }}";
    let told = Scenario::new(wording).compose();
    told.assert_no_findings();
    assert_eq!(
        texts(told.informe()),
        [
            "tres bienes; veintiún días; 1,234.5; 83.4%; 5\u{a0}de mayo de 2022; 05/05/2022; décima segunda; del 24\u{a0}de julio al 20\u{a0}de agosto de 2022; 33.33%; núm.\u{a0}3; Equipo C, Equipo B y Equipo A; 1"
        ]
    );
}

#[test]
fn every_part_of_a_group_and_every_row_can_be_walked() {
    let wording = "{% for g in grupos(\"inventario\", \"remitente\", orden=[\"remitente\"]) %}\n- {{ g.clave }}: {% for f in g.filas %}{{ f.bien }}{% if f.cantidad %} ({{ f.cantidad }}){% endif %}{% if not loop.last %}, {% endif %}{% endfor %}\n{% endfor %}";
    let told = Scenario::new(wording).compose();
    told.assert_no_findings();
    assert_eq!(
        outline(&told.informe().blocks),
        [
            "• DEOE: Equipo A (1,000), Equipo C",
            "• DERFE: Equipo B (250)"
        ]
    );
}

#[test]
fn rev_600_an_instruction_that_cannot_be_read() {
    let told = Scenario::new("Bien.\n\n{% if reunion.numero == %}\nx\n{% endif %}").compose();
    told.assert_finding("REV-600", 3, "incompleta");
}

#[test]
fn rev_601_an_unknown_name_with_the_nearest_one() {
    for (wording, line, near) in [
        ("\n{{ contar(\"inventarios\") }}", 2, "inventario"),
        ("{{ suma(\"inventario\", \"cantidades\") }}", 1, "cantidad"),
        (
            "{{ contar(\"inventario\", donde=\"avanze > 3\") }}",
            1,
            "avance",
        ),
        ("\n\n{{ reunio.numero }}", 3, "reunion"),
        ("{{ reunion.numer }}", 1, "numero"),
        ("{{ contr(\"inventario\") }}", 1, "contar"),
        ("{{ 3|fechas }}", 1, "fecha"),
        ("{{ frase(\"sin_informacio\") }}", 1, "sin_informacion"),
        (
            "{% for f in filas(\"inventario\") %}\n{{ f.cantida }}\n{% endfor %}",
            2,
            "cantidad",
        ),
        (
            "{% for f in filas(\"inventario\") %}\n{% if f.cantida %}x{% endif %}\n{% endfor %}",
            2,
            "cantidad",
        ),
    ] {
        let told = Scenario::new(wording).compose();
        told.assert_finding("REV-601", line, near);
    }
}

#[test]
fn rev_602_a_call_that_is_not_written_as_it_should_be() {
    for (wording, part) in [
        (
            "{{ tabla(\"inventario\", columnas={\"bien\": \"Bien\"}) }}",
            "titulo",
        ),
        (
            "{{ tabla(\"inventario\", titulo=\"x\", colunas=[\"bien\"]) }}",
            "columnas",
        ),
        ("{{ contar(\"inventario\", dnde=\"x\") }}", "donde"),
        ("{{ \"ayer\"|fecha }}", "AAAA-MM-DD"),
        ("{{ filas(\"inventario\") }}", "lista"),
        ("{{ contar(\"inventario\", donde=\"avance >\") }}", "donde"),
    ] {
        Scenario::new(wording)
            .compose()
            .assert_finding("REV-602", 1, part);
    }
}

#[test]
fn rev_603_a_phrase_that_the_lexicon_lacks() {
    let wording = "{{ tabla(\"inventario\", titulo=\"x\", donde=\"avance > 100\") }}";
    let told = Scenario::new(wording)
        .without_phrase("tabla_vacia")
        .compose();
    told.assert_finding("REV-603", 0, "tabla_vacia");
}

#[test]
fn rev_604_a_reference_to_what_is_not_printed() {
    let told = Scenario::new(
        "Véase la {{ referencia(\"inventrio\") }}.\n\n{{ tabla(\"inventario\", titulo=\"x\") }}",
    )
    .compose();
    told.assert_finding("REV-604", 0, "inventario");
}

#[test]
fn rev_605_a_table_inside_a_list() {
    let told = Scenario::new("- a {{ tabla(\"inventario\", titulo=\"x\") }}").compose();
    told.assert_finding("REV-605", 0, "sola en su párrafo");
}

#[test]
fn rev_606_a_field_that_is_not_published() {
    for wording in [
        "{{ valor(\"inventario\", \"contacto\") }}",
        "{{ tabla(\"inventario\", columnas={\"contacto\": \"Contacto\"}, titulo=\"x\") }}",
        "{{ lista(filas(\"inventario\"), \"contacto\") }}",
    ] {
        Scenario::new(wording)
            .compose()
            .assert_finding("REV-606", 1, "publica");
    }
    let told = Scenario::new("{{ \"De \" ~ valor(\"inventario\", \"contacto\") }}").compose();
    told.assert_finding("REV-606", 0, "publica");
    assert_eq!(texts(told.informe()), ["De"]);
    let told =
        Scenario::new("{{ contar(\"inventario\", donde=\"contacto is not none\") }}").compose();
    told.assert_no_findings();
}

#[test]
fn rev_607_a_character_without_glyph_is_shown_by_its_code_with_its_cell() {
    let wording = "{{ tabla(\"inventario\", columnas={\"bien\": \"Bien\"}, titulo=\"x\") }}";
    let mut told = Scenario::new(wording)
        .with_good("deoe", "Equipo 😀")
        .compose();
    told.cover(|c| c != '😀');
    let table = tables(&told.informe().blocks)[0];
    assert_eq!(plain(&table.rows[0].cells[0].text), "Equipo [U+1F600]");
    let finding = told.findings.iter().next().unwrap();
    assert_eq!(finding.code.to_string(), "REV-607");
    assert_eq!(finding.at.to_string(), "inputs/deoe.xlsx › Inventario › A5");
}

#[test]
fn rev_608_a_word_of_ours_that_the_lexicon_bars() {
    let told = Scenario::new("El área incumplió.").compose();
    told.assert_finding("REV-608", 0, "neutral");
    let told =
        Scenario::new("> {{ valor(\"inventario\", \"bien\") }}").with_good("deoe", "incumplió");
    told.compose().assert_no_findings();
}

#[test]
fn rev_609_a_figure_that_cannot_be_drawn() {
    let wording = "{{ figura(\"pastel\", \"inventario\", titulo=\"x\", lectura=\"y\") }}";
    Scenario::new(wording)
        .compose()
        .assert_finding("REV-609", 0, "figura");
}

#[test]
fn rev_610_a_meeting_that_the_calendar_lacks() {
    let told = Scenario::new("x").compose_meeting(13);
    told.assert_finding("REV-610", 0, "calendario");
}

#[test]
fn an_empty_table_becomes_its_sentence_and_leaves_no_hole_in_the_numbering() {
    let wording = "{{ tabla(\"inventario\", titulo=\"x\", donde=\"avance > 100\", vacio=\"Ninguno.\") }}\n\n{{ tabla(\"inventario\", columnas=[\"bien\"], titulo=\"y\") }}";
    let told = Scenario::new(wording).compose();
    told.assert_no_findings();
    assert_eq!(
        outline(&told.informe().blocks),
        ["Ninguno.", "Tabla\u{a0}1. y"]
    );
}

#[test]
fn a_table_of_many_columns_lies_across_unless_it_is_told_not_to() {
    let eight = "columnas=[\"bien\", \"cantidad\", \"avance\", \"al\", \"estatus\", \"remitente\", \"reporte\", \"bien\"]";
    for (extra, landscape) in [("", true), (", horizontal=false", false)] {
        let wording = format!("{{{{ tabla(\"inventario\", titulo=\"x\", {eight}{extra}) }}}}");
        let told = Scenario::new(&wording).compose();
        assert_eq!(tables(&told.informe().blocks)[0].landscape, landscape);
    }
}

#[test]
fn the_printed_table_is_the_published_data() {
    let wording = "{{ tabla(\"inventario\", columnas={\"bien\": \"Bien\", \"cantidad\": \"Piezas\"}, titulo=\"Bienes\", grupo=\"remitente\", id=\"bienes\") }}";
    let told = Scenario::new(wording).compose();
    let data = &told.informe().resources[0];
    assert_eq!(
        (data.name.as_str(), data.title.as_str()),
        ("bienes", "Bienes")
    );
    let fields: Vec<&str> = data.fields.iter().map(|f| f.title.as_str()).collect();
    assert_eq!(fields, ["Remitente", "Bien", "Piezas"]);
    let table = tables(&told.informe().blocks)[0];
    let body = table.rows.iter().filter(|row| row.role == RowRole::Body);
    let printed: Vec<String> = body.map(|row| plain(&row.cells[0].text)).collect();
    let published: Vec<&str> = data
        .rows
        .iter()
        .filter_map(|row| row[1].value.as_text())
        .collect();
    assert_eq!(printed, published);
}

#[test]
fn the_secretariat_adds_its_own_paragraphs_to_a_chapter() {
    let told = Scenario::new(
        "# Conclusiones\n\n{{ parrafos(\"Conclusiones\") }}\n\n# Otra\n\n{{ parrafos(\"Otra\") }}",
    )
    .with_paragraphs("# Conclusiones\n\nCon {{ contar(\"inventario\") }} **bienes**.\n\n- Uno.\n")
    .compose();
    told.assert_no_findings();
    assert_eq!(
        outline(&told.informe().blocks),
        ["I. Conclusiones", "Con 3 **bienes**.", "• Uno."]
    );
}

/// Every text of the serialised informe, `meta` included.
fn strings(value: &serde_json::Value, found: &mut Vec<String>) {
    match value {
        serde_json::Value::String(text) => found.push(text.clone()),
        serde_json::Value::Array(items) => items.iter().for_each(|item| strings(item, found)),
        serde_json::Value::Object(map) => map.values().for_each(|item| strings(item, found)),
        _ => {}
    }
}

#[test]
fn the_shipped_wordings_compose_without_findings_on_the_demonstration_data() {
    for told in every_informe() {
        told.assert_no_findings();
    }
}

#[test]
fn a_word_that_the_lexicon_bars_is_noticed_as_a_whole_word_only() {
    let told = Scenario::new("La Comisión informó.\n\nEl OPL incumplió el plazo.").compose();
    told.assert_finding("REV-608", 0, "incumplió");
    let quoted = Scenario::new("{% for b in filas(\"inventario\") %}{{ b.bien }}{% endfor %}");
    quoted.compose().assert_no_findings();
}

#[test]
fn no_mark_and_no_placeholder_reaches_the_page() {
    for told in every_informe() {
        let mut found = Vec::new();
        let json = serde_json::to_value(told.informe()).unwrap();
        strings(&json, &mut found);
        for text in found {
            let odd = text.contains(|c: char| {
                ('\u{e000}'..='\u{f8ff}').contains(&c) || c >= '\u{f0000}' || c.is_control()
            });
            assert!(!odd, "{text:?}");
            let raw = ["{{", "{%", "none", "undefined"]
                .iter()
                .find(|raw| text.contains(**raw));
            assert_eq!(raw, None, "{text:?}");
        }
    }
}

#[test]
fn no_cell_is_empty_and_every_row_fills_its_table() {
    for told in every_informe() {
        for table in tables(&told.informe().blocks) {
            assert_eq!(table.columns.iter().map(|c| c.share).sum::<u32>(), 1000);
            for row in table.rows.iter().map(|r| &r.cells).chain(&table.header) {
                let span: u32 = row.iter().map(|cell| cell.span).sum();
                assert_eq!(span as usize, table.columns.len(), "{}", table.id);
                let empty = row.iter().any(|cell| plain(&cell.text).trim().is_empty());
                assert!(!empty, "{}: {row:?}", table.id);
            }
        }
    }
}

#[test]
fn tables_and_figures_are_numbered_in_order_and_each_is_cited() {
    for told in every_informe() {
        let informe = told.informe();
        let number = informe.meta.number;
        let mut labels = [Vec::new(), Vec::new()];
        for block in &informe.blocks {
            match block {
                Block::Table(table) => labels[0].push((table.label.clone(), table.id.clone())),
                Block::Figure(figure) => labels[1].push((figure.label.clone(), figure.id.clone())),
                _ => {}
            }
        }
        let text = texts(informe).join("\n");
        for (word, labels) in ["Tabla", "Gráfica"].iter().zip(&labels) {
            for (at, (label, id)) in labels.iter().enumerate() {
                assert_eq!(*label, format!("{word}\u{a0}{}.", at + 1), "{number}");
                let words = label.trim_end_matches('.');
                let cited = text.match_indices(words).filter(|(start, _)| {
                    let next = text[start + words.len()..].chars().next();
                    !next.is_some_and(|c| c.is_ascii_digit())
                });
                assert!(cited.count() > 1, "{number}: {label} ({id}) is not cited");
            }
        }
    }
}

#[test]
fn every_total_is_the_sum_of_the_rows_above_it() {
    let mut totals = 0;
    for told in every_informe() {
        for table in tables(&told.informe().blocks) {
            let Some(total) = table.rows.iter().find(|row| row.role == RowRole::Total) else {
                continue;
            };
            let mut column = 0;
            for cell in &total.cells {
                let shown = plain(&cell.text);
                let number = |text: &str| text.replace(',', "").parse::<f64>().ok();
                if let Some(total) = number(&shown) {
                    let body = table.rows.iter().filter(|row| row.role == RowRole::Body);
                    let values = body.filter_map(|row| number(&plain(&row.cells[column].text)));
                    assert_eq!(values.sum::<f64>(), total, "{}", table.id);
                    totals += 1;
                }
                column += cell.span as usize;
            }
        }
    }
    assert!(totals > 20, "{totals} totals were compared");
}

#[test]
fn a_value_points_to_cells_of_workbooks_that_were_read() {
    let mut values = 0;
    for told in every_informe() {
        for origin in &told.informe().origins {
            values += origin.cells.len();
            for cell in &origin.cells {
                assert!(cell.file.starts_with("inputs/"), "{cell}");
            }
        }
    }
    assert!(values > 1000, "{values} cells");
}

#[test]
fn the_same_data_and_words_give_the_same_informe() {
    let twice = || {
        let informes = compose_all();
        let json = informes
            .iter()
            .map(|told| serde_json::to_string(told.informe()).unwrap());
        json.collect::<Vec<_>>()
    };
    assert_eq!(twice(), twice());
}
