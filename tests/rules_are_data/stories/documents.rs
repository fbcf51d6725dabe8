//! What OPL tell of the deliverables of their PREP, and in which order these follow.

use super::{Story, Values, deliverables, given, opl, sheet, story};
use crate::workbooks::Sheet;
use relator::domain::Clase;

pub fn documents() -> Vec<Story> {
    let one = |rule: &str, said: Values<'_>, place: &str| {
        story(rule, vec![opl(5, vec![deliverables(&[said])])], place)
    };
    let no = ("no", "9");
    let (instrument, last) = (("no", "10"), ("variante", "Final"));
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
    let back = [
        ("no", "3"),
        ("variante", "Enero 2022"),
        ("estatus", "Pendiente"),
    ];
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
        one("R-11", &given("9", "", "14/02/2022"), "Entregables!G5"),
        one("R-11", &given("9", "", "10/02/2022")[..4], "Entregables!H5"),
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
        one("R-27", &[no, ("estatus", "No aplica")], "Entregables!F5"),
        one(
            "R-27",
            &[
                no,
                ("estatus", "Pendiente"),
                ("fecha_entrega", "10/01/2022"),
            ],
            "Entregables!G5",
        ),
        one(
            "R-27",
            &[
                no,
                ("estatus", "Pendiente"),
                ("fecha_referencia", "11/03/2022"),
            ],
            "Entregables!D5",
        ),
        one(
            "R-27",
            &[last, instrument, ("estatus", "No aplica"), ("aplica", "Sí")],
            "Entregables!F5",
        ),
        one(
            "R-27",
            &[
                last,
                instrument,
                ("estatus", "En proceso"),
                ("aplica", "No"),
            ],
            "Entregables!E5",
        ),
        updates("Actualizaciones por hora de los datos"),
        updates("Actualizaciones por hora de las bases de datos"),
    ]
}

/// What follows stands in the later workbook, what goes before in the earlier one, and the other
/// way round.
pub fn order_of_documents() -> Vec<Story> {
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
    let pending = || deliverables(&[&[("no", "9"), ("estatus", "Pendiente")]]);
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
