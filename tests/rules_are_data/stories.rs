//! A small story for every rule: workbooks in which it is broken.

use crate::workbooks::{Book, Sheet, catalog};
use relator::catalog::{Esquema, Tipo};
use relator::domain::Clase;

/// Workbooks in which a rule is broken, and how that is told: `R-12 Entregables!G6`.
pub struct Story {
    pub rule: String,
    pub books: Vec<Book>,
    pub told: String,
}

type Values<'v> = &'v [(&'v str, &'v str)];

/// A row with what its sheet requires, and what the story says.
fn row(schema: &Esquema, said: Values<'_>) -> Vec<String> {
    let value = |campo: &relator::catalog::Campo| {
        if let Some((_, word)) = said.iter().find(|(name, _)| *name == campo.nombre) {
            return (*word).to_owned();
        }
        if !campo.requerido {
            return String::new();
        }
        if let Some(word) = catalog().valores(campo).first() {
            return (*word).to_owned();
        }
        match campo.tipo {
            Tipo::Fecha => "10/01/2022",
            Tipo::Porcentaje => "50%",
            Tipo::Numero | Tipo::Entero => "1",
            Tipo::Texto | Tipo::Hora | Tipo::FechaHora | Tipo::SiNo | Tipo::Lista => "Texto",
        }
        .to_owned()
    };
    schema.campos.iter().map(value).collect()
}

fn sheet(name: &str, class: Clase, rows: &[Values<'_>]) -> Sheet {
    let catalog = catalog();
    let schema = catalog.esquema(name, class).unwrap();
    let mut sheet = Sheet::of(name, class);
    for said in rows {
        let values = row(schema, said);
        let values: Vec<&str> = values.iter().map(String::as_str).collect();
        sheet = sheet.row(&values);
    }
    sheet
}

fn opl(meeting: u8, sheets: Vec<Sheet>) -> Book {
    let book = Book::of("OPL", "hidalgo", "Hidalgo", meeting);
    sheets.into_iter().fold(book, Book::with)
}

fn area(meeting: u8, said: Values<'_>) -> Book {
    let all: [(&str, &str); 6] = [
        ("id_sistema", "SUC"),
        ("proceso", "PEL 2021-2022"),
        ("avance_programado", "85%"),
        ("avance_real", "80%"),
        ("fecha_liberacion_programada", "15/06/2022"),
        ("estatus", "En ejecución"),
    ];
    let all: Vec<(&str, &str)> = said.iter().chain(&all).copied().collect();
    let systems = sheet("Sistemas", Clase::Ine, &[&all]);
    Book::of("INE", "deoe", "DEOE", meeting).with(systems)
}

fn given<'v>(no: &'v str, variante: &'v str, day: &'v str) -> [(&'v str, &'v str); 5] {
    [
        ("no", no),
        ("variante", variante),
        ("estatus", "Entregado"),
        ("fecha_entrega", day),
        ("oficio_o_folio", "OF-1"),
    ]
}

fn deliverables(rows: &[Values<'_>]) -> Sheet {
    sheet("Entregables", Clase::Opl, rows)
}

fn story(rule: &str, books: Vec<Book>, place: &str) -> Story {
    Story {
        rule: rule.to_owned(),
        books,
        told: format!("{rule} {place}"),
    }
}

pub fn all() -> Vec<Story> {
    let mut stories = cells();
    stories.extend(systems());
    stories.extend(documents());
    stories.extend(order_of_documents());
    stories.extend(tests());
    stories.extend(parts_and_wholes());
    stories.extend(whole_workbooks());
    stories
}

fn cells() -> Vec<Story> {
    let moment = sheet("Jornada", Clase::Opl, &[&[]]).text("B5", "05/06/2032 20:00");
    let drills = sheet("Simulacros", Clase::Opl, &[&[("no", "3")]]);
    let papers = deliverables(&[&given("1", "", "10/01/2022")]);
    let secret = area(5, &[]).change("Sistemas", |s| s.text("L5", "https://a:b@c.mx"));
    let cover = area(5, &[]).change("Portada", |s| {
        s.text("B8", "Fecha de la información")
            .cell("C8", "14/02/2022")
    });
    vec![
        story(
            "R-01",
            vec![area(5, &[("avance_real", "120%")])],
            "Sistemas!F5",
        ),
        story(
            "R-02",
            vec![area(5, &[("fecha_liberacion_programada", "05/06/2032")])],
            "Sistemas!G5",
        ),
        story(
            "R-02",
            vec![opl(10, vec![moment, drills, papers])],
            "Jornada!B5",
        ),
        story("R-02", vec![cover], "Portada!C8"),
        story(
            "R-25",
            vec![area(5, &[("observaciones", "Con ana@gmail.com")])],
            "Sistemas!L5",
        ),
        story("R-25", vec![secret], "Sistemas!L5"),
        story(
            "R-27",
            vec![area(5, &[("fase_actual", "Fase tres")])],
            "Sistemas!D5",
        ),
    ]
}

fn systems() -> Vec<Story> {
    let of = |rule: &str, said: Values<'_>, place: &str| story(rule, vec![area(5, said)], place);
    let then = |rule: &str, said: Values<'_>, place: &str| {
        story(rule, vec![area(4, &[]), area(5, said)], place)
    };
    let released = ("estatus", "Liberado");
    let done = ("avance_real", "100%");
    let day = ("fecha_liberacion_real", "10/01/2022");
    let to_start = ("estatus", "Por iniciar");
    let other = Book::of("INE", "derfe", "DERFE", 5);
    let systems = area(5, &[("avance_real", "70%")]).sheets.remove(2);
    let mine = area(5, &[]).sheets.remove(2);
    let twice = mine.clone().row(&[
        "SUC",
        "PEL 2021-2022",
        "DEOE",
        "Análisis",
        "85%",
        "80%",
        "",
        "",
        "",
        "En ejecución",
    ]);
    let elsewhere = [("id_sistema", "OBS")];
    vec![
        then("R-03", &[("avance_real", "70%")], "Sistemas!F5"),
        of("R-04", &[released, done], "Sistemas!H5"),
        of("R-04", &[day], "Sistemas!H5"),
        of(
            "R-04",
            &[released, done, day, ("fecha_fin_operacion", "11/01/2022")],
            "Sistemas!I5",
        ),
        of(
            "R-04",
            &[released, done, ("fecha_liberacion_real", "14/02/2022")],
            "Sistemas!H5",
        ),
        of("R-04", &[released, day], "Sistemas!F5"),
        then(
            "R-05",
            &[("fecha_liberacion_programada", "20/06/2022")],
            "Sistemas!G5",
        ),
        of(
            "R-06",
            &[("fecha_liberacion_programada", "10/01/2022")],
            "Sistemas!J5",
        ),
        of("R-07", &[done], "Sistemas!D5"),
        of("R-08", &[to_start], "Sistemas!F5"),
        of(
            "R-08",
            &[to_start, ("avance_real", "0%"), day],
            "Sistemas!H5",
        ),
        then("R-09", &elsewhere, "Sistemas!A4"),
        story(
            "R-10",
            vec![area(5, &[]), other.with(systems)],
            "Sistemas!A5",
        ),
        of("R-24", &[("proceso", "Consulta popular")], "Sistemas!B5"),
        story(
            "R-28",
            vec![Book::of("INE", "deoe", "DEOE", 5).with(twice)],
            "Sistemas!A6",
        ),
    ]
}

fn documents() -> Vec<Story> {
    let one = |rule: &str, said: Values<'_>, place: &str| {
        story(rule, vec![opl(5, vec![deliverables(&[said])])], place)
    };
    let no = ("no", "3");
    let modality = |word: &str| {
        Sheet::empty("Datos_PREP")
            .text("B5", "Modalidad de implementación")
            .text("C5", word)
    };
    let ten = |estatus: &str, word: &str| {
        let row = [("no", "10"), ("variante", "Final"), ("estatus", estatus)];
        story(
            "R-14",
            vec![opl(5, vec![deliverables(&[&row]), modality(word)])],
            "Entregables!F5",
        )
    };
    let before = opl(
        4,
        vec![deliverables(&[&given("3", "Enero 2022", "10/01/2022")])],
    );
    let back = [no, ("variante", "Enero 2022"), ("estatus", "Pendiente")];
    let updates = |title: &str| {
        let sheet = modality("OPL").text("B6", title).cell("C6", "2");
        let papers = deliverables(&[&[no, ("estatus", "Pendiente")]]);
        story("R-21", vec![opl(7, vec![papers, sheet])], "Datos_PREP!C6")
    };
    vec![
        one(
            "R-11",
            &[no, ("estatus", "Entregado"), ("oficio_o_folio", "O-1")],
            "Entregables!G5",
        ),
        one("R-11", &given("3", "", "14/02/2022"), "Entregables!G5"),
        one("R-11", &given("3", "", "10/02/2022")[..4], "Entregables!H5"),
        story(
            "R-13",
            vec![before, opl(5, vec![deliverables(&[&back])])],
            "Entregables!F5",
        ),
        ten("Pendiente", "OPL"),
        ten("No aplica", "Con tercero"),
        one(
            "R-27",
            &[no, ("estatus", "Pendiente"), ("aplica", "No")],
            "Entregables!E5",
        ),
        updates("Actualizaciones por hora de los datos"),
        updates("Actualizaciones por hora de las bases de datos"),
    ]
}

/// What follows stands in the later workbook, what goes before in the earlier one, and the other
/// way round.
fn order_of_documents() -> Vec<Story> {
    let (early, late) = ("10/12/2021", "20/12/2021");
    let papers = |meeting: u8, row: [(&str, &str); 5]| opl(meeting, vec![deliverables(&[&row])]);
    let pair = |first: (&str, &str), second: (&str, &str)| {
        let books = vec![
            papers(4, given(first.0, first.1, late)),
            papers(5, given(second.0, second.1, early)),
        ];
        story("R-12", books, "Entregables!G5")
    };
    let back = vec![
        papers(4, given("14", "", early)),
        papers(5, given("9", "", late)),
    ];
    let test = |day: &str| {
        sheet(
            "Pruebas",
            Clase::Opl,
            &[&[("no", "1"), ("fecha", day), ("situacion", "Realizada")]],
        )
    };
    let drill = |day: &str| sheet("Simulacros", Clase::Opl, &[&[("no", "3"), ("fecha", day)]]);
    let pending = || deliverables(&[&[("no", "3"), ("estatus", "Pendiente")]]);
    let of = |meeting: u8, row: [(&str, &str); 5], other: Sheet| {
        opl(meeting, vec![deliverables(&[&row]), other])
    };
    let evaluated = sheet(
        "Pruebas",
        Clase::Opl,
        &[&[
            ("no", "1"),
            ("fecha", "20/04/2022"),
            ("fecha_informe_evaluacion", "19/04/2022"),
            ("situacion", "Realizada"),
            ("fases_cubiertas", "Captura; Verificación; Publicación"),
        ]],
    );
    vec![
        pair(("8", "Proyecto"), ("8", "Aprobado")),
        pair(("9", ""), ("14", "")),
        pair(("14", ""), ("15", "Final")),
        pair(("4", "Aprobado"), ("5", "")),
        story("R-12", back, "Entregables!G5"),
        story(
            "R-12",
            vec![of(7, given("21", "", "14/04/2022"), test("12/04/2022"))],
            "Entregables!G5",
        ),
        story(
            "R-12",
            vec![of(7, given("23", "", "11/04/2022"), test("12/04/2022"))],
            "Entregables!G5",
        ),
        story(
            "R-12",
            vec![
                papers(7, given("22", "", "14/04/2022")),
                opl(9, vec![pending(), test("12/04/2022"), drill("15/05/2022")]),
            ],
            "Pruebas!C5",
        ),
        story(
            "R-12",
            vec![of(10, given("27", "", "20/05/2022"), drill("29/05/2022"))],
            "Entregables!G5",
        ),
        story(
            "R-12",
            vec![
                papers(9, given("27", "", "20/05/2022")),
                opl(10, vec![pending(), drill("29/05/2022")]),
            ],
            "Simulacros!B5",
        ),
        story(
            "R-12",
            vec![of(10, given("28", "", "04/06/2022"), drill("29/05/2022"))],
            "Entregables!G5",
        ),
        story("R-12", vec![opl(8, vec![evaluated])], "Pruebas!Q5"),
    ]
}

fn tests() -> Vec<Story> {
    let class = Clase::Opl;
    let held = [
        ("no", "1"),
        ("situacion", "Realizada"),
        ("fases_cubiertas", "Captura; Verificación; Publicación"),
    ];
    let test = |said: Values<'_>| {
        let said: Vec<(&str, &str)> = said.iter().chain(&held).copied().collect();
        sheet("Pruebas", class, &[&said])
    };
    let one = |rule: &str, said: Values<'_>, place: &str| {
        story(rule, vec![opl(8, vec![test(said)])], place)
    };
    let cases = |estatus: &str| {
        sheet(
            "Casos_prueba",
            class,
            &[&[
                ("no_prueba", "1"),
                ("id_caso", "A"),
                ("estatus", estatus),
                (
                    "id_incidencia",
                    if estatus == "Fallido" { "I-1" } else { "" },
                ),
            ]],
        )
    };
    let incident = |severity: &str, estatus: &str| {
        sheet(
            "Incidencias",
            class,
            &[&[
                ("id", "I-1"),
                ("no_prueba", "1"),
                ("severidad", severity),
                ("estatus", estatus),
            ]],
        )
    };
    let counted = |field: &str, estatus: &str, cell: &str| {
        let said = [
            (field, "2"),
            ("situacion", "Realizada con observaciones en atención"),
        ];
        let sheets = vec![test(&said), cases(estatus), incident("Baja", "Cerrada")];
        story("R-16", vec![opl(8, sheets)], &format!("Pruebas!{cell}5"))
    };
    let failed = |id: &str| {
        sheet(
            "Casos_prueba",
            class,
            &[&[
                ("no_prueba", "1"),
                ("id_caso", "A"),
                ("estatus", "Fallido"),
                ("id_incidencia", id),
            ]],
        )
    };
    let with =
        |rule: &str, sheets: Vec<Sheet>, place: &str| story(rule, vec![opl(8, sheets)], place);
    let attended = [("situacion", "Realizada con observaciones en atención")];
    let drill = sheet(
        "Simulacros",
        class,
        &[&[("no", "1"), ("fecha", "15/05/2022")]],
    );
    let papers = deliverables(&[&[("no", "3"), ("estatus", "Pendiente")]]);
    vec![
        one(
            "R-15",
            &[
                ("casos_planeados", "9"),
                ("casos_ejecutados", "5"),
                ("casos_no_ejecutados", "3"),
            ],
            "Pruebas!H5",
        ),
        one(
            "R-15",
            &[
                ("casos_ejecutados", "5"),
                ("casos_exitosos", "3"),
                ("casos_fallidos", "1"),
                ("casos_bloqueados", "0"),
            ],
            "Pruebas!I5",
        ),
        counted("casos_exitosos", "Exitoso", "J"),
        counted("casos_fallidos", "Fallido", "K"),
        counted("casos_bloqueados", "Bloqueado", "L"),
        counted("casos_no_ejecutados", "No ejecutado", "M"),
        with(
            "R-17",
            vec![test(&attended), failed(""), incident("Baja", "Cerrada")],
            "Casos_prueba!H5",
        ),
        with(
            "R-17",
            vec![test(&attended), failed("I-7"), incident("Baja", "Cerrada")],
            "Casos_prueba!H5",
        ),
        with(
            "R-18",
            vec![test(&[]), failed("I-1"), incident("Baja", "Cerrada")],
            "Pruebas!R5",
        ),
        with(
            "R-18",
            vec![test(&[]), incident("Alta", "Abierta")],
            "Pruebas!R5",
        ),
        one("R-19", &[("situacion", "Por realizar")], "Pruebas!T5"),
        story(
            "R-19",
            vec![opl(8, vec![Sheet::of("Pruebas", class)])],
            "Pruebas!A4",
        ),
        one("R-20", &[("fases_cubiertas", "Captura")], "Pruebas!F5"),
        story("R-21", vec![opl(10, vec![papers, drill])], "Simulacros!A5"),
        story(
            "R-21",
            vec![opl(10, vec![Sheet::of("Simulacros", class)])],
            "Simulacros!A4",
        ),
    ]
}

/// One story for every R-22 of the catalogue: its first column is more than its second.
fn parts_and_wholes() -> Vec<Story> {
    let catalog = catalog();
    let mut stories = Vec::new();
    for schema in &catalog.esquemas {
        for rule in schema.reglas.iter().filter(|rule| rule.id == "R-22") {
            let said = [
                (rule.campos[0].as_str(), "7"),
                (rule.campos[1].as_str(), "3"),
            ];
            let class = schema.remitentes[0];
            let (clave, name) = match class {
                Clase::Utsi => ("utsi", "UTSI"),
                Clase::Opl | Clase::Ine | Clase::Secretaria => ("hidalgo", "Hidalgo"),
            };
            let column = schema
                .campos
                .iter()
                .position(|c| c.nombre == rule.campos[0]);
            let letter = char::from(b'A' + column.unwrap() as u8);
            let (page, place) = match schema.forma {
                relator::catalog::Forma::Tabla => {
                    (sheet(&schema.hoja, class, &[&said]), format!("{letter}5"))
                }
                relator::catalog::Forma::ClaveValor => {
                    let title = |field: &str| schema.campo(field).unwrap().titulo.clone();
                    let page = Sheet::empty(&schema.hoja)
                        .text("B5", &title(said[0].0))
                        .cell("C5", "7")
                        .text("B6", &title(said[1].0))
                        .cell("C6", "3");
                    (page, "C5".to_owned())
                }
            };
            let meeting = if schema.hoja == "Auditoria" { 6 } else { 10 };
            let book = Book::of(class.word(), clave, name, meeting).with(page);
            stories.push(story(
                "R-22",
                vec![book],
                &format!("{}!{place}", schema.hoja),
            ));
        }
    }
    stories
}

fn whole_workbooks() -> Vec<Story> {
    let opened = sheet(
        "Compromisos_abiertos",
        Clase::Secretaria,
        &[&[
            ("id", "C-04-01"),
            ("reunion", "4"),
            ("responsables", "DEOE"),
        ]],
    );
    let opened = Book::of("Secretaria", "secretaria", "Secretaría", 4).with(opened);
    let silent = area(5, &[]).with(Sheet::of("Compromisos", Clase::Ine));
    let early = sheet("Casos_prueba", Clase::Opl, &[&[("id_caso", "A")]]);
    let papers = deliverables(&[&[("no", "3"), ("estatus", "Pendiente")]]);
    let other = area(5, &[]).change("Portada", |s| s.cell("C6", "6"));
    vec![
        story("R-23", vec![opened, silent], "Compromisos!A4"),
        story("R-24", vec![opl(5, vec![papers, early])], "Casos_prueba!-"),
        story("R-29", vec![other], "Portada!C6"),
    ]
}
