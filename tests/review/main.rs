//! What a delivery is answered with: the review as a workbook and as a PDF, and the reminder to who
//! has not delivered. Read back as its reader would: cells, links, notes, mail.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that cannot go on has failed"
)]

mod book;
#[path = "../support/delivered.rs"]
mod delivered;
#[path = "../support/judge.rs"]
mod judge;
mod mail;
#[path = "../support/mod.rs"]
mod support;

use book::Book;
use delivered::changed;
use mail::Mail;
use page_validation::ValidationProfile;
use relator::domain::{Value, sha256_hex};
use std::collections::BTreeSet;
use std::fs;
use support::Workspace;

fn words(text: &str) -> Value {
    Value::Text(text.to_owned())
}

/// DEOE's workbook for the fifth meeting as it was delivered.
fn clean() -> Vec<u8> {
    changed("deoe", 5, 1, |_, _| {})
}

/// The same with three mistakes, in the first three rows of `Sistemas`.
fn with_three_mistakes() -> Vec<u8> {
    let row = std::cell::Cell::new(0);
    changed("deoe", 5, 1, move |sheet, record| {
        if sheet != "Sistemas" {
            return;
        }
        row.set(row.get() + 1);
        match row.get() {
            1 => record.insert("avance_real".to_owned(), Value::Number(120.0)),
            2 => record.insert("estatus".to_owned(), words("En ejecusión")),
            3 => record.insert("fase_actual".to_owned(), words("Descanso")),
            4 => record.insert("observaciones".to_owned(), words("=1+1")),
            _ => None,
        };
    })
}

#[test]
fn a_clean_delivery_is_told_so_and_sees_what_the_informe_prints_of_it() {
    let workspace = Workspace::new();
    workspace.write("inputs/uno.xlsx", clean());
    let other = changed("derfe", 5, 1, |_, _| {});
    workspace.write("inputs/otro.xlsx", other);
    let ran = workspace.run(["generar", "5", "--formato", "pdf"]);
    ran.stderr("").code(0);
    let folder = workspace.path("output/reunion-05/revision");
    let book = Book::open(&folder.join("deoe-v1.xlsx"));
    let review = book.words("Revisión");
    for expected in [
        "DATOS DE DEMOSTRACIÓN",
        "Sin inconsistencias",
        "Dirección Ejecutiva de Organización Electoral",
        "uno.xlsx",
        "R05-deoe-v1",
        &sha256_hex(&clean()),
    ] {
        assert!(review.contains(expected), "{expected}: {review}");
    }
    assert_eq!(book.noted(), BTreeSet::new());
    assert_eq!(book.links("Revisión"), BTreeSet::new());
    // What is printed of it is there, and nothing of others is.
    let printed = book.words("Así aparecerá");
    assert!(printed.contains("Sistema de Bodegas Electorales"));
    assert!(!printed.contains("Sistema de Verificación del Padrón"));
    let dates = book.rows("Fechas leídas");
    assert!(
        dates.iter().any(|row| row[3] == "14\u{a0}de enero de 2022"),
        "{dates:?}"
    );
    let pdf = fs::read(folder.join("deoe-v1.pdf")).unwrap();
    for profile in [ValidationProfile::PdfA3a, ValidationProfile::PdfUa1] {
        assert_eq!(judge::failures(&pdf, profile), Vec::<String>::new());
    }
}

/// DERFE's workbook for the fifth meeting with a system of DEOE that it reports otherwise.
fn with_a_system_of_deoe() -> Vec<u8> {
    let done = std::cell::Cell::new(false);
    changed("derfe", 5, 1, move |sheet, record| {
        if sheet == "Sistemas" && !done.replace(true) {
            record.insert("id_sistema".to_owned(), words("SUC"));
            record.insert("proceso".to_owned(), words("PEL 2021-2022"));
            record.insert("observaciones".to_owned(), words("Otra cosa."));
        }
    })
}

#[test]
fn rev_401_what_two_areas_report_differently_is_told_to_both() {
    let workspace = Workspace::new();
    workspace.write("inputs/deoe.xlsx", clean());
    workspace.write("inputs/derfe.xlsx", with_a_system_of_deoe());
    workspace
        .run(["generar", "5", "--formato", "pdf"])
        .stderr("")
        .code(1);
    let folder = workspace.path("output/reunion-05/revision");
    for name in ["deoe-v1.xlsx", "derfe-v1.xlsx"] {
        let book = Book::open(&folder.join(name));
        let rows = book.rows("Revisión");
        let told: Vec<&Vec<String>> = rows.iter().filter(|row| row[2] == "error").collect();
        assert_eq!(told.len(), 1, "{name}: {told:#?}");
        assert_eq!(told[0][7], "REV-401 (R-10)");
        assert!(told[0][5].contains("DEOE y DERFE"), "{told:#?}");
        // The cell that is named is the sender's own: it is linked, marked and noted.
        let cell = &told[0][1];
        assert!(book.noted().contains(cell), "{name} {cell}");
        let links = book.links("Revisión");
        assert!(links.iter().any(|l| l.ends_with(cell)), "{name} {links:?}");
    }
    let ran = workspace.run(["estado", "5", "--json"]).json();
    let all = ran["remitentes"].as_array().unwrap().iter();
    let wrong = all.filter(|r| r["situacion"] == "con inconsistencias");
    let wrong: Vec<&str> = wrong.map(|r| r["remitente"].as_str().unwrap()).collect();
    assert_eq!(wrong, ["deoe", "derfe"]);
    for file in ["inputs/deoe.xlsx", "inputs/derfe.xlsx"] {
        let ran = workspace.run(["validar", file, "--json"]).code(1).json();
        assert_eq!(ran["resumen"]["errores"], 1, "{file}");
    }
}

#[test]
fn rev_203_exactly_the_three_wrong_cells_are_linked_marked_and_noted() {
    let workspace = Workspace::new();
    workspace.write("inputs/mio.xlsx", with_three_mistakes());
    workspace
        .run(["generar", "5", "--formato", "pdf"])
        .stderr("")
        .code(1);
    let folder = workspace.path("output/reunion-05/revision");
    let book = Book::open(&folder.join("deoe-v1.xlsx"));
    let cells = ["F5", "J6", "D7"];
    let links = cells.map(|cell| format!("'Sistemas'!{cell}"));
    let mut links: BTreeSet<String> = links.into();
    let quoted: BTreeSet<String> = book.links("Revisión");
    let plain = |link: &String| link.replace('\'', "");
    links = links.iter().map(plain).collect();
    assert_eq!(quoted.iter().map(plain).collect::<BTreeSet<_>>(), links);
    assert_eq!(book.noted(), cells.map(str::to_owned).into());
    for (wrong, right) in [("F5", "F6"), ("J6", "J5"), ("D7", "D5")] {
        let same = book.style("Sistemas", wrong) == book.style("Sistemas", right);
        assert!(!same, "{wrong} looks like {right}");
    }
    let list: Vec<Vec<String>> = book
        .rows("Revisión")
        .into_iter()
        .filter(|row| row[2] == "error")
        .collect();
    assert_eq!(list.len(), 3, "{list:#?}");
    for (row, (cell, received, code)) in list.iter().zip([
        ("F5", "120", "REV-203 (R-01)"),
        ("J6", "En ejecusión", "REV-204 (R-27)"),
        ("D7", "Descanso", "REV-204 (R-27)"),
    ]) {
        assert_eq!(
            [&row[0], &row[1], &row[3], &row[7]],
            ["Sistemas", cell, received, code]
        );
        assert!(row[4..7].iter().all(|text| !text.is_empty()), "{row:?}");
    }
    // The copy has the values where they were, and no text of theirs has become a formula.
    let copy = book.rows("Sistemas");
    assert_eq!(copy[4][5], "120");
    assert_eq!(copy[7][11], "=1+1");
    assert!(!book.part("xl/worksheets/sheet4.xml").contains("<f>"));
    assert!(folder.join("deoe-v1.pdf").is_file());
}

#[test]
fn rev_150_a_file_of_nobody_is_answered_until_it_is_mended() {
    let workspace = Workspace::new();
    let stray = rust_xlsxwriter_book("Atlántida");
    workspace.write("inputs/perdido.xlsx", &stray);
    let args = ["generar", "5", "--formato", "pdf", "--json"];
    let json = workspace.run(args).code(1).json();
    let name = format!("sin-remitente-{}.xlsx", &sha256_hex(&stray)[..8]);
    assert_eq!(
        json["sin_remitente"][0]["archivo"],
        format!("output/revision/{name}")
    );
    let path = workspace.path("output/revision").join(&name);
    let book = Book::open(&path);
    assert!(book.words("Revisión").contains("perdido.xlsx"));
    assert!(book.words("Revisión").contains("REV-150"));
    assert!(book.sheets().contains(&"Portada".to_owned()));
    let ficha = fs::read_to_string(workspace.path("output/revision/ficha.json")).unwrap();
    assert!(ficha.contains(&name), "{ficha}");
    let status = workspace.run(["estado", "5", "--json"]).code(0).json();
    assert_eq!(status["sin_remitente"][0], "inputs/perdido.xlsx");
    fs::remove_file(workspace.path("inputs/perdido.xlsx")).unwrap();
    workspace.run(args).code(0);
    assert!(!path.exists(), "what is mended is answered no more");
}

/// A workbook whose cover names an institution that nobody knows.
#[test]
fn a_copy_without_the_last_rows_of_a_long_sheet_says_so() {
    let workspace = Workspace::new();
    let mut long = rust_xlsxwriter::Workbook::new();
    let sheet = long.add_worksheet();
    for row in 0..2_001 {
        sheet.write(row, 0, "x").unwrap();
    }
    let long = long.save_to_buffer().unwrap();
    workspace.write("inputs/largo.xlsx", &long);
    let short = rust_xlsxwriter_book("Atlántida");
    workspace.write("inputs/corto.xlsx", &short);
    workspace.run(["generar", "5", "--formato", "pdf"]).code(1);
    let said = |bytes: &[u8]| {
        let name = format!("sin-remitente-{}.xlsx", &sha256_hex(bytes)[..8]);
        let path = workspace.path("output/revision").join(name);
        let words = Book::open(&path).words("Revisión");
        words.contains("se copiaron las primeras filas")
    };
    assert!(said(&long) && !said(&short));
}

fn rust_xlsxwriter_book(sender: &str) -> Vec<u8> {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.set_name("Portada").unwrap();
    for (row, (key, value)) in (4..).zip([("Remitente", sender), ("Número de reunión", "5")]) {
        sheet.write_string(row, 1, key).unwrap();
        sheet.write_string(row, 2, value).unwrap();
    }
    workbook.save_to_buffer().unwrap()
}

#[test]
fn every_version_is_answered_and_a_repeated_file_counts_once() {
    let workspace = Workspace::new();
    workspace.write("inputs/a.xlsx", clean());
    workspace.write("inputs/b.xlsx", changed("deoe", 5, 2, |_, _| {}));
    workspace.write("inputs/copia de b.xlsx", changed("deoe", 5, 2, |_, _| {}));
    workspace
        .run(["generar", "5", "--formato", "pdf"])
        .stderr("")
        .code(0);
    let folder = workspace.path("output/reunion-05/revision");
    let mut names: Vec<String> = fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    let expected = ["deoe-v1.pdf", "deoe-v1.xlsx", "deoe-v2.pdf", "deoe-v2.xlsx"];
    assert_eq!(names, expected);
    let first = Book::open(&folder.join("deoe-v1.xlsx")).words("Revisión");
    assert!(first.contains("Sustituida por la versión 2"), "{first}");
    let second = Book::open(&folder.join("deoe-v2.xlsx")).words("Revisión");
    assert!(
        second.contains("Vigente") && second.contains("copia de b.xlsx"),
        "{second}"
    );
    let status = workspace.run(["estado", "5", "--json"]).code(0).json();
    let senders = status["remitentes"].as_array().unwrap();
    let deoe = senders.iter().find(|s| s["remitente"] == "deoe").unwrap();
    assert_eq!(deoe["sustituidas"], 1);
    assert_eq!(deoe["repetidas"], 1);
    assert_eq!(deoe["situacion"], "recibido");
}

#[test]
fn rev_153_two_with_one_version_are_both_answered_and_reminded() {
    let workspace = Workspace::new();
    workspace.write("inputs/a.xlsx", clean());
    workspace.write("inputs/b.xlsx", with_three_mistakes());
    workspace
        .run(["generar", "5", "--formato", "pdf"])
        .stderr("")
        .code(1);
    let folder = workspace.path("output/reunion-05/revision");
    let other = format!("deoe-v1-{}.xlsx", &sha256_hex(&with_three_mistakes())[..8]);
    for name in ["deoe-v1.xlsx", &other] {
        let words = Book::open(&folder.join(name)).words("Revisión");
        assert!(words.contains("REV-153"), "{words}");
    }
    let mail = Mail::open(&workspace.path("output/reunion-05/recordatorios/deoe.eml"));
    assert_eq!(mail.parts.len(), 5, "the text and two reviews, each twice");
    assert!(mail.parts[0].contains("Reporte de revisión del formato"));
    assert!(mail.head.contains(&format!("filename=\"{other}\"")));
}

#[test]
fn an_edited_review_stays() {
    let workspace = Workspace::new();
    workspace.write("inputs/a.xlsx", clean());
    let args = ["generar", "5", "--formato", "pdf"];
    workspace.run(args).code(0);
    let review = workspace.path("output/reunion-05/revision/deoe-v1.xlsx");
    fs::write(&review, b"a person wrote here").unwrap();
    let ran = workspace.run(args).code(0);
    assert!(ran.stdout.contains("REV-701"), "{}", ran.stdout);
    assert_eq!(fs::read(&review).unwrap(), b"a person wrote here");
    assert!(review.with_file_name("deoe-v1-nuevo.xlsx").is_file());
}

#[test]
fn who_has_not_delivered_gets_a_courteous_draft_and_no_address_is_invented() {
    let workspace = Workspace::new();
    workspace.write("inputs/a.xlsx", clean());
    let senders = workspace.path("templates/instituciones.toml");
    let with_address = fs::read_to_string(&senders).unwrap().replace(
        "clave = \"durango\"",
        "clave = \"durango\"\ncorreo = \"enlace@opl.example\"",
    );
    fs::write(&senders, with_address).unwrap();
    workspace
        .run(["generar", "5", "--formato", "pdf"])
        .stderr("")
        .code(0);
    let folder = workspace.path("output/reunion-05/recordatorios");
    assert!(!folder.join("deoe.eml").exists(), "it has delivered");
    assert!(
        !folder.join("secretaria.eml").exists(),
        "nobody reminds itself"
    );
    let mail = Mail::open(&folder.join("hidalgo.eml"));
    assert!(mail.head.starts_with("X-Unsent: 1\r\n"));
    assert!(mail.head.contains("\r\nTo: \r\n"));
    assert!(
        mail.subject()
            .starts_with("Recordatorio: información para la quinta reunión")
    );
    let body = &mail.parts[0];
    for expected in [
        "R05-hidalgo-v1.xlsx",
        "12\u{a0}de febrero de 2022",
        "Hidalgo",
    ] {
        assert!(body.contains(expected), "{expected}: {body}");
    }
    let known = Mail::open(&folder.join("durango.eml"));
    assert!(known.head.contains("\r\nTo: enlace@opl.example\r\n"));
    let page = fs::read_to_string(workspace.path("output/reunion-05/estado.html")).unwrap();
    assert!(page.contains("recordatorios/hidalgo.eml"));
    // Its templates are the workspace's own: the words come from there.
    let words = workspace.path("templates/lexico.toml");
    let others = fs::read_to_string(&words).unwrap();
    let others = others.replace("Agradeceremos enviarlo", "Le pedimos enviarlo");
    fs::write(&words, others).unwrap();
    workspace.run(["generar", "5", "--formato", "pdf"]).code(0);
    let again = Mail::open(&folder.join("hidalgo.eml"));
    assert!(again.parts[0].contains("Le pedimos enviarlo"));
}

#[test]
fn the_status_tells_each_topic_and_when_and_how_a_delivery_came() {
    let workspace = Workspace::none();
    let project = env!("CARGO_MANIFEST_DIR");
    let status = workspace
        .run(["--proyecto", project, "estado", "5", "--json"])
        .code(0)
        .json();
    let senders = status["remitentes"].as_array().unwrap();
    let of = |clave: &str| senders.iter().find(|s| s["remitente"] == clave).unwrap();
    assert_eq!(of("hidalgo")["temas"]["prep-opl"], "recibido");
    assert_eq!(of("hidalgo")["temas"]["sistemas-pel"], "no aplica");
    assert_eq!(of("deoe")["temas"]["sistemas-pel"], "recibido");
    assert_eq!(of("deoe")["temas"]["prep-opl"], "no aplica");
    assert_eq!(of("hidalgo")["recepcion"]["fecha_hora"], "2022-02-10 17:08");
    assert_eq!(of("hidalgo")["recepcion"]["medio"], "Oficio");
    assert_eq!(of("derfe")["sustituidas"], 1);
    assert!(senders.iter().all(|s| s["recordatorio"] == false));
}
