//! Every row rule of the shipped topics, with a row that is in order and one that is not.

#![allow(clippy::unwrap_used, reason = "a test may stop where it likes")]

mod case;

use case::{Case, row, shipped, tells};
use serde_json::{Value as Json, json};

#[test]
fn a_row_of_empty_cells_breaks_no_rule() {
    let catalog = shipped();
    for schema in &catalog.esquemas {
        let mut case = Case::new(&catalog, &schema.hoja, json!({}));
        case.schema = schema;
        case.row = row(schema, &json!({}));
        for other in &catalog.esquemas {
            let empty = json!([row(other, &json!({}))]);
            case.book.insert(other.hoja.clone(), empty);
        }
        for numero in 1..=11 {
            for old in [Json::Null, case.row.clone()] {
                case.old = old;
                case.meeting["numero"] = json!(numero);
                assert_eq!(case.told(), Vec::<String>::new(), "{}", schema.hoja);
            }
        }
    }
}

#[test]
fn r_02_a_date_outside_the_process() {
    let c = shipped();
    let date = |day: &str| Case::new(&c, "Recepcion", json!({"fecha_hora": day}));
    tells(date("2022-02-12 13:45"), &[]);
    tells(date("2022-09-30 23:59"), &[]);
    tells(date("2022-10-01 00:00"), &["R-02 fecha_hora"]);
    let closed = |day: &str| Case::new(&c, "Compromisos", json!({"fecha_atencion": day}));
    tells(closed("2021-07-01"), &[]);
    tells(closed("2021-06-30"), &["R-02 fecha_atencion"]);
    let said = |day: &str| Case::new(&c, "Portada", json!({"fecha_informacion": day}));
    tells(said("2022-02-12"), &[]);
    tells(said("2022-02-13"), &["R-02 fecha_informacion"]);
    tells(said("2032-02-13"), &["R-02 fecha_informacion"]);
}

#[test]
fn r_03_an_advance_that_goes_back_is_explained() {
    let c = shipped();
    let now = |said| Case::new(&c, "Sistemas", said).after(json!({"avance_real": 60.5}));
    tells(now(json!({"avance_real": 60.5})), &[]);
    tells(now(json!({"avance_real": 60})), &["R-03 avance_real"]);
    tells(
        now(json!({"avance_real": 60, "justificacion": "Nuevo alcance"})),
        &[],
    );
}

#[test]
fn r_04_the_status_and_the_dates_of_release_agree() {
    let c = shipped();
    let row = |estatus: &str, avance: f64, released: Json, ended: Json| {
        let said = json!({"estatus": estatus, "avance_real": avance,
            "fecha_liberacion_real": released, "fecha_fin_operacion": ended});
        Case::new(&c, "Sistemas", said)
    };
    let day = || json!("2022-02-01");
    let release = ["R-04 fecha_liberacion_real"];
    tells(row("Liberado", 100.0, Json::Null, Json::Null), &release);
    tells(row("Liberado", 100.0, day(), Json::Null), &[]);
    tells(row("En ejecución", 50.0, day(), Json::Null), &release);
    tells(row("Cancelado", 50.0, day(), Json::Null), &[]);
    tells(row("Cancelado", 50.0, Json::Null, Json::Null), &[]);
    tells(
        row("En operación", 100.0, day(), day()),
        &["R-04 fecha_fin_operacion"],
    );
    tells(row("Fuera de operación", 100.0, day(), day()), &[]);
    tells(
        row("Liberado", 100.0, json!("2022-02-13"), Json::Null),
        &release,
    );
    tells(
        row("Liberado", 99.5, day(), Json::Null),
        &["R-04 avance_real"],
    );
}

#[test]
fn r_05_a_rescheduled_release_is_explained() {
    let c = shipped();
    let now = |day: Json, why: Json| {
        let said = json!({"fecha_liberacion_programada": day, "justificacion": why});
        let before = json!({"fecha_liberacion_programada": "2022-03-01"});
        Case::new(&c, "Sistemas", said).after(before)
    };
    let told = ["R-05 fecha_liberacion_programada"];
    tells(now(json!("2022-03-01"), Json::Null), &[]);
    tells(now(json!("2022-04-01"), Json::Null), &told);
    tells(now(Json::Null, Json::Null), &told);
    tells(now(json!("2022-04-01"), json!("Nuevo alcance")), &[]);
}

#[test]
fn r_06_a_release_that_has_passed_is_a_delay() {
    let c = shipped();
    let row = |estatus: &str, day: &str| {
        let said = json!({"estatus": estatus, "fecha_liberacion_programada": day});
        Case::new(&c, "Sistemas", said)
    };
    tells(row("En ejecución", "2022-02-11"), &["R-06 estatus"]);
    tells(row("En ejecución", "2022-02-12"), &[]);
    tells(row("Con desfase", "2022-02-11"), &[]);
}

#[test]
fn r_07_r_08_the_status_follows_the_advance() {
    let c = shipped();
    let row = |said| Case::new(&c, "Sistemas", said);
    let done = |fase: &str| {
        row(json!({"estatus": "En ejecución", "avance_real": 100, "fase_actual": fase}))
    };
    tells(done("Pruebas"), &["R-07 fase_actual"]);
    tells(done("Liberación"), &[]);
    let to_start = |said: f64| row(json!({"estatus": "Por iniciar", "avance_real": said}));
    tells(to_start(0.0), &[]);
    tells(to_start(0.5), &["R-08 avance_real"]);
    tells(to_start(100.0), &["R-08 avance_real"]);
    tells(
        row(json!({"estatus": "Por iniciar", "fecha_liberacion_real": "2022-02-01"})),
        &["R-08 fecha_liberacion_real"],
    );
}

#[test]
fn r_11_r_13_a_delivered_deliverable_has_its_date_and_document() {
    let c = shipped();
    let row = |said| Case::new(&c, "Entregables", said);
    let given = |day: Json, folio: Json, acuerdo: Json| {
        row(json!({"estatus": "Entregado", "fecha_entrega": day,
            "oficio_o_folio": folio, "acuerdo": acuerdo}))
    };
    let day = || json!("2022-02-12");
    let dated = ["R-11 fecha_entrega"];
    tells(given(Json::Null, json!("O-1"), Json::Null), &dated);
    tells(given(json!("2022-02-13"), json!("O-1"), Json::Null), &dated);
    tells(
        given(day(), Json::Null, Json::Null),
        &["R-11 oficio_o_folio"],
    );
    tells(given(day(), Json::Null, json!("A-1")), &[]);
    let pending =
        |before: &str| row(json!({"estatus": "Pendiente"})).after(json!({"estatus": before}));
    tells(pending("Entregado"), &["R-13 estatus"]);
    tells(pending("En proceso"), &[]);
}

#[test]
fn r_12_documents_follow_one_another() {
    let c = shipped();
    let document = |no: u8, variante: &str, day: &str| json!({"no": no, "variante": variante, "fecha_entrega": day});
    let row =
        |no: u8, variante: &str| Case::new(&c, "Entregables", document(no, variante, "2022-01-10"));
    let late = |no: u8, variante: &str| document(no, variante, "2022-01-11");
    let told = ["R-12 fecha_entrega"];
    let with = |row: Case<'_>, other: Json, expected: &[&str]| {
        tells(row.with("Entregables", other), expected);
    };
    with(
        row(8, "Aprobado"),
        document(8, "Proyecto", "2022-01-10"),
        &[],
    );
    with(row(8, "Aprobado"), late(8, "Proyecto"), &told);
    with(row(16, "Final"), late(16, "Preliminar"), &told);
    with(row(16, "Final"), late(15, "Preliminar"), &[]);
    with(row(6, "Revisada"), late(6, "Primera versión"), &told);
    with(row(14, ""), late(9, ""), &told);
    with(row(15, "Final"), late(14, ""), &told);
    with(row(15, "Preliminar"), late(14, ""), &[]);
    with(row(5, ""), late(4, "Aprobado"), &told);
    let test = |day: &str| json!({"no": 1, "nombre": "Prueba", "fecha": day});
    tells(row(21, "").with("Pruebas", test("2022-01-09")), &told);
    tells(row(22, "").with("Pruebas", test("2022-01-10")), &[]);
    tells(row(23, "").with("Pruebas", test("2022-01-11")), &told);
    tells(row(23, "").with("Pruebas", test("2022-01-10")), &[]);
    let third = json!({"no": 3, "fecha": "2022-01-11"});
    tells(row(27, "").with("Simulacros", third), &told);
    tells(row(28, ""), &told);
    let judged = json!({"fecha": "2022-02-10", "fecha_informe_evaluacion": "2022-02-09"});
    tells(
        Case::new(&c, "Pruebas", judged),
        &["R-12 fecha_informe_evaluacion"],
    );
}

#[test]
fn r_14_r_27_what_applies_only_in_its_case() {
    let c = shipped();
    let row = |said| Case::new(&c, "Entregables", said);
    let ten = |estatus: &str, modalidad: &str| {
        row(json!({"no": 10, "variante": "Final", "estatus": estatus}))
            .with("Datos_PREP", json!({"modalidad": modalidad}))
    };
    tells(ten("Pendiente", "OPL"), &["R-14 estatus"]);
    tells(ten("No aplica", "OPL"), &[]);
    tells(ten("No aplica", "Con tercero"), &["R-14 estatus"]);
    tells(ten("Pendiente", "Con tercero"), &[]);
    let applies = |no: u8, aplica: bool| row(json!({"no": no, "aplica": aplica}));
    tells(applies(11, false), &["R-27 aplica"]);
    tells(applies(25, false), &[]);
    tells(applies(11, true), &[]);
    let of =
        |aplica: bool, estatus: &str| row(json!({"no": 25, "aplica": aplica, "estatus": estatus}));
    tells(of(true, "No aplica"), &["R-27 estatus"]);
    tells(of(false, "En proceso"), &["R-27 aplica"]);
    tells(of(false, "No aplica"), &[]);
    tells(
        row(json!({"no": 11, "estatus": "No aplica"})),
        &["R-27 estatus"],
    );
    let given = |estatus: &str| {
        let said =
            json!({"no": 11, "estatus": estatus, "fecha_entrega": "2022-01-10", "acuerdo": "A"});
        row(said)
    };
    tells(given("Pendiente"), &["R-27 fecha_entrega"]);
    tells(given("Entregado"), &[]);
    let day = |day: &str| row(json!({"no": 9, "fecha_referencia": day}));
    tells(day("2022-03-11"), &["R-27 fecha_referencia"]);
    let own = c.entregables.iter().find(|e| e.no == 9).unwrap();
    let own = own.fecha_referencia(c.proceso.jornada).unwrap().to_string();
    tells(day(&own), &[]);
}

#[test]
fn r_15_r_16_the_cases_of_a_test_add_up() {
    let c = shipped();
    let test = |planned: u8, passed: u8| {
        let said = json!({"no": 1, "casos_planeados": planned, "casos_ejecutados": 9,
            "casos_exitosos": passed, "casos_fallidos": 1, "casos_bloqueados": 0,
            "casos_no_ejecutados": 1});
        Case::new(&c, "Pruebas", said)
    };
    tells(test(10, 8), &[]);
    tells(test(11, 8), &["R-15 casos_planeados"]);
    tells(test(10, 7), &["R-15 casos_ejecutados"]);
    let case = |id: &str, estatus: &str, of: Json| json!({"no_prueba": 1, "id_caso": id, "estatus": estatus, "reejecucion_de": of});
    let judged = |said: Json| {
        Case::new(&c, "Pruebas", said)
            .with("Casos_prueba", case("1", "Exitoso", Json::Null))
            .with("Casos_prueba", case("2", "Fallido", Json::Null))
            .with("Casos_prueba", case("3", "Exitoso", json!("2")))
    };
    tells(
        judged(json!({"no": 1, "casos_exitosos": 1, "casos_fallidos": 1})),
        &[],
    );
    tells(
        judged(json!({"no": 1, "casos_exitosos": 2})),
        &["R-16 casos_exitosos"],
    );
}

#[test]
fn r_17_r_18_a_failed_case_is_followed() {
    let c = shipped();
    let failed =
        || json!({"no_prueba": 1, "id_caso": "7", "estatus": "Fallido", "id_incidencia": "I-1"});
    let incident = |estatus: &str| json!({"id": "I-1", "no_prueba": 1, "severidad": "Alta", "estatus": estatus});
    let case = || Case::new(&c, "Casos_prueba", failed());
    tells(case(), &["R-17 id_incidencia"]);
    tells(case().with("Incidencias", incident("Abierta")), &[]);
    let test = || Case::new(&c, "Pruebas", json!({"no": 1, "situacion": "Realizada"}));
    tells(test().with("Casos_prueba", failed()), &["R-18 situacion"]);
    let again =
        json!({"no_prueba": 1, "id_caso": "8", "estatus": "Exitoso", "reejecucion_de": "7"});
    tells(
        test()
            .with("Casos_prueba", failed())
            .with("Casos_prueba", again),
        &[],
    );
    tells(
        test().with("Incidencias", incident("Abierta")),
        &["R-18 situacion"],
    );
    tells(test().with("Incidencias", incident("Cerrada")), &[]);
}

#[test]
fn r_19_r_20_the_tests_of_the_eighth_meeting() {
    let c = shipped();
    let test = |said: &Json| Case::new(&c, "Pruebas", said.clone()).at(8, "2022-04-30");
    let to_do = json!({"no": 1, "situacion": "Por realizar"});
    tells(test(&to_do), &["R-19 aclaracion"]);
    let explained = json!({"no": 1, "situacion": "Por realizar", "aclaracion": "El 5 de mayo"});
    tells(test(&explained), &[]);
    let part = json!({"no": 1, "situacion": "Realizada",
        "fases_cubiertas": ["Captura", "Verificación"]});
    let rest = json!({"no": 2, "situacion": "Realizada", "fases_cubiertas": ["Publicación"]});
    tells(test(&part), &["R-20 fases_cubiertas"]);
    tells(test(&part).with("Pruebas", rest), &[]);
    tells(test(&part).at(7, "2022-04-16"), &[]);
}

#[test]
fn r_21_at_least_three_drills_and_three_updates() {
    let c = shipped();
    let drill = |no: u8| json!({"no": no, "fecha": "2022-05-15"});
    let row = |no: u8| Case::new(&c, "Simulacros", drill(no));
    tells(row(1).at(9, "2022-05-23"), &[]);
    tells(row(1).at(10, "2022-06-11"), &["R-21 no"]);
    tells(
        row(1)
            .at(10, "2022-06-11")
            .with("Simulacros", drill(2))
            .with("Simulacros", drill(3)),
        &[],
    );
    tells(row(3).at(10, "2022-06-11"), &[]);
    let updates = |said| Case::new(&c, "Datos_PREP", said);
    tells(
        updates(json!({"actualizaciones_hora_datos": 2})),
        &["R-21 actualizaciones_hora_datos"],
    );
    tells(updates(json!({"actualizaciones_hora_bases": 3})), &[]);
}

#[test]
fn r_22_a_part_is_not_more_than_its_whole() {
    let c = shipped();
    let actas = |published: u16| {
        json!({"actas_publicadas": published, "actas_verificadas": 90, "actas_capturadas": 91,
            "actas_digitalizadas_total": 92, "actas_digitalizadas_casilla": 60,
            "actas_esperadas": 100})
    };
    tells(Case::new(&c, "Simulacros", actas(90)), &[]);
    tells(
        Case::new(&c, "Simulacros", actas(91)),
        &["R-22 actas_publicadas"],
    );
    for (sheet, part, whole) in [
        ("Jornada", "actas_capturadas", "actas_esperadas"),
        ("Datos_PREP", "catd_habilitados", "catd"),
        ("Auditoria", "atendidos_alta", "hallazgos_alta"),
        (
            "Seguimiento_PREP",
            "observaciones_atendidas",
            "observaciones_emitidas",
        ),
    ] {
        let told = format!("R-22 {part}");
        tells(Case::new(&c, sheet, json!({part: 3, whole: 2})), &[&told]);
        tells(Case::new(&c, sheet, json!({part: 2, whole: 2})), &[]);
    }
}
