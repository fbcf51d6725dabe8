//! A new topic with its own sheet and chapter, a twelfth meeting and a seventh OPL: files under
//! `templates/`, and nothing else.

use crate::binary::{run, words_of};
use crate::files;
use relator::catalog;
use relator::domain::Value;
use relator::validation::Judged;
use relator::workbook;
use std::fs;
use std::path::Path;

const TOPIC: &str = r#"titulo = "Capacitación del personal operativo del PREP"
orden = 25

[[hojas]]
hoja = "Capacitacion"
titulo = "Capacitación del personal operativo"
ayuda = "Un renglón por curso."
remitentes = ["OPL"]
forma = "tabla"
llave = ["curso"]

[[hojas.campos]]
nombre = "curso"
titulo = "Curso"
tipo = "texto"
requerido = true
difusion = "publica"
ayuda = "Nombre del curso."

[[hojas.campos]]
nombre = "personas"
titulo = "Personas capacitadas"
tipo = "entero"
difusion = "publica"
ayuda = "Número de personas."

[[hojas.campos]]
nombre = "avance"
titulo = "Avance"
tipo = "porcentaje"
difusion = "publica"
ayuda = "De 0 a 100."

[[hojas.campos]]
nombre = "estatus"
titulo = "Estatus"
tipo = "texto"
valores = ["En curso", "Concluido"]
difusion = "publica"
ayuda = "Palabra de la lista."
"#;

const CHAPTER: &str = r#"{% if activo("capacitacion") %}
# Capacitación del personal operativo

Los OPL reportan {{ contar("capacitacion") }} cursos, {{ contar("capacitacion", donde="estatus == 'Concluido'") }} de ellos concluidos, con {{ suma("capacitacion", "personas") }} personas y un avance promedio de {{ promedio("capacitacion", "avance") }}. La {{ referencia("cursos") }} los presenta y la {{ referencia("avance-cursos") }} muestra su avance.

{{ tabla("capacitacion",
  columnas=[["entidad", "Entidad"], ["curso", "Curso"], ["personas", "Personas"], ["avance", "Avance"]],
  titulo="Cursos por entidad", orden=["entidad"], total={"personas": "suma"}, id="cursos") }}

{{ figura("avance", "capacitacion", etiqueta="entidad", real="avance", programado="avance", estatus="estatus",
  titulo="Avance de los cursos", lectura="La barra es el avance.", orden=["entidad"], id="avance-cursos") }}
{% endif %}

# Seguimiento a compromisos
"#;

const MEETING: &str = r#"
[[reuniones]]
numero = 12
fecha = "2022-08-23"
corte = "2022-08-20"
temas = ["prep-opl", "capacitacion"]
informe = "ordinario"
[reuniones.hojas]
OPL = ["Entregables", "Capacitacion"]
"#;

const SENDER: &str = r#"
[[instituciones]]
clave = "chiapas"
nombre = "Instituto de Elecciones y Participación Ciudadana de Chiapas"
sigla = "IEPC Chiapas"
clase = "OPL"
entidad = "Chiapas"
"#;

fn append(path: &Path, more: &str) {
    let mut text = fs::read_to_string(path).unwrap();
    text.push_str(more);
    fs::write(path, text).unwrap();
}

fn edit_templates(templates: &Path) {
    fs::write(templates.join("temas/capacitacion.toml"), TOPIC).unwrap();
    append(&templates.join("proceso.toml"), MEETING);
    append(&templates.join("instituciones.toml"), SENDER);
    let wording = templates.join("informes/ordinario.md");
    let text = fs::read_to_string(&wording).unwrap();
    let before = "# Seguimiento a compromisos\n";
    assert_eq!(text.matches(before).count(), 1);
    fs::write(&wording, text.replace(before, CHAPTER)).unwrap();
}

/// The workbooks of the seven OPL: every deliverable in process, and a course of 1,000, 1,001 …
/// persons at 10 %, 20 % … progress.
fn deliver(workspace: &Path) {
    let catalog = catalog::load(workspace).unwrap();
    let meeting = catalog.reunion(12).unwrap();
    fs::create_dir_all(workspace.join("inputs")).unwrap();
    for (at, sender) in catalog.opl().into_iter().enumerate() {
        let mut contents = workbook::prefilled(&catalog, sender, meeting, &Judged::default());
        for row in contents.get_mut("Entregables").unwrap() {
            let status = Value::Text("En proceso".into());
            row.insert("estatus".into(), status);
        }
        let course = [
            ("curso", Value::Text("Captura y verificación".into())),
            ("personas", Value::Number(1000.0 + at as f64)),
            ("avance", Value::Number(10.0 * (at + 1) as f64)),
            (
                "estatus",
                Value::Text(if at < 2 { "Concluido" } else { "En curso" }.into()),
            ),
        ];
        let course = course.map(|(name, value)| (name.to_owned(), value));
        contents.insert("Capacitacion".into(), vec![course.into()]);
        let bytes = workbook::write(&catalog, sender, meeting, 1, &contents).unwrap();
        let name = format!("R12-{}-v1.xlsx", sender.clave);
        fs::write(workspace.join("inputs").join(name), bytes).unwrap();
    }
}

#[test]
fn a_topic_a_meeting_and_an_opl_are_added_with_files_alone() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    run(root, &["iniciar", "."], &[]);
    edit_templates(&root.join("templates"));
    deliver(root);
    let before = files::below(&root.join("inputs"));
    let told = run(root, &["generar", "12"], &[]);
    assert!(!told.contains("error"), "{told}");
    assert!(files::below(&root.join("inputs")) == before);
    let made = root.join("output").join("reunion-12");
    let pdf = fs::read(made.join("informe-reunion-12.pdf")).unwrap();
    assert!(pdf.starts_with(b"%PDF-"));
    let words = words_of(&made.join("informe-reunion-12.docx"));
    for said in [
        "Décima segunda reunión",
        "Capacitación del personal operativo",
        "reportan 7 cursos, 2 de ellos concluidos, con 7,021 personas y un avance promedio de 40%",
        "Cursos por entidad",
        "Avance de los cursos",
        "Instituto de Elecciones y Participación Ciudadana de Chiapas",
        "de los siete OPL",
    ] {
        assert!(words.contains(said), "{said}\n{words}");
    }
    for (table, column) in [("balance", "entidad"), ("cursos", "entidad")] {
        let path = made.join("datos").join(format!("{table}.csv"));
        let text = fs::read_to_string(path).unwrap();
        let mut lines = text.lines();
        let header = lines.next().unwrap().trim_start_matches('\u{feff}');
        let at = header.split(',').position(|name| name == column).unwrap();
        let named: Vec<&str> = lines.map(|line| line.split(',').nth(at).unwrap()).collect();
        let opl = "Aguascalientes Chiapas Durango Hidalgo Oaxaca Quintana-Roo Tamaulipas";
        let opl: Vec<String> = opl.split(' ').map(|name| name.replace('-', " ")).collect();
        assert_eq!(named, opl, "{table}");
    }
    let words = words_of(&made.join("informe-reunion-12.docx"));
    let table = words
        .split("Balance de los entregables del PREP por entidad")
        .last()
        .unwrap();
    assert!(
        table.contains("Chiapas"),
        "the comparative table of the Word file"
    );
    // Without the topic in the calendar its chapter is gone.
    assert!(
        !crate::story::story()
            .catalog
            .esquemas
            .iter()
            .any(|s| s.hoja == "Capacitacion")
    );
}
