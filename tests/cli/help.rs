//! What the program says of itself: its help, its version, its schema and its rules.

use crate::support::Workspace;

/// Words of clap that must never be seen.
const ENGLISH: &[&str] = &[
    "Usage",
    "Options",
    "Commands",
    "Arguments",
    "Print ",
    "default:",
    "possible values",
    "aliases",
    "error: unexpected",
    "tip:",
];

#[test]
fn help_is_in_spanish_for_every_command() {
    let workspace = Workspace::none();
    let all = [
        vec!["--help"],
        vec!["generar", "--help"],
        vec!["validar", "--help"],
        vec!["estado", "-h"],
        vec!["formatos", "--help"],
        vec!["diagnosticar", "--help"],
        vec!["archivar", "--help"],
        vec!["verificar", "--help"],
        vec!["cotejar", "--help"],
        vec!["exportar", "--help"],
        vec!["reproducir", "--help"],
        vec!["diferencias", "--help"],
        vec!["esquema", "--help"],
        vec!["explicar", "--help"],
        vec!["iniciar", "--help"],
        vec!["origen", "--help"],
    ];
    for args in all {
        let ran = workspace.run(args.iter().copied()).stderr("").code(0);
        assert!(ran.stdout.contains("\nUso: relator "), "{}", ran.stdout);
        for word in ENGLISH {
            assert!(
                !ran.stdout.contains(word),
                "{args:?}: «{word}» in\n{}",
                ran.stdout
            );
        }
    }
}

#[test]
fn help_can_be_asked_for_in_words() {
    let workspace = Workspace::none();
    let general = workspace.run(["--help"]).code(0).stdout;
    let of_command = workspace.run(["estado", "--help"]).code(0).stdout;
    for word in ["help", "ayuda"] {
        workspace.run([word]).stdout(&general).stderr("").code(0);
        let told = workspace.run([word, "estado"]);
        told.stdout(&of_command).stderr("").code(0);
    }
}

#[test]
fn the_help_of_a_command_lists_its_arguments_and_options() {
    let ran = Workspace::none().run(["explain", "--help"]).code(0);
    let first: Vec<&str> = ran.stdout.lines().take(8).collect();
    assert_eq!(
        first,
        [
            "Explica un código de inconsistencia o una regla (explain)",
            "",
            "Uso: relator explicar <REV-nnn|R-nn> [OPCIONES]",
            "",
            "Argumentos:",
            "  <REV-nnn|R-nn>  Código (REV-203) o regla (R-05)",
            "",
            "Opciones generales:",
        ]
    );
}

#[test]
fn the_version_is_told() {
    let version = concat!("relator ", env!("CARGO_PKG_VERSION"), "\n");
    Workspace::none()
        .run(["--version"])
        .stdout(version)
        .stderr("")
        .code(0);
}

#[test]
fn the_schema_is_frictionless() {
    let ran = Workspace::none()
        .run(["schema", "--json"])
        .stderr("")
        .code(0);
    let json = ran.json();
    let all = json["esquemas"].as_array().unwrap();
    let systems = all
        .iter()
        .find(|e| e["hoja"] == "Sistemas" && e["remitente"] == "INE");
    let systems = systems.unwrap();
    let fields = systems["schema"]["fields"].as_array().unwrap();
    let real = fields.iter().find(|f| f["name"] == "avance_real").unwrap();
    assert_eq!(real["constraints"]["maximum"], 100);
    let allowed = [
        "name",
        "title",
        "type",
        "format",
        "description",
        "constraints",
        "trueValues",
        "falseValues",
    ];
    for field in all
        .iter()
        .flat_map(|e| e["schema"]["fields"].as_array().unwrap())
    {
        for key in field.as_object().unwrap().keys() {
            let ours = key.starts_with("relator:");
            assert!(ours || allowed.contains(&key.as_str()), "{key}");
        }
    }
}

#[test]
fn a_code_and_a_rule_are_explained() {
    let workspace = Workspace::none();
    let code = workspace.run(["explicar", "rev-100"]).stderr("").code(0);
    assert!(code.stdout.starts_with("REV-100 (error): Archivo vacío\n"));
    for asked in ["R-05", "r5", "R 05", "5"] {
        let rule = workspace.run(["explicar", asked]).stderr("").code(0);
        assert!(rule.stdout.starts_with("R-05 (advertencia)"), "{asked}");
    }
    let dates = workspace.run(["explicar", "R-02"]).stderr("").code(0);
    assert!(
        dates.stdout.matches("\nEjemplo: ").count() < 5,
        "{}",
        dates.stdout
    );
    assert!(!dates.stdout.contains("Expresión"), "{}", dates.stdout);
    let all = workspace.run(["explicar", "R-02", "-v"]).stderr("").code(0);
    assert!(all.stdout.contains("Expresión: self.fecha_informacion"));
    let wrong = workspace.run(["explicar", "R-99"]).stdout("").code(2);
    assert!(wrong.stderr.contains("el más parecido es R-"));
}

#[test]
fn completion_scripts_know_the_commands_in_spanish() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let ran = Workspace::none().run(["completar", shell]);
        assert_eq!(ran.code, Some(0), "{shell}");
        assert!(ran.stdout.contains("verificar") && ran.stdout.contains("para-circular"));
        assert_eq!(
            Workspace::none().run(["completions", shell]).stdout,
            ran.stdout
        );
    }
}
