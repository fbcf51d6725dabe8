//! Names that name nothing, expressions and patterns that cannot be read.

use super::tells;

#[test]
fn rev_507_a_reference_to_nothing() {
    tells(
        "proceso.toml",
        (
            "\"prep-opl\", \"revocacion-mandato\"",
            "\"prep-ople\", \"revocacion-mandato\"",
        ),
        "REV-507",
        "¿Quiso escribir “prep-opl”?",
    );
    tells(
        "proceso.toml",
        ("tema = \"revocacion-mandato\"", "tema = \"revocacion\""),
        "REV-507",
        "“revocacion-mandato”",
    );
    tells(
        "proceso.toml",
        ("OPL = [\"Entregables\"", "OPL = [\"Entregable\""),
        "REV-507",
        "“Entregables”",
    );
    tells(
        "proceso.toml",
        ("informe = \"pruebas-prep\"", "informe = \"pruebas\""),
        "REV-507",
        "“pruebas-prep”",
    );
    tells(
        "sistemas.toml",
        ("area = \"deppp\"", "area = \"depp\""),
        "REV-507",
        "“deppp”",
    );
    tells(
        "sistemas.toml",
        ("[\"Revocación de mandato\"]", "[\"Revocación\"]"),
        "REV-507",
        "“Revocación de mandato”",
    );
    tells(
        "temas/sistemas-pel.toml",
        ("catalogo = \"sistemas\"", "catalogo = \"sistema\""),
        "REV-507",
        "“sistemas”",
    );
    tells(
        "temas/sistemas-pel.toml",
        ("tema_por = \"proceso\"", "tema_por = \"procesos\""),
        "REV-507",
        "“proceso”",
    );
    tells(
        "temas/prep-pruebas.toml",
        (
            "refiere = { hoja = \"Pruebas\", campo = \"no\"",
            "refiere = { hoja = \"Prueba\", campo = \"no\"",
        ),
        "REV-507",
        "“Pruebas”",
    );
    tells(
        "temas/consulta-popular.toml",
        ("\"sistemas-pel/Sistemas\"", "\"sistemas-pel/Sistema\""),
        "REV-507",
        "“sistemas-pel/Sistemas”",
    );
}

#[test]
fn rev_508_an_expression_that_cannot_be_evaluated() {
    let path = "temas/sistemas-pel.toml";
    let start = "expresion = \"\"\"\nself.estatus != \"Por iniciar\" || self.fecha_liberacion_real";
    let rule = &format!("{start} == null");
    tells(
        path,
        (
            rule,
            "expresion = \"\"\"\nself.estatus != \"Por iniciar\" || (",
        ),
        "REV-508",
        "R-08",
    );
    tells(
        path,
        (rule, "expresion = \"\"\"\nself.avance_real >= 0"),
        "REV-508",
        "== null",
    );
    tells(
        path,
        (rule, "expresion = \"\"\"\nself.estatus.matches('x')"),
        "REV-508",
        "== null",
    );
    tells(
        path,
        (rule, "expresion = \"\"\"\nself.estado == null"),
        "REV-507",
        "¿Quiso escribir “estatus”?",
    );
    tells(
        path,
        (rule, "expresion = \"\"\"\ntrue || libro.Sistema == null"),
        "REV-507",
        "“Sistemas”",
    );
    tells(
        path,
        (rule, "expresion = \"\"\"\ntrue || proceso.final == null"),
        "REV-507",
        "“fin”",
    );
}

#[test]
fn rev_509_a_pattern_that_cannot_be_read() {
    tells(
        "temas/comun.toml",
        ("patron = \"C-[0-9]{2}", "patron = \"C-[0-9{2}"),
        "REV-509",
        "C-[0-9{2}",
    );
    tells(
        "temas/comprobaciones.toml",
        ("'(?i)\\b[A-Z]", "'(?i\\b[A-Z]"),
        "REV-509",
        "",
    );
}

#[test]
fn rev_507_what_a_rule_or_a_column_names_elsewhere() {
    let path = "temas/sistemas-pel.toml";
    let last = "concluyen = [\"Fuera de operación\", \"Cancelado\"]";
    tells(
        path,
        (last, "concluyen = [\"Fuera de operasión\"]"),
        "REV-507",
        "¿Quiso escribir “Fuera de operación”?",
    );
    tells(
        "temas/comun.toml",
        ("concluyen = [\"Sí\"]", "concluyen = [\"Siempre\"]"),
        "REV-507",
        "Sí, No",
    );
    tells(
        "temas/comprobaciones.toml",
        ("hoja = \"Pruebas\"", "hoja = \"Prueba\""),
        "REV-507",
        "¿Quiso escribir “Pruebas”?",
    );
    let path = "temas/prep-opl.toml";
    let others = "otros = [{ hoja = \"Datos_PREP\", campos = [\"modalidad\"] }]";
    for (wrong, word) in [
        (
            "otros = [{ hoja = \"Datos_PREPA\", campos = [\"modalidad\"] }]",
            "¿Quiso escribir “Datos_PREP”?",
        ),
        (
            "otros = [{ hoja = \"Datos_PREP\", campos = [\"modalidades\"] }]",
            "¿Quiso escribir “modalidad”?",
        ),
        (
            "otros = [{ hoja = \"Datos_PREP\", campos = [\"modalidad\"], donde = \"otro.modo == null\" }]",
            "“modo”",
        ),
    ] {
        tells(path, (others, wrong), "REV-507", word);
    }
    let wrong =
        "otros = [{ hoja = \"Datos_PREP\", campos = [\"modalidad\"], donde = \"otro.catd > 3\" }]";
    tells(path, (others, wrong), "REV-508", "R-14");
    tells(
        "temas/prep-pruebas.toml",
        (
            "refiere = { hoja = \"Pruebas\", campo = \"no\"",
            "refiere = { hoja = \"Pruebas\", campo = \"numero\"",
        ),
        "REV-507",
        "El campo “numero”",
    );
}
