//! Text comes out as it came in.

use relator::report::Informe;

use super::{TYPESETTER, assert_valid, muestra, typeset, words};

/// Every place of an informe that a workbook can fill.
fn with_text(text: &str) -> Informe {
    let mut informe = muestra::informe();
    informe.blocks.truncate(1);
    informe.blocks.push(muestra::parrafo(vec![
        muestra::t(text),
        muestra::negrita(text),
        muestra::nota(text),
    ]));
    informe.blocks.push(muestra::una_tabla(text));
    informe.blocks.push(muestra::un_dibujo(text));
    informe
}

#[test]
fn hostile_text_comes_out_as_it_is() {
    let texts = [
        "#read(\"/ajustes.typ\")",
        "$x^2$ \\ \\frac{1}{2}",
        "*b* _i_ `c` = h",
        "@ref <grafica> https://ine.mx",
        "</w:t><w:p/> &amp; <b>",
        "{{ valor }} {% if %} }{ ]][[",
        "-- --- ... ~ '¡' \"dos\" // /* */",
        "../../etc/passwd",
        "Malo\u{fffd}carácter [U+1F600] tab\tulador",
    ];
    for text in texts {
        let made = typeset(&with_text(text));
        assert_valid(&made.pdf);
        let Some(found) = words(&made.pdf, "-raw") else {
            return;
        };
        let squeeze = |text: &str| text.split_whitespace().collect::<String>();
        let count = squeeze(&found).matches(&squeeze(text)).count();
        assert!(count >= 6, "{text} stands {count} times in\n{found}");
    }
}

#[test]
fn a_word_of_3000_letters_is_broken_and_loses_none() {
    let word = "ñandú7".repeat(500);
    let made = typeset(&with_text(&word));
    assert_valid(&made.pdf);
    let Some(found) = words(&made.pdf, "-raw") else {
        return;
    };
    let letters = found.matches('ñ').count();
    assert!(letters >= 4 * 500, "{letters} of the letters are left");
}

#[test]
fn the_fonts_cover_what_an_informe_needs_and_say_what_they_lack() {
    for c in "áéíóúüñÁÉÍÓÚÜÑ¿¡“”«»—–−…·●■▲○§°ºª½€$%&@→≤≥\u{fffd}\u{a0}".chars()
    {
        assert!(TYPESETTER.covers(c), "{c}");
    }
    for c in "漢😀✓".chars() {
        assert!(!TYPESETTER.covers(c), "{c}");
    }
}

#[test]
fn a_character_without_a_glyph_is_told_and_not_printed_as_a_box() {
    let mut informe = muestra::informe();
    informe.blocks.truncate(1);
    informe
        .blocks
        .push(muestra::parrafo(vec![muestra::t("漢")]));
    let findings = TYPESETTER.typeset(&informe, &[]).unwrap_err();
    assert_eq!(findings[0].code.to_string(), "REV-620");
    assert!(
        findings[0].message.contains('漢'),
        "{}",
        findings[0].message
    );
}

#[test]
fn a_sigla_is_never_divided() {
    let sigla = "COTSPELCOTAPREPSIVOPLE";
    let word = "desproporcionadamente";
    let mut informe = muestra::informe();
    informe.blocks.truncate(1);
    for apart in 1..12 {
        let text = format!("{sigla} {}", format!("{word} ").repeat(apart)).repeat(8);
        informe
            .blocks
            .push(muestra::parrafo(vec![muestra::t(&text)]));
    }
    let Some(found) = words(&typeset(&informe).pdf, "-raw") else {
        return;
    };
    assert_eq!(found.matches(sigla).count(), 11 * 8);
    assert!(found.contains('\u{ad}'), "other words still are");
}
