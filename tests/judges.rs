//! Outside judges over what is really published: every PDF of the demonstration data, with the
//! tables attached to it.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that cannot go on has failed"
)]

#[path = "support/judge.rs"]
mod judge;
mod support;

use judge::failures;
use page_validation::ValidationProfile;
use std::fs;
use support::Workspace;

#[test]
fn every_published_pdf_is_fit_to_keep_and_accessible() {
    let workspace = Workspace::new();
    let output = workspace.path("output");
    let project = env!("CARGO_MANIFEST_DIR");
    let place = ["--proyecto", project, "--salida", output.to_str().unwrap()];
    workspace
        .run(place.into_iter().chain(["generar", "--todas"]))
        .code(0);

    for number in 1..=11 {
        let name = format!("reunion-{number:02}/informe-reunion-{number:02}.pdf");
        let pdf = fs::read(output.join(&name)).unwrap();
        for profile in [ValidationProfile::PdfA3a, ValidationProfile::PdfUa1] {
            assert_eq!(
                failures(&pdf, profile),
                Vec::<String>::new(),
                "{name} {profile}"
            );
        }
    }
}

#[test]
fn the_judge_notices_a_damaged_file() {
    let workspace = Workspace::new();
    let output = workspace.path("output");
    let project = env!("CARGO_MANIFEST_DIR");
    let place = ["--proyecto", project, "--salida", output.to_str().unwrap()];
    workspace
        .run(
            place
                .into_iter()
                .chain(["generar", "8", "--formato", "pdf"]),
        )
        .code(0);

    let mut pdf = fs::read(output.join("reunion-08/informe-reunion-08.pdf")).unwrap();
    let language = b"/Lang(es-MX)";
    let at = pdf.windows(language.len()).position(|w| w == language);
    let at = at.expect("the PDF names its language");
    pdf[at + 1..at + 5].copy_from_slice(b"Lung");
    assert!(!failures(&pdf, ValidationProfile::PdfUa1).is_empty());
}

#[test]
fn the_document_of_the_standard_speaks_of_all_rules_of_the_judge() {
    let text = include_str!("../docs/norma.md");
    for (name, profile) in [
        ("PDF/A-3a", ValidationProfile::PdfA3a),
        ("PDF/UA-1", ValidationProfile::PdfUa1),
    ] {
        let heading = format!("### {name}: {} reglas", profile.implemented_check_count());
        assert!(text.contains(&heading), "{heading}");
    }
}
