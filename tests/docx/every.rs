//! The informes of all the meetings, on our letterhead and on those of other people.

use crate::demonstration::{Demonstration, demonstration};
use crate::{judge, letterhead, sample};
use relator::diagnostics::Findings;
use relator::render::docx;
use relator::report::{self, Stage};
use std::path::Path;

#[test]
fn every_informe_is_valid_on_every_letterhead() {
    let Demonstration {
        catalog, judged, ..
    } = demonstration();
    let styles = [
        ("nuestro", sample::style()),
        ("con-notas", letterhead::with_notes()),
        ("plantilla", letterhead::bare_template()),
        ("con-imagen", letterhead::with_image()),
    ];
    for (name, style) in &styles {
        for (file, bytes) in style
            .iter()
            .filter(|(file, _)| file.starts_with("membrete"))
        {
            let file = format!("{name}-{file}");
            std::fs::write(Path::new(env!("CARGO_TARGET_TMPDIR")).join(file), bytes).unwrap();
        }
    }
    let mut written = 0;
    for meeting in catalog.proceso.reuniones.iter().map(|r| r.numero) {
        let mut findings = Findings::default();
        let stage = Stage::Preliminary;
        let informe = report::compose(catalog, judged, meeting, stage, &mut findings).unwrap();
        let layout = sample::layout(&informe);
        for (name, style) in &styles {
            let bytes = docx::write(&informe, &layout, style)
                .unwrap_or_else(|f| panic!("meeting {meeting} on {name}: {f:#?}"));
            written += 1;
            let file = format!("reunion-{meeting:02}-{name}.docx");
            let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join(file);
            std::fs::write(&file, bytes).unwrap();
            if let Some(errors) = judge::errors(&file) {
                assert!(
                    errors.is_empty(),
                    "meeting {meeting} on {name}: {errors:#?}"
                );
            }
        }
    }
    assert_eq!(written, 44);
}
