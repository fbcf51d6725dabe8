//! What is said of a mistake in the wording: each code of the six hundreds.

use super::scenario::{Scenario, plain, texts};
use super::tables;

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
    let mut told = Scenario::new(wording)
        .with_good("deoe", "Equipo 😀🚀")
        .compose();
    told.cover(|c| !"😀🚀".contains(c));
    let all: Vec<&str> = told.findings.iter().map(|f| f.message.as_str()).collect();
    let both = "en el informe se leen «[U+1F600]» y «[U+1F680]».";
    assert!(matches!(all[..], [only] if only.ends_with(both)), "{all:?}");
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
fn rev_601_a_name_that_does_not_exist_inside_an_argument() {
    for (wording, near) in [
        (
            "{{ portada(titulo=\"x\", lineas=[reunion.fecha, reunion.fechaa]) }}",
            "fecha",
        ),
        (
            "{{ tabla(\"inventario\", titulo=reunion.titul, columnas={\"bien\": \"Bien\"}) }}",
            "titulo",
        ),
        (
            "{{ contar(\"inventario\", donde=\"cantidad > x\", con={\"x\": reunion.numer}) }}",
            "numero",
        ),
    ] {
        let told = Scenario::new(wording).compose();
        told.assert_finding("REV-601", 1, near);
    }
}

#[test]
fn a_mistake_in_the_paragraphs_of_a_meeting_has_the_line_of_their_file() {
    let told = Scenario::new("{{ parrafos(\"Otra\") }}\n\n{{ parrafos(\"Conclusiones\") }}")
        .with_paragraphs("# Otra\n\nNada.\n\n# Conclusiones\n\nEl {{ reunion.fechaa }}.\n")
        .compose();
    told.assert_finding("REV-601", 7, "fecha");
}
