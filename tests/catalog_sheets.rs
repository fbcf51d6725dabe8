//! The shipped sheets: their columns, what of them is published, and how other programs read them.

#![allow(clippy::unwrap_used, reason = "a test may stop where it likes")]

use relator::catalog::{self, Catalog, Difusion, Tipo};
use relator::domain::Clase;
use serde_json::Value;

fn shipped() -> Catalog {
    let carried = catalog::carried();
    carried.map_err(|error| format!("{error:#?}")).unwrap()
}

#[test]
fn the_topic_of_a_row() {
    let catalog = shipped();
    let systems = catalog.esquema("Sistemas", Clase::Ine).unwrap();
    let topic = |value: &str, numero: u8| catalog.tema_de(systems, Some(value), numero);
    let extra = "PEL extraordinario Oaxaca 2022";
    assert_eq!(topic("PEL 2021-2022", 3), Some("sistemas-pel"));
    assert_eq!(topic(extra, 9), Some("sistemas-pel-extraordinarios"));
    assert_eq!(topic(extra, 10), None);
    assert_eq!(topic("Revocación de Mandato", 8), None);
    assert_eq!(topic("Consulta popular", 5), None);
    let incidents = catalog.esquema("Incidencias", Clase::Utsi).unwrap();
    assert_eq!(
        catalog.tema_de(incidents, Some("SIJE"), 5),
        Some("sistemas-pel")
    );
    assert_eq!(
        catalog.tema_de(incidents, Some("RM-SIJE"), 5),
        Some("revocacion-mandato")
    );
    let tests = catalog.esquema("Pruebas", Clase::Opl).unwrap();
    assert_eq!(catalog.tema_de(tests, None, 7), Some("prep-opl"));
    assert_eq!(catalog.tema_de(tests, None, 8), Some("prep-pruebas"));
    let cases = catalog.esquema("Casos_prueba", Clase::Opl).unwrap();
    assert_eq!(catalog.tema_de(cases, None, 9), None);
}

#[test]
fn what_may_not_be_published_is_not() {
    let catalog = shipped();
    let is_public = |sheet: &str, field: &str| {
        let schema = catalog.esquemas.iter().find(|e| e.hoja == sheet).unwrap();
        schema.campo(field).unwrap().difusion == Difusion::Publica
    };
    for field in [
        "enlace_nombre",
        "enlace_cargo",
        "enlace_correo",
        "observaciones_generales",
    ] {
        assert!(!is_public("Portada", field), "{field}");
    }
    for field in ["escenario", "resultado_esperado", "resultado_obtenido"] {
        assert!(!is_public("Casos_prueba", field), "{field}");
    }
    for field in ["hallazgos_alta", "atendidos_baja"] {
        assert!(!is_public("Auditoria", field), "{field}");
    }
    assert!(!is_public("Datos_PREP", "direccion_publicacion"));
    assert!(is_public("Sistemas", "justificacion"));
}

#[test]
fn at_most_eight_cells_are_filled_in_a_prefilled_row() {
    let catalog = shipped();
    for sheet in ["Sistemas", "Entregables"] {
        let schema = catalog.esquemas.iter().find(|e| e.hoja == sheet).unwrap();
        let open = schema
            .campos
            .iter()
            .filter(|c| !c.prellenado && !c.arrastra);
        assert!(open.count() <= 8, "{sheet}");
    }
}

#[test]
fn the_schemas_are_frictionless() {
    let catalog = shipped();
    let printed = catalog::frictionless(&catalog);
    assert_eq!(printed["version"], 1);
    let entries = printed["esquemas"].as_array().unwrap();
    let entry = |sheet: &str, sender: &str| {
        let named = |e: &&Value| e["hoja"] == sheet && e["remitente"] == sender;
        entries.iter().find(named).unwrap()
    };
    let names = |schema: &Value| -> Vec<String> {
        let fields = schema["fields"].as_array().unwrap();
        fields
            .iter()
            .map(|f| f["name"].as_str().unwrap().to_owned())
            .collect()
    };
    let systems = entry("Sistemas", "INE");
    assert_eq!(systems["forma"], "tabla");
    assert_eq!(systems["temas"].as_array().unwrap().len(), 4);
    let schema = &systems["schema"];
    assert_eq!(
        schema["primaryKey"],
        serde_json::json!(["id_sistema", "proceso"])
    );
    let advance = &schema["fields"][names(schema)
        .iter()
        .position(|n| n == "avance_real")
        .unwrap()];
    assert_eq!(advance["type"], "number");
    assert_eq!(advance["constraints"]["minimum"], 0);
    assert_eq!(advance["constraints"]["maximum"], 100);
    assert_eq!(advance["constraints"]["required"], true);
    assert_eq!(entry("Portada", "Secretaria")["forma"], "clave-valor");
    let cases = &entry("Casos_prueba", "OPL")["schema"]["foreignKeys"];
    assert_eq!(cases[0]["reference"]["resource"], "Pruebas");
    let areas = names(&entry("Incidencias", "UTSI")["schema"]);
    let opl = names(&entry("Incidencias", "OPL")["schema"]);
    assert!(areas.contains(&"id_sistema".to_owned()) && !areas.contains(&"no_prueba".to_owned()));
    assert!(opl.contains(&"no_prueba".to_owned()) && !opl.contains(&"id_sistema".to_owned()));
    for entry in entries {
        let schema = entry["schema"].as_object().unwrap();
        let known = ["fields", "primaryKey", "foreignKeys"];
        assert!(
            schema
                .keys()
                .all(|k| known.contains(&k.as_str()) || k.starts_with("relator:"))
        );
    }
}

/// Sheets and columns of the reference of the domain, §8.2 to §8.4.
#[test]
fn every_column_of_the_reference_is_there_in_its_order() {
    let catalog = shipped();
    let columns = |sheet: &str, clase: Clase| {
        let schema = catalog.esquema(sheet, clase).unwrap();
        let names: Vec<&str> = schema.campos.iter().map(|c| c.nombre.as_str()).collect();
        names.join(" ")
    };
    for (clase, sheet, expected) in [
        (
            Clase::Opl,
            "Portada",
            "remitente reunion version fecha_informacion enlace_nombre enlace_cargo enlace_correo observaciones_generales",
        ),
        (
            Clase::Secretaria,
            "Recepcion",
            "remitente reunion fecha_hora medio folio",
        ),
        (
            Clase::Secretaria,
            "Compromisos_abiertos",
            "id reunion texto responsables plazo cerrado",
        ),
        (
            Clase::Ine,
            "Sistemas",
            "id_sistema proceso area_usuaria fase_actual avance_programado avance_real fecha_liberacion_programada fecha_liberacion_real fecha_fin_operacion estatus justificacion observaciones",
        ),
        (
            Clase::Ine,
            "Actividades",
            "id_sistema actividad responsable inicio_prog fin_prog inicio_real fin_real avance_real estatus",
        ),
        (
            Clase::Ine,
            "Incidencias",
            "id id_sistema fecha descripcion severidad estatus fecha_cierre difusion",
        ),
        (
            Clase::Opl,
            "Incidencias",
            "id no_prueba fecha descripcion severidad estatus fecha_cierre difusion",
        ),
        (
            Clase::Opl,
            "Compromisos",
            "id estatus avance fecha_atencion evidencia",
        ),
        (
            Clase::Utsi,
            "Seguimiento_PREP",
            "entidad objeto observaciones_emitidas observaciones_atendidas estado comentario",
        ),
        (
            Clase::Opl,
            "Entregables",
            "no entregable variante fecha_referencia aplica estatus fecha_entrega oficio_o_folio acuerdo aclaracion",
        ),
        (
            Clase::Opl,
            "Datos_PREP",
            "modalidad tercero ente_auditor instancia_interna integrantes_cotaprep sesiones_cotaprep catd ccv catd_habilitados personal_operativo difusores inicio_publicacion actualizaciones_hora_datos actualizaciones_hora_bases direccion_prototipo direccion_publicacion",
        ),
        (
            Clase::Opl,
            "Simulacros",
            "no fecha hora_inicio hora_fin catd_participantes actas_esperadas actas_digitalizadas_casilla actas_digitalizadas_total actas_capturadas actas_verificadas actas_publicadas contingencias_simuladas incidencias aclaracion",
        ),
        (
            Clase::Opl,
            "Jornada",
            "eleccion inicio_publicacion fin_publicacion actas_esperadas actas_capturadas actas_contabilizadas actas_publicadas incidencias aclaracion",
        ),
        (
            Clase::Opl,
            "Pruebas",
            "no nombre fecha lugar modalidad fases_cubiertas actas_utilizadas casos_planeados casos_ejecutados casos_exitosos casos_fallidos casos_bloqueados casos_no_ejecutados incidencias incidencias_atendidas asistentes fecha_informe_evaluacion situacion fecha_reprogramada aclaracion",
        ),
        (
            Clase::Opl,
            "Casos_prueba",
            "no_prueba id_caso fase escenario resultado_esperado resultado_obtenido estatus id_incidencia reejecucion_de",
        ),
        (
            Clase::Opl,
            "Auditoria",
            "linea inicio fin avance hallazgos_alta hallazgos_media hallazgos_baja atendidos_alta atendidos_media atendidos_baja informe_final",
        ),
    ] {
        assert_eq!(columns(sheet, clase), expected, "{sheet}");
    }
}

#[test]
fn every_listed_field_has_words_and_every_check_its_texts() {
    let catalog = shipped();
    for sheet in &catalog.esquemas {
        for field in &sheet.campos {
            let listed = field.catalogo.is_some() || field.tipo == Tipo::Lista;
            assert!(
                !listed || !catalog.valores(field).is_empty(),
                "{} {}",
                sheet.hoja,
                field.nombre
            );
        }
    }
    for id in [
        "R-01", "R-09", "R-10", "R-19", "R-23", "R-24", "R-25", "R-26", "R-27", "R-28", "R-29",
    ] {
        let check = catalog.comprobacion(id).unwrap();
        let texts = [&check.mensaje, &check.esperado, &check.ayuda];
        assert!(texts.iter().all(|text| !text.trim().is_empty()), "{id}");
    }
}

#[test]
fn no_text_of_ours_uses_a_barred_word() {
    let catalog = shipped();
    let mut texts: Vec<&str> = Vec::new();
    for sheet in &catalog.esquemas {
        texts.extend([sheet.titulo.as_str(), &sheet.ayuda]);
        for field in &sheet.campos {
            texts.extend([field.titulo.as_str(), &field.ayuda]);
        }
        for rule in &sheet.reglas {
            texts.extend([rule.mensaje.as_str(), &rule.esperado, &rule.ayuda]);
        }
    }
    for check in &catalog.comprobaciones {
        texts.extend([check.mensaje.as_str(), &check.esperado, &check.ayuda]);
    }
    for text in texts {
        let lower = text.to_lowercase();
        let words: Vec<&str> = lower.split(|c: char| !c.is_alphabetic()).collect();
        let barred = catalog.wording.lexico.prohibidas.iter();
        let used = barred.filter(|w| words.contains(&w.as_str())).count();
        assert_eq!(used, 0, "{text}");
        assert!(!text.contains(['«', '»']), "{text}");
    }
}
