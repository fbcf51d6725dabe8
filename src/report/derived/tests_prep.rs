//! What the derived resources say of small stories of the PREP.

use super::fixture::Story;

const PREP: (&str, &str) = ("Entregables", "prep-opl");

fn deliverable<'w>(
    no: &'w str,
    variant: &'w str,
    estatus: &'w str,
    day: &'w str,
) -> Vec<(&'w str, &'w str)> {
    vec![
        ("no", no),
        ("variante", variant),
        ("estatus", estatus),
        ("fecha_entrega", day),
        ("aclaracion", ""),
    ]
}

#[test]
fn a_deliverable_is_told_without_days_while_nobody_verified_its_date() {
    let story = Story::new()
        .row(
            (1, "hidalgo"),
            PREP,
            &deliverable("1", "", "Entregado", "2021-09-14"),
        )
        .row((1, "hidalgo"), PREP, &deliverable("2", "", "Pendiente", ""))
        .row(
            (1, "hidalgo"),
            PREP,
            &deliverable("4", "Aprobado", "Pendiente", ""),
        )
        .row(
            (1, "hidalgo"),
            PREP,
            &deliverable("6", "Primera versión", "Entregado", "2021-10-18"),
        );
    let told = story.lines(
        1,
        "entregables",
        &["entidad", "nombre", "situacion", "exigible", "nuevo"],
    );
    let mine: Vec<&String> = told.iter().filter(|l| l.starts_with("Hidalgo")).collect();
    let has = |text: &str| assert!(mine.iter().any(|l| l.contains(text)), "{text}\n{mine:#?}");
    has(
        "Entregado el 14 de septiembre de 2021 (fecha de referencia: 10 de septiembre de 2021) | true | true",
    );
    has(
        "Pendiente a la fecha de corte (fecha de referencia: 10 de septiembre de 2021) | true | false",
    );
    has("Fecha de referencia posterior al corte (10 de noviembre de 2021) | false | false");
    has(
        "Pendiente a la fecha de corte; entregado después del corte (fecha de referencia: 5 de octubre de 2021)",
    );
    assert!(
        !told
            .iter()
            .any(|l| l.contains("plazo") || l.contains("días")),
        "{told:#?}"
    );
}

#[test]
fn a_locked_fecha_de_referencia_is_that_of_the_catalogue() {
    let mut moved = deliverable("1", "", "Pendiente", "").to_vec();
    moved.push(("fecha_referencia", "2021-12-24"));
    let mut story = Story::new().row((1, "hidalgo"), PREP, &moved);
    let day = |story: &Story| {
        let told = story.lines(1, "entregables", &["entidad", "no", "fecha_referencia"]);
        let mine = told
            .into_iter()
            .find(|line| line.starts_with("Hidalgo | 1 |"));
        mine.unwrap()
    };
    assert!(!day(&story).contains("2021-12-24"), "{}", day(&story));
    for sender in &mut story.catalog.instituciones {
        sender.extraordinaria = true;
    }
    assert!(day(&story).contains("2021-12-24"), "{}", day(&story));
}

#[test]
fn a_verified_date_counts_days() {
    let mut story = Story::new().row(
        (1, "hidalgo"),
        PREP,
        &deliverable("1", "", "Entregado", "2021-09-14"),
    );
    for entry in &mut story.catalog.entregables {
        entry.verificado = true;
    }
    let told = story.lines(1, "entregables", &["situacion"]);
    let line = "Entregado el 14 de septiembre de 2021, 4 días después del plazo (10 de septiembre de 2021)";
    assert!(told.iter().any(|l| l == line), "{told:#?}");
}

#[test]
fn a_deliverable_stays_delivered_when_later_workbooks_no_longer_ask_for_it() {
    let story = Story::new()
        .row(
            (1, "hidalgo"),
            PREP,
            &deliverable("1", "", "Entregado", "2021-09-14"),
        )
        .row((2, "hidalgo"), PREP, &deliverable("5", "", "Pendiente", ""));
    let lines = story.lines(2, "entregables_matriz", &["entidad", "no", "clase"]);
    assert!(
        lines.contains(&"Hidalgo | 1 | Entregado".to_owned()),
        "{lines:#?}"
    );
    assert!(lines.contains(&"Hidalgo | 5 | Pendiente".to_owned()));
    assert!(lines.contains(&"Durango | 1 | Sin información a la fecha de corte".to_owned()));
    assert!(lines.contains(&"Hidalgo | 32 | Fecha de referencia posterior al corte".to_owned()));
    let counts = story.lines(
        2,
        "entregables_por_opl",
        &["entidad", "entregados", "pendientes"],
    );
    assert!(
        counts.contains(&"Hidalgo | 1 | 1".to_owned()),
        "{counts:#?}"
    );
}

#[test]
fn every_opl_appears_once_in_alphabetical_order_and_a_new_one_too() {
    let mut story = Story::new();
    let mut seventh = story
        .catalog
        .instituciones
        .iter()
        .find(|i| i.clave == "hidalgo")
        .unwrap()
        .clone();
    seventh.clave = "avila".into();
    seventh.entidad = Some("Ávila".into());
    story.catalog.instituciones.push(seventh);
    let names = story.lines(1, "opl", &["entidad"]);
    assert_eq!(
        names,
        [
            "Aguascalientes",
            "Ávila",
            "Durango",
            "Hidalgo",
            "Oaxaca",
            "Quintana Roo",
            "Tamaulipas"
        ]
    );
    assert_eq!(story.lines(8, "pruebas_por_opl", &["entidad"]), names);
}

#[test]
fn what_is_due_before_the_next_meeting_says_how_many_opl_have_it() {
    let story = Story::new().row(
        (1, "hidalgo"),
        PREP,
        &deliverable("5", "", "Entregado", "2021-10-12"),
    );
    let fields = ["no", "fecha_referencia", "ya_entregado", "por_entregar"];
    let soon = story.lines(1, "por_entregar", &fields);
    assert!(
        soon.contains(&"5 | 2021-11-10 | 1 | 5".to_owned()),
        "{soon:#?}"
    );
    assert!(!soon.iter().any(|l| l.starts_with("7 |")), "{soon:#?}");
}

#[test]
fn an_opl_says_what_it_tested_what_is_attended_and_what_comes_next() {
    let test = [
        ("no", "1"),
        ("fecha", "2022-04-18"),
        ("fases_cubiertas", "Captura; Publicación"),
        ("casos_planeados", "30"),
        ("casos_ejecutados", "29"),
        ("casos_exitosos", "27"),
        ("casos_fallidos", "2"),
        ("incidencias", "2"),
        ("incidencias_atendidas", "1"),
        ("situacion", "Realizada con observaciones en atención"),
        ("fecha_informe_evaluacion", "2022-04-25"),
    ];
    let case = |id: &'static str, estatus: &'static str, again: &'static str| {
        [
            ("no_prueba", "1"),
            ("id_caso", id),
            ("fase", "Captura"),
            ("estatus", estatus),
            ("reejecucion_de", again),
        ]
    };
    let seen = [
        ("entidad", "Oaxaca"),
        ("objeto", "Prueba 1"),
        ("observaciones_emitidas", "3"),
        ("observaciones_atendidas", "1"),
        ("estado", "Con observaciones en atención"),
        ("comentario", "El OPL informó su programa de atención."),
    ];
    let topic = "prep-pruebas";
    let story = Story::new()
        .row((8, "oaxaca"), ("Pruebas", topic), &test)
        .row(
            (8, "oaxaca"),
            ("Casos_prueba", topic),
            &case("CP-1", "Fallido", ""),
        )
        .row(
            (8, "oaxaca"),
            ("Casos_prueba", topic),
            &case("CP-2", "Fallido", ""),
        )
        .row(
            (8, "oaxaca"),
            ("Casos_prueba", topic),
            &case("CP-3", "Exitoso", "CP-1"),
        )
        .row((8, "utsi"), ("Seguimiento_PREP", topic), &seen);
    let fields = [
        "entidad",
        "realizadas",
        "fechas",
        "fases",
        "casos_exitosos",
        "reejecuciones",
        "reejecuciones_exitosas",
        "en_atencion",
        "siguiente_paso",
    ];
    let lines = story.lines(8, "pruebas_por_opl", &fields);
    assert_eq!(
        lines[3],
        "Oaxaca | 1 | 18/04/2022 | Captura, Publicación | 27 | 1 | 1 | 3 | Reejecutar un caso de \
         prueba; concluir la atención de una incidencia y dos observaciones"
    );
    assert_eq!(
        lines[0],
        "Aguascalientes | 0 | ? | ? | ? | 0 | 0 | ? | Remitir la información de sus pruebas"
    );
    assert_eq!(
        story.lines(
            8,
            "casos_por_fase_total",
            &["fase", "casos", "exitosos", "no_exitosos"]
        ),
        ["Captura | 3 | 1 | 2"]
    );
    assert_eq!(
        story.lines(8, "puntos_seguimiento", &["asunto", "area", "texto"]),
        ["Oaxaca | UTSI | El OPL informó su programa de atención."]
    );
}

#[test]
fn the_audit_is_told_as_a_sum_over_the_opl() {
    let line = |alta: &'static str| {
        [
            ("linea", "Análisis"),
            ("hallazgos_alta", alta),
            ("atendidos_alta", "1"),
        ]
    };
    let story = Story::new()
        .row((6, "oaxaca"), ("Auditoria", "prep-opl"), &line("2"))
        .row((6, "hidalgo"), ("Auditoria", "prep-opl"), &line("3"));
    let fields = ["severidad", "reportados", "atendidos", "en_atencion"];
    assert_eq!(
        story.lines(6, "auditoria_total", &fields),
        ["Alta | 5 | 2 | 3", "Media | ? | ? | ?", "Baja | ? | ? | ?"]
    );
}

#[test]
fn simulacros_and_jornada_have_their_shares() {
    let actas = [
        ("no", "1"),
        ("actas_esperadas", "200"),
        ("actas_capturadas", "190"),
        ("actas_publicadas", "180"),
    ];
    let story = Story::new().row((9, "durango"), ("Simulacros", "prep-opl"), &actas);
    let fields = [
        "nombre",
        "porcentaje_publicadas",
        "por_publicar",
        "por_capturar",
    ];
    assert_eq!(
        story.lines(9, "simulacros", &fields),
        ["Durango, simulacro 1 | 90 | 10 | 10"]
    );
    assert_eq!(
        story.lines(9, "simulacros_por_opl", &["simulacros"])[1],
        "1"
    );
}
