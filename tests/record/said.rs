//! The last report of an integrated meeting is what was said then.

use relator::catalog::{self, Catalog};
use relator::diagnostics::Findings;
use relator::intake::{Fence, Workbook};
use relator::pipeline::{self, Said};
use relator::report::{self, Stage};
use relator::validation::{Dataset, Judged, judge_after};
use std::path::Path;

fn project() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn informe(catalog: &Catalog, judged: &Judged, meeting: u8) -> String {
    let mut findings = Findings::default();
    let informe = report::compose(
        catalog,
        judged,
        meeting,
        Stage::Final { pending: None },
        &mut findings,
    );
    serde_json::to_string(&informe.unwrap()).unwrap()
}

fn judged(catalog: &Catalog, said: Said, workbooks: &[Workbook]) -> Judged {
    judge_after(catalog, said, workbooks, &mut Findings::default())
}

/// Every dataset as the record would have it.
fn recorded(judged: &Judged, until: u8) -> Said {
    let datasets = judged.datasets.range(..=until);
    let again = datasets.map(|(meeting, dataset)| {
        let json = dataset.to_json().to_string();
        let read = Dataset::from_json(&serde_json::from_str(&json).unwrap()).unwrap();
        assert_eq!(read.to_json().to_string(), json);
        (*meeting, read)
    });
    again.collect()
}

#[test]
fn what_was_said_makes_the_same_informes_and_outlives_its_workbooks() {
    let catalog = catalog::load(project()).unwrap();
    let inputs = project().join("inputs");
    let understood = pipeline::understand(&catalog, &Fence::none(), project(), &inputs).unwrap();
    let fresh = &understood.judged;
    let after = judged(&catalog, recorded(fresh, 10), &understood.workbooks);
    for meeting in 1..=11 {
        let same = informe(&catalog, fresh, meeting) == informe(&catalog, &after, meeting);
        assert!(same, "meeting {meeting}");
    }

    // The workbooks of the fourth meeting are gone: the fifth still knows what they said.
    let mut left = understood.workbooks.clone();
    left.retain(|workbook| !workbook.at.file.contains("reunion-04"));
    assert!(left.len() < understood.workbooks.len());
    let fifth = informe(&catalog, fresh, 5);
    let without = judged(&catalog, Said::new(), &left);
    assert!(fifth != informe(&catalog, &without, 5), "the fourth counts");
    let with = judged(&catalog, recorded(fresh, 4), &left);
    assert!(fifth == informe(&catalog, &with, 5));
    // The fourth itself is made from what is there.
    assert!(informe(&catalog, &with, 4) == informe(&catalog, &without, 4));
}
