//! What the derived resources say of small stories: systems, changes, commitments, workbooks.

use super::fixture::Story;

const PEL: (&str, &str) = ("Sistemas", "sistemas-pel");

fn system<'w>(
    id: &'w str,
    estatus: &'w str,
    real: &'w str,
    planned: &'w str,
) -> Vec<(&'w str, &'w str)> {
    vec![
        ("id_sistema", id),
        ("proceso", "PEL 2021-2022"),
        ("area_usuaria", "DEOE"),
        ("avance_programado", "50"),
        ("avance_real", real),
        ("estatus", estatus),
        ("fecha_liberacion_programada", planned),
        ("justificacion", ""),
    ]
}

fn with<'w>(
    mut fields: Vec<(&'w str, &'w str)>,
    more: &[(&'w str, &'w str)],
) -> Vec<(&'w str, &'w str)> {
    fields.retain(|(name, _)| more.iter().all(|(other, _)| name != other));
    fields.extend_from_slice(more);
    fields
}

#[test]
fn a_system_has_its_name_its_area_and_its_deviation() {
    let story = Story::new().row(
        (5, "deoe"),
        PEL,
        &system("SUC", "En ejecución", "42.5", "2022-03-01"),
    );
    let fields = [
        "nombre",
        "area",
        "desviacion",
        "reporte",
        "estatus_anterior",
    ];
    assert_eq!(
        story.lines(5, "sistemas", &fields),
        ["Sistema de Ubicación de Casillas | DEOE | -7.5 | Del periodo | ?"]
    );
}

#[test]
fn changes_are_told_in_the_closed_lexicon_with_their_days() {
    let late = [("justificacion", "Se amplió el alcance.")];
    let released = [("fecha_liberacion_real", "2022-02-10")];
    let story = Story::new()
        .row(
            (4, "deoe"),
            PEL,
            &system("SUC", "Por iniciar", "0", "2022-02-01"),
        )
        .row(
            (4, "deoe"),
            PEL,
            &system("OBS", "En ejecución", "80", "2022-02-01"),
        )
        .row(
            (4, "deoe"),
            PEL,
            &system("SES", "En ejecución", "90", "2022-02-10"),
        )
        .row(
            (4, "deoe"),
            PEL,
            &system("MEC", "En ejecución", "10", "2022-04-01"),
        )
        .row(
            (5, "deoe"),
            PEL,
            &system("SUC", "En ejecución", "15", "2022-02-01"),
        )
        .row(
            (5, "deoe"),
            PEL,
            &with(system("OBS", "Con desfase", "75", "2022-02-11"), &late),
        )
        .row(
            (5, "deoe"),
            PEL,
            &with(system("SES", "Liberado", "100", "2022-02-10"), &released),
        )
        .row(
            (4, "deoe"),
            PEL,
            &system("BOD", "En ejecución", "95", "2022-04-01"),
        )
        .row(
            (5, "deoe"),
            PEL,
            &system("BOD", "En ejecución", "100", "2022-04-01"),
        )
        .row(
            (5, "deoe"),
            PEL,
            &system("REP", "Por iniciar", "0", "2022-04-01"),
        );
    let told = story.lines(5, "cambios", &["tipo", "detalle", "justificacion"]);
    assert_eq!(
        told,
        [
            "Inicio de los trabajos | Inició sus trabajos; avance real de 15%. | ",
            "Avance real de 100% | Alcanzó un avance real de 100%; en el reporte anterior, 95%. | ",
            "Liberación | Liberado el 10 de febrero de 2022. | ",
            "Con desfase | Con un día de desfase respecto de la fecha programada de liberación (11 de febrero de 2022). | Se amplió el alcance.",
            "Reprogramación | Liberación reprogramada del 1 de febrero de 2022 al 11 de febrero de 2022: 10 días después. | Se amplió el alcance.",
            "Ajuste a la baja | Avance real ajustado a la baja, de 80% a 75%. | Se amplió el alcance.",
            "Primer reporte | Se reporta por primera vez: por iniciar, con avance real de 0%. | ",
            "Sin reporte en el periodo | Último dato reportado: en ejecución, con avance real de 10% (cuarta reunión). | ",
        ]
    );
    assert_eq!(
        story.lines(
            5,
            "sistemas",
            &[
                "id_sistema",
                "reporte",
                "dias_reprogramacion",
                "dias_desfase"
            ]
        ),
        [
            "BOD | Del periodo | ? | ?",
            "MEC | Último dato reportado (corte 15/01/2022) | ? | ?",
            "OBS | Del periodo | 10 | 1",
            "REP | Del periodo | ? | ?",
            "SES | Del periodo | ? | ?",
            "SUC | Del periodo | ? | ?",
        ]
    );
}

#[test]
fn the_first_meeting_has_nothing_to_compare_with() {
    let story = Story::new().row(
        (1, "deoe"),
        PEL,
        &system("SUC", "Por iniciar", "0", "2022-02-01"),
    );
    assert!(story.lines(1, "cambios", &["tipo"]).is_empty());
}

#[test]
fn estatus_and_areas_add_up_to_the_systems() {
    let story = Story::new()
        .row((5, "deoe"), PEL, &system("SUC", "Liberado", "100", ""))
        .row(
            (5, "deoe"),
            PEL,
            &system("OBS", "Con desfase", "30", "2022-01-01"),
        )
        .row(
            (5, "deoe"),
            PEL,
            &system("SES", "Con desfase", "40", "2022-01-01"),
        );
    assert_eq!(
        story.lines(
            5,
            "estatus_sistemas",
            &["estatus", "sistemas", "porcentaje"]
        ),
        ["Con desfase | 2 | 66.67", "Liberado | 1 | 33.33"]
    );
    let fields = [
        "area",
        "sistemas",
        "con_desfase",
        "liberados",
        "programado",
        "real",
    ];
    assert_eq!(
        story.lines(5, "resumen_areas", &fields),
        ["DEOE | 3 | 2 | 1 | 50 | 56.67"]
    );
}

#[test]
fn commitments_join_what_was_opened_with_each_answer() {
    let opened = [
        ("id", "C-04-01"),
        ("texto", "Compartir el calendario."),
        ("responsables", "DEOE; Oaxaca"),
        ("plazo", "6"),
    ];
    let answer = [
        ("id", "C-04-01"),
        ("estatus", "Atendido"),
        ("avance", "Se envió."),
    ];
    let story = Story::new()
        .row((5, "secretaria"), ("Compromisos_abiertos", ""), &opened)
        .row((5, "deoe"), ("Compromisos", ""), &answer);
    assert_eq!(
        story.lines(
            5,
            "compromisos",
            &["id", "responsable", "plazo", "estatus", "abierto"]
        ),
        [
            "C-04-01 | DEOE | Reunión 6 | Atendido | false",
            "C-04-01 | Oaxaca | Reunión 6 | ? | true"
        ]
    );
}

#[test]
fn a_reserved_incident_is_counted_and_not_described() {
    let incident = |id: &'static str, shown: &'static str| {
        [
            ("id", id),
            ("id_sistema", "SUC"),
            ("descripcion", "Texto de la incidencia"),
            ("severidad", "Alta"),
            ("estatus", "Abierta"),
            ("difusion", shown),
        ]
    };
    let sheet = ("Incidencias", "sistemas-pel");
    let story = Story::new()
        .row((5, "deoe"), sheet, &incident("I-1", "Pública"))
        .row((5, "deoe"), sheet, &incident("I-2", "Reservada"));
    assert_eq!(
        story.lines(5, "incidencias", &["descripcion", "severidad"]),
        ["Texto de la incidencia | Alta", "? | Alta"]
    );
    assert_eq!(
        story.lines(
            5,
            "incidencias_resumen",
            &["severidad", "incidencias", "abiertas"]
        ),
        ["Alta | 2 | 2"]
    );
}

#[test]
fn who_delivered_who_did_not_and_which_rows_were_used() {
    let reception = [
        ("remitente", "DEOE"),
        ("reunion", "5"),
        ("fecha_hora", "2022-02-11 13:45"),
        ("medio", "Correo electrónico"),
        ("folio", "GT/05/003"),
    ];
    let story = Story::new()
        .row((5, "deoe"), PEL, &system("SUC", "Liberado", "100", ""))
        .row((5, "deoe"), PEL, &system("OBS", "Liberado", "100", ""))
        .row((5, "secretaria"), ("Recepcion", ""), &reception);
    let received = story.lines(5, "insumos", &["remitente", "libro", "folio", "situacion"]);
    assert!(
        received.contains(&"DEOE | R05-deoe-v1 | GT/05/003 | Considerado".to_owned()),
        "{received:#?}"
    );
    assert!(
        received
            .contains(&"Oaxaca |  |  | No se recibió información a la fecha de corte".to_owned())
    );
    assert!(
        story
            .lines(5, "sin_informacion", &["clave"])
            .contains(&"oaxaca".to_owned())
    );
    let used = story.lines(5, "trazabilidad", &["libro", "hoja", "filas", "usadas"]);
    assert!(
        used.contains(&"R05-deoe-v1 | Sistemas | 5 a 6 | 2".to_owned()),
        "{used:#?}"
    );
}

#[test]
fn every_phrase_that_is_asked_for_is_in_the_lexicon_and_none_is_prohibited() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let lexico = &Story::new().catalog.wording.lexico;
    let asks = regex::Regex::new(r#"say(?:_count)?\(\s*"([a-z_]+)""#).unwrap();
    for folder in ["src/report/derived", "src/report/figures"] {
        for file in std::fs::read_dir(root.join(folder)).unwrap() {
            let text = std::fs::read_to_string(file.unwrap().path()).unwrap();
            for ask in asks.captures_iter(&text) {
                assert!(lexico.frases.contains_key(&ask[1]), "{}", &ask[1]);
            }
        }
    }
    let story = Story::new();
    story.at(5, |scene| {
        for resource in super::resources(scene) {
            assert!(
                !resource.title.starts_with("recurso "),
                "{}",
                resource.title
            );
            for field in &resource.fields {
                assert!(!field.title.starts_with("campo "), "{}", field.title);
            }
        }
    });
    let ours = lexico
        .frases
        .iter()
        .filter(|(key, _)| !key.starts_with("campo_"));
    for (key, phrase) in ours {
        let words = phrase.to_lowercase();
        let mut split = words.split(|c: char| !c.is_alphabetic());
        assert!(
            !split.any(|w| lexico.prohibidas.iter().any(|p| p == w)),
            "{key}: {phrase}"
        );
    }
}
