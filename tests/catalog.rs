//! The shipped catalogue says what the seed and the reference of the domain say.

#![allow(clippy::unwrap_used, reason = "a test may stop where it likes")]

use relator::catalog::{self, Catalog};
use relator::domain::{Clase, Fecha, ReglaFecha, Sentido};
use std::collections::BTreeSet;

fn shipped() -> Catalog {
    let carried = catalog::carried();
    carried.map_err(|error| format!("{error:#?}")).unwrap()
}

fn date(text: &str) -> Fecha {
    text.parse().unwrap()
}

#[test]
fn the_eleven_dates_of_the_calendar_each_with_its_corte_three_days_before() {
    let dates = [
        "2021-10-19",
        "2021-11-16",
        "2021-12-14",
        "2022-01-18",
        "2022-02-15",
        "2022-03-15",
        "2022-04-19",
        "2022-05-03",
        "2022-05-26",
        "2022-06-14",
        "2022-07-26",
    ];
    let catalog = shipped();
    let meetings = &catalog.proceso.reuniones;
    let found: Vec<(u8, Fecha)> = meetings.iter().map(|r| (r.numero, r.fecha)).collect();
    let expected: Vec<(u8, Fecha)> = (1..).zip(dates.map(date)).collect();
    assert_eq!(found, expected);
    for meeting in meetings {
        assert_eq!(
            (meeting.fecha - meeting.corte).num_days(),
            3,
            "{}",
            meeting.numero
        );
    }
}

#[test]
fn the_topics_of_each_meeting() {
    let catalog = shipped();
    let topics = |numero: u8| catalog.reunion(numero).unwrap().temas.join(" ");
    let with_rm = "sistemas-pel prep-opl revocacion-mandato";
    let with_both = "sistemas-pel sistemas-pel-extraordinarios prep-opl revocacion-mandato";
    let expected = [
        with_rm,
        with_rm,
        with_rm,
        with_rm,
        with_both,
        with_both,
        with_both,
        "prep-pruebas",
        "sistemas-pel sistemas-pel-extraordinarios prep-opl",
        "sistemas-pel prep-opl",
        "sistemas-pel prep-opl",
    ];
    for (numero, expected) in (1..).zip(expected) {
        assert_eq!(topics(numero), expected, "meeting {numero}");
    }
    let slugs: Vec<&str> = catalog
        .temas
        .iter()
        .map(|(slug, _)| slug.as_str())
        .collect();
    let in_order = [
        "sistemas-pel",
        "sistemas-pel-extraordinarios",
        "prep-opl",
        "revocacion-mandato",
        "consulta-popular",
        "prep-pruebas",
    ];
    assert_eq!(slugs, in_order);
}

#[test]
fn only_the_eighth_meeting_has_a_footnote_and_an_informe_of_its_own() {
    let catalog = shipped();
    for meeting in &catalog.proceso.reuniones {
        let special = meeting.numero == 8;
        assert_eq!(meeting.nota.is_some(), special);
        assert_eq!(meeting.informe == "pruebas-prep", special);
        assert_eq!(meeting.informe == "ordinario", !special);
    }
    let note = catalog.reunion(8).and_then(|r| r.nota.as_deref());
    let seed = "En esta reunión se presentará únicamente el informe del seguimiento al desarrollo \
                de las pruebas de funcionalidad del sistema informático del PREP.";
    assert_eq!(note, Some(seed));
}

#[test]
fn what_each_kind_of_sender_is_asked_for() {
    let catalog = shipped();
    let asked = |numero: u8, clase: Clase| {
        let sheets = catalog.esquemas_de(numero, clase);
        let names: Vec<&str> = sheets.iter().map(|e| e.hoja.as_str()).collect();
        names.join(" ")
    };
    let opl = [
        "Portada Entregables Datos_PREP Compromisos",
        "Portada Entregables Datos_PREP Compromisos",
        "Portada Entregables Datos_PREP Compromisos",
        "Portada Entregables Datos_PREP Compromisos",
        "Portada Entregables Datos_PREP Compromisos",
        "Portada Entregables Datos_PREP Auditoria Compromisos",
        "Portada Entregables Datos_PREP Pruebas Compromisos",
        "Portada Pruebas Casos_prueba Incidencias",
        "Portada Entregables Pruebas Simulacros Compromisos",
        "Portada Entregables Simulacros Jornada Compromisos",
        "Portada Entregables Datos_PREP Auditoria Compromisos",
    ];
    for (numero, opl) in (1..).zip(opl) {
        let eighth = numero == 8;
        let ine = "Portada Sistemas Incidencias Compromisos";
        let utsi = "Portada Sistemas Incidencias Seguimiento_PREP Compromisos";
        let secretaria = "Portada Recepcion Compromisos_abiertos";
        assert_eq!(asked(numero, Clase::Opl), opl, "meeting {numero}");
        assert_eq!(asked(numero, Clase::Ine), if eighth { "" } else { ine });
        assert_eq!(
            asked(numero, Clase::Utsi),
            if eighth {
                "Portada Seguimiento_PREP"
            } else {
                utsi
            }
        );
        assert_eq!(
            asked(numero, Clase::Secretaria),
            if eighth {
                "Portada Recepcion"
            } else {
                secretaria
            }
        );
        for clase in [Clase::Ine, Clase::Utsi, Clase::Opl, Clase::Secretaria] {
            assert!(catalog.esquemas_de(numero, clase).len() <= 5);
        }
    }
}

/// Number and variant of every deliverable with its date for 5 June 2022 (reference of the domain,
/// §2.2).
const REFERENCE_DATES: [(u8, &str, &str); 54] = [
    (1, "", "2021-09-10"),
    (2, "", "2021-09-10"),
    (3, "Septiembre 2021", "2021-10-05"),
    (3, "Octubre 2021", "2021-11-05"),
    (3, "Noviembre 2021", "2021-12-05"),
    (3, "Diciembre 2021", "2022-01-05"),
    (3, "Enero 2022", "2022-02-05"),
    (3, "Febrero 2022", "2022-03-05"),
    (3, "Marzo 2022", "2022-04-05"),
    (3, "Abril 2022", "2022-05-05"),
    (3, "Mayo 2022", "2022-06-05"),
    (4, "Proyecto", "2021-10-05"),
    (4, "Aprobado", "2021-11-10"),
    (5, "", "2021-11-10"),
    (6, "Primera versión", "2021-10-05"),
    (6, "Revisada", "2021-12-05"),
    (7, "", "2021-12-10"),
    (8, "Proyecto", "2021-12-05"),
    (8, "Aprobado", "2022-01-10"),
    (9, "", "2022-01-10"),
    (10, "Preliminar", "2022-01-05"),
    (10, "Final", "2022-02-10"),
    (11, "Preliminar", "2022-01-05"),
    (11, "Final", "2022-02-10"),
    (12, "Proyecto", "2022-01-05"),
    (12, "Aprobado", "2022-02-10"),
    (13, "Proyecto", "2022-01-05"),
    (13, "Aprobado", "2022-02-10"),
    (14, "", "2022-02-05"),
    (15, "Preliminar", "2022-02-05"),
    (15, "Final", "2022-03-10"),
    (16, "Preliminar", "2022-03-05"),
    (16, "Final", "2022-04-10"),
    (17, "Proyecto", "2022-03-21"),
    (17, "Aprobado", "2022-04-10"),
    (18, "Proyecto", "2022-03-21"),
    (18, "Aprobado", "2022-04-10"),
    (19, "Proyecto", "2022-03-21"),
    (19, "Aprobado", "2022-04-10"),
    (20, "Proyecto", "2022-03-21"),
    (20, "Aprobado", "2022-04-10"),
    (21, "", "2022-04-15"),
    (22, "", "2022-04-17"),
    (23, "", "2022-04-25"),
    (24, "", "2022-05-31"),
    (25, "", "2022-05-31"),
    (26, "Prototipo", "2022-05-12"),
    (26, "Publicación", "2022-05-31"),
    (27, "", "2022-06-04"),
    (28, "", "2022-06-11"),
    (29, "", "2022-07-05"),
    (30, "", "2022-07-05"),
    (31, "", "2022-07-05"),
    (32, "", "2022-06-30"),
];

#[test]
fn the_rules_give_every_reference_date_for_the_fifth_of_june() {
    let catalog = shipped();
    let jornada = date("2022-06-05");
    assert_eq!(catalog.proceso.jornada, jornada);
    let found: Vec<(u8, &str, Option<Fecha>)> = catalog
        .entregables
        .iter()
        .map(|e| (e.no, e.variante.as_str(), e.fecha_referencia(jornada)))
        .collect();
    let expected = REFERENCE_DATES.map(|(no, variant, day)| (no, variant, Some(date(day))));
    assert_eq!(found, expected);
    assert!(catalog.entregables.iter().all(|e| !e.verificado));
    assert!(
        catalog
            .entregables
            .iter()
            .all(|e| e.titulo_corto.chars().count() <= 32)
    );
}

/// The dates follow from the election day that stands in `proceso.toml` and from nothing else.
#[test]
fn another_election_day_in_the_file_moves_every_reference_date() {
    let mut files: std::collections::BTreeMap<String, Vec<u8>> = catalog::embedded()
        .into_iter()
        .map(|(path, bytes)| (path.to_owned(), bytes.to_vec()))
        .collect();
    let text = String::from_utf8(files["proceso.toml"].clone()).unwrap();
    let moved = text.replacen("jornada = \"2022-06-05\"", "jornada = \"2022-05-31\"", 1);
    files.insert("proceso.toml".to_owned(), moved.into_bytes());
    let catalog = catalog::from_files(&files).unwrap();
    let day = |no: u8, variant: &str| {
        let named = |e: &&relator::domain::Entregable| e.no == no && e.variante == variant;
        let item = catalog.entregables.iter().find(named).unwrap();
        item.fecha_referencia(catalog.proceso.jornada).unwrap()
    };
    assert_eq!(day(14, ""), date("2022-01-31"));
    assert_eq!(
        day(15, "Final"),
        date("2022-03-05"),
        "28 February and five days"
    );
    assert_eq!(day(21, ""), date("2022-04-10"));
    assert_eq!(day(31, ""), date("2022-06-30"), "June has no day 31");
}

#[test]
fn a_month_without_that_day_ends_on_its_last() {
    let rule = ReglaFecha {
        sentido: Sentido::Antes,
        meses: 1,
        dias: 0,
        mas_dias: 0,
        menos_dias: 0,
    };
    assert_eq!(rule.apply(date("2024-03-31")), Some(date("2024-02-29")));
    assert_eq!(rule.apply(date("2022-03-31")), Some(date("2022-02-28")));
    let never = ReglaFecha {
        meses: u32::MAX,
        ..rule
    };
    assert_eq!(never.apply(date("2022-03-31")), None);
}

#[test]
fn ten_areas_of_the_institute_report_systems_and_six_opl_their_prep() {
    let catalog = shipped();
    let areas: BTreeSet<&str> = catalog.sistemas.iter().map(|s| s.area.as_str()).collect();
    assert!(areas.len() >= 10, "{areas:?}");
    let opl: Vec<&str> = catalog.opl().iter().map(|i| i.nombre_corto()).collect();
    let entities = [
        "Aguascalientes",
        "Durango",
        "Hidalgo",
        "Oaxaca",
        "Quintana Roo",
        "Tamaulipas",
    ];
    assert_eq!(opl, entities);
    assert!(catalog.sistemas.iter().all(|s| !s.verificado));
    for process in &catalog.proceso.procesos {
        let reported = catalog
            .sistemas
            .iter()
            .any(|s| s.procesos.contains(&process.nombre));
        assert_eq!(
            reported,
            process.nombre != "Consulta popular",
            "{}",
            process.nombre
        );
    }
}

#[test]
fn a_sender_is_found_under_every_name_that_is_not_ambiguous() {
    let catalog = shipped();
    let found = |text: &str| catalog.remitente_por_nombre(text).map(|i| i.clave.as_str());
    assert_eq!(found("UNICOM"), Some("utsi"));
    assert_eq!(found("  quintana   ROO "), Some("quintana-roo"));
    assert_eq!(
        found("Instituto Estatal Electoral de Hidalgo."),
        Some("hidalgo")
    );
    assert_eq!(found("secretaria"), Some("secretaria"));
    assert_eq!(found("IEE"), None);
    assert_eq!(found("IEPC"), None);
    let system = catalog.sistema("sistema de cómputos").unwrap();
    assert_eq!(system.clave, "COM");
}

#[test]
fn the_last_report_of_a_topic() {
    let catalog = shipped();
    let before =
        |topic: &str, numero: u8| catalog.reunion_anterior(topic, numero).map(|r| r.numero);
    assert_eq!(before("sistemas-pel", 9), Some(7));
    assert_eq!(before("prep-opl", 10), Some(9));
    assert_eq!(before("prep-pruebas", 8), None);
    assert_eq!(before("sistemas-pel", 1), None);
}

/// The page that tells the secretariat how to add things is true: its own example is added, with a
/// twelfth meeting and a seventh OPL, by files alone.
#[test]
fn a_topic_a_meeting_and_an_opl_are_added_as_the_page_says() {
    let mut files: std::collections::BTreeMap<String, Vec<u8>> = catalog::embedded()
        .into_iter()
        .map(|(path, bytes)| (path.to_owned(), bytes.to_vec()))
        .collect();
    let page = String::from_utf8(files["LEEME.md"].clone()).unwrap();
    let examples: Vec<&str> = page.split("```toml").skip(1).collect();
    let example = |i: usize| examples[i].split("```").next().unwrap();
    let topic = format!("{}\n{}", example(0), example(1));
    files.insert("temas/capacitacion.toml".to_owned(), topic.into_bytes());
    files.insert("reuniones/05.toml".to_owned(), example(2).into());
    let mut append = |path: &str, text: &str| {
        files
            .get_mut(path)
            .unwrap()
            .extend_from_slice(text.as_bytes());
    };
    append(
        "proceso.toml",
        "\n[[reuniones]]\nnumero = 12\nfecha = \"2022-08-30\"\ncorte = \"2022-08-27\"\n\
         temas = [\"sistemas-pel\", \"capacitacion\"]\ninforme = \"ordinario\"\n\
         [reuniones.hojas]\nINE = [\"Sistemas\", \"Cursos\"]\n",
    );
    append(
        "instituciones.toml",
        "\n[[instituciones]]\nclave = \"colima\"\nnombre = \"Instituto Electoral del Estado de \
         Colima\"\nsigla = \"IEE Colima\"\nclase = \"OPL\"\nentidad = \"Colima\"\n",
    );
    let catalog = catalog::from_files(&files).unwrap();
    let asked = catalog.esquemas_de(12, Clase::Ine);
    let names: Vec<&str> = asked.iter().map(|e| e.hoja.as_str()).collect();
    assert_eq!(names, ["Portada", "Sistemas", "Cursos"]);
    assert_eq!(asked[2].reglas.len(), 1);
    assert_eq!(catalog.tema_de(asked[2], None, 12), Some("capacitacion"));
    assert_eq!(catalog.temas.last().unwrap().1, "Capacitación en línea");
    let opl: Vec<&str> = catalog.opl().iter().map(|i| i.nombre_corto()).collect();
    assert_eq!(catalog.wording.ajustes[&5].len(), 2);
    assert_eq!(opl[1], "Colima");
    assert_eq!(opl.len(), 7);
}

#[test]
fn every_rule_says_what_is_wrong_what_is_expected_what_to_do_and_shows_an_example() {
    let catalog = shipped();
    let rules = catalog.esquemas.iter().flat_map(|e| &e.reglas);
    let rules = rules.map(|r| (&r.id, [&r.mensaje, &r.esperado, &r.ayuda, &r.ejemplo]));
    let checks = catalog.comprobaciones.iter();
    let checks = checks.map(|c| (&c.id, [&c.mensaje, &c.esperado, &c.ayuda, &c.ejemplo]));
    for (id, [message, expected, help, example]) in rules.chain(checks) {
        for sentence in [message, help, example] {
            assert!(sentence.ends_with('.'), "{id}: {sentence:?}");
        }
        assert!(
            !expected.is_empty() && !expected.ends_with('.'),
            "{id}: {expected}"
        );
        let all = format!("{message} {expected} {help} {example}").to_lowercase();
        for word in ["cédula", "hallazgo", "salvedad", "constancia", "null", "  "] {
            assert!(!all.contains(word), "{id}: {word:?} in {all}");
        }
    }
}
