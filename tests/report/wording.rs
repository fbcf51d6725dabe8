//! What the wording can say: values, tables, headings, conditions.

use super::scenario::{Scenario, outline, plain, texts};
use super::tables;
use relator::report::{Align, Block, Inline, RowRole};

#[test]
fn a_new_topic_needs_files_only() {
    let told = Scenario::new(include_str!("scenario/inventario.md")).compose();
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
            "tres bienes; veintiún días; 1,234.5; 83.40%; 5\u{a0}de mayo de 2022; 05/05/2022; décima segunda; del 24\u{a0}de julio al 20\u{a0}de agosto de 2022; 33.33%; núm.\u{a0}3; Equipo C, Equipo B y Equipo A; 1"
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
fn a_table_lies_as_its_call_asks() {
    let eight = "columnas=[\"bien\", \"cantidad\", \"avance\", \"al\", \"estatus\", \"remitente\", \"reporte\", \"bien\"]";
    for (extra, landscape) in [(", horizontal=true", true), (", horizontal=false", false)] {
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
