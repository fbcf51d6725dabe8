//! The Word file: valid for outside judges, the same bytes every time, literal.

#[path = "docx/sample.rs"]
mod sample;

use relator::render::docx;

/// The sample's Word file; the findings when there is none.
fn written() -> Vec<u8> {
    let informe = sample::informe();
    let layout = sample::layout(&informe);
    docx::write(&informe, &layout, &sample::style()).unwrap_or_else(|f| panic!("{f:#?}"))
}

#[test]
fn two_writes_are_the_same_bytes() {
    let first = written();
    std::fs::write(std::env::temp_dir().join("relator-muestra.docx"), &first).unwrap();
    assert_eq!(first, written());
}
