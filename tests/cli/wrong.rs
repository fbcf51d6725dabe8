//! An order that is written wrong is answered with what is nearest to it.

use crate::support::Workspace;

#[test]
fn a_wrong_option_is_answered_with_the_nearest() {
    Workspace::none()
        .run(["generar", "--tods"])
        .stdout("")
        .stderr(
            "error: no existe la opción «--tods»; quizá quiso decir «--todas»\n\n\
             Para ver las opciones: relator generar --help\n",
        )
        .code(2);
}

#[test]
fn a_wrong_command_is_answered_with_the_nearest() {
    Workspace::none()
        .run(["generra"])
        .stdout("")
        .stderr(
            "error: no existe el comando «generra»; quizá quiso decir «generar»\n\n\
             Para ver las opciones: relator --help\n",
        )
        .code(2);
}

#[test]
fn wrong_values_are_answered_with_right_ones() {
    let workspace = Workspace::none();
    workspace
        .run(["estado", "--hoy", "ayer"])
        .stdout("")
        .stderr(
            "error: «ayer» no sirve para «--hoy»; se espera una fecha como 2022-02-15\n\n\
             Para ver las opciones: relator estado --help\n",
        )
        .code(2);
    workspace
        .run(["generar", "--formato", "odt"])
        .stdout("")
        .stderr(
            "error: «odt» no es un valor de «--formato»; se acepta: pdf, docx\n\n\
             Para ver las opciones: relator generar --help\n",
        )
        .code(2);
    workspace
        .run(["generar", "3", "--todas"])
        .stdout("")
        .stderr(
            "error: «N» no puede usarse junto con «--todas»\n\n\
             Para ver las opciones: relator generar --help\n",
        )
        .code(2);
    workspace
        .run([])
        .stdout("")
        .stderr(
            "error: falta decir qué comando se ejecuta: generar, validar, estado, formatos, \
             archivar, verificar, cotejar, exportar, reproducir, origen, diferencias, esquema, \
             explicar, diagnosticar, iniciar\n\n\
             Para ver las opciones: relator --help\n",
        )
        .code(2);
}

#[test]
fn an_unknown_meeting_is_answered_with_the_calendar() {
    Workspace::new()
        .run(["generar", "12"])
        .stdout("")
        .stderr("error: el calendario no tiene la reunión 12; tiene: 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11\n")
        .code(2);
}

#[test]
fn an_unknown_sender_is_answered_with_the_nearest() {
    Workspace::new()
        .run(["formatos", "5", "--remitente", "hidalg"])
        .stdout("")
        .stderr("error: no hay remitente con la clave «hidalg»; quizá quiso decir «hidalgo»\n")
        .code(2);
}

#[test]
fn a_wrong_option_is_json_too() {
    let ran = Workspace::none()
        .run(["generar", "--tods", "--json"])
        .code(2);
    let told = ran.json()["error"].as_str().unwrap().to_owned();
    assert!(told.starts_with("no existe la opción «--tods»"), "{told}");
}

#[test]
fn a_failure_is_json_too() {
    let ran = Workspace::none().run(["estado", "--json"]).code(3);
    assert_eq!(ran.json()["version"], 1);
    assert!(ran.json()["error"].as_str().unwrap().contains("--proyecto"));
}

#[test]
fn a_file_that_is_named_and_not_there_is_a_wrong_order_whatever_the_command() {
    let workspace = Workspace::new();
    let missing = "no-esta.pdf";
    let orders: [&[&str]; 3] = [
        &["validar", missing],
        &["diferencias", "1", missing],
        &["cotejar", missing],
    ];
    for order in orders {
        workspace
            .run(order.iter().copied())
            .stderr("error: no existe «no-esta.pdf»\n")
            .code(2);
    }
}

#[test]
fn a_wrong_order_says_as_json_one_sentence_and_no_more() {
    Workspace::none()
        .run(["generra", "--json"])
        .stdout(
            "{\n  \"version\": 1,\n  \"error\": \"no existe el comando «generra»; quizá quiso decir «generar»\"\n}\n",
        )
        .code(2);
}
