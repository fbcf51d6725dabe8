//! Authorised adjustments through the program: what they change, where they show, and how one that
//! does not fit is refused.

#![allow(clippy::unwrap_used, reason = "a test may stop where it likes")]

mod support;
mod workbooks;

use support::{Ran, Workspace};
use workbooks::{Book, Sheet};

const BOOK: &str = "inputs/reunion-05/R05-deoe-v1.xlsx";
const FILE: &str = "templates/reuniones/05.toml";

/// A row with a typo in L5, and one whose real progress contradicts its status in F6.
fn systems() -> Sheet {
    let day = "14/01/2022";
    Sheet::systems()
        .row(&[
            "SUC",
            "PEL 2021-2022",
            "DEOE",
            "Operación",
            "100%",
            "100%",
            day,
            day,
            "",
            "En operación",
            "",
            "Sin obserbaciones.",
        ])
        .row(&[
            "OBS",
            "PEL 2021-2022",
            "DEOE",
            "Análisis",
            "5%",
            "5%",
            "14/04/2022",
            "",
            "",
            "Por iniciar",
            "",
            "",
        ])
}

fn book(systems: Sheet) -> Vec<u8> {
    Book::of("INE", "deoe", "DEOE", 5).with(systems).bytes()
}

/// A workspace with the workbook and these adjustments.
fn with(adjustments: &str) -> Workspace {
    let workspace = Workspace::new();
    workspace
        .write(BOOK, book(systems()))
        .write(FILE, adjustments);
    workspace
}

fn adjustment(cell: &str, decision: &str) -> String {
    format!(
        "[[ajustes]]\nremitente = \"deoe\"\nhoja = \"Sistemas\"\ncelda = \"{cell}\"\n{decision}\n\
         motivo = \"Se confirmó por oficio.\"\ncargo = \"Titular de la Secretaría\"\n\n"
    )
}

fn mend(cell: &str, original: &str) -> String {
    let decision = format!("original = \"{original}\"\npublicado = \"Sin observaciones.\"");
    adjustment(cell, &decision)
}

/// Code, rule and cell of everything that `validar` tells.
fn told(ran: &Ran) -> Vec<String> {
    let json = ran.json();
    let all = json["inconsistencias"].as_array().unwrap().iter();
    all.map(|f| {
        let word = |key: &str| f[key].as_str().unwrap_or("-").to_owned();
        format!(
            "{} {} {} {}",
            word("severidad"),
            word("codigo"),
            word("regla"),
            word("celda")
        )
    })
    .collect()
}

#[test]
fn without_an_adjustment_the_text_stands_and_the_row_is_left_out() {
    let ran = with("").run(["validar", "--json"]);
    assert_eq!(told(&ran), ["error REV-300 R-08 F6"]);
    assert_eq!(ran.code, Some(1));
}

#[test]
fn a_typo_is_mended_and_a_row_accepted_and_both_are_told() {
    let both = mend("L5", "Sin obserbaciones.") + &adjustment("J6", "acepta = \"R-08\"");
    let workspace = with(&both);
    let ran = workspace.run(["validar", "--json"]);
    assert_eq!(told(&ran), ["nota REV-179 - L5", "nota REV-300 R-08 F6"]);
    assert_eq!(ran.code, Some(0));
    let messages: Vec<String> = ran.json()["inconsistencias"]
        .as_array()
        .unwrap()
        .iter()
        .map(|f| f["mensaje"].as_str().unwrap().to_owned())
        .collect();
    let by = "(motivo: Se confirmó por oficio; decide: Titular de la Secretaría).";
    assert!(messages.iter().all(|m| m.ends_with(by)), "{messages:?}");
}

#[test]
fn what_was_decided_stands_in_the_annex_in_the_data_and_in_the_ficha() {
    let both = mend("L5", "Sin obserbaciones.") + &adjustment("F6", "acepta = \"R-08\"");
    let workspace = with(&both);
    let before = std::fs::read(workspace.path(BOOK)).unwrap();
    workspace.run(["generar", "5", "--formato", "docx"]).code(0);
    let folder = "output/reunion-05";
    let read =
        |name: &str| std::fs::read_to_string(workspace.path(&format!("{folder}/{name}"))).unwrap();
    assert_eq!(
        read("datos/ajustes.csv"),
        "libro,hoja,celda,decision,texto_recibido,texto_publicado,motivo,cargo\n\
         R05-deoe-v1,Sistemas,L5,Se corrige una errata,Sin obserbaciones.,Sin observaciones.,\
         Se confirmó por oficio.,Titular de la Secretaría\n\
         R05-deoe-v1,Sistemas,F6,Se utiliza la fila (R-08),,,Se confirmó por oficio.,\
         Titular de la Secretaría\n"
    );
    let ficha: serde_json::Value = serde_json::from_str(&read("ficha.json")).unwrap();
    assert_eq!(ficha["ajustes"][0]["original"], "Sin obserbaciones.");
    assert_eq!(ficha["ajustes"][0]["publicado"], "Sin observaciones.");
    assert_eq!(ficha["ajustes"][1]["acepta"], "R-08");
    assert_eq!(ficha["ajustes"][1]["celda"], "F6");
    let systems = read("datos/detalle-pel.csv");
    assert!(systems.contains("Sin observaciones."), "{systems}");
    assert!(!systems.contains("obserbaciones"), "{systems}");
    assert!(
        systems.contains("Observadoras"),
        "the accepted row is used: {systems}"
    );
    let docx = std::fs::read(workspace.path(&format!("{folder}/informe-reunion-05.docx"))).unwrap();
    let text = part(&docx, "word/document.xml");
    assert!(text.contains("Ajustes autorizados"));
    assert!(text.contains("Sin obserbaciones."));
    assert_eq!(std::fs::read(workspace.path(BOOK)).unwrap(), before);
}

#[test]
fn without_adjustments_the_annex_says_nothing_of_them() {
    let workspace = Workspace::new();
    workspace.write(BOOK, book(systems()));
    workspace.run(["generar", "5", "--formato", "docx"]).code(1);
    let path = workspace.path("output/reunion-05/informe-reunion-05.docx");
    let text = part(&std::fs::read(path).unwrap(), "word/document.xml");
    assert!(!text.contains("Ajustes autorizados"));
}

fn part(bytes: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut file = archive.by_name(name).unwrap();
    std::io::read_to_string(&mut file).unwrap()
}

/// What is said of an adjustment that does not fit, with the line at which it stands.
fn refusal(adjustments: &str) -> (String, String) {
    let ran = with(adjustments).run(["validar", "--json"]);
    let json = ran.json();
    let all = json["inconsistencias"].as_array().unwrap();
    let refused: Vec<_> = all.iter().filter(|f| f["codigo"] == "REV-170").collect();
    let [refused] = refused[..] else {
        panic!("{json:#}");
    };
    assert_eq!(refused["severidad"], "advertencia");
    let word = |key: &str| refused[key].as_str().unwrap_or("-").to_owned();
    (word("mensaje"), word("encontrado"))
}

#[test]
fn an_adjustment_whose_cell_says_something_else_now_is_refused() {
    let (message, found) = refusal(&mend("L5", "Sin obserbasiones."));
    assert_eq!(
        message,
        "El ajuste autorizado de Sistemas › L5 no se aplicó: la celda ya no dice el texto original \
         del ajuste."
    );
    assert_eq!(found, "Sin obserbaciones.");
    let (message, found) = refusal(&mend("L6", "Sin obserbaciones."));
    assert!(message.contains("ya no dice"), "{message}");
    assert_eq!(found, "celda vacía");
}

#[test]
fn only_a_free_text_that_is_published_can_be_mended() {
    for (cell, original) in [("J5", "En operación"), ("A5", "SUC"), ("E5", "100")] {
        let (message, _) = refusal(&mend(cell, original));
        assert!(message.contains("no es un texto libre"), "{message}");
    }
    let long = "a".repeat(1501);
    let decision = format!("original = \"Sin obserbaciones.\"\npublicado = \"{long}\"");
    let (message, _) = refusal(&adjustment("L5", &decision));
    assert!(message.contains("más de 1500 caracteres"), "{message}");
}

#[test]
fn a_row_is_accepted_only_for_what_was_found_and_only_when_it_can_be_read() {
    let (message, _) = refusal(&adjustment("F5", "acepta = \"R-08\""));
    assert!(message.contains("no tiene esa inconsistencia"), "{message}");
    let workspace = with(&adjustment("F5", "acepta = \"REV-203\""));
    workspace.write(BOOK, book(systems().cell("F5", "120%")));
    let ran = workspace.run(["validar", "--json"]);
    let told = told(&ran);
    assert!(
        told.contains(&"error REV-203 R-01 F5".to_owned()),
        "{told:?}"
    );
    assert!(told.iter().any(|t| t.contains("REV-170")), "{told:?}");
}

#[test]
fn an_adjustment_of_a_row_that_is_not_there_or_of_a_sender_without_workbook_is_told() {
    let (message, _) = refusal(&mend("L40", "Sin obserbaciones."));
    assert!(message.contains("no está en una fila"), "{message}");
    let other = mend("L5", "Sin obserbaciones.").replace("\"deoe\"", "\"utf\"");
    let (message, _) = refusal(&other);
    assert!(message.contains("no hay un libro vigente"), "{message}");
}

#[test]
fn a_text_that_looks_like_personal_data_is_not_repeated_in_the_annex() {
    let mail = "Escriba a persona.ejemplo@gmail.com.";
    let workspace = with(&mend("L5", mail));
    workspace.write(BOOK, book(systems().text("L5", mail)));
    workspace.run(["generar", "5", "--formato", "docx"]).code(1);
    let path = workspace.path("output/reunion-05/datos/ajustes.csv");
    let csv = std::fs::read_to_string(path).unwrap();
    assert!(csv.contains("Texto que no se reproduce"), "{csv}");
    assert!(!csv.contains("gmail"), "{csv}");
}

#[test]
fn a_slip_in_the_file_is_told_with_its_line_and_the_nearest_word() {
    let accept = adjustment("F6", "acepta = \"R-08\"");
    let typo = mend("L5", "Sin obserbaciones.");
    for (adjustments, code, line, help) in [
        (accept.replace("celda", "selda"), "REV-501", 4, "“celda”"),
        (
            accept.replace("\"Sistemas\"", "\"Sistema\""),
            "REV-507",
            3,
            "“Sistemas”",
        ),
        (
            accept.replace("\"Sistemas\"", "\"Entregables\""),
            "REV-517",
            3,
            "DEOE no envía la hoja",
        ),
        (
            accept.replace("\"deoe\"", "\"deo\""),
            "REV-507",
            2,
            "“deoe”",
        ),
        (accept.replace("R-08", "R-80"), "REV-507", 5, "R-08"),
        (accept.replace("\"F6\"", "\"6F\""), "REV-517", 4, "G14"),
        (
            accept.replace("motivo = \"Se confirmó por oficio.\"\n", ""),
            "REV-502",
            1,
            "motivo",
        ),
        (
            accept.replace("Titular de la Secretaría", " "),
            "REV-517",
            7,
            "“cargo”",
        ),
        (adjustment("F6", ""), "REV-517", 1, "“acepta”"),
        (
            typo.replace("original = \"Sin obserbaciones.\"\n", ""),
            "REV-517",
            1,
            "“original”",
        ),
        (
            mend("L5", "Sin observaciones."),
            "REV-517",
            1,
            "“publicado”",
        ),
    ] {
        let ran = with(&adjustments).run(["validar"]);
        assert_eq!(ran.code, Some(3), "{ran:?}");
        let shown = format!("{}{}", ran.stdout, ran.stderr);
        assert!(shown.contains(code), "{code}: {shown}");
        assert!(
            shown.contains(&format!("{FILE} › línea {line}")),
            "{line}: {shown}"
        );
        assert!(shown.contains(help), "{help}: {shown}");
    }
}
